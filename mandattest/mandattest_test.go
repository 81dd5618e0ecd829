package mandattest_test

import (
	"context"
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/mandattest"
	"github.com/mandat-go/mandat/policyfile"
)

const rules = `
system: notes
version: "1"
structures: {organisation: {home: optional}}
channels: {web: {}}
settings: {loans: {default: false}}
groups: {hold-roles: true}
types:
  note:
    unit: organisation
    statuses: [draft, final]
    actions: {read: , publish: , lend: , print: , approve: }
base: everybody
roles:
  everybody: {opens: web}
  reader: {at: [{organisation: [subtree, home]}, org], can: [note.read, note.publish, note.print, note.approve, {do: note.lend, setting: loans}]}
gates:
  - {close: note.read, unless: {not: {status: final}}}
guards:
  - {before: note.publish, needs: {status: final}}
approvals:
  - {of: note.print, by: approve, votes: 1}
`

func policy(t testing.TB) *mandat.Policy {
	t.Helper()
	p, err := policyfile.ParsePolicy("rules.yaml", []byte(rules))
	require.NoError(t, err)
	return p
}

func note(unit mandat.UnitID, status mandat.Status) mandat.Resource {
	return mandat.Resource{Type: "note", ID: "n-1", Org: "acme", Status: status,
		Units: mandat.Units{mandat.Structure("organisation").Is(mandat.At(unit))}}
}

func acme(t testing.TB) *mandat.Org {
	return mandattest.NewOrg(policy(t), "acme").
		Unit("organisation", "sales", "").
		Unit("organisation", "domestic", "sales").
		Sealed("organisation", "board", "sales").
		Member("kalle", "").
		Member("disa", "domestic").
		MemberWith(mandat.Member{Person: "inga", Status: mandat.MemberInactive}).
		Group("crew", "disa").
		GroupWith(mandat.Group{ID: "all", Groups: []mandat.GroupID{"crew"}}).
		Role(mandat.Role{ID: "own", Includes: []mandat.RoleID{"reader"}}).
		Grant("reader", "kalle", mandat.Below("sales")).
		Grant("own", "inga", mandat.WholeOrg()).
		GrantWith(mandat.Grant{Role: "reader", Group: "all", Scope: mandat.Below("domestic")}).
		Set("loans", true).
		Build(t)
}

func TestBuilder(t *testing.T) {
	kalle, disa, inga := mandattest.As("kalle", "web"), mandattest.As("disa", "web"), mandattest.As("inga", "web")
	mandattest.Check(t, acme(t),
		mandattest.Allow(kalle, "read", note("domestic", "draft")),
		mandattest.Allow(kalle, "lend", note("sales", "draft")),
		mandattest.Deny(kalle, "read", note("board", "draft"), mandat.NoRight),
		mandattest.Deny(kalle, "read", note("sales", "final"), mandat.GateClosed),
		mandattest.Deny(kalle, "raed", note("sales", "draft"), mandat.Malformed),
		mandattest.Blocked(kalle, "publish", note("sales", "draft")),
		mandattest.NeedsApproval(kalle, "print", note("sales", "draft")),
		mandattest.Allow(disa, "read", note("domestic", "draft")),
		mandattest.Deny(disa, "read", note("sales", "draft"), mandat.NoRight),
		mandattest.Deny(inga, "read", note("sales", "draft"), mandat.NoStanding),
	)
}

// recorder stands in for a test, and keeps what it reports.
type recorder struct {
	testing.TB
	reported []string
	fatal    bool
}

func (r *recorder) Helper()           {}
func (r *recorder) Error(args ...any) { r.reported = append(r.reported, fmt.Sprint(args...)) }
func (r *recorder) Errorf(format string, args ...any) {
	r.reported = append(r.reported, fmt.Sprintf(format, args...))
}
func (r *recorder) Fatal(args ...any)        { r.Error(args...); r.fatal = true }
func (r *recorder) Logf(string, ...any)      {}
func (r *recorder) Context() context.Context { return context.Background() }

func TestWrongAnswersAreReported(t *testing.T) {
	kalle := mandattest.As("kalle", "web")
	for name, row := range map[string]mandattest.Row{
		"the zero row":                      {},
		"an allow that is denied":           mandattest.Allow(kalle, "read", note("sales", "final")),
		"a denial that is allowed":          mandattest.Deny(kalle, "read", note("sales", "draft"), mandat.NoRight),
		"a denial for another reason":       mandattest.Deny(kalle, "read", note("sales", "final"), mandat.NoRight),
		"a denial because of a typing slip": mandattest.Deny(kalle, "raed", note("sales", "final"), mandat.NoRight),
		"a block that is allowed":           mandattest.Blocked(kalle, "publish", note("sales", "final")),
		"an approval that is not needed":    mandattest.NeedsApproval(kalle, "read", note("sales", "draft")),
	} {
		r := &recorder{}
		mandattest.Check(r, acme(t), row)
		assert.Len(t, r.reported, 1, name)
	}
	r := &recorder{}
	mandattest.Check(r, acme(t), mandattest.Deny(kalle, "read", note("sales", "final"), mandat.NoRight))
	assert.Equal(t, []string{`row 1: kalle may not read (note n-1): a rule of the policy closes it for everybody; want deny: no-right, got deny: gate-closed
  Standing: the base role everybody opens web.
  Right to read: reader at sales and below, which covers it.
  Gate on read: closed, unless the status is not final.
  What would do: the status draft.`}, r.reported)
}

func TestAnInvalidOrganisationEndsTheTest(t *testing.T) {
	r := &recorder{}
	mandattest.NewOrg(policy(t), "acme").Member("kalle", "nowhere").Build(r)
	assert.True(t, r.fatal)
	assert.Equal(t, []string{"mandat: invalid organisation\n\tMembers[0].Home: unknown unit \"nowhere\""}, r.reported)
}

func TestRunCases(t *testing.T) {
	mandattest.RunCases(t, fstest.MapFS{
		"notes/policy.yaml": {Data: []byte(rules)},
		"notes/acme.yaml":   {Data: []byte("{system: notes, org: acme, units: {organisation: {sales: }}, members: {kalle: }}")},
		"notes/cases.yaml": {Data: []byte(`
system: notes
org: acme.yaml
now: 2026-01-15T09:00:00Z
cases:
  - {name: nobody reads without a role, subject: {person: kalle, channel: web}, action: read,
     resource: {type: note, unit: sales, status: draft}, expect: deny, because: no-right}
`)},
	}, "notes")
}

// A story is run from its beginning, whatever its subtests are.
func TestRunStories(t *testing.T) {
	mandattest.RunCases(t, fstest.MapFS{
		"policy.yaml": {Data: []byte(rules + "administer: [{who: reader, may: grant, roles: reader}]\n")},
		"acme.yaml": {Data: []byte(`
system: notes
org: acme
units: {organisation: {sales: , domestic: {below: sales}}}
members: {kalle: , disa: }
grants: [{role: reader, to: kalle, at: {subtree: sales}}]
`)},
		"cases.yaml": {Data: []byte(`
system: notes
org: acme.yaml
now: 2026-01-15T09:00:00Z
resources: {n: {type: note, unit: domestic, status: draft}}
cases:
  - {name: disa does not read, subject: {person: disa, channel: web}, action: read, resource: n, expect: deny, because: no-right}
  - {name: kalle lets her, subject: {person: kalle, channel: web}, do: {grant-role: {role: reader, to: disa, at: {subtree: domestic}}}, expect: allow}
  - {name: disa reads, subject: {person: disa, channel: web}, action: read, resource: n, expect: allow}
`)},
	}, ".")
}
