package mandat

import (
	"maps"
	"slices"
)

func (c StartApproval) plan(p *planner) {
	if !p.demandDigest(c.Action, c.Action, &c.Resource, c.Digest) {
		return
	}
	if p.ask(c.Action, c.Resource); p.refused {
		return
	}
	q := question{view: &p.view, resource: &c.Resource, now: p.now()}
	of, ok := q.underApproval(c.Action)
	if !ok {
		p.block(ApprovalNotNeeded, string(c.Action))
		return
	}
	if !p.demandFacts(of.approval.By, &c.Resource) {
		return
	}
	request, missing := requestOf(c.Action, &c.Resource)
	switch missing {
	case NoDetail:
	case ValueNotStated:
		p.deny(Malformed, missing)
		return
	default:
		p.block(missing, string(c.Action))
		return
	}
	a := Approval{Request: request, Digest: c.Digest, By: p.view.subject.Person, Through: p.view.subject.Channel, At: p.view.subject.At,
		Until: c.Until, Needed: of.approval.Votes, Status: ApprovalPending}
	if of.approval.Requester == RequesterOtherSession {
		a.Session = p.view.sessionHash()
	}
	if lasts := of.approval.Lasts; a.Until.IsZero() && lasts > 0 {
		a.Until = a.At.Add(lasts)
	}
	a.Units, a.Relations = p.asAsked(c.Action, &c.Resource)
	if q.facts.typ.builtin {
		p.telling = nil // nothing has been done to it
	}
	p.canStart(&a, of, &c.Resource)
	p.happen(ApprovalStarted{a})
}

// demandDigest refuses a step without the digest of what is under approval, which
// only that of a change may lack. What is malformed otherwise is left to the
// question about an action: what is under approval, or the vote on it.
func (p *planner) demandDigest(of, a Action, r *Resource, d Digest) bool {
	q := question{view: &p.view, resource: r, now: p.now()}
	if _, wrong := q.pose(a); d != "" || wrong != NoDetail || isChange(ActionRef{r.Type, of}) {
		return true
	}
	p.asked = asked{of, *r}
	p.deny(Malformed, DigestNotStated)
	return false
}

// isChange reports whether what an action under approval does is a change of the
// organisation, which uses the approval up. Units and members are edited by the
// service.
func isChange(ref ActionRef) bool {
	return isBuiltinType(ref.Type) && (ref.Action != editAction || ref.Type == RoleType)
}

// demandFacts refuses a step whose resource does not tell what an action that
// others do depends on.
func (p *planner) demandFacts(a Action, r *Resource) bool {
	s := &p.view.subject
	v := p.now().As(p.before.policy.absent(s.Person, s.Channel, s.At, Purpose{r.Org, r.Type, r.ID, a})[0])
	q := question{view: &v, resource: r, now: p.now()}
	_, missing := q.pose(a)
	if missing == NoDetail {
		return true
	}
	p.asked = asked{a, *r}
	p.deny(Malformed, missing)
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
		if r.People.state() != notStated {
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
	all := []PersonID{}
	if p.many != nil {
		all = append(all, *p.many...)
	} else if p.one != "" {
		all = append(all, p.one)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// canStart tells what blocks an approval, whoever asks for it.
func (p *planner) canStart(a *Approval, of *leaf, r *Resource) {
	for _, other := range p.now().approvalsUnder(a.Request.key()) {
		by := of.typ.action(other.Request.Action.Action)
		same := other.Request.Action.Type == r.Type && by != nil && slices.Contains(of.vote().ballots, by.own[0])
		if same && other.StatusAt(p.view.subject.At) == ApprovalPending {
			p.block(AlreadySo, other.standing())
		}
	}
	if last := p.now().approvalFor(&a.Request); last != nil && last.isGoodFor(a, of) {
		p.block(AlreadySo, last.standing())
	}
	p.mayLast(a, of.approval)
	if p.countVoters(of, r) < of.approval.Votes {
		p.block(NoApprover, string(of.approval.By))
	}
}

// standing tells how what is asked for stands: "place: pending".
func (a *Approval) standing() string {
	return string(a.Request.Action.Action) + ": " + string(a.Status)
}

// isGoodFor reports whether what somebody asks for now is approved already. That of
// a change is good for whoever asked, while its time is not over.
func (a *Approval) isGoodFor(now *Approval, of *leaf) bool {
	same := a.Status == ApprovalApproved && a.Digest == now.Digest && maps.Equal(a.Units, now.Units) && maps.EqualFunc(a.Relations, now.Relations, slices.Equal)
	if !isChange(now.Request.Action) {
		return same
	}
	return same && a.By == now.By && !a.overAt(now.At) && a.Needed >= of.approval.Votes
}

// vote returns the action that is the vote on one under approval.
func (l *leaf) vote() *leaf { return l.typ.action(l.approval.By).own[0] }

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
	needed := max(a.Needed, of.approval.Votes)
	if p.countVotes(a, of, &c.Resource)+1 < needed {
		return
	}
	if !of.approval.OutlivesRequester {
		p.askRequester(a, c.Action, &c.Resource)
	}
	p.happen(ApprovalDecided{Request: a.Request, Approved: true, Needed: needed})
}

// askRequester judges again whether the requester has the right to what they asked
// for.
func (p *planner) askRequester(of *Approval, a Action, r *Resource) {
	if p.demandFacts(a, r) && !p.couldStill(of.By, of.Through, a, r, nil) {
		p.block(RequesterLost, string(of.By))
	}
}

func (c Reject) plan(p *planner) {
	if a, _ := p.voting(c.Action, &c.Resource, c.Digest); a != nil {
		p.happen(ApprovalDecided{Request: a.Request})
	}
}

// voting asks whether the subject may vote, and returns the pending approval;
// nil for none on which they may.
func (p *planner) voting(action Action, r *Resource, d Digest) (*Approval, *leaf) {
	t := p.before.policy.typ(r.Type)
	if t == nil || t.action(action) == nil || len(t.action(action).rule.Of) > 0 || t.action(action).own[0].approval == nil {
		p.asked = asked{action, *r}
		p.deny(Malformed, ApprovalNotNeeded)
		return nil, nil
	}
	of := t.action(action).own[0]
	if !p.demandDigest(action, of.approval.By, r, d) {
		return nil, nil
	}
	p.view.on, p.votedOn = of, of
	p.may(of.approval.By, *r)
	p.view.on = nil
	if p.refused {
		return nil, nil
	}
	a := p.now().approvalOf(action, r)
	if changed := p.changed(a, r, d); changed != "" {
		p.block(RequestChanged, changed)
		return nil, nil
	}
	return a, of
}

// changed names what a vote is about and was not asked for, "" for nothing: the
// digest, the units or the relations. What is built in lies where it lay.
func (p *planner) changed(a *Approval, r *Resource, d Digest) string {
	switch units, relations := p.asAsked(a.Request.Action.Action, r); {
	case a.Digest != d:
		return "digest"
	case !maps.Equal(a.Units, units):
		return "units"
	case !maps.EqualFunc(a.Relations, relations, slices.Equal[[]PersonID]):
		return "relations"
	}
	return ""
}

// asAsked returns what an approval keeps of a resource, in the state reached.
func (p *planner) asAsked(action Action, r *Resource) (map[Structure]UnitID, map[Relation][]PersonID) {
	v := p.now().As(p.view.subject)
	q := question{view: &v, resource: r, now: p.now()}
	q.pose(action)
	return q.asAsked()
}

func (c WithdrawApproval) plan(p *planner) {
	request, _ := requestOf(c.Action, &c.Resource)
	a := p.now().approvalFor(&request)
	it := Approval{Request: request}.Resource(c.Resource.Org)
	mine := a != nil && c.Resource.Org == p.before.id && a.By == p.view.subject.Person && p.view.subject.Only == (Purpose{})
	if !mine {
		p.may("withdraw", it)
	} else if p.asked = (asked{"withdraw", it}); p.view.standing != NoDetail {
		p.deny(NoStanding, p.view.standing)
	}
	if a != nil && a.StatusAt(p.view.subject.At) == ApprovalExpired {
		p.block(ApprovalOver, string(request.ID))
	}
	p.happen(ApprovalTakenBack{request})
}

// spendApproval uses up the approval of what a step asks, and reports whether there
// is one: the subject has asked for just this, there, its time is not over, and as
// many had to approve as the policy asks for today.
func (p *planner) spendApproval(action Action, r *Resource) bool {
	if !approvable(ActionRef{r.Type, action}) {
		return false
	}
	a := p.now().approvalOf(action, r)
	if a == nil || a.Status != ApprovalApproved || a.By != p.view.subject.Person || a.overAt(p.view.subject.At) {
		return false
	}
	if rule := p.before.policy.typ(r.Type).action(action).own[0].approval; rule != nil && a.Needed < rule.Votes {
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
