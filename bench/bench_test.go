package main

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// small is a size at which every engine is quick.
func small() size { return size{"small", 60, 40, 400, 4096} }

func TestEnginesAgree(t *testing.T) {
	w := newWorld(small(), 7)
	for _, e := range engines() {
		t.Run(e.name, func(t *testing.T) {
			lanes, err := build(e, w, newFloor(w))
			if errors.Is(err, errLeftOut) {
				t.Skip(err)
			}
			require.NoError(t, err)
			assert.NotEmpty(t, lanes)
		})
	}
}

// A wrong answer ends the command before anything is timed, and shows who was
// asked what.
func TestWrongEngineIsCaught(t *testing.T) {
	w := newWorld(small(), 7)
	wrong := engine{"forgetful", "S", func(_ context.Context, w *world) ([]lane, error) {
		right := newFloor(w)
		return []lane{decisions("Gate", w.cold, func(q *request) (bool, error) {
			seen := *q.contract
			seen.status = draft
			return right.allows(&request{q.user, q.action, &seen})
		})}, nil
	}}
	measured, err := measure(w, []engine{engines()[0], wrong}, io.Discard)
	assert.Empty(t, measured)
	require.Error(t, err)
	assert.Regexp(t, `^forgetful Gate answers allow, and the floor deny, request \d+ of the cold list: `+
		`user-\d+ delete contract-\d+ \(valid in unit-\d+, responsible user-\d+, deputy user-\d+\)$`, err.Error())
}

func TestEngineThatTakesTooLongIsNotRun(t *testing.T) {
	slow := engine{"slow", "S", func(context.Context, *world) ([]lane, error) { return nil, context.DeadlineExceeded }}
	var log strings.Builder
	measured, err := measure(newWorld(small(), 7), []engine{slow}, &log)
	require.NoError(t, err)
	assert.Empty(t, measured)
	assert.Equal(t, "small slow: not run, took over 1m0s\n", log.String())
}

func TestAboutHalfIsAllowed(t *testing.T) {
	for seed := range uint64(3) {
		w := newWorld(sizes()[0], seed)
		f := newFloor(w)
		for _, l := range []list{w.warm, w.cold, w.page} {
			allowed := map[string]int{}
			for i := range l.requests {
				if ok, _ := f.allows(&l.requests[i]); ok {
					allowed[l.requests[i].action]++
				}
			}
			for _, action := range []string{toRead, toEdit, toDelete} {
				assert.NotZero(t, allowed[action], "%s is never allowed in the %s list", action, l.name)
			}
			share := float64(allowed[toRead]+allowed[toEdit]+allowed[toDelete]) / float64(len(l.requests))
			assert.InDelta(t, 0.5, share, 0.1, "allowed in the %s list of seed %d", l.name, seed)
		}
	}
}

func TestSeedMakesTheWorld(t *testing.T) {
	assert.Equal(t, newWorld(small(), 7), newWorld(small(), 7))
	assert.NotEqual(t, newWorld(small(), 7).contracts, newWorld(small(), 8).contracts)
}

// A request, a row and what the engines are built from say the same in different
// memory, as in a service.
func TestStringsAreTheirOwn(t *testing.T) {
	w := newWorld(small(), 7)
	seen := map[*byte]bool{}
	own := func(s string) {
		at := unsafe.StringData(s)
		assert.False(t, seen[at], "%q is in the same memory as another string", s)
		seen[at] = true
	}
	for _, u := range w.units {
		own(u.id)
	}
	for _, u := range w.users {
		own(u.id)
	}
	for _, c := range w.contracts {
		own(c.unit)
		own(c.status)
		own(c.responsible)
		own(c.deputy)
	}
	for _, q := range w.warm.requests {
		own(q.user)
		own(q.action)
	}
}

func TestTableTellsWhatWasNotRun(t *testing.T) {
	lane := func(engine, way string, ns float64) *runner {
		return &runner{lane: lane{way: way, list: list{name: "warm"}}, engine: engine, ns: []float64{9, ns, 900}, allocs: []float64{2}}
	}
	var got table
	got.add("S", []*runner{lane("floor", "", 20), lane("mandat", "Decide", 90)})
	got.add("M", []*runner{lane("floor", "", 40)})
	var out strings.Builder
	got.write(&out)
	assert.Equal(t, `| engine | requests | S: ns | × floor | allocations | M: ns | × floor | allocations |
|---|---|--:|--:|--:|--:|--:|--:|
| floor | warm | 20 | 1.0 | 2 | 40 | 1.0 | 2 |
| mandat Decide | warm | 90 | 4.5 | 2 | not run | | |
`, out.String())
}
