package mandat

import "slices"

// mayName blocks the naming of persons with a new unit: of some where the policy
// gives them nothing, of one who is no member or named twice, and of nobody
// where somebody must be (clause R53).
func (p *planner) mayName(s Structure, named []PersonID) {
	k := p.before.policy.creation(s)
	if len(named) > 0 && len(k.Named) == 0 {
		p.block(NothingToName, string(s))
	}
	for i, person := range named {
		if _, found := p.now().present(person); found.detail != NoDetail {
			p.block(found.detail, found.name)
		}
		if slices.Contains(named[:i], person) {
			p.block(AlreadySo, string(person))
		}
	}
	if k.MustName && len(named) == 0 {
		p.block(NameNeeded, string(s))
	}
}

// makeGroups makes the predefined groups of a new unit (clause R7).
func (p *planner) makeGroups(u Unit) {
	for _, g := range p.before.policy.creation(u.Structure).Groups {
		p.happen(GroupAdded{Group{ID: PredefinedGroup(u.ID, g.Name), Unit: u.ID, Predefined: true}})
	}
}

// comeWith gives the roles that come with a new unit: to the subject, who makes
// it, and to those named (clauses R2, R53).
func (p *planner) comeWith(u Unit, named []PersonID) {
	k := p.before.policy.creation(u.Structure)
	p.bestow(u, p.view.subject.Person, k.Creator)
	for _, person := range named {
		p.bestow(u, person, k.Named)
	}
}

// bestow gives somebody roles at a new unit, each once. The policy's notices of
// grant.give are for them, too.
func (p *planner) bestow(u Unit, person PersonID, roles []RoleID) {
	for _, id := range roles {
		g := Grant{Role: id, Member: person, Scope: p.before.policy.creationScope(id, u)}
		p.givable(&g)
		if p.refused {
			return
		}
		if _, found := p.next.org.canGive(g); found.detail == AlreadySo {
			continue
		}
		p.give(g)
		p.telling = append(p.telling, asked{giveAction, g.Resource(p.before.id)})
	}
}

// removeGroups removes the predefined groups of a unit, with which they go. What
// they hold must be the subject's to take away.
func (p *planner) removeGroups(unit UnitID) {
	o := p.now()
	i, ok := o.unitNamed(unit)
	if !ok {
		return
	}
	for k := range o.groups.len() {
		if g := o.group(k); g.predefined && g.unit == i {
			p.emptied(g.id)
			p.happen(GroupRemoved{g.id})
		}
	}
}
