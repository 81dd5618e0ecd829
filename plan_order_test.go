package mandat_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// Denied comes before blocked, and blocked before needs-approval, whatever the
// order of the steps. The first of each is the answer.
func TestDeniedComesBeforeBlockedBeforeNeedsApproval(t *testing.T) {
	approved := theRules(func(r *mandat.Rules) {
		r.Approvals = []mandat.ApprovalRule{{Of: actionsOf("unit.remove"), By: "approve", Votes: 1}}
	})
	o, dora := firm(t, approved), onWeb("dora")
	var (
		fine    = giving("reader", "sven", mandat.WholeOrg())
		waits   = mandat.RemoveUnit{Unit: "east"}
		blocked = mandat.RemoveMember{Person: "rolf"}
		closed  = mandat.AddUnit{Unit: mandat.Unit{ID: "razed", Structure: "organisation"}}
		denied  = giving("owner", "sven", mandat.WholeOrg())
		broken  = mandat.RemoveMember{Person: "olga"} // the last owner: an invariant
	)
	for _, c := range []struct {
		want  string
		step  int
		steps []mandat.Command
	}{
		{"allow", 0, steps(fine)},
		{"needs-approval", 1, steps(waits)},
		{"needs-approval", 2, steps(fine, waits)},
		{"needs-approval", 1, steps(waits, fine)},
		{"blocked: guard: member-missing", 2, steps(waits, blocked)},
		{"blocked: guard: member-missing", 1, steps(blocked, waits)},
		{"blocked: guard: member-missing", 2, steps(fine, blocked, closed)},
		{"blocked: guard: id-used", 1, steps(closed, blocked)},
		{"deny: no-right", 1, steps(denied, blocked, waits)},
		{"deny: no-right", 3, steps(waits, blocked, denied)},
		{"deny: no-right", 2, steps(blocked, denied, giving("boss", "sven", mandat.WholeOrg()))},
		{"blocked: guard: too-few-holders", 1, steps(broken)},
		{"blocked: guard: too-few-holders", 3, steps(broken, waits, fine)},
		{"blocked: guard: member-missing", 2, steps(broken, blocked)},
		{"deny: no-right", 2, steps(broken, denied)},
	} {
		_, err := plan(t, o, dora, c.steps...)
		wantEqual(t, answered(err), c.want)
		wantEqual(t, stepOf(err), c.step)
	}
	_, err := plan(t, o, dora, waits)
	require.ErrorIs(t, err, mandat.ErrNeedsApproval)
	require.NotErrorIs(t, err, mandat.ErrBlocked)
	require.NotErrorIs(t, err, mandat.ErrDenied)
}

// A step that is refused has no effect on those after it: what they need of it
// is not there.
func TestARefusedStepLeavesNothingBehind(t *testing.T) {
	o, dora := firm(t), onWeb("dora")
	_, err := plan(t, o, dora, mandat.AddMember{Person: "new", Home: "razed"}, giving("reader", "new", mandat.WholeOrg()))
	wantEqual(t, answered(err), "blocked: guard: unit-missing")
	wantEqual(t, stepOf(err), 1)
	// Within one step, too: an invitation that cannot carry a role makes nobody a
	// member.
	_, err = plan(t, o, dora, inviting(carries(mandat.Grant{Role: "writer", Scope: mandat.WholeOrg()})), giving("owner", "new", mandat.WholeOrg()))
	wantEqual(t, answered(err), "blocked: guard: not-carried")
	// What a step did before it was refused is undone: sven has nothing at home
	// that adam, who may hand it over and not give it, could not move.
	desk := func(r *mandat.Rules, d *mandat.OrgData) {
		aRole(mandat.Role{ID: "desk", At: []mandat.Where{{"organisation": {mandat.HomeSubtree}}}, Can: []mandat.Permission{gives("note.read")}})(r, d)
		says(mandat.AdminRule{Who: []mandat.RoleID{"unit-admin"}, May: []mandat.AdminAct{mandat.AdminHandOver}, Roles: []mandat.RoleID{"desk"}})(r, d)
		has(mandat.Grant{Role: "desk", Member: "kalle", Scope: mandat.BelowHome()})(r, d)
	}
	over := mandat.HandOver{To: "sven", Grants: []mandat.Grant{{Role: "desk", Member: "kalle", Scope: mandat.BelowHome()}, {Role: "writer", Member: "kalle", Scope: mandat.BelowHome()}}}
	_, err = plan(t, firm(t, desk), onWeb("adam"), over, mandat.MoveMember{Person: "sven", To: "east"})
	wantEqual(t, answered(err), "blocked: guard: not-held")
	over.Grants = over.Grants[:1]
	_, err = plan(t, firm(t, desk), onWeb("adam"), over, mandat.MoveMember{Person: "sven", To: "east"})
	wantEqual(t, answered(err), "deny: no-right")
	// The subject hears of a denial in a later step as it is without the refused
	// ones: kalle is a member still.
	_, err = plan(t, o, onWeb("adam"), mandat.RemoveMember{Person: "pia"}, mandat.DeactivateMember{Person: "kalle"})
	wantEqual(t, answered(err), "deny: no-right")
	wantEqual(t, stepOf(err), 1)
}

// Within a step, whoever may not do one part of it is denied, though another
// part is blocked.
func TestAPartThatIsDeniedDeniesTheStep(t *testing.T) {
	locals := func(r *mandat.Rules, d *mandat.OrgData) {
		aGroup(mandat.Group{ID: "locals", Unit: "sales", Members: []mandat.PersonID{"kalle"}})(r, d)
		has(mandat.Grant{Role: "unit-admin", Group: "locals", Scope: mandat.Below("sales")})(r, d)
	}
	wantPlan(t, firm(t, locals), noRight, onWeb("adam"), mandat.JoinGroup{Group: "locals", Person: "kalle"}) // already so
	wantPlan(t, firm(t), noRight, onWeb("adam"), inviting(person("kalle"), carries(mandat.Grant{Role: "reader", Scope: mandat.WholeOrg()})))
	wantPlan(t, firm(t), noRight, onWeb("adam"), mandat.MoveMember{Person: "kalle", To: "head"})
	wantPlan(t, firm(t), noRight, onWeb("adam"), mandat.HandOver{To: "rolf", Grants: []mandat.Grant{{Role: "reader", Member: "pia", Scope: mandat.BelowHome()}}})
}

// Gates are rules that deny, guards are rules that block; both count in a
// change, guards as the steps before have left it.
func TestGatesAndGuardsOfThePolicy(t *testing.T) {
	rulesOf := theRules(func(r *mandat.Rules) {
		r.Gates = append(r.Gates, mandat.Gate{Close: actionsOf("member.remove"), Unless: mandat.Condition{Target: &mandat.Condition{Status: []mandat.Status{"inactive", "invited"}}}},
			mandat.Gate{Close: actionsOf("grant.give"), Unless: mandat.Condition{Not: &mandat.Condition{Relation: []mandat.Relation{"self"}}}})
		r.Guards = append(r.Guards, mandat.Guard{Before: actionsOf("member.deactivate"), Needs: mandat.Condition{Not: &mandat.Condition{Target: &mandat.Condition{Holds: []mandat.RoleID{"reader"}}}}})
	})
	self := says(mandat.AdminRule{Who: []mandat.RoleID{"director"}, May: []mandat.AdminAct{mandat.AdminGrant}, Roles: []mandat.RoleID{"reader"}, Self: true})
	o, dora := firm(t, rulesOf, self), onWeb("dora")
	kalles := mandat.RevokeRole{Grant: mandat.Grant{Role: "reader", Member: "kalle", Scope: mandat.BelowHome()}}
	leave := mandat.LeaveGroup{Group: "crew", Person: "kalle"}
	checkAttempts(t, o, []attempt{
		{"deny: gate-closed", dora, steps(mandat.RemoveMember{Person: "kalle"})},
		{"allow", dora, steps(mandat.RemoveMember{Person: "ida"})},
		{"allow", dora, steps(mandat.RemoveMember{Person: "eva"})},
		{"deny: gate-closed", dora, steps(giving("reader", "dora", mandat.WholeOrg()))},
		{"allow", dora, steps(giving("reader", "sven", mandat.WholeOrg()))},
		{"blocked: guard", dora, steps(mandat.DeactivateMember{Person: "kalle"})},
		{"blocked: guard", dora, steps(kalles, mandat.DeactivateMember{Person: "kalle"})}, // through the group still
		{"allow", dora, steps(kalles, leave, mandat.DeactivateMember{Person: "kalle"})},
		{"blocked: guard", dora, steps(kalles, leave, giving("writer", "kalle", mandat.WholeOrg()), mandat.DeactivateMember{Person: "kalle"})}, // writer includes it
		{"allow", dora, steps(kalles, leave, mandat.DeactivateMember{Person: "kalle"}, mandat.RemoveMember{Person: "kalle"})},
		{"deny: no-right", onWeb("nora"), steps(mandat.DeactivateMember{Person: "kalle"})},
		// A custom role that includes it is not recognised as it.
		{"allow", dora, steps(kalles, leave, giving("clip", "kalle", mandat.WholeOrg()), mandat.DeactivateMember{Person: "kalle"})},
	})
}
