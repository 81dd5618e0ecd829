package mandattest_test

import (
	"context"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/mandattest"
	"github.com/mandat-go/mandat/memstore"
	"github.com/mandat-go/mandat/policyfile"
)

const permits = "role reader: "

// covered returns a fixture, and what of its policy is not exercised as yet.
func covered(t testing.TB) (*mandattest.Fixture, *mandattest.Coverage) {
	t.Helper()
	f := load(t)
	c := mandattest.NewCoverage(mandattest.LoadPolicy(t, shopFiles(), "policy.yaml")) // the same, read once more
	return f.Covering(c), c
}

func TestAtFirstNothingIsExercised(t *testing.T) {
	_, c := covered(t)
	assert.Equal(t, []string{
		"role keeper: member.read", "role keeper: member.remove", "role keeper: note.print",
		"role reader: note.read", "role reader: note.publish", "role reader: note.print", "role reader: note.approve", "role reader: note.lend",
		"gate on note.read unless not status final: closed", "gate on note.read unless not status final: open",
		"guard before note.publish needs status final: closed", "guard before note.publish needs status final: open",
		"approval of note.print",
		"administer: keeper may grant reader", "administer: keeper may revoke reader",
	}, c.Gaps())
	assert.Contains(t, c.Report(), "policy notes 1: tests exercise 0 of 15\n  not exercised: role keeper: member.read\n")
}

func TestWhatExercisesWhat(t *testing.T) {
	sales := note("sales", "draft")
	for _, row := range []struct {
		name  string
		done  func(*mandattest.Fixture)
		wants []string
	}{
		{"an allow, its permission and the gate that stood open", func(f *mandattest.Fixture) { f.Check(t, mandattest.Allow(f.As("kalle", "web"), "read", sales)) },
			[]string{permits + "note.read", "gate on note.read unless not status final: open"}},
		{"a closed gate, itself and the permission", func(f *mandattest.Fixture) {
			f.Check(t, mandattest.Deny(f.As("kalle", "web"), "read", note("sales", "final"), mandat.GateClosed))
		}, []string{permits + "note.read", "gate on note.read unless not status final: closed"}},
		{"a closed gate for somebody without a right, nothing", func(f *mandattest.Fixture) {
			f.Check(t, mandattest.Deny(f.As("disa", "web"), "read", note("sales", "final"), mandat.NoRight))
		}, nil},
		{"an open gate for somebody without a right, nothing", func(f *mandattest.Fixture) {
			f.Check(t, mandattest.Deny(f.As("disa", "web"), "read", sales, mandat.NoRight))
		}, nil},
		{"a guard", func(f *mandattest.Fixture) { f.Check(t, mandattest.Blocked(f.As("kalle", "web"), "publish", sales)) },
			[]string{permits + "note.publish", "guard before note.publish needs status final: closed"}},
		{"a guard that is met", func(f *mandattest.Fixture) {
			f.Check(t, mandattest.Allow(f.As("kalle", "web"), "publish", note("sales", "final")))
		},
			[]string{permits + "note.publish", "guard before note.publish needs status final: open"}},
		{"an approval", func(f *mandattest.Fixture) {
			f.Check(t, mandattest.NeedsApproval(f.As("kalle", "web"), "print", sales))
		},
			[]string{permits + "note.print", "approval of note.print"}},
		{"a step, the statement", func(f *mandattest.Fixture) {
			f.Do(t, f.As("maja", "web"), mandat.RevokeRole{Grant: mandat.Grant{Role: "reader", Member: "kalle", Scope: mandat.Below("sales")}})
		}, []string{"administer: keeper may revoke reader"}},
		{"a step that is refused, nothing", func(f *mandattest.Fixture) {
			f.Refuse(t, f.As("kalle", "web"), mandat.NoRight, mandat.RemoveMember{Person: "disa"})
		}, nil},
		{"a fork too", func(f *mandattest.Fixture) { f.Fork().Do(t, f.As("maja", "web"), mandat.RemoveMember{Person: "disa"}) },
			[]string{"role keeper: member.remove"}},
		{"a table", func(f *mandattest.Fixture) {
			f.Matrix(t, t.TempDir()+"/rights.txt", true, mandattest.Matrix{Subjects: []mandat.Subject{f.As("maja", "web")}, Resources: []mandat.Resource{sales}, Actions: []mandat.Action{"print"}})
		}, []string{"role keeper: note.print", "approval of note.print"}},
	} {
		f, c := covered(t)
		all := c.Gaps()
		row.done(f)
		assert.ElementsMatch(t, row.wants, missing(all, c.Gaps()), row.name)
	}
}

// missing returns what the second list lacks.
func missing(all, left []string) (done []string) {
	for _, name := range all {
		found := false
		for _, l := range left {
			found = found || l == name
		}
		if !found {
			done = append(done, name)
		}
	}
	return done
}

// A service's tests over HTTP ask a directory.
func TestADirectoryTellsACoverage(t *testing.T) {
	ctx := context.Background()
	f, c := covered(t)
	d, err := mandat.Open(ctx, memstore.New(), f.Org().Policy())
	require.NoError(t, err)
	d.SetObserver(&mandat.Observer{Decided: c.Decided, Changed: c.Changed})
	imported, err := mandat.Import(f.Org().Policy(), f.Org().Data(), f.Now())
	require.NoError(t, err)
	require.NoError(t, d.Commit(ctx, imported))
	all := c.Gaps()
	maja, kalle := f.As("maja", "web"), f.As("kalle", "web")
	maja.At, kalle.At = f.Now(), f.Now()
	_, err = d.Decide(ctx, kalle, "read", note("sales", "draft"))
	require.NoError(t, err)
	_, err = d.Decide(ctx, kalle, "read", mandat.Resource{Type: "note", Org: "elsewhere"})
	require.ErrorIs(t, err, mandat.ErrNotFound)
	_, err = d.Update(ctx, "acme", func(o *mandat.Org) (mandat.Change, error) { return o.Plan(maja, mandat.RemoveMember{Person: "disa"}) })
	require.NoError(t, err)
	assert.ElementsMatch(t, []string{permits + "note.read", "gate on note.read unless not status final: open", "role keeper: member.remove"}, missing(all, c.Gaps()))
}

// A case exercises what it asks, a step what it does, a menu what it names.
func TestASystemTellsACoverage(t *testing.T) {
	files := shopFiles()
	files["cases.yaml"] = &fstest.MapFile{Data: []byte(`
system: notes
org: acme.yaml
now: 2026-01-15T09:00:00Z
resources: {n: {type: note, unit: sales, status: draft}}
cases:
  - {name: a question, subject: {person: kalle, channel: web}, action: read, resource: n, expect: allow}
  - {name: a menu, subject: {person: kalle, channel: web}, resource: n, menu: {greyed: publish}}
  - {name: a step, subject: {person: maja, channel: web}, do: {remove-member: {person: disa}}, expect: allow}
  - {name: a refusal, subject: {person: maja, channel: web}, do: {remove-member: {person: disa}}, expect: blocked, because: guard}
`)}
	s, err := policyfile.LoadSystem(files, ".")
	require.NoError(t, err)
	c := mandattest.NewCoverage(s.Policy())
	all := c.Gaps()
	mandattest.RunSystem(t, c.System(s))
	assert.ElementsMatch(t, []string{permits + "note.read", "gate on note.read unless not status final: open",
		permits + "note.publish", "guard before note.publish needs status final: closed", "role keeper: member.remove"}, missing(all, c.Gaps()))
	assert.Empty(t, missing(all, mandattest.NewCoverage(s.Policy()).Gaps()))
}

// An action that stands for others is exercised by any of them.
func TestAGroupOfActionsIsExercisedByAMember(t *testing.T) {
	p, err := policyfile.ParsePolicy("p.yaml", []byte(`
system: s
version: "1"
channels: {web: {}}
types: {note: {statuses: [a, b], actions: {edit: [name, text], name: , text: [head, body], head: , body: , drop: }}}
roles: {editor: {opens: web, can: [note.edit, {do: note.drop, when: {status: a}}, {do: note.drop, when: {status: b}}, {do: note.drop, when: {status: a}}]}}
`))
	require.NoError(t, err)
	f := mandattest.New(mandattest.NewOrg(p, "acme").Member("kalle", "").Grant("editor", "kalle", mandat.WholeOrg()).Build(t))
	c := mandattest.NewCoverage(p)
	f.Covering(c)
	ask := func(a mandat.Action, s mandat.Status) {
		f.Check(t, mandattest.Allow(f.As("kalle", "web"), a, mandat.Resource{Type: "note", ID: "n", Org: "acme", Status: s}))
	}
	ask("body", "a")
	assert.Equal(t, []string{"role editor: note.drop when status a", "role editor: note.drop when status b", "role editor: note.drop when status a (2)"}, c.Gaps())
	ask("drop", "b")
	assert.Equal(t, []string{"role editor: note.drop when status a", "role editor: note.drop when status a (2)"}, c.Gaps())
	ask("drop", "a") // of two that say the same, the first gives the right
	assert.Equal(t, []string{"role editor: note.drop when status a (2)"}, c.Gaps())
}

// Only what decided counts, or what a decision went past.
func TestWhatDidNotDecideIsNotExercised(t *testing.T) {
	p, err := policyfile.ParsePolicy("p.yaml", []byte(`
system: s
version: "1"
channels: {web: {}}
types: {note: {statuses: [a, b, c], actions: {edit: [name, text], name: , text: , send: , vote: }}}
roles: {editor: {opens: web, can: [note.name, note.send, note.vote]}, other: {opens: web, can: note.text}}
gates: [{close: note.send, unless: {not: {status: a}}}]
guards: [{before: note.send, needs: {status: c}}, {before: note.send, needs: {status: [b, c]}}]
approvals: [{of: note.send, by: vote}]
`))
	require.NoError(t, err)
	guard := func(of, how string) string { return "guard before note.send needs status " + of + ": " + how }
	for _, row := range []struct {
		action mandat.Action
		status mandat.Status
		want   []string
	}{
		{"edit", "b", nil}, // the name could be edited, and the text not
		{"send", "a", []string{"role editor: note.send", "gate on note.send unless not status a: closed"}},
		{"send", "b", []string{"role editor: note.send", "gate on note.send unless not status a: open", guard("c", "closed")}},
		{"send", "c", []string{"role editor: note.send", "gate on note.send unless not status a: open", guard("c", "open"), guard("b or c", "open"), "approval of note.send"}},
	} {
		c := mandattest.NewCoverage(p)
		all := c.Gaps()
		f := mandattest.New(mandattest.NewOrg(p, "acme").Member("kalle", "").Grant("editor", "kalle", mandat.WholeOrg()).Build(t)).Covering(c)
		f.Matrix(t, t.TempDir()+"/rights.txt", true, mandattest.Matrix{Subjects: []mandat.Subject{f.As("kalle", "web")},
			Resources: []mandat.Resource{{Type: "note", ID: "n", Org: "acme", Status: row.status}}, Actions: []mandat.Action{row.action}})
		assert.ElementsMatch(t, row.want, missing(all, c.Gaps()), "%s, status %s", row.action, row.status)
	}
}

func TestAnotherPolicyDoesNotCount(t *testing.T) {
	f, _ := covered(t)
	rules := f.Org().Policy().Rules()
	rules.Gates = nil
	other, err := mandat.NewPolicy(rules)
	require.NoError(t, err)
	c := mandattest.NewCoverage(other)
	f.Covering(c).Check(t, mandattest.Allow(f.As("kalle", "web"), "read", note("sales", "draft")))
	assert.Contains(t, c.Gaps(), permits+"note.read")
	assert.Contains(t, c.Report(), "not counted: 1 questions under other policies")
}

func TestATeamHoldsTheLine(t *testing.T) {
	f, c := covered(t)
	accepted := make(map[string]string)
	for _, g := range c.Gaps() {
		accepted[g] = "not yet"
	}
	c.Check(t, accepted)
	assert.Equal(t, 0, c.After(0, false, accepted))
	delete(accepted, "approval of note.print")
	assert.Equal(t, "no test exercises approval of note.print", reported(t, func(t testing.TB) { c.Check(t, accepted) }))
	assert.Equal(t, 1, c.After(0, false, accepted))
	assert.Equal(t, 2, c.After(2, false, accepted), "the tests have failed")
	assert.Equal(t, 0, c.After(0, true, accepted), "only some of the tests were run")
	f.Check(t, mandattest.NeedsApproval(f.As("kalle", "web"), "print", note("sales", "draft")))
	assert.Equal(t, "accepted as not exercised, and it is exercised or is not in the policy: role reader: note.print",
		reported(t, func(t testing.TB) { c.Check(t, accepted) }))
}
