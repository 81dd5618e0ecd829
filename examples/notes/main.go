// Command notes asks two questions of a policy and an organisation that it
// holds itself. It is the program in the README.
package main

import (
	"fmt"
	"log"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/policyfile"
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
members: {kalle: }
grants: [{role: reader, to: kalle, at: {subtree: sales}}]
`

func main() {
	policy, err := policyfile.ParsePolicy("rules.yaml", []byte(rules))
	if err != nil {
		log.Fatal(err)
	}
	org, err := policyfile.ParseOrg("acme.yaml", []byte(acme), policy)
	if err != nil {
		log.Fatal(err)
	}
	kalle := org.As(mandat.Subject{Person: "kalle", Channel: "web", At: time.Now()})
	note := mandat.Resource{Type: "note", ID: "n-1", Org: "acme", Status: "draft",
		Units: mandat.Units{mandat.Structure("organisation").Is(mandat.At("domestic"))}}
	fmt.Println(kalle.Decide("read", note))
	fmt.Println(kalle.Explain("delete", note).Text("en"))
}
