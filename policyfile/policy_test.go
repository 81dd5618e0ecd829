package policyfile_test

import (
	"fmt"
	"io/fs"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/policyfile"
)

// shopRules is what the file shop says.
func shopRules() mandat.Rules {
	ref := func(t mandat.ResourceType, a mandat.Action) mandat.ActionRef {
		return mandat.ActionRef{Type: t, Action: a}
	}
	return mandat.Rules{
		System:  "shop",
		Version: "1",
		Structures: []mandat.StructureRule{
			{Name: "organisation", Title: mandat.Title{"en": "Organisation"}, Home: mandat.HomeRequired},
			{Name: "rooms"},
		},
		Channels:        []mandat.ChannelRule{{Name: "web", Login: true}, {Name: "link", Bearer: true}, {Name: "post"}},
		Settings:        []mandat.SettingRule{{Name: "returns", Title: mandat.Title{"en": "Returns"}, Default: true}, {Name: "gifts"}},
		GroupsHoldRoles: true,
		Types: []mandat.TypeRule{
			{
				Name:       "shelf",
				Structures: []mandat.Structure{"organisation"},
				Lists:      []mandat.Action{"read"},
				Actions:    []mandat.ActionRule{{Name: "read"}},
			},
			{
				Name:       "order",
				Title:      mandat.Title{"en": "Order", "sv": "Beställning"},
				Structures: []mandat.Structure{"organisation"},
				PartOf:     "shelf",
				Statuses:   []mandat.StatusRule{{Name: "open"}, {Name: "sent"}},
				Labels:     []mandat.LabelRule{{Name: "gift", Title: mandat.Title{"en": "Gift"}}, {Name: "fragile"}},
				Relations:  []mandat.RelationRule{{Name: "buyer"}, {Name: "seller"}},
				Lists:      []mandat.Action{"read"},
				Seen:       "read",
				Actions: []mandat.ActionRule{
					{Name: "read"},
					{Name: "edit", Of: []mandat.Action{"edit-name", "edit-lines"}},
					{Name: "edit-name"}, // declared by the group that names it
					{Name: "cancel", Title: mandat.Title{"en": "Cancel"}, Needs: []mandat.Action{"read"}},
					{Name: "edit-lines"}, // where its own key stands
					{Name: "ship", Of: []mandat.Action{"pack", "post"}, Needs: []mandat.Action{"read"}},
					{Name: "pack"},
					{Name: "post"},
				},
			},
		},
		Base: "visitor",
		Roles: []mandat.Role{
			{
				ID:    "visitor",
				At:    []mandat.Where{{"organisation": {mandat.HomeSubtree}}},
				Opens: []mandat.Channel{"web"},
				Can:   []mandat.Permission{{Do: []mandat.ActionRef{ref("order", "read")}}},
			},
			{
				ID:       "clerk",
				Title:    mandat.Title{"en": "Clerk", "sv": "Expedit"},
				Aliases:  []string{"assistant"},
				Includes: []mandat.RoleID{"visitor"},
				At:       []mandat.Where{{}, {"organisation": {mandat.Subtree, mandat.Home}}},
				Opens:    []mandat.Channel{"web", "link"},
				Can: []mandat.Permission{
					{Do: []mandat.ActionRef{ref("order", "edit")}},
					{
						Do:      []mandat.ActionRef{ref("order", "cancel")},
						When:    &mandat.Condition{Relation: []mandat.Relation{"seller"}},
						Past:    mandat.PastLists,
						Setting: "returns",
					},
					{Do: []mandat.ActionRef{ref("order", "ship")}, Past: mandat.PastLists | mandat.PastSeals},
					{
						Do: []mandat.ActionRef{ref("unit", "create"), ref("group", "read")},
						In: []mandat.Structure{"organisation", "rooms"},
					},
				},
				Least:      1,
				Most:       3,
				Enforced:   true,
				NoAccount:  true,
				Deprecated: true,
				Setting:    "gifts",
			},
			{ID: "contact", At: []mandat.Where{{}}, Contact: []string{"name", "email"}},
			{ID: "packer-of-gifts", Can: []mandat.Permission{{Do: []mandat.ActionRef{ref("order", "ship")}}}},
			{
				ID:  "porter",
				At:  []mandat.Where{{"rooms": {mandat.Subtree, mandat.Exact}}},
				Can: []mandat.Permission{{Do: []mandat.ActionRef{ref("order", "ship")}}},
			},
		},
		Gates: []mandat.Gate{{
			Close: []mandat.ActionRef{ref("order", "edit")},
			Unless: mandat.Condition{Any: []mandat.Condition{
				{Status: []mandat.Status{"open"}, Label: []mandat.Label{"gift", "fragile"}},
				{Not: &mandat.Condition{Channel: []mandat.Channel{"web"}, Setting: []mandat.Setting{"returns"}}},
				{All: []mandat.Condition{
					{LoggedOut: true},
					{Vacant: []mandat.RoleID{"clerk"}, Holds: []mandat.RoleID{"contact"}},
				}},
			}},
		}},
		Guards: []mandat.Guard{{
			Before: []mandat.ActionRef{ref("order", "cancel"), ref("order", "edit")},
			Needs:  mandat.Condition{Label: []mandat.Label{"gift"}},
		}},
		Approvals: []mandat.ApprovalRule{
			{Of: []mandat.ActionRef{ref("order", "pack")}, By: "cancel", Votes: 2, Requester: mandat.RequesterLoggedOut, Lasts: 720 * time.Hour, OutlivesRequester: true},
			{Of: []mandat.ActionRef{ref("order", "post")}, By: "cancel", Votes: 1},
		},
		Administer: []mandat.AdminRule{{
			Who:     []mandat.RoleID{"clerk"},
			May:     []mandat.AdminAct{mandat.AdminGrant, mandat.AdminRevoke, mandat.AdminInvite, mandat.AdminHandOver},
			Roles:   []mandat.RoleID{"contact"},
			In:      []mandat.Structure{"organisation"},
			Through: []mandat.Channel{"web"},
			Past:    mandat.PastSeals,
			When:    &mandat.Condition{Vacant: []mandat.RoleID{"contact"}, Role: []mandat.RoleID{"contact", "clerk"}},
		}, {
			Who: []mandat.RoleID{"contact"}, May: []mandat.AdminAct{mandat.AdminGrant},
			Custom: true, Self: true,
		}},
		Exclusive: []mandat.ExclusiveRule{
			{Roles: []mandat.RoleID{"clerk", "contact"}, Most: 1},
			{Roles: []mandat.RoleID{"packer-of-gifts", "clerk", "contact"}, Most: 2},
		},
		Joining: mandat.JoiningRules{
			Founding: mandat.DoorRule{Through: []mandat.Channel{"post"}, Roles: []mandat.RoleID{"clerk", "contact"}},
			Created:  []mandat.RoleID{"clerk"},
			Invitation: mandat.InvitationRule{
				Carries: []mandat.RoleID{"clerk", "contact"},
				Roles:   []mandat.RoleID{"packer-of-gifts"},
				Account: true, Lasts: 720 * time.Hour, OutlivesInviter: true,
			},
		},
		Creation: []mandat.CreationRule{
			{
				Structure: "rooms", Creator: []mandat.RoleID{"porter"}, Named: []mandat.RoleID{"porter"}, MustName: true, Sealed: true,
				Groups: []mandat.GroupRule{{Name: "inside", Title: mandat.Title{"en": "Inside"}}, {Name: "outside"}},
			},
			{Structure: "organisation", Creator: []mandat.RoleID{"clerk"}, Groups: []mandat.GroupRule{{Name: "all"}}},
		},
		Notices: []mandat.NoticeRule{
			{Of: ref("order", "cancel"), Tell: []mandat.RoleID{"contact"}},
			{Of: ref("order", "ship"), Tell: []mandat.RoleID{"clerk"}},
			{Of: ref("member", "remove"), Tell: []mandat.RoleID{"clerk"}, Target: true},
			{Of: ref("invitation", "send"), Target: true},
			{Of: ref("grant", "revoke"), Roles: []mandat.RoleID{"clerk", "contact"}, Tell: []mandat.RoleID{"clerk"}, Target: true},
		},
		Ask:    []mandat.RoleID{"clerk", "contact"},
		NoRole: mandat.Title{"en": "Nobody yet"},
	}
}

// shopJSON is shop, written as JSON.
const shopJSON = `{
  "system": "shop", "version": "1",
  "structures": {"organisation": {"home": "required", "title": {"en": "Organisation"}}, "rooms": {}},
  "channels": {"web": {"login": true}, "link": {"bearer": true}, "post": null},
  "settings": {"returns": {"default": true, "title": {"en": "Returns"}}, "gifts": {"default": false}},
  "groups": {"hold-roles": true},
  "types": {
    "shelf": {"unit": "organisation", "lists": ["read"], "actions": {"read": {}}},
    "order": {
      "title": {"en": "Order", "sv": "Best\u00e4llning"},
      "unit": ["organisation"], "part-of": "shelf", "statuses": ["open", "sent"],
      "labels": {"gift": {"en": "Gift"}, "fragile": null},
      "relations": ["buyer", "seller"], "lists": "read", "seen": "read",
      "actions": {
        "read": null, "edit": ["edit-name", "edit-lines"], "cancel": {"needs": ["read"], "title": {"en": "Cancel"}},
        "edit-lines": {}, "ship": {"of": ["pack", "post"], "needs": "read"}
      }
    }
  },
  "base": "visitor",
  "roles": {
    "visitor": {"at": [{"organisation": ["home-subtree"]}], "opens": ["web"], "can": ["order.read"]},
    "clerk": {
      "title": {"en": "Clerk", "sv": "Expedit"}, "aliases": "assistant", "includes": "visitor",
      "at": ["org", {"organisation": ["subtree", "home"]}], "opens": ["web", "link"],
      "can": [
        {"do": "order.edit"},
        {"do": "order.cancel", "when": {"relation": ["seller"]}, "past": ["lists"], "setting": "returns"},
        {"do": ["order.ship"], "past": ["seals", "lists"]},
        {"do": ["unit.create", "group.read"], "in": ["organisation", "rooms"]}
      ],
      "holders": {"least": 1, "most": 3, "enforced": true}, "needs-account": false, "deprecated": true, "setting": "gifts"
    },
    "contact": {"contact": ["name", "email"], "at": ["org"]},
    "packer-of-gifts": {"can": ["order.ship"]},
    "porter": {"at": [{"rooms": ["subtree", "exact"]}], "can": ["order.ship"]}
  },
  "gates": [{"close": ["order.edit"], "unless": {"any": [
    {"status": ["open"], "label": ["gift", "fragile"]},
    {"not": {"channel": ["web"], "setting": ["returns"]}},
    {"all": [{"logged-out": true}, {"vacant": ["clerk"], "holds": ["contact"]}]}
  ]}}],
  "guards": [{"before": ["order.cancel", "order.edit"], "needs": {"label": ["gift"]}}],
  "approvals": [
    {"of": ["order.pack"], "by": "cancel", "votes": 2, "requester": "logged-out", "lasts": "720h", "outlives-requester": true},
    {"of": "order.post", "by": "cancel", "requester": "never"}
  ],
  "administer": [{"who": ["clerk"], "may": ["grant", "revoke", "invite", "hand-over"], "roles": ["contact"],
    "in": ["organisation"], "through": ["web"], "when": {"vacant": ["contact"], "role": ["contact", "clerk"]}, "past": "seals"},
    {"who": ["contact"], "may": "grant", "custom": true, "self": true}],
  "exclusive": [{"roles": ["clerk", "contact"], "most": 1}, {"roles": ["packer-of-gifts", "clerk", "contact"], "most": 2}],
  "joining": {
    "founding": {"through": "post", "roles": ["clerk", "contact"]}, "created": ["clerk"],
    "invitation": {"carries": ["clerk", "contact"], "roles": ["packer-of-gifts"], "account": true, "lasts": "30h690h", "outlives-inviter": true}
  },
  "creation": {
    "rooms": {"creator": ["porter"], "named": "porter", "must-name": true, "sealed": true, "groups": {"inside": {"en": "Inside"}, "outside": null}},
    "organisation": {"creator": "clerk", "groups": ["all"]}
  },
  "notify": {"order.cancel": "contact", "order.ship": ["clerk"], "member.remove": ["target", "clerk"], "invitation.send": ["target"], "grant.revoke": {"roles": ["clerk", "contact"], "tell": ["clerk", "target"]}},
  "ask": ["clerk", "contact"], "no-role": {"en": "Nobody yet"}
}`

func TestPolicySaysWhatItsFileSays(t *testing.T) {
	fsys := fstest.MapFS{
		"policy.yaml": {Data: []byte(shop)},
		"policy.json": {Data: []byte(shopJSON)},
	}
	for _, file := range []string{"policy.yaml", "policy.json"} {
		p, err := policyfile.LoadPolicy(fsys, file)
		require.NoError(t, err)
		if diff := cmp.Diff(shopRules(), p.Rules()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", file, diff)
		}
	}
}

func TestPolicyKeepsTheOrderOfItsFile(t *testing.T) {
	p := mustPolicy(t, `
system: letters
version: "1"
channels: {web: }
types: {letter: {actions: {z: , m: [y, b, x, a], c: , b: , x: [w]}}}
roles: {z: {opens: web, can: letter.z}, a: {can: letter.a}, m: {can: letter.m}}
`)
	var roles, actions []string
	for _, r := range p.Rules().Roles {
		roles = append(roles, string(r.ID))
	}
	for _, a := range p.Rules().Types[0].Actions {
		actions = append(actions, string(a.Name))
	}
	assert.Equal(t, []string{"z", "a", "m"}, roles)
	assert.Equal(t, []string{"z", "m", "y", "a", "c", "b", "x", "w"}, actions)
}

// Letters, spaces and signs of all languages are text.
func TestTitlesAreText(t *testing.T) {
	const title = "Räksmörgås\u00a0№\u202f7 💶 �"
	for file, form := range map[string]string{
		"policy.yaml": "system: a\nversion: b\nchannels: {web: {title: {sv: %s}}}",
		"policy.json": `{"system": "a", "version": "b", "channels": {"web": {"title": {"sv": "%s"}}}}`,
	} {
		p, err := policyfile.ParsePolicy(file, fmt.Appendf(nil, form, title))
		require.NoError(t, err)
		assert.Equal(t, mandat.Title{"sv": title}, p.Rules().Channels[0].Title)
	}
}

func TestMissingFileIsAnErrorOfTheFileSystem(t *testing.T) {
	_, err := policyfile.LoadPolicy(fstest.MapFS{}, "policy.yaml")
	require.ErrorIs(t, err, fs.ErrNotExist)
	_, err = policyfile.LoadOrg(fstest.MapFS{}, "acme.yaml", mustPolicy(t, shop))
	require.ErrorIs(t, err, fs.ErrNotExist)
	_, err = policyfile.LoadSystem(fstest.MapFS{}, ".")
	require.ErrorIs(t, err, fs.ErrNotExist)
	require.ErrorContains(t, err, "no policy.yaml and no policy.json in .")
}
