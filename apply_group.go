package mandat

import "slices"

func (e GroupAdded) apply(d *draft) obstacle {
	o, g := d.org, e.Group
	if found := unusable(g.ID); found.detail != NoDetail {
		return found
	}
	if o.groupUsed(g.ID) {
		return because(IDUsed, g.ID)
	}
	if g.Unit != "" {
		if _, ok := o.unitNamed(g.Unit); !ok {
			return because(UnitMissing, g.Unit)
		}
	}
	if found := o.canHold(&g); found.detail != NoDetail {
		return found
	}
	o.addGroup(g)
	return obstacle{}
}

// canHold tells what keeps a new group from having its members and groups.
func (o *Org) canHold(g *Group) obstacle {
	if g.Predefined && len(g.Groups) > 0 {
		return because(GroupPredefined, g.ID)
	}
	seen := make(map[string]bool)
	for _, p := range g.Members {
		if _, found := o.present(p); found.detail != NoDetail {
			return found
		}
		if seen[string(p)] {
			return because(AlreadySo, p)
		}
		seen[string(p)] = true
	}
	clear(seen)
	for _, id := range g.Groups {
		sub, ok := o.groupNamed(id)
		if !ok {
			return because(GroupMissing, id)
		}
		if found := o.canNest(g.Unit, sub); found.detail != NoDetail {
			return found
		}
		if seen[string(id)] {
			return because(AlreadySo, id)
		}
		seen[string(id)] = true
	}
	return obstacle{}
}

// canNest tells what keeps a group from lying in one of a unit.
func (o *Org) canNest(unit UnitID, sub int32) obstacle {
	g := o.group(sub)
	switch {
	case len(g.subs) > 0:
		return because(GroupDynamic, g.id)
	case g.unit != noUnit && o.unit(g.unit).id != unit:
		return because(UnitOther, g.id)
	}
	return obstacle{}
}

// unitOf returns the unit of a group, "" for one of the organisation.
func (o *Org) unitOf(g *group) UnitID {
	if g.unit == noUnit {
		return ""
	}
	return o.unit(g.unit).id
}

func (e GroupJoined) apply(d *draft) obstacle {
	o := d.org
	i, ok := o.groupNamed(e.Group)
	if !ok {
		return because(GroupMissing, e.Group)
	}
	if (e.Person == "") == (e.Sub == "") {
		return because(IDMissing, e.Group)
	}
	if e.Sub != "" {
		return o.nestNamed(i, e.Sub)
	}
	m, found := o.present(e.Person)
	if found.detail != NoDetail {
		return found
	}
	if o.group(i).lists(m) {
		return because(AlreadySo, e.Person)
	}
	o.joinGroup(i, m)
	return obstacle{}
}

func (o *Org) nestNamed(i int32, id GroupID) obstacle {
	sub, ok := o.groupNamed(id)
	switch {
	case !ok:
		return because(GroupMissing, id)
	case o.group(i).predefined:
		return because(GroupPredefined, o.group(i).id)
	case sub == i, len(o.group(i).parents) > 0:
		return because(GroupDynamic, id)
	case o.group(i).holds(sub):
		return because(AlreadySo, id)
	}
	if found := o.canNest(o.unitOf(o.group(i)), sub); found.detail != NoDetail {
		return found
	}
	o.nestGroup(i, sub)
	return obstacle{}
}

// lists reports whether the group itself lists a member.
func (g *group) lists(member int32) bool {
	return g.listed.has(member)
}

// holds reports whether a static group lies in the group.
func (g *group) holds(sub int32) bool { return slices.Contains(g.subs, sub) }

func (e GroupLeft) apply(d *draft) obstacle {
	o := d.org
	i, ok := o.groupNamed(e.Group)
	if !ok {
		return because(GroupMissing, e.Group)
	}
	if (e.Person == "") == (e.Sub == "") {
		return because(IDMissing, e.Group)
	}
	if e.Sub != "" {
		sub, ok := o.groupNamed(e.Sub)
		if !ok || !o.group(i).holds(sub) {
			return because(NotInGroup, e.Sub)
		}
		o.unnestGroup(i, sub)
		return obstacle{}
	}
	m, ok := o.memberNamed(e.Person)
	if !ok || !o.group(i).lists(m) {
		return because(NotInGroup, e.Person)
	}
	o.leaveGroup(i, m)
	return obstacle{}
}

func (e GroupRemoved) apply(d *draft) obstacle {
	i, ok := d.org.groupNamed(e.Group)
	if !ok {
		return because(GroupMissing, e.Group)
	}
	d.org.dropGroup(i)
	return obstacle{}
}
