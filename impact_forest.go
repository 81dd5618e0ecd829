package mandat

import "slices"

// cell is a set of places that no right of a member tells apart, neither before
// nor after the change: what is true at one of them is true at all.
type cell struct {
	kind cellKind
	// deep tells that a seal lies between the landmark and the units of the cell.
	deep      bool
	structure int
	// landmark is the unit that the cell is, or the nearest one above its units;
	// noUnit for units below none.
	landmark int32
	// unit stands for all of the cell.
	unit int32
}

type cellKind uint8

const (
	cellNoPlaces cellKind = iota
	cellEmpty             // in the structure, at no unit
	cellHere              // the landmark
	cellBelow             // units below it, or below none
)

// landmarks are units that rules tell apart from those around them, sorted.
type landmarks []int32

func (l landmarks) has(unit int32) bool {
	_, ok := slices.BinarySearch(l, unit)
	return ok
}

// marks collects landmarks.
type marks struct {
	c   *comparison
	all []int32
}

// add adds a unit of a version, and the sealed units around it: whatever a seal
// lies around is told apart from what lies outside it.
func (m *marks) add(version int, unit int32) {
	o := m.c.orgs[version]
	for unit != noUnit {
		if common := m.c.common(version, unit); common != noUnit {
			m.all = append(m.all, common)
		}
		u := o.unit(unit)
		if unit = u.seal; unit != noUnit && u.sealed() {
			unit = sealAbove(o, u)
		}
	}
}

// sealAbove returns the innermost sealed unit above a unit.
func sealAbove(o *Org, u *unit) int32 {
	if above := u.above(); above != noUnit {
		return o.unit(above).seal
	}
	return noUnit
}

func (m *marks) landmarks() landmarks {
	slices.Sort(m.all)
	return slices.Compact(m.all)
}

// addGrant adds the units that a grant names, to a holder with a home unit.
func (m *marks) addGrant(version int, g *grant, home int32) {
	for _, p := range g.at() {
		if p.reach.atHome() {
			m.add(version, home)
		} else {
			m.add(version, p.unit)
		}
	}
}

// addMember adds the units by which the rights of a member can differ.
func (m *marks) addMember(version int, index int32) {
	o := m.c.orgs[version]
	person := o.member(index)
	for i := range person.grants {
		m.addGrant(version, &person.grants[i], person.home)
	}
	for _, k := range person.groups {
		g := o.group(k)
		m.add(version, g.unit)
		for i := range g.grants {
			m.addGrant(version, &g.grants[i], person.home)
		}
	}
	if base := o.policy.base; base != nil {
		m.addGrant(version, base, person.home)
	}
}

// forest is the units of some structures, told apart by landmarks.
type forest struct {
	*comparison
	landmarks landmarks
	// pierced tells that what lies inside seals has to be looked at: some right
	// passes them.
	pierced bool
}

// cells returns the cells of a structure that have units.
func (f *forest) cells(structure int) []cell {
	all := f.below(noUnit, structure)
	for _, unit := range f.landmarks {
		if f.structureAt(unit) == structure {
			all = append(all, cell{kind: cellHere, structure: structure, landmark: unit, unit: unit})
			all = append(all, f.below(unit, structure)...)
		}
	}
	return all
}

// below returns the cells of what lies below a landmark, or below none.
func (f *forest) below(landmark int32, structure int) []cell {
	plain, deep := int32(noUnit), int32(noUnit)
	for unit := range f.childrenOf(landmark, structure) {
		if _, u := f.record(unit); u.sealed() {
			deep = unit
		} else if plain == noUnit {
			plain = unit
		}
		if plain != noUnit && (deep != noUnit || !f.pierced) {
			break
		}
	}
	var all []cell
	if plain != noUnit {
		all = append(all, cell{kind: cellBelow, structure: structure, landmark: landmark, unit: plain})
	}
	if f.pierced && deep == noUnit {
		deep = f.deepBelow(landmark, structure)
	}
	if f.pierced && deep != noUnit {
		all = append(all, cell{kind: cellBelow, deep: true, structure: structure, landmark: landmark, unit: deep})
	}
	return all
}

// deepBelow returns a sealed unit below another one, with no landmark between.
func (f *forest) deepBelow(top int32, structure int) int32 {
	for unit := range f.childrenOf(top, structure) {
		if _, u := f.record(unit); u.sealed() {
			return unit
		}
		if found := f.deepBelow(unit, structure); found != noUnit {
			return found
		}
	}
	return noUnit
}

// childrenOf returns what lies directly below a unit, or the roots, without
// landmarks.
func (f *forest) childrenOf(top int32, structure int) func(yield func(int32) bool) {
	return func(yield func(int32) bool) {
		visit := func(unit int32) bool {
			return unit == noUnit || f.landmarks.has(unit) || yield(unit)
		}
		if top == noUnit {
			for _, root := range f.rootsOf(structure) {
				if !visit(root) {
					return
				}
			}
			return
		}
		version, u := f.record(top)
		for child := range u.children.all() {
			if child = f.common(version, child); f.isBelow(version, child) && !visit(child) {
				return
			}
		}
	}
}

// isBelow reports whether a child that a unit has in a version is there still, or
// went with it.
func (f *forest) isBelow(version int, child int32) bool {
	is, u := f.record(child)
	return u != nil && is == version
}
