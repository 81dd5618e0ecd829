package mandat

func (c AddRole) plan(p *planner) {
	p.may(createAction, c.Role.Resource(p.before.id))
	p.happen(RoleAdded(c))
}

func (c EditRole) plan(p *planner) {
	p.may("edit", c.Role.Resource(p.before.id))
	p.happen(RoleEdited(c))
}

func (c RemoveRole) plan(p *planner) {
	p.may("remove", Resource{Type: RoleType, ID: ResourceID(c.Role), Org: p.before.id})
	p.happen(RoleRemoved(c))
}

func (c GrantRole) plan(p *planner) {
	p.may(giveAction, c.Grant.Resource(p.before.id))
	p.givable(&c.Grant)
	p.give(c.Grant)
}

// givable tells what blocks the giving of a role beyond what events ask: its
// setting is off, it is deprecated, or the grant would be over already.
func (p *planner) givable(g *Grant) {
	if g.endedAt(p.view.subject.At) {
		p.block(EndsBefore, string(g.Role))
	}
	r, ok := p.now().roleNamed(g.Role)
	switch {
	case !ok:
	case r.settings&^p.now().settings != 0:
		p.block(RoleOff, string(g.Role))
	case r.rule.Deprecated:
		p.block(RoleDeprecated, string(g.Role))
	}
}

func (c RevokeRole) plan(p *planner) {
	p.may(revokeAction, c.Grant.Resource(p.before.id))
	p.happen(RoleRevoked(c))
	p.leaveGroups(c.Grant.Member)
}

func (c HandOver) plan(p *planner) {
	if len(c.Grants) == 0 {
		p.may(handOffAction, Grant{}.Resource(p.before.id))
	}
	for i, g := range c.Grants {
		source := g.Resource(p.before.id)
		source.value.source = true
		g.Member = c.To
		p.may(handOffAction, g.Resource(p.before.id))
		p.may(handOffAction, source)
		if i > 0 {
			p.telling = append(p.telling, asked{handOffAction, g.Resource(p.before.id)})
		}
		p.givable(&g)
	}
	p.leaveGroups(c.To)
	from := make(map[PersonID]bool)
	for _, g := range c.Grants {
		from[g.Member] = true
		p.happen(RoleHandedOver{g, c.To})
	}
	if len(from) > 1 {
		p.block(NotHeld, "")
	}
	for _, g := range c.Grants {
		p.leaveGroups(g.Member)
	}
}
