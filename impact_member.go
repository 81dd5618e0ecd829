package mandat

import (
	"fmt"
	"slices"
	"time"
)

// affected is a member whom the change can have touched, with what is found of
// their rights.
type affected struct {
	*comparison
	person  PersonID
	index   [versions]int32
	grounds []*knownGround
	effects []Effect
	keys    []string // of the effects
}

// knownGround is a ground that several tasks share.
type knownGround struct {
	shape  *shape
	vacant string
	ground *ground
}

// effectsOf returns what a person gains and loses.
func (c *comparison) effectsOf(p PersonID) []Effect {
	a := &affected{comparison: c, person: p}
	for version := range versions {
		a.index[version] = c.memberIn(version, p)
	}
	for i := range c.tasks {
		if t := &c.tasks[i]; a.hasAny(t) {
			c.prepare(t)
			a.judge(t)
		}
	}
	return a.merged()
}

// hasAny reports whether a role that the person has in a version, in force or
// not, gives the task anything.
func (a *affected) hasAny(t *task) bool {
	for version := range versions {
		l := t.leafOf(version)
		if l == nil || a.index[version] < 0 {
			continue
		}
		o := a.orgs[version]
		m := o.member(a.index[version])
		gives := func(g *grant) bool { return len(o.role(int(g.role)).perms[l.index]) > 0 }
		for i := range m.grants {
			if gives(&m.grants[i]) {
				return true
			}
		}
		for _, k := range m.groups {
			for i := range o.group(k).grants {
				if gives(&o.group(k).grants[i]) {
					return true
				}
			}
		}
		if o.policy.base != nil && gives(o.policy.base) {
			return true
		}
	}
	return false
}

// groundOf returns the ground on which a task is judged.
func (a *affected) groundOf(t *task) *ground {
	vacant := ""
	if t.asksVacancy() {
		vacant = fmt.Sprint(t.vacant)
	}
	for _, k := range a.grounds {
		if k.shape == t.shape && k.vacant == vacant {
			return k.ground
		}
	}
	g := a.newGround(t)
	a.grounds = append(a.grounds, &knownGround{t.shape, vacant, g})
	return g
}

func (a *affected) newGround(t *task) *ground {
	m, times := marks{c: a.comparison, all: slices.Clone(a.cut)}, []time.Time{a.at}
	pierced := false
	for version, index := range a.index {
		if index < 0 {
			continue
		}
		o, who := a.orgs[version], a.orgs[version].member(index)
		m.addMember(version, index)
		times = append(times, cutTimes(a.at, who.grants)...)
		pierced = pierced || a.pierces(version, who.grants)
		for _, k := range who.groups {
			times = append(times, cutTimes(a.at, o.group(k).grants)...)
			pierced = pierced || a.pierces(version, o.group(k).grants)
		}
		if o.policy.base != nil {
			pierced = pierced || a.pierces(version, []grant{*o.policy.base})
		}
		times = m.addVacant(version, t.vacant[version], times)
	}
	slices.SortFunc(times, time.Time.Compare)
	g := &ground{comparison: a.comparison, shape: t.shape, moments: slices.CompactFunc(times, time.Time.Equal)}
	f := &forest{a.comparison, m.landmarks(), pierced}
	for _, d := range t.shape.dims {
		g.dims = append(g.dims, f.cellsOf(d))
	}
	for version := range versions {
		g.stands[version] = make([]stand, len(g.moments))
		for i, at := range g.moments {
			g.stands[version][i] = a.standing(version, a.index[version], a.person, at)
			g.stands[version][i].bind()
		}
	}
	g.lay()
	return g
}

// cellsOf returns the cells of a dimension.
func (f *forest) cellsOf(d shapeDim) []cell {
	var all []cell
	if d.nowhere == noPlaces {
		all = append(all, cell{kind: cellNoPlaces, landmark: noUnit, unit: noUnit})
	}
	for _, s := range d.structures {
		if d.nowhere == emptyPlace {
			all = append(all, cell{kind: cellEmpty, structure: s, landmark: noUnit, unit: noUnit})
		}
		all = append(all, f.cells(s)...)
	}
	return all
}

// pierces reports whether a grant gives something that passes seals.
func (c *comparison) pierces(version int, grants []grant) bool {
	return slices.ContainsFunc(grants, func(g grant) bool { return c.orgs[version].role(int(g.role)).pierces() })
}

func (r *role) pierces() bool {
	for _, perms := range r.perms {
		for i := range perms {
			if perms[i].past&PastSeals != 0 {
				return true
			}
		}
	}
	return false
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
