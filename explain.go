package mandat

import "slices"

// Explanation tells why a decision is what it is, and what would have turned
// it. It is a value of its own, safe to keep and to use concurrently.
type Explanation struct {
	decision Decision
	hidden   bool
	subject  Subject
	action   Action
	typ      ResourceType
	id       ResourceID
	value    *value // of what has no id
	words    *words
	steps    []Step
	misses   []Miss
	ask      []Referral
}

// Explain returns the derivation of a decision for the eyes of the subject: of
// a resource that the subject has no right to see (TypeRule.Seen) it says "not
// found" and no more. What a gate closes to somebody entitled, a menu greys, and
// it is explained. Of members who could help it names those alone whom the
// subject may see.
func (v View) Explain(a Action, r Resource) Explanation {
	return v.explainSeen(v.org, a, &r)
}

// explainSeen explains what is asked about as it is in an organisation that a
// change has reached.
func (v *View) explainSeen(now *Org, a Action, r *Resource) Explanation {
	if d := v.decideOn(now, a, r); v.unseen(now, a, r, d) {
		return Explanation{decision: d, hidden: true, subject: v.subject, action: a, typ: r.Type, id: r.ID, value: r.value}
	}
	e := v.explain(now, a, r)
	v.withhold(&e)
	return e
}

// Explain returns the whole derivation of a decision, for administrators,
// tests and logs. View.Explain is for the subject's own eyes.
func (o *Org) Explain(s Subject, a Action, r Resource) Explanation {
	v := o.As(s)
	return v.explain(v.org, a, &r)
}

// unseen reports whether a decision must not be explained to the subject,
// because they have no right to see the resource. What is to be made is no
// secret. Where it cannot be told whether they see it, a fault of the question is
// explained all the same, unless the resource is foreign.
func (v *View) unseen(now *Org, a Action, r *Resource, d Decision) bool {
	if d.Allowed() || r.ID == "" || v.org == nil || r.value != nil && (a == createAction || a == "send") {
		return false
	}
	t := v.org.policy.typ(r.Type)
	if t == nil || t.rule.Seen == "" {
		return false
	}
	// A link is for one action; whether its bearer sees the resource is another.
	asking := *v
	if asking.subject.Only != (Purpose{}) && asking.malformed == NoDetail {
		asking.subject.Only.Action = t.rule.Seen
	}
	seen := asking.decideOn(now, t.rule.Seen, r)
	if seen.reason == Malformed && d.reason == Malformed {
		return seen.detail == OrgForeign || seen.detail == WholeForeign
	}
	return !seen.Entitled()
}

// Decision returns the decision that is explained.
func (e Explanation) Decision() Decision { return e.decision }

// NotFound reports whether the explanation withholds everything, because the
// subject may not see the resource.
func (e Explanation) NotFound() bool { return e.hidden }

// Steps returns the findings, in the order of judging. After a missing right
// the gates and guards stand there all the same.
func (e Explanation) Steps() []Step {
	return cloneEach(e.steps, func(s *Step) {
		s.Condition, s.Lists, s.Roles = cloneRef(s.Condition), slices.Clone(s.Lists), slices.Clone(s.Roles)
	})
}

// Misses returns the nearest misses: the single changes that would have turned
// a denial or a block into an allow, or into a need for approval, the same ones
// in the same order each time. A grant is named for the least role and the
// narrowest scope that would do, at the resource's unit or the member's home: of
// a resource that lies nowhere, for the whole organisation; never for a role that
// is deprecated. What a miss turns is the answer to this question: where a change
// was refused, what else stands in the way of the whole of it is not tried.
func (e Explanation) Misses() []Miss {
	return cloneEach(e.misses, func(m *Miss) { m.Givers = slices.Clone(m.Givers) })
}

// Because returns the codes of what decided: for an allow the grants that give
// the right, otherwise the code of the decision and then those of the steps
// that stood in the way. Of what is not found it returns none.
func (e Explanation) Because() []string {
	if e.hidden {
		return nil
	}
	var codes []string
	if !e.decision.Allowed() {
		codes = append(codes, e.decision.Because())
	}
	for _, s := range e.steps {
		if code := s.String(); e.decides(s) && !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	return codes
}

// decides reports whether a step belongs to what decided.
func (e Explanation) decides(s Step) bool {
	switch e.decision.reason {
	case Granted:
		return s.Kind == StepRight
	case NoRight:
		return s.Kind >= StepNoFunction && s.Kind <= StepNotListed
	case GateClosed:
		return s.Kind == StepGateClosed || s.Kind == StepOwnRequest
	case GuardClosed:
		return s.Kind == StepGuardClosed || s.Kind == StepObstacle
	case ApprovalNeeded:
		return s.Kind == StepNeedsApproval
	}
	return false
}

// explain derives the whole explanation.
func (v *View) explain(now *Org, name Action, r *Resource) Explanation {
	e := Explanation{decision: v.decideOn(now, name, r), subject: v.subject, action: name, typ: r.Type, id: r.ID, value: r.value}
	if v.org != nil {
		e.words = v.org.words()
	}
	q := question{view: v, resource: r, now: now}
	a, d := q.pose(name)
	if d != NoDetail {
		e.steps = []Step{{Kind: StepMalformed, Detail: d, Name: q.culprit(name, a, d)}}
		return e
	}
	if d := q.standing(name); d != NoDetail {
		e.steps = []Step{{Kind: StepNoStanding, Detail: d}}
	} else {
		e.steps = q.derive(a)
	}
	if now == v.org && (e.decision.outcome == Denied || e.decision.outcome == Blocked) {
		e.misses, e.ask = v.misses(a, &q), q.referrals(e.decision)
	}
	return e
}
