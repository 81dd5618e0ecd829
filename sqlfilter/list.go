package sqlfilter

import (
	"slices"
	"strings"

	"github.com/mandat-go/mandat"
)

// listedWay is one way to be admitted by a list: by its entries, where something else
// holds, too.
type listedWay struct {
	list   *mandat.Expr // an ExprListed
	beside []mandat.Expr
}

// any writes alternatives. Those by the same list ask its table once: PostgreSQL can
// then begin with the entries.
func (w *writer) any(es []mandat.Expr) string {
	lists, others := byList(es)
	any := w.each(others)
	for _, ways := range lists {
		any = append(any, w.listed(ways))
	}
	return anyOf(any...)
}

// byList takes alternatives apart: those that ask for a list, list by list, and the
// others.
func byList(es []mandat.Expr) (lists [][]listedWay, others []mandat.Expr) {
	for i := range es {
		way, ok := wayOf(&es[i])
		if !ok {
			others = append(others, es[i])
			continue
		}
		same := func(ways []listedWay) bool {
			return ways[0].list.List == way.list.List && ways[0].list.Up == way.list.Up
		}
		if k := slices.IndexFunc(lists, same); k >= 0 {
			lists[k] = append(lists[k], way)
		} else {
			lists = append(lists, []listedWay{way})
		}
	}
	return lists, others
}

// wayOf takes an expression apart that asks for one list, perhaps beside other
// things.
func wayOf(e *mandat.Expr) (way listedWay, ok bool) {
	if e.Op == mandat.ExprListed {
		return listedWay{list: e}, true
	}
	if e.Op != mandat.ExprAll {
		return way, false
	}
	for i := range e.Of {
		if e.Of[i].Op == mandat.ExprListed && way.list == nil {
			way.list = &e.Of[i]
		} else {
			way.beside = append(way.beside, e.Of[i])
		}
	}
	return way, way.list != nil
}

// leads tells the database where to begin if a list alone admits: with the rows that
// have one of the entries. It asks nothing that the expression does not imply, but
// asks it of the table of the entries alone.
func (w *writer) leads(e *mandat.Expr) (all []string) {
	conjuncts := []mandat.Expr{*e}
	if e.Op == mandat.ExprAll {
		conjuncts = e.Of
	}
	for i := range conjuncts {
		if conjuncts[i].Op != mandat.ExprAny {
			continue
		}
		if lists, others := byList(conjuncts[i].Of); len(lists) == 1 && others == nil && lists[0][0].list.Up == 0 {
			all = append(all, w.lead(lists[0]))
		}
	}
	return all
}

func (w *writer) lead(ways []listedWay) string {
	m := w.levels[0]
	l := m.Lists[ways[0].list.List]
	var entries []mandat.Listed
	for _, way := range ways {
		entries = append(entries, way.list.Entries...)
	}
	asked := append(w.ofList(l, ways[0].list.List), w.entries(l, entries))
	return "(" + columns(w.name(0), m.key()) + ") IN (SELECT " + columns(fact, l.Key) + " FROM " + quoted(l.Table) + " AS " + fact +
		" WHERE " + strings.Join(asked, " AND ") + ")"
}

func columns(table string, names []string) string {
	var all []string
	for _, n := range names {
		all = append(all, of(table, n).sql)
	}
	return strings.Join(all, ", ")
}

// ofList asks for entries of one list, where a table has those of several.
func (w *writer) ofList(l List, action mandat.Action) []string {
	if l.Action == "" {
		return nil
	}
	return []string{w.is(of(fact, l.Action), string(action))}
}

// has asks whether the row of a level has a list.
func (w *writer) has(list mandat.Action, level int) string {
	return of(w.name(level), w.levels[level].Lists[list].Has).sql
}

// listed asks whether there is a list, and it admits in one of some ways.
func (w *writer) listed(ways []listedWay) string {
	list := ways[0].list
	return w.above(0, list.Up, func(level int) string {
		l := w.levels[level].Lists[list.List]
		entry := append([]string{w.rows(l.Table, l.Key, level)}, w.ofList(l, list.List)...)
		var any []string
		for _, way := range ways {
			any = append(any, allOf(append(w.each(way.beside), w.entries(l, way.list.Entries))...))
		}
		entry = append(entry, anyOf(any...))
		return "(" + w.has(list.List, level) + " AND EXISTS (" + strings.Join(entry, " AND ") + "))"
	})
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
