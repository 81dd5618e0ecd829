package mandat_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// Removing a group takes from everyone in it what they have by it, as if each of
// them left; what has ended is nobody's any more.
func TestToRemoveAGroupIsToTakeFromEveryoneInIt(t *testing.T) {
	rules := changeRules()
	rules.Gates = append(rules.Gates, mandat.Gate{Close: actionsOf("grant.revoke"),
		Unless: mandat.Condition{Not: &mandat.Condition{Relation: []mandat.Relation{"self"}}}})
	p, err := mandat.NewPolicy(rules)
	require.NoError(t, err)
	data := acme(t).Data()
	data.Groups = []mandat.Group{
		{ID: "all", Groups: []mandat.GroupID{"team"}}, {ID: "team", Members: []mandat.PersonID{"olga", "kalle"}},
		{ID: "others", Members: []mandat.PersonID{"kalle"}}, {ID: "formers"},
	}
	data.Grants = append(data.Grants,
		mandat.Grant{Role: "reader", Group: "all", Scope: mandat.WholeOrg()}, mandat.Grant{Role: "reader", Group: "others", Scope: mandat.WholeOrg()},
		mandat.Grant{Role: "owner", Group: "formers", Scope: mandat.WholeOrg(), Until: noon.Add(-time.Hour)})
	o, err := mandat.NewOrg(p, data)
	require.NoError(t, err)
	const closed = "deny: gate-closed"
	wantPlan(t, o, closed, onWeb("olga"), mandat.LeaveGroup{Group: "team", Person: "olga"})
	wantPlan(t, o, closed, onWeb("olga"), mandat.RemoveGroup{Group: "team"})
	wantPlan(t, o, closed, onWeb("olga"), mandat.RemoveGroup{Group: "all"})
	wantPlan(t, o, "allow", onWeb("olga"), mandat.RemoveGroup{Group: "others"})
	wantPlan(t, o, "allow", onWeb("olga"), mandat.RemoveGroup{Group: "formers"}) // no statement lets her revoke that
}

// Whoever joins nobody to a group has named too little.
func TestNobodyJoins(t *testing.T) {
	data := acme(t).Data()
	data.Groups = []mandat.Group{{ID: "team"}}
	data.Grants = append(data.Grants, mandat.Grant{Role: "reader", Group: "team", Scope: mandat.WholeOrg()})
	o, err := mandat.NewOrg(changePolicy(t), data)
	require.NoError(t, err)
	wantPlan(t, o, "blocked: guard: id-missing", onWeb("olga"), mandat.JoinGroup{Group: "team"})
}
