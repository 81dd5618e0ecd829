package mandat

// place says where in a structure a resource is to be, with as few names as can be.
func (w *exprWords) place(n *exprNode) string {
	structure := w.words.structure(w.lang, w.org.policy.rules.Structures[n.structure].Name)
	is, none := phraseItIs, phraseNoUnit
	if len(w.typ.structures) > 1 {
		is, none = phraseInOne, phraseNoUnitIn
	}
	nowhere := n.places.has(w.nowhere())
	spans := w.spans(n.structure, n.places, nowhere)
	if len(spans) == 0 {
		return none.in(w.lang, "{structure}", structure)
	}
	anywhere := nowhere && spans[0].unit == noUnit
	text := is.in(w.lang, "{where}", w.anyOf(spans, anywhere), "{structure}", structure)
	if nowhere && !anywhere {
		return "(" + none.in(w.lang, "{structure}", structure) + ", " + phraseOr.in(w.lang) + " " + text + ")"
	}
	return text
}

// anyOf says one of some spans; anywhere tells that all units are meant with having
// none.
func (w *exprWords) anyOf(spans []span, anywhere bool) string {
	but := phraseBut
	if len(spans) > 1 {
		but = phraseButOne
	}
	return w.or(each(spans, func(s span) string {
		text := w.at(s)
		if anywhere && s.unit == noUnit {
			text = phraseAllPlaces.in(w.lang)
		}
		if s.except == nil {
			return text
		}
		return but.in(w.lang, "{where}", text, "{but}", list(each(s.except, w.span), phraseAnd.in(w.lang)))
	}))
}

func (w *exprWords) at(s span) string {
	switch {
	case s.unit == noUnit:
		return phraseAnyUnit.in(w.lang)
	case s.here:
		return phraseAt.in(w.lang, "{where}", w.span(s))
	}
	return w.span(s)
}

// span says a unit with or without what lies below it.
func (w *exprWords) span(s span) string {
	unit := bare(string(w.org.unit(s.unit).id))
	switch {
	case !s.here:
		return phraseOnlyBelow.in(w.lang, "{unit}", unit)
	case s.below:
		return phraseBelow.in(w.lang, "{unit}", unit)
	}
	return unit
}
