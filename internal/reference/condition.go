package reference

import (
	"slices"

	"github.com/mandat-go/mandat"
)

// holds reports whether a condition holds: every field of it that is set. One
// with no field set does not, and nor does one on a target where no member is
// concerned.
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
	test(c.Not != nil, func() bool { return !q.holds(c.Not) && !q.asksInVain(c.Not) })
	test(len(c.Relation) > 0, func() bool { return slices.ContainsFunc(c.Relation, q.related) })
	test(len(c.Status) > 0, func() bool { return q.hasStatus(c.Status) })
	test(len(c.Label) > 0, func() bool { return slices.ContainsFunc(c.Label, q.labelled) })
	test(len(c.Channel) > 0, func() bool { return slices.Contains(c.Channel, q.subject.Channel) })
	test(c.LoggedOut, func() bool { return q.subject.Session == mandat.NoSession && !q.throughLogin() })
	test(len(c.Setting) > 0, func() bool { return slices.ContainsFunc(c.Setting, q.on) })
	test(len(c.Vacant) > 0, func() bool { return slices.ContainsFunc(c.Vacant, q.vacant) })
	test(len(c.Holds) > 0, func() bool { return slices.ContainsFunc(c.Holds, q.holdsRole) })
	test(len(c.Role) > 0, func() bool { return slices.Contains(c.Role, q.thing.of) })
	test(c.Target != nil, func() bool { return q.thing.concerns && q.targetFulfils(c.Target) })
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

// asksInVain reports whether a condition asks for the member concerned where none
// is: then its opposite does not hold either.
func (q *question) asksInVain(c *mandat.Condition) bool {
	return q.isBuiltin() && !q.thing.concerns && asksTarget(c)
}

func asksTarget(c *mandat.Condition) bool {
	asks := c.Target != nil || c.Not != nil && asksTarget(c.Not)
	for _, list := range [][]mandat.Condition{c.All, c.Any} {
		for i := range list {
			asks = asks || asksTarget(&list[i])
		}
	}
	return asks
}

// related reports whether the subject stands in the relation to the resource
// asked about.
func (q *question) related(r mandat.Relation) bool {
	if q.isBuiltin() {
		return r == "self" && q.ofThemselves()
	}
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

// hasStatus reports whether the resource has one of the statuses.
func (q *question) hasStatus(statuses []mandat.Status) bool {
	if q.isBuiltin() {
		return anyIn(q.thing.status, statuses)
	}
	return slices.Contains(statuses, q.resource.Status)
}

// anyIn reports whether one of some names is among others.
func anyIn[T comparable](some, others []T) bool {
	return slices.ContainsFunc(some, func(s T) bool { return slices.Contains(others, s) })
}

// targetFulfils reports whether a condition holds of the member concerned.
func (q *question) targetFulfils(c *mandat.Condition) bool {
	each := func(cs []mandat.Condition) (n int) {
		for i := range cs {
			if q.targetFulfils(&cs[i]) {
				n++
			}
		}
		return n
	}
	return each(c.All) == len(c.All) && (len(c.Any) == 0 || each(c.Any) > 0) &&
		(c.Not == nil || !q.targetFulfils(c.Not)) &&
		(len(c.Status) == 0 || anyIn(q.targetStatuses(), c.Status)) &&
		(len(c.Holds) == 0 || slices.ContainsFunc(c.Holds, q.targetHolds))
}

// targetHolds reports whether the member concerned holds the role, or a built-in
// one that includes it, by a grant that has not ended: to them or to a group of
// theirs, whatever their status; of a grant asked about, where that lies. The
// base role is held by active members.
func (q *question) targetHolds(id mandat.RoleID) bool {
	now := q.reached()
	m, ok := now.member(q.thing.target)
	if !ok {
		return false
	}
	is := func(held mandat.RoleID) bool {
		return now.builtIn(held) && (held == id || slices.Contains(now.includedIn(held), id))
	}
	if base, ok := q.role(q.rules.Base); ok && m.Status == mandat.MemberActive && is(q.rules.Base) &&
		q.targetHasItThere(holding{scope: baseScope(base), member: m}) {
		return true
	}
	return slices.ContainsFunc(now.data.Grants, func(g mandat.Grant) bool {
		h := holding{scope: g.Scope, member: m}
		if group, ok := now.group(g.Group); ok {
			h.within = units(group)
		}
		theirs := g.Member == m.Person || g.Group != "" && slices.Contains(now.everybodyIn(g.Group), m.Person)
		return theirs && !q.ended(g) && is(g.Role) && q.targetHasItThere(h)
	})
}

// targetHasItThere reports whether what the member concerned holds reaches the
// grant asked about, as it lies in the state reached. Of what is no grant it asks
// nothing.
func (q *question) targetHasItThere(h holding) bool {
	if q.resource.Type != mandat.GrantType {
		return true
	}
	now := q.reached()
	home := q.home
	if !q.moved {
		home = h.member.Home
	}
	there := now.at(now.spotOf(q.thing.grant.Scope, home))
	return there.counts(h) && there.covers(h) && there.insideSeals(h)
}
