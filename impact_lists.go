package mandat

import (
	"cmp"
	"slices"
	"time"
)

// listEffects returns which lists members may enter and leave: those of persons whose
// rights can have been touched, and of those whose home was moved along.
func (c *comparison) listEffects(touched []PersonID) []ListEffect {
	var all []ListEffect
	if !c.hasLists() {
		return nil
	}
	for _, p := range c.withMovedHomes(touched) {
		a := c.affected(p)
		moments := inOrder(a.times())
		was, is := a.namesOn(before, moments), a.namesOn(after, moments)
		all = append(all, lacking(is, was, moments, true)...)
		all = append(all, lacking(was, is, moments, false)...)
	}
	return all
}

// named is a name by which lists can name a person, and the moments at which
// they can.
type named struct {
	ListEffect
	while bitset
}

// lacking returns the times at which there are some names, and others lack them.
func lacking(names, others []named, moments []time.Time, enter bool) []ListEffect {
	var all []ListEffect
	for _, n := range names {
		has := func(m int) bool {
			return m < len(moments) && n.while.has(m) &&
				!slices.ContainsFunc(others, func(o named) bool { return o.ListEffect == n.ListEffect && o.while.has(m) })
		}
		for m := range moments {
			if !has(m) {
				continue
			}
			if m == 0 || !has(m-1) {
				one := n.ListEffect
				if one.Enter = enter; m > 0 {
					one.From = moments[m]
				}
				all = append(all, one)
			}
			if m+1 < len(moments) && !has(m+1) {
				all[len(all)-1].Until = moments[m+1]
			}
		}
	}
	return all
}

func (c *comparison) hasLists() bool {
	return c.orgs[before].policy.hasLists() || c.orgs[after].policy.hasLists()
}

// hasLists reports whether access lists can govern anything.
func (p *Policy) hasLists() bool {
	return slices.ContainsFunc(p.leaves, func(l *leaf) bool { return l.lists != nil })
}

// withMovedHomes adds those whose home lies at or below a unit that was moved.
func (c *comparison) withMovedHomes(persons []PersonID) []PersonID {
	o := c.orgs[after]
	if o.policy.home < 0 || !slices.ContainsFunc(c.cut, func(u int32) bool { return o.unit(u).structure == o.policy.home }) {
		return persons
	}
	var all []int32
	for _, p := range persons {
		all = append(all, c.memberIn(after, p))
	}
	for i := range o.members.len() {
		if slices.ContainsFunc(c.cut, func(u int32) bool { return o.within(o.member(i).home, u) }) {
			all = append(all, i)
		}
	}
	slices.SortFunc(all, cmp.Compare)
	persons = nil
	for _, i := range slices.Compact(all) {
		persons = append(persons, o.member(i).person)
	}
	return persons
}

// namesOn returns the groups and units by which a list can name the person in a
// version, if they can have standing.
func (a *affected) namesOn(version int, moments []time.Time) []named {
	v := a.viewAt(version, a.at)
	if v.status != memberActive && v.status != memberInactive {
		return nil
	}
	var all []named
	m := v.member
	add := func(l ListEffect, unit int32) {
		if while := lying(&v, moments, v.index, unit); !while.empty() {
			l.Person = a.person
			all = append(all, named{l, while})
		}
	}
	for _, k := range m.groups {
		add(ListEffect{Group: v.org.group(k).id}, v.org.group(k).unit)
	}
	if m.home != noUnit {
		for _, k := range v.org.unit(m.home).path {
			add(ListEffect{Unit: v.org.unit(k).id}, noUnit)
		}
	}
	return all
}
