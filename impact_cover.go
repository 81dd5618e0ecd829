package mandat

import "slices"

// grid is a space of points, each a value in every dimension, and which of them
// are wanted.
type grid struct {
	sizes  []int
	steps  []int
	wanted []bool
	// idle are points that no answer turns on: they may be told along.
	idle []bool
}

func newGrid(sizes []int) *grid {
	g := &grid{sizes: sizes, steps: make([]int, len(sizes))}
	n := 1
	for d := len(sizes) - 1; d >= 0; d-- {
		g.steps[d] = n
		n *= sizes[d]
	}
	g.wanted, g.idle = make([]bool, n), make([]bool, n)
	return g
}

// box is the points that have one of some values in each dimension.
type box [][]int

// cover returns boxes that together have all wanted points, and no others but
// idle ones. The first dimensions, as many as loose tells, are widened last, and
// no further than to what is wanted in them; or to all of them.
func (g *grid) cover(loose int) []box {
	left := slices.Clone(g.wanted)
	var all []box
	for i := range left {
		if !left[i] {
			continue
		}
		b := g.start(i)
		for d := len(b) - 1; d >= loose; d-- {
			g.widen(b, d, nil)
		}
		for d := range loose {
			g.widen(b, d, left)
		}
		g.each(b, func(p int) bool {
			left[p] = false
			return true
		})
		all = append(all, b)
	}
	return all
}

func (g *grid) start(i int) box {
	b := make(box, len(g.sizes))
	for d := range b {
		b[d] = []int{i / g.steps[d] % g.sizes[d]}
	}
	return b
}

// widen adds the values of a dimension that can be: those with which the box has
// still no other points. Where some are left to cover, only values at which one
// of these is are added, unless all can be.
func (g *grid) widen(b box, d int, left []bool) {
	own := b[d]
	var can, useful []int
	for value := range g.sizes[d] {
		b[d] = []int{value}
		if value == own[0] || g.each(b, func(p int) bool { return g.wanted[p] || g.idle[p] }) {
			can = append(can, value)
			if left == nil || value == own[0] || !g.each(b, func(p int) bool { return !left[p] }) {
				useful = append(useful, value)
			}
		}
	}
	b[d] = useful
	if len(can) == g.sizes[d] {
		b[d] = can
	}
}

// each goes through the points of a box as long as visit says so. It reports
// whether it came to the end.
func (g *grid) each(b box, visit func(int) bool) bool {
	return g.eachFrom(b, 0, 0, visit)
}

func (g *grid) eachFrom(b box, d, at int, visit func(int) bool) bool {
	if d == len(b) {
		return visit(at)
	}
	for _, value := range b[d] {
		if !g.eachFrom(b, d+1, at+value*g.steps[d], visit) {
			return false
		}
	}
	return true
}
