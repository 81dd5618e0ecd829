package mandat

import (
	"slices"
	"strings"
	"time"
)

// Lines says the impact in words, a line for each effect, in "en" or "sv"
// (English for any other language): "kalle gains note.read at sales and below".
// Actions, units, roles and persons stand by their names and ids.
func (i Impact) Lines(lang string) []string {
	var lines []string
	for k := range i.Effects {
		lines = append(lines, i.effect(lang, &i.Effects[k]))
	}
	for _, l := range i.Lists {
		lines = append(lines, l.line(lang))
	}
	if i.Hidden > 0 {
		lines = append(lines, hiddenLine(lang, i.Hidden))
	}
	return lines
}

// Text says the impact in words: its lines, each on its own.
func (i Impact) Text(lang string) string { return strings.Join(i.Lines(lang), "\n") }

func (i *Impact) effect(lang string, e *Effect) string {
	p := phraseLoses
	if e.Gains {
		p = phraseGains
	}
	and := phraseAnd.in(lang)
	do := list(each(e.Actions, ActionRef.String), and)
	if e.Roles != nil {
		do = phraseOfRoles.in(lang, "{do}", do, "{roles}", list(each(e.Roles, func(r RoleID) string { return bare(string(r)) }), and))
	}
	line := p.in(lang, "{who}", bare(string(e.Person)), "{do}", do, "{where}", e.where(lang))
	for _, more := range []string{depthPhrases[e.Depth].in(lang), selfPhrases[e.Self].in(lang), i.lists(lang, e)} {
		if more != "" {
			line += " " + more
		}
	}
	if e.When != nil && i.words != nil {
		line += " " + phraseIf.in(lang, "{condition}", i.words.condition(lang, e.Actions[0].Type, e.When))
	}
	if !e.From.IsZero() {
		line += " " + phraseFrom.in(lang, "{time}", e.From.UTC().Format(time.RFC3339))
	}
	if !e.Until.IsZero() {
		line += " " + phraseUntil.in(lang, "{time}", e.Until.UTC().Format(time.RFC3339))
	}
	return line
}

// lists says what is to be said of lists, once if it is the same of all.
func (i *Impact) lists(lang string, e *Effect) string {
	var texts []string
	same := true
	for _, l := range e.Lists {
		text := listPhrases[l.Reach].in(lang)
		same = same && l.Reach == e.Lists[0].Reach
		if text != "" && len(e.Lists) > 1 {
			names := list(each(l.Names, func(a Action) string { return bare(string(a)) }), phraseOr.in(lang))
			text = phraseListFor.in(lang, "{list}", text, "{names}", names)
		}
		if text != "" {
			texts = append(texts, text)
		}
	}
	if same && len(texts) > 1 {
		return listPhrases[e.Lists[0].Reach].in(lang)
	}
	return list(texts, phraseAnd.in(lang))
}

func (e *Effect) where(lang string) string {
	if e.Where == nil {
		return phraseInTheOrg.in(lang)
	}
	return list(each(e.Where, func(a Area) string {
		text := a[0].text(lang, len(a) == 1)
		for _, r := range a[1:] {
			text = phraseTogether.in(lang, "{where}", text, "{structure}", bare(string(r.Structure)), "{region}", r.text(lang, false))
		}
		return text
	}), phraseAnd.in(lang))
}

// text says the units of the region, alone or with others.
func (r Region) text(lang string, alone bool) string {
	var texts []string
	nowhere := r.Nowhere
	for _, p := range r.Parts {
		text := sealPhrases[p.Seals].in(lang, "{where}", p.place(lang))
		if p.Unit == "" {
			text = p.all(lang, nowhere, alone)
			nowhere = false
		}
		if p.Except != nil {
			text = phraseExcept.in(lang, "{where}", text, "{but}", list(each(p.Except, func(x Part) string { return x.place(lang) }), phraseAnd.in(lang)))
		}
		texts = append(texts, text)
	}
	if nowhere {
		texts = slices.Insert(texts, 0, phraseOutside.in(lang))
	}
	return list(texts, phraseAnd.in(lang))
}

// all says all units of a structure, or of the organisation; with what has none
// there.
func (p Part) all(lang string, nowhere, alone bool) string {
	text := phraseAnyUnit.in(lang)
	switch {
	case nowhere && (alone || p.Structure == ""):
		text = phraseInTheOrg.in(lang)
	case nowhere:
		text = phraseAnywhere.in(lang, "{structure}", bare(string(p.Structure)))
	case p.Structure != "":
		text = phraseAnyUnitOf.in(lang, "{structure}", bare(string(p.Structure)))
	}
	return sealPhrases[p.Seals].in(lang, "{where}", text)
}

// place says the unit, and whether it is meant or what lies below it.
func (p Part) place(lang string) string {
	where := bare(string(p.Unit))
	switch {
	case p.Here && p.Below:
		where = phraseBelow.in(lang, "{unit}", where)
	case p.Below:
		where = phraseOnlyBelow.in(lang, "{unit}", where)
	}
	if p.Here {
		where = phraseAt.in(lang, "{where}", where)
	}
	return where
}

func (l ListEffect) line(lang string) string {
	p := phraseMayLeave
	if l.Enter {
		p = phraseMayEnter
	}
	what := phraseTheUnit.in(lang, "{unit}", bare(string(l.Unit)))
	if l.Group != "" {
		what = phraseGroup.in(lang, "{group}", bare(string(l.Group)))
	}
	return p.in(lang, "{who}", bare(string(l.Person)), "{what}", what)
}
