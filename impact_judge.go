package mandat

import "slices"

// maxPoints is how many places and moments, or combinations of facts, are looked
// at, at most, for one member and action. Beyond that the Impact says that it
// does not tell all.
const maxPoints = 1 << 21

// maxSpots is how many places and moments are put together to be told in as few
// words as can be. Where there are more they are told part by part.
const maxSpots = 1 << 19

// judge finds what the person gains and loses of a task.
func (a *affected) judge(t *task) {
	g := a.groundOf(t)
	if g.empty() {
		return
	}
	j := &judging{affected: a, task: t, ground: g, depths: t.shape.depths.cases(), asksAll: a.asksAll(t)}
	j.findKinds()
	if len(j.kinds) == 0 {
		return
	}
	j.askFacts()
	parts := j.split(j.patches, 0)
	if j.space.count > maxPoints/len(j.kinds) || len(j.patches) > maxPoints || parts == nil {
		a.untold = true
		return
	}
	for _, gains := range []bool{true, false} {
		j.tell(parts, gains)
	}
}

// product returns how many combinations there are of one of each size, or one
// more than are looked at.
func product(sizes []int) int {
	n := 1
	for _, s := range sizes {
		n = min(n*s, maxPoints+1)
	}
	return n
}

// empty reports whether there is no place.
func (g *ground) empty() bool {
	return slices.ContainsFunc(g.dims, func(cells []cell) bool { return len(cells) == 0 })
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

// judging compares the rights to one task.
type judging struct {
	*affected
	task    *task
	ground  *ground
	depths  []DepthReach
	asksAll bool // whether whatever is held can matter
	patches []patch
	kinds   []kind
	space   *factSpace
}

// kind is what is found at some patches.
type kind struct {
	rights   [versions]expression
	channels [versions]uint64 // in which the person has standing
	there    [versions]bool   // whether the units are
}

func (k *kind) equal(l *kind) bool {
	return k.channels == l.channels && k.there == l.there && k.rights[before].equal(&l.rights[before]) && k.rights[after].equal(&l.rights[after])
}

// findKinds works out the rights, and keeps the patches where they are not the
// same before and after.
func (j *judging) findKinds() {
	for _, p := range j.patchesOf() {
		k := j.kindOf(&p)
		if j.same && k.rights[before].equal(&k.rights[after]) {
			continue
		}
		at := slices.IndexFunc(j.kinds, func(had kind) bool { return had.equal(&k) })
		if at < 0 {
			at = len(j.kinds)
			j.kinds = append(j.kinds, k)
		}
		p.kind = at
		j.patches = append(j.patches, p)
	}
}

func (j *judging) kindOf(p *patch) kind {
	var at []*cell
	for d := range j.ground.dims {
		at = append(at, &j.ground.dims[d][p.box[d][0]])
	}
	moment := p.box[len(at)][0]
	var k kind
	for version := range versions {
		k.channels[version] = j.ground.channels[version][moment]
		k.there[version] = !slices.ContainsFunc(at, func(c *cell) bool { return c.unit != noUnit && j.unitIn(version, c.unit) == noUnit })
		if k.there[version] {
			k.rights[version] = j.right(version, moment, at, p)
		}
	}
	return k
}

// askFacts finds the facts on which the rights depend.
func (j *judging) askFacts() {
	var asked askedFacts
	var channels [versions]uint64
	for i := range j.kinds {
		for version := range versions {
			e := &j.kinds[i].rights[version]
			channels[version] |= e.channels
			for _, c := range e.clauses {
				for k := range c.rows {
					asked.add(version, c.rows[k].when)
				}
			}
		}
	}
	for version := range versions {
		for _, l := range j.task.leaves[version] {
			asked.self = asked.self || j.task.asked[version] != nil && l.gives()
		}
	}
	j.space = j.factsOf(j.task, &asked, j.channelNames(channels))
}

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

// states returns for each kind at which facts the person gains the task, or
// loses it; nil if at none.
func (j *judging) states(gains bool) []state {
	has, lacks := before, after
	if gains {
		has, lacks = after, before
	}
	points := j.points(has)
	others := points
	if !j.same {
		others = j.points(lacks)
	}
	all := make([]state, len(j.kinds)+1)
	for i := range j.kinds {
		k, s := &j.kinds[i], state{can: make([]bool, len(points)), left: make([]bool, len(points))}
		for at := range points {
			p, other := &points[at], &others[at]
			idle := !k.there[has] || j.isIdle(has, k.channels[has], p)
			s.left[at] = !idle && p.known && j.holds(has, &k.rights[has], p) && !(other.known && j.holds(lacks, &k.rights[lacks], other))
			s.can[at] = idle || s.left[at]
			s.any = s.any || s.left[at]
		}
		all[i+1] = s
	}
	return all
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
func (j *judging) isIdle(version int, channels uint64, p *knownPoint) bool {
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
