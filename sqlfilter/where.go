package sqlfilter

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/mandat-go/mandat"
)

// Where writes a filter as a condition in parentheses, and the values to bind. The
// number of its first parameter is first: 1, or more where others stand before it.
// A value may be named several times.
//
// The condition is true for the rows of which Filter.Decide says that they are
// allowed, and for no others: not for those of other organisations, and not for
// those that are malformed. Where nothing is allowed it is (FALSE), and so it is
// beside every error.
func (t *Table) Where(d Dialect, f mandat.Filter, first int) (clause string, args []any, err error) {
	form, err := f.Form()
	if err != nil {
		return never, nil, fmt.Errorf("sqlfilter: %w", err)
	}
	e, err := f.Expr()
	if err != nil {
		return never, nil, fmt.Errorf("sqlfilter: %w", err)
	}
	if err := t.refuses(d, first, &form); err != nil {
		return never, nil, err
	}
	if e.Op == mandat.ExprNever {
		return never, nil, nil
	}
	w := writer{params: params{dialect: d, first: first, numbers: map[param]int{}}, levels: t.levels}
	all := w.wellFormed(&form, &e)
	if e.Op != mandat.ExprAlways {
		all = append(append(all, w.leads(&e)...), w.expr(&e))
	}
	return "(" + strings.Join(all, " AND ") + ")", w.args, nil
}

const never = "(FALSE)"

func (t *Table) refuses(d Dialect, first int, form *mandat.Form) error {
	switch {
	case t == nil || len(t.levels) == 0:
		return errors.New("sqlfilter: the table has no mapping: make it by New")
	case d != PostgreSQL && d != SQLite:
		return errors.New("sqlfilter: unknown dialect: it is PostgreSQL or SQLite")
	case first < 1:
		return errors.New("sqlfilter: the first parameter has number 1, or a higher one")
	}
	if why := t.misfit(form); why != "" {
		return fmt.Errorf("sqlfilter: the filter does not fit the mapping of %q: %s", t.levels[0].Type, why)
	}
	return nil
}

// writer writes conditions on the rows of a table.
type writer struct {
	params
	levels []*Mapping
}

// name is what the query calls the table of a level.
func (w *writer) name(level int) string {
	if level == 0 {
		return quoted(w.levels[0].Table)
	}
	return reserved + "whole" + strconv.Itoa(level)
}

// own is a column of the row itself.
func (w *writer) own(name string) column { return of(w.name(0), name) }

// fact is the name of a table with the values of a fact.
const fact = reserved + "fact"

// values asks for a condition on one of the values of a fact.
func (w *writer) values(s Source, holds func(column) string) string {
	if s.table == "" {
		return holds(w.own(s.column))
	}
	return "EXISTS (" + w.rows(s.table, s.key, 0) + " AND " + holds(of(fact, s.column)) + ")"
}

// rows begins to select the rows of a table that refer to one of a level.
func (w *writer) rows(table string, key []string, level int) string {
	return "SELECT 1 FROM " + quoted(table) + " AS " + fact + " WHERE " + refer(fact, key, w.name(level), w.levels[level].key())
}

// refer compares the columns of one table with the key of another one, by their own
// collation, as the database does for a foreign key.
func refer(from string, columns []string, to string, key []string) string {
	var all []string
	for i := range columns {
		all = append(all, of(from, columns[i]).sql+" = "+of(to, key[i]).sql)
	}
	return allOf(all...)
}

// above asks for a condition on what a row is part of, so many levels up.
func (w *writer) above(level, up int, holds func(level int) string) string {
	if up == 0 {
		return holds(level)
	}
	return w.whole(level, func(level int) string { return w.above(level, up-1, holds) })
}

// whole asks for a condition on what a row is part of.
func (w *writer) whole(level int, holds func(level int) string) string {
	return "EXISTS (SELECT 1 FROM " + w.table(level+1) + " WHERE " + w.toWhole(level) + " AND " + holds(level+1) + ")"
}

// table is the table of a whole, with its name in the query.
func (w *writer) table(level int) string {
	return quoted(w.levels[level].Table) + " AS " + w.name(level)
}

// toWhole compares the columns of a level with the key of what it is part of.
func (w *writer) toWhole(level int) string {
	return refer(w.name(level), w.levels[level].PartOf.Key, w.name(level+1), w.levels[level+1].key())
}

// plain returns names as strings.
func plain[N ~string](names []N) []string {
	all := make([]string, len(names))
	for i, n := range names {
		all[i] = string(n)
	}
	return all
}
