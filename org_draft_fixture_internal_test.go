package mandat

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// draftRules is a policy in which each role has an action that is closed unless
// the role is vacant, and one that its holders may do.
func draftRules() Rules {
	reaches := []Reach{Exact, Subtree, Home, HomeSubtree}
	anywhere := []Where{{}, {"organisation": reaches}, {"rooms": {Exact, Subtree}}, {"organisation": reaches, "rooms": {Exact, Subtree}}}
	do := func(a Action) []ActionRef { return []ActionRef{{Type: "thing", Action: a}} }
	r := Rules{
		System: "drafts", Version: "1", GroupsHoldRoles: true,
		Structures: []StructureRule{{Name: "organisation", Home: HomeOptional}, {Name: "rooms"}},
		Channels:   []ChannelRule{{Name: "web"}},
		Settings:   []SettingRule{{Name: "on", Default: true}, {Name: "off"}},
		Types: []TypeRule{{Name: "thing", Structures: []Structure{"organisation", "rooms"},
			Lists: []Action{"do"}, Actions: []ActionRule{{Name: "do"}, {Name: "undo"}}}},
		Base:  "everyone",
		Roles: []Role{{ID: "everyone", Opens: []Channel{"web"}}},
	}
	for _, id := range []RoleID{"chief", "clerk", "party"} {
		r.Types[0].Actions = append(r.Types[0].Actions, ActionRule{Name: "vacant-" + Action(id)})
		r.Roles = append(r.Roles, Role{ID: id, At: anywhere, NoAccount: id == "party", Opens: []Channel{"web"}, Can: []Permission{{Do: do("do")}}})
		r.Roles[0].Can = append(r.Roles[0].Can, Permission{Do: do("vacant-" + Action(id))})
		r.Gates = append(r.Gates, Gate{Close: do("vacant-" + Action(id)), Unless: Condition{Vacant: []RoleID{id}}})
	}
	r.Roles[2].Setting = "on"
	return r
}

func draftData() OrgData {
	return OrgData{
		ID: "acme",
		Units: []Unit{{ID: "below", Structure: "organisation", Parent: "top"}, {ID: "top", Structure: "organisation"},
			{ID: "side", Structure: "organisation", Parent: "top", Sealed: true}, {ID: "house", Structure: "rooms"}, {ID: "room", Structure: "rooms", Parent: "house"}},
		Members: []Member{{Person: "anna", Status: MemberActive, Home: "below"}, {Person: "bo", Status: MemberActive, Home: "side"},
			{Person: "cai", Status: MemberInactive, Home: "top"}, {Person: "dag", Status: MemberActive}},
		Groups: []Group{{ID: "all", Groups: []GroupID{"team", "crew"}}, {ID: "team", Members: []PersonID{"cai", "anna"}},
			{ID: "crew", Members: []PersonID{"bo"}}, {ID: "local", Unit: "top", Members: []PersonID{"anna", "bo"}}},
		Roles: []Role{{ID: "own", Includes: []RoleID{"chief"}}},
		Grants: []Grant{{Role: "chief", Member: "anna", Scope: BelowHome()}, {Role: "clerk", Group: "all", Scope: Below("top")},
			{Role: "clerk", Member: "anna", Scope: Exactly("side")}, {Role: "chief", Member: "anna", Scope: Below("room")}, {Role: "chief", Group: "all", Scope: BelowHome()},
			{Role: "own", Member: "bo", Scope: Exactly("side").And(Below("house"))}, {Role: "party", Member: "cai", Scope: WholeOrg(), Until: draftNow.Add(time.Hour)}},
		Settings: map[Setting]bool{"off": true},
		Retired:  Retired{Units: []UnitID{"former"}, Groups: []GroupID{"former"}, Roles: []RoleID{"former"}},
	}
}

var draftNow = time.Date(2026, 1, 15, 9, 0, 0, 0, time.UTC)

func draftOrg(t testing.TB) *Org { return draftOrgOf(t, draftRules()) }

func draftOrgOf(t testing.TB, rules Rules) *Org {
	p, err := NewPolicy(rules)
	if err != nil {
		t.Fatal(err)
	}
	o, err := NewOrg(p, draftData())
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// drawing draws what a step of a draft needs, as it is in the draft.
type drawing struct {
	*rapid.T
	o *Org
}

// oneOf draws one of some, and reports whether there is one.
func oneOf[E any](d drawing, from []E, what string) (e E, ok bool) {
	if len(from) == 0 {
		return e, false
	}
	return rapid.SampledFrom(from).Draw(d.T, what), true
}

// whichOf lists the indexes below n that are fit.
func whichOf(n int32, fits func(int32) bool) []int32 {
	var all []int32
	for i := range n {
		if fits(i) {
			all = append(all, i)
		}
	}
	return all
}

func (d drawing) units(fits func(int32, *unit) bool) []int32 {
	return whichOf(d.o.units.len(), func(i int32) bool { return !d.o.unit(i).gone && fits(i, d.o.unit(i)) })
}

func (d drawing) groups(fits func(int32, *group) bool) []int32 {
	return whichOf(d.o.groups.len(), func(i int32) bool { return !d.o.group(i).gone && fits(i, d.o.group(i)) })
}

func (d drawing) member() int32 {
	return rapid.Int32Range(0, d.o.members.len()-1).Draw(d.T, "member")
}

func (d drawing) unit() (int32, bool) {
	return oneOf(d, d.units(func(int32, *unit) bool { return true }), "unit")
}

func (d drawing) group() (int32, bool) {
	return oneOf(d, d.groups(func(int32, *group) bool { return true }), "group")
}

// in draws a unit of a structure, or noUnit.
func (d drawing) in(structure int) int32 {
	i, _ := oneOf(d, append(d.units(func(_ int32, u *unit) bool { return u.structure == structure }), noUnit), "unit")
	return i
}

func (d drawing) roles() []*role {
	return slices.DeleteFunc(slices.Clone(d.o.customRoles), (*role).gone)
}

// inUse reports whether anything names a unit.
func (d drawing) inUse(i int32) bool {
	data := d.o.Data()
	id := d.o.unit(i).id
	return slices.ContainsFunc(data.Units, func(u Unit) bool { return u.Parent == id }) ||
		slices.ContainsFunc(data.Members, func(m Member) bool { return m.Home == id }) ||
		slices.ContainsFunc(data.Groups, func(g Group) bool { return g.Unit == id }) ||
		slices.ContainsFunc(data.Grants, func(g Grant) bool {
			return slices.ContainsFunc(g.Scope.Places(), func(p ScopePlace) bool { return p.Unit == id })
		})
}

func (d drawing) scope() Scope {
	var scopes []Scope
	for u := range d.o.Units() {
		scopes = append(scopes, Exactly(u.ID), Below(u.ID))
		if u.Structure == "rooms" {
			scopes = append(scopes, BelowHome().And(Exactly(u.ID)))
		}
	}
	scopes = append(scopes, WholeOrg(), AtHome(), BelowHome())
	s, _ := oneOf(d, scopes, "scope")
	return s
}

func (d drawing) grant() Grant {
	roles := []RoleID{"chief", "clerk", "party"}
	for _, r := range d.roles() {
		roles = append(roles, r.rule.ID)
	}
	id, _ := oneOf(d, roles, "role")
	g := Grant{Role: id, Scope: d.scope()}
	if rapid.IntRange(0, 3).Draw(d.T, "time") == 0 {
		g.Until = draftNow.Add(time.Duration(rapid.IntRange(0, 1).Draw(d.T, "later")) * time.Hour)
	}
	return g
}

func (d drawing) compiled(g Grant) grant {
	r, _ := d.o.roleNamed(g.Role)
	return d.o.compileGrant(g, r.index)
}

// newID returns an id that was never used.
func (d drawing) newID() string {
	return fmt.Sprint("new-", d.o.units.len(), "-", d.o.members.len(), "-", d.o.groups.len(), "-", len(d.o.customRoles))
}
