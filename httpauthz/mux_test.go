package httpauthz_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/httpauthz"
	"github.com/mandat-go/mandat/memstore"
)

// What is wrong with the routes is found when the service starts.
func TestRoutesAreCheckedAtStart(t *testing.T) {
	s := newService(t)
	mux := httpauthz.NewMux(s.guard)
	mux.Handle("GET /a", httpauthz.Rule{}, http.NotFoundHandler())
	mux.Handle("GET /b", may("raed", s.note), http.NotFoundHandler())
	mux.Handle("GET /c", httpauthz.May("read", "nota", httpauthz.Rows(s.note)), http.NotFoundHandler())
	mux.Handle("GET /d", may("read", s.note), http.NotFoundHandler())
	mux.Handle("GET /e", httpauthz.May("remove", mandat.MemberType, httpauthz.Rows(s.note)), http.NotFoundHandler())
	mux.Handle("GET /f", httpauthz.SignedIn(), http.NotFoundHandler())
	s.guard.Require(may("eddit", s.note))
	h, err := mux.Handler(s.directory.Policies()...)
	assert.Nil(t, h)
	assert.EqualError(t, err, `httpauthz: GET /a: there is no rule: say Public if it is for everybody
httpauthz: GET /b: in version "1" of "notes": the policy has no action "raed" of note: the nearest is "read"
httpauthz: GET /c: in version "1" of "notes": the policy has no type "nota": the nearest is "note"
httpauthz: may eddit note: in version "1" of "notes": the policy has no action "eddit" of note: the nearest is "edit"`)
}

// A rule has to be in every policy that organisations are under.
func TestRoutesAreCheckedByEveryPolicy(t *testing.T) {
	old := readPolicy(t)
	rules := old.Rules()
	rules.Version = "2"
	rules.Types[1].Actions = append(rules.Types[1].Actions, mandat.ActionRule{Name: "archive"})
	rules.Roles[2].Can[0].Do = append(rules.Roles[2].Can[0].Do, mandat.ActionRef{Type: "memo", Action: "archive"})
	next, err := mandat.NewPolicy(rules)
	require.NoError(t, err)
	d, err := mandat.Open(background, memstore.New(), old, next)
	require.NoError(t, err)
	s := newService(t)
	guard := &httpauthz.Guard{Directory: d, Subject: s.subject}
	guard.Require(httpauthz.May("archive", "memo", httpauthz.Rows(s.note)))
	assert.EqualError(t, guard.Check(d.Policies()...), `httpauthz: may archive memo: in version "1" of "notes": the policy has no action "archive" of memo: the nearest is "read"`)
	assert.NoError(t, guard.Check(next), "where the old one is kept only to read what happened under it")
}

func TestAGuardThatIsNotFilledIsFound(t *testing.T) {
	_, err := httpauthz.NewMux(new(httpauthz.Guard)).Handler()
	assert.EqualError(t, err, "httpauthz: the guard has no Directory\nhttpauthz: the guard has no Subject\nhttpauthz: there is no policy to check the rules by")
}

func TestRulesSayWhatTheyAsk(t *testing.T) {
	var texts []string
	for _, r := range []httpauthz.Rule{{}, httpauthz.May("read", "note", nil), httpauthz.InPath("org"), httpauthz.SignedIn(), httpauthz.Public()} {
		texts = append(texts, r.String())
	}
	assert.Equal(t, []string{"no rule", "may read note", "in an organisation", "signed in", "public"}, texts)
}

// What is not registered is net/http's to answer.
func TestOtherPathsAreNetHTTPs(t *testing.T) {
	s := newService(t)
	h := s.handler()
	assert.Equal(t, 404, ask(h, "kalle", "GET", "/nothing").Code)
	w := ask(h, "kalle", "POST", "/health")
	assert.Equal(t, 405, w.Code)
	assert.Equal(t, "GET, HEAD", w.Header().Get("Allow"))
}

// A rule whose functions are missing refuses.
func TestHalfARuleRefuses(t *testing.T) {
	s := newService(t)
	for _, rule := range []httpauthz.Rule{{}, httpauthz.In(nil), httpauthz.May("read", "note", nil),
		httpauthz.May("read", "memo", httpauthz.Rows(s.note))} {
		s.reported = nil
		assert.Equal(t, 500, s.serve("kalle", nil, rule), rule)
		assert.Len(t, s.reported, 1, rule)
	}
	s.guard.Report = nil
	assert.Equal(t, 500, s.serve("kalle", nil, httpauthz.Rule{}), "nobody need be told")
}
