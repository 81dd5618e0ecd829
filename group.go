package mandat

import "slices"

// group is a group's record.
type group struct {
	id      GroupID
	unit    int32   // noUnit for a group of the organisation
	listed  set     // the members that the group lists itself
	subs    []int32 // the static groups in it; sorted
	parents []int32 // the dynamic groups that hold it; sorted
	grants  []grant
	gone    bool // and its id is not used again
	// predefined tells that it is fixed; see Group.Predefined.
	predefined bool
}

// buildGroups makes the records, those of the groups that are gone last.
func (o *Org) buildGroups(groups []Group, retired []GroupID) {
	records := make([]group, len(groups)+len(retired))
	for i := range groups {
		records[i] = group{id: groups[i].ID, unit: o.unitOr(groups[i].Unit), predefined: groups[i].Predefined}
	}
	for i, id := range retired {
		records[len(groups)+i] = group{id: id, unit: noUnit, gone: true}
	}
	o.groups, o.groupByID = newRecords(records, func(g *group) GroupID { return g.id })
	for i := range groups {
		o.buildGroup(int32(i), &groups[i])
	}
	for i := range o.members.len() {
		if m := o.member(i); m.groups != nil {
			m.groups = o.withParents(m.groups)
		}
	}
}

// buildGroup fills a group's record and notes it with those whom it lists and
// holds.
func (o *Org) buildGroup(i int32, from *Group) {
	g := o.group(i)
	members := o.membersNamed(from.Members)
	for _, m := range members {
		o.member(m).groups = append(o.member(m).groups, i)
	}
	g.listed, g.subs = newSet(members), o.groupsNamed(from.Groups)
	for _, s := range g.subs {
		o.group(s).parents = append(o.group(s).parents, i)
	}
}

func (o *Org) membersNamed(persons []PersonID) []int32 {
	members := make([]int32, len(persons))
	for i, person := range persons {
		members[i], _ = o.memberNamed(person)
	}
	return members
}

// groupsNamed returns the indexes of groups, sorted.
func (o *Org) groupsNamed(ids []GroupID) []int32 {
	var groups []int32
	for _, id := range ids {
		i, _ := o.groupNamed(id)
		groups = append(groups, i)
	}
	slices.Sort(groups)
	return groups
}

// withParents returns groups and those that hold them, sorted, in a list of its
// own.
func (o *Org) withParents(groups []int32) []int32 {
	all := slices.Clone(groups)
	for _, g := range groups {
		all = append(all, o.group(g).parents...)
	}
	slices.Sort(all)
	return slices.Clip(slices.Compact(all))
}
