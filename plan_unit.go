package mandat

func (c ChangeSetting) plan(p *planner) {
	p.may("edit", p.before.resource())
	p.happen(SettingChanged(c))
}

// resource returns the organisation as something to ask about.
func (o *Org) resource() Resource {
	return Resource{Type: OrgType, ID: ResourceID(o.id), Org: o.id}
}

func (c AdoptPolicy) plan(p *planner) {
	p.may("adopt-policy", p.before.resource())
	switch {
	case p.refused:
	case p.step > 1:
		p.block(NotAlone, "")
	case p.before.cannotFollow(c.Policy) != "":
		p.block(PolicyOther, "")
	default:
		p.adopt(c.Policy)
	}
}

// adopt puts another policy in force at the end of the change. Whatever else is
// asked in the same change is judged under the one before, and blocked.
func (p *planner) adopt(to *Policy) {
	next, err := p.now().under(to)
	if err != nil {
		p.block(PolicyOther, to.Version())
		return
	}
	p.doing, p.adopted = append(p.doing, PolicyAdopted{to.Version()}), next
}

func (c AddUnit) plan(p *planner) {
	u := c.Unit
	made := u.Resource(p.before.id)
	made.value.named = c.Named
	p.may(createAction, made)
	if u.Sealed && !p.before.policy.creation(u.Structure).Sealed {
		p.may("seal", Unit{Structure: u.Structure, Parent: u.Parent}.Resource(p.before.id))
	}
	p.mayName(u.Structure, c.Named)
	p.happen(UnitAdded{p.before.policy.made(u)})
	p.makeGroups(u)
	p.comeWith(u, c.Named)
}

func (c MoveUnit) plan(p *planner) {
	moved := Resource{Type: UnitType, ID: ResourceID(c.Unit), Org: p.before.id}
	p.may("move", moved)
	if i, ok := p.now().unitNamed(c.Unit); ok {
		u := p.now().unit(i)
		from := UnitID("")
		if above := u.above(); above != noUnit {
			from = p.now().unit(above).id
		}
		structure := p.before.policy.rules.Structures[u.structure].Name
		p.may("move", Unit{Structure: structure, Parent: from}.Resource(p.before.id))
		p.may("move", Unit{Structure: structure, Parent: c.To}.Resource(p.before.id))
	}
	p.happen(UnitMoved(c))
}

func (c SealUnit) plan(p *planner) {
	p.may("seal", Resource{Type: UnitType, ID: ResourceID(c.Unit), Org: p.before.id})
	p.happen(UnitSealed(c))
}

func (c RemoveUnit) plan(p *planner) {
	p.may("remove", Resource{Type: UnitType, ID: ResourceID(c.Unit), Org: p.before.id})
	p.removeGroups(c.Unit)
	p.happen(UnitRemoved(c))
}
