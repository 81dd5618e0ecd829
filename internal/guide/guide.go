// Package guide reads the blocks of code in the guides of this repository, so that
// tests can run them.
package guide

import "strings"

// Block is a block of code in a page.
type Block struct {
	// Line is where the block begins in the page, counted from 1.
	Line int
	// Lang is the language that the page names, "" for none.
	Lang string
	// Text is what stands in it, evened as by Even, and Raw as it is.
	Text, Raw string
}

// Blocks returns the blocks of a page, in their order.
func Blocks(page string) (all []Block) {
	inside := false
	for i, line := range strings.Split(page, "\n") {
		lang, fence := strings.CutPrefix(strings.TrimSpace(line), "```")
		switch {
		case fence && !inside:
			inside = true
			all = append(all, Block{Line: i + 1, Lang: lang})
		case fence:
			inside = false
		case inside:
			b := &all[len(all)-1]
			b.Raw += line + "\n"
		}
	}
	for i := range all {
		all[i].Text = Even(all[i].Raw)
	}
	return all
}

// Even takes away how far the lines of a text are indented.
func Even(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(strings.TrimLeft(line, " \t"))
	}
	return b.String()
}

// Printed is what the examples of a source file print, by the comments that go test
// compares, evened.
func Printed(source string) string {
	var b strings.Builder
	inside := false
	for line := range strings.Lines(source) {
		text, comment := strings.CutPrefix(strings.TrimLeft(line, " \t"), "//")
		text = strings.TrimLeft(text, " \t")
		before, first, begins := strings.Cut(text, "Output:")
		switch {
		case comment && begins && before == "":
			inside = true
			b.WriteString("\x00" + strings.TrimLeft(first, " \t"))
		case comment && inside:
			b.WriteString(text)
		default:
			inside = false
		}
	}
	return b.String()
}

// Command is a command line in a page, with what stands below it as printed.
type Command struct {
	Line          int
	Text, Printed string
}

// Commands returns the commands of a block: the lines that begin with "$ ". A line that
// ends in a backslash goes on in the next one.
func (b Block) Commands() (all []Command) {
	text := strings.ReplaceAll(b.Text, "\\\n", "")
	for i, part := range strings.Split("\n"+text, "\n$ ")[1:] {
		command, printed, _ := strings.Cut(part, "\n")
		all = append(all, Command{Line: b.Line + i, Text: strings.TrimSpace(command), Printed: strings.TrimSpace(printed)})
	}
	return all
}
