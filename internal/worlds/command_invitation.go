package worlds

import (
	"maps"
	"slices"
	"time"

	"github.com/mandat-go/mandat"
)

func (s *Story) invitationCommand(l lead, subject mandat.Subject) mandat.Command {
	until := oneOf(s.dice, time.Time{}, time.Time{}, subject.At.Add(time.Minute), subject.At.Add(time.Minute), subject.At.Add(72*time.Hour), subject.At)
	id := mandat.InvitationID(s.existing(mandat.InvitationType, l))
	if s.percent(50) || len(s.data.Invitations) == 0 && s.percent(80) {
		c := mandat.InvitePerson{Invitation: mandat.InvitationID(s.newID("i")), Person: s.newcomer(), Home: s.aHome(l), Until: until}
		c.Token = TokenOf(c.Invitation).Bind(Address(c.Person))
		c.Roles = s.offered(l, c.Person)
		if s.percent(3) || s.rules.Joining.Invitation.AtOnce && s.percent(70) {
			c.Token = mandat.TokenHash{}
		}
		if s.percent(2) || s.rules.Joining.Invitation.AtOnce && s.percent(70) {
			c.Invitation = ""
		}
		return c
	}
	if s.percent(60) {
		c := mandat.ResendInvitation{Invitation: id, Until: until}
		if in, ok := s.invitationNamed(id); ok {
			c.Token = TokenOf(id + "-again").Bind(Address(in.Person))
		}
		return c
	}
	return mandat.RevokeInvitation{Invitation: id}
}

func (s *Story) invitationNamed(id mandat.InvitationID) (mandat.Invitation, bool) {
	for _, in := range s.data.Invitations {
		if in.ID == id {
			return in, true
		}
	}
	return mandat.Invitation{}, false
}

// offered are grants that come along, mostly of roles that may.
func (s *Story) offered(l lead, to mandat.PersonID) (grants []mandat.Grant) {
	for range s.weighted(5, 4, 1) {
		role := s.grantable()
		if carries := s.rules.Joining.Invitation.Carries; len(carries) > 0 && s.percent(85) {
			role = pick(s.dice, carries)
		}
		g := s.grantOf(role)
		g.Scope = s.turned(s.scopeNear(g.Scope, l))
		g.Member, g.Group = oneOf(s.dice, to, ""), ""
		if s.percent(2) {
			g.Member = "anna"
		}
		grants = append(grants, g)
	}
	return grants
}

// answer answers an invitation: mostly the person who was invited does, with the
// right token.
func (s *Story) answer(c *Step) mandat.Command {
	id := mandat.InvitationID(s.existing(mandat.InvitationType, lead{}))
	if over := both(s.data.Retired.Invitations, slices.Sorted(maps.Keys(s.sent))); len(over) > 0 && s.percent(25) {
		id = pick(s.dice, over)
	}
	in, _ := s.invitationNamed(id)
	if to := s.sent[id]; to != "" {
		c.Subject.Person = to
	}
	address := Address(c.Subject.Person)
	token := TokenOf(id)
	if again := TokenOf(id + "-again"); in.Token.Matches(again, address) {
		token = again
	}
	switch s.weighted(85, 5, 5, 5) {
	case 1:
		token = oneOf(s.dice, mandat.Token{}, TokenOf("other"))
	case 2:
		address = oneOf(s.dice, mandat.Address{}, Address("other"))
	case 3:
		c.Subject.Person = oneOf(s.dice, "stranger", pick(s.dice, s.persons()))
	}
	if c.Subject.Only != (mandat.Purpose{}) || s.percent(5) {
		c.Subject.Only = mandat.Purpose{Org: s.data.ID, Type: mandat.InvitationType, ID: mandat.ResourceID(id), Action: oneOf[mandat.Action](s.dice, "answer", "answer", "answer", "read")}
	}
	if s.percent(25) {
		return mandat.DeclineInvitation{Invitation: id, Token: token, Address: address}
	}
	return mandat.AcceptInvitation{Invitation: id, Token: token, Address: address, NoAccount: s.percent(40)}
}
