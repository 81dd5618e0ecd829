package mandat_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// Records are kept in blocks of 32: a change that makes the first one of a block
// is like any other.
func TestTheFirstRecordOfABlock(t *testing.T) {
	for _, n := range []int{31, 32, 33, 64, 1024} {
		o := firm(t, theData(func(d *mandat.OrgData) {
			for i := len(d.Members); i < n; i++ {
				d.Members = append(d.Members, mandat.Member{Person: mandat.PersonID(fmt.Sprint("m", i)), Status: mandat.MemberActive, Home: "east"})
			}
			for i := len(d.Units); i < n; i++ {
				d.Units = append(d.Units, mandat.Unit{ID: mandat.UnitID(fmt.Sprint("u", i)), Structure: "organisation", Parent: "east"})
			}
			for i := len(d.Groups); i < n; i++ {
				d.Groups = append(d.Groups, mandat.Group{ID: mandat.GroupID(fmt.Sprint("g", i))})
			}
		}))
		dora := onWeb("dora")
		for _, steps := range [][]mandat.Command{
			{inviting()},
			{mandat.AddMember{Person: "new", Home: "north"}, giving("reader", "new", mandat.Below("north")), mandat.JoinGroup{Group: "pool", Person: "new"}, mandat.RemoveMember{Person: "new"}},
			{mandat.AddUnit{Unit: mandat.Unit{ID: "south", Structure: "organisation", Parent: "sales"}}, giving("reader", "kalle", mandat.Below("south")), mandat.MoveMember{Person: "kalle", To: "south"}},
			{mandat.AddGroup{Group: mandat.Group{ID: "gang", Members: []mandat.PersonID{"kalle"}}}, mandat.GrantRole{Grant: mandat.Grant{Role: "reader", Group: "gang", Scope: mandat.WholeOrg()}}, mandat.RemoveGroup{Group: "gang"}},
		} {
			wantPlan(t, o, "allow", dora, steps...).Impact()
		}
	}
}

// lapsed makes eva's invitation one to purchasing that has lapsed, without roles.
func lapsed(more ...func(*mandat.Invitation)) change {
	return theData(func(d *mandat.OrgData) {
		in := &d.Invitations[0]
		in.Until, in.By, in.Home, in.Grants = noon, "pia", "purchasing", nil
		for i := range d.Members {
			if d.Members[i].Person == in.Person {
				d.Members[i].Home = in.Home
			}
		}
		for _, m := range more {
			m(in)
		}
	})
}

// To invite somebody again, to another home, is to move them.
func TestInvitingAgainMovesNobodyWhomOneMayNotMove(t *testing.T) {
	writes := has(mandat.Grant{Role: "writer", Member: "eva", Scope: mandat.Below("purchasing")})
	again := mandat.InvitePerson{Invitation: "i-9", Person: "eva", Home: "north", Token: newToken.Bind(newMail)}
	for _, with := range []change{writes, has()} {
		o := firm(t, lapsed(), with)
		for _, s := range [][]mandat.Command{{mandat.MoveMember{Person: "eva", To: "north"}}, {again}, {again, mandat.RemoveMember{Person: "eva"}}, {again, mandat.RevokeInvitation{Invitation: "i-9"}}} {
			wantPlan(t, o, noRight, onWeb("adam"), s...)
			wantPlan(t, o, "allow", onWeb("dora"), s...)
		}
	}
	// What the lapsed one carried does not come with the new one, and is nothing to
	// move.
	carried := lapsed(func(in *mandat.Invitation) {
		in.By, in.Home = "dora", "north"
		in.Grants = []mandat.Grant{{Role: "unit-admin", Member: "eva", Scope: mandat.BelowHome()}}
	})
	again.Home = "east"
	north := theData(func(d *mandat.OrgData) { d.Members[10].Home = "north" })
	wantPlan(t, firm(t, carried, north), "allow", onWeb("adam"), again)
	wantPlan(t, firm(t, carried, north), noRight, onWeb("adam"), mandat.MoveMember{Person: "eva", To: "east"})
}

// To make a sealed unit is to seal: others could be moved into it.
func TestASealedUnitIsMadeByWhoeverMaySeal(t *testing.T) {
	builder := mandat.Role{ID: "builder", At: []mandat.Where{{"organisation": {mandat.Subtree}}}, Can: []mandat.Permission{gives("unit.create", "unit.move")}}
	o := firm(t, aRole(builder), has(mandat.Grant{Role: "builder", Member: "sven", Scope: mandat.Below("sales")}))
	vault := mandat.Unit{ID: "vault", Structure: "organisation", Parent: "sales", Sealed: true}
	wantPlan(t, o, noRight, onWeb("sven"), mandat.SealUnit{Unit: "north", Sealed: true})
	wantPlan(t, o, noRight, onWeb("sven"), mandat.AddUnit{Unit: vault})
	wantPlan(t, o, noRight, onWeb("sven"), mandat.AddUnit{Unit: vault}, mandat.MoveUnit{Unit: "north", To: "vault"})
	wantPlan(t, o, "allow", onWeb("dora"), mandat.AddUnit{Unit: vault})
	vault.Sealed = false
	wantPlan(t, o, "allow", onWeb("sven"), mandat.AddUnit{Unit: vault}, mandat.MoveUnit{Unit: "north", To: "vault"})
}

// Whoever lost the last grant in a unit has lost the groups of that unit too:
// while inactive, and by the end of a grant as well. A weaker grant does not bring
// the roles of the groups back.
func TestAGrantBringsBackNoGroupsThatWereLost(t *testing.T) {
	f1, soon := mandat.Exactly("f-1"), noon.Add(time.Hour)
	inFolders := []mandat.Where{{"folders": {mandat.Exact, mandat.Subtree}}}
	filer := func(until time.Time) mandat.Grant {
		return mandat.Grant{Role: "filer", Member: "kalle", Scope: f1, Until: until}
	}
	world := func(g mandat.Grant) *mandat.Org {
		return firm(t, aRole(mandat.Role{ID: "keeper", At: inFolders, Can: []mandat.Permission{gives("unit.edit")}}, mandat.Role{ID: "giver", At: inFolders}),
			says(mandat.AdminRule{Who: []mandat.RoleID{"giver"}, May: []mandat.AdminAct{mandat.AdminGrant, mandat.AdminHandOver}, Roles: []mandat.RoleID{"filer"}},
				mandat.AdminRule{Who: []mandat.RoleID{"director"}, May: []mandat.AdminAct{mandat.AdminGrant, mandat.AdminRevoke}, Roles: []mandat.RoleID{"keeper"}}),
			aGroup(mandat.Group{ID: "g", Unit: "f-1", Members: []mandat.PersonID{"kalle"}}),
			has(g, mandat.Grant{Role: "filer", Member: "nora", Scope: f1}, mandat.Grant{Role: "keeper", Group: "g", Scope: mandat.Below("f-1")}, mandat.Grant{Role: "giver", Member: "sven", Scope: f1}))
	}
	dora, sven := onWeb("dora"), onWeb("sven")
	members := func(o *mandat.Org) []mandat.PersonID {
		g, _ := o.Group("g")
		return g.Members
	}
	lasting := world(filer(time.Time{}))
	wantPlan(t, lasting, noRight, sven, giving("keeper", "kalle", f1))
	require.Empty(t, members(after(t, lasting, dora, mandat.RevokeRole{Grant: filer(time.Time{})})))
	away := after(t, lasting, dora, mandat.DeactivateMember{Person: "kalle"})
	require.Empty(t, members(after(t, away, dora, mandat.RevokeRole{Grant: filer(time.Time{})})))

	ended := world(filer(soon))
	later := at(soon, sven)
	for _, c := range [][]mandat.Command{
		{giving("filer", "kalle", f1)},
		{mandat.HandOver{Grants: []mandat.Grant{{Role: "filer", Member: "nora", Scope: f1}}, To: "kalle"}},
	} {
		got := wantPlan(t, ended, "allow", later, c...)
		require.Equal(t, "group-left", eventNames(got)[0])
		require.Empty(t, members(got.Org()))
	}
	require.Empty(t, members(after(t, ended, at(soon, dora), mandat.RevokeRole{Grant: filer(soon)})))
	// Whoever still has it keeps their place, and so does whoever never had one.
	wantEqual(t, members(after(t, ended, sven, giving("filer", "kalle", f1))), []mandat.PersonID{"kalle"})
	early := after(t, lasting, dora, mandat.JoinGroup{Group: "g", Person: "pia"})
	require.ElementsMatch(t, members(after(t, early, dora, giving("filer", "pia", f1))), []mandat.PersonID{"kalle", "pia"})
	future := world(mandat.Grant{Role: "filer", Member: "kalle", Scope: f1, From: soon})
	wantEqual(t, members(after(t, future, sven, giving("filer", "kalle", f1))), []mandat.PersonID{"kalle"})
}

// An organisation is not founded without those whom it must have.
func TestAFoundingHasAllHolders(t *testing.T) {
	for _, roles := range [][]mandat.RoleID{nil, {"reader"}} {
		r := firmRules()
		r.Joining.Founding.Roles = roles
		_, err := mandat.Found(mustPolicy(t, r), publicly("fia"), mandat.FoundOrg{ID: "new-ltd"})
		wantEqual(t, answered(err), "blocked: guard: too-few-holders")
	}
}

// What somebody sent in good order can be accepted, though a rule would have it
// that nobody who is invited already is invited: the right to send is asked for
// again, as it was.
func TestAnInvitationIsJudgedAgainAsItWasSent(t *testing.T) {
	strangers := mandat.Condition{Target: &mandat.Condition{Status: []mandat.Status{"absent"}}}
	loggedIn := mandat.Condition{Not: &mandat.Condition{LoggedOut: true}}
	send := actionsOf("invitation.send")
	rule := func(f func(*mandat.Rules)) []change { return []change{theRules(f)} }
	for name, changes := range map[string][]change{
		"a guard":     rule(func(r *mandat.Rules) { r.Guards = append(r.Guards, mandat.Guard{Before: send, Needs: strangers}) }),
		"a gate":      rule(func(r *mandat.Rules) { r.Gates = append(r.Gates, mandat.Gate{Close: send, Unless: strangers}) }),
		"a session":   rule(func(r *mandat.Rules) { r.Gates = append(r.Gates, mandat.Gate{Close: send, Unless: loggedIn}) }),
		"a statement": rule(func(r *mandat.Rules) { r.Administer[0].When = &strangers }),
	} {
		t.Run(name, func(t *testing.T) {
			carrying := inviting(func(c *mandat.InvitePerson) { c.Roles = []mandat.Grant{{Role: "reader", Scope: mandat.Below("north")}} })
			sent := after(t, firm(t, changes...), onWeb("adam"), carrying)
			wantPlan(t, sent, "allow", onWeb("new"), mandat.AcceptInvitation{Invitation: carrying.Invitation, Token: newToken, Address: newMail})
			lost := after(t, sent, onWeb("dora"), mandat.RevokeRole{Grant: mandat.Grant{Role: "unit-admin", Member: "adam", Scope: mandat.Below("sales")}})
			wantPlan(t, lost, "blocked: guard: inviter-lost", onWeb("new"), mandat.AcceptInvitation{Invitation: carrying.Invitation, Token: newToken, Address: newMail})
		})
	}
	hostess := mandat.Role{ID: "hostess", Opens: []mandat.Channel{"link"}, At: []mandat.Where{{"organisation": {mandat.Subtree}}}, Can: []mandat.Permission{gives("invitation.send")}}
	o := firm(t, aRole(hostess), has(mandat.Grant{Role: "hostess", Member: "sven", Scope: mandat.Below("sales")}))
	byLink := only(throughChannel("link", onWeb("sven")), mandat.Purpose{Org: "acme", Type: "invitation", ID: "i-2", Action: "send"})
	wantPlan(t, after(t, o, byLink, inviting(func(c *mandat.InvitePerson) { c.Roles = nil })), "allow", onWeb("new"), mandat.AcceptInvitation{Invitation: "i-2", Token: newToken, Address: newMail})
}

// A secret is replaced by another one.
func TestAnInvitationIsSentAgainWithANewSecret(t *testing.T) {
	wantPlan(t, firm(t), "blocked: guard: already-so", onWeb("adam"), mandat.ResendInvitation{Invitation: "i-1", Token: evasToken.Bind(evasMail)})
	wantPlan(t, firm(t), "allow", onWeb("adam"), mandat.ResendInvitation{Invitation: "i-1", Token: newToken.Bind(evasMail)})
}

// A role that is off asks for no holders; to turn it on without them is to be one
// short.
func TestARoleThatIsTurnedOnHasItsHolders(t *testing.T) {
	needed := theRules(func(r *mandat.Rules) {
		i := slices.IndexFunc(r.Roles, func(r mandat.Role) bool { return r.ID == "clerk" })
		r.Roles[i].Least, r.Roles[i].Enforced = 1, true
	})
	on, off := mandat.ChangeSetting{Setting: "clerks", On: true}, mandat.ChangeSetting{Setting: "clerks"}
	clerk := giving("clerk", "kalle", mandat.WholeOrg())
	dora := onWeb("dora")
	o := firm(t, needed)
	require.Empty(t, o.Vacancies(noon))
	wantPlan(t, o, "blocked: guard: too-few-holders", dora, on)
	staffed := wantPlan(t, o, "allow", dora, on, clerk).Org()
	require.Empty(t, staffed.Vacancies(noon))
	wantPlan(t, staffed, "blocked: guard: too-few-holders", dora, mandat.RevokeRole(clerk))
	empty := after(t, staffed, dora, off, mandat.RevokeRole(clerk))
	wantPlan(t, empty, "blocked: guard: too-few-holders", dora, on)
	wantPlan(t, staffed, "blocked: guard: too-few-holders", dora, off, mandat.RevokeRole(clerk), on)
}

// A place for a role that names no structure is the whole organisation, said as
// nothing or as an empty place.
func TestAPlaceOfNoStructuresIsStoredAsOne(t *testing.T) {
	role := mandat.Role{ID: "x", At: []mandat.Where{nil}, Includes: []mandat.RoleID{"reader"}}
	c := wantPlan(t, firm(t), "allow", onWeb("dora"), mandat.AddRole{Role: role})
	role.At = []mandat.Where{{}}
	again := wantPlan(t, firm(t), "allow", onWeb("dora"), mandat.AddRole{Role: role})
	wantEqual(t, jsonOf(t, c.Events()), jsonOf(t, again.Events()))
	wantEqual(t, encoded(t, c.Org()), encoded(t, again.Org()))
}

// What no plan makes, no event does either.
func TestEventsOfWhatCannotBe(t *testing.T) {
	late := time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)
	two := mandat.Below("north").And(mandat.Exactly("f-1"))
	for _, c := range []struct {
		what mandat.Happening
		want string
	}{
		{mandat.RoleGranted{Grant: mandat.Grant{Role: "reader", Member: "sven", Scope: mandat.Below("north"), From: late}}, "value-invalid"},
		{mandat.RoleGranted{Grant: mandat.Grant{Role: "reader", Member: "sven", Scope: two}}, "given-elsewhere"},
		{mandat.RoleHandedOver{Grant: mandat.Grant{Role: "reader", Group: "crew", Scope: mandat.Below("sales")}}, "id-missing"},
		{mandat.RoleHandedOver{Grant: mandat.Grant{Role: "reader", Group: "crew", Scope: mandat.Below("sales")}, To: "sven"}, "id-missing"},
		{mandat.InvitationResent{Invitation: "i-1", Token: newToken.Bind(evasMail), Until: late}, "value-invalid"},
		{mandat.InvitationResent{Invitation: "i-1", Token: evasToken.Bind(evasMail)}, "already-so"},
		{mandat.InvitationResent{Invitation: "i-1"}, "token-needed"},
		{mandat.InvitationSent{Invitation: mandat.Invitation{ID: "i-5", Person: "new", Home: "north"}}, "token-needed"},
		{mandat.InvitationSent{Invitation: mandat.Invitation{ID: "i-5", Person: "new", Home: "north", Token: mandat.TokenHash{1},
			Grants: []mandat.Grant{{Role: "reader", Member: "new", Group: "crew", Scope: mandat.WholeOrg()}}}}, "id-missing"},
	} {
		_, err := firm(t).Apply([]mandat.Event{{Org: "acme", Version: 1, Step: 1, Of: 1, At: noon, What: c.what}})
		require.ErrorContains(t, err, c.want, "%+v", c.what)
	}
}

// Where everybody has a home, whoever was removed needs none.
func TestTheRemovedNeedNoHome(t *testing.T) {
	rules, data := firmRules(), firmData()
	rules.Structures[0].Home = mandat.HomeRequired
	rules.Joining = mandat.JoiningRules{}
	data.Members[12].Home = "" // rolf
	c, err := mandat.Import(mustPolicy(t, rules), data, noon)
	require.NoError(t, err)
	m, _ := c.Org().Member("rolf")
	wantEqual(t, m, mandat.Member{Person: "rolf", Status: mandat.MemberRemoved})
}
