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
	for _, p := range i.Untold {
		lines = append(lines, phraseUntold.in(lang, "{who}", bare(string(p))))
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
	do := list(each(e.Actions, ActionRef.String), phraseAnd.in(lang))
	return p.in(lang, "{who}", bare(string(e.Person)), "{do}", e.ofRoles(lang, do), "{where}", i.where(lang, e)) + i.besides(lang, e)
}

// ofRoles says an action, with the roles of which it is.
func (e *Effect) ofRoles(lang, do string) string {
	if e.Roles == nil {
		return do
	}
	roles := list(each(e.Roles, func(r RoleID) string { return bare(string(r)) }), phraseAnd.in(lang))
	return phraseOfRoles.in(lang, "{do}", do, "{roles}", roles)
}

// besides says what there is to say of an effect besides its actions and places.
func (i *Impact) besides(lang string, e *Effect) string {
	line := ""
	for _, more := range []string{depthPhrases[e.Depth].in(lang), selfPhrases[e.Self].in(lang), i.lists(lang, e)} {
		if more != "" {
			line += " " + more
		}
	}
	if e.When != nil && i.words != nil {
		line += " " + phraseIf.in(lang, "{condition}", i.words.condition(lang, e.Actions[0].Type, e.When))
	}
	return line + during(lang, e.From, e.Until)
}

// during says a time, "" for at once and for good.
func during(lang string, from, until time.Time) string {
	text := ""
	if !from.IsZero() {
		text += " " + phraseFrom.in(lang, "{time}", from.UTC().Format(time.RFC3339))
	}
	if !until.IsZero() {
		text += " " + phraseUntil.in(lang, "{time}", until.UTC().Format(time.RFC3339))
	}
	return text
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

// where says the places. Of the whole organisation it says that what lies in
// seals is not meant, where there are any.
func (i *Impact) where(lang string, e *Effect) string {
	version := before
	if e.Gains {
		version = after
	}
	whole := phraseInTheOrg
	if i.sealed[version] {
		whole = phraseOutsideSeals
	}
	if e.Where == nil {
		return whole.in(lang)
	}
	return list(each(e.Where, func(a Area) string {
		text := a[0].text(lang, whole, len(a) == 1)
		for _, r := range a[1:] {
			text = phraseTogether.in(lang, "{where}", text, "{structure}", bare(string(r.Structure)), "{region}", r.text(lang, whole, false))
		}
		return text
	}), phraseAnd.in(lang))
}

// text says the units of the region, alone or with others.
func (r Region) text(lang string, whole phrase, alone bool) string {
	var texts []string
	nowhere := r.Nowhere
	for _, p := range r.Parts {
		text := sealPhrases[p.Seals].in(lang, "{where}", p.place(lang))
		if p.Unit == "" {
			text = p.all(lang, whole, nowhere, alone)
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
func (p Part) all(lang string, whole phrase, nowhere, alone bool) string {
	text := phraseAnyUnit.in(lang)
	switch {
	case nowhere && (alone || p.Structure == "") && p.Seals == OutsideSeals:
		text = whole.in(lang)
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

func (l ListEffect) line(lang string) string { return l.said(lang, bare(string(l.Person))) }

func (l ListEffect) said(lang, who string) string {
	p := phraseMayLeave
	if l.Enter {
		p = phraseMayEnter
	}
	what := phraseTheUnit.in(lang, "{unit}", bare(string(l.Unit)))
	if l.Group != "" {
		what = phraseGroup.in(lang, "{group}", bare(string(l.Group)))
	}
	return p.in(lang, "{who}", who, "{what}", what) + during(lang, l.From, l.Until)
}
