package mandat_test

import (
	"testing"
	"time"

	"github.com/mandat-go/mandat"
)

// The rules of changes are checked like all others: one mistake, one problem.
func TestEveryProblemOfRulesOfChangesIsReported(t *testing.T) {
	role := func(id mandat.RoleID, f func(*mandat.Role)) func(*mandat.Rules) {
		return func(r *mandat.Rules) {
			for i := range r.Roles {
				if r.Roles[i].ID == id {
					f(&r.Roles[i])
				}
			}
		}
	}
	exclusive := func(roles ...mandat.RoleID) func(*mandat.Rules) {
		return func(r *mandat.Rules) { r.Exclusive[0].Roles = roles }
	}
	most := func(n int) func(*mandat.Rules) { return func(r *mandat.Rules) { r.Exclusive[0].Most = n } }
	const noAnswer = "whoever is invited is a member at once: there is no answer for an account, an end or a lost right to matter"
	joins := func(f func(*mandat.JoiningRules)) func(*mandat.Rules) {
		return func(r *mandat.Rules) { f(&r.Joining) }
	}
	owner := mandat.DoorRule{Through: []mandat.Channel{"public"}, Roles: []mandat.RoleID{"owner"}}
	creates := func(all ...mandat.CreationRule) func(*mandat.Rules) {
		return func(r *mandat.Rules) { r.Creation = all }
	}
	filers := mandat.CreationRule{Structure: "folders", Creator: []mandat.RoleID{"filer"}}
	for _, w := range []wrong{
		{creates(mandat.CreationRule{Structure: "cellars", Groups: []mandat.GroupRule{{Name: "all"}}}), "Creation[0]", `unknown structure "cellars"`},
		{creates(filers, filers), "Creation[1]", `structure "folders" stands here twice`},
		{creates(mandat.CreationRule{Structure: "folders"}), "Creation[0]", `nothing comes with a unit of structure "folders": leave it out`},
		{creates(mandat.CreationRule{Structure: "folders", Creator: []mandat.RoleID{"reader"}}), "Creation[0].Creator[0]",
			`role "reader" comes with a unit of structure "folders": expected one that is given there, exact or subtree`},
		{creates(mandat.CreationRule{Structure: "folders", Named: []mandat.RoleID{"filer", "clerk"}}), "Creation[0].Named[1]",
			`role "clerk" comes with a unit of structure "folders": expected one that is given there, exact or subtree`},
		{func(r *mandat.Rules) { // given at a unit of each of two structures only
			role("filer", func(f *mandat.Role) {
				f.At = []mandat.Where{{"folders": {mandat.Exact}, "organisation": {mandat.Exact}}}
			})(r)
			creates(filers)(r)
		}, "Creation[0].Creator[0]", `role "filer" comes with a unit of structure "folders": expected one that is given there, exact or subtree`},
		{creates(mandat.CreationRule{Structure: "folders", Named: []mandat.RoleID{"boss"}}), "Creation[0].Named[0]", `unknown role "boss"`},
		{creates(mandat.CreationRule{Structure: "folders", Named: []mandat.RoleID{"everybody"}}), "Creation[0].Named[0]", `role "everybody" comes with no unit: everybody holds it`},
		{creates(mandat.CreationRule{Structure: "folders", Creator: filers.Creator, MustName: true}), "Creation[0].MustName", "somebody must be named, and no role comes of it"},
		{creates(mandat.CreationRule{Structure: "folders", Groups: []mandat.GroupRule{{Name: "a/b"}}}), "Creation[0].Groups[0]",
			`group name "a/b": expected lower-case letters, digits and hyphens, beginning with a letter`},
		{exclusive("auditor", "boss"), "Exclusive[0].Roles[1]", `unknown role "boss"`},
		{exclusive("auditor", "writer", "auditor"), "Exclusive[0].Roles[2]", `role "auditor" stands here twice`},
		{exclusive("auditor"), "Exclusive[0].Roles", "exclusive roles are at least two, not 1"},
		{exclusive(), "Exclusive[0].Roles", "exclusive roles are at least two, not 0"},
		{most(0), "Exclusive[0].Most", "of 2 exclusive roles somebody may hold from 1 to 1, not 0"},
		{most(2), "Exclusive[0].Most", "of 2 exclusive roles somebody may hold from 1 to 1, not 2"},
		{exclusive("auditor", "everybody"), "Exclusive[0].Roles[1]", `role "everybody" excludes no other: everybody holds it`},
		{func(r *mandat.Rules) {
			r.Roles[0].Includes, r.Roles[0].At = []mandat.RoleID{"auditor"}, []mandat.Where{{}}
		}, "Exclusive[0].Roles[0]", `role "auditor" excludes no other: everybody holds it`},
		{joins(func(j *mandat.JoiningRules) { j.Founding.Through = []mandat.Channel{"fax"} }), "Joining.Founding.Through[0]", `unknown channel "fax"`},
		{joins(func(j *mandat.JoiningRules) { j.Founding.Through = []mandat.Channel{"public", "link"} }), "Joining.Founding.Through[1]", `channel "link" is for bearers of a link to something else: nobody joins through it`},
		{joins(func(j *mandat.JoiningRules) { j.Registration.Through = []mandat.Channel{"link"} }), "Joining.Registration.Through[0]", `channel "link" is for bearers of a link to something else: nobody joins through it`},
		{joins(func(j *mandat.JoiningRules) { j.Founding.Through = nil }), "Joining.Founding.Through", "roles come with it, and no channel opens it"},
		{joins(func(j *mandat.JoiningRules) { j.Founding.Roles = []mandat.RoleID{"boss"} }), "Joining.Founding.Roles[0]", `unknown role "boss"`},
		{joins(func(j *mandat.JoiningRules) { j.Founding.Roles = []mandat.RoleID{"filer"} }), "Joining.Founding.Roles[0]", `role "filer" comes with joining: expected one that is given for the whole organisation or at the home unit`},
		{joins(func(j *mandat.JoiningRules) { j.Registration = owner; j.Registration.Through = nil }), "Joining.Registration.Through", "roles come with it, and no channel opens it"},
		{joins(func(j *mandat.JoiningRules) { j.Created = []mandat.RoleID{"filer"} }), "Joining.Created[0]", `role "filer" comes with joining: expected one that is given for the whole organisation or at the home unit`},
		{joins(func(j *mandat.JoiningRules) { j.Created = []mandat.RoleID{"everybody"} }), "Joining.Created[0]", `role "everybody" comes with joining already: everybody holds it`},
		{joins(func(j *mandat.JoiningRules) { j.Created = []mandat.RoleID{"reader", "reader"} }), "Joining.Created[1]", `role "reader" stands here twice`},
		{joins(func(j *mandat.JoiningRules) { j.Invitation.Roles = []mandat.RoleID{"boss"} }), "Joining.Invitation.Roles[0]", `unknown role "boss"`},
		{joins(func(j *mandat.JoiningRules) { j.Invitation.Carries = []mandat.RoleID{"boss"} }), "Joining.Invitation.Carries[0]", `unknown role "boss"`},
		{joins(func(j *mandat.JoiningRules) { j.Invitation = mandat.InvitationRule{AtOnce: true, Account: true} }), "Joining.Invitation.AtOnce", noAnswer},
		{joins(func(j *mandat.JoiningRules) { j.Invitation = mandat.InvitationRule{AtOnce: true, Lasts: time.Hour} }), "Joining.Invitation.AtOnce", noAnswer},
		{joins(func(j *mandat.JoiningRules) {
			j.Invitation = mandat.InvitationRule{AtOnce: true, OutlivesInviter: true}
		}), "Joining.Invitation.AtOnce", noAnswer},
		{joins(func(j *mandat.JoiningRules) { j.Invitation.Lasts = -time.Hour }), "Joining.Invitation.Lasts", "an invitation lasts -1h0m0s: expected no less than nothing"},
		{func(r *mandat.Rules) { r.Structures[0].Home = mandat.HomeRequired }, "Joining.Registration", "nobody registers themselves where every member has a home unit: somebody must choose it"},
		{func(r *mandat.Rules) { r.Ask = []mandat.RoleID{"owner", "boss"} }, "Ask[1]", `unknown role "boss"`},
		{func(r *mandat.Rules) { r.NoRole = mandat.Title{"en": ""} }, "NoRole", `title "" in language "en": expected one line of visible characters`},
		{func(r *mandat.Rules) { r.Notices[0].Of = actionsOf("unit.remove")[0] }, "Notices[0].Target", `type "unit" concerns no member: only members, invitations and grants do`},
		{func(r *mandat.Rules) { r.Notices[0].Tell = []mandat.RoleID{"boss"} }, "Notices[0].Tell[0]", `unknown role "boss"`},
		{func(r *mandat.Rules) { r.Notices[0].Tell, r.Notices[0].Target = nil, false }, "Notices[0].Tell", "no role is told"},
		{func(r *mandat.Rules) { r.Administer[0].Roles = []mandat.RoleID{"boss"} }, "Administer[0].Roles[0]", `unknown role "boss"`},
		{func(r *mandat.Rules) { r.Administer[0].Custom, r.Administer[0].Roles = false, nil }, "Administer[0].Roles", "no role is administered"},
		{role("reader", func(r *mandat.Role) { r.Can = append(r.Can, gives("grant.give")) }), "Roles[1].Can[1].Do[0]", "grant.give is no permission of a role: who administers which roles is stated apart"},
		{role("reader", func(r *mandat.Role) {
			r.Can = append(r.Can, mandat.Permission{Do: actionsOf("member.remove"), In: []mandat.Structure{"folders"}})
		}), "Roles[1].Can[1].Do[0]", "action member.remove is not limited to structures: only those on units, groups and grants are"},
		{role("reader", func(r *mandat.Role) {
			r.Can = append(r.Can, mandat.Permission{Do: actionsOf("unit.remove"), In: []mandat.Structure{"cellar"}})
		}), "Roles[1].Can[1].In[0]", `unknown structure "cellar"`},
		{role("reader", func(r *mandat.Role) { r.Enforced = true }), "Roles[1].Enforced", `role "reader" has no number of holders to enforce`},
		{role("owner", func(r *mandat.Role) { r.Least = -1 }), "Roles[7].Least", `role "owner" asks for at least -1 and at most 1 holders`},
		{role("owner", func(r *mandat.Role) { r.Least = 2 }), "Roles[7].Least", `role "owner" asks for at least 2 and at most 1 holders`},
		{role("everybody", func(r *mandat.Role) { r.Least = 1 }), "Roles[0].Least", `everybody holds role "everybody": its holders are not counted`},
		{role("filer", func(r *mandat.Role) { r.Most = 1; r.At = append(r.At, mandat.Where{"organisation": {mandat.Exact}}) }), "Roles[3].Least", `role "filer" is given in several structures: its holders cannot be counted at each unit`},
		{role("old", func(r *mandat.Role) { r.Least = 1; r.Includes = []mandat.RoleID{"filer", "reader"} }), "Roles[10].Least", `role "old" is given in several structures: its holders cannot be counted at each unit`}, // by what it includes
	} {
		r := firmRules()
		w.change(&r)
		_, err := mandat.NewPolicy(r)
		wantEqual(t, problemsOf(t, err, "policy"), []mandat.Problem{{Path: w.path, Message: w.message}})
	}
}

func TestHoldersAtSeveralUnitsAtOnceAreNotCounted(t *testing.T) {
	r := firmRules()
	r.Roles[3].Most, r.Roles[3].At = 1, []mandat.Where{{"folders": {mandat.Exact}, "organisation": {mandat.Exact}}} // filer
	_, err := mandat.NewPolicy(r)
	wantEqual(t, problemsOf(t, err, "policy"), []mandat.Problem{
		{Path: "Roles[3].Least", Message: `role "filer" is given at several units at once: its holders cannot be counted at each`},
		{Path: "Roles[3].Least", Message: `role "filer" is given in several structures: its holders cannot be counted at each unit`}})
}

func TestEveryProblemOfInvitationsIsReported(t *testing.T) {
	in := func(f func(*mandat.Invitation)) func(*mandat.OrgData) {
		return func(d *mandat.OrgData) { f(&d.Invitations[0]) }
	}
	second := func(f func(*mandat.Invitation)) func(*mandat.OrgData) {
		return func(d *mandat.OrgData) {
			d.Members = append(d.Members, mandat.Member{Person: "rut", Status: mandat.MemberInvited})
			i := mandat.Invitation{ID: "i-2", Person: "rut", Token: newToken.Bind(newMail)}
			f(&i)
			d.Invitations = append(d.Invitations, i)
		}
	}
	for _, w := range []struct {
		change        func(*mandat.OrgData)
		path, message string
	}{
		{in(func(i *mandat.Invitation) { i.ID = "" }), "Invitations[0].ID", "an invitation has no id"},
		{second(func(i *mandat.Invitation) { i.ID = "i-1" }), "Invitations[1].ID", `invitation "i-1" stands here twice`},
		{in(func(i *mandat.Invitation) { i.Token = mandat.TokenHash{} }), "Invitations[0].Token", `invitation "i-1" has no token`},
		{in(func(i *mandat.Invitation) { i.Person, i.Grants = "eve", nil }), "Invitations[0].Person", `"eve" is no member of the organisation: expected a member with the status invited`},
		{in(func(i *mandat.Invitation) { i.Person, i.Grants = "kalle", nil }), "Invitations[0].Person", `member "kalle" is active: expected a member with the status invited`},
		{in(func(i *mandat.Invitation) { i.Home = "east" }), "Invitations[0].Home", `member "eva" has another home unit than invitation "i-1" gives`},
		{second(func(i *mandat.Invitation) { i.Person, i.Home = "eva", "north" }), "Invitations[1].Person", `member "eva" has two invitations`},
		{in(func(i *mandat.Invitation) { i.Grants[0].Member = "kalle" }), "Invitations[0].Grants[0]", `a grant that comes with invitation "i-1" is not to the person invited`},
		{in(func(i *mandat.Invitation) { i.Grants[0].Role = "boss" }), "Invitations[0].Grants[0].Role", `unknown role "boss"`},
		{in(func(i *mandat.Invitation) { i.Grants[0].Scope = mandat.AtHome() }), "Invitations[0].Grants[0].Scope", `role "reader" is not given there: expected org or subtree, exact or home-subtree in organisation`},
		{func(d *mandat.OrgData) { d.Retired.Invitations = append(d.Retired.Invitations, "i-1") }, "Retired.Invitations[1]", `invitation "i-1" is retired, and stands among the others too`},
		{func(d *mandat.OrgData) { d.Grants = append(d.Grants, d.Grants[6]) }, "Grants[8]", "the grant stands here twice"},
		{func(d *mandat.OrgData) {
			g := d.Grants[3] // the same moment, told by another clock
			g.Until = g.Until.In(time.FixedZone("CET", 3600))
			d.Grants = append(d.Grants, g)
		}, "Grants[8]", "the grant stands here twice"},
	} {
		d := firmData()
		w.change(&d)
		_, err := mandat.NewOrg(mustPolicy(t, firmRules()), d)
		wantEqual(t, problemsOf(t, err, "organisation"), []mandat.Problem{{Path: w.path, Message: w.message}})
	}
}
