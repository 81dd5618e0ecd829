package mandat

import "slices"

func (o *Org) buildGroups(groups []Group) {
	o.groupByID = make(map[GroupID]int32, len(groups))
	for i, g := range groups {
		o.groupByID[g.ID] = int32(i)
		unit := int32(noUnit)
		if g.Unit != "" {
			unit = o.unitByID[g.Unit]
		}
		o.groups = append(o.groups, group{id: g.ID, unit: unit})
	}
	for i := range groups {
		in := o.listed(&groups[i])
		for _, sub := range groups[i].Groups {
			in = append(in, o.listed(&groups[o.groupByID[sub]])...)
		}
		slices.Sort(in)
		o.groups[i].members = slices.Compact(in)
		for _, m := range o.groups[i].members {
			o.members[m].groups = append(o.members[m].groups, int32(i))
		}
	}
}

// listed returns the members that a group lists itself.
func (o *Org) listed(g *Group) []int32 {
	var in []int32
	for _, person := range g.Members {
		in = append(in, o.memberByID[person])
	}
	return in
}
