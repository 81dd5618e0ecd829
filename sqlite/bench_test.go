package sqlite_test

import (
	"encoding/json"
	"testing"
)

// BenchmarkAppend stores changes of three events, beside an INSERT of the same text.
func BenchmarkAppend(b *testing.B) {
	b.Run("append", func(b *testing.B) {
		s := newStore(b)
		for at := uint64(0); b.Loop(); at++ {
			if err := s.Append(background, "acme", at, threeOf("acme", at+1)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("insert", func(b *testing.B) {
		db := bareDatabase(b)
		for n := uint64(1); b.Loop(); n++ {
			text, err := json.Marshal(threeOf("acme", n))
			if err != nil {
				b.Fatal(err)
			}
			if _, err := db.Exec("INSERT INTO bare VALUES (?, ?, ?)", []byte("acme"), n, string(text)); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkLoad reads 1,000 changes of three events.
func BenchmarkLoad(b *testing.B) {
	s := newStore(b)
	for at := range uint64(1000) {
		if err := s.Append(background, "acme", at, threeOf("acme", at+1)); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		if events, err := s.Load(background, "acme", 0); err != nil || len(events) != 3000 {
			b.Fatal(len(events), err)
		}
	}
	b.ReportMetric(3000*float64(b.N)/b.Elapsed().Seconds(), "events/s")
}
