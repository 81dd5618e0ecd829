package mandat

import (
	"cmp"
	"fmt"
)

// Plan judges a change that a subject wants to make, of one step or several. It
// is pure: nothing has happened yet. An error is an *Error that tells which step
// was denied or blocked, and why; nothing of the change can then be done.
//
// First comes whether the subject may (ErrDenied), then whether it can be done
// (ErrBlocked, whoever asks), then whether it needs approval (ErrNeedsApproval).
// The subject's rights are those in the organisation before the change, for
// every step; what a step is about, and what stands in its way, is judged as the
// steps before have left it; invariants are judged at the end.
func (o *Org) Plan(s Subject, steps ...Command) (Change, error) {
	p := newPlanner(o, s)
	if p.view.org == nil {
		p.deny(Malformed, NoOrg)
	}
	for i, c := range steps {
		p.take(i, c)
	}
	if err := p.refusal(); err != nil {
		err.of = len(steps)
		return Change{}, err
	}
	return p.change().keep(steps), nil
}

// refusal returns why the change cannot be made, nil if it can: the first
// denial, else the first block or a broken invariant, else that it needs
// approval.
func (p *planner) refusal() *Error {
	if p.denied == nil && p.blocked == nil {
		p.checkInvariants()
	}
	return cmp.Or(p.denied, p.blocked, p.waiting)
}

// couldPlan reports whether a subject could make a change of one step, or start
// it where it needs approval.
func (o *Org) couldPlan(s Subject, c Command) bool {
	p := newPlanner(o, s)
	p.terse = true
	p.take(0, c)
	err := p.refusal()
	return err == nil || err == p.waiting
}

// planner plans one change.
type planner struct {
	before  *Org
	view    View // the subject's, on the organisation before
	reached *draft
	done    []Happening
	notices []notice

	// Of the present step:
	step    int
	op      string
	asked   asked
	next    *draft // with what has happened in it
	doing   []Happening
	telling []asked
	quiet   bool
	refused bool
	spent   []Request // the approvals that it uses up
	votedOn *leaf     // what its vote is about
	adopted *Org      // under another policy, nil for none

	// founding tells that the organisation is made: it owes all its holders.
	founding bool

	// hear is told of each question that is asked; nil if nobody listens.
	hear func(asked)

	// terse tells that nobody reads the errors: they explain nothing.
	terse bool

	// The first of each that was found.
	denied, blocked, waiting *Error
}

// asked is a question that a step asks.
type asked struct {
	action   Action
	resource Resource
}

// notice is a question asked in a step that was not refused, for which the
// policy may have somebody told.
type notice struct {
	asked
	step int
	on   *leaf // what a vote is about
}

func newPlanner(o *Org, s Subject) *planner {
	p := &planner{before: o, view: o.As(s)}
	if p.view.org != nil {
		p.reached = &draft{org: o}
	}
	return p
}

// take plans one step. A step that is refused leaves nothing behind.
func (p *planner) take(i int, c Command) {
	p.step, p.op = i+1, ""
	switch {
	case p.view.org == nil:
		return
	case !isCommand(c):
		p.asked, p.op = asked{}, fmt.Sprintf("a command of type %T", c)
		p.deny(Malformed, ActionUnknown)
		return
	}
	p.op = c.CommandName()
	p.takeOne(c)
}

// isCommand reports whether a command is one of this package, and its value. It
// can be neither a pointer, which may be nil, nor a type that embeds a command.
func isCommand(c Command) bool {
	switch c := c.(type) {
	case quietly:
		return isCommand(c.Command)
	case ChangeSetting, AdoptPolicy, AddUnit, MoveUnit, SealUnit, RemoveUnit,
		AddMember, Register, MoveMember, DeactivateMember, ActivateMember, ConfirmAccount, RemoveMember,
		InvitePerson, ResendInvitation, RevokeInvitation, AcceptInvitation, DeclineInvitation,
		StartApproval, Approve, Reject, WithdrawApproval,
		AddGroup, JoinGroup, LeaveGroup, RemoveGroup, AddRole, EditRole, RemoveRole, GrantRole, RevokeRole, HandOver:
		return true
	}
	return false
}

func (p *planner) takeOne(c Command) {
	p.asked, p.doing, p.telling, p.votedOn, p.quiet, p.refused, p.spent = asked{}, nil, nil, nil, false, false, nil
	if p.view.malformed != NoDetail {
		p.deny(Malformed, p.view.malformed)
		return
	}
	if !tellable(p.view.subject.At) {
		p.deny(Malformed, ValueInvalid)
		return
	}
	p.next = &draft{org: p.reached.org.copy(), policies: p.reached.policies}
	c.plan(p)
	if p.adopted != nil && p.step > 1 {
		p.block(NotAlone, "")
	}
	if p.refused {
		return
	}
	p.reached = p.next
	p.done = append(p.done, p.doing...)
	if !p.quiet {
		for _, t := range p.telling {
			p.notices = append(p.notices, notice{t, p.step, p.votedOn})
		}
	}
}

// now is the state that the steps before have reached.
func (p *planner) now() *Org { return p.reached.org }

// may asks whether the subject may do something, and refuses the step if not.
// What needs approval waits for it, unless it is approved.
func (p *planner) may(a Action, r Resource) {
	switch p.ask(a, r) {
	case Allowed:
		p.spendApproval(a, &r) // of a version that asked for one
	case NeedsApproval:
		if !p.spendApproval(a, &r) {
			p.note(&p.waiting, asked{a, r}, Explanation{})
		}
	}
}

// ask asks whether the subject may do something, or start it, and refuses the
// step if not. The first thing that a step asks is what it is about.
func (p *planner) ask(a Action, r Resource) Outcome {
	q := asked{a, r}
	if p.asked.action == "" {
		p.asked = q
		p.telling = append(p.telling, q)
	}
	if p.hear != nil {
		p.hear(q)
	}
	d := p.view.decideOn(p.now(), a, &r)
	switch d.outcome {
	case Allowed, NeedsApproval:
	case Blocked:
		p.refused = true
		p.note(&p.blocked, q, Explanation{})
	default:
		p.refused = true
		p.note(&p.denied, q, Explanation{})
	}
	return d.outcome
}

// note keeps an error if it is the first of its kind. A zero explanation is
// made from the question.
func (p *planner) note(first **Error, q asked, e Explanation) {
	if *first != nil {
		return
	}
	if p.terse {
		*first = &Error{}
		return
	}
	if e.decision == (Decision{}) {
		e = p.view.explainSeen(p.now(), q.action, &q.resource)
	}
	*first = &Error{Op: p.op, Step: p.step, Explanation: e}
}

// deny refuses the step for a reason that no question gives.
func (p *planner) deny(reason Reason, d Detail) {
	p.refused = true
	kind := StepNoStanding
	if reason == Malformed {
		kind = StepMalformed
	}
	p.note(&p.denied, p.asked, p.explanation(Decision{reason: reason, detail: d}, Step{Kind: kind, Detail: d}))
}

// block refuses the step because it cannot be done.
func (p *planner) block(d Detail, name string) {
	p.blockBy(Step{Kind: StepObstacle, Detail: d, Name: name})
}

func (p *planner) blockBy(s Step) {
	p.refused = true
	p.note(&p.blocked, p.asked, p.explanation(Decision{outcome: Blocked, reason: GuardClosed, detail: s.Detail}, s))
}

// explanation explains what no question decides.
func (p *planner) explanation(d Decision, s Step) Explanation {
	q := &p.asked
	e := Explanation{decision: d, subject: p.view.subject, action: q.action, typ: q.resource.Type, id: q.resource.ID, value: q.resource.value, steps: []Step{s}}
	if q.action == "" {
		e.action, e.typ = Action(p.op), OrgType
	}
	if p.view.org != nil {
		e.words = p.now().words()
		if q.action == "" {
			e.id = ResourceID(p.before.id)
		}
	}
	return e
}

// happen makes something happen, unless the step is refused. What cannot happen
// blocks the step.
func (p *planner) happen(h Happening) {
	if p.refused {
		return
	}
	if o := h.apply(p.next); o.detail != NoDetail {
		p.block(o.detail, o.name)
		return
	}
	p.doing = append(p.doing, h)
}
