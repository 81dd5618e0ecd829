package mandat

import "slices"

// What follows changes a draft: a copy of an organisation that nobody else has
// seen. It replaces persistent parts and changes none of those that the copy
// shares. It checks nothing: whatever it is given must leave the organisation
// one that NewOrg would make.

// copy begins a draft.
func (o *Org) copy() *Org {
	c := *o
	return &c
}

// setSetting turns the setting of a bit on or off.
func (o *Org) setSetting(bit uint64, on bool) {
	o.explicit |= bit
	o.settings &^= bit
	if on {
		o.settings |= bit
	}
}

// changeUnit replaces a unit's record by a changed copy.
func (o *Org) changeUnit(i int32, change func(*unit)) {
	if o.fresh {
		change(o.unit(i))
		return
	}
	u := *o.unit(i)
	change(&u)
	o.units = o.units.with(i, &u)
}

func (o *Org) addUnit(from Unit) int32 {
	i, parent := o.units.len(), o.unitOr(from.Parent)
	push(o, &o.units, &unit{id: from.ID, structure: o.policy.structure(from.Structure)})
	putID(o, &o.unitByID, from.ID, i)
	o.hang(i, parent)
	o.lay(i, parent, from.Sealed)
	return i
}

// moveUnit moves a unit, with all below it, below another one, or with noUnit
// makes it a root.
func (o *Org) moveUnit(i, parent int32) {
	o.unhang(i)
	o.hang(i, parent)
	o.lay(i, parent, o.unit(i).sealed())
}

func (o *Org) sealUnit(i int32, sealed bool) { o.lay(i, o.unit(i).above(), sealed) }

// dropUnit removes a unit below which, and at which, there is nothing.
func (o *Org) dropUnit(i int32) {
	o.unhang(i)
	o.changeUnit(i, func(u *unit) { u.gone = true })
}

// hang makes a unit a child of the one above it, unhang takes it from there.
func (o *Org) hang(i, above int32) {
	if above != noUnit {
		o.changeUnit(above, func(u *unit) { u.children = u.children.with(i) })
	}
}

func (o *Org) unhang(i int32) {
	if above := o.unit(i).above(); above != noUnit {
		o.changeUnit(above, func(u *unit) { u.children = u.children.without(i) })
	}
}

// lay lays a unit and all below it.
func (o *Org) lay(i, parent int32, sealed bool) {
	var above *unit
	if parent != noUnit {
		above = o.unit(parent)
	}
	o.changeUnit(i, func(u *unit) { u.lay(above.pathTo(i), above, sealed) })
	if below := o.below(i); len(below) > 0 {
		o.layAll(below)
	}
}

// layAll lays units, each after the one above it, which is laid already or
// before it among them.
func (o *Org) layAll(units []int32) {
	records, laid := make([]unit, len(units)), o.units.edit()
	paths := make([]int32, 0, o.pathsOf(units))
	for k, i := range units {
		u := &records[k]
		*u = *o.unit(i)
		above := laid.is.at(u.above())
		from := len(paths)
		paths = append(append(paths, above.path...), i)
		u.lay(slices.Clip(paths[from:]), above, u.sealed())
		laid.put(i, u)
	}
	o.units = laid.is
}

// pathsOf returns how long the paths of units become in all. What lies above the
// first one, and only that, is laid already.
func (o *Org) pathsOf(units []int32) int {
	first := o.unit(units[0])
	sum := len(units) * (len(o.unit(first.above()).path) + 1 - len(first.path))
	for _, i := range units {
		sum += len(o.unit(i).path)
	}
	return sum
}

// below returns all units below one, each after the one above it.
func (o *Org) below(i int32) []int32 {
	var all []int32
	for next := 0; ; next++ {
		all = o.unit(i).children.appendTo(all)
		if next == len(all) {
			return all
		}
		i = all[next]
	}
}

// addRole adds a custom role, unless it includes too many.
func (o *Org) addRole(from Role) error {
	i := len(o.customRoles)
	roles := added(o.customRoles, o.newRole(i, &from))
	if err := tooManyIncluded("organisation", roles); err != nil {
		return err
	}
	o.customRoles = roles
	putID(o, &o.customByID, from.ID, int32(i))
	o.holders = added(o.holders, o.newHolders(&noting{}))
	return nil
}

// editRole makes a custom role another one of the same id, unless it includes
// too many.
func (o *Org) editRole(index int, to Role) error {
	i := index - len(o.policy.roles)
	roles := slices.Clone(o.customRoles)
	roles[i] = o.newRole(i, &to)
	if err := tooManyIncluded("organisation", roles); err != nil {
		return err
	}
	o.customRoles = roles
	return nil
}

// dropRole removes a custom role that nobody has.
func (o *Org) dropRole(index int) {
	i := index - len(o.policy.roles)
	o.customRoles = slices.Clone(o.customRoles)
	o.customRoles[i] = o.goneRole(i, o.customRoles[i].rule.ID)
}
