package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"regexp"
	"unicode/utf8"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/policyfile"
)

// mostWrong is of how many lines it is said what is wrong with them.
const mostWrong = 20

// startsWithEvent reports whether lines of events begin here, and not a file that
// somebody has written.
func startsWithEvent(content []byte) bool {
	first, _, _ := bytes.Cut(bytes.TrimSpace(content), []byte("\n"))
	var form struct {
		Event *string `json:"event"`
	}
	return json.Unmarshal(first, &form) == nil && form.Event != nil
}

// readLines reads events, one on each line. Empty lines are passed over.
func (r *arrivals) readLines(file string, content []byte) error {
	var wrong policyfile.Errors
	number := 0
	for text := range bytes.Lines(content) {
		number++
		text = bytes.TrimRight(text, "\r\n")
		if len(bytes.TrimSpace(text)) == 0 {
			continue
		}
		column, problem := r.readLine(file, number, text)
		if problem == "" {
			continue
		}
		if len(wrong) == mostWrong {
			wrong = append(wrong, policyfile.Error{File: file, Line: number, Column: 1, Message: "and more lines are wrong from here on"})
			return wrong
		}
		wrong = append(wrong, policyfile.Error{File: file, Line: number, Column: column, Message: problem})
	}
	if wrong != nil {
		return wrong
	}
	return nil
}

// readLine reads one event, and says in which column something is wrong with it, and
// what.
func (r *arrivals) readLine(file string, number int, text []byte) (column int, problem string) {
	var e mandat.Event
	err := e.UnmarshalJSON(text)
	if err == nil {
		return 1, r.take(file, number, e)
	}
	var raw json.RawMessage
	if syntax, ok := errors.AsType[*json.SyntaxError](json.Unmarshal(text, &raw)); ok {
		return characters(text, int(syntax.Offset)-1), "expected an event, as \"mandat export\" writes it: " + syntax.Error()
	}
	return columnOf(text, err), bare(err)
}

// columnOf returns where the name stands that an error is about.
func columnOf(text []byte, err error) int {
	for _, name := range quoted.FindAllString(err.Error(), -1) {
		if at := bytes.Index(text, []byte(name)); at >= 0 {
			return characters(text, at)
		}
	}
	return 1
}

// quoted finds names in quotes.
var quoted = regexp.MustCompile(`"[^"\\]+"`)

// characters returns the column of a byte, counted in characters from 1.
func characters(text []byte, at int) int {
	return utf8.RuneCount(text[:max(at, 0)]) + 1
}
