// Package reference decides slowly and obviously, so that the engine's answers
// can be held against it.
//
// It is written from the records of readings (doc/decisions/0001 and 0005)
// alone, one sentence after the other, works from the plain data of a policy and
// an organisation at every question, and shares no decision code with the
// engine. Nothing in it is prepared, kept or clever.
//
// It assumes rules and data that NewPolicy and NewOrg accept. Whatever the
// question, it does not panic.
package reference

import "github.com/mandat-go/mandat"

// Answer is what a mandat.Decision says, spelled out. The zero Answer denies.
type Answer struct {
	Outcome mandat.Outcome
	Reason  mandat.Reason
	Detail  mandat.Detail
}

// Decide answers one question: may the subject do the action to the resource?
func Decide(rules mandat.Rules, data mandat.OrgData, s mandat.Subject, a mandat.Action, r mandat.Resource) Answer {
	return DecideValue(rules, data, s, a, r, nil)
}

// DecideValue answers a question about what is built in as the value that it
// would be: a mandat.Unit, Member, Group, Role, Grant or Invitation, whose
// Resource is r; or about a mandat.Approval. The value in r cannot be read from
// here.
func DecideValue(rules mandat.Rules, data mandat.OrgData, s mandat.Subject, a mandat.Action, r mandat.Resource, value any) Answer {
	q := &question{rules: &rules, data: &data, now: &data, subject: &s, action: a, resource: &r, value: value}
	return q.answer()
}

// question is a question together with the policy and the organisation that it
// is put to.
type question struct {
	rules *mandat.Rules
	// data is the organisation by which rights are judged, now the state that
	// holds what is built in: in a change the one that it has reached.
	data, now *mandat.OrgData
	subject   *mandat.Subject
	action    mandat.Action
	resource  *mandat.Resource
	// value is what the resource would be, nil for what exists.
	value any
	// home is the home unit that the holder of the grant asked about will have, if
	// moved; source tells that a grant to be handed over is asked about as it is.
	home   mandat.UnitID
	moved  bool
	source bool
	// getRoles are those who get roles at a unit that is to be made.
	getRoles []mandat.PersonID
	// of is the action that a vote is on, "" for any by which it is the vote.
	of mandat.Action

	thing thing
	spot  spot
}

// answer judges the question. The steps come in their order, and the answer
// carries the earliest that failed.
func (q *question) answer() Answer {
	if d := least(q.malformed()); d != mandat.NoDetail {
		return Answer{mandat.Denied, mandat.Malformed, d}
	}
	if d := least(q.withoutStanding()); d != mandat.NoDetail {
		return Answer{mandat.Denied, mandat.NoStanding, d}
	}
	q.look()
	leaves := q.leaves()
	switch {
	case !each(leaves, q.entitled):
		return Answer{Outcome: mandat.Denied, Reason: mandat.NoRight}
	case q.thing.missing != mandat.NoDetail:
		return Answer{mandat.Blocked, mandat.GuardClosed, q.thing.missing}
	case some(leaves, q.settled().gateClosed):
		return Answer{Outcome: mandat.Denied, Reason: mandat.GateClosed}
	case some(leaves, q.ownRequest):
		return Answer{mandat.Denied, mandat.GateClosed, mandat.OwnRequest}
	case some(leaves, q.afterwards().guardClosed):
		return Answer{Outcome: mandat.Blocked, Reason: mandat.GuardClosed}
	case q.isBuiltin() && q.hindered() != mandat.NoDetail:
		return Answer{mandat.Blocked, mandat.GuardClosed, q.hindered()}
	case q.noVotes(leaves) != mandat.NoDetail:
		return Answer{mandat.Blocked, mandat.GuardClosed, q.noVotes(leaves)}
	case some(leaves, q.approvalNeeded):
		return Answer{Outcome: mandat.NeedsApproval, Reason: mandat.ApprovalNeeded}
	}
	return Answer{Outcome: mandat.Allowed, Reason: mandat.Granted}
}

// look finds out what there is to know of the resource.
func (q *question) look() {
	q.thing = thing{}
	if q.isBuiltin() {
		q.find()
	} else {
		q.thing.lieAt(q.statedSpot()...)
	}
}

// settled returns the question at the place of the resource: so gates, guards
// and approvals judge it. What lies in several places lies at none.
func (q *question) settled() *question {
	if len(q.thing.spots) > 1 {
		return q.at(nil)
	}
	return q.at(q.thing.spots[0])
}

// afterwards returns the question, settled, as the state reached answers it.
func (q *question) afterwards() *question {
	after := q.reached()
	after.look()
	return after.settled()
}

// gateClosed reports whether a gate denies the leaf.
func (q *question) gateClosed(leaf mandat.Action) bool {
	for _, g := range q.rules.Gates {
		if q.names(g.Close, leaf) && !q.holds(&g.Unless) {
			return true
		}
	}
	return false
}

// guardClosed reports whether a guard blocks the leaf.
func (q *question) guardClosed(leaf mandat.Action) bool {
	for _, g := range q.rules.Guards {
		if q.names(g.Before, leaf) && !q.holds(&g.Needs) {
			return true
		}
	}
	return false
}

// approvalNeeded reports whether the policy puts the leaf under approval.
func (q *question) approvalNeeded(leaf mandat.Action) bool {
	for _, ap := range q.rules.Approvals {
		if q.names(ap.Of, leaf) {
			return true
		}
	}
	return false
}

// least returns the detail that comes first in the order of the constants, of
// all that were found.
func least(found []mandat.Detail) mandat.Detail {
	first := mandat.NoDetail
	for _, d := range found {
		if first == mandat.NoDetail || d < first {
			first = d
		}
	}
	return first
}
