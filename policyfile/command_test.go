package policyfile_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

type commandCase struct{ subject, do, events string }

// commandCases has every command, as one that is allowed, with its events.
func commandCases() []commandCase {
	const olga, eva = "olga, channel: web", "eva, channel: web"
	return []commandCase{
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
		{olga, "activate-member: {person: sam}", "approval-used-up, member-activated"},
		{olga, "change-setting: {guests: true}", "setting-changed"},
		{olga, "remove-member: {person: rut}", "member-left"},
		{"per, channel: public", "register: ", "member-joined, role-granted"},
		{"per, channel: public", "register: {}", "member-joined, role-granted"},
		{olga, "invite-person: {invitation: i-2, person: per, home: north, roles: [{role: reader, at: org}], token: a word, address: per@example.org, until: 2026-02-01T00:00:00Z}", "invitation-sent"},
		{olga, "resend-invitation: {invitation: i-1, token: another, address: eva@example.com, until: 2026-01-20T00:00:00Z}", "invitation-resent"},
		{olga, "revoke-invitation: {invitation: i-1}", "invitation-withdrawn"},
		{eva, "accept-invitation: {invitation: i-1, token: open sesame, address: EVA@example.org}", "invitation-answered"},
		{eva, "decline-invitation: {invitation: i-1, token: open sesame, address: eva@example.org}", "invitation-answered"},
		{"kim, channel: web", "start-approval: {action: publish, resource: {type: note, id: n-2, unit: south}, digest: v1, until: 2026-02-01T00:00:00Z}", "approval-started"},
		{olga, "approve: {action: publish, resource: {type: note, id: n-1, unit: south, relations: none}, digest: v1}", "approval-voted, approval-decided"},
		{olga, "reject: {action: publish, resource: {type: note, id: n-1, unit: south, relations: none}, digest: v1}", "approval-decided"},
		{olga, "withdraw-approval: {action: publish, resource: {type: note, id: n-1}}", "approval-taken-back"},
		{olga, "add-group: {id: drivers, unit: south, members: [kim]}", "group-added"},
		{olga, "add-group: {id: crowd, unit: none, groups: cooks}", "group-added"},
		{olga, "add-unit: {id: west, structure: branch, below: none}", "unit-added"},
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
	}
}

// everyCommand is a story with each of these commands, on the first day.
func everyCommand() string {
	var all strings.Builder
	all.WriteString(storyHead)
	for i, c := range commandCases() {
		fmt.Fprintf(&all, "  - {name: c-%d, afresh: true, subject: {person: %s}, do: {%s}, expect: allow, events: [%s]}\n", i, c.subject, c.do, c.events)
	}
	return all.String()
}

// Every command can be written, and is done.
func TestCommands(t *testing.T) {
	for i, r := range mustSystem(t, clubFolder(everyCommand())).Run() {
		assert.True(t, r.Passed(), "%s: %s", commandCases()[i].do, r)
	}
}
