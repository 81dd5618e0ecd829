package mandat_test

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/memstore"
)

// counting counts how often the store is asked for all events of an organisation, and
// for what is later.
type counting struct {
	mandat.Store
	mu         sync.Mutex
	whole, new map[mandat.OrgID]int
}

func newCounting(s mandat.Store) *counting {
	return &counting{Store: s, whole: map[mandat.OrgID]int{}, new: map[mandat.OrgID]int{}}
}

func (c *counting) Load(ctx context.Context, id mandat.OrgID, after uint64) ([]mandat.Event, error) {
	c.mu.Lock()
	if after == 0 {
		c.whole[id]++
	} else {
		c.new[id]++
	}
	c.mu.Unlock()
	return c.Store.Load(ctx, id, after)
}

func (c *counting) asked() (whole, new int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, n := range c.whole {
		whole += n
	}
	for _, n := range c.new {
		new += n
	}
	return whole, new
}

func orgNo(i int) mandat.OrgID { return mandat.OrgID(fmt.Sprintf("org-%d", i)) }

// manyIn brings organisations into a store, each with some units.
func manyIn(t testing.TB, s mandat.Store, n int) *mandat.Policy {
	t.Helper()
	p := changePolicy(t)
	d := opened(t, s, p)
	data := acme(t).Data()
	for i := range n {
		data.ID = orgNo(i)
		c, err := mandat.Import(p, data, noon)
		require.NoError(t, err)
		require.NoError(t, d.Commit(background, c))
	}
	return p
}

// Within a budget only as many organisations are kept as fit into it, the others are
// loaded again, and all are given as the store has them.
func TestMemoryIsBounded(t *testing.T) {
	s := newCounting(memstore.New())
	p := manyIn(t, s, 20)
	d := opened(t, s, p)
	orgOf(t, d, orgNo(0))
	_, one := d.Memory()
	require.Positive(t, one)

	d.SetMemory(5 * one)
	for range 3 {
		runtime.GC()
		for i := range 20 {
			assert.Equal(t, orgNo(i), orgOf(t, d, orgNo(i)).ID())
			orgs, bytes := d.Memory()
			assert.LessOrEqual(t, orgs, 5)
			assert.Equal(t, int64(orgs)*one, bytes)
		}
	}
	orgs, _ := d.Memory()
	assert.Equal(t, 5, orgs)
	whole, _ := s.asked()
	assert.Greater(t, whole, 40, "little was loaded again")

	d.SetMemory(1)
	orgs, _ = d.Memory()
	assert.Zero(t, orgs)
	assert.Equal(t, orgNo(3), orgOf(t, d, orgNo(3)).ID())
	orgs, bytes := d.Memory()
	assert.Equal(t, 1, orgs, "the last one stays, however large")
	assert.Equal(t, one, bytes)

	d.SetMemory(0)
	for i := range 20 {
		orgOf(t, d, orgNo(i))
	}
	orgs, bytes = d.Memory()
	assert.Equal(t, 20, orgs)
	assert.Equal(t, 20*one, bytes)
}

// Of two, the one that is asked for again and again is kept.
func TestWhatIsUsedStays(t *testing.T) {
	s := newCounting(memstore.New())
	p := manyIn(t, s, 50)
	d := opened(t, s, p)
	orgOf(t, d, orgNo(0))
	_, one := d.Memory()
	d.SetMemory(4 * one)
	for i := range 50 {
		orgOf(t, d, orgNo(0))
		orgOf(t, d, orgNo(i))
	}
	assert.Equal(t, 1, s.whole[orgNo(0)])
}

// Changes go through where not even one organisation fits into the budget: whoever has
// planned one still has the version that it was made from.
func TestChangesWithoutRoom(t *testing.T) {
	s := memstore.New()
	p := manyIn(t, s, 3)
	d := opened(t, s, p)
	d.SetMemory(1)
	o := orgOf(t, d, orgNo(0))
	c := planned(t, o, unitNo(1))
	for i := range 3 {
		orgOf(t, d, orgNo(i))
		runtime.GC()
	}
	assert.Same(t, o, orgOf(t, d, orgNo(0)), "one version has two values")
	orgOf(t, d, orgNo(1))
	require.NoError(t, d.Commit(background, c))
	orgOf(t, d, orgNo(1))
	require.NoError(t, d.Commit(background, planned(t, c.Org(), unitNo(2))))
	for i := range 10 {
		_, err := d.Update(background, orgNo(i%3), func(o *mandat.Org) (mandat.Change, error) {
			orgOf(t, d, orgNo((i+1)%3))
			runtime.GC()
			return o.Plan(onWeb("olga"), unitNo(100+i))
		})
		require.NoError(t, err)
	}
	assert.ErrorIs(t, d.Commit(background, c), mandat.ErrConflict)
}

// Nothing stays behind of ids that no organisation has.
func TestUnknownIDsLeaveNothing(t *testing.T) {
	s := memstore.New()
	d := opened(t, s, manyIn(t, s, 1))
	orgOf(t, d, orgNo(0))
	before := heapInUse()
	for i := range 5_000 {
		_, err := d.Org(background, mandat.OrgID(fmt.Sprint("no-such-organisation-", i)))
		require.ErrorIs(t, err, mandat.ErrNotFound)
	}
	assert.Less(t, heapInUse()-before, int64(100<<10))
}

func heapInUse() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// Many who ask at once for what is not in memory load it once, and the store is asked by
// the others for what is new.
func TestManyAskAtOnce(t *testing.T) {
	s := newCounting(memstore.New())
	p := manyIn(t, s, 1)
	d := opened(t, s, p)
	var all sync.WaitGroup
	got := make([]*mandat.Org, 50)
	for i := range got {
		all.Go(func() { got[i], _ = d.Org(background, orgNo(0)) })
	}
	all.Wait()
	for _, o := range got {
		require.NotNil(t, o)
		assert.Same(t, got[0], o)
	}
	assert.Equal(t, 1, s.whole[orgNo(0)])
}

// Those who ask, change and are forgotten at once get whole organisations, never an
// older one after a newer.
func TestMemoryUnderLoad(t *testing.T) {
	s := memstore.New()
	p := manyIn(t, s, 8)
	d := opened(t, s, p)
	orgOf(t, d, orgNo(0))
	_, one := d.Memory()
	d.SetMemory(3 * one)
	var all sync.WaitGroup
	for k := range 4 {
		all.Go(func() {
			var last [8]uint64
			for i := range 200 {
				n := (i*7 + k) % 8
				o, err := d.Org(background, orgNo(n))
				if !assert.NoError(t, err) {
					return
				}
				assert.GreaterOrEqual(t, o.Version(), last[n])
				last[n] = o.Version()
				if i%10 == k {
					_, err = d.Update(background, orgNo(n), func(o *mandat.Org) (mandat.Change, error) {
						return o.Plan(onWeb("olga"), unitNo(k*1000+i))
					})
					assert.NoError(t, err)
				}
			}
		})
	}
	all.Wait()
	orgs, bytes := d.Memory()
	assert.LessOrEqual(t, orgs, 4)
	assert.Positive(t, bytes)
}

// Who is given a role and loses it again, all day long, takes no more memory.
func TestMemoryOfWhatComesAndGoes(t *testing.T) {
	s := memstore.New()
	p := manyIn(t, s, 1)
	d := opened(t, s, p)
	grant := mandat.Grant{Role: "reader", Member: "kalle", Scope: mandat.Below("north")}
	for range 100 {
		for _, c := range []mandat.Command{mandat.GrantRole{Grant: grant}, mandat.RevokeRole{Grant: grant}} {
			require.NoError(t, d.Commit(background, planned(t, orgOf(t, d, orgNo(0)), c)))
		}
	}
	_, bytes := d.Memory()
	again := opened(t, s, p)
	orgOf(t, again, orgNo(0))
	_, counted := again.Memory()
	assert.LessOrEqual(t, bytes, 2*counted)
	assert.GreaterOrEqual(t, bytes, counted)

	o := orgOf(t, again, orgNo(0))
	text, err := o.Snapshot()
	require.NoError(t, err)
	require.NoError(t, s.KeepSnapshot(background, o.ID(), o.Version(), text))
	restored := opened(t, s, p)
	orgOf(t, restored, orgNo(0))
	_, bytes = restored.Memory()
	assert.Equal(t, counted, bytes, "of a snapshot after which nothing happened")
}
