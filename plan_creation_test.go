package mandat_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// comes has room-admin come with folders, as a policy says, and lets nora fill
// predefined groups.
func comes(k mandat.CreationRule) change {
	k.Structure = "folders"
	return func(r *mandat.Rules, d *mandat.OrgData) {
		inFolders := []mandat.Where{{}, {"folders": {mandat.Subtree, mandat.Exact}}}
		r.Roles = append(r.Roles,
			mandat.Role{ID: "room-admin", At: inFolders, Can: []mandat.Permission{gives("group.edit", "unit.remove")}},
			mandat.Role{ID: "room-guest", At: inFolders[1:], Can: []mandat.Permission{gives("group.read")}},
			mandat.Role{ID: "robot", Can: []mandat.Permission{gives("group.fill")}})
		r.Creation = []mandat.CreationRule{k}
		d.Grants = append(d.Grants, mandat.Grant{Role: "robot", Member: "nora", Scope: mandat.WholeOrg()})
	}
}

var fullRule = mandat.CreationRule{Creator: []mandat.RoleID{"room-admin"}, Named: []mandat.RoleID{"room-admin", "room-guest"}, MustName: true,
	Groups: []mandat.GroupRule{{Name: "internal"}, {Name: "external"}}}

func makes(named ...mandat.PersonID) mandat.AddUnit {
	return mandat.AddUnit{Unit: mandat.Unit{ID: "f-9", Structure: "folders"}, Named: named}
}

func roomGrant(r mandat.RoleID, p mandat.PersonID) mandat.Grant {
	return mandat.Grant{Role: r, Member: p, Scope: mandat.Exactly("f-9")}
}

// Whoever makes a room is its administrator, and so is whom they name; that
// takes no authority of theirs (clauses R2, R53).
func TestWhatComesWithAUnit(t *testing.T) {
	o := firm(t, comes(fullRule))
	c := wantPlan(t, o, "allow", onWeb("dora"), makes("kalle", "dora"))
	wantEqual(t, eventNames(c), []string{"unit-added", "group-added", "group-added", "role-granted", "role-granted", "role-granted", "role-granted"})
	var given []mandat.Grant
	for _, e := range c.Events()[3:] {
		given = append(given, e.What.(mandat.RoleGranted).Grant)
	}
	require.Equal(t, []mandat.Grant{roomGrant("room-admin", "dora"), roomGrant("room-admin", "kalle"), roomGrant("room-guest", "kalle"), roomGrant("room-guest", "dora")}, given)
	for _, name := range []mandat.GroupName{"internal", "external"} {
		g, ok := c.Org().Group(mandat.PredefinedGroup("f-9", name))
		require.True(t, ok)
		require.Equal(t, mandat.Group{ID: mandat.GroupID("f-9/" + name), Unit: "f-9", Predefined: true}, g)
	}
	require.Empty(t, c.Notices())
	wantPlan(t, o, noRight, onWeb("dora"), mandat.GrantRole{Grant: mandat.Grant{Role: "room-admin", Member: "kalle", Scope: mandat.Below("f-1")}})
	wantPlan(t, o, noRight, onWeb("kalle"), makes("kalle"))
}

// Impact tells of the roles that come along.
func TestTheImpactOfWhatComesWithAUnit(t *testing.T) {
	seen := theRules(func(r *mandat.Rules) {
		r.Types = append(r.Types, mandat.TypeRule{Name: "page", Structures: []mandat.Structure{"folders"}, Actions: []mandat.ActionRule{{Name: "read"}}})
		for i := range r.Roles {
			if r.Roles[i].ID == "room-admin" {
				r.Roles[i].Can = append(r.Roles[i].Can, gives("page.read"))
			}
		}
	})
	c := wantPlan(t, firm(t, comes(mandat.CreationRule{Creator: fullRule.Creator, Named: fullRule.Creator}), seen), "allow", onWeb("dora"), makes("kalle"))
	lines := c.Impact().Lines("en")
	require.Contains(t, lines, "kalle gains page.read at f-9")
	require.Contains(t, lines, "dora gains page.read at f-9")
}

func TestWhoIsNamedWithAUnit(t *testing.T) {
	o := firm(t, comes(fullRule))
	optional := fullRule
	optional.MustName = false
	nothing := fullRule
	nothing.Named, nothing.MustName = nil, false
	for _, c := range []struct {
		want  string
		org   *mandat.Org
		steps []mandat.Command
	}{
		{"blocked: guard: name-needed", o, steps(makes())},
		{"allow", firm(t, comes(optional)), steps(makes())},
		{"blocked: guard: nothing-to-name", firm(t, comes(nothing)), steps(makes("kalle"))},
		{"allow", firm(t, comes(nothing)), steps(makes())},
		{"blocked: guard: nothing-to-name", o, steps(mandat.AddUnit{Unit: mandat.Unit{ID: "s-9", Structure: "organisation"}, Named: []mandat.PersonID{"kalle"}})},
		{"blocked: guard: member-missing", o, steps(makes("kalle", "stranger"))},
		{"blocked: guard: member-missing", o, steps(makes("rolf"))}, // was removed
		{"blocked: guard: member-missing", o, steps(makes(""))},
		{"blocked: guard: already-so", o, steps(makes("kalle", "kalle"))},
		{"allow", o, steps(makes("ida"))},
		{"allow", o, steps(mandat.AddMember{Person: "new"}, makes("new"))},
	} {
		wantPlan(t, c.org, c.want, onWeb("dora"), c.steps...)
	}
}

// What blocks the giving of a role blocks the unit with which it comes.
func TestARoleThatCannotComeWithAUnit(t *testing.T) {
	with := func(f func(*mandat.Role)) *mandat.Org {
		return firm(t, comes(fullRule), theRules(func(r *mandat.Rules) {
			for i := range r.Roles {
				if r.Roles[i].ID == "room-guest" {
					f(&r.Roles[i])
				}
			}
		}))
	}
	wantPlan(t, with(func(r *mandat.Role) { r.Deprecated = true }), "blocked: guard: role-deprecated", onWeb("dora"), makes("kalle"))
	wantPlan(t, with(func(r *mandat.Role) { r.Setting = "clerks" }), "blocked: guard: role-off", onWeb("dora"), makes("kalle"))
	wantPlan(t, with(func(r *mandat.Role) { r.Most, r.Enforced = 1, true }), "blocked: guard: too-many-holders", onWeb("dora"), makes("kalle", "sven"))
	exclusive := theRules(func(r *mandat.Rules) {
		r.Exclusive = append(r.Exclusive, mandat.ExclusiveRule{Roles: []mandat.RoleID{"room-admin", "room-guest"}, Most: 1})
	})
	wantPlan(t, firm(t, comes(fullRule), exclusive), "blocked: guard: roles-exclusive", onWeb("dora"), makes("kalle"))
}

// An id that another group has, or had, is not taken for a predefined one.
func TestTheIDOfAPredefinedGroupIsUsed(t *testing.T) {
	for _, taken := range []change{aGroup(mandat.Group{ID: "f-9/external"}), theData(func(d *mandat.OrgData) { d.Retired.Groups = append(d.Retired.Groups, "f-9/internal") })} {
		wantPlan(t, firm(t, comes(fullRule), taken), "blocked: guard: id-used", onWeb("dora"), makes("kalle"))
	}
}

// Those who get a role hear of it, if the policy has them told of that.
func TestWhoIsToldOfWhatComesWithAUnit(t *testing.T) {
	o := firm(t, comes(fullRule), tells("grant.give", true))
	c := wantPlan(t, o, "allow", onWeb("dora"), makes("kalle"))
	require.Equal(t, []string{"dora: grant.give", "kalle: grant.give", "kalle: grant.give"}, told(c.Notices()))
	require.Equal(t, roomGrant("room-admin", "kalle"), c.Notices()[1].Grant)
	require.Empty(t, wantPlan(t, o, "allow", onWeb("dora"), mandat.Quietly(makes("kalle"))).Notices())
}

// The founder is the creator of the units that are there from the start; nobody
// else can be named yet.
func TestWhatComesWithTheUnitsOfAFounding(t *testing.T) {
	found := func(k mandat.CreationRule) (mandat.Change, error) {
		r, d := firmRules(), firmData()
		comes(k)(&r, &d)
		return mandat.Found(mustPolicy(t, r), publicly("fia"), mandat.FoundOrg{ID: "new-ltd", Units: []mandat.Unit{{ID: "f-9", Structure: "folders"}}})
	}
	_, err := found(fullRule)
	wantEqual(t, answered(err), "blocked: guard: name-needed")
	k := fullRule
	k.MustName = false
	c, err := found(k)
	require.NoError(t, err)
	wantEqual(t, eventNames(c), []string{"org-founded", "unit-added", "group-added", "group-added", "member-joined", "role-granted", "role-granted"})
	require.Equal(t, roomGrant("room-admin", "fia"), c.Org().GrantsOf("fia")[1])
}

// Predefined groups cannot be changed: their membership is the system's alone
// (clause R7).
func TestNobodyChangesAPredefinedGroup(t *testing.T) {
	o := firm(t, comes(fullRule), aGroup(
		mandat.Group{ID: "f-1/internal", Unit: "f-1", Predefined: true, Members: []mandat.PersonID{"kalle"}}, mandat.Group{ID: "ours", Unit: "f-1"}))
	const fixed, id = "blocked: guard: group-predefined", "f-1/internal"
	for _, c := range []struct {
		want string
		who  mandat.PersonID
		step mandat.Command
	}{
		{fixed, "dora", mandat.RemoveGroup{Group: id}},
		{noRight, "kalle", mandat.RemoveGroup{Group: id}},
		{noRight, "nora", mandat.RemoveGroup{Group: id}},
		{fixed, "dora", mandat.AddGroup{Group: mandat.Group{ID: "mine", Predefined: true}}},
		{fixed, "dora", mandat.AddGroup{Group: mandat.Group{ID: "f-9/external", Unit: "f-1"}}}, // it would keep f-9 from being made
		{noRight, "kalle", mandat.AddGroup{Group: mandat.Group{ID: "f-9/external", Unit: "f-1"}}},
		{"allow", "dora", mandat.AddGroup{Group: mandat.Group{ID: "f-9/others", Unit: "f-1"}}},
		{noRight, "kalle", mandat.AddGroup{Group: mandat.Group{ID: "mine", Predefined: true}}},
		{fixed, "dora", mandat.JoinGroup{Group: id, Person: "sven"}},
		{fixed, "dora", mandat.LeaveGroup{Group: id, Person: "kalle"}},
		{noRight, "kalle", mandat.JoinGroup{Group: id, Person: "sven"}},
		{"allow", "nora", mandat.JoinGroup{Group: id, Person: "sven"}},
		{"allow", "nora", mandat.LeaveGroup{Group: id, Person: "kalle"}},
		{fixed, "nora", mandat.JoinGroup{Group: id, Sub: "ours"}},
		{noRight, "nora", mandat.JoinGroup{Group: "ours", Person: "sven"}},
		{"allow", "dora", mandat.JoinGroup{Group: "ours", Sub: id}}, // made of users only, it is static
	} {
		wantPlan(t, o, c.want, onWeb(c.who), c.step)
	}
	edit := mandat.Resource{Type: mandat.GroupType, ID: id, Org: "acme"}
	wantEqual(t, o.Decide(onWeb("dora"), "edit", edit).String(), fixed)
	wantEqual(t, o.Decide(onWeb("kalle"), "edit", edit).String(), noRight)
	wantEqual(t, o.Decide(onWeb("nora"), "fill", edit).String(), "allow")
	edit.ID = "ours"
	wantEqual(t, o.Decide(onWeb("nora"), "fill", edit).String(), "blocked: guard: group-ordinary")
}

// Predefined groups go with their unit, if whoever takes it away may take away
// what they hold.
func TestPredefinedGroupsGoWithTheirUnit(t *testing.T) {
	o := wantPlan(t, firm(t, comes(mandat.CreationRule{Groups: fullRule.Groups})), "allow", onWeb("dora"), makes()).Org()
	c := wantPlan(t, o, "allow", onWeb("dora"), mandat.RemoveUnit{Unit: "f-9"})
	wantEqual(t, eventNames(c), []string{"group-removed", "group-removed", "unit-removed"})
	require.Equal(t, []mandat.GroupID{"dissolved", "f-9/external", "f-9/internal"}, c.Org().Data().Retired.Groups)

	holding := func(r mandat.RoleID) mandat.Command {
		return mandat.GrantRole{Grant: mandat.Grant{Role: r, Group: "f-9/internal", Scope: mandat.WholeOrg()}}
	}
	filled := wantPlan(t, o, "allow", onWeb("nora"), mandat.JoinGroup{Group: "f-9/internal", Person: "kalle"}).Org()
	read := wantPlan(t, filled, "allow", onWeb("dora"), holding("reader")).Org()
	wantPlan(t, read, "allow", onWeb("dora"), mandat.RemoveUnit{Unit: "f-9"})
	barred := firm(t, comes(mandat.CreationRule{Groups: fullRule.Groups}), theRules(func(r *mandat.Rules) {
		r.Gates = append(r.Gates, mandat.Gate{Close: actionsOf("grant.revoke"), Unless: mandat.Condition{Not: &mandat.Condition{Target: &mandat.Condition{Status: []mandat.Status{"active"}}}}})
	}))
	barred = wantPlan(t, barred, "allow", onWeb("dora"), makes()).Org()
	barred = wantPlan(t, barred, "allow", onWeb("nora"), mandat.JoinGroup{Group: "f-9/internal", Person: "kalle"}).Org()
	barred = wantPlan(t, barred, "allow", onWeb("dora"), holding("reader")).Org()
	wantPlan(t, barred, "deny: gate-closed", onWeb("dora"), mandat.RemoveUnit{Unit: "f-9"})

	ours := wantPlan(t, o, "allow", onWeb("dora"), mandat.AddGroup{Group: mandat.Group{ID: "ours", Unit: "f-9"}}).Org()
	wantPlan(t, ours, "blocked: guard: in-use", onWeb("dora"), mandat.RemoveUnit{Unit: "f-9"})
}

// Whoever leaves a unit leaves its predefined groups.
func TestWhoLeavesAUnitLeavesItsPredefinedGroups(t *testing.T) {
	o := firm(t, comes(fullRule), aGroup(mandat.Group{ID: "north/internal", Unit: "north", Predefined: true, Members: []mandat.PersonID{"sven"}}))
	c := wantPlan(t, o, "allow", onWeb("dora"), mandat.MoveMember{Person: "sven", To: "purchasing"})
	wantEqual(t, eventNames(c), []string{"member-moved", "group-left"})
}

// A predefined group holds no groups, wherever it comes from.
func TestAPredefinedGroupHoldsNoGroups(t *testing.T) {
	o := firm(t)
	bad := mandat.Group{ID: "dynamic", Predefined: true, Groups: []mandat.GroupID{"crew"}}
	data := o.Data()
	data.Groups = append(data.Groups, bad)
	_, err := mandat.NewOrg(o.Policy(), data)
	require.ErrorContains(t, err, `group "dynamic" is predefined, and so holds no groups`)
	added := mandat.Event{Org: "acme", Version: 1, Step: 1, Of: 1, At: noon, What: mandat.GroupAdded{Group: bad}}
	_, err = o.Apply([]mandat.Event{added})
	require.ErrorContains(t, err, "group-predefined")
}

// Where units come sealed, nobody makes one that is not, whatever the command
// says; that takes no right to seal anything (clause R30).
func TestAUnitComesSealed(t *testing.T) {
	maker := func(r *mandat.Rules, d *mandat.OrgData) {
		aRole(mandat.Role{ID: "maker", Can: []mandat.Permission{gives("unit.create")}})(r, d)
		has(mandat.Grant{Role: "maker", Member: "nora", Scope: mandat.WholeOrg()})(r, d)
	}
	sealed := mandat.AddUnit{Unit: mandat.Unit{ID: "f-9", Structure: "folders", Sealed: true}}
	o := firm(t, comes(mandat.CreationRule{Sealed: true}), maker)
	for _, add := range []mandat.AddUnit{makes(), sealed} {
		u, _ := wantPlan(t, o, "allow", onWeb("nora"), add).Org().Unit("f-9")
		require.True(t, u.Sealed)
	}
	head, _ := wantPlan(t, o, "allow", onWeb("nora"), mandat.AddUnit{Unit: mandat.Unit{ID: "south", Structure: "organisation"}}).Org().Unit("south")
	require.False(t, head.Sealed, "a unit of another structure")

	unsealed := firm(t, comes(mandat.CreationRule{Creator: fullRule.Creator}), maker)
	wantPlan(t, unsealed, noRight, onWeb("nora"), sealed)
	u, _ := wantPlan(t, unsealed, "allow", onWeb("nora"), makes()).Org().Unit("f-9")
	require.False(t, u.Sealed)

	r, d := firmRules(), firmData()
	comes(mandat.CreationRule{Sealed: true})(&r, &d)
	c, err := mandat.Found(mustPolicy(t, r), publicly("fia"), mandat.FoundOrg{ID: "new-ltd", Units: []mandat.Unit{{ID: "f-9", Structure: "folders"}}})
	require.NoError(t, err)
	founded, _ := c.Org().Unit("f-9")
	require.True(t, founded.Sealed)
}
