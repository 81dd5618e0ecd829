package worlds

import (
	"slices"
	"time"

	"github.com/mandat-go/mandat"
)

// lead is the idea behind a question: a person, a role that they may hold with
// what it includes, and one of its permissions.
type lead struct {
	person     mandat.PersonID
	scope      mandat.Scope
	roles      []mandat.Role
	permission mandat.Permission
	// statement is one that counts for one of the roles, nil for none.
	statement *mandat.AdminRule
}

// question asks, mostly, for what somebody has been given, and sometimes for
// something with a flaw.
func (m *maker) question() Question {
	l := m.lead()
	t, action := m.whatToDo(l)
	if isBuiltin(t.Name) {
		return m.builtinQuestion(t, action, l)
	}
	q := Question{Action: action}
	q.Resource = m.resource(t, l)
	q.Subject = m.subject(l, q)
	for range m.weighted(74, 23, 3) {
		m.spoil(&q, t)
	}
	return q
}

// lead picks a grant or the base role, somebody to whom it comes, and what it
// gives.
func (m *maker) lead() lead {
	l := lead{person: pick(m.dice, m.persons()), scope: mandat.WholeOrg()}
	if m.rules.Base != "" && m.percent(25) {
		l.roles = m.closure(m.rules.Base)
		l.scope = m.scope(m.placesOf(m.rules.Base)[0])
	} else {
		g := pick(m.dice, m.data.Grants)
		l.scope, l.roles = g.Scope, m.closure(g.Role)
		if to := m.holders(g); len(to) > 0 && m.percent(95) {
			l.person = pick(m.dice, to)
		}
	}
	if active := m.active(); !slices.Contains(active, l.person) && len(active) > 0 && m.percent(70) {
		l.person = pick(m.dice, active)
	}
	role := pick(m.dice, l.roles)
	if len(role.Can) > 0 {
		l.permission = pick(m.dice, role.Can)
	}
	for i, s := range m.rules.Administer {
		if slices.Contains(s.Who, role.ID) && m.percent(30) {
			l.statement = &m.rules.Administer[i]
		}
	}
	return l
}

func (m *maker) active() []mandat.PersonID {
	var all []mandat.PersonID
	for _, member := range m.data.Members {
		if member.Status == mandat.MemberActive {
			all = append(all, member.Person)
		}
	}
	return all
}

// holders returns those to whom a grant may come.
func (m *maker) holders(g mandat.Grant) []mandat.PersonID {
	if g.Member != "" {
		return []mandat.PersonID{g.Member}
	}
	return m.membersOf(g.Group)
}

func (m *maker) membersOf(id mandat.GroupID) []mandat.PersonID {
	var all []mandat.PersonID
	for _, g := range m.data.Groups {
		if g.ID == id {
			all = append(all, g.Members...)
			for _, inner := range g.Groups {
				all = append(all, m.membersOf(inner)...)
			}
		}
	}
	return all
}

// whatToDo picks an action that the lead's permission names, one that is in it,
// or any.
func (m *maker) whatToDo(l lead) (mandat.TypeRule, mandat.Action) {
	if l.statement != nil {
		return m.typeNamed(mandat.GrantType), actionOf(pick(m.dice, l.statement.May))
	}
	if m.administered && m.percent(5) {
		t := pick(m.dice, m.builtins)
		return t, pick(m.dice, t.Actions).Name
	}
	if len(l.permission.Do) == 0 || m.percent(8) {
		t := pick(m.dice, m.rules.Types)
		return t, pick(m.dice, actionNames(t))
	}
	ref := pick(m.dice, l.permission.Do)
	t := m.typeNamed(ref.Type)
	if m.percent(40) {
		return t, pick(m.dice, leaves(t, ref.Action))
	}
	return t, ref.Action
}

func (m *maker) typeNamed(name mandat.ResourceType) mandat.TypeRule {
	for _, types := range [][]mandat.TypeRule{m.rules.Types, m.builtins} {
		for _, t := range types {
			if t.Name == name {
				return t
			}
		}
	}
	return mandat.TypeRule{}
}

// subject makes the lead's person ask, through a channel that the lead's roles
// open rather than another.
func (m *maker) subject(l lead, q Question) mandat.Subject {
	s := mandat.Subject{
		Person:  l.person,
		Channel: m.channel(l),
		Session: oneOf(m.dice, mandat.NoSession, mandat.OpenSession),
		At:      Now,
	}
	if s.Session == mandat.OpenSession && m.percent(60) {
		s.SessionID = oneOf(m.dice, mandat.SessionID("s-1"), "s-2")
	}
	if m.percent(12) {
		s.At = oneOf(m.dice, Now.Add(1), Now.Add(-1), Now.Add(time.Hour), Now.In(time.FixedZone("", 3600)))
	}
	if bearer := s.Channel == "link"; bearer || m.percent(4) {
		s.Only = m.purpose(q)
	}
	return s
}

func (m *maker) channel(l lead) mandat.Channel {
	everybodys := openedBy(m.closure(m.rules.Base))
	opened := append(openedBy(l.roles), everybodys...)
	switch {
	case len(everybodys) > 0 && m.percent(55):
		return pick(m.dice, everybodys)
	case len(opened) > 0 && m.percent(92):
		return pick(m.dice, opened)
	}
	return pick(m.dice, m.rules.Channels).Name
}

func openedBy(roles []mandat.Role) []mandat.Channel {
	var opened []mandat.Channel
	for _, r := range roles {
		opened = append(opened, r.Opens...)
	}
	return opened
}

// purpose makes the purpose that fits the question, or one that is off by a
// field.
func (m *maker) purpose(q Question) mandat.Purpose {
	p := mandat.Purpose{Org: m.data.ID, Type: q.Resource.Type, ID: "x-1", Action: q.Action}
	if isBuiltin(q.Resource.Type) && q.Resource.ID != "" {
		p.ID = q.Resource.ID
	}
	switch m.weighted(92, 2, 2, 2, 2) {
	case 1:
		p.Org = "other"
	case 2:
		p.Type = "leaf"
	case 3:
		p.ID = "x-2"
	case 4:
		p.Action = pick(m.dice, actionNames(m.typeNamed(q.Resource.Type)))
	}
	return p
}
