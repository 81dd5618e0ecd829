package worlds

import (
	"time"

	"github.com/mandat-go/mandat"
)

// actionOf returns the action on grants by which something is done with a role.
func actionOf(a mandat.AdminAct) mandat.Action {
	return map[mandat.AdminAct]mandat.Action{
		mandat.AdminGrant: "give", mandat.AdminRevoke: "revoke", mandat.AdminInvite: "invite", mandat.AdminHandOver: "hand-over",
	}[a]
}

// builtinQuestion asks about what is built in: what exists, mostly, or what does
// not yet, or never did.
func (m *maker) builtinQuestion(t mandat.TypeRule, a mandat.Action, l lead) Question {
	q := Question{Action: a}
	q.Value = m.thing(t.Name, a, l)
	q.Resource = m.about(t.Name, q.Value, l)
	q.Subject = m.subject(l, q)
	for range m.weighted(85, 13, 2) {
		m.spoilBuiltin(&q)
	}
	return q
}

// about returns a resource of a built-in type: of the value, if there is one.
func (m *maker) about(t mandat.ResourceType, value any, l lead) mandat.Resource {
	org := m.data.ID
	switch v := value.(type) {
	case mandat.Unit:
		return v.Resource(org)
	case mandat.Member:
		return v.Resource(org)
	case mandat.Group:
		return v.Resource(org)
	case mandat.Role:
		return v.Resource(org)
	case mandat.Grant:
		return v.Resource(org)
	case mandat.Invitation:
		return v.Resource(org)
	case mandat.Approval:
		return v.Resource(org)
	}
	return mandat.Resource{Type: t, ID: m.existing(t, l), Org: org}
}

// existing returns the id of something that exists, now and then of something
// that does not.
func (m *maker) existing(t mandat.ResourceType, l lead) mandat.ResourceID {
	if m.percent(5) {
		return oneOf(m.dice, mandat.ResourceID("nothing"), "was-unit", "was-group", "was-role", "was-invitation", "")
	}
	switch t {
	case mandat.UnitType:
		return mandat.ResourceID(m.unitNear(l))
	case mandat.MemberType:
		return mandat.ResourceID(m.somebody(l))
	case mandat.GroupType:
		return mandat.ResourceID(pick(m.dice, m.data.Groups).ID)
	case mandat.RoleType:
		return mandat.ResourceID(m.someRole())
	case mandat.InvitationType:
		if len(m.data.Invitations) > 0 {
			return mandat.ResourceID(pick(m.dice, m.data.Invitations).ID)
		}
		return "i-9"
	case mandat.OrgType:
		return oneOf(m.dice, mandat.ResourceID(m.data.ID), "")
	}
	return "x-1"
}

// somebody returns a member, sometimes the lead's person, seldom a stranger.
func (m *maker) somebody(l lead) mandat.PersonID {
	switch m.weighted(70, 25, 5) {
	case 1:
		return l.person
	case 2:
		return "stranger"
	}
	return pick(m.dice, m.persons())
}

// someRole returns a role, custom ones rather than built-in ones.
func (m *maker) someRole() mandat.RoleID {
	if len(m.data.Roles) > 0 && m.percent(70) {
		return pick(m.dice, m.data.Roles).ID
	}
	return pick(m.dice, m.rules.Roles).ID
}

// unitNear returns a unit that the lead's scope reaches rather than another.
func (m *maker) unitNear(l lead) mandat.UnitID {
	s := pick(m.dice, m.rules.Structures).Name
	if len(l.permission.In) > 0 && m.percent(70) {
		s = pick(m.dice, l.permission.In)
	}
	if near := m.reachedBy(s, l); len(near) > 0 && m.percent(75) {
		return pick(m.dice, near)
	}
	return pick(m.dice, m.unitsOf(s))
}

// thing makes the value that something would be, nil for what exists.
func (m *maker) thing(t mandat.ResourceType, a mandat.Action, l lead) any {
	isNew := a == "create" || a == "send" || m.percent(15)
	switch {
	case t == mandat.GrantType:
		return m.grantNear(l)
	case t == mandat.ApprovalType && m.percent(95):
		return m.anApproval()
	case t == mandat.RoleType && (a == "edit" && m.percent(80) || isNew):
		return m.newRole(m.percent(50))
	case !isNew:
		return nil
	}
	switch t {
	case mandat.UnitType:
		return m.newUnit(l)
	case mandat.MemberType:
		return m.newMember(l)
	case mandat.GroupType:
		return mandat.Group{ID: oneOf(m.dice, mandat.GroupID("new"), "", "team-0"), Unit: oneOf(m.dice, "", m.unitNear(l)), Predefined: m.percent(10)}
	case mandat.InvitationType:
		return m.newInvitation(l)
	}
	return nil
}

func (m *maker) newUnit(l lead) mandat.Unit {
	above := m.unitNear(l)
	u := mandat.Unit{ID: oneOf(m.dice, mandat.UnitID("new"), "", "", above), Parent: above}
	for _, other := range m.data.Units {
		if other.ID == above {
			u.Structure = other.Structure
		}
	}
	switch m.weighted(70, 6, 3, 18, 3) {
	case 1:
		u.Parent = ""
	case 2:
		u.Parent = "nothing"
	case 3:
		u.Structure = "cellar"
	case 4:
		u.Structure = pick(m.dice, m.rules.Structures).Name
	}
	return u
}

func (m *maker) newMember(l lead) mandat.Member {
	member := mandat.Member{Person: oneOf(m.dice, "newcomer", "", m.somebody(l))}
	member.Status = oneOf(m.dice, mandat.MemberActive, mandat.MemberInactive, "")
	if m.percent(3) {
		member.Status = "retired"
	}
	if home := m.homeRule(); home.Home != mandat.NoHome && m.percent(85) {
		member.Home = pick(m.dice, m.unitsOf(home.Name))
		if near := m.reachedBy(home.Name, l); len(near) > 0 && m.percent(70) {
			member.Home = pick(m.dice, near)
		}
	}
	return member
}

func (m *maker) newInvitation(l lead) mandat.Invitation {
	member := m.newMember(l)
	in := mandat.Invitation{ID: oneOf(m.dice, mandat.InvitationID("i-new"), "", "i-0"), Person: member.Person, Home: member.Home}
	in.Grants = m.carried(in.Person)
	return in
}

// newRole makes a custom role, sometimes one whose id is used or that is not
// valid.
func (m *maker) newRole(edited bool) mandat.Role {
	r := m.customRole(mandat.RoleID("own-new"))
	if m.wide > 50 && m.percent(60) {
		m.makeModest(&r)
	}
	if edited {
		r.ID = m.someRole()
	}
	switch m.weighted(85, 5, 5, 5) {
	case 1:
		r.ID = oneOf(m.dice, mandat.RoleID(""), "was-role", "boss")
	case 2:
		r.Includes = append(r.Includes, "nothing")
	case 3:
		r.Can, r.Includes = nil, nil
	}
	return r
}

// makeModest leaves a custom role what the first role has too, so that those who
// hold that one can make it and give it.
func (m *maker) makeModest(r *mandat.Role) {
	r.Includes, r.Opens, r.Can = nil, []mandat.Channel{"web"}, nil
	for _, p := range someOf(m.dice, 40, m.rules.Roles[0].Can) {
		p.Past = 0
		r.Can = append(r.Can, p)
	}
}

// grantNear makes a grant of a role that the lead's statement names, near where
// the lead's scope reaches.
func (m *maker) grantNear(l lead) mandat.Grant {
	if len(m.data.Grants) > 0 && m.percent(25) {
		return pick(m.dice, m.data.Grants)
	}
	role := m.grantable()
	if s := l.statement; s != nil && m.percent(85) {
		named := append([]mandat.RoleID(nil), s.Roles...)
		if s.Custom {
			named = append(named, names(m.data.Roles, func(r mandat.Role) mandat.RoleID { return r.ID })...)
		}
		if len(named) > 0 {
			role = pick(m.dice, named)
		}
	}
	g := m.grantOf(role)
	g.Scope = m.scopeNear(g.Scope, l)
	if g.Group == "" {
		g.Member = m.somebody(l)
	}
	return g
}

// scopeNear moves the units of a scope to where the lead's scope reaches.
func (m *maker) scopeNear(s mandat.Scope, l lead) mandat.Scope {
	near := mandat.WholeOrg()
	for _, p := range s.Places() {
		place := PlaceScope(m.near(p, l))
		if near.IsWholeOrg() {
			near = place
		} else {
			near = near.And(place)
		}
	}
	return near
}

func (m *maker) near(p mandat.ScopePlace, l lead) mandat.ScopePlace {
	if p.Unit == "" || m.percent(30) {
		return p
	}
	for _, u := range m.data.Units {
		if u.ID != p.Unit {
			continue
		}
		if near := m.reachedBy(u.Structure, l); len(near) > 0 {
			p.Unit = pick(m.dice, near)
		}
	}
	return p
}

// PlaceScope returns the scope that names one place.
func PlaceScope(p mandat.ScopePlace) mandat.Scope {
	switch p.Reach {
	case mandat.Home:
		return mandat.AtHome()
	case mandat.HomeSubtree:
		return mandat.BelowHome()
	case mandat.Subtree:
		return mandat.Below(p.Unit)
	}
	return mandat.Exactly(p.Unit)
}

// spoilBuiltin puts one thing wrong with a question about what is built in.
func (m *maker) spoilBuiltin(q *Question) {
	r := &q.Resource
	switch m.weighted(5, 6, 8, 6) {
	case 0:
		m.stateFact(r)
	case 1:
		r.ID = oneOf(m.dice, mandat.ResourceID(""), "nothing", "other")
	case 2:
		m.spoilSubject(q)
	case 3:
		m.spoilValue(q)
	}
}

// stateFact states a fact that the organisation fills itself.
func (m *maker) stateFact(r *mandat.Resource) {
	switch m.below(6) {
	case 0:
		r.Status = "active"
	case 1:
		r.Units[m.below(2)] = pick(m.dice, m.rules.Structures).Name.Is(oneOf(m.dice, mandat.Nowhere(), mandat.At(m.data.Units[0].ID)))
	case 2:
		r.Labels = mandat.Labelled()
	case 3:
		r.Relations[m.below(2)] = mandat.Relation("self").Is(mandat.One("anna"))
	case 4:
		r.ACLs[0] = mandat.Action("read").By(mandat.NoACL())
	case 5:
		r.PartOf = mandat.PartOfNothing()
	}
}

// spoilValue makes a grant that names what there is not, or nothing that can be.
func (m *maker) spoilValue(q *Question) {
	g, ok := q.Value.(mandat.Grant)
	if !ok {
		return
	}
	switch m.below(7) {
	case 0:
		g.Member, g.Group = "", ""
	case 1:
		g.Member, g.Group = "anna", "team-0"
	case 2:
		g.Scope = mandat.Scope{}
	case 3:
		g.Role = "nothing"
	case 4:
		g.Scope = mandat.Below("nothing")
	case 5:
		g.Member, g.Group = "", "nothing"
	case 6:
		all := m.unitsOf(m.rules.Structures[0].Name)
		g.Scope = mandat.Below(all[0]).And(mandat.Exactly(pick(m.dice, all)))
	}
	g.Until = oneOf(m.dice, g.Until, Now.Add(time.Minute))
	q.Value, q.Resource = g, g.Resource(m.data.ID)
}
