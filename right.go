package mandat

// right reports whether a permission gives the leaf.
func (q *question) right(l *leaf) bool {
	v := q.view
	if v.member == nil {
		return false
	}
	var lists governance
	if q.hasLists {
		lists.governed, lists.admitted = q.admits(l)
	}
	if q.filter != nil {
		return q.filteredRight(l, lists)
	}
	h := holdings{view: v, via: -1, stage: groupGrants}
	for i := range v.member.grants {
		g := &v.member.grants[i]
		r := v.org.role(int(g.role))
		if perms := r.perms[l.index]; len(perms) > 0 && g.inForce(v.subject.At) && v.counts(r, v.status) {
			h.grant = g
			if q.gives(&h, r, perms, lists) {
				return true
			}
		}
	}
	for h.nextOther() {
		r := h.role()
		if perms := r.perms[l.index]; len(perms) > 0 && q.counts(&h) && q.gives(&h, r, perms, lists) {
			return true
		}
	}
	return false
}

// governance tells whether lists govern a leaf, and whether they admit the subject.
type governance struct{ governed, admitted bool }

// gives reports whether one of the permissions that a role held gives holds here:
// inside the seals, and by covering the resource or, where lists govern, by the
// audience.
func (q *question) gives(h *holdings, r *role, perms []permission, lists governance) bool {
	covers := q.covers(h)
	if !covers && !lists.admitted {
		return false
	}
	inside := !q.facts.sealed || q.insideSeals(h)
	v := q.view
	for i := range perms {
		p := &perms[i]
		switch {
		case p.settings&^v.settings != 0, !p.anyChannel && !r.opens(v.channel, v.settings):
		case p.admin != nil && !q.administers(p), p.in != nil && !q.liesInOne(p.in):
		case !inside && p.past&PastSeals == 0:
		case lists.governed && !lists.admitted && p.past&PastLists == 0:
		case p.when == nil || q.holds(p.when):
			return true
		}
	}
	return false
}

// counts reports whether a grant can count for the resource at all: one through
// a group of a unit counts for resources at that unit or below it only.
func (q *question) counts(h *holdings) bool {
	g := h.group()
	return g == nil || q.groupReaches(g)
}

func (q *question) groupReaches(g *group) bool {
	if g.unit == noUnit {
		return true
	}
	return q.placeIn(q.view.org.unit(g.unit).structure).within(g.unit)
}

// placeIn returns the resource's place in a structure, nil for none.
func (q *question) placeIn(structure int) *place {
	for i := range q.facts.at() {
		if p := &q.facts.places[i]; int(p.structure) == structure {
			return p
		}
	}
	return nil
}

// unitIn returns the resource's unit in a structure, noUnit for none.
func (q *question) unitIn(structure int) int32 {
	if p := q.placeIn(structure); p != nil {
		return p.unit
	}
	return noUnit
}

// covers reports whether every unit that the grant names covers the resource's.
func (q *question) covers(h *holdings) bool {
	if h.grant.whole {
		return true
	}
	if q.facts.nowhere {
		return false
	}
	for i := range h.grant.at() {
		p := &h.grant.places[i]
		if !q.placeIn(int(p.structure)).coveredBy(h.unit(p), p.reach) {
			return false
		}
	}
	return h.grant.n > 0
}

// coveredBy reports whether a unit, with a reach, covers a place.
func (p *place) coveredBy(from int32, reach Reach) bool {
	if reach.below() {
		return p.within(from)
	}
	return p != nil && p.unit != noUnit && p.unit == from && !p.below
}

// within reports whether a place is a unit or lies below it.
func (p *place) within(top int32) bool {
	return p != nil && p.record != nil && p.record.within(top)
}

// insideSeals reports whether the grant lies inside every seal around the
// resource: it names the innermost sealed unit or one below it.
func (q *question) insideSeals(h *holdings) bool {
	for i := range q.facts.at() {
		p := &q.facts.places[i]
		if p.record == nil || p.record.seal == noUnit {
			continue
		}
		if !q.names(h, int(p.structure), p.record.seal) {
			return false
		}
	}
	return true
}

// names reports whether the grant names a unit of the structure that is top or
// lies below it.
func (q *question) names(h *holdings, structure int, top int32) bool {
	for i := range h.grant.at() {
		if p := &h.grant.places[i]; int(p.structure) == structure && q.view.org.within(h.unit(p), top) {
			return true
		}
	}
	return false
}

// holdsAny reports whether the subject holds one of the roles where the
// resource is.
func (q *question) holdsAny(roles []int) bool {
	for h := q.view.holdings(); h.next(); {
		for _, role := range roles {
			if h.role().is(role, q.view.settings) && q.reachedBy(&h) {
				return true
			}
		}
	}
	return false
}
