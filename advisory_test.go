package mandat_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/mandat-go/mandat"
)

// Each test is named by an advisory, and shows that the class of mistake is
// not made here.

// Delimiter injection in a key: two questions must not share one.
func TestAdvisory_CVE_2026_48096(t *testing.T) {
	o := given(t, everyone(can("sign", "read")))
	for _, p := range []mandat.Purpose{
		{Org: "acme-ltd", Type: "contract", ID: "c-9/sign", Action: "sign"},
		{Org: "acme-ltd", Type: "contract", ID: "c-", Action: "9sign"},
		{Org: "acme-ltd:contract", Type: "contract", ID: "c-9", Action: "sign"},
		{Org: "acme-ltd", Type: "contract:c", ID: "-9", Action: "sign"},
		{Org: "acme-ltd", Type: "contract", ID: "c-9\x00", Action: "sign"},
	} {
		o.want("deny: no-standing: purpose-other", as("kalle", linkFor("sign", "c-9"), func(s *mandat.Subject) { s.Only = p }), "sign", contract("c-9", "sales"))
	}
	o.allow(as("kalle", linkFor("sign", "c-9")), "sign", contract("c-9", "sales"))
}

// Cycles crash or never end: refused where they are written, bounded where
// they are stated.
func TestAdvisory_CVE_2023_35933(t *testing.T) {
	o := given(t, everyone(can("read", "folder.read")))
	f, g := folder("f-1", "sales"), folder("f-2", "sales")
	f.PartOf, g.PartOf = mandat.PartOf(&g), mandat.PartOf(&f)
	for _, in := range []mandat.Resource{f, g, contract("c-9", "sales", partOf(f))} {
		o.want("deny: malformed: whole-too-deep", as("kalle"), "read", in)
		o.As(as("kalle")).Explain("read", in)
	}
	for name, loop := range map[string]part{
		"roles":   rules(func(r *mandat.Rules) { r.Roles[0].Includes = []mandat.RoleID{"everyone"} }),
		"actions": rules(func(r *mandat.Rules) { r.Types[0].Actions[1].Of = []mandat.Action{"edit"} }),
		"units":   data(func(d *mandat.OrgData) { d.Units[0].Parent = "domestic" }),
		"groups": data(func(d *mandat.OrgData) {
			d.Groups = []mandat.Group{{ID: "a", Groups: []mandat.GroupID{"b"}}, {ID: "b", Groups: []mandat.GroupID{"a"}}}
		}),
	} {
		r, d := standardRules(), standardData()
		loop(&r, &d)
		p, err := mandat.NewPolicy(r)
		if err == nil {
			_, err = mandat.NewOrg(p, d)
		}
		assert.Error(t, err, name)
	}
}

// A leak: memory or goroutines grow with the number of answers.
func TestAdvisory_CVE_2023_45810(t *testing.T) {
	o := given(t, everyone(can("read")), gate(hasStatus("draft"), "delete"))
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	routines, before := runtime.NumGoroutine(), heap()
	for i := range 200_000 {
		o.Decide(as("kalle"), "read", contract("c-9", "sales"))
		if i%100 == 0 {
			o.Explain(as("kalle"), "delete", contract(mandat.ResourceID(fmt.Sprint(i)), "sales"))
		}
	}
	if after := heap(); after > before+1<<20 {
		t.Errorf("the heap grew from %d to %d bytes", before, after)
	}
	runtime.KeepAlive(o)
	assert.LessOrEqual(t, runtime.NumGoroutine(), routines)
}

// A wildcard where an id stands: "*" and "everybody" are ids like any other.
func TestAdvisory_CVE_2022_39341(t *testing.T) {
	for _, w := range []string{"*", "everybody", "everyone", "all", "%", "_", ""} {
		o := given(t, role("reader", can("read")), everyone(can("sign")), granted("reader", "kalle", mandat.WholeOrg()))
		for _, l := range []mandat.Listed{mandat.Named(mandat.PersonID(w)), mandat.InGroup(mandat.GroupID(w)), mandat.InUnit(mandat.UnitID(w)), mandat.Related(mandat.Relation(w)), {Name: w}} {
			o.deny(as("kalle"), "read", contract("c-9", "sales", listed(l)))
		}
		if w != "" {
			for _, c := range []mandat.Resource{contract("c-9", mandat.UnitID(w)), contract("c-9", "sales", func(r *mandat.Resource) { r.Type = mandat.ResourceType(w) })} {
				if d := o.Decide(as("kalle"), "read", c); d.Reason() != mandat.Malformed {
					t.Errorf("%s; want it malformed", sentence(as("kalle"), "read", c, d))
				}
			}
			o.want("deny: no-standing: purpose-other", as("kalle", linkFor("sign", mandat.ResourceID(w))), "sign", contract("c-9", "sales"))
			o.want("deny: no-standing: not-a-member", as(mandat.PersonID(w)), "read", contract("c-9", "sales"))
		}
		foreign := contract("c-9", "sales", func(r *mandat.Resource) { r.Org = mandat.OrgID(w) })
		if d := o.Decide(as("kalle"), "read", foreign); d.Reason() != mandat.Malformed {
			t.Errorf("%s of organisation %q; want it malformed", sentence(as("kalle"), "read", foreign, d), w)
		}
	}
}

// A wildcard with an exclusion: everybody on the list, and one closed out.
func TestAdvisory_CVE_2022_21646(t *testing.T) {
	o := given(t, everyone(can("read")), gate(not(hasRelation("deputy")), "read"))
	c := contract("c-9", "sales", listed(mandat.Everybody()), related("deputy", "kalle"))
	o.allow(as("anna"), "read", c)
	o.want("deny: gate-closed", as("kalle"), "read", c)
}

// A public entry takes a fast path past type, condition, seal or neighbours.
func TestAdvisory_CVE_2025_25196(t *testing.T) {
	public := listed(mandat.Everybody())
	entries := [][]mandat.Listed{{mandat.Everybody()}, {{}, mandat.Everybody()}, {mandat.Named("kall"), mandat.Everybody(), mandat.Named("kalles")}}
	o := given(t, role("reader", canIf(hasStatus("draft"), "read")), role("foldered", can("folder.read")), granted("reader", "kalle", mandat.Exactly("purchasing")), granted("foldered", "anna", mandat.WholeOrg()))
	for _, e := range entries {
		o.allow(as("kalle"), "read", contract("c-9", "sales", listed(e...), status("draft")))
		o.deny(as("kalle"), "read", contract("c-9", "sales", listed(e...)))                    // the condition
		o.deny(as("anna"), "read", contract("c-9", "sales", listed(e...), status("draft")))    // the type
		o.deny(as("kalle"), "read", contract("c-9", "vault", listed(e...), status("draft")))   // the seal
		o.deny(as("nils"), "read", contract("c-9", "sales", listed(e...), status("draft")))    // the function
		o.deny(as("kalle"), "delete", contract("c-9", "sales", listed(e...), status("draft"))) // the action
	}
	// Public on the whole, not on the part; public for reading, not for editing.
	o = given(t, everyone(can("read", "edit")))
	o.deny(as("kalle"), "read", contract("c-9", "sales", listed(), partOf(folder("f-1", "sales", public))))
	o.deny(as("kalle"), "edit-name", contract("c-9", "sales", public, editors()))
	// Neighbours of an entry's name.
	for _, n := range []mandat.PersonID{"kall", "kalle2", "kalle ", "all"} {
		o.deny(as("kalle"), "read", contract("c-9", "sales", listed(mandat.Named(n))))
	}
}

// A false denial: of several ways to a right, each must do alone.
func TestAdvisory_CVE_2024_38361(t *testing.T) {
	ways := map[string]part{
		"own grant":           granted("reader", "kalle", mandat.Exactly("sales")),
		"whole organisation":  granted("reader", "kalle", mandat.WholeOrg()),
		"at home":             granted("reader", "kalle", mandat.AtHome()),
		"included":            granted("boss", "kalle", mandat.Below("acme")),
		"a group":             grantedGroup("reader", "team", mandat.Below("sales")),
		"a group of the unit": grantedGroup("reader", "crew", mandat.WholeOrg()),
		"a dynamic group":     grantedGroup("reader", "teams", mandat.WholeOrg()),
		"a custom role":       granted("own", "kalle", mandat.Below("sales")),
	}
	noise := []part{granted("reader", "kalle", mandat.Exactly("purchasing")), granted("sealed", "kalle", mandat.WholeOrg()),
		grant(mandat.Grant{Role: "reader", Member: "kalle", Scope: mandat.WholeOrg(), Until: now}), granted("mailer", "kalle", mandat.WholeOrg())}
	base := []part{role("reader", can("read")), role("boss", includes("reader")), role("sealed", hangsOn("extra"), can("read")), role("mailer", opens("mail"), can("read")),
		group("team", "", "kalle"), group("crew", "sales", "anna", "kalle"), groupOf("teams", "", "team"), customRole("own", includes("reader"))}
	given(t, append(base, noise...)...).deny(as("kalle"), "read", contract("c-9", "sales"))
	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			given(t, slices.Concat(base, noise, []part{way})...).allow(as("kalle"), "read", contract("c-9", "sales"))
			given(t, slices.Concat(base, []part{way}, noise)...).allow(as("kalle"), "read", contract("c-9", "sales"))
		})
	}
}

// A missing fact is taken for false, or for true: the truth table of each fact
// in three states, under a condition and under its negation.
func TestAdvisory_CVE_2024_48909(t *testing.T) {
	out := mandat.Condition{LoggedOut: true}
	session := func(x mandat.Session) func(*mandat.Subject) {
		return func(s *mandat.Subject) { s.Session = x }
	}
	c := contract("c-9", "sales")
	unset := func(f fact) mandat.Resource { return contract("c-9", "sales", f) }
	for name, row := range map[string]struct {
		condition          mandat.Condition
		unstated, yes, not question
	}{
		"status": {hasStatus("draft"), question{as("kalle"), "delete", unset(status(""))}, question{as("kalle"), "delete", unset(status("draft"))}, question{as("kalle"), "delete", c}},
		"label": {hasLabel("secret"), question{as("kalle"), "delete", unset(func(r *mandat.Resource) { r.Labels = mandat.Labels{} })},
			question{as("kalle"), "delete", unset(labels("secret"))}, question{as("kalle"), "delete", c}},
		"relation": {hasRelation("deputy"), question{as("kalle"), "delete", unset(func(r *mandat.Resource) { r.Relations[1] = mandat.RelationFact{} })},
			question{as("kalle"), "delete", unset(related("deputy", "kalle"))}, question{as("kalle"), "delete", c}},
		"session": {out, question{as("kalle", session(0)), "delete", c}, question{as("kalle", session(mandat.NoSession)), "delete", c}, question{as("kalle", session(mandat.OpenSession)), "delete", c}},
	} {
		k, clerk := row.condition, everyone(can("delete"))
		yes, no := given(t, clerk, gate(k, "delete")), given(t, clerk, gate(not(k), "delete"))
		either := given(t, clerk, gate(someOf(holdsRole("everyone"), k), "delete"), guard(someOf(k, not(k)), "delete"))
		for _, o := range []testOrg{yes, no, either} { // also where what is known would do
			if d := o.Decide(row.unstated.s, "delete", row.unstated.r); d.Reason() != mandat.Malformed {
				t.Errorf("%s not stated: %s; want it malformed", name, d)
			}
		}
		yes.want("allow", row.yes.s, "delete", row.yes.r)
		yes.want("deny: gate-closed", row.not.s, "delete", row.not.r)
		no.want("deny: gate-closed", row.yes.s, "delete", row.yes.r)
		no.want("allow", row.not.s, "delete", row.not.r)
		either.want("allow", row.yes.s, "delete", row.yes.r)
		either.want("allow", row.not.s, "delete", row.not.r)
	}
	lists := given(t, everyone(can("read")))
	for want, acl := range map[string]mandat.ACL{"deny: malformed: list-not-stated": {}, "allow": mandat.NoACL(), "deny: no-right": mandat.Only()} {
		lists.want(want, as("kalle"), "read", contract("c-9", "sales", func(r *mandat.Resource) { r.ACLs[0].ACL = acl }))
	}
}

// A counter of 16 bits overflows.
func TestAdvisory_CVE_2024_27101(t *testing.T) {
	p := mustPolicy(t, func() mandat.Rules {
		r, d := standardRules(), standardData()
		role("reader", can("read"))(&r, &d)
		return r
	}())
	for _, n := range []int{65_535, 65_536, 65_537} {
		d := standardData()
		crowd := mandat.Group{ID: "crowd"}
		for i := range n {
			id := fmt.Sprintf("p-%d", i)
			d.Units = append(d.Units, mandat.Unit{ID: mandat.UnitID(id), Structure: "organisation", Parent: "acme"})
			d.Members = append(d.Members, mandat.Member{Person: mandat.PersonID(id), Status: mandat.MemberActive, Home: mandat.UnitID(id)})
			crowd.Members = append(crowd.Members, mandat.PersonID(id))
			d.Groups = append(d.Groups, mandat.Group{ID: mandat.GroupID(id), Members: []mandat.PersonID{"kalle"}})
			d.Grants = append(d.Grants, mandat.Grant{Role: "reader", Member: "kalle", Scope: mandat.Exactly(mandat.UnitID(id))})
		}
		d.Groups = append(d.Groups, crowd)
		d.Grants = append(d.Grants, mandat.Grant{Role: "reader", Group: "crowd", Scope: mandat.Exactly("sales")},
			mandat.Grant{Role: "reader", Group: mandat.GroupID(fmt.Sprintf("p-%d", n-1)), Scope: mandat.Exactly("domestic")})
		o := mustOrg(t, p, d)
		ask := func(want bool, who mandat.PersonID, c mandat.Resource) { // only decides: explaining so many grants takes long
			t.Helper()
			if d := o.Decide(as(who), "read", c); d.Allowed() != want {
				t.Errorf("of %d: %s", n, sentence(as(who), "read", c, d))
			}
		}
		for _, i := range []int{0, 1, n - 2, n - 1} {
			unit, person := mandat.UnitID(fmt.Sprintf("p-%d", i)), mandat.PersonID(fmt.Sprintf("p-%d", i))
			ask(true, "kalle", contract("c-9", unit))
			ask(true, person, contract("c-9", "sales"))
			ask(false, person, contract("c-9", unit))
			ask(false, "anna", contract("c-9", unit))
			ask(true, "kalle", contract("c-9", unit, listed(mandat.InGroup(mandat.GroupID(unit)))))
			ask(false, "kalle", contract("c-9", unit, listed(mandat.InUnit(unit))))
		}
		ask(true, "kalle", contract("c-9", "domestic")) // the last of the groups
		ask(false, "kalle", contract("c-9", "sales"))
	}
}

// Grants of an old model, of a role that was edited or deleted, are honoured.
func TestAdvisory_CVE_2022_23542(t *testing.T) {
	c := contract("c-9", "sales")
	holding := granted("own", "kalle", mandat.Exactly("sales"))
	old := given(t, customRole("own", can("read", "delete")), holding)
	old.allow(as("kalle"), "delete", c)
	edited := given(t, customRole("own", can("read")), holding)
	edited.deny(as("kalle"), "delete", c)
	edited.allow(as("kalle"), "read", c)
	old.allow(as("kalle"), "delete", c) // an organisation is a version

	d := standardData()
	holding(nil, &d)
	_, err := mandat.NewOrg(mustPolicy(t, standardRules()), d)
	wantEqual(t, problemsOf(t, err, "organisation"), []mandat.Problem{{Path: "Grants[0].Role", Message: `unknown role "own"`}})
}

// Orphan bindings: what a grant names must exist.
func TestAdvisory_CVE_2021_36775(t *testing.T) {
	for _, orphan := range []mandat.Grant{{Role: "gone", Member: "kalle", Scope: mandat.WholeOrg()}, {Role: "everyone", Member: "gone", Scope: mandat.WholeOrg()},
		{Role: "everyone", Group: "gone", Scope: mandat.WholeOrg()}, {Role: "everyone", Member: "kalle", Scope: mandat.Below("gone")}} {
		d := standardData()
		d.Grants = []mandat.Grant{orphan}
		_, err := mandat.NewOrg(mustPolicy(t, standardRules()), d)
		assert.Len(t, problemsOf(t, err, "organisation"), 1)
	}
}

// An endpoint that nobody guarded: every exported method that answers is known
// here, and tells a stranger nothing.
func TestAdvisory_CVE_2022_39340(t *testing.T) {
	methods := func(v any) []string {
		var names []string
		for i := range reflect.TypeOf(v).NumMethod() {
			names = append(names, reflect.TypeOf(v).Method(i).Name)
		}
		return names
	}
	assert.Equal(t, []string{"Actions", "Approvals", "Check", "Decide", "Explain", "Filter", "Grants", "Impact", "Invitations", "Members", "Subjects"}, methods(mandat.View{}), "a new method of View: guard it, and test it here")
	assert.Equal(t, []string{"Decide", "Expr", "Form", "Text"}, methods(mandat.Filter{}), "a new method of Filter: guard it, and test it here")
	assert.Equal(t, []string{"Holds", "String"}, methods(mandat.Expr{}), "a new method of Expr: guard it, and test it here")
	assert.Equal(t, []string{"Adopting", "Apply", "Approval", "Approvals", "As", "Data", "Decide", "Explain", "ExplainPlan", "Grants", "GrantsOf", "GrantsOfGroup", "Group", "Groups", "Holders", "ID", "Invitation", "InvitationOf", "MarshalJSON", "Member", "Members",
		"Plan", "Policy", "Recipients", "Role", "Snapshot", "Subjects", "Unit", "Units", "Vacancies", "Version"}, methods(&mandat.Org{}), "a new method of Org: guard it, and test it here")
	assert.Equal(t, []string{"Before", "Events", "Explain", "Impact", "Notices", "Org"}, methods(mandat.Change{}), "a new method of Change: guard it, and test it here")
	for _, zero := range []any{(*mandat.Org)(nil), &mandat.Org{}, mandat.View{}, mandat.Filter{}, mandat.Expr{}, mandat.Change{}} {
		noAnswers(t, zero)
	}

	o := given(t, hiding(), everyone(can("read", "delete")))
	for _, s := range []mandat.Subject{{}, as("stranger"), as("rune"), as("kalle", via(""))} {
		v, c := o.As(s), contract("c-9", "sales")
		assert.False(t, v.Decide("read", c).Entitled())
		assert.ErrorIs(t, v.Check("read", c), mandat.ErrDenied)
		for a, d := range v.Actions(c) {
			assert.False(t, d.Entitled(), a)
		}
		e, _ := v.Filter("contract", "read").Expr()
		assert.Equal(t, mandat.Expr{}, e)
		assert.Empty(t, slices.Collect(v.Members()))
		assert.Empty(t, slices.Collect(v.Grants()))
		assert.Empty(t, slices.Collect(v.Invitations()))
		effects, hidden, err := v.Impact(as(""), c, contract("c-9", "purchasing"))
		assert.Error(t, err)
		assert.Empty(t, effects)
		assert.Zero(t, hidden)
		if s.Person != "" {
			assert.True(t, v.Explain("read", c).NotFound(), s)
		}
	}
}

// Ids are merged by folding: case, composition, look-alikes, blanks.
func TestAdvisory_CVE_2026_55170(t *testing.T) {
	ids := []string{"åsa", "a\u030asa", "Åsa", "ÅSA", "åsа" /* Cyrillic а */, "asa", "åsa ", " åsa", "åsa\u200b", "åsa\x00", "ａ", "a", "ß", "ss", "ı", "i", "I"}
	for i, id := range ids {
		d := standardData()
		for _, other := range ids {
			d.Members = append(d.Members, mandat.Member{Person: mandat.PersonID(other), Status: mandat.MemberActive})
			d.Units = append(d.Units, mandat.Unit{ID: mandat.UnitID(other), Structure: "organisation"})
			d.Groups = append(d.Groups, mandat.Group{ID: mandat.GroupID(other), Members: []mandat.PersonID{mandat.PersonID(other)}})
			d.Roles = append(d.Roles, roleRule(mandat.RoleID(other), []func(*mandat.Role){can("read")}))
		}
		d.Grants = []mandat.Grant{{Role: mandat.RoleID(id), Member: mandat.PersonID(id), Scope: mandat.Exactly(mandat.UnitID(id))}}
		o := testOrg{mustOrg(t, mustPolicy(t, standardRules()), d), t}
		for j, other := range ids {
			for _, q := range []question{
				{as(mandat.PersonID(other)), "read", contract("c-9", mandat.UnitID(id))},
				{as(mandat.PersonID(id)), "read", contract("c-9", mandat.UnitID(other))},
				{as(mandat.PersonID(id)), "read", contract("c-9", "sales", listed(mandat.InGroup(mandat.GroupID(other))))},
				{as(mandat.PersonID(id)), "read", contract("c-9", "sales", listed(mandat.Named(mandat.PersonID(other))))},
			} {
				if d := o.Decide(q.s, q.a, q.r); d.Allowed() != (i == j) {
					t.Errorf("%q is taken for %q: %s", other, id, sentence(q.s, q.a, q.r, d))
				}
			}
			foreign := contract("c-9", mandat.UnitID(id), func(r *mandat.Resource) { r.Org = mandat.OrgID("acme-ltd" + other) })
			o.want("deny: malformed: org-foreign", as(mandat.PersonID(id)), "read", foreign)
		}
	}
}

// An empty configuration skips the check.
func TestAdvisory_CVE_2026_55689(t *testing.T) {
	assert.Error(t, func() error { _, err := mandat.NewPolicy(mandat.Rules{}); return err }())
	assert.Error(t, func() error { _, err := mandat.NewOrg(nil, mandat.OrgData{ID: "acme-ltd"}); return err }())
	p := mustPolicy(t, mandat.Rules{System: "empty", Version: "1"})
	empty := testOrg{mustOrg(t, p, mandat.OrgData{ID: "acme-ltd"}), t}
	empty.want("deny: malformed: type-unknown", as("kalle"), "read", contract("c-9", "sales"))

	bare := testOrg{mustOrg(t, mustPolicy(t, standardRules()), mandat.OrgData{ID: "acme-ltd", Units: standardData().Units}), t}
	bare.want("deny: no-standing: not-a-member", as("kalle"), "read", contract("c-9", "sales"))
	given(t).deny(as("kalle"), "read", contract("c-9", "sales"))
	_, err := mandat.NewPolicy(mandat.Rules{System: "x", Version: "1", Types: standardRules().Types[:0:0], Gates: []mandat.Gate{{}}})
	assert.Len(t, problemsOf(t, err, "policy"), 2) // a gate on nothing, unless nothing
}

// Something overrides a denial: nothing passes a gate.
func TestAdvisory_CVE_2022_36085(t *testing.T) {
	past := mandat.PastLists | mandat.PastSeals
	closed := gate(hasStatus("draft"), "delete")
	everything := []part{closed, role("root", canPast(past, "delete"), canIf(hasStatus("valid"), "delete"), noAccount, opens("web", "mail", "link")), everyone(canPast(past, "delete")),
		granted("root", "kalle", mandat.WholeOrg()), granted("root", "kalle", mandat.Exactly("sales"))}
	o := given(t, everything...)
	for _, s := range []mandat.Subject{as("kalle"), as("kalle", via("mail")), as("kalle", loggedOut), as("kalle", linkFor("delete", "c-9"))} {
		o.want("deny: gate-closed", s, "delete", contract("c-9", "sales", listed(mandat.Everybody()), related("responsible", "kalle")))
		o.allow(s, "delete", contract("c-9", "sales", status("draft")))
	}
}

// Injection and path normalisation: an id is never a path, a pattern or code.
func TestAdvisory_CVE_2025_46569(t *testing.T) {
	long := strings.Repeat("x", 1<<16)
	hostile := []string{"..", "../sales", "sales/..", "//", "/sales", "sales/", "./sales", "%2e%2e", "sales::domestic", "a::b", `"`, `'; DROP TABLE`, "a\nb", "{who}", "${x}", "*", long, long + "y", "\ufffd", "none", "org", "home"}
	d := standardData()
	for i, h := range hostile {
		d.Units = append(d.Units, mandat.Unit{ID: mandat.UnitID(h), Structure: "organisation", Parent: []mandat.UnitID{"sales", "purchasing"}[i%2]})
		d.Members = append(d.Members, mandat.Member{Person: mandat.PersonID(h), Status: mandat.MemberActive, Home: mandat.UnitID(h)})
	}
	r, _ := standardRules(), 0
	role("reader", can("read"))(&r, nil)
	p := mustPolicy(t, r)
	for _, h := range hostile {
		with := d
		with.Grants = []mandat.Grant{{Role: "reader", Member: mandat.PersonID(h), Scope: mandat.Below(mandat.UnitID(h))}}
		o := mustOrg(t, p, with)
		for _, other := range append([]string{"sales", "domestic", "acme", "purchasing"}, hostile...) {
			c := contract(mandat.ResourceID(h), mandat.UnitID(other))
			if d := o.Decide(as(mandat.PersonID(h)), "read", c); d.Allowed() != (h == other) {
				t.Errorf("%.40q at %.40q: %s", h, other, d)
			}
		}
		text := o.Explain(as(mandat.PersonID(h)), "read", contract(mandat.ResourceID(h), mandat.UnitID(h))).Text("en")
		assert.Equal(t, 2, strings.Count(text, "\n"), text)
		assert.Len(t, o.Explain(as(mandat.PersonID(h)), "read", contract(mandat.ResourceID(h), "acme")).Because(), 2)
	}
}

// A name collides with one of another kind: a person called like a role, a
// group like a unit.
func TestAdvisory_casbin_233(t *testing.T) {
	o := given(t, role("reader", can("read")), role("admin", can("delete")), data(func(d *mandat.OrgData) {
		d.Members = append(d.Members, mandat.Member{Person: "reader", Status: mandat.MemberActive}, mandat.Member{Person: "admin", Status: mandat.MemberActive, Home: "acme"})
	}), group("sales", "", "kalle"), group("admin", "", "anna"), group("kalle", "", "nils"), customRole("kalle", can("delete")),
		granted("reader", "kalle", mandat.WholeOrg()), grantedGroup("reader", "sales", mandat.Exactly("purchasing")))
	c := contract("c-9", "sales")
	o.deny(as("reader"), "read", c)
	o.deny(as("admin"), "delete", c)
	o.deny(as("kalle"), "delete", c)
	o.allow(as("kalle"), "read", contract("c-9", "sales", listed(mandat.Named("kalle"))))
	o.deny(as("kalle"), "read", contract("c-9", "sales", listed(mandat.InGroup("kalle"))))
	o.deny(as("kalle"), "read", contract("c-9", "sales", listed(mandat.Named("sales"), mandat.Related("kalle"), mandat.InUnit("kalle"))))
	o.deny(as("kalle"), "read", contract("c-9", "purchasing", listed(mandat.InUnit("admin"))))
}

// A thing of one type stands where another is meant.
func TestAdvisory_keto_1452(t *testing.T) {
	o := given(t, everyone(can("read", "booking.read")))
	o.want("deny: malformed: whole-unknown", as("kalle"), "read", contract("c-9", "sales", partOf(contract("c-8", "sales"))))
	o.want("deny: malformed: whole-unknown", as("kalle"), "read", contract("c-9", "sales", partOf(mandat.Resource{Org: "acme-ltd"})))
	o.want("deny: malformed: unit-unknown", as("kalle"), "read", contract("c-9", "room"))
	o.want("deny: malformed: unit-unknown", as("kalle"), "read", booking("b-1", mandat.At("room"), mandat.At("sales")))
	for name, confused := range map[string]func(*mandat.OrgData){
		"a unit below one of another structure": func(d *mandat.OrgData) { d.Units[8].Parent = "sales" },
		"a home in another structure":           func(d *mandat.OrgData) { d.Members[0].Home = "room" },
		"a group among the members": func(d *mandat.OrgData) {
			d.Groups = []mandat.Group{{ID: "a"}, {ID: "b", Members: []mandat.PersonID{"a"}}}
		},
		"a grant to a group as a member": func(d *mandat.OrgData) {
			d.Groups = []mandat.Group{{ID: "a"}}
			d.Grants = []mandat.Grant{{Role: "everyone", Member: "a", Scope: mandat.WholeOrg()}}
		},
	} {
		d := standardData()
		confused(&d)
		_, err := mandat.NewOrg(mustPolicy(t, standardRules()), d)
		assert.Len(t, problemsOf(t, err, "organisation"), 1, name)
	}
}

// The order in which rules and data are loaded changes an answer.
func TestAdvisory_cerbos_3382(t *testing.T) {
	r, d := standardRules(), standardData()
	for _, p := range append(richParts(), granted("reader", "kalle", mandat.Below("sales")), granted("chief", "anna", mandat.WholeOrg()), grantedGroup("editor", "crew", mandat.Exactly("sales")), granted("own", "nils", mandat.Below("acme"))) {
		p(&r, &d)
	}
	var questions []question
	for _, who := range []mandat.PersonID{"kalle", "anna", "nils", "ida"} {
		for _, a := range []mandat.Action{"read", "edit", "edit-name", "delete", "sign"} {
			for _, unit := range []mandat.UnitID{"sales", "domestic", "vault", "purchasing"} {
				questions = append(questions, question{as(who), a, contract("c-9", unit)}, question{as(who, via("mail")), a, contract("c-9", unit, status("draft"), listed(mandat.InGroup("crew")))})
			}
		}
	}
	want := mustOrg(t, mustPolicy(t, r), d)
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 100 {
		shuffle(rnd, r.Roles)
		shuffle(rnd, r.Gates)
		shuffle(rnd, r.Guards)
		shuffle(rnd, r.Types)
		shuffle(rnd, r.Channels)
		shuffle(rnd, r.Settings)
		shuffle(rnd, r.Structures)
		for i := range r.Roles {
			shuffle(rnd, r.Roles[i].Can)
			shuffle(rnd, r.Roles[i].At)
			shuffle(rnd, r.Roles[i].Includes)
		}
		for i := range r.Types {
			shuffle(rnd, r.Types[i].Actions)
			shuffle(rnd, r.Types[i].Statuses)
			shuffle(rnd, r.Types[i].Labels)
			shuffle(rnd, r.Types[i].Relations)
			shuffle(rnd, r.Types[i].Lists)
		}
		shuffle(rnd, d.Units)
		shuffle(rnd, d.Members)
		shuffle(rnd, d.Groups)
		shuffle(rnd, d.Grants)
		got := mustOrg(t, mustPolicy(t, r), d)
		for _, q := range questions {
			shuffle(rnd, q.r.Relations[:])
			shuffle(rnd, q.r.ACLs[:])
			shuffle(rnd, q.r.Units[:])
			if g, w := got.Decide(q.s, q.a, q.r), want.Decide(q.s, q.a, q.r); g != w {
				t.Fatalf("%s; want %s, as in the first order", sentence(q.s, q.a, q.r, g), w)
			}
		}
	}
}

func shuffle[E any](rnd *rand.Rand, list []E) {
	rnd.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
}

// A rule that closes cannot be judged, and is left out: an error must deny.
func TestAdvisory_cedar_2428(t *testing.T) {
	o := given(t, everyone(can("delete")), gate(someOf(hasStatus("valid"), hasLabel("urgent")), "delete"), guard(not(hasRelation("deputy")), "delete"))
	for want, spoil := range map[string]fact{
		"status-unknown":      status("vaild"),
		"status-not-stated":   status(""),
		"label-unknown":       labels("urgent", "sercet"),
		"labels-not-stated":   func(r *mandat.Resource) { r.Labels = mandat.Labels{} },
		"relation-not-stated": func(r *mandat.Resource) { r.Relations[1].People = mandat.Many("anna", "") },
		"relation-twice":      func(r *mandat.Resource) { r.Relations[3] = mandat.Relation("deputy").Is(mandat.One("anna")) },
		"unit-unknown":        func(r *mandat.Resource) { r.Units[0].Place = mandat.At("Sales") },
	} {
		o.allow(as("kalle"), "delete", contract("c-9", "sales"))
		o.want("deny: malformed: "+want, as("kalle"), "delete", contract("c-9", "sales", spoil))
	}
}

// What belongs to another organisation is reached by its id.
func TestAdvisory_CVE_2025_64431(t *testing.T) {
	ours := given(t, everyone(can("read")))
	theirs := given(t, everyone(can("read")), data(func(d *mandat.OrgData) { d.ID = "other-ltd" }))
	c := contract("c-9", "sales")
	their := contract("c-9", "sales", func(r *mandat.Resource) { r.Org = "other-ltd" })
	ours.allow(as("kalle"), "read", c)
	theirs.allow(as("kalle"), "read", their)
	theirs.want("deny: malformed: org-foreign", as("kalle"), "read", c)
	ours.want("deny: malformed: org-foreign", as("kalle"), "read", their)
	f := folder("f-1", "sales", func(r *mandat.Resource) { r.Org = "other-ltd" })
	ours.want("deny: malformed: whole-foreign", as("kalle"), "read", contract("c-9", "sales", partOf(f)))
	ours.want("deny: no-standing: purpose-other", as("kalle", linkFor("read", "c-9"), func(s *mandat.Subject) { s.Only.Org = "other-ltd" }), "read", c)
}

// A member who was deactivated still acts: by their roles, their groups, what
// everybody may, or a place in a list.
func TestAdvisory_CVE_2024_47060(t *testing.T) {
	c := contract("c-9", "sales", listed(mandat.Everybody(), mandat.Named("kalle")), related("responsible", "kalle"))
	for st, want := range map[mandat.MemberStatus]string{
		mandat.MemberActive:   "allow",
		mandat.MemberInactive: "deny: no-standing: not-active",
		mandat.MemberInvited:  "deny: no-standing: not-active",
		mandat.MemberAccepted: "deny: no-standing: not-active",
	} {
		o := given(t, everyone(can("read")), role("reader", can("read"), opens("web")), group("team", "", "kalle"), grantedGroup("reader", "team", mandat.WholeOrg()),
			granted("reader", "kalle", mandat.WholeOrg()), data(func(d *mandat.OrgData) { d.Members[0].Status = st }))
		o.want(want, as("kalle"), "read", c)
	}
	gone := given(t, everyone(can("read")), data(func(d *mandat.OrgData) { d.Members[0].Status = mandat.MemberRemoved }))
	gone.want("deny: no-standing: not-a-member", as("kalle"), "read", c)
}

// A right outlives its end: the time of the question counts, not that of the
// organisation.
func TestAdvisory_CVE_2024_41666(t *testing.T) {
	until := now.Add(time.Second)
	o := given(t, role("reader", can("read")), grant(mandat.Grant{Role: "reader", Member: "kalle", Scope: mandat.WholeOrg(), Until: until}))
	v := o.As(as("kalle"))
	o.allow(as("kalle"), "read", contract("c-9", "sales"))
	o.deny(as("kalle", moment(until)), "read", contract("c-9", "sales"))
	o.want("deny: malformed: time-not-stated", as("kalle", moment(time.Time{})), "read", contract("c-9", "sales"))
	assert.True(t, v.Decide("read", contract("c-9", "sales")).Allowed()) // a view is of one moment
}
