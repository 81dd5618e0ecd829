package mandat

import "slices"

// isMonotone reports whether no rule asks that a role is vacant, or not held.
func (o *Org) isMonotone() bool {
	for _, l := range o.policy.leaves {
		if slices.ContainsFunc(l.gates, func(g closer) bool { return g.open.asksLess(false) }) {
			return false
		}
	}
	return !slices.ContainsFunc(slices.Concat(o.policy.roles, o.customRoles), func(r *role) bool {
		return slices.ContainsFunc(r.perms, func(perms []permission) bool {
			return slices.ContainsFunc(perms, func(p permission) bool { return p.when != nil && p.when.asksLess(false) })
		})
	})
}

// asksLess reports whether a condition, negated or not, can hold because somebody
// holds less.
func (c *condition) asksLess(negated bool) bool {
	switch c.op {
	case opVacant:
		return true
	case opHolds:
		return negated
	case opNot:
		negated = !negated
	}
	return slices.ContainsFunc(c.kids, func(k condition) bool { return k.asksLess(negated) })
}
