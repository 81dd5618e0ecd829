package mandat_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// refused returns the error of a change that was not planned.
func refused(t testing.TB, err error) *mandat.Error {
	t.Helper()
	e, ok := errors.AsType[*mandat.Error](err)
	require.True(t, ok, "%v", err)
	return e
}

func TestTextNamesWhatIsAskedOfWhatIsBuiltIn(t *testing.T) {
	o := acmeWith(t, func(d *mandat.OrgData) { d.Groups = []mandat.Group{{ID: "g"}} })
	what := func(a mandat.Action, r mandat.Resource) string {
		e := o.Explain(onWeb("adam"), a, r)
		return e.Header("en") + " " + e.Header("sv")
	}
	denied := func(en, sv string) string {
		return "adam may not " + en + ": no role gives the right. adam får inte " + sv + ": ingen roll ger rätten."
	}
	reader := mandat.Grant{Role: "reader", Member: "pia", Scope: mandat.Below("purchasing")}
	for _, row := range []struct {
		action mandat.Action
		asked  mandat.Resource
		en, sv string
	}{
		{"give", reader.Resource("acme"), "give (reader at purchasing and below, to pia)", "ge (reader vid purchasing och nedåt, till pia)"},
		{"give", mandat.Grant{Role: "reader", Group: "g", Scope: mandat.WholeOrg()}.Resource("acme"),
			"give (reader at the whole organisation, to the group g)", "ge (reader vid hela organisationen, till gruppen g)"},
		{"hand-over", reader.Resource("acme"), "hand over (reader at purchasing and below, to pia)", "överlåta (reader vid purchasing och nedåt, till pia)"},
		{"invite", reader.Resource("acme"), "invite to (reader at purchasing and below, to pia)", "bjuda in till (reader vid purchasing och nedåt, till pia)"},
		{"create", mandat.Unit{ID: "p-2", Structure: "organisation", Parent: "purchasing"}.Resource("acme"), "create (a new unit p-2 below purchasing)", "skapa (en ny enhet p-2 under purchasing)"},
		{"create", mandat.Unit{Structure: "organisation"}.Resource("acme"), "create (a new unit at the top of organisation)", "skapa (en ny enhet överst i organisation)"},
		{"move", mandat.Unit{Structure: "organisation", Parent: "purchasing"}.Resource("acme"), "move (a place below purchasing)", "flytta (en plats under purchasing)"},
		{"move", mandat.Resource{Type: mandat.UnitType, ID: "head", Org: "acme"}, "move (unit head)", "flytta (enhet head)"},
		{"create", mandat.Member{Person: "eva", Home: "purchasing"}.Resource("acme"), "create (a new member eva at purchasing)", "skapa (en ny medlem eva vid purchasing)"},
		{"create", mandat.Member{}.Resource("acme"), "create (a new member)", "skapa (en ny medlem)"},
		{"move", mandat.Member{Home: "purchasing"}.Resource("acme"), "move (a home at purchasing)", "flytta (en hemvist vid purchasing)"},
		{"remove", memberOf("pia"), "remove (member pia)", "ta bort (medlem pia)"},
		{"create", mandat.Group{ID: "g", Unit: "purchasing"}.Resource("acme"), "create (a new group g at purchasing)", "skapa (en ny grupp g vid purchasing)"},
		{"create", mandat.Role{ID: "own", Can: []mandat.Permission{gives("note.read")}}.Resource("acme"), "create (a new role own)", "skapa (en ny roll own)"},
		{"send", mandat.Invitation{ID: "i-1", Person: "eva", Home: "purchasing"}.Resource("acme"), "send (an invitation to eva at purchasing)", "skicka (en inbjudan till eva vid purchasing)"},
		{"send", mandat.Invitation{Person: "eva", Grants: []mandat.Grant{{Role: "reader", Scope: mandat.BelowHome()}, {Role: "writer", Scope: mandat.WholeOrg()}}}.Resource("acme"),
			"send (an invitation to eva, with reader at the home unit and below and writer at the whole organisation)",
			"skicka (en inbjudan till eva, med reader vid hemenheten och nedåt och writer vid hela organisationen)"},
		{"edit", mandat.Resource{Type: mandat.OrgType, Org: "acme"}, "edit (the organisation)", "ändra (organisationen)"},
		{"adopt-policy", mandat.Resource{Type: mandat.OrgType, ID: "acme", Org: "acme"}, "adopt a policy for (organisation acme)", "införa en policy för (organisation acme)"},
	} {
		assert.Equal(t, denied(row.en, row.sv), what(row.action, row.asked))
	}
}

func TestErrorsOfPlanAreSentences(t *testing.T) {
	o := acme(t)
	olga, eva := onWeb("olga"), onWeb("eva")
	to := func(r mandat.RoleID) mandat.Command {
		return mandat.GrantRole{Grant: mandat.Grant{Role: r, Member: "pia", Scope: mandat.WholeOrg()}}
	}
	for want, row := range map[string]struct {
		s     mandat.Subject
		steps []mandat.Command
	}{
		"grant-role: deny: no-right: adam may not give (reader at the whole organisation, to pia): no role gives the right.": {onWeb("adam"), []mandat.Command{to("reader")}},
		"step 2, grant-role: deny: no-right: adam may not give (reader at the whole organisation, to pia): no role gives the right.": {onWeb("adam"),
			[]mandat.Command{mandat.SealUnit{Unit: "north", Sealed: true}, to("reader")}},
		"remove-member: blocked: guard: too-few-holders: olga may remove (member olga), but it cannot be done: too few would hold the role: owner at the whole organisation.": {olga,
			[]mandat.Command{mandat.RemoveMember{Person: "olga"}}},
		"step 2, grant-role: blocked: guard: roles-exclusive: olga may give (writer at the whole organisation, to pia), but it cannot be done: somebody would hold roles that exclude each other: pia.": {olga,
			[]mandat.Command{mandat.Quietly(to("auditor")), mandat.Quietly(to("writer"))}},
		"remove-unit: blocked: guard: in-use: olga may remove (unit sales), but it cannot be done: it is still in use: north.": {olga, []mandat.Command{mandat.RemoveUnit{Unit: "sales"}}},
		"accept-invitation: deny: no-standing: not-invited: eva may not accept the invitation (organisation acme): there is no such invitation for the person, the address and the token.": {eva,
			[]mandat.Command{mandat.AcceptInvitation{Invitation: "i-1"}}},
		"register: deny: no-standing: not-offered: eva may not become a member (organisation acme): the policy does not offer it in this channel.":                 {eva, []mandat.Command{mandat.Register{}}},
		"hand-over: deny: malformed: value-invalid: olga may not hand over (a new grant): the question is not well formed.":                                        {olga, []mandat.Command{mandat.HandOver{}}},
		"a command of type <nil>: deny: malformed: action-unknown: olga may not \"a command of type <nil>\" (organisation acme): the question is not well formed.": {olga, []mandat.Command{nil}},
		"remove-member: Not found.": {onWeb("kalle"), []mandat.Command{mandat.RemoveMember{Person: "adam"}}},
	} {
		_, err := o.Plan(row.s, row.steps...)
		assert.EqualError(t, err, "mandat: "+want)
	}
	_, err := mandat.Found(o.Policy(), eva, mandat.FoundOrg{ID: "new"})
	assert.EqualError(t, err, "mandat: found-org: deny: no-standing: not-offered: eva may not found an organisation (organisation new): the policy does not offer it in this channel.")
	_, err = o.Plan(eva, mandat.DeclineInvitation{Invitation: "i-1"})
	assert.Equal(t, "eva får inte tacka nej till inbjudan (organisation acme): det finns ingen sådan inbjudan för personen, adressen och koden.", refused(t, err).Explanation.Header("sv"))
}

func TestTextOfWhoCanGive(t *testing.T) {
	o := acmeWith(t, func(d *mandat.OrgData) {
		d.Settings = nil
		d.Grants = append(d.Grants, mandat.Grant{Role: "clerk", Member: "pia", Scope: mandat.WholeOrg()})
	})
	last := func(e mandat.Explanation, lang string) string { return e.Text(lang)[lastLine(e.Text(lang)):] }
	e := o.Explain(onWeb("pia"), "read", note("sales"))
	assert.Equal(t, "  What would do: a grant of reader at sales, which adam or olga can give; a grant of auditor at the whole organisation, which olga can give; the setting \"clerks\" on, which olga can change.", last(e, "en"))
	assert.Equal(t, "  Det som skulle räcka: rollen reader vid sales, som adam eller olga kan ge; rollen auditor vid hela organisationen, som olga kan ge; inställningen \"clerks\" på, som olga kan ändra.", last(e, "sv"))

	off := acmeWith(t, func(d *mandat.OrgData) { d.Members[2].Status = mandat.MemberInactive })
	e = off.Explain(onWeb("kalle"), "read", note("north"))
	assert.Equal(t, "  What would do: an active membership, which adam or olga can restore.", last(e, "en"))
	assert.Equal(t, "  Det som skulle räcka: ett aktivt medlemskap, som adam eller olga kan återställa.", last(e, "sv"))
}

func TestTextOfManyNamesThreeAndSaysHowManyMore(t *testing.T) {
	admins := func(n int) func(*mandat.OrgData) {
		return func(d *mandat.OrgData) {
			for _, p := range []mandat.PersonID{"bo", "cia", "dag"}[:n] {
				d.Members = append(d.Members, mandat.Member{Person: p, Status: mandat.MemberActive, Home: "head"})
				d.Grants = append(d.Grants, mandat.Grant{Role: "unit-admin", Member: p, Scope: mandat.WholeOrg()})
			}
		}
	}
	text := func(e mandat.Explanation, lang string) string { return e.Text(lang)[lastLine(e.Text(lang)):] }
	for n, want := range map[int]string{1: "adam, bo or olga", 2: "adam, bo, cia or one other", 3: "adam, bo, cia or 2 others"} {
		e := acmeWith(t, admins(n)).Explain(onWeb("kalle"), "write", note("north"))
		assert.Equal(t, "  What would do: a grant of writer at north, which "+want+" can give.", text(e, "en"))
		assert.Len(t, e.Misses()[0].Givers, n+2)
	}
	e := acmeWith(t, admins(3)).Explain(onWeb("kalle"), "write", note("north"))
	assert.Equal(t, "  Det som skulle räcka: rollen writer vid north, som adam, bo, cia eller 2 andra kan ge.", text(e, "sv"))

	rules := changeRules()
	rules.Ask = []mandat.RoleID{"owner", "unit-admin"}
	rules.Roles[7].Title = mandat.Title{"en": "Account holder", "sv": "Kontoinnehavare"}
	o := mustOrg(t, mustPolicy(t, rules), acmeWith(t, admins(2)).Data())
	e = o.Explain(onWeb("kalle"), "write", note("north"))
	assert.Equal(t, "  Ask olga (Account holder), adam (unit-admin), bo (unit-admin) or one other.", text(e, "en"))
	assert.Equal(t, "  Vänd dig till olga (Kontoinnehavare), adam (unit-admin), bo (unit-admin) eller en annan.", text(e, "sv"))
}

// A statement about a role does not count where what the role includes has none:
// that one is named.
func TestAStatementIsInVainForAnIncludedRole(t *testing.T) {
	o := firm(t, aRole(mandat.Role{ID: "chair", Includes: []mandat.RoleID{"old"}, Can: []mandat.Permission{gives("note.write")}}, mandat.Role{ID: "clerk-in-chief"}),
		says(mandat.AdminRule{Who: []mandat.RoleID{"clerk-in-chief"}, May: []mandat.AdminAct{mandat.AdminGrant}, Roles: []mandat.RoleID{"chair"}}),
		has(mandat.Grant{Role: "clerk-in-chief", Member: "sven", Scope: mandat.WholeOrg()}))
	chair := mandat.Grant{Role: "chair", Member: "kalle", Scope: mandat.WholeOrg()}.Resource("acme")
	assert.Contains(t, o.Explain(onWeb("sven"), "give", chair).Text("en"), "No right to give: clerk-in-chief at the whole organisation is not for old, which comes with the role, there or in that way.")
	other := mandat.Grant{Role: "old", Member: "kalle", Scope: mandat.WholeOrg()}.Resource("acme")
	assert.Contains(t, o.Explain(onWeb("sven"), "give", other).Text("en"), "No right to give: clerk-in-chief at the whole organisation is not for that role, there or in that way.")
}
