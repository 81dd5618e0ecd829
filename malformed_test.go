package mandat_test

import (
	"slices"
	"testing"
	"time"

	"github.com/mandat-go/mandat"
)

// fault spoils a question that is allowed. Faults of one part of the question
// cannot stand beside each other.
type fault struct {
	detail string
	of     string // the part
	spoil  func(*mandat.Subject, *mandat.Action, *mandat.Resource)
}

func onSubject(f func(*mandat.Subject)) func(*mandat.Subject, *mandat.Action, *mandat.Resource) {
	return func(s *mandat.Subject, _ *mandat.Action, _ *mandat.Resource) { f(s) }
}

func onResource(f fact) func(*mandat.Subject, *mandat.Action, *mandat.Resource) {
	return func(_ *mandat.Subject, _ *mandat.Action, r *mandat.Resource) { f(r) }
}

// faults are all ways of being malformed, in the order of the Detail constants.
var faults = []fault{
	{"type-unknown", "type", onResource(func(r *mandat.Resource) { r.Type = "Contract" })},
	{"action-unknown", "action", func(_ *mandat.Subject, a *mandat.Action, _ *mandat.Resource) { *a = "READ" }},
	{"org-not-stated", "org", onResource(func(r *mandat.Resource) { r.Org = "" })},
	{"org-foreign", "org", onResource(func(r *mandat.Resource) { r.Org = "other-ltd" })},
	{"time-not-stated", "time", onSubject(func(s *mandat.Subject) { s.At = time.Time{} })},
	{"channel-unknown", "channel", onSubject(func(s *mandat.Subject) { s.Channel = "Web" })},
	{"purpose-not-stated", "channel", onSubject(func(s *mandat.Subject) { s.Channel = "link" })},
	{"purpose-incomplete", "channel", onSubject(func(s *mandat.Subject) { s.Only.Action = "sign" })},
	{"session-not-stated", "session", onSubject(func(s *mandat.Subject) { s.Session = mandat.SessionNotStated })},
	{"unit-twice", "units", onResource(func(r *mandat.Resource) { r.Units[2] = r.Units[0] })},
	{"structure-unknown", "units", onResource(func(r *mandat.Resource) { r.Units[1] = mandat.Structure("rooms").Is(mandat.At("room")) })},
	{"unit-unknown", "units", onResource(func(r *mandat.Resource) { r.Units[0].Place = mandat.At("gone") })},
	{"unit-unknown", "units", onResource(func(r *mandat.Resource) { r.Units[0].Place = mandat.At("room") })}, // of another structure
	{"unit-not-stated", "units", onResource(func(r *mandat.Resource) { r.Units[0].Place = mandat.Place{} })},
	{"status-unknown", "status", onResource(status("Valid"))},
	{"status-not-stated", "status", onResource(status(""))},
	{"label-unknown", "labels", onResource(labels("secret", "Secret"))},
	{"label-twice", "labels", onResource(labels("secret", "secret"))},
	{"labels-not-stated", "labels", onResource(func(r *mandat.Resource) { r.Labels = mandat.Labels{} })},
	{"relation-twice", "relations", onResource(func(r *mandat.Resource) { r.Relations[3] = r.Relations[0] })},
	{"relation-unknown", "relations", onResource(func(r *mandat.Resource) { r.Relations[2] = mandat.Relation("owner").Is(mandat.Nobody()) })},
	{"relation-not-stated", "relations", onResource(func(r *mandat.Resource) { r.Relations[1].People = mandat.People{} })},
	{"list-twice", "lists", onResource(func(r *mandat.Resource) { r.ACLs[3] = r.ACLs[0] })},
	{"list-unknown", "lists", onResource(func(r *mandat.Resource) { r.ACLs[2] = mandat.Action("sign").By(mandat.NoACL()) })},
	{"list-not-stated", "lists", onResource(func(r *mandat.Resource) { r.ACLs[0].ACL = mandat.ACL{} })},
	{"list-not-stated", "whole", onResource(func(r *mandat.Resource) { f := folder("f-1", "sales"); f.ACLs[0] = mandat.ACLFact{}; partOf(f)(r) })},
	{"whole-unknown", "whole", onResource(func(r *mandat.Resource) { partOf(contract("c-8", "sales"))(r) })},
	{"whole-foreign", "whole", onResource(func(r *mandat.Resource) { f := folder("f-1", "sales"); f.Org = "other-ltd"; partOf(f)(r) })},
	{"whole-not-stated", "whole", onResource(func(r *mandat.Resource) { r.PartOf = mandat.Whole{} })},
	{"whole-not-stated", "whole", onResource(func(r *mandat.Resource) { f := folder("f-1", "sales"); f.PartOf = mandat.Whole{}; partOf(f)(r) })},
	{"whole-too-deep", "whole", onResource(inItself)},
}

// inItself makes a resource part of a folder that is part of itself.
func inItself(r *mandat.Resource) {
	f := folder("f-1", "sales")
	f.PartOf = mandat.PartOf(&f)
	r.PartOf = mandat.PartOf(&f)
}

// needy is an organisation in which reading a contract needs every fact.
func needy(t testing.TB) testOrg {
	logged := mandat.Condition{LoggedOut: true}
	return given(t, everyone(can("read", "edit")), gate(someOf(hasStatus("valid"), hasLabel("secret"), logged), "read"))
}

func TestEveryFaultIsMalformed(t *testing.T) {
	for _, f := range faults {
		s, a, r := as("kalle"), mandat.Action("read"), contract("c-9", "sales")
		needy(t).allow(s, a, r)
		f.spoil(&s, &a, &r)
		needy(t).want("deny: malformed: "+f.detail, s, a, r)
	}
}

func TestOfTwoFaultsTheFirstIsTold(t *testing.T) {
	o := needy(t)
	for i, first := range faults {
		for _, second := range faults[i+1:] {
			if first.of == second.of {
				continue
			}
			s, a, r := as("kalle"), mandat.Action("read"), contract("c-9", "sales")
			first.spoil(&s, &a, &r)
			second.spoil(&s, &a, &r)
			o.want("deny: malformed: "+first.detail, s, a, r)
		}
	}
}

func TestOfTwoFaultsInOnePartTheFirstIsToldToo(t *testing.T) {
	o := needy(t)
	org, rooms := mandat.Structure("organisation"), mandat.Structure("rooms")
	for want, f := range map[string]fact{
		"unit-twice": func(r *mandat.Resource) {
			r.Units = mandat.Units{rooms.Is(mandat.At("room")), rooms.Is(mandat.At("desk"))}
		},
		"structure-unknown": func(r *mandat.Resource) {
			r.Units = mandat.Units{rooms.Is(mandat.At("room")), org.Is(mandat.At("gone"))}
		},
		"unit-unknown":     func(r *mandat.Resource) { r.Units = mandat.Units{{}, {}, org.Is(mandat.At("gone"))} },
		"label-unknown":    labels("secret", "secret", "Secret"),
		"relation-twice":   func(r *mandat.Resource) { r.Relations[0].Relation, r.Relations[1].Relation = "owner", "owner" },
		"relation-unknown": func(r *mandat.Resource) { r.Relations[0].Relation = "owner" },
		"list-twice":       func(r *mandat.Resource) { r.ACLs[0].Action, r.ACLs[1].Action = "sign", "sign" },
		"list-unknown":     func(r *mandat.Resource) { r.ACLs[0].Action = "sign" },
	} {
		o.want("deny: malformed: "+want, as("kalle"), "read", contract("c-9", "sales", f))
	}
}

func TestAListMissingOnTheWayToAForeignWholeIsTold(t *testing.T) {
	foreign := folder("f-1", "sales")
	foreign.Org = "other-ltd"
	c := contract("c-9", "sales", partOf(foreign), func(r *mandat.Resource) { r.ACLs[1] = mandat.ACLFact{} })
	needy(t).want("deny: malformed: list-not-stated", as("kalle"), "edit-name", c)
	needy(t).want("deny: malformed: whole-foreign", as("kalle"), "read", c) // no list for edit can govern it
}

func TestTheOrderOfDetailsIsThatOfTheConstants(t *testing.T) {
	var details []string
	for _, f := range faults {
		details = append(details, f.detail)
	}
	var constants []string
	for d := mandat.TypeUnknown; d <= mandat.WholeTooDeep; d++ {
		constants = append(constants, d.String())
	}
	wantEqual(t, slices.Compact(details), constants)
}

func TestMalformedComesBeforeStanding(t *testing.T) {
	needy(t).want("deny: malformed: list-not-stated", as("nobody"), "read", contract("c-9", "sales", func(r *mandat.Resource) { r.ACLs[0].ACL = mandat.ACL{} }))
}

func TestWhatHasToBeStatedDependsOnTheActionNotOnWhoAsks(t *testing.T) {
	bare := mandat.Resource{Type: "contract", ID: "c-9", Org: "acme-ltd", Units: mandat.Units{mandat.Structure("organisation").Is(mandat.At("sales"))}}
	s := mandat.Subject{Person: "kalle", Channel: "web", At: now}
	clerk := everyone(can("delete", "read"))
	given(t, clerk).allow(s, "delete", bare) // no list governs it, and no rule asks
	given(t, clerk).want("deny: malformed: relation-not-stated", s, "read", bare)
	for want, c := range map[string]mandat.Condition{
		"session-not-stated":  {LoggedOut: true},
		"status-not-stated":   not(hasStatus("draft")),
		"labels-not-stated":   someOf(hasLabel("secret"), mandat.Condition{Channel: []mandat.Channel{"web"}}),
		"relation-not-stated": everyOf(hasRelation("deputy")),
	} {
		for _, p := range []part{gate(c, "delete"), guard(c, "delete"), role("nobodys", canIf(c, "delete"))} {
			given(t, clerk, p).want("deny: malformed: "+want, s, "delete", bare)
			given(t, clerk, p).want("deny: malformed: "+want, as("nobody", func(s *mandat.Subject) { s.Session = 0 }), "delete", bare)
		}
		given(t, clerk, gate(c, "sign"), role("nobodys", canIf(c, "sign"))).allow(s, "delete", bare) // another action's rule
	}
}

func TestOnlyTheRelationThatARuleNamesHasToBeStated(t *testing.T) {
	o := given(t, everyone(can("delete")), gate(not(hasRelation("deputy")), "delete"))
	r := contract("c-9", "sales")
	r.Relations[0] = mandat.RelationFact{}
	o.allow(as("kalle"), "delete", r)
	r.Relations[1] = mandat.RelationFact{}
	o.want("deny: malformed: relation-not-stated", as("kalle"), "delete", r)
}

func TestWhatIsStatedAndNotNeededIsCheckedToo(t *testing.T) {
	o := given(t, everyone(can("booking.read")))
	b := booking("b-1", mandat.At("sales"), mandat.At("room"))
	o.allow(as("kalle"), "read", b)
	for want, f := range map[string]fact{
		"status-unknown":   status("valid"),
		"label-unknown":    labels("secret"),
		"relation-unknown": func(r *mandat.Resource) { r.Relations[0] = mandat.Relation("deputy").Is(mandat.Nobody()) },
		"list-unknown":     func(r *mandat.Resource) { r.ACLs[3] = mandat.Action("read").By(mandat.NoACL()) },
		"whole-unknown":    partOf(folder("f-1", "sales")),
	} {
		spoilt := b
		f(&spoilt)
		o.want("deny: malformed: "+want, as("kalle"), "read", spoilt)
	}
}

func TestAnEntryWhoseValueIsNotStatedCountsAsAbsent(t *testing.T) {
	o := given(t, everyone(can("booking.read")))
	b := booking("b-1", mandat.At("sales"), mandat.At("room"))
	b.Units[2] = mandat.Structure("rooms").Is(mandat.Place{})
	b.Relations[0] = mandat.Relation("owner").Is(mandat.People{})
	b.ACLs[0] = mandat.Action("fly").By(mandat.ACL{})
	o.allow(as("kalle"), "read", b)
}

func TestOfAWholeOnlyTypeOrganisationListsAndWholeAreRead(t *testing.T) {
	o := given(t, everyone(can("read")))
	f := folder("f-1", "sales")
	f.ID, f.Units, f.Status, f.Labels = "", mandat.Units{}, "no-status", mandat.Labelled("no-label")
	o.allow(as("kalle"), "read", contract("c-9", "sales", partOf(f)))
}

func TestTheWholeHasToBeStatedOnlyWhereItsListCanGovern(t *testing.T) {
	unstated := func(r *mandat.Resource) { r.PartOf = mandat.Whole{} }
	o := given(t, everyone(can("read", "delete")))
	o.allow(as("kalle"), "delete", contract("c-9", "sales", unstated))
	o.want("deny: malformed: whole-not-stated", as("kalle"), "read", contract("c-9", "sales", unstated))
}

// nested is a contract in a number of folders, one in the other.
func nested(wholes int) mandat.Resource {
	at := mandat.PartOfNothing()
	for range wholes {
		f := folder("f-1", "sales")
		f.PartOf = at
		at = mandat.PartOf(&f)
	}
	return contract("c-9", "sales", func(r *mandat.Resource) { r.PartOf = at })
}

func TestAtMostMaxDepthWholes(t *testing.T) {
	o := given(t, everyone(can("read")))
	o.allow(as("kalle"), "read", nested(mandat.MaxDepth))
	o.want("deny: malformed: whole-too-deep", as("kalle"), "read", nested(mandat.MaxDepth+1))
}

func TestAResourceThatIsPartOfItselfIsTooDeep(t *testing.T) {
	o := given(t, everyone(can("folder.read", "read")))
	f := folder("f-1", "sales")
	f.PartOf = mandat.PartOf(&f)
	o.want("deny: malformed: whole-too-deep", as("kalle"), "read", f)

	g, h := folder("f-2", "sales"), folder("f-3", "sales")
	g.PartOf, h.PartOf = mandat.PartOf(&h), mandat.PartOf(&g)
	o.want("deny: malformed: whole-too-deep", as("kalle"), "read", contract("c-9", "sales", partOf(g)))
}

func TestTheWayUpStopsAtTheFirstWholeThatIsWrong(t *testing.T) {
	o := given(t, everyone(can("read")))
	top := folder("f-1", "sales")
	top.ACLs = mandat.ACLs{} // not reached
	middle := folder("f-2", "sales", partOf(top))
	middle.Org = "other-ltd"
	o.want("deny: malformed: whole-foreign", as("kalle"), "read", contract("c-9", "sales", partOf(middle)))
	middle.Org = "acme-ltd"
	o.want("deny: malformed: list-not-stated", as("kalle"), "read", contract("c-9", "sales", partOf(middle)))
}

func TestASessionIsOneOfItsThreeStates(t *testing.T) {
	o := given(t, everyone(can("delete")), gate(not(mandat.Condition{LoggedOut: true}), "delete"))
	strange := as("kalle", func(s *mandat.Subject) { s.Session = mandat.OpenSession + 1 })
	o.allow(as("kalle"), "delete", contract("c-9", "sales"))
	o.want("deny: malformed: session-not-stated", strange, "delete", contract("c-9", "sales"))
}

func TestPurposeIncompleteWhicheverPartIsMissing(t *testing.T) {
	o := given(t, everyone(can("sign")))
	for name, spoil := range map[string]func(*mandat.Purpose){
		"org":    func(p *mandat.Purpose) { p.Org = "" },
		"type":   func(p *mandat.Purpose) { p.Type = "" },
		"id":     func(p *mandat.Purpose) { p.ID = "" },
		"action": func(p *mandat.Purpose) { p.Action = "" },
	} {
		t.Run(name, func(t *testing.T) {
			s := as("kalle", linkFor("sign", "c-9"))
			testOrg{o.Org, t}.allow(s, "sign", contract("c-9", "sales"))
			spoil(&s.Only)
			for _, channel := range []mandat.Channel{"link", "web", "mail", ""} {
				s.Channel = channel
				testOrg{o.Org, t}.want("deny: malformed: purpose-incomplete", s, "sign", contract("c-9", "sales"))
			}
		})
	}
}
