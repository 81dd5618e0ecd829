package mandat

import (
	"encoding/binary"
	"slices"
)

// sieve parts the points of a task into patches, on each of which the rights are
// the same throughout, and leaves out those at which nothing can differ: where
// no item reaches that the other version has not, and nothing else has changed.
type sieve struct {
	*judging
	depth int
	// changed tells, by axis, at which values anything can differ. The axes are the
	// dimensions of a place, and the moments.
	changed [][]bool
	later   []bool // by axis: whether anything is changed at it, or at a later one
	rows    bool   // whether lists can admit those whom nothing covers
	patches []patch
}

// patch is points that no right tells apart: one of some values on each axis.
type patch struct {
	box   box
	depth int
	kind  int // of what is found there
	held  [versions][]reaching
}

// reaching is an item as far as it reaches the points looked at: it counts there.
type reaching struct {
	*item
	inside, covers bool
}

// patchesOf returns the patches of a task at which rights can differ.
func (j *judging) patchesOf() []patch {
	var all []patch
	for depth := range j.depths {
		s := &sieve{judging: j, depth: depth, changed: slices.Clone(j.ground.changed), rows: len(j.task.lists) > 0}
		s.changed = append(s.changed, j.changedMoments())
		s.later = make([]bool, len(s.changed)+1)
		for a := len(s.changed) - 1; a >= 0; a-- {
			s.later[a] = s.later[a+1] || slices.Contains(s.changed[a], true)
		}
		var held [versions][]reaching
		for version := range versions {
			held[version] = s.start(version)
		}
		s.part(nil, held, j.wholly())
		all = append(all, s.patches...)
	}
	return all
}

// wholly reports whether nothing can be taken to be as it was.
func (j *judging) wholly() bool {
	return !j.same || j.orgs[before].settings != j.orgs[after].settings || j.task.asked[before] != j.task.asked[after]
}

// changedMoments returns at which moments the channels differ in which the member
// has standing; or those that last, of which a custom role takes account.
func (j *judging) changedMoments() []bool {
	g := j.ground
	all := make([]bool, len(g.moments))
	for m := range all {
		all[m] = g.channels[before][m] != g.channels[after][m] || j.task.role != "" && g.lasting[before][m] != g.lasting[after][m]
	}
	return all
}

// start returns the items of a version that matter to the task.
func (s *sieve) start(version int) []reaching {
	var all []reaching
	for i := range s.ground.items[version] {
		one := &s.ground.items[version][i]
		t := s.ground.traitOf(version, one, s.depths[s.depth])
		if r := (reaching{one, t.inside, t.covers}); t.counts && s.asksFor(version, one) && s.matters(&r) {
			all = append(all, r)
		}
	}
	return all
}

// asksFor reports whether the rights to the task can depend on an item.
func (s *sieve) asksFor(version int, one *item) bool {
	return one.keeper || s.asksAll || slices.ContainsFunc(s.task.leaves[version], func(l *leaf) bool { return len(one.of.perms[l.index]) > 0 })
}

// matters reports whether an item that reaches so far can make a difference.
// Where gates judge what lies at several places, one that covers does even inside
// seals in which it is not.
func (s *sieve) matters(r *reaching) bool {
	return r.covers || r.floor && s.rows && (r.inside || r.pierces)
}

// size returns how many values an axis has.
func (s *sieve) size(axis int) int { return len(s.changed[axis]) }

// part parts the points of a box, of which the first axes are chosen.
func (s *sieve) part(b box, held [versions][]reaching, changed bool) {
	axis := len(b)
	if axis == len(s.changed) {
		s.patches = append(s.patches, patch{box: slices.Clone(b), depth: s.depth, held: held})
		return
	}
	type group struct {
		values  []int
		held    [versions][]reaching
		changed bool
	}
	var groups []group
	known := make(map[string]int)
	for value := range s.size(axis) {
		turned := changed || s.changed[axis][value]
		if !turned && !s.later[axis+1] && !s.differs(held, axis, value) {
			continue
		}
		key := s.signature(axis, value, turned)
		var next [versions][]reaching
		for version := range versions {
			next[version], key = s.narrow(version, held[version], axis, value, key)
		}
		k, ok := known[string(key)]
		if !ok {
			k = len(groups)
			known[string(key)] = k
			groups = append(groups, group{held: next, changed: turned})
		}
		groups[k].values = append(groups[k].values, value)
	}
	for _, g := range groups {
		if len(s.patches) > maxPoints {
			return
		}
		s.part(append(slices.Clip(b), g.values), g.held, g.changed)
	}
}

// differs reports whether an item that differs reaches a value.
func (s *sieve) differs(held [versions][]reaching, axis, value int) bool {
	for version := range versions {
		for i := range held[version] {
			r := held[version][i]
			if r.news.empty() {
				break
			}
			if s.narrowed(version, &r, axis, value) && (axis < len(s.ground.dims) || r.news.has(value)) {
				return true
			}
		}
	}
	return false
}

// signature returns what tells values apart besides the items that reach them.
func (s *sieve) signature(axis, value int, changed bool) []byte {
	key := []byte{byte(order(changed))}
	if axis == len(s.ground.dims) {
		for version := range versions {
			key = binary.LittleEndian.AppendUint64(key, s.ground.channels[version][value])
			if s.task.role != "" {
				key = binary.LittleEndian.AppendUint64(key, s.ground.lasting[version][value])
			}
		}
		return key
	}
	c := &s.ground.dims[axis][value]
	for version := range versions {
		key = append(key, byte(order(c.unit != noUnit && s.unitIn(version, c.unit) == noUnit)))
	}
	if s.task.shape.dims[axis].several && c.kind != cellNoPlaces {
		key = append(key, byte(c.structure+1))
	}
	return append(key, byte(order(c.unit == noUnit)))
}

// narrow returns the items that reach a value, and a key that tells them.
func (s *sieve) narrow(version int, held []reaching, axis, value int, key []byte) ([]reaching, []byte) {
	var all []reaching
	for i := range held {
		r := held[i]
		if !s.narrowed(version, &r, axis, value) {
			continue
		}
		all = append(all, r)
		key = binary.AppendUvarint(key, uint64(i+1)<<2|uint64(order(r.inside))<<1|uint64(order(r.covers)))
	}
	return all, append(key, 0)
}

// narrowed narrows an item down to a value, and reports whether it still matters.
func (s *sieve) narrowed(version int, r *reaching, axis, value int) bool {
	if axis == len(s.ground.dims) {
		return r.force.has(value)
	}
	t := s.ground.traitAt(version, r.item, axis, &s.ground.dims[axis][value])
	r.inside, r.covers = r.inside && t.inside, r.covers && t.covers
	return t.counts && s.matters(r)
}
