package systems_test

import (
	"iter"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/systems"
)

// searched is a contract in a table, at a unit.
type searched struct {
	id   mandat.ResourceID
	unit mandat.UnitID
	read mandat.ACL
}

func (c searched) resource() mandat.Resource {
	return mandat.Resource{Type: "contract", ID: c.id, Org: "nordvik", Status: "valid",
		Units:     mandat.Units{mandat.Structure("organisation").Is(mandat.At(c.unit))},
		Relations: mandat.Relations{mandat.Relation("responsible").Is(mandat.Nobody()), mandat.Relation("deputy").Is(mandat.Nobody())},
		ACLs:      mandat.ACLs{mandat.Action("read").By(c.read), mandat.Action("edit").By(mandat.NoACL())},
		PartOf:    mandat.PartOfNothing()}
}

// below reports whether a unit is one of some, or lies below one.
func below(o *mandat.Org, unit mandat.UnitID, tops []mandat.UnitID) bool {
	for unit != "" {
		if slices.Contains(tops, unit) {
			return true
		}
		u, _ := o.Unit(unit)
		unit = u.Parent
	}
	return false
}

// A search can be limited to one or more units. It gives the contracts there, and
// below, that the user may find, and so never more than the search that is not
// limited (clause A38).
func TestSearchByUnit(t *testing.T) {
	o := load(t, systems.Files(), "contracts").Org("sales.yaml")
	require.NotNil(t, o)
	nils := mandat.Only(mandat.Named("nils"))
	table := []searched{
		{"c-1", "head-office", mandat.NoACL()}, {"c-2", "sales", mandat.NoACL()}, {"c-3", "domestic-sales", mandat.NoACL()}, {"c-4", "domestic-sales", nils},
		{"c-5", "domestic-north", mandat.NoACL()}, {"c-6", "international-sales", mandat.NoACL()}, {"c-7", "purchasing", mandat.NoACL()}, {"c-8", "purchasing", nils},
	}
	search := func(p mandat.PersonID, units ...mandat.UnitID) (hits []mandat.ResourceID) {
		rows := func(yield func(searched, error) bool) {
			for _, c := range table {
				if (units == nil || below(o, c.unit, units)) && !yield(c, nil) {
					return
				}
			}
		}
		f := o.As(mandat.Subject{Person: p, Channel: "avtal", At: now}).Filter("contract", "search")
		for c, err := range mandat.Resources(f, iter.Seq2[searched, error](rows), searched.resource) {
			require.NoError(t, err)
			hits = append(hits, c.id)
		}
		return hits
	}
	type ids = []mandat.ResourceID
	for _, row := range []struct {
		person mandat.PersonID
		units  []mandat.UnitID
		want   ids
	}{
		{"kalle", nil, ids{"c-2", "c-3", "c-5", "c-6"}},
		{"kalle", []mandat.UnitID{"domestic-sales"}, ids{"c-3", "c-5"}},
		{"kalle", []mandat.UnitID{"domestic-north", "international-sales"}, ids{"c-5", "c-6"}},
		{"kalle", []mandat.UnitID{"purchasing"}, nil},
		{"kalle", []mandat.UnitID{"head-office"}, ids{"c-2", "c-3", "c-5", "c-6"}},
		{"tim", []mandat.UnitID{"sales", "purchasing"}, ids{"c-3", "c-5"}},
		{"frida", []mandat.UnitID{"domestic-sales"}, ids{"c-3", "c-5"}},
		{"anna", []mandat.UnitID{"domestic-sales", "purchasing"}, ids{"c-3", "c-4", "c-5", "c-7", "c-8"}},
		{"nils", nil, nil},
	} {
		hits := search(row.person, row.units...)
		assert.Equal(t, row.want, hits, "%s at %v", row.person, row.units)
		for _, hit := range hits {
			assert.Contains(t, search(row.person), hit, "a limit never widens")
		}
	}
}
