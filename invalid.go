package mandat

import (
	"fmt"
	"strings"
)

// InvalidError lists everything that is wrong with the rules of a policy, the data of
// an organisation, or the names that a service uses.
type InvalidError struct {
	// What is "policy", "organisation" or "names".
	What string
	// Problems are in the order of the data, never empty.
	Problems []Problem
}

// Problem is one thing that is wrong.
type Problem struct {
	// Path leads to the faulty value from the Rules, OrgData or Names, written as Go
	// would: "Roles[3].Can[0].Do[1]". A key of a map stands bare in the brackets.
	Path string
	// Message is a clause without a full stop: what is wrong, and what was
	// expected.
	Message string
}

// Error lists the problems, one a line.
func (e *InvalidError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "mandat: invalid %s", e.What)
	for _, p := range e.Problems {
		fmt.Fprintf(&b, "\n\t%s: %s", p.Path, p.Message)
	}
	return b.String()
}

// problems collects what is wrong while data is checked.
type problems []Problem

func (ps *problems) add(path, format string, args ...any) {
	*ps = append(*ps, Problem{path, fmt.Sprintf(format, args...)})
}

// err returns the problems as an error, nil if there are none.
func (ps problems) err(what string) error {
	if len(ps) == 0 {
		return nil
	}
	return &InvalidError{What: what, Problems: ps}
}
