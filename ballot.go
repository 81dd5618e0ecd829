package mandat

import "slices"

// addNeeds adds the facts that the rule for the requester asks for.
func (r *ApprovalRule) addNeeds(n *needs) {
	n.session = n.session || r.Requester != RequesterNever
	n.sessionID = n.sessionID || r.Requester == RequesterOtherSession
}

// pendingOn returns the approval of an action under approval, if it is pending in
// the organisation that a change has reached, else nil.
func (q *question) pendingOn(of *leaf) *Approval {
	if q.view.on != nil && q.view.on != of {
		return nil
	}
	if a := q.now.approvalOf(of.action, q.resource); a != nil && a.Status == ApprovalPending {
		return a
	}
	return nil
}

// isOwnRequest reports whether the subject asked for all that a leaf is the vote
// on, and must not vote on it. It returns the rule of the first.
func (q *question) isOwnRequest(l *leaf) (*ApprovalRule, bool) {
	var first *ApprovalRule
	for _, of := range l.ballots {
		a := q.pendingOn(of)
		if a == nil || a.overAt(q.view.subject.At) {
			continue
		}
		if !q.bars(of.approval, a) {
			return nil, false
		}
		if first == nil {
			first = of.approval
		}
	}
	return first, first != nil
}

// bars reports whether a rule keeps the subject, as the requester, from voting.
func (q *question) bars(rule *ApprovalRule, a *Approval) bool {
	if a.By != q.view.subject.Person {
		return false
	}
	switch rule.Requester {
	case RequesterLoggedOut:
		return !q.view.loggedOut()
	case RequesterOtherSession:
		mine := q.view.sessionHash()
		return mine == a.Session || mine.IsZero() || a.Session.IsZero()
	}
	return true
}

// loggedOut reports whether the subject has no open session anywhere, and does
// not act in a channel that takes one.
func (v *View) loggedOut() bool {
	return v.subject.Session == NoSession && v.channel&v.org.policy.logins == 0
}

// sessionHash returns the hash of the session in which the subject acts, that of ""
// for whoever is logged out, and the zero one where it is not known.
func (v *View) sessionHash() SessionHash {
	switch s := &v.subject; {
	case v.loggedOut():
		return SessionID("").hash()
	case s.Session == OpenSession && s.SessionID != "":
		return s.SessionID.hash()
	}
	return SessionHash{}
}

// unvotable tells what keeps a vote from being given now, whoever gives it; and
// what it is about. Of several pending approvals one is enough; where there is
// none, it is the first detail in the order of the constants.
func (q *question) unvotable(l *leaf) (Detail, string) {
	if len(l.ballots) == 0 {
		return NoDetail, ""
	}
	found, name := NoDetail, ""
	for _, of := range l.ballots {
		a := q.pendingOn(of)
		if a == nil {
			continue
		}
		d, about := q.unvotableOn(a)
		if d == NoDetail {
			return NoDetail, ""
		}
		if found == NoDetail || d < found {
			found, name = d, about
		}
	}
	if found == NoDetail {
		return ApprovalMissing, string(q.resource.ID)
	}
	return found, name
}

// unvotableOn tells what keeps a vote on a pending approval from being given.
func (q *question) unvotableOn(a *Approval) (Detail, string) {
	switch {
	case a.overAt(q.view.subject.At):
		return ApprovalOver, string(q.resource.ID)
	case a.votedBy(q.view.subject.Person):
		return AlreadySo, string(q.view.subject.Person)
	}
	return NoDetail, ""
}

func (a *Approval) votedBy(p PersonID) bool {
	return slices.ContainsFunc(a.Votes, func(v Vote) bool { return v.By == p })
}

// voters returns the built-in roles that have a vote, in the order of the
// policy.
func (p *Policy) voters(of *leaf) []RoleID {
	var all []RoleID
	for _, r := range p.roles {
		if len(r.perms[of.vote().index]) > 0 {
			all = append(all, r.rule.ID)
		}
	}
	return all
}

// neverAllowed refuses actions that need another one that is under approval: that
// is never allowed, only started.
func (p *Policy) neverAllowed() error {
	var ps problems
	for i := range p.rules.Types {
		t := p.typ(p.rules.Types[i].Name)
		for k, a := range t.actions {
			for _, l := range a.leaves {
				if l.approval != nil && !slices.Contains(a.own, l) {
					ps.add(at(at("Types", i)+".Actions", k)+".Needs", "action %q needs %q, which is under approval: it could never be done", a.rule.Name, l.action)
				}
			}
		}
	}
	return ps.err("policy")
}
