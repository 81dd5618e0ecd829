package main

import (
	"encoding/csv"
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
func (v value) csv() string {
	text := strings.Join(v.parts, ", ")
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}

// write prints the rows of a list.
func (l *listing) write(w world, shown []column, rows [][]value) error {
	if l.csv {
		return writeCSV(w.stdout, shown, rows)
	}
	lines := [][]string{each(shown, func(c column) string { return c.title.in(*l.lang) })}
	for _, r := range rows {
		lines = append(lines, each(r, value.text))
	}
	inColumns(w.stdout, lines)
	return nil
}

func writeCSV(w io.Writer, shown []column, rows [][]value) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	lines := [][]string{each(shown, func(c column) string { return c.name })}
	for _, r := range rows {
		lines = append(lines, each(r, value.csv))
	}
	return out.WriteAll(lines)
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
	return said(l.list(each(s.Places(), func(p mandat.ScopePlace) string {
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
	}), phraseAnd))
}
