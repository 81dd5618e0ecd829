package main

import (
	"testing"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/mandattest"
)

func TestCases(t *testing.T) {
	mandattest.RunCases(t, files, ".")
}

// Whatever is taken away from the policy, and whatever a role can do more, the table
// notices it.
func TestFaultsAreNoticed(t *testing.T) {
	policy := mandattest.LoadPolicy(t, files, "policy.yaml")
	accepted := map[string]string{
		"founding: also through web":                          "the operator makes organisations, with Import",
		"registration: also through web":                      "no route registers anybody",
		"groups: the other answer to whether they hold roles": "no organisation has groups",
		"role agent: needs no account":                        "every member has an account",
		"role lead: needs no account":                         "every member has an account",
	}
	mandattest.Mutants(t, policy, mandattest.MutantOptions{Accepted: accepted}, func(t testing.TB, p *mandat.Policy) {
		table(t, mandattest.LoadOrg(t, p, files, "acme.yaml"))
	})
}
