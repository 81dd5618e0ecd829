package mandat

import "slices"

// ballot tells that an action is the vote on another one.
type ballot struct {
	on   *leaf
	rule *ApprovalRule
}

// addNeeds adds the facts that the rule for the requester asks for.
func (r *ApprovalRule) addNeeds(n *needs) {
	n.session = n.session || r.Requester != RequesterNever
	n.sessionID = n.sessionID || r.Requester == RequesterOtherSession
}

// pending returns the approval on which a leaf is the vote, as it stands in the
// organisation that a change has reached: the pending one, else one that is
// over, nil for none.
func (q *question) pending(l *leaf) (*Approval, *ApprovalRule) {
	var last *Approval
	var rule *ApprovalRule
	for _, b := range l.ballots {
		a := q.now.approvalOf(b.on.action, q.resource)
		if a != nil && (last == nil || a.Status == ApprovalPending) {
			last, rule = a, b.rule
		}
	}
	return last, rule
}

// isOwnRequest reports whether the subject asked for what they would vote on, and
// must not.
func (q *question) isOwnRequest(l *leaf) bool {
	a, rule := q.pending(l)
	if a == nil || a.Status != ApprovalPending || a.By != q.view.subject.Person {
		return false
	}
	switch rule.Requester {
	case RequesterLoggedOut:
		return !q.view.loggedOut()
	case RequesterOtherSession:
		return q.view.subject.sessionHash() == a.Session
	}
	return true
}

// loggedOut reports whether the subject has no open session anywhere, and does
// not act in a channel that takes one.
func (v *View) loggedOut() bool {
	return v.subject.Session == NoSession && v.channel&v.org.policy.logins == 0
}

// sessionHash returns the hash of the session in which the subject acts, the zero
// one for none.
func (s *Subject) sessionHash() SessionHash {
	if s.Session != OpenSession {
		return SessionHash{}
	}
	return s.SessionID.hash()
}

// unvotable tells what keeps a vote from being given now, whoever gives it; and
// what it is about.
func (q *question) unvotable(l *leaf) (Detail, string) {
	if len(l.ballots) == 0 {
		return NoDetail, ""
	}
	switch a, _ := q.pending(l); {
	case a == nil || a.Status != ApprovalPending:
		return ApprovalMissing, string(q.resource.ID)
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
	vote := of.typ.actions[of.approval.By].own[0]
	var all []RoleID
	for _, r := range p.roles {
		if len(r.perms[vote.index]) > 0 {
			all = append(all, r.rule.ID)
		}
	}
	return all
}
