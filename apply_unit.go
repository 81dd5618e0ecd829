package mandat

// These two happen to the whole draft; see draft.happen.

func (OrgFounded) apply(*draft) obstacle    { return obstacle{detail: AlreadySo} }
func (PolicyAdopted) apply(*draft) obstacle { return obstacle{detail: AlreadySo} }

func (e SettingChanged) apply(d *draft) obstacle {
	if _, known := d.org.policy.settings[e.Setting]; !known {
		return no(SettingMissing, e.Setting)
	}
	bit := d.org.policy.settingBit(e.Setting)
	if (d.org.settings&bit != 0) == e.On {
		return no(AlreadySo, e.Setting)
	}
	d.org.setSetting(bit, e.On)
	return obstacle{}
}

func (e UnitAdded) apply(d *draft) obstacle {
	o, u := d.org, e.Unit
	structure := o.policy.structure(u.Structure)
	switch {
	case u.ID == "":
		return no(IDMissing, u.ID)
	case o.unitUsed(u.ID):
		return no(IDUsed, u.ID)
	case structure < 0:
		return no(StructureMissing, u.Structure)
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
		return no(UnitMissing, parent)
	case o.unit(i).structure != structure:
		return no(StructureOther, parent)
	case len(o.unit(i).path)+height > MaxUnitDepth:
		return no(TooDeep, parent)
	}
	return obstacle{}
}

func (e UnitMoved) apply(d *draft) obstacle {
	o := d.org
	i, ok := o.unitNamed(e.Unit)
	if !ok {
		return no(UnitMissing, e.Unit)
	}
	parent := int32(noUnit)
	if e.To != "" {
		if found := o.canLieBelow(e.To, o.unit(i).structure, o.height(i)); found.detail != NoDetail {
			return found
		}
		parent, _ = o.unitNamed(e.To)
	}
	switch {
	case parent == o.unit(i).parent():
		return no(AlreadySo, e.Unit)
	case o.within(parent, i):
		return no(BelowItself, e.Unit)
	}
	o.moveUnit(i, parent)
	return obstacle{}
}

// parent returns the unit above, noUnit for a root.
func (u *unit) parent() int32 {
	if len(u.path) < 2 {
		return noUnit
	}
	return u.path[len(u.path)-2]
}

// height returns how many units lie in a row from a unit downwards.
func (o *Org) height(i int32) int {
	most := 0
	for k := range o.unit(i).children.all() {
		most = max(most, o.height(int32(k)))
	}
	return most + 1
}

func (e UnitSealed) apply(d *draft) obstacle {
	o := d.org
	i, ok := o.unitNamed(e.Unit)
	if !ok {
		return no(UnitMissing, e.Unit)
	}
	if (o.unit(i).seal == i) == e.Sealed {
		return no(AlreadySo, e.Unit)
	}
	o.sealUnit(i, e.Sealed)
	return obstacle{}
}

func (e UnitRemoved) apply(d *draft) obstacle {
	o := d.org
	i, ok := o.unitNamed(e.Unit)
	if !ok {
		return no(UnitMissing, e.Unit)
	}
	if what, used := o.usesUnit(i); used {
		return no(InUse, what)
	}
	o.dropUnit(i)
	return obstacle{}
}

// usesUnit returns the first thing that lies in a unit or names it. It looks
// through the whole organisation: units are removed seldom.
func (o *Org) usesUnit(i int32) (string, bool) {
	for k := range o.unit(i).children.all() {
		return string(o.unit(int32(k)).id), true
	}
	for k := range o.members.len() {
		m := o.member(k)
		if m.status != MemberRemoved && (m.home == i || namesUnit(m.grants, i)) {
			return string(m.person), true
		}
	}
	for k := range o.groups.len() {
		if g := o.group(k); !g.gone && (g.unit == i || namesUnit(g.grants, i)) {
			return string(g.id), true
		}
	}
	return o.pendingNaming(func(in *Invitation) bool { return in.namesUnit(o.unit(i).id) })
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
