package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/mandat-go/mandat"
)

// text prints the table in columns, with names as in the policy.
func (t *table) text(w io.Writer) error {
	line(w, t.heading())
	fmt.Fprintln(w)
	t.textRows(w, []string{t.say(phraseAction)}, t.rows, func(r row) []string { return []string{r.name} })
	if t.byStatus != nil {
		fmt.Fprintln(w)
		t.textRows(w, []string{t.say(phraseAction), t.say(phraseStatus)}, t.byStatus, func(r row) []string { return []string{r.name, statusNames(r)} })
	}
	if len(t.notes) > 0 {
		fmt.Fprintln(w)
	}
	for i, note := range t.notes {
		line(w, fmt.Sprintf("%3d  %s", i+1, note))
	}
	t.textHoldings(w)
	return nil
}

// textRows prints rows in columns, the first ones as name says.
func (t *table) textRows(w io.Writer, head []string, rows []row, name func(row) []string) {
	lines := [][]string{slices.Concat(head, []string{t.say(phraseRules)}, each(t.roles, roleID))}
	for _, r := range rows {
		lines = append(lines, slices.Concat(name(r), []string{numbers(r.rules)}, t.cells(r)))
	}
	inColumns(w, lines)
}

func (t *table) cells(r row) []string {
	return each(r.cells, func(c cell) string { return c.text(t.lang) })
}

func statusNames(r row) string {
	return commas(each(r.statuses, func(s mandat.StatusRule) string { return word(string(s.Name)) }))
}

func roleID(r mandat.Role) string { return word(string(r.ID)) }

// inColumns prints cells, each column as wide as its widest cell.
func inColumns(w io.Writer, lines [][]string) {
	widths := make([]int, len(lines[0]))
	for _, cells := range lines {
		for i, c := range cells {
			widths[i] = max(widths[i], utf8.RuneCountInString(plain(c)))
		}
	}
	for _, cells := range lines {
		var b strings.Builder
		for i, c := range cells {
			fmt.Fprintf(&b, "%-*s  ", widths[i], plain(c))
		}
		line(w, strings.TrimRight(b.String(), " "))
	}
}

// markdown prints the table as Markdown, with titles.
func (t *table) markdown(w io.Writer) error {
	fmt.Fprintf(w, "# %s\n\n", escape(t.heading()))
	t.markdownRows(w, []string{t.say(phraseAction), ""}, t.rows, func(r row) []string { return []string{r.name, r.title} })
	if t.byStatus != nil {
		fmt.Fprintf(w, "\n## %s\n\n", t.say(phraseByStatus))
		t.markdownRows(w, []string{t.say(phraseAction), t.say(phraseStatus)}, t.byStatus, func(r row) []string { return []string{r.name, t.statuses(r)} })
		fmt.Fprintf(w, "\n## %s\n", t.say(phraseNotes))
	}
	if len(t.notes) > 0 {
		fmt.Fprintln(w)
	}
	for i, note := range t.notes {
		fmt.Fprintf(w, "%d. %s\n", i+1, escape(note))
	}
	t.markdownHoldings(w)
	return nil
}

func (t *table) markdownRows(w io.Writer, head []string, rows []row, name func(row) []string) {
	roles := each(t.roles, func(r mandat.Role) string { return t.titled(r.Title, string(r.ID)) })
	markdownRow(w, slices.Concat(head, []string{t.say(phraseRules)}, roles))
	fmt.Fprintln(w, strings.Repeat("|---", len(head)+1+len(roles))+"|")
	for _, r := range rows {
		markdownRow(w, slices.Concat(name(r), []string{numbers(r.rules)}, t.cells(r)))
	}
}

// statuses lists the titles of the statuses in which something is said.
func (t *table) statuses(r row) string {
	return commas(each(r.statuses, func(s mandat.StatusRule) string { return t.title(s.Title, string(s.Name)) }))
}

func markdownRow(w io.Writer, cells []string) {
	fmt.Fprintln(w, "| "+strings.Join(each(cells, escape), " | ")+" |")
}

// escape returns text that Markdown shows as it is.
func escape(text string) string {
	var b strings.Builder
	for _, r := range plain(text) {
		if strings.ContainsRune("\\`*_[]<>|&~$", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
