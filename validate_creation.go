package mandat

import "slices"

// creation checks what comes with making a unit.
func (c *rulesCheck) creation() {
	var seen []Structure
	for i := range c.rules.Creation {
		k, path := &c.rules.Creation[i], at("Creation", i)
		switch {
		case !c.hasStructure(k.Structure):
			c.add(path, "unknown structure %q", k.Structure)
		case slices.Contains(seen, k.Structure):
			c.add(path, "structure %q stands here twice", k.Structure)
		}
		seen = append(seen, k.Structure)
		c.creationRoles(path+".Creator", k.Structure, k.Creator)
		c.creationRoles(path+".Named", k.Structure, k.Named)
		names(c, path+".Groups", "group", maxBits, k.Groups, func(g GroupRule) (GroupName, Title) { return g.Name, g.Title })
		switch {
		case k.MustName && len(k.Named) == 0:
			c.add(path+".MustName", "somebody must be named, and no role comes of it")
		case len(k.Creator)+len(k.Named)+len(k.Groups) == 0 && !k.Sealed:
			c.add(path, "nothing comes with a unit of structure %q: leave it out", k.Structure)
		}
	}
}

// creationRoles checks roles that come with a unit: they are given there.
func (c *rulesCheck) creationRoles(path string, s Structure, roles []RoleID) {
	unique(c, path, "role", roles, c.hasRole)
	for i, id := range roles {
		there := slices.ContainsFunc(c.saidOf(id, make(map[RoleID]bool)), func(w Where) bool {
			return w.givenAlone(s, Exact) || w.givenAlone(s, Subtree)
		})
		switch {
		case id != "" && id == c.rules.Base:
			c.add(at(path, i), "role %q comes with no unit: everybody holds it", id)
		case c.roles[id] != nil && c.hasStructure(s) && !there:
			c.add(at(path, i), "role %q comes with a unit of structure %q: expected one that is given there, exact or subtree", id, s)
		}
	}
}
