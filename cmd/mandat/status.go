package main

import (
	"reflect"
	"slices"

	"github.com/mandat-go/mandat"
)

// addByStatus adds a row for each answer that an action has in the statuses of
// its type, unless it is the same in all.
func (t *table) addByStatus(typ *mandat.TypeRule, a mandat.ActionRule, gives []given) {
	notes := len(t.notes)
	var rows []row
	for _, s := range typ.Statuses {
		r := t.inStatus(typ, a, gives, s)
		if i := slices.IndexFunc(rows, r.saysTheSame); i >= 0 {
			rows[i].statuses = append(rows[i].statuses, s)
		} else {
			rows = append(rows, r)
		}
	}
	if len(rows) == 0 || len(rows) == 1 && rows[0].saysTheSame(t.inStatus(typ, a, gives, mandat.StatusRule{})) {
		t.notes = t.notes[:notes]
		return
	}
	t.byStatus = append(t.byStatus, rows...)
}

func (r row) saysTheSame(other row) bool {
	return slices.Equal(r.rules, other.rules) && reflect.DeepEqual(r.cells, other.cells)
}

// inStatus returns what is said of an action and all that it needs, on resources
// with a status or, for none, with any: "no" to everybody where a gate closes it,
// "blocked" where a guard does.
func (t *table) inStatus(typ *mandat.TypeRule, a mandat.ActionRule, gives []given, s mandat.StatusRule) row {
	needs := needed(typ, a.Name)
	r := t.row(typ, a)
	r.statuses = []mandat.StatusRule{s}
	all := append([]mandat.Action{a.Name}, needs...)
	closed, blocked := t.stopped(typ, all, s.Name)
	switch {
	case closed:
		r.rules = []int{t.note(t.say(phraseGateNever))}
	case blocked:
		r.rules = append(t.rulesOn(typ, all, needs, s.Name), t.note(t.say(phraseGuardNever)))
	default:
		r.rules = t.rulesOn(typ, all, needs, s.Name)
	}
	for _, g := range gives {
		c := cell{says: phraseNo}
		if !closed {
			c = t.cell(typ, a, needs, t.giving.left(g, typ, s.Name))
		}
		if blocked && c.says != phraseNo {
			c.says = phraseBlocked
		}
		r.cells = append(r.cells, c)
	}
	return r
}

// stopped reports whether some actions are closed to everybody in a status, or
// blocked, whatever else there is.
func (t *table) stopped(typ *mandat.TypeRule, names []mandat.Action, s mandat.Status) (closed, blocked bool) {
	own := t.giving.leavesOf(refs(typ, names))
	stops := func(of []mandat.ActionRef, c mandat.Condition) bool {
		_, possible := left(c, s)
		return !possible && overlap(t.giving.leavesOf(of), own)
	}
	closed = slices.ContainsFunc(t.rules.Gates, func(g mandat.Gate) bool { return stops(g.Close, g.Unless) })
	blocked = slices.ContainsFunc(t.rules.Guards, func(g mandat.Guard) bool { return stops(g.Before, g.Needs) })
	return closed, blocked
}

// left returns what is left of the ways to actions on resources of a type that
// have a status.
func (g *giving) left(all given, typ *mandat.TypeRule, s mandat.Status) given {
	rest := make(given)
	for _, a := range typ.Actions {
		ref := mandat.ActionRef{Type: typ.Name, Action: a.Name}
		for _, w := range all[ref] {
			if asks, possible := g.leftOf(w.asks, s); possible {
				rest[ref] = or(rest[ref], way{asks, w.past})
			}
		}
	}
	return rest
}

func (g *giving) leftOf(asked []int, s mandat.Status) (rest []int, possible bool) {
	for _, n := range asked {
		if !asksStatus(g.asked[n].condition) {
			rest = and(rest, []int{n})
			continue
		}
		conditions, possible := left(g.asked[n].condition, s)
		if !possible {
			return nil, false
		}
		for i := range conditions {
			rest = and(rest, g.condition(&conditions[i]))
		}
	}
	return rest, true
}
