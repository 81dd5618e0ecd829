package sqlfilter

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Dialect is the SQL of a database. The zero Dialect is none.
type Dialect uint8

const (
	// PostgreSQL has parameters $1, $2 …; sets are the texts of arrays.
	PostgreSQL Dialect = iota + 1
	// SQLite has parameters ?1, ?2 …; sets are JSON texts. It needs version 3.38.
	SQLite
)

// params are the values to bind, each once. All are strings: every driver takes
// them, for a set, too.
type params struct {
	dialect Dialect
	first   int // the number of the first one
	args    []any
	numbers map[param]int
	// opposite tells that what is written must not hold: columns are compared exactly
	// only, so that nothing passes because their own comparison does not find it.
	opposite bool
}

// param is a value to bind: a text, or the text of a set.
type param struct {
	isSet bool
	value string
}

// number returns the number of a value, which it binds the first time.
func (p *params) number(bound param) string {
	n, ok := p.numbers[bound]
	if !ok {
		n = p.first + len(p.args)
		p.numbers[bound] = n
		p.args = append(p.args, bound.value)
	}
	return strconv.Itoa(n)
}

// text binds a text.
func (p *params) text(value string) string {
	if p.dialect == PostgreSQL {
		return "$" + p.number(param{value: value}) + "::text"
	}
	return "?" + p.number(param{value: value})
}

// set binds texts that are plain.
func (p *params) set(values []string) string {
	if p.dialect == PostgreSQL {
		return "$" + p.number(param{true, arrayText(values)}) + "::text[]"
	}
	// Text that is UTF-8 has JSON.
	text, _ := json.Marshal(values)
	return "(SELECT value FROM json_each(?" + p.number(param{true, string(text)}) + "))"
}

// arrayText writes an array as PostgreSQL reads it.
func arrayText(values []string) string {
	var b strings.Builder
	b.Grow(16 * len(values))
	for i, v := range values {
		b.WriteString([]string{`{"`, `","`}[min(i, 1)])
		if strings.ContainsAny(v, `"\`) {
			v = strings.ReplaceAll(strings.ReplaceAll(v, `\`, `\\`), `"`, `\"`)
		}
		b.WriteString(v)
	}
	return b.String() + `"}`
}

// isPlain reports whether a text can be part of a set, and stand in a row of
// PostgreSQL at all.
func isPlain(s string) bool { return utf8.ValidString(s) && !strings.Contains(s, "\x00") }

// exactly is a column as text that is compared byte for byte, whatever its own
// collation. Its index is of no use then.
func (p *params) exactly(c column) string {
	if p.dialect == PostgreSQL {
		return c.sql + `::text COLLATE "C"`
	}
	return "CAST(" + c.sql + " AS TEXT) COLLATE BINARY"
}

// is asks whether a column has a value: first as the column's index compares, which
// may be by a collation that takes other texts for the same, and then exactly.
func (p *params) is(c column, value string) string {
	if p.dialect == PostgreSQL && !isPlain(value) {
		return "FALSE"
	}
	v := p.text(value)
	exact := p.exactly(c) + " = " + v
	switch {
	case p.opposite:
		return "(" + exact + ")"
	case p.dialect == SQLite:
		return "(" + c.sql + " = " + v + " AND " + exact + ")"
	}
	return "(" + c.sql + " = " + v + p.cast(c, "") + " AND " + check(exact) + ")"
}

// isOne asks whether a column has one of some values, as is does.
func (p *params) isOne(c column, values []string) string {
	if p.opposite {
		return p.isKnown(c, values)
	}
	return p.oneOf(values, func(set string) string {
		if p.dialect == SQLite {
			return "(" + c.sql + " IN " + set + " AND " + p.known(c, set) + ")"
		}
		return "(" + c.sql + " = ANY(" + set + p.cast(c, "[]") + ") AND " + p.known(c, set) + ")"
	}, func(v string) string { return p.is(c, v) })
}

// isKnown asks the same of so many values that an index is of no use.
func (p *params) isKnown(c column, values []string) string {
	return p.oneOf(values, func(set string) string { return p.known(c, set) },
		func(v string) string { return "(" + p.exactly(c) + " = " + p.text(v) + ")" })
}

func (p *params) known(c column, set string) string {
	if p.dialect == PostgreSQL {
		return check(p.exactly(c) + " IN (SELECT unnest(" + set + "))")
	}
	return "(" + p.exactly(c) + " IN " + set + ")"
}

// oneOf asks for all plain values at once. PostgreSQL has no others; SQLite is asked
// for each.
func (p *params) oneOf(values []string, plain, other func(string) string) string {
	odd := func(v string) bool { return !isPlain(v) }
	var any []string
	if slices.ContainsFunc(values, odd) {
		for _, v := range values {
			if odd(v) && p.dialect == SQLite {
				any = append(any, other(v))
			}
		}
		values = slices.DeleteFunc(slices.Clone(values), odd)
	}
	if len(values) > 0 {
		any = append(any, plain(p.set(values)))
	}
	return anyOf(any...)
}

// cast makes of text what the column has.
func (p *params) cast(c column, array string) string {
	if c.typ == "" {
		return ""
	}
	return "::" + c.typ + array
}

// isTold asks whether a column tells yes or no. SQLite keeps whatever it is given, and
// takes the text "true" for no.
func (p *params) isTold(column string) string {
	if p.dialect == SQLite {
		return column + " IN (0, 1)"
	}
	return column + " IS NOT NULL"
}

// check asks PostgreSQL for a condition without a guess at how many rows pass: that
// was guessed for the condition beside it. A set is read by unnest, into a hash table,
// even in a plan that is made before its values are known.
func check(condition string) string { return "(" + condition + ")::int <> 0" }

func allOf(conditions ...string) string { return joined(" AND ", "TRUE", conditions) }
func anyOf(conditions ...string) string { return joined(" OR ", "FALSE", conditions) }

func joined(by, none string, conditions []string) string {
	switch len(conditions) {
	case 0:
		return none
	case 1:
		return conditions[0]
	}
	return "(" + strings.Join(conditions, by) + ")"
}
