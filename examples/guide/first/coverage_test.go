package main

import (
	"fmt"
	"os"
	"testing"

	"github.com/mandat-go/mandat/mandattest"
	"github.com/mandat-go/mandat/policyfile"
)

// What doc/testing.md shows as printed: a wrong answer, and the coverage of the cases alone.

func TestAWrongAnswerIsASentence(t *testing.T) {
	heard := &listener{TB: t}
	acme := mandattest.Load(t, files, "policy.yaml", "acme.yaml")
	acme.Check(heard, mandattest.Allow(acme.As("kalle", "web"), Answer, other.Resource()))
	printed(t, "testdata/wrong.txt", heard.text)
}

func TestTheCasesLeaveGaps(t *testing.T) {
	system, err := policyfile.LoadSystem(files, ".")
	if err != nil {
		t.Fatal(err)
	}
	cases := mandattest.NewCoverage(system.Policy())
	cases.System(system).Run()
	printed(t, "testdata/gaps.txt", cases.Report()+"\n")
}

func printed(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if want, _ := os.ReadFile(file); got != string(want) {
		t.Errorf("%s does not have\n%s", file, got)
	}
}

// listener is a test that hears what is wrong, and does not fail.
type listener struct {
	testing.TB
	text string
}

func (l *listener) Errorf(format string, args ...any) { l.text += fmt.Sprintf(format, args...) + "\n" }
