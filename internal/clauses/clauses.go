// Package clauses reads the list of clauses that the systems are built from,
// systems/clauses.md. The list itself says how it is written.
package clauses

import (
	"fmt"
	"regexp"
	"strings"
)

// Clause is one statement that a product makes.
type Clause struct {
	ID    string // "A1": the letter of the product, and a number
	Force string // rule, option, duty, advice, info or gap
	Title string
	Text  string
	// NoCase is the reason why no case names the clause, "" for a clause that may
	// have cases.
	NoCase string
}

// NeedsCases reports whether there must be cases of the clause: one where
// something is allowed and one where it is not.
func (c Clause) NeedsCases() bool {
	return (c.Force == "rule" || c.Force == "option") && c.NoCase == ""
}

var (
	statement = regexp.MustCompile(`^- \*\*([A-Z][1-9][0-9]*)\*\* \((rule|option|duty|advice|info|gap)\) (.+?)\. (.+)$`)
	reason    = regexp.MustCompile(`^- ([A-Z][1-9][0-9]*): (.+)$`)
)

// Parse reads a list. Lines that do not begin with "- " are for readers only.
// It returns the clauses in their order.
func Parse(text string) ([]Clause, error) {
	var all []Clause
	byID := make(map[string]int)
	for i, line := range strings.Split(text, "\n") {
		if !strings.HasPrefix(line, "- ") {
			continue
		}
		if m := statement.FindStringSubmatch(line); m != nil {
			if _, again := byID[m[1]]; again {
				return nil, fmt.Errorf("line %d: clause %s stands here twice", i+1, m[1])
			}
			byID[m[1]] = len(all)
			all = append(all, Clause{ID: m[1], Force: m[2], Title: m[3], Text: m[4]})
			continue
		}
		m := reason.FindStringSubmatch(line)
		if m == nil {
			return nil, fmt.Errorf("line %d: neither a clause nor a reason: %q", i+1, line)
		}
		if err := giveReason(all, byID, m[1], m[2]); err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
	}
	return all, nil
}

func giveReason(all []Clause, byID map[string]int, id, why string) error {
	i, ok := byID[id]
	if !ok {
		return fmt.Errorf("a reason for clause %s, which is not listed above", id)
	}
	if all[i].NoCase != "" {
		return fmt.Errorf("a second reason for clause %s", id)
	}
	all[i].NoCase = why
	return nil
}
