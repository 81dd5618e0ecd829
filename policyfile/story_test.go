package policyfile_test

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"

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
types: {note: {unit: branch, relations: {author: }, actions: {read: , write: , publish: , endorse: }}}
base: everybody
roles:
  everybody: {opens: web}
  reader: {at: [org, {branch: [subtree, exact, home-subtree]}], can: note.read}
  guest: {setting: guests, can: note.read}
  keeper:
    at: [org, {branch: subtree}]
    includes: reader
    can: [note.write, note.publish, unit.create, unit.edit, unit.seal, unit.move, unit.remove, member.read, member.create, member.move, member.activate,
      member.deactivate, member.remove, group.create, group.edit, group.remove, invitation.send, invitation.resend, invitation.revoke]
  owner:
    at: org
    includes: keeper
    can: [org.edit, note.endorse, approval.withdraw, approval.read, role.create, role.edit, role.remove]
    holders: {least: 1, most: 1, enforced: true}
  founder: {can: note.read}
guards:
  - {before: member.remove, needs: {not: {target: {holds: keeper}}}}
approvals:
  - {of: member.activate, by: approve}
  - {of: note.publish, by: endorse, lasts: 720h}
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
members: {olga: {home: north}, kim: {home: south}, rut: {home: harbour}, sam: {home: south, status: inactive}, tom: {home: south, status: inactive}, eva: {home: south, status: invited}}
groups: {cooks: {members: [rut]}, all: {groups: [cooks]}}
roles: {writer: {includes: reader, can: note.write}}
grants:
  - {role: owner, to: olga, at: org}
  - {role: keeper, to: kim, at: {subtree: south}}
  - {role: reader, to: rut, at: home-subtree}
invitations: {i-1: {to: eva, home: south, token: open sesame, address: eva@example.org, until: 2026-02-01T00:00:00Z, by: kim, through: web}}
approvals:
  - {of: note.publish, id: n-1, digest: v1, units: {branch: south}, relations: {author: none}, by: kim, through: web, at: 2026-01-10T09:00:00Z, until: 2026-02-01T00:00:00Z}
  - {of: member.activate, id: sam, units: {branch: south}, by: olga, through: web, at: 2026-01-10T09:00:00Z, status: approved, votes: [{by: kim, through: web}]}
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

// A step is what the cases after it are about, if it was allowed.
func TestStepsChangeTheOrganisation(t *testing.T) {
	const reads = "action: read, resource: {type: note, id: n-1, unit: north}, "
	assert.Equal(t, []string{"", "", "", "", "", "", ""}, tell(t, `
  - {name: before, subject: {person: kim, channel: web}, `+reads+`expect: deny, because: no-right}
  - {name: refused, subject: {person: kim, channel: web}, do: {grant-role: {role: reader, to: kim, at: org}}, expect: deny, because: no-right}
  - {name: nothing has changed, subject: {person: kim, channel: web}, `+reads+`expect: deny, because: no-right}
  - {name: allowed, subject: {person: olga, channel: web}, do: {grant-role: {role: reader, to: kim, at: org}}, expect: allow}
  - {name: after, subject: {person: kim, channel: web}, `+reads+`expect: allow, because: grant reader at org}
  - {name: the menu too, subject: {person: kim, channel: web}, resource: {type: note, unit: north}, menu: {shown: read, hidden: write}}
  - {name: the first day again, afresh: true, subject: {person: kim, channel: web}, `+reads+`expect: deny, because: no-right}
`))
}

// Each file begins with the organisation of its own.
func TestStoriesOfSeveralFiles(t *testing.T) {
	const asks = "  - {name: a, subject: {person: rut, channel: web}, action: read, resource: {type: member, id: rut}, expect: deny, because: no-right}\n"
	fsys := clubFolder(storyHead + "  - {name: b, subject: {person: olga, channel: web}, do: {grant-role: {role: keeper, to: rut, at: org}}, expect: allow}\n")
	fsys["cases2.yaml"] = &fstest.MapFile{Data: []byte(storyHead + asks)}
	for _, r := range mustSystem(t, fsys).Run() {
		assert.True(t, r.Passed(), r.String())
	}
}

// Several commands are one change: all of them, or nothing.
func TestStepsOfSeveralCommands(t *testing.T) {
	assert.Equal(t, []string{"", "", "", ""}, tell(t, `
  - name: the second one cannot be done
    subject: {person: olga, channel: web}
    do:
      - add-unit: {id: attic, structure: branch, below: north}
      - add-unit: {id: south, structure: branch, below: north}
    expect: blocked
    because: "guard: id-used"
    step: 2
  - name: the first one has not been done
    subject: {person: olga, channel: web}
    action: read
    resource: {type: unit, id: attic}
    expect: deny
    because: no-right
  - name: both are done
    subject: {person: olga, channel: web}
    do: [{add-unit: {id: attic, structure: branch, below: north}}, {add-unit: {id: roof, structure: branch, below: attic}}]
    expect: allow
    events: [unit-added, unit-added]
  - name: here they are
    subject: {person: olga, channel: web}
    action: edit
    resource: {type: unit, id: roof}
    expect: allow
`))
}

func TestAllThatComesOfAStep(t *testing.T) {
	assert.Equal(t, []string{"", "", "", "", "", ""}, tell(t, `
  - {name: told, subject: {person: olga, channel: web}, do: {remove-member: {person: rut}}, expect: allow, notices: ["owner olga: member.remove rut", "rut: member.remove rut"]}
  - {name: told of a grant, subject: {person: olga, channel: web}, do: {grant-role: {role: reader, to: kim, at: org}}, expect: allow, notices: ["owner olga: grant.give", "kim: grant.give"]}
  - {name: quietly, subject: {person: olga, channel: web}, do: {grant-role: {role: reader, to: sam, at: org}}, quietly: true, expect: allow, notices: [], events: role-granted}
  - {name: under approval, subject: {person: olga, channel: web}, do: {activate-member: {person: tom}}, expect: needs-approval}
  - {name: and why, subject: {person: olga, channel: web}, do: {activate-member: {person: tom}}, quietly: false, expect: needs-approval, because: needs-approval, step: 1}
  - {name: an invariant, subject: {person: olga, channel: web}, do: {revoke-role: {role: owner, to: olga, at: org}}, expect: blocked, because: "guard: too-few-holders"}
`))
}

// What an organisation is that was founded in the story, its resources belong to.
func TestFoundingStories(t *testing.T) {
	assert.Equal(t, []string{"", "", "", "", "", ""}, tell(t, `
  - {name: in another channel, subject: {person: per, channel: web}, do: {found-org: {org: shed}}, expect: deny, because: "no-standing: not-offered"}
  - {name: found, subject: {person: per, channel: public}, do: {found-org: {org: shed, units: {branch: {east: }}, home: east}}, expect: allow}
  - {name: mine, subject: {person: per, channel: web}, action: write, resource: {type: note, unit: east}, expect: allow}
  - {name: still the old one, subject: {person: per, channel: web}, action: write, resource: {type: note, unit: east, org: hall}, expect: deny, because: "malformed: org-foreign"}
  - {name: goes on, subject: {person: per, channel: web}, do: {add-unit: {id: west, structure: branch}}, expect: allow}
  - {name: back, afresh: true, subject: {person: per, channel: web}, action: write, resource: {type: note, unit: north}, expect: deny, because: "no-standing: not-a-member"}
`))
}

// An invitation's secret in a file is the same in every command.
func TestInvitationStories(t *testing.T) {
	assert.Equal(t, []string{"", "", "", "", "", "", "", "", ""}, tell(t, `
  - {name: another word, subject: {person: eva, channel: public}, do: {accept-invitation: {invitation: i-1, token: sesame, address: eva@example.org}}, expect: deny, because: "no-standing: not-invited"}
  - {name: no word, subject: {person: eva, channel: public}, do: {accept-invitation: {invitation: i-1, address: eva@example.org}}, expect: deny, because: "no-standing: not-invited"}
  - {name: no address, subject: {person: eva, channel: public}, do: {decline-invitation: {invitation: i-1, token: open sesame}}, expect: deny, because: "no-standing: not-invited"}
  - {name: too late, subject: {person: eva, channel: public, at: 2026-02-01T00:00:00Z}, do: {accept-invitation: {invitation: i-1, token: open sesame, address: eva@example.org}}, expect: blocked, because: "guard: invitation-over"}
  - {name: sent again, subject: {person: kim, channel: web}, do: {resend-invitation: {invitation: i-1, token: new, address: eva@example.com}}, expect: allow}
  - {name: the old word, subject: {person: eva, channel: public}, do: {accept-invitation: {invitation: i-1, token: open sesame, address: eva@example.org}}, expect: deny, because: "no-standing: not-invited"}
  - {name: the new word, subject: {person: eva, channel: public}, do: {accept-invitation: {invitation: i-1, token: new, address: eva@example.com, account: false}}, expect: allow}
  - {name: not yet, subject: {person: eva, channel: web}, action: read, resource: {type: note, unit: south}, expect: deny, because: "no-standing: not-active"}
  - {name: confirmed, subject: {person: eva, channel: web}, do: {confirm-account: {person: eva}}, expect: allow, events: member-activated}
`))
}

// What is not told, a story tells by the decision.
func TestWhatIsNotFound(t *testing.T) {
	assert.Equal(t, []string{"", ""}, tell(t, `
  - {name: hidden, subject: {person: rut, channel: web}, do: {remove-member: {person: kim}}, expect: deny, because: no-right, sees: not-found}
  - {name: hidden elsewhere, subject: {person: kim, channel: web}, do: {remove-member: {person: olga}}, expect: deny, because: no-right, sees: not-found}
`))
}

func TestStepsThatFail(t *testing.T) {
	const olga, kim = "subject: {person: olga, channel: web}, ", "subject: {person: kim, channel: web}, "
	const removed = "do: {remove-member: {person: rut}}, "
	for _, c := range []struct{ name, c, want string }{
		{"denied, not allowed", kim + "do: {grant-role: {role: reader, to: rut, at: org}}, expect: allow",
			"kim may not grant-role: deny: no-right, not-covered: grant keeper at south; want allow"},
		{"allowed, not denied", olga + removed + "expect: deny, because: no-right",
			"olga may remove-member: allow; want deny: no-right"},
		{"denied for another reason", kim + "do: {add-unit: {id: attic, structure: branch, below: north}}, expect: deny, because: gate-closed",
			"kim may not add-unit: deny: no-right, not-covered: grant keeper at south; want deny: gate-closed"},
		{"denied, not blocked", olga + "do: {remove-member: {person: kim}}, expect: deny, because: guard",
			"olga may not remove-member: blocked: guard: member.remove; want deny: guard"},
		{"in another step", olga + "do: [" + "{remove-member: {person: rut}}, {remove-member: {person: kim}}], expect: blocked, because: guard, step: 1",
			"olga may not remove-member, remove-member: blocked: guard: member.remove, in step 2; want blocked: guard, in step 1"},
		{"other events", olga + removed + "expect: allow, events: [member-left, role-revoked]",
			"olga may remove-member: allow, events [member-left]; want events [member-left, role-revoked]"},
		{"no events", olga + removed + "expect: allow, events: []",
			"olga may remove-member: allow, events [member-left]; want events []"},
		{"other notices", olga + removed + `expect: allow, events: member-left, notices: "rut: member.remove rut"`,
			"olga may remove-member: allow, notices [owner olga: member.remove rut, rut: member.remove rut]; want notices [rut: member.remove rut]"},
		{"told all the same", olga + removed + `quietly: true, expect: allow, notices: "rut: member.remove rut"`,
			"olga may remove-member: allow, notices []; want notices [rut: member.remove rut]"},
		{"a founding that is refused", "subject: {person: per, channel: public}, do: {found-org: {org: shed, home: east}}, expect: allow",
			"per may not found-org: blocked: guard: unit-missing: east; want allow"},
		{"told another thing", kim + "do: {grant-role: {role: reader, to: rut, at: org}}, expect: deny, because: no-right, sees: not-found",
			"kim may not grant-role: deny: no-right, not-covered: grant keeper at south, told reason; want told not-found"},
		{"not told, and told in vain", "subject: {person: rut, channel: web}, do: {remove-member: {person: kim}}, expect: deny, because: no-right, sees: reason",
			"rut may not remove-member: deny: no-right, told not-found; want told reason"},
		{"not told, and for another reason", "subject: {person: rut, channel: web}, do: {remove-member: {person: kim}}, expect: deny, because: gate-closed, sees: not-found",
			"rut may not remove-member: deny: no-right; want deny: gate-closed"},
		{"an id that cannot be seen", `subject: {person: "k\nim", channel: web}, ` + removed + "expect: allow",
			`"k\nim" may not remove-member: deny: no-standing: not-a-member; want allow`},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, []string{c.want}, tell(t, "  - {name: a, "+c.c+"}\n"))
		})
	}
}

// What a story allows and refuses is said of its steps, as of questions.
func TestResultsOfSteps(t *testing.T) {
	results := mustSystem(t, clubFolder(storyHead+`
  - {name: a, clauses: [C1], subject: {person: olga, channel: web}, do: {remove-member: {person: rut}}, expect: allow}
  - {name: b, clauses: [C2], subject: {person: olga, channel: web}, do: {remove-member: {person: kim}}, expect: blocked, because: guard}
  - {name: c, clauses: [C3], subject: {person: olga, channel: web}, do: {activate-member: {person: tom}}, expect: needs-approval}
`)).Run()
	assert.Equal(t, []policyfile.Result{
		{File: "cases.yaml", Line: 6, Name: "a", Clauses: []string{"C1"}, Allows: true},
		{File: "cases.yaml", Line: 7, Name: "b", Clauses: []string{"C2"}, Refuses: true},
		{File: "cases.yaml", Line: 8, Name: "c", Clauses: []string{"C3"}, Allows: true, Refuses: true},
	}, results)
}
