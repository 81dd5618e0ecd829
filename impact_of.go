package mandat

import "slices"

// impactOf computes the impact of what was planned.
func impactOf(m *made) Impact {
	c := newComparison(m.start, m.after, true, m.subject.At, []affects{affectedByAll(m.events)})
	i := c.impact(c.touched())
	i.hide(c.hidden(m.subject))
	return i
}

// impact judges those whom the differences can have touched. It hides nobody.
func (c *comparison) impact(touched []touchedBy) Impact {
	c.listTasks()
	i := Impact{words: c.orgs[after].words(), sealed: [versions]bool{c.orgs[before].hasSeals(), c.orgs[after].hasSeals()}}
	var persons []PersonID
	for _, t := range touched {
		a := c.affected(t.person)
		i.Effects = append(i.Effects, a.allEffects()...)
		if a.untold {
			i.Untold = append(i.Untold, t.person)
		}
		persons = append(persons, t.person)
	}
	i.Lists = c.listEffects(persons)
	return i
}

// hidden returns a function that tells whether a member is not to be named to a
// subject. They are seen as the organisation was, or will be; whose organisation
// it is not yet, who imports it, sees all.
func (c *comparison) hidden(s Subject) func(PersonID) bool {
	o := c.orgs[before]
	if t := o.policy.typ(MemberType); t.rule.Seen == "" || s.Person == "" {
		return func(PersonID) bool { return false }
	}
	v := o.As(s)
	states := c.orgs[:]
	if !c.same {
		states = c.orgs[:after]
	}
	known := make(map[PersonID]bool)
	return func(p PersonID) bool {
		hidden, ok := known[p]
		if !ok && p != s.Person {
			r := Resource{Type: MemberType, ID: ResourceID(p), Org: o.id}
			hidden = !slices.ContainsFunc(states, func(now *Org) bool {
				d := v.decideOn(now, readAction, &r)
				return d.Entitled() && d.detail != MemberMissing
			})
			known[p] = hidden
		}
		return hidden
	}
}

// hide takes those out who are not to be named, and counts them.
func (i *Impact) hide(hidden func(PersonID) bool) {
	counted := make(map[PersonID]bool)
	hides := func(p PersonID) bool {
		if hidden(p) {
			counted[p] = true
			return true
		}
		return false
	}
	i.Effects = slices.DeleteFunc(i.Effects, func(e Effect) bool { return hides(e.Person) })
	i.Lists = slices.DeleteFunc(i.Lists, func(l ListEffect) bool { return hides(l.Person) })
	i.Untold = slices.DeleteFunc(i.Untold, hides)
	i.Hidden = len(counted)
}

// hasSeals reports whether a unit is sealed.
func (o *Org) hasSeals() bool {
	for i := range o.units.len() {
		if u := o.unit(i); !u.gone && u.sealed() {
			return true
		}
	}
	return false
}
