package reference

import (
	"slices"

	"github.com/mandat-go/mandat"
)

// Verdict is how a change was judged. Step is the step that was refused, from 1;
// 0 for none.
type Verdict struct {
	Answer
	Step int
	// Broken are all invariants that the change would break, if one is the answer:
	// any of them is as good.
	Broken []mandat.Detail
}

// History tells to whom invitations were that are over: plain data do not.
type History map[mandat.InvitationID]mandat.PersonID

// Step is one step of a change. Of a step about an approval of what is built in,
// Value is what its resource would be, which cannot be read from there.
type Step struct {
	Command mandat.Command
	Value   any
}

// Plan judges a change of one step or several (doc/decisions/0005). It returns
// the organisation afterwards: as it was, unless the change is allowed. Founding
// an organisation and adopting a policy are not judged here.
func Plan(rules mandat.Rules, data mandat.OrgData, past History, s mandat.Subject, steps ...Step) (mandat.OrgData, Verdict) {
	p := &planner{rules: &rules, before: &data, history: past, subject: &s, now: copyOf(data)}
	for i, c := range steps {
		p.step, p.refused, p.next, p.value = i+1, false, copyOf(*p.now), c.Value
		p.take(c.Command)
		if !p.refused {
			p.now = p.next
		}
	}
	if p.denied == nil && p.blocked == nil {
		p.checkInvariants()
	}
	for _, v := range []*Verdict{p.denied, p.blocked, p.waiting} {
		if v != nil {
			return data, *v
		}
	}
	return *p.now, Verdict{Answer: Answer{Outcome: mandat.Allowed, Reason: mandat.Granted}}
}

// planner plans one change: before is the organisation that it starts from, now
// the state that the steps so far have reached, next the one that the present
// step makes.
type planner struct {
	rules             *mandat.Rules
	before, now, next *mandat.OrgData
	history           History
	subject           *mandat.Subject
	step              int
	value             any
	refused           bool
	// The first of each that was found.
	denied, blocked, waiting *Verdict
}

// copyOf returns a copy of an organisation that can be changed.
func copyOf(d mandat.OrgData) *mandat.OrgData {
	d.Units, d.Members, d.Roles = slices.Clone(d.Units), slices.Clone(d.Members), slices.Clone(d.Roles)
	d.Grants, d.Invitations, d.Groups = slices.Clone(d.Grants), slices.Clone(d.Invitations), slices.Clone(d.Groups)
	for i := range d.Groups {
		g := &d.Groups[i]
		g.Members, g.Groups = slices.Clone(g.Members), slices.Clone(g.Groups)
	}
	settings := map[mandat.Setting]bool{}
	for s, on := range d.Settings {
		settings[s] = on
	}
	d.Settings = settings
	r := &d.Retired
	r.Units, r.Groups, r.Roles, r.Invitations = slices.Clone(r.Units), slices.Clone(r.Groups), slices.Clone(r.Roles), slices.Clone(r.Invitations)
	return &d
}

// of returns an organisation as the subject's, for its lookups.
func (p *planner) of(data *mandat.OrgData) *question {
	return &question{rules: p.rules, data: data, now: data, subject: p.subject}
}

// reached and made return the state that the steps before reached, and the one
// that the present step makes.
func (p *planner) reached() *question { return p.of(p.now) }
func (p *planner) made() draft        { return draft{p.of(p.next)} }

// refuse refuses the step, and keeps the first answer of its kind.
func (p *planner) refuse(a Answer) {
	first := &p.denied
	if a.Outcome == mandat.Blocked {
		first = &p.blocked
	}
	p.refused = true
	p.note(first, a)
}

func (p *planner) note(first **Verdict, a Answer) {
	if *first == nil {
		*first = &Verdict{Answer: a, Step: p.step}
	}
}

func (p *planner) deny(r mandat.Reason, d mandat.Detail) { p.refuse(Answer{mandat.Denied, r, d}) }

func (p *planner) block(d mandat.Detail) {
	p.refuse(Answer{mandat.Blocked, mandat.GuardClosed, d})
}

// blockIf blocks the step if a detail says why.
func (p *planner) blockIf(d mandat.Detail) {
	if d != mandat.NoDetail {
		p.block(d)
	}
}

// do makes something happen, unless the step is refused. What cannot happen
// blocks it.
func (p *planner) do(happens func(draft) mandat.Detail) {
	if !p.refused {
		p.blockIf(happens(p.made()))
	}
}

// ask asks whether the subject may do something to what is named by its id.
func (p *planner) ask(a mandat.Action, t mandat.ResourceType, id mandat.ResourceID) {
	p.put(question{action: a, resource: &mandat.Resource{Type: t, ID: id, Org: p.before.ID}})
}

// askValue asks the same of what is given as the value that it would be.
func (p *planner) askValue(a mandat.Action, r mandat.Resource, value any) {
	p.put(question{action: a, resource: &r, value: value})
}

// askGrant asks the same of a grant. The change tells what is special about it.
func (p *planner) askGrant(a mandat.Action, g mandat.Grant, special func(*question)) {
	r := g.Resource(p.before.ID)
	q := question{action: a, resource: &r, value: g}
	special(&q)
	p.put(q)
}

func asItIs(*question) {}

// atHome is for a grant whose holder will have a home unit.
func withHome(home mandat.UnitID) func(*question) {
	return func(q *question) { q.home, q.moved = home, true }
}

// put puts a question: rights and gates are the organisation's before the
// change, objects and guards the state's that was reached.
func (p *planner) put(q question) {
	q.rules, q.data, q.now, q.subject = p.rules, p.before, p.now, p.subject
	switch a := q.answer(); a.Outcome {
	case mandat.Allowed:
		p.uses(&q)
	case mandat.NeedsApproval:
		if p.uses(&q) {
			return
		}
		p.note(&p.waiting, a)
	default:
		p.refuse(a)
	}
}

// take judges one step.
func (p *planner) take(c mandat.Command) {
	if c == nil {
		p.deny(mandat.Malformed, mandat.ActionUnknown)
		return
	}
	stub := question{rules: p.rules, data: p.before, subject: p.subject, resource: &mandat.Resource{Org: p.before.ID}}
	if d := least(stub.badSubject(needed{})); d != mandat.NoDetail {
		p.deny(mandat.Malformed, d)
		return
	}
	switch c := c.(type) {
	case mandat.ChangeSetting:
		p.ask("edit", mandat.OrgType, mandat.ResourceID(p.before.ID))
		p.do(func(d draft) mandat.Detail { return d.changeSetting(c.Setting, c.On) })
	case mandat.AddUnit, mandat.MoveUnit, mandat.SealUnit, mandat.RemoveUnit:
		p.takeUnit(c)
	case mandat.AddMember, mandat.Register, mandat.MoveMember, mandat.DeactivateMember, mandat.ActivateMember, mandat.ConfirmAccount, mandat.RemoveMember:
		p.takeMember(c)
	case mandat.InvitePerson, mandat.ResendInvitation, mandat.RevokeInvitation, mandat.AcceptInvitation, mandat.DeclineInvitation:
		p.takeInvitation(c)
	case mandat.StartApproval, mandat.Approve, mandat.Reject, mandat.WithdrawApproval:
		p.takeApproval(c)
	case mandat.AddGroup, mandat.JoinGroup, mandat.LeaveGroup, mandat.RemoveGroup:
		p.takeGroup(c)
	case mandat.AddRole, mandat.EditRole, mandat.RemoveRole:
		p.takeRole(c)
	case mandat.GrantRole, mandat.RevokeRole, mandat.HandOver:
		p.takeGrant(c)
	}
}
