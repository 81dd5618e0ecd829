package mandat_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// leads is firm with a role of a least and a greatest number of holders, and a
// director who may give and revoke it and hand it over.
func leads(least, most int, where []mandat.Where, more ...change) []change {
	lead := func(r *mandat.Rules, d *mandat.OrgData) {
		aRole(mandat.Role{ID: "lead", At: where, Least: least, Most: most, Enforced: true, Can: []mandat.Permission{gives("note.read")}})(r, d)
		says(mandat.AdminRule{Who: []mandat.RoleID{"director"}, May: []mandat.AdminAct{mandat.AdminGrant, mandat.AdminRevoke, mandat.AdminHandOver, mandat.AdminInvite}, Roles: []mandat.RoleID{"lead", "owner"}})(r, d)
		r.Joining.Invitation.Carries = append(r.Joining.Invitation.Carries, "lead")
	}
	return append([]change{lead}, more...)
}

func lead(p mandat.PersonID, at mandat.Scope) mandat.Grant {
	return mandat.Grant{Role: "lead", Member: p, Scope: at}
}

const (
	tooFew  = "blocked: guard: too-few-holders"
	tooMany = "blocked: guard: too-many-holders"
)

func revoking(g mandat.Grant) mandat.RevokeRole { return mandat.RevokeRole{Grant: g} }

func TestTheNumberOfHoldersInTheOrganisation(t *testing.T) {
	org, dora := mandat.WholeOrg(), onWeb("dora")
	until := func(g mandat.Grant, moment time.Time) mandat.Grant { g.Until = moment; return g }
	from := func(g mandat.Grant, moment time.Time) mandat.Grant { g.From = moment; return g }
	ofCrew := mandat.Grant{Role: "lead", Group: "crew", Scope: org}
	kalle, sven := lead("kalle", org), lead("sven", org)
	for _, c := range []struct {
		name, want string
		most       int
		held       []mandat.Grant
		steps      []mandat.Command
	}{
		{"the last one", tooFew, 2, []mandat.Grant{kalle}, steps(revoking(kalle))},
		{"one of two", "allow", 2, []mandat.Grant{kalle, sven}, steps(revoking(kalle))},
		{"both", tooFew, 2, []mandat.Grant{kalle, sven}, steps(revoking(kalle), revoking(sven))},
		{"one for another", "allow", 2, []mandat.Grant{kalle}, steps(revoking(kalle), mandat.GrantRole{Grant: sven})},
		{"another for one", "allow", 1, []mandat.Grant{kalle}, steps(mandat.GrantRole{Grant: sven}, revoking(kalle))},
		{"one too many", tooMany, 1, []mandat.Grant{kalle}, steps(mandat.GrantRole{Grant: sven})},
		{"one too many, to come", tooMany, 1, []mandat.Grant{kalle}, steps(mandat.GrantRole{Grant: from(sven, noon.Add(time.Hour))})},
		{"one too many, for a time", tooMany, 1, []mandat.Grant{kalle}, steps(mandat.GrantRole{Grant: until(sven, noon.Add(time.Hour))})},
		{"one after one who had it", "allow", 1, []mandat.Grant{kalle, until(sven, noon)}, steps(mandat.GrantRole{Grant: lead("nora", org)}, revoking(kalle))},
		{"the same one again", "allow", 1, []mandat.Grant{kalle}, steps(mandat.GrantRole{Grant: until(kalle, noon.Add(time.Hour))})},
		{"handed over", "allow", 1, []mandat.Grant{kalle}, steps(mandat.HandOver{To: "sven", Grants: []mandat.Grant{kalle}})},
		{"handed over to somebody inactive", tooFew, 1, []mandat.Grant{kalle}, steps(mandat.HandOver{To: "ida", Grants: []mandat.Grant{kalle}})},
		{"handed over to somebody invited", tooFew, 1, []mandat.Grant{kalle}, steps(mandat.HandOver{To: "eva", Grants: []mandat.Grant{kalle}})},
		{"left to one for a time", tooFew, 2, []mandat.Grant{kalle, until(sven, noon.Add(time.Hour))}, steps(revoking(kalle))},
		{"left to one to come", tooFew, 2, []mandat.Grant{kalle, from(sven, noon.Add(time.Hour))}, steps(revoking(kalle))},
		{"left to one inactive", tooFew, 2, []mandat.Grant{kalle, lead("ida", org)}, steps(revoking(kalle))},
		{"left to one invited", tooFew, 2, []mandat.Grant{kalle, lead("eva", org)}, steps(revoking(kalle))},
		{"removed", tooFew, 2, []mandat.Grant{kalle}, steps(mandat.RemoveMember{Person: "kalle"})},
		{"deactivated", tooFew, 2, []mandat.Grant{kalle}, steps(mandat.DeactivateMember{Person: "kalle"})},
		{"deactivated and activated", "allow", 2, []mandat.Grant{kalle}, steps(mandat.DeactivateMember{Person: "kalle"}, mandat.ActivateMember{Person: "kalle"})},
		{"removed and made again", tooFew, 2, []mandat.Grant{kalle}, steps(mandat.RemoveMember{Person: "kalle"}, mandat.AddMember{Person: "kalle", Home: "north"})},
		{"removed and given again", "allow", 1, []mandat.Grant{kalle}, steps(mandat.RemoveMember{Person: "kalle"}, mandat.AddMember{Person: "kalle", Home: "north"}, mandat.GrantRole{Grant: kalle})},
		{"left to the group", "allow", 2, []mandat.Grant{sven, ofCrew}, steps(revoking(sven))},
		{"left by the group", tooFew, 2, []mandat.Grant{ofCrew}, steps(mandat.LeaveGroup{Group: "crew", Person: "kalle"})},
		{"the group removed", tooFew, 2, []mandat.Grant{ofCrew}, steps(mandat.RemoveGroup{Group: "crew"})},
		{"revoked from the group", tooFew, 2, []mandat.Grant{ofCrew}, steps(revoking(ofCrew))},
		{"a group of too many", tooMany, 1, []mandat.Grant{sven}, steps(mandat.GrantRole{Grant: ofCrew})},
		{"too many in the group", tooMany, 1, []mandat.Grant{ofCrew}, steps(mandat.JoinGroup{Group: "crew", Person: "sven"})},
		{"a group in the group", tooMany, 1, []mandat.Grant{ofCrew}, steps(mandat.JoinGroup{Group: "crew", Sub: "pool"})},
		{"the same one through the group", "allow", 1, []mandat.Grant{kalle}, steps(mandat.GrantRole{Grant: ofCrew})},
		{"through a group in the group", "allow", 2, []mandat.Grant{ofCrew}, steps(mandat.JoinGroup{Group: "crew", Sub: "pool"}, mandat.LeaveGroup{Group: "crew", Person: "kalle"})},
		{"not by a role that is included", tooFew, 2, []mandat.Grant{kalle}, steps(revoking(kalle), giving("director", "kalle", org))},
		{"ends in the change", tooFew, 1, []mandat.Grant{kalle}, steps(revoking(kalle), mandat.GrantRole{Grant: until(kalle, noon.Add(time.Hour))})},
	} {
		t.Run(c.name, func(t *testing.T) {
			wantPlan(t, firm(t, leads(1, c.most, []mandat.Where{{}}, has(c.held...))...), c.want, dora, c.steps...)
		})
	}
}

// What was wrong before, and is no worse, blocks nothing.
func TestAWrongNumberBlocksOnlyWhatMakesItWorse(t *testing.T) {
	org, dora := mandat.WholeOrg(), onWeb("dora")
	none := firm(t, leads(2, 2, []mandat.Where{{}})...)
	wantPlan(t, none, "allow", dora, mandat.GrantRole{Grant: lead("kalle", org)})
	wantPlan(t, none, "allow", dora, giving("reader", "sven", org))
	one := firm(t, leads(2, 2, []mandat.Where{{}}, has(lead("kalle", org)))...)
	wantPlan(t, one, "allow", dora, mandat.HandOver{To: "sven", Grants: []mandat.Grant{lead("kalle", org)}})
	wantPlan(t, one, tooFew, dora, revoking(lead("kalle", org)))
	three := firm(t, leads(1, 1, []mandat.Where{{}}, has(lead("kalle", org), lead("sven", org), lead("nora", org)))...)
	wantPlan(t, three, "allow", dora, revoking(lead("kalle", org)))
	wantPlan(t, three, "allow", dora, mandat.HandOver{To: "adam", Grants: []mandat.Grant{lead("kalle", org)}})
	wantPlan(t, three, "allow", dora, revoking(lead("kalle", org)), revoking(lead("sven", org)))
	wantPlan(t, three, tooMany, dora, mandat.GrantRole{Grant: lead("adam", org)})
	wantPlan(t, three, tooFew, dora, revoking(lead("kalle", org)), revoking(lead("sven", org)), revoking(lead("nora", org)))
}

func TestANumberThatIsNotEnforcedIsReported(t *testing.T) {
	free := theRules(func(r *mandat.Rules) { r.Roles[len(r.Roles)-1].Enforced = false })
	o := firm(t, leads(1, 1, []mandat.Where{{}}, free, has(lead("kalle", mandat.WholeOrg())))...)
	wantPlan(t, o, "allow", onWeb("dora"), mandat.GrantRole{Grant: lead("sven", mandat.WholeOrg())})
	require.Empty(t, o.Vacancies(noon))
	o = after(t, o, onWeb("dora"), revoking(lead("kalle", mandat.WholeOrg())))
	wantEqual(t, o.Vacancies(noon), []mandat.Vacancy{{Role: "lead", Least: 1}})
}

func TestTheNumberOfHoldersAtEachUnit(t *testing.T) {
	units := []mandat.Where{{"organisation": {mandat.Exact, mandat.Subtree, mandat.Home}}, {}}
	dora := onWeb("dora")
	at := mandat.Exactly
	all := []mandat.Grant{lead("olga", at("head")), lead("adam", mandat.Below("sales")), lead("pia", at("purchasing"))}
	held := func(more ...mandat.Grant) []change { return leads(1, 1, units, has(append(all[:3:3], more...)...)) }
	unit := func(id, parent mandat.UnitID) mandat.AddUnit {
		return mandat.AddUnit{Unit: mandat.Unit{ID: id, Structure: "organisation", Parent: parent}}
	}
	for _, c := range []struct {
		name, want string
		o          *mandat.Org
		steps      []mandat.Command
	}{
		{"the last of a unit", tooFew, firm(t, held()...), steps(revoking(all[2]))},
		{"the last of several units", tooFew, firm(t, held()...), steps(revoking(all[1]))},
		{"one above another", tooMany, firm(t, held()...), steps(mandat.GrantRole{Grant: lead("sven", at("north"))})},
		{"one for all above all", tooMany, firm(t, held()...), steps(mandat.GrantRole{Grant: lead("sven", mandat.WholeOrg())})},
		{"two below for one above", "allow", firm(t, held()...), steps(revoking(all[1]),
			mandat.GrantRole{Grant: lead("adam", at("sales"))}, mandat.GrantRole{Grant: lead("sven", at("north"))}, mandat.GrantRole{Grant: lead("kalle", at("east"))})},
		{"not for each below", tooFew, firm(t, held()...), steps(revoking(all[1]), mandat.GrantRole{Grant: lead("adam", at("sales"))}, mandat.GrantRole{Grant: lead("sven", at("north"))})},
		{"a unit without one", tooFew, firm(t, held()...), steps(unit("south", "head"))},
		{"a unit with one above", "allow", firm(t, held()...), steps(unit("south", "sales"))},
		{"a unit with one of its own", "allow", firm(t, held()...), steps(unit("south", "head"), mandat.GrantRole{Grant: lead("sven", at("south"))})},
		{"a unit of another structure", "allow", firm(t, held()...), steps(mandat.AddUnit{Unit: mandat.Unit{ID: "f-9", Structure: "folders"}})},
		{"moved away from its own", tooFew, firm(t, held()...), steps(mandat.MoveUnit{Unit: "north", To: "head"})},
		{"moved to another's", "allow", firm(t, leads(1, 1, units, has(lead("olga", at("head")), lead("adam", mandat.Below("sales")), lead("pia", mandat.Below("purchasing"))))...), steps(mandat.MoveUnit{Unit: "north", To: "purchasing"})},
		{"moved below one more", tooMany, firm(t, leads(1, 1, units, has(lead("olga", at("head")), lead("adam", mandat.Below("sales")), lead("pia", at("purchasing"))))...), steps(mandat.MoveUnit{Unit: "purchasing", To: "north"})},
	} {
		t.Run(c.name, func(t *testing.T) { wantPlan(t, c.o, c.want, dora, c.steps...) })
	}
	// At home: the unit that the holder leaves is left.
	home := leads(1, 1, units, has(lead("kalle", mandat.AtHome())))
	wantPlan(t, firm(t, home...), tooFew, dora, mandat.MoveMember{Person: "kalle", To: "east"})
	wantPlan(t, firm(t, append(home, has(lead("sven", mandat.AtHome())))...), "allow", dora, mandat.MoveMember{Person: "kalle", To: "east"})
	wantPlan(t, firm(t, append(home, has(lead("pia", mandat.AtHome())))...), tooMany, dora, mandat.MoveMember{Person: "pia", To: "north"})
	// Somebody invited anew brings what they have at home.
	lapsed := invitation(func(i *mandat.Invitation) { i.Until = noon })
	invited := leads(0, 1, units, lapsed, has(lead("eva", mandat.AtHome()), lead("sven", at("east"))))
	again := mandat.InvitePerson{Invitation: "i-2", Person: "eva", Home: "east", Token: newToken.Bind(evasMail)}
	wantPlan(t, firm(t, invited...), tooMany, dora, again)
	again.Home = "sales"
	wantPlan(t, firm(t, invited...), "allow", dora, again)
	// Without a home the role at home is nowhere.
	wantPlan(t, firm(t, append(home, someone(mandat.Member{Person: "stray", Status: mandat.MemberActive}), has(lead("stray", mandat.AtHome())))...), tooFew, dora, revoking(lead("kalle", mandat.AtHome())))
	// The group of a unit counts there, and for those who lie there.
	of := func(unit mandat.UnitID, member mandat.PersonID) change {
		return func(r *mandat.Rules, d *mandat.OrgData) {
			aGroup(mandat.Group{ID: "locals", Unit: unit, Members: []mandat.PersonID{member}})(r, d)
			has(mandat.Grant{Role: "lead", Group: "locals", Scope: mandat.Below("head")}, lead("pia", at("purchasing")))(r, d)
		}
	}
	wantPlan(t, firm(t, leads(1, 0, units, of("purchasing", "pia"))...), "allow", dora, revoking(lead("pia", at("purchasing"))))
	wantPlan(t, firm(t, leads(1, 0, units, of("sales", "kalle"))...), tooFew, dora, revoking(lead("pia", at("purchasing"))))
	wantPlan(t, firm(t, leads(1, 0, units, of("purchasing", "kalle"))...), tooFew, dora, revoking(lead("pia", at("purchasing"))))
	wantPlan(t, firm(t, leads(1, 0, units, of("head", "kalle"))...), "allow", dora, revoking(lead("pia", at("purchasing"))))
}

// A role of the whole organisation that is held through the group of a unit is
// lost when the unit of the member moves away from it.
func TestAUnitThatMovesTakesMembersOutOfGroups(t *testing.T) {
	sellers := func(r *mandat.Rules, d *mandat.OrgData) {
		aGroup(mandat.Group{ID: "sellers", Unit: "sales", Members: []mandat.PersonID{"kalle"}})(r, d)
		has(mandat.Grant{Role: "lead", Group: "sellers", Scope: mandat.WholeOrg()})(r, d)
	}
	o := firm(t, leads(1, 1, []mandat.Where{{}}, sellers)...)
	wantPlan(t, o, "allow", onWeb("dora"), mandat.MoveUnit{Unit: "north", To: "east"})
	wantPlan(t, o, tooFew, onWeb("dora"), mandat.MoveUnit{Unit: "north", To: "purchasing"})
	wantPlan(t, o, tooFew, onWeb("dora"), mandat.MoveMember{Person: "kalle", To: "purchasing"})
}

// Somebody who leaves a unit leaves its groups, as events of the change.
func TestWhoeverLeavesAUnitLeavesItsGroups(t *testing.T) {
	groups := aGroup(mandat.Group{ID: "sellers", Unit: "sales", Members: []mandat.PersonID{"kalle", "sven"}}, mandat.Group{ID: "filers", Unit: "f-1", Members: []mandat.PersonID{"kalle"}})
	filing := mandat.Grant{Role: "filer", Member: "kalle", Scope: mandat.Exactly("f-1")}
	o, dora := firm(t, groups, has(filing)), onWeb("dora")
	left := func(c mandat.Change, g mandat.GroupID) {
		t.Helper()
		group, _ := c.Org().Group(g)
		require.NotContains(t, group.Members, mandat.PersonID("kalle"))
		wantEqual(t, eventNames(c)[len(c.Events())-1], "group-left")
	}
	left(wantPlan(t, o, "allow", dora, mandat.MoveMember{Person: "kalle", To: "purchasing"}), "sellers")
	left(wantPlan(t, o, "allow", dora, mandat.MoveMember{Person: "kalle"}), "sellers")
	left(wantPlan(t, o, "allow", dora, revoking(filing)), "filers")
	left(wantPlan(t, o, "allow", dora, mandat.HandOver{To: "sven", Grants: []mandat.Grant{filing}}), "filers")
	wantEqual(t, eventNames(wantPlan(t, o, "allow", dora, mandat.MoveMember{Person: "kalle", To: "east"})), []string{"member-moved"})
	// Whoever did not lie there stays listed, for when they do.
	buyers := aGroup(mandat.Group{ID: "buyers", Unit: "purchasing", Members: []mandat.PersonID{"kalle"}})
	wantEqual(t, eventNames(wantPlan(t, firm(t, buyers), "allow", dora, mandat.MoveMember{Person: "kalle", To: "east"})), []string{"member-moved"})
	more := firm(t, groups, has(filing, mandat.Grant{Role: "filer", Member: "kalle", Scope: mandat.Exactly("f-1"), Until: noon.Add(time.Hour)}))
	wantEqual(t, eventNames(wantPlan(t, more, "allow", dora, revoking(filing))), []string{"role-revoked"})
}

func TestExclusiveRoles(t *testing.T) {
	const exclusive = "blocked: guard: roles-exclusive"
	org, dora := mandat.WholeOrg(), onWeb("dora")
	audits := mandat.Grant{Role: "auditor", Member: "kalle", Scope: org}
	writes := mandat.Grant{Role: "writer", Member: "kalle", Scope: mandat.Below("north")}
	writing := custom(mandat.Role{ID: "scribe", Includes: []mandat.RoleID{"writer"}}, mandat.Role{ID: "plain", Includes: []mandat.RoleID{"reader"}})
	all := aGroup(mandat.Group{ID: "all", Groups: []mandat.GroupID{"crew"}}, mandat.Group{ID: "writers", Members: []mandat.PersonID{"nora"}}, mandat.Group{ID: "none"})
	ofGroup := func(r mandat.RoleID, g mandat.GroupID) mandat.GrantRole {
		return mandat.GrantRole{Grant: mandat.Grant{Role: r, Group: g, Scope: org}}
	}
	give := func(g mandat.Grant, f func(*mandat.Grant)) mandat.GrantRole { f(&g); return mandat.GrantRole{Grant: g} }
	same := func(*mandat.Grant) {}
	for _, c := range []struct {
		name, want string
		held       []mandat.Grant
		steps      []mandat.Command
	}{
		{"the other one", exclusive, []mandat.Grant{audits}, steps(give(writes, same))},
		{"the other way round", exclusive, []mandat.Grant{writes}, steps(give(audits, same))},
		{"both at once", exclusive, nil, steps(give(writes, same), give(audits, same))},
		{"one for the other", "allow", []mandat.Grant{audits}, steps(revoking(audits), give(writes, same))},
		{"one for the other, in any order", "allow", []mandat.Grant{audits}, steps(give(writes, same), revoking(audits))},
		{"one includes the other", exclusive, []mandat.Grant{audits}, steps(giving("director", "kalle", org))},
		{"a custom role includes the other", exclusive, []mandat.Grant{audits}, steps(giving("scribe", "kalle", org))},
		{"a custom role that does not", "allow", []mandat.Grant{audits}, steps(giving("plain", "kalle", org))},
		{"a custom role that does then", exclusive, []mandat.Grant{audits, {Role: "plain", Member: "kalle", Scope: org}}, steps(mandat.EditRole{Role: mandat.Role{ID: "plain", Includes: []mandat.RoleID{"writer"}}})},
		{"a group's role that does then", exclusive, []mandat.Grant{audits, {Role: "plain", Group: "crew", Scope: org}}, steps(mandat.EditRole{Role: mandat.Role{ID: "plain", Includes: []mandat.RoleID{"writer"}}})},
		{"through a group", exclusive, []mandat.Grant{audits}, steps(ofGroup("writer", "crew"))},
		{"by joining a group", exclusive, []mandat.Grant{audits, {Role: "writer", Group: "writers", Scope: org}}, steps(mandat.JoinGroup{Group: "writers", Person: "kalle"})},
		{"through a dynamic group", exclusive, []mandat.Grant{audits}, steps(ofGroup("writer", "all"))},
		{"by a group that joins", exclusive, []mandat.Grant{audits, {Role: "writer", Group: "writers", Scope: org}}, steps(mandat.JoinGroup{Group: "writers", Sub: "crew"})},
		{"by a group that gets both", exclusive, nil, steps(ofGroup("writer", "crew"), ofGroup("auditor", "all"))},
		{"to a group without members", "allow", nil, steps(ofGroup("writer", "none"), ofGroup("auditor", "none"))},
		{"by joining a group of both", exclusive, []mandat.Grant{{Role: "writer", Group: "none", Scope: org}, {Role: "auditor", Group: "none", Scope: org}}, steps(mandat.JoinGroup{Group: "none", Person: "kalle"})},
		{"one to come", exclusive, []mandat.Grant{audits}, steps(give(writes, func(g *mandat.Grant) { g.From = noon.Add(time.Hour) }))},
		{"after one that is over", "allow", []mandat.Grant{{Role: "auditor", Member: "kalle", Scope: org, Until: noon}}, steps(give(writes, same))},
		{"before the end of one", exclusive, []mandat.Grant{{Role: "auditor", Member: "kalle", Scope: org, Until: noon.Add(1)}}, steps(give(writes, same))},
		{"handed over to one who has the other", exclusive, []mandat.Grant{audits, {Role: "writer", Member: "nora", Scope: org}}, steps(mandat.HandOver{To: "nora", Grants: []mandat.Grant{audits}})},
		{"as it was", "allow", []mandat.Grant{audits, writes}, steps(giving("reader", "kalle", org))},
		{"as it was, and one more", "allow", []mandat.Grant{audits, writes}, steps(giving("writer", "kalle", org))},
		{"somebody else's", "allow", []mandat.Grant{audits, writes}, steps(giving("writer", "sven", org))},
		{"inactive, and held all the same", exclusive, []mandat.Grant{{Role: "auditor", Member: "ida", Scope: org}}, steps(giving("writer", "ida", org))},
		{"removed", "allow", []mandat.Grant{audits}, steps(mandat.RemoveMember{Person: "kalle"}, mandat.AddMember{Person: "kalle"}, give(writes, same))},
	} {
		t.Run(c.name, func(t *testing.T) {
			wantPlan(t, firm(t, writing, all, has(c.held...)), c.want, dora, c.steps...)
		})
	}
	// Of three roles one may hold two.
	two := theRules(func(r *mandat.Rules) {
		r.Exclusive[0] = mandat.ExclusiveRule{Roles: []mandat.RoleID{"auditor", "writer", "signatory"}, Most: 2}
	})
	wantPlan(t, firm(t, two, has(audits)), "allow", dora, give(writes, same))
	wantPlan(t, firm(t, two, has(audits)), exclusive, dora, give(writes, same), giving("signatory", "kalle", org))
}

func TestVacancies(t *testing.T) {
	units := []mandat.Where{{"organisation": {mandat.Exact, mandat.Subtree}}}
	vacant := func(unit mandat.UnitID, holders int) mandat.Vacancy {
		return mandat.Vacancy{Role: "lead", Unit: unit, Holders: holders, Least: 2}
	}
	o := firm(t, leads(2, 0, units, has(lead("adam", mandat.Below("sales")), lead("kalle", mandat.Exactly("north")), lead("sven", mandat.Exactly("east")),
		mandat.Grant{Role: "lead", Member: "pia", Scope: mandat.Exactly("purchasing"), Until: noon.Add(time.Hour)}, lead("ida", mandat.Exactly("sales"))))...)
	wantEqual(t, o.Vacancies(noon), []mandat.Vacancy{vacant("head", 0), vacant("purchasing", 0), vacant("sales", 1)})
	later := firm(t, leads(1, 0, []mandat.Where{{}}, has(mandat.Grant{Role: "lead", Member: "kalle", Scope: mandat.WholeOrg(), From: noon}))...)
	require.Empty(t, later.Vacancies(noon))
	wantEqual(t, later.Vacancies(noon.Add(-1)), []mandat.Vacancy{{Role: "lead", Least: 1}})
	require.Nil(t, (*mandat.Org)(nil).Vacancies(noon))
	require.Nil(t, new(mandat.Org).Vacancies(noon))
}
