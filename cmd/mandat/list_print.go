package main

import (
	"io"
	"slices"
	"strings"

	"github.com/mandat-go/mandat"
)

// value is what stands in a cell: ids, or words of ours and of the policy.
type value struct {
	parts []string
	ids   bool
}

// ids returns a cell of ids.
func ids[I ~string](all ...I) value {
	return value{each(all, func(id I) string { return string(id) }), true}
}

// said returns a cell of words.
func said(words ...string) value { return value{words, false} }

// text returns the cell as one line; an id that is no plain word stands in
// quotes.
func (v value) text() string {
	if v.ids {
		return strings.Join(each(v.parts, word), ", ")
	}
	return strings.Join(v.parts, ", ")
}

// csv returns the cell for a spreadsheet.
func (v value) csv() string { return noFormula(strings.Join(v.parts, ", ")) }

// write prints the rows of a list.
func (l *listing) write(w io.Writer, shown []column, rows [][]value) {
	head, cell := func(c column) string { return c.title.in(*l.lang) }, value.text
	if l.csv {
		head = func(c column) string { return c.name }
	}
	if l.csv || l.excel {
		cell = value.csv
	}
	lines := [][]string{each(shown, head)}
	for _, r := range rows {
		lines = append(lines, each(r, cell))
	}
	switch {
	case l.csv:
		writeCSV(w, ",", lines)
	case l.excel:
		writeExcel(w, *l.lang, lines)
	default:
		inColumns(w, lines)
	}
}

// roles says roles by their titles, each once.
func (l *list) roles(all ...mandat.RoleID) value {
	var titles []string
	for _, id := range all {
		r, _ := l.org.Role(id)
		if title := l.title(r.Title, string(id)); id != "" && !slices.Contains(titles, title) {
			titles = append(titles, title)
		}
	}
	return said(titles...)
}

// scope says where a grant is, with "a unit" for one that may not be named.
func (l *list) scope(s mandat.Scope) value {
	if s.IsWholeOrg() {
		return said(l.say(phraseWholeOrg))
	}
	return said(l.list(each(s.Places(), l.place), phraseAnd))
}

// place says a unit that a scope names, with what it reaches.
func (l *list) place(p mandat.ScopePlace) string {
	unit := l.say(phraseUnit)
	switch {
	case p.Unit == "":
		unit = l.say(phraseHomeUnit)
	case l.seesUnit(p.Unit):
		unit = word(string(p.Unit))
	}
	if p.Reach == mandat.Subtree || p.Reach == mandat.HomeSubtree {
		unit = l.say(phraseAndBelow, "{unit}", unit)
	}
	return unit
}
