package mandat_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/mandat-go/mandat"
)

// wantMisses asks, and wants these nearest misses in this order.
func (o testOrg) wantMisses(s mandat.Subject, a mandat.Action, r mandat.Resource, misses ...string) {
	o.t.Helper()
	e := o.Explain(s, a, r)
	var got []string
	for _, m := range e.Misses() {
		got = append(got, m.String())
	}
	if !slices.Equal(got, misses) {
		o.t.Errorf("%s: it would do %q; want %q", sentence(s, a, r, e.Decision()), got, misses)
	}
}

func TestAGrantIsMissedAtTheNarrowestScope(t *testing.T) {
	c := contract("c-9", "domestic")
	org := mandat.Structure("organisation")
	for want, at := range map[string][]mandat.Where{
		"grant reader at domestic": {{org: {mandat.Subtree, mandat.Exact}}},
		"grant reader at home":     {{org: {mandat.HomeSubtree, mandat.Home}}},
		"grant reader at org":      {{}},
	} {
		o := given(t, role("reader", can("read"), where(at...)))
		o.wantMisses(as("kalle"), "read", c, want)
	}
	o := given(t, role("reader", can("read"), where(mandat.Where{}, mandat.Where{org: {mandat.Subtree}})))
	o.wantMisses(as("kalle"), "read", c, "grant reader at domestic") // not for the whole organisation
	o.wantMisses(as("kalle"), "read", contract("c-9", "", nowhere), "grant reader at org")
	o = given(t, role("reader", can("read"), where(mandat.Where{org: {mandat.Home}})))
	o.wantMisses(as("kalle"), "read", c) // no grant of it reaches there
	o = given(t, role("host", can("booking.read"), where(mandat.Where{org: {mandat.Subtree}}, mandat.Where{org: {mandat.Exact}, "rooms": {mandat.Exact}})))
	o.wantMisses(as("kalle"), "read", booking("b-1", mandat.At("sales"), mandat.At("desk")), "grant host at sales and desk")
}

func TestOfRolesThatIncludeEachOtherTheLeastIsMissed(t *testing.T) {
	o := given(t, role("boss", includes("editor"), can("delete")), role("editor", includes("reader"), can("edit")), role("reader", can("read")), role("other", can("read")),
		customRole("own", includes("reader")))
	o.wantMisses(as("kalle"), "read", contract("c-9", "sales"), "grant reader at sales", "grant other at sales")
	o.wantMisses(as("kalle"), "edit-name", contract("c-9", "sales"), "grant editor at sales")
	o.wantMisses(as("kalle"), "delete", contract("c-9", "sales"), "grant boss at sales")
}

func TestTheBaseRoleIsNeverMissed(t *testing.T) {
	o := given(t, everyone(can("read"), hangsOn("extra")), role("clerk", opens("web"), can("delete")), granted("clerk", "kalle", mandat.WholeOrg()))
	o.wantMisses(as("kalle"), "read", contract("c-9", "sales"), "setting extra")
}

func TestEachKindOfMiss(t *testing.T) {
	c := contract("c-9", "sales")
	logged := mandat.Condition{LoggedOut: true}
	extra, archive := mandat.Condition{Setting: []mandat.Setting{"extra"}}, mandat.Condition{Setting: []mandat.Setting{"archive"}}
	mail := mandat.Condition{Channel: []mandat.Channel{"mail"}}
	clerk := everyone(can("delete"))
	for want, row := range map[string]struct {
		gate mandat.Condition
		s    mandat.Subject
		r    mandat.Resource
	}{
		"relation deputy":    {hasRelation("deputy"), as("kalle"), c},
		"no relation deputy": {not(hasRelation("deputy")), as("kalle"), contract("c-9", "sales", related("deputy", "kalle", "anna"))},
		"status draft":       {hasStatus("draft"), as("kalle"), c},
		"label secret":       {hasLabel("secret"), as("kalle"), c},
		"no label secret":    {not(hasLabel("secret")), as("kalle"), contract("c-9", "sales", labels("urgent", "secret"))},
		"logged out":         {logged, as("kalle"), c},
		"logged in":          {not(logged), as("kalle", loggedOut), c},
		"channel mail":       {mail, as("kalle"), c},
		"setting extra":      {extra, as("kalle"), c},
		"no setting archive": {not(archive), as("kalle"), c},
	} {
		given(t, clerk, gate(row.gate, "delete")).wantMisses(row.s, "delete", row.r, want)
		given(t, clerk, guard(row.gate, "delete")).wantMisses(row.s, "delete", row.r, want) // a block has misses too
	}
	given(t, clerk).wantMisses(as("ida"), "delete", c, "active member")
	given(t, clerk).wantMisses(as("ivar"), "delete", c, "active member")
}

func TestMissesComeInTheOrderOfTheirKinds(t *testing.T) {
	any := someOf(hasRelation("deputy", "responsible"), hasStatus("draft", "ended"), hasLabel("secret"), mandat.Condition{LoggedOut: true},
		mandat.Condition{Channel: []mandat.Channel{"mail"}}, mandat.Condition{Setting: []mandat.Setting{"extra"}}, holdsRole("boss"), holdsRole("admin"))
	parts := []part{everyone(can("delete")), role("boss", can("read")), role("admin", can("read")), gate(any, "delete")}
	want := []string{"grant boss at sales", "grant admin at sales", "relation responsible", "relation deputy", "status draft", "status ended", "label secret", "logged out", "channel mail", "setting extra"}
	for range 20 {
		given(t, parts...).wantMisses(as("kalle"), "delete", contract("c-9", "sales"), want...)
	}
}

func TestAListIsMissedWhereItGoverns(t *testing.T) {
	o := given(t, everyone(can("read", "edit")))
	o.wantMisses(as("kalle"), "read", contract("c-9", "sales", listed()), "listed for read")
	o.wantMisses(as("kalle"), "edit-name", contract("c-9", "sales", editors(mandat.Named("anna"))), "listed for edit")
	o.wantMisses(as("kalle"), "read", contract("c-9", "sales", partOf(folder("f-1", "sales", listed()))), "listed for read") // on the whole
	o.wantMisses(as("kalle"), "edit-name", contract("c-9", "sales", listed(), editors()))                                    // two lists are not one change
}

func TestAMissMayLeadToWhatNeedsApproval(t *testing.T) {
	o := given(t, role("clerk", can("sign")), approval("vote", "sign"))
	o.wantMisses(as("kalle"), "sign", contract("c-9", "sales"), "grant clerk at sales")
	o.wantMisses(as("kalle"), "read", contract("c-9", "sales"))
}

func TestWhoIsNoMemberOrHasALinkForSomethingElseHasNoNearMiss(t *testing.T) {
	o := given(t, everyone(can("sign")))
	o.wantMisses(as("nobody"), "sign", contract("c-9", "sales"))
	o.wantMisses(as("rune"), "sign", contract("c-9", "sales"))
	o.wantMisses(as("kalle", linkFor("sign", "c-9")), "sign", contract("c-8", "sales"))
	o.wantMisses(as("kalle"), "sign", contract("c-8", "gone"))
}

func TestInsideASealTheGrantThatIsMissedLiesInside(t *testing.T) {
	o := given(t, role("reader", can("read")), granted("reader", "kalle", mandat.WholeOrg()))
	o.wantMisses(as("kalle"), "read", contract("c-9", "box"), "grant reader at box")
}

// candidates are all single changes except grants, in the order of misses, each
// with the question or the organisation changed by it.
type candidate struct {
	miss string
	data mandat.OrgData
	s    mandat.Subject
	r    mandat.Resource
}

func candidates(d mandat.OrgData, s mandat.Subject, r mandat.Resource) []candidate {
	var all []candidate
	add := func(miss string, change func(*candidate)) {
		c := candidate{miss, d, s, r}
		change(&c)
		all = append(all, c)
	}
	add("active member", func(c *candidate) {
		c.data.Members = slices.Clone(d.Members)
		for i := range d.Members {
			if d.Members[i].Person == s.Person {
				c.data.Members[i].Status = mandat.MemberActive
			}
		}
	})
	for i, rel := range r.Relations[:2] {
		if rel.Relation == "" {
			continue
		}
		is := rel.People.Include(s.Person)
		add(no(is)+"relation "+string(rel.Relation), func(c *candidate) {
			c.r.Relations[i].People = mandat.Many(s.Person, "somebody")
			if is {
				c.r.Relations[i].People = mandat.Many("somebody")
			}
		})
	}
	for _, a := range []mandat.Action{"read", "edit"} {
		if on := nearest(&r, a); on >= 0 {
			add("listed for "+string(a), func(c *candidate) { listOn(&c.r, on, a, s.Person) })
		}
	}
	if r.Type == "contract" {
		for _, st := range []mandat.Status{"draft", "valid", "ended"} {
			if st != r.Status {
				add("status "+string(st), func(c *candidate) { c.r.Status = st })
			}
		}
		had, _ := r.Labels.List()
		for _, l := range []mandat.Label{"secret", "urgent"} {
			has := slices.Contains(had, l)
			add(no(has)+"label "+string(l), func(c *candidate) {
				c.r.Labels = mandat.Labelled(append(slices.Clone(had), l)...)
				if has {
					c.r.Labels = mandat.Labelled(slices.DeleteFunc(slices.Clone(had), func(x mandat.Label) bool { return x == l })...)
				}
			})
		}
	}
	if s.Session == mandat.OpenSession {
		add("logged out", func(c *candidate) { c.s.Session = mandat.NoSession })
	} else {
		add("logged in", func(c *candidate) { c.s.Session = mandat.OpenSession })
	}
	for _, ch := range []mandat.Channel{"web", "mail", "link"} {
		if ch != s.Channel {
			add("channel "+string(ch), func(c *candidate) { c.s.Channel = ch })
		}
	}
	for _, name := range []mandat.Setting{"archive", "extra"} {
		add(no(d.Settings[name])+"setting "+string(name), func(c *candidate) {
			c.data.Settings = map[mandat.Setting]bool{"archive": d.Settings["archive"], "extra": d.Settings["extra"]}
			c.data.Settings[name] = !d.Settings[name]
		})
	}
	return all
}

func no(not bool) string {
	if not {
		return "no "
	}
	return ""
}

// nearest returns how many wholes up the nearest list for an action stands, -1
// if there is none.
func nearest(r *mandat.Resource, a mandat.Action) int {
	for on := 0; r != nil; on++ {
		for _, l := range r.ACLs {
			if _, is := l.ACL.Audience(); is && l.Action == a {
				return on
			}
		}
		r, _ = r.PartOf.Resource()
	}
	return -1
}

// listOn adds a person to a list on the resource, or on a copy of its whole.
func listOn(r *mandat.Resource, on int, a mandat.Action, p mandat.PersonID) {
	if on > 0 {
		whole, _ := r.PartOf.Resource()
		w := *whole
		listOn(&w, on-1, a, p)
		r.PartOf = mandat.PartOf(&w)
		return
	}
	for i := range r.ACLs {
		if r.ACLs[i].Action == a {
			entries, _ := r.ACLs[i].ACL.Audience()
			r.ACLs[i].ACL = mandat.Only(append(slices.Clone(entries), mandat.Named(p))...)
		}
	}
}

func turned(d mandat.Decision) bool {
	return d.Outcome() == mandat.Allowed || d.Outcome() == mandat.NeedsApproval
}

// TestTheMissesAreTheSingleChangesThatTurnTheAnswer: every change is made for
// real, to the question or to the data of the organisation, and asked again.
func TestTheMissesAreTheSingleChangesThatTurnTheAnswer(t *testing.T) {
	p := richPolicy(t)
	seen := make(map[string]int)
	rapid.Check(t, func(rt *rapid.T) {
		d := richData(rt)
		o := mustOrg(t, p, d)
		for range 10 {
			s, a, r := drawQuestion(rt)
			checkMisses(rt, p, d, o, s, a, r, seen)
		}
	})
	if !t.Failed() && len(seen) < 6 {
		t.Errorf("only these kinds of misses came up: %v", seen)
	}
}

func checkMisses(t *rapid.T, p *mandat.Policy, d mandat.OrgData, o *mandat.Org, s mandat.Subject, a mandat.Action, r mandat.Resource, seen map[string]int) {
	e := o.Explain(s, a, r)
	if e.Decision().Reason() == mandat.Malformed || turned(e.Decision()) {
		return
	}
	var got, want []string
	for _, m := range e.Misses() {
		kind, _, _ := strings.Cut(strings.TrimPrefix(m.String(), "no "), " ")
		seen[kind]++
		if m.Kind != mandat.MissGrant {
			got = append(got, m.String())
			continue
		}
		with := d
		with.Grants = append(slices.Clone(d.Grants), mandat.Grant{Role: m.Role, Member: s.Person, Scope: m.Scope})
		if again := mustOrg(t, p, with).Decide(s, a, r); !turned(again) {
			t.Fatalf("%s, and still with a %s (%s)", sentence(s, a, r, e.Decision()), m, again)
		}
	}
	for _, c := range candidates(d, s, r) {
		if turned(mustOrg(t, p, c.data).Decide(c.s, a, c.r)) {
			want = append(want, c.miss)
		}
	}
	if !slices.Equal(got, want) {
		t.Fatalf("%s: it would do %q; want %q", sentence(s, a, r, e.Decision()), got, want)
	}
}

// A grant of a role fills it: what hangs on its being vacant does not turn.
func TestAGrantThatIsMissedFillsTheRole(t *testing.T) {
	parts := []part{role("owner", can("sign")), gate(vacantRole("owner"), "sign")}
	o := given(t, parts...)
	c := contract("c-9", "sales")
	o.wantMisses(as("kalle"), "sign", c)
	given(t, append(parts, granted("owner", "kalle", mandat.Exactly("sales")))...).want("deny: gate-closed", as("kalle"), "sign", c)
}

func TestAGrantThatFillsAVacancyIsMissed(t *testing.T) {
	parts := []part{everyone(can("delete")), role("owner", can("sign")), gate(not(vacantRole("owner")), "delete")}
	c := contract("c-9", "sales")
	given(t, append(parts, granted("owner", "kalle", mandat.Exactly("sales")))...).allow(as("kalle"), "delete", c)
	given(t, parts...).wantMisses(as("kalle"), "delete", c, "grant owner at sales")
}

func TestAMembershipThatIsMissedFillsTheRole(t *testing.T) {
	parts := []part{role("owner", can("sign")), gate(vacantRole("owner"), "sign"), granted("owner", "ida", mandat.WholeOrg())}
	c := contract("c-9", "sales")
	given(t, parts...).wantMisses(as("ida"), "sign", c)
	active := data(func(d *mandat.OrgData) { d.Members[3].Status = mandat.MemberActive })
	given(t, append(parts, active)...).want("deny: gate-closed", as("ida"), "sign", c)
}

func TestTheNarrowestScopeIsMissedWhateverTheOrderOfTheAlternatives(t *testing.T) {
	wide, narrow := mandat.Where{"organisation": {mandat.Subtree}}, mandat.Where{"organisation": {mandat.Exact}}
	for _, at := range [][]mandat.Where{{narrow, wide}, {wide, narrow}} {
		o := given(t, role("reader", can("read"), where(at...)))
		m := o.Explain(as("kalle"), "read", contract("c-9", "sales")).Misses()[0]
		if m.Scope != mandat.Exactly("sales") {
			t.Errorf("alternatives %v: the scope that is missed is %v", at, m.Scope.Places())
		}
	}
}

// Where a list admits the subject, a grant need not cover.
func TestAGrantThatNeedNotCoverIsMissedAtHome(t *testing.T) {
	parts := []part{role("reader", can("read"), where(mandat.Where{"organisation": {mandat.Home}}))}
	c := contract("c-9", "purchasing", listed(mandat.Named("kalle")))
	given(t, append(parts, granted("reader", "kalle", mandat.AtHome()))...).allow(as("kalle"), "read", c)
	given(t, parts...).wantMisses(as("kalle"), "read", c, "grant reader at home")
}

// A grant in a room makes the subject lie there, and so counts them in a group
// of the room.
func TestAGrantThatMakesTheSubjectLieInAGroupIsMissed(t *testing.T) {
	parts := []part{role("host", can("booking.read")), role("guest", can("booking.cancel"), where(mandat.Where{"rooms": {mandat.Exact}})),
		group("team", "room", "kalle"), grantedGroup("host", "team", mandat.WholeOrg())}
	b := booking("b-1", mandat.At("sales"), mandat.At("room"))
	given(t, append(parts, granted("guest", "kalle", mandat.Exactly("room")))...).allow(as("kalle"), "read", b)
	given(t, parts...).wantMisses(as("kalle"), "read", b, "grant host at sales and room", "grant guest at room")
}
