package mandat_test

import (
	"sync/atomic"
	"testing"

	"github.com/mandat-go/mandat"
)

// BenchmarkReaders decides by the organisation that a service has at the moment:
// by one reader, and by one on each core. A reader shares nothing that is written.
func BenchmarkReaders(b *testing.B) {
	w := newWorld(b, 10_000)
	var current atomic.Pointer[mandat.Org]
	current.Store(w.org)
	decide := func(i int) {
		q := &w.questions[i%len(w.questions)]
		current.Load().Decide(q.subject, q.action, q.resource)
	}
	b.Run("one", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			decide(i)
		}
	})
	b.Run("all", func(b *testing.B) {
		b.RunParallel(func(pb *testing.PB) {
			for i := 0; pb.Next(); i++ {
				decide(i)
			}
		})
	})
}
