package mandat

import (
	"fmt"
	"testing"
)

// BenchmarkMoveUnit moves units with many below them, and back. What one unit
// below takes is reported beside.
func BenchmarkMoveUnit(b *testing.B) {
	o := bigOrg(b, 100_000)
	for _, unit := range []int32{600, 73, 9, 1} {
		below := len(o.subtree(nil, unit))
		b.Run(fmt.Sprintf("units=%d", below), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				o.copy().moveUnit(unit, 2)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*below), "ns/unit")
		})
	}
}
