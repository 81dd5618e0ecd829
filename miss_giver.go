package mandat

import (
	"cmp"
	"slices"
)

// remedy tells of each miss which command would do, and who could give it.
func (v *View) remedy(misses []Miss) {
	for i := range misses {
		m := &misses[i]
		a, r := v.remedyOf(m)
		if m.Command != nil && len(v.org.policy.rules.Ask) == 0 {
			m.Givers = v.givers(m.Command, a, &r)
		}
	}
}

// givers returns those who could plan a command that asks one question, sorted.
// It looks at those alone who hold a role that has the action, where it counts
// for the resource, and at the subject.
func (v *View) givers(c Command, a Action, r *Resource) []PersonID {
	q := v.org.placed(v.org, a, r, v.subject.At, nil)
	asked := q.facts.typ.action(a)
	var all []PersonID
	for _, i := range append(q.candidates(asked.own[0]), v.index) {
		if person := v.org.member(i).person; v.someChannel(person, c, asked.needs.session) {
			all = append(all, person)
		}
	}
	slices.SortFunc(all, cmp.Compare)
	return slices.Compact(all)
}

// someChannel reports whether a person could plan a command at the subject's
// time, in some channel and, where that matters, with a session open or none. In
// a bearer channel nobody can without a purpose.
func (v *View) someChannel(person PersonID, c Command, sessions bool) bool {
	for _, channel := range v.org.policy.rules.Channels {
		s := Subject{Person: person, Channel: channel.Name, Session: OpenSession, At: v.subject.At}
		if v.org.couldPlan(s, c) {
			return true
		}
		s.Session = NoSession
		if sessions && !channel.Login && v.org.couldPlan(s, c) {
			return true
		}
	}
	return false
}

// candidates returns the members who hold, where the resource lies, a role that
// has a leaf.
func (q *question) candidates(l *leaf) []int32 {
	var all []int32
	o := q.view.org
	units := q.unitsAround(l)
	for i := range o.holders {
		if !q.mayGive(o.role(i), l) {
			continue
		}
		for _, unit := range units {
			all = o.appendHolders(all, o.holdersAt(spot{int32(i), unit}))
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// mayGive reports whether a role has a leaf at all. Of statements those count
// that name the role asked about.
func (q *question) mayGive(r *role, l *leaf) bool {
	return slices.ContainsFunc(r.perms[l.index], func(p permission) bool {
		return p.admin == nil || q.about.role != nil && p.admin.names(q.about.role)
	})
}

// unitsAround returns the units at which a grant is noted that covers where the
// resource lies: the units above it, and none.
func (q *question) unitsAround(l *leaf) []int32 {
	units := []int32{noUnit}
	for range q.parts(l) {
		for i := range q.facts.at() {
			if u := q.facts.places[i].unit; u != noUnit {
				units = append(units, q.view.org.unit(u).path...)
			}
		}
	}
	slices.Sort(units)
	return slices.Compact(units)
}

// appendHolders appends the members who hold a role by themselves or through a
// group.
func (o *Org) appendHolders(all []int32, some holderSet) []int32 {
	for m := range some.members.all() {
		all = append(all, m)
	}
	for g := range some.groups.all() {
		all = o.appendListed(all, g)
		for _, sub := range o.group(g).subs {
			all = o.appendListed(all, sub)
		}
	}
	return all
}

func (o *Org) appendListed(all []int32, group int32) []int32 {
	for m := range o.group(group).listed.all() {
		all = append(all, m)
	}
	return all
}
