package sqlfilter

import "github.com/mandat-go/mandat"

// expr writes an expression. Where a row has NULL, a condition may be NULL: all and
// any of several take that for FALSE, and the opposite is written so that it does.
func (w *writer) expr(e *mandat.Expr) string {
	switch e.Op {
	case mandat.ExprAlways:
		return "TRUE"
	case mandat.ExprAll:
		return allOf(w.each(e.Of)...)
	case mandat.ExprAny:
		return w.any(e.Of)
	case mandat.ExprNot:
		w.opposite = true
		defer func() { w.opposite = false }()
		return "(" + w.expr(&e.Of[0]) + " IS NOT TRUE)"
	case mandat.ExprPlace:
		return w.place(e)
	case mandat.ExprRelation:
		return w.values(w.levels[0].Relations[e.Relation], func(c column) string { return w.is(c, string(e.Person)) })
	case mandat.ExprStatus:
		return w.isOne(w.own(w.levels[0].Status), plain(e.Statuses))
	case mandat.ExprLabel:
		return w.label(e.Label)
	case mandat.ExprHasList:
		return w.above(0, e.Up, func(level int) string { return w.has(e.List, level) })
	case mandat.ExprListed:
		return w.listed([]listedWay{{list: e}})
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
func (w *writer) place(e *mandat.Expr) string {
	c := w.own(w.levels[0].Units[e.Structure])
	var any []string
	if e.Nowhere {
		any = append(any, c.sql+" IS NULL")
	}
	if len(e.Units) > 0 {
		any = append(any, w.isOne(c, plain(e.Units)))
	}
	return anyOf(any...)
}

func (w *writer) label(l mandat.Label) string {
	if name, ok := w.levels[0].LabelColumns[l]; ok {
		return w.own(name).sql
	}
	return w.values(w.levels[0].Labels, func(c column) string { return w.is(c, string(l)) })
}
