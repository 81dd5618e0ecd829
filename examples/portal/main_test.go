package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func Example() {
	main()
	// Output:
	// # Bea, who is orderer and attestant, orders ten seats.
	// a link for anna
	// a link for bea
	// a link for kaj
	// a link for viktor
	// order o-17 is placed
	//
	// # She follows the link, logged in as she is.
	// bea may not attest (order o-17): a rule of the policy closes it for everybody.
	//   Standing: Attestant at the whole organisation opens Link to what is to be attested.
	//   Right to attest: Attestant at the whole organisation, which covers it.
	//   Gate on attest: closed, unless the subject is logged out.
	//   Own request: whoever asked may attest only when logged out everywhere.
	//   What would do: to be logged out everywhere.
	//
	// # Kim, the contact person, tries to attest it in the portal.
	// kim may not attest (order o-17): no role gives the right.
	//   Standing: Contact person at the whole organisation opens The portal.
	//   No right to attest: no role held has it.
	//   Gate on attest: closed, unless the subject is logged out.
	//
	// # Before anybody has attested it, the order is made one of a hundred seats.
	// anna may attest (order o-17), but it cannot be done: it is not what was asked about: digest.
	//   It cannot be done: it is not what was asked about: digest.
	//
	// # Bea takes the first request back, and asks anew.
	// order o-17 is placed
	//
	// # Anna, who has no account, follows her link.
	// order o-17 is valid
	//
	// # What is changed now is not what was attested.
	// false
}

// TestGuide: the code in doc/approvals.md is this program's, and what the guide
// shows as printed is what the example checks.
func TestGuide(t *testing.T) {
	guide := read(t, "../../doc/approvals.md")
	_, printed, _ := strings.Cut(read(t, "main_test.go"), "// Output:\n")
	printed, _, _ = strings.Cut(printed, "}\n")
	sources := even(strings.Join([]string{read(t, "main.go"), read(t, "service.go"), read(t, "../../systems/portal/policy.yaml"), strings.ReplaceAll(printed, "\t//", "")}, "\n"))
	blocks := regexp.MustCompile("(?ms)^```(?:go|yaml|)\n(.*?)^```$").FindAllStringSubmatch(guide, -1)
	assert.Greater(t, len(blocks), 7)
	for _, b := range blocks {
		if !strings.Contains(sources, even(b[1])) {
			t.Errorf("the guide shows what this program does not have:\n%s", b[1])
		}
	}
	assert.Equal(t, 2*len(blocks), strings.Count("\n"+guide, "\n```"), "a block in another language is not checked")
}

// even takes away how far lines are indented.
func even(text string) string {
	return regexp.MustCompile(`(?m)^[ \t]+`).ReplaceAllString(text, "")
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	return string(text)
}
