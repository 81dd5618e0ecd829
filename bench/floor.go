package main

import "context"

// floor is what somebody would write by hand for exactly these rules, and for
// no others.
type floor struct {
	users   map[string][]floorGrant
	units   map[string]int // numbers in which every subtree is a range
	actions map[string]uint8
}

// floorGrant covers the units from first until just before end.
type floorGrant struct {
	first, end int
	role       role
}

const (
	floorRead uint8 = 1 << iota
	floorEdit
	floorDelete
)

func buildFloor(_ context.Context, w *world) ([]lane, error) {
	f := newFloor(w)
	return []lane{
		decisions("", w.warm, f.allows),
		decisions("", w.cold, f.allows),
		decisions("", w.page, f.allows),
	}, nil
}

func newFloor(w *world) *floor {
	f := &floor{
		users:   make(map[string][]floorGrant, len(w.users)),
		units:   make(map[string]int, len(w.units)),
		actions: map[string]uint8{toRead: floorRead, toEdit: floorEdit, toDelete: floorDelete},
	}
	first, end := numbers(w.units)
	for i, u := range w.units {
		f.units[u.id] = first[i]
	}
	for _, u := range w.users {
		var grants []floorGrant
		for _, g := range u.grants {
			grants = append(grants, floorGrant{first[g.unit], end[g.unit], g.role})
		}
		f.users[u.id] = grants
	}
	return f
}

func (f *floor) allows(q *request) (bool, error) {
	c := q.contract
	action := f.actions[q.action]
	if action == 0 || action == floorDelete && c.status != draft {
		return false, nil
	}
	unit, known := f.units[c.unit]
	if !known {
		return false, nil
	}
	for _, g := range f.users[q.user] {
		if g.first <= unit && unit < g.end && action&may(g.role, q) != 0 {
			return true, nil
		}
	}
	return false, nil
}

// may tells what a role that covers a contract lets the user do to it.
func may(r role, q *request) uint8 {
	switch r {
	case admin:
		return floorRead | floorEdit | floorDelete
	case responsible:
		if q.user == q.contract.responsible || q.user == q.contract.deputy {
			return floorRead | floorEdit
		}
	}
	return floorRead
}

// numbers gives each unit a number and the end of the range of its subtree.
func numbers(units []unit) (first, end []int) {
	first, end = make([]int, len(units)), make([]int, len(units))
	below := make([]int, len(units)) // how many units the subtree has
	for i := len(units) - 1; i >= 0; i-- {
		below[i]++
		if p := units[i].parent; p >= 0 {
			below[p] += below[i]
		}
	}
	free := make([]int, len(units)) // the next number for a child
	for i, u := range units {
		if u.parent >= 0 {
			first[i] = free[u.parent]
			free[u.parent] += below[i]
		}
		free[i], end[i] = first[i]+1, first[i]+below[i]
	}
	return first, end
}
