// Command quickstart asks what Kalle of Sales may do in the contract system
// that comes with mandat, and prints the answers with their reasons.
package main

import (
	"fmt"
	"log"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/policyfile"
	"github.com/mandat-go/mandat/systems"
)

// contract is a row of the service's own.
type contract struct {
	id     mandat.ResourceID
	org    mandat.OrgID
	unit   mandat.UnitID
	status mandat.Status
}

// Resource states what the policy asks of a contract: it has no lists, nobody
// is responsible for it, and it is part of no contract set.
func (c *contract) Resource() mandat.Resource {
	return mandat.Resource{Type: "contract", ID: c.id, Org: c.org, Status: c.status,
		Units: mandat.Units{mandat.Structure("organisation").Is(mandat.At(c.unit))},
		Relations: mandat.Relations{
			mandat.Relation("responsible").Is(mandat.Nobody()),
			mandat.Relation("deputy").Is(mandat.Nobody())},
		ACLs: mandat.ACLs{
			mandat.Action("read").By(mandat.NoACL()),
			mandat.Action("edit").By(mandat.NoACL())},
		PartOf: mandat.PartOfNothing()}
}

func main() {
	files := systems.Files()
	policy, err := policyfile.LoadPolicy(files, "contracts/policy.yaml")
	if err != nil {
		log.Fatal(err)
	}
	org, err := policyfile.LoadOrg(files, "contracts/sales.yaml", policy)
	if err != nil {
		log.Fatal(err)
	}
	kalle := org.As(mandat.Subject{Person: "kalle", Channel: "avtal", At: time.Now()})
	row := contract{id: "c-7", org: "nordvik", unit: "domestic-sales", status: "unfinished"}

	fmt.Println("Kalle is a reader at Sales. May he read a contract of Domestic sales?")
	fmt.Println(kalle.Explain("read", row.Resource()).Text("en"))
	fmt.Println()
	fmt.Println("May he change its name?")
	fmt.Println(kalle.Explain("edit-name", row.Resource()).Text("en"))
	fmt.Println()
	fmt.Println("What does his menu offer?")
	for action, decision := range kalle.Actions(row.Resource()) {
		if decision.Entitled() {
			fmt.Printf("  %-8s %s\n", action, decision)
		}
	}
}
