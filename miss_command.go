package mandat

import (
	"cmp"
	"slices"
)

// bringing returns the command by which the subject would get a grant, whoever
// gives it: where there can be no more holders, one of them hands over what they
// have. It is nil where an exclusive role, or too few holders elsewhere, forbid
// it.
func (v *View) bringing(g Grant) Command {
	if v.canHappen(RoleGranted{g}) {
		return GrantRole{g}
	}
	r, ok := v.org.roleNamed(g.Role)
	if !ok || r.rule.Most == 0 {
		return nil
	}
	compiled := v.org.compileGrant(g, r.index)
	some := v.org.holdersAt(spot{int32(r.index), compiled.firstUnit(v.member.home)})
	for _, m := range slices.SortedFunc(some.members.all(), v.org.byPerson) {
		if compiled.in(v.org.member(m).grants) < 0 {
			continue
		}
		held := g
		held.Member = v.org.member(m).person
		if v.canHappen(RoleHandedOver{held, g.Member}) {
			return HandOver{Grants: []Grant{held}, To: g.Member}
		}
	}
	return nil
}

// canHappen reports whether something can happen, and nothing that must always
// hold is broken then.
func (v *View) canHappen(h Happening) bool {
	p := newPlanner(v.org, v.subject)
	p.terse, p.next = true, &draft{org: v.org.copy()}
	p.happen(h)
	p.reached, p.done = p.next, p.doing
	p.checkInvariants()
	return p.blocked == nil
}

// byPerson orders members by their persons.
func (o *Org) byPerson(a, b int32) int {
	return cmp.Compare(o.member(a).person, o.member(b).person)
}

// remedyOf fills the command of a miss, and returns what it asks.
func (v *View) remedyOf(m *Miss) (Action, Resource) {
	switch person := v.subject.Person; {
	case m.Kind == MissGrant:
		asked := giveAction
		if _, full := m.Command.(HandOver); full {
			asked = handOffAction
		}
		return asked, Grant{Role: m.Role, Member: person, Scope: m.Scope}.Resource(v.org.id)
	case m.Kind == MissMember && v.status == memberInactive:
		m.Command = ActivateMember{person}
		return "activate", Resource{Type: MemberType, ID: ResourceID(person), Org: v.org.id}
	case m.Kind == MissSetting:
		m.Command = ChangeSetting{m.Setting, !m.Not}
		return "edit", v.org.resource()
	}
	return "", Resource{}
}
