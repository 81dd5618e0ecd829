package worlds_test

import (
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/internal/reference"
	"github.com/mandat-go/mandat/internal/worlds"
)

// census counts what the questions reached, so that a generator that stops
// reaching something fails the test.
type census struct {
	mu sync.Mutex
	// worlds and questions are all that were asked; studied are the questions for
	// which it was found out which features had effect.
	worlds, questions, studied int
	// answers counts reasons and details, effects the questions in which a
	// feature had effect.
	answers, effects map[string]int
}

func newCensus() *census {
	return &census{answers: map[string]int{}, effects: map[string]int{}}
}

// add counts the answers to the questions of one world.
func (c *census) add(answers []reference.Answer) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.worlds++
	c.questions += len(answers)
	for _, a := range answers {
		c.answers[code(a)]++
	}
}

func code(a reference.Answer) string {
	if a.Detail == mandat.NoDetail {
		return a.Reason.String()
	}
	return a.Reason.String() + ": " + a.Detail.String()
}

// study finds out, for each question of a world, which features had effect. A
// malformed question tells nothing of them.
func (c *census) study(w worlds.World, answers []reference.Answer) {
	found := map[string]int{}
	for i, q := range w.Questions {
		if answers[i].Reason == mandat.Malformed {
			continue
		}
		for _, f := range features {
			if a := askAfter(f.edit, w, q); a != answers[i] && a.Reason != mandat.Malformed {
				found[f.name]++
			}
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.studied += len(w.Questions)
	for name, n := range found {
		c.effects[name] += n
	}
}

func askAfter(e edit, w worlds.World, q worlds.Question) reference.Answer {
	w, q = after(e, w, q)
	return ask(w, q)
}

func ask(w worlds.World, q worlds.Question) reference.Answer {
	return reference.DecideValue(w.Rules, w.Data, q.Subject, q.Action, q.Resource, q.Value)
}

// wantAnswers fails the test for answers that were too seldom: of 10,000
// questions, each code must be the answer to so many; a tenth of that will do for
// what there is not.
func (c *census) wantAnswers(t *testing.T, codes int) {
	t.Helper()
	for _, code := range allCodes() {
		if n := c.answers[code]; n*10_000 < c.questions*codes {
			t.Errorf("%q is the answer to %d of %d questions: too few", code, n, c.questions)
		}
	}
	for _, code := range blockCodes() {
		if n := c.answers[code]; n*10_000 < c.questions*codes/25 {
			t.Errorf("%q is the answer to %d of %d questions: too few", code, n, c.questions)
		}
	}
}

// wantEffects fails the test for features that had effect too seldom: of 10,000
// questions that were studied, in fewer than so many.
func (c *census) wantEffects(t *testing.T, effects int) {
	t.Helper()
	for _, f := range features {
		if n := c.effects[f.name]; n*10_000 < c.studied*effects {
			t.Errorf("%q had effect in %d of %d questions: too few", f.name, n, c.studied)
		}
	}
}

// allCodes returns every reason, with every detail that it can have; but for
// NoOrg, which every world has an answer for.
func allCodes() []string {
	var codes []string
	for d := mandat.TypeUnknown; d <= mandat.PurposeOther; d++ {
		if d == mandat.DigestNotStated {
			continue // of commands alone
		}
		reason := mandat.Malformed
		if d >= mandat.NotAMember {
			reason = mandat.NoStanding
		}
		codes = append(codes, code(reference.Answer{Reason: reason, Detail: d}))
	}
	for r := mandat.NoRight; r <= mandat.Granted; r++ {
		codes = append(codes, r.String())
	}
	return codes
}

// blockCodes returns what blocks a question about what there is not.
func blockCodes() []string {
	var codes []string
	for _, d := range []mandat.Detail{
		mandat.UnitMissing, mandat.MemberMissing, mandat.GroupMissing, mandat.RoleMissing, mandat.InvitationMissing,
		mandat.ApprovalMissing, mandat.ApprovalOver, mandat.RoleBuiltIn, mandat.StructureMissing, mandat.RoleInvalid, mandat.GroupPredefined, mandat.GroupOrdinary,
	} {
		codes = append(codes, code(reference.Answer{Reason: mandat.GuardClosed, Detail: d}))
	}
	return codes
}

// String returns the counts, one a line.
func (c *census) String() string {
	s := fmt.Sprintf("%d worlds, %d questions\n", c.worlds, c.questions)
	for _, code := range slices.Sorted(maps.Keys(c.answers)) {
		s += fmt.Sprintf("%9d %6.2f%%  %s\n", c.answers[code], percent(c.answers[code], c.questions), code)
	}
	s += fmt.Sprintf("effects in %d questions\n", c.studied)
	for _, f := range features {
		s += fmt.Sprintf("%9d %6.2f%%  %s\n", c.effects[f.name], percent(c.effects[f.name], c.studied), f.name)
	}
	return s
}

func percent(n, of int) float64 { return 100 * float64(n) / float64(max(of, 1)) }
