package sqlfilter

import (
	"slices"
	"strings"

	"github.com/mandat-go/mandat"
)

// wellFormed writes what makes a row well formed, where the expression does not
// imply it: what Decide calls malformed is never returned.
func (w *writer) wellFormed(f *mandat.Form, e *mandat.Expr) []string {
	m := w.levels[0]
	all := []string{w.is(w.own(m.Org), string(f.Org))}
	for _, p := range f.Places {
		if !implies(e, func(e *mandat.Expr) bool { return e.Op == mandat.ExprPlace && e.Structure == p.Structure }) {
			c := w.own(m.Units[p.Structure])
			all = append(all, anyOf(c.sql+" IS NULL", w.isKnown(c, plain(p.Units))))
		}
	}
	if len(f.Statuses) > 0 && !implies(e, func(e *mandat.Expr) bool { return e.Op == mandat.ExprStatus }) {
		all = append(all, w.status(f))
	}
	all = append(all, w.labels(f)...)
	for _, r := range f.RelationsNeeded {
		all = append(all, w.noneEmpty(m.Relations[r]))
	}
	return append(all, w.levelForm(f, e, 0)...)
}

// implies reports whether an expression holds only where one of some kind does.
func implies(e *mandat.Expr, some func(*mandat.Expr) bool) bool {
	within := func(e mandat.Expr) bool { return implies(&e, some) }
	switch e.Op {
	case mandat.ExprAll:
		return slices.ContainsFunc(e.Of, within)
	case mandat.ExprAny:
		return !slices.ContainsFunc(e.Of, func(e mandat.Expr) bool { return !within(e) })
	}
	return some(e)
}

// status asks for a status that there is or, where none is needed, for none.
func (w *writer) status(f *mandat.Form) string {
	c := w.own(w.levels[0].Status)
	known := w.isKnown(c, plain(f.Statuses))
	if f.StatusNeeded {
		return known
	}
	return anyOf(c.sql+" IS NULL", w.exactly(c)+" = ''", known)
}

// labels asks for no labels but those that there are, and each once.
func (w *writer) labels(f *mandat.Form) (all []string) {
	m := w.levels[0]
	switch {
	case m.Labels.table != "":
		c := of(fact, m.Labels.column)
		return []string{"NOT EXISTS (" + w.rows(m.Labels.table, m.Labels.key, 0) + " GROUP BY " + w.exactly(c) +
			" HAVING count(*) > 1 OR (" + w.isKnown(c, plain(f.Labels)) + ") IS NOT TRUE)"}
	case m.Labels.column != "":
		c := w.own(m.Labels.column)
		return []string{anyOf(c.sql+" IS NULL", w.isKnown(c, plain(f.Labels)))}
	}
	for _, l := range f.Labels {
		if f.LabelsNeeded {
			all = append(all, w.isTold(w.own(m.LabelColumns[l]).sql))
		}
	}
	return all
}

// noneEmpty asks for no value that states nobody: of the row's own column, NULL does.
func (w *writer) noneEmpty(s Source) string {
	if s.table == "" {
		return "(" + w.exactly(w.own(s.column)) + " = '') IS NOT TRUE"
	}
	return "NOT EXISTS (" + w.rows(s.table, s.key, 0) + " AND (" + w.exactly(of(fact, s.column)) + " <> '') IS NOT TRUE)"
}

// levelForm asks for what must be stated of the lists of a level, and that what it is
// part of is well formed.
func (w *writer) levelForm(f *mandat.Form, e *mandat.Expr, level int) (all []string) {
	for _, l := range f.Levels[level].ListsNeeded {
		there := func(e *mandat.Expr) bool {
			return (e.Op == mandat.ExprHasList || e.Op == mandat.ExprListed) && e.List == l && e.Up == level
		}
		if !implies(e, there) {
			all = append(all, w.isTold(w.has(l, level)))
		}
	}
	if level+1 == len(w.levels) {
		return all
	}
	return append(all, w.wholeForm(f, e, level))
}

// wholeForm asks that a level is part of nothing or, where there are not too many
// wholes yet, of what is there, of the same organisation, and well formed. All wholes
// are joined in one EXISTS: of one in an OR PostgreSQL makes two plans, and of another
// one in it four.
func (w *writer) wholeForm(f *mandat.Form, e *mandat.Expr, level int) string {
	var any []string
	for _, k := range w.levels[level].PartOf.Key {
		any = append(any, of(w.name(level), k).sql+" IS NULL")
	}
	if level == mandat.MaxDepth {
		return anyOf(any...)
	}
	up := level + 1
	form := strings.Join(append([]string{w.is(of(w.name(up), w.levels[up].Org), string(f.Org))}, w.levelForm(f, e, up)...), " AND ")
	if level == 0 {
		return anyOf(append(any, "EXISTS (SELECT 1 FROM "+w.wholes()+" WHERE "+w.toWhole(0)+" AND "+form+")")...)
	}
	return anyOf(append(any, "("+form+")")...)
}

// wholes joins the tables of all wholes that there may be.
func (w *writer) wholes() string {
	all := w.table(1)
	for up := 2; up < min(len(w.levels), mandat.MaxDepth+1); up++ {
		all += " LEFT JOIN " + w.table(up) + " ON " + w.toWhole(up-1)
	}
	return all
}
