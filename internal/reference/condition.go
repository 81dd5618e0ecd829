package reference

import (
	"slices"

	"github.com/mandat-go/mandat"
)

// holds reports whether a condition holds: every field of it that is set. A
// condition on a target belongs to actions on members, which are not asked
// about here; it does not hold, and nor does one with no field set.
func (q *question) holds(c *mandat.Condition) bool {
	set, all := 0, true
	test := func(isSet bool, ok func() bool) {
		if isSet {
			set++
			all = all && ok()
		}
	}
	test(len(c.All) > 0, func() bool { return q.allHold(c.All) })
	test(len(c.Any) > 0, func() bool { return q.anyHolds(c.Any) })
	test(c.Not != nil, func() bool { return !q.holds(c.Not) })
	test(len(c.Relation) > 0, func() bool { return slices.ContainsFunc(c.Relation, q.related) })
	test(len(c.Status) > 0, func() bool { return slices.Contains(c.Status, q.resource.Status) })
	test(len(c.Label) > 0, func() bool { return slices.ContainsFunc(c.Label, q.labelled) })
	test(len(c.Channel) > 0, func() bool { return slices.Contains(c.Channel, q.subject.Channel) })
	test(c.LoggedOut, func() bool { return q.subject.Session == mandat.NoSession && !q.throughLogin() })
	test(len(c.Setting) > 0, func() bool { return slices.ContainsFunc(c.Setting, q.on) })
	test(len(c.Vacant) > 0, func() bool { return slices.ContainsFunc(c.Vacant, q.vacant) })
	test(len(c.Holds) > 0, func() bool { return slices.ContainsFunc(c.Holds, q.holdsRole) })
	test(c.Target != nil, func() bool { return false })
	return set > 0 && all
}

func (q *question) allHold(cs []mandat.Condition) bool {
	for i := range cs {
		if !q.holds(&cs[i]) {
			return false
		}
	}
	return true
}

func (q *question) anyHolds(cs []mandat.Condition) bool {
	for i := range cs {
		if q.holds(&cs[i]) {
			return true
		}
	}
	return false
}

// related reports whether the subject stands in the relation to the resource
// asked about.
func (q *question) related(r mandat.Relation) bool {
	for _, f := range q.resource.Relations {
		if f.Relation == r && f.People.Include(q.subject.Person) {
			return true
		}
	}
	return false
}

func (q *question) labelled(l mandat.Label) bool {
	labels, _ := q.resource.Labels.List()
	return slices.Contains(labels, l)
}

// holdsRole reports whether the subject holds the role, or a built-in one that
// includes it, through a grant in force that covers the resource and lies
// inside the seals. A custom role is never recognised.
func (q *question) holdsRole(id mandat.RoleID) bool {
	for _, h := range q.held() {
		roles := map[mandat.RoleID]mandat.Role{}
		q.given(h.role, roles)
		_, gives := roles[id]
		if gives && q.builtIn(h.role) && q.counts(h) && q.covers(h) && q.insideSeals(h) {
			return true
		}
	}
	return false
}

// throughLogin reports whether the subject acts in a logged-in session, and so
// is logged out in no way.
func (q *question) throughLogin() bool {
	channel, _ := q.channelRule(q.subject.Channel)
	return channel.Login
}
