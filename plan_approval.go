package mandat

import (
	"maps"
	"slices"
)

func (c StartApproval) plan(p *planner) {
	if !p.hasDigest(c.Action, &c.Resource, c.Digest) {
		return
	}
	if p.ask(c.Action, c.Resource); p.refused {
		return
	}
	q := question{view: &p.view, resource: &c.Resource, now: p.now()}
	of, ok := q.underApproval(c.Action)
	request, told := requestOf(c.Action, &c.Resource)
	switch {
	case !ok:
		p.block(ApprovalNotNeeded, string(c.Action))
		return
	case !told:
		p.block(IDMissing, string(c.Action))
		return
	}
	a := Approval{Request: request, Digest: c.Digest, By: p.view.subject.Person, Through: p.view.subject.Channel, At: p.view.subject.At,
		Until: c.Until, Needed: of.approval.Votes, Status: ApprovalPending}
	if of.approval.Requester == RequesterOtherSession {
		a.Session = p.view.subject.sessionHash()
	}
	if lasts := of.approval.Lasts; a.Until.IsZero() && lasts > 0 {
		a.Until = a.At.Add(lasts)
	}
	a.Units, a.Relations = q.asAsked()
	if q.facts.typ.builtin {
		p.telling = nil // nothing has been done to it
	}
	p.canStart(&a, of, &c.Resource)
	p.happen(ApprovalStarted{a})
}

// hasDigest reports whether the digest is stated of a service's own resource, whose
// question is well formed otherwise. Without it the step is malformed.
func (p *planner) hasDigest(a Action, r *Resource, d Digest) bool {
	q := question{view: &p.view, resource: r, now: p.now()}
	if _, wrong := q.pose(a); d != "" || wrong != NoDetail || q.facts.typ.builtin {
		return true
	}
	p.asked = asked{a, *r}
	p.deny(Malformed, DigestNotStated)
	return false
}

// underApproval poses the question and returns the action under approval, itself
// and no group around it.
func (q *question) underApproval(name Action) (*leaf, bool) {
	a, d := q.pose(name)
	if d != NoDetail || len(a.rule.Of) > 0 || a.own[0].approval == nil {
		return nil, false
	}
	return a.own[0], true
}

// asAsked returns the units and relations that an approval keeps: as they are
// stated, or, of what is built in, where it lies.
func (q *question) asAsked() (map[Structure]UnitID, map[Relation][]PersonID) {
	units := make(map[Structure]UnitID)
	if q.facts.typ.builtin {
		q.settle()
		for _, p := range q.facts.at() {
			units[q.now.policy.rules.Structures[p.structure].Name] = q.now.idOf(p.unit)
		}
		return nonEmpty(units), nil
	}
	for _, u := range q.resource.Units {
		if u.Place.state != notStated {
			units[u.Structure] = u.Place.unit
		}
	}
	relations := make(map[Relation][]PersonID)
	for _, r := range q.resource.Relations {
		if r.People.state != notStated {
			relations[r.Relation] = r.People.sorted()
		}
	}
	return nonEmpty(units), nonEmpty(relations)
}

// nonEmpty returns nil for an empty map, which says the same.
func nonEmpty[K comparable, V any](m map[K]V) map[K]V {
	if len(m) == 0 {
		return nil
	}
	return m
}

// sorted returns the people in the order of their ids, each once.
func (p *People) sorted() []PersonID {
	all := append([]PersonID{}, p.many...)
	if p.one != "" {
		all = append(all, p.one)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// canStart tells what blocks an approval, whoever asks for it.
func (p *planner) canStart(a *Approval, of *leaf, r *Resource) {
	for _, b := range of.vote().ballots {
		last := p.now().approvalOf(b.on.action, r)
		if last != nil && last.StatusAt(p.view.subject.At) == ApprovalPending {
			p.block(AlreadySo, string(a.Request.ID))
		}
	}
	if last := p.now().approvalFor(&a.Request); last != nil && last.isGoodFor(a, of) {
		p.block(AlreadySo, string(a.Request.ID))
	}
	p.mayLast(a, of.approval)
	if p.countVoters(of, r) < of.approval.Votes {
		p.block(NoApprover, string(of.approval.By))
	}
}

// isGoodFor reports whether what somebody asks for now is approved already. That of
// a change is good for whoever asked, while its time is not over.
func (a *Approval) isGoodFor(now *Approval, of *leaf) bool {
	same := a.Status == ApprovalApproved && a.Digest == now.Digest
	if !of.typ.builtin {
		return same
	}
	return same && a.By == now.By && !a.overAt(now.At) && maps.Equal(a.Units, now.Units) && len(a.Votes) >= of.approval.Votes
}

// vote returns the action that is the vote on one under approval.
func (l *leaf) vote() *leaf { return l.typ.actions[l.approval.By].own[0] }

// mayLast tells what keeps an approval from being pending until a moment.
func (p *planner) mayLast(a *Approval, rule *ApprovalRule) {
	switch at := p.view.subject.At; {
	case a.overAt(at):
		p.block(ApprovalOver, string(a.Request.ID))
	case rule.Lasts > 0 && a.Until.After(at.Add(rule.Lasts)):
		p.block(EndTooLate, string(a.Request.ID))
	}
}

func (c Approve) plan(p *planner) {
	a, of := p.voting(c.Action, &c.Resource, c.Digest)
	if a == nil {
		return
	}
	mine := Vote{p.view.subject.Person, p.view.subject.Channel}
	p.happen(ApprovalVoted{a.Request, mine})
	if p.countVotes(a, of, &c.Resource)+1 < max(a.Needed, of.approval.Votes) {
		return
	}
	if !of.approval.OutlivesRequester && !p.couldStill(a.By, a.Through, c.Action, &c.Resource, nil) {
		p.loseRequester(a.By, c.Action, &c.Resource)
	}
	p.happen(ApprovalDecided{a.Request, true})
}

// loseRequester refuses the last vote, since the requester has no right to what
// they asked for: or the voter does not tell all that it depends on.
func (p *planner) loseRequester(by PersonID, a Action, r *Resource) {
	q := question{view: &p.view, resource: r, now: p.now()}
	if _, wrong := q.pose(a); wrong != NoDetail {
		p.asked = asked{a, *r}
		p.deny(Malformed, wrong)
		return
	}
	p.block(RequesterLost, string(by))
}

func (c Reject) plan(p *planner) {
	if a, _ := p.voting(c.Action, &c.Resource, c.Digest); a != nil {
		p.happen(ApprovalDecided{a.Request, false})
	}
}

// voting asks whether the subject may vote, and returns the pending approval;
// nil for none on which they may.
func (p *planner) voting(action Action, r *Resource, d Digest) (*Approval, *leaf) {
	t := p.before.policy.types[r.Type]
	if t == nil || t.actions[action] == nil || len(t.actions[action].rule.Of) > 0 || t.actions[action].own[0].approval == nil {
		p.asked = asked{action, *r}
		p.deny(Malformed, ApprovalNotNeeded)
		return nil, nil
	}
	of := t.actions[action].own[0]
	if !p.hasDigest(of.approval.By, r, d) {
		return nil, nil
	}
	p.view.on = of
	p.may(of.approval.By, *r)
	p.view.on = nil
	if p.refused {
		return nil, nil
	}
	a := p.now().approvalOf(action, r)
	if !p.isUnchanged(a, r, d) {
		p.block(RequestChanged, string(r.ID))
		return nil, nil
	}
	return a, of
}

// isUnchanged reports whether a vote is about what was asked: the same content,
// units and relations. What is built in lies where it lay.
func (p *planner) isUnchanged(a *Approval, r *Resource, d Digest) bool {
	units, relations := p.asAsked(a.Request.Action.Action, r)
	return a.Digest == d && maps.Equal(a.Units, units) && maps.EqualFunc(a.Relations, relations, slices.Equal[[]PersonID])
}

func (p *planner) asAsked(action Action, r *Resource) (map[Structure]UnitID, map[Relation][]PersonID) {
	q := question{view: &p.view, resource: r, now: p.now()}
	q.pose(action)
	return q.asAsked()
}

func (c WithdrawApproval) plan(p *planner) {
	request, _ := requestOf(c.Action, &c.Resource)
	a := p.now().approvalFor(&request)
	asked := Approval{Request: request}.Resource(p.before.id)
	mine := a != nil && c.Resource.Org == p.before.id && a.By == p.view.subject.Person && p.view.subject.Only == (Purpose{})
	switch {
	case c.Resource.Org != p.before.id:
		asked.Org = c.Resource.Org
		p.may("withdraw", asked)
	case !mine:
		p.may("withdraw", asked)
	case p.view.standing != NoDetail:
		p.deny(NoStanding, p.view.standing)
	}
	p.happen(ApprovalTakenBack{request})
}

// spendsApproval reports whether what a step asks is approved, and uses the
// approval up: the subject has asked for just this, there, its time is not over, and
// it has as many votes as the policy asks for today.
func (p *planner) spendsApproval(action Action, r *Resource) bool {
	a := p.now().approvalOf(action, r)
	of := p.before.policy.types[r.Type].actions[action].own[0]
	if a == nil || of.approval == nil || a.Status != ApprovalApproved || a.By != p.view.subject.Person || a.overAt(p.view.subject.At) || len(a.Votes) < of.approval.Votes {
		return false
	}
	if units, _ := p.asAsked(action, r); !maps.Equal(a.Units, units) {
		return false
	}
	if !slices.Contains(p.spent, a.Request) {
		p.spent = append(p.spent, a.Request)
		p.happen(ApprovalUsedUp{a.Request})
	}
	return true
}
