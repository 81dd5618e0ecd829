package mandattest

import (
	"errors"
	"testing"

	"github.com/mandat-go/mandat"
)

// Do has a subject make a change of one step or several, which must succeed: the
// fixture goes on with what it leaves. A refusal ends the test with its
// explanation, because the rest of the story makes no sense then.
func (f *Fixture) Do(t testing.TB, s mandat.Subject, steps ...mandat.Command) mandat.Change {
	t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	change, e, err := f.plan(s, steps)
	if err != nil {
		t.Fatal(told(e, "it done: "+named(steps)))
	}
	f.org = change.Org()
	return change
}

// Refuse has a subject try a change, which must be refused for the reason named:
// NoRight, GateClosed, NoStanding or Malformed for what is denied, GuardClosed for
// what is blocked, ApprovalNeeded for what can only be started. The organisation
// stays as it is. What it returns tells more: who may help, and in its decision
// which obstacle it was.
func (f *Fixture) Refuse(t testing.TB, s mandat.Subject, why mandat.Reason, steps ...mandat.Command) mandat.Explanation {
	t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	_, e, err := f.plan(s, steps)
	switch {
	case err == nil:
		t.Errorf("%s may do this: %s; want it refused: %s", s.Person, named(steps), why)
	case e.Decision().Reason() != why || isUnknown(f.org, s.Person, e.Decision()):
		t.Error(told(e, "it refused: "+why.String()+", got "+e.Decision().String()))
	}
	return e
}

// plan plans a change, and explains a refusal as administrators see it.
func (f *Fixture) plan(s mandat.Subject, steps []mandat.Command) (mandat.Change, mandat.Explanation, error) {
	s = f.inTime(s)
	asked := f.org.ExplainPlan(s, steps...)
	for _, e := range asked {
		f.coverage.note(f.org.Policy(), e)
	}
	change, err := f.org.Plan(s, steps...)
	var refused *mandat.Error
	if !errors.As(err, &refused) {
		return change, mandat.Explanation{}, err
	}
	for _, e := range asked {
		if e.Decision() == refused.Explanation.Decision() {
			return change, e, err
		}
	}
	return change, refused.Explanation, err
}

func named(steps []mandat.Command) string {
	text := ""
	for i, c := range steps {
		if i > 0 {
			text += ", "
		}
		if c != nil {
			text += c.CommandName()
		}
	}
	return text
}
