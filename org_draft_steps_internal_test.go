package mandat

import (
	"slices"

	"pgregory.net/rapid"
)

// draftStep changes a draft in a way that is valid, if there is one now.
type draftStep struct {
	name string
	do   func(drawing)
}

func draftSteps() []draftStep {
	return []draftStep{
		{"set", func(d drawing) {
			d.o.setSetting(1<<rapid.IntRange(0, 1).Draw(d.T, "bit"), rapid.Bool().Draw(d.T, "on"))
		}},
		{"add unit", addSomeUnit}, {"move unit", moveSomeUnit}, {"drop unit", dropSomeUnit},
		{"seal unit", func(d drawing) {
			if i, ok := oneOf(d, d.units(func(int32, *unit) bool { return true }), "unit"); ok {
				d.o.sealUnit(i, rapid.Bool().Draw(d.T, "sealed"))
			}
		}},
		{"add member", func(d drawing) {
			d.o.addMember(Member{PersonID(d.newID()), MemberActive, d.o.idOf(d.in(0))})
		}},
		{"set status", func(d drawing) {
			d.o.setStatus(d.member(), rapid.SampledFrom([]MemberStatus{MemberActive, MemberInactive, MemberRemoved}).Draw(d.T, "status"))
		}},
		{"move home", func(d drawing) { d.o.moveHome(d.member(), d.in(0)) }},
		{"clear member", func(d drawing) { d.o.clearMember(d.member()) }},
		{"give member", func(d drawing) { d.o.giveMember(d.member(), d.grant()) }},
		{"take member", func(d drawing) {
			i := d.member()
			if n := len(d.o.member(i).grants); n > 0 {
				d.o.takeMember(i, rapid.IntRange(0, n-1).Draw(d.T, "grant"))
			}
		}},
		{"give group", func(d drawing) {
			if i, ok := d.group(); ok {
				d.o.giveGroup(i, d.grant())
			}
		}},
		{"take group", func(d drawing) {
			if i, ok := oneOf(d, d.groups(func(_ int32, g *group) bool { return len(g.grants) > 0 }), "group"); ok {
				d.o.takeGroup(i, rapid.IntRange(0, len(d.o.group(i).grants)-1).Draw(d.T, "grant"))
			}
		}},
		{"add group", addSomeGroup}, {"nest group", nestSomeGroup}, {"unnest group", unnestSomeGroup},
		{"drop group", func(d drawing) {
			if i, ok := d.group(); ok {
				d.o.dropGroup(i)
			}
		}},
		{"join or leave group", joinOrLeave},
		{"change roles", changeRoles},
	}
}

func addSomeUnit(d drawing) {
	structure := rapid.IntRange(0, 1).Draw(d.T, "structure")
	d.o.addUnit(Unit{ID: UnitID(d.newID()), Structure: d.o.policy.rules.Structures[structure].Name,
		Parent: d.o.idOf(d.in(structure)), Sealed: rapid.Bool().Draw(d.T, "sealed")})
}

func moveSomeUnit(d drawing) {
	i, ok := oneOf(d, d.units(func(int32, *unit) bool { return true }), "unit")
	if !ok {
		return
	}
	to := append(d.units(func(to int32, u *unit) bool {
		return u.structure == d.o.unit(i).structure && !d.o.within(to, i)
	}), noUnit)
	parent, _ := oneOf(d, to, "parent")
	d.o.moveUnit(i, parent)
}

func dropSomeUnit(d drawing) {
	if i, ok := oneOf(d, d.units(func(i int32, _ *unit) bool { return !d.inUse(i) }), "unit"); ok {
		d.o.dropUnit(i)
	}
}

func addSomeGroup(d drawing) {
	g := Group{ID: GroupID(d.newID()), Unit: d.o.idOf(d.in(rapid.IntRange(0, 1).Draw(d.T, "structure")))}
	for i := range d.o.members.len() {
		if rapid.Bool().Draw(d.T, "listed") {
			g.Members = append(g.Members, d.o.member(i).person)
		}
	}
	static := d.groups(func(_ int32, sub *group) bool {
		return len(sub.subs) == 0 && (sub.unit == noUnit || d.o.idOf(sub.unit) == g.Unit)
	})
	slices.Reverse(static)
	for _, sub := range static {
		if rapid.Bool().Draw(d.T, "nested") {
			g.Groups = append(g.Groups, d.o.group(sub).id)
		}
	}
	d.o.addGroup(g)
}

func nestSomeGroup(d drawing) {
	i, ok := oneOf(d, d.groups(func(_ int32, g *group) bool { return len(g.parents) == 0 }), "group")
	if !ok {
		return
	}
	g := d.o.group(i)
	sub, ok := oneOf(d, d.groups(func(s int32, sub *group) bool {
		return s != i && len(sub.subs) == 0 && (sub.unit == noUnit || sub.unit == g.unit) && !slices.Contains(g.subs, s)
	}), "sub")
	if ok {
		d.o.nestGroup(i, sub)
	}
}

func unnestSomeGroup(d drawing) {
	i, ok := oneOf(d, d.groups(func(_ int32, g *group) bool { return len(g.subs) > 0 }), "group")
	if ok {
		sub, _ := oneOf(d, d.o.group(i).subs, "sub")
		d.o.unnestGroup(i, sub)
	}
}

func joinOrLeave(d drawing) {
	i, ok := d.group()
	if !ok {
		return
	}
	m := d.member()
	if d.o.group(i).listed.has(m) {
		d.o.leaveGroup(i, m)
	} else {
		d.o.joinGroup(i, m)
	}
}

// changeRoles adds a custom role, edits one, or drops one that nobody has.
func changeRoles(d drawing) {
	rule := Role{ID: RoleID(d.newID()), Includes: []RoleID{rapid.SampledFrom([]RoleID{"chief", "clerk"}).Draw(d.T, "included")}}
	r, ok := oneOf(d, d.roles(), "custom")
	if !ok || rapid.Bool().Draw(d.T, "add") {
		if err := d.o.addRole(rule); err != nil {
			d.Fatal(err)
		}
		return
	}
	if rapid.Bool().Draw(d.T, "edit") {
		rule.ID = r.rule.ID
		if err := d.o.editRole(r.index, rule); err != nil {
			d.Fatal(err)
		}
		return
	}
	for g := range d.o.Grants() {
		if g.Role == r.rule.ID {
			return
		}
	}
	d.o.dropRole(r.index)
}
