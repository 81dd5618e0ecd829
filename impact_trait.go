package mandat

import "slices"

// trait tells how an item stands to one cell, whatever the other dimensions are:
// it counts, is inside the seals, or covers at a place if it does at each of the
// place's cells.
type trait struct{ counts, inside, covers bool }

// traitAt returns how an item of a version stands to a cell of a dimension.
func (g *ground) traitAt(version int, one *item, d int, at *cell) trait {
	unit := int32(noUnit)
	if at.unit != noUnit {
		if unit = g.unitIn(version, at.unit); unit == noUnit {
			return trait{} // it is not there
		}
	}
	structure := g.structureOf(version, at)
	if one.keeper {
		return trait{true, true, one.everywhere || one.mayCount(structure, unit)}
	}
	several := g.shape.dims[d].several
	if structure < 0 && !several {
		return trait{true, true, true} // the version has no such structure
	}
	return trait{one.countsAt(structure, unit, several), one.insideAt(structure, unit), one.coversAt(structure, unit, several)}
}

// countsAt reports whether an item through a group of a unit counts at a unit of
// a structure.
func (i *item) countsAt(structure int, unit int32, several bool) bool {
	g := i.group()
	if g == nil || g.unit == noUnit {
		return true
	}
	o := i.view.org
	if o.unit(g.unit).structure != structure {
		return !several
	}
	return o.within(unit, g.unit)
}

func (i *item) coversAt(structure int, unit int32, several bool) bool {
	if i.grant.whole {
		return true
	}
	if unit == noUnit {
		return false
	}
	for _, p := range i.grant.at() {
		if int(p.structure) != structure && several || int(p.structure) == structure && !i.view.org.reaches(i.unitOf(p), p.reach, unit) {
			return false
		}
	}
	return true
}

func (i *item) insideAt(structure int, unit int32) bool {
	if unit == noUnit || i.view.org.unit(unit).seal == noUnit {
		return true
	}
	q := question{view: i.view}
	return q.names(&i.holdings, structure, i.view.org.unit(unit).seal)
}

// mayCount reports whether the item of a keeper does not rule a unit out.
func (i *item) mayCount(structure int, unit int32) bool {
	if unit == noUnit {
		return true
	}
	o := i.view.org
	if g := i.group(); g != nil && g.unit != noUnit && o.unit(g.unit).structure == structure && !o.within(unit, g.unit) {
		return false
	}
	for _, p := range i.grant.at() {
		if from := i.unitOf(p); from != noUnit && o.unit(from).structure == structure && !o.reaches(from, p.reach, unit) {
			return false
		}
	}
	return true
}

// traitOf returns what an item is like before any cell is looked at: the units
// that it names must lie in structures in which the place has some.
func (g *ground) traitOf(version int, one *item, depth DepthReach) trait {
	if one.keeper {
		return trait{true, true, true}
	}
	has := func(structure int) bool {
		return slices.ContainsFunc(g.shape.dims, func(d shapeDim) bool {
			return slices.ContainsFunc(d.structures, func(s int) bool { return g.structureIn(version, s) == structure })
		})
	}
	t := trait{true, true, !one.floor && (one.grant.whole || one.grant.n > 0)}
	if some := one.group(); some != nil && some.unit != noUnit {
		t.counts = has(one.view.org.unit(some.unit).structure)
	}
	for _, p := range one.grant.at() {
		t.covers = t.covers && has(int(p.structure)) && (depth == UnitAlone || p.reach.below())
	}
	return t
}

// addFloors adds, for what the member holds, what it does where it does not
// cover: grants of one role do the same there, if they are inside of the same
// seals.
func (g *ground) addFloors(version int) {
	var sealed [MaxUnits][]int
	for d, cells := range g.dims {
		for i := range cells {
			if g.sealedAt(before, &cells[i]) || g.sealedAt(after, &cells[i]) {
				sealed[d] = append(sealed[d], i)
			}
		}
	}
	var keys []itemKey
	floors := make(map[itemKey]*item)
	for i := range g.items[version] {
		one := g.items[version][i]
		one.floor, one.pierces = true, one.of.pierces()
		for d := range g.dims {
			one.seals[d] = g.sealsOf(&one, version, d, sealed[d])
		}
		key := one.key()
		if had, ok := floors[key]; ok {
			had.force.union(one.force)
			continue
		}
		one.force = slices.Clone(one.force)
		keys, floors[key] = append(keys, key), &one
	}
	for _, key := range keys {
		g.items[version] = append(g.items[version], *floors[key])
	}
}

func (g *ground) sealsOf(one *item, version, d int, sealed []int) string {
	var all []byte
	for _, i := range sealed {
		all = append(all, byte(order(g.traitAt(version, one, d, &g.dims[d][i]).inside)))
	}
	return string(all)
}

// sealedAt reports whether a cell lies in a seal in a version.
func (c *comparison) sealedAt(version int, at *cell) bool {
	if at.unit == noUnit {
		return false
	}
	unit := c.unitIn(version, at.unit)
	return unit != noUnit && c.orgs[version].unit(unit).seal != noUnit
}
