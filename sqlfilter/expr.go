package sqlfilter

import (
	"strings"

	"github.com/mandat-go/mandat"
)

// expr writes an expression. Where a row has NULL, a condition may be NULL: all and
// any of several take that for FALSE, and the opposite is written so that it does.
func (w *writer) expr(e *mandat.Expr) string {
	switch e.Op {
	case mandat.ExprAlways:
		return "TRUE"
	case mandat.ExprAll:
		return allOf(w.each(e.Of)...)
	case mandat.ExprAny:
		return anyOf(w.each(e.Of)...)
	case mandat.ExprNot:
		return "(" + w.expr(&e.Of[0]) + " IS NOT TRUE)"
	case mandat.ExprPlace:
		return w.place(e, w.isOne)
	case mandat.ExprRelation:
		return w.values(w.levels[0].Relations[e.Relation], func(c column) string { return w.is(c, string(e.Person)) })
	case mandat.ExprStatus:
		return w.isOne(w.own(w.levels[0].Status), plain(e.Statuses))
	case mandat.ExprLabel:
		return w.label(e.Label)
	case mandat.ExprHasList, mandat.ExprListed:
		return w.above(0, e.Up, func(level int) string { return w.list(e, level) })
	case mandat.ExprID:
		return w.isOne(w.own(w.levels[0].ID), plain(e.IDs))
	}
	return "FALSE"
}

func (w *writer) each(es []mandat.Expr) []string {
	var all []string
	for i := range es {
		all = append(all, w.expr(&es[i]))
	}
	return all
}

// place asks whether the row lies in one of some units, or nowhere.
func (w *writer) place(e *mandat.Expr, isOne func(column, []string) string) string {
	c := w.own(w.levels[0].Units[e.Structure])
	var any []string
	if e.Nowhere {
		any = append(any, c.sql+" IS NULL")
	}
	if len(e.Units) > 0 {
		any = append(any, isOne(c, plain(e.Units)))
	}
	return anyOf(any...)
}

func (w *writer) label(l mandat.Label) string {
	if name, ok := w.levels[0].LabelColumns[l]; ok {
		return w.own(name).sql
	}
	return w.values(w.levels[0].Labels, func(c column) string { return w.is(c, string(l)) })
}

// list asks whether the row of a level has a list and, if they are asked for, one of
// some entries on it.
func (w *writer) list(e *mandat.Expr, level int) string {
	l := w.levels[level].Lists[e.List]
	has := of(w.name(level), l.Has).sql
	if e.Op == mandat.ExprHasList {
		return has
	}
	entry := []string{w.rows(l.Table, l.Key, level)}
	if l.Action != "" {
		entry = append(entry, w.is(of(fact, l.Action), string(e.List)))
	}
	entry = append(entry, w.entries(l, e.Entries))
	return "(" + has + " AND EXISTS (" + strings.Join(entry, " AND ") + "))"
}

// entries asks for one of some entries, kind by kind.
func (w *writer) entries(l List, entries []mandat.Listed) string {
	var any []string
	for kind := mandat.ListedEverybody; kind <= mandat.ListedPerson; kind++ {
		var names []string
		for _, e := range entries {
			if e.Kind == kind {
				names = append(names, e.Name)
			}
		}
		if names == nil {
			continue
		}
		one := w.is(of(fact, l.Kind), kindName(kind))
		if kind != mandat.ListedEverybody {
			one = allOf(one, w.isOne(of(fact, l.Name), names))
		}
		any = append(any, one)
	}
	return anyOf(any...)
}

// kindName is what a table has for a kind of entry.
func kindName(k mandat.ListedKind) string {
	switch k {
	case mandat.ListedEverybody:
		return "everybody"
	case mandat.ListedRelation:
		return "relation"
	case mandat.ListedUnit:
		return "unit"
	case mandat.ListedGroup:
		return "group"
	}
	return "person"
}
