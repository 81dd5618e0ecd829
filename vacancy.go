package mandat

// anyVacant reports whether one of the roles has no holder for the resource.
func (q *question) anyVacant(roles []int) bool {
	for _, r := range roles {
		if !q.filled(r) {
			return true
		}
	}
	return false
}

// filled reports whether somebody holds a role in force for the resource.
func (q *question) filled(role int) bool {
	v, o := q.view, q.view.org
	if v.extra != nil && int(v.extra.role) == role && q.heldBy(v.extra, v.index) {
		return true
	}
	for i := range o.holders[role] {
		h := &o.holders[role][i]
		if h.member >= 0 {
			if q.heldBy(h.grant, h.member) {
				return true
			}
			continue
		}
		g := &o.groups[h.group]
		if !q.mayCount(g.unit, Subtree) {
			continue
		}
		for _, m := range g.members {
			if v.lies(&o.members[m], v.statusOf(m), g.unit) && q.heldBy(h.grant, m) {
				return true
			}
		}
	}
	return false
}

// heldBy reports whether a grant makes a member a holder for the resource.
func (q *question) heldBy(g *grant, index int32) bool {
	m := &q.view.org.members[index]
	if !q.view.effective(g, q.view.statusOf(index)) {
		return false
	}
	for _, p := range g.at() {
		unit := p.unit
		if p.reach.atHome() {
			unit = m.home
		}
		if !q.mayCount(unit, p.reach) {
			return false
		}
	}
	return true
}

// mayCount reports whether a grant at a unit does not rule the resource out: it
// does where the resource has a unit in that structure that it does not cover.
func (q *question) mayCount(unit int32, reach Reach) bool {
	if unit == noUnit {
		return true
	}
	to := q.unitIn(q.view.org.units[unit].structure)
	return to == noUnit || q.reaches(unit, reach, to)
}

// statusOf returns the status of a member; the subject's is the view's.
func (v *View) statusOf(index int32) MemberStatus {
	if index == v.index {
		return v.status
	}
	return v.org.members[index].status
}
