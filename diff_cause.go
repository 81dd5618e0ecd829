package mandat

import "slices"

// causing finds out which of the differences can have caused an effect.
type causing struct {
	*comparison
	data []DataDifference
	// monotone tells that whoever holds more can do no less, nor can anybody else.
	monotone bool
	// unitGroups tells that groups of units hold roles.
	unitGroups bool
}

func newCausing(c *comparison, data []DataDifference) *causing {
	all := &causing{comparison: c, data: data, monotone: true}
	for _, o := range c.orgs {
		all.monotone = all.monotone && o.isMonotone()
		for i := range o.groups.len() {
			if g := o.group(i); !g.gone && g.unit != noUnit && all.holdsRoles(g.id) {
				all.unitGroups = true
			}
		}
	}
	return all
}

// those returns those of some differences of which something is true.
func (c *causing) those(by []int, can func(*DataDifference) bool) (all []DataDifference) {
	for _, k := range by {
		if can(&c.data[k]) {
			all = append(all, c.data[k])
		}
	}
	return all
}

// ofEffect returns those of some differences that can have caused an effect.
func (c *causing) ofEffect(by []int, e *Effect) []DataDifference {
	return c.those(by, func(d *DataDifference) bool {
		return c.canTurn(d, e.Gains) && c.canReach(d, e) && c.canBeBy(d, e)
	})
}

// canTurn reports whether a difference can be why somebody gains, or loses. Where no
// rule asks that a role is not held, who holds more can only do more.
func (c *causing) canTurn(d *DataDifference, gains bool) bool {
	switch d.Kind {
	case DiffUnitMade:
		return gains
	case DiffUnitRemoved:
		return !gains
	case DiffGranted, DiffGroupJoined:
		return gains || !c.monotone
	case DiffRevoked, DiffGroupLeft:
		return !gains || !c.monotone
	}
	return true
}

// canReach reports whether an effect is about what lies at or below the unit that is
// different. What somebody holds through the group of a unit hangs on where they
// lie, and that on where units do; and what is held in a unit goes with it into a seal.
func (c *causing) canReach(d *DataDifference, e *Effect) bool {
	if !d.isOfUnit() || e.Where == nil || d.Kind == DiffUnitMoved && (c.unitGroups || !c.inSameSeals(d.Unit)) {
		return true
	}
	o := c.orgs[before]
	if e.Gains {
		o = c.orgs[after]
	}
	top, ok := o.unitNamed(d.Unit)
	if !ok {
		return false
	}
	for i := range o.units.len() {
		if !o.unit(i).gone && o.within(i, top) && slices.ContainsFunc(e.Where, func(a Area) bool { return o.mayLie(i, a) }) {
			return true
		}
	}
	return false
}

// canBeBy reports whether an effect can come of a group or of a custom role: through
// groups without roles nothing is held, and whoever has not a custom role can only
// give it, or not.
func (c *causing) canBeBy(d *DataDifference, e *Effect) bool {
	switch {
	case d.isOfGroup():
		return c.holdsRoles(d.Group) || c.holdsRoles(d.Sub)
	case d.Kind == DiffRoleEdited:
		return slices.Contains(e.Roles, d.Role) || c.hasRole(e.Person, d.Role)
	}
	return true
}

// hasRole reports whether somebody has a role before or after, in force or not.
func (c *causing) hasRole(p PersonID, id RoleID) bool {
	for version, o := range c.orgs {
		i := c.memberIn(version, p)
		if r, ok := o.roleNamed(id); ok && i != nobody && o.hasRole(o.member(i), r.index) {
			return true
		}
	}
	return false
}

// mayLie reports whether an area leaves room for something at a unit.
func (o *Org) mayLie(unit int32, a Area) bool {
	structure := o.policy.rules.Structures[o.unit(unit).structure].Name
	for _, r := range a {
		if (r.Structure == structure || r.Structure == "") && !slices.ContainsFunc(r.Parts, func(p Part) bool { return o.liesIn(unit, p) }) {
			return false
		}
	}
	return true
}

// liesIn reports whether a unit lies in a part, whatever seals there are.
func (o *Org) liesIn(unit int32, p Part) bool {
	u := o.unit(unit)
	if slices.ContainsFunc(p.Except, func(x Part) bool { return o.liesIn(unit, x) }) {
		return false
	}
	if p.Unit == "" {
		return p.Structure == "" || p.Structure == o.policy.rules.Structures[u.structure].Name
	}
	top, ok := o.unitNamed(p.Unit)
	return ok && (unit == top && p.Here || unit != top && p.Below && u.within(top))
}
