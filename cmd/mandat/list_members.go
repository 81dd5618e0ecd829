package main

import (
	"cmp"
	"iter"
	"slices"

	"github.com/mandat-go/mandat"
)

// members lists the members who have not left. The filters of places and roles
// choose those who hold something there, or are at home there.
func (l *list) members() []record {
	var rows []record
	held, readable := l.heldBy(l.org.Grants(), l.org.Groups()), l.heldBy(l.seenGrants(), l.seenGroups())
	seesAllOf := l.seesAllOf()
	for m := range seen(l, l.org.Members(), mandat.Member.Resource) {
		if m.Status == mandat.MemberRemoved || !l.isOf(m.Person) || !l.among(m, readable[m.Person]) {
			continue
		}
		rows = append(rows, record{"person": ids(m.Person), "status": said(l.say(l.status(m))), "home": l.unitNames(m.Home),
			"roles": l.rolesOf(m, held[m.Person], readable[m.Person], seesAllOf), "groups": ids(l.groupsOf(m.Person)...)})
	}
	return rows
}

// heldBy sorts grants that have not ended by their holders, those of groups by
// the members of these.
func (l *list) heldBy(grants iter.Seq[mandat.Grant], groups iter.Seq[mandat.Group]) map[mandat.PersonID][]mandat.Grant {
	held := make(map[mandat.PersonID][]mandat.Grant)
	in := membersOf(groups)
	for g := range grants {
		if l.ended(g) {
			continue
		}
		if g.Member != "" {
			held[g.Member] = append(held[g.Member], g)
		}
		for _, p := range in[g.Group] {
			held[p] = append(held[p], g)
		}
	}
	return held
}

// membersOf returns who is in each of some groups, directly or through another
// one of them.
func membersOf(groups iter.Seq[mandat.Group]) map[mandat.GroupID][]mandat.PersonID {
	direct, in := make(map[mandat.GroupID][]mandat.PersonID), make(map[mandat.GroupID][]mandat.PersonID)
	for g := range groups {
		direct[g.ID] = g.Members
	}
	for g := range groups {
		in[g.ID] = slices.Clone(g.Members)
		for _, sub := range g.Groups {
			in[g.ID] = append(in[g.ID], direct[sub]...)
		}
	}
	return in
}

// among reports whether a member is one of those asked for.
func (l *list) among(m mandat.Member, held []mandat.Grant) bool {
	if slices.ContainsFunc(held, func(g mandat.Grant) bool {
		g.Member = m.Person
		return l.chosen(g)
	}) {
		return true
	}
	return l.only.role == "" && l.lies(m.Home)
}

// rolesOf returns the roles that a member holds or is invited to or, for whoever
// has none, what the policy calls that. Whether somebody has none is told to those
// alone who could read any grant of theirs.
func (l *list) rolesOf(m mandat.Member, held, seen []mandat.Grant, seesAllOf func(mandat.PersonID) bool) value {
	if i, ok := l.org.InvitationOf(m.Person); ok {
		held = append(held, i.Grants...)
		if !l.sees(i.Resource(l.org.ID())) {
			return l.rolesIn(seen)
		}
		seen = append(seen, i.Grants...)
	}
	if len(held) == 0 && seesAllOf(m.Person) {
		return said(cmp.Or(l.rules.NoRole[l.lang], l.rules.NoRole["en"]))
	}
	return l.rolesIn(seen)
}

func (l *list) rolesIn(grants []mandat.Grant) value {
	return l.roles(each(grants, func(g mandat.Grant) mandat.RoleID { return g.Role })...)
}

// status says what has become of a member (clauses G28, G29).
func (l *list) status(m mandat.Member) phrase {
	switch m.Status {
	case mandat.MemberInvited:
		if i, ok := l.org.InvitationOf(m.Person); ok && !i.OpenAt(l.at) {
			return phraseLapsed
		}
		return phraseSent
	case mandat.MemberAccepted:
		return phraseAccepted
	case mandat.MemberInactive:
		return phraseInactive
	}
	return phraseActive
}
