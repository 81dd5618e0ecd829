package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/mandat-go/mandat/internal/clauses"
	"github.com/mandat-go/mandat/policyfile"
)

// clauseReport is what the cases that passed show of one clause.
type clauseReport struct {
	ID    string `json:"id"`
	Force string `json:"force"`
	Title string `json:"title"`
	// Cases are those that name it, as file:line.
	Cases []string `json:"cases"`
	// Reason tells why no case does.
	Reason string `json:"reason"`
	// Missing is what the clause needs and has not: "" for nothing.
	Missing string `json:"missing"`

	allows, refuses bool
}

// clausesOf returns a report of every clause that is listed, each list once.
func (r *report) clausesOf() []clauseReport {
	var all []clauseReport
	seen := make(map[string]bool)
	for _, s := range r.Systems {
		if s.known == nil || seen[s.known.file] {
			continue
		}
		seen[s.known.file] = true
		for _, c := range s.known.list {
			all = append(all, r.clause(s.known.file, c))
		}
	}
	return all
}

func (r *report) clause(file string, c clauses.Clause) clauseReport {
	all := clauseReport{ID: c.ID, Force: c.Force, Title: c.Title, Cases: []string{}, Reason: c.NoCase}
	for _, s := range r.Systems {
		if s.known != nil && s.known.file == file {
			for _, result := range s.shown[c.ID] {
				all.Cases = append(all.Cases, fmt.Sprintf("%s:%d", result.File, result.Line))
				all.allows, all.refuses = all.allows || result.Allows, all.refuses || result.Refuses
			}
		}
	}
	all.Missing = all.missing(c.NeedsCases())
	return all
}

// missing tells what a clause lacks: a rule and an option have a case where
// something is allowed and one where something is not, or a reason.
func (c *clauseReport) missing(needed bool) string {
	switch {
	case !needed:
		return ""
	case len(c.Cases) == 0:
		return "a case, or a reason why there is none"
	case !c.allows:
		return "a case where something is allowed"
	case !c.refuses:
		return "a case where something is not allowed"
	}
	return ""
}

// String says it in a line: "A1 rule The role decides: systems/contracts/cases.yaml:12, 40".
func (c *clauseReport) String() string {
	text := fmt.Sprintf("%s %s %s: ", c.ID, c.Force, c.Title)
	switch {
	case c.Missing != "":
		text += "missing: " + c.Missing
		if len(c.Cases) > 0 {
			text += "; "
		}
	case len(c.Cases) == 0 && c.Reason != "":
		text += "no case: " + c.Reason
	case len(c.Cases) == 0:
		text += "no case: it is no rule"
	}
	return text + places(c.Cases)
}

// places lists places in files; of those in one file the first names it.
func places(all []string) string {
	var parts []string
	before := ""
	for _, place := range all {
		i := strings.LastIndexByte(place, ':')
		if file := place[:i]; file != before {
			parts, before = append(parts, place), file
		} else {
			parts = append(parts, place[i+1:])
		}
	}
	return strings.Join(parts, ", ")
}

// printClauses lists all clauses, and at last how many lack something.
func printClauses(w io.Writer, all []clauseReport) {
	cases, reasons, missing := 0, 0, 0
	for i := range all {
		switch c := &all[i]; {
		case c.Missing != "":
			missing++
		case len(c.Cases) > 0:
			cases++
		default:
			reasons++
		}
		line(w, all[i].String())
	}
	line(w, fmt.Sprintf("%d clauses: %d with cases, %d without for a reason, %d that miss something", len(all), cases, reasons, missing))
}

// showing indexes the cases that passed by the clauses that they name.
func showing(results []policyfile.Result) map[string][]policyfile.Result {
	shown := make(map[string][]policyfile.Result)
	for _, r := range results {
		for _, id := range r.Clauses {
			if r.Passed() {
				shown[id] = append(shown[id], r)
			}
		}
	}
	return shown
}
