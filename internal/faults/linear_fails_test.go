package faults

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/memstore"
)

// old is a store that never tells what is new.
type old struct{ mandat.Store }

func (s old) Load(ctx context.Context, id mandat.OrgID, after uint64) ([]mandat.Event, error) {
	if after > 0 {
		return nil, nil
	}
	return s.Store.Load(ctx, id, after)
}

// losing is a store that acknowledges what it does not store.
type losing struct{ mandat.Store }

func (losing) Append(context.Context, mandat.OrgID, uint64, []mandat.Event) error { return nil }

// lenient is a store that says nothing of a conflict.
type lenient struct{ mandat.Store }

func (s lenient) Append(ctx context.Context, id mandat.OrgID, at uint64, events []mandat.Event) error {
	if err := s.Store.Append(ctx, id, at, events); !errors.Is(err, mandat.ErrConflict) {
		return err
	}
	return nil
}

// cutting is a store that gives the first change of an organisation alone.
type cutting struct{ mandat.Store }

func (s cutting) Load(ctx context.Context, id mandat.OrgID, after uint64) ([]mandat.Event, error) {
	events, err := s.Store.Load(ctx, id, after)
	if after > 0 || err != nil {
		return nil, err
	}
	return events[:events[0].Of], nil
}

// The check of histories finds what a store does wrong, and finds nothing in the same
// deeds by a store that does it right.
func TestTheCheckOfHistoriesFindsMistakes(t *testing.T) {
	c := newClub(t)
	right := func(s mandat.Store) mandat.Store { return s }
	for name, wrong := range map[string]struct {
		store func(mandat.Store) mandat.Store
		deeds []asking
	}{
		"what is new is not told": {func(s mandat.Store) mandat.Store { return old{s} },
			[]asking{{deed: reads, directory: 1}, {deed: grant}, {deed: reads, directory: 1}}},
		"a decision is of an old version": {func(s mandat.Store) mandat.Store { return old{s} },
			[]asking{{deed: reads, directory: 1}, {deed: grant}, {deed: decides, directory: 1}}},
		"a change is lost": {func(s mandat.Store) mandat.Store { return losing{s} },
			[]asking{{deed: grant, directory: 1}, {deed: reads}}},
		"two change the same version": {func(s mandat.Store) mandat.Store { return old{lenient{s}} },
			[]asking{{deed: reads, directory: 1}, {deed: grant}, {deed: grant, player: 1, directory: 1}}},
		"what is loaded is an old version": {func(s mandat.Store) mandat.Store { return cutting{s} },
			[]asking{{deed: grant}, {deed: reads, directory: 1}}},
	} {
		assert.True(t, isLinear(t, c, right, wrong.deeds), name)
		assert.False(t, isLinear(t, c, wrong.store, wrong.deeds), name)
	}
}

// isLinear has one client do deeds, one after the other, and tells whether the history is
// linear. Directory 1 has the store that may be wrong.
func isLinear(t *testing.T, c club, store func(mandat.Store) mandat.Store, deeds []asking) bool {
	t.Helper()
	s := memstore.New()
	begun := c.begin(t, s, "rovers")
	w := &world{T: t, id: "rovers", directories: []*mandat.Directory{c.open(t, s), c.open(t, store(s))}}
	for _, a := range deeds {
		w.history.record(0, a, func() told { return w.does(a) })
	}
	return linear(w.history.all, stateOf(begun))
}

// What is asked of directories that follow is found too, where it is not so.
func TestTheCheckOfAnswersFindsMistakes(t *testing.T) {
	begun := state{version: 1, active: 0b11}
	granted := state{version: 2, active: 0b11, holding: 0b1}
	versions := []state{begun, granted}
	for _, wrong := range []struct {
		asked          asking
		heard          told
		oldest, stored uint64
		want           string
	}{
		{asking{deed: reads}, told{done, begun}, 1, 2, ""},
		{asking{deed: reads}, told{done, begun}, 2, 2, "it is older than what the directory gave before"},
		{asking{deed: reads}, told{done, state{version: 2, active: 0b11}}, 1, 2, "it is of no version"},
		{asking{deed: reads}, told{done, state{version: 3}}, 1, 2, "it is of no version"},
		{asking{deed: grant}, told{done, granted}, 1, 2, ""},
		{asking{deed: decides}, told{outcome: done}, 1, 2, ""},
		{asking{deed: decides}, told{outcome: refused}, 1, 2, ""},
		{asking{deed: decides}, told{outcome: refused}, 2, 2, "no version that it may be of gives this answer"},
		{asking{deed: decides, player: 1}, told{outcome: done}, 1, 2, "no version that it may be of gives this answer"},
		{asking{deed: atLeast, from: 2}, told{done, granted}, 1, 2, ""},
		{asking{deed: atLeast, from: 2}, told{done, begun}, 1, 2, "it is older than was asked for"},
		{asking{deed: atLeast, from: 2}, told{outcome: missing}, 1, 2, "a version is not found of which somebody knew"},
		{asking{deed: atLeast, from: 3}, told{outcome: missing}, 1, 2, ""},
	} {
		assert.Equal(t, wrong.want, mistake(wrong.asked, wrong.heard, wrong.oldest, wrong.stored, versions), "%v: %v", wrong.asked, wrong.heard)
	}
	h := &history{}
	h.record(0, asking{deed: reads, directory: 1}, func() told { return told{done, granted} })
	h.record(0, asking{deed: reads, directory: 0}, func() told { return told{done, begun} })
	require.Empty(t, h.mistakes(versions))
	h.record(0, asking{deed: reads, directory: 1}, func() told { return told{done, begun} })
	require.Len(t, h.mistakes(versions), 1)
}
