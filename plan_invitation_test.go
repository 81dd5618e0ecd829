package mandat_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

var (
	evaAccepts  = mandat.AcceptInvitation{Invitation: "i-1", Token: evasToken, Address: evasMail}
	evaDeclines = mandat.DeclineInvitation{Invitation: "i-1", Token: evasToken, Address: evasMail}
)

// inviting is a good invitation of somebody new to north, changed.
func inviting(changes ...func(*mandat.InvitePerson)) mandat.InvitePerson {
	i := mandat.InvitePerson{Invitation: "i-2", Person: "new", Home: "north", Roles: []mandat.Grant{{Role: "reader", Scope: mandat.BelowHome()}}, Token: newToken.Bind(newMail)}
	for _, c := range changes {
		c(&i)
	}
	return i
}

func person(p mandat.PersonID) func(*mandat.InvitePerson) {
	return func(i *mandat.InvitePerson) { i.Person = p }
}

func carries(g ...mandat.Grant) func(*mandat.InvitePerson) {
	return func(i *mandat.InvitePerson) { i.Roles = g }
}

func until(t time.Time) func(*mandat.InvitePerson) {
	return func(i *mandat.InvitePerson) { i.Until = t }
}

func joining(f func(*mandat.JoiningRules)) change {
	return theRules(func(r *mandat.Rules) { f(&r.Joining) })
}

func invitation(f func(*mandat.Invitation)) change {
	return theData(func(d *mandat.OrgData) { f(&d.Invitations[0]) })
}

func TestObstaclesToInvitations(t *testing.T) {
	const month = 30 * 24 * time.Hour
	anyRole := joining(func(j *mandat.JoiningRules) {
		j.Invitation.Carries = []mandat.RoleID{"reader", "unit-admin", "clerk", "old"}
	})
	lapsed := invitation(func(i *mandat.Invitation) { i.Until = noon })
	checkObstacles(t, []obstacle{
		{"already-so", inviting(person("kalle")), nil},
		{"already-so", inviting(person("ida")), nil},
		{"already-so", inviting(person("acke")), nil},
		{"already-so", inviting(person("eva")), nil}, // has one that is open
		{"id-used", inviting(func(i *mandat.InvitePerson) { i.Invitation = "i-1" }), nil},
		{"id-used", inviting(func(i *mandat.InvitePerson) { i.Invitation = "i-0" }), nil},
		{"id-missing", inviting(func(i *mandat.InvitePerson) { i.Invitation = "" }), nil},
		{"id-missing", inviting(person(""), carries()), nil},
		{"token-needed", inviting(func(i *mandat.InvitePerson) { i.Token = mandat.TokenHash{} }), nil},
		{"unit-missing", inviting(func(i *mandat.InvitePerson) { i.Home = "razed" }, carries()), nil},
		{"unit-missing", inviting(func(i *mandat.InvitePerson) { i.Home = "razed" }), nil}, // of a role at home
		{"structure-other", inviting(func(i *mandat.InvitePerson) { i.Home = "f-1" }, carries()), nil},
		{"structure-other", inviting(func(i *mandat.InvitePerson) { i.Home = "f-1" }), nil},
		{"not-carried", inviting(carries(mandat.Grant{Role: "writer", Scope: mandat.BelowHome()})), nil},
		{"not-carried", inviting(carries(mandat.Grant{Role: "director", Scope: mandat.WholeOrg()})), nil},
		{"not-carried", inviting(carries(mandat.Grant{Role: "clip", Scope: mandat.WholeOrg()})), nil},
		{"role-missing", inviting(carries(mandat.Grant{Role: "boss", Scope: mandat.WholeOrg()})), nil},
		{"member-missing", inviting(carries(mandat.Grant{Role: "reader", Member: "sven", Scope: mandat.WholeOrg()})), nil}, // to somebody else
		{"member-missing", inviting(carries(mandat.Grant{Role: "reader", Group: "pool", Scope: mandat.WholeOrg()})), nil},
		{"given-elsewhere", inviting(carries(mandat.Grant{Role: "reader", Scope: mandat.AtHome()})), nil},
		{"ends-before", inviting(carries(mandat.Grant{Role: "reader", Scope: mandat.WholeOrg(), Until: noon})), nil},
		{"role-off", inviting(carries(mandat.Grant{Role: "clerk", Scope: mandat.WholeOrg()})), []change{anyRole}},
		{"role-deprecated", inviting(carries(mandat.Grant{Role: "old", Scope: mandat.WholeOrg()})), []change{anyRole}},
		{"invitation-over", inviting(until(noon)), nil},
		{"end-too-late", inviting(until(noon.Add(month + time.Second))), nil},
		{"invitation-missing", mandat.ResendInvitation{Invitation: "i-0", Token: newToken.Bind(newMail)}, nil},
		{"invitation-missing", mandat.ResendInvitation{Invitation: "i-9", Token: newToken.Bind(newMail)}, nil},
		{"token-needed", mandat.ResendInvitation{Invitation: "i-1"}, nil},
		{"invitation-over", mandat.ResendInvitation{Invitation: "i-1", Token: newToken.Bind(newMail)}, []change{lapsed}},
		{"invitation-over", mandat.ResendInvitation{Invitation: "i-1", Token: newToken.Bind(newMail), Until: noon}, nil},
		{"end-too-late", mandat.ResendInvitation{Invitation: "i-1", Token: newToken.Bind(newMail), Until: noon.Add(month + time.Second)}, nil},
		{"invitation-missing", mandat.RevokeInvitation{Invitation: "i-0"}, nil},
	})
	wantPlan(t, firm(t), "allow", onWeb("dora"), inviting(until(noon.Add(month))))
}

// An invitation without an end that is said lasts as long as the policy lets it.
func TestAnInvitationLapses(t *testing.T) {
	in, _ := after(t, firm(t), onWeb("adam"), inviting()).Invitation("i-2")
	wantEqual(t, in.Until, noon.Add(30*24*time.Hour))
	wantEqual(t, in.By, "adam")
	wantEqual(t, in.Through, "web")
	in, _ = after(t, firm(t), onWeb("dora"), mandat.ResendInvitation{Invitation: "i-1", Token: newToken.Bind(evasMail)}).Invitation("i-1")
	wantEqual(t, in.Until, noon.Add(30*24*time.Hour))
	wantEqual(t, in.By, "adam")
	forever := joining(func(j *mandat.JoiningRules) { j.Invitation.Lasts = 0 })
	in, _ = after(t, firm(t, forever), onWeb("adam"), inviting()).Invitation("i-2")
	wantEqual(t, in.Until, time.Time{})
	require.True(t, in.OpenAt(noon.AddDate(100, 0, 0)))
}

// Only the invited person accepts, with the token and the address, in time; and
// nobody else learns that there is an invitation.
func TestWhoAccepts(t *testing.T) {
	const denied = "deny: no-standing: not-invited"
	end := noon.Add(time.Hour)
	for _, c := range []struct {
		want string
		s    mandat.Subject
		i    mandat.InvitationID
		t    mandat.Token
		a    mandat.Address
	}{
		{"allow", onWeb("eva"), "i-1", evasToken, evasMail},
		{"allow", onWeb("eva"), "i-1", evasToken, mandat.MustParseAddress("EVA@Example.ORG")},
		{"allow", throughChannel("public", onWeb("eva")), "i-1", evasToken, evasMail},
		{"allow", at(end.Add(-1), onWeb("eva")), "i-1", evasToken, evasMail},
		{"blocked: guard: invitation-over", at(end, onWeb("eva")), "i-1", evasToken, evasMail},
		{"blocked: guard: invitation-over", at(end.AddDate(1, 0, 0), onWeb("eva")), "i-1", evasToken, evasMail},
		{denied, at(end, onWeb("eva")), "i-1", newToken, evasMail},
		{denied, at(end, onWeb("kalle")), "i-1", evasToken, evasMail},
		{denied, onWeb("kalle"), "i-1", evasToken, evasMail},
		{denied, onWeb("eve"), "i-1", evasToken, evasMail},
		{denied, onWeb("adam"), "i-1", evasToken, evasMail}, // whoever sent it
		{denied, onWeb(""), "i-1", evasToken, evasMail},
		{denied, onWeb("Eva"), "i-1", evasToken, evasMail},
		{denied, onWeb("eva"), "i-1", newToken, evasMail},
		{denied, onWeb("eva"), "i-1", mandat.Token{}, evasMail},
		{denied, onWeb("eva"), "i-1", evasToken, newMail},
		{denied, onWeb("eva"), "i-1", evasToken, mandat.MustParseAddress("eva+x@example.org")},
		{denied, onWeb("eva"), "i-1", evasToken, mandat.Address{}},
		{denied, onWeb("eva"), "i-1", mandat.Token{}, mandat.Address{}},
		{denied, onWeb("eva"), "i-0", evasToken, evasMail},
		{denied, onWeb("eva"), "i-9", evasToken, evasMail},
		{denied, onWeb("eva"), "I-1", evasToken, evasMail},
		{denied, onWeb("eva"), "", evasToken, evasMail},
		{denied, only(throughChannel("link", onWeb("eva")), mandat.Purpose{Org: "acme", Type: "invitation", ID: "i-1", Action: "read"}), "i-1", evasToken, evasMail},
		{"allow", only(throughChannel("link", onWeb("eva")), mandat.Purpose{Org: "acme", Type: "invitation", ID: "i-1", Action: "answer"}), "i-1", evasToken, evasMail},
		{denied, only(throughChannel("link", onWeb("eva")), mandat.Purpose{Org: "other", Type: "invitation", ID: "i-1", Action: "answer"}), "i-1", evasToken, evasMail},
		{denied, only(throughChannel("link", onWeb("eva")), mandat.Purpose{Org: "acme", Type: "invitation", ID: "i-2", Action: "answer"}), "i-1", evasToken, evasMail},
		{denied, only(throughChannel("link", onWeb("eva")), mandat.Purpose{Org: "acme", Type: "member", ID: "i-1", Action: "answer"}), "i-1", evasToken, evasMail},
		{"deny: malformed: purpose-not-stated", throughChannel("link", onWeb("eva")), "i-1", evasToken, evasMail},
		{"deny: malformed: time-not-stated", at(time.Time{}, onWeb("eva")), "i-1", evasToken, evasMail},
		{"deny: malformed: channel-unknown", throughChannel("fax", onWeb("eva")), "i-1", evasToken, evasMail},
	} {
		wantPlan(t, firm(t), c.want, c.s, mandat.AcceptInvitation{Invitation: c.i, Token: c.t, Address: c.a})
		wantPlan(t, firm(t), c.want, c.s, mandat.DeclineInvitation{Invitation: c.i, Token: c.t, Address: c.a})
	}
}

func TestAnAnsweredInvitationIsOver(t *testing.T) {
	dora, eva := onWeb("dora"), onWeb("eva")
	for name, over := range map[string]*mandat.Org{
		"accepted":  after(t, firm(t), eva, evaAccepts),
		"declined":  after(t, firm(t), eva, evaDeclines),
		"revoked":   after(t, firm(t), dora, mandat.RevokeInvitation{Invitation: "i-1"}),
		"removed":   after(t, firm(t), dora, mandat.RemoveMember{Person: "eva"}),
		"re-joined": after(t, firm(t), dora, mandat.RemoveMember{Person: "eva"}, mandat.AddMember{Person: "eva", Home: "north"}),
	} {
		t.Run(name, func(t *testing.T) {
			_, pending := over.Invitation("i-1")
			require.False(t, pending)
			_, pending = over.InvitationOf("eva")
			require.False(t, pending)
			wantPlan(t, over, "blocked: guard: invitation-closed", eva, evaAccepts)
			wantPlan(t, over, "blocked: guard: invitation-closed", eva, evaDeclines)
			wantPlan(t, over, "deny: no-standing: not-invited", onWeb("eve"), evaAccepts)
			wantPlan(t, over, "deny: no-standing: not-invited", onWeb("kalle"), evaAccepts)
			wantPlan(t, over, "blocked: guard: invitation-missing", dora, mandat.ResendInvitation{Invitation: "i-1", Token: newToken.Bind(evasMail)})
			wantPlan(t, over, "blocked: guard: invitation-missing", dora, mandat.RevokeInvitation{Invitation: "i-1"})
			wantPlan(t, over, "blocked: guard: id-used", dora, inviting(func(i *mandat.InvitePerson) { i.Invitation = "i-1" }))
		})
	}
	rules := firmRules()
	rules.Version = "2"
	wantPlan(t, after(t, after(t, firm(t), eva, evaAccepts), dora, mandat.AdoptPolicy{Policy: mustPolicy(t, rules)}), "blocked: guard: invitation-closed", eva, evaAccepts)
	_, err := plan(t, firm(t), eva, evaAccepts, evaAccepts)
	wantEqual(t, answered(err), "blocked: guard: invitation-closed")
	wantEqual(t, stepOf(err), 2)
	wantPlan(t, firm(t), "blocked: guard: invitation-closed", eva, evaDeclines, evaAccepts)
}

// What an accepted invitation gives is what it carries, what comes with every
// one, and no more.
func TestWhatAcceptingGives(t *testing.T) {
	eva := onWeb("eva")
	readsNot(t, firm(t), "eva", "north")
	o := after(t, firm(t), eva, evaAccepts)
	m, _ := o.Member("eva")
	wantEqual(t, m, mandat.Member{Person: "eva", Status: mandat.MemberActive, Home: "north"})
	require.Equal(t, []mandat.Grant{{Role: "reader", Member: "eva", Scope: mandat.Below("north")}}, o.GrantsOf("eva"))
	reads(t, o, "eva", "north")
	readsNot(t, o, "eva", "sales")

	without := evaAccepts
	without.NoAccount = true
	o = after(t, firm(t), eva, without) // the policy asks for an account
	m, _ = o.Member("eva")
	wantEqual(t, m.Status, mandat.MemberAccepted)
	readsNot(t, o, "eva", "north")
	wantPlan(t, o, "deny: no-right", onWeb("kalle"), mandat.ConfirmAccount{Person: "eva"})
	o = after(t, o, eva, mandat.ConfirmAccount{Person: "eva"})
	reads(t, o, "eva", "north")

	noAccount := joining(func(j *mandat.JoiningRules) { j.Invitation.Account = false })
	o = after(t, firm(t, noAccount), eva, without)
	m, _ = o.Member("eva")
	wantEqual(t, m.Status, mandat.MemberActive)

	o = after(t, firm(t), eva, evaDeclines)
	m, _ = o.Member("eva")
	wantEqual(t, m.Status, mandat.MemberRemoved)
	require.Empty(t, o.GrantsOf("eva"))
}

func TestRolesThatComeWithEveryInvitation(t *testing.T) {
	eva := onWeb("eva")
	every := joining(func(j *mandat.JoiningRules) { j.Invitation.Roles = []mandat.RoleID{"reader"} })
	// The invitation carries the role itself: it comes as there, and only so.
	o := after(t, firm(t, every), eva, evaAccepts)
	require.Equal(t, []mandat.Grant{{Role: "reader", Member: "eva", Scope: mandat.Below("north")}}, o.GrantsOf("eva"))
	bare := invitation(func(i *mandat.Invitation) { i.Grants = nil })
	o = after(t, firm(t, every, bare), eva, evaAccepts)
	require.Equal(t, []mandat.Grant{{Role: "reader", Member: "eva", Scope: mandat.BelowHome()}}, o.GrantsOf("eva"))
	// Somebody has given it already: it does not come twice, and keeps nobody out.
	for _, held := range []change{has(mandat.Grant{Role: "reader", Member: "eva", Scope: mandat.Below("north")}), has(mandat.Grant{Role: "reader", Member: "eva", Scope: mandat.BelowHome()})} {
		wantPlan(t, firm(t, every, held), "allow", eva, evaAccepts)
		wantPlan(t, firm(t, every, bare, held), "allow", eva, evaAccepts)
	}
	// A role that excludes another one keeps somebody out.
	exclusive := has(mandat.Grant{Role: "auditor", Member: "eva", Scope: mandat.WholeOrg()})
	writer := joining(func(j *mandat.JoiningRules) { j.Invitation.Roles = []mandat.RoleID{"writer"} })
	wantPlan(t, firm(t, writer, exclusive), "blocked: guard: roles-exclusive", eva, evaAccepts)
	// So does a role that cannot be given any more when it is accepted.
	for role, code := range map[mandat.RoleID]string{"clerk": "role-off", "old": "role-deprecated"} {
		carried := invitation(func(i *mandat.Invitation) {
			i.Grants[0] = mandat.Grant{Role: role, Member: "eva", Scope: mandat.WholeOrg()}
			i.By = "dora"
		})
		wantPlan(t, firm(t, carried), "blocked: guard: "+code, eva, evaAccepts)
	}
	// A grant that has ended by then does not come: it would give nothing.
	ending := invitation(func(i *mandat.Invitation) { i.Grants[0].Until = noon })
	c := wantPlan(t, firm(t, ending), "allow", eva, evaAccepts)
	require.Empty(t, c.Org().GrantsOf("eva"))
}

// Whoever sent an invitation must still be one who may when it is accepted,
// unless the policy says that it outlives them.
func TestTheInviterIsAskedAgainAtTheAcceptance(t *testing.T) {
	dora, eva := onWeb("dora"), onWeb("eva")
	outlives := joining(func(j *mandat.JoiningRules) { j.Invitation.OutlivesInviter = true })
	demoted := mandat.RevokeRole{Grant: mandat.Grant{Role: "unit-admin", Member: "adam", Scope: mandat.Below("sales")}}
	for name, lost := range map[string][]mandat.Command{
		"demoted":             {demoted},
		"deactivated":         {mandat.DeactivateMember{Person: "adam"}},
		"removed":             {mandat.RemoveMember{Person: "adam"}},
		"removed and back":    {mandat.RemoveMember{Person: "adam"}, mandat.AddMember{Person: "adam", Home: "sales"}},
		"elsewhere now":       {demoted, giving("unit-admin", "adam", mandat.Below("purchasing"))},
		"for a time, over":    {demoted, mandat.GrantRole{Grant: mandat.Grant{Role: "unit-admin", Member: "adam", Scope: mandat.Below("sales"), From: noon.Add(time.Minute)}}},
		"the unit moved away": {mandat.MoveUnit{Unit: "north", To: "purchasing"}},
		"the unit sealed":     {mandat.SealUnit{Unit: "north", Sealed: true}},
		"the home moved away": {mandat.MoveMember{Person: "eva", To: "purchasing"}},
	} {
		t.Run(name, func(t *testing.T) {
			wantPlan(t, after(t, firm(t), dora, lost...), "blocked: guard: inviter-lost", eva, evaAccepts)
			wantPlan(t, after(t, firm(t), dora, lost...), "allow", eva, evaDeclines)
			wantPlan(t, after(t, firm(t, outlives), dora, lost...), "allow", eva, evaAccepts)
		})
	}
	for name, kept := range map[string][]mandat.Command{
		"another role besides": {giving("reader", "adam", mandat.WholeOrg())},
		"the home moved on":    {mandat.MoveMember{Person: "eva", To: "east"}},
	} {
		t.Run(name, func(t *testing.T) {
			wantPlan(t, after(t, firm(t), dora, kept...), "allow", eva, evaAccepts)
		})
	}
	for name, by := range map[string]change{
		"by nobody":             invitation(func(i *mandat.Invitation) { i.By = "" }),
		"by an outsider":        invitation(func(i *mandat.Invitation) { i.By = "eve" }),
		"by an admin elsewhere": invitation(func(i *mandat.Invitation) { i.By = "pia" }),
		"in another channel":    invitation(func(i *mandat.Invitation) { i.Through = "notice" }),
		"in no channel":         invitation(func(i *mandat.Invitation) { i.Through = "" }),
		"in an unknown channel": invitation(func(i *mandat.Invitation) { i.Through = "fax" }),
		"by the invited":        invitation(func(i *mandat.Invitation) { i.By = "eva" }),
		"to more than they may": invitation(func(i *mandat.Invitation) { i.Grants[0].Role = "unit-admin" }),
		"to what lies above":    invitation(func(i *mandat.Invitation) { i.Grants[0].Scope = mandat.Below("head") }),
	} {
		t.Run(name, func(t *testing.T) {
			wantPlan(t, firm(t, by), "blocked: guard: inviter-lost", eva, evaAccepts)
			wantPlan(t, firm(t, by, outlives), "allow", eva, evaAccepts)
		})
	}
}

func TestAResentInvitationTakesTheNewTokenAlone(t *testing.T) {
	dora, eva := onWeb("dora"), onWeb("eva")
	o := after(t, firm(t), dora, mandat.ResendInvitation{Invitation: "i-1", Token: newToken.Bind(newMail), Until: noon.Add(time.Minute)})
	wantPlan(t, o, "deny: no-standing: not-invited", eva, evaAccepts)
	accept := mandat.AcceptInvitation{Invitation: "i-1", Token: newToken, Address: newMail}
	wantPlan(t, o, "allow", eva, accept)
	wantPlan(t, o, "blocked: guard: invitation-over", at(noon.Add(time.Minute), eva), accept)
	wantPlan(t, o, "deny: no-standing: not-invited", onWeb("eve"), accept)
	// Who may not invite to what it carries does not send it again.
	carried := invitation(func(i *mandat.Invitation) { i.Grants[0].Role, i.By = "unit-admin", "dora" })
	wantPlan(t, firm(t, carried), "deny: no-right", onWeb("adam"), mandat.ResendInvitation{Invitation: "i-1", Token: newToken.Bind(newMail)})
	wantPlan(t, firm(t, carried), "allow", dora, mandat.ResendInvitation{Invitation: "i-1", Token: newToken.Bind(newMail)})
}

// After an invitation has lapsed the person can be invited anew. The old link
// does nothing then, and what they have at home moves only by who may move it.
func TestALapsedInvitationIsReplaced(t *testing.T) {
	dora, eva, adam := onWeb("dora"), onWeb("eva"), onWeb("adam")
	lapsed := invitation(func(i *mandat.Invitation) { i.Until = noon })
	again := mandat.InvitePerson{Invitation: "i-2", Person: "eva", Home: "east", Token: newToken.Bind(evasMail)}
	o := after(t, firm(t, lapsed), adam, again)
	wantPlan(t, o, "blocked: guard: invitation-closed", eva, evaAccepts)
	old := evaAccepts
	old.Invitation = "i-2"
	wantPlan(t, o, "deny: no-standing: not-invited", eva, old)
	o = after(t, o, eva, mandat.AcceptInvitation{Invitation: "i-2", Token: newToken, Address: evasMail})
	require.Empty(t, o.GrantsOf("eva")) // what the first one carried is not in the second

	held := has(mandat.Grant{Role: "unit-admin", Member: "eva", Scope: mandat.BelowHome()})
	wantPlan(t, firm(t, lapsed, held), "deny: no-right", adam, again)
	again.Home = "north"
	wantPlan(t, firm(t, lapsed, held), "allow", adam, again)
	again.Home = "purchasing"
	wantPlan(t, firm(t, lapsed, held), "allow", dora, again)
	wantPlan(t, firm(t, lapsed, held), "deny: no-right", onWeb("pia"), again)
}

func TestWhoeverComesBackBeginsWithNothing(t *testing.T) {
	dora := onWeb("dora")
	gone := []mandat.Command{giving("writer", "kalle", mandat.WholeOrg()), mandat.RemoveMember{Person: "kalle"}}
	invited := mandat.InvitePerson{Invitation: "i-2", Person: "kalle", Home: "north", Token: newToken.Bind(newMail)}
	accepted := mandat.AcceptInvitation{Invitation: "i-2", Token: newToken, Address: newMail}
	for name, o := range map[string]*mandat.Org{
		"invited":    after(t, after(t, after(t, firm(t), dora, gone...), dora, invited), onWeb("kalle"), accepted),
		"made":       after(t, firm(t), dora, append(gone, mandat.AddMember{Person: "kalle", Home: "north"})...),
		"registered": after(t, after(t, firm(t), dora, gone...), throughChannel("public", onWeb("kalle")), mandat.Register{}),
	} {
		t.Run(name, func(t *testing.T) {
			require.Empty(t, o.GrantsOf("kalle"))
			crew, _ := o.Group("crew")
			require.Empty(t, crew.Members)
			readsNot(t, o, "kalle", "north")
			m, _ := o.Member("kalle")
			wantEqual(t, m.Status, mandat.MemberActive)
		})
	}
}

func TestAnInvitationStaysInItsOrganisation(t *testing.T) {
	other, err := mandat.NewOrg(firm(t).Policy(), mandat.OrgData{ID: "other-ltd", Members: []mandat.Member{{Person: "eva", Status: mandat.MemberActive}}})
	require.NoError(t, err)
	wantPlan(t, other, "deny: no-standing: not-invited", onWeb("eva"), evaAccepts)
	wantPlan(t, other, "deny: no-right", onWeb("eva"), mandat.RevokeInvitation{Invitation: "i-1"})
	wantPlan(t, other, "deny: no-standing: not-a-member", onWeb("dora"), mandat.RevokeInvitation{Invitation: "i-1"})
}

// An administrator of a unit invites to that unit, to what they may give, and
// not themselves.
func TestWhereAndToWhatOneInvites(t *testing.T) {
	adam := onWeb("adam")
	grant := func(r mandat.RoleID, at mandat.Scope) func(*mandat.InvitePerson) {
		return carries(mandat.Grant{Role: r, Scope: at})
	}
	home := func(u mandat.UnitID) func(*mandat.InvitePerson) { return func(i *mandat.InvitePerson) { i.Home = u } }
	for _, c := range []struct {
		want string
		i    mandat.InvitePerson
	}{
		{"allow", inviting()},
		{"allow", inviting(home("sales"))},
		{"allow", inviting(carries())},
		{"deny: no-right", inviting(home("head"))},
		{"deny: no-right", inviting(home("purchasing"))},
		{"deny: no-right", inviting(home(""), carries())},
		{"deny: no-right", inviting(grant("reader", mandat.WholeOrg()))},
		{"deny: no-right", inviting(grant("reader", mandat.Below("purchasing")))},
		{"deny: no-right", inviting(grant("reader", mandat.Exactly("head")))},
		{"deny: no-right", inviting(grant("unit-admin", mandat.Below("north")))},
		{"deny: no-right", inviting(home("purchasing"), grant("reader", mandat.Below("north")))},
		{"deny: no-right", inviting(person("adam"))}, // to themselves
		{"blocked: guard: already-so", inviting(person("adam"), carries())},
		{"blocked: guard: already-so", inviting(person("kalle"), grant("reader", mandat.Below("north")))}, // more roles to a member
	} {
		wantPlan(t, firm(t), c.want, adam, c.i)
	}
}
