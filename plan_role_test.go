package mandat_test

import (
	"testing"

	"github.com/mandat-go/mandat"
)

func ofRole(roles ...mandat.RoleID) mandat.Condition { return mandat.Condition{Role: roles} }

// A guard can speak of one role. What a role includes is not that role, and
// other roles are none of its business (clause R46).
func TestAGuardBeforeOneRole(t *testing.T) {
	guarded := theRules(func(r *mandat.Rules) {
		r.Guards = append(r.Guards, mandat.Guard{Before: actionsOf("grant.give", "grant.revoke", "grant.invite", "grant.hand-over"), Needs: not(ofRole("reader"))})
	})
	o := firm(t, guarded, has(mandat.Grant{Role: "writer", Member: "nora", Scope: mandat.WholeOrg()}))
	const blocked = "blocked: guard"
	reader := mandat.Grant{Role: "reader", Member: "kalle", Scope: mandat.BelowHome()}
	invite := func(r mandat.RoleID) mandat.InvitePerson {
		return mandat.InvitePerson{Invitation: "i-2", Person: "new", Home: "north", Token: newToken.Bind(newMail), Roles: []mandat.Grant{{Role: r, Scope: mandat.Below("north")}}}
	}
	carried := theRules(func(r *mandat.Rules) { r.Joining.Invitation.Carries = append(r.Joining.Invitation.Carries, "writer") })
	checkAttempts(t, o, []attempt{
		{blocked, onWeb("dora"), steps(giving("reader", "sven", mandat.WholeOrg()))},
		{"allow", onWeb("dora"), steps(giving("writer", "sven", mandat.WholeOrg()))},
		{"allow", onWeb("dora"), steps(giving("clip", "sven", mandat.WholeOrg()))}, // includes it
		{blocked, onWeb("dora"), steps(mandat.RevokeRole{Grant: reader})},
		{"allow", onWeb("dora"), steps(mandat.RevokeRole{Grant: mandat.Grant{Role: "writer", Member: "nora", Scope: mandat.WholeOrg()}})},
		{blocked, onWeb("dora"), steps(mandat.HandOver{Grants: []mandat.Grant{reader}, To: "sven"})},
		{noRight, onWeb("kalle"), steps(giving("reader", "sven", mandat.WholeOrg()))},
	})
	checkAttempts(t, firm(t, guarded, carried), []attempt{
		{blocked, onWeb("dora"), steps(invite("reader"))},
		{"allow", onWeb("dora"), steps(invite("writer"))},
	})
}

// A statement that is for one role says nothing of what includes it, though it
// names that, too.
func TestAStatementWhenTheRoleIsOne(t *testing.T) {
	only := theRules(func(r *mandat.Rules) {
		r.Administer = append(r.Administer, mandat.AdminRule{Who: []mandat.RoleID{"reader"}, May: []mandat.AdminAct{mandat.AdminGrant},
			Roles: []mandat.RoleID{"reader", "writer"}, When: new(ofRole("reader", "auditor"))})
	})
	o := firm(t, only)
	wantPlan(t, o, "allow", onWeb("kalle"), giving("reader", "sven", mandat.Below("north")))
	wantPlan(t, o, noRight, onWeb("kalle"), giving("writer", "sven", mandat.Below("north")))
}

// Whoever may give a role only as something else does not pass it on in a custom
// one: of each role that it would include, the question is whether that may be
// given.
func TestARoleInACustomOneIsAskedAboutByItself(t *testing.T) {
	makes := func(when mandat.Condition) change {
		return func(r *mandat.Rules, d *mandat.OrgData) {
			r.Administer = append(r.Administer, mandat.AdminRule{Who: []mandat.RoleID{"maker"}, May: []mandat.AdminAct{mandat.AdminGrant}, Roles: []mandat.RoleID{"reader"}, When: &when})
			aRole(mandat.Role{ID: "maker", Can: []mandat.Permission{gives("role.create", "note.read")}})(r, d)
			has(mandat.Grant{Role: "maker", Member: "nora", Scope: mandat.WholeOrg()})(r, d)
		}
	}
	add := mandat.AddRole{Role: mandat.Role{ID: "mine", Includes: []mandat.RoleID{"reader"}}}
	wantPlan(t, firm(t, makes(ofRole("reader"))), "allow", onWeb("nora"), add)
	wantPlan(t, firm(t, makes(not(ofRole("reader")))), noRight, onWeb("nora"), add)
}

// To read a grant can hang on its role, as well.
func TestReadingGrantsOfOneRole(t *testing.T) {
	o := firm(t, aRole(mandat.Role{ID: "clerk-of-readers", Can: []mandat.Permission{{Do: actionsOf("grant.read"), When: new(ofRole("reader"))}}}),
		has(mandat.Grant{Role: "clerk-of-readers", Member: "nora", Scope: mandat.WholeOrg()}))
	read := func(r mandat.RoleID) string {
		return o.Decide(onWeb("nora"), "read", mandat.Grant{Role: r, Member: "kalle", Scope: mandat.Below("north")}.Resource("acme")).String()
	}
	for role, want := range map[mandat.RoleID]string{"reader": "allow", "writer": noRight, "clip": noRight} {
		if got := read(role); got != want {
			t.Errorf("nora reads a grant of %s: %s; want %s", role, got, want)
		}
	}
}
