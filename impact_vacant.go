package mandat

import (
	"slices"
	"time"
)

// vacant returns the roles, sorted, of which a rule asks whether they are vacant
// that bears on the task as the person has it.
func (a *affected) vacant(version int, t *task) []int {
	var roles []int
	a.conditions(version, t, func(c *condition) { roles = c.addVacant(roles) })
	slices.Sort(roles)
	return slices.Compact(roles)
}

// asksAll reports whether a right to the task can hang on any role that the
// person holds: on one that a condition names, or on all that a custom role to be
// given would give.
func (a *affected) asksAll(t *task) bool {
	all := false
	for version := range versions {
		all = all || t.asked[version] != nil && t.asked[version].custom
		a.conditions(version, t, func(c *condition) { all = all || c.asksHolds() })
	}
	return all
}

func (c *condition) asksHolds() bool {
	return c != nil && (c.op == opHolds || slices.ContainsFunc(c.kids, func(k condition) bool { return k.asksHolds() }))
}

// conditions visits the conditions that bear on the task as the person has it.
func (a *affected) conditions(version int, t *task, visit func(*condition)) {
	for _, l := range t.leaves[version] {
		for _, r := range a.roles[version] {
			for i := range r.perms[l.index] {
				if p := &r.perms[l.index][i]; p.isFor(t.asked[version]) {
					visit(p.when)
				}
			}
		}
		for i := range l.gates {
			visit(l.gates[i].open)
		}
	}
}

// addVacant adds what tells apart where and when roles are vacant. It returns
// the times with those at which grants of holders begin or end.
func (m *marks) addVacant(version int, roles []int, times []time.Time) []time.Time {
	o := m.c.orgs[version]
	for _, r := range roles {
		for _, some := range o.holders[r].at.all() {
			for i := range some.members.all() {
				who := o.member(i)
				times = append(times, m.addHolder(version, who.grants, r, who)...)
			}
			for k := range some.groups.all() {
				g := o.group(k)
				m.add(version, g.unit)
				for _, i := range o.membersOf(g) {
					who := o.member(i)
					times = append(times, m.addHolder(version, g.grants, r, who)...)
					times = append(times, cutTimes(m.c.at, who.grants)...)
				}
			}
		}
	}
	return times
}

// addHolder adds the units of the grants of a role, and returns when they begin
// and end.
func (m *marks) addHolder(version int, grants []grant, role int, who *member) []time.Time {
	var times []time.Time
	for i := range grants {
		if int(grants[i].role) == role {
			m.addGrant(version, &grants[i], who.home)
			times = append(times, cutTimes(m.c.at, grants[i:i+1])...)
		}
	}
	return times
}

// membersOf returns those whom a group, or a group in it, lists; sorted.
func (o *Org) membersOf(g *group) []int32 {
	all := g.listed.sorted()
	for _, sub := range g.subs {
		all = append(all, o.group(sub).listed.sorted()...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
