package policyfile_test

import (
	"slices"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/internal/mutants"
	"github.com/mandat-go/mandat/policyfile"
)

// longStory is one in which each case needs those before it.
const longStory = `
  - {name: a, subject: {person: olga, channel: web}, do: {grant-role: {role: keeper, to: rut, at: {subtree: south}}}, expect: allow}
  - {name: b, subject: {person: rut, channel: web}, do: {invite-person: {invitation: i-2, person: per, home: south, roles: [{role: reader, at: {subtree: south}}], token: a, address: p@example.org}}, expect: allow}
  - {name: c, subject: {person: per, channel: public}, do: {accept-invitation: {invitation: i-2, token: a, address: p@example.org}}, expect: allow}
  - {name: d, subject: {person: per, channel: web}, action: read, resource: {type: note, unit: harbour}, expect: allow}
  - {name: e, subject: {person: ida, channel: public}, do: {found-org: {org: shed, units: {branch: {east: }}, home: east}}, expect: allow}
  - {name: f, subject: {person: ida, channel: web}, do: {add-unit: {id: west, structure: branch}}, expect: allow}
  - {name: g, subject: {person: ida, channel: web}, resource: {type: unit, id: west}, menu: {shown: [edit, move, remove], greyed: create, hidden: read}}
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
		"rut may not invite-person: blocked: guard: not-carried: reader; want allow",
		"per may not accept-invitation: deny: no-standing: not-invited; want allow",
		"per may not read a new note: deny: no-standing: not-a-member; want allow",
		"ida may not found-org: deny: no-standing: not-offered; want allow",
		"ida may not add-unit: deny: no-standing: not-a-member; want allow",
		"the menu of ida for unit west: edit cannot be decided: no-standing: not-a-member; move cannot be decided: no-standing: not-a-member; " +
			"remove cannot be decided: no-standing: not-a-member; create cannot be decided: no-standing: not-a-member; read cannot be decided: no-standing: not-a-member",
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
