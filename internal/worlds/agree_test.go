package worlds_test

import (
	"flag"
	"fmt"
	"runtime"
	"strconv"
	"sync/atomic"
	"testing"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/internal/reference"
	"github.com/mandat-go/mandat/internal/worlds"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// worldCount is the number of worlds in which TestAgree asks:
//
//	go test ./internal/worlds -run TestAgree -worlds=100000
//
// To look at the counts of what was reached, add -v.
var worldCount = flag.Int("worlds", 2000, "the number of random worlds in which engine and reference must agree")

const (
	// perWorld is the number of questions in each world.
	perWorld = 30
	// studied is the number of worlds from which on the features are studied, in
	// about so many as studies tells: it takes some time.
	studied, studies = 20_000, 1_000
)

// TestAgree holds the engine against the reference, on random policies,
// organisations and questions.
func TestAgree(t *testing.T) {
	c := newCensus()
	t.Run("shards", func(t *testing.T) { runShards(t, c) })
	if t.Failed() {
		return
	}
	t.Log(c)
	if *worldCount >= 1000 {
		c.wantAnswers(t, 10)
		assert.Greater(t, percent(c.answers["granted"], c.questions), 20.0, "percent granted")
	}
	if *worldCount >= studied {
		c.wantEffects(t, 3)
	}
}

// runShards shares the worlds out to the processors.
func runShards(t *testing.T, c *census) {
	shards := runtime.GOMAXPROCS(0)
	setChecks(t, (*worldCount+shards-1)/shards)
	for i := range shards {
		t.Run(strconv.Itoa(i), func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) { agree(t, c) })
		})
	}
}

// setChecks sets the number of worlds that rapid draws for each check, for as
// long as the test runs. A failure prints its world and its seed, which is
// enough to find it again: rapid is to leave no file behind.
func setChecks(t *testing.T, n int) {
	for name, value := range map[string]string{"rapid.checks": strconv.Itoa(n), "rapid.nofailfile": "true"} {
		f := flag.Lookup(name)
		before := f.Value.String()
		require.NoError(t, f.Value.Set(value))
		t.Cleanup(func() { _ = f.Value.Set(before) })
	}
}

// compareMenu compares what the menu says of the action asked about, if it is one of
// the type's.
func compareMenu(t *rapid.T, w worlds.World, q worlds.Question, want reference.Answer, org *mandat.Org) {
	for a, d := range org.As(q.Subject).Actions(q.Resource) {
		if a == q.Action {
			compare(t, w, q, "the menu", want, func() mandat.Decision { return d })
		}
	}
}

// drawn counts the worlds, to study one now and then.
var drawn atomic.Int64

// agree draws a world and asks both about it.
func agree(t *rapid.T, c *census) {
	w := worlds.Draw(perWorld).Draw(t, "world")
	org := build(t, w)
	var answers []reference.Answer
	for _, q := range w.Questions {
		want := ask(w, q)
		compare(t, w, q, "the engine", want, func() mandat.Decision { return org.Decide(q.Subject, q.Action, q.Resource) })
		compare(t, w, q, "the view", want, func() mandat.Decision { return org.As(q.Subject).Decide(q.Action, q.Resource) })
		compare(t, w, q, "the filter", want, func() mandat.Decision {
			return org.As(q.Subject).Filter(q.Resource.Type, q.Action).Decide(q.Resource)
		})
		compareMenu(t, w, q, want, org)
		answers = append(answers, want)
	}
	askNobody(t, w, w.Questions[0])
	if order := rapid.Uint64().Draw(t, "order"); order%4 == 0 {
		permute(t, w, answers, order)
	}
	c.add(answers)
	if every := *worldCount / studies; *worldCount >= studied && drawn.Add(1)%int64(every) == 0 {
		c.study(w, answers)
	}
}

// build makes the organisation. A world that is refused is a fault of the
// generator or of the validation, and never passed over.
func build(t rapid.TB, w worlds.World) *mandat.Org {
	policy, err := mandat.NewPolicy(w.Rules)
	if err != nil {
		t.Fatalf("NewPolicy refuses a world: %v\n%v", err, w)
	}
	org, err := mandat.NewOrg(policy, w.Data)
	if err != nil {
		t.Fatalf("NewOrg refuses a world: %v\n%v", err, w)
	}
	return org
}

// compare fails, with the world in words, unless the decision is the answer
// that the reference gives.
func compare(t *rapid.T, w worlds.World, q worlds.Question, who string, want reference.Answer, decide func() mandat.Decision) {
	d, panicked := try(decide)
	if panicked != nil {
		t.Fatalf("%s panics: %v\n%v%v", who, panicked, w, q)
	}
	if got := answer(d); got != want {
		t.Fatalf("%s answers %v\nthe reference %v: %s\n%v%v", who, d, want.Outcome, code(want), w, q)
	}
}

func try(decide func() mandat.Decision) (d mandat.Decision, panicked any) {
	defer func() { panicked = recover() }()
	return decide(), nil
}

func answer(d mandat.Decision) reference.Answer {
	return reference.Answer{Outcome: d.Outcome(), Reason: d.Reason(), Detail: d.Detail()}
}

// askNobody puts a question to an organisation that is nil and to the zero
// one.
func askNobody(t *rapid.T, w worlds.World, q worlds.Question) {
	want := reference.Answer{Outcome: mandat.Denied, Reason: mandat.Malformed, Detail: mandat.NoOrg}
	for _, org := range []*mandat.Org{nil, {}} {
		who := fmt.Sprintf("the organisation %v", org)
		compare(t, w, q, who, want, func() mandat.Decision { return org.Decide(q.Subject, q.Action, q.Resource) })
		compare(t, w, q, who, want, func() mandat.Decision { return org.As(q.Subject).Decide(q.Action, q.Resource) })
		compare(t, w, q, "the filter", want, func() mandat.Decision {
			return org.As(q.Subject).Filter(q.Resource.Type, q.Action).Decide(q.Resource)
		})
		compareMenu(t, w, q, want, org)
	}
}
