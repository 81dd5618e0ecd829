package mandat

import "slices"

// coversRole reports whether the subject holds all that a custom role gives,
// where it would be given. Of what is no custom role it asks nothing.
func (q *question) coversRole(l *leaf) bool {
	a := q.about
	if a == nil || a.role == nil || !a.role.custom {
		return true
	}
	if l.typ.rule.Name == GrantType && !l.gives() || l.typ.rule.Name == RoleType && l.action != createAction && l.action != "edit" {
		return true
	}
	return q.opensAll(a.role) && q.coversHere(l) && (l.action != "edit" || q.coversInsideSeals(l))
}

// coversHere reports whether the subject holds each permission of the role, where
// the resource lies, and may give what it includes.
func (q *question) coversHere(l *leaf) bool {
	for index, perms := range q.about.role.perms {
		for i := range perms {
			if !q.holdsPermission(index, &perms[i]) {
				return false
			}
		}
	}
	return q.givesIncluded(l)
}

// coversInsideSeals asks for the same wherever the role is held inside a seal
// already, or comes there with an invitation: to edit it changes what its holders
// may do there.
func (q *question) coversInsideSeals(l *leaf) bool {
	edited, ok := q.now.roleNamed(RoleID(q.resource.ID))
	if !ok {
		return true
	}
	there, asked := *q, make(map[[MaxUnits]spotted]bool)
	for _, held := range q.now.grantsOfRole(int32(edited.index)) {
		there.facts = q.facts
		there.lieAtGrant(held.grant, held.home)
		here := there.spotted()
		if asked[here] || !there.insideASeal() {
			continue
		}
		asked[here] = true
		if !there.coversHere(l) {
			return false
		}
	}
	return true
}

// spotted is a place, as a key of a map.
type spotted struct {
	there           bool
	structure, unit int32
	below           bool
}

func (q *question) spotted() (key [MaxUnits]spotted) {
	for i, p := range q.facts.at() {
		key[i] = spotted{true, p.structure, p.unit, p.below}
	}
	return key
}

// insideASeal reports whether the resource lies inside a seal.
func (q *question) insideASeal() bool {
	for _, p := range q.facts.at() {
		if p.unit != noUnit && q.view.org.unit(p.unit).seal != noUnit {
			return true
		}
	}
	return false
}

// givesIncluded reports whether the subject may give each role that a custom
// role would include. To give the custom role asks that by itself; to edit it
// would pass them on to all who hold it.
func (q *question) givesIncluded(l *leaf) bool {
	if l.typ.rule.Name != RoleType {
		return true
	}
	give := q.view.org.policy.typ(GrantType).action(giveAction).own[0]
	made := q.about.role
	defer func() { q.about.role = made }()
	for _, r := range made.parts(q.now.policy) {
		if q.about.role, q.about.asked = r, r; !r.custom && !q.right(give) {
			return false
		}
	}
	return true
}

// holdsPermission reports whether a grant of the subject gives a permission of
// the role asked about, with no stricter terms.
func (q *question) holdsPermission(index int, p *permission) bool {
	for h := q.view.holdings(); h.next(); {
		own := h.role().perms[index]
		for i := range own {
			if own[i].covers(p, h.role()) && q.countsWherever(&h, &own[i], p) && q.lasts(&h) &&
				q.counts(&h) && q.covers(&h) && q.insideSeals(&h) {
				return true
			}
		}
	}
	return false
}

// covers reports whether a permission of a role held gives whatever another one
// gives: the same condition or none, no setting and no structure that the other
// does not ask for, the same statement.
func (p *permission) covers(other *permission, held *role) bool {
	sameCondition := p.rule == nil || other.rule != nil && p.rule.equal(other.rule)
	return sameCondition && (p.settings|held.settings)&^other.settings == 0 && p.admin == other.admin &&
		(p.in == nil || other.in != nil && !slices.ContainsFunc(other.in, func(s int) bool { return !slices.Contains(p.in, s) }))
}

// countsWherever reports whether a permission held counts in every channel in
// which the one of the role asked about would.
func (q *question) countsWherever(h *holdings, own, p *permission) bool {
	if own.anyChannel {
		return true
	}
	if p.anyChannel {
		return false
	}
	const anySettings = ^uint64(0)
	for c := range q.view.org.policy.rules.Channels {
		if q.about.role.opens(1<<c, anySettings) && !h.role().opens(1<<c, q.view.settings) {
			return false
		}
	}
	return true
}

// opensAll reports whether the subject's roles open every channel that a role
// would open, for as long.
func (q *question) opensAll(r *role) bool {
	const anySettings = ^uint64(0)
	for c := range q.view.org.policy.rules.Channels {
		if !r.opens(1<<c, anySettings) {
			continue
		}
		opened := false
		for h := q.view.holdings(); h.next() && !opened; {
			opened = h.role().opens(1<<c, q.view.settings) && q.lasts(&h)
		}
		if !opened {
			return false
		}
	}
	return true
}

// lasts reports whether a grant of the subject is in force for as long as the
// one asked about. To create or edit a role asks for one without an end.
func (q *question) lasts(h *holdings) bool {
	own := h.grant.period
	if own == nil {
		return true
	}
	if q.about.grant == nil {
		return own.until.IsZero()
	}
	asked := q.about.grant.period
	if own.until.IsZero() {
		return true
	}
	return asked != nil && !asked.until.IsZero() && !asked.until.After(own.until)
}
