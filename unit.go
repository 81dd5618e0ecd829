package mandat

// noUnit stands where there is no unit: nowhere, no home unit, no unit of a
// group, or the home unit in a grant.
const noUnit = -1

// MaxUnitDepth is how deep units may lie below each other.
const MaxUnitDepth = 128

// unit is a unit's record. It keeps the path from its root down to itself, so
// that a subtree test is one comparison.
type unit struct {
	id        UnitID
	structure int
	path      []int32
	seal      int32 // the innermost sealed unit on the path, noUnit for none
}

func (o *Org) buildUnits(units []Unit) {
	o.unitByID = make(map[UnitID]int32, len(units))
	for i, u := range units {
		o.unitByID[u.ID] = int32(i)
	}
	o.units = make([]unit, len(units))
	for i := range units {
		o.buildUnit(units, int32(i))
	}
}

// buildUnit fills a unit's record after those above it.
func (o *Org) buildUnit(units []Unit, i int32) {
	if o.units[i].path != nil {
		return
	}
	from := &units[i]
	u := unit{id: from.ID, structure: o.policy.structure(from.Structure), seal: noUnit}
	if from.Parent != "" {
		parent := o.unitByID[from.Parent]
		o.buildUnit(units, parent)
		above := &o.units[parent]
		u.path = append(u.path, above.path...)
		u.seal = above.seal
	}
	u.path = append(u.path, i)
	if from.Sealed {
		u.seal = i
	}
	o.units[i] = u
}

// within reports whether a unit is another one or lies below it.
func (o *Org) within(unit, top int32) bool {
	if unit == noUnit || top == noUnit {
		return false
	}
	path, depth := o.unit(unit).path, len(o.unit(top).path)-1
	return len(path) > depth && path[depth] == top
}
