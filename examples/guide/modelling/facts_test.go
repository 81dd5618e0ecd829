package modelling

import (
	"os"
	"testing"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/mandattest"
)

// What doc/modelling.md says of facts that a row does not have.
func TestNoneIsStated(t *testing.T) {
	firm := mandattest.Load(t, os.DirFS("."), "policy.yaml", "firm.yaml")
	ada := firm.As("ada", "app")
	unit, author := mandat.Structure("projects"), mandat.Relation("author")
	none := mandat.Resource{Type: "drawing", ID: "d-1", Org: "firm", Status: "draft",
		Units: mandat.Units{unit.Is(mandat.Nowhere())}, Labels: mandat.Labelled(),
		Relations: mandat.Relations{author.Is(mandat.Nobody())}, ACLs: mandat.ACLs{mandat.Action("read").By(mandat.NoACL())}}
	firm.Check(t, mandattest.Allow(ada, "read", none))

	for what, forget := range map[string]func(*mandat.Resource){
		"unit":   func(r *mandat.Resource) { r.Units = mandat.Units{unit.Is(mandat.At(""))} },
		"labels": func(r *mandat.Resource) { r.Labels = mandat.Labels{} },
		"author": func(r *mandat.Resource) { r.Relations = mandat.Relations{author.Is(mandat.One(""))} },
		"list":   func(r *mandat.Resource) { r.ACLs = mandat.ACLs{} },
	} {
		t.Run(what, func(t *testing.T) {
			row := none
			forget(&row)
			firm.Check(t, mandattest.Deny(ada, "read", row, mandat.Malformed))
		})
	}
	made := none
	made.ID = ""
	firm.Check(t, mandattest.Allow(ada, "read", made))
}
