package mandat

import "slices"

// equal reports whether two conditions say the same in the same words, in whatever
// order these stand.
func (c *Condition) equal(d *Condition) bool {
	if c == nil || d == nil {
		return c == d
	}
	return sameConditions(c.All, d.All) && sameConditions(c.Any, d.Any) && c.Not.equal(d.Not) && c.Target.equal(d.Target) &&
		sameNames(c.Relation, d.Relation) && sameNames(c.Status, d.Status) && sameNames(c.Label, d.Label) &&
		sameNames(c.Channel, d.Channel) && c.LoggedOut == d.LoggedOut && sameNames(c.Setting, d.Setting) &&
		sameNames(c.Vacant, d.Vacant) && sameNames(c.Holds, d.Holds) && sameNames(c.Role, d.Role)
}

// sameNames reports whether two lists, in which nothing stands twice, name the same.
func sameNames[N comparable](a, b []N) bool {
	return len(a) == len(b) && !slices.ContainsFunc(a, func(n N) bool { return !slices.Contains(b, n) })
}

// sameConditions reports whether each condition of a list has its own equal in
// another.
func sameConditions(a, b []Condition) bool {
	if len(a) != len(b) {
		return false
	}
	left := slices.Clone(b)
	for i := range a {
		k := slices.IndexFunc(left, func(c Condition) bool { return a[i].equal(&c) })
		if k < 0 {
			return false
		}
		left = slices.Delete(left, k, k+1)
	}
	return true
}
