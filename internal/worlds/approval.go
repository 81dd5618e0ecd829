package worlds

import (
	"encoding/json"
	"slices"
	"time"

	"github.com/mandat-go/mandat"
)

// makeApprovals puts actions under approval, and gives some roles the vote.
func (m *maker) makeApprovals() {
	for range m.weighted(60-m.wide/4, 30, 10+m.wide/4) {
		t := pick(m.dice, m.rules.Types)
		of, by := leavesOfAll(t), mandat.Action("")
		if m.administered && m.percent(50) {
			t = pick(m.dice, m.builtins)
			of, by = approvable(t), "approve"
		} else {
			by = pick(m.dice, of)
		}
		m.makeApproval(t, of, by)
	}
}

// approvable returns the actions on what is built in that can be put under
// approval.
func approvable(t mandat.TypeRule) []mandat.Action {
	known := map[mandat.ResourceType][]mandat.Action{
		mandat.UnitType:       {"create", "remove"},
		mandat.MemberType:     {"create", "activate", "deactivate", "remove"},
		mandat.GroupType:      {"create", "remove"},
		mandat.RoleType:       {"create", "edit", "remove"},
		mandat.GrantType:      {"give", "give", "revoke", "invite"},
		mandat.InvitationType: {"send", "revoke"},
	}
	return known[t.Name]
}

func (m *maker) makeApproval(t mandat.TypeRule, all []mandat.Action, by mandat.Action) {
	rule := mandat.ApprovalRule{By: by, Votes: 1 + m.weighted(70, 25, 5),
		Requester: oneOf(m.dice, mandat.RequesterNever, mandat.RequesterLoggedOut, mandat.RequesterOtherSession),
		Lasts:     oneOf(m.dice, 0, 0, 0, time.Hour, 48*time.Hour), OutlivesRequester: m.percent(35)}
	for range 1 + m.weighted(70, 30) {
		ref := mandat.ActionRef{Type: t.Name, Action: pick(m.dice, all)}
		if ref.Action != "" && ref.Action != by && !m.isUnder(ref) && !slices.Contains(rule.Of, ref) && !m.isVote(ref) && !m.isNeeded(t, ref.Action) {
			rule.Of = append(rule.Of, ref)
		}
	}
	vote := mandat.ActionRef{Type: t.Name, Action: by}
	if len(rule.Of) == 0 || m.isUnder(vote) {
		return
	}
	m.rules.Approvals = append(m.rules.Approvals, rule)
	given := false
	for i := range m.rules.Roles {
		if m.percent(30) || i == 0 && m.percent(60) {
			p := mandat.Permission{Do: []mandat.ActionRef{vote}}
			if m.percent(15) {
				p.When = &mandat.Condition{LoggedOut: true}
			}
			m.rules.Roles[i].Can = append(m.rules.Roles[i].Can, p)
			given = true
		}
	}
	if !given { // a vote that no role has is refused
		m.rules.Roles[0].Can = append(m.rules.Roles[0].Can, mandat.Permission{Do: []mandat.ActionRef{vote}})
	}
	if m.percent(12) {
		m.rules.Gates = append(m.rules.Gates, mandat.Gate{Close: []mandat.ActionRef{vote}, Unless: mandat.Condition{LoggedOut: true}})
	}
}

func (m *maker) isUnder(ref mandat.ActionRef) bool {
	return slices.ContainsFunc(m.rules.Approvals, func(a mandat.ApprovalRule) bool { return slices.Contains(a.Of, ref) })
}

func (m *maker) isVote(ref mandat.ActionRef) bool {
	return slices.ContainsFunc(m.rules.Approvals, func(a mandat.ApprovalRule) bool { return a.By == ref.Action && a.Of[0].Type == ref.Type })
}

// isNeeded reports whether another action needs an action, itself or in a group.
func (m *maker) isNeeded(t mandat.TypeRule, a mandat.Action) bool {
	return slices.ContainsFunc(t.Actions, func(rule mandat.ActionRule) bool {
		return slices.ContainsFunc(rule.Needs, func(n mandat.Action) bool { return n == a || inside(t, a, n) })
	})
}

// leavesOfAll returns the actions of a type that are no groups.
func leavesOfAll(t mandat.TypeRule) []mandat.Action {
	var all []mandat.Action
	for _, a := range t.Actions {
		if len(a.Of) == 0 {
			all = append(all, a.Name)
		}
	}
	return all
}

// keepApprovals makes approvals of all statuses, of what has an id.
func (m *maker) keepApprovals() {
	for _, rule := range m.rules.Approvals {
		for _, of := range rule.Of {
			if m.percent(70) {
				m.keepApproval(rule, of)
			}
		}
	}
}

func (m *maker) keepApproval(rule mandat.ApprovalRule, of mandat.ActionRef) {
	id := mandat.ResourceID("x-1")
	if isBuiltin(of.Type) {
		if id = m.existing(of.Type, lead{}); of.Type == mandat.GrantType || of.Action == "create" || of.Action == "send" || id == "" {
			return
		}
	}
	a := mandat.Approval{Request: mandat.Request{Action: of, ID: id}, Digest: oneOf(m.dice, mandat.Digest("v1"), "v1", "v2"),
		By: pick(m.dice, m.data.Members).Person, Through: pick(m.dice, m.rules.Channels).Name, At: Now.Add(-time.Hour), Needed: rule.Votes,
		Until: oneOf(m.dice, time.Time{}, time.Time{}, Now.Add(time.Hour), Now), Status: mandat.ApprovalPending}
	for _, s := range m.typeNamed(of.Type).Structures {
		if a.Units == nil {
			a.Units = map[mandat.Structure]mandat.UnitID{}
		}
		a.Units[s] = oneOf(m.dice, pick(m.dice, m.unitsOf(s)), pick(m.dice, m.unitsOf(s)), "")
	}
	for _, member := range m.data.Members {
		if m.percent(35) {
			a.Votes = append(a.Votes, mandat.Vote{By: member.Person, Through: pick(m.dice, m.rules.Channels).Name})
		}
	}
	if m.percent(35) {
		a.Status = oneOf(m.dice, mandat.ApprovalRejected, mandat.ApprovalWithdrawn)
		if len(a.Votes) >= a.Needed {
			a.Status = oneOf(m.dice, mandat.ApprovalApproved, mandat.ApprovalApproved, mandat.ApprovalUsed)
		}
	}
	if slices.ContainsFunc(m.data.Approvals, func(other mandat.Approval) bool { return other.Request == a.Request }) {
		return
	}
	m.data.Approvals = inKeyOrder(append(m.data.Approvals, a))
}

// inKeyOrder puts the last approval behind those under the same id, as an
// organisation keeps them.
func inKeyOrder(all []mandat.Approval) []mandat.Approval {
	last := all[len(all)-1]
	for i := len(all) - 2; i >= 0; i-- {
		if all[i].Request.ID == last.Request.ID {
			return slices.Insert(all[:len(all)-1], i+1, last)
		}
	}
	return all
}

// anApproval returns an approval that there is, or one of what nobody asked for.
func (m *maker) anApproval() mandat.Approval {
	if len(m.data.Approvals) > 0 && m.percent(92) {
		return mandat.Approval{Request: pick(m.dice, m.data.Approvals).Request}
	}
	return mandat.Approval{Request: mandat.Request{Action: mandat.ActionRef{Type: "page", Action: "read"}, ID: "x-9"}}
}

// valueOf returns the value of a request, nil for what is told by its id.
func valueOf(r mandat.Request) any {
	text := []byte(r.Value)
	switch {
	case r.Value == "":
		return nil
	case r.Action.Type == mandat.GrantType:
		return decoded[mandat.Grant](text)
	case r.Action.Type == mandat.UnitType:
		return decoded[mandat.Unit](text)
	case r.Action.Type == mandat.MemberType:
		return decoded[mandat.Member](text)
	case r.Action.Type == mandat.GroupType:
		return decoded[mandat.Group](text)
	case r.Action.Type == mandat.RoleType:
		return decoded[mandat.Role](text)
	}
	return decoded[mandat.Invitation](text)
}

// decoded returns a value of a form, nil if that is another.
func decoded[V any](text []byte) any {
	var v V
	if json.Unmarshal(text, &v) != nil {
		return nil
	}
	return v
}
