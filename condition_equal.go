package mandat

import "slices"

// equal reports whether two conditions are the same, word for word.
func (c *Condition) equal(d *Condition) bool {
	if c == nil || d == nil {
		return c == d
	}
	each := func(c, d Condition) bool { return c.equal(&d) }
	return slices.EqualFunc(c.All, d.All, each) && slices.EqualFunc(c.Any, d.Any, each) && c.Not.equal(d.Not) &&
		slices.Equal(c.Relation, d.Relation) && slices.Equal(c.Status, d.Status) && slices.Equal(c.Label, d.Label) &&
		slices.Equal(c.Channel, d.Channel) && c.LoggedOut == d.LoggedOut && slices.Equal(c.Setting, d.Setting) &&
		slices.Equal(c.Vacant, d.Vacant) && slices.Equal(c.Holds, d.Holds) && slices.Equal(c.Role, d.Role) &&
		c.Target.equal(d.Target)
}
