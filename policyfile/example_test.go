package policyfile_test

import (
	"fmt"
	"testing/fstest"

	"github.com/mandat-go/mandat/policyfile"
)

// A folder with a policy, an organisation and cases is a test.
func Example() {
	files := fstest.MapFS{
		"policy.yaml": {Data: []byte(`
system: library
version: "1"
structures: {place: {home: required}}
channels: {desk: }
types:
  book:
    unit: place
    statuses: [in, out]
    actions: {read: , borrow: }
roles:
  reader: {at: {place: home-subtree}, opens: desk, can: [book.read, book.borrow]}
gates:
  - {close: book.borrow, unless: {status: in}}
`)},
		"town.yaml": {Data: []byte(`
system: library
org: town
units: {place: {east: , west: }}
members: {eva: {home: east}}
grants: [{role: reader, to: eva, at: home-subtree}]
`)},
		"cases.yaml": {Data: []byte(`
system: library
org: town.yaml
now: 2026-01-15T09:00:00Z
resources:
  b-1: {type: book, id: b-1, unit: east, status: out}
cases:
  - name: a reader reads in the own place
    clauses: [L1]
    subject: {person: eva, channel: desk}
    action: read
    resource: b-1
    expect: allow
    because: grant reader at east
  - name: a reader borrows what is out
    clauses: [L2]
    subject: {person: eva, channel: desk}
    action: borrow
    resource: b-1
    expect: allow
`)},
	}
	system, err := policyfile.LoadSystem(files, ".")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, result := range system.Run() {
		fmt.Println(result)
	}
	// Output:
	// cases.yaml:8: "a reader reads in the own place" (L1): passed
	// cases.yaml:15: "a reader borrows what is out" (L2): eva may not borrow book b-1: deny: gate-closed: book.borrow; want allow
}

// A file of cases is a story: its steps change the organisation for the cases
// after them.
func Example_story() {
	files := fstest.MapFS{
		"policy.yaml": {Data: []byte(`
system: library
version: "1"
structures: {place: }
channels: {desk: }
types: {book: {unit: place, actions: {read: }}}
roles:
  reader: {at: {place: subtree}, opens: desk, can: book.read}
  librarian: {at: {place: subtree}, opens: desk, can: [member.remove]}
administer:
  - {who: librarian, may: [grant, revoke], roles: reader}
notify: {grant.give: target}
`)},
		"town.yaml": {Data: []byte(`
system: library
org: town
units: {place: {east: , west: }}
members: {eva: , lea: }
grants: [{role: librarian, to: lea, at: {subtree: east}}]
`)},
		"cases.yaml": {Data: []byte(`
system: library
org: town.yaml
now: 2026-01-15T09:00:00Z
cases:
  - name: a librarian lets somebody read
    subject: {person: lea, channel: desk}
    do: {grant-role: {role: reader, to: eva, at: {subtree: east}}}
    expect: allow
    events: [role-granted]
    notices: ["eva: grant.give"]
  - name: she reads
    subject: {person: eva, channel: desk}
    action: read
    resource: {type: book, id: b-1, unit: east}
    expect: allow
    because: grant reader at east
  - name: a librarian gives nothing elsewhere
    subject: {person: lea, channel: desk}
    do: {grant-role: {role: reader, to: eva, at: {subtree: west}}}
    expect: allow
`)},
	}
	system, err := policyfile.LoadSystem(files, ".")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, result := range system.Run() {
		fmt.Println(result)
	}
	// Output:
	// cases.yaml:6: "a librarian lets somebody read": passed
	// cases.yaml:12: "she reads": passed
	// cases.yaml:18: "a librarian gives nothing elsewhere": lea may not grant-role: deny: no-right, not-covered: grant librarian at east; want allow
}

// Everything that is wrong in a file is reported at once, where it stands.
func ExampleParsePolicy() {
	_, err := policyfile.ParsePolicy("policy.yaml", []byte(`
system: library
version: 1
types:
  book: {actions: {read: , borrow: }}
roles:
  reader: {opns: desk, can: [book.read, book.burn]}
`))
	fmt.Println(err)
	// Output:
	// policy.yaml:3:10: expected a text, found the number 1: write "1" in quotes
	// policy.yaml:7:12: unknown key "opns", perhaps "opens"; the keys here are aliases, at, can, contact, deprecated, holders, includes, needs-account, opens, setting, title
	// policy.yaml:7:18: unknown channel "desk"
	// policy.yaml:7:41: unknown action "burn" of type "book": expected read or borrow
}
