package mandat

import (
	"slices"
	"time"
)

// told is an effect while it is put together.
type told struct {
	Effect
	when []Condition
	// outside tells that it is about all places of the shape, as far as none is
	// inside seals.
	outside bool
}

// tell adds the effects of the task, gained or lost.
func (j *judging) tell(parts []*axes, gains bool) {
	states := j.states(gains)
	if !slices.ContainsFunc(states, func(s state) bool { return s.any }) {
		return
	}
	version := before
	if gains {
		version = after
	}
	var all []told
	for _, a := range parts {
		all = j.tellPart(all, a, states, version)
	}
	for k := range all {
		all[k].When = anyCondition(all[k].when)
	}
	// What holds without lists comes before what is for those on one.
	slices.SortStableFunc(all, func(e, f told) int { return e.listed() - f.listed() })
	j.waiting = append(j.waiting, all...)
}

// tellPart adds what there is to tell of some patches.
func (j *judging) tellPart(all []told, a *axes, states []state, version int) []told {
	sizes := a.sizes()
	grid := grid{sizes: sizes, steps: stepsOf(sizes), facts: j.space.sizes(), spots: a.spread(), states: slices.Clone(states)}
	for _, b := range grid.cover(len(j.ground.dims)) {
		c := j.space.condition(j.task, b.facts)
		b.spots = a.box(b.spots)
		outside := j.allOutsideSeals(version, b.spots)
		for _, e := range j.times(b.spots, j.effect(version, b)) {
			k := slices.IndexFunc(all, func(had told) bool { return had.sameBut(&e, false) })
			if k < 0 {
				k = len(all)
				all = append(all, told{Effect: e, outside: outside})
			}
			all[k].when = append(all[k].when, c)
		}
	}
	return all
}

// listed returns 1 for what is about those on a list alone, else 0.
func (e *Effect) listed() int {
	if len(e.Lists) > 0 && e.Lists[0].Reach&Unlisted == 0 {
		return 1
	}
	return 0
}

// effect returns what a box says besides its times and its condition.
func (j *judging) effect(version int, b covering) Effect {
	e := Effect{Person: j.person, Gains: version == after, Actions: []ActionRef{j.task.ref}}
	if j.task.role != "" {
		e.Roles = []RoleID{j.task.role}
	}
	dims := len(j.ground.dims)
	if depths := b.spots[dims]; len(depths) < len(j.depths) {
		for _, k := range depths {
			e.Depth |= j.depths[k]
		}
	}
	var self selfCases
	var lists uint64
	for i, values := range b.facts {
		v := &j.space.vars[i]
		for _, k := range values {
			switch v.kind {
			case varLists:
				lists |= v.bits[version][k]
			case varSelf:
				self |= selfCases(v.bits[version][k])
			}
		}
	}
	e.Self = self.reach()
	for k, names := range j.task.lists {
		e.Lists = append(e.Lists, ListCase{slices.Clone(names), ListReach(lists>>(listBits*k)) & anyList})
	}
	e.Where = j.where(version, b.spots)
	return e
}

func (s selfCases) reach() SelfReach {
	switch s {
	case toSelf:
		return ToSelfOnly
	case toSelf | toOthers:
		return ToSelfToo
	}
	return NotToSelf
}

// times returns an effect for each time without a gap in which a box holds.
func (j *judging) times(b box, e Effect) []Effect {
	moments := j.ground.moments
	var all []Effect
	values := b[len(j.ground.dims)+1]
	for i, k := range values {
		if i == 0 || values[i-1] != k-1 {
			one := e
			if k > 0 {
				one.From = moments[k]
			}
			all = append(all, one)
		}
		if k+1 < len(moments) {
			all[len(all)-1].Until = moments[k+1]
		} else {
			all[len(all)-1].Until = time.Time{}
		}
	}
	return all
}
