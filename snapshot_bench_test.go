package mandat_test

import (
	"fmt"
	"testing"

	"github.com/mandat-go/mandat"
)

// BenchmarkSnapshot writes an organisation and makes it again of what was written:
// beside BenchmarkReplay, the third way to load one.
func BenchmarkSnapshot(b *testing.B) {
	for _, members := range []int{1_000, 10_000, 100_000} {
		o := newWorld(b, members).org
		text, err := o.Snapshot()
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("members=%d/write", members), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := o.Snapshot(); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("members=%d/restore", members), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := mandat.Restore(text, o.ID(), o.Policy()); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(text)), "bytes")
		})
	}
}
