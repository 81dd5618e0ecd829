package mandat

// entitled reports whether the subject has the right to a leaf, wherever the
// resource lies and for whatever is in it.
func (q *question) entitled(l *leaf) bool {
	a := q.about
	switch {
	case a == nil:
		return q.right(l)
	case a.missing != NoDetail:
		return q.hasKind(l)
	}
	any := a.many && l.action == readAction
	for range q.parts(l) {
		if q.right(l) == any {
			return any
		}
	}
	return !any && q.coversRole(l)
}

// parts goes through what has to be judged each by itself: the places where a
// member or an invitation lies, the roles that come with a grant. It sets the
// facts to each in turn. What lies nowhere is one part.
func (q *question) parts(l *leaf) func(yield func() bool) {
	return func(yield func() bool) {
		switch a := q.about; {
		case a != nil && a.many && len(a.spots) > 0:
			for i := range a.spots {
				q.lieAtGrant(&a.spots[i], noUnit)
				if !yield() {
					return
				}
			}
		case a != nil && a.grant != nil && l.gives():
			for _, r := range a.role.parts(q.now.policy) {
				a.asked = r
				if !yield() {
					return
				}
			}
		default:
			yield()
		}
	}
}

// gives reports whether the leaf is an action by which somebody gets a role.
func (l *leaf) gives() bool {
	return l.action == giveAction || l.action == inviteAction || l.action == handOffAction
}

// parts returns the role and those that it includes, each once; the base role,
// which is everybody's, is none.
func (r *role) parts(p *Policy) []*role {
	var all []*role
	seen := make(map[*role]bool)
	for _, in := range r.includes {
		if !seen[in.role] && (in.role == r || p.base == nil || in.role.index != int(p.base.role)) {
			seen[in.role] = true
			all = append(all, in.role)
		}
	}
	return all
}

// settle places a resource that lies in several places nowhere: so gates and
// guards judge it.
func (q *question) settle() {
	if q.about == nil || !q.about.many {
		return
	}
	q.facts.clear()
	if len(q.about.spots) == 1 {
		q.lieAtGrant(&q.about.spots[0], noUnit)
	}
}

// administers reports whether a statement is about the grant asked about.
func (q *question) administers(p *permission) bool {
	return p.admin == nil || q.about != nil && q.about.asked != nil && p.admin.names(q.about.asked) &&
		(p.admin.through == 0 || p.admin.through&q.view.channel != 0) && (p.admin.self || !q.toOneself())
}

// toOneself reports whether the subject would get the role.
func (q *question) toOneself() bool {
	a := q.about
	if a.source || a.losing {
		return false
	}
	if a.group < 0 {
		return a.person == q.view.subject.Person
	}
	m, ok := q.now.memberNamed(q.view.subject.Person)
	if !ok {
		return false
	}
	for _, g := range q.now.member(m).groups {
		if g == a.group {
			return true
		}
	}
	return false
}

// liesInOne reports whether the resource lies in one of the structures.
func (q *question) liesInOne(structures []int) bool {
	for i := range q.facts.at() {
		for _, s := range structures {
			if int(q.facts.places[i].structure) == s {
				return true
			}
		}
	}
	return false
}

// hasKind reports whether the subject has the leaf anywhere: whoever has may
// hear that something is not there.
func (q *question) hasKind(l *leaf) bool {
	for h := q.view.holdings(); h.next(); {
		perms := h.role().perms[l.index]
		for i := range perms {
			if q.inChannel(&h, &perms[i]) {
				return true
			}
		}
	}
	return false
}

// inChannel reports whether a permission counts in the subject's channel, and
// under the organisation's settings.
func (q *question) inChannel(h *holdings, p *permission) bool {
	v := q.view
	return p.settings&^v.settings == 0 && (p.anyChannel || h.role().opens(v.channel, v.settings)) &&
		(p.admin == nil || p.admin.through == 0 || p.admin.through&v.channel != 0)
}
