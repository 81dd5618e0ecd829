package shadow_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/policyfile"
	"github.com/mandat-go/mandat/shadow"
)

func organisation(t testing.TB) *mandat.Org {
	t.Helper()
	p, err := policyfile.ParsePolicy("rules.yaml", []byte(strings.Replace(rules, "roles:", "settings: {closing: }\nroles:", 1)+
		"guards: [{before: note.read, needs: {not: {setting: closing}}}]\n"))
	require.NoError(t, err)
	o, err := policyfile.ParseOrg("acme.yaml", []byte(acme), p)
	require.NoError(t, err)
	return o
}

// of returns what loads one organisation.
func of(o *mandat.Org) func(context.Context, mandat.OrgID) (*mandat.Org, error) {
	return func(context.Context, mandat.OrgID) (*mandat.Org, error) { return o, nil }
}

func by(p mandat.PersonID, a mandat.Action, r mandat.Resource) shadow.Question {
	return shadow.Question{Subject: mandat.Subject{Person: p, Channel: "web", Session: mandat.OpenSession, At: monday}, Action: a, Resource: r}
}

var draft = row{"n-1", "domestic", "draft"}.Resource()

// ask has one question compared, and returns the report.
func ask(s *shadow.Shadow, allowed bool, q shadow.Question) (bool, shadow.Report) {
	answer := s.Answer(allowed, func() shadow.Question { return q })
	s.Wait()
	return answer, s.Report()
}

func TestTheAnswerIsAlwaysTheServices(t *testing.T) {
	o := organisation(t)
	var none *shadow.Shadow
	slow := make(chan struct{})
	for name, s := range map[string]*shadow.Shadow{
		"mandat answers":               shadow.New(of(o), shadow.Options{}),
		"no shadow":                    none,
		"the organisation is missing":  shadow.New(func(context.Context, mandat.OrgID) (*mandat.Org, error) { return nil, mandat.ErrNotFound }, shadow.Options{}),
		"the organisation is nil":      shadow.New(of(nil), shadow.Options{}),
		"the store panics":             shadow.New(func(context.Context, mandat.OrgID) (*mandat.Org, error) { panic("store") }, shadow.Options{}),
		"the store is slow":            shadow.New(func(context.Context, mandat.OrgID) (*mandat.Org, error) { <-slow; return o, nil }, shadow.Options{}),
		"what is told panics":          shadow.New(of(o), shadow.Options{Disagreed: func(shadow.Disagreement) { panic("told") }}),
		"there is no way to load":      shadow.New(nil, shadow.Options{}),
		"only some are asked":          shadow.New(of(o), shadow.Options{Sample: 2}),
		"the examples name everything": shadow.New(of(o), shadow.Options{Personal: true}),
	} {
		for range 100 {
			for _, allowed := range []bool{true, false} {
				assert.Equal(t, allowed, s.Answer(allowed, func() shadow.Question { return by("kalle", "read", draft) }), name)
				assert.Equal(t, allowed, s.Answer(allowed, func() shadow.Question { panic("mapping") }), name)
			}
		}
	}
	close(slow)
}

func TestTheCausesAreToldApart(t *testing.T) {
	o := organisation(t)
	closing, err := mandat.NewOrg(o.Policy(), func() mandat.OrgData { d := o.Data(); d.Settings = map[mandat.Setting]bool{"closing": true}; return d }())
	require.NoError(t, err)
	with := func(change func(*shadow.Question)) shadow.Question {
		q := by("kalle", "read", draft)
		change(&q)
		return q
	}
	for _, row := range []struct {
		org     *mandat.Org
		allowed bool
		q       shadow.Question
		want    string
	}{
		{o, true, by("kalle", "read", row{"n-1", "sales", "draft"}.Resource()), "mandat allows less, note.read (notes 1): deny: no-right: a role has the action, and is held elsewhere: role reader: note.read"},
		{o, true, by("kalle", "delete", draft), "mandat allows less, note.delete (notes 1): deny: no-right: no role that is held has the action"},
		{o, true, by("nils", "read", draft), "mandat allows less, note.read (notes 1): deny: no-standing: not-a-member: there is no such member"},
		{o, true, by("rolf", "read", draft), "mandat allows less, note.read (notes 1): deny: no-standing: not-active: the member is not active"},
		{o, true, with(func(q *shadow.Question) { q.Subject.Channel = "" }), "mandat allows less, note.read (notes 1): deny: no-standing: channel-closed: no role that is held opens the channel"},
		{o, true, by("maja", "delete", row{"n-1", "sales", "final"}.Resource()), "mandat allows less, note.delete (notes 1): deny: gate-closed: a gate closes it to everybody: gate on note.delete unless status draft"},
		{closing, true, by("kalle", "read", draft), "mandat allows less, note.read (notes 1): blocked: guard: a guard blocks it until something is in order: guard before note.read needs not setting closing"},
		{o, true, with(func(q *shadow.Question) { q.Resource.Units = mandat.Units{} }), "mandat allows less, note.read (notes 1): deny: malformed: unit-not-stated: a fact was not stated: the mapping or the subject leaves it out"},
		{o, true, with(func(q *shadow.Question) { q.Resource.Status = "drfat" }), "mandat allows less, note.read (notes 1): deny: malformed: status-unknown: a name is unknown to the policy or the organisation"},
		{o, true, with(func(q *shadow.Question) { q.Action = "raed" }), "mandat allows less, note (notes 1): deny: malformed: action-unknown: a name is unknown to the policy or the organisation"},
		{o, true, with(func(q *shadow.Question) { q.Resource.Type = "noet" }), "mandat allows less (notes 1): deny: malformed: type-unknown: a name is unknown to the policy or the organisation"},
		{o, true, with(func(q *shadow.Question) { q.Resource.Org = "other" }), "mandat allows less, note.read (notes 1): deny: malformed: org-foreign: what is asked about belongs to another organisation"},
		{o, true, with(func(q *shadow.Question) { q.Subject.Only.Action = "read" }), "mandat allows less, note.read (notes 1): deny: malformed: purpose-incomplete: the question contradicts itself or the policy"},
		{o, false, by("kalle", "read", draft), "mandat allows more, note.read (notes 1): allow: a role gives the right, and nothing closes it: role reader: note.read"},
	} {
		var told []shadow.Disagreement
		s := shadow.New(of(row.org), shadow.Options{Disagreed: func(d shadow.Disagreement) { told = append(told, d) }})
		_, r := ask(s, row.allowed, row.q)
		assert.Contains(t, r.String(), "1 times "+row.want+"\n")
		require.Len(t, told, 1)
		assert.Equal(t, row.q, told[0].Question)
		assert.Equal(t, row.allowed, told[0].Allowed)
		assert.Contains(t, row.want, told[0].Cause)
		assert.Equal(t, row.org.Explain(row.q.Subject, row.q.Action, row.q.Resource).Text("en"), told[0].Explanation.Text("en"))
	}
}

func TestWhatAgreesIsCountedAndNoMore(t *testing.T) {
	s := shadow.New(of(organisation(t)), shadow.Options{Disagreed: func(shadow.Disagreement) { t.Error("told") }})
	ask(s, true, by("kalle", "read", draft))
	_, r := ask(s, false, by("kalle", "delete", draft))
	assert.Equal(t, shadow.Report{Asked: 2, Same: 2, Failures: map[string]uint64{}}, r)
}

func TestDisagreementsOfACauseAreOneGroup(t *testing.T) {
	s := shadow.New(of(organisation(t)), shadow.Options{})
	for range 5 {
		ask(s, false, by("kalle", "read", draft))
		ask(s, false, by("maja", "read", draft))
	}
	_, r := ask(s, true, by("kalle", "delete", draft))
	require.Len(t, r.Groups, 2)
	assert.Equal(t, []uint64{10, 1}, []uint64{r.Groups[0].Count, r.Groups[1].Count}, "the most frequent first")
	assert.Equal(t, []string{`org "acme", version 0, channel "web"`}, r.Groups[0].Examples)
	assert.Equal(t, r.String(), s.Report().String())
}

func TestFailuresAreCountedByKind(t *testing.T) {
	for want, err := range map[string]error{
		"there is no such organisation":           fmt.Errorf("kalle's: %w", mandat.ErrNotFound),
		"the organisation takes too long to load": context.DeadlineExceeded,
		"the organisation cannot be loaded":       errors.New("kalle pulled the plug"),
	} {
		s := shadow.New(func(context.Context, mandat.OrgID) (*mandat.Org, error) { return nil, err }, shadow.Options{Personal: true})
		_, r := ask(s, true, by("kalle", "read", draft))
		assert.Equal(t, "1 questions: 0 answered alike, 0 otherwise, 1 failed, 0 left out because too many waited\n1 times failed: "+want+"\n", r.String())
	}
	s := shadow.New(nil, shadow.Options{})
	ask(s, true, by("kalle", "read", draft))
	s.Answer(true, func() shadow.Question { panic("mapping") })
	assert.Equal(t, map[string]uint64{"mandat panics": 1, "the question cannot be made: the service's mapping panics": 1}, s.Report().Failures)
	s = shadow.New(of(organisation(t)), shadow.Options{Disagreed: func(shadow.Disagreement) { panic("told") }})
	_, r := ask(s, false, by("kalle", "read", draft))
	assert.Equal(t, map[string]uint64{"what is told of disagreements panics": 1}, r.Failures)
	assert.Equal(t, uint64(1), r.Otherwise)
}

func TestOnlyASampleIsAsked(t *testing.T) {
	made := 0
	s := shadow.New(of(organisation(t)), shadow.Options{Sample: 10})
	for range 100 {
		s.Answer(true, func() shadow.Question { made++; return by("kalle", "read", draft) })
		s.Wait()
	}
	assert.Equal(t, 10, made)
	assert.Equal(t, uint64(100), s.Report().Asked)
	assert.Equal(t, uint64(10), s.Report().Same)
}

// A store that does not answer holds up a bounded number of goroutines, and nobody
// who asks.
func TestASlowStoreDelaysNoAnswer(t *testing.T) {
	answer, loading := make(chan struct{}), atomic.Int64{}
	o := organisation(t)
	s := shadow.New(func(ctx context.Context, _ mandat.OrgID) (*mandat.Org, error) {
		loading.Add(1)
		_, limited := ctx.Deadline()
		assert.True(t, limited, "the store may take for ever")
		<-answer
		return o, nil
	}, shadow.Options{})
	before := time.Now()
	for range 1000 {
		assert.True(t, s.Answer(true, func() shadow.Question { return by("kalle", "read", draft) }))
	}
	assert.Less(t, time.Since(before), 5*time.Second)
	close(answer)
	s.Wait()
	r := s.Report()
	assert.Equal(t, int64(64), loading.Load())
	assert.Equal(t, []uint64{1000, 64, 936}, []uint64{r.Asked, r.Same, r.Busy})
}

func TestManyAskAtOnce(t *testing.T) {
	s := shadow.New(of(organisation(t)), shadow.Options{})
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 200 {
				s.Answer(false, func() shadow.Question { return by("kalle", "read", draft) })
				_ = s.Report().String()
			}
			s.Wait()
		})
	}
	all.Wait()
	r := s.Report()
	assert.Equal(t, uint64(1600), r.Otherwise+r.Busy)
}

// By default the report has nothing about persons.
func TestTheReportIsAboutNobody(t *testing.T) {
	secret := func(q shadow.Question) shadow.Question {
		q.Resource.ID = "diary-of-kalle"
		return q
	}
	report := func(o shadow.Options) string {
		s := shadow.New(of(organisation(t)), o)
		ask(s, true, secret(by("kalle", "read", row{"n-1", "sales", "draft"}.Resource())))
		ask(s, false, secret(by("kalle", "read", draft)))
		ask(s, true, secret(by("kalle-elsewhere", "read", draft)))
		ask(s, true, secret(by("kalle", "read-kalle", draft)))
		_, r := ask(s, true, secret(by("kalle", "read", row{"n-1", "home-of-kalle", "draft"}.Resource())))
		return r.String()
	}
	for _, word := range []string{"kalle", "domestic", "sales", "n-1"} {
		assert.NotContains(t, report(shadow.Options{}), word)
	}
	told := report(shadow.Options{Personal: true})
	for _, want := range []string{`, "kalle" "read" "note" "diary-of-kalle"`, "kalle may not read (note diary-of-kalle): no role gives the right.", "home-of-kalle"} {
		assert.Contains(t, told, want)
	}
}
