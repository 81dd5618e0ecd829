package mandat_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mandat-go/mandat"
)

// atOnce is a policy by which whoever is invited is a member at once, and hears
// of it.
var atOnce = theRules(func(r *mandat.Rules) {
	r.Joining.Invitation = mandat.InvitationRule{Carries: []mandat.RoleID{"reader", "clerk"}, Roles: []mandat.RoleID{"director"}, AtOnce: true}
	r.Notices = append(r.Notices, mandat.NoticeRule{Of: actionsOf("invitation.send")[0], Target: true})
})

func bringing(p mandat.PersonID, roles ...mandat.Grant) mandat.InvitePerson {
	return mandat.InvitePerson{Person: p, Home: "north", Roles: roles}
}

// Whoever is invited can begin at once, with what came along and with what comes
// with every invitation (clause R41). There is no invitation, and no token.
func TestInvitedAtOnce(t *testing.T) {
	reader := mandat.Grant{Role: "reader", Scope: mandat.Below("north")}
	c := wantPlan(t, firm(t, atOnce), "allow", onWeb("dora"), bringing("new", reader))
	assert.Equal(t, []string{"member-joined", "role-granted", "role-granted"}, eventNames(c))
	m, _ := c.Org().Member("new")
	assert.Equal(t, mandat.Member{Person: "new", Status: mandat.MemberActive, Home: "north"}, m)
	assert.Equal(t, []mandat.Grant{{Role: "reader", Member: "new", Scope: mandat.Below("north")}, {Role: "director", Member: "new", Scope: mandat.BelowHome()}}, c.Org().GrantsOf("new"))
	reads(t, c.Org(), "new", "north")
	_, open := c.Org().InvitationOf("new")
	assert.False(t, open, "an invitation is kept")

	// The person invited is told (clause R40), unless it is done quietly (clause R43).
	told := c.Notices()
	if assert.Len(t, told, 1) {
		assert.Equal(t, mandat.Notice{To: "new", Of: actionsOf("invitation.send")[0], Step: 1}, told[0])
	}
	quiet := wantPlan(t, firm(t, atOnce), "allow", onWeb("dora"), mandat.Quietly(bringing("new", reader)))
	assert.Empty(t, quiet.Notices())
}

func TestWhatKeepsSomebodyFromBeingInvitedAtOnce(t *testing.T) {
	reader := mandat.Grant{Role: "reader", Scope: mandat.Below("north")}
	checkAttempts(t, firm(t, atOnce), []attempt{
		{noRight, onWeb("kalle"), steps(bringing("new", reader))},
		{noRight, onWeb("pia"), steps(bringing("new", reader))},
		{noRight, onWeb("adam"), steps(bringing("new", reader, mandat.Grant{Role: "clerk", Scope: mandat.WholeOrg()}))},
		{"blocked: guard: already-so", onWeb("dora"), steps(bringing("sven"))},
		{"blocked: guard: already-so", onWeb("dora"), steps(bringing("eva"))}, // invited before the policy was
		{"blocked: guard: already-so", onWeb("dora"), steps(bringing("new", reader, reader))},
		{"blocked: guard: not-carried", onWeb("dora"), steps(bringing("new", mandat.Grant{Role: "writer", Scope: mandat.Below("north")}))},
		{"blocked: guard: role-off", onWeb("dora"), steps(bringing("new", mandat.Grant{Role: "clerk", Scope: mandat.WholeOrg()}))},
		{"blocked: guard: member-missing", onWeb("dora"), steps(bringing("new", mandat.Grant{Role: "reader", Member: "kalle", Scope: mandat.Below("north")}))},
		{"blocked: guard: unit-missing", onWeb("dora"), steps(mandat.InvitePerson{Person: "new", Home: "razed"})},
		{"allow", onWeb("dora"), steps(bringing("rolf"))}, // who was removed
	})
}

// What was sent before such a policy was adopted can be answered still.
func TestAnOlderInvitationIsAnsweredWhereNoneIsSentAnyMore(t *testing.T) {
	c := wantPlan(t, firm(t, atOnce), "allow", throughChannel("public", onWeb("eva")),
		mandat.AcceptInvitation{Invitation: "i-1", Token: evasToken, Address: evasMail})
	assert.Equal(t, []string{"invitation-answered", "role-granted", "role-granted"}, eventNames(c))
}
