package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/mandattest"
	"github.com/mandat-go/mandat/policyfile"
)

func Example() {
	main()
	// Output:
	// # Bo, secretary of tennis, invites somebody to coach chess, and then tennis.
	// 403 Forbidden
	//   bo may not send (an invitation to id-2 at chess, with coach at chess and below): no role gives the right.
	//     Standing: the base role member opens app.
	//     No right to send: secretary at tennis and below does not cover it.
	//     What would do: a grant of secretary at chess and below, which ada can give.
	// 201 Created
	//
	// # Ada follows the link, signed in as herself. Then its owner does, twice.
	// 403 Forbidden
	//   ada may not accept the invitation (organisation rovers): there is no such invitation for the person, the address and the token.
	//     Standing: there is no such invitation for the person, the address and the token.
	// 204 No Content
	// 409 Conflict
	//   id-4 may accept the invitation (organisation rovers), but it cannot be done: the invitation is not pending: id-3.
	//     It cannot be done: the invitation is not pending: id-3.
	//
	// # Ada would remove Cy, who coaches, and sees what the removal of Bo does.
	// 409 Conflict
	//   ada may remove (member cy), but not now: something has to be in order first.
	//     Standing: the base role member opens app.
	//     Right to remove: chair at the whole organisation, which covers it.
	//     Guard before remove: needs that the member concerned does not hold coach.
	// 200 OK
	//   bo loses unit.read and member.read in the whole organisation
	//   bo loses member.remove, grant.read, invitation.read, invitation.send, invitation.resend and invitation.revoke at tennis
	//   bo loses grant.give, grant.revoke and grant.invite of coach at tennis
	//   version: 3
	//
	// # She confirms an older version, and then this one.
	// 409 Conflict
	//   it has changed since: look again
	// 204 No Content
	//
	// # A match is reported.
	// short: []
	//
	// # Who is told:
	// ada@example.org <- rovers: member.remove, bo. You hear of it because you are chair.
	// bo@example.org <- rovers: member.remove, bo. You hear of it because it concerns you.
	// ada@example.org <- rovers: match.report, m-1. You hear of it because you are chair.
}

// TestImportedDataMayBreakNumbers: what the guide and the README say of numbers
// of holders that data brought along.
func TestImportedDataMayBreakNumbers(t *testing.T) {
	policy, err := policyfile.ParsePolicy("policy.yaml", read("clubs/policy.yaml"))
	require.NoError(t, err)
	s := &service{now: mandattest.Now}
	org := mandattest.NewOrg(policy, "rovers").
		Unit("sections", "tennis", "").
		Member("ada", "").Member("bo", "").Member("cy", "").
		Grant("secretary", "ada", mandat.WholeOrg()).
		Build(t) // and nobody is chair
	assert.Equal(t, []string{"chair : 0 of 1"}, s.short(org))
	_, err = org.Plan(mandattest.As("ada", "app"), mandat.RemoveMember{Person: "cy"})
	assert.NoError(t, err, "it is no worse than before")
}
