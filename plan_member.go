package mandat

import (
	"slices"
	"time"
)

// aMember returns a member as something to ask about.
func (p *planner) aMember(person PersonID) Resource {
	return Resource{Type: MemberType, ID: ResourceID(person), Org: p.before.id}
}

func (c AddMember) plan(p *planner) {
	m := Member{Person: c.Person, Status: MemberActive, Home: c.Home}
	if c.NoAccount {
		m.Status = MemberInactive
	}
	p.may(createAction, m.Resource(p.before.id))
	p.happen(MemberJoined{m})
	p.comeAlong(c.Person, p.before.policy.rules.Joining.Created)
}

// comeAlong gives the roles that come with joining.
func (p *planner) comeAlong(person PersonID, roles []RoleID) {
	for _, id := range roles {
		p.comes(Grant{Role: id, Member: person, Scope: joiningScope(p.before.policy.roleByID[id].at)})
	}
}

// comes gives a role, unless somebody has given it already: to one invited, who
// has not answered yet.
func (p *planner) comes(g Grant) {
	if p.refused {
		return
	}
	if _, found := p.next.org.canGive(g); found.detail != AlreadySo {
		p.give(g)
	}
}

// give gives a role. Whoever has left a unit only by the end of a grant does not
// find their old groups there again.
func (p *planner) give(g Grant) {
	p.leaveGroups(g.Member)
	p.happen(RoleGranted{g})
}

func (Register) plan(p *planner) {
	door := &p.before.policy.rules.Joining.Registration
	if !p.enters(door) {
		return
	}
	person := p.view.subject.Person
	p.happen(MemberJoined{Member{Person: person, Status: MemberActive}})
	p.comeAlong(person, door.Roles)
}

// enters reports whether the policy opens a way to join in the subject's
// channel.
func (p *planner) enters(door *DoorRule) bool {
	if !p.before.policy.opens(door, p.view.subject) {
		p.deny(NoStanding, NotOffered)
		return false
	}
	return true
}

// opens reports whether a way to join is open to a subject. Whoever bears a link
// for something else does not pass.
func (p *Policy) opens(door *DoorRule, s Subject) bool {
	return s.Person != "" && s.Only == (Purpose{}) && slices.Contains(door.Through, s.Channel)
}

func (c MoveMember) plan(p *planner) {
	in, _ := p.now().InvitationOf(c.Person)
	p.movesHome(c.Person, c.To, in.Grants)
	p.happen(MemberMoved(c))
	p.leaveGroups(c.Person)
}

// movesHome asks whether a member may be moved, and whether what they have at
// home, and are invited to, may be taken away there and given at the new home.
func (p *planner) movesHome(person PersonID, to UnitID, invited []Grant) {
	p.may("move", p.aMember(person))
	p.may("move", Member{Home: to}.Resource(p.before.id))
	i, found := p.now().present(person)
	if found.detail != NoDetail {
		return
	}
	for _, g := range append(p.now().hangsOnHome(i, to), invited...) {
		if !g.Scope.usesHome() || g.endedAt(p.view.subject.At) {
			continue
		}
		p.may(revokeAction, g.Resource(p.before.id))
		p.may(giveAction, g.ResourceAt(p.before.id, to))
	}
}

// hangsOnHome returns the grants among which those are that a move of the home
// moves: a member's own, and those of their groups, but for the groups of units
// in which they will not lie.
func (o *Org) hangsOnHome(i int32, to UnitID) []Grant {
	m := o.member(i)
	all := o.GrantsOf(m.person)
	home, _ := o.homeFor(to, m.status.public())
	for _, k := range m.groups {
		g := o.group(k)
		if g.unit != noUnit && o.unit(g.unit).structure == o.policy.home && !o.within(home, g.unit) {
			continue
		}
		all = append(all, o.plainGrants(Grant{Member: m.person}, g.grants)...)
	}
	return all
}

// leaveGroups takes a member out of the groups of units in which they do not have
// a place any more. Whoever never had one stays: it can be given yet.
func (p *planner) leaveGroups(person PersonID) {
	i, ok := p.now().memberNamed(person)
	if !ok || p.refused {
		return
	}
	var ever time.Time // at which nothing has ended
	was, is := p.now().member(i), p.next.org.member(i)
	for _, k := range is.groups {
		g := p.next.org.group(k)
		if g.unit != noUnit && g.lists(i) && p.now().hasPlace(was, g.unit, ever) && !p.next.org.hasPlace(is, g.unit, p.view.subject.At) {
			p.happen(GroupLeft{Group: g.id, Person: person})
		}
	}
}

// hasPlace reports whether a member has a place in a unit, whatever their status:
// by the home unit or, in a structure without home units, by a grant of their own
// that has not ended at a moment.
func (o *Org) hasPlace(m *member, unit int32, at time.Time) bool {
	if o.unit(unit).structure == o.policy.home {
		return o.within(m.home, unit)
	}
	return slices.ContainsFunc(m.grants, func(g grant) bool { return !g.endedAt(at) && o.namesBelow(&g, unit) })
}

func (c DeactivateMember) plan(p *planner) {
	p.may("deactivate", p.aMember(c.Person))
	p.happen(MemberDeactivated(c))
}

func (c ActivateMember) plan(p *planner) {
	p.may("activate", p.aMember(c.Person))
	if i, found := p.now().present(c.Person); found.detail == NoDetail && p.now().member(i).status != memberInactive {
		p.block(StatusOther, string(c.Person))
	}
	p.happen(MemberActivated(c))
}

func (c ConfirmAccount) plan(p *planner) {
	i, found := p.now().present(c.Person)
	accepted := found.detail == NoDetail && p.now().member(i).status == memberAccepted
	if !accepted || c.Person != p.view.subject.Person || p.view.subject.Only != (Purpose{}) {
		p.may("activate", p.aMember(c.Person))
	}
	if !accepted {
		p.block(StatusOther, string(c.Person))
	}
	p.happen(MemberActivated(c))
}

func (c RemoveMember) plan(p *planner) {
	p.may("remove", p.aMember(c.Person))
	p.happen(MemberLeft(c))
}
