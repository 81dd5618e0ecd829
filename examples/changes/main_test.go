package main

import (
	"os"
	"regexp"
	"strings"
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

// TestGuide: the code in doc/changes.md is this program's and its tests', and
// what the guide shows as printed is what the example checks.
func TestGuide(t *testing.T) {
	guide := file(t, "../../doc/changes.md")
	var sources []string
	for _, name := range []string{"invite.go", "confirm.go", "service.go", "tell.go", "changes_test.go", "clubs/policy.yaml", "clubs/cases.yaml"} {
		sources = append(sources, even(file(t, name)))
	}
	_, printed, _ := strings.Cut(file(t, "main_test.go"), "// Output:\n")
	printed, _, _ = strings.Cut(printed, "}\n")
	sources = append(sources, even(strings.ReplaceAll(printed, "\t//", "")))

	blocks := regexp.MustCompile("(?ms)^```(?:go|yaml|)\n(.*?)^```$").FindAllStringSubmatch(guide, -1)
	assert.Greater(t, len(blocks), 8)
	for _, b := range blocks {
		if !strings.Contains(strings.Join(sources, "\x00"), even(b[1])) {
			t.Errorf("the guide shows what this program does not have:\n%s", b[1])
		}
	}
	assert.Equal(t, 2*len(blocks), strings.Count("\n"+guide, "\n```"), "a block in another language is not checked")
}

// even takes away how far lines are indented.
func even(text string) string {
	return regexp.MustCompile(`(?m)^[ \t]+`).ReplaceAllString(text, "")
}

func file(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	return string(text)
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
