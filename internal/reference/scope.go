package reference

import "github.com/mandat-go/mandat"

// counts reports whether the resource is at every unit of the groups through
// which the grant came, or below it.
func (q *question) counts(h holding) bool {
	for _, unit := range h.within {
		if !q.isAt(unit) {
			return false
		}
	}
	return true
}

// covers reports whether the grant covers the resource: each unit that it names
// covers the resource's unit in that structure. A resource that has no unit in
// one of its structures is covered by whole-organisation grants only.
func (q *question) covers(h holding) bool {
	if h.scope.IsWholeOrg() {
		return true
	}
	for _, p := range q.spot {
		if p.unit == "" {
			return false
		}
	}
	places := h.scope.Places()
	for _, p := range places {
		structure, unit := q.named(p, h.member)
		if !q.reaches(p.Reach, unit, q.place(structure)) || q.concernsBelow(structure) && !below(p.Reach) {
			return false
		}
	}
	return len(places) > 0
}

// named returns the unit that a place of a scope names and its structure; the
// member's home unit, "" if they have none, where that stands for it.
func (q *question) named(p mandat.ScopePlace, m mandat.Member) (mandat.Structure, mandat.UnitID) {
	if atHome(p.Reach) {
		return q.homeStructure(), m.Home
	}
	u, _ := q.unit(p.Unit)
	return u.Structure, u.ID
}

// reaches reports whether a reach from one unit covers the other. No unit
// covers, or is covered.
func (q *question) reaches(reach mandat.Reach, from, to mandat.UnitID) bool {
	if from == "" || to == "" {
		return false
	}
	return from == to || below(reach) && q.isOrBelow(to, from)
}

// insideSeals reports whether the grant lies inside every seal around the
// resource: for each of the resource's units that is sealed or below a sealed
// unit, it names a unit of that structure that is the innermost of these sealed
// units or below it. The whole organisation lies inside no seal.
func (q *question) insideSeals(h holding) bool {
	for _, p := range q.spot {
		if seal := q.innermostSeal(p.unit); seal != "" && !q.namesIn(h, seal) {
			return false
		}
	}
	return true
}

// innermostSeal returns the innermost sealed unit around a unit, itself
// included; "" for none.
func (q *question) innermostSeal(id mandat.UnitID) mandat.UnitID {
	for _, u := range q.upwards(id) {
		if u.Sealed {
			return u.ID
		}
	}
	return ""
}

// namesIn reports whether the grant names the unit or one below it.
func (q *question) namesIn(h holding, upper mandat.UnitID) bool {
	for _, p := range h.scope.Places() {
		if _, unit := q.named(p, h.member); q.isOrBelow(unit, upper) {
			return true
		}
	}
	return false
}
