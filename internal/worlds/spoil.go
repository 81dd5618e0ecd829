package worlds

import (
	"time"

	"github.com/mandat-go/mandat"
)

// spoil puts one thing wrong with a question on a resource of the type. It is
// not always anything that matters: a fact left out that no rule needs, say.
func (m *maker) spoil(q *Question, t mandat.TypeRule) {
	switch m.weighted(22, 50, 22, 26, 16, 20) {
	case 0:
		m.spoilSubject(q)
	case 1:
		m.spoilFacts(q)
	case 2:
		m.spoilUnits(&q.Resource)
	case 3:
		m.spoilLists(&q.Resource)
	case 4:
		m.spoilWhole(&q.Resource, t)
	case 5:
		m.spoilAbove(&q.Resource)
	}
}

func (m *maker) spoilSubject(q *Question) {
	s := &q.Subject
	switch m.weighted(4, 6, 4, 4, 4, 4, 4, 6, 3) {
	case 0:
		s.Person = oneOf(m.dice, mandat.PersonID("stranger"), "")
	case 1:
		s.Channel = oneOf(m.dice, mandat.Channel("pigeon"), "pigeon", "")
	case 2:
		s.At = time.Time{}
	case 3:
		s.Only = mandat.Purpose{}
		s.Channel = "link"
	case 4:
		s.Only = mandat.Purpose{Org: m.data.ID, Type: q.Resource.Type, Action: q.Action}
		s.Channel = oneOf(m.dice, s.Channel, s.Channel, s.Channel, "")
	case 5:
		q.Action = oneOf(m.dice, mandat.Action("fly"), "", "Read")
	case 6:
		q.Resource.Type = oneOf(m.dice, mandat.ResourceType("leaf"), "")
	case 7:
		q.Resource.Org = oneOf(m.dice, mandat.OrgID("other"), "")
	case 8:
		s.Person = pick(m.dice, m.persons())
	}
}

// spoilFacts spoils session, status, labels or relations. Not stated is what
// most often does not matter, and so is done most often.
func (m *maker) spoilFacts(q *Question) {
	r := &q.Resource
	switch m.weighted(6, 2, 4, 1, 6, 2, 4, 2, 2) {
	case 0:
		q.Subject.Session = oneOf(m.dice, mandat.SessionNotStated, mandat.SessionNotStated, mandat.Session(9))
	case 1:
		r.Status = oneOf(m.dice, mandat.Status("burnt"), "Draft")
	case 2:
		r.Status = ""
	case 3:
		r.Labels = oneOf(m.dice, mandat.Labelled("sticky"), mandat.Labelled("secret", ""))
	case 4:
		r.Labels = mandat.Labels{}
	case 5:
		r.Labels = oneOf(m.dice, mandat.Labelled("secret", "secret"), mandat.Labelled("urgent", "secret", "urgent"),
			mandat.Labelled("a", "b", "c", "d", "e"))
	case 6:
		r.Relations[m.below(2)] = oneOf(m.dice, mandat.RelationFact{}, mandat.Relation("author").Is(mandat.One("")))
	case 7:
		r.Relations[m.below(4)] = oneOf(m.dice, mandat.Relation("enemy"), "deputy", "").Is(mandat.One("anna"))
	case 8:
		r.Relations[3] = oneOf(m.dice, r.Relations[0], mandat.Relation("author").Is(mandat.Nobody()))
	}
}

func (m *maker) spoilUnits(r *mandat.Resource) {
	unit := pick(m.dice, m.data.Units)
	i := m.below(2)
	switch m.weighted(2, 2, 3, 2, 4) {
	case 0:
		r.Units[i] = mandat.UnitFact{}
	case 1:
		r.Units[i].Place = mandat.Place{}
	case 2:
		r.Units[2] = oneOf(m.dice, r.Units[0], unit.Structure.Is(mandat.Nowhere()))
	case 3:
		r.Units[i] = oneOf(m.dice, mandat.Structure("cellar"), "").Is(oneOf(m.dice, mandat.At(unit.ID), mandat.Nowhere()))
	case 4:
		r.Units[i].Place = oneOf(m.dice, mandat.At("gone"), mandat.At(unit.ID))
	}
}

func (m *maker) spoilLists(r *mandat.Resource) {
	i := m.below(3)
	switch m.below(5) {
	case 0, 1:
		r.ACLs[i] = oneOf(m.dice, mandat.ACLFact{}, mandat.ACLFact{Action: r.ACLs[i].Action})
	case 2, 3:
		r.ACLs[3] = r.ACLs[m.below(2)]
	case 4:
		r.ACLs[i] = oneOf(m.dice, mandat.Action("fly"), "name", "").By(oneOf(m.dice, mandat.NoACL(), mandat.Only()))
	}
}

// spoilWhole puts something wrong with what a resource of the type is part of;
// seldom if it cannot be part of anything.
func (m *maker) spoilWhole(r *mandat.Resource, t mandat.TypeRule) {
	if t.PartOf == "" && m.percent(80) {
		return
	}
	whole := &mandat.Resource{Type: t.PartOf, Org: m.data.ID, PartOf: mandat.PartOfNothing()}
	whole.ACLs = m.lists(m.typeNamed(t.PartOf), lead{person: "anna"}, 30)
	r.PartOf = mandat.PartOf(whole)
	switch m.weighted(4, 1, 2, 2, 3) {
	case 0:
		r.PartOf = mandat.Whole{}
	case 1:
		whole.Type = oneOf(m.dice, mandat.ResourceType("leaf"), "page", "shelf", "")
	case 2:
		whole.Org = oneOf(m.dice, mandat.OrgID("other"), "")
	case 3:
		whole.PartOf = r.PartOf
	case 4:
		m.pile(whole, 13+m.below(5))
	}
}

// pile puts so many more wholes of the same type above one: about as many as
// are too many.
func (m *maker) pile(r *mandat.Resource, more int) {
	acls := r.ACLs
	for range more {
		above := &mandat.Resource{Type: r.Type, Org: m.data.ID, ACLs: acls}
		r.PartOf = mandat.PartOf(above)
		r = above
	}
	r.PartOf = oneOf(m.dice, mandat.PartOfNothing(), mandat.Whole{})
}

// spoilAbove spoils the lists or the whole of a whole, if there is one.
func (m *maker) spoilAbove(r *mandat.Resource) {
	whole, _ := r.PartOf.Resource()
	switch {
	case whole == nil:
		m.spoilWhole(r, m.typeNamed(r.Type))
	case m.percent(30):
		m.spoilAbove(whole)
	case m.percent(60):
		m.spoilLists(whole)
	default:
		m.spoilWhole(whole, m.typeNamed(whole.Type))
	}
}
