package mandat

import (
	"maps"
	"slices"
)

// CreationRule tells what comes with making a unit in a structure: it is part of
// the creation, and needs no other authority (clauses R2, R53). Each role is
// given at the unit, with the reach (exact or subtree) that it may be given with
// there first. Without a rule nothing comes with a unit.
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
	// (clause R30): what is held above it never reaches inside. That asks for no
	// unit.seal.
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

// creationReach returns the reach within an alternative with which a role is
// given at one unit of a structure.
func (w Where) creationReach(s Structure) (Reach, bool) {
	if len(w) != 1 {
		return 0, false
	}
	i := slices.IndexFunc(w[s], func(r Reach) bool { return !r.atHome() })
	if i < 0 {
		return 0, false
	}
	return w[s][i], true
}

// creationScope returns where a role is given that comes with a unit.
func (p *Policy) creationScope(id RoleID, u Unit) Scope {
	for _, w := range p.roleByID[id].at {
		if r, ok := w.creationReach(u.Structure); ok {
			return Scope{kind: atPlaces, places: [MaxUnits]ScopePlace{{Unit: u.ID, Reach: r}}}
		}
	}
	return Scope{}
}
