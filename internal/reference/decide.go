// Package reference decides slowly and obviously, so that the engine's answers
// can be held against it.
//
// It is written from the record of readings (doc/decisions/0001) alone, one
// sentence after the other, works from the plain data of a policy and an
// organisation at every question, and shares no decision code with the engine.
// Nothing in it is prepared, kept or clever.
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
// The steps come in their order, and the answer carries the earliest that
// failed.
func Decide(rules mandat.Rules, data mandat.OrgData, s mandat.Subject, a mandat.Action, r mandat.Resource) Answer {
	q := &question{rules: &rules, data: &data, subject: &s, action: a, resource: &r}
	if d := least(q.malformed()); d != mandat.NoDetail {
		return Answer{mandat.Denied, mandat.Malformed, d}
	}
	if d := least(q.withoutStanding()); d != mandat.NoDetail {
		return Answer{mandat.Denied, mandat.NoStanding, d}
	}
	leaves := q.leaves()
	switch {
	case !each(leaves, q.right):
		return Answer{Outcome: mandat.Denied, Reason: mandat.NoRight}
	case some(leaves, q.gateClosed):
		return Answer{Outcome: mandat.Denied, Reason: mandat.GateClosed}
	case some(leaves, q.guardClosed):
		return Answer{Outcome: mandat.Blocked, Reason: mandat.GuardClosed}
	case some(leaves, q.approvalNeeded):
		return Answer{Outcome: mandat.NeedsApproval, Reason: mandat.ApprovalNeeded}
	}
	return Answer{Outcome: mandat.Allowed, Reason: mandat.Granted}
}

// question is a question together with the policy and the organisation that it
// is put to.
type question struct {
	rules    *mandat.Rules
	data     *mandat.OrgData
	subject  *mandat.Subject
	action   mandat.Action
	resource *mandat.Resource
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
