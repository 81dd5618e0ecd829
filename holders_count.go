package mandat

import "time"

// structure returns the structure at whose units the holders of a role are
// counted, -1 for a role that is given for the whole organisation alone.
func (r *role) structure(p *Policy) int {
	for _, w := range r.at {
		for s := range w {
			return p.structure(s)
		}
	}
	return -1
}

// countedAt returns a unit and all below it; with noUnit all of the structure.
func (o *Org) countedAt(structure int, unit int32) []int32 {
	var all []int32
	if unit != noUnit {
		if o.unit(unit).gone {
			return nil
		}
		return o.subtree(all, unit)
	}
	for i := range o.units.len() {
		if u := o.unit(i); !u.gone && u.structure == structure {
			all = append(all, i)
		}
	}
	return all
}

func (o *Org) subtree(all []int32, unit int32) []int32 {
	all = append(all, unit)
	for _, child := range o.unit(unit).children.sorted() {
		all = o.subtree(all, child)
	}
	return all
}

// counts are how many hold a role: for good and in force, and by any grant that
// has not ended.
type counts struct{ lasting, any int }

// enough is how many holders tell whether there are too few or too many.
func (r *role) enough() int { return max(r.rule.Least, r.rule.Most+1) }

// countHolders counts who holds a role itself at a unit, with noUnit for the
// whole organisation, until there are enough.
func (o *Org) countHolders(r *role, unit int32, at time.Time, enough int) counts {
	if at.IsZero() {
		return counts{}
	}
	v := o.As(Subject{At: at})
	q := question{view: &v, now: o}
	q.facts.typ = &resourceType{}
	if unit != noUnit {
		q.put(place{structure: int32(o.unit(unit).structure), unit: unit})
	}
	c := counting{question: &q, role: int32(r.index), lasting: make(map[int32]bool), any: make(map[int32]bool), enough: enough}
	path := []int32{noUnit}
	if unit != noUnit {
		path = append(path, o.unit(unit).path...)
	}
	for _, above := range path {
		c.at(o.holdersAt(spot{int32(r.index), above}))
	}
	return counts{len(c.lasting), len(c.any)}
}

// counting counts distinct members.
type counting struct {
	question     *question
	role         int32
	lasting, any map[int32]bool
	enough       int
}

func (c *counting) at(some holderSet) {
	o := c.question.view.org
	for m := range some.members.all() {
		if c.member(m, o.member(m).grants) {
			return
		}
	}
	for i := range some.groups.all() {
		g := o.group(i)
		if !c.question.mayCount(g.unit, Subtree) {
			continue
		}
		for _, listing := range append([]int32{i}, g.subs...) {
			for m := range o.group(listing).listed.all() {
				if c.question.view.lies(o.member(m), o.member(m).status, g.unit) && c.member(m, g.grants) {
					return
				}
			}
		}
	}
}

// member counts a member by some grants. It reports whether enough are counted.
func (c *counting) member(index int32, grants []grant) bool {
	q := c.question
	m := q.view.org.member(index)
	for i := range grants {
		g := &grants[i]
		if g.role != c.role || g.endedAt(q.view.subject.At) || m.status == memberRemoved || !q.heldThere(g, m) {
			continue
		}
		c.any[index] = true
		if q.view.effective(g, m.status) && (g.period == nil || g.period.until.IsZero()) {
			c.lasting[index] = true
		}
	}
	return len(c.lasting) >= c.enough && len(c.any) >= c.enough
}

// heldThere reports whether a grant does not rule the place out. One at the home
// of a member who has none is nowhere.
func (q *question) heldThere(g *grant, m *member) bool {
	for _, p := range g.at() {
		unit := p.unitFor(m.home)
		if unit == noUnit || !q.mayCount(unit, p.reach) {
			return false
		}
	}
	return true
}
