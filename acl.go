package mandat

// ACL is the access list of a resource for one action: who may be among those
// that do it. It answers where, never what: the function itself comes from a
// role. The zero ACL is not stated.
type ACL struct {
	_        [0]func()
	audience *[]Listed
}

// Only states an access list. It keeps the slice. An empty list admits nobody. It
// allocates: keep what it returns with your row.
func Only(audience ...Listed) ACL { return ACL{audience: &audience} }

// NoACL states that a resource has no access list for the action.
func NoACL() ACL { return ACL{audience: &noList} }

// Audience returns the entries of the list, and whether there is a list. ok is
// false for NoACL.
func (a ACL) Audience() (entries []Listed, ok bool) {
	if a.state() != stated {
		return nil, false
	}
	return *a.audience, true
}

// Stated reports whether it is known if there is a list.
func (a ACL) Stated() bool { return a.audience != nil }

func (a *ACL) state() factState {
	switch a.audience {
	case nil:
		return notStated
	case &noList:
		return statedNone
	}
	return stated
}

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
