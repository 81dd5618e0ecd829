package policyfile

import (
	"fmt"
	"slices"
	"strings"
)

// Error is one thing that is wrong in a file. It compares with ==.
type Error struct {
	File string
	// Line and Column count from 1; a column counts characters, not bytes.
	Line, Column int
	// Message says what is wrong and what was expected.
	Message string
}

// Error returns "file:line:column: message".
func (e Error) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
}

// at returns the error without its file: "line:column: message".
func (e Error) at() string {
	return fmt.Sprintf("%d:%d: %s", e.Line, e.Column, e.Message)
}

// Errors is everything that is wrong in one or several files, never empty,
// sorted by file and position. Errors.As finds both the Errors and the first
// Error.
type Errors []Error

// Error returns the errors, one a line.
func (es Errors) Error() string {
	lines := make([]string, len(es))
	for i, e := range es {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap returns each of the errors.
func (es Errors) Unwrap() []error {
	errs := make([]error, len(es))
	for i, e := range es {
		errs[i] = e
	}
	return errs
}

// err returns the errors in their order, each once, and nil if there are none.
func (es Errors) err() error {
	if len(es) == 0 {
		return nil
	}
	sorted := slices.Clone(es)
	slices.SortStableFunc(sorted, compareErrors)
	return slices.Compact(sorted)
}

func compareErrors(a, b Error) int {
	if c := strings.Compare(a.File, b.File); c != 0 {
		return c
	}
	if a.Line != b.Line {
		return a.Line - b.Line
	}
	return a.Column - b.Column
}
