package mandat

import (
	"slices"
	"time"
)

// ground is all places of a shape, at all moments, as the rights of one member
// tell them apart.
type ground struct {
	*affected
	shape *shape
	dims  [][]cell
	// moments begin the times that the member's grants tell apart.
	moments []time.Time
	items   [versions][]item
	// channels are those in which the member has standing, and lasting those of
	// them that grants without an end open: by moment.
	channels, lasting [versions][]uint64
	// changed tells, by dimension, in which cells anything can differ: they lie at
	// or below a unit that was made, removed, moved or sealed.
	changed [][]bool
}

// lay finds what the member holds, and how it can differ.
func (g *ground) lay(vacant [versions][]int) {
	for version := range versions {
		g.addItems(version)
		g.addOpenings(version)
		g.addFloors(version)
		g.addKeepers(version, vacant[version])
	}
	g.compare()
	g.changed = make([][]bool, len(g.dims))
	for d, cells := range g.dims {
		for i := range cells {
			g.changed[d] = append(g.changed[d], cells[i].unit != noUnit && g.changedAt(cells[i].unit))
		}
	}
}

// changedAt reports whether a unit is there in one version alone, or lies at or
// below one that was moved or sealed.
func (c *comparison) changedAt(unit int32) bool {
	return c.unitIn(before, unit) == noUnit || c.unitIn(after, unit) == noUnit || c.liesInCut(unit)
}

// liesInCut reports whether a unit lies at or below one that was moved or sealed.
func (c *comparison) liesInCut(unit int32) bool {
	return len(c.cut) > 0 && slices.ContainsFunc(c.orgs[after].unit(unit).path, func(above int32) bool {
		_, found := slices.BinarySearch(c.cut, above)
		return found
	})
}

// viewAt returns how the member sees a version at a moment.
func (a *affected) viewAt(version int, at time.Time) View {
	o := a.orgs[version]
	v := View{org: o, subject: Subject{Person: a.person, At: at}, index: -1, settings: o.settings}
	if i := a.index[version]; i >= 0 {
		v.be(i)
	}
	return v
}

// question returns a question by the member about what lies at a place.
func (g *ground) question(version int, v *View, at []*cell, depth DepthReach) question {
	q := question{view: v, now: v.org}
	for _, c := range at {
		structure := g.structureOf(version, c)
		if structure < 0 {
			continue
		}
		p := place{structure: int32(structure), unit: noUnit, below: depth == UnitAndBelow}
		if c.kind != cellEmpty {
			p.unit = g.unitIn(version, c.unit)
		}
		q.put(p)
	}
	return q
}

// structureOf returns the structure of a cell in a version, -1 for none.
func (c *comparison) structureOf(version int, at *cell) int {
	if at.kind == cellNoPlaces {
		return -1
	}
	return c.structureIn(version, at.structure)
}

// cutTimes returns the moments from one on at which grants begin or end.
func cutTimes(at time.Time, grants ...[]grant) []time.Time {
	var all []time.Time
	for _, list := range grants {
		for i := range list {
			if p := list[i].period; p != nil {
				all = append(all, p.from, p.until)
			}
		}
	}
	return slices.DeleteFunc(all, func(t time.Time) bool { return !t.After(at) })
}
