package mandat

import "iter"

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
	v := q.view
	if v.extra != nil && int(v.extra.role) == role && q.heldBy(v.extra, v.index) {
		return true
	}
	for s := range q.around(int32(role)) {
		if q.filledAt(s) {
			return true
		}
	}
	return false
}

// around returns the spots at which a grant of a role can count for the
// resource: without a unit, at the resource's units and above, and anywhere in
// the structures in which it has none.
func (q *question) around(role int32) iter.Seq[spot] {
	return func(yield func(spot) bool) {
		if !yield(spot{role, noUnit}) {
			return
		}
		for i := range q.facts.at() {
			u := q.facts.places[i].unit
			if u == noUnit {
				continue
			}
			for _, above := range q.view.org.unit(u).path {
				if !yield(spot{role, above}) {
					return
				}
			}
		}
		q.elsewhere(role, yield)
	}
}

// elsewhere yields the spots in structures in which the resource has no unit.
func (q *question) elsewhere(role int32, yield func(spot) bool) {
	for s, units := range q.view.org.holders[role].in {
		if q.unitIn(s) != noUnit {
			continue
		}
		for unit := range units.all() {
			if !yield(spot{role, unit}) {
				return
			}
		}
	}
}

// filledAt reports whether one of those who are noted at a spot, or a member of
// a group that is, holds the role in force for the resource.
func (q *question) filledAt(s spot) bool {
	there := q.view.org.holdersAt(s)
	for m := range there.members.all() {
		if q.heldByAny(q.view.org.member(m).grants, s.role, m) {
			return true
		}
	}
	for g := range there.groups.all() {
		if q.heldByGroup(q.view.org.group(g), s.role) {
			return true
		}
	}
	return false
}

// heldByGroup reports whether a member of a group holds a role through it.
func (q *question) heldByGroup(g *group, role int32) bool {
	if !q.mayCount(g.unit, Subtree) {
		return false
	}
	if q.heldByListed(g, g, role) {
		return true
	}
	for _, sub := range g.subs {
		if q.heldByListed(q.view.org.group(sub), g, role) {
			return true
		}
	}
	return false
}

// heldByListed reports whether a member whom one group lists holds a role
// through another, which is that group or holds it.
func (q *question) heldByListed(by, through *group, role int32) bool {
	v := q.view
	for m := range by.listed.all() {
		if v.lies(v.org.member(m), v.statusOf(m), through.unit) && q.heldByAny(through.grants, role, m) {
			return true
		}
	}
	return false
}

// heldByAny reports whether one of some grants makes a member a holder of a
// role for the resource.
func (q *question) heldByAny(grants []grant, role, index int32) bool {
	for i := range grants {
		if grants[i].role == role && q.heldBy(&grants[i], index) {
			return true
		}
	}
	return false
}

// heldBy reports whether a grant makes a member a holder for the resource.
func (q *question) heldBy(g *grant, index int32) bool {
	m := q.view.org.member(index)
	if !q.view.effective(g, q.view.statusOf(index)) {
		return false
	}
	for _, p := range g.at() {
		if !q.mayCount(p.unitFor(m.home), p.reach) {
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
	to := q.unitIn(q.view.org.unit(unit).structure)
	return to == noUnit || q.view.org.reaches(unit, reach, to)
}

// statusOf returns the status of a member; the subject's is the view's.
func (v *View) statusOf(index int32) memberStatus {
	if index == v.index {
		return v.status
	}
	return v.org.member(index).status
}
