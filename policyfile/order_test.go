package policyfile_test

import (
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/policyfile"
)

// The same policy has decided differently elsewhere, by the order in which its
// parts were loaded. Here the sections of a file and the statements in them can
// stand in any order.
func TestAdvisory_cerbos_3382(t *testing.T) {
	sections := []string{
		"system: shop",
		`version: "1"`,
		"channels: {web: , link: }",
		"types: {order: {statuses: [open, sent, paid], actions: {read: , edit: [name, lines], name: , lines: , send: {needs: read}}}}",
		"base: visitor",
		"roles: {" + "%" + "}",
		"gates: [" + "%" + "]",
		"guards: [" + "%" + "]",
	}
	parts := map[string][]string{
		"roles":  {"visitor: {opens: web, can: order.read}", "clerk: {includes: visitor, can: [order.edit, order.send]}", "helper: {opens: link, can: order.lines}"},
		"gates":  {"{close: order.edit, unless: {status: [open, sent]}}", "{close: order.name, unless: {status: open}}", "{close: order.lines, unless: {holds: clerk}}"},
		"guards": {"{before: order.send, needs: {status: paid}}", "{before: order.name, needs: {channel: web}}"},
	}
	const org = "system: shop\norg: acme\nmembers: {a: , b: , c: }\ngrants: [{role: clerk, to: a, at: org}, {role: helper, to: b, at: org}]"
	random := rand.New(rand.NewPCG(1, 2))
	var want []mandat.Decision
	for range 1000 {
		random.Shuffle(len(sections), func(i, j int) { sections[i], sections[j] = sections[j], sections[i] })
		var file strings.Builder
		for _, s := range sections {
			key, _, _ := strings.Cut(s, ":")
			p := parts[key]
			random.Shuffle(len(p), func(i, j int) { p[i], p[j] = p[j], p[i] })
			file.WriteString(strings.Replace(s, "%", strings.Join(p, ", "), 1) + "\n")
		}
		o, err := policyfile.ParseOrg("acme.yaml", []byte(org), mustPolicy(t, file.String()))
		require.NoError(t, err)
		got := everything(t, o)
		if want == nil {
			want = got
			assert.Contains(t, outcomes(want), mandat.Allowed)
			assert.Contains(t, outcomes(want), mandat.Blocked)
			assert.Contains(t, outcomes(want), mandat.Denied)
		}
		require.Equal(t, want, got, file.String())
	}
}

// everything asks all questions about orders.
func everything(t *testing.T, o *mandat.Org) (all []mandat.Decision) {
	t.Helper()
	for _, channel := range []string{"web", "link"} {
		for _, person := range []string{"a", "b", "c"} {
			s, err := policyfile.ParseSubject("{person: "+person+", channel: "+channel+", at: 2026-01-15T09:00:00Z}", noTime)
			require.NoError(t, err)
			for _, status := range []mandat.Status{"open", "sent", "paid"} {
				for _, action := range []mandat.Action{"read", "edit", "name", "lines", "send"} {
					all = append(all, o.Decide(s, action, mandat.Resource{Type: "order", ID: "o-1", Org: o.ID(), Status: status}))
				}
			}
		}
	}
	return all
}

func outcomes(decisions []mandat.Decision) (all []mandat.Outcome) {
	for _, d := range decisions {
		all = append(all, d.Outcome())
	}
	return all
}

// A system can be run by many at once, and comes to the same every time.
func TestSystemIsSafeForConcurrentUse(t *testing.T) {
	s := mustSystem(t, folder(casesHead+facts+`cases:
  - {name: a, clauses: [A1], subject: {person: eva, channel: desk}, action: read, resource: b-1, expect: deny, because: no-right}
  - {name: b, subject: {person: eva, channel: desk}, resource: kept, menu: {shown: [read, burn]}}
  - {name: c, file: town.yaml, expect: invalid, because: '1:1: a'}
`))
	want := s.Run()
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			other, err := s.With(s.Policy())
			assert.NoError(t, err)
			assert.Equal(t, want, s.Run())
			assert.Equal(t, want, other.Run())
			s.Run()[0].Clauses[0] = "changed"
		})
	}
	all.Wait()
	assert.Equal(t, want, s.Run())
}
