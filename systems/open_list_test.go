package systems_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/systems"
)

// The list of a product owner's rights is open (clause J6): a policy that adds one
// is a policy too, and gives it.
func TestOpenList(t *testing.T) {
	system := load(t, systems.Files(), "journal")
	pia := mandat.Subject{Person: "pia", Channel: "notice", At: now}
	manage := func(o *mandat.Org) string {
		return o.Decide(pia, "manage", mandat.Resource{Type: "integration", ID: "in-1", Org: o.ID()}).String()
	}
	assert.Equal(t, "deny: no-right", manage(system.Org("school-health.yaml")))

	rules := system.Policy().Rules()
	for i := range rules.Roles {
		if r := &rules.Roles[i]; r.ID == "product-owner" {
			r.Can = append(r.Can, mandat.Permission{Do: []mandat.ActionRef{{Type: "integration", Action: "manage"}}})
		}
	}
	longer, err := mandat.NewPolicy(rules)
	require.NoError(t, err)
	system, err = system.With(longer)
	require.NoError(t, err)
	assert.Equal(t, "allow", manage(system.Org("school-health.yaml")))
}
