package mandat

func (p *planner) aGroup(id GroupID) Resource {
	return Resource{Type: GroupType, ID: ResourceID(id), Org: p.before.id}
}

func (c AddGroup) plan(p *planner) {
	p.may(createAction, c.Group.Resource(p.before.id))
	p.happen(GroupAdded(c))
}

func (c JoinGroup) plan(p *planner) {
	p.may("edit", p.aGroup(c.Group))
	p.passOn(giveAction, c.Group, c.Person, c.Sub)
	if (c.Person == "") == (c.Sub == "") {
		p.block(IDMissing, string(c.Group))
	}
	p.happen(GroupJoined(c))
}

func (c LeaveGroup) plan(p *planner) {
	p.may("edit", p.aGroup(c.Group))
	p.passOn(revokeAction, c.Group, c.Person, c.Sub)
	if (c.Person == "") == (c.Sub == "") {
		p.block(IDMissing, string(c.Group))
	}
	p.happen(GroupLeft(c))
}

// passOn asks whether the subject may give, or take away, the roles that
// somebody gets or loses with a place in a group: those of the group, and of the
// dynamic ones that hold it. For a group it asks that of each of its members.
func (p *planner) passOn(a Action, id GroupID, person PersonID, sub GroupID) {
	o := p.now()
	i, ok := o.groupNamed(id)
	if !ok {
		return
	}
	grants := o.GrantsOfGroup(id)
	for _, k := range o.group(i).parents {
		grants = append(grants, o.GrantsOfGroup(o.group(k).id)...)
	}
	persons := []PersonID{person}
	if sub != "" {
		persons = o.listed(sub)
	}
	for _, g := range grants {
		if o.endedGrant(&g, p.view.subject) {
			continue
		}
		for _, who := range persons {
			p.may(a, Grant{Role: g.Role, Member: who, Scope: g.Scope, From: g.From, Until: g.Until}.Resource(p.before.id))
		}
		if len(persons) == 0 {
			p.may(a, g.Resource(p.before.id))
		}
	}
}

// listed returns the members whom a group lists itself.
func (o *Org) listed(id GroupID) []PersonID {
	i, ok := o.groupNamed(id)
	if !ok {
		return nil
	}
	var all []PersonID
	for k := range o.group(i).listed.all() {
		all = append(all, o.member(k).person)
	}
	return all
}

func (c RemoveGroup) plan(p *planner) {
	p.may("remove", p.aGroup(c.Group))
	p.emptied(c.Group)
	p.happen(GroupRemoved(c))
}

// emptied asks whether the subject may take away what everybody in a group loses
// with it: the grants to the group, and those of the dynamic groups that hold it.
func (p *planner) emptied(id GroupID) {
	o := p.now()
	i, ok := o.groupNamed(id)
	if !ok {
		return
	}
	for _, g := range o.GrantsOfGroup(id) {
		p.may(revokeAction, g.Resource(p.before.id))
	}
	for _, k := range o.group(i).parents {
		p.passOn(revokeAction, o.group(k).id, "", id)
	}
}
