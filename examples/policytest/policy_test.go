package policytest

import (
	"os"
	"testing"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/mandattest"
	"github.com/mandat-go/mandat/policyfile"
)

func library(t *testing.T) *policyfile.System {
	t.Helper()
	s, err := policyfile.LoadSystem(os.DirFS("."), ".")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestCases(t *testing.T) {
	system := library(t)
	coverage := mandattest.NewCoverage(system.Policy())
	mandattest.RunSystem(t, coverage.System(system))
	coverage.Check(t, nil)
	t.Log(coverage.Report())
}

// Whatever is taken away from the policy, and whatever a role can do more, a case
// notices it.
func TestCasesNoticeFaults(t *testing.T) {
	system := library(t)
	accepted := map[string]string{
		"groups: the other answer to whether they hold roles": "the library has no groups",
	}
	mandattest.Mutants(t, system.Policy(), mandattest.MutantOptions{Accepted: accepted}, func(t testing.TB, p *mandat.Policy) {
		faulty, err := system.With(p)
		if err != nil {
			t.Fatal(err)
		}
		mandattest.RunSystem(t, faulty)
	})
}
