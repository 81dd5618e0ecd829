package worlds_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/internal/worlds"
)

// TestEveryDoorAnswersAsTheViewDoes: one filter about all resources of its type, the
// menu in each of its actions, Check, and the explanation, which tells the steps that
// give the answer and none against it.
func TestEveryDoorAnswersAsTheViewDoes(t *testing.T) {
	setChecks(t, max(1, *worldCount/20))
	rapid.Check(t, func(t *rapid.T) {
		w := worlds.Draw(perWorld).Draw(t, "world")
		org := build(t, w)
		for _, q := range w.Questions {
			view := org.As(q.Subject)
			filter := view.Filter(q.Resource.Type, q.Action)
			for _, other := range w.Questions {
				d := filter.Decide(other.Resource)
				if other.Resource.Type == q.Resource.Type {
					assert.Equal(t, view.Decide(q.Action, other.Resource), d, "the filter\n%v%v%v", w, q, other)
				} else {
					assert.Equal(t, mandat.Malformed, d.Reason(), "the filter of another type\n%v%v%v", w, q, other)
				}
			}
			for a, d := range view.Actions(q.Resource) {
				assert.Equal(t, view.Decide(a, q.Resource), d, "the menu, of %s\n%v%v", a, w, q)
			}
			d := view.Decide(q.Action, q.Resource)
			assert.Equal(t, d.Allowed(), view.Check(q.Action, q.Resource) == nil, "Check\n%v%v", w, q)
			e := org.Explain(q.Subject, q.Action, q.Resource)
			assert.Equal(t, d, e.Decision(), "the explanation\n%v%v", w, q)
			assert.True(t, explains(e), "%v is explained by %v\n%v%v", d, e.Steps(), w, q)
		}
	})
}

// explains reports whether the steps of an explanation are those of its decision.
func explains(e mandat.Explanation) bool {
	var rights, missing, gates, guards int
	for _, s := range e.Steps() {
		switch k := s.Kind; {
		case k == mandat.StepRight:
			rights++
		case k >= mandat.StepNoFunction && k <= mandat.StepNotListed:
			missing++
		case k == mandat.StepGateClosed, k == mandat.StepOwnRequest:
			gates++
		case k == mandat.StepGuardClosed, k == mandat.StepObstacle:
			guards++
		}
	}
	switch e.Decision().Reason() {
	case mandat.NoRight:
		return missing > 0
	case mandat.GateClosed:
		return missing == 0 && gates > 0
	case mandat.GuardClosed:
		return gates == 0 && guards > 0
	case mandat.ApprovalNeeded, mandat.Granted:
		return rights > 0 && missing+gates+guards == 0
	}
	return rights+missing+gates+guards == 0
}
