package mandat

import "slices"

// These two happen to the whole draft; see draft.happen.

func (OrgFounded) apply(*draft) obstacle    { return obstacle{detail: AlreadySo} }
func (PolicyAdopted) apply(*draft) obstacle { return obstacle{detail: AlreadySo} }

func (e IDsRetired) apply(d *draft) obstacle {
	o := d.org
	for _, id := range e.Retired.Units {
		if found := retirable(id, o.unitUsed(id)); found.detail != NoDetail {
			return found
		}
		putID(o, &o.unitByID, id, o.units.len())
		push(o, &o.units, &unit{id: id, gone: true, seal: noUnit})
	}
	for _, id := range e.Retired.Groups {
		if found := retirable(id, o.groupUsed(id)); found.detail != NoDetail {
			return found
		}
		putID(o, &o.groupByID, id, o.groups.len())
		push(o, &o.groups, &group{id: id, unit: noUnit, gone: true})
	}
	o.makeRoom(len(e.Retired.Roles))
	for _, id := range e.Retired.Roles {
		_, used := o.customByID.get(id)
		if found := retirable(id, used); found.detail != NoDetail {
			return found
		}
		o.retireRole(id)
	}
	for _, id := range e.Retired.Invitations {
		if found := retirable(id, o.invitationUsed(id)); found.detail != NoDetail {
			return found
		}
		putID(o, &o.invitationByID, id, nobody)
	}
	return obstacle{}
}

// retirable tells what keeps an id from being retired.
func retirable[N ~string](id N, used bool) obstacle {
	if used {
		return because(IDUsed, id)
	}
	return unusable(id)
}

// makeRoom makes room for custom roles that there are no more, so that to retire each
// does not copy all.
func (o *Org) makeRoom(roles int) {
	o.customRoles = slices.Grow(slices.Clone(o.customRoles), roles)
	o.holders = slices.Grow(slices.Clone(o.holders), roles)
}

// retireRole notes the id of a custom role that there is no more, where there is room.
func (o *Org) retireRole(id RoleID) {
	i := len(o.customRoles)
	o.customRoles = append(o.customRoles, o.goneRole(i, id))
	putID(o, &o.customByID, id, int32(i))
	o.holders = append(o.holders, o.newHolders(&noting{}))
}

func (e SettingChanged) apply(d *draft) obstacle {
	if _, known := d.org.policy.settings[e.Setting]; !known {
		return because(SettingMissing, e.Setting)
	}
	bit := d.org.policy.settingBit(e.Setting)
	if d.org.explicit&bit != 0 && (d.org.settings&bit != 0) == e.On {
		return because(AlreadySo, e.Setting)
	}
	d.org.setSetting(bit, e.On)
	return obstacle{}
}

func (e UnitAdded) apply(d *draft) obstacle {
	o, u := d.org, e.Unit
	structure := o.policy.structure(u.Structure)
	if found := unusable(u.ID); found.detail != NoDetail {
		return found
	}
	switch {
	case o.unitUsed(u.ID):
		return because(IDUsed, u.ID)
	case structure < 0:
		return because(StructureMissing, u.Structure)
	}
	if u.Parent != "" {
		if found := o.canLieBelow(u.Parent, structure, 1); found.detail != NoDetail {
			return found
		}
	}
	o.addUnit(u)
	return obstacle{}
}

// canLieBelow tells what keeps a tree of a height from lying below a unit.
func (o *Org) canLieBelow(parent UnitID, structure, height int) obstacle {
	i, ok := o.unitNamed(parent)
	switch {
	case !ok:
		return because(UnitMissing, parent)
	case o.unit(i).structure != structure:
		return because(StructureOther, parent)
	case len(o.unit(i).path)+height > MaxUnitDepth:
		return because(TooDeep, parent)
	}
	return obstacle{}
}

func (e UnitMoved) apply(d *draft) obstacle {
	o := d.org
	i, ok := o.unitNamed(e.Unit)
	if !ok {
		return because(UnitMissing, e.Unit)
	}
	parent := int32(noUnit)
	if e.To != "" {
		if found := o.canLieBelow(e.To, o.unit(i).structure, o.height(i)); found.detail != NoDetail {
			return found
		}
		parent, _ = o.unitNamed(e.To)
	}
	switch {
	case parent == o.unit(i).above():
		return because(AlreadySo, e.Unit)
	case o.within(parent, i):
		return because(BelowItself, e.Unit)
	}
	o.moveUnit(i, parent)
	return obstacle{}
}

// height returns how many units lie in a row from a unit downwards.
func (o *Org) height(i int32) int {
	most := 0
	for k := range o.unit(i).children.all() {
		most = max(most, o.height(k))
	}
	return most + 1
}

func (e UnitSealed) apply(d *draft) obstacle {
	o := d.org
	i, ok := o.unitNamed(e.Unit)
	if !ok {
		return because(UnitMissing, e.Unit)
	}
	if o.unit(i).sealed() == e.Sealed {
		return because(AlreadySo, e.Unit)
	}
	o.sealUnit(i, e.Sealed)
	return obstacle{}
}

func (e UnitRemoved) apply(d *draft) obstacle {
	o := d.org
	i, ok := o.unitNamed(e.Unit)
	if !ok {
		return because(UnitMissing, e.Unit)
	}
	if what, used := o.usesUnit(i); used {
		return because(InUse, what)
	}
	for k := range o.members.len() {
		if o.member(k).home == i { // of somebody removed
			o.moveHome(k, noUnit)
		}
	}
	o.dropUnit(i)
	return obstacle{}
}

// usesUnit returns the first thing that lies in a unit or names it. It looks
// through the whole organisation: units are removed seldom.
func (o *Org) usesUnit(i int32) (string, bool) {
	for k := range o.unit(i).children.all() {
		return string(o.unit(k).id), true
	}
	for k := range o.members.len() {
		m := o.member(k)
		if m.status != memberRemoved && (m.home == i || namesUnit(m.grants, i)) {
			return string(m.person), true
		}
	}
	for k := range o.groups.len() {
		if g := o.group(k); !g.gone && (g.unit == i || namesUnit(g.grants, i)) {
			return string(g.id), true
		}
	}
	return o.invitationNaming(func(in *Invitation) bool { return in.namesUnit(o.unit(i).id) })
}

func namesUnit(grants []grant, unit int32) bool {
	for i := range grants {
		for _, p := range grants[i].at() {
			if p.unit == unit {
				return true
			}
		}
	}
	return false
}

func (i *Invitation) namesUnit(u UnitID) bool {
	if i.Home == u {
		return true
	}
	for _, g := range i.Grants {
		for _, p := range g.Scope.Places() {
			if p.Unit == u {
				return true
			}
		}
	}
	return false
}
