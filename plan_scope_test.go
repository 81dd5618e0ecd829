package mandat_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// attempt is a change that somebody wants to make, and the answer to it.
type attempt struct {
	want  string
	s     mandat.Subject
	steps []mandat.Command
}

func checkAttempts(t *testing.T, o *mandat.Org, all []attempt) {
	t.Helper()
	for _, a := range all {
		wantPlan(t, o, a.want, a.s, a.steps...)
	}
}

func steps(all ...mandat.Command) []mandat.Command { return all }

const noRight = "deny: no-right"

// The administrator of sales gives what they may, in sales, and not to
// themselves.
func TestAScopedAdministratorGivesInTheirUnitsOnly(t *testing.T) {
	adam := onWeb("adam")
	toGroup := func(r mandat.RoleID, g mandat.GroupID, at mandat.Scope) mandat.GrantRole {
		return mandat.GrantRole{Grant: mandat.Grant{Role: r, Group: g, Scope: at}}
	}
	checkAttempts(t, firm(t, aGroup(mandat.Group{ID: "we", Members: []mandat.PersonID{"adam"}}, mandat.Group{ID: "all", Groups: []mandat.GroupID{"we"}})), []attempt{
		{"allow", adam, steps(giving("reader", "sven", mandat.Below("sales")))},
		{"allow", adam, steps(giving("reader", "sven", mandat.BelowHome()))},
		{"allow", adam, steps(giving("reader", "pia", mandat.Exactly("north")))}, // to whomever
		{noRight, adam, steps(giving("reader", "pia", mandat.BelowHome()))},      // her home is elsewhere
		{noRight, adam, steps(giving("reader", "sven", mandat.WholeOrg()))},
		{noRight, adam, steps(giving("reader", "sven", mandat.Below("head")))},
		{noRight, adam, steps(giving("reader", "sven", mandat.Below("purchasing")))},
		{noRight, adam, steps(giving("filer", "sven", mandat.Exactly("f-1")))}, // another structure
		{noRight, adam, steps(giving("unit-admin", "sven", mandat.Below("north")))},
		{noRight, adam, steps(giving("owner", "sven", mandat.WholeOrg()))},
		{noRight, adam, steps(giving("writer", "adam", mandat.Below("north")))},
		{noRight, adam, steps(giving("reader", "adam", mandat.BelowHome()))},
		{"allow", adam, steps(toGroup("reader", "pool", mandat.Below("sales")))},
		{noRight, adam, steps(toGroup("reader", "pool", mandat.BelowHome()))}, // the homes of its members can be anywhere
		{noRight, adam, steps(toGroup("reader", "pool", mandat.Below("purchasing")))},
		{noRight, adam, steps(toGroup("reader", "we", mandat.Below("sales")))},
		{noRight, adam, steps(toGroup("reader", "all", mandat.Below("sales")))},
	})
	exact := firm(t, theData(func(d *mandat.OrgData) { d.Grants[4].Scope = mandat.Exactly("sales") }))
	checkAttempts(t, exact, []attempt{
		{"allow", adam, steps(giving("reader", "sven", mandat.Exactly("sales")))},
		{noRight, adam, steps(giving("reader", "sven", mandat.Below("sales")))},
		{noRight, adam, steps(giving("reader", "sven", mandat.Exactly("north")))},
		{noRight, adam, steps(mandat.MoveUnit{Unit: "north", To: "east"})},
		{noRight, adam, steps(mandat.SealUnit{Unit: "sales", Sealed: true})},
		{"allow", adam, steps(mandat.AddUnit{Unit: mandat.Unit{ID: "south", Structure: "organisation", Parent: "sales"}})},
		{noRight, adam, steps(mandat.RemoveMember{Person: "kalle"})},
	})
}

func TestAScopedAdministratorMovesUnitsWithinTheirOwn(t *testing.T) {
	adam, pia := onWeb("adam"), onWeb("pia")
	below := func(id, parent mandat.UnitID) mandat.AddUnit {
		return mandat.AddUnit{Unit: mandat.Unit{ID: id, Structure: "organisation", Parent: parent}}
	}
	checkAttempts(t, firm(t), []attempt{
		{"allow", adam, steps(mandat.MoveUnit{Unit: "north", To: "east"})},
		{noRight, adam, steps(mandat.MoveUnit{Unit: "sales", To: "purchasing"})}, // their own root
		{noRight, adam, steps(mandat.MoveUnit{Unit: "sales"})},
		{noRight, adam, steps(mandat.MoveUnit{Unit: "north"})},
		{noRight, adam, steps(mandat.MoveUnit{Unit: "north", To: "purchasing"})},
		{noRight, adam, steps(mandat.MoveUnit{Unit: "north", To: "head"})},
		{noRight, pia, steps(mandat.MoveUnit{Unit: "north", To: "purchasing"})},
		{noRight, adam, steps(mandat.MoveUnit{Unit: "purchasing", To: "sales"})},
		{noRight, adam, steps(below("own", "head"))},
		{noRight, adam, steps(below("own", ""))},
		{noRight, adam, steps(mandat.AddUnit{Unit: mandat.Unit{ID: "f-9", Structure: "folders", Parent: "f-1"}})},
		{noRight, adam, steps(below("own", "sales"), mandat.MoveUnit{Unit: "purchasing", To: "own"})},
		{noRight, adam, steps(below("own", "sales"), mandat.MoveUnit{Unit: "own", To: "purchasing"})},
		{"allow", adam, steps(below("own", "sales"), below("deeper", "own"), giving("reader", "sven", mandat.Below("deeper")), mandat.MoveMember{Person: "sven", To: "deeper"})},
		{noRight, adam, steps(below("own", "sales"), giving("reader", "adam", mandat.Below("own")))},
		{noRight, adam, steps(mandat.MoveUnit{Unit: "north", To: "east"}, giving("reader", "sven", mandat.Below("head")))},
	})
	// Authority in two places moves from one to the other, and no further.
	both := firm(t, has(mandat.Grant{Role: "unit-admin", Member: "adam", Scope: mandat.Below("purchasing")}))
	checkAttempts(t, both, []attempt{
		{"allow", adam, steps(mandat.MoveUnit{Unit: "north", To: "purchasing"})},
		{noRight, adam, steps(mandat.MoveUnit{Unit: "sales", To: "purchasing"})},
	})
}

// A removed member keeps no unit that can be removed: what is left is valid data
// (plan checks it).
func TestAUnitIsRemovedThoughSomebodyRemovedLivedThere(t *testing.T) {
	o := after(t, firm(t), onWeb("dora"), mandat.MoveMember{Person: "kalle", To: "east"}, mandat.RemoveMember{Person: "kalle"}, mandat.RemoveUnit{Unit: "east"})
	m, _ := o.Member("kalle")
	wantEqual(t, m, mandat.Member{Person: "kalle", Status: mandat.MemberRemoved})
	m, _ = o.Member("rolf")
	wantEqual(t, m.Home, "north")
}

func TestSealsHoldAgainstChangesFromAbove(t *testing.T) {
	o := firm(t, theData(func(d *mandat.OrgData) {
		d.Units = append(d.Units, mandat.Unit{ID: "vault", Structure: "organisation", Parent: "sales", Sealed: true}, mandat.Unit{ID: "inner", Structure: "organisation", Parent: "vault"})
		d.Members = append(d.Members, mandat.Member{Person: "vera", Status: mandat.MemberActive, Home: "vault"})
	}), has(mandat.Grant{Role: "unit-admin", Member: "vera", Scope: mandat.Below("vault")}))
	adam, vera, dora := onWeb("adam"), onWeb("vera"), onWeb("dora")
	checkAttempts(t, o, []attempt{
		{noRight, adam, steps(mandat.SealUnit{Unit: "vault"})},
		{noRight, dora, steps(mandat.SealUnit{Unit: "vault"})},
		{"allow", vera, steps(mandat.SealUnit{Unit: "vault"})},
		{noRight, adam, steps(giving("reader", "sven", mandat.Below("vault")))},
		{noRight, adam, steps(giving("reader", "sven", mandat.Exactly("inner")))},
		{noRight, adam, steps(mandat.MoveUnit{Unit: "inner", To: "sales"})},
		{noRight, adam, steps(mandat.MoveUnit{Unit: "north", To: "vault"})},
		{noRight, adam, steps(mandat.MoveUnit{Unit: "vault", To: "north"})},
		{noRight, adam, steps(mandat.RemoveMember{Person: "vera"})},
		{noRight, adam, steps(mandat.MoveMember{Person: "kalle", To: "vault"})},
		{noRight, adam, steps(mandat.MoveMember{Person: "vera", To: "north"})},
		{noRight, vera, steps(mandat.MoveUnit{Unit: "inner", To: "sales"})},
		{noRight, adam, steps(mandat.AddUnit{Unit: mandat.Unit{ID: "own", Structure: "organisation", Parent: "vault"}})},
		// What is sealed in the same change is as it was before, for rights.
		{"allow", adam, steps(mandat.SealUnit{Unit: "north", Sealed: true}, giving("reader", "sven", mandat.Below("north")))},
		{noRight, adam, steps(mandat.AddUnit{Unit: mandat.Unit{ID: "own", Structure: "organisation", Parent: "sales"}}, mandat.MoveUnit{Unit: "vault", To: "own"})},
	})
}

func TestMovingAHomeGivesWhatHangsOnIt(t *testing.T) {
	adam, pia, dora := onWeb("adam"), onWeb("pia"), onWeb("dora")
	admin := has(mandat.Grant{Role: "unit-admin", Member: "kalle", Scope: mandat.BelowHome()})
	checkAttempts(t, firm(t), []attempt{
		{"allow", adam, steps(mandat.MoveMember{Person: "kalle", To: "east"})},
		{noRight, adam, steps(mandat.MoveMember{Person: "kalle", To: "purchasing"})},
		{noRight, adam, steps(mandat.MoveMember{Person: "kalle"})},
		{noRight, pia, steps(mandat.MoveMember{Person: "kalle", To: "purchasing"})},
		{"allow", dora, steps(mandat.MoveMember{Person: "kalle", To: "purchasing"})},
		{"allow", adam, steps(mandat.MoveMember{Person: "adam", To: "north"})}, // nothing hangs on it
	})
	// Adam may move members, and may not give what this one has at home.
	wantPlan(t, firm(t, admin), noRight, adam, mandat.MoveMember{Person: "kalle", To: "east"})
	wantPlan(t, firm(t, admin), "allow", dora, mandat.MoveMember{Person: "kalle", To: "east"})
	giveOnly := theRules(func(r *mandat.Rules) { r.Administer[0].May = []mandat.AdminAct{mandat.AdminGrant} })
	wantPlan(t, firm(t, giveOnly), noRight, adam, mandat.MoveMember{Person: "kalle", To: "east"})
	revokeOnly := theRules(func(r *mandat.Rules) { r.Administer[0].May = []mandat.AdminAct{mandat.AdminRevoke} })
	wantPlan(t, firm(t, revokeOnly), noRight, adam, mandat.MoveMember{Person: "kalle", To: "east"})
	over := has(mandat.Grant{Role: "unit-admin", Member: "kalle", Scope: mandat.BelowHome(), Until: noon})
	wantPlan(t, firm(t, over), "allow", adam, mandat.MoveMember{Person: "kalle", To: "east"})
	soon := has(mandat.Grant{Role: "unit-admin", Member: "kalle", Scope: mandat.BelowHome(), From: noon.Add(time.Hour)})
	wantPlan(t, firm(t, soon), noRight, adam, mandat.MoveMember{Person: "kalle", To: "east"})
	// To move one's own home with what one has there is to give it to oneself.
	own := has(mandat.Grant{Role: "reader", Member: "adam", Scope: mandat.BelowHome()})
	wantPlan(t, firm(t, own), noRight, adam, mandat.MoveMember{Person: "adam", To: "north"})
	// The same through a group, also a dynamic one, and with an invitation.
	for name, through := range map[string]change{
		"group": has(mandat.Grant{Role: "unit-admin", Group: "crew", Scope: mandat.BelowHome()}),
		"dynamic group": func(r *mandat.Rules, d *mandat.OrgData) {
			aGroup(mandat.Group{ID: "all", Groups: []mandat.GroupID{"crew"}})(r, d)
			has(mandat.Grant{Role: "unit-admin", Group: "all", Scope: mandat.BelowHome()})(r, d)
		},
		"group of the unit": func(r *mandat.Rules, d *mandat.OrgData) {
			aGroup(mandat.Group{ID: "sellers", Unit: "sales", Members: []mandat.PersonID{"kalle"}})(r, d)
			has(mandat.Grant{Role: "unit-admin", Group: "sellers", Scope: mandat.BelowHome()})(r, d)
		},
		"group of a folder": func(r *mandat.Rules, d *mandat.OrgData) {
			aGroup(mandat.Group{ID: "filers", Unit: "f-1", Members: []mandat.PersonID{"kalle"}})(r, d)
			has(mandat.Grant{Role: "unit-admin", Group: "filers", Scope: mandat.BelowHome()})(r, d)
		},
	} {
		t.Run(name, func(t *testing.T) {
			wantPlan(t, firm(t, through), noRight, adam, mandat.MoveMember{Person: "kalle", To: "east"})
			wantPlan(t, firm(t, through), "allow", dora, mandat.MoveMember{Person: "kalle", To: "east"})
		})
	}
	leaves := func(r *mandat.Rules, d *mandat.OrgData) { // a group that the move ends gives nothing there
		aGroup(mandat.Group{ID: "northerners", Unit: "north", Members: []mandat.PersonID{"kalle"}})(r, d)
		has(mandat.Grant{Role: "unit-admin", Group: "northerners", Scope: mandat.BelowHome()})(r, d)
	}
	c := wantPlan(t, firm(t, leaves), "allow", adam, mandat.MoveMember{Person: "kalle", To: "east"})
	wantEqual(t, eventNames(c), []string{"member-moved", "group-left"})
	carried := invitation(func(i *mandat.Invitation) {
		i.By, i.Grants[0] = "dora", mandat.Grant{Role: "unit-admin", Member: "eva", Scope: mandat.BelowHome()}
	})
	wantPlan(t, firm(t, carried), noRight, adam, mandat.MoveMember{Person: "eva", To: "east"})
	o := after(t, firm(t, carried), dora, mandat.MoveMember{Person: "eva", To: "east"})
	in, _ := o.Invitation("i-1")
	wantEqual(t, in.Home, "east")
}

func TestGroupsPassOnNoMoreThanTheirRoles(t *testing.T) {
	adam := onWeb("adam")
	// A group of sales, so that adam may edit it, with a role that adam may not give.
	locals := func(r mandat.RoleID, s mandat.Scope, members ...mandat.PersonID) change {
		return func(rules *mandat.Rules, d *mandat.OrgData) {
			aGroup(mandat.Group{ID: "locals", Unit: "sales", Members: members}, mandat.Group{ID: "inner", Unit: "sales", Members: []mandat.PersonID{"sven"}}, mandat.Group{ID: "hollow", Unit: "sales"})(rules, d)
			has(mandat.Grant{Role: r, Group: "locals", Scope: s})(rules, d)
		}
	}
	join := mandat.JoinGroup{Group: "locals", Person: "sven"}
	checkAttempts(t, firm(t, locals("unit-admin", mandat.Below("sales"), "kalle", "adam")), []attempt{
		{noRight, adam, steps(join)},
		{noRight, adam, steps(mandat.LeaveGroup{Group: "locals", Person: "kalle"})},
		{noRight, adam, steps(mandat.LeaveGroup{Group: "locals", Person: "adam"})},
		{noRight, adam, steps(mandat.RemoveGroup{Group: "locals"})},
		{noRight, adam, steps(mandat.JoinGroup{Group: "locals", Sub: "inner"})},
		{noRight, adam, steps(mandat.JoinGroup{Group: "locals", Sub: "hollow"})}, // to be filled later
		{noRight, adam, steps(mandat.JoinGroup{Group: "hollow", Person: "sven"}, mandat.JoinGroup{Group: "locals", Sub: "hollow"})},
		{noRight, adam, steps(mandat.RevokeRole{Grant: mandat.Grant{Role: "unit-admin", Group: "locals", Scope: mandat.Below("sales")}}, join)},
	})
	checkAttempts(t, firm(t, locals("reader", mandat.Below("sales"), "kalle")), []attempt{
		{"allow", adam, steps(join)},
		{"allow", adam, steps(mandat.JoinGroup{Group: "locals", Sub: "inner"})},
		{"allow", adam, steps(mandat.RemoveGroup{Group: "locals"})},
		{noRight, adam, steps(mandat.JoinGroup{Group: "locals", Person: "adam"})},
		{noRight, adam, steps(mandat.JoinGroup{Group: "inner", Person: "adam"}, mandat.JoinGroup{Group: "locals", Sub: "inner"})},
		{noRight, adam, steps(mandat.JoinGroup{Group: "locals", Sub: "inner"}, mandat.JoinGroup{Group: "inner", Person: "adam"})},
		{noRight, adam, steps(mandat.JoinGroup{Group: "inner", Person: "adam"}, mandat.GrantRole{Grant: mandat.Grant{Role: "reader", Group: "inner", Scope: mandat.Below("sales")}})},
		{noRight, adam, steps(mandat.AddGroup{Group: mandat.Group{ID: "new", Unit: "sales", Members: []mandat.PersonID{"adam"}}}, mandat.GrantRole{Grant: mandat.Grant{Role: "reader", Group: "new", Scope: mandat.Below("sales")}})},
		{noRight, adam, steps(mandat.AddGroup{Group: mandat.Group{ID: "new", Unit: "sales", Members: []mandat.PersonID{"adam"}}}, mandat.JoinGroup{Group: "locals", Sub: "new"})},
		{noRight, adam, steps(mandat.AddGroup{Group: mandat.Group{ID: "new", Unit: "sales"}}, mandat.GrantRole{Grant: mandat.Grant{Role: "reader", Group: "new", Scope: mandat.Below("sales")}}, mandat.JoinGroup{Group: "new", Person: "adam"})},
	})
	wantPlan(t, firm(t, locals("reader", mandat.Below("head"), "kalle")), noRight, adam, join)
	wantPlan(t, firm(t, locals("reader", mandat.BelowHome(), "kalle")), "allow", adam, join)
	wantPlan(t, firm(t, locals("reader", mandat.BelowHome(), "kalle")), noRight, adam, mandat.JoinGroup{Group: "locals", Person: "pia"})
	// A member of a group in a dynamic one gets that one's roles.
	dynamic := func(r *mandat.Rules, d *mandat.OrgData) {
		locals("reader", mandat.Below("sales"))(r, d)
		aGroup(mandat.Group{ID: "around", Unit: "sales", Groups: []mandat.GroupID{"inner"}})(r, d)
		has(mandat.Grant{Role: "unit-admin", Group: "around", Scope: mandat.Below("sales")})(r, d)
	}
	checkAttempts(t, firm(t, dynamic), []attempt{
		{noRight, adam, steps(mandat.JoinGroup{Group: "inner", Person: "kalle"})},
		{noRight, adam, steps(mandat.LeaveGroup{Group: "inner", Person: "sven"})},
		{noRight, adam, steps(mandat.RemoveGroup{Group: "inner"})},
		{noRight, adam, steps(mandat.LeaveGroup{Group: "around", Sub: "inner"})},
		{noRight, adam, steps(mandat.JoinGroup{Group: "around", Sub: "locals"})},
	})
	ended := func(r *mandat.Rules, d *mandat.OrgData) {
		locals("unit-admin", mandat.Below("sales"))(r, d)
		d.Grants[len(d.Grants)-1].Until = noon
	}
	wantPlan(t, firm(t, ended), "allow", adam, join)
}

func TestHandingOver(t *testing.T) {
	adam, dora := onWeb("adam"), onWeb("dora")
	kalles := mandat.Grant{Role: "reader", Member: "kalle", Scope: mandat.BelowHome()}
	own := mandat.Grant{Role: "writer", Member: "adam", Scope: mandat.Below("north")}
	above := mandat.Grant{Role: "reader", Member: "sven", Scope: mandat.Below("head")}
	o := firm(t, has(own, above))
	over := func(to mandat.PersonID, g ...mandat.Grant) []mandat.Command {
		return steps(mandat.HandOver{To: to, Grants: g})
	}
	checkAttempts(t, o, []attempt{
		{"allow", adam, over("sven", kalles)},
		{noRight, adam, over("adam", kalles)}, // to oneself
		{"allow", adam, over("sven", own)},    // one's own
		{noRight, adam, over("pia", kalles)},  // to whose home it would go
		{noRight, adam, over("sven", mandat.Grant{Role: "reader", Member: "pia", Scope: mandat.BelowHome()})},
		{noRight, adam, over("kalle", above)},
		{noRight, adam, over("sven", kalles, mandat.Grant{Role: "unit-admin", Member: "pia", Scope: mandat.Below("purchasing")})},
		{noRight, adam, over("sven", mandat.Grant{Role: "unit-admin", Member: "adam", Scope: mandat.Below("sales")})}, // no statement for it
		{noRight, adam, over("sven", mandat.Grant{Role: "owner", Member: "olga", Scope: mandat.WholeOrg()})},
		{"allow", onWeb("olga"), over("sven", mandat.Grant{Role: "owner", Member: "olga", Scope: mandat.WholeOrg()})},
		{noRight, dora, over("dora", mandat.Grant{Role: "owner", Member: "olga", Scope: mandat.WholeOrg()})},
		{"deny: malformed: value-invalid", dora, over("", kalles)},
		{"deny: malformed: value-invalid", dora, over("sven")},
		{"deny: malformed: value-invalid", dora, over("sven", mandat.Grant{Role: "reader", Group: "crew", Scope: mandat.Below("sales")})},
	})
	c := wantPlan(t, o, "allow", dora, over("sven", kalles)...)
	require.Empty(t, c.Org().GrantsOf("kalle"))
	require.Contains(t, c.Org().GrantsOf("sven"), mandat.Grant{Role: "reader", Member: "sven", Scope: mandat.BelowHome()})
	// A statement can let them do it for themselves.
	self := says(mandat.AdminRule{Who: []mandat.RoleID{"unit-admin"}, May: []mandat.AdminAct{mandat.AdminHandOver, mandat.AdminGrant}, Roles: []mandat.RoleID{"reader"}, Self: true})
	checkAttempts(t, firm(t, self), []attempt{
		{"allow", adam, over("adam", kalles)},
		{"allow", adam, steps(giving("reader", "adam", mandat.Below("north")))},
		{noRight, adam, steps(giving("writer", "adam", mandat.Below("north")))},
		{noRight, adam, steps(giving("reader", "adam", mandat.Below("head")))},
	})
}

// The rights of a change are those before it: nothing in it widens them.
func TestAChangeDoesNotFeedItself(t *testing.T) {
	dora, adam, olga := onWeb("dora"), onWeb("adam"), onWeb("olga")
	setting := func(rules *mandat.Rules, d *mandat.OrgData) {
		says(mandat.AdminRule{Who: []mandat.RoleID{"director"}, May: []mandat.AdminAct{mandat.AdminGrant}, Roles: []mandat.RoleID{"owner"}, When: &mandat.Condition{Setting: []mandat.Setting{"clerks"}}})(rules, d)
	}
	vacant := says(mandat.AdminRule{Who: []mandat.RoleID{"director"}, May: []mandat.AdminAct{mandat.AdminGrant}, Roles: []mandat.RoleID{"owner"}, When: &mandat.Condition{Vacant: []mandat.RoleID{"owner"}}},
		mandat.AdminRule{Who: []mandat.RoleID{"director"}, May: []mandat.AdminAct{mandat.AdminRevoke}, Roles: []mandat.RoleID{"owner"}})
	olgas := mandat.RevokeRole{Grant: mandat.Grant{Role: "owner", Member: "olga", Scope: mandat.WholeOrg()}}
	on, give := mandat.ChangeSetting{Setting: "clerks", On: true}, giving("owner", "sven", mandat.WholeOrg())
	checkAttempts(t, firm(t, setting), []attempt{{noRight, dora, steps(on, give)}, {noRight, dora, steps(on, olgas, give)}})
	checkAttempts(t, firm(t, vacant), []attempt{
		{noRight, dora, steps(olgas, give)},
		{noRight, dora, steps(mandat.RemoveMember{Person: "olga"}, give)},
		{noRight, dora, steps(mandat.DeactivateMember{Person: "olga"}, give)},
	})
	checkAttempts(t, firm(t), []attempt{
		{noRight, dora, steps(mandat.EditRole{Role: mandat.Role{ID: "clip", Includes: []mandat.RoleID{"director"}}}, giving("clip", "dora", mandat.WholeOrg()))},
		{noRight, adam, steps(giving("reader", "sven", mandat.Below("sales")), mandat.RemoveMember{Person: "sven"}, giving("reader", "pia", mandat.WholeOrg()))},
		{"allow", olga, steps(mandat.RemoveMember{Person: "adam"}, mandat.AddMember{Person: "adam", Home: "sales"}, giving("reader", "adam", mandat.Below("sales")))},
		// A new member is one for the steps after, and has no say in them.
		{"deny: no-standing: not-a-member", throughChannel("public", onWeb("eve")), steps(mandat.Register{}, giving("reader", "eve", mandat.WholeOrg()))},
		{"deny: no-standing: not-active", onWeb("eva"), steps(evaAccepts, giving("reader", "kalle", mandat.Below("north")))},
		{"deny: no-standing: not-active", onWeb("acke"), steps(mandat.ConfirmAccount{Person: "acke"}, mandat.RemoveMember{Person: "kalle"})},
	})
	// Whoever gives themselves up in a change acts to its end by what they had.
	wantPlan(t, firm(t), "allow", dora, mandat.RevokeRole{Grant: mandat.Grant{Role: "director", Member: "dora", Scope: mandat.WholeOrg()}}, giving("reader", "sven", mandat.WholeOrg()))
	// What the policy asks of the role to be given is judged as the steps before
	// left it.
	wantPlan(t, firm(t), "allow", dora, on, giving("clerk", "sven", mandat.WholeOrg()))
	wantPlan(t, firm(t), "blocked: guard: role-off", dora, giving("clerk", "sven", mandat.WholeOrg()), on)
}

// Somebody fills a vacancy by written notice, and nothing else.
func TestAVacancyIsFilledThroughItsChannel(t *testing.T) {
	signe := func(r *mandat.Rules, d *mandat.OrgData) {
		someone(mandat.Member{Person: "signe", Status: mandat.MemberInactive, Home: "head"})(r, d)
		has(mandat.Grant{Role: "signatory", Member: "signe", Scope: mandat.WholeOrg()})(r, d)
	}
	notice := throughChannel("notice", onWeb("signe"))
	give := giving("auditor", "sven", mandat.WholeOrg())
	checkAttempts(t, firm(t, signe), []attempt{
		{"allow", notice, steps(give)},
		{"deny: no-standing: channel-closed", onWeb("signe"), steps(give)},
		{noRight, notice, steps(giving("auditor", "signe", mandat.WholeOrg()))},
		{noRight, notice, steps(giving("reader", "sven", mandat.WholeOrg()))},
		{noRight, notice, steps(mandat.RevokeRole{Grant: mandat.Grant{Role: "auditor", Member: "sven", Scope: mandat.WholeOrg()}})},
	})
	filled := firm(t, signe, has(mandat.Grant{Role: "auditor", Member: "kalle", Scope: mandat.WholeOrg()}))
	wantPlan(t, filled, noRight, notice, give)
	ended := firm(t, signe, has(mandat.Grant{Role: "auditor", Member: "kalle", Scope: mandat.WholeOrg(), Until: noon}))
	wantPlan(t, ended, "allow", notice, give)
}

// A statement for one channel counts there alone, also for somebody who acts in
// others, too.
func TestAStatementForAChannel(t *testing.T) {
	noticed := func(r *mandat.Rules, d *mandat.OrgData) {
		aRole(mandat.Role{ID: "writing", Opens: []mandat.Channel{"web", "notice"}, Can: []mandat.Permission{gives("member.read")}})(r, d)
		says(mandat.AdminRule{Who: []mandat.RoleID{"writing"}, May: []mandat.AdminAct{mandat.AdminGrant}, Roles: []mandat.RoleID{"reader"}, Through: []mandat.Channel{"notice"}})(r, d)
		has(mandat.Grant{Role: "writing", Member: "nora", Scope: mandat.WholeOrg()})(r, d)
	}
	give := giving("reader", "sven", mandat.Below("north"))
	wantPlan(t, firm(t, noticed), "allow", throughChannel("notice", onWeb("nora")), give)
	wantPlan(t, firm(t, noticed), noRight, onWeb("nora"), give)
	gone := giving("boss", "sven", mandat.Below("north"))
	wantPlan(t, firm(t, noticed), "blocked: guard: role-missing", throughChannel("notice", onWeb("nora")), gone)
	wantPlan(t, firm(t, noticed), noRight, onWeb("nora"), gone)
}

// A statement for one structure is about grants in that structure.
func TestAStatementForAStructure(t *testing.T) {
	filing := func(r *mandat.Rules, d *mandat.OrgData) {
		aRole(mandat.Role{ID: "registrar", Can: []mandat.Permission{gives("member.read"), {Do: actionsOf("unit.create"), In: []mandat.Structure{"folders"}}}})(r, d)
		r.Roles[1].At = append(r.Roles[1].At, mandat.Where{"folders": {mandat.Exact}}) // reader
		says(mandat.AdminRule{Who: []mandat.RoleID{"registrar"}, May: []mandat.AdminAct{mandat.AdminGrant}, Roles: []mandat.RoleID{"reader"}, In: []mandat.Structure{"folders"}})(r, d)
		has(mandat.Grant{Role: "registrar", Member: "nora", Scope: mandat.WholeOrg()})(r, d)
	}
	nora := onWeb("nora")
	checkAttempts(t, firm(t, filing), []attempt{
		{"allow", nora, steps(giving("reader", "sven", mandat.Exactly("f-1")))},
		{noRight, nora, steps(giving("reader", "sven", mandat.Exactly("north")))},
		{noRight, nora, steps(giving("reader", "sven", mandat.WholeOrg()))},
		{noRight, nora, steps(giving("reader", "sven", mandat.BelowHome()))},
		{"allow", nora, steps(mandat.AddUnit{Unit: mandat.Unit{ID: "f-9", Structure: "folders"}})},
		{noRight, nora, steps(mandat.AddUnit{Unit: mandat.Unit{ID: "s-9", Structure: "organisation"}})},
	})
}

// A grant at home is one in the structure of homes, though its holder has none.
func TestAGrantAtAHomeThatThereIsNot(t *testing.T) {
	homes := func(r *mandat.Rules, d *mandat.OrgData) {
		aRole(mandat.Role{ID: "giver", Can: []mandat.Permission{gives("member.read")}})(r, d)
		says(mandat.AdminRule{Who: []mandat.RoleID{"giver"}, May: []mandat.AdminAct{mandat.AdminGrant}, Roles: []mandat.RoleID{"reader"}, In: []mandat.Structure{"organisation"}})(r, d)
		someone(mandat.Member{Person: "stray", Status: mandat.MemberActive})(r, d)
		has(mandat.Grant{Role: "giver", Member: "nora", Scope: mandat.WholeOrg()})(r, d)
	}
	wantPlan(t, firm(t, homes), "allow", onWeb("nora"), giving("reader", "stray", mandat.BelowHome()))
	wantPlan(t, firm(t, homes), noRight, onWeb("adam"), giving("reader", "stray", mandat.BelowHome()))
	wantPlan(t, firm(t, homes), noRight, onWeb("nora"), giving("reader", "stray", mandat.WholeOrg()))
}

// A condition on the member concerned says nothing of a group, and so does its
// opposite.
func TestAStatementForSomeMembersIsNotForGroups(t *testing.T) {
	unless := func(r *mandat.Rules, d *mandat.OrgData) {
		aRole(mandat.Role{ID: "giver", Can: []mandat.Permission{gives("member.read")}})(r, d)
		says(mandat.AdminRule{Who: []mandat.RoleID{"giver"}, May: []mandat.AdminAct{mandat.AdminGrant}, Roles: []mandat.RoleID{"writer", "reader"},
			When: &mandat.Condition{Not: &mandat.Condition{Target: &mandat.Condition{Holds: []mandat.RoleID{"clerk"}}}}})(r, d)
		has(mandat.Grant{Role: "giver", Member: "nora", Scope: mandat.WholeOrg()}, mandat.Grant{Role: "clerk", Member: "sven", Scope: mandat.WholeOrg()})(r, d)
	}
	nora := onWeb("nora")
	checkAttempts(t, firm(t, unless), []attempt{
		{"allow", nora, steps(giving("writer", "kalle", mandat.Below("north")))},
		{noRight, nora, steps(giving("writer", "sven", mandat.Below("north")))},
		{noRight, nora, steps(mandat.GrantRole{Grant: mandat.Grant{Role: "writer", Group: "pool", Scope: mandat.Below("north")}})}, // sven's
		{noRight, nora, steps(mandat.GrantRole{Grant: mandat.Grant{Role: "writer", Group: "crew", Scope: mandat.Below("north")}})},
	})
}

// Without homes, whoever holds something through a group lies there too: nobody
// pulls them into their own units by a small grant.
func TestNobodyIsPulledIntoScopeByASmallGrant(t *testing.T) {
	rules, data := firmRules(), firmData()
	rules.Structures[0].Home = mandat.NoHome
	for i := range rules.Roles {
		for k, w := range rules.Roles[i].At {
			if w["organisation"] != nil {
				rules.Roles[i].At[k] = mandat.Where{"organisation": {mandat.Subtree, mandat.Exact}}
			}
		}
	}
	for i := range data.Members {
		data.Members[i].Home = ""
	}
	data.Invitations, data.Grants = nil, data.Grants[:6]
	data.Groups = append(data.Groups, mandat.Group{ID: "board", Members: []mandat.PersonID{"nora"}}, mandat.Group{ID: "buyers", Members: []mandat.PersonID{"sven"}})
	data.Grants = append(data.Grants, mandat.Grant{Role: "director", Group: "board", Scope: mandat.WholeOrg()}, mandat.Grant{Role: "reader", Group: "buyers", Scope: mandat.Below("purchasing")})
	o := mustOrg(t, mustPolicy(t, rules), data)
	for _, p := range []mandat.PersonID{"nora", "sven"} {
		wantPlan(t, o, noRight, onWeb("adam"), mandat.RemoveMember{Person: p})
		wantPlan(t, o, noRight, onWeb("adam"), giving("reader", p, mandat.Exactly("north")), mandat.RemoveMember{Person: p})
		wantPlan(t, o, "allow", onWeb("dora"), mandat.RemoveMember{Person: p})
	}
	wantPlan(t, o, "allow", onWeb("pia"), mandat.RemoveMember{Person: "sven"})
}
