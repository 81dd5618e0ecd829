package mandat_test

import (
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// Mistakes that others have shipped, in the changing of organisations. Those
// about decisions alone stand in advisory_test.go.

// Orphan bindings: a grant outlives the member, the group, the unit or the role
// that it names.
func TestAdvisory_CVE_2021_36775_NoChangeLeavesAGrantOfWhatIsGone(t *testing.T) {
	dora := onWeb("dora")
	clip := mandat.Grant{Role: "clip", Member: "kalle", Scope: mandat.Below("east")}
	o := firm(t, has(clip))
	wantPlan(t, o, "blocked: guard: in-use", dora, mandat.RemoveRole{Role: "clip"})
	wantPlan(t, o, "blocked: guard: in-use", dora, mandat.RemoveUnit{Unit: "east"})
	gone := after(t, o, dora, mandat.RemoveMember{Person: "kalle"}, mandat.RemoveGroup{Group: "crew"})
	for g := range gone.Grants() {
		assert.NotEqual(t, mandat.PersonID("kalle"), g.Member)
		assert.NotEqual(t, mandat.GroupID("crew"), g.Group)
	}
	wantPlan(t, gone, "allow", dora, mandat.RemoveRole{Role: "clip"}, mandat.RemoveUnit{Unit: "east"})
}

// Access is kept after the role was taken away.
func TestAdvisory_CVE_2023_32199(t *testing.T) {
	dora := onWeb("dora")
	toCrew := mandat.Grant{Role: "reader", Group: "crew", Scope: mandat.Below("sales")}
	clip := mandat.Grant{Role: "clip", Member: "kalle", Scope: mandat.Below("purchasing")}
	o := firm(t, has(clip))
	for name, c := range map[string]struct {
		unit  mandat.UnitID
		steps []mandat.Command
	}{
		"revoked":          {"purchasing", steps(revoking(clip))},
		"revoked, removed": {"purchasing", steps(revoking(clip), mandat.RemoveRole{Role: "clip"})},
		"edited":           {"purchasing", steps(mandat.EditRole{Role: mandat.Role{ID: "clip", At: []mandat.Where{{"organisation": {mandat.Subtree}}}, Opens: []mandat.Channel{"web"}, Can: []mandat.Permission{gives("note.write")}}})},
		"handed over":      {"purchasing", steps(mandat.HandOver{To: "sven", Grants: []mandat.Grant{clip}})},
		"of the group":     {"east", steps(revoking(toCrew))},
		"left the group":   {"east", steps(mandat.LeaveGroup{Group: "crew", Person: "kalle"})},
		"group removed":    {"east", steps(mandat.RemoveGroup{Group: "crew"})},
		"unit moved away":  {"east", steps(mandat.MoveUnit{Unit: "east", To: "head"})},
		"unit sealed":      {"east", steps(mandat.SealUnit{Unit: "east", Sealed: true})},
		"deactivated":      {"east", steps(mandat.DeactivateMember{Person: "kalle"})},
		"removed":          {"east", steps(mandat.RemoveMember{Person: "kalle"})},
	} {
		t.Run(name, func(t *testing.T) {
			reads(t, o, "kalle", c.unit)
			readsNot(t, after(t, o, dora, c.steps...), "kalle", c.unit)
			reads(t, o, "kalle", c.unit) // an organisation is a version
		})
	}
}

// What another organisation has is changed by its id.
func TestAdvisory_CVE_2025_64431_InChanges(t *testing.T) {
	ours := firm(t)
	data := firmData()
	data.ID = "other-ltd"
	data.Grants[1].Member = "nora" // there another one is director
	theirs := mustOrg(t, ours.Policy(), data)
	for _, r := range rows(t) {
		if r.own {
			continue
		}
		wantPlan(t, theirs, "allow", onWeb("nora"), r.step)
		wantPlan(t, theirs, noRight, onWeb("dora"), r.step) // who may at ours
	}
	c := wantPlan(t, ours, "allow", onWeb("dora"), mandat.RemoveMember{Person: "kalle"})
	_, err := theirs.Apply(c.Events())
	require.ErrorContains(t, err, "another organisation")
	_, err = theirs.Recipients("remove", mandat.Resource{Type: "member", ID: "kalle", Org: "acme"}, noon)
	require.ErrorContains(t, err, "another organisation")
}

// An id is used again, and inherits what was said of the first to have it.
func TestAdvisory_CVE_2026_55670_And_CVE_2024_43784(t *testing.T) {
	dora := onWeb("dora")
	const used = "blocked: guard: id-used"
	o := after(t, firm(t), dora, mandat.RemoveUnit{Unit: "east"}, mandat.RemoveGroup{Group: "crew"}, mandat.RemoveRole{Role: "clip"}, mandat.RevokeInvitation{Invitation: "i-1"})
	loaded, err := mandat.NewOrg(o.Policy(), o.Data())
	require.NoError(t, err)
	for _, o := range []*mandat.Org{o, loaded} {
		wantPlan(t, o, used, dora, mandat.AddUnit{Unit: mandat.Unit{ID: "east", Structure: "organisation"}})
		wantPlan(t, o, used, dora, mandat.AddUnit{Unit: mandat.Unit{ID: "east", Structure: "folders"}})
		wantPlan(t, o, used, dora, mandat.AddGroup{Group: mandat.Group{ID: "crew"}})
		wantPlan(t, o, used, dora, mandat.AddRole{Role: mandat.Role{ID: "clip", Includes: []mandat.RoleID{"reader"}}})
		wantPlan(t, o, used, dora, inviting(func(i *mandat.InvitePerson) { i.Invitation = "i-1" }))
	}
	wantPlan(t, firm(t), used, dora, mandat.RemoveUnit{Unit: "east"}, mandat.AddUnit{Unit: mandat.Unit{ID: "east", Structure: "organisation"}})
	// A person is who they were, and begins with nothing.
	again := after(t, o, dora, mandat.RemoveMember{Person: "kalle"}, mandat.AddMember{Person: "kalle", Home: "north"})
	require.Empty(t, again.GrantsOf("kalle"))
}

// Somebody deactivated still acts, or what they have begun goes on without them.
func TestAdvisory_CVE_2024_47060_InChanges(t *testing.T) {
	o := after(t, firm(t), onWeb("olga"), mandat.DeactivateMember{Person: "dora"}, mandat.DeactivateMember{Person: "adam"})
	for _, r := range rows(t) {
		if !r.own {
			wantPlan(t, o, "deny: no-standing: not-active", onWeb("dora"), r.step)
		}
	}
	wantPlan(t, o, "blocked: guard: inviter-lost", onWeb("eva"), evaAccepts)
}

// An invitation is accepted by somebody else than the one whose address it was
// sent to.
func TestAdvisory_CVE_2022_39306_And_CVE_2026_34389(t *testing.T) {
	o := firm(t)
	for _, c := range []struct {
		s mandat.Subject
		a mandat.Address
	}{{onWeb("eva"), newMail}, {onWeb("eva"), mandat.Address{}}, {onWeb("eva"), mandat.MustParseAddress("eva@example.org.evil.example")}, {onWeb("eve"), evasMail}, {onWeb("kalle"), evasMail}, {publicly("eve"), evasMail}} {
		wantPlan(t, o, "deny: no-standing: not-invited", c.s, mandat.AcceptInvitation{Invitation: "i-1", Token: evasToken, Address: c.a})
	}
	wantPlan(t, o, "allow", onWeb("eva"), evaAccepts)
}

// An invitation is used twice.
func TestAdvisory_CVE_2025_13324(t *testing.T) {
	const closed = "blocked: guard: invitation-closed"
	eva, dora := onWeb("eva"), onWeb("dora")
	o := after(t, firm(t), eva, evaAccepts)
	wantPlan(t, o, closed, eva, evaAccepts)
	o = after(t, o, dora, mandat.RemoveMember{Person: "eva"})
	wantPlan(t, o, closed, eva, evaAccepts)
	o = after(t, o, dora, mandat.InvitePerson{Invitation: "i-2", Person: "eva", Home: "north", Token: newToken.Bind(evasMail)})
	wantPlan(t, o, closed, eva, evaAccepts)
	other := evaAccepts
	other.Invitation = "i-2"
	wantPlan(t, o, "deny: no-standing: not-invited", eva, other)
	// Of two changes planned from one version, one is applied.
	first, second := wantPlan(t, firm(t), "allow", eva, evaAccepts), wantPlan(t, firm(t), "allow", eva, evaAccepts)
	accepted, err := firm(t).Apply(first.Events())
	require.NoError(t, err)
	_, err = accepted.Apply(second.Events())
	require.ErrorContains(t, err, "out of order")
}

// Somebody deletes an invitation of another organisation, or another unit.
func TestAdvisory_CVE_2024_10452(t *testing.T) {
	revoke := mandat.RevokeInvitation{Invitation: "i-1"}
	wantPlan(t, firm(t), noRight, onWeb("pia"), revoke)
	wantPlan(t, firm(t), noRight, onWeb("nora"), revoke)
	other := mustOrg(t, firm(t).Policy(), mandat.OrgData{ID: "other-ltd", Members: []mandat.Member{{Person: "dora", Status: mandat.MemberActive}},
		Grants: []mandat.Grant{{Role: "director", Member: "dora", Scope: mandat.WholeOrg()}}})
	wantPlan(t, other, "blocked: guard: invitation-missing", onWeb("dora"), revoke)
	wantPlan(t, firm(t), "allow", onWeb("adam"), revoke)
}

// The role of whoever asks is read twice, and has changed between: an admin
// makes themselves the owner. A change is judged by one version.
func TestAdvisory_GHSA_rxmp_8h9v_56cx(t *testing.T) {
	o := firm(t)
	up := mandat.GrantRole{Grant: mandat.Grant{Role: "owner", Member: "dora", Scope: mandat.WholeOrg()}}
	over := mandat.HandOver{To: "dora", Grants: []mandat.Grant{{Role: "owner", Member: "olga", Scope: mandat.WholeOrg()}}}
	wantPlan(t, o, noRight, onWeb("dora"), up)
	wantPlan(t, o, noRight, onWeb("dora"), over)
	wantPlan(t, o, noRight, onWeb("dora"), mandat.DeactivateMember{Person: "olga"}, up)
	planned := wantPlan(t, o, "allow", onWeb("dora"), giving("unit-admin", "sven", mandat.WholeOrg()))
	demoted := after(t, o, onWeb("olga"), revoking(mandat.Grant{Role: "director", Member: "dora", Scope: mandat.WholeOrg()}))
	_, err := demoted.Apply(planned.Events())
	require.ErrorContains(t, err, "out of order") // it was planned from another version
	wantPlan(t, demoted, noRight, onWeb("dora"), giving("unit-admin", "sven", mandat.WholeOrg()))
}

// The administrator of a part deletes one of the whole. A member lies where they
// live; a policy says whom a part must leave alone.
func TestAdvisory_CVE_2026_22640(t *testing.T) {
	adam := onWeb("adam")
	leave := theRules(func(r *mandat.Rules) {
		r.Gates = append(r.Gates, mandat.Gate{Close: actionsOf("member.remove", "member.deactivate", "member.move"), Unless: mandat.Condition{Any: []mandat.Condition{
			{Not: &mandat.Condition{Target: &mandat.Condition{Holds: []mandat.RoleID{"director"}}}}, {Holds: []mandat.RoleID{"director"}}}}})
	})
	lives := theData(func(d *mandat.OrgData) { d.Members[1].Home = "north" }) // dora
	for _, c := range []mandat.Command{mandat.RemoveMember{Person: "dora"}, mandat.DeactivateMember{Person: "dora"}, mandat.MoveMember{Person: "dora", To: "east"}} {
		wantPlan(t, firm(t), noRight, adam, c)
		wantPlan(t, firm(t, leave, lives), "deny: gate-closed", adam, c)
		wantPlan(t, firm(t, leave, lives), "allow", onWeb("olga"), c)
	}
	wantPlan(t, firm(t, leave, lives), noRight, adam, revoking(mandat.Grant{Role: "director", Member: "dora", Scope: mandat.WholeOrg()}))
}

// A transfer asks where it goes, and not where it comes from.
func TestAdvisory_CVE_2026_29180(t *testing.T) {
	for _, who := range []mandat.PersonID{"adam", "pia"} {
		for _, c := range []mandat.Command{mandat.MoveUnit{Unit: "north", To: "purchasing"}, mandat.MoveMember{Person: "kalle", To: "purchasing"}, mandat.MoveMember{Person: "pia", To: "north"},
			mandat.HandOver{To: "pia", Grants: []mandat.Grant{{Role: "reader", Member: "kalle", Scope: mandat.BelowHome()}}}} {
			wantPlan(t, firm(t), noRight, onWeb(who), c)
		}
	}
	both := firm(t, has(mandat.Grant{Role: "unit-admin", Member: "adam", Scope: mandat.Below("purchasing")}))
	wantPlan(t, both, "allow", onWeb("adam"), mandat.MoveMember{Person: "kalle", To: "purchasing"})
}

// A demotion is not complete: something of the old role stays.
func TestAdvisory_CVE_2026_29061(t *testing.T) {
	group := aGroup(mandat.Group{ID: "chiefs", Members: []mandat.PersonID{"adam"}})
	through := has(mandat.Grant{Role: "unit-admin", Group: "chiefs", Scope: mandat.Below("sales")})
	demote := revoking(mandat.Grant{Role: "unit-admin", Member: "adam", Scope: mandat.Below("sales")})
	o := after(t, firm(t), onWeb("dora"), demote)
	for _, r := range rows(t) {
		if !r.own {
			wantPlan(t, o, noRight, onWeb("adam"), r.step)
		}
	}
	wantPlan(t, o, "blocked: guard: inviter-lost", onWeb("eva"), evaAccepts)
	// By two ways a role is held until both are taken.
	o = after(t, firm(t, group, through), onWeb("dora"), demote)
	wantPlan(t, o, "allow", onWeb("adam"), mandat.DeactivateMember{Person: "kalle"})
	o = after(t, o, onWeb("dora"), mandat.LeaveGroup{Group: "chiefs", Person: "adam"})
	wantPlan(t, o, noRight, onWeb("adam"), mandat.DeactivateMember{Person: "kalle"})
}

// A session lives on after the right was taken: what was seen before is of
// before, and is not what is stored.
func TestAdvisory_CVE_2024_41666_InChanges(t *testing.T) {
	o := firm(t)
	seen := o.As(onWeb("adam"))
	planned := wantPlan(t, o, "allow", onWeb("adam"), mandat.DeactivateMember{Person: "kalle"})
	next := after(t, o, onWeb("dora"), revoking(mandat.Grant{Role: "unit-admin", Member: "adam", Scope: mandat.Below("sales")}))
	kalle := mandat.Resource{Type: "member", ID: "kalle", Org: "acme"}
	assert.True(t, seen.Decide("deactivate", kalle).Allowed())
	assert.False(t, next.Decide(onWeb("adam"), "deactivate", kalle).Allowed())
	_, err := next.Apply(planned.Events())
	require.ErrorContains(t, err, "out of order")
	// A right that has an end ends for changes, too.
	until := theData(func(d *mandat.OrgData) { d.Grants[4].Until = noon.Add(time.Second) })
	wantPlan(t, firm(t, until), "allow", onWeb("adam"), mandat.DeactivateMember{Person: "kalle"})
	wantPlan(t, firm(t, until), noRight, at(noon.Add(time.Second), onWeb("adam")), mandat.DeactivateMember{Person: "kalle"})
}

// Grants of an old model are honoured: a policy is adopted under which a role
// means less, or nothing.
func TestAdvisory_CVE_2022_23542_InChanges(t *testing.T) {
	less := nextRules()
	less.Roles[1].Can = []mandat.Permission{gives("note.write")} // reader
	o := after(t, firm(t), onWeb("dora"), mandat.AdoptPolicy{Policy: mustPolicy(t, less)})
	reads(t, firm(t), "kalle", "north")
	readsNot(t, o, "kalle", "north")
	wantEqual(t, o.Policy().Version(), "2")
	fewer := nextRules()
	fewer.Administer = fewer.Administer[1:] // unit-admins administer nothing
	o = after(t, firm(t), onWeb("dora"), mandat.AdoptPolicy{Policy: mustPolicy(t, fewer)})
	wantPlan(t, o, noRight, onWeb("adam"), giving("reader", "sven", mandat.Below("sales")))
	wantPlan(t, o, "blocked: guard: inviter-lost", onWeb("eva"), evaAccepts)
	emptier := nextRules()
	emptier.Joining.Invitation.Carries = []mandat.RoleID{"unit-admin"}
	o = after(t, firm(t), onWeb("dora"), mandat.AdoptPolicy{Policy: mustPolicy(t, emptier)})
	wantPlan(t, o, "blocked: guard: not-carried", onWeb("eva"), evaAccepts)
}

// noAnswers calls every exported method with zero values, and checks that it
// does not panic and tells nothing.
func noAnswers(t *testing.T, receiver any) {
	t.Helper()
	v := reflect.ValueOf(receiver)
	for i := range v.NumMethod() {
		name, method := v.Type().Method(i).Name, v.Method(i)
		var args []reflect.Value
		for k := range method.Type().NumIn() {
			if !method.Type().IsVariadic() || k < method.Type().NumIn()-1 {
				args = append(args, reflect.Zero(method.Type().In(k)))
			}
		}
		for _, result := range method.Call(args) {
			tellsNothing(t, name, result)
		}
	}
}

func tellsNothing(t *testing.T, name string, result reflect.Value) {
	t.Helper()
	switch r := result.Interface().(type) {
	case mandat.View:
		noAnswers(t, r)
	case mandat.Filter:
		noAnswers(t, r)
	case mandat.Decision:
		assert.False(t, r.Entitled(), name)
	case mandat.Explanation:
		assert.False(t, r.Decision().Entitled(), name)
	case []byte:
		if name == "MarshalJSON" {
			assert.Equal(t, "null", string(r), name)
		} else {
			assert.Empty(t, r, name)
		}
	case string:
		assert.Contains(t, []string{"", "never"}, r, name)
	case error:
		assert.NotEmpty(t, r.Error(), name)
	default:
		switch {
		case result.Type().CanSeq2():
			for a, b := range result.Seq2() {
				t.Errorf("%s yields %v, %v", name, a, b)
			}
			return
		case result.Kind() == reflect.Func:
			for a := range result.Seq() {
				t.Errorf("%s yields %v", name, a)
			}
			return
		}
		if name != "MarshalJSON" && result.Type() == reflect.TypeFor[error]() {
			t.Errorf("%s gives no error", name)
		}
		assert.True(t, result.Type() == reflect.TypeFor[error]() || result.IsZero(), "%s gives %v", name, result)
	}
}
