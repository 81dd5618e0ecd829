package mandat

import (
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What an organisation is said to weigh is what the heap grows by, give or take a half.
func TestWeight(t *testing.T) {
	for _, members := range []int{0, 100, 1_000, 10_000} {
		o := bigOrg(t, members)
		snapshot, err := o.Snapshot()
		require.NoError(t, err)
		taken := heapOf(t, 8+10_000/(members+1), func() *Org {
			o, err := Restore(snapshot, o.ID(), o.policy)
			require.NoError(t, err)
			return o
		})
		assert.InEpsilon(t, taken, o.weight(), 0.5, "%d members", members)
	}
}

// heapOf returns by how much the heap grows with each organisation: the least of three
// times, because others use it, too.
func heapOf(t *testing.T, n int, open func() *Org) int64 {
	t.Helper()
	least := int64(1 << 62)
	for range 3 {
		before := heap()
		all := make([]*Org, n)
		for i := range all {
			all[i] = open()
		}
		least = min(least, (heap()-before)/int64(n))
		runtime.KeepAlive(all)
	}
	return least
}

func heap() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
