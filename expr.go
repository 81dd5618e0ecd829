package mandat

import "slices"

// Expr tells which resources of a type a filter admits, by what they state alone:
// there are no roles, grants or groups of units in it any more, only facts. It is
// plain data, always in the same order for the same organisation and subject, and
// safe for concurrent use as long as nobody changes it.
//
// It speaks of resources that are well formed: of the type and the organisation of
// the filter, with units, statuses and labels that these have, and all facts stated
// that the action needs. Others are never admitted, whatever the expression says:
// Filter.Form tells which these are.
//
// The zero Expr holds for nothing.
type Expr struct {
	Op ExprOp
	// Of are what ExprAll and ExprAny join, two or more; and what ExprNot is the
	// opposite of, which is an ExprRelation, ExprLabel, ExprHasList or ExprListed.
	Of []Expr

	// Structure, Units and Nowhere are of ExprPlace. Units are sorted.
	Structure Structure
	Units     []UnitID
	Nowhere   bool
	// Relation and Person are of ExprRelation.
	Relation Relation
	Person   PersonID
	// Statuses are of ExprStatus, in the order of the policy.
	Statuses []Status
	// Label is of ExprLabel.
	Label Label
	// List and Up are of ExprHasList and ExprListed: the list for an action on the
	// resource itself or, with Up 1, on what it is part of, with Up 2 on what that
	// is part of, and so on. Entries are of ExprListed.
	List    Action
	Up      int
	Entries []Listed
	// IDs are of ExprID, sorted.
	IDs []ResourceID
}

// ExprOp tells what an Expr asks for, and which of its fields are set.
type ExprOp uint8

const (
	// ExprNever holds for nothing.
	ExprNever ExprOp = iota
	// ExprAlways holds for everything.
	ExprAlways
	// ExprAll: all that it joins hold.
	ExprAll
	// ExprAny: one of those that it joins holds.
	ExprAny
	// ExprNot: what it is the opposite of does not hold.
	ExprNot
	// ExprPlace: the resource's place in the structure is one of the units or, where
	// that is meant too, nowhere.
	ExprPlace
	// ExprRelation: the person stands in the relation to the resource.
	ExprRelation
	// ExprStatus: the resource has one of the statuses.
	ExprStatus
	// ExprLabel: the resource has the label.
	ExprLabel
	// ExprHasList: there is a list.
	ExprHasList
	// ExprListed: there is a list, and it has one of the entries.
	ExprListed
	// ExprID: the resource is one of those with the ids.
	ExprID
)

// Holds reports whether the expression holds for a resource that is well formed; of
// another one it may say anything. To decide on what a user sent, ask Filter.Decide.
func (e Expr) Holds(r Resource) bool { return e.holds(&r) }

func (e *Expr) holds(r *Resource) bool {
	switch e.Op {
	case ExprAlways:
		return true
	case ExprAll:
		return !e.someIs(false, r)
	case ExprAny:
		return e.someIs(true, r)
	case ExprNot:
		return !e.Of[0].holds(r)
	case ExprPlace:
		return e.isPlace(r)
	case ExprRelation:
		return e.isRelated(r)
	case ExprStatus:
		return slices.Contains(e.Statuses, r.Status)
	case ExprLabel:
		return r.Labels.include(e.Label)
	case ExprHasList, ExprListed:
		return e.isListed(r)
	case ExprID:
		_, found := slices.BinarySearch(e.IDs, r.ID)
		return found
	}
	return false
}

// someIs reports whether one of those that are joined holds, or does not.
func (e *Expr) someIs(holds bool, r *Resource) bool {
	for i := range e.Of {
		if e.Of[i].holds(r) == holds {
			return true
		}
	}
	return false
}

func (e *Expr) isPlace(r *Resource) bool {
	for i := range r.Units {
		u := &r.Units[i]
		switch {
		case u.Structure != e.Structure || u.Place.state == notStated:
		case u.Place.state == statedNone:
			return e.Nowhere
		default:
			_, found := slices.BinarySearch(e.Units, u.Place.unit)
			return found
		}
	}
	return false
}

func (e *Expr) isRelated(r *Resource) bool {
	for i := range r.Relations {
		if r.Relations[i].Relation == e.Relation && r.Relations[i].People.Include(e.Person) {
			return true
		}
	}
	return false
}

// isListed reports whether there is the list and, if entries are asked for, it has
// one of them.
func (e *Expr) isListed(r *Resource) bool {
	for range e.Up {
		if r = r.PartOf.whole(); r == nil {
			return false
		}
	}
	for i := range r.ACLs {
		acl := &r.ACLs[i]
		if acl.Action == e.List && acl.ACL.state() == stated {
			return e.Op == ExprHasList || slices.ContainsFunc(*acl.ACL.audience, e.hasEntry)
		}
	}
	return false
}

// hasEntry reports whether an entry of a list is one of those asked for.
func (e *Expr) hasEntry(one Listed) bool {
	if one.Kind == ListedEverybody {
		one.Name = ""
	}
	return slices.Contains(e.Entries, one)
}
