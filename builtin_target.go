package mandat

// targetHolds reports whether the member concerned holds one of the roles by a
// grant that has not ended, whatever their status: where a grant is asked about
// there, else wherever.
func (q *question) targetHolds(roles []int) bool {
	if q.about.target < 0 {
		return false
	}
	theirs := View{org: q.now}
	theirs.be(q.about.target)
	there := question{view: &theirs, now: q.now}
	if q.about.grant != nil {
		there.lieAtGrant(q.about.grant, q.holderHome())
	}
	m := theirs.member
	if base := q.now.policy.base; base != nil && m.status == memberActive && q.isOne(base, roles) && there.holdsHere(q, base, -1) {
		return true
	}
	if q.anyIsOne(&there, m.grants, roles, -1) {
		return true
	}
	for _, k := range m.groups {
		if q.anyIsOne(&there, q.now.group(k).grants, roles, k) {
			return true
		}
	}
	return false
}

// anyIsOne reports whether one of some grants to the member concerned, or to a
// group of theirs, counts there and is of one of the roles.
func (q *question) anyIsOne(there *question, grants []grant, roles []int, group int32) bool {
	for i := range grants {
		g := &grants[i]
		if !g.endedAt(q.view.subject.At) && q.isOne(g, roles) && there.holdsHere(q, g, group) {
			return true
		}
	}
	return false
}

// holdsHere reports whether what the member concerned holds reaches the grant
// asked about. Of what is no grant it asks nothing.
func (q *question) holdsHere(asked *question, g *grant, group int32) bool {
	return asked.facts.typ.rule.Name != GrantType || q.reachedBy(&holdings{view: q.view, grant: g, via: group})
}

// reachedBy reports whether a grant covers the resource, inside the seals.
func (q *question) reachedBy(h *holdings) bool {
	return q.counts(h) && q.covers(h) && q.insideSeals(h)
}

// isOne reports whether a grant is of one of the roles, or of one that includes
// it whatever the settings.
func (q *question) isOne(g *grant, roles []int) bool {
	const anySettings = ^uint64(0)
	for _, r := range roles {
		if q.now.role(int(g.role)).is(r, anySettings) {
			return true
		}
	}
	return false
}
