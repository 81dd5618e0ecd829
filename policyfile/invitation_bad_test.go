package policyfile_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat/policyfile"
)

func TestWrongInvitations(t *testing.T) {
	const (
		begins = "system: shop\norg: acme\nunits: {organisation: {sales: , east: }}\nmembers: {kalle: {home: sales}, eva: {home: sales, status: invited}, per: {home: east, status: invited}}\n"
		keys   = "address, by, grants, home, through, to, token, until"
		told   = ", token: a, address: a@b"
		eva    = "to: eva, home: sales" + told
	)
	for _, b := range []bad{
		{"a list of invitations", begins + "invitations: ¦[{to: eva}]", []string{"expected a mapping of invitations, found a list"}},
		{"nothing for an invitation", begins + "invitations: {i-1: ¦}", []string{"expected a mapping with the keys " + keys + ", found nothing"}},
		{"an invitation without an id", begins + "invitations: {¦'': {" + eva + "}}", []string{"the name is empty"}},
		{"missing keys", begins + "invitations: {i-1: ¦{home: sales}, i-2: ¦{to: per, home: east, token: a}, i-3: ¦{to: per, address: a@b}}",
			[]string{`keys "to" and "token" and "address" are missing`, `key "address" is missing`, `key "token" is missing`}},
		{"an unknown key", begins + "invitations: {i-1: {" + eva + ", ¦roles: []}}", []string{`unknown key "roles"; the keys here are ` + keys}},
		{"no address", begins + "invitations: {i-1: {to: eva, home: sales, token: a, address: ¦eva}, i-2: {to: per, home: east, token: a, address: ¦per@}}",
			[]string{`address "eva" has the character @ 0 times, expected once`, `address "per@" has nothing after the @, expected a domain`}},
		{"an address that is no text", begins + "invitations: {i-1: {to: eva, home: sales, token: a, address: ¦5}}", []string{`expected a text, found the number 5: write "5" in quotes`}},
		{"an empty address", begins + "invitations: {i-1: {to: eva, home: sales, token: a, address: ¦''}}", []string{"the text is empty"}},
		{"a long address", begins + "invitations: {i-1: {to: eva, home: sales, token: a, address: ¦" + strings.Repeat("a", 300) + "}}",
			[]string{`address "` + strings.Repeat("a", 60) + `…" has 300 bytes, expected at most 254`}},
		{"an empty token", begins + "invitations: {i-1: {to: eva, home: sales, token: ¦'', address: a@b}}", []string{"the text is empty"}},
		{"a wrong time", begins + "invitations: {i-1: {" + eva + ", until: ¦soon}}", []string{`"soon" is no time: write it as 2026-01-15T09:00:00Z`}},
		{"grants to somebody", begins + "invitations: {i-1: {" + eva + ", grants: [{role: clerk, at: org, ¦to: eva}, ¦{role: clerk}]}}",
			[]string{`unknown key "to"; the keys here are at, from, role, until`, `key "at" is missing`}},
		{"a grant outside a list", begins + "invitations: {i-1: {" + eva + ", grants: ¦{role: clerk, at: org}}}", []string{"expected a list of grants, found a mapping"}},
		{"what package mandat finds", begins + `invitations:
  i-1: {to: ¦olle` + told + `}
  i-2: {to: ¦kalle, home: sales` + told + `}
  i-3: {to: eva, home: ¦east` + told + `}
  i-4: {to: per, home: east` + told + `, grants: [{role: ¦boss, at: org}, {role: clerk, at: ¦{exact: west}}]}
  i-5: {to: ¦per, home: east` + told + `}
`, []string{
			`"olle" is no member of the organisation: expected a member with the status invited`,
			`member "kalle" is active: expected a member with the status invited`,
			`member "eva" has another home unit than invitation "i-3" gives`,
			`unknown role "boss"`, `unknown unit "west"`,
			`member "per" has two invitations`,
		}},

		// Retired ids.
		{"a list of retired ids", begins + "retired: ¦[attic]", []string{"expected a mapping with the keys groups, invitations, roles, units, found a list"}},
		{"an unknown kind of retired ids", begins + "retired: {¦members: kalle}", []string{`unknown key "members"; the keys here are groups, invitations, roles, units`}},
		{"no retired ids", begins + "retired: {units: ¦[]}", []string{"an empty list says nothing: expected at least one name, or leave the key out"}},
		{"an empty retired id", begins + "retired: {groups: [a, ¦'']}", []string{"the text is empty"}},
		{"retired and not", begins + "invitations: {i-1: {" + eva + "}}\nretired: {units: [attic, ¦sales, ¦attic], invitations: ¦i-1}", []string{
			`unit "sales" is retired, and stands among the others too`, `unit "attic" stands here twice`, `invitation "i-1" is retired, and stands among the others too`}},
	} {
		t.Run(b.name, func(t *testing.T) { b.assertErrors(t, "acme.yaml", parseOrg(t, "acme.yaml")) })
	}
}

// Custom roles have none of what the keys of a role say of built-in ones.
func TestCustomRolesEnforceNothing(t *testing.T) {
	b := bad{content: "system: shop\norg: acme\nroles: {¦packer: {can: order.read, holders: {enforced: true}}}", messages: []string{`custom role "packer" has contact details, numbers of holders…`}}
	b.assertErrors(t, "acme.yaml", parseOrg(t, "acme.yaml"))
}

// No error shows the token of an invitation.
func TestErrorsShowNoToken(t *testing.T) {
	const secret = "open sesame"
	_, err := policyfile.ParseOrg("acme.yaml", []byte("system: shop\norg: acme\ninvitations: {i-1: {to: eva, token: "+secret+", address: eva}}"), mustPolicy(t, shop))
	require.Error(t, err)
	assert.NotContains(t, err.Error(), secret)
}
