package mandat

// decide judges in this order: malformed, standing, right, gates, guards,
// approval.
func (v *View) decide(name Action, r *Resource) Decision { return v.decideOn(v.org, name, r) }

// decideOn judges what is asked about as it is in an organisation that a change
// has reached. Rights and gates are the view's, guards are of the state reached.
func (v *View) decideOn(now *Org, name Action, r *Resource) Decision {
	q := question{view: v, resource: r, now: now}
	a, d := q.pose(name)
	if now == v.org || d != NoDetail {
		return q.answer(a, d)
	}
	if d, refused := q.refused(a); refused {
		return d
	}
	return v.reached(now, a, r)
}

// answer answers a question about things as they are, of which d is malformed.
func (q *question) answer(a *action, d Detail) Decision {
	if d != NoDetail {
		return Decision{reason: Malformed, detail: d}
	}
	if d, refused := q.refused(a); refused {
		return d
	}
	return q.blocked(a)
}

// refused judges standing, right and gates; of what is not there, whoever has the
// right hears that.
func (q *question) refused(a *action) (d Decision, refused bool) {
	if d := q.standing(a.rule.Name); d != NoDetail {
		return Decision{reason: NoStanding, detail: d}, true
	}
	for _, l := range a.leaves {
		if !q.entitled(l) {
			return Decision{reason: NoRight}, true
		}
	}
	if q.about != nil && q.about.missing != NoDetail {
		return Decision{outcome: Blocked, reason: GuardClosed, detail: q.about.missing}, true
	}
	q.settle()
	for _, l := range a.leaves {
		if !q.open(l.gates) {
			return Decision{reason: GateClosed}, true
		}
	}
	for _, l := range a.leaves {
		if _, own := q.isOwnRequest(l); own {
			return Decision{reason: GateClosed, detail: OwnRequest}, true
		}
	}
	return Decision{}, false
}

// reached judges what comes after the gates in the organisation that a change has
// reached.
func (v *View) reached(now *Org, a *action, r *Resource) Decision {
	reached := now.As(v.subject)
	reached.on = v.on
	q := question{view: &reached, resource: r, now: now}
	q.pose(a.rule.Name)
	q.settle()
	return q.blocked(a)
}

// blocked judges what comes after the gates.
func (q *question) blocked(a *action) Decision {
	for _, l := range a.leaves {
		if !q.open(l.guards) {
			return Decision{outcome: Blocked, reason: GuardClosed}
		}
	}
	if q.about != nil && q.about.hindered != NoDetail {
		return Decision{outcome: Blocked, reason: GuardClosed, detail: q.about.hindered}
	}
	var vote Detail
	for _, l := range a.leaves {
		if d, _ := q.unvotable(l); d != NoDetail {
			vote.note(d)
		}
	}
	if vote != NoDetail {
		return Decision{outcome: Blocked, reason: GuardClosed, detail: vote}
	}
	for _, l := range a.leaves {
		if l.approval != nil {
			return Decision{outcome: NeedsApproval, reason: ApprovalNeeded}
		}
	}
	return Decision{outcome: Allowed, reason: Granted}
}

// pose finds the action and reads the facts. It returns what is malformed.
func (q *question) pose(name Action) (*action, Detail) {
	a, d := q.find(name)
	if d != NoDetail {
		return nil, d
	}
	return a, q.read(a)
}

// find finds the action, in this organisation.
func (q *question) find(name Action) (*action, Detail) {
	v := q.view
	if v.org == nil {
		return nil, NoOrg
	}
	q.facts.typ = v.org.policy.typ(q.resource.Type)
	if q.facts.typ == nil {
		return nil, TypeUnknown
	}
	a := q.facts.typ.action(name)
	if a == nil {
		return nil, ActionUnknown
	}
	return a, q.misplaced()
}

// misplaced returns why a question is not for this organisation or this subject.
func (q *question) misplaced() Detail {
	v, r := q.view, q.resource
	switch {
	case r.Org == "":
		return OrgNotStated
	case r.Org != v.org.id, q.facts.typ.builtin && r.Type == OrgType && r.ID != "" && OrgID(r.ID) != v.org.id:
		return OrgForeign
	}
	return v.malformed
}

// standing returns why the subject may not ask this, NoDetail if they may.
func (q *question) standing(name Action) Detail {
	if q.view.standing != NoDetail {
		return q.view.standing
	}
	if !q.view.confined {
		return NoDetail
	}
	only, r := &q.view.subject.Only, q.resource
	if only.Org != r.Org || only.Type != r.Type || only.ID != r.ID || only.Action != name {
		return PurposeOther
	}
	return NoDetail
}

// open reports whether none of the gates or guards is closed.
func (q *question) open(closers []closer) bool {
	for i := range closers {
		if !q.holds(closers[i].open) {
			return false
		}
	}
	return true
}
