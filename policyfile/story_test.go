package policyfile_test

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/policyfile"
)

// club is a small system in which much can change.
const club = `
system: club
version: "1"
structures: {branch: {home: optional}, rooms: }
channels: {web: {login: true}, public: , letter: }
settings: {guests: }
groups: {hold-roles: true}
types: {note: {unit: branch, actions: {read: , write: }}}
base: everybody
roles:
  everybody: {opens: web}
  reader: {at: [org, {branch: [subtree, exact, home-subtree]}], can: note.read}
  guest: {setting: guests, can: note.read}
  keeper:
    at: [org, {branch: subtree}]
    includes: reader
    can: [note.write, unit.create, unit.edit, unit.move, unit.remove, member.read, member.create, member.move, member.activate,
      member.deactivate, member.remove, group.create, group.edit, group.remove, invitation.send, invitation.resend, invitation.revoke]
  owner:
    at: org
    includes: keeper
    can: [org.edit, role.create, role.edit, role.remove]
    holders: {least: 1, most: 1, enforced: true}
  founder: {can: note.read}
guards:
  - {before: member.remove, needs: {not: {target: {holds: keeper}}}}
approvals:
  - {of: org.edit, by: keeper}
administer:
  - {who: keeper, may: [grant, revoke, invite, hand-over], roles: reader, custom: true}
  - {who: owner, may: [grant, revoke, invite, hand-over], roles: [keeper, guest, owner]}
joining:
  founding: {through: public, roles: [owner, founder]}
  registration: {through: public, roles: [reader]}
  invitation: {carries: [reader, keeper], account: true, lasts: 720h}
notify: {member.remove: [owner, target], grant.give: [owner, target]}
`

const hall = `
system: club
org: hall
units: {branch: {north: , south: , harbour: {below: south}}, rooms: {kitchen: }}
members: {olga: {home: north}, kim: {home: south}, rut: {home: harbour}, sam: {home: south, status: inactive}, eva: {home: south, status: invited}}
groups: {cooks: {members: [rut]}, all: {groups: [cooks]}}
roles: {writer: {includes: reader, can: note.write}}
grants:
  - {role: owner, to: olga, at: org}
  - {role: keeper, to: kim, at: {subtree: south}}
  - {role: reader, to: rut, at: home-subtree}
invitations: {i-1: {to: eva, home: south, token: open sesame, address: eva@example.org, until: 2026-02-01T00:00:00Z, by: kim, through: web}}
`

const storyHead = "system: club\norg: hall.yaml\nnow: 2026-01-15T09:00:00Z\ncases:\n"

func clubFolder(cases string) fstest.MapFS {
	return fstest.MapFS{
		"policy.yaml": {Data: []byte(club)},
		"hall.yaml":   {Data: []byte(hall)},
		"cases.yaml":  {Data: []byte(cases)},
	}
}

// tell runs a story, and returns what each case comes to.
func tell(t *testing.T, cases string) (failures []string) {
	t.Helper()
	for _, r := range mustSystem(t, clubFolder(storyHead+cases)).Run() {
		failures = append(failures, r.Failure)
	}
	return failures
}

// Every command can be written, and is done.
func TestCommands(t *testing.T) {
	const olga, eva = "olga, channel: web", "eva, channel: web"
	for _, c := range []struct{ subject, do, events string }{
		{olga, "add-unit: {id: attic, structure: branch, below: north, sealed: true}", "unit-added"},
		{olga, "add-unit: {id: west, structure: branch}", "unit-added"},
		{olga, "move-unit: {unit: harbour, below: north}", "unit-moved"},
		{olga, "move-unit: {unit: harbour, below: none}", "unit-moved"},
		{olga, "seal-unit: {unit: harbour, sealed: true}", "unit-sealed"},
		{olga, "remove-unit: {unit: kitchen}", "unit-removed"},
		{olga, "add-member: {person: per}", "member-joined"},
		{olga, "add-member: {person: per, home: north, account: false}", "member-joined"},
		{olga, "move-member: {person: rut, home: south}", "member-moved"},
		{olga, "move-member: {person: kim, home: none}", "member-moved"},
		{olga, "deactivate-member: {person: rut}", "member-deactivated"},
		{olga, "activate-member: {person: sam}", "member-activated"},
		{olga, "remove-member: {person: rut}", "member-left"},
		{"per, channel: public", "register: ", "member-joined, role-granted"},
		{"per, channel: public", "register: {}", "member-joined, role-granted"},
		{olga, "invite-person: {invitation: i-2, person: per, home: north, roles: [{role: reader, at: org}], token: a word, address: per@example.org, until: 2026-02-01T00:00:00Z}", "invitation-sent"},
		{olga, "resend-invitation: {invitation: i-1, token: another, address: eva@example.com, until: 2026-01-20T00:00:00Z}", "invitation-resent"},
		{olga, "revoke-invitation: {invitation: i-1}", "invitation-withdrawn"},
		{eva, "accept-invitation: {invitation: i-1, token: open sesame, address: EVA@example.org}", "invitation-answered"},
		{eva, "decline-invitation: {invitation: i-1, token: open sesame, address: eva@example.org}", "invitation-answered"},
		{olga, "add-group: {id: drivers, unit: south, members: [kim]}", "group-added"},
		{olga, "add-group: {id: crowd, groups: cooks}", "group-added"},
		{olga, "join-group: {group: cooks, person: kim}", "group-joined"},
		{olga, "leave-group: {group: cooks, person: rut}", "group-left"},
		{olga, "leave-group: {group: all, sub: cooks}", "group-left"},
		{olga, "remove-group: {group: all}", "group-removed"},
		{olga, "add-role: {id: clerk, title: {en: Clerk}, can: [note.read, note.write]}", "role-added"},
		{olga, "edit-role: {id: writer, can: note.write}", "role-edited"},
		{olga, "remove-role: {role: writer}", "role-removed"},
		{olga, "grant-role: {role: reader, to: kim, at: org, from: 2026-01-01T00:00:00Z, until: 2026-03-01T00:00:00Z}", "role-granted"},
		{olga, "grant-role: {role: reader, to-group: cooks, at: {exact: south}}", "role-granted"},
		{olga, "revoke-role: {role: reader, to: rut, at: home-subtree}", "role-revoked"},
		{olga, "hand-over: {from: olga, to: kim, grants: [{role: owner, at: org}]}", "role-handed-over"},
		{"per, channel: public", "found-org: {org: shed, home: east, units: {branch: {east: , dock: {below: east, sealed: true}}}, settings: {guests: true}}",
			"org-founded, setting-changed, unit-added, unit-added, member-joined, role-granted, role-granted"},
	} {
		assert.Equal(t, []string{""}, tell(t, "  - {name: a, subject: {person: "+c.subject+"}, do: {"+c.do+"}, expect: allow, events: ["+c.events+"]}\n"), c.do)
	}
}

var _ = policyfile.System{}
var _ = mandat.Org{}
var _ = require.Error
