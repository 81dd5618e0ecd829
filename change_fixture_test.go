package mandat_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

func actionsOf(all ...string) []mandat.ActionRef {
	var list []mandat.ActionRef
	for _, text := range all {
		var ref mandat.ActionRef
		if err := ref.UnmarshalText([]byte(text)); err != nil {
			panic(err)
		}
		list = append(list, ref)
	}
	return list
}

func gives(all ...string) mandat.Permission { return mandat.Permission{Do: actionsOf(all...)} }

// changeRules are the rules of a product with home units and folders, in which
// groups hold roles.
func changeRules() mandat.Rules {
	anywhere := []mandat.Where{{}, {"organisation": {mandat.Subtree, mandat.Exact, mandat.HomeSubtree}}}
	web := []mandat.Channel{"web"}
	every := []mandat.AdminAct{mandat.AdminGrant, mandat.AdminRevoke, mandat.AdminInvite, mandat.AdminHandOver}
	return mandat.Rules{
		System: "changes", Version: "1",
		Structures:      []mandat.StructureRule{{Name: "organisation", Home: mandat.HomeOptional}, {Name: "folders"}},
		Channels:        []mandat.ChannelRule{{Name: "web", Login: true}, {Name: "notice"}, {Name: "public"}},
		Settings:        []mandat.SettingRule{{Name: "clerks"}},
		GroupsHoldRoles: true,
		Types: []mandat.TypeRule{{Name: "note", Structures: []mandat.Structure{"organisation"},
			Actions: []mandat.ActionRule{{Name: "read"}, {Name: "write"}}}},
		Base: "everybody",
		Roles: []mandat.Role{
			{ID: "everybody", Opens: web},
			{ID: "reader", At: anywhere, Opens: web, Can: []mandat.Permission{gives("note.read")}},
			{ID: "writer", At: anywhere, Includes: []mandat.RoleID{"reader"}, Can: []mandat.Permission{gives("note.write")}},
			{ID: "filer", At: []mandat.Where{{"folders": {mandat.Exact}}}, Can: []mandat.Permission{gives("note.read")}},
			{ID: "clerk", Setting: "clerks", Can: []mandat.Permission{gives("note.read")}},
			{ID: "auditor", Can: []mandat.Permission{gives("note.read")}},
			{ID: "unit-admin", At: anywhere, Includes: []mandat.RoleID{"writer"}, Can: []mandat.Permission{
				gives("unit.read", "unit.create", "unit.edit", "unit.seal", "unit.move", "unit.remove", "member.create", "member.deactivate", "member.activate", "member.remove",
					"member.move", "member.read", "group.create", "group.edit", "group.remove", "invitation.send", "invitation.resend", "invitation.revoke", "grant.read")}},
			{ID: "owner", At: []mandat.Where{{}}, Includes: []mandat.RoleID{"unit-admin"}, Least: 1, Most: 1, Enforced: true, Can: []mandat.Permission{
				gives("org.edit", "org.adopt-policy", "role.create", "role.edit", "role.remove")}},
			{ID: "signatory", NoAccount: true, Opens: []mandat.Channel{"notice"}, Contact: []string{"name"}},
		},
		Guards: []mandat.Guard{{Before: actionsOf("member.remove"), Needs: mandat.Condition{Not: &mandat.Condition{Target: &mandat.Condition{Holds: []mandat.RoleID{"filer"}}}}}},
		Administer: []mandat.AdminRule{
			{Who: []mandat.RoleID{"unit-admin"}, May: every, Roles: []mandat.RoleID{"reader", "writer", "filer"}, Custom: true},
			{Who: []mandat.RoleID{"owner"}, May: every, Roles: []mandat.RoleID{"unit-admin", "clerk", "auditor", "signatory"}},
			{Who: []mandat.RoleID{"owner"}, May: []mandat.AdminAct{mandat.AdminHandOver}, Roles: []mandat.RoleID{"owner"}},
			{Who: []mandat.RoleID{"signatory"}, May: []mandat.AdminAct{mandat.AdminGrant}, Roles: []mandat.RoleID{"auditor"}, Through: []mandat.Channel{"notice"},
				When: &mandat.Condition{Vacant: []mandat.RoleID{"auditor"}}},
		},
		Exclusive: []mandat.ExclusiveRule{{Roles: []mandat.RoleID{"auditor", "writer"}, Most: 1}},
		Joining: mandat.JoiningRules{
			Founding:   mandat.DoorRule{Through: []mandat.Channel{"public"}, Roles: []mandat.RoleID{"owner"}},
			Invitation: mandat.InvitationRule{Carries: []mandat.RoleID{"reader", "unit-admin"}, Account: true, Lasts: 30 * 24 * time.Hour},
		},
		Notices: []mandat.NoticeRule{{Of: actionsOf("member.remove")[0], Tell: []mandat.RoleID{"owner"}, Target: true}},
	}
}

var noon = time.Date(2026, 1, 15, 12, 0, 0, 0, time.UTC)

func onWeb(p mandat.PersonID) mandat.Subject {
	return mandat.Subject{Person: p, Channel: "web", Session: mandat.OpenSession, At: noon}
}

func changePolicy(t testing.TB) *mandat.Policy {
	t.Helper()
	p, err := mandat.NewPolicy(changeRules())
	require.NoError(t, err)
	return p
}

// acme is an organisation with an owner, and an administrator of sales.
func acme(t testing.TB) *mandat.Org {
	t.Helper()
	o, err := mandat.NewOrg(changePolicy(t), mandat.OrgData{
		ID: "acme",
		Units: []mandat.Unit{{ID: "head", Structure: "organisation"}, {ID: "sales", Structure: "organisation", Parent: "head"},
			{ID: "north", Structure: "organisation", Parent: "sales"}, {ID: "purchasing", Structure: "organisation", Parent: "head"}, {ID: "f-1", Structure: "folders"}},
		Members: []mandat.Member{{Person: "olga", Status: mandat.MemberActive, Home: "head"}, {Person: "adam", Status: mandat.MemberActive, Home: "sales"},
			{Person: "kalle", Status: mandat.MemberActive, Home: "north"}, {Person: "pia", Status: mandat.MemberActive, Home: "purchasing"}},
		Grants: []mandat.Grant{{Role: "owner", Member: "olga", Scope: mandat.WholeOrg()}, {Role: "unit-admin", Member: "adam", Scope: mandat.Below("sales")},
			{Role: "reader", Member: "kalle", Scope: mandat.BelowHome()}},
	})
	require.NoError(t, err)
	return o
}
