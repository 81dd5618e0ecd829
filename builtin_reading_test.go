package mandat_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// What the policy has none of is blocked for those who may make that kind of
// change, and denied to others.
func TestWhatThePolicyHasNoneOf(t *testing.T) {
	o := acme(t)
	unit := mandat.Unit{ID: "x", Structure: "cellar"}.Resource("acme")
	role := mandat.Role{ID: "own", Includes: []mandat.RoleID{"nobody"}}.Resource("acme")
	assert.Equal(t, "blocked: guard: structure-missing", o.Decide(onWeb("adam"), "create", unit).String())
	assert.Equal(t, "deny: no-right", o.Decide(onWeb("kalle"), "create", unit).String())
	assert.Equal(t, "blocked: guard: role-invalid", o.Decide(onWeb("olga"), "create", role).String())
	assert.Equal(t, "deny: no-right", o.Decide(onWeb("adam"), "create", role).String())
}

// A custom role that is named by its id is asked about as it is.
func TestARoleIsAskedAboutAsItIs(t *testing.T) {
	o, err := mandat.NewOrg(changePolicy(t), mandat.OrgData{
		ID:      "acme",
		Members: []mandat.Member{{Person: "olga", Status: mandat.MemberActive}},
		Roles:   []mandat.Role{{ID: "own", Opens: []mandat.Channel{"web"}, Can: []mandat.Permission{gives("note.read")}}},
		Grants:  []mandat.Grant{{Role: "owner", Member: "olga", Scope: mandat.WholeOrg()}},
	})
	require.NoError(t, err)
	edit := func(id mandat.ResourceID) string {
		return o.Decide(onWeb("olga"), "edit", mandat.Resource{Type: mandat.RoleType, ID: id, Org: "acme"}).String()
	}
	assert.Equal(t, "allow", edit("own"))
	assert.Equal(t, "blocked: guard: role-missing", edit("other"))
	assert.Equal(t, "blocked: guard: role-built-in", edit("reader"))
}

// Of several things that are wrong the first in the order of the constants
// counts, also for the organisation.
func TestAForeignOrganisationComesFirst(t *testing.T) {
	s := onWeb("olga")
	s.At = s.At.AddDate(-5000, 0, 0)
	s.Channel = "pigeon"
	foreign := mandat.Resource{Type: mandat.OrgType, ID: "other", Org: "acme"}
	assert.Equal(t, "deny: malformed: org-foreign", acme(t).Decide(s, "edit", foreign).String())
}

// A grant at two units of one structure cannot be, whoever asks.
func TestAScopeOfTwoUnitsInOneStructureIsNone(t *testing.T) {
	both := mandat.Grant{Role: "reader", Member: "kalle", Scope: mandat.Below("sales").And(mandat.Below("purchasing"))}
	assert.Equal(t, "blocked: guard: scope-invalid", acme(t).Decide(onWeb("adam"), "give", both.Resource("acme")).String())
	assert.Equal(t, "deny: no-right", acme(t).Decide(onWeb("kalle"), "give", both.Resource("acme")).String())
}

// placesRules are the rules of a product without home units.
func placesRules() mandat.Rules {
	anywhere := []mandat.Where{{}, {"rooms": {mandat.Subtree}}}
	return mandat.Rules{
		System: "places", Version: "1", GroupsHoldRoles: true,
		Structures: []mandat.StructureRule{{Name: "rooms"}},
		Channels:   []mandat.ChannelRule{{Name: "web", Login: true}},
		Roles: []mandat.Role{
			{ID: "guest", At: anywhere, Opens: []mandat.Channel{"web"}},
			{ID: "chief", At: anywhere, Opens: []mandat.Channel{"web"}, Can: []mandat.Permission{gives("member.remove", "member.read")}},
		},
		Gates: []mandat.Gate{{Close: actionsOf("member.remove"), Unless: mandat.Condition{Holds: []mandat.RoleID{"chief"}}}},
		Administer: []mandat.AdminRule{{Who: []mandat.RoleID{"chief"}, May: []mandat.AdminAct{mandat.AdminGrant}, Roles: []mandat.RoleID{"guest"},
			When: &mandat.Condition{Target: &mandat.Condition{Not: &mandat.Condition{Status: []mandat.Status{"inactive"}}}}}},
	}
}

func places(t *testing.T) *mandat.Org {
	t.Helper()
	p, err := mandat.NewPolicy(placesRules())
	require.NoError(t, err)
	o, err := mandat.NewOrg(p, mandat.OrgData{
		ID:      "acme",
		Units:   []mandat.Unit{{ID: "hall", Structure: "rooms"}, {ID: "stage", Structure: "rooms"}},
		Members: []mandat.Member{{Person: "cleo", Status: mandat.MemberActive}, {Person: "gus", Status: mandat.MemberActive}, {Person: "tom", Status: mandat.MemberActive}},
		Groups:  []mandat.Group{{ID: "crew", Members: []mandat.PersonID{"gus"}}},
		Grants: []mandat.Grant{
			{Role: "chief", Member: "cleo", Scope: mandat.Below("hall")}, {Role: "chief", Member: "cleo", Scope: mandat.Below("stage")},
			{Role: "guest", Member: "gus", Scope: mandat.Below("hall")},
			{Role: "guest", Member: "tom", Scope: mandat.Below("hall")}, {Role: "guest", Member: "tom", Scope: mandat.Below("stage")},
		},
	})
	require.NoError(t, err)
	return o
}

// Gates judge a member who lies in one place there, one who lies in several at
// none.
func TestGatesJudgeAMemberAtTheOnePlace(t *testing.T) {
	remove := func(id mandat.ResourceID) string {
		return places(t).Decide(onWeb("cleo"), "remove", mandat.Resource{Type: mandat.MemberType, ID: id, Org: "acme"}).String()
	}
	assert.Equal(t, "allow", remove("gus"))
	assert.Equal(t, "deny: gate-closed", remove("tom"))
}

// A condition on the member concerned does not hold of a group.
func TestAGroupIsNoTarget(t *testing.T) {
	give := func(g mandat.Grant) string {
		g.Role, g.Scope = "guest", mandat.Below("hall")
		return places(t).Decide(onWeb("cleo"), "give", g.Resource("acme")).String()
	}
	assert.Equal(t, "allow", give(mandat.Grant{Member: "gus"}))
	assert.Equal(t, "deny: no-right", give(mandat.Grant{Group: "crew"}))
}

// A member to be made with a status that there is not would pass every rule that
// asks for another one.
func TestAMemberToBeHasAStatusThatThereIs(t *testing.T) {
	inactive := hasStatus("inactive")
	o := given(t, everyone(can("member.create")), gate(not(inactive), "member.create"))
	for status, want := range map[mandat.MemberStatus]string{
		"": "allow", mandat.MemberActive: "allow", mandat.MemberInactive: "deny: gate-closed",
		"Inactive": "deny: malformed: value-invalid", "retired": "deny: malformed: value-invalid",
	} {
		m := mandat.Member{Person: "new", Status: status, Home: "sales"}.Resource("acme-ltd")
		o.want(want, as("kalle"), "create", m)
	}
}
