package reference_test

import (
	"testing"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/internal/reference"
	"github.com/stretchr/testify/assert"
)

// world is a policy, an organisation and a question. Each case changes the one
// that start returns, in which anna may read the contract c-1.
type world struct {
	mandat.Rules
	mandat.OrgData
	mandat.Subject
	mandat.Action
	mandat.Resource
}

// tc is a case: what is changed and the answer that is then expected, as
// "allow" or as the codes of outcome, reason and detail.
type tc struct {
	name   string
	change func(*world)
	want   string
}

func check(t *testing.T, cases []tc) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := start()
			c.change(w)
			assert.Equal(t, c.want, w.decide())
		})
	}
}

func (w *world) decide() string {
	a := reference.Decide(w.Rules, w.OrgData, w.Subject, w.Action, w.Resource)
	s := a.Outcome.String()
	if a.Outcome != mandat.Allowed {
		s += ": " + a.Reason.String()
	}
	if a.Detail != mandat.NoDetail {
		s += ": " + a.Detail.String()
	}
	return s
}

var now = time.Date(2026, 1, 15, 9, 0, 0, 0, time.UTC)

// start returns a small world. The units are
//
//	tree:    top ── north ── oslo        folders: left
//	            └── south ── vault (sealed) ── safe
//
// anna, at home in north, is a reader of north and what lies below it.
func start() *world {
	return &world{
		Rules:   startRules(),
		OrgData: startOrg(),
		Subject: mandat.Subject{Person: "anna", Channel: "web", At: now, Session: mandat.OpenSession},
		Action:  "read",
		Resource: mandat.Resource{
			Type: "contract", ID: "c-1", Org: "acme",
			Units: mandat.Units{mandat.Structure("tree").Is(mandat.At("oslo"))},
		},
	}
}

func startRules() mandat.Rules {
	return mandat.Rules{
		Structures: []mandat.StructureRule{{Name: "tree", Home: mandat.HomeOptional}, {Name: "folders"}},
		Channels:   []mandat.ChannelRule{{Name: "web"}, {Name: "desk"}, {Name: "link", Bearer: true}},
		Settings:   []mandat.SettingRule{{Name: "on", Default: true}, {Name: "off"}},
		Types: []mandat.TypeRule{{
			Name:       "contract",
			Structures: []mandat.Structure{"tree"},
			Statuses:   []mandat.StatusRule{{Name: "draft"}, {Name: "valid"}},
			Labels:     []mandat.LabelRule{{Name: "secret"}, {Name: "urgent"}},
			Relations:  []mandat.RelationRule{{Name: "author"}, {Name: "owner"}},
			Actions: []mandat.ActionRule{
				{Name: "read"}, {Name: "name"}, {Name: "date"},
				{Name: "edit", Of: []mandat.Action{"name", "date"}},
			},
		}, {
			Name:    "binder",
			Actions: []mandat.ActionRule{{Name: "read"}, {Name: "edit"}, {Name: "shred"}},
		}},
		Base: "user",
		Roles: []mandat.Role{
			{ID: "user", Opens: []mandat.Channel{"web"}},
			{ID: "reader", Can: []mandat.Permission{may("read")}},
			{ID: "editor", Can: []mandat.Permission{may("edit")}},
			{ID: "chief"},
		},
		GroupsHoldRoles: true,
	}
}

func startOrg() mandat.OrgData {
	return mandat.OrgData{
		ID: "acme",
		Units: []mandat.Unit{
			{ID: "top", Structure: "tree"},
			{ID: "north", Structure: "tree", Parent: "top"},
			{ID: "oslo", Structure: "tree", Parent: "north"},
			{ID: "south", Structure: "tree", Parent: "top"},
			{ID: "vault", Structure: "tree", Parent: "south", Sealed: true},
			{ID: "safe", Structure: "tree", Parent: "vault"},
			{ID: "left", Structure: "folders"},
		},
		Members: []mandat.Member{
			{Person: "anna", Status: mandat.MemberActive, Home: "north"},
			{Person: "bo", Status: mandat.MemberActive},
		},
		Grants: []mandat.Grant{{Role: "reader", Member: "anna", Scope: mandat.Below("north")}},
	}
}

// may returns a permission for actions on contracts.
func may(actions ...mandat.Action) mandat.Permission { return mandat.Permission{Do: on(actions...)} }

func on(actions ...mandat.Action) []mandat.ActionRef {
	var refs []mandat.ActionRef
	for _, a := range actions {
		refs = append(refs, mandat.ActionRef{Type: "contract", Action: a})
	}
	return refs
}

// contract and binder return the types of the policy, role a role of it.
func (w *world) contract() *mandat.TypeRule { return &w.Types[0] }
func (w *world) binder() *mandat.TypeRule   { return &w.Types[1] }

func (w *world) role(id mandat.RoleID) *mandat.Role {
	for i := range w.Rules.Roles {
		if w.Rules.Roles[i].ID == id {
			return &w.Rules.Roles[i]
		}
	}
	panic("no role " + id)
}

func (w *world) can(id mandat.RoleID) *mandat.Permission { return &w.role(id).Can[0] }

// grant gives anna a role instead of what she has, grantToo gives one more.
func (w *world) grant(role mandat.RoleID, scope mandat.Scope) {
	w.Grants = nil
	w.grantToo(role, scope)
}

func (w *world) grantToo(role mandat.RoleID, scope mandat.Scope) {
	w.Grants = append(w.Grants, mandat.Grant{Role: role, Member: "anna", Scope: scope})
}

// at moves the contract, also to a second structure.
func (w *world) at(units ...mandat.UnitID) {
	structures := []mandat.Structure{"tree", "folders"}
	w.contract().Structures = structures[:len(units)]
	for i, unit := range units {
		place := mandat.At(unit)
		if unit == "" {
			place = mandat.Nowhere()
		}
		w.Resource.Units[i] = structures[i].Is(place)
	}
}

func TestStart(t *testing.T) {
	check(t, []tc{{"anna reads", func(*world) {}, "allow"}})
}
