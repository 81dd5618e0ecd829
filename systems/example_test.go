package systems_test

import (
	"fmt"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/policyfile"
	"github.com/mandat-go/mandat/systems"
)

// Kalle is a reader at Sales: he sees the contracts of the units below, and does
// not edit them.
func Example() {
	policy, err := policyfile.LoadPolicy(systems.Files(), "contracts/policy.yaml")
	if err != nil {
		fmt.Println(err)
		return
	}
	org, err := policyfile.LoadOrg(systems.Files(), "contracts/sales.yaml", policy)
	if err != nil {
		fmt.Println(err)
		return
	}
	kalle := mandat.Subject{Person: "kalle", Channel: "avtal", At: time.Date(2026, time.January, 15, 9, 0, 0, 0, time.UTC)}
	contract := mandat.Resource{
		Type: "contract", ID: "c-7", Org: "nordvik",
		Units:     mandat.Units{mandat.Structure("organisation").Is(mandat.At("domestic-sales"))},
		Status:    "unfinished",
		Relations: mandat.Relations{mandat.Relation("responsible").Is(mandat.One("rut")), mandat.Relation("deputy").Is(mandat.Nobody())},
		ACLs:      mandat.ACLs{mandat.Action("read").By(mandat.NoACL()), mandat.Action("edit").By(mandat.NoACL())},
		PartOf:    mandat.PartOfNothing(),
	}
	fmt.Println(org.Decide(kalle, "read", contract))
	fmt.Println(org.Decide(kalle, "edit", contract))
	// Output:
	// allow
	// deny: no-right
}
