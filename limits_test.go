package mandat_test

import (
	"testing"

	"github.com/mandat-go/mandat"
)

// What a policy of a few kilobytes costs to build stays in proportion: each of
// these did not end before.
func TestLargePoliciesAreBuilt(t *testing.T) {
	action := func(i int) mandat.Action {
		return mandat.Action("a-" + string(rune('a'+i/26/26)) + string(rune('a'+i/26%26)) + string(rune('a'+i%26)))
	}
	nested, needing, roles := standardRules(), standardRules(), standardRules()
	const n = 500
	for i := range n {
		group, chain := mandat.ActionRule{Name: action(i)}, mandat.ActionRule{Name: action(i)}
		role := mandat.Role{ID: mandat.RoleID(action(i)), Can: []mandat.Permission{{Do: refs([]string{"read"})}}}
		if i < n-2 {
			group.Of = []mandat.Action{action(i + 1), action(i + 2)}
		}
		if i > 0 {
			chain.Needs, role.Includes = []mandat.Action{action(i - 1)}, []mandat.RoleID{mandat.RoleID(action(i - 1))}
		}
		nested.Types[0].Actions = append(nested.Types[0].Actions, group)
		needing.Types[0].Actions = append(needing.Types[0].Actions, chain)
		roles.Roles = append(roles.Roles, role)
	}
	for _, r := range []mandat.Rules{nested, needing, roles} {
		mustPolicy(t, r)
	}
}
