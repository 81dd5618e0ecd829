package main

import (
	"slices"
	"strconv"

	"github.com/mandat-go/mandat"
)

// cell tells whether one role gives an action.
type cell struct {
	says  phrase // phraseNo, phraseYes or phraseIf
	notes []int
}

// mostWays is the number of ways that the cell of a group, or of an action that
// needs others, lists. If there are more, it refers to the rows of these.
const mostWays = 4

// cell tells whether a role gives an action, together with all that the action
// needs.
func (t *table) cell(typ *mandat.TypeRule, a mandat.ActionRule, needs []mandat.Action, g given) cell {
	alone := g.leaves(typ, a.Name)
	names := append([]mandat.Action{a.Name}, needs...)
	all := g.leaves(typ, names...)
	switch {
	case !eachGiven(alone):
		return cell{says: phraseNo}
	case !eachGiven(all):
		lacks := slices.DeleteFunc(slices.Clone(needs), func(n mandat.Action) bool { return eachGiven(g.leaves(typ, n)) })
		return cell{phraseNo, []int{t.note(t.say(phraseLacks, "{actions}", t.actions(typ, lacks)))}}
	}
	says := phraseYes
	if slices.ContainsFunc(all, onlyAsking) {
		says = phraseIf
	}
	ways := together(all)
	if len(all) > 1 && len(ways) > mostWays {
		return cell{says, []int{t.note(t.say(phraseParts))}}
	}
	if !t.anyGoverned(typ, names) {
		ways = withoutLists(ways)
	}
	return cell{says, t.ways(typ, ways, says == phraseYes)}
}

// anyGoverned reports whether a list can govern a part of some actions.
func (t *table) anyGoverned(typ *mandat.TypeRule, names []mandat.Action) bool {
	return slices.ContainsFunc(names, func(n mandat.Action) bool {
		return slices.ContainsFunc(t.giving.leavesOf([]mandat.ActionRef{{Type: typ.Name, Action: n}}), t.giving.governed)
	})
}

// withoutLists returns the ways to something that no list can govern, so that
// there are none to pass.
func withoutLists(ways []way) []way {
	var rest []way
	for _, w := range ways {
		w.past &^= mandat.PastLists
		rest = or(rest, w)
	}
	return rest
}

// ways returns the notes on the ways in which an action is given.
func (t *table) ways(typ *mandat.TypeRule, ways []way, inAnyCase bool) []int {
	var notes []int
	for _, w := range ways {
		if text := t.way(typ, w, inAnyCase); text != "" {
			notes = append(notes, t.note(text))
		}
	}
	slices.Sort(notes)
	return notes
}

// leaves returns the ways in which each leaf of some actions is given.
func (g given) leaves(t *mandat.TypeRule, names ...mandat.Action) [][]way {
	var all [][]way
	for _, name := range names {
		for _, leaf := range leaves(t, name) {
			all = append(all, g[mandat.ActionRef{Type: t.Name, Action: leaf}])
		}
	}
	return all
}

func eachGiven(all [][]way) bool {
	return !slices.ContainsFunc(all, func(ways []way) bool { return len(ways) == 0 })
}

// onlyAsking reports whether each of the ways asks for something.
func onlyAsking(ways []way) bool {
	return !slices.ContainsFunc(ways, func(w way) bool { return len(w.asks) == 0 })
}

// together returns the ways in which all are given. It stops when they are too
// many to be listed.
func together(all [][]way) []way {
	ways := all[0]
	for _, other := range all[1:] {
		if len(ways) > mostWays*mostWays {
			break
		}
		ways = both(ways, other)
	}
	return ways
}

// text says what stands in the cell.
func (c cell) text(lang string) string {
	if len(c.notes) == 0 {
		return c.says.in(lang)
	}
	return c.says.in(lang) + " " + numbers(c.notes)
}

// numbers lists the numbers of notes.
func numbers(notes []int) string { return commas(each(notes, strconv.Itoa)) }
