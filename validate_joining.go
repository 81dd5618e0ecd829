package mandat

import "slices"

func (c *rulesCheck) exclusive() {
	for i := range c.rules.Exclusive {
		e, path := &c.rules.Exclusive[i], at("Exclusive", i)
		unique(c, path+".Roles", "role", e.Roles, c.hasRole)
		if len(e.Roles) < 2 {
			c.add(path+".Roles", "exclusive roles are at least two, not %d", len(e.Roles))
		} else if e.Most < 1 || e.Most >= len(e.Roles) {
			c.add(path+".Most", "of %d exclusive roles somebody may hold from 1 to %d, not %d", len(e.Roles), len(e.Roles)-1, e.Most)
		}
		for j, id := range e.Roles {
			if id != "" && c.everybodyHas(id) {
				c.add(at(path+".Roles", j), "role %q excludes no other: everybody holds it", id)
			}
		}
	}
}

// everybodyHas reports whether a role is the base role, or included in it.
func (c *rulesCheck) everybodyHas(id RoleID) bool {
	all := []RoleID{c.rules.Base}
	for i := 0; i < len(all); i++ {
		for _, in := range c.includesOf(all[i]) {
			if !slices.Contains(all, in) {
				all = append(all, in)
			}
		}
	}
	return slices.Contains(all, id)
}

func (c *rulesCheck) joining() {
	j := &c.rules.Joining
	c.door("Joining.Founding", &j.Founding)
	c.door("Joining.Registration", &j.Registration)
	if c.home >= 0 && c.rules.Structures[c.home].Home == HomeRequired && len(j.Registration.Through) > 0 {
		c.add("Joining.Registration", "nobody registers themselves where every member has a home unit: somebody must choose it")
	}
	c.joiningRoles("Joining.Created", j.Created)
	c.joiningRoles("Joining.Invitation.Roles", j.Invitation.Roles)
	unique(c, "Joining.Invitation.Carries", "role", j.Invitation.Carries, c.hasRole)
	if in := &j.Invitation; in.AtOnce && (in.Account || in.Lasts != 0 || in.OutlivesInviter) {
		c.add("Joining.Invitation.AtOnce", "whoever is invited is a member at once: there is no answer for an account, an end or a lost right to matter")
	}
	if j.Invitation.Lasts < 0 {
		c.add("Joining.Invitation.Lasts", "an invitation lasts %s: expected no less than nothing", j.Invitation.Lasts)
	}
}

func (c *rulesCheck) door(path string, d *DoorRule) {
	unique(c, path+".Through", "channel", d.Through, c.hasChannel)
	for i, name := range d.Through {
		if slices.ContainsFunc(c.rules.Channels, func(ch ChannelRule) bool { return ch.Name == name && ch.Bearer }) {
			c.add(at(path+".Through", i), "channel %q is for bearers of a link to something else: nobody joins through it", name)
		}
	}
	c.joiningRoles(path+".Roles", d.Roles)
	if len(d.Roles) > 0 && len(d.Through) == 0 {
		c.add(path+".Through", "roles come with it, and no channel opens it")
	}
}

// joiningRoles checks roles that come with joining: nobody chooses a unit.
func (c *rulesCheck) joiningRoles(path string, roles []RoleID) {
	unique(c, path, "role", roles, c.hasRole)
	for i, id := range roles {
		if r := c.roles[id]; r != nil && !c.joinable(r) {
			c.add(at(path, i), "role %q comes with joining: expected one that is given for the whole organisation or at the home unit", id)
		}
		if id != "" && id == c.rules.Base {
			c.add(at(path, i), "role %q comes with joining already: everybody holds it", id)
		}
	}
}

func (c *rulesCheck) joinable(r *Role) bool {
	at := c.saidOf(r.ID, make(map[RoleID]bool))
	return len(at) == 0 || joiningScope(at) != Scope{}
}

// saidOf returns what a role, or what it includes, says of where it is given.
func (c *rulesCheck) saidOf(id RoleID, seen map[RoleID]bool) []Where {
	r := c.roles[id]
	if r == nil || seen[id] {
		return nil
	}
	seen[id] = true
	if len(r.At) > 0 {
		return r.At
	}
	var at []Where
	for _, in := range r.Includes {
		at = append(at, c.saidOf(in, seen)...)
	}
	return at
}

// joiningScope returns the narrowest scope that needs no choice of a unit, in
// whatever order the alternatives stand: the home unit, what is below it too, the
// whole organisation; the zero Scope if there is none.
func joiningScope(at []Where) Scope {
	for _, r := range []Reach{Home, HomeSubtree} {
		if slices.ContainsFunc(at, func(w Where) bool { return len(w) == 1 && w.has(r) }) {
			return scopeAt(ScopePlace{Reach: r})
		}
	}
	if slices.ContainsFunc(at, func(w Where) bool { return len(w) == 0 }) {
		return WholeOrg()
	}
	return Scope{}
}

func (w Where) has(r Reach) bool {
	for _, reaches := range w {
		if slices.Contains(reaches, r) {
			return true
		}
	}
	return false
}

func (c *rulesCheck) ask() {
	unique(c, "Ask", "role", c.rules.Ask, c.hasRole)
	c.title("NoRole", c.rules.NoRole)
}
