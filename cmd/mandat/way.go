package main

import (
	"slices"

	"github.com/mandat-go/mandat"
)

// way is one way in which a role gives an action: what must hold for it, and
// which barriers it passes.
type way struct {
	asks []int // by their numbers in giving.asked; sorted
	past mandat.Past
}

// covers reports whether v gives nothing that w does not give.
func (w way) covers(v way) bool { return subset(w.asks, v.asks) && v.past&^w.past == 0 }

// and returns the conditions of both, each once.
func and(a, b []int) []int {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}

// or adds a way to others, unless one of these covers it. Those that it covers
// go.
func or(ways []way, w way) []way {
	if slices.ContainsFunc(ways, func(v way) bool { return v.covers(w) }) {
		return ways
	}
	return append(slices.DeleteFunc(slices.Clone(ways), w.covers), w)
}

// both returns the ways in which two actions are given together. A barrier is
// passed if it is passed for both.
func both(a, b []way) []way {
	var ways []way
	for _, v := range a {
		for _, w := range b {
			ways = or(ways, way{and(v.asks, w.asks), v.past & w.past})
		}
	}
	return ways
}
