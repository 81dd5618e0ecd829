package mandat_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// told says notices as sentences: "owner olga: member.remove kalle".
func told(notices []mandat.Notice) []string {
	var all []string
	for _, n := range notices {
		text := string(n.To) + ": " + n.Of.String()
		if n.Role != "" {
			text = string(n.Role) + " " + text
		}
		if n.ID != "" {
			text += " " + string(n.ID)
		}
		all = append(all, text)
	}
	return all
}

func tells(action string, target bool, roles ...mandat.RoleID) change {
	return theRules(func(r *mandat.Rules) {
		r.Notices = append(r.Notices, mandat.NoticeRule{Of: actionsOf(action)[0], Tell: roles, Target: target})
	})
}

func TestWhoIsToldOfAChange(t *testing.T) {
	dora := onWeb("dora")
	remove := mandat.RemoveMember{Person: "kalle"}
	o := firm(t, tells("member.deactivate", false, "unit-admin"), tells("grant.give", true), tells("unit.create", false, "unit-admin"),
		tells("invitation.send", true, "owner"), tells("grant.hand-over", true, "unit-admin"), tells("org.edit", false, "unit-admin"), tells("member.create", false, "unit-admin"),
		has(mandat.Grant{Role: "unit-admin", Group: "crew", Scope: mandat.Below("north")}),
		has(mandat.Grant{Role: "reader", Member: "kalle", Scope: mandat.Below("purchasing")}))
	south := mandat.Unit{ID: "south", Structure: "organisation", Parent: "sales"}
	for _, c := range []struct {
		name  string
		steps []mandat.Command
		want  []string
	}{
		{"the owner, and the member", steps(remove), []string{"owner olga: member.remove kalle", "kalle: member.remove kalle"}},
		{"nobody, quietly", steps(mandat.Quietly(remove)), nil},
		{"of what is not done quietly", steps(mandat.Quietly(mandat.RemoveMember{Person: "sven"}), remove), []string{"owner olga: member.remove kalle", "kalle: member.remove kalle"}},
		{"in the order of the steps", steps(mandat.RemoveMember{Person: "sven"}, remove),
			[]string{"owner olga: member.remove sven", "sven: member.remove sven", "owner olga: member.remove kalle", "kalle: member.remove kalle"}},
		{"whose grant covers it", steps(mandat.DeactivateMember{Person: "sven"}), []string{"unit-admin adam: member.deactivate sven", "unit-admin kalle: member.deactivate sven"}},
		{"whose grant covers it, elsewhere", steps(mandat.DeactivateMember{Person: "pia"}), nil},
		{"who gets a role", steps(giving("reader", "sven", mandat.WholeOrg())), []string{"sven: grant.give"}},
		{"nobody, of a group's", steps(mandat.GrantRole{Grant: mandat.Grant{Role: "reader", Group: "pool", Scope: mandat.WholeOrg()}}), nil},
		{"who is invited", steps(inviting()), []string{"owner olga: invitation.send i-2", "new: invitation.send i-2"}},
		{"who is to have a role", steps(mandat.HandOver{To: "sven", Grants: []mandat.Grant{{Role: "reader", Member: "kalle", Scope: mandat.BelowHome()}}}), []string{"unit-admin adam: grant.hand-over", "unit-admin kalle: grant.hand-over", "sven: grant.hand-over"}},
		{"who is to have several roles", steps(mandat.HandOver{To: "sven", Grants: []mandat.Grant{{Role: "reader", Member: "kalle", Scope: mandat.BelowHome()}, {Role: "reader", Member: "kalle", Scope: mandat.Below("purchasing")}}}), []string{"unit-admin adam: grant.hand-over", "unit-admin kalle: grant.hand-over", "sven: grant.hand-over", "unit-admin pia: grant.hand-over", "sven: grant.hand-over"}},
		{"where a unit is made", steps(mandat.AddUnit{Unit: south}), []string{"unit-admin adam: unit.create south"}},
		{"where a member is made, in a unit that is made", steps(mandat.AddUnit{Unit: south}, mandat.AddMember{Person: "new", Home: "south"}), []string{"unit-admin adam: unit.create south", "unit-admin adam: member.create new"}},
		{"everybody with the role, of the organisation", steps(mandat.ChangeSetting{Setting: "clerks", On: true}),
			[]string{"unit-admin adam: org.edit acme", "unit-admin kalle: org.edit acme", "unit-admin pia: org.edit acme"}},
		{"who has the role afterwards", steps(giving("unit-admin", "nora", mandat.Below("north")), mandat.DeactivateMember{Person: "sven"}),
			[]string{"nora: grant.give", "unit-admin adam: member.deactivate sven", "unit-admin kalle: member.deactivate sven", "unit-admin nora: member.deactivate sven"}},
		{"not who is inactive then", steps(mandat.DeactivateMember{Person: "adam"}), nil},
		{"nobody, of what no rule names", steps(mandat.SealUnit{Unit: "north", Sealed: true}), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			change := wantPlan(t, o, "allow", dora, c.steps...)
			wantEqual(t, told(change.Notices()), c.want)
		})
	}
	notices := wantPlan(t, o, "allow", dora, mandat.DeactivateMember{Person: "sven"}, remove).Notices()
	require.Equal(t, notices[len(notices)-1], mandat.Notice{To: "kalle", Of: actionsOf("member.remove")[0], ID: "kalle", Step: 2})
}

// A notice of a grant tells which one: as it is given, and to whom it is handed
// over.
func TestANoticeTellsOfWhichGrant(t *testing.T) {
	reader := mandat.Grant{Role: "reader", Member: "kalle", Scope: mandat.BelowHome()}
	o := firm(t, tells("grant.hand-over", true), tells("grant.revoke", true))
	handed := reader
	handed.Member = "sven"
	require.Equal(t, handed, wantPlan(t, o, "allow", onWeb("dora"), mandat.HandOver{To: "sven", Grants: []mandat.Grant{reader}}).Notices()[0].Grant)
	require.Equal(t, reader, wantPlan(t, o, "allow", onWeb("dora"), mandat.RevokeRole{Grant: reader}).Notices()[0].Grant)
}

// A notice of some roles is of no other, also not of one that includes them
// (clause R45).
func TestANoticeOfSomeRoles(t *testing.T) {
	limited := theRules(func(r *mandat.Rules) {
		r.Notices = append(r.Notices, mandat.NoticeRule{Of: actionsOf("grant.revoke")[0], Roles: []mandat.RoleID{"reader", "auditor"}, Tell: []mandat.RoleID{"owner"}, Target: true})
	})
	reader := mandat.Grant{Role: "reader", Member: "kalle", Scope: mandat.BelowHome()}
	writer := mandat.Grant{Role: "writer", Member: "sven", Scope: mandat.WholeOrg()}
	o := firm(t, limited, has(writer))
	c := wantPlan(t, o, "allow", onWeb("dora"), mandat.RevokeRole{Grant: writer}, mandat.RevokeRole{Grant: reader})
	wantEqual(t, told(c.Notices()), []string{"owner olga: grant.revoke", "kalle: grant.revoke"})
	require.Equal(t, reader, c.Notices()[0].Grant)
}

func TestNobodyChangesTheNoticesOfAChange(t *testing.T) {
	contact := theRules(func(r *mandat.Rules) { r.Roles[7].Contact = []string{"telephone"} }) // owner
	c := wantPlan(t, firm(t, contact), "allow", onWeb("dora"), mandat.RemoveMember{Person: "kalle"})
	require.Equal(t, c.Notices()[0], mandat.Notice{To: "olga", Of: actionsOf("member.remove")[0], ID: "kalle", Step: 1, Role: "owner", Contact: []string{"telephone"}})
	c.Notices()[0].Contact[0] = "none"
	c.Notices()[0].To = "kalle"
	c.Events()[0] = mandat.Event{}
	wantEqual(t, c.Notices()[0].Contact, []string{"telephone"})
	wantEqual(t, c.Notices()[0].To, "olga")
	wantEqual(t, c.Events()[0].Org, "acme")
}

// Without home units a member lies where they hold something: who is told lies
// there, too.
func TestWhoIsToldWhereThereAreNoHomes(t *testing.T) {
	rules := firmRules()
	rules.Structures[0].Home = mandat.NoHome
	for i := range rules.Roles {
		for _, w := range rules.Roles[i].At {
			if w["organisation"] != nil {
				w["organisation"] = []mandat.Reach{mandat.Subtree, mandat.Exact}
			}
		}
	}
	rules.Notices = nil
	tells("member.remove", false, "unit-admin")(&rules, nil)
	data := firmData()
	data.Invitations, data.Groups = nil, nil
	for i := range data.Members {
		data.Members[i].Home = ""
	}
	data.Grants = append(data.Grants[:6], mandat.Grant{Role: "reader", Member: "kalle", Scope: mandat.Below("north")}, mandat.Grant{Role: "reader", Member: "nora", Scope: mandat.WholeOrg()},
		mandat.Grant{Role: "reader", Member: "sven", Scope: mandat.Below("north")}, mandat.Grant{Role: "reader", Member: "sven", Scope: mandat.Below("purchasing")})
	o := mustOrg(t, mustPolicy(t, rules), data)
	dora := onWeb("dora")
	wantEqual(t, told(wantPlan(t, o, "allow", dora, mandat.RemoveMember{Person: "kalle"}).Notices()), []string{"unit-admin adam: member.remove kalle"})
	wantEqual(t, told(wantPlan(t, o, "allow", dora, mandat.RemoveMember{Person: "sven"}).Notices()), []string{"unit-admin adam: member.remove sven", "unit-admin pia: member.remove sven"})
	// To remove a member takes a right in every place where they lie.
	wantPlan(t, o, "allow", onWeb("adam"), mandat.RemoveMember{Person: "kalle"})
	wantPlan(t, o, noRight, onWeb("adam"), mandat.RemoveMember{Person: "sven"})
	wantPlan(t, o, noRight, onWeb("adam"), mandat.RemoveMember{Person: "nora"})
	wantPlan(t, o, noRight, onWeb("adam"), mandat.RemoveMember{Person: "ida"}) // who lies nowhere
	ended := data
	ended.Grants = slices.Clone(data.Grants)
	ended.Grants[len(ended.Grants)-1].Until = noon // sven's in purchasing
	wantPlan(t, mustOrg(t, mustPolicy(t, rules), ended), "allow", onWeb("adam"), mandat.RemoveMember{Person: "sven"})
	// A gate judges what lies in several places at none of them.
	rules.Gates = []mandat.Gate{{Close: actionsOf("member.remove"), Unless: mandat.Condition{Holds: []mandat.RoleID{"unit-admin"}}}}
	gated := mustOrg(t, mustPolicy(t, rules), data)
	both := data
	both.Grants = append(slices.Clone(data.Grants), mandat.Grant{Role: "unit-admin", Member: "adam", Scope: mandat.Below("purchasing")})
	wantPlan(t, gated, "allow", dora, mandat.RemoveMember{Person: "sven"})
	wantPlan(t, mustOrg(t, mustPolicy(t, rules), both), "deny: gate-closed", onWeb("adam"), mandat.RemoveMember{Person: "sven"})
	wantPlan(t, o, noRight, onWeb("adam"), mandat.RemoveMember{Person: "sven"}, mandat.RevokeRole{Grant: mandat.Grant{Role: "reader", Member: "sven", Scope: mandat.Below("purchasing")}})
}

func TestRecipientsThroughGroups(t *testing.T) {
	locals := func(r *mandat.Rules, d *mandat.OrgData) {
		aGroup(mandat.Group{ID: "locals", Unit: "north", Members: []mandat.PersonID{"sven", "pia"}})(r, d)
		has(mandat.Grant{Role: "reader", Group: "locals", Scope: mandat.WholeOrg()})(r, d)
	}
	o := firm(t, tells("note.write", false, "reader"), locals)
	wantEqual(t, told(recipients(t, o, "write", noteAt("north"), noon)), []string{"reader kalle: note.write n-1", "reader sven: note.write n-1"})
	wantEqual(t, told(recipients(t, o, "write", noteAt("east"), noon)), []string{"reader kalle: note.write n-1"}) // the group counts in north
	wantEqual(t, told(recipients(t, o, "write", noteAt("purchasing"), noon)), []string(nil))
}

func TestRecipients(t *testing.T) {
	o := firm(t, tells("note.write", false, "reader", "owner"))
	note := noteAt("north")
	wantEqual(t, told(recipients(t, o, "write", note, noon)), []string{"reader kalle: note.write n-1", "owner olga: note.write n-1"})
	wantEqual(t, told(recipients(t, o, "write", noteAt("purchasing"), noon)), []string{"owner olga: note.write n-1"})
	require.Empty(t, recipients(t, o, "read", note, noon))
	late := firm(t, tells("note.write", false, "director"))
	wantEqual(t, told(recipients(t, late, "write", note, noon)), []string{"director dora: note.write n-1"})
	wantEqual(t, told(recipients(t, late, "write", note, noon.Add(time.Second))), []string{"director dora: note.write n-1", "director soon: note.write n-1"})
	for _, typ := range []mandat.ResourceType{"org", "unit", "member", "group", "role", "grant", "invitation", "approval", "note", "plane", ""} {
		for _, a := range []mandat.Action{"read", "write", "remove", ""} {
			require.NotPanics(t, func() { _, _ = o.Recipients(a, mandat.Resource{Type: typ, ID: "x", Org: "acme"}, noon) }, fmt.Sprint(typ, ".", a))
		}
	}
}

// Whoever asks about a place that is none, or at no time, hears so: a slip would
// leave people out, or tell others.
func TestRecipientsOfAMalformedQuestion(t *testing.T) {
	o := firm(t, tells("note.write", false, "reader"))
	foreign, unowned, unplaced, removed := noteAt("north"), noteAt("north"), noteAt("north"), after(t, o, onWeb("dora"), mandat.RemoveUnit{Unit: "east"})
	foreign.Org, unowned.Org, unplaced.Units = "other-ltd", "", mandat.Units{}
	for _, c := range []struct {
		o    *mandat.Org
		a    mandat.Action
		r    mandat.Resource
		at   time.Time
		want string
	}{
		{o, "fly", noteAt("north"), noon, "recipients of note.fly: malformed: action-unknown: the type has no such action: fly"},
		{o, "write", mandat.Resource{Type: "plane", Org: "acme"}, noon, "recipients of plane.write: malformed: type-unknown: the resource type is not one of the policy's: plane"},
		{o, "write", noteAt("typo"), noon, "recipients of note.write: malformed: unit-unknown: the organisation has no such unit: typo"},
		{o, "write", noteAt("f-1"), noon, "recipients of note.write: malformed: unit-unknown: the organisation has no such unit: f-1"},
		{removed, "write", noteAt("east"), noon, "recipients of note.write: malformed: unit-unknown: the organisation has no such unit: east"},
		{o, "write", unplaced, noon, "recipients of note.write: malformed: unit-not-stated: the unit is not stated: organisation"},
		{o, "write", foreign, noon, "recipients of note.write: malformed: org-foreign: the resource belongs to another organisation"},
		{o, "write", unowned, noon, "recipients of note.write: malformed: org-not-stated: the organisation of the resource is not stated"},
		{o, "write", noteAt("north"), time.Time{}, "recipients of note.write: malformed: time-not-stated: the time is not stated"},
		{nil, "write", noteAt("north"), noon, "recipients of note.write: malformed: no-org: there is no organisation to ask"},
		{new(mandat.Org), "write", noteAt("north"), noon, "recipients of note.write: malformed: no-org: there is no organisation to ask"},
	} {
		told, err := c.o.Recipients(c.a, c.r, c.at)
		require.Empty(t, told)
		require.ErrorIs(t, err, mandat.ErrMalformed)
		wantEqual(t, err.Error(), "mandat: "+c.want)
	}
}

func TestNobodyHoldsAnythingAtNoTime(t *testing.T) {
	o := firm(t)
	require.NotEmpty(t, o.Holders("owner", noon))
	require.Empty(t, o.Holders("owner", time.Time{}))
	wantEqual(t, o.Vacancies(time.Time{})[0], mandat.Vacancy{Role: "owner", Least: 1})
	require.Empty(t, o.Vacancies(noon))
}

func recipients(t *testing.T, o *mandat.Org, a mandat.Action, r mandat.Resource, at time.Time) []mandat.Notice {
	t.Helper()
	told, err := o.Recipients(a, r, at)
	require.NoError(t, err)
	return told
}
