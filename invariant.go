package mandat

import (
	"maps"
	"math"
	"slices"
	"time"
)

// checkInvariants blocks a change that would break what always holds: the
// numbers of holders that the policy enforces, and exclusive roles. What was
// wrong before, and is no worse, blocks nothing.
func (p *planner) checkInvariants() {
	if p.view.org == nil || len(p.done) == 0 {
		return
	}
	if p.adopted != nil {
		for _, o := range adoptionObstacles(p.before, p.adopted, p.view.subject.At) {
			p.blockBy(o.Step)
		}
		return
	}
	t := p.touched()
	for _, s := range t.spots() {
		p.checkHolders(s)
	}
	for _, m := range slices.Sorted(maps.Keys(t.members)) {
		p.checkExclusive(m)
	}
}

// checkHolders checks the number of holders at a spot, and at what lies below
// it.
func (p *planner) checkHolders(s spot) {
	r := p.now().role(int(s.role))
	structure := r.structure(p.now().policy)
	if structure < 0 {
		p.compareHolders(r, noUnit)
		return
	}
	for _, u := range p.now().countedAt(structure, s.unit) {
		p.compareHolders(r, u)
	}
}

// compareHolders blocks the change if it makes a number of holders worse.
func (p *planner) compareHolders(r *role, unit int32) {
	at := p.view.subject.At
	obstacle := Step{Kind: StepObstacle, Name: string(r.rule.ID), Role: r.rule.ID, Scope: WholeOrg()}
	known := unit == noUnit || unit < p.before.units.len()
	count := func(enough int) (after, before counts) {
		if known {
			before = p.before.countHolders(r, unit, at, enough)
		}
		return p.now().countHolders(r, unit, at, enough), before
	}
	after, before := count(r.enough())
	if r.rule.Most > 0 && before.any > r.rule.Most && after.any > r.rule.Most {
		after, before = count(math.MaxInt)
	}
	if unit != noUnit {
		obstacle.Scope = Exactly(p.now().unit(unit).id)
	}
	// A role that is off asks for nobody.
	off, wasOff := r.settings&^p.now().settings != 0, r.settings&^p.before.settings != 0
	if !off && after.lasting < r.rule.Least && (after.lasting < before.lasting || !known || wasOff || p.founding) {
		obstacle.Detail = TooFewHolders
		p.blockBy(obstacle)
	}
	if r.rule.Most > 0 && after.any > r.rule.Most && after.any > before.any {
		obstacle.Detail = TooManyHolders
		p.blockBy(obstacle)
	}
}

// checkExclusive blocks the change if a member holds more of some exclusive
// roles than they may, and more than before.
func (p *planner) checkExclusive(index int32) {
	for i := range p.now().policy.rules.Exclusive {
		rule := &p.now().policy.rules.Exclusive[i]
		after := p.now().heldOf(rule, index, p.view.subject.At)
		before := 0
		if index < p.before.members.len() {
			before = p.before.heldOf(rule, index, p.view.subject.At)
		}
		if after > rule.Most && after > before {
			p.block(RolesExclusive, string(p.now().member(index).person))
		}
	}
}

// heldOf returns how many of the exclusive roles a member holds.
func (o *Org) heldOf(rule *ExclusiveRule, index int32, at time.Time) int {
	m := o.member(index)
	if m.status == memberRemoved {
		return 0
	}
	n := 0
	for _, id := range rule.Roles {
		r := o.policy.roleByID[id]
		held := func(grants []grant) bool {
			return slices.ContainsFunc(grants, func(g grant) bool {
				return !g.endedAt(at) && o.role(int(g.role)).includesRole(r)
			})
		}
		if held(m.grants) || slices.ContainsFunc(m.groups, func(g int32) bool { return held(o.group(g).grants) }) {
			n++
		}
	}
	return n
}
