package mandat_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// obstacle is something that keeps a command from being done, whoever gives it.
type obstacle struct {
	code string
	step mandat.Command
	with []change
}

// checkObstacles checks that a director hears what stands in the way, and that
// others hear only that they may not.
func checkObstacles(t *testing.T, all []obstacle) {
	t.Helper()
	for _, b := range all {
		o := firm(t, b.with...)
		wantPlan(t, o, "blocked: guard: "+b.code, onWeb("dora"), b.step)
		wantPlan(t, o, "deny: no-right", onWeb("nora"), b.step)
		wantPlan(t, o, "deny: no-standing: not-a-member", onWeb("eve"), b.step)
		_, err := o.Plan(onWeb("dora"), b.step)
		require.ErrorIs(t, err, mandat.ErrBlocked)
		require.NotErrorIs(t, err, mandat.ErrDenied)
	}
}

// deepUnits are units in a row below sales, d-1 being the first, as many as there can
// be.
func deepUnits() change {
	return theData(func(d *mandat.OrgData) {
		parent := mandat.UnitID("sales")
		for i := range mandat.MaxUnitDepth - 2 {
			id := mandat.UnitID(fmt.Sprint("d-", i+1))
			d.Units = append(d.Units, mandat.Unit{ID: id, Structure: "organisation", Parent: parent})
			parent = id
		}
	})
}

var deepest = mandat.UnitID(fmt.Sprint("d-", mandat.MaxUnitDepth-2))

func TestObstaclesToUnits(t *testing.T) {
	add := func(id mandat.UnitID, s mandat.Structure, parent mandat.UnitID) mandat.AddUnit {
		return mandat.AddUnit{Unit: mandat.Unit{ID: id, Structure: s, Parent: parent}}
	}
	checkObstacles(t, []obstacle{
		{"id-missing", add("", "organisation", "sales"), nil},
		{"id-used", add("north", "organisation", "sales"), nil},
		{"id-used", add("f-1", "organisation", "sales"), nil},
		{"id-used", add("razed", "organisation", "sales"), nil},
		{"unit-missing", add("new", "organisation", "razed"), nil},
		{"unit-missing", add("new", "organisation", "f-1"), nil},
		{"too-deep", add("new", "organisation", deepest), []change{deepUnits()}},
		{"unit-missing", mandat.MoveUnit{Unit: "razed", To: "sales"}, nil},
		{"unit-missing", mandat.MoveUnit{Unit: "north", To: "razed"}, nil},
		{"unit-missing", mandat.MoveUnit{Unit: "north", To: "f-1"}, nil},
		{"already-so", mandat.MoveUnit{Unit: "north", To: "sales"}, nil},
		{"already-so", mandat.MoveUnit{Unit: "head"}, nil},
		{"below-itself", mandat.MoveUnit{Unit: "sales", To: "north"}, nil},
		{"below-itself", mandat.MoveUnit{Unit: "north", To: "north"}, nil},
		{"too-deep", mandat.MoveUnit{Unit: "d-1", To: "north"}, []change{deepUnits()}},
		{"unit-missing", mandat.SealUnit{Unit: "razed", Sealed: true}, nil},
		{"already-so", mandat.SealUnit{Unit: "north"}, nil},
		{"unit-missing", mandat.RemoveUnit{Unit: "razed"}, nil},
		{"in-use", mandat.RemoveUnit{Unit: "sales"}, nil},      // a unit lies below it
		{"in-use", mandat.RemoveUnit{Unit: "purchasing"}, nil}, // pia's home
		{"in-use", mandat.RemoveUnit{Unit: "east"}, []change{aGroup(mandat.Group{ID: "easterners", Unit: "east"})}},
		{"in-use", mandat.RemoveUnit{Unit: "east"}, []change{has(mandat.Grant{Role: "reader", Member: "nora", Scope: mandat.Exactly("east")})}},
		{"in-use", mandat.RemoveUnit{Unit: "f-1"}, []change{has(mandat.Grant{Role: "filer", Member: "nora", Scope: mandat.Exactly("f-1")})}},
		{"in-use", mandat.RemoveUnit{Unit: "east"}, []change{has(mandat.Grant{Role: "reader", Group: "pool", Scope: mandat.Exactly("east")})}},
		{"in-use", mandat.RemoveUnit{Unit: "east"}, []change{theData(func(d *mandat.OrgData) { d.Invitations[0].Grants[0].Scope = mandat.Below("east") })}},
		{"in-use", mandat.RemoveUnit{Unit: "east"}, []change{theData(func(d *mandat.OrgData) {
			d.Members[10].Home, d.Invitations[0].Home, d.Invitations[0].Grants = "east", "east", nil
		})}},
	})
}

func TestObstaclesToMembers(t *testing.T) {
	filer := has(mandat.Grant{Role: "filer", Member: "kalle", Scope: mandat.Exactly("f-1")})
	required := theRules(func(r *mandat.Rules) {
		r.Structures[0].Home, r.Joining.Registration = mandat.HomeRequired, mandat.DoorRule{}
	})
	checkObstacles(t, []obstacle{
		{"already-so", mandat.AddMember{Person: "kalle", Home: "north"}, nil},
		{"already-so", mandat.AddMember{Person: "ida", Home: "north"}, nil},
		{"already-so", mandat.AddMember{Person: "eva", Home: "north"}, nil},
		{"already-so", mandat.AddMember{Person: "acke", Home: "north"}, nil},
		{"id-missing", mandat.AddMember{Home: "north"}, nil},
		{"unit-missing", mandat.AddMember{Person: "new", Home: "razed"}, nil},
		{"structure-other", mandat.AddMember{Person: "new", Home: "f-1"}, nil},
		{"home-needed", mandat.AddMember{Person: "new"}, []change{required}},
		{"member-missing", mandat.MoveMember{Person: "eve", To: "north"}, nil},
		{"member-missing", mandat.MoveMember{Person: "rolf", To: "north"}, nil},
		{"unit-missing", mandat.MoveMember{Person: "kalle", To: "razed"}, nil},
		{"structure-other", mandat.MoveMember{Person: "kalle", To: "f-1"}, nil},
		{"already-so", mandat.MoveMember{Person: "kalle", To: "north"}, nil},
		{"home-needed", mandat.MoveMember{Person: "kalle"}, []change{required}},
		{"member-missing", mandat.DeactivateMember{Person: "eve"}, nil},
		{"member-missing", mandat.DeactivateMember{Person: "rolf"}, nil},
		{"status-other", mandat.DeactivateMember{Person: "ida"}, nil},
		{"status-other", mandat.DeactivateMember{Person: "eva"}, nil},
		{"member-missing", mandat.ActivateMember{Person: "rolf"}, nil},
		{"status-other", mandat.ActivateMember{Person: "kalle"}, nil},
		{"status-other", mandat.ActivateMember{Person: "eva"}, nil},
		{"status-other", mandat.ActivateMember{Person: "acke"}, nil},
		{"member-missing", mandat.ConfirmAccount{Person: "rolf"}, nil},
		{"status-other", mandat.ConfirmAccount{Person: "kalle"}, nil},
		{"status-other", mandat.ConfirmAccount{Person: "ida"}, nil},
		{"status-other", mandat.ConfirmAccount{Person: "eva"}, nil},
		{"member-missing", mandat.RemoveMember{Person: "eve"}, nil},
		{"member-missing", mandat.RemoveMember{Person: "rolf"}, nil},
		{"too-few-holders", mandat.RemoveMember{Person: "olga"}, nil},
		{"too-few-holders", mandat.DeactivateMember{Person: "olga"}, nil},
	})
	wantPlan(t, firm(t, filer), "blocked: guard", onWeb("dora"), mandat.RemoveMember{Person: "kalle"}) // a guard of the policy
	wantPlan(t, firm(t, filer), "deny: no-right", onWeb("nora"), mandat.RemoveMember{Person: "kalle"})
	ended := has(mandat.Grant{Role: "filer", Member: "kalle", Scope: mandat.Exactly("f-1"), Until: noon})
	wantPlan(t, firm(t, ended), "allow", onWeb("dora"), mandat.RemoveMember{Person: "kalle"})
	for who, want := range map[mandat.PersonID]string{"kalle": "already-so", "eva": "already-so", "ida": "already-so"} {
		wantPlan(t, firm(t), "blocked: guard: "+want, throughChannel("public", onWeb(who)), mandat.Register{})
	}
	wantPlan(t, firm(t), "allow", throughChannel("public", onWeb("rolf")), mandat.Register{})
}

func TestObstaclesToGroups(t *testing.T) {
	nested := aGroup(mandat.Group{ID: "all", Groups: []mandat.GroupID{"pool"}}, mandat.Group{ID: "locals", Unit: "north"})
	add := func(g mandat.Group) mandat.AddGroup { return mandat.AddGroup{Group: g} }
	checkObstacles(t, []obstacle{
		{"id-missing", add(mandat.Group{}), nil},
		{"id-used", add(mandat.Group{ID: "crew"}), nil},
		{"id-used", add(mandat.Group{ID: "dissolved"}), nil},
		{"unit-missing", add(mandat.Group{ID: "new", Unit: "razed"}), nil},
		{"member-missing", add(mandat.Group{ID: "new", Members: []mandat.PersonID{"rolf"}}), nil},
		{"member-missing", add(mandat.Group{ID: "new", Members: []mandat.PersonID{""}}), nil},
		{"already-so", add(mandat.Group{ID: "new", Members: []mandat.PersonID{"kalle", "kalle"}}), nil},
		{"group-missing", add(mandat.Group{ID: "new", Groups: []mandat.GroupID{"dissolved"}}), nil},
		{"group-missing", add(mandat.Group{ID: "new", Groups: []mandat.GroupID{"new"}}), nil},
		{"already-so", add(mandat.Group{ID: "new", Groups: []mandat.GroupID{"crew", "crew"}}), nil},
		{"group-dynamic", add(mandat.Group{ID: "new", Groups: []mandat.GroupID{"all"}}), []change{nested}},
		{"unit-other", add(mandat.Group{ID: "new", Groups: []mandat.GroupID{"locals"}}), []change{nested}},
		{"unit-other", add(mandat.Group{ID: "new", Unit: "sales", Groups: []mandat.GroupID{"locals"}}), []change{nested}},
		{"group-missing", mandat.JoinGroup{Group: "dissolved", Person: "sven"}, nil},
		{"id-missing", mandat.JoinGroup{Group: "pool"}, nil},
		{"id-missing", mandat.JoinGroup{Group: "pool", Person: "kalle", Sub: "crew"}, nil},
		{"member-missing", mandat.JoinGroup{Group: "crew", Person: "rolf"}, nil},
		{"member-missing", mandat.JoinGroup{Group: "pool", Person: "eve"}, nil},
		{"already-so", mandat.JoinGroup{Group: "crew", Person: "kalle"}, nil},
		{"group-missing", mandat.JoinGroup{Group: "crew", Sub: "dissolved"}, nil},
		{"already-so", mandat.JoinGroup{Group: "all", Sub: "pool"}, []change{nested}},
		{"group-dynamic", mandat.JoinGroup{Group: "crew", Sub: "all"}, []change{nested}},
		{"group-dynamic", mandat.JoinGroup{Group: "pool", Sub: "crew"}, []change{nested}},
		{"group-dynamic", mandat.JoinGroup{Group: "crew", Sub: "crew"}, nil},
		{"unit-other", mandat.JoinGroup{Group: "crew", Sub: "locals"}, []change{nested}},
		{"group-missing", mandat.LeaveGroup{Group: "dissolved", Person: "kalle"}, nil},
		{"not-in-group", mandat.LeaveGroup{Group: "crew", Person: "sven"}, nil},
		{"not-in-group", mandat.LeaveGroup{Group: "all", Person: "sven"}, []change{nested}}, // only through pool
		{"not-in-group", mandat.LeaveGroup{Group: "all", Sub: "crew"}, []change{nested}},
		{"id-missing", mandat.LeaveGroup{Group: "pool"}, nil},
		{"group-missing", mandat.RemoveGroup{Group: "dissolved"}, nil},
	})
}

func TestObstaclesToRoles(t *testing.T) {
	role := func(id mandat.RoleID) mandat.Role {
		return mandat.Role{ID: id, Includes: []mandat.RoleID{"reader"}}
	}
	atSales := has(mandat.Grant{Role: "clip", Member: "kalle", Scope: mandat.Below("sales")})
	wide := mandat.Role{ID: "clip", At: []mandat.Where{{}}, Includes: []mandat.RoleID{"reader"}}
	carried := theData(func(d *mandat.OrgData) { d.Invitations[0].Grants[0].Role = "clip" })
	checkObstacles(t, []obstacle{
		{"role-invalid", mandat.AddRole{}, nil},
		{"role-invalid", mandat.AddRole{Role: mandat.Role{ID: "empty"}}, nil},
		{"role-invalid", mandat.AddRole{Role: mandat.Role{ID: "new", Includes: []mandat.RoleID{"boss"}}}, nil},
		{"role-invalid", mandat.AddRole{Role: mandat.Role{ID: "new", Can: []mandat.Permission{gives("grant.give")}}}, nil},
		{"role-invalid", mandat.AddRole{Role: mandat.Role{ID: "new", Can: []mandat.Permission{{Do: actionsOf("note.read"), Past: mandat.PastSeals}}}}, nil},
		{"id-used", mandat.AddRole{Role: role("clip")}, nil},
		{"id-used", mandat.AddRole{Role: role("outdated")}, nil},
		{"role-built-in", mandat.AddRole{Role: role("reader")}, nil},
		{"role-missing", mandat.EditRole{Role: role("new")}, nil},
		{"role-missing", mandat.EditRole{Role: role("outdated")}, nil},
		{"role-built-in", mandat.EditRole{Role: role("writer")}, nil},
		{"role-invalid", mandat.EditRole{Role: mandat.Role{ID: "clip"}}, nil},
		{"role-invalid", mandat.EditRole{Role: wide}, []change{atSales}},
		{"role-invalid", mandat.EditRole{Role: wide}, []change{carried}},
		{"role-missing", mandat.RemoveRole{Role: "outdated"}, nil},
		{"role-built-in", mandat.RemoveRole{Role: "reader"}, nil},
		{"in-use", mandat.RemoveRole{Role: "clip"}, []change{atSales}},
		{"in-use", mandat.RemoveRole{Role: "clip"}, []change{carried}},
	})
}

func TestObstaclesToGrants(t *testing.T) {
	give := func(g mandat.Grant) mandat.GrantRole { return mandat.GrantRole{Grant: g} }
	read := func(at mandat.Scope) mandat.GrantRole { return giving("reader", "sven", at) }
	period := func(from, until time.Time) mandat.GrantRole {
		return give(mandat.Grant{Role: "reader", Member: "sven", Scope: mandat.WholeOrg(), From: from, Until: until})
	}
	kalles := mandat.Grant{Role: "reader", Member: "kalle", Scope: mandat.BelowHome()}
	over := func(to mandat.PersonID, g ...mandat.Grant) mandat.HandOver { return mandat.HandOver{To: to, Grants: g} }
	checkObstacles(t, []obstacle{
		{"already-so", give(kalles), nil},
		{"already-so", give(mandat.Grant{Role: "reader", Group: "crew", Scope: mandat.Below("sales")}), nil},
		{"role-missing", giving("boss", "sven", mandat.WholeOrg()), nil},
		{"role-missing", giving("outdated", "sven", mandat.WholeOrg()), nil},
		{"member-missing", giving("reader", "eve", mandat.WholeOrg()), nil},
		{"member-missing", giving("reader", "rolf", mandat.WholeOrg()), nil},
		{"group-missing", give(mandat.Grant{Role: "reader", Group: "dissolved", Scope: mandat.WholeOrg()}), nil},
		{"unit-missing", read(mandat.Below("razed")), nil},
		{"given-elsewhere", read(mandat.AtHome()), nil},
		{"given-elsewhere", giving("owner", "sven", mandat.Below("sales")), []change{says(mandat.AdminRule{Who: []mandat.RoleID{"director"}, May: []mandat.AdminAct{mandat.AdminGrant}, Roles: []mandat.RoleID{"owner"}})}},
		{"given-elsewhere", read(mandat.Below("sales").And(mandat.Exactly("f-1"))), nil},
		{"ends-before", period(time.Time{}, noon), nil},
		{"ends-before", period(noon.Add(2*time.Hour), noon.Add(time.Hour)), nil},
		{"ends-before", period(noon.Add(time.Hour), noon.Add(time.Hour)), nil},
		{"role-off", giving("clerk", "sven", mandat.WholeOrg()), nil},
		{"role-deprecated", giving("old", "sven", mandat.WholeOrg()), nil},
		{"roles-exclusive", giving("auditor", "adam", mandat.WholeOrg()), nil},
		{"too-many-holders", giving("owner", "sven", mandat.WholeOrg()), []change{says(mandat.AdminRule{Who: []mandat.RoleID{"director"}, May: []mandat.AdminAct{mandat.AdminGrant}, Roles: []mandat.RoleID{"owner"}})}},
		{"groups-hold-none", give(mandat.Grant{Role: "reader", Group: "pool", Scope: mandat.WholeOrg()}), []change{
			theRules(func(r *mandat.Rules) { r.GroupsHoldRoles = false }), theData(func(d *mandat.OrgData) { d.Grants = d.Grants[:7] })}},
		{"not-held", mandat.RevokeRole{Grant: mandat.Grant{Role: "reader", Member: "kalle", Scope: mandat.Below("north")}}, nil},
		{"not-held", mandat.RevokeRole{Grant: mandat.Grant{Role: "reader", Member: "kalle", Scope: mandat.BelowHome(), Until: noon.Add(time.Hour)}}, nil},
		{"not-held", mandat.RevokeRole{Grant: mandat.Grant{Role: "reader", Member: "kalle", Scope: mandat.Below("sales")}}, nil}, // only through crew
		{"not-held", mandat.RevokeRole{Grant: mandat.Grant{Role: "writer", Member: "adam", Scope: mandat.Below("sales")}}, nil},  // only included
		{"member-missing", mandat.RevokeRole{Grant: mandat.Grant{Role: "reader", Member: "rolf", Scope: mandat.BelowHome()}}, nil},
		{"role-missing", mandat.RevokeRole{Grant: mandat.Grant{Role: "boss", Member: "kalle", Scope: mandat.BelowHome()}}, nil},
		{"not-held", over("sven", mandat.Grant{Role: "writer", Member: "kalle", Scope: mandat.BelowHome()}), nil},
		{"already-so", over("sven", kalles, kalles), nil},
		{"not-held", over("sven", kalles, mandat.Grant{Role: "reader", Member: "nora", Scope: mandat.Below("north")}),
			[]change{has(mandat.Grant{Role: "reader", Member: "nora", Scope: mandat.Below("north")})}}, // of two holders
		{"already-so", over("kalle", kalles), nil},
		{"already-so", over("sven", kalles), []change{has(mandat.Grant{Role: "reader", Member: "sven", Scope: mandat.BelowHome()})}},
		{"member-missing", over("eve", kalles), nil},
		{"member-missing", over("rolf", kalles), nil},
		{"role-deprecated", over("sven", mandat.Grant{Role: "old", Member: "kalle", Scope: mandat.WholeOrg()}), []change{has(mandat.Grant{Role: "old", Member: "kalle", Scope: mandat.WholeOrg()})}},
		{"role-off", over("sven", mandat.Grant{Role: "clerk", Member: "kalle", Scope: mandat.WholeOrg()}), []change{has(mandat.Grant{Role: "clerk", Member: "kalle", Scope: mandat.WholeOrg()})}},
		{"ends-before", over("sven", mandat.Grant{Role: "reader", Member: "kalle", Scope: mandat.WholeOrg(), Until: noon}), []change{has(mandat.Grant{Role: "reader", Member: "kalle", Scope: mandat.WholeOrg(), Until: noon})}},
		{"roles-exclusive", over("adam", mandat.Grant{Role: "auditor", Member: "kalle", Scope: mandat.WholeOrg()}), []change{has(mandat.Grant{Role: "auditor", Member: "kalle", Scope: mandat.WholeOrg()})}},
		{"too-few-holders", over("eva", mandat.Grant{Role: "owner", Member: "olga", Scope: mandat.WholeOrg()}), []change{says(mandat.AdminRule{Who: []mandat.RoleID{"director"}, May: []mandat.AdminAct{mandat.AdminHandOver}, Roles: []mandat.RoleID{"owner"}})}},
	})
}

// A role that is deprecated, or whose setting is off, can still be taken away.
func TestWhatIsNotGivenAnyMoreCanBeRevoked(t *testing.T) {
	for _, r := range []mandat.RoleID{"old", "clerk"} {
		g := mandat.Grant{Role: r, Member: "kalle", Scope: mandat.WholeOrg()}
		wantPlan(t, firm(t, has(g)), "allow", onWeb("dora"), mandat.RevokeRole{Grant: g})
	}
}

func TestObstaclesToSettingsAndPolicies(t *testing.T) {
	policy := func(f func(*mandat.Rules)) *mandat.Policy {
		r := nextRules()
		f(&r)
		return mustPolicy(t, r)
	}
	checkObstacles(t, []obstacle{
		{"setting-missing", mandat.ChangeSetting{Setting: "darkness", On: true}, nil},
		{"setting-missing", mandat.ChangeSetting{}, nil},
		{"already-so", mandat.ChangeSetting{Setting: "clerks", On: true}, []change{theData(func(d *mandat.OrgData) { d.Settings = map[mandat.Setting]bool{"clerks": true} })}},
		{"policy-other", mandat.AdoptPolicy{}, nil},
		{"policy-other", mandat.AdoptPolicy{Policy: &mandat.Policy{}}, nil},
		{"policy-other", mandat.AdoptPolicy{Policy: policy(func(r *mandat.Rules) { r.System = "another" })}, nil},
		{"policy-other", mandat.AdoptPolicy{Policy: policy(func(r *mandat.Rules) { r.Version = "1" })}, nil},
		{"policy-other", mandat.AdoptPolicy{Policy: policy(func(r *mandat.Rules) { r.Roles[len(r.Roles)-1].ID = "ancient"; r.Administer[1].Roles[4] = "ancient" })},
			[]change{has(mandat.Grant{Role: "old", Member: "kalle", Scope: mandat.WholeOrg()})}}, // somebody has what there would not be
	})
}

func TestAPolicyIsAdoptedAlone(t *testing.T) {
	o, dora := firm(t), onWeb("dora")
	adopt, give := mandat.AdoptPolicy{Policy: nextPolicy(t)}, giving("reader", "sven", mandat.WholeOrg())
	for _, steps := range [][]mandat.Command{{adopt, give}, {give, adopt}, {adopt, adopt}, {adopt, mandat.ChangeSetting{Setting: "clerks", On: true}}} {
		_, err := plan(t, o, dora, steps...)
		wantEqual(t, answered(err), "blocked: guard: not-alone")
		wantEqual(t, stepOf(err), 2)
	}
	// Whoever may not do the rest hears that, and nothing of the new policy is
	// asked.
	wantPlan(t, o, "deny: no-right", dora, adopt, giving("owner", "sven", mandat.WholeOrg()))
	more := nextRules()
	for i := range 40 {
		more.Roles = append(more.Roles, mandat.Role{ID: mandat.RoleID(fmt.Sprint("r-", i)), Can: []mandat.Permission{gives("note.read")}})
	}
	wantPlan(t, o, "blocked: guard: role-missing", dora, mandat.AdoptPolicy{Policy: mustPolicy(t, more)}, giving("r-39", "sven", mandat.WholeOrg()))
}

// Empty ids, and ids as long as one likes, are answered like others.
func TestStrangeIDsAreAnswered(t *testing.T) {
	o := firm(t)
	for _, id := range []string{"", " ", strings.Repeat("x", 1<<20), "kalle\x00", "\xff", "org", "none", "a:b", "../north", "kalle\u200b"} {
		for _, s := range []mandat.Subject{onWeb("dora"), onWeb("nora"), onWeb("eve"), onWeb(mandat.PersonID(id)), throughChannel(mandat.Channel(id), onWeb("dora"))} {
			for _, c := range []mandat.Command{
				mandat.ChangeSetting{Setting: mandat.Setting(id)}, mandat.MoveUnit{Unit: mandat.UnitID(id), To: mandat.UnitID(id)}, mandat.SealUnit{Unit: mandat.UnitID(id)},
				mandat.RemoveUnit{Unit: mandat.UnitID(id)}, mandat.MoveMember{Person: mandat.PersonID(id), To: mandat.UnitID(id)}, mandat.DeactivateMember{Person: mandat.PersonID(id)},
				mandat.ActivateMember{Person: mandat.PersonID(id)}, mandat.ConfirmAccount{Person: mandat.PersonID(id)}, mandat.RemoveMember{Person: mandat.PersonID(id)},
				mandat.ResendInvitation{Invitation: mandat.InvitationID(id)}, mandat.RevokeInvitation{Invitation: mandat.InvitationID(id)}, mandat.AcceptInvitation{Invitation: mandat.InvitationID(id)},
				mandat.DeclineInvitation{Invitation: mandat.InvitationID(id)}, mandat.JoinGroup{Group: mandat.GroupID(id), Person: mandat.PersonID(id)}, mandat.JoinGroup{Group: "crew", Sub: mandat.GroupID(id)},
				mandat.LeaveGroup{Group: mandat.GroupID(id), Person: mandat.PersonID(id)}, mandat.RemoveGroup{Group: mandat.GroupID(id)}, mandat.RemoveRole{Role: mandat.RoleID(id)},
				giving(mandat.RoleID(id), mandat.PersonID(id), mandat.Below(mandat.UnitID(id))), giving("reader", mandat.PersonID(id), mandat.Below("north")),
				mandat.RevokeRole{Grant: mandat.Grant{Role: mandat.RoleID(id)}}, mandat.HandOver{To: mandat.PersonID(id)},
				mandat.HandOver{To: mandat.PersonID(id), Grants: []mandat.Grant{{Role: "reader", Member: "kalle", Scope: mandat.BelowHome()}}},
				mandat.HandOver{To: "sven", Grants: []mandat.Grant{{Role: "reader", Group: "crew", Scope: mandat.Below("sales")}}}, mandat.HandOver{}, mandat.GrantRole{}, mandat.InvitePerson{}, mandat.AddMember{}, mandat.AddUnit{},
			} {
				_, err := o.Plan(s, c)
				require.Error(t, err, "%.60s", sentenceOf(s, []mandat.Command{c}))
				require.NotEmpty(t, err.Error())
			}
		}
	}
}
