package policyfile_test

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/policyfile"
)

// library is a small system: who borrows and shelves books.
const library = `
system: library
version: "1"
structures: {place: {home: required}}
channels: {desk: , slip: {bearer: true}}
types:
  shelf: {unit: place, lists: [read], actions: {read: }}
  book:
    unit: place
    part-of: shelf
    statuses: [in, out]
    relations: [keeper]
    labels: [rare]
    lists: [read]
    actions: {read: , borrow: {needs: read}, return: , order: , burn: , stamp: }
roles:
  reader:
    at: {place: [home-subtree, subtree]}
    opens: [desk, slip]
    can: [book.read, book.borrow, {do: book.return, when: {relation: keeper}}, book.order, shelf.read]
  porter: {at: org, opens: desk, can: book.stamp}
gates:
  - {close: book.borrow, unless: {status: in}}
guards:
  - {before: book.return, needs: {status: out}}
approvals:
  - {of: book.order, by: stamp}
`

const town = `
system: library
org: town
units: {place: {centre: , east: {below: centre}, west: {below: centre}}}
members: {kalle: {home: centre}, eva: {home: east}, per: {home: west}}
grants:
  - {role: reader, to: kalle, at: home-subtree}
  - {role: reader, to: eva, at: {subtree: east}}
`

const casesHead = "system: library\norg: town.yaml\nnow: 2026-01-15T09:00:00Z\n"

// facts are the resources that the cases below ask about.
const facts = `resources:
  b-1: {type: book, id: b-1, unit: east, status: in, part-of: none, lists: none, relations: none, labels: none}
  kept: {like: b-1, status: out, relations: {keeper: eva}}
  shelf: {type: shelf, id: s-1, unit: west, lists: {read: {persons: [eva]}}}
`

// folder is a system with the cases of one file.
func folder(cases string) fstest.MapFS {
	return fstest.MapFS{
		"policy.yaml": {Data: []byte(library)},
		"town.yaml":   {Data: []byte(town)},
		"cases.yaml":  {Data: []byte(cases)},
	}
}

func mustSystem(t testing.TB, fsys fs.FS) *policyfile.System {
	t.Helper()
	s, err := policyfile.LoadSystem(fsys, ".")
	require.NoError(t, err)
	return s
}

// run returns what a single case comes to.
func run(t *testing.T, c string) policyfile.Result {
	t.Helper()
	content := casesHead + facts + "cases:\n  - {name: c, " + c + "}\n"
	results := mustSystem(t, folder(content)).Run()
	require.Len(t, results, 1)
	return results[0]
}

func TestCasesThatPass(t *testing.T) {
	for name, c := range map[string]string{
		"allowed":                "subject: {person: kalle, channel: desk}, action: borrow, resource: b-1, expect: allow",
		"allowed because":        "subject: {person: kalle, channel: desk}, action: read, resource: b-1, expect: allow, because: grant reader at centre",
		"denied":                 "subject: {person: eva, channel: desk}, action: read, resource: {like: b-1, unit: west}, expect: deny, because: no-right",
		"no standing":            "subject: {person: per, channel: desk}, action: read, resource: b-1, expect: deny, because: ['no-standing: channel-closed']",
		"gate":                   "subject: {person: eva, channel: desk}, action: borrow, resource: kept, expect: deny, because: gate-closed",
		"two codes":              "subject: {person: eva, channel: desk}, action: borrow, resource: kept, expect: deny, because: [gate-closed, 'gate-closed: book.borrow']",
		"blocked":                "subject: {person: eva, channel: desk}, action: return, resource: {like: kept, status: in}, expect: blocked, because: guard",
		"needs approval":         "subject: {person: eva, channel: desk}, action: order, resource: b-1, expect: needs-approval",
		"needs approval because": "subject: {person: eva, channel: desk}, action: order, resource: b-1, expect: needs-approval, because: needs-approval",
		"malformed":              "subject: {person: eva, channel: desk}, action: borrow, resource: {type: book, unit: east, part-of: none, lists: none, relations: none}, expect: deny, because: 'malformed: status-not-stated'",
		"nearest":                "subject: {person: eva, channel: desk}, action: borrow, resource: kept, expect: deny, because: gate-closed, nearest: [status in]",
		"told the reason":        "subject: {person: eva, channel: desk}, action: borrow, resource: kept, expect: deny, because: gate-closed, sees: reason",
		"nothing is nearest":     "subject: {person: eva, channel: desk}, action: burn, resource: b-1, expect: deny, because: no-right, nearest: []",
		"menu":                   "subject: {person: eva, channel: desk}, resource: kept, menu: {shown: [read, return, order], greyed: borrow, hidden: [burn]}",
		"an unknown person":      "subject: {person: nobody, channel: desk}, action: read, resource: b-1, expect: deny, because: 'no-standing: not-a-member'",
		"a bare reason":          "subject: {person: nobody, channel: desk}, action: read, resource: b-1, expect: deny, because: no-standing",
		"a bare fault":           "subject: {person: eva, channel: desk}, action: eat, resource: b-1, expect: deny, because: malformed",
		"an unknown type":        "subject: {person: eva, channel: desk}, action: read, resource: {type: film, unit: east, lists: none, relations: none}, expect: deny, because: 'malformed: type-unknown'",
		"an unknown action":      "subject: {person: eva, channel: desk}, action: eat, resource: b-1, expect: deny, because: 'malformed: action-unknown'",
		"another organisation":   "subject: {person: eva, channel: desk}, action: read, resource: {like: b-1, org: city}, expect: deny, because: 'malformed: org-foreign'",
		"no time":                "subject: {person: eva, channel: desk, at: none}, action: read, resource: b-1, expect: deny, because: 'malformed: time-not-stated'",
		"a list on the whole":    "subject: {person: eva, channel: desk}, action: read, resource: {like: b-1, unit: west, part-of: shelf}, expect: allow",
		"a link for this":        "subject: {person: eva, channel: slip, only: {org: town, type: book, id: b-1, action: read}}, action: read, resource: b-1, expect: allow",
		"a link for another":     "subject: {person: eva, channel: slip, only: {org: town, type: book, id: b-2, action: read}}, action: read, resource: b-1, expect: deny, because: 'no-standing: purpose-other'",
	} {
		t.Run(name, func(t *testing.T) {
			r := run(t, c)
			assert.True(t, r.Passed(), r.String())
		})
	}
}

func TestCasesThatFail(t *testing.T) {
	const (
		eva      = "subject: {person: eva, channel: desk}, "
		evaReads = eva + "action: read, resource: b-1, "
		unstated = eva + "action: borrow, resource: {type: book, unit: east, part-of: none, lists: none, relations: none}, "
	)
	for _, c := range []struct{ name, c, want string }{
		{"denied, not allowed", "subject: {person: per, channel: desk}, action: read, resource: b-1, expect: allow",
			"per may not read book b-1: deny: no-standing: channel-closed; want allow"},
		{"allowed, not denied", evaReads + "expect: deny, because: no-right",
			"eva may read book b-1: allow: grant reader at east; want deny: no-right"},
		{"allowed for another reason", evaReads + "expect: allow, because: grant reader at centre",
			"eva may read book b-1: allow: grant reader at east; want allow: grant reader at centre"},
		{"one reason of two", evaReads + "expect: allow, because: [grant reader at east, grant reader at west]",
			"eva may read book b-1: allow: grant reader at east; want allow: grant reader at east, grant reader at west"},
		{"denied for another reason", eva + "action: borrow, resource: kept, expect: deny, because: no-right",
			"eva may not borrow book b-1: deny: gate-closed: book.borrow; want deny: no-right"},
		{"blocked, not denied", eva + "action: return, resource: {like: kept, status: in}, expect: deny, because: guard",
			"eva may not return book b-1: blocked: guard: book.return; want deny: guard"},
		{"approval, not allowed", eva + "action: order, resource: {like: b-1, id: none}, expect: allow",
			"eva may not order a new book: needs-approval: book.order; want allow"},
		{"malformed, not denied", unstated + "expect: deny, because: no-right",
			"eva may not borrow a new book: deny: malformed: status-not-stated; want deny: no-right"},
		{"nearest is something", eva + "action: borrow, resource: kept, expect: deny, because: gate-closed, nearest: []",
			"eva may not borrow book b-1: deny: gate-closed, nearest [status in]; want nearest []"},
		{"nearest is less", eva + "action: borrow, resource: kept, expect: deny, because: gate-closed, nearest: [status in, status out]",
			"eva may not borrow book b-1: deny: gate-closed, nearest [status in]; want nearest [status in, status out]"},
		{"told another thing", eva + "action: borrow, resource: kept, expect: deny, because: gate-closed, sees: not-found",
			"eva may not borrow book b-1: deny: gate-closed, told reason; want told not-found"},
		{"an id that cannot be seen", eva + `action: "re\e[2Jad", resource: {like: b-1, id: "b\n1"}, expect: allow`,
			`eva may not "re\x1b[2Jad" book "b\n1": deny: malformed: action-unknown: "re\x1b[2Jad"; want allow`},
		{"a misspelt action", eva + "action: borow, resource: b-1, expect: deny, because: gate-closed",
			`eva may not borow book b-1: deny: malformed: action-unknown: borow, perhaps "borrow"; want deny: gate-closed`},
		{"a misspelt unit", eva + "action: read, resource: {like: b-1, unit: eats}, expect: allow",
			`eva may not read book b-1: deny: malformed: unit-unknown: eats, perhaps "east"; want allow`},
		{"a bare reason for another one", eva + "action: borrow, resource: kept, expect: deny, because: no-standing",
			"eva may not borrow book b-1: deny: gate-closed: book.borrow; want deny: no-standing"},
		{"nobody", "subject: {channel: desk}, action: read, resource: b-1, expect: allow",
			"nobody may not read book b-1: deny: no-standing: not-a-member; want allow"},
		{"menu", eva + "resource: kept, menu: {shown: [borrow, burn], greyed: read, hidden: [order, eat]}",
			"the menu of eva for book b-1: borrow is greyed (deny: gate-closed); want shown; burn is hidden (deny: no-right); want shown; " +
				"read is shown (allow); want greyed; order is shown (needs-approval); want hidden; there is no action eat"},
		{"a menu that cannot be decided", eva + "resource: {type: book, unit: east, part-of: none, lists: none, relations: none}, menu: {hidden: borrow}",
			"the menu of eva for a new book: borrow cannot be decided: malformed: status-not-stated"},
	} {
		t.Run(c.name, func(t *testing.T) { assert.Equal(t, c.want, run(t, c.c).Failure) })
	}
}

func TestResultsNameTheCase(t *testing.T) {
	fsys := fstest.MapFS{
		"a/b/policy.yaml": {Data: []byte(library)},
		"a/b/town.yaml":   {Data: []byte(town)},
		"a/b/cases-2.json": {Data: []byte(`{"system": "library", "org": "town.yaml", "now": "2026-01-15T09:00:00Z", "cases": [
			{"name": "eva burns", "clauses": ["B1", "B2"], "subject": {"person": "eva", "channel": "desk"},
			 "action": "burn", "resource": {"type": "book", "id": "b-1", "unit": "east", "part-of": "none", "lists": "none", "relations": "none"}, "expect": "allow"}
		]}`)},
		"a/b/cases-1.yml": {Data: []byte(casesHead + facts + `cases:
  - name: eva reads
    subject: {person: eva, channel: desk}
    action: read
    resource: b-1
    expect: allow
`)},
		"a/b/cases.txt":       {Data: []byte("no cases")},
		"a/b/other-cases.yml": {Data: []byte("no cases")},
		"a/b/cases.yaml/x":    {Data: []byte("no cases")},
	}
	s, err := policyfile.LoadSystem(fsys, "a/b")
	require.NoError(t, err)
	assert.Equal(t, []policyfile.Result{
		{File: "a/b/cases-1.yml", Line: 9, Name: "eva reads", Allows: true},
		{File: "a/b/cases-2.json", Line: 2, Name: "eva burns", Clauses: []string{"B1", "B2"}, Allows: true, Failure: "eva may not burn book b-1: deny: no-right, no-function: book.burn; want allow"},
	}, s.Run())
	assert.Equal(t, `a/b/cases-1.yml:9: "eva reads": passed`, s.Run()[0].String())
	assert.Equal(t, `a/b/cases-2.json:2: "eva burns" (B1, B2): eva may not burn book b-1: deny: no-right, no-function: book.burn; want allow`, s.Run()[1].String())
	assert.Equal(t, []string{"town.yaml"}, s.OrgFiles())
	assert.Equal(t, mandat.OrgID("town"), s.Org("town.yaml").ID())
	assert.Nil(t, s.Org("city.yaml"))
	assert.Equal(t, "library", s.Policy().System())
}

func TestCasesAboutFiles(t *testing.T) {
	fsys := folder(`system: library
cases:
  - {name: named, file: bad/org.yaml, expect: invalid, because: '3:1: unknown key "colour"; the keys here are approvals, grants, groups, invitations, members, org, retired, roles, settings, system, units'}
  - {name: elsewhere, file: bad/org.yaml, expect: invalid, because: '4:1: unknown key "colour"'}
  - {name: valid, file: town.yaml, expect: invalid, because: '1:1: something'}
  - {name: policy, file: bad/policy.json, expect: invalid, because: '1:65: the list is empty'}
  - {name: two, file: bad/two.yaml, expect: invalid, because: '1:9: the text is empty'}
`)
	fsys["bad/org.yaml"] = &fstest.MapFile{Data: []byte("system: library\norg: city\ncolour: red\n")}
	fsys["bad/two.yaml"] = &fstest.MapFile{Data: []byte("system: ''\norg: ''\n")}
	fsys["bad/policy.json"] = &fstest.MapFile{Data: []byte(`{"system": "library", "version": "1", "types": {"t": {"actions": 5}}}`)}
	var failures []string
	for _, r := range mustSystem(t, fsys).Run() {
		failures = append(failures, r.Failure)
	}
	assert.Equal(t, []string{
		"",
		`bad/org.yaml is invalid: 3:1: unknown key "colour"; the keys here are approvals, grants, groups, invitations, members, org, retired, roles, settings, system, units; want 4:1: unknown key "colour"`,
		"town.yaml is valid; want 1:1: something",
		"bad/policy.json is invalid: 1:66: expected a mapping of actions, found the number 5; want 1:65: the list is empty",
		"bad/two.yaml is invalid: 1:9: the text is empty, 2:6: the text is empty; want 1:9: the text is empty",
	}, failures)
}

// Cases run again under a policy that says something else notice it.
func TestWithAnotherPolicy(t *testing.T) {
	s := mustSystem(t, folder(casesHead+facts+`cases:
  - {name: gate, subject: {person: eva, channel: desk}, action: borrow, resource: kept, expect: deny, because: gate-closed}
  - {name: right, subject: {person: eva, channel: desk}, action: read, resource: b-1, expect: allow}
`))
	rules := s.Policy().Rules()
	rules.Gates = nil
	changed, err := mandat.NewPolicy(rules)
	require.NoError(t, err)
	other, err := s.With(changed)
	require.NoError(t, err)
	assert.Same(t, changed, other.Policy())
	assert.Same(t, changed, other.Org("town.yaml").Policy())

	failures := func(s *policyfile.System) (all []string) {
		for _, r := range s.Run() {
			all = append(all, r.Failure)
		}
		return all
	}
	assert.Equal(t, []string{"", ""}, failures(s), "the first system is unchanged")
	assert.Equal(t, []string{"eva may borrow book b-1: allow: grant reader at east; want deny: gate-closed", ""}, failures(other))
}

func TestWithAPolicyThatDoesNotFit(t *testing.T) {
	s := mustSystem(t, folder(casesHead+facts+`cases:
  - {name: right, subject: {person: eva, channel: desk}, action: read, resource: b-1, expect: allow}
`))
	rules := s.Policy().Rules()
	rules.Roles[0].ID = "student"
	changed, err := mandat.NewPolicy(rules)
	require.NoError(t, err)
	_, err = s.With(changed)
	require.ErrorContains(t, err, `town.yaml: `)
	require.ErrorContains(t, err, `unknown role "reader"`)

	rules = s.Policy().Rules()
	rules.Structures = append(rules.Structures, mandat.StructureRule{Name: "theme"})
	rules.Types[1].Structures = append(rules.Types[1].Structures, "theme")
	changed, err = mandat.NewPolicy(rules)
	require.NoError(t, err)
	_, err = s.With(changed)
	require.ErrorContains(t, err, `cases.yaml:5:36: type "book" has a unit in place and theme: write units: {structure: unit}`)
}

// A folder can be in JSON throughout, and need not have cases.
func TestFoldersInJSON(t *testing.T) {
	fsys := fstest.MapFS{"policy.json": {Data: []byte(shopJSON)}}
	assert.Empty(t, mustSystem(t, fsys).Run())
	assert.Empty(t, mustSystem(t, fsys).OrgFiles())

	fsys["acme.json"] = &fstest.MapFile{Data: []byte(acmeJSON)}
	fsys["cases.json"] = &fstest.MapFile{Data: []byte(`{"system": "shop", "org": "acme.json", "now": "2026-01-15T09:00:00Z", "cases": [
		{"name": "no member", "subject": {"person": "olga"}, "action": "read",
		 "resource": {"type": "order", "unit": "sales", "part-of": "none", "lists": "none", "relations": "none"}, "expect": "deny", "because": "no-standing: not-a-member"}
	]}`)}
	for _, r := range mustSystem(t, fsys).Run() {
		assert.True(t, r.Passed(), r.String())
	}
}
