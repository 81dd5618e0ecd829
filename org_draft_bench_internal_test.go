package mandat

import (
	"fmt"
	"testing"
)

// TestAMoveTakesLittleForEachUnitBelow: a record and a path, and a share of the
// blocks in which it stands.
func TestAMoveTakesLittleForEachUnitBelow(t *testing.T) {
	o := bigOrg(t, 10_000)
	below := len(o.below(1))
	if took := bytesOf(o, func(o *Org, _ int32) { o.copy().moveUnit(1, 2) }) / below; took > 200 {
		t.Errorf("a move takes %d bytes for each of %d units below; want at most 200", took, below)
	}
}

// BenchmarkMoveUnit moves units with many below them, and back. What one unit
// below takes is reported beside.
func BenchmarkMoveUnit(b *testing.B) {
	o := bigOrg(b, 100_000)
	for _, unit := range []int32{600, 73, 9, 1} {
		below := len(o.below(unit))
		b.Run(fmt.Sprintf("units=%d", below), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				o.copy().moveUnit(unit, 2)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*below), "ns/unit")
		})
	}
}
