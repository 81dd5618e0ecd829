package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// club is a system with folders, groups, invitations and vacancies.
func club() map[string]string {
	return map[string]string{"club/policy.yaml": clubPolicy, "club/club.yaml": clubOrg}
}

const clubPolicy = `system: club
version: "1"
structures: {organisation: {home: optional}, signing: {}}
channels: {web: {login: true}}
types: {note: {unit: organisation, actions: {read: , publish: , endorse: }}}
groups: {hold-roles: true}
base: everybody
no-role: {en: User (for assignment), sv: Användare (för tilldelning)}
roles:
  everybody: {opens: web}
  officer:
    title: {en: Officer, sv: Ansvarig}
    at: [org, {organisation: subtree}]
    holders: {least: 2}
    can: [note.read, note.publish, note.endorse, approval.read, member.read, grant.read, invitation.read, invitation.send, unit.read, group.read, org.read]
  signer: {title: {en: Signing user, sv: Användare signering}, at: [{signing: exact, organisation: exact}], can: note.read}
  keeper: {title: {en: Keeper, sv: Vårdare}, can: [{do: [grant.read, unit.read], in: signing}, member.read]}
joining: {invitation: {carries: [officer]}}
approvals: [{of: note.publish, by: endorse, votes: 2}]
administer: [{who: officer, may: [grant, invite], roles: [officer, signer, keeper]}]
`

const clubOrg = `system: club
org: club
units: {organisation: {head: , north: {below: head, sealed: true}}, signing: {f-1: , f-2: {below: f-1}}}
members:
  maja: {home: head}
  siv: {home: north}
  ulf: {home: north}
  "=1+1": {status: inactive}
  ida: {}
  kim: {status: invited}
  lea: {status: invited, home: north}
  greta: {status: removed}
groups:
  team: {members: [siv], unit: north}
  all: {groups: [crew]}
  crew: {members: [ulf, maja]}
grants:
  - {role: officer, to: maja, at: org}
  - {role: signer, to: siv, at: [{exact: f-2}, {exact: north}], until: 2026-06-01T00:00:00Z}
  - {role: signer, to: siv, at: [{exact: f-1}, {exact: head}], until: 2026-01-01T00:00:00Z}
  - {role: keeper, to: ida, at: org, from: 2026-02-01T00:00:00Z}
  - {role: officer, to-group: team, at: {subtree: north}}
invitations:
  i-1: {to: kim, grants: [{role: officer, at: org}], until: 2026-02-01T00:00:00Z, token: word, address: kim@example.org, by: maja, through: web}
  i-2: {to: lea, home: north, until: 2026-01-10T00:00:00Z, token: word, address: lea@example.org, by: maja, through: web}
approvals:
  - {of: note.publish, id: n-1, digest: v1, units: {organisation: north}, by: siv, at: 2026-01-10T09:00:00Z, until: 2026-02-01T00:00:00Z, needed: 2, votes: [{by: maja}]}
  - {of: note.publish, id: n-2, digest: v1, units: {organisation: head}, by: maja, at: 2025-01-10T09:00:00Z, until: 2025-02-01T00:00:00Z}
`

// wantList runs mandat list and compares what it prints.
func wantList(t *testing.T, want string, args ...string) {
	t.Helper()
	got := runWith(append(append([]string{"list"}, args...), "-org", "club.yaml", "club")...)
	assert.Equal(t, output{0, strings.TrimPrefix(want, "\n"), ""}, got)
}

func TestListsOfAnOrganisation(t *testing.T) {
	inFolder(t, club())
	wantList(t, `
Person  Status              Home unit  Roles
maja    Active              head       Officer
siv     Active              north      Signing user, Officer
ulf     Active              north      User (for assignment)
"=1+1"  Inactive                       User (for assignment)
ida     Active                         Keeper
kim     Invitation sent                Officer
lea     Invitation expired  north      User (for assignment)
`, "members")
	wantList(t, `
Role          Person  Group  At                      State
Officer       maja           the whole organisation  in force
Signing user  siv            north and f-2           in force
Signing user  siv            head and f-1            ended
Keeper        ida            the whole organisation  not yet
Officer               team   north and below         in force
`, "grants")
	wantList(t, `
Invitation  Person  Home unit  Roles    State               Until
i-1         kim                Officer  Invitation sent     2026-02-01T00:00:00Z
i-2         lea     north               Invitation expired  2026-01-10T00:00:00Z
`, "invitations")
	wantList(t, `
Action        Of   Asked for by  State    Votes  Until
note.publish  n-1  siv           Pending  1/2    2026-02-01T00:00:00Z
note.publish  n-2  maja          Expired  0/1    2025-02-01T00:00:00Z
`, "approvals")
	wantList(t, "Of   Approved by  Digest\nn-1  maja         v1\n", "approvals", "-of", "siv", "-columns", "id,voters,digest")
	wantList(t, "Of   State\nn-1  Expired\n", "approvals", "-unit", "north", "-columns", "id,state", "-at", "2026-02-01T00:00:00Z")
	wantList(t, `
Role     Unit  Holders  Least
Officer  head  1        2
`, "vacancies")
	wantList(t, `
Unit   Structure     Below  Sealed
head   organisation         no
north  organisation  head   yes
f-1    signing              no
f-2    signing       f-1    no
`, "units")
	wantList(t, `
Group  Unit   Members    Groups
team   north  siv
all                      crew
crew          maja, ulf
`, "groups")
}

func TestListsInSwedish(t *testing.T) {
	inFolder(t, club())
	wantList(t, `
Person  Status                Hemenhet  Roller
maja    Aktiv                 head      Ansvarig
siv     Aktiv                 north     Användare signering, Ansvarig
ulf     Aktiv                 north     Användare (för tilldelning)
"=1+1"  Inaktiv                         Användare (för tilldelning)
ida     Aktiv                           Vårdare
kim     Inbjudan skickad                Ansvarig
lea     Inbjudan har gått ut  north     Användare (för tilldelning)
`, "members", "-lang", "sv")
}

func TestColumnsAreChosenAndOrdered(t *testing.T) {
	inFolder(t, club())
	wantList(t, `
Groups     Person
crew, all  maja
team       siv
crew, all  ulf
           "=1+1"
           ida
           kim
           lea
`, "members", "-columns", "groups, person")
	wantList(t, `
Role id  Until                 From
officer
signer   2026-06-01T00:00:00Z
signer   2026-01-01T00:00:00Z
keeper                         2026-02-01T00:00:00Z
officer
`, "grants", "-columns", "role-id,until,from")
	wantList(t, "Sent by\nmaja\nmaja\n", "invitations", "-columns", "by")
	wantList(t, "Group  Roles\nteam   Officer\nall\ncrew\n", "groups", "-columns", "group,roles")
}

func TestListsAreFiltered(t *testing.T) {
	inFolder(t, club())
	people := func(args ...string) []string { return append(args, "-columns", "person") }
	wantList(t, "Person\nsiv\nsiv\n", people("grants", "-structure", "signing")...) // the folder overview
	wantList(t, "Role          At               Group\nSigning user  north and f-2\nSigning user  head and f-1\nOfficer       north and below  team\n",
		"grants", "-of", "siv", "-columns", "role,at,group") // the folders of one user
	wantList(t, "Person\nsiv\n", people("grants", "-structure", "signing", "-unit", "north")...)
	wantList(t, "Person\nsiv\nsiv\n", people("grants", "-unit", "f-1")...) // and below
	wantList(t, "Person\nida\n", people("grants", "-role", "keeper")...)
	wantList(t, "Person\nsiv\n", people("members", "-structure", "signing")...)
	wantList(t, "Person\nsiv\nulf\nlea\n", people("members", "-unit", "north")...)
	wantList(t, "Person\nmaja\nsiv\n", people("members", "-role", "officer")...)
	wantList(t, "Person\nulf\n", people("members", "-of", "ulf")...)
	wantList(t, "Person\nlea\n", people("invitations", "-unit", "head")...)
	wantList(t, "Person\nkim\n", people("invitations", "-role", "officer")...)
	wantList(t, "Person\nkim\n", people("invitations", "-of", "kim")...)
	wantList(t, "Role  Unit  Holders  Least\n", "vacancies", "-role", "keeper")
	wantList(t, "Unit\nf-1\nf-2\n", "units", "-structure", "signing", "-columns", "unit")
	wantList(t, "Unit\nhead\nnorth\n", "units", "-unit", "head", "-columns", "unit")
	wantList(t, "Group\nteam\n", "groups", "-unit", "head", "-columns", "group")
	wantList(t, "Group\nall\ncrew\n", "groups", "-of", "ulf", "-columns", "group")
	wantList(t, "Group\nteam\n", "groups", "-role", "officer", "-columns", "group")
}

// As siv, who is an officer in the north alone.
func TestAListOfWhatAPersonMayRead(t *testing.T) {
	inFolder(t, club())
	as := func(person string, args ...string) []string {
		return append(args, "-person", person, "-channel", "web")
	}
	wantList(t, `
Person  Status              Home unit  Roles                  Groups
siv     Active              north      Signing user, Officer  team
ulf     Active              north
lea     Invitation expired  north
`, as("siv", "members", "-columns", "person,status,home,roles,groups")...)
	wantList(t, "Role          Person  Group  At                State\nSigning user  siv            north and a unit  in force\nOfficer               team   north and below   in force\n", as("siv", "grants")...)
	wantList(t, "Invitation  Sent by\ni-2\n", as("siv", "invitations", "-columns", "invitation,by")...)
	wantList(t, "Role  Unit  Holders  Least\n", as("siv", "vacancies")...)
	wantList(t, "Unit\nnorth\n", as("siv", "units", "-columns", "unit")...)
	wantList(t, "Group  Unit   Members  Groups\nteam   north  siv\n", as("siv", "groups")...)

	// Whoever is at home in the north lies behind its seal, and so may a role of
	// anybody who seems to have none.
	wantList(t, "Person  Roles\nmaja    Officer\n\"=1+1\"\nida     Keeper\nkim     Officer\n",
		as("maja", "members", "-columns", "person,roles")...)
	wantList(t, "Role     Unit  Holders  Least\nOfficer  head  1        2\n", as("maja", "vacancies")...)
	wantList(t, "Person\n", as("ulf", "members", "-columns", "person")...)
	wantList(t, "Person\n", as("nobody", "members", "-columns", "person")...)
	wantList(t, "Unit\nf-1\nf-2\n", append(as("ida", "units", "-columns", "unit"), "-at", "2026-03-01T00:00:00Z")...)
}

func TestWrongLists(t *testing.T) {
	inFolder(t, club())
	usage := usageOf("list", whatArgs)
	for _, row := range []struct{ args, want string }{
		{"", "mandat: say of what: one of members, grants, invitations, approvals, vacancies, units, groups, who, what, actions, filter\n"},
		{"books club", "mandat: there is no list \"books\": expected one of members, grants, invitations, approvals, vacancies, units, groups, who, what, actions, filter\n"},
		{"members", "mandat: the folder of a system is missing\n"},
		{"members club club", "mandat: expected one folder: [\"club\" \"club\"]\n"},
		{"members club -csv", "mandat: flags stand before the folder: \"-csv\"\n"},
		{"members -columns person,age -org club.yaml club", "mandat: -columns: members have no column \"age\": expected some of person, status, home, roles, groups\n"},
		{"members -csv -excel -org club.yaml club", "mandat: -csv and -excel are two ways to write a list: choose one\n"},
		{"members -person maja -org club.yaml club", "mandat: -person and -channel belong together\n"},
		{"members -channel web -org club.yaml club", "mandat: -person and -channel belong together\n"},
		{"members -session open -org club.yaml club", "mandat: -session is that of a person: say whose with -person and -channel\n"},
		{"units -role officer -org club.yaml club", "mandat: units cannot be chosen by -role: expected one of -structure, -unit\n"},
		{"grants -structure files -org club.yaml club", "mandat: -structure: there is no \"files\"\n"},
		{"grants -unit south -org club.yaml club", "mandat: -unit: there is no \"south\"\n"},
		{"grants -role boss -org club.yaml club", "mandat: -role: there is no \"boss\"\n"},
		{"grants -of nobody -org club.yaml club", "mandat: -of: there is no \"nobody\"\n"},
		{"grants -lang fi -org club.yaml club", "mandat: -lang \"fi\": expected en or sv\n"},
		{"grants -at noon -org club.yaml club", "mandat: -at \"noon\": expected a time such as 2026-01-15T09:00:00Z\n"},
	} {
		assert.Equal(t, output{2, "", row.want + usage}, runWith(append([]string{"list"}, strings.Fields(row.args)...)...), row.args)
	}
	got := runWith("list", "-csv", "-org", "club.yaml", "vacancies", "-columns", "unit", "club") // flags on both sides
	assert.Equal(t, output{0, "\"unit\"\r\n\"head\"\r\n", ""}, got)
	got = runWith("list", "members", "-org", "gone.yaml", "club")
	assert.Equal(t, 3, got.code)
}

// Some may see members and not their roles, some groups and not who is in them.
func TestAListLeavesOutOfARowWhatAPersonMayNotRead(t *testing.T) {
	files := club()
	files["club/policy.yaml"] = strings.Replace(strings.Replace(clubPolicy, "{organisation: subtree}", "{organisation: [subtree, home-subtree]}", 1), "\nroles:\n",
		"\nroles:\n  looker: {can: [member.read, group.read]}\n  porter: {can: group.read}\n", 1)
	files["club/club.yaml"] = `system: club
org: club
units: {organisation: {head: , north: {below: head}}}
members: {leo: , pia: , ulf: {home: head}, ina: {home: north}, kim: {status: invited}}
groups: {all: {groups: [crew]}, crew: {members: [ulf]}}
grants:
  - {role: looker, to: leo, at: org}
  - {role: porter, to: pia, at: org}
  - {role: officer, to: ina, at: home-subtree}
  - {role: keeper, to: ina, at: org, until: 2026-01-01T00:00:00Z}
  - {role: keeper, to-group: all, at: org}
invitations: {i-1: {to: kim, grants: [{role: officer, at: org}], token: word, address: kim@example.org, by: ina, through: web}}
`
	inFolder(t, files)
	columns := []string{"members", "-columns", "person,roles"}
	wantList(t, "Person  Roles\nleo     looker\npia     porter\nulf     Keeper\nina     Officer\nkim     Officer\n", columns...)
	wantList(t, "Person  Roles\nleo\npia\nulf\nina\nkim\n", append(columns, "-person", "leo", "-channel", "web")...)
	columns = []string{"groups", "-columns", "group,members,roles"}
	wantList(t, "Group  Members  Roles\nall             Keeper\ncrew   ulf\n", columns...)
	wantList(t, "Group  Members  Roles\nall\ncrew   ulf\n", append(columns, "-person", "leo", "-channel", "web")...)
	wantList(t, "Group  Members  Roles\nall\ncrew\n", append(columns, "-person", "pia", "-channel", "web")...)
	wantList(t, "Person  At\nina     the home unit and below\n", "grants", "-unit", "north", "-columns", "person,at")
	wantList(t, "Group  At\nall    the whole organisation\n", "grants", "-of", "ulf", "-columns", "group,at")
}
