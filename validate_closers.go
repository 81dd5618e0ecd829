package mandat

func (c *rulesCheck) gates() {
	for i := range c.rules.Gates {
		g := &c.rules.Gates[i]
		c.closer(at("Gates", i), ".Close", ".Unless", "the gate", g.Close, &g.Unless)
	}
}

func (c *rulesCheck) guards() {
	for i := range c.rules.Guards {
		g := &c.rules.Guards[i]
		c.closer(at("Guards", i), ".Before", ".Needs", "the guard", g.Before, &g.Needs)
	}
}

// closer checks a gate or guard: its actions, its condition, and that something
// can open it.
func (c *rulesCheck) closer(path, actions, condition, what string, refs []ActionRef, cond *Condition) {
	types := c.refs(path+actions, refs)
	before := len(c.problems)
	c.condition(path+condition, cond, types)
	if len(c.problems) > before {
		return
	}
	for _, t := range types {
		if !c.satisfiable(cond, t) {
			c.add(path+condition, "nothing opens %s on type %q: no combination of declared facts meets its condition", what, t.Name)
		}
	}
}

func (c *rulesCheck) approvals() {
	for i := range c.rules.Approvals {
		a, path := &c.rules.Approvals[i], at("Approvals", i)
		c.refs(path+".Of", a.Of)
		c.someRoles(path+".By", "approves", a.By)
		if a.Votes < 1 {
			c.add(path+".Votes", "an approval needs at least one vote, not %d", a.Votes)
		}
		if a.Requester > RequesterOtherSession {
			c.add(path+".Requester", "unknown rule for the requester: expected never, logged-out or other-session")
		}
	}
}

// someRoles checks a list of roles that must not be empty.
func (c *rulesCheck) someRoles(path, verb string, roles []RoleID) {
	if len(roles) == 0 {
		c.add(path, "no role %s", verb)
	}
	unique(c, path, "role", roles, c.hasRole)
}

func (c *rulesCheck) administer() {
	for i := range c.rules.Administer {
		a, path := &c.rules.Administer[i], at("Administer", i)
		c.someRoles(path+".Who", "administers", a.Who)
		if a.Custom {
			unique(c, path+".Roles", "role", a.Roles, c.hasRole)
		} else {
			c.someRoles(path+".Roles", "is administered", a.Roles)
		}
		if len(a.May) == 0 {
			c.add(path+".May", "nothing is permitted: expected grant, revoke, invite or hand-over")
		}
		for j, act := range a.May {
			if act < AdminGrant || act > AdminHandOver {
				c.add(at(path+".May", j), "unknown act: expected grant, revoke, invite or hand-over")
			}
		}
		unique(c, path+".In", "structure", a.In, c.hasStructure)
		unique(c, path+".Through", "channel", a.Through, c.hasChannel)
		if a.Past&^PastSeals != 0 {
			c.add(path+".Past", "a statement passes seals or nothing: no access lists stand on grants")
		}
		if a.When != nil {
			c.condition(path+".When", a.When, []*TypeRule{c.types[GrantType]})
		}
	}
}

func (c *rulesCheck) notices() {
	for i := range c.rules.Notices {
		n, path := &c.rules.Notices[i], at("Notices", i)
		c.ref(path+".Of", n.Of)
		if n.Target && !hasTarget(n.Of.Type) {
			c.add(path+".Target", "type %q concerns no member: only members, invitations and grants do", n.Of.Type)
		}
		if n.Roles != nil && n.Of.Type != GrantType {
			c.add(path+".Roles", "type %q has no role: only actions on grants have", n.Of.Type)
		}
		c.notEmpty(path+".Roles", n.Roles == nil, len(n.Roles))
		unique(c, path+".Roles", "role", n.Roles, c.hasRole)
		if n.Target {
			unique(c, path+".Tell", "role", n.Tell, c.hasRole)
		} else {
			c.someRoles(path+".Tell", "is told", n.Tell)
		}
		for _, before := range c.rules.Notices[:i] {
			if before.Of == n.Of {
				c.add(path+".Of", "who is told of %s is said twice", n.Of)
			}
		}
	}
}
