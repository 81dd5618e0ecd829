package mandat

import (
	"encoding/json"
	"fmt"
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

// where returns the areas of a box, nil for all that is ordinary.
func (j *judging) where(version int, b box) []Area {
	var area Area
	for i, d := range j.task.shape.dims {
		cells := j.ground.dims[i]
		if j.task.shapes == 1 && j.ordinary(version, cells, b[i]) {
			continue
		}
		if d.several && parted(cells, b[i]) {
			return j.byStructure(version, d, cells, b[i])
		}
		area = append(area, j.regionOf(version, d, cells, b[i]))
	}
	if area == nil {
		return nil
	}
	return []Area{area}
}

func (j *judging) isOrdinary(version int, b box) bool {
	for i, cells := range j.ground.dims {
		if !j.ordinary(version, cells, b[i]) {
			return false
		}
	}
	return true
}

// parted reports whether some cells have what is at no unit in one structure, and
// not in another one.
func parted(cells []cell, some []int) bool {
	in, out := false, false
	for i := range cells {
		if cells[i].kind == cellEmpty {
			has := slices.Contains(some, i)
			in, out = in || has, out || !has
		}
	}
	return in && out
}

// byStructure returns an area for each structure.
func (j *judging) byStructure(version int, d shapeDim, cells []cell, some []int) []Area {
	var all []Area
	for _, s := range d.structures {
		var own []cell
		var in []int
		for i := range cells {
			if cells[i].structure == s {
				if slices.Contains(some, i) {
					in = append(in, len(own))
				}
				own = append(own, cells[i])
			}
		}
		if in != nil {
			all = append(all, Area{j.regionOf(version, shapeDim{structures: []int{s}, nowhere: d.nowhere}, own, in)})
		}
	}
	return all
}

// ordinary reports whether some cells of a dimension are all of them but those
// inside seals: what is said where nothing is.
func (c *comparison) ordinary(version int, cells []cell, some []int) bool {
	o := c.orgs[version]
	for i := range cells {
		sealed := cells[i].unit != noUnit && o.unit(c.unitIn(version, cells[i].unit)).seal != noUnit
		if slices.Contains(some, i) == sealed {
			return false
		}
	}
	return true
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

// key tells effects apart that differ in more than the actions and roles.
func (e *Effect) key() string {
	typ := ResourceType("")
	var when []byte
	if e.When != nil {
		// A condition is plain data, which has a JSON form.
		when, _ = json.Marshal(e.When)
		typ = e.Actions[0].Type
	}
	return fmt.Sprintf("%t %v %d %d %v %s %s %d %d", e.Gains, e.Lists, e.Self, e.Depth, e.Where, typ, when, e.From.UnixNano(), e.Until.UnixNano())
}

// settle adds the effects that wait, of tasks that differ in their shapes alone:
// one that is about all places, of every shape, is about the whole organisation.
func (a *affected) settle(shapes int) {
	same := func(e, f *told) bool {
		c, d := e.Effect, f.Effect
		c.Where, d.Where = nil, nil
		return c.key() == d.key()
	}
	waiting := a.waiting
	a.waiting = nil
	for i := range waiting {
		e := &waiting[i]
		if !e.ordinary || shapes == 1 {
			a.add(e.Effect)
			continue
		}
		var alike []int
		for k := range waiting {
			if waiting[k].ordinary && same(e, &waiting[k]) {
				alike = append(alike, k)
			}
		}
		if len(alike) < shapes {
			a.add(e.Effect)
		} else if alike[0] == i {
			e.Where = nil
			a.add(e.Effect)
		}
	}
}

// add adds an effect to those found, or its role to one that says the same of
// the same action.
func (a *affected) add(e Effect) {
	key := e.key()
	for i := range a.effects {
		had := &a.effects[i]
		if a.keys[i] == key && e.Roles != nil && slices.Equal(had.Actions, e.Actions) {
			if !slices.Contains(had.Roles, e.Roles[0]) {
				had.Roles = append(had.Roles, e.Roles[0])
			}
			return
		}
	}
	a.effects, a.keys = append(a.effects, e), append(a.keys, key)
}

// merged returns the effects with those made one that say the same of several
// actions.
func (a *affected) merged() []Effect {
	var all []Effect
	var keys []string
	for i, e := range a.effects {
		key := fmt.Sprint(e.Roles) + a.keys[i]
		if k := slices.Index(keys, key); k >= 0 {
			all[k].Actions = append(all[k].Actions, e.Actions...)
			continue
		}
		all, keys = append(all, e), append(keys, key)
	}
	return all
}
