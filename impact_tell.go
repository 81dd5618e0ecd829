package mandat

import (
	"slices"
	"time"
)

// told is an effect while it is put together.
type told struct {
	Effect
	when []Condition
	// ordinary tells that it is about all places of the shape, as far as none is
	// inside seals.
	ordinary bool
}

// tell adds the effects of the task, gained or lost.
func (j *judging) tell(gains bool) {
	grid, any := j.grid(gains)
	if !any {
		return
	}
	version := before
	if gains {
		version = after
	}
	var all []told
	var keys []string
	for _, b := range grid.cover(len(j.ground.dims)) {
		c := j.space.condition(j.task, j.factBox(b))
		for _, e := range j.times(b, j.effect(version, b)) {
			key := e.key()
			k := slices.Index(keys, key)
			if k < 0 {
				k = len(keys)
				all, keys = append(all, told{Effect: e, ordinary: j.isOrdinary(version, b)}), append(keys, key)
			}
			all[k].when = append(all[k].when, c)
		}
	}
	for k := range all {
		all[k].When = anyCondition(all[k].when)
	}
	// What holds without lists comes before what is for those on one.
	slices.SortStableFunc(all, func(e, f told) int { return e.listed() - f.listed() })
	j.waiting = append(j.waiting, all...)
}

// listed returns 1 for what is about those on a list alone, else 0.
func (e *Effect) listed() int {
	if len(e.Lists) > 0 && e.Lists[0].Reach&Unlisted == 0 {
		return 1
	}
	return 0
}

// factBox returns the values of the facts in a box.
func (j *judging) factBox(b box) box { return b[len(j.ground.dims)+2:] }

// effect returns what a box says besides its times and its condition.
func (j *judging) effect(version int, b box) Effect {
	e := Effect{Person: j.person, Gains: version == after, Actions: []ActionRef{j.task.ref}}
	if j.task.role != "" {
		e.Roles = []RoleID{j.task.role}
	}
	dims := len(j.ground.dims)
	if depths := b[dims]; len(depths) < len(j.depths) {
		for _, k := range depths {
			e.Depth |= j.depths[k]
		}
	}
	var self selfCases
	var lists uint64
	for i, values := range j.factBox(b) {
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
	e.Where = j.where(version, b)
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
