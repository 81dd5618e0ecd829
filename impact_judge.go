package mandat

import "slices"

// judge finds what the person gains and loses of a task.
func (a *affected) judge(t *task) {
	g := a.groundOf(t)
	if g.count == 0 {
		return
	}
	j := &judging{affected: a, task: t, ground: g, depths: t.shape.depths.cases()}
	if !j.differs() {
		return
	}
	j.askFacts()
	for _, gains := range []bool{true, false} {
		j.tell(gains)
	}
}

// cases returns the single cases of the set.
func (d DepthReach) cases() []DepthReach {
	var all []DepthReach
	for _, one := range []DepthReach{UnitAlone, UnitAndBelow} {
		if d&one != 0 {
			all = append(all, one)
		}
	}
	return all
}

// judging compares the rights to one task, point by point.
type judging struct {
	*affected
	task   *task
	ground *ground
	depths []DepthReach
	space  *factSpace
	rights [versions][]expression // by place, depth and moment
}

// spotCount returns how many combinations of place, depth and moment there are.
func (j *judging) spotCount() int { return j.ground.count * len(j.depths) * len(j.ground.moments) }

// differs works out the rights, and reports whether any of them is not the same
// before and after.
func (j *judging) differs() bool {
	differ := false
	for i := range j.spotCount() {
		moment := i % len(j.ground.moments)
		depth := j.depths[i/len(j.ground.moments)%len(j.depths)]
		place := i / len(j.ground.moments) / len(j.depths)
		var e [versions]expression
		for version := range versions {
			e[version] = j.ground.right(j.task, version, moment, place, depth)
			j.rights[version] = append(j.rights[version], e[version])
		}
		differ = differ || !j.same || !e[before].equal(&e[after])
	}
	return differ
}

// askFacts finds the facts on which the rights depend.
func (j *judging) askFacts() {
	var asked askedFacts
	var channels [versions]uint64
	for version := range versions {
		for i := range j.rights[version] {
			e := &j.rights[version][i]
			channels[version] |= e.channels
			for _, c := range e.clauses {
				for k := range c.rows {
					asked.add(version, c.rows[k].when)
				}
			}
		}
		for _, l := range j.task.leaves[version] {
			asked.self = asked.self || j.task.asked[version] != nil && l.gives()
		}
	}
	names := j.channelNames(channels)
	j.space = j.factsOf(j.task, &asked, names)
	if j.space.count > maxPoints/j.spotCount() {
		j.space = j.factsOf(j.task, &askedFacts{self: asked.self}, names)
	}
}

// maxPoints is how many combinations of facts, places and moments are looked at,
// at most, for one member and action. Beyond that only those are in which no
// condition on the resource is met.
const maxPoints = 1 << 24

// channelNames returns the channels of a mask of each version, in the order of
// the policy afterwards.
func (c *comparison) channelNames(masks [versions]uint64) []Channel {
	var all []Channel
	for _, version := range []int{after, before} {
		for k, rule := range c.orgs[version].policy.rules.Channels {
			if masks[version]&(1<<k) != 0 && !slices.Contains(all, rule.Name) {
				all = append(all, rule.Name)
			}
		}
	}
	return all
}

// grid returns the points at which the person gains the task, or loses it.
func (j *judging) grid(gains bool) (*grid, bool) {
	var sizes []int
	for _, d := range j.ground.dims {
		sizes = append(sizes, len(d))
	}
	sizes = append(sizes, len(j.depths), len(j.ground.moments))
	for i := range j.space.vars {
		sizes = append(sizes, j.space.vars[i].size())
	}
	g := newGrid(sizes)
	has, lacks := before, after
	if gains {
		has, lacks = after, before
	}
	points := j.points(has)
	others := points
	if has != lacks && !j.same {
		others = j.points(lacks)
	}
	any := false
	for i := range j.spotCount() {
		e, f := &j.rights[has][i], &j.rights[lacks][i]
		for k := range j.space.count {
			at := i*j.space.count + k
			g.idle[at] = j.isIdle(has, i, &points[k])
			g.wanted[at] = !g.idle[at] && points[k].known && j.holds(has, e, &points[k]) && !(others[k].known && j.holds(lacks, f, &others[k]))
			any = any || g.wanted[at]
		}
	}
	return g, any
}

// knownPoint is a point, and whether a version can read it.
type knownPoint struct {
	point
	known bool
}

func (j *judging) points(version int) []knownPoint {
	all := make([]knownPoint, j.space.count)
	for i := range all {
		all[i].point, all[i].known = j.space.point(j.task, version, i)
	}
	return all
}

// isIdle reports whether a point makes no difference: the person has no standing
// in the channel, or is logged out where there is none without a login.
func (j *judging) isIdle(version, spot int, p *knownPoint) bool {
	moment := spot % len(j.ground.moments)
	channels := j.ground.stands[version][moment].channels
	return p.point[varChannel]&channels == 0 || p.point[varSession] != 0 && p.point[varChannel]&j.space.logins[version] != 0
}

// holds reports whether an expression holds at a point.
func (j *judging) holds(version int, e *expression, p *knownPoint) bool {
	f := &p.point
	if f[varChannel]&e.channels == 0 || e.never() {
		return false
	}
	for _, c := range e.clauses {
		if !slices.ContainsFunc(c.rows, func(r row) bool {
			return f[varChannel]&r.channels != 0 && f[varLists]>>(listBits*c.list)&uint64(r.lists) != 0 && f[varSelf]&uint64(r.self) != 0 &&
				(r.when == nil || j.space.holdsAt(version, r.when, f))
		}) {
			return false
		}
	}
	return true
}
