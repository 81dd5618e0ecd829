package reference

import (
	"slices"

	"github.com/mandat-go/mandat"
)

func (p *planner) takeApproval(c mandat.Command) {
	switch c := c.(type) {
	case mandat.StartApproval:
		p.startApproval(c)
	case mandat.Approve:
		p.vote(c.Action, c.Resource, c.Digest, true)
	case mandat.Reject:
		p.vote(c.Action, c.Resource, c.Digest, false)
	case mandat.WithdrawApproval:
		p.withdrawApproval(c)
	}
}

// about returns the question about an action on a resource, with the value that
// the step has beside it.
func (p *planner) about(a mandat.Action, r mandat.Resource) *question {
	q := &question{rules: p.rules, data: p.before, now: p.now, subject: p.subject, action: a, resource: &r, value: p.value}
	if m, ok := p.value.(Moved); ok {
		q.value, q.home, q.moved = m.Grant, m.Home, true
	}
	return q
}

// decided returns the answer to a question that a digest comes with: it must be
// stated but for changes of the organisation.
func (q *question) decided(of mandat.Action, d mandat.Digest) Answer {
	found := q.malformed()
	_, known := q.typeRule(q.resource.Type)
	if known && !q.isChange(of) && d == "" {
		found = append(found, mandat.DigestNotStated)
	}
	if bad := least(found); bad != mandat.NoDetail {
		return Answer{mandat.Denied, mandat.Malformed, bad}
	}
	return q.answer()
}

func (p *planner) startApproval(c mandat.StartApproval) {
	q := p.about(c.Action, c.Resource)
	a := q.decided(c.Action, c.Digest)
	rule := q.ruleFor(c.Action)
	switch {
	case a.Outcome == mandat.Denied || a.Outcome == mandat.Blocked:
		p.refuse(a)
		return
	case rule == nil:
		p.block(mandat.ApprovalNotNeeded)
		return
	}
	if bad := q.untold(rule.By); bad != mandat.NoDetail {
		p.deny(mandat.Malformed, bad)
		return
	}
	r := q.request(c.Action)
	switch {
	case r.ID == "" && r.Value == "":
		p.block(mandat.IDMissing)
		return
	case r.Value == "" && r.Action == mandat.ActionRef{Type: mandat.RoleType, Action: "edit"}:
		p.deny(mandat.Malformed, mandat.ValueNotStated)
		return
	}
	at := p.subject.At
	made := mandat.Approval{
		Request: r, Digest: c.Digest, By: p.subject.Person, Through: p.subject.Channel, At: at.UTC(),
		Until: inUTC(c.Until), Needed: rule.Votes, Status: mandat.ApprovalPending,
	}
	if made.Until.IsZero() && rule.Lasts > 0 {
		made.Until = at.Add(rule.Lasts).UTC()
	}
	if hash, known := q.sessionHash(); known && rule.Requester == mandat.RequesterOtherSession {
		made.Session = hash
	}
	if q.isBuiltin() {
		made.Units = q.liesAt()
	} else {
		made.Units, made.Relations = statedUnits(&c.Resource), statedPeople(&c.Resource)
	}
	p.blockIf(q.cannotStart(rule, made))
	p.do(func(d draft) mandat.Detail {
		d.keepApproval(made)
		return mandat.NoDetail
	})
}

// cannotStart tells what keeps an approval from being started.
func (q *question) cannotStart(rule *mandat.ApprovalRule, made mandat.Approval) mandat.Detail {
	at := q.subject.At
	for _, other := range q.reached().data.Approvals {
		r := other.Request
		if keyOf(r) == keyOf(made.Request) && r.Action.Type == q.resource.Type && slices.Contains(q.votedOn(rule.By), r.Action.Action) && other.StatusAt(at) == mandat.ApprovalPending {
			return mandat.AlreadySo
		}
	}
	if last := q.reached().approval(made.Request); last != nil && last.Status == mandat.ApprovalApproved && last.Digest == made.Digest {
		of := made.Request.Action.Action
		if q.isChange(of) && last.By == made.By && q.serves(last, of) || !q.isChange(of) && q.isBuiltin() && sameUnits(last.Units, made.Units) ||
			!q.isBuiltin() && sameFacts(last, q.resource) {
			return mandat.AlreadySo
		}
	}
	switch {
	case !made.Until.IsZero() && !at.Before(made.Until):
		return mandat.ApprovalOver
	case rule.Lasts > 0 && made.Until.After(at.Add(rule.Lasts)):
		return mandat.EndTooLate
	case q.voters(rule) < rule.Votes:
		return mandat.NoApprover
	}
	return mandat.NoDetail
}

// serves reports whether an approved change can still be made by it: its time is
// not over, what it is of lies where it lay, and there are as many votes as the
// policy asks for today.
func (q *question) serves(a *mandat.Approval, of mandat.Action) bool {
	return (a.Until.IsZero() || q.subject.At.Before(a.Until)) && sameUnits(a.Units, q.liesAt()) && a.Needed >= q.votesFor(of)
}

// votesFor returns how many must approve today; none where that is not asked.
func (q *question) votesFor(of mandat.Action) int {
	if rule := q.ruleFor(of); rule != nil {
		return rule.Votes
	}
	return 0
}

// isChange reports whether an action on the resource is a change of the
// organisation. What a service keeps of units and members is not.
func (q *question) isChange(of mandat.Action) bool {
	return q.isBuiltin() && (of != "edit" || q.resource.Type == mandat.RoleType)
}

// untold returns what an action that another person does depends on, and the
// resource does not tell.
func (q *question) untold(a mandat.Action) (bad mandat.Detail) {
	q.asAbsent(q.subject.Person, q.subject.Channel, a, func(then *question) bool {
		then.subject.Session = mandat.OpenSession
		then.subject.SessionID = "another"
		bad = least(then.malformed())
		return true
	})
	return bad
}

// liesAt returns the units at which what is built in lies.
func (q *question) liesAt() map[mandat.Structure]mandat.UnitID {
	at := *q
	at.data = at.now
	at.look()
	units := map[mandat.Structure]mandat.UnitID{}
	for _, place := range at.settled().spot {
		units[place.structure] = place.unit
	}
	return units
}

func sameUnits(a, b map[mandat.Structure]mandat.UnitID) bool {
	if len(a) != len(b) {
		return false
	}
	for s, u := range a {
		if other, ok := b[s]; !ok || other != u {
			return false
		}
	}
	return true
}

// voters returns how many persons have the right to vote, in some channel, in a
// session or without one. A requester who never may is none of them.
func (q *question) voters(rule *mandat.ApprovalRule) (n int) {
	for _, m := range q.now.Members {
		own := m.Person == q.subject.Person
		if own && rule.Requester == mandat.RequesterNever {
			continue
		}
		if slices.ContainsFunc(q.rules.Channels, func(c mandat.ChannelRule) bool {
			if own && rule.Requester == mandat.RequesterLoggedOut && c.Login {
				return false
			}
			return q.asAbsent(m.Person, c.Name, rule.By, (*question).hasRight)
		}) {
			n++
		}
	}
	return n
}

// asAbsent asks about a person who is not there: in the channel, in a session or
// without one, for bearers by a link that is for it.
func (q *question) asAbsent(person mandat.PersonID, channel mandat.Channel, a mandat.Action, is func(*question) bool) bool {
	for _, session := range []mandat.Session{mandat.OpenSession, mandat.NoSession} {
		then := *q.reached()
		then.action = a
		s := mandat.Subject{Person: person, Channel: channel, Session: session, At: q.subject.At}
		if session == mandat.OpenSession {
			s.SessionID = "another"
		}
		then.subject = &s
		if rule, _ := q.channelRule(channel); rule.Bearer {
			s.Only = then.purpose()
		}
		if is(&then) {
			return true
		}
	}
	return false
}

// hasRight reports whether the subject has the right, whatever gates and guards
// say.
func (q *question) hasRight() bool {
	switch q.answer().Reason {
	case mandat.Malformed, mandat.NoStanding, mandat.NoRight:
		return false
	}
	return true
}

// isEligible reports whether the subject has the right, and no gate denies it.
func (q *question) isEligible() bool { return q.answer().Outcome != mandat.Denied }

// vote judges a vote for or against what was asked: on it, and on nothing else
// that the same action is the vote on.
func (p *planner) vote(of mandat.Action, r mandat.Resource, d mandat.Digest, yes bool) {
	q := p.about(of, r)
	rule := q.ruleFor(of)
	if rule == nil {
		p.deny(mandat.Malformed, mandat.ApprovalNotNeeded)
		return
	}
	q.action, q.of = rule.By, of
	if a := q.decided(of, d); a.Outcome != mandat.Allowed {
		p.refuse(a)
		return
	}
	request := q.request(of)
	kept := *q.reached().approval(request)
	asked := *q
	asked.action, asked.of = of, ""
	same := q.isBuiltin() && sameUnits(kept.Units, asked.liesAt()) || !q.isBuiltin() && sameFacts(&kept, &r)
	if kept.Digest != d || !same {
		p.block(mandat.RequestChanged)
		return
	}
	if !yes {
		kept.Status = mandat.ApprovalRejected
		p.keep(kept)
		return
	}
	if q.enough(rule, kept) {
		if bad := q.untold(of); !rule.OutlivesRequester && bad != mandat.NoDetail {
			p.deny(mandat.Malformed, bad)
			return
		}
		if !rule.OutlivesRequester && !q.asAbsent(kept.By, kept.Through, of, (*question).hasRight) {
			p.block(mandat.RequesterLost)
			return
		}
		kept.Status, kept.Needed = mandat.ApprovalApproved, max(kept.Needed, rule.Votes)
	}
	kept.Votes = append(slices.Clone(kept.Votes), mandat.Vote{By: p.subject.Person, Through: p.subject.Channel})
	p.keep(kept)
}

func (p *planner) keep(a mandat.Approval) {
	p.do(func(d draft) mandat.Detail {
		d.keepApproval(a)
		return mandat.NoDetail
	})
}

// enough reports whether, with the subject, enough persons have approved who are
// eligible now.
func (q *question) enough(rule *mandat.ApprovalRule, kept mandat.Approval) bool {
	n := 1
	for _, v := range kept.Votes {
		if q.asAbsent(v.By, v.Through, rule.By, (*question).isEligible) {
			n++
		}
	}
	return n >= max(rule.Votes, kept.Needed)
}

// withdrawApproval takes back what is pending. The requester needs no right.
func (p *planner) withdrawApproval(c mandat.WithdrawApproval) {
	r := p.about(c.Action, c.Resource).request(c.Action)
	named := mandat.Approval{Request: r}.Resource(c.Resource.Org)
	q := question{rules: p.rules, data: p.before, now: p.now, subject: p.subject, action: "withdraw", resource: &named, value: r}
	kept := p.reached().approval(r)
	if kept == nil || kept.By != p.subject.Person {
		p.put(q)
	} else if d := least(q.malformed()); d != mandat.NoDetail {
		p.deny(mandat.Malformed, d)
	} else if d := least(q.withoutStanding()); d != mandat.NoDetail {
		p.deny(mandat.NoStanding, d)
	}
	if kept != nil && kept.StatusAt(p.subject.At) == mandat.ApprovalExpired {
		p.block(mandat.ApprovalOver)
	}
	p.do(func(d draft) mandat.Detail {
		a := d.approval(r)
		if a == nil || a.Status != mandat.ApprovalPending {
			return mandat.ApprovalMissing
		}
		withdrawn := *a
		withdrawn.Status = mandat.ApprovalWithdrawn
		d.keepApproval(withdrawn)
		return mandat.NoDetail
	})
}

// uses reports whether the question has been approved for the subject, and uses
// the approval up.
func (p *planner) uses(q *question) bool {
	a := p.reached().approval(q.request(q.action))
	if a == nil || a.Status != mandat.ApprovalApproved || a.By != p.subject.Person ||
		!q.serves(a, q.action) {
		return false
	}
	used := *a
	used.Status = mandat.ApprovalUsed
	p.made().keepApproval(used)
	return true
}

// keepApproval keeps an approval in the place of the one before it. New ones stand
// behind those under the same id or value, and else at the end.
func (d draft) keepApproval(a mandat.Approval) {
	all := slices.Clone(d.data.Approvals)
	at := len(all)
	for i, other := range all {
		if other.Request == a.Request {
			all[i] = a
			d.data.Approvals = all
			return
		}
		if keyOf(other.Request) == keyOf(a.Request) {
			at = i + 1
		}
	}
	d.data.Approvals = slices.Insert(all, at, a)
}

func keyOf(r mandat.Request) string {
	if r.ID != "" {
		return string(r.ID)
	}
	return r.Value
}
