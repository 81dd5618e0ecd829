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
// and approvals on some actions or on a part of them: those that can be met for a
// resource with a status, which is "" for any.
func (t *table) rulesOn(typ *mandat.TypeRule, on, needs []mandat.Action, s mandat.Status) []int {
	var notes []int
	note := func(text string) {
		if n := t.note(text); !slices.Contains(notes, n) {
			notes = append(notes, n)
		}
	}
	add := func(p phrase, replace ...string) { note(t.say(p, replace...)) }
	if len(needs) > 0 {
		add(phraseNeeds, "{actions}", t.actions(typ, needs))
	}
	own := t.giving.leavesOf(refs(typ, on))
	bears := func(refs []mandat.ActionRef) bool { return overlap(t.giving.leavesOf(refs), own) }
	rule := func(p phrase, of []mandat.ActionRef, c mandat.Condition) {
		if rest, possible := left(c, s); possible && len(rest) > 0 && bears(of) {
			add(p, "{condition}", t.condition(typ, allOf(rest)))
		}
	}
	for _, g := range t.rules.Gates {
		rule(phraseGate, g.Close, g.Unless)
	}
	for _, g := range t.rules.Guards {
		rule(phraseGuard, g.Before, g.Needs)
	}
	for _, a := range t.rules.Approvals {
		if bears(a.Of) {
			note(t.approval(typ, &a))
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

// approval says what an approval takes.
func (t *table) approval(typ *mandat.TypeRule, a *mandat.ApprovalRule) string {
	text := t.say(phraseApproval, "{votes}", strconv.Itoa(a.Votes),
		"{action}", t.actions(typ, []mandat.Action{a.By}), "{requester}", t.say(phraseRequester[a.Requester]))
	if a.Lasts > 0 {
		text += t.say(phraseWithin, "{time}", a.Lasts.String())
	}
	if a.OutlivesRequester {
		text += t.say(phraseOutlasts)
	}
	return text
}
