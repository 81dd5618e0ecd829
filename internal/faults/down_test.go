package faults

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// A store that is down: all that is asked of the directory is an error that says so, and
// every decision denies. Nothing is allowed of an older version, nor of a mix of two.
func TestADirectoryOfAStoreThatIsDownDenies(t *testing.T) {
	c := newClub(t)
	onEach(t, func(t *testing.T, p place) {
		c.begin(t, p.here, other)
		for _, w := range ways() {
			x := &trial{T: t, club: c, place: p, id: mandat.OrgID(w.name), name: w.name, store: &faulty{Store: p.here}}
			x.old = c.begin(t, x.store.Store, x.id)
			heard := &awaited{Store: x.store, waits: make(chan struct{})}
			x.directory = c.open(t, heard)
			if w.begins != nil {
				x.old = w.begins(t, x.store.Store, x.old)
			}
			if w.opened != nil {
				w.opened(t, x.directory, x.id)
			}
			if w.follows {
				x.followsUntilDown(heard)
			}
			x.store.setDown(true)
			x.givesNothing()
			x.store.setDown(false)
			o, err := x.directory.Org(background, x.id)
			require.NoError(t, err, w.name)
			x.same(x.old, o, "after the store is up again")
		}
	})
}

// followsUntilDown has the directory follow the store, takes the store down, and waits
// until the directory has heard of it.
func (x *trial) followsUntilDown(heard *awaited) {
	ended := make(chan error, 1)
	go func() { ended <- x.directory.Follow(background) }()
	<-heard.waits
	asked(x.T, x.directory, x.id)
	x.store.setDown(true)
	x.club.begin(x, x.store.Store, x.id+" wakes it up")
	x.hears(<-ended)
}

func (x *trial) givesNothing() {
	d := x.directory
	_, err := d.Org(background, x.id)
	x.hears(err)
	_, err = d.AtLeast(background, x.id, x.old.Version()+1)
	x.hears(err)
	_, err = d.AtVersion(background, x.id, 1)
	x.hears(err)
	_, err = d.AsOf(background, x.id, noon)
	x.hears(err)
	members, err := d.Memberships(background, "dora")
	x.hears(err)
	assert.Empty(x, members, x.name)
	_, err = d.Update(background, x.id, func(*mandat.Org) (mandat.Change, error) { panic("there is nothing to plan with") })
	x.hears(err)
	planned, err := x.old.Plan(through("public", "zoe"), mandat.Register{})
	require.NoError(x, err)
	assert.Error(x, d.Commit(background, planned), x.name)
	x.hears(d.Follow(background))
	for _, q := range questions(x.id) {
		got, err := d.Decide(background, q.subject, q.action, q.resource)
		x.hears(err)
		assert.Zero(x, got, "%s: %s", x.name, q)
		assert.Equal(x, mandat.Denied, got.Outcome())
	}
}

// Each call breaks once while a directory follows: that ends, says why, and from then on
// the directory asks the store. Nobody is given what is older than the last change.
func TestNobodyIsServedWhatIsOldWhenFollowingBreaks(t *testing.T) {
	c := newClub(t)
	onEach(t, func(t *testing.T, p place) {
		for n, when := range []moment{before, halfWay, after} {
			id := mandat.OrgID("follow " + when)
			first := c.begin(t, p.here, id)
			f := &faulty{Store: p.here, when: when}
			d := c.open(t, f)
			asked(t, d, id)
			f.arm(2+n, "Follow")
			ended := make(chan error, 1)
			go func() { ended <- d.Follow(background) }()
			there := c.open(t, p.there)
			o := first
			for err := error(nil); err == nil; {
				o = registered(t, there, id)
				select {
				case err = <-ended:
					assert.ErrorIs(t, err, errBroken)
				case <-time.After(time.Millisecond):
				}
			}
			for range 2 {
				seen, err := d.Org(background, id)
				require.NoError(t, err)
				assert.Equal(t, encoding(t, o), encoding(t, seen), when)
				o = registered(t, there, id)
			}
		}
	})
}

// registered makes one more change of a club: somebody new registers.
func registered(t testing.TB, d *mandat.Directory, id mandat.OrgID) *mandat.Org {
	t.Helper()
	c, err := d.Update(background, id, func(o *mandat.Org) (mandat.Change, error) {
		return o.Plan(through("public", newcomer(o)), mandat.Register{})
	})
	require.NoError(t, err)
	return c.Org()
}

// TestMembershipsAreToldWholeOrNot: of several organisations one cannot be read, or their
// list breaks off.
func TestMembershipsAreToldWholeOrNot(t *testing.T) {
	c := newClub(t)
	onEach(t, func(t *testing.T, p place) {
		for _, id := range []mandat.OrgID{"a", "b", "c"} {
			c.begin(t, p.here, id)
		}
		for _, when := range []moment{before, halfWay, after} {
			for n, broke := 1, true; broke; n++ {
				f := &faulty{Store: p.here, when: when}
				d := c.open(t, f)
				f.arm(n, "")
				got, err := d.Memberships(background, "dora")
				broke = f.whatBroke() != ""
				if err != nil {
					assert.ErrorIs(t, err, errBroken)
					assert.Empty(t, got)
					got, err = d.Memberships(background, "dora")
				}
				assert.NoError(t, err)
				assert.Len(t, got, 3)
			}
		}
	})
}

// A context that ends is an error, too: it denies, and stores nothing.
func TestAContextThatHasEndedDenies(t *testing.T) {
	c := newClub(t)
	onEach(t, func(t *testing.T, p place) {
		o := c.begin(t, p.here, "rovers")
		d := c.open(t, p.here)
		ctx, cancel := context.WithCancel(background)
		cancel()
		for range 2 {
			got, err := d.Decide(ctx, inApp("dora"), "read", order("rovers", "o-1"))
			assert.ErrorIs(t, err, context.Canceled)
			assert.Zero(t, got)
			_, err = d.Update(ctx, "rovers", func(o *mandat.Org) (mandat.Change, error) { return mandat.Change{}, errors.New("not reached") })
			assert.ErrorIs(t, err, context.Canceled)
			asked(t, d, "rovers")
		}
		seen, err := d.Org(background, "rovers")
		require.NoError(t, err)
		assert.Equal(t, encoding(t, o), encoding(t, seen))
	})
}
