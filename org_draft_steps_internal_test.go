package mandat

import (
	"slices"

	"pgregory.net/rapid"
)

// draftStep changes a draft in a way that is valid, if there is one now, and
// returns what that makes of the data, nil for nothing.
type draftStep struct {
	name string
	do   func(drawing) func(*OrgData)
}

func draftSteps() []draftStep {
	return []draftStep{
		{"set", setSome}, {"add unit", addSomeUnit}, {"move unit", moveSomeUnit}, {"seal unit", sealSomeUnit}, {"drop unit", dropSomeUnit},
		{"add member", addSomeMember}, {"set status", setSomeStatus}, {"move home", moveSomeHome}, {"clear member", clearSomeMember},
		{"give member", giveSomeMember}, {"give member", giveSomeMember}, {"take member", takeSomeMember},
		{"give group", giveSomeGroup}, {"give group", giveSomeGroup}, {"take group", takeSomeGroup},
		{"add group", addSomeGroup}, {"drop group", dropSomeGroup}, {"nest group", nestSomeGroup}, {"unnest group", unnestSomeGroup}, {"join or leave group", joinOrLeave},
		{"add role", addSomeRole}, {"edit role", editSomeRole}, {"drop role", dropSomeRole},
	}
}

func setSome(d drawing) func(*OrgData) {
	k, on := rapid.IntRange(0, 1).Draw(d.T, "setting"), rapid.Bool().Draw(d.T, "on")
	d.o.setSetting(1<<k, on)
	return func(data *OrgData) { data.Settings[d.o.policy.rules.Settings[k].Name] = on }
}

func addSomeUnit(d drawing) func(*OrgData) {
	structure := rapid.IntRange(0, 1).Draw(d.T, "structure")
	u := Unit{ID: UnitID(d.newID()), Structure: d.o.policy.rules.Structures[structure].Name,
		Parent: d.o.idOf(d.in(structure)), Sealed: rapid.Bool().Draw(d.T, "sealed")}
	d.o.addUnit(u)
	return func(data *OrgData) { data.Units = append(data.Units, u) }
}

// changedUnit changes the data of a unit.
func (d drawing) changedUnit(i int32, change func(*Unit)) func(*OrgData) {
	id := d.o.unit(i).id
	return func(data *OrgData) {
		change(&data.Units[slices.IndexFunc(data.Units, func(u Unit) bool { return u.ID == id })])
	}
}

func moveSomeUnit(d drawing) func(*OrgData) {
	i, ok := d.unit()
	if !ok {
		return nil
	}
	to := append(d.units(func(to int32, u *unit) bool {
		return u.structure == d.o.unit(i).structure && !d.o.within(to, i)
	}), noUnit)
	parent, _ := oneOf(d, to, "parent")
	d.o.moveUnit(i, parent)
	return d.changedUnit(i, func(u *Unit) { u.Parent = d.o.idOf(parent) })
}

func sealSomeUnit(d drawing) func(*OrgData) {
	i, ok := d.unit()
	if !ok {
		return nil
	}
	sealed := rapid.Bool().Draw(d.T, "sealed")
	d.o.sealUnit(i, sealed)
	return d.changedUnit(i, func(u *Unit) { u.Sealed = sealed })
}

func dropSomeUnit(d drawing) func(*OrgData) {
	i, ok := oneOf(d, d.units(func(i int32, _ *unit) bool { return !d.inUse(i) }), "unit")
	if !ok {
		return nil
	}
	id := d.o.unit(i).id
	d.o.dropUnit(i)
	return func(data *OrgData) {
		data.Units = slices.DeleteFunc(data.Units, func(u Unit) bool { return u.ID == id })
		data.Retired.Units = append(data.Retired.Units, id)
	}
}

func addSomeMember(d drawing) func(*OrgData) {
	m := Member{PersonID(d.newID()), MemberActive, d.o.idOf(d.in(0))}
	d.o.addMember(m)
	return func(data *OrgData) { data.Members = append(data.Members, m) }
}

func setSomeStatus(d drawing) func(*OrgData) {
	i, s := d.member(), rapid.SampledFrom([]MemberStatus{MemberActive, MemberInactive, MemberAccepted}).Draw(d.T, "status")
	d.o.setStatus(i, s)
	return func(data *OrgData) { data.Members[i].Status = s }
}

func moveSomeHome(d drawing) func(*OrgData) {
	i, home := d.member(), d.in(0)
	d.o.moveHome(i, home)
	return func(data *OrgData) { data.Members[i].Home = d.o.idOf(home) }
}

func clearSomeMember(d drawing) func(*OrgData) {
	i := d.member()
	d.o.clearMember(i)
	return func(data *OrgData) {
		data.Grants = slices.DeleteFunc(data.Grants, func(g Grant) bool { return g.Member == d.o.person(i) })
		for k := range data.Groups {
			data.Groups[k].Members = slices.DeleteFunc(data.Groups[k].Members, func(p PersonID) bool { return p == d.o.person(i) })
		}
	}
}

func giveSomeMember(d drawing) func(*OrgData) {
	i, g := d.member(), d.grant()
	g.Member = d.o.person(i)
	compiled := d.compiled(g)
	if compiled.in(d.o.member(i).grants) >= 0 {
		return nil
	}
	d.o.giveMember(i, compiled)
	return func(data *OrgData) { data.Grants = append(data.Grants, g) }
}

func takeSomeMember(d drawing) func(*OrgData) {
	i, ok := oneOf(d, whichOf(d.o.members.len(), func(i int32) bool { return len(d.o.member(i).grants) > 0 }), "member")
	if !ok {
		return nil
	}
	k := rapid.IntRange(0, len(d.o.member(i).grants)-1).Draw(d.T, "grant")
	d.o.takeMember(i, k)
	return withoutGrant(k, func(g Grant) bool { return g.Member == d.o.person(i) })
}

// withoutGrant takes away the grant that has a number among some.
func withoutGrant(k int, among func(Grant) bool) func(*OrgData) {
	return func(data *OrgData) {
		data.Grants = slices.DeleteFunc(data.Grants, func(g Grant) bool {
			if !among(g) {
				return false
			}
			k--
			return k == -1
		})
	}
}

func giveSomeGroup(d drawing) func(*OrgData) {
	i, ok := d.group()
	if !ok {
		return nil
	}
	g := d.grant()
	g.Group = d.o.groupID(i)
	compiled := d.compiled(g)
	if compiled.in(d.o.group(i).grants) >= 0 {
		return nil
	}
	d.o.giveGroup(i, compiled)
	return func(data *OrgData) { data.Grants = append(data.Grants, g) }
}

func takeSomeGroup(d drawing) func(*OrgData) {
	i, ok := oneOf(d, d.groups(func(_ int32, g *group) bool { return len(g.grants) > 0 }), "group")
	if !ok {
		return nil
	}
	k := rapid.IntRange(0, len(d.o.group(i).grants)-1).Draw(d.T, "grant")
	d.o.takeGroup(i, k)
	return withoutGrant(k, func(g Grant) bool { return g.Group == d.o.groupID(i) })
}
