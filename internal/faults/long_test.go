package faults

import (
	"context"
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// newcomer returns somebody who is no member yet.
func newcomer(o *mandat.Org) mandat.PersonID {
	return mandat.PersonID(fmt.Sprintf("new-%d", o.Version()))
}

// many is how many events a directory lets come together before it keeps a snapshot.
const many = 1024

// steps turn a setting on and off again, so often that a snapshot is due.
func steps() (all []mandat.Command) {
	for i := range many {
		all = append(all, mandat.ChangeSetting{Setting: "guests", On: i%2 == 0})
	}
	return all
}

// TestAdvisory_CVE_2025_64529: a big write passes for one that succeeded, and a part of it
// is missing. A directory keeps a snapshot when a long change is
// stored, or when it loads a long history. Each call breaks in turn; that of the snapshot
// is told to the observer alone. What was acknowledged is there, with the snapshot or
// without, for whoever had forgotten it.
func TestAdvisory_CVE_2025_64529(t *testing.T) {
	c := newClub(t)
	onEach(t, func(t *testing.T, p place) {
		c.begin(t, p.here, other)
		broken := map[string]int{}
		for _, when := range []moment{before, halfWay, after} {
			for n, last := 1, "some"; last != ""; n++ {
				x := &trial{T: t, club: c, place: p, id: mandat.OrgID(fmt.Sprint("long ", when, n)), store: &faulty{Store: p.here, when: when}}
				x.name = fmt.Sprintf("a long change, call %d breaks %s", n, when)
				last = x.longChange(n)
				broken[last]++
			}
		}
		assert.Equal(t, 3, broken["KeepSnapshot"], "%v", broken)
	})
}

func (x *trial) longChange(call int) (broken string) {
	x.old = x.club.begin(x, x.store.Store, x.id)
	change, err := x.old.Plan(inApp("dora"), steps()...)
	require.NoError(x, err)
	x.next = change.Org()
	x.directory = x.club.open(x, x.store)
	x.directory.SetMemory(1)
	var troubles atomic.Int32
	x.directory.SetObserver(&mandat.Observer{Trouble: func(context.Context, mandat.OrgID, error) { troubles.Add(1) }})
	x.store.arm(call, "")
	_, err = x.directory.Update(background, x.id, func(o *mandat.Org) (mandat.Change, error) { return o.Plan(inApp("dora"), steps()...) })
	if x.store.whatBroke() == "KeepSnapshot" {
		assert.NoError(x, err, x.name)
		assert.EqualValues(x, 1, troubles.Load(), x.name)
	}
	askOther(x.directory)
	runtime.GC()
	return x.ends(err)
}

// A snapshot of which a part was kept is no organisation: the events are.
func TestASnapshotThatIsCutOffIsNotBelieved(t *testing.T) {
	c := newClub(t)
	onEach(t, func(t *testing.T, p place) {
		s := p.here
		o := c.begin(t, s, "rovers")
		text, err := o.Snapshot()
		require.NoError(t, err)
		for _, length := range []int{0, 1, len(text) / 2, len(text) - 1} {
			require.NoError(t, s.KeepSnapshot(background, "rovers", 1, text[:length]))
			seen, err := c.open(t, p.there).Org(background, "rovers")
			require.NoError(t, err)
			assert.Equal(t, encoding(t, o), encoding(t, seen))
		}
	})
}
