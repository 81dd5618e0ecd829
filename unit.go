package mandat

// noUnit stands where there is no unit: nowhere, no home unit, no unit of a
// group, or the home unit in a grant.
const noUnit = -1

// MaxUnitDepth is how deep units may lie below each other.
const MaxUnitDepth = 128

// unit is a unit's record. It keeps the path from its root down to itself, so
// that a subtree test reads one record.
type unit struct {
	id        UnitID
	structure int
	path      []int32
	seal      int32 // the innermost sealed unit on the path, noUnit for none
	gone      bool  // and its id is not used again
	children  set
}

// buildUnits makes the records, those of the units that are gone last.
func (o *Org) buildUnits(units []Unit, retired []UnitID) {
	records := make([]unit, len(units)+len(retired))
	for i := range units {
		records[i] = unit{id: units[i].ID, structure: o.policy.structure(units[i].Structure)}
	}
	for i, id := range retired {
		records[len(units)+i] = unit{id: id, gone: true, seal: noUnit}
	}
	o.units, o.unitByID = newRecords(records, func(u *unit) UnitID { return u.id })
	children := make([][]int32, len(units))
	for i := range units {
		o.buildUnit(units, int32(i))
		if above := o.unit(int32(i)).above(); above != noUnit {
			children[above] = append(children[above], int32(i))
		}
	}
	for i, below := range children {
		records[i].children = newSet(below)
	}
}

// buildUnit lays a unit after those above it.
func (o *Org) buildUnit(units []Unit, i int32) {
	u, from := o.unit(i), &units[i]
	if u.path != nil {
		return
	}
	var above *unit
	if from.Parent != "" {
		parent := o.unitOr(from.Parent)
		o.buildUnit(units, parent)
		above = o.unit(parent)
	}
	u.lay(above.pathTo(i), above, from.Sealed)
}

// pathTo returns the path to a unit that lies below this one or, with nil, is a
// root.
func (u *unit) pathTo(i int32) []int32 {
	if u == nil {
		return []int32{i}
	}
	return added(u.path, i)
}

// lay fills what follows from where the unit lies: at the end of a path, below
// another unit, nil for none.
func (u *unit) lay(path []int32, above *unit, sealed bool) {
	u.path, u.seal = path, noUnit
	if above != nil {
		u.seal = above.seal
	}
	if sealed {
		u.seal = path[len(path)-1]
	}
}

// above returns the unit above, noUnit for a root.
func (u *unit) above() int32 {
	if len(u.path) < 2 {
		return noUnit
	}
	return u.path[len(u.path)-2]
}

// sealed reports whether the unit is sealed itself.
func (u *unit) sealed() bool { return u.seal != noUnit && u.seal == u.path[len(u.path)-1] }

// within reports whether a unit is another one or lies below it.
func (o *Org) within(unit, top int32) bool {
	return unit != noUnit && o.unit(unit).within(top)
}

// reaches reports whether a unit, with a reach, covers another one.
func (o *Org) reaches(from int32, reach Reach, to int32) bool {
	if reach.below() {
		return o.within(to, from)
	}
	return to != noUnit && to == from
}

// within reports whether the unit is another one or lies below it.
func (u *unit) within(top int32) bool {
	for _, above := range u.path {
		if above == top {
			return true
		}
	}
	return false
}
