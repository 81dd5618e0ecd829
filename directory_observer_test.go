package mandat_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/memstore"
)

// anyNote is a note in a unit of acme.
func anyNote(unit mandat.UnitID) mandat.Resource {
	return mandat.Resource{Type: "note", ID: "n-1", Org: "acme", Units: mandat.Units{mandat.Structure("organisation").Is(mandat.At(unit))}}
}

// A directory decides as the organisation does, and tells the observer the question with
// its answer.
func TestDirectoryDecides(t *testing.T) {
	d := acmeIn(t, memstore.New())
	o := orgOf(t, d, "acme")
	var heard []mandat.Decided
	d.SetObserver(&mandat.Observer{Decided: func(_ context.Context, q mandat.Decided) { heard = append(heard, q) }})
	seen := map[mandat.Outcome]bool{}
	for _, r := range []mandat.Resource{anyNote("head"), anyNote("north"), {Type: "nothing", Org: "acme"}} {
		for _, p := range []mandat.PersonID{"olga", "kalle", "nobody"} {
			for _, a := range []mandat.Action{"read", "write", "no-such"} {
				want := o.Decide(onWeb(p), a, r)
				got, err := d.Decide(background, onWeb(p), a, r)
				require.NoError(t, err)
				assert.Equal(t, want, got)
				assert.Equal(t, mandat.Decided{Org: o, Subject: onWeb(p), Action: a, Resource: r, Decision: want}, heard[len(heard)-1])
				seen[got.Outcome()] = true
			}
		}
	}
	assert.True(t, seen[mandat.Allowed] && seen[mandat.Denied], seen)
	assert.Len(t, heard, 27)
	d.SetObserver(nil)
	_, err := d.Decide(background, onWeb("olga"), "read", anyNote("head"))
	require.NoError(t, err)
	assert.Len(t, heard, 27)
}

// What cannot be loaded denies, with the reason; the observer hears of that, too.
func TestDirectoryDeniesWhatItCannotLoad(t *testing.T) {
	s := &damaged{Store: memstore.New()}
	d := acmeIn(t, s)
	var heard []mandat.Decided
	d.SetObserver(&mandat.Observer{Decided: func(_ context.Context, q mandat.Decided) { heard = append(heard, q) }})
	elsewhere := anyNote("head")
	elsewhere.Org = "beta"
	_, err := d.Decide(background, onWeb("olga"), "read", elsewhere)
	assert.ErrorIs(t, err, mandat.ErrNotFound)
	done, cancel := context.WithCancel(background)
	cancel()
	got, err := d.Decide(done, onWeb("olga"), "read", anyNote("head"))
	assert.ErrorIs(t, err, context.Canceled)
	assert.Zero(t, got)
	require.Len(t, heard, 2)
	assert.Nil(t, heard[1].Org)
	assert.Equal(t, err, heard[1].Err)
	for _, none := range []*mandat.Directory{nil, {}} {
		got, err := none.Decide(background, onWeb("olga"), "read", anyNote("head"))
		assert.ErrorContains(t, err, "not opened")
		assert.Zero(t, got)
		none.SetObserver(&mandat.Observer{})
		none.SetMemory(1)
		orgs, bytes := none.Memory()
		assert.Zero(t, orgs)
		assert.Zero(t, bytes)
	}
}

// Each change that was stored is told once, and no other.
func TestObserverHearsOfChanges(t *testing.T) {
	s := &faulty{Store: memstore.New()}
	d := acmeIn(t, s)
	var heard []mandat.Change
	d.SetObserver(&mandat.Observer{Changed: func(_ context.Context, c mandat.Change) { heard = append(heard, c) }})
	first := planned(t, orgOf(t, d, "acme"), unitNo(1))
	rival := planned(t, orgOf(t, d, "acme"), unitNo(2))
	require.NoError(t, d.Commit(background, first))
	require.ErrorIs(t, d.Commit(background, rival), mandat.ErrConflict)
	require.NoError(t, d.Commit(background, planned(t, first.Org())), "nothing happens")
	second, err := d.Update(background, "acme", func(o *mandat.Org) (mandat.Change, error) { return o.Plan(onWeb("olga"), unitNo(3)) })
	require.NoError(t, err)
	s.fails = s.calls + 2
	_, err = d.Update(background, "acme", func(o *mandat.Org) (mandat.Change, error) { return o.Plan(onWeb("olga"), unitNo(4)) })
	require.ErrorIs(t, err, errDown)
	assert.Equal(t, []mandat.Change{first, second}, heard)
}

// An observer may ask the directory, also for the organisation of which it is told.
func TestObserverAsks(t *testing.T) {
	s := memstore.New()
	d := opened(t, s, manyIn(t, s, 1))
	require.NoError(t, s.KeepSnapshot(background, orgNo(0), 1, []byte("no snapshot")))
	ctx, cancel := context.WithTimeout(background, time.Minute)
	defer cancel()
	heard := 0
	ask := func(id mandat.OrgID) {
		heard++
		_, err := d.Org(ctx, id)
		assert.NoError(t, err)
	}
	d.SetObserver(&mandat.Observer{
		Decided: func(_ context.Context, q mandat.Decided) { ask(q.Org.ID()) },
		Changed: func(_ context.Context, c mandat.Change) { ask(c.Org().ID()) },
		Trouble: func(_ context.Context, id mandat.OrgID, _ error) { ask(id) },
	})
	note := anyNote("head")
	note.Org = orgNo(0)
	_, err := d.Decide(ctx, onWeb("olga"), "read", note)
	require.NoError(t, err)
	require.NoError(t, d.Commit(ctx, planned(t, orgOf(t, d, orgNo(0)), unitNo(1))))
	assert.Equal(t, 3, heard)
}
