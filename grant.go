package mandat

import (
	"cmp"
	"slices"
	"time"
)

// Grant gives a role to a member or to a group, at a scope, for a time or for
// good.
type Grant struct {
	Role RoleID `json:"role"`
	// Exactly one of Member and Group is set.
	Member PersonID `json:"member,omitzero"`
	Group  GroupID  `json:"group,omitzero"`
	Scope  Scope    `json:"at"`
	// The grant is in force at From and until just before Until. A zero From has
	// no beginning, a zero Until no end.
	From  time.Time `json:"from,omitzero"`
	Until time.Time `json:"until,omitzero"`
}

// Scope is where a grant holds: the whole organisation, or one unit in each of
// some structures. It covers a resource when every unit that it names covers
// the resource's unit in that structure. It compares with ==. The zero Scope is
// not valid: it is refused, and covers nothing.
type Scope struct {
	places [MaxUnits]ScopePlace
	kind   scopeKind
}

type scopeKind uint8

const (
	noScope scopeKind = iota
	wholeOrg
	atPlaces
	badScope
)

// ScopePlace is a unit that a scope names, with its reach. Unit is "" where the
// home unit stands for it.
type ScopePlace struct {
	Unit  UnitID
	Reach Reach
}

// WholeOrg is the whole organisation.
func WholeOrg() Scope { return Scope{kind: wholeOrg} }

// Exactly is the unit alone.
func Exactly(u UnitID) Scope { return scopeAt(ScopePlace{u, Exact}) }

// Below is the unit and every unit below it.
func Below(u UnitID) Scope { return scopeAt(ScopePlace{u, Subtree}) }

// AtHome is the member's home unit alone, whichever it is when asked.
func AtHome() Scope { return scopeAt(ScopePlace{Reach: Home}) }

// BelowHome is the member's home unit and every unit below it.
func BelowHome() Scope { return scopeAt(ScopePlace{Reach: HomeSubtree}) }

func scopeAt(p ScopePlace) Scope {
	if !p.Reach.atHome() && p.Unit == "" {
		return Scope{kind: badScope}
	}
	return Scope{kind: atPlaces, places: [MaxUnits]ScopePlace{p}}
}

// And narrows a scope by another one, of units in other structures. A scope
// with more than MaxUnits units, or made from one that is not of units, is not
// valid.
func (s Scope) And(t Scope) Scope {
	if s.kind != atPlaces || t.kind != atPlaces {
		return Scope{kind: badScope}
	}
	n := len(s.Places())
	for _, p := range t.Places() {
		if n == MaxUnits {
			return Scope{kind: badScope}
		}
		s.places[n] = p
		n++
	}
	return s
}

// sorted returns the scope with its units in the order of their ids.
func (s Scope) sorted() Scope {
	n := len(s.Places())
	slices.SortFunc(s.places[:n], func(a, b ScopePlace) int {
		return cmp.Or(cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Reach, b.Reach))
	})
	return s
}

// IsWholeOrg reports whether the scope is the whole organisation.
func (s Scope) IsWholeOrg() bool { return s.kind == wholeOrg }

// Places returns the units that the scope names; none for the whole
// organisation and for a scope that is not valid.
func (s Scope) Places() []ScopePlace { return slices.Clone(s.named()) }

// named returns the units that the scope names, in its own memory.
func (s *Scope) named() []ScopePlace {
	if s.kind != atPlaces {
		return nil
	}
	n := 0
	for n < MaxUnits && s.places[n].Reach != 0 {
		n++
	}
	return s.places[:n]
}

// endedAt reports whether the grant will not count any more.
func (g *Grant) endedAt(at time.Time) bool {
	return !g.Until.IsZero() && !at.Before(g.Until)
}
