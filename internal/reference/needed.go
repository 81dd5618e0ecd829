package reference

import (
	"slices"

	"github.com/mandat-go/mandat"
)

// needed is what conditions on the leaves asked about name, and what therefore
// has to be stated. It depends on the policy, the type and the action, not on
// the organisation and not on who asks.
type needed struct {
	status, labels, session, sessionID bool
	relations                          set[mandat.Relation]
}

// needed collects the facts from the permissions of all built-in roles, the
// gates and the guards; a list needs every relation, because it can name any.
func (q *question) needed() needed {
	n := needed{relations: set[mandat.Relation]{}}
	for leaf := range q.leaves() {
		for _, c := range q.conditionsOn(leaf) {
			n.add(c)
		}
		n.addApproval(q.ruleFor(leaf), false)
		for _, of := range q.votedOn(leaf) {
			n.addApproval(q.ruleFor(of), true)
		}
	}
	if t := q.asked(); len(q.listsOf(t)) > 0 || q.listsAbove(t) {
		for _, r := range t.Relations {
			n.relations[r.Name] = true
		}
	}
	return n
}

// conditionsOn returns the conditions of the policy that bear on the leaf.
func (q *question) conditionsOn(leaf mandat.Action) []*mandat.Condition {
	var found []*mandat.Condition
	for _, role := range q.rules.Roles {
		for _, p := range role.Can {
			if q.names(p.Do, leaf) && p.When != nil {
				found = append(found, p.When)
			}
		}
	}
	for _, s := range q.rules.Administer {
		if slices.Contains(s.May, q.actOf(leaf)) && s.When != nil {
			found = append(found, s.When)
		}
	}
	for _, g := range q.rules.Gates {
		if q.names(g.Close, leaf) {
			found = append(found, &g.Unless)
		}
	}
	for _, g := range q.rules.Guards {
		if q.names(g.Before, leaf) {
			found = append(found, &g.Needs)
		}
	}
	return found
}

// addApproval adds what the rule for the requester needs: of those who vote whether
// they have an open session, of them and of those who ask which.
func (n *needed) addApproval(rule *mandat.ApprovalRule, voting bool) {
	if rule == nil {
		return
	}
	other := rule.Requester == mandat.RequesterOtherSession
	n.session = n.session || other || voting && rule.Requester == mandat.RequesterLoggedOut
	n.sessionID = n.sessionID || other
}

// add adds the facts that a condition names, at whatever depth.
func (n *needed) add(c *mandat.Condition) {
	n.status = n.status || len(c.Status) > 0
	n.labels = n.labels || len(c.Label) > 0
	n.session = n.session || c.LoggedOut
	for _, r := range c.Relation {
		n.relations[r] = true
	}
	for i := range c.All {
		n.add(&c.All[i])
	}
	for i := range c.Any {
		n.add(&c.Any[i])
	}
	if c.Not != nil {
		n.add(c.Not)
	}
}

// listsOf returns the lists of a type, the one asked about or that of a whole,
// that can govern a leaf asked about.
func (q *question) listsOf(t mandat.TypeRule) []mandat.Action {
	var found []mandat.Action
	for _, l := range t.Lists {
		if some(q.leaves(), func(leaf mandat.Action) bool { return isOrIn(q.asked(), leaf, l) }) {
			found = append(found, l)
		}
	}
	return found
}

// listsAbove reports whether a type above this one in the part-of chain has a
// list that can govern a leaf asked about. A type that is part of itself is
// above itself.
func (q *question) listsAbove(t mandat.TypeRule) bool {
	seen := set[mandat.ResourceType]{}
	for t.PartOf != "" && !seen[t.PartOf] {
		seen[t.PartOf] = true
		t, _ = q.typeRule(t.PartOf)
		if len(q.listsOf(t)) > 0 {
			return true
		}
	}
	return false
}
