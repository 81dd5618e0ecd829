package mandat

import "slices"

// condition is a Condition, compiled for one resource type.
type condition struct {
	op    op
	mask  uint64 // the bits of statuses, labels, relations, channels or settings
	roles []int
	kids  []condition
}

type op uint8

const (
	opNever op = iota // the zero condition never holds
	opAll
	opAny
	opNot
	opRelation
	opStatus
	opLabel
	opChannel
	opLoggedOut
	opSetting
	opVacant
	opHolds
	opRole
	opTargetStatus
	opTargetHolds
)

// compileCondition compiles a valid condition.
func (p *Policy) compileCondition(c *Condition, t *resourceType) *condition {
	all := &condition{op: opAll}
	add := func(k condition) { all.kids = append(all.kids, k) }
	if c.All != nil {
		add(condition{op: opAll, kids: p.compileEach(c.All, t)})
	}
	if c.Any != nil {
		add(condition{op: opAny, kids: p.compileEach(c.Any, t)})
	}
	if c.Not != nil {
		add(condition{op: opNot, kids: []condition{*p.compileCondition(c.Not, t)}})
	}
	if c.Relation != nil {
		add(condition{op: opRelation, mask: bits(c.Relation, t.relationIndex)})
	}
	if c.Status != nil {
		add(condition{op: opStatus, mask: bits(c.Status, t.statusIndex)})
	}
	if c.Label != nil {
		add(condition{op: opLabel, mask: bits(c.Label, t.labelIndex)})
	}
	if c.Channel != nil {
		add(condition{op: opChannel, mask: p.channelMask(c.Channel)})
	}
	if c.LoggedOut {
		add(condition{op: opLoggedOut})
	}
	if c.Setting != nil {
		add(condition{op: opSetting, mask: bits(c.Setting, func(s Setting) int { return p.settings[s] })})
	}
	if c.Vacant != nil {
		add(condition{op: opVacant, roles: p.roleIndexes(c.Vacant)})
	}
	if c.Holds != nil {
		add(condition{op: opHolds, roles: p.roleIndexes(c.Holds)})
	}
	if c.Role != nil {
		add(condition{op: opRole, roles: p.roleIndexes(c.Role)})
	}
	if c.Target != nil {
		add(*p.compileTarget(c.Target))
	}
	return all.simple()
}

// compileTarget compiles a valid condition on the member concerned.
func (p *Policy) compileTarget(c *Condition) *condition {
	all := &condition{op: opAll}
	add := func(k condition) { all.kids = append(all.kids, k) }
	each := func(o op, cs []Condition) {
		list := condition{op: o}
		for i := range cs {
			list.kids = append(list.kids, *p.compileTarget(&cs[i]))
		}
		add(list)
	}
	if c.All != nil {
		each(opAll, c.All)
	}
	if c.Any != nil {
		each(opAny, c.Any)
	}
	if c.Not != nil {
		add(condition{op: opNot, kids: []condition{*p.compileTarget(c.Not)}})
	}
	if c.Status != nil {
		add(condition{op: opTargetStatus, mask: bits(c.Status, newResourceType(targetType()).statusIndex)})
	}
	if c.Holds != nil {
		add(condition{op: opTargetHolds, roles: p.roleIndexes(c.Holds)})
	}
	return all.simple()
}

// simple returns the only condition in one that asks for all of its kids.
func (c *condition) simple() *condition {
	if len(c.kids) == 1 {
		return &c.kids[0]
	}
	return c
}

func (p *Policy) compileEach(cs []Condition, t *resourceType) []condition {
	var kids []condition
	for i := range cs {
		kids = append(kids, *p.compileCondition(&cs[i], t))
	}
	return kids
}

// bits returns the mask of names, by their positions.
func bits[N any](names []N, index func(N) int) uint64 {
	var mask uint64
	for _, n := range names {
		mask |= 1 << index(n)
	}
	return mask
}

func (p *Policy) roleIndexes(ids []RoleID) []int {
	var indexes []int
	for _, id := range ids {
		indexes = append(indexes, p.roleByID[id].index)
	}
	return indexes
}

// addNeeds adds the facts that the condition asks for. The nil condition asks
// for none.
func (c *condition) addNeeds(n *needs) {
	if c == nil {
		return
	}
	switch c.op {
	case opRelation:
		n.relations |= c.mask
	case opStatus:
		n.status = true
	case opLabel:
		n.labels = true
	case opLoggedOut:
		n.session = true
	}
	for i := range c.kids {
		c.kids[i].addNeeds(n)
	}
}

// asksTarget reports whether the condition asks for the member concerned.
func (c *condition) asksTarget() bool {
	if c.op == opTargetStatus || c.op == opTargetHolds {
		return true
	}
	for i := range c.kids {
		if c.kids[i].asksTarget() {
			return true
		}
	}
	return false
}

// isOfRole reports whether the grant asked about is of one of the roles.
func (q *question) isOfRole(roles []int) bool {
	return q.about != nil && q.about.role != nil && slices.Contains(roles, q.about.role.index)
}

// holds reports whether a condition holds. The nil condition always does. Where
// no one member is concerned, as by a grant to a group, neither what asks for
// one does, nor its opposite.
func (q *question) holds(c *condition) bool {
	if c == nil {
		return true
	}
	switch c.op {
	case opAll:
		for i := range c.kids {
			if !q.holds(&c.kids[i]) {
				return false
			}
		}
		return true
	case opAny:
		for i := range c.kids {
			if q.holds(&c.kids[i]) {
				return true
			}
		}
		return false
	case opNot:
		if q.about != nil && !q.about.hasTarget && c.asksTarget() {
			return false
		}
		return !q.holds(&c.kids[0])
	case opRelation:
		return q.standsIn(c.mask)
	case opStatus:
		return q.facts.status&c.mask != 0
	case opLabel:
		return q.facts.labels&c.mask != 0
	case opChannel:
		return q.view.channel&c.mask != 0
	case opLoggedOut:
		return q.view.loggedOut()
	case opSetting:
		return q.view.settings&c.mask != 0
	case opVacant:
		return q.anyVacant(c.roles)
	case opHolds:
		return q.holdsAny(c.roles)
	case opRole:
		return q.isOfRole(c.roles)
	case opTargetStatus:
		return q.about != nil && q.about.hasTarget && q.targetStatus()&c.mask != 0
	case opTargetHolds:
		return q.about != nil && q.about.hasTarget && q.targetHolds(c.roles)
	}
	return false
}
