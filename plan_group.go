package mandat

func (p *planner) aGroup(id GroupID) Resource {
	return Resource{Type: GroupType, ID: ResourceID(id), Org: p.before.id}
}

func (c AddGroup) plan(p *planner) {
	p.may(createAction, c.Group.Resource(p.before.id))
	if !c.Group.Predefined && p.before.policy.predefines(c.Group.ID) {
		p.block(GroupPredefined, string(c.Group.ID))
	}
	p.happen(GroupAdded(c))
}

func (c JoinGroup) plan(p *planner) {
	p.may(p.changing(c.Group), p.aGroup(c.Group))
	p.passOn(giveAction, c.Group, p.now().entering(c.Person, c.Sub))
	p.happen(GroupJoined(c))
}

func (c LeaveGroup) plan(p *planner) {
	p.may(p.changing(c.Group), p.aGroup(c.Group))
	p.passOn(revokeAction, c.Group, p.now().entering(c.Person, c.Sub))
	p.happen(GroupLeft(c))
}

// changing returns the action by which a group gets and loses members: a
// predefined one is not edited, but filled (clause R7). Who has no right to that is
// told so if they may edit other groups there.
func (p *planner) changing(id GroupID) Action {
	i, ok := p.now().groupNamed(id)
	if !ok || !p.now().group(i).predefined {
		return editAction
	}
	group := p.aGroup(id)
	if d := p.view.decideOn(p.now(), fillAction, &group); d.reason == NoRight {
		return editAction
	}
	return fillAction
}

// entering returns those who enter or leave a group with a person, or with a
// static group.
func (o *Org) entering(person PersonID, sub GroupID) []PersonID {
	switch i, ok := o.groupNamed(sub); {
	case ok:
		return o.persons(o.group(i).listed)
	case person != "" && sub == "":
		return []PersonID{person}
	}
	return nil
}

func (o *Org) persons(members set) []PersonID {
	var all []PersonID
	for _, i := range members.sorted() {
		all = append(all, o.member(i).person)
	}
	return all
}

// passOn asks whether the subject may give, or take away, the roles that some get
// or lose with a place in a group: those of the group, and of the dynamic ones
// that hold it. Where it is nobody yet, it asks so of the group.
func (p *planner) passOn(a Action, id GroupID, persons []PersonID) {
	o := p.now()
	i, ok := o.groupNamed(id)
	if !ok {
		return
	}
	grants := o.GrantsOfGroup(id)
	for _, k := range o.group(i).parents {
		grants = append(grants, o.GrantsOfGroup(o.group(k).id)...)
	}
	for _, g := range grants {
		if g.endedAt(p.view.subject.At) {
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

func (c RemoveGroup) plan(p *planner) {
	p.may("remove", p.aGroup(c.Group))
	p.emptied(c.Group)
	p.happen(GroupRemoved(c))
}

// emptied asks whether the subject may take away the grants to a group, and what
// everybody in it has by it.
func (p *planner) emptied(id GroupID) {
	o := p.now()
	i, ok := o.groupNamed(id)
	if !ok {
		return
	}
	for _, g := range o.GrantsOfGroup(id) {
		if !g.endedAt(p.view.subject.At) {
			p.may(revokeAction, g.Resource(p.before.id))
		}
	}
	everybody := o.group(i).listed
	for _, sub := range o.group(i).subs {
		for m := range o.group(sub).listed.all() {
			everybody = everybody.with(m)
		}
	}
	p.passOn(revokeAction, id, o.persons(everybody))
}
