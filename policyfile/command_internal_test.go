package policyfile

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// commandOf reads a command.
func commandOf(t *testing.T, text string) command {
	t.Helper()
	file, errs := parseCases("cases.yaml", []byte("system: club\norg: hall.yaml\nnow: 2026-01-15T09:00:00Z\n"+
		"cases: [{name: a, subject: {}, do: {"+text+"}, expect: allow}]"), "club")
	require.NoError(t, errs.err(), text)
	require.Len(t, file.cases[0].step.commands, 1)
	return file.cases[0].step.commands[0]
}

func TestCommandsSayWhatTheFileSays(t *testing.T) {
	day := time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC)
	address := mandat.MustParseAddress("per@example.org")
	hash := (&decoder{places: map[string]position{}}).token("", &node{kind: text, text: "word"}).Bind(address)
	reader := mandat.Grant{Role: "reader", Scope: mandat.Below("north"), From: day, Until: day.Add(time.Hour)}
	grant := func(p mandat.PersonID) mandat.Grant { g := reader; g.Member = p; return g }
	const held, at = "role: reader, at: {subtree: north}, from: 2026-02-01T00:00:00Z, until: 2026-02-01T01:00:00Z", "2026-02-01T00:00:00Z"
	clerk := mandat.Role{ID: "clerk", Includes: []mandat.RoleID{"reader"}, Can: []mandat.Permission{{Do: []mandat.ActionRef{{Type: "note", Action: "read"}}}}}
	for text, want := range map[string]command{
		"change-setting: {guests: true}":  mandat.ChangeSetting{Setting: "guests", On: true},
		"change-setting: {guests: false}": mandat.ChangeSetting{Setting: "guests"},
		"add-unit: {id: attic, structure: branch, below: north, sealed: true}": mandat.AddUnit{
			Unit: mandat.Unit{ID: "attic", Structure: "branch", Parent: "north", Sealed: true}},
		"add-unit: {id: attic, structure: branch, below: none, named: [a, b]}": mandat.AddUnit{
			Unit: mandat.Unit{ID: "attic", Structure: "branch"}, Named: []mandat.PersonID{"a", "b"}},
		"add-unit: {id: attic, structure: branch, named: []}": mandat.AddUnit{Unit: mandat.Unit{ID: "attic", Structure: "branch"}},
		"add-group: {id: g, predefined: true}":                mandat.AddGroup{Group: mandat.Group{ID: "g", Predefined: true}},
		"move-unit: {unit: north, below: south}":              mandat.MoveUnit{Unit: "north", To: "south"},
		"move-unit: {unit: north, below: none}":               mandat.MoveUnit{Unit: "north"},
		"seal-unit: {unit: north, sealed: true}":              mandat.SealUnit{Unit: "north", Sealed: true},
		"seal-unit: {unit: north, sealed: false}":             mandat.SealUnit{Unit: "north"},
		"remove-unit: {unit: north}":                          mandat.RemoveUnit{Unit: "north"},
		"add-member: {person: per, home: north}":              mandat.AddMember{Person: "per", Home: "north"},
		"add-member: {person: per, account: true}":            mandat.AddMember{Person: "per"},
		"add-member: {person: per, account: false}":           mandat.AddMember{Person: "per", NoAccount: true},
		"register: ": mandat.Register{},
		"move-member: {person: per, home: north}":                  mandat.MoveMember{Person: "per", To: "north"},
		"move-member: {person: per, home: none}":                   mandat.MoveMember{Person: "per"},
		"deactivate-member: {person: per}":                         mandat.DeactivateMember{Person: "per"},
		"activate-member: {person: per}":                           mandat.ActivateMember{Person: "per"},
		"confirm-account: {person: per}":                           mandat.ConfirmAccount{Person: "per"},
		"remove-member: {person: per}":                             mandat.RemoveMember{Person: "per"},
		"invite-person: {invitation: i, person: per}":              mandat.InvitePerson{Invitation: "i", Person: "per"},
		"invite-person: {invitation: i, person: per, token: word}": mandat.InvitePerson{Invitation: "i", Person: "per"},
		"invite-person: {invitation: i, person: per, home: north, roles: [{" + held + "}], until: " + at + ", token: word, address: PER@example.org}": mandat.InvitePerson{
			Invitation: "i", Person: "per", Home: "north", Roles: []mandat.Grant{reader}, Until: day, Token: hash},
		"resend-invitation: {invitation: i, until: " + at + ", token: word, address: per@example.org}": mandat.ResendInvitation{Invitation: "i", Until: day, Token: hash},
		"revoke-invitation: {invitation: i}":                            mandat.RevokeInvitation{Invitation: "i"},
		"accept-invitation: {invitation: i, account: false}":            mandat.AcceptInvitation{Invitation: "i", NoAccount: true},
		"accept-invitation: {invitation: i, address: per@example.org}":  mandat.AcceptInvitation{Invitation: "i", Address: address},
		"decline-invitation: {invitation: i, address: per@example.org}": mandat.DeclineInvitation{Invitation: "i", Address: address},
		"add-group: {id: g, unit: north, members: [a, b], groups: [h]}": mandat.AddGroup{Group: mandat.Group{ID: "g", Unit: "north", Members: []mandat.PersonID{"a", "b"}, Groups: []mandat.GroupID{"h"}}},
		"join-group: {group: g, person: a}":                             mandat.JoinGroup{Group: "g", Person: "a"},
		"join-group: {group: g, sub: h}":                                mandat.JoinGroup{Group: "g", Sub: "h"},
		"leave-group: {group: g, person: a}":                            mandat.LeaveGroup{Group: "g", Person: "a"},
		"leave-group: {group: g, sub: h}":                               mandat.LeaveGroup{Group: "g", Sub: "h"},
		"remove-group: {group: g}":                                      mandat.RemoveGroup{Group: "g"},
		"add-role: {id: clerk, includes: reader, can: note.read}":       mandat.AddRole{Role: clerk},
		"edit-role: {id: clerk, includes: reader, can: note.read}":      mandat.EditRole{Role: clerk},
		"remove-role: {role: clerk}":                                    mandat.RemoveRole{Role: "clerk"},
		"grant-role: {to: per, " + held + "}":                           mandat.GrantRole{Grant: grant("per")},
		"grant-role: {role: reader, to-group: g, at: org}":              mandat.GrantRole{Grant: mandat.Grant{Role: "reader", Group: "g", Scope: mandat.WholeOrg()}},
		"revoke-role: {to: per, " + held + "}":                          mandat.RevokeRole{Grant: grant("per")},
		"hand-over: {grants: [{" + held + "}], from: per, to: eva}":     mandat.HandOver{Grants: []mandat.Grant{grant("per")}, To: "eva"},
		"found-org: {org: shed, home: east, units: {branch: {east: , dock: {below: east}}}, settings: {guests: true, cats: false}}": mandat.FoundOrg{
			ID: "shed", Home: "east", Units: []mandat.Unit{{ID: "east", Structure: "branch"}, {ID: "dock", Structure: "branch", Parent: "east"}},
			Settings: map[mandat.Setting]bool{"guests": true, "cats": false}},
	} {
		assert.Equal(t, want, commandOf(t, text), text)
	}
}

// A token is the one whose bytes are the SHA-256 of its word, in every command.
func TestTokensOfCommands(t *testing.T) {
	const reveals = "mMHrTuk0dnQ3Y4ePy5aiX7yaF1B01kAEd57LUkL2ReY" // printf word | openssl dgst -sha256 -binary | base64, in letters of base64url
	accept, ok := commandOf(t, "accept-invitation: {invitation: i, token: word}").(mandat.AcceptInvitation)
	require.True(t, ok)
	decline, ok := commandOf(t, "decline-invitation: {invitation: i, token: word}").(mandat.DeclineInvitation)
	require.True(t, ok)
	assert.Equal(t, reveals, accept.Token.Reveal())
	assert.Equal(t, reveals, decline.Token.Reveal())
}
