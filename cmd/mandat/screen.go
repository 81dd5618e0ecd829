package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/mandat-go/mandat/policyfile"
)

// wantsColour reports whether a file is a terminal whose user has not asked for
// plain text (no-color.org).
func wantsColour(f *os.File, getenv func(string) string) bool {
	if getenv("NO_COLOR") != "" || getenv("TERM") == "dumb" {
		return false
	}
	return isTerminal(f)
}

func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

const (
	green = "\x1b[32m"
	red   = "\x1b[31m"
	reset = "\x1b[0m"
)

// line prints one line. Whatever is not printed as a character is written
// out, so that no id and no file can steer the terminal or pass for more lines.
func line(w io.Writer, text string) { fmt.Fprintln(w, plain(text)) }

// line prints one line to stdout, coloured where that is wanted.
func (w world) line(colour, text string) {
	text = plain(text)
	if w.colour {
		text = colour + text + reset
	}
	fmt.Fprintln(w.stdout, text)
}

// complain prints an error, each of those that it joins on its own line.
func complain(w io.Writer, err error) {
	switch e := err.(type) {
	case interface{ Unwrap() []error }:
		for _, one := range e.Unwrap() {
			complain(w, one)
		}
	case policyfile.Error:
		line(w, e.Error())
	default:
		line(w, "mandat: "+err.Error())
	}
}

// plain returns the text with everything that is not a visible character or a
// blank written as a Go escape. Among these are line breaks and the marks that
// turn the direction of writing.
func plain(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, text[i])
		case unicode.IsGraphic(r):
			b.WriteRune(r)
		default:
			b.WriteString(strings.Trim(strconv.QuoteRune(r), "'"))
		}
		i += size
	}
	return b.String()
}

// word returns an id as it stands if it is a plain word, else in quotes.
func word(id string) string {
	for _, r := range id {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-_.", r) {
			return strconv.QuoteToGraphic(id)
		}
	}
	if id == "" {
		return `""`
	}
	return id
}

// printJSON prints a value for programs. JSON leaves some control characters as
// they are; these are escaped too.
func printJSON(w io.Writer, value any) error {
	text, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return err
	}
	var b strings.Builder
	for _, r := range string(text) {
		if r == '\n' || unicode.IsGraphic(r) {
			b.WriteRune(r)
			continue
		}
		for _, unit := range utf16.Encode([]rune{r}) {
			fmt.Fprintf(&b, `\u%04x`, unit)
		}
	}
	_, err = fmt.Fprintln(w, b.String())
	return err
}
