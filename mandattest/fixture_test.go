package mandattest_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/mandattest"
)

// keepers has somebody who administers, too.
const keepers = rules + `administer: [{who: keeper, may: [grant, revoke], roles: reader}]
`

const shop = `
system: notes
org: acme
units: {organisation: {sales: , domestic: {below: sales}}}
members: {kalle: , disa: , maja: }
grants:
  - {role: reader, to: kalle, at: {subtree: sales}}
  - {role: keeper, to: maja, at: org}
  - {role: reader, to: disa, at: {subtree: domestic}, until: 2026-01-16T09:00:00Z}
`

func shopFiles() fstest.MapFS {
	withKeeper := strings.Replace(keepers, "  reader:", "  keeper: {at: org, can: [member.read, member.remove, note.print]}\n  reader:", 1)
	return fstest.MapFS{"policy.yaml": {Data: []byte(withKeeper)}, "acme.yaml": {Data: []byte(shop)}}
}

func load(t testing.TB) *mandattest.Fixture {
	t.Helper()
	return mandattest.Load(t, shopFiles(), "policy.yaml", "acme.yaml")
}

// reported returns what a test that must fail reports, in one text.
func reported(t testing.TB, test func(testing.TB)) string {
	t.Helper()
	problems, failed := mandattest.Tried(t, test)
	require.True(t, failed, "the test passes")
	return strings.Join(problems, "\n")
}

func TestWhatIsWrongInAFileEndsTheTestWithItsPlace(t *testing.T) {
	files := shopFiles()
	files["acme.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(shop, "subtree: sales", "subtree: sale", 1))}
	files["broken.yaml"] = &fstest.MapFile{Data: []byte("system: notes\nversion: 1\n")}
	after := false
	assert.Contains(t, reported(t, func(t testing.TB) { mandattest.Load(t, files, "policy.yaml", "acme.yaml"); after = true }), "acme.yaml:7:")
	assert.Contains(t, reported(t, func(t testing.TB) { mandattest.LoadPolicy(t, files, "broken.yaml"); after = true }), "broken.yaml:2:10:")
	assert.Contains(t, reported(t, func(t testing.TB) { mandattest.LoadPolicy(t, files, "none.yaml"); after = true }), "none.yaml")
	assert.False(t, after, "the test goes on without a fixture")
}

func TestAWrongAnswerIsASentence(t *testing.T) {
	f := load(t)
	kalle := f.As("kalle", "web")
	assert.Equal(t, `row 2: kalle may read (note n-1); want deny: no-right, got allow
  Standing: the base role everybody opens web.
  Right to read: reader at sales and below, which covers it.
  Gate on read: open (the status is not final).`, reported(t, func(t testing.TB) {
		f.Check(t,
			mandattest.Allow(kalle, "read", note("sales", "draft")),
			mandattest.Deny(kalle, "read", note("sales", "draft"), mandat.NoRight))
	}))
}

func TestADenialDoesNotPassOnAMisspeltName(t *testing.T) {
	f := load(t)
	kalle, kale, stranger := f.As("kalle", "web"), f.As("kale", "web"), f.As(mandattest.Stranger, "web")
	for name, row := range map[string]mandattest.Row{
		"action":  mandattest.Deny(kalle, "raed", note("sales", "final"), mandat.GateClosed),
		"unit":    mandattest.Deny(kalle, "read", note("sale", "final"), mandat.NoRight),
		"status":  mandattest.Deny(kalle, "read", note("sales", "finale"), mandat.GateClosed),
		"channel": mandattest.Deny(f.As("kalle", "wbe"), "read", note("sales", "final"), mandat.NoStanding),
		"person":  mandattest.Deny(kale, "read", note("sales", "final"), mandat.NoStanding),
	} {
		assert.Contains(t, reported(t, func(t testing.TB) { f.Check(t, row) }), "; want deny: ", name)
		assert.Contains(t, reported(t, func(t testing.TB) { mandattest.Check(t, f.Org(), row) }), "; want deny: ", name)
	}
	assert.Contains(t, reported(t, func(t testing.TB) { f.Refuse(t, kale, mandat.NoStanding, mandat.RemoveMember{Person: "disa"}) }), "got deny: no-standing: not-a-member")
	f.Check(t,
		mandattest.Deny(stranger, "read", note("sales", "draft"), mandat.NoStanding),
		mandattest.Deny(f.As("", "web"), "read", note("sales", "draft"), mandat.NoStanding),
		mandattest.Deny(kalle, "raed", note("sales", "draft"), mandat.Malformed))
}

func TestTheClockStandsStillUntilItIsMoved(t *testing.T) {
	f := load(t)
	disa := f.As("disa", "web")
	assert.Equal(t, mandattest.Now(), f.Now())
	f.Check(t, mandattest.Allow(disa, "read", note("domestic", "draft")))
	f.Later(24 * time.Hour)
	assert.Equal(t, mandattest.Now().Add(24*time.Hour), f.Now())
	f.Check(t, mandattest.Deny(disa, "read", note("domestic", "draft"), mandat.NoRight))
	disa.At = mandattest.Now() // who says a time keeps it
	f.Check(t, mandattest.Allow(disa, "read", note("domestic", "draft")))
	assert.Equal(t, mandat.TimeNotStated, f.Org().Decide(f.As("kalle", "web"), "read", note("sales", "draft")).Detail())
}

func TestAStory(t *testing.T) {
	f := load(t)
	maja, kalle, disa := f.As("maja", "web"), f.As("kalle", "web"), f.As("disa", "web")
	gift := mandat.GrantRole{Grant: mandat.Grant{Role: "reader", Member: "maja", Scope: mandat.Below("sales")}}
	before := f.Fork()
	assert.NotEmpty(t, f.Refuse(t, kalle, mandat.NoRight, gift).Steps())
	f.Refuse(t, disa, mandat.NoRight, mandat.RemoveMember{Person: "kalle"}) // who may not see him is told nothing; the test is
	gift.Grant.Member = "disa"
	change := f.Do(t, maja, gift)
	assert.Len(t, change.Events(), 1)
	f.Check(t, mandattest.Allow(disa, "read", note("sales", "draft")))
	before.Check(t, mandattest.Deny(disa, "read", note("sales", "draft"), mandat.NoRight))
	f.Later(48 * time.Hour)
	assert.Equal(t, f.Now(), f.Do(t, maja, mandat.RemoveMember{Person: "disa"}).Events()[0].At)
}

func TestAStoryThatGoesOtherwiseFails(t *testing.T) {
	f := load(t)
	kalle, disa := f.As("kalle", "web"), f.As("disa", "web")
	gift := mandat.GrantRole{Grant: mandat.Grant{Role: "reader", Member: "disa", Scope: mandat.Below("sales")}}
	after := false
	text := reported(t, func(t testing.TB) { f.Do(t, kalle, gift); after = true })
	assert.True(t, strings.HasPrefix(text, "kalle may not give (reader at sales and below, to disa): no role gives the right; want it done: grant-role\n  Standing:"), text)
	assert.False(t, after, "the story goes on")
	assert.Contains(t, reported(t, func(t testing.TB) { f.Do(t, disa, mandat.RemoveMember{Person: "kalle"}) }), "disa may not remove (member kalle): no role gives the right")
	assert.Contains(t, reported(t, func(t testing.TB) { f.Do(t, kalle, nil) }), "not well formed")
	assert.Equal(t, "maja may do this: grant-role; want it refused: no-right", reported(t, func(t testing.TB) { f.Refuse(t, f.As("maja", "web"), mandat.NoRight, gift) }))
	assert.Contains(t, reported(t, func(t testing.TB) { f.Refuse(t, kalle, mandat.GateClosed, gift) }), "want it refused: gate-closed, got deny: no-right")
	f.Check(t, mandattest.Deny(disa, "read", note("sales", "draft"), mandat.NoRight)) // nothing has happened
}

func TestAFixtureCanBeAskedByManyAtOnce(t *testing.T) {
	f := load(t).Covering(mandattest.NewCoverage(mandattest.LoadPolicy(t, shopFiles(), "policy.yaml")))
	for range 4 {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			f.Check(t, mandattest.Allow(f.As("kalle", "web"), "read", note("sales", "draft")))
			own := f.Fork()
			own.Later(time.Hour)
			own.Do(t, own.As("maja", "web"), mandat.RemoveMember{Person: "disa"})
			f.Later(time.Nanosecond)
		})
	}
}

// The line that go test prints is that of the test, not of this package.
func TestFailuresNameTheLineOfTheTest(t *testing.T) {
	if os.Getenv("MANDATTEST_FAIL") != "" {
		f := load(t)
		kalle := f.As("kalle", "web")
		f.Check(t, mandattest.Deny(kalle, "read", note("sales", "draft"), mandat.NoRight))                              // line 1
		mandattest.Check(t, f.Org(), mandattest.Allow(kalle, "read", note("sales", "draft")))                           // line 2
		f.Refuse(t, f.As("maja", "web"), mandat.NoRight, mandat.RemoveMember{Person: "disa"})                           // line 3
		f.Matrix(t, "testdata/none.txt", false, mandattest.Matrix{})                                                    // line 4
		mandattest.NewCoverage(f.Org().Policy()).Check(t, nil)                                                          // line 5
		mandattest.Mutants(t, f.Org().Policy(), mandattest.MutantOptions{Most: 1}, func(testing.TB, *mandat.Policy) {}) // line 6
		f.Do(t, kalle, mandat.RemoveMember{Person: "disa"})                                                             // line 7
		return
	}
	binary, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.Command(binary, "-test.run=^TestFailuresNameTheLineOfTheTest$")
	cmd.Env = append(os.Environ(), "MANDATTEST_FAIL=1")
	out, err := cmd.CombinedOutput()
	require.Error(t, err, "it passes:\n%s", out)
	source, err := os.ReadFile("fixture_test.go")
	require.NoError(t, err)
	for i, line := range strings.Split(string(source), "\n") {
		if strings.Contains(line, "// line ") && !strings.Contains(line, "Split") {
			assert.Contains(t, string(out), "fixture_test.go:"+itoa(i+1)+": ", line)
		}
	}
}
