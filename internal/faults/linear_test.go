package faults

import (
	"testing"

	"github.com/anishathalye/porcupine"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// TestHistories: whatever clients of several directories do at the same time, each
// organisation is as if they had done it one after the other. Where the directories
// follow the store only changes are: what is read there can be older than what others
// have just stored, but never older than what the same directory gave before.
func TestHistories(t *testing.T) {
	t.Parallel()
	c := newClub(t)
	onEach(t, func(t *testing.T, p place) {
		t.Parallel()
		c.begin(t, p.here, other)
		for _, s := range settings() {
			for n := range 3 * *rounds {
				w := newWorld(t, c, p, s, n)
				w.happens(uint64(n))
				versions := w.versions(c, p)
				w.wantLinear(versions[0])
				assert.Empty(t, w.history.mistakes(versions), s.name)
			}
		}
	})
}

// versions are what the organisation was at each version, beginning with 1, as the store
// tells it.
func (w *world) versions(c club, p place) (all []state) {
	w.Helper()
	events, err := p.there.Load(background, w.id, 0)
	require.NoError(w, err)
	var o *mandat.Org
	for len(events) > 0 {
		n := events[0].Of
		if o == nil {
			o, err = mandat.Replay(events[:n], c.first, c.second)
		} else {
			o, err = o.Apply(events[:n], c.first, c.second)
		}
		require.NoError(w, err)
		all, events = append(all, stateOf(o)), events[n:]
	}
	return all
}

func (w *world) wantLinear(begin state) {
	w.Helper()
	assert.True(w, linear(w.history.asIf(w.setting.follows), begin), "%s: the history is of no order of deeds", w.id)
}

func linear(all []porcupine.Operation, begin state) bool {
	return porcupine.CheckOperations(model(begin), all)
}

// asIf returns the deeds that are as if done one after the other: of those who follow
// the changes alone that were stored.
func (h *history) asIf(follows bool) (all []porcupine.Operation) {
	for _, o := range h.all {
		change := o.Input.(asking).changes() && o.Output.(told).outcome == done
		if !follows || change {
			all = append(all, o)
		}
	}
	return all
}

func (a asking) changes() bool { return a.deed != reads && a.deed != decides && a.deed != atLeast }

// latest returns the last version of which anybody has heard.
func (h *history) latest() (version uint64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.known(h.clock.Load()+1, func(asking) bool { return true })
}

// known returns the last version that was heard of before a moment, by those deeds that
// count.
func (h *history) known(until int64, counts func(asking) bool) (version uint64) {
	for _, o := range h.all {
		if o.Return < until && counts(o.Input.(asking)) {
			version = max(version, o.Output.(told).seen.version)
		}
	}
	return version
}

// mistakes lists what may not be whether or not the directories follow: an answer that
// is of no version, one that is older than what the directory gave before, and a version
// that was not found although somebody knew of it.
func (h *history) mistakes(versions []state) (found []string) {
	for _, o := range h.all {
		a, heard := o.Input.(asking), o.Output.(told)
		oldest := h.known(o.Call, func(b asking) bool { return b.directory == a.directory })
		if what := mistake(a, heard, max(oldest, 1), h.known(o.Call, func(asking) bool { return true }), versions); what != "" {
			found = append(found, a.String()+": "+what)
		}
	}
	return found
}

func mistake(a asking, heard told, oldest, stored uint64, versions []state) string {
	seen := heard.seen
	switch {
	case a.deed == decides:
		for _, s := range versions[oldest-1:] {
			if s.allows(a.player) == (heard.outcome == done) {
				return ""
			}
		}
		return "no version that it may be of gives this answer"
	case a.deed == atLeast && heard.outcome == missing:
		if a.from <= stored {
			return "a version is not found of which somebody knew"
		}
		return ""
	case heard.outcome != done:
		return ""
	case seen.version > uint64(len(versions)) || seen != versions[seen.version-1]:
		return "it is of no version"
	case seen.version < oldest:
		return "it is older than what the directory gave before"
	case a.deed == atLeast && seen.version < a.from:
		return "it is older than was asked for"
	}
	return ""
}
