package mandat_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// impactLines plans a change and says its impact.
func impactLines(t *testing.T, o *mandat.Org, s mandat.Subject, steps ...mandat.Command) []string {
	t.Helper()
	c, err := o.Plan(s, steps...)
	require.NoError(t, err)
	return c.Impact().Lines("en")
}

func TestImpactOfGrants(t *testing.T) {
	o := acme(t)
	to := func(role mandat.RoleID, at mandat.Scope) mandat.GrantRole {
		return mandat.GrantRole{Grant: mandat.Grant{Role: role, Member: "kalle", Scope: at}}
	}
	assert.Equal(t, []string{"kalle gains note.read at sales"}, impactLines(t, o, onWeb("olga"), to("reader", mandat.Below("sales"))), "at north they could already")
	assert.Equal(t, []string{"kalle gains note.read at sales", "kalle gains note.write at sales and below"},
		impactLines(t, o, onWeb("olga"), to("writer", mandat.Below("sales"))))
	assert.Equal(t, []string{"kalle gains note.read in the whole organisation except at north"}, impactLines(t, o, onWeb("olga"), to("reader", mandat.WholeOrg())))
	assert.Empty(t, impactLines(t, o, onWeb("olga"), to("reader", mandat.Exactly("north"))), "they could already")
	assert.Equal(t, []string{"kalle gains note.read in the whole organisation except at north"},
		impactLines(t, o, onWeb("olga"), to("reader", mandat.WholeOrg()), to("reader", mandat.Exactly("sales")), mandat.RevokeRole{Grant: mandat.Grant{Role: "reader", Member: "kalle", Scope: mandat.BelowHome()}}))
	assert.Equal(t, []string{
		"adam loses note.read and note.write at sales and below",
		"adam loses unit.read, unit.create, unit.edit, unit.seal, unit.move, unit.remove, member.read, member.create, member.activate, member.deactivate, member.remove, member.move, " +
			"group.create, group.edit, group.remove, grant.read, invitation.send, invitation.resend and invitation.revoke at sales and below",
		"adam loses grant.give, grant.revoke, grant.invite and grant.hand-over of reader and writer at sales and below",
	}, impactLines(t, o, onWeb("olga"), mandat.RevokeRole{Grant: mandat.Grant{Role: "unit-admin", Member: "adam", Scope: mandat.Below("sales")}}))
}

func TestNoImpact(t *testing.T) {
	assert.Empty(t, mandat.Change{}.Impact().Lines("en"))
	assert.Empty(t, impactLines(t, acme(t), onWeb("olga"), mandat.AddGroup{Group: mandat.Group{ID: "choir"}}))
}

func TestImpactOfFounding(t *testing.T) {
	s := mandat.Subject{Person: "maja", Channel: "public", At: noon}
	c, err := mandat.Found(changePolicy(t), s, mandat.FoundOrg{ID: "new", Home: "head", Units: []mandat.Unit{{ID: "head", Structure: "organisation"}}})
	require.NoError(t, err)
	lines := c.Impact().Lines("en")
	require.NotEmpty(t, lines)
	assert.Regexp(t, "^maja gains note.read, note.write, org.edit, .* in the whole organisation$", lines[0])
}

func TestImpactOfAnImport(t *testing.T) {
	c, err := mandat.Import(changePolicy(t), acme(t).Data(), noon)
	require.NoError(t, err)
	i := c.Impact()
	require.NotEmpty(t, i.Lines("en"))
	assert.Regexp(t, "^olga gains note.read, note.write, org.edit, .* in the whole organisation$", i.Lines("en")[0])
	assert.Contains(t, i.Lines("en"), "kalle gains note.read at north", "all units are new: they are places for gains")
	assert.Zero(t, i.Hidden, "an import has no subject from whom to hide anybody")
}

func TestImpactHidesWhoIsNotToBeSeen(t *testing.T) {
	o, err := mandat.NewOrg(mustPolicy(t, mandat.Rules{System: "hiding", Version: "1",
		Structures: []mandat.StructureRule{{Name: "organisation", Home: mandat.HomeOptional}}, Channels: []mandat.ChannelRule{{Name: "web"}},
		Types: []mandat.TypeRule{{Name: "note", Structures: []mandat.Structure{"organisation"}, Actions: []mandat.ActionRule{{Name: "read"}}}},
		Roles: []mandat.Role{{ID: "reader", Opens: []mandat.Channel{"web"}, At: []mandat.Where{{"organisation": {mandat.Subtree, mandat.HomeSubtree}}}, Can: []mandat.Permission{gives("note.read")}},
			{ID: "clerk", Opens: []mandat.Channel{"web"}, At: []mandat.Where{{"organisation": {mandat.Subtree}}}, Can: []mandat.Permission{gives("member.read")}}},
		Administer: []mandat.AdminRule{{Who: []mandat.RoleID{"clerk"}, May: []mandat.AdminAct{mandat.AdminGrant, mandat.AdminRevoke}, Roles: []mandat.RoleID{"reader"}, Self: true}},
	}), mandat.OrgData{ID: "acme", Units: []mandat.Unit{{ID: "sales", Structure: "organisation"}, {ID: "north", Structure: "organisation"}},
		Members: []mandat.Member{{Person: "adam", Status: "active", Home: "north"}, {Person: "kalle", Status: "active", Home: "sales"}, {Person: "pia", Status: "active", Home: "north"}},
		Grants:  []mandat.Grant{{Role: "clerk", Member: "adam", Scope: mandat.Below("sales")}}})
	require.NoError(t, err)
	var steps []mandat.Command
	for _, p := range []mandat.PersonID{"kalle", "pia", "adam"} {
		steps = append(steps, mandat.GrantRole{Grant: mandat.Grant{Role: "reader", Member: p, Scope: mandat.Below("sales")}})
	}
	c, err := o.Plan(onWeb("adam"), steps...)
	require.NoError(t, err)
	i := c.Impact()
	assert.Equal(t, []string{"adam gains note.read at sales", "kalle gains note.read at sales", "1 member whom you may not see is concerned"}, i.Lines("en"),
		"one sees oneself, and whom one may read; pia is at north")
	assert.Equal(t, 1, i.Hidden)
	assert.Equal(t, "1 medlem som du inte får se berörs", i.Lines("sv")[2])
}

// listedOrg is an organisation with access lists and seals, in which nils may do
// everything.
func listedOrg(t *testing.T) testOrg {
	return given(t, role("reader", can("read")), role("auditor", canPast(mandat.PastSeals, "read")), role("editor", includes("reader"), canPast(mandat.PastLists, "edit-name")),
		role("partner", canIf(hasRelation("responsible", "deputy"), "delete")),
		role("boss", permits(mandat.Permission{}, []string{"group.edit", "member.move", "unit.edit", "unit.seal", "unit.move", "member.read"})),
		rules(func(r *mandat.Rules) {
			r.Administer = []mandat.AdminRule{{Who: []mandat.RoleID{"boss"}, May: []mandat.AdminAct{mandat.AdminGrant, mandat.AdminRevoke, mandat.AdminHandOver},
				Roles: []mandat.RoleID{"reader", "auditor", "editor", "partner"}, Self: true}}
		}), granted("boss", "nils", mandat.WholeOrg()), granted("boss", "nils", mandat.Below("domestic")), group("team", "", "anna"))
}

func TestImpactLines(t *testing.T) {
	give := func(role mandat.RoleID, p mandat.PersonID, at mandat.Scope) mandat.Command {
		return mandat.GrantRole{Grant: mandat.Grant{Role: role, Member: p, Scope: at}}
	}
	until := mandat.GrantRole{Grant: mandat.Grant{Role: "partner", Member: "kalle", Scope: mandat.Below("sales"), Until: now.Add(48 * 3600e9), From: now.Add(24 * 3600e9)}}
	for name, test := range map[string]struct {
		before []mandat.Command
		steps  []mandat.Command
		en, sv []string
	}{
		"lists": {steps: []mandat.Command{give("reader", "kalle", mandat.Below("sales"))},
			en: []string{"kalle gains contract.read at sales and below", "kalle gains contract.read in the whole organisation outside sealed units if on its list"},
			sv: []string{"kalle får contract.read vid sales och nedåt", "kalle får contract.read i hela organisationen utanför förseglade enheter om på dess lista"}},
		"a condition, for a time": {steps: []mandat.Command{until},
			en: []string{"kalle gains contract.delete at sales and below if the subject is responsible or deputy from 2026-01-16T09:00:00Z until 2026-01-17T09:00:00Z"},
			sv: []string{"kalle får contract.delete vid sales och nedåt om den som frågar är responsible eller deputy från 2026-01-16T09:00:00Z till 2026-01-17T09:00:00Z"}},
		"past seals": {before: []mandat.Command{give("reader", "kalle", mandat.WholeOrg())}, steps: []mandat.Command{give("auditor", "kalle", mandat.Below("sales"))},
			en: []string{"kalle gains contract.read in sealed units below sales"},
			sv: []string{"kalle får contract.read i förseglade enheter nedanför sales"}},
		"past lists": {before: []mandat.Command{give("reader", "kalle", mandat.WholeOrg())}, steps: []mandat.Command{give("editor", "kalle", mandat.WholeOrg())},
			en: []string{"kalle gains contract.edit-name in the whole organisation outside sealed units past any list for edit"},
			sv: []string{"kalle får contract.edit-name i hela organisationen utanför förseglade enheter förbi alla listor för edit"}},
		"a seal": {before: []mandat.Command{give("partner", "kalle", mandat.Below("sales"))}, steps: []mandat.Command{mandat.SealUnit{Unit: "domestic", Sealed: true}},
			en: []string{"kalle loses contract.delete at domestic if the subject is responsible or deputy"},
			sv: []string{"kalle förlorar contract.delete vid domestic om den som frågar är responsible eller deputy"}},
		"a move": {before: []mandat.Command{give("partner", "kalle", mandat.Below("sales"))}, steps: []mandat.Command{mandat.MoveUnit{Unit: "domestic", To: "purchasing"}},
			en: []string{"kalle loses contract.delete at domestic if the subject is responsible or deputy"}},
		"a group": {steps: []mandat.Command{mandat.JoinGroup{Group: "team", Person: "kalle"}, mandat.LeaveGroup{Group: "team", Person: "anna"}},
			en: []string{"kalle may enter lists that name the group team", "anna may leave lists that name the group team"},
			sv: []string{"kalle kan hamna på listor som nämner gruppen team", "anna kan falla bort från listor som nämner gruppen team"}},
		"a home": {steps: []mandat.Command{mandat.MoveMember{Person: "kalle", To: "purchasing"}},
			en: []string{"kalle may enter lists that name the unit purchasing", "kalle may leave lists that name the unit sales"},
			sv: []string{"kalle kan hamna på listor som nämner enheten purchasing", "kalle kan falla bort från listor som nämner enheten sales"}},
		"homes that move along": {steps: []mandat.Command{mandat.MoveUnit{Unit: "sales", To: "purchasing"}},
			en: []string{"kalle may enter lists that name the unit purchasing", "ida may enter lists that name the unit purchasing"}},
	} {
		t.Run(name, func(t *testing.T) {
			o := listedOrg(t).Org
			for _, c := range test.before {
				o = impactPlanned(t, o, as("nils"), c).Org()
			}
			i := impactPlanned(t, o, as("nils"), test.steps...).Impact()
			assert.Equal(t, test.en, i.Lines("en"))
			if test.sv != nil {
				assert.Equal(t, test.sv, i.Lines("sv"))
			}
		})
	}
}

func impactPlanned(t *testing.T, o *mandat.Org, s mandat.Subject, steps ...mandat.Command) mandat.Change {
	t.Helper()
	c, err := o.Plan(s, steps...)
	require.NoError(t, err)
	return c
}
