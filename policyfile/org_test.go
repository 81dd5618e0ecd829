package policyfile_test

import (
	"bytes"
	"crypto/sha256"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/policyfile"
)

// acme is an organisation of shop with one of everything.
const acme = `
system: shop
org: acme
settings: {returns: false, gifts: true}
units:
  organisation:
    sales:
    domestic: {below: sales, sealed: true}
  rooms:
    cellar:
members:
  kalle: {home: sales}
  eva: {home: domestic, status: inactive}
  per: {home: sales, status: removed}
  olle: {home: domestic, status: invited}
  pia: {home: sales, status: invited}
groups:
  helpers: {members: [eva, kalle], unit: sales}
  buyers: {members: kalle, groups: helpers, unit: sales}
  nobody: {members: []}
  cellar/inside: {members: eva, unit: cellar, predefined: true}
roles:
  packer: {includes: [visitor], can: [order.edit-name, {do: order.cancel, when: {relation: seller}}], title: {en: Packer}}
grants:
  - {role: clerk, to: kalle, at: home}
  - {role: clerk, to: eva, at: org, from: 2026-01-01T00:00:00Z, until: 2027-01-01T02:00:00+02:00}
  - {role: clerk, to-group: buyers, at: {subtree: domestic}}
  - {role: packer, to: eva, at: home-subtree}
invitations:
  i-1:
    to: olle
    home: domestic
    grants: [{role: clerk, at: org}, {role: packer, at: home-subtree, from: 2026-01-01T00:00:00Z}]
    until: 2026-02-01T00:00:00Z
    token: a word
    address: Olle@Example.org
    by: kalle
    through: web
  i-2: {to: pia, home: sales, token: another, address: pia@example.org}
retired: {units: [attic], groups: [bakers, drivers], roles: porter, invitations: [i-0]}
`

const acmeJSON = `{
  "system": "shop", "org": "acme", "settings": {"returns": false, "gifts": true},
  "units": {"organisation": {"sales": null, "domestic": {"below": "sales", "sealed": true}}, "rooms": {"cellar": {}}},
  "members": {"kalle": {"home": "sales", "status": "active"}, "eva": {"home": "domestic", "status": "inactive"}, "per": {"home": "sales", "status": "removed"}, "olle": {"home": "domestic", "status": "invited"}, "pia": {"home": "sales", "status": "invited"}},
  "groups": {"helpers": {"members": ["eva", "kalle"], "unit": "sales"}, "buyers": {"members": ["kalle"], "groups": ["helpers"], "unit": "sales"}, "nobody": null, "cellar/inside": {"members": ["eva"], "unit": "cellar", "predefined": true}},
  "roles": {"packer": {"includes": "visitor", "title": {"en": "Packer"}, "can": ["order.edit-name", {"do": ["order.cancel"], "when": {"relation": ["seller"]}}]}},
  "grants": [
    {"role": "clerk", "to": "kalle", "at": ["home"]},
    {"role": "clerk", "to": "eva", "at": "org", "from": "2026-01-01T00:00:00Z", "until": "2027-01-01T00:00:00.000Z"},
    {"role": "clerk", "to-group": "buyers", "at": [{"subtree": "domestic"}]},
    {"role": "packer", "to": "eva", "at": "home-subtree"}
  ],
  "invitations": {
    "i-1": {"to": "olle", "home": "domestic", "until": "2026-02-01T00:00:00Z", "token": "a word", "address": "olle@example.org", "by": "kalle", "through": "web",
      "grants": [{"role": "clerk", "at": "org"}, {"role": "packer", "at": "home-subtree", "from": "2026-01-01T00:00:00Z"}]},
    "i-2": {"to": "pia", "home": "sales", "token": "another", "address": "pia@example.org"}
  },
  "retired": {"units": "attic", "groups": ["bakers", "drivers"], "roles": ["porter"], "invitations": ["i-0"]}
}`

// hashOf is the hash of the token that a word stands for, and an address.
func hashOf(word, address string) mandat.TokenHash {
	secret := sha256.Sum256([]byte(word))
	token, err := mandat.NewToken(bytes.NewReader(secret[:]))
	if err != nil {
		panic(err)
	}
	return token.Bind(mandat.MustParseAddress(address))
}

// acmeData is what the file acme says.
func acmeData() mandat.OrgData {
	return mandat.OrgData{
		ID: "acme",
		Units: []mandat.Unit{
			{ID: "sales", Structure: "organisation"},
			{ID: "domestic", Structure: "organisation", Parent: "sales", Sealed: true},
			{ID: "cellar", Structure: "rooms"},
		},
		Members: []mandat.Member{
			{Person: "kalle", Status: mandat.MemberActive, Home: "sales"},
			{Person: "eva", Status: mandat.MemberInactive, Home: "domestic"},
			{Person: "per", Status: mandat.MemberRemoved, Home: "sales"},
			{Person: "olle", Status: mandat.MemberInvited, Home: "domestic"},
			{Person: "pia", Status: mandat.MemberInvited, Home: "sales"},
		},
		Groups: []mandat.Group{
			{ID: "helpers", Members: []mandat.PersonID{"eva", "kalle"}, Unit: "sales"},
			{ID: "buyers", Members: []mandat.PersonID{"kalle"}, Groups: []mandat.GroupID{"helpers"}, Unit: "sales"},
			{ID: "nobody"},
			{ID: "cellar/inside", Unit: "cellar", Members: []mandat.PersonID{"eva"}, Predefined: true},
		},
		Roles: []mandat.Role{{
			ID:       "packer",
			Title:    mandat.Title{"en": "Packer"},
			Includes: []mandat.RoleID{"visitor"},
			Can: []mandat.Permission{
				{Do: []mandat.ActionRef{{Type: "order", Action: "edit-name"}}},
				{
					Do:   []mandat.ActionRef{{Type: "order", Action: "cancel"}},
					When: &mandat.Condition{Relation: []mandat.Relation{"seller"}},
				},
			},
		}},
		Grants: []mandat.Grant{
			{Role: "clerk", Member: "kalle", Scope: mandat.AtHome()},
			{
				Role: "clerk", Member: "eva", Scope: mandat.WholeOrg(),
				From:  time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC),
				Until: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC),
			},
			{Role: "clerk", Group: "buyers", Scope: mandat.Below("domestic")},
			{Role: "packer", Member: "eva", Scope: mandat.BelowHome()},
		},
		Settings: map[mandat.Setting]bool{"returns": false, "gifts": true},
		Invitations: []mandat.Invitation{
			{
				ID: "i-1", Person: "olle", Home: "domestic",
				Grants: []mandat.Grant{
					{Role: "clerk", Member: "olle", Scope: mandat.WholeOrg()},
					{Role: "packer", Member: "olle", Scope: mandat.BelowHome(), From: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)},
				},
				Until: time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC),
				Token: hashOf("a word", "olle@example.org"), By: "kalle", Through: "web",
			},
			{ID: "i-2", Person: "pia", Home: "sales", Token: hashOf("another", "pia@example.org")},
		},
		Retired: mandat.Retired{
			Units: []mandat.UnitID{"attic"}, Groups: []mandat.GroupID{"bakers", "drivers"},
			Roles: []mandat.RoleID{"porter"}, Invitations: []mandat.InvitationID{"i-0"},
		},
	}
}

func TestOrgSaysWhatItsFileSays(t *testing.T) {
	p := mustPolicy(t, shop)
	compareScopes := cmp.Comparer(func(a, b mandat.Scope) bool { return a == b })
	for file, content := range map[string]string{"acme.yaml": acme, "acme.json": acmeJSON} {
		data, err := policyfile.ParseOrgData(file, []byte(content), p)
		require.NoError(t, err)
		if diff := cmp.Diff(acmeData(), data, compareScopes); diff != "" {
			t.Errorf("%s (-want +got):\n%s", file, diff)
		}
		org, err := policyfile.LoadOrg(fstest.MapFS{file: {Data: []byte(content)}}, file, p)
		require.NoError(t, err)
		assert.Equal(t, mandat.OrgID("acme"), org.ID())
		assert.Same(t, p, org.Policy())
	}
}

// A grant can name one unit in each of several structures, and reach one alone.
func TestScopesOfSeveralStructures(t *testing.T) {
	p := mustPolicy(t, `
system: folders
version: "1"
structures: {organisation: {home: optional}, signing: , rooms: }
channels: {web: }
types: {letter: {unit: [organisation, signing, rooms], actions: {sign: }}}
roles:
  signer:
    opens: web
    can: letter.sign
    at:
      - {organisation: [exact, home-subtree], signing: subtree}
      - {signing: exact}
      - {organisation: exact, signing: subtree, rooms: exact}
`)
	data, err := policyfile.ParseOrgData("acme.yaml", []byte(`
system: folders
org: acme
units: {organisation: {sales: }, signing: {folder: }, rooms: {cellar: }}
members: {kalle: {home: sales}}
grants:
  - {role: signer, to: kalle, at: [{exact: sales}, {subtree: folder}]}
  - {role: signer, to: kalle, at: [home-subtree, {subtree: folder}]}
  - {role: signer, to: kalle, at: {exact: folder}}
  - {role: signer, to: kalle, at: [{exact: sales}, {subtree: folder}, {exact: cellar}]}
`), p)
	require.NoError(t, err)
	assert.Equal(t, mandat.Exactly("sales").And(mandat.Below("folder")), data.Grants[0].Scope)
	assert.Equal(t, mandat.BelowHome().And(mandat.Below("folder")), data.Grants[1].Scope)
	assert.Equal(t, mandat.Exactly("folder"), data.Grants[2].Scope)
	assert.Equal(t, mandat.Exactly("sales").And(mandat.Below("folder")).And(mandat.Exactly("cellar")), data.Grants[3].Scope)
}

const orgHead = "system: shop\norg: acme\nunits: {organisation: {sales: }}\nmembers: {kalle: {home: sales}}\n"

func TestWrongOrgs(t *testing.T) {
	for _, b := range []bad{
		{"another system", "system: ¦bank\norg: acme", []string{`the file belongs to system "bank", and the policy to "shop"`}},
		{"missing keys", "¦settings: {}", []string{`keys "system" and "org" are missing`}},
		{"an unknown key", orgHead + "¦grant: []", []string{`unknown key "grant", perhaps "grants"; the keys here are approvals, grants, groups, invitations, members, org, retired, roles, settings, system, units`}},
		{"an unknown status", "system: shop\norg: acme\nunits: {organisation: {sales: }}\nmembers: {kalle: {home: sales, status: ¦actve}}",
			[]string{`unknown status of a member "actve", perhaps "active": expected invited, accepted, active, inactive or removed`}},
		{"a number for a status", "system: shop\norg: acme\nunits: {organisation: {sales: }}\nmembers: {kalle: {home: sales, status: ¦5}}",
			[]string{`expected a text, found the number 5: write "5" in quotes`}},
		{"units without a structure", "system: shop\norg: acme\nunits: {sales: ¦~}", []string{`expected a mapping of units, found nothing`}},
		{"a list of settings", orgHead + "settings: ¦[gifts]", []string{`expected a mapping of settings to true or false, found a list`}},
		{"a list of units", "system: shop\norg: acme\nunits: ¦[sales]", []string{`expected a mapping of structures to their units, found a list`}},
		{"what cannot be read is not unknown", "system: shop\norg: acme\nunits: {organisation: {sales: }, ¦organisation: {east: }}\nmembers: {kalle: {home: east}}", []string{`key "organisation" stands here twice: it has a value in line 3 already`}},
		{"a predefined group that holds groups", orgHead + "groups: {a: , b: {predefined: true, groups: ¦a}}", []string{`group "b" is predefined, and so holds no groups`}},
		{"a group that is perhaps predefined", orgHead + "groups: {b: {predefined: ¦maybe}}", []string{`expected true or false, found the text "maybe"`}},
		{"who cannot be read is not unknown", "system: shop\norg: acme\nunits: {organisation: {sales: }}\nmembers: ¦[kalle]\ngroups: {buyers: {members: kalle}}", []string{`expected a mapping of members, found a list`}},
		{"a setting that is no boolean", orgHead + "settings: {gifts: ¦on}", []string{`expected true or false, found the text "on"`}},
		{"an unknown place", orgHead + "grants: [{role: clerk, to: kalle, at: ¦sales}]",
			[]string{`expected org, home, home-subtree, {exact: unit} or {subtree: unit}, found the text "sales"`}},
		{"an unknown reach", orgHead + "grants: [{role: clerk, to: kalle, at: {¦below: sales}}]",
			[]string{`unknown key "below"; the keys here are exact, subtree`}},
		{"two reaches", orgHead + "grants: [{role: clerk, to: kalle, at: ¦{exact: sales, subtree: sales}}]",
			[]string{`expected org, home, home-subtree, {exact: unit} or {subtree: unit}, found a mapping`}},
		{"the whole organisation and a unit", orgHead + "grants: [{role: clerk, to: kalle, at: [¦org, {exact: sales}]}]",
			[]string{`expected org, home, home-subtree, {exact: unit} or {subtree: unit}, found the text "org"`}},
		{"too many units", orgHead + "grants: [{role: clerk, to: kalle, at: ¦[home, home, home, home]}]",
			[]string{`a grant can name 3 units, and these are 4`}},
		{"a date without a time", orgHead + "grants: [{role: clerk, to: kalle, at: org, from: ¦2026-01-01}]",
			[]string{`"2026-01-01" is no time: write it as 2026-01-15T09:00:00Z`}},
		{"a year alone", orgHead + "grants: [{role: clerk, to: kalle, at: org, until: ¦2026}]",
			[]string{`expected a time such as 2026-01-15T09:00:00Z, found the number 2026`}},
		{"a text for a grant", orgHead + "grants: [¦clerk]",
			[]string{`expected a mapping with the keys at, from, role, to, to-group, until, found the text "clerk"`}},
		{"what package mandat finds", `
system: shop
org: acme
settings: {¦coupons: true}
units:
  organisation:
    sales: {below: ¦top}
  ¦stores:
    cellar:
members:
  kalle: {home: ¦cellar}
  ¦eva:
groups:
  buyers: {members: [¦per], unit: ¦attic, groups: [¦helpers]}
roles:
  ¦idle:
  packer: {can: [order.read, ¦order.burn], includes: ¦boss}
grants:
  - {role: ¦boss, to: kalle, at: org}
  - {role: clerk, to: ¦per, at: ¦{exact: attic}, from: 2026-01-01T00:00:00Z, until: ¦2025-01-01T00:00:00Z}
  - ¦{role: clerk, at: org}
  - {role: clerk, to-group: ¦helpers, at: org}
`, []string{
			`unknown setting "coupons"`, `unknown unit "top"`, `unknown structure "stores": expected organisation or rooms`, `unit "cellar" is of structure…`, `member "eva" has no home unit`,
			`"per" is no member…`, `unknown unit "attic"`, `unknown group "helpers"`,
			`custom role "idle" can do nothing…`, `unknown action "burn"…`, `unknown role "boss"`,
			`unknown role "boss"`, `"per" is no member…`, `unknown unit "attic"`, `the grant ends before it begins`,
			`a grant is to a member or to a group…`, `unknown group "helpers"`,
		}},
	} {
		t.Run(b.name, func(t *testing.T) { b.assertErrors(t, "acme.yaml", parseOrg(t, "acme.yaml")) })
	}
}
