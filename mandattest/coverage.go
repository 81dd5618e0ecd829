package mandattest

import (
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/policyfile"
)

// Coverage tells which rules of a policy no test exercises. A permission, or a
// statement of who administers, is exercised by a decision in which it gave the
// right (of several that would have, the first), whatever gates and guards then
// said, and what puts an action under approval by one that needed it. A gate or a
// guard is exercised when it has closed in one decision for which it decided, and
// stood open in another that went past it.
//
// It counts what it is told: by fixtures (Covering), by the cases of a system
// (System), and by a directory whose observer it is (Decided, Changed). What is
// asked under another policy, as by Mutants, does not count. It is safe for
// concurrent use.
type Coverage struct {
	policy *mandat.Policy
	mu     sync.Mutex
	rules  []*exercise
	by     map[use][]*exercise
	same   map[*mandat.Policy]bool // whether a policy says the same
	others int                     // questions under other policies
}

// exercise is what a test has to do.
type exercise struct {
	name string
	done bool
}

// use is how a decision uses a rule for one action.
type use struct {
	rule   mandat.RuleRef
	action mandat.ActionRef
	closed bool
}

// NewCoverage returns a coverage of a policy by nothing as yet.
func NewCoverage(p *mandat.Policy) *Coverage {
	c := &Coverage{policy: p, same: map[*mandat.Policy]bool{p: true}}
	c.rules, c.by = exercises(p.Rules())
	return c
}

// Decided counts a decision of a directory. It is for mandat.Observer:
//
//	directory.SetObserver(&mandat.Observer{Decided: coverage.Decided, Changed: coverage.Changed})
func (c *Coverage) Decided(_ context.Context, q mandat.Decided) {
	if q.Org != nil {
		c.note(q.Org.Policy(), q.Org.Explain(q.Subject, q.Action, q.Resource))
	}
}

// Changed counts the questions that a change of a directory asked, like Decided.
func (c *Coverage) Changed(_ context.Context, change mandat.Change) {
	for _, e := range change.Explain() {
		c.note(change.Before().Policy(), e)
	}
}

// System returns a system of which the runs are counted.
func (c *Coverage) System(s *policyfile.System) *policyfile.System {
	return s.Observed(func(e mandat.Explanation) { c.note(s.Policy(), e) })
}

// note counts one decision under a policy. A nil coverage counts nothing.
func (c *Coverage) note(p *mandat.Policy, e mandat.Explanation) {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.isSame(p) {
		c.others++
		return
	}
	reason := e.Decision().Reason()
	for _, s := range e.Steps() {
		if closed, counts := exercised(s.Kind, reason); counts {
			for _, x := range c.by[use{s.Rule, s.Action, closed}] {
				x.done = true
			}
		}
	}
}

// exercised reports whether a step of a decision for a reason exercises its rule,
// and whether by closing.
func exercised(k mandat.StepKind, reason mandat.Reason) (closed, counts bool) {
	switch k {
	case mandat.StepRight:
		return false, reason > mandat.NoRight
	case mandat.StepGateOpen:
		return false, reason > mandat.GateClosed
	case mandat.StepGateClosed:
		return true, reason == mandat.GateClosed
	case mandat.StepGuardOpen:
		return false, reason > mandat.GuardClosed
	case mandat.StepGuardClosed:
		return true, reason == mandat.GuardClosed
	case mandat.StepNeedsApproval:
		return false, reason == mandat.ApprovalNeeded
	}
	return false, false
}

// isSame reports whether a policy says what the covered one says: each test may
// have read it for itself.
func (c *Coverage) isSame(p *mandat.Policy) bool {
	same, known := c.same[p]
	if !known {
		same = p != nil && reflect.DeepEqual(p.Rules(), c.policy.Rules())
		c.same[p] = same
	}
	return same
}

// Gaps returns what no test exercises, in the order of the policy.
func (c *Coverage) Gaps() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var gaps []string
	for _, x := range c.rules {
		if !x.done {
			gaps = append(gaps, x.name)
		}
	}
	return gaps
}

// Report says in a line how much is exercised, and below it what is not.
func (c *Coverage) Report() string {
	gaps := c.Gaps()
	c.mu.Lock()
	defer c.mu.Unlock()
	var b strings.Builder
	fmt.Fprintf(&b, "policy %s %s: tests exercise %d of %d", c.policy.System(), c.policy.Version(), len(c.rules)-len(gaps), len(c.rules))
	for _, g := range gaps {
		b.WriteString("\n  not exercised: " + g)
	}
	if c.others > 0 {
		fmt.Fprintf(&b, "\n  not counted: %d questions under other policies", c.others)
	}
	return b.String()
}

// Check fails a test if there are gaps that are not accepted, or accepted ones
// that are none any more: so that a team can hold the line. The gaps are accepted
// by the names that Gaps gives, each with the reason.
func (c *Coverage) Check(t testing.TB, accepted map[string]string) {
	t.Helper()
	if wrong := c.wrong(accepted); wrong != "" {
		t.Error(wrong)
	}
}

func (c *Coverage) wrong(accepted map[string]string) string {
	gaps := c.Gaps()
	var wrong []string
	for _, g := range gaps {
		if _, ok := accepted[g]; !ok {
			wrong = append(wrong, "no test exercises "+g)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(accepted)) {
		if !slices.Contains(gaps, name) {
			wrong = append(wrong, "accepted as not exercised, and it is exercised or is not in the policy: "+name)
		}
	}
	return strings.Join(wrong, "\n")
}
