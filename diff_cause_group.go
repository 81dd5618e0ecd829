package mandat

import "slices"

// ofList returns those that can have put somebody on a list, or taken them from it:
// those of some, and of the units around their home.
func (c *causing) ofList(by []int, l *ListEffect) []DataDifference {
	by = slices.Clone(by)
	for k := range c.data {
		if d := &c.data[k]; d.isOfUnit() && !slices.Contains(by, k) && c.isAboveHome(d.Unit, l.Person) {
			by = append(by, k)
		}
	}
	slices.Sort(by)
	return c.those(by, func(d *DataDifference) bool {
		switch {
		case d.isOfGroup():
			return l.Group != "" && (d.Group == l.Group || c.holds(l.Group, d.Group))
		case d.Kind == DiffGranted || d.Kind == DiffRevoked:
			return l.Group != "" && c.isOfUnit(l.Group)
		case d.Kind == DiffUnitSealed || d.Kind == DiffUnitUnsealed || d.Kind == DiffRoleEdited:
			return false
		case d.isOfUnit():
			return l.Group != "" && c.isOfUnit(l.Group) || l.Unit != "" && c.isAboveHome(d.Unit, l.Person)
		}
		return true
	})
}

// isAboveHome reports whether somebody's home is at or below a unit.
func (c *causing) isAboveHome(id UnitID, p PersonID) bool {
	return slices.ContainsFunc(c.orgs[:], func(o *Org) bool {
		u, ok := o.unitNamed(id)
		m, known := o.memberNamed(p)
		return ok && known && o.within(o.member(m).home, u)
	})
}

// isOfGroup reports whether the difference is of a group or of who is in it.
func (d *DataDifference) isOfGroup() bool { return d.Kind >= DiffGroupMade && d.Kind <= DiffGroupLeft }

// isOfUnit reports whether the difference is of a unit.
func (d *DataDifference) isOfUnit() bool { return d.Kind >= DiffUnitMade && d.Kind <= DiffUnitUnsealed }

// inEither reports whether something is so of a group, before or after.
func (c *causing) inEither(id GroupID, is func(*Org, *group) bool) bool {
	return slices.ContainsFunc(c.orgs[:], func(o *Org) bool {
		i, ok := o.groupNamed(id)
		return ok && is(o, o.group(i))
	})
}

// holdsRoles reports whether a group, or one that holds it, has a grant.
func (c *causing) holdsRoles(id GroupID) bool {
	return c.inEither(id, func(o *Org, g *group) bool {
		return len(g.grants) > 0 || slices.ContainsFunc(g.parents, func(k int32) bool { return len(o.group(k).grants) > 0 })
	})
}

// holds reports whether a group holds another one.
func (c *causing) holds(id, sub GroupID) bool {
	return c.inEither(id, func(o *Org, g *group) bool {
		return slices.ContainsFunc(g.subs, func(k int32) bool { return o.group(k).id == sub })
	})
}

func (c *causing) isOfUnit(id GroupID) bool {
	return c.inEither(id, func(_ *Org, g *group) bool { return g.unit != noUnit })
}
