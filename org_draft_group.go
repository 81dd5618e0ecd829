package mandat

import "slices"

// changeGroup replaces a group's record by a changed copy.
func (o *Org) changeGroup(i int32, change func(*group)) {
	if o.fresh {
		change(o.group(i))
		return
	}
	g := *o.group(i)
	change(&g)
	o.groups = o.groups.with(i, &g)
}

// addGroup adds a group with its members and the groups in it.
func (o *Org) addGroup(from Group) int32 {
	i := o.groups.len()
	g := &group{id: from.ID, unit: o.unitOr(from.Unit), listed: newSet(o.membersNamed(from.Members)), predefined: from.Predefined}
	push(o, &o.groups, g)
	putID(o, &o.groupByID, from.ID, i)
	o.regroupAll(i, i)
	for _, sub := range o.groupsNamed(from.Groups) {
		o.nestGroup(i, sub)
	}
	return i
}

// dropGroup removes a group: its members, its grants, and what it holds or
// holds it.
func (o *Org) dropGroup(i int32) {
	g := *o.group(i)
	if !o.fresh {
		o.renote(holder{i, true}, spots(g.grants, noUnit), nil)
	}
	for _, sub := range g.subs {
		o.unnestGroup(i, sub)
	}
	for _, parent := range g.parents {
		o.unnestGroup(parent, i)
	}
	o.changeGroup(i, func(dropped *group) { *dropped = group{id: g.id, unit: noUnit, gone: true} })
	for m := range g.listed.all() {
		o.regroup(m, i)
	}
}

// joinGroup makes a group list a member.
func (o *Org) joinGroup(group, member int32) {
	o.list(group, o.group(group).listed.with(member))
	o.regroup(member, group)
}

func (o *Org) leaveGroup(group, member int32) {
	o.list(group, o.group(group).listed.without(member))
	o.regroup(member, group)
}

func (o *Org) list(i int32, members set) {
	o.changeGroup(i, func(g *group) { g.listed = members })
}

// nestGroup puts a static group into another one.
func (o *Org) nestGroup(group, sub int32) {
	o.nest(group, sub, inserted)
}

// unnestGroup takes a static group out of another one.
func (o *Org) unnestGroup(group, sub int32) {
	o.nest(group, sub, deleted)
}

// nest changes which groups hold each other, and what that makes of the
// members.
func (o *Org) nest(i, sub int32, change func([]int32, int32) []int32) {
	o.changeGroup(i, func(g *group) { g.subs = change(g.subs, sub) })
	o.changeGroup(sub, func(g *group) { g.parents = change(g.parents, i) })
	o.regroupAll(sub, i)
}

// inserted returns a copy of a sorted list with an index.
func inserted(list []int32, i int32) []int32 {
	at, _ := slices.BinarySearch(list, i)
	return slices.Concat(list[:at], []int32{i}, list[at:])
}

// deleted returns a copy of a sorted list without an index that it has.
func deleted(list []int32, i int32) []int32 {
	at, _ := slices.BinarySearch(list, i)
	return removed(list, at)
}

// regroupAll finds out anew in which groups the members are whom a group lists,
// after another one has changed.
func (o *Org) regroupAll(listing, changed int32) {
	for m := range o.group(listing).listed.all() {
		o.regroup(m, changed)
	}
}

// regroup finds out anew in which groups a member is, after one has changed:
// those that list the member were among theirs before, or are that one.
func (o *Org) regroup(i, changed int32) {
	var listing []int32
	for _, g := range added(o.member(i).groups, changed) {
		if o.group(g).listed.has(i) {
			listing = append(listing, g)
		}
	}
	o.changeMember(i, func(m *member) { m.groups = o.withParents(listing) })
}

func (o *Org) giveGroup(i int32, g grant) {
	o.changeGrants(i, added(o.group(i).grants, g))
}

// takeGroup takes away grant k of a group.
func (o *Org) takeGroup(i int32, k int) {
	o.changeGrants(i, removed(o.group(i).grants, k))
}

func (o *Org) changeGrants(i int32, grants []grant) {
	if o.fresh {
		o.group(i).grants = grants
		return
	}
	before := spots(o.group(i).grants, noUnit)
	o.changeGroup(i, func(g *group) { g.grants = grants })
	o.renote(holder{i, true}, before, spots(grants, noUnit))
}
