package policyfile_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/policyfile"
)

func TestParseBuiltinResources(t *testing.T) {
	const org = mandat.OrgID("hall")
	begin := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	clerk := mandat.Role{ID: "clerk", Title: mandat.Title{"en": "Clerk"}, Includes: []mandat.RoleID{"reader"},
		At: []mandat.Where{{}}, Can: []mandat.Permission{{Do: []mandat.ActionRef{{Type: "note", Action: "write"}}}}}
	reader := mandat.Grant{Role: "reader", Member: "eva", Scope: mandat.WholeOrg()}
	for text, want := range map[string]mandat.Resource{
		"{type: org}":                                 {Type: "org", Org: org},
		"{type: org, id: hall}":                       {Type: "org", ID: "hall", Org: org},
		"{type: member, id: kim}":                     {Type: "member", ID: "kim", Org: org},
		`{"type": "member", "id": "kim", "org": "x"}`: {Type: "member", ID: "kim", Org: "x"},
		"{type: member, id: kim, org: none}":          {Type: "member", ID: "kim"},
		"{type: unit, id: north}":                     {Type: "unit", ID: "north", Org: org},
		"{type: group, id: cooks}":                    {Type: "group", ID: "cooks", Org: org},
		"{type: role, id: writer}":                    {Type: "role", ID: "writer", Org: org},
		"{type: invitation, id: i-1}":                 {Type: "invitation", ID: "i-1", Org: org},
		"{type: approval, id: a-1}":                   {Type: "approval", ID: "a-1", Org: org},
		"{type: member}":                              {Type: "member", Org: org},

		"{type: grant, role: reader, to: eva, at: org}":                    reader.Resource(org),
		"{type: grant, role: reader, to: eva, at: org, org: x}":            reader.Resource("x"),
		"{type: grant, role: reader, to-group: cooks, at: {exact: north}}": mandat.Grant{Role: "reader", Group: "cooks", Scope: mandat.Exactly("north")}.Resource(org),
		"{type: grant, role: reader, to: kim, at: home-subtree, from: 2026-01-01T00:00:00Z, until: 2026-01-01T01:00:00Z}": mandat.Grant{
			Role: "reader", Member: "kim", Scope: mandat.BelowHome(), From: begin, Until: begin.Add(time.Hour)}.Resource(org),
		"{type: unit, structure: branch, below: north}":                                           mandat.Unit{Structure: "branch", Parent: "north"}.Resource(org),
		"{type: unit, structure: branch, below: none, sealed: true}":                              mandat.Unit{Structure: "branch", Sealed: true}.Resource(org),
		"{type: unit, id: attic, structure: branch, below: none}":                                 mandat.Unit{ID: "attic", Structure: "branch"}.Resource(org),
		"{type: member, home: north, status: inactive}":                                           mandat.Member{Home: "north", Status: mandat.MemberInactive}.Resource(org),
		"{type: member, id: per, home: none}":                                                     mandat.Member{Person: "per"}.Resource(org),
		"{type: group, unit: north}":                                                              mandat.Group{Unit: "north"}.Resource(org),
		"{type: group, id: drivers, unit: none, members: [kim], groups: [a]}":                     mandat.Group{ID: "drivers", Members: []mandat.PersonID{"kim"}, Groups: []mandat.GroupID{"a"}}.Resource(org),
		"{type: role, id: clerk, title: {en: Clerk}, includes: reader, at: org, can: note.write}": clerk.Resource(org),
		"{type: invitation, to: eva, home: north, grants: [{role: reader, at: org}], until: 2026-01-01T00:00:00Z}": mandat.Invitation{
			Person: "eva", Home: "north", Grants: []mandat.Grant{reader}, Until: begin}.Resource(org),
		"{type: invitation, id: i-2, to: eva, home: none}": mandat.Invitation{ID: "i-2", Person: "eva"}.Resource(org),
	} {
		got, err := policyfile.ParseResource(text, mustPolicy(t, club), org)
		require.NoError(t, err, text)
		assert.Equal(t, want, got, text)
	}
}

func TestWrongBuiltinResources(t *testing.T) {
	p := mustPolicy(t, club)
	const (
		facts   = "id, like, org, type"
		grants  = "at, from, like, org, role, to, to-group, type, until"
		missing = `keys "structure" and "below" are missing`
	)
	for _, b := range []bad{
		{"a fact of a member", "{type: member, id: kim, ¦unit: north}", []string{`unknown key "unit"; the keys here are home, id, like, org, status, type`}},
		{"a fact of the organisation", "{type: org, ¦labels: none}", []string{`unknown key "labels"; the keys here are ` + facts}},
		{"a fact of an approval", "{type: approval, id: a, ¦part-of: none}", []string{`unknown key "part-of"; the keys here are id, like, of, org, type`}},
		{"an approval of no action", "{type: approval, id: a, of: ¦order}", []string{`"order" is no action…`}},
		{"an approval of nothing in particular", "¦{type: approval, of: order.place}", []string{`key "id" is missing`}},
		{"a fact of a unit", "{type: unit, id: north, ¦relations: none}", []string{`unknown key "relations"; the keys here are below, id, like, org, sealed, structure, type`}},
		{"a fact of a group", "{type: group, id: cooks, ¦lists: none}", []string{`unknown key "lists"; the keys here are groups, id, like, members, org, predefined, type, unit`}},
		{"a fact of an invitation", "{type: invitation, id: i-1, ¦status: invited}", []string{`unknown key "status"; the keys here are grants, home, id, like, org, to, type, until`}},
		{"a fact of a role", "{type: role, id: writer, ¦unit: north}", []string{`unknown key "unit"; the keys here are aliases, at, can, contact, deprecated, holders, id, includes, like, needs-account, opens, org, setting, title, type`}},
		{"the id of a grant", "{type: grant, ¦id: g, role: reader, to: kim, at: org}", []string{`unknown key "id"; the keys here are ` + grants}},
		{"a grant of nothing", "¦{type: grant, to: kim}", []string{`keys "role" and "at" are missing`}},
		{"a new unit without a structure", "¦{type: unit, below: north}", []string{`key "structure" is missing`}},
		{"a new unit nowhere", "¦{type: unit, structure: branch}", []string{`key "below" is missing`}},
		{"a new unit of which little is known", "¦{type: unit, sealed: true}", []string{missing}},
		{"an invitation to nobody", "¦{type: invitation, home: north}", []string{`key "to" is missing`}},
		{"an unknown status", "{type: member, status: ¦absent}", []string{`unknown status of a member "absent": expected invited, accepted, active, inactive or removed`}},
		{"no scope", "{type: grant, role: reader, to: kim, at: ¦{}}", []string{"expected org, home, home-subtree, {exact: unit} or {subtree: unit}, found a mapping"}},
		{"a number for an id", "{type: member, id: ¦7}", []string{`expected a text, found the number 7: write "7" in quotes`}},
		{"an action of a role", "{type: role, id: writer, can: ¦write}", []string{`"write" is no action: write its type and its name, such as contract.read`}},
		{"members that are no names", "{type: group, members: ¦{kim: }}", []string{"expected a text, found a mapping"}},
	} {
		t.Run(b.name, func(t *testing.T) {
			b.assertErrors(t, "resource", func(text string) error {
				_, err := policyfile.ParseResource(text, p, "hall")
				return err
			})
		})
	}
}

// Every type that is built in has keys of its own.
func TestBuiltinTypesHaveTheirKeys(t *testing.T) {
	for _, typ := range []mandat.ResourceType{mandat.OrgType, mandat.UnitType, mandat.MemberType, mandat.GroupType,
		mandat.RoleType, mandat.GrantType, mandat.InvitationType, mandat.ApprovalType} {
		_, err := policyfile.ParseResource("{type: "+string(typ)+", labels: none}", mustPolicy(t, club), "hall")
		require.ErrorContains(t, err, `unknown key "labels"`, typ)
	}
}

func TestCasesAboutWhatIsBuiltIn(t *testing.T) {
	assert.Equal(t, []string{"", "", "", "", "", "", "", "", "", "", ""}, tell(t, `
  - {name: a member, subject: {person: kim, channel: web}, action: deactivate, resource: {type: member, id: rut}, expect: allow, because: grant keeper at south}
  - {name: a member elsewhere, subject: {person: kim, channel: web}, action: deactivate, resource: {type: member, id: olga}, expect: deny, because: no-right, sees: not-found}
  - {name: a guard, subject: {person: olga, channel: web}, action: remove, resource: {type: member, id: kim}, expect: blocked, because: "guard: member.remove"}
  - {name: the menu of a member, subject: {person: kim, channel: web}, resource: {type: member, id: rut}, menu: {shown: [read, move, remove, deactivate], hidden: edit}}
  - {name: the menu of a grant, subject: {person: kim, channel: web}, resource: {type: grant, role: reader, to: rut, at: {subtree: harbour}}, menu: {shown: [give, revoke, invite, hand-over], hidden: read}}
  - {name: the menu of a grant to oneself, subject: {person: kim, channel: web}, resource: own, menu: {shown: revoke, hidden: [give, invite, hand-over]}}
  - {name: nobody is told of, subject: {person: kim, channel: web}, resource: {like: own, to: nobody}, menu: {greyed: [give]}}
  - {name: a custom role as it would be, subject: {person: olga, channel: web}, action: edit, resource: {type: role, id: writer, can: note.read}, expect: allow}
  - {name: a custom role as it is, subject: {person: olga, channel: web}, action: edit, resource: {type: role, id: writer}, expect: allow}
  - {name: no member, subject: {person: olga, channel: web}, action: move, resource: {type: member}, expect: deny, because: "malformed: value-not-stated"}
  - {name: the organisation, subject: {person: olga, channel: web}, action: activate, resource: {type: member, id: tom}, expect: needs-approval}
resources:
  own: {type: grant, role: reader, to: kim, at: {subtree: harbour}}
`))
}

func TestFailuresNameWhatIsBuiltIn(t *testing.T) {
	assert.Equal(t, []string{
		"rut may not edit the organisation: deny: no-right, no-function: org.edit; want allow",
		"rut may not give grant reader to eva: deny: no-right, no-function: grant.give; want allow",
		"rut may not revoke grant reader to group cooks: deny: no-right, no-function: grant.revoke; want allow",
		"the menu of rut for a new unit: create is hidden (deny: no-right); want shown",
		"rut may not remove member kim: deny: no-right, no-function: member.remove; want allow",
	}, tell(t, `
  - {name: a, subject: {person: rut, channel: web}, action: edit, resource: {type: org}, expect: allow}
  - {name: b, subject: {person: rut, channel: web}, action: give, resource: {type: grant, role: reader, to: eva, at: org}, expect: allow}
  - {name: c, subject: {person: rut, channel: web}, action: revoke, resource: {type: grant, role: reader, to-group: cooks, at: org}, expect: allow}
  - {name: d, subject: {person: rut, channel: web}, resource: {type: unit, structure: branch, below: none}, menu: {shown: create}}
  - {name: e, subject: {person: rut, channel: web}, action: remove, resource: {type: member, id: kim}, expect: allow}
`))
}

// What is like something else has its type, where one of both is built in.
func TestNothingIsLikeAnotherType(t *testing.T) {
	b := bad{content: "system: club\norg: hall.yaml\nnow: 2026-01-15T09:00:00Z\nresources: {n: {type: note, unit: north}, kim: {type: member, id: kim}, g: {type: grant, role: reader, to: kim, at: org}}\ncases:\n" + `
  - {name: a, subject: {person: kim}, action: read, resource: {like: n, type: ¦member}, expect: allow}
  - {name: b, subject: {person: kim}, action: read, resource: {like: kim, type: ¦note}, expect: allow}
  - {name: c, subject: {person: kim}, action: read, resource: {like: g, type: ¦unit}, expect: allow}
  - {name: d, subject: {person: kim}, action: read, resource: {like: kim, type: member}, expect: allow}
  - {name: e, subject: {person: kim}, action: read, resource: {like: g, ¦labels: none}, expect: allow}
  - {name: f, subject: {person: kim}, action: read, resource: {like: n, type: other}, expect: allow}
`, messages: []string{
		`a resource of type "member" is not like one of type "note"`,
		`a resource of type "note" is not like one of type "member"`,
		`a resource of type "unit" is not like one of type "grant"`,
		`unknown key "labels"; the keys here are at, from, like, org, role, to, to-group, type, until`,
	}}
	b.assertErrors(t, "cases.yaml", loadClub)
}

// loadClub loads the club with other cases.
func loadClub(content string) error {
	s, err := policyfile.LoadSystem(clubFolder(content), ".")
	return oneOf(s == nil, err)
}
