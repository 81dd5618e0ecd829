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
// Building a Resource and deciding on it allocates nothing, but for what Many,
// Labelled and Only keep, which stands with the row.
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
		if r[j].People.state() != notStated && r[j].Relation == r[i].Relation {
			return true
		}
	}
	return false
}

func (a *ACLs) standsBefore(i int) bool {
	for j := range i {
		if a[j].ACL.state() != notStated && a[j].Action == a[i].Action {
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
	_    [0]func() // the same people in two lists do not compare
	one  PersonID
	many *[]PersonID // nil for one; empty for nobody
}

// Where there is nothing: these lists are never changed.
var (
	noPeople []PersonID
	noLabels []Label
	noList   []Listed
	nothing  Resource
)

func (p *People) state() factState {
	switch {
	case p.many == nil && p.one == "":
		return notStated
	case p.many != nil && len(*p.many) == 0:
		return statedNone
	}
	return stated
}

// One states a single person. One("") is not stated.
func One(p PersonID) People {
	if p == "" {
		return People{}
	}
	return People{one: p}
}

// Many states any number of persons, also none. It keeps the slice. If one of
// them is "", the whole is not stated. Two or more allocate, and so does a person
// who is named in the call (One does not): keep what it returns with your row.
func Many(ps ...PersonID) People {
	for _, p := range ps {
		if p == "" {
			return People{}
		}
	}
	switch len(ps) {
	case 0:
		return Nobody()
	case 1:
		return One(ps[0])
	}
	list := ps
	return People{many: &list}
}

// Nobody states that no person stands in the relation.
func Nobody() People { return People{many: &noPeople} }

// Stated reports whether the people are stated.
func (p People) Stated() bool { return p.state() != notStated }

// Include reports whether a person is one of the people.
func (p *People) Include(id PersonID) bool {
	if p.many == nil {
		return p.one == id && id != ""
	}
	return slices.Contains(*p.many, id)
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
	_    [0]func()
	one  Label
	many *[]Label // nil for one; empty for none
}

// Labelled states all the labels that a resource has. It keeps the slice. To state
// a label twice is malformed. Two or more allocate, and so does a label that is
// named in the call, not in a list of the row's: keep what it returns with your row.
func Labelled(labels ...Label) Labels {
	switch {
	case len(labels) == 0:
		return Labels{many: &noLabels}
	case len(labels) == 1 && labels[0] != "":
		return Labels{one: labels[0]}
	}
	list := labels
	return Labels{many: &list}
}

// List returns the labels, and whether they are stated.
func (l Labels) List() (labels []Label, isStated bool) {
	for i := range l.len() {
		labels = append(labels, l.at(i))
	}
	return labels, l.stated()
}

func (l *Labels) stated() bool { return l.many != nil || l.one != "" }

func (l *Labels) len() int {
	switch {
	case l.many != nil:
		return len(*l.many)
	case l.one != "":
		return 1
	}
	return 0
}

func (l *Labels) include(label Label) bool {
	for i := range l.len() {
		if l.at(i) == label {
			return true
		}
	}
	return false
}

func (l *Labels) at(i int) Label {
	if l.many != nil {
		return (*l.many)[i]
	}
	return l.one
}

// Whole is what a resource is part of. The zero Whole is not stated.
type Whole struct{ of *Resource }

// PartOf states the whole that a resource is part of. It keeps the pointer; of
// the whole only the type, the organisation, the lists and its own whole are
// read. PartOf(nil) is not stated.
func PartOf(whole *Resource) Whole {
	return Whole{whole}
}

// PartOfNothing states that a resource is part of no other.
func PartOfNothing() Whole { return Whole{&nothing} }

// Resource returns the whole, nil where there is none, and whether that is
// stated.
func (w Whole) Resource() (whole *Resource, isStated bool) { return w.whole(), w.of != nil }

// whole returns the whole, nil where there is none or that is not stated.
func (w *Whole) whole() *Resource {
	if w.of == &nothing {
		return nil
	}
	return w.of
}
