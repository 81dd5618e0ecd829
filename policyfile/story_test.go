package policyfile_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/internal/mutants"
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
  - {name: under approval, subject: {person: olga, channel: web}, do: {change-setting: {guests: true}}, expect: needs-approval}
  - {name: and why, subject: {person: olga, channel: web}, do: {change-setting: {guests: true}}, quietly: false, expect: needs-approval, because: needs-approval, step: 1}
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
			"per may not found-org: blocked: guard: unit-missing; want allow"},
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
  - {name: c, clauses: [C3], subject: {person: olga, channel: web}, do: {change-setting: {guests: true}}, expect: needs-approval}
`)).Run()
	assert.Equal(t, []policyfile.Result{
		{File: "cases.yaml", Line: 6, Name: "a", Clauses: []string{"C1"}, Allows: true},
		{File: "cases.yaml", Line: 7, Name: "b", Clauses: []string{"C2"}, Refuses: true},
		{File: "cases.yaml", Line: 8, Name: "c", Clauses: []string{"C3"}, Allows: true, Refuses: true},
	}, results)
}

// longStory is one in which each case needs those before it.
const longStory = `
  - {name: a, subject: {person: olga, channel: web}, do: {grant-role: {role: keeper, to: rut, at: {subtree: south}}}, expect: allow}
  - {name: b, subject: {person: rut, channel: web}, do: {invite-person: {invitation: i-2, person: per, home: south, roles: [{role: reader, at: {subtree: south}}], token: a, address: p@example.org}}, expect: allow}
  - {name: c, subject: {person: per, channel: public}, do: {accept-invitation: {invitation: i-2, token: a, address: p@example.org}}, expect: allow}
  - {name: d, subject: {person: per, channel: web}, action: read, resource: {type: note, unit: harbour}, expect: allow}
  - {name: e, subject: {person: ida, channel: public}, do: {found-org: {org: shed, units: {branch: {east: }}, home: east}}, expect: allow}
  - {name: f, subject: {person: ida, channel: web}, do: {add-unit: {id: west, structure: branch}}, expect: allow}
  - {name: g, subject: {person: ida, channel: web}, resource: {type: unit, id: west}, menu: {shown: [create, edit, move, remove], hidden: read}}
`

// Under every other policy that is valid a story runs to its end, whatever its
// commands then name that is not there.
func TestStoriesUnderOtherPolicies(t *testing.T) {
	s := mustSystem(t, clubFolder(storyHead+longStory))
	for _, r := range s.Run() {
		require.True(t, r.Passed(), r.String())
	}
	noticed := 0
	for _, m := range mutants.Of(s.Policy()) {
		p, err := mandat.NewPolicy(m.Rules)
		if err != nil {
			continue
		}
		other, err := s.With(p)
		if err != nil {
			continue
		}
		results := other.Run()
		require.Len(t, results, 7)
		if slices.ContainsFunc(results, func(r policyfile.Result) bool { return !r.Passed() }) {
			noticed++
		}
	}
	assert.Greater(t, noticed, 10)

	rules := s.Policy().Rules()
	rules.Joining = mandat.JoiningRules{}
	p, err := mandat.NewPolicy(rules)
	require.NoError(t, err)
	other, err := s.With(p)
	require.NoError(t, err)
	var failures []string
	for _, r := range other.Run() {
		failures = append(failures, r.Failure)
	}
	assert.Equal(t, []string{
		"",
		"rut may not invite-person: blocked: guard: not-carried; want allow",
		"per may not accept-invitation: deny: no-standing: not-invited; want allow",
		"per may not read a new note: deny: no-standing: not-a-member; want allow",
		"ida may not found-org: deny: no-standing: not-offered; want allow",
		"ida may not add-unit: deny: no-standing: not-a-member; want allow",
		"the menu of ida for unit west: create cannot be decided: no-standing: not-a-member; " +
			"edit cannot be decided: no-standing: not-a-member; move cannot be decided: no-standing: not-a-member; remove cannot be decided: no-standing: not-a-member; " +
			"read cannot be decided: no-standing: not-a-member",
	}, failures)
}

// storyJSON is a story in the other format.
const storyJSON = `{"system": "club", "org": "hall.yaml", "now": "2026-01-15T09:00:00Z", "cases": [
  {"name": "a", "subject": {"person": "per", "channel": "public"}, "do": {"register": null}, "expect": "allow", "events": ["member-joined", "role-granted"]},
  {"name": "b", "subject": {"person": "olga", "channel": "web"}, "do": [{"move-member": {"person": "per", "home": "north"}},
    {"grant-role": {"role": "keeper", "to": "per", "at": {"subtree": "north"}}}], "quietly": true, "expect": "allow", "notices": []},
  {"name": "c", "subject": {"person": "per", "channel": "web"}, "action": "move", "resource": {"type": "member", "id": "per"}, "expect": "allow"},
  {"name": "d", "afresh": true, "subject": {"person": "per", "channel": "web"}, "do": {"deactivate-member": {"person": "rut"}}, "expect": "deny",
   "because": "no-standing: not-a-member", "step": 1}
]}`

func TestStoriesInJSON(t *testing.T) {
	fsys := clubFolder(storyHead + longStory)
	fsys["cases.json"] = &fstest.MapFile{Data: []byte(storyJSON)}
	results := mustSystem(t, fsys).Run()
	assert.Len(t, results, 11)
	for _, r := range results {
		assert.True(t, r.Passed(), r.String())
	}
}

// A story can be told by many at once, and ends the same way every time.
func TestStoriesAreSafeForConcurrentUse(t *testing.T) {
	s := mustSystem(t, clubFolder(everyCommand()))
	want := s.Run()
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() { assert.Equal(t, want, s.Run()) })
	}
	all.Wait()
}
