package mandattest_test

import (
	"fmt"
	"log"
	"testing"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/mandattest"
	"github.com/mandat-go/mandat/policyfile"
)

// In a test, t is its own. Here it is one that keeps what is reported.
func example() (*recorder, *mandat.Policy) {
	p, err := policyfile.ParsePolicy("tiny.yaml", []byte(tiny))
	if err != nil {
		log.Fatal(err)
	}
	return &recorder{}, p
}

// office is an organisation in which Maja keeps the notes that Kalle reads.
func office(t testing.TB, p *mandat.Policy) *mandattest.Fixture {
	return mandattest.New(mandattest.NewOrg(p, "office").
		Member("kalle", "").Member("maja", "").
		Grant("reader", "kalle", mandat.WholeOrg()).Grant("keeper", "maja", mandat.WholeOrg()).
		Build(t))
}

func final() mandat.Resource {
	return mandat.Resource{Type: "note", ID: "n-1", Org: "office", Status: "final"}
}

// A wrong answer is reported as a sentence, with its derivation.
func Example() {
	t, policy := example()
	o := office(t, policy)
	maja := o.As("maja", "web")
	o.Check(t,
		mandattest.Allow(maja, "read", final()),
		mandattest.Allow(maja, "drop", final()))
	fmt.Println(t.reported[0])
	// Output:
	// row 2: maja may not drop (note n-1): a rule of the policy closes it for everybody; want allow, got deny: gate-closed
	//   Standing: keeper at the whole organisation opens web.
	//   Right to drop: keeper at the whole organisation, which covers it.
	//   Gate on drop: closed, unless the status is draft.
	//   What would do: the status draft.
}

// A coverage tells what no test has exercised.
func ExampleCoverage() {
	t, policy := example()
	coverage := mandattest.NewCoverage(policy)
	o := office(t, policy).Covering(coverage)
	o.Check(t, mandattest.Deny(o.As("maja", "web"), "drop", final(), mandat.GateClosed))
	fmt.Println(coverage.Report())
	// Output:
	// policy tiny 1: tests exercise 2 of 4
	//   not exercised: role reader: note.read
	//   not exercised: gate on note.drop unless status draft: open
}

// What can be wrong in the policy without making this test fail, no test holds.
func ExampleMutants() {
	t, policy := example()
	accepted := map[string]string{"groups: the other answer to whether they hold roles": "there are no groups"}
	mandattest.Mutants(t, policy, mandattest.MutantOptions{Accepted: accepted}, func(t testing.TB, p *mandat.Policy) {
		o := office(t, p)
		o.Check(t,
			mandattest.Allow(o.As("kalle", "web"), "read", final()),
			mandattest.Deny(o.As("maja", "web"), "drop", final(), mandat.GateClosed))
	})
	for _, problem := range t.reported {
		fmt.Println(problem)
	}
	// Output:
	// no test notices this fault of the policy: role reader gains note.drop
}
