package mandat_test

import (
	"testing"

	"github.com/mandat-go/mandat"
)

// What the member concerned holds is judged where the grant asked about lies:
// whoever holds a role elsewhere does not hold it there (clause R46).
func TestATargetHoldsARoleThere(t *testing.T) {
	guarded := theRules(func(r *mandat.Rules) {
		r.Guards = append(r.Guards, mandat.Guard{Before: actionsOf("grant.revoke"), Needs: not(mandat.Condition{Target: new(holdsRole("writer"))})})
	})
	reader := func(p mandat.PersonID, at mandat.Scope) mandat.Grant {
		return mandat.Grant{Role: "reader", Member: p, Scope: at}
	}
	writer := func(p mandat.PersonID, at mandat.Scope) mandat.Grant {
		return mandat.Grant{Role: "writer", Member: p, Scope: at}
	}
	const blocked = "blocked: guard"
	for name, row := range map[string]struct {
		holds, taken mandat.Grant
		want         string
	}{
		"at the same unit":                        {writer("sven", mandat.Below("sales")), reader("sven", mandat.Below("sales")), blocked},
		"above it":                                {writer("sven", mandat.Below("head")), reader("sven", mandat.Below("sales")), blocked},
		"in the whole organisation":               {writer("sven", mandat.WholeOrg()), reader("sven", mandat.Below("sales")), blocked},
		"at the home unit, which is below it":     {writer("sven", mandat.BelowHome()), reader("sven", mandat.Below("sales")), "allow"},
		"at the home unit, which is it":           {writer("sven", mandat.BelowHome()), reader("sven", mandat.Exactly("north")), blocked},
		"elsewhere":                               {writer("sven", mandat.Below("purchasing")), reader("sven", mandat.Below("sales")), "allow"},
		"below it":                                {writer("sven", mandat.Below("north")), reader("sven", mandat.Below("sales")), "allow"},
		"at the unit alone, of what is below too": {writer("sven", mandat.Exactly("sales")), reader("sven", mandat.Below("sales")), "allow"},
		"at a unit, of the whole organisation":    {writer("sven", mandat.Below("head")), reader("sven", mandat.WholeOrg()), "allow"},
		"by a role that includes it":              {mandat.Grant{Role: "unit-admin", Member: "sven", Scope: mandat.Below("sales")}, reader("sven", mandat.Below("sales")), blocked},
		"by somebody else":                        {writer("nora", mandat.Below("sales")), reader("sven", mandat.Below("sales")), "allow"},
		"who is inactive":                         {writer("ida", mandat.Below("sales")), reader("ida", mandat.Below("sales")), blocked},
		"before it begins":                        {mandat.Grant{Role: "writer", Member: "sven", Scope: mandat.WholeOrg(), From: noon.AddDate(0, 1, 0)}, reader("sven", mandat.Below("sales")), blocked},
		"that has ended":                          {mandat.Grant{Role: "writer", Member: "sven", Scope: mandat.WholeOrg(), Until: noon}, reader("sven", mandat.Below("sales")), "allow"},
		"through a group":                         {mandat.Grant{Role: "writer", Group: "pool", Scope: mandat.Below("sales")}, reader("sven", mandat.Below("sales")), blocked},
		"through a group, elsewhere":              {mandat.Grant{Role: "writer", Group: "pool", Scope: mandat.Below("purchasing")}, reader("sven", mandat.Below("sales")), "allow"},
		"through a group of a unit, in it":        {mandat.Grant{Role: "writer", Group: "locals", Scope: mandat.WholeOrg()}, reader("sven", mandat.Below("north")), blocked},
		"through a group of a unit, out of it":    {mandat.Grant{Role: "writer", Group: "locals", Scope: mandat.WholeOrg()}, reader("sven", mandat.Below("sales")), "allow"},
	} {
		t.Run(name, func(t *testing.T) {
			o := firm(t, guarded, aGroup(mandat.Group{ID: "locals", Unit: "north", Members: []mandat.PersonID{"sven"}}), has(row.holds, row.taken))
			wantPlan(t, o, row.want, onWeb("dora"), mandat.RevokeRole{Grant: row.taken})
		})
	}
}

// A role that is held outside a seal is not held inside it.
func TestATargetHoldsNothingBehindASeal(t *testing.T) {
	guarded := theRules(func(r *mandat.Rules) {
		r.Guards = append(r.Guards, mandat.Guard{Before: actionsOf("grant.revoke"), Needs: not(mandat.Condition{Target: new(holdsRole("writer"))})})
	})
	sealed := theData(func(d *mandat.OrgData) {
		d.Units = append(d.Units, mandat.Unit{ID: "vault", Structure: "organisation", Parent: "north", Sealed: true})
	})
	taken := mandat.Grant{Role: "reader", Member: "sven", Scope: mandat.Below("vault")}
	admin := mandat.Grant{Role: "unit-admin", Member: "nora", Scope: mandat.Below("vault")}
	o := firm(t, guarded, sealed, has(taken, admin, mandat.Grant{Role: "writer", Member: "sven", Scope: mandat.WholeOrg()}))
	wantPlan(t, o, "allow", onWeb("nora"), mandat.RevokeRole{Grant: taken})
	inside := firm(t, guarded, sealed, has(taken, admin, mandat.Grant{Role: "writer", Member: "sven", Scope: mandat.Below("vault")}))
	wantPlan(t, inside, "blocked: guard", onWeb("nora"), mandat.RevokeRole{Grant: taken})
}

// What a change has made counts for the steps after it: guards are judged by the
// state reached.
func TestATargetHoldsWhatTheChangeHasGiven(t *testing.T) {
	needs := theRules(func(r *mandat.Rules) {
		r.Guards = append(r.Guards, mandat.Guard{Before: actionsOf("grant.give"), Needs: someOf(ofRole("reader"), mandat.Condition{Target: new(holdsRole("reader"))})})
	})
	o := firm(t, needs)
	made := mandat.AddUnit{Unit: mandat.Unit{ID: "new", Structure: "organisation", Parent: "north"}}
	give := giving("writer", "sven", mandat.Below("new"))
	wantPlan(t, o, "blocked: guard", onWeb("dora"), made, give)
	wantPlan(t, o, "allow", onWeb("dora"), made, giving("reader", "sven", mandat.Below("new")), give)
	wantPlan(t, o, "blocked: guard", onWeb("dora"), made, giving("reader", "sven", mandat.Below("east")), give)
}

// Everybody who is active holds the base role, and holds it there; of members,
// what they hold counts wherever it is.
func TestATargetHoldsTheBaseRoleAndWhatIsNoGrantAnywhere(t *testing.T) {
	based := theRules(func(r *mandat.Rules) {
		r.Guards = append(r.Guards, mandat.Guard{Before: actionsOf("grant.give"), Needs: mandat.Condition{Target: new(holdsRole("everybody"))}},
			mandat.Guard{Before: actionsOf("member.remove"), Needs: not(mandat.Condition{Target: new(holdsRole("writer"))})})
	})
	o := firm(t, based, has(mandat.Grant{Role: "writer", Member: "sven", Scope: mandat.Below("purchasing")}))
	wantPlan(t, o, "allow", onWeb("dora"), giving("reader", "sven", mandat.Below("sales")))
	wantPlan(t, o, "blocked: guard", onWeb("dora"), giving("reader", "ida", mandat.Below("sales")))
	wantPlan(t, o, "blocked: guard", onWeb("dora"), mandat.RemoveMember{Person: "sven"})
}
