package policyfile_test

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
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

// deskFolder is the folder of a system with cases about the office.
func deskFolder(cases string) fstest.MapFS {
	return fstest.MapFS{
		"policy.yaml": {Data: []byte(desk)},
		"office.yaml": {Data: []byte(office)},
		"cases.yaml":  {Data: []byte(officeHead + cases)},
	}
}

const officeHead = "system: desk\norg: office.yaml\nnow: 2026-01-15T09:00:00Z\ncases:\n"

// toldOf runs cases about the office, and returns what came of them.
func toldOf(t *testing.T, cases string) []policyfile.Result {
	t.Helper()
	return mustSystem(t, deskFolder(cases)).Run()
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
		{"nobody who is no member", north + `told: ["porter ada: parcel.send p-1", "owner bo: parcel.send p-1", "owner cy: parcel.send p-1"], not-told: [dan, none]}`,
			"send of parcel p-1: told [porter ada: parcel.send p-1, owner bo: parcel.send p-1, owner cy: parcel.send p-1]; want not dan, who is no member"},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want, toldOf(t, c.c)[0].Failure)
		})
	}
}

// Nobody could be told of what the policy does not have: the file is wrong.
func TestWhatNobodyIsToldOf(t *testing.T) {
	for _, b := range []bad{
		{"an action", "{name: a, action: ¦sned, resource: {type: parcel, unit: north}, told: []}",
			[]string{`unknown action "sned" of type "parcel", perhaps "send": expected read or send`}},
		{"a type", "{name: a, action: send, resource: {type: ¦parsel, units: {branch: north}}, told: []}",
			[]string{`unknown type "parsel", perhaps "parcel": expected parcel`}},
		{"a type like another one's", "{name: a, action: open, resource: {like: p-1, type: ¦letter}, told: []}\nresources: {p-1: {type: parcel}}",
			[]string{`unknown type "letter": expected parcel`}},
		{"an action on what has a name", "{name: a, action: ¦sing, resource: p-1, told: []}\nresources: {p-1: {type: parcel}}",
			[]string{`unknown action "sing" of type "parcel": expected read or send`}},
		{"what is built in", "{name: a, action: remove, resource: {type: ¦member, id: ada}, told: []}",
			[]string{`type "member" is built in, and its notices come of steps: expected parcel`}},
	} {
		t.Run(b.name, func(t *testing.T) {
			b.content = officeHead + "  - " + b.content
			b.assertErrors(t, "cases.yaml", func(cases string) error {
				fsys := deskFolder("")
				fsys["cases.yaml"].Data = []byte(cases)
				s, err := policyfile.LoadSystem(fsys, ".")
				return oneOf(s == nil, err)
			})
		})
	}
}

// Where there are no types, none is expected.
func TestToldWithoutTypes(t *testing.T) {
	fsys := deskFolder("  - {name: a, action: send, resource: {type: parcel}, told: []}")
	fsys["policy.yaml"].Data = []byte("system: desk\nversion: \"1\"\nchannels: {web: {login: true}}\nroles: {porter: {opens: web, can: member.read}}")
	fsys["office.yaml"].Data = []byte("system: desk\norg: office\nmembers: {ada: }")
	_, err := policyfile.LoadSystem(fsys, ".")
	require.EqualError(t, err, `cases.yaml:5:46: unknown type "parcel"`)
}

// A policy without the action does not fit the cases.
func TestToldUnderAnotherPolicy(t *testing.T) {
	s := mustSystem(t, deskFolder(north+"told: []}"))
	rules := s.Policy().Rules()
	rules.Notices, rules.Types[0].Actions = nil, rules.Types[0].Actions[:1]
	p, err := mandat.NewPolicy(rules)
	require.NoError(t, err)
	_, err = s.With(p)
	require.EqualError(t, err, `cases.yaml:5:23: unknown action "send" of type "parcel": expected read`)
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
