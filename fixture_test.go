package mandat_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/mandat-go/mandat"
)

// now is the moment at which the tests ask.
var now = time.Date(2026, 1, 15, 9, 0, 0, 0, time.UTC)

// part changes the standard policy and organisation before they are built.
type part func(*mandat.Rules, *mandat.OrgData)

// testOrg is an organisation that says in a sentence what it answers wrongly.
type testOrg struct {
	*mandat.Org
	t testing.TB
}

// given builds the standard policy and organisation with some parts added.
func given(t testing.TB, parts ...part) testOrg {
	t.Helper()
	rules, data := standardRules(), standardData()
	for _, p := range parts {
		p(&rules, &data)
	}
	return testOrg{mustOrg(t, mustPolicy(t, rules), data), t}
}

// failer is a test, also one of package rapid.
type failer interface {
	Helper()
	Fatal(...any)
}

func mustPolicy(t failer, rules mandat.Rules) *mandat.Policy {
	t.Helper()
	p, err := mandat.NewPolicy(rules)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func mustOrg(t failer, p *mandat.Policy, data mandat.OrgData) *mandat.Org {
	t.Helper()
	o, err := mandat.NewOrg(p, data)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// standardRules is a policy in which everybody may act, and nobody may do
// anything: the tests add the roles.
func standardRules() mandat.Rules {
	return mandat.Rules{
		System: "office", Version: "1",
		Structures:      []mandat.StructureRule{{Name: "organisation", Home: mandat.HomeOptional}, {Name: "rooms"}},
		Channels:        []mandat.ChannelRule{{Name: "web"}, {Name: "mail"}, {Name: "link", Bearer: true}},
		Settings:        []mandat.SettingRule{{Name: "archive", Default: true}, {Name: "extra"}},
		GroupsHoldRoles: true,
		Types: []mandat.TypeRule{{
			Name: "folder", Structures: []mandat.Structure{"organisation"}, PartOf: "folder",
			Lists: []mandat.Action{"read", "edit"}, Actions: []mandat.ActionRule{{Name: "read"}, {Name: "edit"}},
		}, {
			Name: "contract", Structures: []mandat.Structure{"organisation"}, PartOf: "folder",
			Statuses:  []mandat.StatusRule{{Name: "draft"}, {Name: "valid"}, {Name: "ended"}},
			Labels:    []mandat.LabelRule{{Name: "secret"}, {Name: "urgent"}},
			Relations: []mandat.RelationRule{{Name: "responsible"}, {Name: "deputy"}},
			Lists:     []mandat.Action{"read", "edit"},
			Actions: []mandat.ActionRule{{Name: "read"},
				{Name: "edit", Of: []mandat.Action{"edit-name", "edit-period"}, Needs: []mandat.Action{"read"}},
				{Name: "edit-name"}, {Name: "edit-period"}, {Name: "delete"}, {Name: "sign"}, {Name: "vote"}},
		}, {
			Name: "booking", Structures: []mandat.Structure{"organisation", "rooms"},
			Actions: []mandat.ActionRule{{Name: "read"}, {Name: "cancel"}},
		}},
		Base:  "everyone",
		Roles: []mandat.Role{{ID: "everyone", Opens: []mandat.Channel{"web", "mail", "link"}}},
	}
}

// standardData is an organisation of two trees:
//
//	acme ─┬─ sales ─┬─ domestic              house ── room ── desk
//	      │         └─ [vault] ── [safe] ── box
//	      └─ purchasing                      units in brackets are sealed
func standardData() mandat.OrgData {
	return mandat.OrgData{
		ID: "acme-ltd",
		Units: []mandat.Unit{
			{ID: "acme", Structure: "organisation"},
			{ID: "sales", Structure: "organisation", Parent: "acme"},
			{ID: "domestic", Structure: "organisation", Parent: "sales"},
			{ID: "vault", Structure: "organisation", Parent: "sales", Sealed: true},
			{ID: "safe", Structure: "organisation", Parent: "vault", Sealed: true},
			{ID: "box", Structure: "organisation", Parent: "safe"},
			{ID: "purchasing", Structure: "organisation", Parent: "acme"},
			{ID: "house", Structure: "rooms"},
			{ID: "room", Structure: "rooms", Parent: "house"},
			{ID: "desk", Structure: "rooms", Parent: "room"},
		},
		Members: []mandat.Member{
			{Person: "kalle", Status: mandat.MemberActive, Home: "sales"},
			{Person: "anna", Status: mandat.MemberActive, Home: "purchasing"},
			{Person: "nils", Status: mandat.MemberActive},
			{Person: "ida", Status: mandat.MemberInactive, Home: "sales"},
			{Person: "ivar", Status: mandat.MemberInvited, Home: "sales"},
			{Person: "adam", Status: mandat.MemberAccepted, Home: "sales"},
			{Person: "rune", Status: mandat.MemberRemoved, Home: "sales"},
		},
	}
}

// refs names actions; without a type they are of contracts.
func refs(names []string) []mandat.ActionRef {
	var out []mandat.ActionRef
	for _, n := range names {
		typ, action, qualified := strings.Cut(n, ".")
		if !qualified {
			typ, action = "contract", n
		}
		out = append(out, mandat.ActionRef{Type: mandat.ResourceType(typ), Action: mandat.Action(action)})
	}
	return out
}

// Parts of a policy.

func rules(change func(*mandat.Rules)) part {
	return func(r *mandat.Rules, _ *mandat.OrgData) { change(r) }
}

// role declares a role that may be given anywhere, unless it says where.
func role(id mandat.RoleID, with ...func(*mandat.Role)) part {
	return rules(func(r *mandat.Rules) { r.Roles = append(r.Roles, roleRule(id, with)) })
}

func roleRule(id mandat.RoleID, with []func(*mandat.Role)) mandat.Role {
	org := []mandat.Reach{mandat.Exact, mandat.Subtree, mandat.Home, mandat.HomeSubtree}
	rooms := []mandat.Reach{mandat.Exact, mandat.Subtree}
	r := mandat.Role{ID: id, At: []mandat.Where{{}, {"organisation": org}, {"rooms": rooms}, {"organisation": org, "rooms": rooms}}}
	for _, w := range with {
		w(&r)
	}
	return r
}

func permits(p mandat.Permission, actions []string) func(*mandat.Role) {
	p.Do = refs(actions)
	return func(r *mandat.Role) { r.Can = append(r.Can, p) }
}

func can(actions ...string) func(*mandat.Role) { return permits(mandat.Permission{}, actions) }

func canIf(when mandat.Condition, actions ...string) func(*mandat.Role) {
	return permits(mandat.Permission{When: &when}, actions)
}

func canPast(past mandat.Past, actions ...string) func(*mandat.Role) {
	return permits(mandat.Permission{Past: past}, actions)
}

func includes(roles ...mandat.RoleID) func(*mandat.Role) {
	return func(r *mandat.Role) { r.Includes = roles }
}

func opens(channels ...mandat.Channel) func(*mandat.Role) {
	return func(r *mandat.Role) { r.Opens = channels }
}

func where(at ...mandat.Where) func(*mandat.Role) { return func(r *mandat.Role) { r.At = at } }

func hangsOn(s mandat.Setting) func(*mandat.Role) { return func(r *mandat.Role) { r.Setting = s } }

func noAccount(r *mandat.Role) { r.NoAccount = true }

// everyone changes the base role.
func everyone(with ...func(*mandat.Role)) part {
	return rules(func(r *mandat.Rules) {
		for _, w := range with {
			w(&r.Roles[0])
		}
	})
}

func gate(unless mandat.Condition, actions ...string) part {
	return rules(func(r *mandat.Rules) { r.Gates = append(r.Gates, mandat.Gate{Close: refs(actions), Unless: unless}) })
}

func guard(needs mandat.Condition, actions ...string) part {
	return rules(func(r *mandat.Rules) { r.Guards = append(r.Guards, mandat.Guard{Before: refs(actions), Needs: needs}) })
}

// approval puts actions under approval. Where no role has the vote, there is one.
func approval(by mandat.Action, actions ...string) part {
	return rules(func(r *mandat.Rules) {
		can := func(p mandat.Permission) bool {
			return slices.Contains(p.Do, mandat.ActionRef{Type: refs(actions)[0].Type, Action: by})
		}
		if !slices.ContainsFunc(r.Roles, func(r mandat.Role) bool { return slices.ContainsFunc(r.Can, can) }) {
			r.Roles = append(r.Roles, mandat.Role{ID: "voter", Can: []mandat.Permission{{Do: []mandat.ActionRef{{Type: refs(actions)[0].Type, Action: by}}}}})
		}
		r.Approvals = append(r.Approvals, mandat.ApprovalRule{Of: refs(actions), By: by, Votes: 1})
	})
}

func hasStatus(s ...mandat.Status) mandat.Condition      { return mandat.Condition{Status: s} }
func hasLabel(l ...mandat.Label) mandat.Condition        { return mandat.Condition{Label: l} }
func hasRelation(r ...mandat.Relation) mandat.Condition  { return mandat.Condition{Relation: r} }
func not(c mandat.Condition) mandat.Condition            { return mandat.Condition{Not: &c} }
func everyOf(cs ...mandat.Condition) mandat.Condition    { return mandat.Condition{All: cs} }
func someOf(cs ...mandat.Condition) mandat.Condition     { return mandat.Condition{Any: cs} }
func holdsRole(roles ...mandat.RoleID) mandat.Condition  { return mandat.Condition{Holds: roles} }
func vacantRole(roles ...mandat.RoleID) mandat.Condition { return mandat.Condition{Vacant: roles} }

// Parts of an organisation.

func data(change func(*mandat.OrgData)) part {
	return func(_ *mandat.Rules, d *mandat.OrgData) { change(d) }
}

func grant(g mandat.Grant) part {
	return data(func(d *mandat.OrgData) { d.Grants = append(d.Grants, g) })
}

func granted(role mandat.RoleID, to mandat.PersonID, at mandat.Scope) part {
	return grant(mandat.Grant{Role: role, Member: to, Scope: at})
}

func grantedGroup(role mandat.RoleID, to mandat.GroupID, at mandat.Scope) part {
	return grant(mandat.Grant{Role: role, Group: to, Scope: at})
}

// group declares a static group, of the organisation if the unit is "".
func group(id mandat.GroupID, unit mandat.UnitID, members ...mandat.PersonID) part {
	return data(func(d *mandat.OrgData) {
		d.Groups = append(d.Groups, mandat.Group{ID: id, Unit: unit, Members: members})
	})
}

// groupOf declares a dynamic group.
func groupOf(id mandat.GroupID, unit mandat.UnitID, groups ...mandat.GroupID) part {
	return data(func(d *mandat.OrgData) {
		d.Groups = append(d.Groups, mandat.Group{ID: id, Unit: unit, Groups: groups})
	})
}

func customRole(id mandat.RoleID, with ...func(*mandat.Role)) part {
	return data(func(d *mandat.OrgData) { d.Roles = append(d.Roles, roleRule(id, with)) })
}

func set(s mandat.Setting, on bool) part {
	return data(func(d *mandat.OrgData) {
		if d.Settings == nil {
			d.Settings = make(map[mandat.Setting]bool)
		}
		d.Settings[s] = on
	})
}

// Who asks.

// as is a person in a logged-in session on the web, unless something else is
// said.
func as(p mandat.PersonID, with ...func(*mandat.Subject)) mandat.Subject {
	s := mandat.Subject{Person: p, Channel: "web", Session: mandat.OpenSession, At: now}
	for _, w := range with {
		w(&s)
	}
	return s
}

func via(c mandat.Channel) func(*mandat.Subject) { return func(s *mandat.Subject) { s.Channel = c } }
func moment(t time.Time) func(*mandat.Subject)   { return func(s *mandat.Subject) { s.At = t } }
func loggedOut(s *mandat.Subject)                { s.Session = mandat.NoSession }

// linkFor is a signed link for one action on one contract.
func linkFor(a mandat.Action, id mandat.ResourceID) func(*mandat.Subject) {
	return func(s *mandat.Subject) {
		s.Channel, s.Only = "link", mandat.Purpose{Org: "acme-ltd", Type: "contract", ID: id, Action: a}
	}
}

// What is asked about.

type fact = func(*mandat.Resource)

// contract states every fact of a contract: it is valid, and has none of what
// it could have, unless something else is said.
func contract(id mandat.ResourceID, unit mandat.UnitID, facts ...fact) mandat.Resource {
	r := mandat.Resource{
		Type: "contract", ID: id, Org: "acme-ltd", Status: "valid",
		Units:     mandat.Units{mandat.Structure("organisation").Is(mandat.At(unit))},
		Labels:    mandat.Labelled(),
		Relations: mandat.Relations{mandat.Relation("responsible").Is(mandat.Nobody()), mandat.Relation("deputy").Is(mandat.Nobody())},
		ACLs:      mandat.ACLs{mandat.Action("read").By(mandat.NoACL()), mandat.Action("edit").By(mandat.NoACL())},
		PartOf:    mandat.PartOfNothing(),
	}
	for _, f := range facts {
		f(&r)
	}
	return r
}

func folder(id mandat.ResourceID, unit mandat.UnitID, facts ...fact) mandat.Resource {
	r := contract(id, unit, facts...)
	r.Type, r.Status, r.Labels, r.Relations = "folder", "", mandat.Labels{}, mandat.Relations{}
	return r
}

func booking(id mandat.ResourceID, unit, room mandat.Place) mandat.Resource {
	return mandat.Resource{Type: "booking", ID: id, Org: "acme-ltd",
		Units: mandat.Units{mandat.Structure("organisation").Is(unit), mandat.Structure("rooms").Is(room)}}
}

func status(s mandat.Status) fact { return func(r *mandat.Resource) { r.Status = s } }
func labels(l ...mandat.Label) fact {
	return func(r *mandat.Resource) { r.Labels = mandat.Labelled(l...) }
}
func partOf(w mandat.Resource) fact   { return func(r *mandat.Resource) { r.PartOf = mandat.PartOf(&w) } }
func nowhere(r *mandat.Resource)      { r.Units[0].Place = mandat.Nowhere() }
func listed(e ...mandat.Listed) fact  { return list("read", e...) }
func editors(e ...mandat.Listed) fact { return list("edit", e...) }

func related(rel mandat.Relation, people ...mandat.PersonID) fact {
	return func(r *mandat.Resource) {
		for i := range r.Relations {
			if r.Relations[i].Relation == rel {
				r.Relations[i].People = mandat.Many(people...)
			}
		}
	}
}

func list(a mandat.Action, audience ...mandat.Listed) fact {
	return func(r *mandat.Resource) {
		for i := range r.ACLs {
			if r.ACLs[i].Action == a {
				r.ACLs[i].ACL = mandat.Only(audience...)
			}
		}
	}
}

// question is everything that is asked at once.
type question struct {
	s mandat.Subject
	a mandat.Action
	r mandat.Resource
}

// want asks, and reports a wrong answer as a sentence. The explanation, the
// view and the menu must answer the same.
func (o testOrg) want(answer string, s mandat.Subject, a mandat.Action, r mandat.Resource) {
	o.t.Helper()
	d := o.Decide(s, a, r)
	if d.String() != answer {
		o.t.Errorf("%s; want %s\n%s", sentence(s, a, r, d), answer, o.Explain(s, a, r).Text("en"))
	}
	v := o.As(s)
	for what, got := range map[string]mandat.Decision{"View.Decide": v.Decide(a, r), "Filter.Decide": v.Filter(r.Type, a).Decide(r), "Org.Explain": o.Explain(s, a, r).Decision(), "View.Explain": v.Explain(a, r).Decision()} {
		if got != d {
			o.t.Errorf("%s answers %s where Org.Decide answers %s: %s", what, got, d, sentence(s, a, r, d))
		}
	}
	for name, got := range v.Actions(r) {
		if name == a && got != d {
			o.t.Errorf("View.Actions answers %s where Org.Decide answers %s: %s", got, d, sentence(s, a, r, d))
		}
	}
}

func (o testOrg) allow(s mandat.Subject, a mandat.Action, r mandat.Resource) {
	o.t.Helper()
	o.want("allow", s, a, r)
}

// deny wants that a right is missing, the commonest refusal.
func (o testOrg) deny(s mandat.Subject, a mandat.Action, r mandat.Resource) {
	o.t.Helper()
	o.want("deny: no-right", s, a, r)
}

// sentence says an answer: "kalle may not read c-9 in purchasing (deny: no-right)".
func sentence(s mandat.Subject, a mandat.Action, r mandat.Resource, d mandat.Decision) string {
	may, why := "may", ""
	if !d.Allowed() {
		may, why = "may not", " ("+d.String()+")"
	}
	unit, _ := r.Units[0].Place.Unit()
	return fmt.Sprintf("%s %s %s %s in %s%s", s.Person, may, a, r.ID, unit, why)
}

// wantEqual reports how what came differs from what is wanted.
func wantEqual[T any](t testing.TB, got, want T, options ...cmp.Option) {
	t.Helper()
	if diff := cmp.Diff(want, got, options...); diff != "" {
		t.Errorf("wanted (-) and got (+) differ:\n%s", diff)
	}
}

// scopes lets wantEqual compare scopes.
var scopes = cmp.Comparer(func(a, b mandat.Scope) bool { return a == b })
