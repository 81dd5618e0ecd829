package faults

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// setting is how the directories of a history work.
type setting struct {
	name               string
	follows, forgetful bool
}

func settings() []setting {
	return []setting{
		{name: "they ask the store"},
		{name: "they forget", forgetful: true},
		{name: "they follow", follows: true},
		{name: "they follow and forget", follows: true, forgetful: true},
	}
}

// late is a store that tells a while later that something has changed.
type late struct{ mandat.Store }

func (l late) Follow(ctx context.Context, mark uint64) ([]mandat.OrgID, uint64, error) {
	ids, next, err := l.Store.Follow(ctx, mark)
	if mark > 0 {
		time.Sleep(rand.N(3 * time.Millisecond))
	}
	return ids, next, err
}

const (
	clientsEach = 2  // of each directory
	deedsEach   = 15 // of each client
)

// world is an organisation that clients change and read through several directories.
type world struct {
	*testing.T
	id          mandat.OrgID
	setting     setting
	directories []*mandat.Directory
	stores      []*awaited // of the directories
	history     history
}

// happens has all clients do their deeds at the same time, as chance wants them.
func (w *world) happens(seed uint64) {
	ctx, cancel := context.WithCancel(background)
	var following, clients sync.WaitGroup
	for i, d := range w.directories {
		if w.setting.forgetful {
			d.SetMemory(1)
		}
		if w.setting.follows {
			following.Go(func() { assert.ErrorIs(w, d.Follow(ctx), context.Canceled) })
			<-w.stores[i].waits
		}
		for j := range clientsEach {
			n := i*clientsEach + j
			clients.Go(func() { w.client(n, i, rand.New(rand.NewPCG(seed, uint64(n)))) })
		}
	}
	clients.Wait()
	cancel()
	following.Wait()
}

// client does its deeds, one after the other.
func (w *world) client(n, directory int, dice *rand.Rand) {
	var kept mandat.Change
	for range deedsEach {
		if w.setting.forgetful && dice.IntN(3) == 0 {
			w.forgets(directory, dice)
		}
		a := asking{deed: pick(dice, []deed{grant, revoke, activate, deactivate, reads, reads, decides, decides, commits, atLeast, atLeast}), player: dice.IntN(len(players)), directory: directory}
		if a.deed == commits {
			if kept.Org() != nil {
				a.player, a.from = playerOf(kept), kept.Before().Version()
				w.history.record(n, a, func() told { return w.commit(directory, kept) })
			}
			kept = w.keeps(n, a)
			continue
		}
		if a.deed == atLeast {
			a.from = w.history.latest() + uint64(dice.IntN(2))
		}
		w.history.record(n, a, func() told { return w.does(a) })
	}
}

func pick[E any](dice *rand.Rand, all []E) E { return all[dice.IntN(len(all))] }

// forgets makes a directory let go of the organisation, and of what is left of it.
func (w *world) forgets(directory int, dice *rand.Rand) {
	askOther(w.directories[directory])
	if dice.IntN(4) == 0 {
		runtime.GC()
	}
}

// keeps plans a change, to be committed later. To plan is to read first.
func (w *world) keeps(n int, a asking) (kept mandat.Change) {
	w.history.record(n, asking{deed: reads, directory: a.directory}, func() told {
		o, err := w.directories[a.directory].Org(background, w.id)
		assert.NoError(w, err)
		kept, _ = o.Plan(inApp("dora"), a.command())
		return told{done, stateOf(o)}
	})
	return kept
}

func playerOf(c mandat.Change) int {
	granted := c.Events()[0].What.(mandat.RoleGranted)
	for i := range players {
		if granted.Grant == reading(i) {
			return i
		}
	}
	panic("it is no change of a history")
}

func (w *world) commit(directory int, c mandat.Change) told {
	switch err := w.directories[directory].Commit(background, c); {
	case errors.Is(err, mandat.ErrConflict):
		return told{outcome: conflict}
	case err != nil:
		w.Errorf("commit: %v", err)
	}
	return told{done, stateOf(c.Org())}
}

func (w *world) does(a asking) told {
	d := w.directories[a.directory]
	switch a.deed {
	case reads:
		o, err := d.Org(background, w.id)
		assert.NoError(w, err)
		return told{done, stateOf(o)}
	case decides:
		answer, err := d.Decide(background, inApp(players[a.player]), "read", order(w.id, "o-1"))
		assert.NoError(w, err)
		if answer.Allowed() {
			return told{outcome: done}
		}
		return told{outcome: refused}
	case atLeast:
		o, err := d.AtLeast(background, w.id, a.from)
		if errors.Is(err, mandat.ErrNotFound) {
			return told{outcome: missing}
		}
		assert.NoError(w, err)
		return told{done, stateOf(o)}
	}
	return w.update(d, a)
}

func (w *world) update(d *mandat.Directory, a asking) told {
	var no *mandat.Error
	c, err := d.Update(background, w.id, func(o *mandat.Org) (mandat.Change, error) { return o.Plan(inApp("dora"), a.command()) })
	switch {
	case errors.As(err, &no):
		assert.ErrorIs(w, err, mandat.ErrBlocked)
		return told{outcome: refused}
	case err != nil:
		w.Errorf("update: %v", err)
		return told{outcome: refused}
	}
	return told{done, stateOf(c.Org())}
}

// newWorld begins a club, which three directories share.
func newWorld(t *testing.T, c club, p place, s setting, n int) *world {
	t.Helper()
	w := &world{T: t, id: mandat.OrgID(fmt.Sprint(s.name, n)), setting: s}
	begun := c.begin(t, p.here, w.id)
	require.NotZero(t, begun)
	for _, store := range []mandat.Store{p.here, p.there, p.here} {
		w.stores = append(w.stores, &awaited{Store: late{store}, waits: make(chan struct{})})
	}
	for _, store := range w.stores {
		w.directories = append(w.directories, c.open(t, store))
	}
	return w
}
