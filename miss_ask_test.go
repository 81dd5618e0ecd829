package mandat_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mandat-go/mandat"
)

// asking is the organisation acme under a policy that says whom to ask.
func asking(t testing.TB, roles []mandat.RoleID, changes ...func(*mandat.OrgData)) *mandat.Org {
	t.Helper()
	rules := changeRules()
	rules.Ask = roles
	return mustOrg(t, mustPolicy(t, rules), acmeWith(t, changes...).Data())
}

func TestWhoeverLacksARightIsToldWhomToAsk(t *testing.T) {
	o := asking(t, []mandat.RoleID{"unit-admin", "owner"})
	e := o.Explain(onWeb("kalle"), "write", note("north"))
	assert.Equal(t, []mandat.Referral{{To: "adam", Role: "unit-admin"}, {To: "olga", Role: "owner"}}, e.Ask())
	assert.Equal(t, []string{"grant writer at north []"}, giverLines(e.Misses())) // they are named instead
	assert.Equal(t, []mandat.Referral{{To: "olga", Role: "owner"}}, o.Explain(onWeb("kalle"), "write", note("purchasing")).Ask())
	assert.Empty(t, o.Explain(onWeb("olga"), "write", note("north")).Ask())  // who has the right
	assert.Empty(t, o.Explain(onWeb("nils"), "write", note("north")).Ask())  // who is no member
	assert.Empty(t, o.Explain(onWeb("kalle"), "fly", note("north")).Ask())   // what is malformed
	assert.Empty(t, o.Explain(onWeb("olga"), "remove", memberOf("x")).Ask()) // what is blocked
}

func TestWhomToAskHoldsTheRoleInForce(t *testing.T) {
	over := mandat.Grant{Role: "unit-admin", Member: "pia", Scope: mandat.Below("sales"), Until: noon}
	o := asking(t, []mandat.RoleID{"unit-admin"}, more(over, mandat.Grant{Role: "unit-admin", Group: "team", Scope: mandat.Below("sales")}), func(d *mandat.OrgData) {
		d.Members[0].Status = mandat.MemberInactive
		d.Groups = []mandat.Group{{ID: "team", Members: []mandat.PersonID{"olga", "kalle"}}}
		d.Members = append(d.Members, mandat.Member{Person: "eva", Status: mandat.MemberActive, Home: "north"})
	})
	want := []mandat.Referral{{To: "adam", Role: "unit-admin"}, {To: "kalle", Role: "unit-admin"}}
	assert.Equal(t, want, o.Explain(onWeb("eva"), "read", note("north")).Ask())
	assert.Empty(t, o.Explain(mandat.Subject{Person: "eva", Channel: "notice", At: noon}, "read", note("north")).Ask())   // the channel is closed
	assert.Equal(t, want[1:], o.Explain(onWeb("adam"), "edit", mandat.Resource{Type: mandat.OrgType, Org: "acme"}).Ask()) // nobody asks themselves
}

// A view names no member whom the subject may not see.
func TestAViewNamesThoseAloneWhomTheSubjectSees(t *testing.T) {
	sees := more(mandat.Grant{Role: "unit-admin", Member: "pia", Scope: mandat.Exactly("sales")}) // and so adam, who is at home there
	for _, o := range []*mandat.Org{acme(t), acmeWith(t, sees)} {
		e := o.As(onWeb("kalle")).Explain("write", note("north"))
		assert.Equal(t, []string{"grant writer at north []"}, giverLines(e.Misses()))
		assert.NotContains(t, e.Text("en")+e.Text("sv"), "adam")
		assert.NotContains(t, e.Text("en")+e.Text("sv"), "olga")
	}
	o := acmeWith(t, sees)
	e := o.As(onWeb("pia")).Explain("read", note("north"))
	assert.Equal(t, []string{"grant reader at north [adam]"}, giverLines(e.Misses()))
	assert.Equal(t, "grant reader at north [adam olga]", giverLines(o.Explain(onWeb("pia"), "read", note("north")).Misses())[0])

	o = asking(t, []mandat.RoleID{"unit-admin", "owner"}, sees)
	assert.Equal(t, []mandat.Referral{{To: "adam", Role: "unit-admin"}}, o.As(onWeb("pia")).Explain("read", note("north")).Ask())
	assert.Empty(t, o.As(onWeb("kalle")).Explain("write", note("north")).Ask())
}

func TestAClosedGateHidesNamesToo(t *testing.T) {
	rules := changeRules()
	rules.Gates = []mandat.Gate{{Close: actionsOf("member.read"), Unless: mandat.Condition{Setting: []mandat.Setting{"clerks"}}}}
	data := acmeWith(t, more(mandat.Grant{Role: "unit-admin", Member: "pia", Scope: mandat.Exactly("sales")})).Data()
	for on, want := range map[bool]string{false: "grant reader at north []", true: "grant reader at north [adam]"} {
		data.Settings = map[mandat.Setting]bool{"clerks": on}
		assert.Equal(t, want, giverLines(mustOrg(t, mustPolicy(t, rules), data).As(onWeb("pia")).Explain("read", note("north")).Misses())[0])
	}
}

func TestWhomToAskIsNamedOnce(t *testing.T) {
	o := asking(t, []mandat.RoleID{"owner", "unit-admin"}, more(mandat.Grant{Role: "unit-admin", Member: "olga", Scope: mandat.WholeOrg()}))
	assert.Equal(t, []mandat.Referral{{To: "olga", Role: "owner"}, {To: "adam", Role: "unit-admin"}}, o.Explain(onWeb("kalle"), "write", note("north")).Ask())
}

func TestWhereMembersAreNoSecretEverybodyIsNamed(t *testing.T) {
	rules := changeRules()
	rules.Roles[6].Can = []mandat.Permission{gives("member.remove")} // and nobody reads members
	o := mustOrg(t, mustPolicy(t, rules), acme(t).Data())
	assert.Equal(t, []string{"grant writer at north [adam olga]"}, giverLines(o.As(onWeb("kalle")).Explain("write", note("north")).Misses()))
}

// The error of a change says no more than a view would, and no less.
func TestTheErrorOfAChangeNamesWhoCouldGiveWhatIsMissing(t *testing.T) {
	refusedBy := func(o *mandat.Org) mandat.Explanation {
		_, err := o.Plan(onWeb("pia"), mandat.RemoveMember{Person: "adam"})
		return refused(t, err).Explanation
	}
	see := mandat.Grant{Role: "reader-of-members", Member: "pia", Scope: mandat.WholeOrg()}
	rules := changeRules()
	rules.Roles = append(rules.Roles, mandat.Role{ID: "reader-of-members", Can: []mandat.Permission{gives("member.read")}})
	data := acme(t).Data()
	assert.Equal(t, "Not found.", refusedBy(mustOrg(t, mustPolicy(t, rules), data)).Text("en"))
	data.Grants = append(data.Grants, see)
	assert.Equal(t, `pia may not remove (member adam): no role gives the right.
  Standing: the base role everybody opens web.
  No right to remove: no role held has it.
  Guard before remove: met (the member concerned does not hold filer).
  What would do: a grant of unit-admin at sales, which olga can give.`, refusedBy(mustOrg(t, mustPolicy(t, rules), data)).Text("en"))
}

func TestWhatAnExplanationHandsOutIsTheCallers(t *testing.T) {
	e := acme(t).Explain(onWeb("pia"), "read", note("sales"))
	e.Misses()[0].Givers[0] = "x"
	assert.Equal(t, "grant reader at sales [adam olga]", giverLines(e.Misses())[0])
	e = asking(t, []mandat.RoleID{"owner"}).Explain(onWeb("pia"), "read", note("sales"))
	e.Ask()[0].To = "x"
	assert.Equal(t, mandat.PersonID("olga"), e.Ask()[0].To)
}
