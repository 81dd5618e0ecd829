package shadow_test

import (
	"context"
	"fmt"
	"log"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/memstore"
	"github.com/mandat-go/mandat/policyfile"
	"github.com/mandat-go/mandat/shadow"
)

const rules = `
system: notes
version: "1"
structures: {organisation: {}}
channels: {web: {login: true}}
types: {note: {unit: organisation, statuses: [draft, final], actions: {read: , delete: }}}
roles:
  reader: {at: {organisation: subtree}, opens: web, can: note.read}
  editor: {includes: reader, can: note.delete}
gates:
  - {close: note.delete, unless: {status: draft}}
`

const acme = `
system: notes
org: acme
units: {organisation: {sales: , domestic: {below: sales}}}
members: {kalle: , maja: , rolf: {status: inactive}}
grants: [{role: reader, to: kalle, at: {subtree: domestic}}, {role: editor, to: maja, at: {subtree: sales}}, {role: reader, to: rolf, at: {subtree: sales}}]
`

var monday = time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)

// row is a row of the service's table notes.
type row struct{ id, unit, status string }

func (r row) Resource() mandat.Resource {
	return mandat.Resource{Type: "note", ID: mandat.ResourceID(r.id), Org: "acme", Status: mandat.Status(r.status),
		Units: mandat.Units{mandat.Structure("organisation").Is(mandat.At(mandat.UnitID(r.unit)))}}
}

// mayDelete is the check that the service has: whoever reads may delete.
func mayDelete(user string) bool { return user == "kalle" || user == "maja" }

// A service asks its own check, and sees in the report what will be otherwise.
func Example() {
	ctx := context.Background()
	directory, err := directoryOf(ctx)
	if err != nil {
		log.Fatal(err)
	}
	compare := shadow.New(directory.Org, shadow.Options{})
	for _, user := range []string{"kalle", "maja", "nils"} {
		for _, note := range []row{{"n-1", "sales", "draft"}, {"n-2", "sales", "final"}} {
			allowed := compare.Answer(mayDelete(user), func() shadow.Question {
				s := mandat.Subject{Person: mandat.PersonID(user), Channel: "web", Session: mandat.OpenSession, At: monday}
				return shadow.Question{Subject: s, Action: "delete", Resource: note.Resource()}
			})
			fmt.Println(user, note.id, allowed)
		}
	}
	compare.Wait()
	fmt.Print(compare.Report())
	// Output:
	// kalle n-1 true
	// kalle n-2 true
	// maja n-1 true
	// maja n-2 true
	// nils n-1 false
	// nils n-2 false
	// 6 questions: 3 answered alike, 3 otherwise, 0 failed, 0 left out because too many waited
	// 2 times mandat allows less, note.delete (notes 1): deny: no-right: no role that is held has the action
	//     such as org "acme", version 1, channel "web"
	// 1 times mandat allows less, note.delete (notes 1): deny: gate-closed: a gate closes it to everybody: gate on note.delete unless status draft
	//     such as org "acme", version 1, channel "web"
}

// directoryOf returns a directory that holds acme.
func directoryOf(ctx context.Context) (*mandat.Directory, error) {
	policy, err := policyfile.ParsePolicy("rules.yaml", []byte(rules))
	if err != nil {
		return nil, err
	}
	data, err := policyfile.ParseOrgData("acme.yaml", []byte(acme), policy)
	if err != nil {
		return nil, err
	}
	directory, err := mandat.Open(ctx, memstore.New(), policy)
	if err != nil {
		return nil, err
	}
	change, err := mandat.Import(policy, data, monday)
	if err != nil {
		return nil, err
	}
	return directory, directory.Commit(ctx, change)
}
