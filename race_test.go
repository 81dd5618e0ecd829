package mandat_test

import (
	"fmt"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"github.com/mandat-go/mandat"
)

// answer is everything that can be asked of one question.
func answer(o *mandat.Org, q question) string {
	v := o.As(q.s)
	text := fmt.Sprintln(o.Decide(q.s, q.a, q.r), v.Decide(q.a, q.r), v.Check(q.a, q.r))
	for a, d := range v.Actions(q.r) {
		text += fmt.Sprintln(a, d)
	}
	e := o.Explain(q.s, q.a, q.r)
	return text + fmt.Sprintln(e.Because(), e.Misses(), v.Explain(q.a, q.r).Text("sv"), e.Text("en"))
}

// TestConcurrentAnswersAreTheSerialOnes is also the advisory CVE-2026-55866:
// answers that change with concurrency.
func TestConcurrentAnswersAreTheSerialOnes(t *testing.T) {
	p := richPolicy(t)
	var questions []question
	data := rapid.Custom(richData).Example(7)
	draw := rapid.Custom(func(t *rapid.T) question { s, a, r := drawQuestion(t); return question{s, a, r} })
	for i := range 60 {
		questions = append(questions, draw.Example(i))
	}
	o := mustOrg(t, p, data)
	var want []string
	var filters []mandat.Filter
	for _, q := range questions {
		want = append(want, answer(o, q))
		filters = append(filters, o.As(q.s).Filter(q.r.Type, q.a))
	}
	var workers sync.WaitGroup
	for w := range 8 {
		workers.Go(func() {
			for i := range questions {
				k := (i*7 + w*11) % len(questions)
				if got := answer(o, questions[k]); got != want[k] {
					t.Errorf("asked at the same time as others:\n%s\nalone:\n%s", got, want[k])
				}
				if got, want := filters[k].Decide(questions[k].r), o.Decide(questions[k].s, questions[k].a, questions[k].r); got != want {
					t.Errorf("a filter that others ask too: %s; want %s", got, want)
				}
				if w == 0 { // while others ask, other organisations are built of the same policy
					mustOrg(t, p, data)
				}
			}
		})
	}
	workers.Wait()
}
