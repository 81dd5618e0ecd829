package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// The lists that the research-grant organisation account requires: an overview of
// the folders, the folders of one user, the users with where an invitation
// stands, and a file for a spreadsheet (clauses G28, G48 to G50).
func TestListsOfTheGrantsSystem(t *testing.T) {
	list := func(want string, args ...string) {
		t.Helper()
		got := runWith(append(append([]string{"list"}, args...), "-org", "university.yaml", "../../systems/grants")...)
		assert.Equal(t, output{0, strings.TrimPrefix(want, "\n"), ""}, got)
	}
	sigrid := []string{"-person", "sigrid", "-channel", "prisma", "-session", "open"}
	list(`
Role          Person  Group  At                              State
Signing user  siv            medicine and applications       in force
Signing user  siv            science and applications        in force
Signing user  sten           surgery and applications        in force
Signing user  disa           science and large-applications  in force
`, append([]string{"grants", "-structure", "signing"}, sigrid...)...)
	list(`
Role          Person  Group  At                         State
Signing user  siv            medicine and applications  in force
Signing user  siv            science and applications   in force
`, append([]string{"grants", "-of", "siv"}, sigrid...)...)
	list(strings.ReplaceAll(`"role","person","at"
"Användare signering","siv","medicine och applications"
"Användare signering","siv","science och applications"
`, "\n", "\r\n"), "grants", "-of", "siv", "-csv", "-lang", "sv", "-columns", "role,person,at")
	for person, row := range map[string]string{"isak": "isak    Invitation sent      Signing administrator", "axel": "axel    Invitation accepted  User (for assignment)"} {
		all := runWith("list", "members", "-org", "university.yaml", "-columns", "person,status,roles", "../../systems/grants")
		assert.Contains(t, strings.Split(all.stdout, "\n"), row, person)
	}
}
