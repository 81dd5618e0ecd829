package mandattest

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/internal/mutants"
)

// MutantOptions say which faults Mutants tries. The zero MutantOptions try all,
// and accept no survivor.
type MutantOptions struct {
	// Accepted names the faults that no test needs to notice, each with the reason.
	Accepted map[string]string
	// Most is how many faults are tried; 0 for all. They are spread over the policy,
	// and are the same in each run. A policy of 150 lines has some hundred, and
	// each takes as long as the test.
	Most int
}

// Mutants runs a test on every faulty variant of a policy that is a policy still:
// with a permission, a condition, a gate or a name in one less, or with one thing
// more that a role can do. Whatever makes the test fail, it has noticed, be it an
// error, a panic or an organisation that does not fit any more. A variant that it
// passes is reported: it is something that the policy says and no test holds.
//
// The test must ask the policy that it is given, and pass on the real one. It runs
// once for each variant, one after the other, with a t of which nothing reaches
// the real test; its subtests are made with Run. It must not run for ever.
//
//	mandattest.Mutants(t, policy, mandattest.MutantOptions{}, func(t testing.TB, p *mandat.Policy) { … })
func Mutants(t testing.TB, p *mandat.Policy, o MutantOptions, test func(t testing.TB, p *mandat.Policy)) {
	t.Helper()
	sound := newRecorder(t, "the policy itself")
	sound.run(func(t testing.TB) { test(t, p) })
	switch {
	case sound.Failed():
		t.Fatalf("the test fails on the policy itself, so that it tells nothing of its variants:\n%s", strings.Join(sound.problems, "\n"))
	case sound.Skipped():
		t.Skip("the test is skipped")
	}
	all := mutants.Of(p)
	noticed := tryAll(t, sample(all, o.Most), test)
	for _, problem := range judge(all, noticed, o.Accepted) {
		t.Error(problem)
	}
	t.Logf("%d of %d variants tried, of which %d survive", len(noticed), len(all), survivors(noticed))
}

// tryAll reports of each variant that is a policy whether the test notices it.
func tryAll(t testing.TB, all []mutants.Mutant, test func(testing.TB, *mandat.Policy)) map[string]bool {
	noticed := make(map[string]bool)
	for _, m := range all {
		p, err := mandat.NewPolicy(m.Rules)
		if err != nil {
			noticed[m.Name] = true // nobody can make this mistake
			continue
		}
		r := newRecorder(t, m.Name)
		r.run(func(t testing.TB) { test(t, p) })
		noticed[m.Name] = r.Failed()
	}
	return noticed
}

// judge returns what is wrong with what survives, sorted.
func judge(all []mutants.Mutant, noticed map[string]bool, accepted map[string]string) (problems []string) {
	for _, name := range slices.Sorted(maps.Keys(noticed)) {
		switch _, ok := accepted[name]; {
		case !ok && !noticed[name]:
			problems = append(problems, "no test notices this fault of the policy: "+name)
		case ok && noticed[name]:
			problems = append(problems, "accepted as a fault that no test notices, and one does: "+name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(accepted)) {
		if !slices.ContainsFunc(all, func(m mutants.Mutant) bool { return m.Name == name }) {
			problems = append(problems, "accepted as a fault that no test notices, and the policy cannot have it: "+name)
		}
	}
	return problems
}

func survivors(noticed map[string]bool) (n int) {
	for _, ok := range noticed {
		if !ok {
			n++
		}
	}
	return n
}

// sample returns so many of the variants, spread over all.
func sample(all []mutants.Mutant, most int) []mutants.Mutant {
	if most <= 0 || most >= len(all) {
		return all
	}
	some := make([]mutants.Mutant, most)
	for i := range some {
		some[i] = all[i*len(all)/most]
	}
	return some
}
