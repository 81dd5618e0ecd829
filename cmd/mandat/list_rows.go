package main

import (
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
	for g := range l.seenGrants() {
		if g.Member == "" && l.only.of != "" && slices.Contains(in, g.Group) {
			g.Member = mandat.PersonID(l.only.of)
		}
		if !l.isOf(g.Member) || !l.chosen(g) {
			continue
		}
		rows = append(rows, record{
			"role": l.roles(g.Role), "role-id": ids(g.Role), "person": l.persons(g.Member), "group": l.groupNames(g.Group), "at": l.scope(g.Scope),
			"state": said(l.say(l.state(g))), "from": moment(g.From), "until": moment(g.Until),
		})
	}
	return rows
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
	for i := range seen(l, slices.Values(l.org.Data().Invitations), mandat.Invitation.Resource) {
		units := []mandat.UnitID{i.Home}
		var roles []mandat.RoleID
		for _, g := range i.Grants {
			units, roles = append(units, l.unitsOf(g)...), append(roles, g.Role)
		}
		if !l.isOf(i.Person) || !l.lies(units...) || l.only.role != "" && !slices.ContainsFunc(roles, l.isRole) {
			continue
		}
		state := phraseSent
		if !i.OpenAt(l.at) {
			state = phraseLapsed
		}
		rows = append(rows, record{"invitation": ids(i.ID), "person": l.persons(i.Person), "home": l.unitNames(i.Home), "roles": l.roles(roles...),
			"state": said(l.say(state)), "until": moment(i.Until), "by": l.persons(i.By)})
	}
	return rows
}

// vacancies lists the roles that too few hold.
func (l *list) vacancies() []record {
	var rows []record
	for _, v := range l.org.Vacancies(l.at) {
		visible := v.Unit == "" && l.seesOne(mandat.OrgType, "") || v.Unit != "" && l.seesUnit(v.Unit)
		if !visible || !l.isRole(v.Role) || !l.lies(v.Unit) {
			continue
		}
		rows = append(rows, record{"role": l.roles(v.Role), "role-id": ids(v.Role), "unit": l.unitNames(v.Unit),
			"holders": said(strconv.Itoa(v.Holders)), "least": said(strconv.Itoa(v.Least))})
	}
	return rows
}

func (l *list) units() []record {
	var rows []record
	for u := range seen(l, l.org.Units(), mandat.Unit.Resource) {
		if !l.lies(u.ID) {
			continue
		}
		sealed := phraseNo
		if u.Sealed {
			sealed = phraseYes
		}
		rows = append(rows, record{"unit": ids(u.ID), "structure": ids(u.Structure), "below": l.unitNames(u.Parent), "sealed": said(l.say(sealed))})
	}
	return rows
}

func (l *list) groups() []record {
	var rows []record
	in := l.groupsOf(mandat.PersonID(l.only.of))
	for g := range l.seenGroups() {
		if !l.lies(g.Unit) || l.only.of != "" && !slices.Contains(in, g.ID) {
			continue
		}
		var roles []mandat.RoleID
		for _, grant := range l.org.GrantsOfGroup(g.ID) {
			if l.sees(grant.Resource(l.org.ID())) {
				roles = append(roles, grant.Role)
			}
		}
		if l.only.role != "" && !slices.ContainsFunc(roles, l.isRole) {
			continue
		}
		rows = append(rows, record{"group": ids(g.ID), "unit": l.unitNames(g.Unit), "members": l.persons(g.Members...),
			"groups": l.groupNames(g.Groups...), "roles": l.roles(roles...)})
	}
	return rows
}

// groupsOf returns the groups that list a person, and those that hold one of
// these, as far as they may be named.
func (l *list) groupsOf(p mandat.PersonID) []mandat.GroupID {
	var in []mandat.GroupID
	for g := range l.seenGroups() {
		if slices.Contains(g.Members, p) {
			in = append(in, g.ID)
		}
	}
	direct := in
	for g := range l.seenGroups() {
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
