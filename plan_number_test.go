package mandat_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// A role that is off has no least number of holders: what it is for can be
// turned off, and those who hold it be released.
func TestARoleThatIsOffAsksForNobody(t *testing.T) {
	rules := changeRules()
	for i := range rules.Roles {
		if r := &rules.Roles[i]; r.ID == "clerk" {
			r.Least, r.Enforced = 1, true
		}
	}
	p, err := mandat.NewPolicy(rules)
	require.NoError(t, err)
	data := acme(t).Data()
	data.Settings = map[mandat.Setting]bool{"clerks": true}
	clerk := mandat.Grant{Role: "clerk", Member: "kalle", Scope: mandat.WholeOrg()}
	data.Grants = append(data.Grants, clerk)
	o, err := mandat.NewOrg(p, data)
	require.NoError(t, err)
	off, revoke := mandat.ChangeSetting{Setting: "clerks"}, mandat.RevokeRole{Grant: clerk}
	wantPlan(t, o, "blocked: guard: too-few-holders", onWeb("olga"), revoke)
	wantPlan(t, o, "allow", onWeb("olga"), off)
	wantPlan(t, o, "allow", onWeb("olga"), off, revoke)
}
