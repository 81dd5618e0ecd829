package main

import (
	"errors"
	"flag"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/mandat-go/mandat/policyfile"
)

const testHelp = `Runs the cases of systems: every file in DIR whose name begins with "cases". DIR/...
stands for every folder with a policy in DIR and below, other than those whose name
begins with a dot or an underscore and those named testdata.

Prints what failed, which clauses each system's cases cover, and on the last line
"N passed, N failed". If a clauses.md lies in the folder or in the one above, a
case that names a clause that is not listed there fails. Nothing is run if a file
is wrong.

With -clauses it lists every clause of clauses.md before that: the cases that show
it, or why none does. A rule or an option without a case where something is allowed
and one where it is not, and without a reason, is a failure too.
`

func newTest(f *flag.FlagSet) action {
	asJSON := f.Bool("json", false, "print the results as JSON")
	byClause := f.Bool("clauses", false, "list every clause with the cases that show it")
	return func(w world, args []string) error {
		r, err := testAll(args)
		if err != nil {
			return err
		}
		if *byClause {
			if r.Clauses = r.clausesOf(); len(r.Clauses) == 0 {
				return fmt.Errorf("%s: there is no clauses.md in the folder or in the one above", strings.Join(args, ", "))
			}
		}
		if *asJSON {
			if err := printJSON(w.stdout, r); err != nil {
				return err
			}
		} else {
			r.print(w)
		}
		if r.Failed > 0 || slices.ContainsFunc(r.Clauses, func(c clauseReport) bool { return c.Missing != "" }) {
			return errNo
		}
		return nil
	}
}

// report is what came of all cases.
type report struct {
	Systems []systemReport `json:"systems"`
	Passed  int            `json:"passed"`
	Failed  int            `json:"failed"`
	// Clauses are all that are listed, if they are asked for.
	Clauses []clauseReport `json:"clauses,omitempty"`
}

// systemReport is what came of the cases of one system.
type systemReport struct {
	Folder string `json:"folder"`
	System string `json:"system"`
	// Clauses are those of the cases that passed.
	Clauses []string     `json:"clauses"`
	Cases   []caseReport `json:"cases"`

	known *catalogue
	shown map[string][]policyfile.Result
}

// caseReport is what came of one case.
type caseReport struct {
	File    string   `json:"file"`
	Line    int      `json:"line"`
	Name    string   `json:"name"`
	Clauses []string `json:"clauses"`
	Passed  bool     `json:"passed"`
	Failure string   `json:"failure"`
	text    string
}

// testAll runs the cases of all folders. An error tells what is wrong in any of
// them.
func testAll(args []string) (report, error) {
	dirs, err := expand(args)
	if err != nil {
		return report{}, err
	}
	var all report
	var errs []error
	for _, dir := range dirs {
		s, err := testFolder(dir)
		if err == nil && len(s.Cases) == 0 && slices.Contains(args, dir) {
			err = fmt.Errorf("%s: there are no cases: no file whose name begins with \"cases\"", dir)
		}
		if err != nil {
			errs = append(errs, err)
			continue
		}
		all.add(s)
	}
	if errs == nil && all.Passed+all.Failed == 0 {
		errs = append(errs, fmt.Errorf("%s: there are no cases", strings.Join(args, ", ")))
	}
	return all, errors.Join(errs...)
}

func (r *report) add(s systemReport) {
	r.Systems = append(r.Systems, s)
	for _, c := range s.Cases {
		if c.Passed {
			r.Passed++
		} else {
			r.Failed++
		}
	}
}

func testFolder(dir string) (systemReport, error) {
	f, err := openFolder(dir)
	if err != nil {
		return systemReport{}, err
	}
	defer f.close()
	s, err := f.system()
	if err != nil {
		return systemReport{}, err
	}
	known, err := findCatalogue(dir)
	if err != nil {
		return systemReport{}, err
	}
	r := systemReport{Folder: filepath.Clean(dir), System: s.Policy().System(), Cases: []caseReport{}, known: known}
	results := s.Run()
	for i := range results {
		result := &results[i]
		result.File = f.path(result.File)
		result.Failure = known.check(*result)
		r.Cases = append(r.Cases, reportOf(*result))
	}
	r.shown = showing(results)
	r.Clauses = sortClauses(slices.Collect(maps.Keys(r.shown)))
	return r, nil
}

func reportOf(r policyfile.Result) caseReport {
	return caseReport{r.File, r.Line, r.Name, append([]string{}, r.Clauses...), r.Passed(), r.Failure, r.String()}
}

func (r *report) print(w world) {
	for _, s := range r.Systems {
		for _, c := range s.Cases {
			if !c.Passed {
				w.line(red, c.text)
			}
		}
	}
	if len(r.Clauses) > 0 {
		printClauses(w.stdout, r.Clauses)
	}
	for _, s := range r.Systems {
		line(w.stdout, s.System+": "+s.covered())
	}
	colour := green
	if r.Failed > 0 {
		colour = red
	}
	w.line(colour, fmt.Sprintf("%d passed, %d failed", r.Passed, r.Failed))
}

// covered says which clauses the cases cover.
func (s *systemReport) covered() string {
	switch {
	case len(s.Cases) == 0:
		return "no cases in " + s.Folder
	case len(s.Clauses) == 0:
		return "clauses covered: none"
	}
	return fmt.Sprintf("clauses covered: %s (%d)", ranges(s.Clauses), len(s.Clauses))
}
