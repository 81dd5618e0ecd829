package shadow

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/mandat-go/mandat"
)

// Report is what the comparisons have come to so far. It is a copy, and the
// caller's.
type Report struct {
	// Asked are the questions that came in, of which Same were answered alike and
	// Otherwise not. Failed counts what Failures lists; Busy are those left out because
	// too many waited. The rest was left out by Options.Sample, or waits.
	Asked, Same, Otherwise, Failed, Busy uint64
	// Groups are the disagreements by their likely cause, the most frequent first.
	Groups []Group
	// Ungrouped counts the disagreements for which there were too many groups already.
	Ungrouped uint64
	// Failures counts, by what it was, what kept mandat from answering, or Disagreed
	// from being told.
	Failures map[string]uint64
}

// Group are disagreements that have the same likely cause.
type Group struct {
	// System and Version are those of the policy that was asked.
	System, Version string
	// Allows tells that mandat allows what the service denies. Otherwise the service
	// allows what mandat denies, blocks, or lets be started only.
	Allows bool
	// Action is what was asked, of which a name that the policy does not have is left
	// out.
	Action   mandat.ActionRef
	Decision mandat.Decision
	// Cause says in words what the likely cause is, Rule which rule of the policy
	// decided; "" for none.
	Cause, Rule string
	Count       uint64
	// Examples are the first disagreements of the group that read differently.
	Examples []string
}

// Report returns what the comparisons have come to so far. It is always in the
// same order.
func (s *Shadow) Report() Report {
	if s == nil {
		return Report{}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	t := &s.tally
	r := Report{Asked: s.asked.Load(), Same: t.same, Otherwise: t.otherwise, Busy: t.busy, Ungrouped: t.others, Failures: maps.Clone(t.failed)}
	for _, n := range t.failed {
		r.Failed += n
	}
	for k, g := range t.groups {
		r.Groups = append(r.Groups, Group{System: k.system, Version: k.version, Allows: k.allows, Action: k.of, Decision: k.decision,
			Cause: g.cause, Rule: g.rule, Count: g.count, Examples: slices.Clone(g.examples)})
	}
	slices.SortFunc(r.Groups, func(a, b Group) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.line(), b.line()), slices.Compare(a.Examples, b.Examples))
	})
	return r
}

// String prints the report.
func (r Report) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d questions: %d answered alike, %d otherwise, %d failed, %d left out because too many waited\n", r.Asked, r.Same, r.Otherwise, r.Failed, r.Busy)
	for _, g := range r.Groups {
		fmt.Fprintf(&b, "%d times %s\n", g.Count, g.line())
		for _, e := range g.Examples {
			fmt.Fprintf(&b, "    such as %s\n", strings.ReplaceAll(e, "\n", "\n        "))
		}
	}
	if r.Ungrouped > 0 {
		fmt.Fprintf(&b, "%d times otherwise for more causes than are kept\n", r.Ungrouped)
	}
	for _, why := range slices.Sorted(maps.Keys(r.Failures)) {
		fmt.Fprintf(&b, "%d times failed: %s\n", r.Failures[why], why)
	}
	return b.String()
}

// line says what a group is about.
func (g Group) line() string {
	direction := "mandat allows less"
	if g.Allows {
		direction = "mandat allows more"
	}
	text := direction
	if g.Action.Type != "" {
		text += ", " + strings.TrimSuffix(g.Action.String(), ".")
	}
	text += fmt.Sprintf(" (%s %s): %s: %s", g.System, g.Version, g.Decision, g.Cause)
	if g.Rule != "" {
		text += ": " + g.Rule
	}
	return text
}
