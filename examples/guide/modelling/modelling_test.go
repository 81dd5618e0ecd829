// Package modelling has the policy that doc/modelling.md shows, and its cases.
package modelling

import (
	"os"
	"testing"

	"github.com/mandat-go/mandat/mandattest"
	"github.com/mandat-go/mandat/policyfile"
)

func TestCases(t *testing.T) {
	system, err := policyfile.LoadSystem(os.DirFS("."), ".")
	if err != nil {
		t.Fatal(err)
	}
	coverage := mandattest.NewCoverage(system.Policy())
	mandattest.RunSystem(t, coverage.System(system))
	coverage.Check(t, nil)
}
