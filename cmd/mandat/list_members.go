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
	held, seen := l.heldBy(l.org.Grants()), l.heldBy(l.visibleGrants())
	for m := range l.visibleMembers() {
		if m.Status == mandat.MemberRemoved || !l.isOf(m.Person) || !l.among(m, seen[m.Person]) {
			continue
		}
		rows = append(rows, record{"person": ids(m.Person), "status": said(l.say(l.status(m))), "home": ids(m.Home),
			"roles": l.rolesOf(m, held[m.Person], seen[m.Person]), "groups": ids(l.seenGroups(l.groupsOf(m.Person))...)})
	}
	return rows
}

func (l *list) visibleMembers() iter.Seq[mandat.Member] {
	if l.view != nil {
		return l.view.Members()
	}
	return l.org.Members()
}

// heldBy sorts grants that have not ended by their holders, those of groups by
// the members of these.
func (l *list) heldBy(grants iter.Seq[mandat.Grant]) map[mandat.PersonID][]mandat.Grant {
	held := make(map[mandat.PersonID][]mandat.Grant)
	in := l.membersOfGroups()
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

// membersOfGroups returns who is in each group, directly or through a group in
// it.
func (l *list) membersOfGroups() map[mandat.GroupID][]mandat.PersonID {
	in := make(map[mandat.GroupID][]mandat.PersonID)
	for g := range l.org.Groups() {
		in[g.ID] = g.Members
		for _, sub := range g.Groups {
			s, _ := l.org.Group(sub)
			in[g.ID] = append(in[g.ID], s.Members...)
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
func (l *list) rolesOf(m mandat.Member, held, seen []mandat.Grant) value {
	if i, ok := l.org.InvitationOf(m.Person); ok {
		held = append(held, i.Grants...)
		if l.sees(i.Resource(l.org.ID())) {
			seen = append(seen, i.Grants...)
		}
	}
	if len(held) == 0 && l.seesAllOf(m.Person) {
		return said(cmp.Or(l.rules.NoRole[l.lang], l.rules.NoRole["en"]))
	}
	return l.roles(each(seen, func(g mandat.Grant) mandat.RoleID { return g.Role })...)
}

// seesAllOf reports whether a grant to a person would be listed wherever it is.
func (l *list) seesAllOf(p mandat.PersonID) bool {
	return !slices.ContainsFunc(l.rules.Roles, func(r mandat.Role) bool {
		return !l.sees(mandat.Grant{Role: r.ID, Member: p, Scope: mandat.WholeOrg()}.Resource(l.org.ID()))
	})
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
