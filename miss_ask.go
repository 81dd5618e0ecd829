package mandat

import "slices"

// Referral names a member to turn to.
type Referral struct {
	To PersonID
	// Role is why it is them: they hold it.
	Role RoleID
}

// Ask returns the members to whom a member without the right is to turn, where
// the policy says so (Rules.Ask, clause J43): those who hold one of its roles in
// force, by a grant that does not rule the resource out. They come in the order
// of the roles, then by their ids, each once, the subject not among them. It is
// empty for whoever has the right, or acts through a channel that is closed to
// them, or is no member.
func (e Explanation) Ask() []Referral { return slices.Clone(e.ask) }

// referrals returns whom the subject is to ask, for a decision against them.
func (q *question) referrals(d Decision) []Referral {
	if d.reason != NoRight && (d.reason != NoStanding || d.detail != NotActive) {
		return nil
	}
	var all []Referral
	o := q.view.org
	for _, id := range o.policy.rules.Ask {
		for _, person := range q.holdersAround(o.policy.roleByID[id]) {
			if person != q.view.subject.Person && !slices.ContainsFunc(all, func(r Referral) bool { return r.To == person }) {
				all = append(all, Referral{person, id})
			}
		}
	}
	return all
}

// withhold leaves out of an explanation the members whom the subject does not
// see.
func (v *View) withhold(e *Explanation) {
	for i := range e.misses {
		m := &e.misses[i]
		m.Givers = slices.DeleteFunc(m.Givers, func(p PersonID) bool { return !v.sees(p) })
	}
	e.ask = slices.DeleteFunc(e.ask, func(r Referral) bool { return !v.sees(r.To) })
}

// sees reports whether the subject may know of a member: where members are a
// secret, they may read them.
func (v *View) sees(person PersonID) bool {
	seen := v.org.policy.typ(MemberType).rule.Seen
	if seen == "" || person == v.subject.Person {
		return true
	}
	return v.decide(seen, &Resource{Type: MemberType, ID: ResourceID(person), Org: v.org.id}).Allowed()
}
