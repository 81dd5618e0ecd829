package mandat

import "slices"

// grid is a space of spots, each a coordinate on every axis, at each of which
// there are facts.
type grid struct {
	sizes, steps []int   // of the axes
	facts        []int   // how many values the facts have
	spots        []int   // by spot, its state
	states       []state // some of which are reached when boxes are taken out
	known        map[string]*factBox
}

// state is which facts are wanted at a spot, and are left to cover, and which can
// be told along: those that were wanted, and those on which no answer turns.
type state struct {
	can, left []bool
	any       bool // whether some are left
}

// box is the points that have one of some values in each dimension.
type box [][]int

// factBox is what there is to know of a box of facts.
type factBox struct {
	box    box
	points []int
	can    map[int]bool // by state: whether all of it can be told
	next   map[int]int  // by state: the one that is left when the box is taken out
	// no is, by axis and coordinate, a spot at which the box cannot be told, or -1.
	no [][]int
}

// covering is a box of spots with one of facts.
type covering struct{ spots, facts box }

func stepsOf(sizes []int) []int {
	steps := make([]int, len(sizes))
	n := 1
	for d := len(sizes) - 1; d >= 0; d-- {
		steps[d] = n
		n *= sizes[d]
	}
	return steps
}

// cover returns boxes that together have all wanted points, and no others but
// idle ones. The facts are widened first; the first axes, as many as loose tells,
// are widened last, and no further than to what is left to cover on them, or to
// all of them.
func (g *grid) cover(loose int) []covering {
	var all []covering
	g.known = make(map[string]*factBox)
	for spot := range g.spots {
		for g.states[g.spots[spot]].any {
			f := g.widenFacts(&g.states[g.spots[spot]])
			b := startAt(spot, g.sizes, g.steps)
			for d := len(b) - 1; d >= loose; d-- {
				g.widen(b, d, f, false)
			}
			for d := range loose {
				g.widen(b, d, f, true)
			}
			eachOf(b, g.steps, func(spot int) bool {
				g.spots[spot] = g.without(f, g.spots[spot])
				return true
			})
			all = append(all, covering{b, f.box})
		}
	}
	return all
}

// widenFacts returns a box of facts around the first ones that are left.
func (g *grid) widenFacts(s *state) *factBox {
	steps := stepsOf(g.facts)
	b := startAt(slices.Index(s.left, true), g.facts, steps)
	var key []byte
	for d := len(b) - 1; d >= 0; d-- {
		own := b[d]
		var can []int
		for value := range g.facts[d] {
			b[d] = []int{value}
			if value == own[0] || eachOf(b, steps, func(p int) bool { return s.can[p] }) {
				can = append(can, value)
				key = append(key, byte(value), byte(value>>8))
			}
		}
		b[d], key = can, append(key, 255, 255)
	}
	if f := g.known[string(key)]; f != nil {
		return f
	}
	f := &factBox{box: b, can: make(map[int]bool), next: make(map[int]int)}
	for _, size := range g.sizes {
		f.no = append(f.no, slices.Repeat([]int{-1}, size))
	}
	eachOf(b, steps, func(p int) bool {
		f.points = append(f.points, p)
		return true
	})
	g.known[string(key)] = f
	return f
}

// widen adds the coordinates of an axis that can be: those with which the box has
// still no other points. If so asked, only those are added at which something is
// left to cover, unless all can be.
func (g *grid) widen(b box, d int, f *factBox, useful bool) {
	own := b[d][0]
	can, some, one := make([]int, 0, g.sizes[d]), make([]int, 0, g.sizes[d]), []int{own}
	b[d] = one
	for value := range g.sizes[d] {
		one[0] = value
		if value != own && !g.fits(b, d, value, f) {
			continue
		}
		can = append(can, value)
		if !useful || value == own || !eachOf(b, g.steps, func(spot int) bool { return g.without(f, g.spots[spot]) == g.spots[spot] }) {
			some = append(some, value)
		}
	}
	b[d] = some
	if len(can) == g.sizes[d] {
		b[d] = can
	}
}

// fits reports whether the facts can be told at all spots of a box, which has one
// coordinate on an axis. Where they could not be told before is looked at first.
func (g *grid) fits(b box, d, value int, f *factBox) bool {
	if no := f.no[d][value]; no >= 0 && g.has(b, no) {
		return false
	}
	return eachOf(b, g.steps, func(spot int) bool {
		if g.canBe(f, g.spots[spot]) {
			return true
		}
		f.no[d][value] = spot
		return false
	})
}

// has reports whether a spot is in a box, whose coordinates are sorted.
func (g *grid) has(b box, spot int) bool {
	for d := range b {
		if _, found := slices.BinarySearch(b[d], spot/g.steps[d]%g.sizes[d]); !found {
			return false
		}
	}
	return true
}

// canBe reports whether all of a box of facts can be told in a state.
func (g *grid) canBe(f *factBox, at int) bool {
	can, known := f.can[at]
	if !known {
		s := &g.states[at]
		can = s.can != nil && !slices.ContainsFunc(f.points, func(p int) bool { return !s.can[p] })
		f.can[at] = can
	}
	return can
}

// without returns the state that is left of one without a box of facts: the same
// if nothing of it was left to cover.
func (g *grid) without(f *factBox, at int) int {
	next, known := f.next[at]
	if known {
		return next
	}
	next = at
	s := g.states[at]
	if s.left != nil && slices.ContainsFunc(f.points, func(p int) bool { return s.left[p] }) {
		s.left = slices.Clone(s.left)
		for _, p := range f.points {
			s.left[p] = false
		}
		s.any = slices.Contains(s.left, true)
		next = len(g.states)
		g.states = append(g.states, s)
	}
	f.next[at] = next
	return next
}

// startAt returns a box of one point.
func startAt(i int, sizes, steps []int) box {
	b := make(box, len(sizes))
	for d := range b {
		b[d] = []int{i / steps[d] % sizes[d]}
	}
	return b
}

// eachOf goes through the points of a box as long as visit says so. It reports
// whether it came to the end.
func eachOf(b box, steps []int, visit func(int) bool) bool { return eachFrom(b, steps, 0, 0, visit) }

func eachFrom(b box, steps []int, d, at int, visit func(int) bool) bool {
	if d == len(b) {
		return visit(at)
	}
	for _, value := range b[d] {
		if !eachFrom(b, steps, d+1, at+value*steps[d], visit) {
			return false
		}
	}
	return true
}
