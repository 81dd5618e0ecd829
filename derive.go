package mandat

import "slices"

// derive returns the steps of a request that is well formed and has standing.
func (q *question) derive(a *action) []Step {
	steps := []Step{q.opener()}
	for _, l := range a.leaves {
		steps = append(steps, q.rightSteps(l)...)
	}
	if q.about != nil && q.about.missing != NoDetail {
		if slices.ContainsFunc(a.leaves, func(l *leaf) bool { return !q.hasKind(l) }) {
			return steps
		}
		return append(steps, Step{Kind: StepObstacle, Detail: q.about.missing, Name: q.about.name})
	}
	q.settle()
	for _, l := range a.leaves {
		steps = append(steps, q.closerSteps(l, l.gates, RuleOfGate, StepGateOpen, StepGateClosed)...)
	}
	for _, l := range a.leaves {
		if rule, own := q.isOwnRequest(l); own {
			steps = append(steps, rule.ownRequest(l.ref()))
		}
	}
	for _, l := range a.leaves {
		steps = append(steps, q.closerSteps(l, l.guards, RuleOfGuard, StepGuardOpen, StepGuardClosed)...)
	}
	if q.about != nil && q.about.hindered != NoDetail {
		steps = append(steps, Step{Kind: StepObstacle, Detail: q.about.hindered, Name: q.about.name})
	}
	for _, l := range a.leaves {
		if d, name := q.unvotable(l); d != NoDetail {
			steps = append(steps, Step{Kind: StepObstacle, Action: l.ref(), Detail: d, Name: name})
		}
	}
	for _, l := range a.leaves {
		if l.approval != nil {
			p := q.view.org.policy
			steps = append(steps, Step{Kind: StepNeedsApproval, Action: l.ref(), Rule: p.approvalRef(l.approval), Roles: p.voters(l), Votes: l.approval.Votes, Requester: l.approval.Requester})
		}
	}
	return steps
}

// ref returns the action with its type.
func (l *leaf) ref() ActionRef { return ActionRef{l.typ.rule.Name, l.action} }

// opener returns the step of the first role that opens the channel.
func (q *question) opener() Step {
	for h := q.view.holdings(); h.next(); {
		if h.role().opens(q.view.channel, q.view.settings) {
			return h.step(StepStanding)
		}
	}
	return Step{Kind: StepNoStanding, Detail: ChannelClosed}
}

// step returns a step about the present grant.
func (h *holdings) step(kind StepKind) Step {
	s := Step{Kind: kind, Role: h.role().rule.ID, Base: h.grant == h.view.org.policy.base}
	s.Scope = h.scope()
	if g := h.group(); g != nil {
		s.Group = g.id
	}
	return s
}

// scope returns the scope of the present grant, with the home unit as the unit
// that it is.
func (h *holdings) scope() Scope {
	if h.grant.whole {
		return WholeOrg()
	}
	scope := Scope{kind: atPlaces}
	for i := range h.grant.at() {
		p := &h.grant.places[i]
		scope.places[i].Reach = p.reach
		if u := h.unit(p); u != noUnit {
			scope.places[i].Unit = h.view.org.unit(u).id
		}
	}
	return scope
}

// rightSteps returns the steps of the grants that give a leaf, or tells why none
// does. What is built in can have several parts: the places where a member lies,
// the roles that come with a grant.
func (q *question) rightSteps(l *leaf) []Step {
	if q.about != nil && q.about.missing != NoDetail && q.hasKind(l) {
		return nil
	}
	any := q.about != nil && q.about.many && l.action == readAction
	var steps []Step
	for range q.parts(l) {
		part := q.partSteps(l)
		given := len(part) == 1 && part[0].Kind == StepRight
		if given == any {
			return part
		}
		if !slices.ContainsFunc(steps, func(s Step) bool { return s.saysLike(part[0]) && s.Action == part[0].Action && s.Rule == part[0].Rule }) {
			steps = append(steps, part...)
		}
	}
	if !any && !q.coversRole(l) {
		return []Step{{Kind: StepBeyondOwn, Action: l.ref()}}
	}
	return steps
}

// partSteps returns the step of the grant that gives a leaf; if none does, one
// for every grant of a role that has the leaf, telling how far it came.
func (q *question) partSteps(l *leaf) []Step {
	governed, admitted := q.admits(l)
	var failed []Step
	h := q.view.holdings()
	for h.all = true; h.next(); {
		best, any := Step{}, false
		for i := range h.role().perms[l.index] {
			s := q.tryPermission(&h, l, &h.role().perms[l.index][i], governed, admitted)
			if s.Kind == StepRight {
				return []Step{s}
			}
			if !any || s.Kind > best.Kind {
				best, any = s, true
			}
		}
		if any {
			failed = append(failed, best)
		}
	}
	if failed == nil {
		return []Step{{Kind: StepNoFunction, Action: l.ref()}}
	}
	return failed
}

// tryPermission tells whether a permission of the present grant gives a leaf,
// and if not, the first thing that it lacks.
func (q *question) tryPermission(h *holdings, l *leaf, p *permission, governed, admitted bool) Step {
	s := h.step(StepRight)
	s.Action, s.Condition, s.Rule = l.ref(), p.rule, p.ref()
	if governed {
		s.Lists = q.governing(l)
	}
	v, covers := q.view, q.covers(h)
	switch {
	case !v.inForce(h.grant):
		s.Kind = StepNotInForce
	case p.settings&^v.settings != 0:
		s.Kind = StepSettingOff
	case !p.anyChannel && !h.role().opens(v.channel, v.settings):
		s.Kind = StepWrongChannel
	case p.admin != nil && q.administers(&permission{admin: p.admin.toAnybody()}) && !q.administers(p):
		s.Kind = StepToOneself
	case p.admin != nil && !q.administers(p):
		s.Kind, s.Name = StepOtherRole, q.includedName()
	case p.in != nil && !q.liesInOne(p.in):
		s.Kind = StepOtherRole
	case !q.holds(p.when):
		s.Kind = StepConditionUnmet
	case p.past&PastSeals == 0 && !q.insideSeals(h):
		s.Kind = StepSealed
	case !q.counts(h) || !governed && !covers:
		s.Kind = StepNotCovered
	case !governed:
		s.How = ByCover
	case admitted:
		s.How = ByList
	case p.past&PastLists != 0 && covers:
		s.How = PastTheList
	default:
		s.Kind = StepNotListed
	}
	return s
}

// includedName returns the role that is asked about because the role of the grant
// includes it, "" if that one is asked about itself.
func (q *question) includedName() string {
	if q.about == nil || q.about.asked == nil || q.about.asked == q.about.role {
		return ""
	}
	return string(q.about.asked.rule.ID)
}

// governing returns the actions whose lists govern a leaf.
func (q *question) governing(l *leaf) []Action {
	var lists []Action
	for r := q.resource; r != nil && lists == nil; r = r.PartOf.whole() {
		for i := range r.ACLs {
			if r.ACLs[i].ACL.state() == stated && l.governedBy(r.ACLs[i].Action) {
				lists = append(lists, r.ACLs[i].Action)
			}
		}
	}
	return lists
}

func (q *question) closerSteps(l *leaf, closers []closer, of RuleKind, isOpen, isClosed StepKind) []Step {
	var steps []Step
	for i := range closers {
		s := Step{Kind: isClosed, Action: l.ref(), Condition: closers[i].rule, Rule: RuleRef{Kind: of, Index: closers[i].index}}
		if q.holds(closers[i].open) {
			s.Kind = isOpen
		}
		steps = append(steps, s)
	}
	return steps
}

// ownRequest returns the step of whoever would vote on what they asked for.
func (r *ApprovalRule) ownRequest(vote ActionRef) Step {
	return Step{Kind: StepOwnRequest, Action: vote, Detail: OwnRequest, Requester: r.Requester}
}
