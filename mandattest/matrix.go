package mandattest

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"text/tabwriter"

	"github.com/mandat-go/mandat"
)

// Matrix is a table of who may do what: a column for each subject, and for each
// resource a row for each action.
type Matrix struct {
	Subjects []mandat.Subject
	// Resources are what is asked about, named in the table by type and id.
	Resources []mandat.Resource
	// Actions are the rows of each resource; nil for all actions of its type, in the
	// order of the policy.
	Actions []mandat.Action
}

// Matrix compares a table with a file that a test has kept, a path such as
// "testdata/rights.txt". With update it writes the file instead, to be read and
// kept with the change that altered it. What is malformed fails in any case: a
// table must not keep a misspelt name.
//
// Update is a parameter, because a flag that this package declared would clash
// with the service's own, and be in every binary that imports it:
//
//	var update = flag.Bool("update", false, "rewrite the files in testdata")
func (f *Fixture) Matrix(t testing.TB, file string, update bool, m Matrix) {
	t.Helper()
	at := f.Fork()
	got := at.table(t, m)
	if _, tried := t.(*recorder); update && !tried {
		write(t, file, got)
		return
	}
	want, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		t.Errorf("there is no %s yet: run the test once with -update, and read what it writes", file)
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	if diff := diffLines(strings.ReplaceAll(string(want), "\r\n", "\n"), got); diff != "" {
		t.Errorf("who may do what is otherwise than %s says (-), if it shall be so run the test with -update:\n%s", file, diff)
	}
}

func write(t testing.TB, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// table returns the text of a matrix.
func (f *Fixture) table(t testing.TB, m Matrix) string {
	t.Helper()
	var b strings.Builder
	// Wide enough for every answer: another answer leaves the other rows alone.
	w := tabwriter.NewWriter(&b, len("needs-approval  "), 0, 2, ' ', 0)
	for i, r := range m.Resources {
		if i > 0 {
			fmt.Fprintln(w)
		}
		cells := []string{strings.TrimSpace(string(r.Type) + " " + string(r.ID))}
		for _, s := range m.Subjects {
			cells = append(cells, string(s.Person)+" by "+string(s.Channel))
		}
		fmt.Fprintln(w, strings.Join(cells, "\t"))
		actions := f.actionsOf(m, r)
		if len(actions) == 0 || len(m.Subjects) == 0 {
			t.Errorf("the table asks nothing of %s: it needs subjects, and a type of the policy", cells[0])
		}
		for _, a := range actions {
			fmt.Fprintln(w, strings.Join(f.cells(t, m, a, r), "\t"))
		}
	}
	_ = w.Flush() // a strings.Builder takes everything
	return b.String()
}

func (f *Fixture) actionsOf(m Matrix, r mandat.Resource) (all []mandat.Action) {
	if m.Actions != nil {
		return m.Actions
	}
	for a := range f.org.As(mandat.Subject{}).Actions(r) {
		all = append(all, a)
	}
	return all
}

// cells returns the row of an action.
func (f *Fixture) cells(t testing.TB, m Matrix, a mandat.Action, r mandat.Resource) []string {
	t.Helper()
	row := []string{"  " + string(a)}
	for _, s := range m.Subjects {
		e := f.org.Explain(f.inTime(s), a, r)
		f.coverage.note(f.org.Policy(), e)
		d := e.Decision()
		if d.Reason() == mandat.Malformed || isUnknown(f.org, s.Person, d) {
			t.Error(told(e, "an answer for the table, got "+d.String()))
		}
		row = append(row, cell(d))
	}
	return row
}

// cell says a decision in a word: of a denial the reason.
func cell(d mandat.Decision) string {
	if d.Outcome() == mandat.Denied {
		return d.Reason().String()
	}
	return d.Outcome().String()
}

// diffLines returns the lines in which two texts differ, those of the first with
// "-" and those of the second with "+"; "" if they are the same.
func diffLines(want, got string) string {
	if want == got {
		return ""
	}
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	var out []string
	for i := range max(len(a), len(b)) {
		if i < len(a) && (i >= len(b) || a[i] != b[i]) {
			out = append(out, "- "+a[i])
		}
		if i < len(b) && (i >= len(a) || a[i] != b[i]) {
			out = append(out, "+ "+b[i])
		}
	}
	return strings.Join(out, "\n")
}
