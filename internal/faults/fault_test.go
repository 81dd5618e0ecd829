package faults

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// TestEveryCommandOutlivesEveryFault: of each command every call of the store is made to
// break in turn, before its work, half-way and after it, however the directory stands to
// the organisation. The caller hears of it. What was acknowledged is there, what was not
// is there whole or not at all; this directory and another one agree about it, answer by
// it, and make the next change of it.
//
// In SQLite each command is tried in one of the ways, in all of them with -rounds=2. What
// breaks within SQLite is in broken_test.go.
func TestEveryCommandOutlivesEveryFault(t *testing.T) {
	t.Parallel()
	c := newClub(t)
	onEach(t, func(t *testing.T, p place) {
		t.Parallel()
		c.begin(t, p.here, other)
		for i, w := range ways() {
			broken := map[string]int{}
			for j := range c.scenarios(t, other) {
				if *rounds > 1 || j%len(ways()) == i || p.name == "memory" && !w.few {
					breakEach(t, c, p, w, j, broken)
				}
			}
			t.Logf("when %s: %v", w.name, broken)
			for _, call := range w.calls {
				assert.Positive(t, broken[call+" "+string(before)], "%s never broke when %s", call, w.name)
				assert.Positive(t, broken[call+" "+string(after)], "%s never broke when %s", call, w.name)
			}
		}
	})
}

// breakEach tries a scenario until no call is left that could break, and counts what
// broke.
func breakEach(t *testing.T, c club, p place, w way, scenario int, broken map[string]int) {
	for n := 1; ; n++ {
		for _, when := range []moment{before, after, halfWay} {
			id := mandat.OrgID(fmt.Sprint(w.name, scenario, when, n))
			x := &trial{T: t, club: c, place: p, id: id, store: &faulty{when: when}}
			call := x.change(w, scenario, n)
			if call == "" {
				return
			}
			broken[call+" "+string(when)]++
			if call == "Append" && when == after {
				break // it has no middle here
			}
		}
	}
}

// change makes the change of a scenario while a call with a number breaks, and returns
// the name of that call, "" if there was none.
func (x *trial) change(w way, scenario, call int) (broken string) {
	inner := x.place.here
	s := x.club.scenarios(x, x.id)[scenario]
	x.name = fmt.Sprintf("%s, %s, call %d breaks %s", s.name(), w.name, call, x.store.when)
	x.old = x.club.begin(x, inner, x.id)
	if w.begins != nil {
		x.old = w.begins(x, inner, x.old)
	}
	planned, err := s.plan(x.old)
	require.NoError(x, err, x.name)
	x.next = planned.Org()
	x.store.Store = inner
	heard := &deaf{x.store, make(chan struct{})}
	x.directory = x.club.open(x, heard)
	if w.opened != nil {
		w.opened(x.T, x.directory, x.id)
	}
	if w.follows {
		defer heard.follow(x.T, x.directory)()
		asked(x.T, x.directory, x.id)
	}
	x.store.arm(call, "")
	_, err = x.directory.Update(background, x.id, func(o *mandat.Org) (mandat.Change, error) {
		x.same(x.old, o, "it is not as it is stored")
		c, err := s.plan(o)
		if w.meanwhile != nil {
			w.meanwhile(x.directory)
		}
		return c, err
	})
	return x.ends(err)
}

// TestEveryFoundingOutlivesEveryFault is the same of organisations that begin.
func TestEveryFoundingOutlivesEveryFault(t *testing.T) {
	c := newClub(t)
	onEach(t, func(t *testing.T, p place) {
		for name := range c.foundings(t, "x") {
			for _, when := range []moment{before, after} {
				id := mandat.OrgID(fmt.Sprint(name, when))
				change := c.foundings(t, id)[name]
				x := &trial{T: t, club: c, place: p, id: id, name: name, next: change.Org(), store: &faulty{Store: p.here, when: when}}
				x.directory = c.open(t, x.store)
				x.store.arm(1, "Append")
				assert.Equal(t, "Append", x.ends(x.directory.Commit(background, change)))
				assert.Equal(t, when == after, x.directory.Commit(background, change) != nil, "it can be founded once: %s", name)
			}
		}
	})
}
