package policyfile_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat/policyfile"
)

const (
	keysOfResource = "id, labels, like, lists, org, part-of, relations, status, type, unit, units"
	asks           = "subject: {person: eva}, action: read, "
)

// loadCases loads a folder with the cases.
func loadCases(content string) error {
	s, err := policyfile.LoadSystem(folder(content), ".")
	return oneOf(s == nil, err)
}

func TestWrongCases(t *testing.T) {
	const denied = casesHead + "cases: [{name: a, " + asks + "resource: {type: book}, expect: deny, because: "
	for _, b := range []bad{
		// The file.
		{"another system", "system: ¦bank\ncases: [{name: a, file: town.yaml, expect: invalid, because: b}]", []string{`the file belongs to system "bank", and the policy to "library"`}},
		{"no cases", "¦org: town.yaml", []string{`keys "system" and "cases" are missing`}},
		{"an empty list of cases", casesHead + "cases: ¦[]", []string{"the list of cases is empty"}},
		{"a mapping of cases", casesHead + "cases: ¦{}", []string{"expected a list of cases, found a mapping"}},
		{"no organisation and no time", "¦¦system: library\ncases: [{name: a, " + asks + "resource: {type: book}, expect: allow}]", []string{
			`key "org" is missing: the file of the organisation that is asked`, `key "now" is missing: the time of subjects that say none`}},
		{"an organisation that is not there", "system: library\norg: ¦city.yaml\nnow: 2026-01-15T09:00:00Z\ncases: [{name: a, " + asks + "resource: {type: book}, expect: allow}]",
			[]string{"cannot read the file: open city.yaml: file does not exist"}},
		{"an organisation outside", "system: library\norg: ¦../town.yaml\nnow: ¦today\ncases: [{name: a, " + asks + "resource: {type: book}, expect: allow}]", []string{
			`"../town.yaml" is no file in this folder or below it`, `"today" is no time: write it as 2026-01-15T09:00:00Z`}},
		{"an unknown key", casesHead + "¦resource: {}\ncases: [¦{name: a, file: town.yaml, expect: invalid}]", []string{
			`unknown key "resource", perhaps "resources"; the keys here are cases, now, org, resources, system`, `key "because" is missing`}},

		// A case.
		{"missing keys", casesHead + "cases: [¦{menu: {shown: a}}, ¦{name: a}, ¦{file: town.yaml}]", []string{
			`keys "name" and "subject" and "resource" are missing`,
			`keys "subject" and "action" and "resource" and "expect" are missing`,
			`keys "name" and "expect" and "because" are missing`}},
		{"no reason for a denial", casesHead + "cases: [¦{name: a, " + asks + "resource: {type: book}, expect: deny}]", []string{`key "because" is missing`}},
		{"no reason for a block", casesHead + "cases: [¦{name: a, " + asks + "resource: {type: book}, expect: blocked}]", []string{`key "because" is missing`}},
		{"an unknown outcome", casesHead + "cases: [{name: a, " + asks + "resource: {type: book}, expect: ¦allowed}]",
			[]string{`unknown expectation "allowed", perhaps "allow": expected allow, deny, blocked or needs-approval`}},
		{"an invalid question", casesHead + "cases: [{name: a, " + asks + "resource: {type: book}, expect: ¦invalid}]",
			[]string{`unknown expectation "invalid": expected allow, deny, blocked or needs-approval`}},
		{"a valid file", casesHead + "cases: [{name: a, file: town.yaml, expect: ¦allow, because: b}]", []string{`unknown expectation "allow": expected invalid`}},
		{"a file outside", casesHead + "cases: [{name: a, file: ¦/town.yaml, expect: invalid, because: b}, {name: b, file: ¦., expect: invalid, because: b}]", []string{
			`"/town.yaml" is no file in this folder or below it`, `"." is no file in this folder or below it`}},
		{"a file that is not there", casesHead + "cases: [{name: a, file: ¦bad/x.yaml, expect: invalid, because: b}]",
			[]string{"cannot read the file: open bad/x.yaml: file does not exist"}},
		{"a doubled name", casesHead + "cases:\n  - {name: a, file: town.yaml, expect: invalid, because: b}\n  - {name: ¦a, file: town.yaml, expect: invalid, because: b}",
			[]string{"a case of this name stands in line 5 already"}},
		{"a reason for a menu", casesHead + "cases: [{name: a, subject: {}, resource: {type: book}, menu: {shown: read}, ¦because: b}]",
			[]string{`unknown key "because"; the keys here are afresh, clauses, menu, name, resource, subject`}},
		{"an empty menu", casesHead + "cases: [{name: a, subject: {}, resource: {type: book}, menu: ¦{shown: []}}]", []string{"the menu names no action"}},
		{"an action twice in a menu", casesHead + "cases: [{name: a, subject: {}, resource: {type: book}, menu: ¦{shown: [read], greyed: read}}]", []string{`action "read" stands here twice`}},

		// A subject.
		{"a subject by name", casesHead + "cases: [{name: a, subject: ¦eva, action: read, resource: {type: book}, expect: allow}]",
			[]string{`expected a mapping with the keys at, channel, only, person, session, session-id, found the text "eva"`}},
		{"an unknown code", denied + "¦no-rigt}]", []string{`unknown code "no-rigt", perhaps "no-right"`}},
		{"an unknown code of several", denied + "[no-right, ¦not-coverd]}]", []string{`unknown code "not-coverd", perhaps "not-covered"`}},
		{"an unknown detail", denied + "¦'malformed: unit-unknwon'}]", []string{`unknown code "unit-unknwon", perhaps "unit-unknown"`}},
		{"an unknown detail of a guard", denied + "¦'guard: alredy-so'}]", []string{`unknown code "alredy-so", perhaps "already-so"`}},
		{"bare details", denied + "[¦already-so, ¦unit-unknown, ¦channel-closed, ¦not-invited]}]", []string{`code "already-so" stands after its reason: expected "guard: already-so"`,
			`code "unit-unknown" stands after its reason: expected "malformed: unit-unknown"`, `code "channel-closed" stands after its reason: expected "no-standing: channel-closed"`,
			`code "not-invited" stands after its reason: expected "no-standing: not-invited"`}},
		{"a code with its name", denied + "¦'malformed: unit-unknown: east'}]", []string{`a code has no name: expected "malformed: unit-unknown"`}},
		{"several codes in one text", denied + "¦'gate-closed: book.borrow, own-request: book.borrow'}]", []string{`several codes stand in one text: write a list of them, ["gate-closed: book.borrow", "own-request: book.borrow"]`}},
		{"an unknown session", casesHead + "cases: [{name: a, subject: {person: eva, session: ¦closed}, action: read, resource: {type: book}, expect: allow}]",
			[]string{`unknown session "closed": expected open or none`}},
		{"a wrong time", casesHead + "cases: [{name: a, subject: {person: eva, at: ¦noon}, action: read, resource: {type: book}, expect: allow}]",
			[]string{`"noon" is no time: write it as 2026-01-15T09:00:00Z`}},
		{"an unknown key of a purpose", casesHead + "cases: [{name: a, subject: {person: eva, only: {¦actoin: read}}, action: read, resource: {type: book}, expect: allow}]",
			[]string{`unknown key "actoin", perhaps "action"; the keys here are action, id, org, type`}},

		// A resource.
		{"an unknown name", casesHead + facts + "cases: [{name: a, " + asks + "resource: ¦b-2, expect: allow}]", []string{`no resource is named "b-2", perhaps "b-1"`}},
		{"an empty name", casesHead + facts + "cases: [{name: a, " + asks + "resource: ¦'', expect: allow}]", []string{"the text is empty"}},
		{"a list of resources", casesHead + "resources: ¦[]\ncases: [{name: a, " + asks + "resource: {type: book}, expect: allow}]", []string{"expected a mapping of names to resources, found a list"}},
		{"no type", casesHead + "cases: [{name: a, " + asks + "resource: ¦{id: b-1}, expect: allow}]", []string{`key "type" is missing`}},
		{"an unknown key of a resource", casesHead + "cases: [{name: a, " + asks + "resource: {type: book, ¦owner: eva}, expect: allow}]",
			[]string{`unknown key "owner"; the keys here are ` + keysOfResource}},
		{"a number for an id", casesHead + "cases: [{name: a, " + asks + "resource: {type: book, id: ¦7}, expect: allow}]", []string{`expected a text, found the number 7: write "7" in quotes`}},
		{"unit and units", casesHead + "cases: [{name: a, " + asks + "resource: ¦{type: book, unit: east, units: {place: east}}, expect: allow}]",
			[]string{`key "unit" and key "units" stand here: expected one of them`}},
		{"units without structures", casesHead + "cases: [{name: a, " + asks + "resource: {type: book, units: ¦east}, expect: allow}]", []string{`expected a mapping of structures to units, found the text "east"`}},
		{"too many units", casesHead + "cases: [{name: a, " + asks + "resource: ¦{type: book, units: {a: b, c: d, e: f, g: h}}, expect: allow}]", []string{"a resource can state 3 units, and this one states more"}},
		{"too many relations", casesHead + "cases: [{name: a, " + asks + "resource: ¦{type: book, relations: {a: b, c: d, e: f, g: h, i: j}}, expect: allow}]", []string{"a resource can state 4 relations, and this one states more"}},
		{"too many lists", casesHead + "cases: [{name: a, " + asks + "resource: ¦{type: book, lists: {a: none, c: none, e: none, g: none, i: none}}, expect: allow}]", []string{"a resource can state 4 lists, and this one states more"}},
		{"a name for relations", casesHead + "cases: [{name: a, " + asks + "resource: {type: book, relations: ¦eva}, expect: allow}]", []string{`expected none, or a mapping of relations to persons, found the text "eva"`}},
		{"a name for a list", casesHead + "cases: [{name: a, " + asks + "resource: {type: book, lists: {read: ¦eva}}, expect: allow}]",
			[]string{`expected a mapping with the keys everybody, groups, persons, relations, units, found the text "eva"`}},
		{"an unknown audience", casesHead + "cases: [{name: a, " + asks + "resource: {type: book, lists: {read: {¦person: eva}}}, expect: allow}]",
			[]string{`unknown key "person", perhaps "persons"; the keys here are everybody, groups, persons, relations, units`}},
		{"an empty id in a list", casesHead + "cases: [{name: a, " + asks + "resource: {type: book, lists: {read: {persons: [¦'']}}}, expect: allow}]", []string{"the text is empty"}},
		{"a resource like itself", casesHead + "resources: {a: {like: ¦a}}\ncases: [{name: a, " + asks + "resource: a, expect: allow}]", []string{`resource "a" refers to itself`}},
		{"a resource in itself", casesHead + "resources: {a: {type: book, part-of: {type: shelf, part-of: ¦a}}}\ncases: [{name: a, " + asks + "resource: a, expect: allow}]", []string{`resource "a" refers to itself`}},
		{"a resource that cannot be named", casesHead + "resources: {¦none: {type: book}, ¦'': {type: ¦1}}\ncases: [{name: a, " + asks + "resource: {type: book}, expect: allow}]", []string{
			`"none" cannot name a resource`, `"" cannot name a resource`, `expected a text, found the number 1: write "1" in quotes`}},
		{"a unit for a type without", casesHead + "cases: [{name: a, " + asks + "resource: {like: b-1}, expect: allow}]\nresources: {b-1: {type: book, unit: ¦[east]}}", []string{"expected a text, found a list"}},
	} {
		t.Run(b.name, func(t *testing.T) { b.assertErrors(t, "cases.yaml", loadCases) })
	}
}

func TestUnitNeedsItsStructure(t *testing.T) {
	const two = `
system: library
version: "1"
structures: {place: , theme: }
channels: {desk: }
types: {book: {unit: [place, theme], actions: {read: }}, note: {actions: {read: }}}
roles: {reader: {opens: desk, can: book.read}}
`
	b := bad{content: casesHead + `cases:
  - {name: two, subject: {}, action: read, resource: {type: book, unit: ¦east}, expect: allow}
  - {name: none, subject: {}, action: read, resource: {type: note, unit: ¦east}, expect: allow}
  - {name: whole, subject: {}, action: read, resource: {type: note, part-of: {type: book, unit: ¦east}}, expect: allow}
`, messages: []string{
		`type "book" has a unit in place and theme: write units: {structure: unit}`,
		`type "note" has a unit in no structure: write units: {structure: unit}`,
		`type "book" has a unit in place and theme: write units: {structure: unit}`,
	}}
	b.assertErrors(t, "cases.yaml", func(content string) error {
		fsys := folder(content)
		fsys["policy.yaml"] = &fstest.MapFile{Data: []byte(two)}
		fsys["town.yaml"] = &fstest.MapFile{Data: []byte("system: library\norg: town\n")}
		s, err := policyfile.LoadSystem(fsys, ".")
		return oneOf(s == nil, err)
	})
}

// Resources that refer to each other are no way to overflow the stack, whichever
// way round they stand.
func TestChainsOfResourcesEnd(t *testing.T) {
	for _, key := range []string{"like", "part-of"} {
		chain := make([]string, 5_000)
		for i := range chain {
			chain[i] = fmt.Sprintf("  r%d: {type: book, %s: r%d}\n", i, key, i+1)
		}
		end := fmt.Sprintf("  r%d: {type: book}\n", len(chain))
		use := "cases: [{name: a, " + asks + "resource: r0, expect: allow}]\n"
		forwards := casesHead + "resources:\n" + strings.Join(chain, "") + end + use
		require.ErrorContains(t, loadCases(forwards), "more than 64", key)

		for i := range len(chain) / 2 {
			chain[i], chain[len(chain)-1-i] = chain[len(chain)-1-i], chain[i]
		}
		backwards := casesHead + "resources:\n" + end + strings.Join(chain, "") + use
		if err := loadCases(backwards); key == "part-of" {
			require.ErrorContains(t, err, "more than 64 wholes")
		} else {
			require.NoError(t, err, "each copies what was read before")
		}
	}
}

// A resource can have 64 wholes, more than package mandat looks at, and no more.
func TestWholesAreBounded(t *testing.T) {
	whole := func(n int) string {
		named := "resources:\n  r0: {type: book}\n"
		for i := range n {
			named += fmt.Sprintf("  r%d: {type: book, part-of: r%d}\n", i+1, i)
		}
		return casesHead + named + fmt.Sprintf("cases: [{name: a, %sresource: r%d, expect: allow}]", asks, n)
	}
	require.NoError(t, loadCases(whole(64)))
	require.EqualError(t, loadCases(whole(65)), "cases.yaml:70:30: more than 64 wholes are part of each other here")
}

func TestErrorsOfAllFilesTogether(t *testing.T) {
	fsys := folder("system: library\norg: town.yaml\ncolour: red\ncases: [{name: a, file: town.yaml, expect: invalid, because: b}]")
	fsys["cases-2.yaml"] = &fstest.MapFile{Data: []byte("system: library\norg: town.yaml\ncases: []")}
	fsys["cases-3.json"] = &fstest.MapFile{Data: []byte("[")}
	fsys["town.yaml"] = &fstest.MapFile{Data: []byte("system: library")}
	_, err := policyfile.LoadSystem(fsys, ".")
	require.Error(t, err)
	assert.Equal(t, strings.Join([]string{
		`cases-2.yaml:3:8: the list of cases is empty`,
		`cases-3.json:1:2: no valid JSON: the file ends in the middle`,
		`cases.yaml:3:1: unknown key "colour"; the keys here are cases, now, org, resources, system`,
		`town.yaml:1:1: key "org" is missing`,
	}, "\n"), err.Error())
}

func TestWrongFolders(t *testing.T) {
	fsys := folder("system: library\ncases: []")
	fsys["policy.json"] = &fstest.MapFile{Data: []byte("{}")}
	_, err := policyfile.LoadSystem(fsys, ".")
	require.EqualError(t, err, "policyfile: . has a policy.yaml and a policy.json: expected one of them")

	delete(fsys, "policy.yaml")
	_, err = policyfile.LoadSystem(fsys, ".")
	require.EqualError(t, err, `policy.json:1:1: keys "system" and "version" are missing`)

	fsys = folder("system: library\ncases: []")
	fsys["policy.yaml"].Data = []byte("system: 1")
	_, err = policyfile.LoadSystem(fsys, ".")
	require.ErrorContains(t, err, "policy.yaml:1:9: expected a text")

	_, err = policyfile.LoadSystem(folder(""), "..")
	require.Error(t, err)
}
