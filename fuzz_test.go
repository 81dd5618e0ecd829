package mandat_test

import (
	"slices"
	"testing"
	"time"

	"github.com/mandat-go/mandat"
)

// fuzzed is a question of arbitrary strings. Each bit of omit leaves out a
// fact.
type fuzzed struct {
	person, channel, org, typ, id, action, unit, status, label, relation, who, list, entry string
	kind, session                                                                          uint8
	omit                                                                                   uint16
}

const (
	omitUnit = 1 << iota
	omitLabels
	omitResponsible
	omitDeputy
	omitRead
	omitEdit
	omitWhole
	omitTime
	addUnit
	addRelation
	addList
	inFolder
	omitFolderLists
	confined
)

func (f fuzzed) question() question {
	s := mandat.Subject{Person: mandat.PersonID(f.person), Channel: mandat.Channel(f.channel), Session: mandat.Session(f.session), At: now}
	r := contract(mandat.ResourceID(f.id), mandat.UnitID(f.unit), status(mandat.Status(f.status)))
	r.Org, r.Type = mandat.OrgID(f.org), mandat.ResourceType(f.typ)
	if f.label != "" {
		r.Labels = mandat.Labelled("secret", mandat.Label(f.label))
	}
	r.Relations[0].People = mandat.Many(mandat.PersonID(f.who))
	r.ACLs[0].ACL = mandat.Only(mandat.Listed{Kind: mandat.ListedKind(f.kind), Name: f.entry})
	whole := folder("f-1", "sales")
	for bit, change := range map[uint16]func(){
		omitUnit:        func() { r.Units[0] = mandat.UnitFact{} },
		omitLabels:      func() { r.Labels = mandat.Labels{} },
		omitResponsible: func() { r.Relations[0] = mandat.RelationFact{} },
		omitDeputy:      func() { r.Relations[1].People = mandat.People{} },
		omitRead:        func() { r.ACLs[0].ACL = mandat.ACL{} },
		omitEdit:        func() { r.ACLs[1] = mandat.ACLFact{} },
		omitTime:        func() { s.At = time.Time{} },
		addUnit:         func() { r.Units[2] = mandat.Structure(f.list).Is(mandat.At(mandat.UnitID(f.entry))) },
		addRelation:     func() { r.Relations[2] = mandat.Relation(f.relation).Is(mandat.One(mandat.PersonID(f.who))) },
		addList:         func() { r.ACLs[2] = mandat.Action(f.list).By(mandat.NoACL()) },
		confined:        func() { s.Only = mandat.Purpose{Org: r.Org, Type: r.Type, ID: r.ID, Action: mandat.Action(f.action)} },
	} {
		if f.omit&bit != 0 {
			change()
		}
	}
	switch {
	case f.omit&inFolder != 0:
		if f.omit&omitFolderLists != 0 {
			whole.ACLs = mandat.ACLs{}
		}
		r.PartOf = mandat.PartOf(&whole)
	case f.omit&omitWhole != 0:
		r.PartOf = mandat.Whole{}
	}
	return question{s, mandat.Action(f.action), r}
}

// unknown tells what is missing or unknown in a question that has been
// allowed; "" for nothing. It looks at the strings alone.
func (f fuzzed) unknown() string {
	in := slices.Contains[[]string]
	has := func(bit uint16) bool { return f.omit&bit != 0 }
	reading := in([]string{"read", "edit", "edit-name", "edit-period"}, f.action)
	switch {
	case !in([]string{"kalle", "anna", "nils", "ida"}, f.person):
		return "the person"
	case !in([]string{"web", "mail", "link"}, f.channel), f.channel == "link" && (!has(confined) || f.id == ""), has(confined) && f.id == "":
		return "the channel, or its purpose"
	case f.org != "acme-ltd", f.typ != "contract", !in([]string{"read", "edit", "edit-name", "edit-period", "delete", "sign"}, f.action):
		return "the organisation, the type or the action"
	case has(omitTime):
		return "the time"
	case has(omitUnit), !in([]string{"acme", "sales", "domestic", "vault", "safe", "box", "purchasing"}, f.unit), has(addUnit) && f.entry != "":
		return "the unit"
	case f.status == "" && in([]string{"delete", "sign"}, f.action), f.status != "" && !in([]string{"draft", "valid", "ended"}, f.status):
		return "the status"
	case !has(omitLabels) && f.label != "" && f.label != "urgent":
		return "a label"
	case has(omitLabels) && in([]string{"edit", "edit-name", "edit-period"}, f.action):
		return "the labels"
	case (has(omitResponsible) || f.who == "" || has(omitDeputy)) && reading:
		return "a relation"
	case has(addRelation) && f.who != "":
		return "a relation that is too much"
	case (has(omitRead) && reading), has(omitEdit) && reading && f.action != "read", has(addList):
		return "a list"
	case reading && (has(omitWhole) && !has(inFolder) || has(inFolder) && has(omitFolderLists)):
		return "the whole"
	case f.action == "sign" && f.session != 1 && f.session != 2:
		return "the session"
	}
	return ""
}

// FuzzDecide: no question panics, and none is allowed in which something that
// is needed is missing, or something is unknown.
func FuzzDecide(f *testing.F) {
	o := given(f, append(richParts(), granted("chief", "kalle", mandat.WholeOrg()), granted("chief", "anna", mandat.Below("sales")), granted("party", "ida", mandat.WholeOrg()),
		grantedGroup("auditor", "team", mandat.Below("acme")), set("extra", true))...)
	seeds := []fuzzed{
		{person: "kalle", channel: "web", org: "acme-ltd", typ: "contract", id: "c-9", action: "read", unit: "sales", status: "valid", who: "anna", entry: "kalle", kind: 5, session: 2},
		{person: "kalle", channel: "web", org: "acme-ltd", typ: "contract", id: "c-9", action: "edit", unit: "sales", status: "valid", who: "kalle", entry: "", kind: 1, session: 2},
		{person: "anna", channel: "web", org: "acme-ltd", typ: "contract", id: "c-9", action: "delete", unit: "domestic", status: "draft", who: "kalle", session: 1, omit: omitLabels | omitRead},
		{person: "ida", channel: "link", org: "acme-ltd", typ: "contract", id: "c-9", action: "sign", unit: "domestic", status: "draft", who: "ida", session: 1, omit: confined | inFolder},
		{person: "kalle\n", channel: "::", org: "..", typ: "\x00", id: `"`, action: "//", unit: "*", status: " ", label: "å", relation: "a\u030a", who: "ß", list: "\xff", entry: "🙂", kind: 255, session: 255, omit: 0xffff},
	}
	allowed := 0
	for _, s := range seeds {
		f.Add(s.person, s.channel, s.org, s.typ, s.id, s.action, s.unit, s.status, s.label, s.relation, s.who, s.list, s.entry, s.kind, s.session, s.omit)
		q := s.question()
		if turned(o.Decide(q.s, q.a, q.r)) {
			allowed++
		}
	}
	if allowed == 0 {
		f.Fatal("no seed is allowed; the fuzzing shows nothing")
	}
	f.Fuzz(func(t *testing.T, person, channel, org, typ, id, action, unit, status, label, relation, who, list, entry string, kind, session uint8, omit uint16) {
		in := fuzzed{person, channel, org, typ, id, action, unit, status, label, relation, who, list, entry, kind, session, omit}
		q := in.question()
		d := o.Decide(q.s, q.a, q.r)
		e := o.Explain(q.s, q.a, q.r)
		if e.Decision() != d || verdict(e.Steps()) != d.Reason() || e.Text("sv") == "" {
			t.Errorf("%s is explained as %s by %v", sentence(q.s, q.a, q.r, d), e.Decision(), e.Steps())
		}
		for a, other := range o.As(q.s).Actions(q.r) {
			if a == q.a && other != d {
				t.Errorf("%s, and the menu says %s", sentence(q.s, q.a, q.r, d), other)
			}
		}
		if what := in.unknown(); d.Outcome() != mandat.Denied && what != "" {
			t.Errorf("%s (%s), and %s is not stated or not known", sentence(q.s, q.a, q.r, d), d, what)
		}
	})
}
