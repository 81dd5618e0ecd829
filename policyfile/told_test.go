package policyfile_test

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"

	"github.com/mandat-go/mandat/policyfile"
)

const desk = `
system: desk
version: "1"
structures: {branch: }
channels: {web: {login: true}}
types: {parcel: {unit: branch, actions: {read: , send: }}}
base: everybody
roles:
  everybody: {opens: web, can: member.remove}
  porter: {at: {branch: subtree}, can: parcel.read, holders: {least: 1}}
  owner: {can: parcel.read, holders: {least: 2}}
notify: {parcel.send: [porter, owner]}
ask: [owner, porter]
`

const office = `
system: desk
org: office
units: {branch: {north: , south: }}
members: {ada: , bo: , cy: }
grants: [{role: porter, to: ada, at: {subtree: north}}, {role: owner, to: bo, at: org}, {role: owner, to: cy, at: org}]
`

// toldOf runs cases about the office, and returns what came of them.
func toldOf(t *testing.T, cases string) []policyfile.Result {
	t.Helper()
	return mustSystem(t, fstest.MapFS{
		"policy.yaml": {Data: []byte(desk)},
		"office.yaml": {Data: []byte(office)},
		"cases.yaml":  {Data: []byte("system: desk\norg: office.yaml\nnow: 2026-01-15T09:00:00Z\ncases:\n" + cases)},
	}).Run()
}

const north = "  - {name: a, action: send, resource: {type: parcel, id: p-1, unit: north}, "

func TestWhoIsTold(t *testing.T) {
	for _, c := range []struct{ name, c, want string }{
		{"all, in order", north + `told: ["porter ada: parcel.send p-1", "owner bo: parcel.send p-1", "owner cy: parcel.send p-1"]}`, ""},
		{"nobody too many", north + `told: ["porter ada: parcel.send p-1", "owner bo: parcel.send p-1"]}`,
			"send of parcel p-1: told [porter ada: parcel.send p-1, owner bo: parcel.send p-1, owner cy: parcel.send p-1]; want [porter ada: parcel.send p-1, owner bo: parcel.send p-1]"},
		{"where the grant covers", "  - {name: a, action: send, resource: {type: parcel, id: p-1, unit: south}, told: [], not-told: ada}",
			"send of parcel p-1: told [owner bo: parcel.send p-1, owner cy: parcel.send p-1]; want []"},
		{"not those who are not", "  - {name: a, action: send, resource: {type: parcel, id: p-1, unit: south}, told: [\"owner bo: parcel.send p-1\", \"owner cy: parcel.send p-1\"], not-told: ada}", ""},
		{"not those who are told", "  - {name: a, action: send, resource: {type: parcel, unit: south}, told: [\"owner bo: parcel.send\", \"owner cy: parcel.send\"], not-told: [ada, cy]}",
			"send of a new parcel: told [owner bo: parcel.send, owner cy: parcel.send]; want not cy"},
		{"nobody of what nobody is told", "  - {name: a, action: read, resource: {type: parcel, id: p-1, unit: north}, told: []}", ""},
		{"no action", "  - {name: a, action: sing, resource: {type: parcel, id: p-1, unit: north}, told: []}",
			"type parcel has no action sing of which somebody could be told"},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want, toldOf(t, c.c)[0].Failure)
		})
	}
}

func TestWhatIsVacant(t *testing.T) {
	results := toldOf(t, `
  - {name: at first, vacancies: porter at south}
  - {name: somebody leaves, subject: {person: bo, channel: web}, do: {remove-member: {person: cy}}, expect: allow}
  - {name: then, vacancies: [porter at south, owner]}
  - {name: in that order, vacancies: [owner, porter at south]}
  - {name: afresh, afresh: true, vacancies: porter at south}
  - {name: not nothing, vacancies: []}
`)
	var failures []string
	for _, r := range results {
		failures = append(failures, r.Failure)
	}
	assert.Equal(t, []string{"", "", "", "vacancies [porter at south, owner]; want [owner, porter at south]", "",
		"vacancies [porter at south]; want []"}, failures)
}

// To be told is something that is allowed, not to be told something that is not;
// the same of a role that is held, and one that is vacant.
func TestResultsOfWhatIsToldAndVacant(t *testing.T) {
	for _, c := range []struct {
		c               string
		allows, refuses bool
	}{
		{north + `told: ["porter ada: parcel.send p-1"]}`, true, false},
		{north + `told: ["porter ada: parcel.send p-1"], not-told: bo}`, true, true},
		{north + "told: []}", false, true},
		{"  - {name: a, vacancies: []}", true, false},
		{"  - {name: a, vacancies: owner}", false, true},
	} {
		r := toldOf(t, c.c)[0]
		assert.Equal(t, c.allows, r.Allows, c.c)
		assert.Equal(t, c.refuses, r.Refuses, c.c)
	}
}

// A question says whom the subject is told to turn to, all of them and in order.
func TestWhomToAsk(t *testing.T) {
	const question = "  - {name: a, subject: {person: cy, channel: web}, action: send, resource: {type: parcel, id: p-1, unit: north}, expect: deny, because: no-right, ask: "
	assert.Empty(t, toldOf(t, question+"[owner bo, porter ada]}")[0].Failure) // and not themselves
	assert.Equal(t, "cy may not send parcel p-1: deny: no-right, told to ask [owner bo, porter ada]; want told to ask [owner bo]",
		toldOf(t, question+"owner bo}")[0].Failure)
	assert.Equal(t, "cy may not send parcel p-1: deny: no-right, told to ask [owner bo, porter ada]; want told to ask []",
		toldOf(t, question+"[]}")[0].Failure)
}
