package mandat

import (
	"cmp"
	"slices"
)

// listEffects returns which lists members may enter and leave: those of persons whose
// rights can have been touched, and of those whose home was moved along.
func (c *comparison) listEffects(touched []PersonID) []ListEffect {
	var all []ListEffect
	if !c.hasLists() {
		return nil
	}
	for _, p := range c.withMovedHomes(touched) {
		was, is := c.namesOn(before, p), c.namesOn(after, p)
		for _, n := range is {
			if !slices.Contains(was, n) {
				n.Enter = true
				all = append(all, n)
			}
		}
		for _, n := range was {
			if !slices.Contains(is, n) {
				all = append(all, n)
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

// namesOn returns the groups and units by which a list can name a person who can
// have standing.
func (c *comparison) namesOn(version int, p PersonID) []ListEffect {
	o := c.orgs[version]
	i := c.memberIn(version, p)
	if i == nobody {
		return nil
	}
	v := c.standing(version, i, p, c.at).view
	m := o.member(i)
	if m.status != MemberActive && m.status != MemberInactive {
		return nil
	}
	var all []ListEffect
	for _, k := range m.groups {
		if v.inGroup(k) {
			all = append(all, ListEffect{Person: p, Group: o.group(k).id})
		}
	}
	if m.home != noUnit {
		for _, k := range o.unit(m.home).path {
			if c.shared(version, k) != noUnit {
				all = append(all, ListEffect{Person: p, Unit: o.unit(k).id})
			}
		}
	}
	return all
}
