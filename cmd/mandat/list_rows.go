package main

import (
	"iter"
	"slices"
	"strconv"
	"time"

	"github.com/mandat-go/mandat"
)

// grants lists the grants, those through groups among them where they are of one
// person.
func (l *list) grants() []record {
	var rows []record
	in := l.groupsOf(mandat.PersonID(l.only.of))
	for g := range l.visibleGrants() {
		if g.Member == "" && l.only.of != "" && slices.Contains(in, g.Group) {
			g.Member = mandat.PersonID(l.only.of)
		}
		if !l.isOf(g.Member) || !l.chosen(g) {
			continue
		}
		rows = append(rows, record{
			"role": l.roles(g.Role), "role-id": ids(g.Role), "person": ids(g.Member), "group": ids(g.Group), "at": l.scope(g.Scope),
			"state": said(l.say(l.state(g))), "from": moment(g.From), "until": moment(g.Until),
		})
	}
	return rows
}

func (l *list) visibleGrants() iter.Seq[mandat.Grant] {
	if l.view != nil {
		return l.view.Grants()
	}
	return l.org.Grants()
}

// state tells whether a grant is in force.
func (l *list) state(g mandat.Grant) phrase {
	switch {
	case !g.From.IsZero() && l.at.Before(g.From):
		return phraseNotYet
	case l.ended(g):
		return phraseEnded
	}
	return phraseInForce
}

func (l *list) ended(g mandat.Grant) bool { return !g.Until.IsZero() && !l.at.Before(g.Until) }

// invitations lists what was sent and not answered.
func (l *list) invitations() []record {
	var rows []record
	for i := range l.visibleInvitations() {
		units := []mandat.UnitID{i.Home}
		var roles []mandat.RoleID
		for _, g := range i.Grants {
			units, roles = append(units, l.unitsOf(g)...), append(roles, g.Role)
		}
		if !l.isOf(i.Person) || !l.lies(units...) || l.only.role != "" && !slices.ContainsFunc(roles, l.isRole) {
			continue
		}
		by := value{}
		if l.seesMember(i.By) {
			by = ids(i.By)
		}
		state := phraseSent
		if !i.OpenAt(l.at) {
			state = phraseLapsed
		}
		rows = append(rows, record{"invitation": ids(i.ID), "person": ids(i.Person), "home": ids(i.Home), "roles": l.roles(roles...),
			"state": said(l.say(state)), "until": moment(i.Until), "by": by})
	}
	return rows
}

func (l *list) visibleInvitations() iter.Seq[mandat.Invitation] {
	if l.view != nil {
		return l.view.Invitations()
	}
	return slices.Values(l.org.Data().Invitations)
}

// vacancies lists the roles that too few hold.
func (l *list) vacancies() []record {
	var rows []record
	for _, v := range l.org.Vacancies(l.at) {
		about := mandat.Resource{Type: mandat.OrgType, Org: l.org.ID()}
		if v.Unit != "" {
			about = mandat.Resource{Type: mandat.UnitType, ID: mandat.ResourceID(v.Unit), Org: l.org.ID()}
		}
		if !l.isRole(v.Role) || !l.lies(v.Unit) || !l.sees(about) {
			continue
		}
		rows = append(rows, record{"role": l.roles(v.Role), "role-id": ids(v.Role), "unit": ids(v.Unit),
			"holders": said(strconv.Itoa(v.Holders)), "least": said(strconv.Itoa(v.Least))})
	}
	return rows
}

func (l *list) units() []record {
	var rows []record
	for u := range l.org.Units() {
		if !l.lies(u.ID) || !l.sees(u.Resource(l.org.ID())) {
			continue
		}
		sealed := phraseNo
		if u.Sealed {
			sealed = phraseYes
		}
		rows = append(rows, record{"unit": ids(u.ID), "structure": ids(u.Structure), "below": ids(u.Parent), "sealed": said(l.say(sealed))})
	}
	return rows
}

func (l *list) groups() []record {
	var rows []record
	in := l.groupsOf(mandat.PersonID(l.only.of))
	for g := range l.org.Groups() {
		id := l.org.ID()
		if !l.lies(g.Unit) || l.only.of != "" && !slices.Contains(in, g.ID) || !l.sees(g.Resource(id)) {
			continue
		}
		var roles []mandat.RoleID
		for _, grant := range l.org.GrantsOfGroup(g.ID) {
			if l.sees(grant.Resource(id)) {
				roles = append(roles, grant.Role)
			}
		}
		if l.only.role != "" && !slices.ContainsFunc(roles, l.isRole) {
			continue
		}
		unseen := func(p mandat.PersonID) bool { return !l.seesMember(p) }
		rows = append(rows, record{"group": ids(g.ID), "unit": ids(g.Unit), "members": ids(slices.DeleteFunc(g.Members, unseen)...),
			"groups": ids(l.seenGroups(g.Groups)...), "roles": l.roles(roles...)})
	}
	return rows
}

func (l *list) seenGroups(all []mandat.GroupID) []mandat.GroupID {
	return slices.DeleteFunc(all, func(g mandat.GroupID) bool {
		return !l.sees(mandat.Resource{Type: mandat.GroupType, ID: mandat.ResourceID(g), Org: l.org.ID()})
	})
}

// groupsOf returns the groups that list a person, and those that hold one of
// these: none if the person may not be named.
func (l *list) groupsOf(p mandat.PersonID) []mandat.GroupID {
	var in []mandat.GroupID
	if !l.seesMember(p) {
		return nil
	}
	for g := range l.org.Groups() {
		if slices.Contains(g.Members, p) {
			in = append(in, g.ID)
		}
	}
	direct := in
	for g := range l.org.Groups() {
		if slices.ContainsFunc(g.Groups, func(sub mandat.GroupID) bool { return slices.Contains(direct, sub) }) {
			in = append(in, g.ID)
		}
	}
	return in
}

// moment returns a time in UTC, nothing for none.
func moment(t time.Time) value {
	if t.IsZero() {
		return value{}
	}
	return said(t.UTC().Format(time.RFC3339))
}
