package mandat_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// makers is firm with people who may make custom roles and have not everything:
// carl may read notes by a web role, and temp for a time. Both may give readers
// and custom roles.
func makers(more ...change) []change {
	maker := func(r *mandat.Rules, d *mandat.OrgData) {
		r.Settings = append(r.Settings, mandat.SettingRule{Name: "writing", Default: true}, mandat.SettingRule{Name: "desks", Default: true})
		aRole(mandat.Role{ID: "maker", At: []mandat.Where{{}, {"organisation": {mandat.Subtree}}}, Can: []mandat.Permission{gives("role.create", "role.edit", "role.read")}},
			mandat.Role{ID: "note-reader", Opens: []mandat.Channel{"web"}, At: []mandat.Where{{}, {"organisation": {mandat.Subtree}}}, Can: []mandat.Permission{gives("note.read")}},
			mandat.Role{ID: "note-writer", Opens: []mandat.Channel{"web"}, At: []mandat.Where{{}, {"organisation": {mandat.Subtree}}}, Can: []mandat.Permission{gives("note.write")}},
			mandat.Role{ID: "at-desk", Setting: "desks", Opens: []mandat.Channel{"web"}, Can: []mandat.Permission{gives("note.write")}},
			mandat.Role{ID: "noticing", Opens: []mandat.Channel{"notice"}, Can: []mandat.Permission{gives("group.read")}},
			mandat.Role{ID: "anywhere", Can: []mandat.Permission{gives("group.read")}},
		)(r, d)
		says(mandat.AdminRule{Who: []mandat.RoleID{"maker"}, May: []mandat.AdminAct{mandat.AdminGrant, mandat.AdminHandOver, mandat.AdminInvite, mandat.AdminRevoke}, Roles: []mandat.RoleID{"note-reader", "note-writer", "at-desk", "noticing"}, Custom: true})(r, d)
		someone(mandat.Member{Person: "carl", Status: mandat.MemberActive, Home: "head"}, mandat.Member{Person: "temp", Status: mandat.MemberActive, Home: "head"})(r, d)
		for _, p := range []mandat.PersonID{"carl", "temp"} {
			has(mandat.Grant{Role: "maker", Member: p, Scope: mandat.WholeOrg()})(r, d)
		}
		has(mandat.Grant{Role: "note-reader", Member: "carl", Scope: mandat.WholeOrg()},
			mandat.Grant{Role: "note-reader", Member: "temp", Scope: mandat.WholeOrg(), Until: noon.Add(time.Hour)})(r, d)
	}
	return append([]change{maker}, more...)
}

func scribe(can ...mandat.Permission) mandat.Role {
	return mandat.Role{ID: "scribe", At: []mandat.Where{{}, {"organisation": {mandat.Subtree, mandat.Exact}}}, Opens: []mandat.Channel{"web"}, Can: can}
}

// Nobody makes a custom role that can do more than they can, everywhere and for
// good; and nobody edits one to.
func TestNobodyMakesARoleThatCanDoMoreThanTheyCan(t *testing.T) {
	read := gives("note.read")
	cond := func(c mandat.Condition) mandat.Permission {
		return mandat.Permission{Do: actionsOf("note.read"), When: &c}
	}
	includes := func(ids ...mandat.RoleID) mandat.Role { return mandat.Role{ID: "scribe", Includes: ids} }
	opens := func(c ...mandat.Channel) mandat.Role {
		r := scribe(read)
		r.Opens = c
		return r
	}
	holds := func(r mandat.RoleID, s mandat.Scope, until time.Time) change {
		return has(mandat.Grant{Role: r, Member: "carl", Scope: s, Until: until})
	}
	always := time.Time{}
	condReader := aRole(mandat.Role{ID: "cond", Opens: []mandat.Channel{"web"}, Can: []mandat.Permission{{Do: actionsOf("note.write"), When: &mandat.Condition{Channel: []mandat.Channel{"web"}}}}})
	settingWriter := aRole(mandat.Role{ID: "set", Opens: []mandat.Channel{"web"}, Can: []mandat.Permission{{Do: actionsOf("note.write"), Setting: "writing"}}})
	unitMaker := aRole(mandat.Role{ID: "founder", Can: []mandat.Permission{{Do: actionsOf("unit.create"), In: []mandat.Structure{"folders"}}}})
	write := gives("note.write")
	onWebOnly := mandat.Condition{Channel: []mandat.Channel{"web"}}
	group := func(unit mandat.UnitID) change {
		return func(r *mandat.Rules, d *mandat.OrgData) {
			aGroup(mandat.Group{ID: "writers", Unit: unit, Members: []mandat.PersonID{"carl"}})(r, d)
			has(mandat.Grant{Role: "note-writer", Group: "writers", Scope: mandat.WholeOrg()})(r, d)
		}
	}
	for _, c := range []struct {
		name, want string
		role       mandat.Role
		with       []change
	}{
		{"what they have", "allow", scribe(read), nil},
		{"less, on a condition", "allow", scribe(cond(onWebOnly)), nil},
		{"less, by a setting", "allow", scribe(mandat.Permission{Do: actionsOf("note.read"), Setting: "writing"}), nil},
		{"more", noRight, scribe(read, write), nil},
		{"what they have, by inclusion", "allow", includes("note-reader"), nil},
		{"more, by inclusion", noRight, includes("note-reader", "note-writer"), nil},
		{"what they have at a unit", noRight, scribe(write), []change{holds("note-writer", mandat.Below("head"), always)}},
		{"what they have everywhere", "allow", scribe(write), []change{holds("note-writer", mandat.WholeOrg(), always)}},
		{"what they have for a time", noRight, scribe(write), []change{holds("note-writer", mandat.WholeOrg(), noon.Add(time.Hour))}},
		{"what they had", noRight, scribe(write), []change{holds("note-writer", mandat.WholeOrg(), noon)}},
		{"what they have on a condition", noRight, scribe(write), []change{condReader, holds("cond", mandat.WholeOrg(), always)}},
		{"the same on the same condition", "allow", scribe(mandat.Permission{Do: actionsOf("note.write"), When: &onWebOnly}), []change{condReader, holds("cond", mandat.WholeOrg(), always)}},
		{"the same on another condition", noRight, scribe(mandat.Permission{Do: actionsOf("note.write"), When: &mandat.Condition{Channel: []mandat.Channel{"web", "notice"}}}), []change{condReader, holds("cond", mandat.WholeOrg(), always)}},
		{"what hangs on a setting that is on", noRight, scribe(write), []change{settingWriter, holds("set", mandat.WholeOrg(), always)}},
		{"the same on the same setting", "allow", scribe(mandat.Permission{Do: actionsOf("note.write"), Setting: "writing"}), []change{settingWriter, holds("set", mandat.WholeOrg(), always)}},
		{"what a role that hangs on a setting has", noRight, scribe(write), []change{holds("at-desk", mandat.WholeOrg(), always)}},
		{"such a role, included", "allow", includes("at-desk"), []change{holds("at-desk", mandat.WholeOrg(), always)}},
		{"what they have through a group", "allow", scribe(write), []change{group("")}},
		{"what they have through the group of a unit", noRight, scribe(write), []change{group("head")}},
		{"what they have in some structures", noRight, mandat.Role{ID: "scribe", Opens: []mandat.Channel{"web"}, Can: []mandat.Permission{gives("unit.create")}}, []change{unitMaker, holds("founder", mandat.WholeOrg(), always)}},
		{"the same in these", "allow", mandat.Role{ID: "scribe", Opens: []mandat.Channel{"web"}, Can: []mandat.Permission{{Do: actionsOf("unit.create"), In: []mandat.Structure{"folders"}}}}, []change{unitMaker, holds("founder", mandat.WholeOrg(), always)}},
		{"the same in others", noRight, mandat.Role{ID: "scribe", Opens: []mandat.Channel{"web"}, Can: []mandat.Permission{{Do: actionsOf("unit.create"), In: []mandat.Structure{"folders", "organisation"}}}}, []change{unitMaker, holds("founder", mandat.WholeOrg(), always)}},
		{"in a channel that they do not open", noRight, opens("web", "notice"), nil},
		{"in a channel that another role opens", noRight, opens("web", "notice"), []change{holds("noticing", mandat.WholeOrg(), always)}},
		{"in every channel", noRight, opens(), nil},
		{"what counts in every channel, in every channel", "allow", mandat.Role{ID: "scribe", Can: []mandat.Permission{gives("group.read")}}, []change{holds("anywhere", mandat.WholeOrg(), always)}},
		{"a channel that a role opens", "allow", mandat.Role{ID: "scribe", Opens: []mandat.Channel{"notice"}, Can: []mandat.Permission{gives("group.read")}}, []change{holds("noticing", mandat.WholeOrg(), always)}},
		{"a channel that a role opens for a time", noRight, mandat.Role{ID: "scribe", Opens: []mandat.Channel{"notice"}, Can: []mandat.Permission{gives("group.read")}},
			[]change{holds("anywhere", mandat.WholeOrg(), always), holds("noticing", mandat.WholeOrg(), noon.Add(time.Hour))}},
		{"a channel that nobody opens", noRight, mandat.Role{ID: "scribe", Opens: []mandat.Channel{"public"}, Can: []mandat.Permission{gives("group.read")}}, []change{holds("anywhere", mandat.WholeOrg(), always)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			carl := onWeb("carl")
			wantPlan(t, firm(t, makers(c.with...)...), c.want, carl, mandat.AddRole{Role: c.role})
			there := append(c.with, custom(mandat.Role{ID: "scribe", Opens: []mandat.Channel{"web"}, Can: []mandat.Permission{read}}))
			wantPlan(t, firm(t, makers(there...)...), c.want, carl, mandat.EditRole{Role: c.role})
			wantPlan(t, firm(t, makers(c.with...)...), noRight, onWeb("adam"), mandat.AddRole{Role: c.role}) // no role.create
		})
	}
	wantPlan(t, firm(t, makers()...), noRight, onWeb("temp"), mandat.AddRole{Role: scribe(read)})
}

// Nobody gives a custom role that can do more there than they can themselves.
func TestNobodyGivesARoleThatCanDoMoreThanTheyCanThere(t *testing.T) {
	carl, temp := onWeb("carl"), onWeb("temp")
	until := func(moment time.Time) mandat.GrantRole {
		return mandat.GrantRole{Grant: mandat.Grant{Role: "scribe", Member: "sven", Scope: mandat.WholeOrg(), Until: moment}}
	}
	reading := custom(scribe(gives("note.read")))
	checkAttempts(t, firm(t, makers(reading)...), []attempt{
		{"allow", carl, steps(giving("scribe", "sven", mandat.WholeOrg()))},
		{noRight, carl, steps(giving("scribe", "carl", mandat.WholeOrg()))},
		{"allow", temp, steps(until(noon.Add(time.Hour)))},
		{noRight, temp, steps(until(noon.Add(time.Hour + 1)))},
		{noRight, temp, steps(until(time.Time{}))},
		{noRight, temp, steps(mandat.GrantRole{Grant: mandat.Grant{Role: "scribe", Member: "sven", Scope: mandat.WholeOrg(), From: noon}})},
		{noRight, onWeb("kalle"), steps(giving("scribe", "sven", mandat.WholeOrg()))}, // reads, and may give nothing
	})
	// To put somebody into a group is to give its roles for as long as it has them.
	grouping := aRole(mandat.Role{ID: "grouper", Can: []mandat.Permission{gives("group.edit")}})
	ofPool := has(mandat.Grant{Role: "grouper", Member: "temp", Scope: mandat.WholeOrg()}, mandat.Grant{Role: "scribe", Group: "pool", Scope: mandat.WholeOrg(), Until: noon.Add(time.Hour)})
	wantPlan(t, firm(t, makers(reading, grouping, ofPool)...), "allow", temp, mandat.JoinGroup{Group: "pool", Person: "nora"})
	longer := has(mandat.Grant{Role: "grouper", Member: "temp", Scope: mandat.WholeOrg()}, mandat.Grant{Role: "scribe", Group: "pool", Scope: mandat.WholeOrg(), Until: noon.Add(2 * time.Hour)})
	wantPlan(t, firm(t, makers(reading, grouping, longer)...), noRight, temp, mandat.JoinGroup{Group: "pool", Person: "nora"})
	both := custom(scribe(gives("note.read", "note.write")))
	atSales := has(mandat.Grant{Role: "note-writer", Member: "carl", Scope: mandat.Below("sales")})
	checkAttempts(t, firm(t, makers(both, atSales)...), []attempt{
		{"allow", carl, steps(giving("scribe", "sven", mandat.Below("sales")))},
		{"allow", carl, steps(giving("scribe", "sven", mandat.Exactly("north")))},
		{noRight, carl, steps(giving("scribe", "sven", mandat.Below("head")))},
		{noRight, carl, steps(giving("scribe", "sven", mandat.WholeOrg()))},
		{noRight, carl, steps(giving("scribe", "sven", mandat.Below("purchasing")))},
		{noRight, carl, steps(mandat.GrantRole{Grant: mandat.Grant{Role: "scribe", Group: "pool", Scope: mandat.WholeOrg()}})},
		{"allow", carl, steps(mandat.GrantRole{Grant: mandat.Grant{Role: "scribe", Group: "pool", Scope: mandat.Below("sales")}})},
	})
	held := has(mandat.Grant{Role: "scribe", Member: "kalle", Scope: mandat.WholeOrg()})
	checkAttempts(t, firm(t, makers(both, atSales, held)...), []attempt{
		{noRight, carl, steps(mandat.HandOver{To: "sven", Grants: []mandat.Grant{{Role: "scribe", Member: "kalle", Scope: mandat.WholeOrg()}}})},
		{"allow", carl, steps(mandat.RevokeRole{Grant: mandat.Grant{Role: "scribe", Member: "kalle", Scope: mandat.WholeOrg()}})}, // taking is no giving
	})
	// A seal keeps the permission out, and so the giving.
	sealed := theData(func(d *mandat.OrgData) { d.Units[2].Sealed = true }) // north
	wantPlan(t, firm(t, makers(reading, sealed)...), noRight, carl, giving("scribe", "sven", mandat.Below("north")))
	within := func(reads mandat.Scope) change {
		return has(mandat.Grant{Role: "maker", Member: "nora", Scope: mandat.Below("north")}, mandat.Grant{Role: "note-reader", Member: "nora", Scope: reads})
	}
	wantPlan(t, firm(t, makers(reading, sealed, within(mandat.Below("north")))...), "allow", onWeb("nora"), giving("scribe", "sven", mandat.Below("north")))
	wantPlan(t, firm(t, makers(reading, sealed, within(mandat.WholeOrg()))...), noRight, onWeb("nora"), giving("scribe", "sven", mandat.Below("north")))
	// A custom role that includes another one needs a statement for that, too.
	including := custom(mandat.Role{ID: "scribe", Includes: []mandat.RoleID{"reader"}})
	wantPlan(t, firm(t, makers(including)...), noRight, carl, giving("scribe", "sven", mandat.WholeOrg()))
	fine := custom(mandat.Role{ID: "scribe", Includes: []mandat.RoleID{"note-reader"}})
	wantPlan(t, firm(t, makers(fine)...), "allow", carl, giving("scribe", "sven", mandat.WholeOrg()))
	// Without the word custom a statement is about no custom role.
	builtIn := theRules(func(r *mandat.Rules) { r.Administer[len(r.Administer)-1].Custom = false })
	wantPlan(t, firm(t, makers(reading, builtIn)...), noRight, carl, giving("scribe", "sven", mandat.WholeOrg()))
}

// What a role may administer goes with it, and is passed on only by who may give
// that role.
func TestAdministrationIsPassedOnByStatementsAlone(t *testing.T) {
	admin := mandat.Role{ID: "clip", Includes: []mandat.RoleID{"unit-admin"}}
	roleMaker := func(r *mandat.Rules, d *mandat.OrgData) {
		aRole(mandat.Role{ID: "shaper", Can: []mandat.Permission{gives("role.create", "role.edit")}})(r, d)
		someone(mandat.Member{Person: "ulla", Status: mandat.MemberActive, Home: "head"})(r, d)
		has(mandat.Grant{Role: "shaper", Member: "ulla", Scope: mandat.WholeOrg()}, mandat.Grant{Role: "unit-admin", Member: "ulla", Scope: mandat.WholeOrg()},
			mandat.Grant{Role: "clip", Member: "kalle", Scope: mandat.WholeOrg()})(r, d)
	}
	// Ulla is an administrator, and may not make others administrators: not by a
	// grant, and not by making one of a role that somebody has.
	o, ulla, dora := firm(t, roleMaker), onWeb("ulla"), onWeb("dora")
	checkAttempts(t, o, []attempt{
		{noRight, ulla, steps(giving("unit-admin", "kalle", mandat.WholeOrg()))},
		{noRight, ulla, steps(mandat.EditRole{Role: admin})},
		{noRight, ulla, steps(mandat.AddRole{Role: mandat.Role{ID: "new", Includes: []mandat.RoleID{"unit-admin"}}})},
		{"allow", ulla, steps(mandat.EditRole{Role: mandat.Role{ID: "clip", Includes: []mandat.RoleID{"writer"}}})},
		{"allow", dora, steps(mandat.EditRole{Role: admin})},
	})
	// A filter knows as well that it takes another right, by another role.
	for _, r := range []mandat.Role{admin, {ID: "clip", Includes: []mandat.RoleID{"writer"}}} {
		edited := r.Resource("acme")
		wantEqual(t, o.As(ulla).Filter(mandat.RoleType, "edit").Decide(edited).String(), o.Decide(ulla, "edit", edited).String())
	}
	// Whoever holds the edited role administers as its parts do.
	o = after(t, o, dora, mandat.EditRole{Role: admin})
	wantPlan(t, o, "allow", onWeb("kalle"), giving("reader", "sven", mandat.WholeOrg()))
	wantPlan(t, o, noRight, onWeb("kalle"), giving("unit-admin", "sven", mandat.WholeOrg()))
	wantPlan(t, o, noRight, onWeb("kalle"), giving("clip", "sven", mandat.WholeOrg()))
	// And as before when it is edited back (the old model's rights are gone).
	o = after(t, o, dora, mandat.EditRole{Role: mandat.Role{ID: "clip", Includes: []mandat.RoleID{"reader"}}})
	wantPlan(t, o, noRight, onWeb("kalle"), giving("reader", "sven", mandat.WholeOrg()))
	reads(t, o, "kalle", "purchasing")
}

// Whoever may make somebody a head of writers, and is none, makes no role that is
// one: to hold one statement is not to hold another.
func TestOneStatementIsNotAnother(t *testing.T) {
	heads := func(r *mandat.Rules, d *mandat.OrgData) {
		aRole(mandat.Role{ID: "head-of-writers", Opens: []mandat.Channel{"web"}, Can: []mandat.Permission{gives("note.read")}},
			mandat.Role{ID: "boss", Opens: []mandat.Channel{"web"}, Can: []mandat.Permission{gives("note.read", "role.create")}})(r, d)
		says(mandat.AdminRule{Who: []mandat.RoleID{"head-of-writers"}, May: []mandat.AdminAct{mandat.AdminGrant}, Roles: []mandat.RoleID{"writer"}},
			mandat.AdminRule{Who: []mandat.RoleID{"boss"}, May: []mandat.AdminAct{mandat.AdminGrant}, Roles: []mandat.RoleID{"head-of-writers"}, Custom: true})(r, d)
		has(mandat.Grant{Role: "boss", Member: "nora", Scope: mandat.WholeOrg()})(r, d)
	}
	make := mandat.AddRole{Role: mandat.Role{ID: "new", Includes: []mandat.RoleID{"head-of-writers"}}}
	wantPlan(t, firm(t, heads), noRight, onWeb("nora"), make)
	wantPlan(t, firm(t, heads, has(mandat.Grant{Role: "head-of-writers", Member: "nora", Scope: mandat.WholeOrg()})), "allow", onWeb("nora"), make)
	wantPlan(t, firm(t, heads), "allow", onWeb("nora"), giving("head-of-writers", "sven", mandat.WholeOrg()))
}

func TestARoleInUseKeepsItsPlaces(t *testing.T) {
	o := after(t, firm(t), onWeb("dora"), mandat.AddRole{Role: scribe(gives("note.read"))}, giving("scribe", "sven", mandat.Exactly("north")))
	reads(t, o, "sven", "north")
	o = after(t, o, onWeb("dora"), mandat.RevokeRole{Grant: mandat.Grant{Role: "scribe", Member: "sven", Scope: mandat.Exactly("north")}}, mandat.RemoveRole{Role: "scribe"})
	readsNot(t, o, "sven", "north")
	_, there := o.Role("scribe")
	require.False(t, there)
	wantPlan(t, o, "blocked: guard: id-used", onWeb("dora"), mandat.AddRole{Role: scribe(gives("note.read"))})
}

// A seal holds for all of it: whoever edits a role changes what its holders may
// inside a seal, and does so by what they hold there.
func TestARoleHeldInsideASealIsEditedFromInside(t *testing.T) {
	sealed := theData(func(d *mandat.OrgData) { d.Units[2].Sealed = true }) // north
	clip := mandat.Role{ID: "clip", Includes: []mandat.RoleID{"writer"}, At: []mandat.Where{{}, {"organisation": {mandat.Subtree, mandat.HomeSubtree}}}}
	edit := mandat.EditRole{Role: clip}
	for name, c := range map[string]struct {
		held change
		want string
	}{
		"at a unit outside":              {has(mandat.Grant{Role: "clip", Member: "kalle", Scope: mandat.Below("east")}), "allow"},
		"above":                          {has(mandat.Grant{Role: "clip", Member: "kalle", Scope: mandat.Below("sales")}), "allow"},
		"for the whole organisation":     {has(mandat.Grant{Role: "clip", Member: "kalle", Scope: mandat.WholeOrg()}), "allow"},
		"inside":                         {has(mandat.Grant{Role: "clip", Member: "kalle", Scope: mandat.Below("north")}), noRight},
		"at a home inside":               {has(mandat.Grant{Role: "clip", Member: "kalle", Scope: mandat.BelowHome()}), noRight},
		"at a home outside":              {has(mandat.Grant{Role: "clip", Member: "pia", Scope: mandat.BelowHome()}), "allow"},
		"inside by a group":              {has(mandat.Grant{Role: "clip", Group: "crew", Scope: mandat.Below("north")}), noRight},
		"at the homes of a group inside": {has(mandat.Grant{Role: "clip", Group: "pool", Scope: mandat.BelowHome()}), noRight},
		"with an invitation inside": {theData(func(d *mandat.OrgData) {
			d.Invitations[0].Grants[0] = mandat.Grant{Role: "clip", Member: "eva", Scope: mandat.Below("north")}
		}), noRight},
		"inside, by whoever covers it there": {has(mandat.Grant{Role: "clip", Member: "kalle", Scope: mandat.Below("north")}, mandat.Grant{Role: "director", Member: "dora", Scope: mandat.Below("north")}), "allow"},
	} {
		t.Run(name, func(t *testing.T) {
			data := theData(func(d *mandat.OrgData) { d.Roles[0].At = clip.At })
			anywhere := theRules(func(r *mandat.Rules) {
				for i := range r.Roles {
					if r.Roles[i].ID == "director" {
						r.Roles[i].At = clip.At
					}
					if r.Roles[i].ID == "owner" {
						r.Roles[i].At = []mandat.Where{{}}
					}
				}
			})
			wantPlan(t, firm(t, anywhere, sealed, data, c.held), c.want, onWeb("dora"), edit)
			wantPlan(t, firm(t, anywhere, data, c.held), "allow", onWeb("dora"), edit)
		})
	}
}
