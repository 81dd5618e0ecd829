package mandat

import "slices"

// holds is where a condition holds. The nil condition always does.
func (b *exprMaker) holds(c *condition) *exprNode {
	if c == nil {
		return exprAlways
	}
	v := b.view()
	switch c.op {
	case opAll:
		return b.all(b.holdsEach(c.kids)...)
	case opAny:
		return b.any(b.holdsEach(c.kids)...)
	case opNot:
		return b.not(b.holds(&c.kids[0]))
	case opRelation:
		return b.related(c.mask)
	case opStatus:
		return b.status(c.mask)
	case opLabel:
		return b.labelled(c.mask)
	case opChannel:
		return exprIf(v.channel&c.mask != 0)
	case opLoggedOut:
		return exprIf(v.loggedOut())
	case opSetting:
		return exprIf(v.settings&c.mask != 0)
	case opVacant:
		return b.anyVacant(c.roles)
	case opHolds:
		return b.holdsAny(c.roles)
	}
	return exprNever
}

func (b *exprMaker) holdsEach(kids []condition) []*exprNode {
	var all []*exprNode
	for i := range kids {
		all = append(all, b.holds(&kids[i]))
	}
	return all
}

func (b *exprMaker) related(mask uint64) *exprNode {
	var any []*exprNode
	for i, r := range b.typ.relations {
		if mask>>i&1 != 0 {
			any = append(any, exprFact(Expr{Op: ExprRelation, Relation: r, Person: b.view().subject.Person}))
		}
	}
	return b.any(any...)
}

func (b *exprMaker) labelled(mask uint64) *exprNode {
	var any []*exprNode
	for i := range b.typ.rule.Labels {
		if mask>>i&1 != 0 {
			any = append(any, exprFact(Expr{Op: ExprLabel, Label: b.typ.rule.Labels[i].Name}))
		}
	}
	return b.any(any...)
}

// holdsAny is where the subject holds one of the roles.
func (b *exprMaker) holdsAny(roles []int) *exprNode {
	var any []*exprNode
	for h := b.view().holdings(); h.next(); {
		if slices.ContainsFunc(roles, func(r int) bool { return h.role().is(r, b.view().settings) }) {
			any = append(any, b.all(b.counts(&h), b.covers(&h), b.insideSeals(&h)))
		}
	}
	return b.any(any...)
}

// anyVacant is where nobody holds one of the roles.
func (b *exprMaker) anyVacant(roles []int) *exprNode {
	var any []*exprNode
	for _, r := range roles {
		any = append(any, b.not(b.filled(r)))
	}
	return b.any(any...)
}

// filled is where somebody holds a role.
func (b *exprMaker) filled(role int) *exprNode {
	where := make(map[string]*exprNode) // each once: many hold a role in the same places
	add := func(g *grant, index int32, beside ...*exprNode) {
		if int(g.role) != role || !b.view().effective(g, b.view().statusOf(index)) {
			return
		}
		n := b.all(append(beside, b.mayCover(g, b.org.member(index).home))...)
		where[n.key] = n
	}
	v := b.view()
	for _, some := range b.org.holders[role].at.all() {
		for m := range some.members.all() {
			for i := range b.org.member(m).grants {
				add(&b.org.member(m).grants[i], m)
			}
		}
		for k := range some.groups.all() {
			g := b.org.group(k)
			for _, m := range b.org.membersOf(g) {
				if !v.lies(b.org.member(m), v.statusOf(m), g.unit) {
					continue
				}
				for i := range g.grants {
					add(&g.grants[i], m, b.mayCount(g.unit, Subtree))
				}
			}
		}
	}
	var any []*exprNode
	for _, n := range where {
		any = append(any, n)
	}
	return b.any(any...)
}

// mayCover is where no unit of a grant rules the resource out.
func (b *exprMaker) mayCover(g *grant, home int32) *exprNode {
	var all []*exprNode
	for _, p := range g.at() {
		all = append(all, b.mayCount(p.unitFor(home), p.reach))
	}
	return b.all(all...)
}

// mayCount is where a grant at a unit does not rule the resource out: where it
// covers it, and where it has no unit in that structure.
func (b *exprMaker) mayCount(unit int32, reach Reach) *exprNode {
	if unit == noUnit {
		return exprAlways
	}
	structure := b.org.unit(unit).structure
	if !slices.Contains(b.typ.structures, structure) {
		return exprAlways
	}
	return b.any(b.not(b.somewhere(structure)), b.below(unit, reach))
}

// votable is where a vote can be given: on the resources of which there is an
// approval that waits for it.
func (b *exprMaker) votable(l *leaf) *exprNode {
	if len(l.ballots) == 0 {
		return exprAlways
	}
	var ids []ResourceID
	for a := range b.org.Approvals() {
		if a.Request.Action.Type != b.typ.rule.Name || slices.Contains(ids, a.Request.ID) {
			continue
		}
		r := Resource{Type: b.typ.rule.Name, ID: a.Request.ID, Org: b.org.id}
		q := question{view: b.view(), resource: &r, now: b.org}
		_, own := q.isOwnRequest(l)
		if d, _ := q.unvotable(l); d == NoDetail && !own {
			ids = append(ids, a.Request.ID)
		}
	}
	if ids == nil {
		return exprNever
	}
	slices.Sort(ids)
	return exprFact(Expr{Op: ExprID, IDs: ids})
}
