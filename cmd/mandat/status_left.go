package main

import (
	"reflect"
	"slices"

	"github.com/mandat-go/mandat"
)

// left returns what is left to hold, all of it, for a condition on a resource
// that has a status, and false if it cannot hold. Without a status all is left.
func left(c mandat.Condition, s mandat.Status) (rest []mandat.Condition, possible bool) {
	if s == "" || !asksStatus(c) {
		return []mandat.Condition{c}, true
	}
	if c.Status != nil && !slices.Contains(c.Status, s) {
		return nil, false
	}
	possible = true
	add := func(more []mandat.Condition, can bool) { rest, possible = append(rest, more...), possible && can }
	for _, one := range c.All {
		add(left(one, s))
	}
	if c.Any != nil {
		add(leftOfAny(c.Any, s))
	}
	if c.Not != nil {
		add(leftOfNot(*c.Not, s))
	}
	c.Status, c.All, c.Any, c.Not = nil, nil, nil, nil
	if !reflect.ValueOf(c).IsZero() {
		rest = append(rest, c)
	}
	return rest, possible
}

// leftOfNot does so for a condition that is not to hold.
func leftOfNot(c mandat.Condition, s mandat.Status) (rest []mandat.Condition, possible bool) {
	more, can := left(c, s)
	if !can {
		return nil, true
	}
	not := allOf(more)
	return []mandat.Condition{{Not: &not}}, len(more) > 0
}

// leftOfAny does so for conditions one of which is to hold.
func leftOfAny(alternatives []mandat.Condition, s mandat.Status) (rest []mandat.Condition, possible bool) {
	for _, one := range alternatives {
		more, can := left(one, s)
		switch {
		case can && len(more) == 0:
			return nil, true
		case can:
			rest = append(rest, allOf(more))
		}
	}
	if len(rest) > 1 {
		rest = []mandat.Condition{{Any: rest}}
	}
	return rest, len(rest) > 0
}

// allOf returns a condition that holds when all of some do.
func allOf(conditions []mandat.Condition) mandat.Condition {
	if len(conditions) == 1 {
		return conditions[0]
	}
	return mandat.Condition{All: conditions}
}

// asksStatus reports whether a condition asks for the status of the resource
// itself, not for that of a member concerned.
func asksStatus(c mandat.Condition) bool {
	return c.Status != nil || c.Not != nil && asksStatus(*c.Not) ||
		slices.ContainsFunc(c.All, asksStatus) || slices.ContainsFunc(c.Any, asksStatus)
}
