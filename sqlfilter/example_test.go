package sqlfilter_test

import (
	"fmt"
	"log"
	"strings"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/policyfile"
	"github.com/mandat-go/mandat/sqlfilter"
)

func Example() {
	policy, err := policyfile.ParsePolicy("rules.yaml", []byte(`
system: memos
version: "1"
structures: {organisation: {}}
channels: {web: {login: true}}
types: {memo: {unit: organisation, actions: {read: }}}
roles: {reader: {at: {organisation: subtree}, opens: web, can: memo.read}}
`))
	if err != nil {
		log.Fatal(err)
	}
	memos, err := sqlfilter.New(policy, sqlfilter.Mapping{
		Type: "memo", Table: "memos", ID: "id", Org: "org",
		Units: map[mandat.Structure]string{"organisation": "unit"},
	})
	if err != nil {
		log.Fatal(err)
	}
	org, err := policyfile.ParseOrg("acme.yaml", []byte(`
system: memos
org: acme
units: {organisation: {sales: , domestic: {below: sales}, legal: }}
members: {kalle: }
grants: [{role: reader, to: kalle, at: {subtree: sales}}]
`), policy)
	if err != nil {
		log.Fatal(err)
	}
	kalle := org.As(mandat.Subject{Person: "kalle", Channel: "web", At: time.Now()})
	clause, args, err := memos.Where(sqlfilter.SQLite, kalle.Filter("memo", "read"), 1)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("SELECT id FROM memos WHERE", strings.ReplaceAll(clause, " AND ", "\n  AND "))
	fmt.Println(args...)
	// Output:
	// SELECT id FROM memos WHERE (("memos"."org" = ?1
	//   AND CAST("memos"."org" AS TEXT) COLLATE BINARY = ?1)
	//   AND ("memos"."unit" IN (SELECT value FROM json_each(?2))
	//   AND (CAST("memos"."unit" AS TEXT) COLLATE BINARY IN (SELECT value FROM json_each(?2)))))
	// acme ["domestic","sales"]
}
