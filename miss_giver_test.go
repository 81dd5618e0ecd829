package mandat_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mandat-go/mandat"
)

func note(unit mandat.UnitID) mandat.Resource {
	return mandat.Resource{Type: "note", ID: "n-1", Org: "acme", Units: mandat.Units{mandat.Structure("organisation").Is(mandat.At(unit))}}
}

func memberOf(p mandat.PersonID) mandat.Resource {
	return mandat.Resource{Type: mandat.MemberType, ID: mandat.ResourceID(p), Org: "acme"}
}

// acmeWith is the organisation acme, changed.
func acmeWith(t testing.TB, changes ...func(*mandat.OrgData)) *mandat.Org {
	t.Helper()
	o := acme(t)
	data := o.Data()
	for _, change := range changes {
		change(&data)
	}
	return mustOrg(t, o.Policy(), data)
}

func more(all ...mandat.Grant) func(*mandat.OrgData) {
	return func(d *mandat.OrgData) { d.Grants = append(d.Grants, all...) }
}

// given says which misses are given by whom.
func giverLines(misses []mandat.Miss) []string {
	var all []string
	for _, m := range misses {
		all = append(all, fmt.Sprint(m, " ", m.Givers))
	}
	return all
}

func TestAMissNamesWhoCanGiveIt(t *testing.T) {
	o := acme(t)
	e := o.Explain(onWeb("pia"), "read", note("sales"))
	assert.Equal(t, []string{"grant reader at sales [adam olga]", "grant auditor at org [olga]"}, giverLines(e.Misses()))
	want := mandat.Grant{Role: "reader", Member: "pia", Scope: mandat.Exactly("sales")}
	assert.Equal(t, mandat.GrantRole{Grant: want}, e.Misses()[0].Command)

	e = o.Explain(onWeb("kalle"), "read", note("purchasing")) // beyond adam's units
	assert.Equal(t, []string{"grant reader at purchasing [olga]", "grant auditor at org [olga]"}, giverLines(e.Misses()))
}

func TestAnInactiveMemberIsActivatedByWhoeverMay(t *testing.T) {
	o := acmeWith(t, func(d *mandat.OrgData) { d.Members[2].Status = mandat.MemberInactive })
	m := o.Explain(onWeb("kalle"), "read", note("north")).Misses()
	assert.Equal(t, []string{"active member [adam olga]"}, giverLines(m))
	assert.Equal(t, mandat.ActivateMember{Person: "kalle"}, m[0].Command)

	o = acmeWith(t, func(d *mandat.OrgData) { d.Members[2].Status = mandat.MemberInvited })
	m = o.Explain(onWeb("kalle"), "read", note("north")).Misses()
	assert.Equal(t, []string{"active member []"}, giverLines(m)) // it is theirs to answer
	assert.Nil(t, m[0].Command)
}

func TestASettingIsChangedByWhoeverMay(t *testing.T) {
	o := acmeWith(t, more(mandat.Grant{Role: "clerk", Member: "pia", Scope: mandat.WholeOrg()}))
	m := o.Explain(onWeb("pia"), "read", note("sales")).Misses()
	assert.Equal(t, []string{"grant reader at sales [adam olga]", "grant auditor at org [olga]", "setting clerks [olga]"}, giverLines(m))
	assert.Equal(t, mandat.ChangeSetting{Setting: "clerks", On: true}, m[2].Command)
}

func TestWhatIsNoChangeOfTheOrganisationHasNoCommand(t *testing.T) {
	m := acme(t).Explain(mandat.Subject{Person: "kalle", Channel: "notice", At: noon}, "read", note("north")).Misses()
	assert.Equal(t, []string{"channel web []"}, giverLines(m))
	assert.Nil(t, m[0].Command)
}

// Nobody gives a role to themselves, unless the policy says so.
func TestTheSubjectIsAGiverOnlyIfThePolicySaysSo(t *testing.T) {
	for _, self := range []bool{false, true} {
		rules := changeRules()
		rules.Roles = append(rules.Roles, mandat.Role{ID: "steward", Can: []mandat.Permission{gives("group.read")}})
		rules.Administer = append(rules.Administer, mandat.AdminRule{Who: []mandat.RoleID{"steward"}, May: []mandat.AdminAct{mandat.AdminGrant}, Roles: []mandat.RoleID{"reader"}, Self: self})
		data := acme(t).Data()
		data.Grants = append(data.Grants, mandat.Grant{Role: "steward", Member: "pia", Scope: mandat.WholeOrg()})
		o := mustOrg(t, mustPolicy(t, rules), data)
		want := "grant reader at sales [adam olga]"
		if self {
			want = "grant reader at sales [adam olga pia]"
		}
		assert.Equal(t, want, giverLines(o.Explain(onWeb("pia"), "read", note("sales")).Misses())[0])
	}
}

// Whoever could by the base role alone is not looked for, the subject excepted.
func TestWhoCouldByTheBaseRoleIsNotLookedFor(t *testing.T) {
	rules := changeRules()
	rules.Administer = append(rules.Administer, mandat.AdminRule{Who: []mandat.RoleID{"everybody"}, May: []mandat.AdminAct{mandat.AdminGrant}, Roles: []mandat.RoleID{"reader"}, Self: true})
	o := mustOrg(t, mustPolicy(t, rules), acme(t).Data())
	assert.Equal(t, "grant reader at sales [adam olga pia]", giverLines(o.Explain(onWeb("pia"), "read", note("sales")).Misses())[0]) // and kalle could
}

// A channel that takes no login is tried with and without a session.
func TestAGiverMayHaveToBeLoggedOut(t *testing.T) {
	for _, open := range []mandat.Condition{{LoggedOut: true}, {Not: &mandat.Condition{LoggedOut: true}}} {
		rules := changeRules()
		rules.Administer[3].When = &open
		o := mustOrg(t, mustPolicy(t, rules), acmeWith(t, more(mandat.Grant{Role: "signatory", Member: "kalle", Scope: mandat.WholeOrg()})).Data())
		assert.Equal(t, "grant auditor at org [kalle olga]", giverLines(o.Explain(onWeb("pia"), "read", note("sales")).Misses())[1])
	}
}

// Olga could give the auditor's role, were there not another role that excludes it.
func TestWhatAnExclusiveRoleForbidsIsNoMiss(t *testing.T) {
	o := acmeWith(t, more(mandat.Grant{Role: "writer", Member: "pia", Scope: mandat.Exactly("purchasing")}))
	assert.Equal(t, []string{"grant reader at sales [adam olga]"}, giverLines(o.Explain(onWeb("pia"), "read", note("sales")).Misses()))
}

// Where there can be no more holders, one of them hands over what they have.
func TestAFullRoleIsHandedOver(t *testing.T) {
	o := acme(t)
	m := o.Explain(onWeb("adam"), "edit", mandat.Resource{Type: mandat.OrgType, Org: "acme"}).Misses()
	assert.Equal(t, []string{"grant owner at org [olga]"}, giverLines(m))
	over := mandat.HandOver{Grants: []mandat.Grant{{Role: "owner", Member: "olga", Scope: mandat.WholeOrg()}}, To: "adam"}
	assert.Equal(t, over, m[0].Command)
	c, err := o.Plan(onWeb("olga"), m[0].Command)
	require.NoError(t, err)
	assert.True(t, c.Org().Decide(onWeb("adam"), "edit", mandat.Resource{Type: mandat.OrgType, Org: "acme"}).Allowed())
}

func TestARoleThatIsDeprecatedIsNotMissed(t *testing.T) {
	rules := changeRules()
	rules.Roles[5].Deprecated = true // the auditor
	o := mustOrg(t, mustPolicy(t, rules), acme(t).Data())
	assert.Equal(t, []string{"grant reader at sales [adam olga]"}, giverLines(o.Explain(onWeb("pia"), "read", note("sales")).Misses()))
}

// The signatory gives the role by written notice while nobody has it.
func TestAGiverActsInAnyChannelButALink(t *testing.T) {
	signs := more(mandat.Grant{Role: "signatory", Member: "kalle", Scope: mandat.WholeOrg()})
	o := acmeWith(t, signs)
	assert.Equal(t, "grant auditor at org [kalle olga]", giverLines(o.Explain(onWeb("pia"), "read", note("sales")).Misses())[1])
	o = acmeWith(t, signs, more(mandat.Grant{Role: "auditor", Member: "adam", Scope: mandat.WholeOrg()}))
	assert.Equal(t, "grant auditor at org [olga]", giverLines(o.Explain(onWeb("pia"), "read", note("sales")).Misses())[1])

	rules := changeRules()
	rules.Channels[1].Bearer = true
	o = mustOrg(t, mustPolicy(t, rules), acmeWith(t, signs).Data())
	assert.Equal(t, "grant auditor at org [olga]", giverLines(o.Explain(onWeb("pia"), "read", note("sales")).Misses())[1])
}

func TestWhoCouldStartItIsAGiver(t *testing.T) {
	rules := changeRules()
	rules.Approvals = []mandat.ApprovalRule{{Of: actionsOf("grant.give"), By: "approve", Votes: 1}}
	o := mustOrg(t, mustPolicy(t, rules), acme(t).Data())
	assert.Equal(t, "grant reader at sales [adam olga]", giverLines(o.Explain(onWeb("pia"), "read", note("sales")).Misses())[0])
}

// What is built in is missed like anything else: to give a role somewhere and
// below takes a grant there and below.
func TestMissesOfQuestionsAboutWhatIsBuiltIn(t *testing.T) {
	o := acme(t)
	for _, row := range []struct {
		action mandat.Action
		asked  mandat.Resource
		want   string
	}{
		{"give", mandat.Grant{Role: "reader", Member: "pia", Scope: mandat.Below("purchasing")}.Resource("acme"), "unit-admin at purchasing and below, which olga can give"},
		{"give", mandat.Grant{Role: "reader", Member: "pia", Scope: mandat.Exactly("purchasing")}.Resource("acme"), "unit-admin at purchasing, which olga can give"},
		{"give", mandat.Grant{Role: "reader", Member: "pia", Scope: mandat.BelowHome()}.Resource("acme"), "unit-admin at purchasing and below, which olga can give"},
		{"give", mandat.Grant{Role: "reader", Member: "pia", Scope: mandat.WholeOrg()}.Resource("acme"), "unit-admin at the whole organisation, which olga can give"},
		{"create", mandat.Unit{Structure: "organisation", Parent: "head"}.Resource("acme"), "unit-admin at head, which olga can give"},
		{"remove", mandat.Resource{Type: mandat.UnitType, ID: "purchasing", Org: "acme"}, "unit-admin at purchasing and below, which olga can give"},
		{"remove", memberOf("pia"), "unit-admin at purchasing, which olga can give"},
		{"edit", mandat.Resource{Type: mandat.OrgType, Org: "acme"}, "owner at the whole organisation, which olga can hand over"},
	} {
		text := o.Explain(onWeb("adam"), row.action, row.asked).Text("en")
		assert.Equal(t, "  What would do: a grant of "+row.want+".", text[lastLine(text):])
	}
}

// Without home units a member lies wherever they hold a grant.
func TestWhoLiesInSeveralPlacesIsMissedAboveThemAll(t *testing.T) {
	rules := changeRules()
	rules.Structures[0].Home = mandat.NoHome
	for _, i := range []int{1, 2, 6} {
		rules.Roles[i].At = []mandat.Where{{}, {"organisation": {mandat.Subtree, mandat.Exact}}}
	}
	data := acme(t).Data()
	for i := range data.Members {
		data.Members[i].Home = ""
	}
	data.Grants = data.Grants[:2] // without what stands at a home
	data.Grants = append(data.Grants, mandat.Grant{Role: "reader", Member: "pia", Scope: mandat.Exactly("purchasing")})
	p := mustPolicy(t, rules)
	missed := func(d mandat.OrgData, a mandat.Action) string {
		return giverLines(mustOrg(t, p, d).Explain(onWeb("adam"), a, memberOf("pia")).Misses())[0]
	}
	assert.Equal(t, "grant unit-admin at purchasing [olga]", missed(data, "remove"))
	data.Grants = append(data.Grants, mandat.Grant{Role: "reader", Member: "pia", Scope: mandat.Below("head")})
	assert.Equal(t, "grant unit-admin at head [olga]", missed(data, "remove")) // and below
	data.Grants[3].Scope = mandat.WholeOrg()
	assert.Equal(t, "grant unit-admin at org [olga]", missed(data, "remove"))
	assert.Equal(t, "grant unit-admin at purchasing [olga]", missed(data, "read")) // one of them will do
	data.Grants = append(data.Grants[:2], mandat.Grant{Role: "reader", Member: "pia", Scope: mandat.Exactly("p-1")}, mandat.Grant{Role: "reader", Member: "pia", Scope: mandat.Exactly("p-2")})
	data.Units = append(data.Units, mandat.Unit{ID: "p-1", Structure: "organisation", Parent: "purchasing"}, mandat.Unit{ID: "p-2", Structure: "organisation", Parent: "purchasing"})
	assert.Equal(t, "grant unit-admin at purchasing [olga]", missed(data, "remove")) // and below
	data.Grants = data.Grants[:2]
	assert.Equal(t, "grant unit-admin at org [olga]", missed(data, "remove")) // who lies nowhere
}

// drawAcme draws an organisation with several administrators, groups among them.
func drawAcme(t *rapid.T) mandat.OrgData {
	units := []mandat.UnitID{"head", "sales", "north", "purchasing"}
	people := []mandat.PersonID{"olga", "adam", "kalle", "pia", "eva"}
	d := mandat.OrgData{ID: "acme", Settings: map[mandat.Setting]bool{"clerks": rapid.Bool().Draw(t, "clerks")},
		Units: []mandat.Unit{{ID: "head", Structure: "organisation"}, {ID: "sales", Structure: "organisation", Parent: "head", Sealed: rapid.Bool().Draw(t, "sealed")},
			{ID: "north", Structure: "organisation", Parent: "sales"}, {ID: "purchasing", Structure: "organisation", Parent: "head"}, {ID: "f-1", Structure: "folders"}},
		Groups: []mandat.Group{{ID: "team"}, {ID: "crew", Unit: "sales"}, {ID: "all", Groups: []mandat.GroupID{"team"}}}}
	for _, p := range people {
		status := rapid.SampledFrom([]mandat.MemberStatus{mandat.MemberActive, mandat.MemberActive, mandat.MemberActive, mandat.MemberInactive}).Draw(t, "status")
		d.Members = append(d.Members, mandat.Member{Person: p, Status: status, Home: rapid.SampledFrom(units).Draw(t, "home")})
		for i := range d.Groups[:2] {
			if rapid.Bool().Draw(t, "in") {
				d.Groups[i].Members = append(d.Groups[i].Members, p)
			}
		}
	}
	scopes := []mandat.Scope{mandat.WholeOrg(), mandat.Below("head"), mandat.Below("sales"), mandat.Exactly("sales"), mandat.Exactly("north"), mandat.BelowHome()}
	d.Grants = []mandat.Grant{{Role: "owner", Member: "olga", Scope: mandat.WholeOrg()}, {Role: "clerk", Member: "eva", Scope: mandat.WholeOrg()}}
	for i := range rapid.IntRange(1, 6).Draw(t, "grants") {
		g := mandat.Grant{Role: rapid.SampledFrom([]mandat.RoleID{"unit-admin", "unit-admin", "owner", "reader", "signatory", "auditor", "clerk"}).Draw(t, "role")}
		g.Scope = mandat.WholeOrg()
		if g.Role == "unit-admin" || g.Role == "reader" {
			g.Scope = rapid.SampledFrom(scopes).Draw(t, "scope")
		}
		g.Member = rapid.SampledFrom(people).Draw(t, "to")
		if rapid.IntRange(0, 2).Draw(t, "to group") == 0 {
			g.Member, g.Group = "", rapid.SampledFrom([]mandat.GroupID{"team", "crew", "all"}).Draw(t, "group")
		}
		if rapid.IntRange(0, 3).Draw(t, "ends") == 0 {
			g.Until = noon.Add(time.Duration(1-2*rapid.IntRange(0, 1).Draw(t, "ended")) * time.Hour)
		}
		if !slices.ContainsFunc(d.Grants, func(h mandat.Grant) bool {
			return h.Role == g.Role && h.Member == g.Member && h.Group == g.Group && h.Scope == g.Scope
		}) {
			d.Grants = append(d.Grants, g)
		} else {
			d.Grants = append(d.Grants, mandat.Grant{Role: "filer", Member: people[0], Scope: mandat.Exactly("f-1"), Until: noon.Add(time.Duration(i+1) * time.Hour)})
		}
	}
	return d
}

// TestTheGiversAreThoseWhoCanPlanIt: every member tries the command in every
// channel; and when a giver does it, the answer turns.
func TestTheGiversAreThoseWhoCanPlanIt(t *testing.T) {
	p := changePolicy(t)
	seen := make(map[mandat.MissKind]int)
	check := func(rt *rapid.T) {
		d := drawAcme(rt)
		o, err := mandat.NewOrg(p, d)
		require.NoError(rt, err)
		s := onWeb(rapid.SampledFrom(d.Members).Draw(rt, "who").Person)
		a, r := rapid.SampledFrom([]mandat.Action{"read", "write"}).Draw(rt, "action"), note(rapid.SampledFrom([]mandat.UnitID{"head", "sales", "north", "purchasing"}).Draw(rt, "at"))
		if rapid.Bool().Draw(rt, "built in") {
			a, r = "remove", memberOf(rapid.SampledFrom(d.Members).Draw(rt, "whom").Person)
		}
		for _, m := range o.Explain(s, a, r).Misses() {
			checkGivers(rt, o, s, a, r, m)
			if len(m.Givers) > 0 {
				seen[m.Kind]++
			}
		}
	}
	for range 4 { // until misses of both kinds have givers: mostly at once
		rapid.Check(t, check)
		if t.Failed() || seen[mandat.MissGrant] > 0 && seen[mandat.MissMember] > 0 {
			break
		}
	}
	for _, kind := range []mandat.MissKind{mandat.MissGrant, mandat.MissMember} {
		if !t.Failed() && seen[kind] == 0 {
			t.Errorf("no miss of kind %d had a giver", kind)
		}
	}
}

func checkGivers(t *rapid.T, o *mandat.Org, s mandat.Subject, a mandat.Action, r mandat.Resource, m mandat.Miss) {
	var want []mandat.PersonID
	if m.Command != nil {
		for other := range o.Members() {
			for _, c := range []mandat.Channel{"web", "notice", "public"} {
				for _, session := range []mandat.Session{mandat.OpenSession, mandat.NoSession} {
					change, err := o.Plan(mandat.Subject{Person: other.Person, Channel: c, Session: session, At: noon}, m.Command)
					if err != nil || slices.Contains(want, other.Person) {
						continue
					}
					want = append(want, other.Person)
					if d := change.Org().Decide(s, a, r); !turned(d) {
						t.Fatalf("%s did %v, and still: %s", other.Person, m.Command, sentence(s, a, r, d))
					}
				}
			}
		}
	}
	slices.Sort(want)
	if !slices.Equal(want, m.Givers) {
		t.Fatalf("%s: %v is given by %v; want %v", sentence(s, a, r, o.Decide(s, a, r)), m, m.Givers, want)
	}
}
