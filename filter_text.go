package mandat

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Text says what the filter asks of a resource in words, in "en" or "sv" (English for
// any other language): "everything", "nothing", or what is enough, each alternative on
// its own line: "if it is at sales and below, except vault and below". What is asked in
// any case stands in a line before: "only if the status is Valid, and then". A unit
// "and below" is meant with all that lies below it, sealed or not, but for what is
// left out. Titles come from the policy.
//
// It is "" for a filter that has no expression; see Expr. The words may change from
// version to version: programs look at the expression.
func (f Filter) Text(lang string) string {
	b, err := f.exprMaker()
	if err != nil {
		return ""
	}
	w := exprWords{exprMaker: b, words: b.org.words(), lang: lang}
	return strings.Join(w.lines(b.allowed()), "\n")
}

// exprWords says expressions in one language.
type exprWords struct {
	*exprMaker
	words *words
	lang  string
}

func (w *exprWords) lines(n *exprNode) []string {
	switch n.op {
	case ExprNever:
		return []string{phraseNothing.in(w.lang)}
	case ExprAlways:
		return []string{phraseEverything.in(w.lang)}
	}
	always, ways := w.ways(n)
	var lines []string
	switch common := w.together(always); {
	case ways == nil:
		return []string{phraseIf.in(w.lang, "{condition}", common)}
	case len(ways) == 0:
		return []string{phraseNothing.in(w.lang)}
	case len(always) > 0:
		lines = []string{phraseAndThen.in(w.lang, "{condition}", common)}
	}
	slices.SortStableFunc(ways, func(a, b *exprNode) int {
		return cmp.Or(cmp.Compare(a.first(), b.first()), cmp.Compare(len(a.conjuncts()), len(b.conjuncts())))
	})
	for _, way := range ways {
		lines = append(lines, phraseIf.in(w.lang, "{condition}", w.together(way.conjuncts())))
	}
	return lines
}

// first returns what a node asks for that is said first; what must not be is said
// last.
func (n *exprNode) first() ExprOp {
	return slices.Min(each(n.conjuncts(), func(k *exprNode) ExprOp {
		if k.op == ExprNot {
			return ExprID
		}
		return k.topic()
	}))
}

// topic returns the kind of fact that a node is about: places come before relations,
// that there is no list before whom a list names.
func (n *exprNode) topic() ExprOp {
	switch n.op {
	case ExprAny:
		return ExprRelation
	case ExprNot:
		return n.of[0].op
	}
	return n.op
}

// together says what is asked for together.
func (w *exprWords) together(all []*exprNode) string {
	if len(all) == 1 && all[0].op == ExprAny {
		return w.either(all[0].of)
	}
	all = slices.SortedStableFunc(slices.Values(all), func(a, b *exprNode) int { return cmp.Compare(a.topic(), b.topic()) })
	return strings.Join(each(all, w.part), ", "+phraseAnd.in(w.lang)+" ")
}

// part says what stands beside others.
func (w *exprWords) part(n *exprNode) string {
	switch {
	case n.op == ExprAny && slices.ContainsFunc(n.of, func(k *exprNode) bool { return k.op != ExprRelation }):
		return "(" + w.either(n.of) + ")"
	case n.op == ExprAny:
		return w.either(n.of)
	case n.op == ExprAll:
		return "(" + w.together(n.of) + ")"
	case n.op == ExprNot:
		return w.fact(&n.of[0].fact, true)
	case n.op == ExprPlace:
		return w.place(n)
	case n.op == ExprStatus:
		names := each(w.plain(n).Statuses, func(s Status) string { return w.words.status(w.lang, w.typ.rule.Name, s) })
		return testStatus.is.in(w.lang, "{status}", phraseTheStatus.in(w.lang), "{names}", w.or(names))
	}
	return w.fact(&n.fact, false)
}

// either says alternatives, all relations in one.
func (w *exprWords) either(of []*exprNode) string {
	var relations, parts []string
	for _, k := range of {
		if k.op == ExprRelation {
			relations = append(relations, w.words.relation(w.lang, w.typ.rule.Name, k.fact.Relation))
		} else {
			parts = append(parts, w.part(k))
		}
	}
	if relations != nil {
		parts = slices.Insert(parts, 0, w.is(relations, false))
	}
	return strings.Join(parts, ", "+phraseOr.in(w.lang)+" ")
}

func (w *exprWords) or(names []string) string { return list(names, phraseOr.in(w.lang)) }

// is says that the subject is something to the resource, or is not.
func (w *exprWords) is(names []string, not bool) string {
	p := phraseWho
	if not {
		p = phraseWhoNot
	}
	return p.in(w.lang, "{who}", bare(string(w.view().subject.Person)), "{names}", w.or(names))
}

// fact says what is neither a place nor a status, or its opposite.
func (w *exprWords) fact(e *Expr, not bool) string {
	typ := w.typ.rule.Name
	switch e.Op {
	case ExprRelation:
		return w.is([]string{w.words.relation(w.lang, typ, e.Relation)}, not)
	case ExprLabel:
		p := testLabel.is
		if not {
			p = testLabel.isNot
		}
		return p.in(w.lang, "{names}", w.words.label(w.lang, typ, e.Label))
	case ExprID:
		return phraseID.in(w.lang, "{names}", w.or(each(e.IDs, func(id ResourceID) string { return bare(string(id)) })))
	}
	return w.listed(e, not)
}

// listed says that there is a list, or that it names somebody.
func (w *exprWords) listed(e *Expr, not bool) string {
	ps := [...]phrase{phraseHasList, phraseNoList}
	switch {
	case e.Op == ExprListed && e.Up == 0:
		ps = [...]phrase{phraseIts, phraseNotIts}
	case e.Op == ExprListed:
		ps = [...]phrase{phraseOnList, phraseNotOnList}
	}
	p := ps[0]
	if not {
		p = ps[1]
	}
	what, typ := w.above(e.Up)
	return p.in(w.lang, "{what}", what, "{list}", strconv.Quote(w.words.action(w.lang, typ, e.List)), "{names}", w.or(each(e.Entries, w.entry)))
}

// above says what lies some levels above the resource, and of which type it is.
func (w *exprWords) above(up int) (what string, typ ResourceType) {
	t := w.typ
	for range up {
		t = t.partOf
	}
	p := phraseHigher
	switch up {
	case 0:
		p = phraseIt
	case 1:
		p = phraseWholeOf
	}
	return p.in(w.lang, "{type}", w.words.typ(w.lang, t.rule.Name), "{levels}", strconv.Itoa(up)), t.rule.Name
}

func (w *exprWords) entry(l Listed) string {
	switch l.Kind {
	case ListedEverybody:
		return phraseAll.in(w.lang)
	case ListedRelation:
		return phraseWhoever.in(w.lang, "{name}", w.words.relation(w.lang, w.typ.rule.Name, Relation(l.Name)))
	case ListedUnit:
		return phraseTheUnit.in(w.lang, "{unit}", bare(l.Name))
	case ListedGroup:
		return phraseGroup.in(w.lang, "{group}", bare(l.Name))
	}
	return bare(l.Name)
}
