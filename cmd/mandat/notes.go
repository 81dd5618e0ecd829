package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/mandat-go/mandat"
)

// note returns the number of a note, the same for the same text.
func (t *table) note(text string) int {
	i := slices.Index(t.notes, text)
	if i < 0 {
		i = len(t.notes)
		t.notes = append(t.notes, text)
	}
	return i + 1
}

// rulesOn returns the notes on what an action needs, and on the gates, guards
// and approvals on it or on a part of it.
func (t *table) rulesOn(typ *mandat.TypeRule, name mandat.Action, needs []mandat.Action) []int {
	var notes []int
	add := func(p phrase, replace ...string) {
		if n := t.note(t.say(p, replace...)); !slices.Contains(notes, n) {
			notes = append(notes, n)
		}
	}
	if len(needs) > 0 {
		add(phraseNeeds, "{actions}", t.actions(typ, needs))
	}
	own := t.giving.leavesOf([]mandat.ActionRef{{Type: typ.Name, Action: name}})
	bears := func(refs []mandat.ActionRef) bool { return overlap(t.giving.leavesOf(refs), own) }
	for _, g := range t.rules.Gates {
		if bears(g.Close) {
			add(phraseGate, "{condition}", t.condition(typ, g.Unless))
		}
	}
	for _, g := range t.rules.Guards {
		if bears(g.Before) {
			add(phraseGuard, "{condition}", t.condition(typ, g.Needs))
		}
	}
	for _, a := range t.rules.Approvals {
		if bears(a.Of) {
			add(phraseApproval, "{votes}", strconv.Itoa(a.Votes),
				"{roles}", t.list(each(a.By, t.role), phraseOr),
				"{requester}", t.say(phraseRequester[a.Requester]))
		}
	}
	return notes
}

// way says what must hold, and which barriers are passed; "" for nothing. Of an
// action that is given in any case it only says when barriers are passed too.
func (t *table) way(typ *mandat.TypeRule, w way, inAnyCase bool) string {
	var texts []string
	past := phrasePast
	if len(w.asks) > 0 {
		texts = append(texts, t.asks(typ, w.asks)...)
		if inAnyCase {
			past = phraseAlsoPast
		}
	}
	if barriers := t.barriers(w.past); barriers != "" {
		texts = append(texts, t.say(past, "{barriers}", barriers))
	}
	if w.past&pastSelf != 0 {
		texts = append(texts, t.say(phraseAlsoSelf))
	}
	return commas(texts)
}

// asks says what is asked for: all conditions together, then the rest.
func (t *table) asks(typ *mandat.TypeRule, asked []int) []string {
	all := mandat.Condition{}
	var texts []string
	for _, n := range asked {
		switch a := t.giving.asked[n]; {
		case a.in != nil:
			texts = append(texts, t.say(phraseOnlyIn, "{structures}", t.list(each(a.in, t.structure), phraseOr)))
		case a.own:
			texts = append(texts, t.say(phraseOwnOnly))
		default:
			all.All = append(all.All, a.condition)
		}
	}
	if all.All != nil {
		texts = slices.Insert(texts, 0, t.say(phraseAsks, "{condition}", t.condition(typ, all)))
	}
	return texts
}

func (t *table) barriers(past mandat.Past) string {
	var names []string
	if past&mandat.PastLists != 0 {
		names = append(names, t.say(phraseLists))
	}
	if past&mandat.PastSeals != 0 {
		names = append(names, t.say(phraseSeals))
	}
	return t.list(names, phraseAnd)
}

func commas(texts []string) string { return strings.Join(texts, ", ") }
