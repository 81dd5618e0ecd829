package mandat_test

import (
	"testing"

	"github.com/mandat-go/mandat"
)

// A statement that passes seals lets somebody outside give roles inside, without
// a right to what lies there (clause R53). Nothing else passes with it.
func TestAStatementPastSeals(t *testing.T) {
	vault := theData(func(d *mandat.OrgData) {
		d.Units = append(d.Units, mandat.Unit{ID: "vault", Structure: "organisation", Parent: "north", Sealed: true}, mandat.Unit{ID: "box", Structure: "organisation", Parent: "vault"})
	})
	past := theRules(func(r *mandat.Rules) {
		r.Administer = append(r.Administer, mandat.AdminRule{Who: []mandat.RoleID{"auditor"}, May: []mandat.AdminAct{mandat.AdminGrant, mandat.AdminRevoke},
			Roles: []mandat.RoleID{"reader"}, Past: mandat.PastSeals})
	})
	nora := has(mandat.Grant{Role: "auditor", Member: "nora", Scope: mandat.WholeOrg()})
	inside := mandat.Grant{Role: "reader", Member: "kalle", Scope: mandat.Exactly("box")}
	o := firm(t, vault, past, nora, has(inside))
	checkAttempts(t, o, []attempt{
		{"allow", onWeb("nora"), steps(giving("reader", "sven", mandat.Below("vault")))},
		{"allow", onWeb("nora"), steps(giving("reader", "sven", mandat.Below("north")))},
		{"allow", onWeb("nora"), steps(mandat.RevokeRole{Grant: inside})},
		{noRight, onWeb("nora"), steps(giving("writer", "sven", mandat.Below("vault")))},
		{noRight, onWeb("nora"), steps(giving("reader", "nora", mandat.Below("vault")))}, // to herself
		{noRight, onWeb("dora"), steps(giving("reader", "sven", mandat.Below("vault")))}, // by a statement that passes none
	})
	readsNot(t, o, "nora", "box")
}

// Through a custom role a statement does not pass seals.
func TestACustomRolePassesNoSeals(t *testing.T) {
	vault := theData(func(d *mandat.OrgData) {
		d.Units = append(d.Units, mandat.Unit{ID: "vault", Structure: "organisation", Parent: "north", Sealed: true})
	})
	past := theRules(func(r *mandat.Rules) {
		r.Administer = append(r.Administer, mandat.AdminRule{Who: []mandat.RoleID{"auditor"}, May: []mandat.AdminAct{mandat.AdminGrant}, Roles: []mandat.RoleID{"reader"}, Past: mandat.PastSeals})
	})
	o := firm(t, vault, past, custom(mandat.Role{ID: "own", Includes: []mandat.RoleID{"auditor"}}), has(mandat.Grant{Role: "own", Member: "nora", Scope: mandat.WholeOrg()}))
	wantPlan(t, o, noRight, onWeb("nora"), giving("reader", "sven", mandat.Below("vault")))
	wantPlan(t, o, "allow", onWeb("nora"), giving("reader", "sven", mandat.Below("north")))
}
