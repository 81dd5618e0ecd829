package reference

import (
	"slices"

	"github.com/mandat-go/mandat"
)

func (p *planner) takeMember(c mandat.Command) {
	switch c := c.(type) {
	case mandat.AddMember:
		p.addMember(c)
	case mandat.Register:
		p.register()
	case mandat.MoveMember:
		p.moveMember(c)
	case mandat.DeactivateMember:
		p.ask("deactivate", mandat.MemberType, mandat.ResourceID(c.Person))
		p.do(func(d draft) mandat.Detail { return d.change(c.Person, mandat.MemberActive, mandat.MemberInactive) })
	case mandat.ActivateMember:
		p.ask("activate", mandat.MemberType, mandat.ResourceID(c.Person))
		p.do(func(d draft) mandat.Detail { return d.change(c.Person, mandat.MemberInactive, mandat.MemberActive) })
	case mandat.ConfirmAccount:
		m, _ := p.reached().member(c.Person)
		if m.Status != mandat.MemberAccepted || c.Person != p.subject.Person || p.subject.Only != (mandat.Purpose{}) {
			p.ask("activate", mandat.MemberType, mandat.ResourceID(c.Person))
		}
		p.do(func(d draft) mandat.Detail { return d.change(c.Person, mandat.MemberAccepted, mandat.MemberActive) })
	case mandat.RemoveMember:
		p.ask("remove", mandat.MemberType, mandat.ResourceID(c.Person))
		p.do(func(d draft) mandat.Detail { return d.remove(c.Person) })
	}
}

func (p *planner) addMember(c mandat.AddMember) {
	m := mandat.Member{Person: c.Person, Home: c.Home, Status: mandat.MemberActive}
	if c.NoAccount {
		m.Status = mandat.MemberInactive
	}
	p.askValue("create", m.Resource(p.before.ID), m)
	p.do(func(d draft) mandat.Detail { return d.join(m) })
	p.comeAlong(c.Person, p.rules.Joining.Created)
}

// register lets the subject in, through a channel that the policy opens.
func (p *planner) register() {
	door, s := p.rules.Joining.Registration, p.subject
	if s.Person == "" || s.Only != (mandat.Purpose{}) || !slices.Contains(door.Through, s.Channel) {
		p.deny(mandat.NoStanding, mandat.NotOffered)
		return
	}
	p.do(func(d draft) mandat.Detail {
		return d.join(mandat.Member{Person: s.Person, Status: mandat.MemberActive})
	})
	p.comeAlong(s.Person, door.Roles)
}

// comeAlong gives the roles that come with joining: no authority is needed.
func (p *planner) comeAlong(person mandat.PersonID, roles []mandat.RoleID) {
	for _, id := range roles {
		g := mandat.Grant{Role: id, Member: person, Scope: p.reached().joiningScope(id)}
		p.comes(g)
	}
}

// comes gives a role, unless somebody has given it already.
func (p *planner) comes(g mandat.Grant) {
	if p.made().canGive(g) != mandat.AlreadySo {
		p.give(g)
	}
}

// give gives a role to somebody, who has left by then the groups of the units in
// which all their grants have ended.
func (p *planner) give(g mandat.Grant) {
	p.leaveGroups(g.Member)
	p.do(func(d draft) mandat.Detail { return d.give(g) })
}

// joiningScope is where a role is given that comes with joining: as narrow as it
// may be, of the home unit, what is below it, and the whole organisation.
func (q *question) joiningScope(id mandat.RoleID) mandat.Scope {
	var home, below, org bool
	for _, where := range q.placesOf(id) {
		org = org || len(where) == 0
		for _, reaches := range where {
			home = home || len(where) == 1 && slices.Contains(reaches, mandat.Home)
			below = below || len(where) == 1 && slices.Contains(reaches, mandat.HomeSubtree)
		}
	}
	switch {
	case home:
		return mandat.AtHome()
	case below:
		return mandat.BelowHome()
	case org:
		return mandat.WholeOrg()
	}
	return mandat.Scope{}
}

// placesOf returns the alternatives for where a role may be given: its own, else
// those of what it includes, else the whole organisation.
func (q *question) placesOf(id mandat.RoleID) []mandat.Where {
	if said := q.saidOf(id); len(said) > 0 {
		return said
	}
	return []mandat.Where{{}}
}

func (q *question) saidOf(id mandat.RoleID) (all []mandat.Where) {
	r, _ := q.role(id)
	if len(r.At) > 0 {
		return r.At
	}
	for _, in := range r.Includes {
		all = append(all, q.saidOf(in)...)
	}
	return all
}

func (p *planner) moveMember(c mandat.MoveMember) {
	in, _ := p.reached().invitationTo(c.Person)
	p.moveHome(c.Person, c.To, in.Grants)
	p.do(func(d draft) mandat.Detail { return d.moveMember(c.Person, c.To) })
	p.leaveGroups(c.Person)
}

// moveHome asks whether the subject may move somebody, revoke what they have at
// home, and give it at the new home: the grants to them, what they are invited to,
// and the grants to their groups, but for groups of units in which they will not
// lie.
func (p *planner) moveHome(person mandat.PersonID, to mandat.UnitID, invited []mandat.Grant) {
	p.ask("move", mandat.MemberType, mandat.ResourceID(person))
	there := mandat.Member{Home: to}
	p.askValue("move", there.Resource(p.before.ID), there)
	now := p.reached()
	if !now.present(person) {
		return
	}
	grants := append(now.grantsOf(person), invited...)
	for _, g := range now.data.Groups {
		u, _ := now.unit(g.Unit)
		leaves := g.Unit != "" && u.Structure == now.homeStructure() && !now.isOrBelow(to, g.Unit)
		if slices.Contains(now.everybodyIn(g.ID), person) && !leaves {
			grants = append(grants, now.grantsTo(g.ID)...)
		}
	}
	for _, g := range grants {
		if usesHome(g.Scope) && !now.ended(g) {
			g.Member, g.Group = person, ""
			p.askGrant("revoke", g, asItIs)
			p.askGrant("give", g, withHome(to))
		}
	}
}

// heldBy returns the grants to a member, and then those to the groups in which
// they are.
func (q *question) heldBy(p mandat.PersonID) []mandat.Grant {
	all := q.grantsOf(p)
	for _, g := range q.data.Groups {
		if slices.Contains(q.everybodyIn(g.ID), p) {
			all = append(all, q.grantsTo(g.ID)...)
		}
	}
	return all
}

func (q *question) grantsTo(id mandat.GroupID) (all []mandat.Grant) {
	for _, g := range q.data.Grants {
		if g.Group != "" && g.Group == id {
			all = append(all, g)
		}
	}
	return all
}

func usesHome(s mandat.Scope) bool {
	return slices.ContainsFunc(s.Places(), func(p mandat.ScopePlace) bool { return atHome(p.Reach) })
}

// leaveGroups takes a member out of the groups of the units in which they have a
// place no more: by what happened in the step, or because grants have ended.
func (p *planner) leaveGroups(person mandat.PersonID) {
	if p.refused || !p.reached().present(person) {
		return
	}
	for _, g := range slices.Clone(p.next.Groups) {
		if g.Unit != "" && slices.Contains(g.Members, person) &&
			p.reached().livesIn(person, g.Unit, true) && !p.made().livesIn(person, g.Unit, false) {
			p.do(func(d draft) mandat.Detail { return d.leaveGroup(g.ID, person, "") })
		}
	}
}

// livesIn reports whether a member has their home in a unit or, in a structure
// without homes, a grant there that has not ended, or has.
func (q *question) livesIn(person mandat.PersonID, id mandat.UnitID, orDid bool) bool {
	m, _ := q.member(person)
	if u, _ := q.unit(id); u.Structure == q.homeStructure() {
		return q.isOrBelow(m.Home, id)
	}
	return slices.ContainsFunc(q.grantsOf(person), func(g mandat.Grant) bool {
		return (orDid || !q.ended(g)) && slices.ContainsFunc(g.Scope.Places(), func(p mandat.ScopePlace) bool { return q.isOrBelow(p.Unit, id) })
	})
}

// join makes somebody a member, or one again who was removed and has nothing
// left.
func (d draft) join(m mandat.Member) mandat.Detail {
	if m.Person == "" {
		return mandat.IDMissing
	}
	if d.present(m.Person) {
		return mandat.AlreadySo
	}
	if why := d.canLive(m.Home); why != mandat.NoDetail {
		return why
	}
	d.forget(m.Person)
	d.data.Members = slices.DeleteFunc(d.data.Members, func(old mandat.Member) bool { return old.Person == m.Person })
	d.data.Members = append(d.data.Members, m)
	return mandat.NoDetail
}

// canLive tells what keeps a unit from being a home.
func (d draft) canLive(home mandat.UnitID) mandat.Detail {
	rule := mandat.NoHome
	for _, s := range d.rules.Structures {
		if s.Name == d.homeStructure() {
			rule = s.Home
		}
	}
	u, ok := d.unit(home)
	switch {
	case home == "" && rule == mandat.HomeRequired:
		return mandat.HomeNeeded
	case home == "":
		return mandat.NoDetail
	case !ok:
		return mandat.UnitMissing
	case rule == mandat.NoHome || u.Structure != d.homeStructure():
		return mandat.StructureOther
	}
	return mandat.NoDetail
}

func (d draft) changeMember(p mandat.PersonID, change func(*mandat.Member)) {
	for i := range d.data.Members {
		if d.data.Members[i].Person == p {
			change(&d.data.Members[i])
		}
	}
}

// change gives a member another status.
func (d draft) change(p mandat.PersonID, from, to mandat.MemberStatus) mandat.Detail {
	m, _ := d.member(p)
	switch {
	case !d.present(p):
		return mandat.MemberMissing
	case m.Status != from:
		return mandat.StatusOther
	}
	d.changeMember(p, func(m *mandat.Member) { m.Status = to })
	return mandat.NoDetail
}

func (d draft) moveMember(p mandat.PersonID, to mandat.UnitID) mandat.Detail {
	if !d.present(p) {
		return mandat.MemberMissing
	}
	if why := d.canLive(to); why != mandat.NoDetail {
		return why
	}
	if m, _ := d.member(p); m.Home == to {
		return mandat.AlreadySo
	}
	d.changeMember(p, func(m *mandat.Member) { m.Home = to })
	for i := range d.data.Invitations {
		if d.data.Invitations[i].Person == p {
			d.data.Invitations[i].Home = to
		}
	}
	return mandat.NoDetail
}

// remove ends a membership: what the member had goes with it.
func (d draft) remove(p mandat.PersonID) mandat.Detail {
	if !d.present(p) {
		return mandat.MemberMissing
	}
	d.forget(p)
	d.closeInvitation(p)
	d.changeMember(p, func(m *mandat.Member) { m.Status = mandat.MemberRemoved })
	return mandat.NoDetail
}

// forget takes grants and groups away from somebody.
func (d draft) forget(p mandat.PersonID) {
	d.data.Grants = slices.DeleteFunc(d.data.Grants, func(g mandat.Grant) bool { return g.Member == p })
	for i := range d.data.Groups {
		g := &d.data.Groups[i]
		g.Members = slices.DeleteFunc(g.Members, func(member mandat.PersonID) bool { return member == p })
	}
}
