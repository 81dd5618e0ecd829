package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/mandat-go/mandat"
)

// text prints the table in columns, with names as in the policy.
func (t *table) text(w io.Writer) error {
	lines := [][]string{append([]string{t.say(phraseAction), t.say(phraseRules)}, each(t.roles, roleID)...)}
	for _, r := range t.rows {
		cells := each(r.cells, func(c cell) string { return c.text(t.lang) })
		lines = append(lines, append([]string{r.name, numbers(r.rules)}, cells...))
	}
	line(w, t.heading())
	fmt.Fprintln(w)
	inColumns(w, lines)
	if len(t.notes) > 0 {
		fmt.Fprintln(w)
	}
	for i, note := range t.notes {
		line(w, fmt.Sprintf("%3d  %s", i+1, note))
	}
	return nil
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
	roles := each(t.roles, func(r mandat.Role) string { return t.titled(r.Title, string(r.ID)) })
	fmt.Fprintf(w, "# %s\n\n", escape(t.heading()))
	markdownRow(w, append([]string{t.say(phraseAction), "", t.say(phraseRules)}, roles...))
	fmt.Fprintln(w, strings.Repeat("|---", 3+len(roles))+"|")
	for _, r := range t.rows {
		cells := each(r.cells, func(c cell) string { return c.text(t.lang) })
		markdownRow(w, append([]string{r.name, r.title, numbers(r.rules)}, cells...))
	}
	if len(t.notes) > 0 {
		fmt.Fprintln(w)
	}
	for i, note := range t.notes {
		fmt.Fprintf(w, "%d. %s\n", i+1, escape(note))
	}
	return nil
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
