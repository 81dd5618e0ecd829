package mandat

// holders are those who hold one role, found by the unit at which they do, so
// that a question looks at those around its resource and not at all of them.
type holders struct {
	// at is by the first unit that a grant names, the home unit as the unit that
	// it is; noUnit for grants that name none.
	at map[int32][]holder
	// in is by the structure of that unit.
	in map[int][]holder
}

// holder tells that a member or a group holds a role.
type holder struct {
	grant  *grant
	member int32 // -1 for a group
	group  int32 // -1 for a member
}

func (o *Org) noteHolders(grants []grant, h holder) {
	for i := range grants {
		h.grant = &grants[i]
		in := &o.holders[h.grant.role]
		if in.at == nil {
			in.at, in.in = make(map[int32][]holder), make(map[int][]holder)
		}
		unit := o.firstUnit(h)
		in.at[unit] = append(in.at[unit], h)
		if unit != noUnit {
			structure := o.unit(unit).structure
			in.in[structure] = append(in.in[structure], h)
		}
	}
}

// firstUnit returns the first unit that a holder's grant names, noUnit for none
// and for the homes of a group's members.
func (o *Org) firstUnit(h holder) int32 {
	if h.grant.n == 0 {
		return noUnit
	}
	p := h.grant.places[0]
	if p.reach.atHome() && h.member >= 0 {
		return o.member(h.member).home
	}
	return p.unit
}

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
	v, in := q.view, &q.view.org.holders[role]
	if v.extra != nil && int(v.extra.role) == role && q.heldBy(v.extra, v.index) {
		return true
	}
	for i := range q.facts.at() {
		if u := q.facts.places[i].unit; u != noUnit && q.filledAbove(in, u) {
			return true
		}
	}
	if q.anyHolds(in.at[noUnit]) {
		return true
	}
	return q.filledElsewhere(in)
}

// filledAbove reports whether a grant at a unit or above it makes a holder.
func (q *question) filledAbove(in *holders, unit int32) bool {
	for _, above := range q.view.org.unit(unit).path {
		if q.anyHolds(in.at[above]) {
			return true
		}
	}
	return false
}

// filledElsewhere reports whether a grant makes a holder that names a unit of a
// structure in which the resource has none.
func (q *question) filledElsewhere(in *holders) bool {
	for s := range q.view.org.policy.rules.Structures {
		if q.unitIn(s) == noUnit && q.anyHolds(in.in[s]) {
			return true
		}
	}
	return false
}

func (q *question) anyHolds(some []holder) bool {
	for i := range some {
		if q.holdsFor(&some[i]) {
			return true
		}
	}
	return false
}

// holdsFor reports whether a holder, or a member of the group that holds, holds
// the role in force for the resource.
func (q *question) holdsFor(h *holder) bool {
	if h.member >= 0 {
		return q.heldBy(h.grant, h.member)
	}
	v := q.view
	g := v.org.group(h.group)
	if !q.mayCount(g.unit, Subtree) {
		return false
	}
	for _, m := range g.members {
		if v.lies(v.org.member(m), v.statusOf(m), g.unit) && q.heldBy(h.grant, m) {
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
	to := q.unitIn(q.view.org.unit(unit).structure)
	return to == noUnit || q.reaches(unit, reach, to)
}

// statusOf returns the status of a member; the subject's is the view's.
func (v *View) statusOf(index int32) MemberStatus {
	if index == v.index {
		return v.status
	}
	return v.org.member(index).status
}
