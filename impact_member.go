package mandat

import (
	"slices"
	"time"
)

// affected is a member whom the change can have touched, with what is found of
// their rights.
type affected struct {
	*comparison
	person  PersonID
	index   [versions]int32
	roles   [versions][]*role // that they have, in force or not
	grounds []*knownGround
	waiting []told
	effects []Effect
	untold  bool // whether there is more than is told
}

// knownGround is a ground that several tasks share.
type knownGround struct {
	shape  *shape
	vacant [versions][]int
	ground *ground
}

// affected returns what a person has before and after.
func (c *comparison) affected(p PersonID) *affected {
	a := &affected{comparison: c, person: p}
	for version := range versions {
		a.index[version] = c.memberIn(version, p)
		a.roles[version] = c.orgs[version].rolesOf(a.index[version])
	}
	return a
}

// allEffects returns what the person gains and loses.
func (a *affected) allEffects() []Effect {
	c := a.comparison
	for i := range c.tasks {
		if t := &c.tasks[i]; a.hasAny(t) {
			a.judge(t)
		}
		if t := &c.tasks[i]; i+1 == len(c.tasks) || !t.alike(&c.tasks[i+1]) {
			a.settle(t.shapes)
		}
	}
	return a.merged()
}

// rolesOf returns the roles that a member has in a version, in force or not.
func (o *Org) rolesOf(index int32) []*role {
	if index < 0 {
		return nil
	}
	m := o.member(index)
	var all []*role
	add := func(grants []grant) {
		for i := range grants {
			if r := o.role(int(grants[i].role)); !slices.Contains(all, r) {
				all = append(all, r)
			}
		}
	}
	add(m.grants)
	for _, k := range m.groups {
		add(o.group(k).grants)
	}
	if o.policy.base != nil {
		add([]grant{*o.policy.base})
	}
	return all
}

// hasAny reports whether a role of the person gives the task anything.
func (a *affected) hasAny(t *task) bool {
	for version := range versions {
		l := t.leafOf(version)
		if l == nil {
			continue
		}
		for _, r := range a.roles[version] {
			for i := range r.perms[l.index] {
				if r.perms[l.index][i].isFor(t.asked[version]) {
					return true
				}
			}
		}
	}
	return false
}

// isFor reports whether a permission can be about a role that is asked about, if
// one is.
func (p *permission) isFor(asked *role) bool {
	return asked == nil || p.admin != nil && slices.ContainsFunc(asked.includes, func(in included) bool { return p.admin.names(in.role) })
}

// groundOf returns the ground on which a task is judged.
func (a *affected) groundOf(t *task) *ground {
	vacant := [versions][]int{a.vacant(before, t), a.vacant(after, t)}
	for _, k := range a.grounds {
		if k.shape == t.shape && slices.Equal(k.vacant[before], vacant[before]) && slices.Equal(k.vacant[after], vacant[after]) {
			return k.ground
		}
	}
	g := a.newGround(t.shape, vacant)
	a.grounds = append(a.grounds, &knownGround{t.shape, vacant, g})
	return g
}

func (a *affected) newGround(s *shape, vacant [versions][]int) *ground {
	m, times := marks{c: a.comparison, all: slices.Clone(a.marked)}, a.times()
	pierced := false
	for version, index := range a.index {
		pierced = pierced || slices.ContainsFunc(a.roles[version], (*role).pierces)
		if index >= 0 {
			m.addMember(version, index)
		}
		times = m.addVacant(version, vacant[version], times)
	}
	g := &ground{affected: a, shape: s, moments: inOrder(times)}
	f := &forest{a.comparison, m.landmarks(), pierced}
	for _, d := range s.dims {
		g.dims = append(g.dims, f.cellsOf(d))
	}
	g.lay(vacant)
	return g
}

// times returns the moment of the change, and those later ones at which what the
// person holds begins or ends.
func (a *affected) times() []time.Time {
	all := []time.Time{a.at}
	for version, index := range a.index {
		if index < 0 {
			continue
		}
		o := a.orgs[version]
		all = append(all, cutTimes(a.at, o.member(index).grants)...)
		for _, k := range o.member(index).groups {
			all = append(all, cutTimes(a.at, o.group(k).grants)...)
		}
	}
	return all
}

func inOrder(times []time.Time) []time.Time {
	slices.SortFunc(times, time.Time.Compare)
	return slices.CompactFunc(times, time.Time.Equal)
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

// pierces reports whether a permission of the role passes seals.
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
