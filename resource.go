package mandat

import "slices"

// How many facts of each kind one resource can state. A policy with a type
// that needs more is refused when it is built.
const (
	// MaxUnits is the number of structures in which a resource can have a unit,
	// and of units that one grant can name.
	MaxUnits = 3
	// MaxRelations is the number of relations that a type can declare.
	MaxRelations = 4
	// MaxLabels is the number of labels that a type can declare.
	MaxLabels = 4
	// MaxLists is the number of access lists that a type can declare.
	MaxLists = 4
)

// Resource is the thing asked about, filled by the service from its own row; an
// organisation does not store it. The zero value of every fact means "not
// stated", which is not the same as "none": a question for which a rule could
// need a fact that is not stated is malformed, and denied. A fact that is
// stated twice is malformed too.
//
// Building a Resource and deciding on it allocates nothing.
type Resource struct {
	Type ResourceType
	// ID is empty for a resource that does not exist yet.
	ID ResourceID
	// Org is the organisation that the row belongs to. Take it from the row,
	// never from the organisation that is asked.
	Org OrgID

	Units     Units
	Status    Status
	Labels    Labels
	Relations Relations
	ACLs      ACLs
	PartOf    Whole

	value *value // of what is built in and has no id yet
}

// The keyed facts of a resource, made by Structure.Is, Relation.Is and
// Action.By. Unused places stay zero.
type (
	Units     [MaxUnits]UnitFact
	Relations [MaxRelations]RelationFact
	ACLs      [MaxLists]ACLFact
)

// standsBefore reports whether what a fact is of has been stated before it.

func (u *Units) standsBefore(i int) bool {
	for _, before := range u[:i] {
		if before.Place.state != notStated && before.Structure == u[i].Structure {
			return true
		}
	}
	return false
}

func (r *Relations) standsBefore(i int) bool {
	for j := range i {
		if r[j].People.state != notStated && r[j].Relation == r[i].Relation {
			return true
		}
	}
	return false
}

func (a *ACLs) standsBefore(i int) bool {
	for j := range i {
		if a[j].ACL.state != notStated && a[j].Action == a[i].Action {
			return true
		}
	}
	return false
}

// Place is a resource's unit in one structure: a unit, or nowhere. The zero
// Place is not stated.
type Place struct {
	unit  UnitID
	state factState
}

// factState tells what is known of a fact.
type factState uint8

const (
	notStated factState = iota
	statedNone
	stated
)

// At places a resource at a unit. At("") is not stated.
func At(unit UnitID) Place {
	if unit == "" {
		return Place{}
	}
	return Place{unit: unit, state: stated}
}

// Nowhere tells that a resource has no unit in the structure. Only grants for
// the whole organisation cover it.
func Nowhere() Place { return Place{state: statedNone} }

// Unit returns the unit, "" where there is none, and whether the place is
// stated.
func (p Place) Unit() (unit UnitID, stated bool) { return p.unit, p.state != notStated }

// UnitFact is a resource's place in a named structure.
type UnitFact struct {
	Structure Structure
	Place     Place
}

// Is states a resource's place in the structure.
func (s Structure) Is(p Place) UnitFact { return UnitFact{s, p} }

// People are those who stand in one relation to a resource. The zero People
// are not stated.
type People struct {
	one   PersonID
	many  []PersonID
	state factState
}

// One states a single person. One("") is not stated.
func One(p PersonID) People {
	if p == "" {
		return People{}
	}
	return People{one: p, state: stated}
}

// Many states any number of persons, also none. It keeps the slice. If one of
// them is "", the whole is not stated.
func Many(ps ...PersonID) People {
	for _, p := range ps {
		if p == "" {
			return People{}
		}
	}
	if len(ps) == 0 {
		return Nobody()
	}
	return People{many: ps, state: stated}
}

// Nobody states that no person stands in the relation.
func Nobody() People { return People{state: statedNone} }

// Stated reports whether the people are stated.
func (p People) Stated() bool { return p.state != notStated }

// Include reports whether a person is one of the people.
func (p *People) Include(id PersonID) bool {
	if p.state != stated || id == "" {
		return false
	}
	if p.one == id {
		return true
	}
	for _, m := range p.many {
		if m == id {
			return true
		}
	}
	return false
}

// RelationFact tells who stands in a named relation to a resource.
type RelationFact struct {
	Relation Relation
	People   People
}

// Is states who stands in the relation to a resource.
func (r Relation) Is(p People) RelationFact { return RelationFact{r, p} }

// Labels are the labels that a resource has. The zero Labels are not stated;
// Labelled() states that it has none.
type Labels struct {
	list  [MaxLabels]Label
	n     uint8
	state factState
}

// Labelled states all the labels that a resource has. To state a label twice,
// or more than MaxLabels, is malformed.
func Labelled(labels ...Label) Labels {
	l := Labels{state: statedNone}
	for i, label := range labels {
		if i == MaxLabels {
			return Labels{n: MaxLabels + 1, state: stated}
		}
		l.list[i], l.n, l.state = label, uint8(i+1), stated
	}
	return l
}

// List returns the labels, and whether they are stated. Labels that are too
// many come back as none.
func (l Labels) List() (labels []Label, isStated bool) {
	if l.tooMany() {
		return nil, true
	}
	return slices.Clone(l.list[:l.n]), l.state != notStated
}

// tooMany reports whether more labels were stated than a type can declare.
func (l *Labels) tooMany() bool { return l.n > MaxLabels }

// ACL is the access list of a resource for one action: who may be among those
// that do it. It answers where, never what: the function itself comes from a
// role. The zero ACL is not stated.
type ACL struct {
	audience []Listed
	state    factState
}

// Only states an access list. It keeps the slice. An empty list admits nobody.
func Only(audience ...Listed) ACL { return ACL{audience: audience, state: stated} }

// NoACL states that a resource has no access list for the action.
func NoACL() ACL { return ACL{state: statedNone} }

// Audience returns the entries of the list, and whether there is a list. ok is
// false for NoACL.
func (a ACL) Audience() (entries []Listed, ok bool) { return a.audience, a.state == stated }

// Stated reports whether it is known if there is a list.
func (a ACL) Stated() bool { return a.state != notStated }

// ACLFact is the access list of a resource for a named action.
type ACLFact struct {
	Action Action
	ACL    ACL
}

// By states the access list of a resource for the action.
func (a Action) By(acl ACL) ACLFact { return ACLFact{a, acl} }

// Listed is one entry of an access list. The zero Listed admits nobody, and so
// does one that names what the organisation or the resource type does not have.
type Listed struct {
	Kind ListedKind
	// Name is the relation, unit, group or person; "" for everybody.
	Name string
}

// ListedKind tells whom an entry of an access list admits.
type ListedKind uint8

const (
	// ListedEverybody admits everybody in the organisation.
	ListedEverybody ListedKind = iota + 1
	// ListedRelation admits those who stand in a relation to the resource asked
	// about.
	ListedRelation
	// ListedUnit admits the members whose home unit is the unit or below it.
	ListedUnit
	// ListedGroup admits the members of a group.
	ListedGroup
	// ListedPerson admits one person.
	ListedPerson
)

// Everybody admits everybody in the organisation (clause A27).
func Everybody() Listed { return Listed{Kind: ListedEverybody} }

// Related admits those who stand in a relation to the resource asked about
// (clause A28).
func Related(r Relation) Listed { return Listed{ListedRelation, string(r)} }

// InUnit admits the members whose home unit is u or below it (clause A29).
func InUnit(u UnitID) Listed { return Listed{ListedUnit, string(u)} }

// InGroup admits the members of a group (clause A30).
func InGroup(g GroupID) Listed { return Listed{ListedGroup, string(g)} }

// Named admits one person (clause A31).
func Named(p PersonID) Listed { return Listed{ListedPerson, string(p)} }

// Whole is what a resource is part of. The zero Whole is not stated.
type Whole struct {
	of    *Resource
	state factState
}

// PartOf states the whole that a resource is part of. It keeps the pointer; of
// the whole only the type, the organisation, the lists and its own whole are
// read. PartOf(nil) is not stated.
func PartOf(whole *Resource) Whole {
	if whole == nil {
		return Whole{}
	}
	return Whole{of: whole, state: stated}
}

// PartOfNothing states that a resource is part of no other.
func PartOfNothing() Whole { return Whole{state: statedNone} }

// Resource returns the whole, nil where there is none, and whether that is
// stated.
func (w Whole) Resource() (whole *Resource, isStated bool) { return w.of, w.state != notStated }
