package mandat_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/mandat-go/mandat"
)

func TestEveryZeroValueDenies(t *testing.T) {
	o := given(t, everyone(can("read")))
	s, c := as("kalle"), contract("c-9", "sales")
	o.allow(s, "read", c)
	var none *mandat.Org
	var view mandat.View
	for name, d := range map[string]mandat.Decision{
		"no Decision":      {},
		"a nil Org":        none.Decide(s, "read", c),
		"a zero Org":       new(mandat.Org).Decide(s, "read", c),
		"a zero View":      view.Decide("read", c),
		"a nil Org's View": none.As(s).Decide("read", c),
		"a zero Subject":   o.Decide(mandat.Subject{}, "read", c),
		"a zero Resource":  o.Decide(s, "read", mandat.Resource{}),
		"no Action":        o.Decide(s, "", c),
		"no Person":        o.Decide(as(""), "read", c),
		"no Channel":       o.Decide(as("kalle", via("")), "read", c),
		"no time":          o.Decide(as("kalle", moment(time.Time{})), "read", c),
		"no Org":           o.Decide(s, "read", contract("c-9", "sales", func(r *mandat.Resource) { r.Org = "" })),
		"no Units":         o.Decide(s, "read", contract("c-9", "sales", func(r *mandat.Resource) { r.Units = mandat.Units{} })),
		"a zero Place":     o.Decide(s, "read", contract("c-9", "", func(r *mandat.Resource) { r.Units[0].Place = mandat.Place{} })),
		"no Relations":     o.Decide(s, "read", contract("c-9", "sales", func(r *mandat.Resource) { r.Relations = mandat.Relations{} })),
		"no ACLs":          o.Decide(s, "read", contract("c-9", "sales", func(r *mandat.Resource) { r.ACLs = mandat.ACLs{} })),
		"a zero ACL":       o.Decide(s, "read", contract("c-9", "sales", func(r *mandat.Resource) { r.ACLs[0].ACL = mandat.ACL{} })),
		"a zero Listed":    o.Decide(s, "read", contract("c-9", "sales", listed(mandat.Listed{}))),
		"a zero Whole":     o.Decide(s, "read", contract("c-9", "sales", func(r *mandat.Resource) { r.PartOf = mandat.Whole{} })),
	} {
		if d.Outcome() != mandat.Denied || d.Allowed() || d.Entitled() {
			t.Errorf("%s: %s; want a denial", name, d)
		}
	}
	for range view.Actions(c) {
		t.Error("a zero View has actions")
	}
}

func TestAZeroPolicyDecidesNothing(t *testing.T) {
	_, err := mandat.NewOrg(&mandat.Policy{}, standardData())
	assert.Error(t, err)
	_, err = mandat.NewPolicy(mandat.Rules{})
	assert.Error(t, err)
}

func TestThePlaces(t *testing.T) {
	unit, stated := mandat.At("sales").Unit()
	assert.Equal(t, mandat.UnitID("sales"), unit)
	assert.True(t, stated)
	unit, stated = mandat.Nowhere().Unit()
	assert.Equal(t, mandat.UnitID(""), unit)
	assert.True(t, stated)
	_, stated = mandat.At("").Unit()
	assert.False(t, stated)
	assert.Equal(t, mandat.Place{}, mandat.At(""))
	assert.NotEqual(t, mandat.Place{}, mandat.Nowhere())
}

func TestThePeople(t *testing.T) {
	includes := func(p mandat.People, id mandat.PersonID) bool { return p.Include(id) }
	assert.True(t, includes(mandat.One("kalle"), "kalle"))
	assert.False(t, includes(mandat.One("kalle"), "anna"))
	assert.True(t, includes(mandat.Many("kalle", "anna"), "anna"))
	assert.False(t, includes(mandat.Many("kalle", "anna"), ""))
	assert.True(t, mandat.Nobody().Stated())
	assert.True(t, mandat.Many().Stated())
	for _, unstated := range []mandat.People{{}, mandat.One(""), mandat.Many("kalle", "")} {
		assert.False(t, unstated.Stated())
		assert.False(t, includes(unstated, "kalle"))
		assert.False(t, includes(unstated, ""))
	}
}

func TestTheLabels(t *testing.T) {
	none, two := mandat.Labelled(), mandat.Labelled("secret", "urgent")
	list, stated := none.List()
	assert.Empty(t, list)
	assert.True(t, stated)
	list, stated = two.List()
	assert.Equal(t, []mandat.Label{"secret", "urgent"}, list)
	assert.True(t, stated)
	var zero mandat.Labels
	_, stated = zero.List()
	assert.False(t, stated)

	o := given(t, everyone(can("delete")), gate(not(hasLabel("secret")), "delete"))
	o.want("deny: malformed: label-twice", as("kalle"), "delete", contract("c-9", "sales", labels("urgent", "urgent", "urgent", "urgent", "urgent")))
	o.want("deny: malformed: label-unknown", as("kalle"), "delete", contract("c-9", "sales", labels("")))
	one := mandat.Labelled("secret")
	list, stated = one.List()
	assert.Equal(t, []mandat.Label{"secret"}, list)
	assert.True(t, stated)
}

func TestTheACLs(t *testing.T) {
	entries, ok := mandat.Only(mandat.Everybody()).Audience()
	assert.Equal(t, []mandat.Listed{{Kind: mandat.ListedEverybody}}, entries)
	assert.True(t, ok)
	_, ok = mandat.Only().Audience()
	assert.True(t, ok)
	_, ok = mandat.NoACL().Audience()
	assert.False(t, ok)
	assert.True(t, mandat.NoACL().Stated())
	assert.True(t, mandat.Only().Stated())
	assert.False(t, mandat.ACL{}.Stated())
	assert.Equal(t, mandat.Listed{Kind: mandat.ListedRelation, Name: "deputy"}, mandat.Related("deputy"))
	assert.Equal(t, mandat.Listed{Kind: mandat.ListedUnit, Name: "sales"}, mandat.InUnit("sales"))
	assert.Equal(t, mandat.Listed{Kind: mandat.ListedGroup, Name: "team"}, mandat.InGroup("team"))
	assert.Equal(t, mandat.Listed{Kind: mandat.ListedPerson, Name: "kalle"}, mandat.Named("kalle"))
}

func TestTheWholes(t *testing.T) {
	f := folder("f-1", "sales")
	whole, stated := mandat.PartOf(&f).Resource()
	assert.Same(t, &f, whole)
	assert.True(t, stated)
	whole, stated = mandat.PartOfNothing().Resource()
	assert.Nil(t, whole)
	assert.True(t, stated)
	assert.Equal(t, mandat.Whole{}, mandat.PartOf(nil))
	_, stated = mandat.Whole{}.Resource()
	assert.False(t, stated)
}

func TestTheScopes(t *testing.T) {
	places := func(s mandat.Scope) []mandat.ScopePlace { return s.Places() }
	assert.True(t, mandat.WholeOrg().IsWholeOrg())
	assert.Empty(t, places(mandat.WholeOrg()))
	assert.Equal(t, []mandat.ScopePlace{{Unit: "sales", Reach: mandat.Exact}}, places(mandat.Exactly("sales")))
	assert.Equal(t, []mandat.ScopePlace{{Unit: "sales", Reach: mandat.Subtree}}, places(mandat.Below("sales")))
	assert.Equal(t, []mandat.ScopePlace{{Reach: mandat.Home}, {Unit: "room", Reach: mandat.Exact}}, places(mandat.AtHome().And(mandat.Exactly("room"))))
	assert.Equal(t, []mandat.ScopePlace{{Reach: mandat.HomeSubtree}}, places(mandat.BelowHome()))

	same, other := mandat.Below("sales"), mandat.Exactly("sales") // compares with ==
	assert.True(t, mandat.Below("sales") == same)
	assert.False(t, mandat.Below("sales") == other)

	four := mandat.Below("a").And(mandat.Below("b")).And(mandat.Below("c")).And(mandat.Below("d"))
	for name, bad := range map[string]mandat.Scope{
		"the zero Scope":                    {},
		"more than MaxUnits units":          four,
		"the whole organisation, narrowed":  mandat.WholeOrg().And(mandat.Below("sales")),
		"a unit, and the organisation":      mandat.Below("sales").And(mandat.WholeOrg()),
		"a unit, and nothing":               mandat.Below("sales").And(mandat.Scope{}),
		"what is not valid, and a unit":     mandat.Scope{}.And(mandat.Below("sales")),
		"a unit without a name":             mandat.Exactly(""),
		"a unit, and one without a name":    mandat.Below("sales").And(mandat.Below("")),
		"not valid stays not valid, and on": four.And(mandat.Below("sales")),
	} {
		d := standardData()
		d.Grants = []mandat.Grant{{Role: "everyone", Member: "kalle", Scope: bad}}
		_, err := mandat.NewOrg(mustPolicy(t, standardRules()), d)
		assert.ErrorContains(t, err, "no valid scope", name)
		assert.False(t, bad.IsWholeOrg(), name)
		assert.Empty(t, places(bad), name)
	}
}

func TestTheWordsOfOutcomesReasonsAndReaches(t *testing.T) {
	var got []string
	for o := mandat.Denied; o <= mandat.Allowed; o++ {
		got = append(got, o.String())
	}
	wantEqual(t, got, []string{"deny", "blocked", "needs-approval", "allow"})
	assert.Equal(t, "deny", mandat.Outcome(99).String())

	got = nil
	for r := mandat.Undecided; r <= mandat.Granted; r++ {
		got = append(got, r.String())
	}
	wantEqual(t, got, []string{"undecided", "malformed", "no-standing", "no-right", "gate-closed", "guard", "needs-approval", "granted"})

	got = nil
	for r := mandat.Reach(0); r <= mandat.HomeSubtree; r++ {
		got = append(got, r.String())
	}
	wantEqual(t, got, []string{"none", "exact", "subtree", "home", "home-subtree"})
	assert.Equal(t, "contract.read", mandat.ActionRef{Type: "contract", Action: "read"}.String())
}

func TestADecisionSaysItsCodes(t *testing.T) {
	o := given(t, everyone(can("delete")), guard(hasStatus("draft"), "delete"))
	c := contract("c-9", "sales")
	blocked := o.Decide(as("kalle"), "delete", c)
	assert.Equal(t, "guard", blocked.Because())
	assert.Equal(t, mandat.NoDetail, blocked.Detail())
	assert.Equal(t, "", mandat.NoDetail.String())
	gone := o.Decide(as("kalle"), "delete", contract("c-9", "gone"))
	assert.Equal(t, "malformed: unit-unknown", gone.Because())
	assert.Equal(t, mandat.UnitUnknown, gone.Detail())
	assert.Equal(t, "deny: undecided", mandat.Decision{}.String())
	assert.Equal(t, mandat.Decision{}, mandat.Decision{}) // compares
	assert.True(t, blocked == o.Decide(as("kalle"), "delete", c))
}

func TestWhatAnErrorIs(t *testing.T) {
	o := given(t, everyone(can("delete", "sign", "read")), gate(hasLabel("secret"), "read"), guard(hasStatus("draft"), "delete"), approval("vote", "sign"))
	all := []error{mandat.ErrDenied, mandat.ErrBlocked, mandat.ErrNeedsApproval, mandat.ErrMalformed}
	c := contract("c-9", "sales")
	assert.NoError(t, o.As(as("kalle")).Check("delete", contract("c-9", "sales", status("draft"))))
	for _, row := range []struct {
		err  error
		want []error
	}{
		{o.As(as("kalle")).Check("read", c), []error{mandat.ErrDenied}},
		{o.As(as("kalle")).Check("delete", c), []error{mandat.ErrBlocked}},
		{o.As(as("kalle")).Check("sign", c), []error{mandat.ErrNeedsApproval}},
		{o.As(as("kalle")).Check("fly", c), []error{mandat.ErrDenied, mandat.ErrMalformed}},
		{mandat.View{}.Check("read", c), []error{mandat.ErrDenied, mandat.ErrMalformed}},
	} {
		var is []error
		for _, target := range all {
			if errors.Is(row.err, target) {
				is = append(is, target)
			}
		}
		assert.Equal(t, row.want, is, row.err)
		var full *mandat.Error
		assert.ErrorAs(t, row.err, &full)
		assert.False(t, full.Explanation.Decision().Allowed())
	}
	assert.EqualError(t, o.As(as("kalle")).Check("delete", c), "mandat: blocked: guard: kalle may delete (contract c-9), but not now: something has to be in order first.")
}

// scramble changes everything that hangs on rules and data by reference.
func scramble(r *mandat.Rules, d *mandat.OrgData) {
	r.Types[contractType].Actions[1].Of[0] = "sign"
	r.Types[contractType].Lists[0] = "delete"
	r.Types[contractType].Statuses[0].Name = "valid"
	r.Roles[0].Opens[0] = "mail"
	for i := range r.Roles {
		for j := range r.Roles[i].Can {
			r.Roles[i].Can[j].Do[0].Action = "sign"
			if w := r.Roles[i].Can[j].When; w != nil {
				*w = hasStatus("ended")
			}
		}
	}
	for i := range r.Gates {
		r.Gates[i].Close[0].Action = "sign"
		r.Gates[i].Unless.Status[0] = "ended"
	}
	for i := range d.Members {
		d.Members[i] = mandat.Member{Person: "x", Status: mandat.MemberRemoved}
	}
	for i := range d.Units {
		d.Units[i].ID, d.Units[i].Parent = "x", ""
	}
	for i := range d.Groups {
		d.Groups[i].Members[0] = "x"
	}
	for i := range d.Roles {
		d.Roles[i].Can[0].Do[0].Action = "sign"
		*d.Roles[i].Can[0].When = hasStatus("ended")
	}
	for i := range d.Grants {
		d.Grants[i].Scope = mandat.WholeOrg()
	}
	d.Settings["extra"] = false
}

func TestNothingThatIsChangedLaterChangesADecision(t *testing.T) {
	build := func() (r mandat.Rules, d mandat.OrgData) {
		r, d = standardRules(), standardData()
		for _, p := range []part{role("reader", can("read"), canIf(hasStatus("valid"), "edit")), role("clerk", permits(mandat.Permission{Setting: "extra"}, []string{"delete"})),
			gate(hasStatus("valid"), "delete"), group("team", "", "kalle"), set("extra", true), customRole("own", canIf(hasStatus("valid"), "delete")),
			granted("reader", "kalle", mandat.Exactly("sales")), grantedGroup("clerk", "team", mandat.Exactly("sales")), granted("own", "anna", mandat.Exactly("sales"))} {
			p(&r, &d)
		}
		return r, d
	}
	want, data := build()
	before := mustOrg(t, mustPolicy(t, want), data)
	r, d := build()
	p := mustPolicy(t, r)
	o := mustOrg(t, p, d)
	scramble(&r, &d)
	wantEqual(t, p.Rules(), want)
	changed := p.Rules() // a copy too
	scramble(&changed, &mandat.OrgData{Settings: map[mandat.Setting]bool{}})
	wantEqual(t, p.Rules(), want)

	if c := contract("c-9", "sales"); !o.Decide(as("kalle"), "edit", c).Allowed() {
		t.Errorf("%s; want allow", sentence(as("kalle"), "edit", c, o.Decide(as("kalle"), "edit", c)))
	}
	for _, who := range []mandat.PersonID{"kalle", "anna"} {
		for _, a := range []mandat.Action{"read", "edit", "delete", "sign"} {
			for _, c := range []mandat.Resource{contract("c-9", "sales"), contract("c-9", "domestic"), contract("c-9", "sales", status("ended"))} {
				wantEqual(t, o.Explain(as(who), a, c).Text("en"), before.Explain(as(who), a, c).Text("en"))
			}
		}
	}
}

func TestTheRulesOfAPolicyMakeThePolicyAgain(t *testing.T) {
	r := fullRules()
	r.Roles[1].Title, r.Roles[1].Aliases = mandat.Title{"en": "Reader"}, []string{"viewer"}
	r.Roles[2].Can[0].When = &mandat.Condition{All: []mandat.Condition{{Not: &mandat.Condition{Label: []mandat.Label{"secret"}}}, {Any: []mandat.Condition{{Holds: []mandat.RoleID{"reader"}}}}}}
	p := mustPolicy(t, r)
	wantEqual(t, p.Rules(), r)
	again := mustPolicy(t, p.Rules())
	wantEqual(t, again.Rules(), r)
	assert.Equal(t, "office", again.System())
	assert.Equal(t, "1", again.Version())

	d := standardData()
	d.Grants = []mandat.Grant{{Role: "admin", Member: "kalle", Scope: mandat.Below("sales")}}
	one, two := mustOrg(t, p, d), mustOrg(t, again, d)
	assert.Equal(t, mandat.OrgID("acme-ltd"), one.ID())
	assert.Same(t, p, one.Policy())
	for _, a := range []mandat.Action{"read", "edit", "delete", "sign"} {
		for _, st := range []mandat.Status{"draft", "valid"} {
			for _, unit := range []mandat.UnitID{"sales", "purchasing"} {
				c := contract("c-9", unit, status(st))
				wantEqual(t, one.Explain(as("kalle"), a, c).Text("en"), two.Explain(as("kalle"), a, c).Text("en"))
			}
		}
	}
}

func TestWhatIsNoConstantIsUnknown(t *testing.T) {
	for _, s := range []string{mandat.Reason(99).String(), mandat.Detail(199).String(), mandat.Step{Kind: 99}.String()} {
		assert.Contains(t, s, "unknown")
	}
	assert.Equal(t, "nothing", mandat.Miss{}.String())
}

func TestANilOrgAnswersEverything(t *testing.T) {
	var none *mandat.Org
	assert.Equal(t, mandat.OrgID(""), none.ID())
	assert.Nil(t, none.Policy())
	assert.Equal(t, "malformed: no-org", none.Decide(as("kalle"), "read", contract("c-9", "sales")).Because())
	assert.ErrorIs(t, none.As(as("kalle")).Check("read", contract("c-9", "sales")), mandat.ErrMalformed)
	for _, o := range []*mandat.Org{none, {}} {
		wantEqual(t, o.Data(), mandat.OrgData{})
		_, member := o.Member("kalle")
		_, unit := o.Unit("sales")
		_, group := o.Group("team")
		_, role := o.Role("reader")
		assert.False(t, member || unit || group || role)
		assert.Empty(t, o.GrantsOf("kalle"))
		assert.Empty(t, o.GrantsOfGroup("team"))
		assert.Empty(t, slices.Collect(o.Grants()))
	}
}

func TestWhatScopesAndLabelsHandOutIsNotTheirOwn(t *testing.T) {
	s := mandat.Exactly("sales")
	s.Places()[0].Unit = "acme"
	if s != mandat.Exactly("sales") {
		t.Error("to change what Places returned changed the scope")
	}
	l := mandat.Labelled("secret", "urgent")
	list, _ := l.List()
	list[0] = "rare"
	if again, _ := l.List(); again[0] != "secret" {
		t.Error("to change what List returned changed the labels")
	}
}

// What is none or one, or comes in a list of the row's own, is stated without an
// allocation, as the comments say: these mappings are not inlined.
func TestToStateNoneOrOneAllocatesNothing(t *testing.T) {
	people, label := []mandat.PersonID{"kalle"}, []mandat.Label{"secret"}
	for name, mapping := range map[string]func() mandat.Resource{
		"nobody":        func() mandat.Resource { return labelled(mandat.Labelled(), mandat.Many()) },
		"one":           func() mandat.Resource { return labelled(mandat.Labelled(label...), mandat.One(people[0])) },
		"a list of one": func() mandat.Resource { return labelled(mandat.Labelled(label...), mandat.Many(people...)) },
	} {
		assert.Zero(t, testing.AllocsPerRun(100, func() { mapped = mapping() }), name)
	}
}

var mapped mandat.Resource

//go:noinline
func labelled(l mandat.Labels, p mandat.People) mandat.Resource {
	return mandat.Resource{Labels: l, Relations: mandat.Relations{mandat.Relation("deputy").Is(p)}}
}
