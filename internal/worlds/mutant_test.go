package worlds_test

import (
	"testing"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/internal/worlds"
)

// TestMutants shows that the comparison of TestAgree can fail. Each feature
// makes a mutant, a reference that leaves the feature out or gets it wrong, and
// the engine must be seen to differ from every one of them.
func TestMutants(t *testing.T) {
	alive := map[string]bool{}
	for _, f := range features {
		alive[f.name] = true
	}
	for seed := 1; seed <= 200 && len(alive) > 0; seed++ {
		w := worlds.Draw(perWorld).Example(seed)
		org := build(t, w)
		for _, f := range features {
			if alive[f.name] && differs(org, f.edit, w) {
				delete(alive, f.name)
			}
		}
	}
	for name := range alive {
		t.Errorf("a reference that gets %q wrong agrees with the engine in 200 worlds", name)
	}
}

// differs reports whether the engine answers some question differently from
// the mutant.
func differs(org *mandat.Org, mutate edit, w worlds.World) bool {
	for _, q := range w.Questions {
		if answer(org.Decide(q.Subject, q.Action, q.Resource)) != askAfter(mutate, w, q) {
			return true
		}
	}
	return false
}
