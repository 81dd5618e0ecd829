package mandat

import (
	"slices"

	"pgregory.net/rapid"
)

// Steps with groups and custom roles.

func addSomeGroup(d drawing) func(*OrgData) {
	g := Group{ID: GroupID(d.newID()), Unit: d.o.idOf(d.in(rapid.IntRange(0, 1).Draw(d.T, "structure")))}
	for i := range d.o.members.len() {
		if rapid.Bool().Draw(d.T, "listed") {
			g.Members = append(g.Members, d.o.person(i))
		}
	}
	for _, sub := range d.groups(func(_ int32, sub *group) bool {
		return len(sub.subs) == 0 && (sub.unit == noUnit || d.o.idOf(sub.unit) == g.Unit)
	}) {
		if rapid.Bool().Draw(d.T, "nested") {
			g.Groups = append(g.Groups, d.o.groupID(sub))
		}
	}
	slices.Reverse(g.Groups)
	slices.Reverse(g.Members)
	d.o.addGroup(g)
	return func(data *OrgData) { data.Groups = append(data.Groups, g) }
}

// changedGroup changes the data of a group.
func (d drawing) changedGroup(i int32, change func(*Group)) func(*OrgData) {
	id := d.o.groupID(i)
	return func(data *OrgData) {
		change(&data.Groups[slices.IndexFunc(data.Groups, func(g Group) bool { return g.ID == id })])
	}
}

func dropSomeGroup(d drawing) func(*OrgData) {
	i, ok := d.group()
	if !ok {
		return nil
	}
	id := d.o.groupID(i)
	d.o.dropGroup(i)
	return func(data *OrgData) {
		data.Groups = slices.DeleteFunc(data.Groups, func(g Group) bool { return g.ID == id })
		for k := range data.Groups {
			data.Groups[k].Groups = slices.DeleteFunc(data.Groups[k].Groups, func(sub GroupID) bool { return sub == id })
		}
		data.Grants = slices.DeleteFunc(data.Grants, func(g Grant) bool { return g.Group == id })
		data.Retired.Groups = append(data.Retired.Groups, id)
	}
}

func nestSomeGroup(d drawing) func(*OrgData) {
	i, ok := oneOf(d, d.groups(func(_ int32, g *group) bool { return len(g.parents) == 0 }), "group")
	if !ok {
		return nil
	}
	g := d.o.group(i)
	sub, ok := oneOf(d, d.groups(func(s int32, sub *group) bool {
		return s != i && len(sub.subs) == 0 && (sub.unit == noUnit || sub.unit == g.unit) && !slices.Contains(g.subs, s)
	}), "sub")
	if !ok {
		return nil
	}
	d.o.nestGroup(i, sub)
	return d.changedGroup(i, func(g *Group) { g.Groups = append(g.Groups, d.o.groupID(sub)) })
}

func unnestSomeGroup(d drawing) func(*OrgData) {
	i, ok := oneOf(d, d.groups(func(_ int32, g *group) bool { return len(g.subs) > 0 }), "group")
	if !ok {
		return nil
	}
	sub, _ := oneOf(d, d.o.group(i).subs, "sub")
	d.o.unnestGroup(i, sub)
	return d.changedGroup(i, func(g *Group) {
		g.Groups = slices.DeleteFunc(g.Groups, func(id GroupID) bool { return id == d.o.groupID(sub) })
	})
}

func joinOrLeave(d drawing) func(*OrgData) {
	i, ok := d.group()
	if !ok {
		return nil
	}
	m := d.member()
	if d.o.group(i).listed.has(m) {
		d.o.leaveGroup(i, m)
		return d.changedGroup(i, func(g *Group) {
			g.Members = slices.DeleteFunc(g.Members, func(p PersonID) bool { return p == d.o.person(m) })
		})
	}
	d.o.joinGroup(i, m)
	return d.changedGroup(i, func(g *Group) { g.Members = append(g.Members, d.o.person(m)) })
}

func (d drawing) rule(id RoleID) Role {
	return Role{ID: id, Includes: []RoleID{rapid.SampledFrom([]RoleID{"chief", "clerk"}).Draw(d.T, "included")}}
}

func addSomeRole(d drawing) func(*OrgData) {
	rule := d.rule(RoleID(d.newID()))
	if err := d.o.addRole(rule); err != nil {
		d.Fatal(err)
	}
	return func(data *OrgData) { data.Roles = append(data.Roles, rule) }
}

func editSomeRole(d drawing) func(*OrgData) {
	r, ok := oneOf(d, d.roles(), "role")
	if !ok {
		return nil
	}
	rule := d.rule(r.rule.ID)
	if err := d.o.editRole(r.index, rule); err != nil {
		d.Fatal(err)
	}
	return func(data *OrgData) {
		data.Roles[slices.IndexFunc(data.Roles, func(r Role) bool { return r.ID == rule.ID })] = rule
	}
}

func dropSomeRole(d drawing) func(*OrgData) {
	free := slices.DeleteFunc(d.roles(), func(r *role) bool {
		return slices.ContainsFunc(slices.Collect(d.o.Grants()), func(g Grant) bool { return g.Role == r.rule.ID })
	})
	r, ok := oneOf(d, free, "role")
	if !ok {
		return nil
	}
	d.o.dropRole(r.index)
	return func(data *OrgData) {
		data.Roles = slices.DeleteFunc(data.Roles, func(rule Role) bool { return rule.ID == r.rule.ID })
		data.Retired.Roles = append(data.Retired.Roles, r.rule.ID)
	}
}
