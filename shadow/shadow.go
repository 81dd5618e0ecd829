// Package shadow lets a service that has its own checks, or another engine, ask
// mandat the same beside them. The service goes on answering by what it has, and
// reads in a report where mandat would have answered otherwise, and why.
//
//	var compare = shadow.New(directory.Org, shadow.Options{Sample: 10})
//
//	allowed := compare.Answer(legacy.MayEdit(user, row), func() shadow.Question {
//		return shadow.Question{Subject: subject(r), Action: "edit", Resource: row.Resource()}
//	})
//
// The answer is always the one that the service has found itself, once: mandat
// cannot change it, whether it denies, fails, panics or is slow. The answer waits
// for the question to be made, and not for mandat, which is asked in another
// goroutine; when too many questions wait there, more are left out, and counted.
//
// By default the report has nothing about persons, like that of package mandatlog:
// no id of a person, resource or unit.
package shadow

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/mandat-go/mandat"
)

// Options say what is compared and told. The zero Options compare every question,
// and tell nothing about persons.
type Options struct {
	// Sample is of how many questions one is compared; 0 and 1 are all. What is left
	// out costs nothing but a counter: not even the question is made.
	Sample uint64
	// Personal adds what can be personal data to the examples of the report: who asked
	// about what, and the explanation in words.
	Personal bool
	// Disagreed is told of each disagreement, with its whole explanation; nil for
	// nobody. It is called by goroutines of the shadow, several at once.
	Disagreed func(Disagreement)
}

// Question is what the service asks itself, as mandat is asked.
type Question struct {
	Subject  mandat.Subject
	Action   mandat.Action
	Resource mandat.Resource
}

// Disagreement is a question to which mandat gives another answer than the
// service.
type Disagreement struct {
	Question
	// Allowed is what the service has answered.
	Allowed bool
	// Explanation is mandat's, for administrators: it hides nothing.
	Explanation mandat.Explanation
	// Cause says in words what the likely cause is.
	Cause string
}

// Shadow compares. It is safe for concurrent use; a nil Shadow compares nothing.
type Shadow struct {
	load    func(context.Context, mandat.OrgID) (*mandat.Org, error)
	options Options
	asked   atomic.Uint64

	mu      sync.Mutex
	idle    sync.Cond // waits for running to be 0
	running int
	tally   tally
}

const (
	// atOnce is how many questions wait for mandat at most.
	atOnce = 64
	// patience is how long the loading of an organisation may take.
	patience = 10 * time.Second
)

// New returns a shadow that finds organisations with a function, such as
// Directory.Org. What that returns is judged as it is then: a change between both
// answers can make them differ.
func New(load func(context.Context, mandat.OrgID) (*mandat.Org, error), o Options) *Shadow {
	s := &Shadow{load: load, options: o, tally: newTally()}
	s.idle.L = &s.mu
	return s
}

// Answer returns the answer that it is given, and has mandat asked the same
// behind its back. The function makes the question; it is called before Answer
// returns, or not at all, so that it can use the caller's row. If it panics, that
// is counted as a failure of mandat's. Slices that the question holds must not be
// changed afterwards.
func (s *Shadow) Answer(allowed bool, question func() Question) bool {
	if s == nil {
		return allowed
	}
	if n := s.asked.Add(1) - 1; s.options.Sample > 1 && n%s.options.Sample != 0 {
		return allowed
	}
	if !s.enter() {
		return allowed
	}
	q, ok := s.make(question)
	if !ok {
		s.leave()
		return allowed
	}
	go func() {
		defer s.leave()
		s.compare(allowed, q)
	}()
	return allowed
}

// enter takes a place among those that wait, unless there is none.
func (s *Shadow) enter() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.running == atOnce {
		s.tally.busy++
		return false
	}
	s.running++
	return true
}

func (s *Shadow) leave() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.running--; s.running == 0 {
		s.idle.Broadcast()
	}
}

// Wait waits until nothing is compared any more, as at the end of a test.
func (s *Shadow) Wait() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.running > 0 {
		s.idle.Wait()
	}
}

func (s *Shadow) make(question func() Question) (q Question, ok bool) {
	defer func() {
		if recover() != nil {
			s.fail("the question cannot be made: the service's mapping panics")
		}
	}()
	return question(), true
}

// compare asks mandat, and notes what came of it.
func (s *Shadow) compare(allowed bool, q Question) {
	defer func() {
		if recover() != nil {
			s.fail("mandat panics")
		}
	}()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	o, err := s.load(ctx, q.Resource.Org)
	if err != nil {
		s.fail(failure(err))
		return
	}
	if o.Decide(q.Subject, q.Action, q.Resource).Allowed() == allowed {
		s.same()
		return
	}
	e := o.Explain(q.Subject, q.Action, q.Resource)
	s.disagree(allowed, q, o, e)
	if s.options.Disagreed != nil {
		s.tell(Disagreement{Question: q, Allowed: allowed, Explanation: e, Cause: cause(e)})
	}
}

func (s *Shadow) tell(d Disagreement) {
	defer func() {
		if recover() != nil {
			s.fail("what is told of disagreements panics")
		}
	}()
	s.options.Disagreed(d)
}

func (s *Shadow) same() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tally.same++
}

func (s *Shadow) fail(why string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tally.failed[why]++
}
