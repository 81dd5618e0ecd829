package faults

import (
	"math/rand/v2"
	"strings"

	"github.com/mandat-go/mandat"
)

// hostile are names that a collation, a path, a query or a reader of numbers could take
// for one another.
func hostile() []string {
	return []string{
		"anna", "Anna", "ANNA", "anna ", " anna", "anna\t", "anna\n", "anna\r\n", "anna\x00", "anna\x00b", "\x00anna", "\x7f", "an na",
		"å", "a\u030a", "Å", "A\u030a", "\u212b", "é", "e\u0301", "ß", "ss", "SS", "ı", "i", "I", "İ", "K", "\u212a", "ﬁ", "fi",
		"аnna", "αnna", "ɑnna", "anna\u200b", "\u200danna", "\ufeffanna", "\u202eanna", "\u2028", "\u2029", "\u00a0", "anna\u00ad",
		"%", "_", "ann%", "ann_", "*", "?", "?1", "$1", ":anna", "@anna", "'", "''", `"`, "`", `\`, `\'`, "x'00'", "[anna]",
		"anna'; DROP TABLE mandat_change; --", "' OR '1'='1", "anna/*", "--", ";", "/", "../anna", "anna/internal", "a:b", "a,b", "{}", `{"a":1}`, "<b>&amp;", `\u0041`, "A\\u0041",
		"0", "00", "1", "01", "001", "1.0", "1e0", "+1", "-0", "0x1", "9223372036854775808", "null", "NULL", "nil", "true", "NaN", "none", "org",
		"🙂", "👩‍👩‍👧", "🏳️", "\U0010ffff", "\ufffd", strings.Repeat("x", 2000), strings.Repeat("x", 2001),
	}
}

// story draws what happens to an organisation whose ids are all hostile.
type story struct {
	dice  *rand.Rand
	names []string
	chair mandat.PersonID
}

func (s *story) percent(n int) bool { return s.dice.IntN(100) < n }

// name returns one of those that there are, mostly; else any.
func name[N ~string](s *story, there []N) N {
	if len(there) > 0 && s.percent(90) {
		return there[s.dice.IntN(len(there))]
	}
	return N(s.names[s.dice.IntN(len(s.names))])
}

// there are the ids of an organisation.
type there struct {
	org         mandat.OrgID
	persons     []mandat.PersonID
	units       []mandat.UnitID
	groups      []mandat.GroupID
	roles       []mandat.RoleID
	grants      []mandat.Grant
	invitations []mandat.Invitation
}

func thereIn(o *mandat.Org) there {
	data := o.Data()
	all := there{org: o.ID(), grants: data.Grants, invitations: data.Invitations}
	for _, m := range data.Members {
		all.persons = append(all.persons, m.Person)
	}
	for _, u := range data.Units {
		all.units = append(all.units, u.ID)
	}
	for _, g := range data.Groups {
		all.groups = append(all.groups, g.ID)
	}
	for _, r := range data.Roles {
		all.roles = append(all.roles, r.ID)
	}
	return all
}

// begin is an organisation with a few of everything.
func (s *story) begin(id mandat.OrgID) mandat.OrgData {
	data := mandat.OrgData{ID: id, Roles: []mandat.Role{{ID: mandat.RoleID(s.names[0]), Includes: []mandat.RoleID{"reader"}}}}
	for i, n := range s.names[:6] {
		data.Members = append(data.Members, mandat.Member{Person: mandat.PersonID(n), Status: mandat.MemberActive})
		data.Units = append(data.Units, mandat.Unit{ID: mandat.UnitID(s.names[5-i]), Structure: "sections"})
		data.Groups = append(data.Groups, mandat.Group{ID: mandat.GroupID(s.names[i]), Members: []mandat.PersonID{mandat.PersonID(s.names[0])}})
	}
	s.chair = mandat.PersonID(s.names[0])
	data.Grants = []mandat.Grant{{Role: "chair", Member: s.chair, Scope: mandat.WholeOrg()},
		{Role: "orderer", Member: mandat.PersonID(s.names[1]), Scope: mandat.WholeOrg()}, {Role: "attestant", Member: mandat.PersonID(s.names[2]), Scope: mandat.WholeOrg()}}
	return data
}

// scope is at the whole organisation, or at a unit.
func (s *story) scope(in there) mandat.Scope {
	if s.percent(50) {
		return mandat.WholeOrg()
	}
	return mandat.Below(name(s, in.units))
}

func (s *story) grant(in there) mandat.Grant {
	g := mandat.Grant{Role: pick(s.dice, []mandat.RoleID{"reader", "orderer", "attestant"}), Scope: s.scope(in)}
	if g.Role == "attestant" {
		g.Scope = mandat.WholeOrg()
	}
	if g.Role == "reader" && s.percent(40) {
		g.Role = name(s, in.roles)
	}
	if s.percent(30) {
		g.Group = name(s, in.groups)
	} else {
		g.Member = name(s, in.persons)
	}
	return g
}

// next draws a change, and who wants it.
func (s *story) next(o *mandat.Org, secrets func(string) mandat.Token) scenario {
	in := thereIn(o)
	by := inApp(s.chair)
	if s.percent(5) {
		by = inApp(name(s, in.persons))
	}
	kinds := []func(there, func(string) mandat.Token) scenario{s.ofUnits, s.ofMembers, s.ofMembers, s.ofInvitations, s.ofGroups, s.ofRoles, s.ofGrants, s.ofGrants, s.ofOrders}
	drawn := pick(s.dice, kinds)(in, secrets)
	if drawn.by == (mandat.Subject{}) {
		drawn.by = by
	}
	return drawn
}

func (s *story) ofUnits(in there, _ func(string) mandat.Token) scenario {
	switch s.dice.IntN(6) {
	case 0:
		return scenario{step: mandat.MoveUnit{Unit: name(s, in.units), To: name(s, in.units)}}
	case 1:
		return scenario{step: mandat.SealUnit{Unit: name(s, in.units), Sealed: s.percent(30)}}
	case 2:
		return scenario{step: mandat.RemoveUnit{Unit: name(s, in.units)}}
	}
	u := mandat.Unit{ID: name[mandat.UnitID](s, nil), Structure: "sections"}
	if s.percent(60) {
		u.Parent = name(s, in.units)
	}
	return scenario{step: mandat.AddUnit{Unit: u}}
}

func (s *story) ofMembers(in there, _ func(string) mandat.Token) scenario {
	who := name(s, in.persons)
	switch s.dice.IntN(9) {
	case 0:
		return scenario{step: mandat.MoveMember{Person: who, To: name(s, in.units)}}
	case 1:
		return scenario{step: mandat.DeactivateMember{Person: who}}
	case 2:
		return scenario{step: mandat.ActivateMember{Person: who}}
	case 3:
		return scenario{step: mandat.RemoveMember{Person: who}}
	case 4:
		return scenario{through("public", name[mandat.PersonID](s, nil)), mandat.Register{}}
	}
	return scenario{step: mandat.AddMember{Person: name[mandat.PersonID](s, nil), Home: name(s, in.units)}}
}

func (s *story) ofInvitations(in there, secrets func(string) mandat.Token) scenario {
	id := name[mandat.InvitationID](s, nil)
	if len(in.invitations) == 0 || s.percent(40) {
		return scenario{step: mandat.InvitePerson{Invitation: id, Person: name[mandat.PersonID](s, nil), Home: name(s, in.units), Token: secrets(string(id)).Bind(evasMail)}}
	}
	open := pick(s.dice, in.invitations)
	switch s.dice.IntN(4) {
	case 0:
		return scenario{step: mandat.ResendInvitation{Invitation: open.ID, Token: secrets(string(open.ID)).Bind(evasMail)}}
	case 1:
		return scenario{step: mandat.RevokeInvitation{Invitation: open.ID}}
	case 2:
		return scenario{inApp(open.Person), mandat.DeclineInvitation{Invitation: open.ID, Token: secrets(string(open.ID)), Address: evasMail}}
	}
	return scenario{inApp(open.Person), mandat.AcceptInvitation{Invitation: open.ID, Token: secrets(string(open.ID)), Address: evasMail}}
}

func (s *story) ofGroups(in there, _ func(string) mandat.Token) scenario {
	switch s.dice.IntN(5) {
	case 0:
		return scenario{step: mandat.RemoveGroup{Group: name(s, in.groups)}}
	case 1:
		return scenario{step: mandat.LeaveGroup{Group: name(s, in.groups), Person: name(s, in.persons)}}
	case 2:
		return scenario{step: mandat.JoinGroup{Group: name(s, in.groups), Person: name(s, in.persons)}}
	}
	return scenario{step: mandat.AddGroup{Group: mandat.Group{ID: name[mandat.GroupID](s, nil), Members: []mandat.PersonID{s.chair}}}}
}

func (s *story) ofRoles(in there, _ func(string) mandat.Token) scenario {
	role := mandat.Role{ID: name[mandat.RoleID](s, nil), Includes: []mandat.RoleID{"reader"}}
	switch s.dice.IntN(4) {
	case 0:
		return scenario{step: mandat.RemoveRole{Role: name(s, in.roles)}}
	case 1:
		role.ID, role.Includes = name(s, in.roles), []mandat.RoleID{"orderer"}
		return scenario{step: mandat.EditRole{Role: role}}
	}
	return scenario{step: mandat.AddRole{Role: role}}
}

func (s *story) ofGrants(in there, _ func(string) mandat.Token) scenario {
	switch s.dice.IntN(6) {
	case 0:
		return scenario{step: mandat.RevokeRole{Grant: pick(s.dice, in.grants)}}
	case 1:
		return scenario{step: mandat.HandOver{Grants: []mandat.Grant{pick(s.dice, in.grants)}, To: name(s, in.persons)}}
	}
	return scenario{step: mandat.GrantRole{Grant: s.grant(in)}}
}

func (s *story) ofOrders(in there, _ func(string) mandat.Token) scenario {
	r := mandat.Resource{Type: "order", ID: name[mandat.ResourceID](s, nil), Org: in.org, Units: mandat.Units{mandat.Structure("sections").Is(mandat.At(name(s, in.units)))}}
	digest := mandat.Digest(name[mandat.Digest](s, nil))
	switch s.dice.IntN(4) {
	case 0:
		return scenario{inApp(name(s, in.persons)), mandat.Approve{Action: "place", Resource: r, Digest: digest}}
	case 1:
		return scenario{inApp(name(s, in.persons)), mandat.WithdrawApproval{Action: "place", Resource: r}}
	}
	return scenario{inApp(name(s, in.persons)), mandat.StartApproval{Action: "place", Resource: r, Digest: digest}}
}
