package worlds

import (
	"fmt"
	"slices"
	"time"

	"github.com/mandat-go/mandat"
)

// Address returns the address of a person.
func Address(p mandat.PersonID) mandat.Address {
	return mandat.MustParseAddress(string(p) + "x@example.org")
}

// makeInvitations makes invitations for most of those who are invited.
func (m *maker) makeInvitations() {
	for i, member := range m.data.Members {
		if member.Status == mandat.MemberInvited && m.percent(85) {
			m.data.Invitations = append(m.data.Invitations, m.invitation(i, member))
		}
	}
}

func (m *maker) invitation(number int, to mandat.Member) mandat.Invitation {
	in := mandat.Invitation{
		ID: mandat.InvitationID(fmt.Sprint("i-", number)), Person: to.Person, Home: to.Home,
		Token: TokenOf(mandat.InvitationID(fmt.Sprint("i-", number))).Bind(Address(to.Person)),
		By:    pick(m.dice, m.persons()), Through: "web",
		Until: oneOf(m.dice, time.Time{}, time.Time{}, Now.Add(time.Hour), Now),
	}
	in.Grants = m.carried(to.Person)
	return in
}

// carried makes grants that come with an invitation.
func (m *maker) carried(to mandat.PersonID) (grants []mandat.Grant) {
	for range m.weighted(3, 4, 1) {
		g := m.grantOf(m.grantable())
		g.Member, g.Group = to, ""
		if !slices.Contains(grants, g) {
			grants = append(grants, g)
		}
	}
	return grants
}

// retire notes ids that were used before.
func (m *maker) retire() {
	if m.percent(50) {
		return
	}
	m.data.Retired = mandat.Retired{
		Units: []mandat.UnitID{"was-unit"}, Groups: []mandat.GroupID{"was-group"},
		Roles: []mandat.RoleID{"was-role"}, Invitations: []mandat.InvitationID{"was-invitation"},
	}
}
