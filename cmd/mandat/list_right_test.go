package main

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// lookerClub is a club in which eve holds one role alone, with some rights at
// some place.
func lookerClub(at, rights string) map[string]string {
	return map[string]string{
		"club/policy.yaml": fmt.Sprintf(`system: club
version: "1"
structures: {organisation: {home: optional}, signing: }
channels: {web: {login: true}}
types: {note: {unit: organisation, actions: {read: }}}
groups: {hold-roles: true}
base: everybody
no-role: {en: Nothing}
roles:
  everybody: {opens: web}
  looker: {at: [org, {organisation: subtree}], can: [%s]}
  keeper: {at: [org, {organisation: [subtree, home-subtree]}, {organisation: exact, signing: exact}], can: note.read}
  boss: {can: invitation.send, holders: {least: 1}}
  head-boss: {at: {organisation: exact}, can: note.read, holders: {least: 1}}
joining: {invitation: {carries: [keeper]}}
`, rights),
		"club/club.yaml": fmt.Sprintf(`system: club
org: club
units: {organisation: {head: , north: {below: head}}, signing: {f-1: }}
members: {eve: , ann: {home: north}, bo: , kim: {home: north, status: invited}}
groups: {all: {groups: [crew], unit: north}, crew: {members: [bo]}}
grants:
  - {role: looker, to: eve, at: %s}
  - {role: keeper, to: ann, at: home-subtree}
  - {role: keeper, to: ann, at: [{exact: north}, {exact: f-1}]}
  - {role: keeper, to-group: all, at: {subtree: north}}
invitations: {i-1: {to: kim, home: north, grants: [{role: keeper, at: org}], token: word, address: kim@example.org, by: ann, through: web}}
`, at),
	}
}

// TestListsNameOnlyWhatAPersonMayRead tells, for a viewer with exactly these
// rights, all rows with all columns.
func TestListsNameOnlyWhatAPersonMayRead(t *testing.T) {
	const north = "{subtree: north}"
	const all = "grant.read, member.read, invitation.read, unit.read, group.read, org.read"
	for _, row := range []struct {
		list, at, rights string
		want             []string
	}{
		// person, status, home, roles, groups
		{"members", "org", all, []string{"eve|Active||looker|", "ann|Active|north|keeper|", "bo|Active||keeper|crew, all", "kim|Invitation sent|north|keeper|"}},
		{"members", "org", "member.read", []string{"eve|Active|||", "ann|Active|||", "bo|Active|||", "kim|Invitation sent|||"}},
		{"members", "org", "member.read, unit.read", []string{"eve|Active|||", "ann|Active|north||", "bo|Active|||", "kim|Invitation sent|north||"}},
		{"members", "org", "member.read, grant.read", []string{"eve|Active||looker|", "ann|Active||keeper|", "bo|Active|||", "kim|Invitation sent|||"}},
		{"members", "org", "member.read, group.read", []string{"eve|Active|||", "ann|Active|||", "bo|Active|||crew, all", "kim|Invitation sent|||"}},
		{"members", "org", "member.read, grant.read, group.read", []string{"eve|Active||looker|", "ann|Active||keeper|", "bo|Active||keeper|crew, all", "kim|Invitation sent|||"}},
		{"members", "org", "member.read, invitation.read", []string{"eve|Active|||", "ann|Active|||", "bo|Active|||", "kim|Invitation sent||keeper|"}},
		{"members", north, all, []string{"ann|Active|north|keeper|", "kim|Invitation sent|north|keeper|"}},
		{"members", "org", "grant.read, invitation.read, unit.read, group.read, org.read", nil},
		{"members -unit north", "org", "member.read, unit.read", []string{"ann|Active|north||", "kim|Invitation sent|north||"}},
		{"members -structure organisation", "org", "member.read, grant.read, group.read", nil},
		{"members -role keeper", "org", "member.read, grant.read", []string{"ann|Active||keeper|"}},
		{"members -role keeper", "org", "member.read, group.read", nil},

		// role, person, group, at, state, from, until, role-id
		{"grants", "org", all, []string{"looker|eve||the whole organisation|in force|||looker", "keeper|ann||the home unit and below|in force|||keeper",
			"keeper|ann||north and f-1|in force|||keeper", "keeper||all|north and below|in force|||keeper"}},
		{"grants", "org", "grant.read", []string{"looker|||the whole organisation|in force|||looker", "keeper|||the home unit and below|in force|||keeper",
			"keeper|||a unit and a unit|in force|||keeper", "keeper|||a unit and below|in force|||keeper"}},
		{"grants", "org", "grant.read, member.read", []string{"looker|eve||the whole organisation|in force|||looker", "keeper|ann||the home unit and below|in force|||keeper",
			"keeper|ann||a unit and a unit|in force|||keeper", "keeper|||a unit and below|in force|||keeper"}},
		{"grants", "org", "grant.read, group.read, unit.read", []string{"looker|||the whole organisation|in force|||looker", "keeper|||the home unit and below|in force|||keeper",
			"keeper|||north and f-1|in force|||keeper", "keeper||all|north and below|in force|||keeper"}},
		{"grants", north, all, []string{"looker|||north and below|in force|||looker", "keeper|ann||the home unit and below|in force|||keeper",
			"keeper|ann||north and a unit|in force|||keeper", "keeper||all|north and below|in force|||keeper"}},
		{"grants", "org", "member.read, invitation.read, unit.read, group.read, org.read", nil},
		{"grants -of bo", "org", "grant.read, member.read, group.read", []string{"keeper|bo|all|a unit and below|in force|||keeper"}},
		{"grants -of bo", "org", "grant.read, member.read", nil},
		{"grants -structure signing", "org", "grant.read", nil},
		{"grants -structure signing", "org", "grant.read, unit.read", []string{"keeper|||north and f-1|in force|||keeper"}},
		{"grants -unit north", "org", "grant.read, unit.read", []string{"keeper|||the home unit and below|in force|||keeper",
			"keeper|||north and f-1|in force|||keeper", "keeper|||north and below|in force|||keeper"}},

		// invitation, person, home, roles, state, until, by
		{"invitations", "org", all, []string{"i-1|kim|north|keeper|Invitation sent||ann"}},
		{"invitations", "org", "invitation.read", []string{"i-1|||keeper|Invitation sent||"}},
		{"invitations", "org", "invitation.read, member.read", []string{"i-1|kim||keeper|Invitation sent||ann"}},
		{"invitations", "org", "invitation.read, unit.read", []string{"i-1||north|keeper|Invitation sent||"}},
		{"invitations", "org", "grant.read, member.read, unit.read, group.read, org.read", nil},
		{"invitations -structure organisation", "org", "invitation.read", nil},

		// role, unit, holders, least, role-id
		{"vacancies", "org", all, []string{"boss||0|1|boss", "head-boss|head|0|1|head-boss", "head-boss|north|0|1|head-boss"}},
		{"vacancies", "org", "org.read", []string{"boss||0|1|boss"}},
		{"vacancies", "org", "unit.read", []string{"head-boss|head|0|1|head-boss", "head-boss|north|0|1|head-boss"}},
		{"vacancies", north, all, []string{"head-boss|north|0|1|head-boss"}},

		// unit, structure, below, sealed
		{"units", "org", all, []string{"head|organisation||no", "north|organisation|head|no", "f-1|signing||no"}},
		{"units", north, "unit.read", []string{"north|organisation||no"}},
		{"units", "org", "grant.read, member.read, invitation.read, group.read, org.read", nil},

		// group, unit, members, groups, roles
		{"groups", "org", all, []string{"all|north||crew|keeper", "crew||bo||"}},
		{"groups", "org", "group.read", []string{"all|||crew|", "crew||||"}},
		{"groups", "org", "group.read, unit.read", []string{"all|north||crew|", "crew||||"}},
		{"groups", "org", "group.read, member.read", []string{"all|||crew|", "crew||bo||"}},
		{"groups", "org", "group.read, grant.read", []string{"all|||crew|keeper", "crew||||"}},
		{"groups", north, all, []string{"all|north|||keeper"}},
		{"groups", "org", "grant.read, member.read, invitation.read, unit.read, org.read", nil},
		{"groups -of bo", "org", "group.read, member.read", []string{"all|||crew|", "crew||bo||"}},
		{"groups -structure organisation", "org", "group.read", nil},
		{"groups -structure organisation", "org", "group.read, unit.read", []string{"all|north||crew|"}},
	} {
		t.Run(row.list+" "+row.at+" "+row.rights, func(t *testing.T) {
			inFolder(t, lookerClub(row.at, row.rights))
			assert.Equal(t, row.want, rowsFor(t, "eve", row.list))
		})
	}
}

// A name that a viewer may not read is no name that could be chosen: as if there
// were no such thing.
func TestListsAreNotChosenByWhatAPersonMayNotRead(t *testing.T) {
	inFolder(t, lookerClub("org", "grant.read, group.read"))
	for _, row := range []struct{ list, want string }{
		{"grants -of bo", "-of: there is no \"bo\""},
		{"grants -of nobody", "-of: there is no \"nobody\""},
		{"grants -unit north", "-unit: there is no \"north\""},
		{"groups -unit nowhere", "-unit: there is no \"nowhere\""},
	} {
		args := append(append([]string{"list"}, strings.Fields(row.list)...), "-person", "eve", "-channel", "web", "-org", "club.yaml", "club")
		assert.Equal(t, output{exitUsage, "", "mandat: " + row.want + "\n" + usageOf("list", whatArgs)}, runWith(args...))
	}
}

// A list that is empty because nothing could be asked is an error.
func TestListsThatCannotBeAskedFor(t *testing.T) {
	files := lookerClub("org", "{do: [unit.read, member.read], when: {logged-out: true}}, grant.read")
	files["club/policy.yaml"] = strings.Replace(files["club/policy.yaml"], "channels: {", "channels: {link: {bearer: true}, ", 1)
	inFolder(t, files)
	for _, row := range []struct{ args, want string }{
		{"units -channel wbe", "malformed: channel-unknown"},
		{"units -channel link", "malformed: purpose-not-stated"},
		{"units -channel web", "malformed: session-not-stated"},
		{"members -channel web -of bo", "malformed: session-not-stated"},
	} {
		args := append(append([]string{"list"}, strings.Fields(row.args)...), "-person", "eve", "-org", "club.yaml", "club")
		assert.Equal(t, output{exitUsage, "", "mandat: what the person may read cannot be decided: " + row.want + "\n" + usageOf("list", whatArgs)}, runWith(args...), row.args)
	}
	got := runWith("list", "units", "-columns", "unit", "-person", "eve", "-channel", "web", "-session", "open", "-org", "club.yaml", "club")
	assert.Equal(t, output{exitYes, "Unit\n", ""}, got, "nothing may be read")
}

// Whoever may not read every grant that there could be sees no difference between
// those who hold nothing and those who hold something behind a seal or through a
// group.
func TestNoRoleIsToldToWhoCouldReadAnyRole(t *testing.T) {
	const whole = "{role: looker, to: eve, at: org}"
	const others = "do: [member.read, group.read, invitation.read], past: seals"
	const everything = "do: [member.read, grant.read, group.read, invitation.read]"
	const told = "ann|Nothing; bo|keeper; cy|keeper; dan|keeper; kim|keeper; lea|Nothing"
	for _, row := range []struct{ name, can, grants, groups, want string }{
		{"past seals", "{" + everything + ", past: seals}", whole, "true", told},
		{"outside", "{" + everything + "}", whole, "true", "ann|; bo|; cy|keeper; dan|; kim|keeper; lea|"},
		{"inside one seal", "{" + everything + "}", whole + ", {role: looker, to: eve, at: {subtree: north}}", "true",
			"ann|; bo|keeper; cy|keeper; dan|; kim|keeper; lea|"},
		{"inside each seal", "{" + everything + "}",
			whole + ", {role: looker, to: eve, at: {subtree: north}}, {role: looker, to: eve, at: {subtree: f-1}}", "true",
			"ann|; bo|keeper; cy|keeper; dan|; kim|keeper; lea|"},
		{"inside all seals", "{" + everything + "}",
			whole + ", {role: looker, to: eve, at: {subtree: north}}, {role: looker, to: eve, at: {subtree: f-1}}, {role: looker, to: eve, at: [{subtree: north}, {subtree: f-1}]}",
			"true", told},
		{"without groups", "{do: [member.read, grant.read, invitation.read], past: seals}", whole, "true",
			"ann|; bo|keeper; cy|; dan|keeper; kim|keeper; lea|"},
		{"where groups hold nothing", "{do: [member.read, grant.read, invitation.read], past: seals}", whole, "false",
			"ann|Nothing; bo|keeper; cy|Nothing; dan|keeper; kim|keeper; lea|Nothing"},
		{"without invitations", "{do: [member.read, grant.read, group.read], past: seals}", whole, "true",
			"ann|Nothing; bo|keeper; cy|keeper; dan|keeper; kim|; lea|"},
		{"in one structure", "{" + others + "}, {do: grant.read, in: signing, past: seals}", whole, "true",
			"ann|; bo|; cy|; dan|keeper; kim|keeper; lea|"},
		{"not of the whole organisation", "{" + others + "}, {do: grant.read, in: [organisation, signing], past: seals}", whole, "true",
			"ann|; bo|keeper; cy|; dan|keeper; kim|keeper; lea|"},
		{"of persons", "{" + others + "}, {do: grant.read, when: {target: {status: [active, invited]}}, past: seals}", whole, "true",
			"ann|; bo|keeper; cy|; dan|keeper; kim|keeper; lea|"},
		{"where somebody is the boss", "{" + others + "}, {do: grant.read, when: {not: {vacant: boss}}, past: seals}", whole + ", {role: boss, to: eve, at: {exact: north}}", "true",
			"ann|; bo|keeper; cy|keeper; dan|keeper; kim|keeper; lea|"},
	} {
		t.Run(row.name, func(t *testing.T) {
			files := sealedClub(row.can, row.grants, row.groups)
			inFolder(t, files)
			var roles []string
			for _, r := range rowsFor(t, "eve", "members")[1:] {
				cells := strings.Split(r, "|")
				roles = append(roles, cells[0]+"|"+cells[3])
			}
			assert.Equal(t, row.want, strings.Join(roles, "; "))
		})
	}
}

// Of two groups in each other, those are named that may be.
func TestAGroupBehindASealIsNotNamed(t *testing.T) {
	inFolder(t, sealedClub("member.read, group.read", "{role: looker, to: eve, at: org}", "true"))
	assert.Equal(t, []string{"cy|Active|||crew"}, rowsFor(t, "eve", "members -of cy"))
}

// A grant names three units at most, however many structures have seals.
func TestNoRoleInManyStructures(t *testing.T) {
	files := lookerClub("org", "{do: [member.read, grant.read, group.read, invitation.read], past: seals}")
	files["club/policy.yaml"] = strings.Replace(files["club/policy.yaml"], "signing: }", "signing: , a: , b: , c: }", 1)
	files["club/club.yaml"] = `system: club
org: club
units: {a: {x: {sealed: true}}, b: {y: {sealed: true}}, c: {z: {sealed: true}}, signing: {f: {sealed: true}}}
members: {eve: , ann: }
grants: [{role: looker, to: eve, at: org}]
`
	inFolder(t, files)
	assert.Equal(t, []string{"eve|Active||looker|", "ann|Active||Nothing|"}, rowsFor(t, "eve", "members"))
}

// sealedClub is a club with a sealed unit in each of two structures.
func sealedClub(can, grants, groups string) map[string]string {
	throughGroup := ", {role: keeper, to-group: crew, at: org}"
	if groups == "false" {
		throughGroup = ""
	}
	return map[string]string{
		"club/policy.yaml": fmt.Sprintf(`system: club
version: "1"
structures: {organisation: {home: optional}, signing: }
channels: {web: {login: true}}
types: {note: {unit: organisation, actions: {read: }}}
groups: {hold-roles: %s}
base: everybody
no-role: {en: Nothing}
roles:
  everybody: {opens: web}
  looker: {at: [org, {organisation: subtree}, {signing: subtree}, {organisation: subtree, signing: subtree}], can: [%s]}
  keeper: {at: [org, {organisation: subtree}, {organisation: exact, signing: exact}], can: note.read}
  boss: {at: [org, {organisation: exact}], can: invitation.send}
joining: {invitation: {carries: [keeper]}}
`, groups, can),
		"club/club.yaml": fmt.Sprintf(`system: club
org: club
units: {organisation: {head: , north: {below: head, sealed: true}}, signing: {f-0: , f-1: {below: f-0, sealed: true}}}
members: {eve: , ann: , bo: , cy: , dan: , kim: {status: invited}, lea: {status: invited}}
groups: {crew: {members: [cy]}, all: {groups: [crew], unit: north}}
grants: [%s, {role: keeper, to: bo, at: {subtree: north}}, {role: keeper, to: dan, at: [{exact: north}, {exact: f-1}]}%s]
invitations:
  i-1: {to: kim, grants: [{role: keeper, at: org}], token: word, address: kim@example.org, by: bo, through: web}
  i-2: {to: lea, token: word-2, address: lea@example.org, by: bo, through: web}
`, grants, throughGroup),
	}
}

// rowsFor lists something for a viewer, with the cells of all columns.
func rowsFor(t *testing.T, viewer, list string) (rows []string) {
	t.Helper()
	what := strings.Fields(list)
	i := slices.Index(listNames(), what[0])
	columns := strings.Join(each(kinds()[i].columns, func(c column) string { return c.name }), ",")
	got := runWith(append(append([]string{"list"}, what...), "-csv", "-columns", columns, "-org", "club.yaml", "-person", viewer, "-channel", "web", "club")...)
	require.Equal(t, exitYes, got.code, got.err)
	lines, err := csv.NewReader(strings.NewReader(got.stdout)).ReadAll()
	require.NoError(t, err)
	for _, cells := range lines[1:] {
		rows = append(rows, strings.Join(cells, "|"))
	}
	return rows
}
