package mandattest_test

import (
	"os"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/mandattest"
	"github.com/mandat-go/mandat/policyfile"
)

// tiny is a policy with few faults: five.
const tiny = `
system: tiny
version: "1"
channels: {web: {}}
types: {note: {statuses: [draft, final], actions: {read: , drop: }}}
roles: {reader: {opens: web, can: note.read}, keeper: {includes: reader, can: note.drop}}
gates: [{close: note.drop, unless: {status: draft}}]
`

var noGroups = map[string]string{"groups: the other answer to whether they hold roles": "there are no groups"}

func tinyPolicy(t testing.TB) *mandat.Policy {
	t.Helper()
	p, err := policyfile.ParsePolicy("tiny.yaml", []byte(tiny))
	require.NoError(t, err)
	return p
}

// tinyRows asks of a policy what it says.
func tinyRows(p *mandat.Policy, t testing.TB) (*mandattest.Fixture, []mandattest.Row) {
	f := mandattest.New(mandattest.NewOrg(p, "acme").Member("kalle", "").Member("maja", "").
		Grant("reader", "kalle", mandat.WholeOrg()).Grant("keeper", "maja", mandat.WholeOrg()).Build(t))
	kalle, maja := f.As("kalle", "web"), f.As("maja", "web")
	note := func(s mandat.Status) mandat.Resource {
		return mandat.Resource{Type: "note", ID: "n", Org: "acme", Status: s}
	}
	return f, []mandattest.Row{
		mandattest.Allow(kalle, "read", note("draft")), mandattest.Deny(kalle, "drop", note("draft"), mandat.NoRight),
		mandattest.Allow(maja, "read", note("draft")), mandattest.Allow(maja, "drop", note("draft")),
		mandattest.Deny(maja, "drop", note("final"), mandat.GateClosed)}
}

func tinyTest(t testing.TB, p *mandat.Policy) {
	f, rows := tinyRows(p, t)
	f.Check(t, rows...)
}

func TestATestThatNoticesEveryFaultPasses(t *testing.T) {
	mandattest.Mutants(t, tinyPolicy(t), mandattest.MutantOptions{Accepted: noGroups}, tinyTest)
}

func TestWhatNoTestNoticesIsReported(t *testing.T) {
	without := func(n int) func(testing.TB, *mandat.Policy) {
		return func(t testing.TB, p *mandat.Policy) {
			f, rows := tinyRows(p, t)
			f.Check(t, append(rows[:n:n], rows[n+1:]...)...)
		}
	}
	text := reported(t, func(t testing.TB) {
		mandattest.Mutants(t, tinyPolicy(t), mandattest.MutantOptions{Accepted: noGroups}, without(4))
	})
	assert.Equal(t, "no test notices this fault of the policy: gate on note.drop: gone", text)
	text = reported(t, func(t testing.TB) {
		mandattest.Mutants(t, tinyPolicy(t), mandattest.MutantOptions{Accepted: noGroups}, without(1))
	})
	assert.Equal(t, "no test notices this fault of the policy: role reader gains note.drop", text)
}

func TestTheAcceptedListIsHeldToWhatIs(t *testing.T) {
	text := reported(t, func(t testing.TB) {
		mandattest.Mutants(t, tinyPolicy(t), mandattest.MutantOptions{Accepted: map[string]string{"gate on note.drop: gone": "", "role boss: gone": ""}}, tinyTest)
	})
	assert.Equal(t, []string{
		"accepted as a fault that no test notices, and one does: gate on note.drop: gone",
		"no test notices this fault of the policy: groups: the other answer to whether they hold roles",
		"accepted as a fault that no test notices, and the policy cannot have it: role boss: gone",
	}, strings.Split(text, "\n"))
}

func TestATestThatFailsOnThePolicyItselfTellsNothing(t *testing.T) {
	runs := 0
	text := reported(t, func(t testing.TB) {
		mandattest.Mutants(t, tinyPolicy(t), mandattest.MutantOptions{}, func(t testing.TB, _ *mandat.Policy) { runs++; t.Error("always") })
	})
	assert.Equal(t, 1, runs)
	assert.Equal(t, "the test fails on the policy itself, so that it tells nothing of its variants:\nalways", text)
	problems, failed := mandattest.Tried(t, func(t testing.TB) {
		mandattest.Mutants(t, tinyPolicy(t), mandattest.MutantOptions{}, func(t testing.TB, _ *mandat.Policy) { t.Skipf("not %s", "here") })
	})
	assert.False(t, failed, problems)
}

func TestSomeFaultsAreASampleThatIsTheSameEachTime(t *testing.T) {
	tried := func(most int) int {
		n := -1 // the policy itself
		mandattest.Mutants(t, tinyPolicy(t), mandattest.MutantOptions{Most: most, Accepted: noGroups}, func(t testing.TB, p *mandat.Policy) { n++; tinyTest(t, p) })
		return n
	}
	all := tried(0)
	assert.Greater(t, all, 4)
	assert.Equal(t, all, tried(1000))
	assert.Equal(t, 3, tried(3))
}

// However a test fails, it fails alone, and what it has opened is closed.
func TestEveryWayToFailIsNoticed(t *testing.T) {
	var cleaned atomic.Int64
	for name, fail := range map[string]func(testing.TB){
		"Error":  func(t testing.TB) { t.Error("x") },
		"Fail":   func(t testing.TB) { t.Fail() },
		"Fatal":  func(t testing.TB) { t.Fatal("x") },
		"Fatalf": func(t testing.TB) { t.Fatalf("x %d", 1) },
		"panic":  func(testing.TB) { panic("x") },
		"in a subtest": func(t testing.TB) {
			mandattest.Run(t, "sub", func(t testing.TB) { t.FailNow() })
			mandattest.Run(t, "never", func(testing.TB) { panic("the test has failed already") })
		},
		"in a cleanup": func(t testing.TB) { t.Cleanup(func() { t.Fatal("x") }) },
		"in a goroutine": func(t testing.TB) {
			done := make(chan struct{})
			go func() { defer close(done); t.Error("x") }()
			<-done
		},
	} {
		cleaned.Store(0)
		problems, failed := mandattest.Tried(t, func(t testing.TB) {
			t.Cleanup(func() { cleaned.Add(1) })
			t.Cleanup(func() { cleaned.Add(1) })
			fail(t)
		})
		assert.True(t, failed, name)
		assert.Equal(t, int64(2), cleaned.Load(), name)
		assert.NotContains(t, problems, "panic: the test has failed already")
	}
}

func TestATriedTestIsATestInEveryOtherWay(t *testing.T) {
	var dir string
	var ctx = t.Context()
	problems, failed := mandattest.Tried(t, func(t testing.TB) {
		t.Helper()
		t.Log("nothing of this")
		t.Logf("is %s", "seen")
		t.Attr("nor", "this")
		_, _ = t.Output().Write([]byte("nor this"))
		dir, ctx = t.TempDir(), t.Context()
		mandattest.Run(t, "sub", func(t testing.TB) {
			assert.Equal(t, "tried/sub", t.Name())
			assert.NoError(t, t.Context().Err())
			t.SkipNow()
		})
		assert.False(t, t.Failed() || t.Skipped())
		assert.NoError(t, ctx.Err())
		t.Skip("here")
	})
	assert.False(t, failed, problems)
	assert.DirExists(t, dir)
	assert.Error(t, ctx.Err())
}

func TestRunIsRunOfARealTest(t *testing.T) {
	var names []string
	mandattest.Run(t, "sub", func(t testing.TB) { names = append(names, t.Name()) })
	mandattest.Run(&recorder{TB: t}, "as it is", func(t testing.TB) { names = append(names, t.Name()) })
	assert.Equal(t, []string{t.Name() + "/sub", t.Name()}, names)
}

// Cases are stopped at the first that fails.
func TestTheCasesOfASystemNoticeFaults(t *testing.T) {
	s, err := policyfile.LoadSystem(os.DirFS("../examples/policytest"), ".")
	require.NoError(t, err)
	rules := s.Policy().Rules()
	rules.Guards = nil
	p, err := mandat.NewPolicy(rules)
	require.NoError(t, err)
	faulty, err := s.With(p)
	require.NoError(t, err)
	assert.Equal(t, "a case fails", reported(t, func(t testing.TB) { mandattest.RunSystem(t, faulty) }))
	r := &recorder{TB: t}
	mandattest.RunSystem(r, faulty)
	require.Len(t, r.reported, 1)
	assert.Contains(t, r.reported[0], "a book that is out is not lent")
}
