package sqlite_test

import (
	"bytes"
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/sqlite"
)

// BenchmarkAppend stores changes of three events, beside an INSERT of the same texts,
// alone and where the statement was prepared.
func BenchmarkAppend(b *testing.B) {
	b.Run("append", func(b *testing.B) {
		s := newStore(b, 0)
		for at := uint64(0); b.Loop(); at++ {
			if err := s.Append(background, "acme", at, threeOf("acme", at+1)); err != nil {
				b.Fatal(err)
			}
		}
	})
	const insert = "INSERT INTO bare (org, version, position, chain, events) VALUES (?, ?, ?, ?, ?)"
	b.Run("insert", func(b *testing.B) {
		db, chain := bareDatabase(b), make([]byte, 32)
		for n := uint64(1); b.Loop(); n++ {
			if _, err := db.Exec(insert, []byte("acme"), n, n, chain, string(text(b, n))); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("insert-prepared", func(b *testing.B) {
		db, chain := bareDatabase(b), make([]byte, 32)
		prepared, err := db.Prepare(insert)
		if err != nil {
			b.Fatal(err)
		}
		defer prepared.Close()
		for n := uint64(1); b.Loop(); n++ {
			if _, err := prepared.Exec([]byte("acme"), n, n, chain, string(text(b, n))); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkLoad reads 1,000 changes of three events, beside what of it is reading the
// texts, reading the events in them, and following the chain.
func BenchmarkLoad(b *testing.B) {
	b.Run("load", func(b *testing.B) {
		s := newStore(b, 1000)
		for b.Loop() {
			if events, err := s.Load(background, "acme", 0); err != nil || len(events) != 3000 {
				b.Fatal(len(events), err)
			}
		}
		b.ReportMetric(3000*float64(b.N)/b.Elapsed().Seconds(), "events/s")
	})
	var texts [][]byte
	for v := range uint64(1000) {
		texts = append(texts, text(b, v+1))
	}
	b.Run("of-it-events", func(b *testing.B) {
		for b.Loop() {
			for _, text := range texts {
				for line := range bytes.SplitSeq(text, []byte("\n")) {
					var e mandat.Event
					if err := e.UnmarshalJSON(line); err != nil {
						b.Fatal(err)
					}
				}
			}
		}
	})
	b.Run("of-it-chain", func(b *testing.B) {
		for b.Loop() {
			var head mandat.ChainHash
			for _, text := range texts {
				head = head.Next(bytes.Split(text, []byte("\n"))...)
			}
		}
	})
}

// BenchmarkLoadNothing asks whether there is more than is known, as each request does.
func BenchmarkLoadNothing(b *testing.B) {
	s := newStore(b, 1000)
	for b.Loop() {
		if events, err := s.Load(background, "acme", 1000); err != nil || len(events) != 0 {
			b.Fatal(len(events), err)
		}
	}
}

// BenchmarkOrgs names the one organisation that has 1,000 changes.
func BenchmarkOrgs(b *testing.B) {
	s := newStore(b, 1000)
	for b.Loop() {
		if ids, err := s.Orgs(background); err != nil || len(ids) != 1 {
			b.Fatal(ids, err)
		}
	}
}

// BenchmarkFollow is one look at whether there is more, and what it takes to name all.
func BenchmarkFollow(b *testing.B) {
	for _, changes := range []uint64{10, 1000} {
		s := newStore(b, changes)
		b.Run(fmt.Sprintf("look/%d", changes), func(b *testing.B) {
			for b.Loop() {
				if ids, _, err := sqlite.Since(s, background, changes); err != nil || len(ids) > 0 {
					b.Fatal(ids, err)
				}
			}
		})
		b.Run(fmt.Sprintf("all/%d", changes), func(b *testing.B) {
			for b.Loop() {
				if ids, _, err := s.Follow(background, 0); err != nil || len(ids) != 1 {
					b.Fatal(ids, err)
				}
			}
		})
	}
	b.Run("delay", func(b *testing.B) {
		s, at := newStore(b, 1), uint64(1)
		var waited time.Duration
		for b.Loop() {
			seen := make(chan time.Time)
			go func() {
				_, _, _ = s.Follow(context.WithoutCancel(background), at)
				seen <- time.Now()
			}()
			time.Sleep(time.Millisecond)
			if err := s.Append(background, "acme", at, threeOf("acme", at+1)); err != nil {
				b.Fatal(err)
			}
			stored := time.Now()
			waited += (<-seen).Sub(stored)
			at++
		}
		b.ReportMetric(float64(waited.Milliseconds())/float64(b.N), "ms-until-seen")
	})
}

// BenchmarkErase erases one of many, of whom three facts are known.
func BenchmarkErase(b *testing.B) {
	for _, persons := range []int{100, 10_000, 100_000} {
		b.Run(fmt.Sprint(persons), func(b *testing.B) {
			db := bareDatabase(b)
			s, err := sqlite.New(background, db)
			if err != nil {
				b.Fatal(err)
			}
			_, err = db.Exec(`WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i+1 FROM n WHERE i < ?)
				INSERT INTO mandat_person SELECT CAST('person-' || i AS BLOB), CAST(f.column1 AS BLOB), zeroblob(40) FROM n, (VALUES ('mail'), ('name'), ('phone')) AS f`, persons)
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if err := s.Erase(background, "person-7"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
