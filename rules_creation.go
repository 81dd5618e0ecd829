package mandat

import (
	"maps"
	"slices"
	"strings"
)

// CreationRule tells what comes with making a unit in a structure: it is part of
// the creation, and needs no other authority (clauses R2, R53). Each role is
// given at the unit: exactly there where it may be, else with what is below.
// Without a rule nothing comes with a unit.
type CreationRule struct {
	Structure Structure
	// Creator lists the roles of whoever makes the unit (clause R2). Naming
	// somebody else does not take them away.
	Creator []RoleID
	// Named lists the roles of each member whom AddUnit names; the creator may be
	// among them. Without roles nobody can be named.
	Named []RoleID
	// MustName tells that somebody must be named (clause R53).
	MustName bool
	// Sealed tells that the unit is sealed from the start, whatever AddUnit says
	// (clause R30): what is held above it never reaches inside, from the next change
	// on. That asks for no unit.seal.
	Sealed bool
	// Groups are made with the unit, predefined and empty (clause R7). Units that
	// are there already when a policy with other groups is adopted keep theirs.
	Groups []GroupRule
}

// GroupRule declares a group that comes with every unit of a structure. The id
// of each is PredefinedGroup of the unit and the name.
type GroupRule struct {
	Name  GroupName
	Title Title
}

// PredefinedGroup returns the id of the group that comes with a unit under a
// name (CreationRule.Groups): "room-1/internal-users". If another group has it,
// or had it, the unit cannot be made.
func PredefinedGroup(unit UnitID, name GroupName) GroupID {
	return GroupID(string(unit) + "/" + string(name))
}

// predefines reports whether an id is one that a predefined group can have.
func (p *Policy) predefines(id GroupID) bool {
	return slices.ContainsFunc(p.rules.Creation, func(k CreationRule) bool {
		return slices.ContainsFunc(k.Groups, func(g GroupRule) bool { return strings.HasSuffix(string(id), string(PredefinedGroup("", g.Name))) })
	})
}

func (k *CreationRule) clone() CreationRule {
	c := *k
	c.Creator, c.Named = slices.Clone(k.Creator), slices.Clone(k.Named)
	c.Groups = cloneEach(k.Groups, func(g *GroupRule) { g.Title = maps.Clone(g.Title) })
	return c
}

// creation returns what comes with a unit of a structure.
func (p *Policy) creation(s Structure) CreationRule {
	for _, k := range p.rules.Creation {
		if k.Structure == s {
			return k
		}
	}
	return CreationRule{}
}

// made returns a unit as it is made: sealed where the policy says so.
func (p *Policy) made(u Unit) Unit {
	u.Sealed = u.Sealed || p.creation(u.Structure).Sealed
	return u
}

// givenAlone reports whether a role that is given here can be given at one unit of
// a structure alone, with a reach.
func (w Where) givenAlone(s Structure, r Reach) bool {
	return len(w) == 1 && slices.Contains(w[s], r)
}

// creationScope returns where a role is given that comes with a unit: the
// narrowest scope, in whatever order the policy names them.
func (p *Policy) creationScope(id RoleID, u Unit) Scope {
	for _, r := range []Reach{Exact, Subtree} {
		if slices.ContainsFunc(p.roleByID[id].at, func(w Where) bool { return w.givenAlone(u.Structure, r) }) {
			return scopeAt(ScopePlace{Unit: u.ID, Reach: r})
		}
	}
	return Scope{}
}
