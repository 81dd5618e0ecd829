package httpauthz_test

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/httpauthz"
)

// The table of the package comment, row by row.
func TestAnswers(t *testing.T) {
	const secret = "dial tcp db.internal: password hunter2"
	down := errors.New(secret)
	for _, c := range []struct {
		name           string
		person, method string
		path           string
		broken         func(*service)
		status         int
		code           string
		reported       string // "" for nothing
	}{
		{"allowed", "kalle", "GET", "/acme/notes/open", nil, 200, "", ""},
		{"nobody", "", "GET", "/acme/notes/open", nil, 401, "not-signed-in", ""},
		{"nobody, and the session store says nothing", "", "GET", "/acme/notes/open", func(s *service) {
			s.guard.Subject = func(*http.Request) (mandat.Subject, error) { return mandat.Subject{At: monday, Channel: "web"}, nil }
		}, 401, "not-signed-in", ""},
		{"the session store is down", "kalle", "GET", "/acme/notes/open", func(s *service) {
			s.guard.Subject = func(*http.Request) (mandat.Subject, error) { return mandat.Subject{Person: "kalle"}, down }
		}, 503, "unavailable", "httpauthz: who asks: " + secret},
		{"no such row", "kalle", "GET", "/acme/notes/none", nil, 404, "not-found", ""},
		{"no such row, by SQL", "kalle", "GET", "/acme/notes/open", func(s *service) { s.fails = fmt.Errorf("note: %w", sql.ErrNoRows) }, 404, "not-found", ""},
		{"a request that cannot be read", "kalle", "GET", "/acme/notes/open", func(s *service) { s.fails = fmt.Errorf("%w: %w", httpauthz.ErrBadRequest, down) }, 400, "bad-request", ""},
		{"a request that is too large", "kalle", "GET", "/acme/notes/open", func(s *service) { s.fails = &http.MaxBytesError{Limit: 9} }, 413, "too-large", ""},
		{"the rows cannot be loaded", "kalle", "GET", "/acme/notes/open", func(s *service) { s.fails = down }, 503, "unavailable", "httpauthz: may read note: " + secret},
		{"no such organisation", "kalle", "GET", "/acme/notes/open", func(s *service) { s.notes["open"].org = "gone" }, 404, "not-found", ""},
		{"the store is down", "kalle", "GET", "/acme/notes/open", func(s *service) { s.store.fails = down }, 503, "unavailable", "httpauthz: may read note: mandat: organisation acme: " + secret},
		{"a row that may not be seen", "kalle", "GET", "/acme/notes/hidden", nil, 404, "not-found", ""},
		{"a row of another organisation", "kalle", "GET", "/umbra/notes/theirs", nil, 404, "not-found", ""},
		{"a unit that is gone", "kalle", "GET", "/acme/notes/homeless", nil, 404, "not-found", `httpauthz: may read note: deny: malformed: unit-unknown ("gone")`},
		{"a fact that is not stated", "kalle", "POST", "/acme/notes/open/delete", func(s *service) { s.notes["open"].status = "" }, 500, "internal", "httpauthz: may delete note: deny: malformed: status-not-stated"},
		{"an unknown status", "kalle", "GET", "/acme/notes/open", func(s *service) { s.notes["open"].status = "lost" }, 500, "internal", `httpauthz: may read note: deny: malformed: status-unknown ("lost")`},
		{"an unknown channel", "kalle", "GET", "/acme/notes/open", func(s *service) {
			s.guard.Subject = func(*http.Request) (mandat.Subject, error) {
				return mandat.Subject{Person: "kalle", Channel: "fax", At: monday}, nil
			}
		}, 500, "internal", `httpauthz: may read note: deny: malformed: channel-unknown ("fax")`},
		{"no organisation stated", "kalle", "GET", "/acme/notes/open", func(s *service) { s.notes["open"].org = "" }, 500, "internal", "httpauthz: may read note: the loader did not state the organisation"},
		{"not active", "ivar", "GET", "/acme/notes", nil, 403, "no-standing: not-active", ""},
		{"no right", "kalle", "POST", "/acme/notes/open/delete", nil, 403, "no-right", ""},
		{"a gate", "anna", "POST", "/acme/notes/open/delete", func(s *service) { s.notes["open"].status = "final" }, 403, "gate-closed", ""},
		{"a guard", "anna", "POST", "/acme/notes/open/edit", func(s *service) { s.notes["open"].author = "bo" }, 409, "guard", ""},
		{"an approval", "anna", "POST", "/acme/notes/open/publish", nil, 409, "needs-approval", ""},
		{"a loader that panics", "kalle", "GET", "/acme/notes/open", func(s *service) { s.breaks = secret }, 500, "internal", "httpauthz: panic: " + secret},
		{"a loader that gives nothing", "kalle", "GET", "/acme/notes/open", func(s *service) { s.notes["open"] = nil }, 500, "internal", "httpauthz: panic: runtime error: invalid memory address or nil pointer dereference"},
		{"a session that panics", "kalle", "GET", "/acme/notes/open", func(s *service) {
			s.guard.Subject = func(*http.Request) (mandat.Subject, error) { panic(down) }
		}, 500, "internal", "httpauthz: panic: " + secret},
		{"a member of no other organisation lists", "kalle", "GET", "/umbra/notes", nil, 404, "not-found", ""},
		{"no such organisation to list", "kalle", "GET", "/gone/notes", nil, 404, "not-found", ""},
		{"the store is down for a list", "kalle", "GET", "/acme/notes", func(s *service) { s.store.fails = down }, 503, "unavailable", "httpauthz: mandat: organisation acme: " + secret},
		{"an unknown channel lists", "kalle", "GET", "/acme/notes", func(s *service) {
			s.guard.Subject = func(*http.Request) (mandat.Subject, error) {
				return mandat.Subject{Person: "kalle", Channel: "fax", At: monday}, nil
			}
		}, 500, "internal", `httpauthz: may read org: deny: malformed: channel-unknown ("fax")`},
		{"a list", "kalle", "GET", "/acme/notes", nil, 200, "", ""},
		{"nobody lists", "", "GET", "/acme/notes", nil, 401, "not-signed-in", ""},
		{"nobody asks for themselves", "", "GET", "/me", nil, 401, "not-signed-in", ""},
		{"somebody asks for themselves", "stranger", "GET", "/me", nil, 200, "", ""},
		{"public", "", "GET", "/health", func(s *service) { s.store.fails = down }, 200, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newService(t)
			if c.broken != nil {
				c.broken(s)
			}
			w := ask(s.handler(), c.person, c.method, c.path)
			require.Equal(t, c.status, w.Code, w.Body.String())
			if c.status != 200 {
				assert.Equal(t, c.code, problemOf(t, w).Code)
				assert.Zero(t, s.served, "the handler ran")
			}
			assert.NotContains(t, fmt.Sprint(w.Body.String(), w.Header()), "hunter2")
			assert.Equal(t, c.status == 503, w.Header().Get("Retry-After") != "")
			if c.reported == "" {
				assert.Empty(t, s.reported)
			} else if assert.Len(t, s.reported, 1) {
				assert.EqualError(t, s.reported[0], c.reported)
			}
		})
	}
}

func TestNobodyIsToldHowToSignIn(t *testing.T) {
	s := newService(t)
	w := ask(s.handler(), "", "GET", "/acme/notes/open")
	assert.Equal(t, `Bearer realm="notes"`, w.Header().Get("WWW-Authenticate"))
	assert.Zero(t, s.loaded, "nothing is loaded for nobody")
}

// Whether there is no such thing or it may not be seen, nothing tells: not the status, not
// a header, not a byte of the body.
func TestWhatMayNotBeSeenIsLikeWhatIsNotThere(t *testing.T) {
	s := newService(t)
	h := s.handler()
	want := ask(h, "kalle", "GET", "/acme/notes/none")
	require.Equal(t, 404, want.Code)
	for name, path := range map[string]string{
		"another unit":                      "/acme/notes/hidden",
		"another organisation":              "/umbra/notes/theirs",
		"another organisation, by the path": "/acme/notes/theirs",
		"a list of another organisation":    "/umbra/notes",
		"a list of no organisation":         "/nowhere/notes",
	} {
		for _, lang := range []string{"", "sv"} {
			got := ask(h, "kalle", "GET", path, "Accept-Language", lang)
			assert.Equal(t, want.Code, got.Code, name)
			assert.Equal(t, want.Header(), got.Header(), name)
			assert.Equal(t, want.Body.String(), got.Body.String(), name)
		}
	}
	for name, form := range map[string]string{"no such unit": "unit=none", "a unit that is sealed": "unit=secret"} {
		got := post(h, "anna", "/acme/notes", form)
		assert.Equal(t, want.Body.String(), got.Body.String(), name)
		assert.Equal(t, want.Header(), got.Header(), name)
	}
	for _, org := range []string{"umbra", "nowhere"} {
		got := post(h, "kalle", "/"+org+"/notes", "unit=main")
		assert.Equal(t, want.Body.String(), got.Body.String(), org)
	}
	assert.Equal(t, 200, ask(h, "olga", "GET", "/umbra/notes/theirs").Code)
}

// A mapping that is wrong tells a stranger nothing either.
func TestAStrangerHearsNothingOfAMistake(t *testing.T) {
	s := newService(t)
	s.notes["theirs"].status = "lost"
	assert.Equal(t, 404, ask(s.handler(), "kalle", "GET", "/umbra/notes/theirs").Code)
	assert.Len(t, s.reported, 1, "but it is reported")
}

func TestARefusalSaysWhatWouldDo(t *testing.T) {
	s := newService(t)
	p := problemOf(t, ask(s.handler(), "kalle", "POST", "/acme/notes/open/delete"))
	assert.Equal(t, `kalle may not delete (note open): no role gives the right.
  Standing: reader at sales and below opens the site.
  No right to delete: no role held has it.
  Gate on delete: open (the status is draft).
  What would do: a grant of editor at domestic and below.`, p.Detail)
	assert.Equal(t, []httpauthz.Miss{{Code: "grant editor at domestic"}}, p.Misses, "lisa could give it, but kalle may not see her")
}

// Who could give what is missing is named to those who may see them.
func TestGiversAreNamedToThoseWhoMaySeeThem(t *testing.T) {
	s := newService(t)
	p := problemOf(t, post(s.handler(), "max", "/acme/notes", "unit=sales"))
	assert.Equal(t, 403, p.Status)
	assert.Equal(t, []httpauthz.Miss{{Code: "grant editor at sales", Givers: []mandat.PersonID{"lisa"}}}, p.Misses)
	assert.Contains(t, p.Detail, "which lisa can give")
}

func TestARefusalIsInTheLanguageOfTheRequest(t *testing.T) {
	s := newService(t)
	for header, want := range map[string]string{
		"":                               "en kalle may not delete (note open)",
		"sv-SE,sv;q=0.9,en;q=0.8":        "sv kalle får inte radera (note open)",
		"de, sv;q=0.5":                   "sv kalle får inte radera (note open)",
		"en;q=0.5, SV":                   "sv kalle får inte radera (note open)",
		"sv;q=0":                         "en kalle may not delete (note open)",
		"de":                             "en kalle may not delete (note open)",
		"*":                              "en kalle may not delete (note open)",
		"sv;q=nonsense":                  "en kalle may not delete (note open)",
		"sv;q=NaN":                       "en kalle may not delete (note open)",
		"sv;q=2":                         "en kalle may not delete (note open)",
		"\x00":                           "en kalle may not delete (note open)",
		strings.Repeat("x,", 30) + "sv":  "en kalle may not delete (note open)",
		"sv" + strings.Repeat(" ", 2000): "en kalle may not delete (note open)",
	} {
		w := ask(s.handler(), "kalle", "POST", "/acme/notes/open/delete", "Accept-Language", header)
		first, _, _ := strings.Cut(problemOf(t, w).Detail, ":")
		assert.Equal(t, want, w.Header().Get("Content-Language")+" "+first, header)
	}
}

func TestErrorAnswersWhatAHandlerGets(t *testing.T) {
	const secret = "constraint on table members of kalle@example.org"
	s := newService(t)
	org, err := s.directory.Org(background, "acme")
	require.NoError(t, err)
	lisa := mandat.Subject{Person: "lisa", Channel: "web", Session: mandat.OpenSession, At: monday}
	planned := func(who mandat.PersonID, c mandat.Command) error {
		as := lisa
		as.Person = who
		_, err := org.Plan(as, c)
		return fmt.Errorf("update: %w", err)
	}
	grant := func(to mandat.PersonID, r mandat.RoleID) mandat.Command {
		return mandat.GrantRole{Grant: mandat.Grant{Role: r, Member: to, Scope: mandat.Below("sales")}}
	}
	token, err := mandat.NewToken(rand.Reader)
	require.NoError(t, err)
	for _, c := range []struct {
		err      error
		status   int
		code     string
		reported bool
	}{
		{planned("kalle", grant("anna", "reader")), 403, "no-right", false},
		{planned("kalle", mandat.RemoveMember{Person: "anna"}), 404, "not-found", false},
		{planned("lisa", grant("anna", "chief")), 403, "no-right", false},
		{planned("lisa", grant("kalle", "reader")), 409, "guard: already-so", false},
		{planned("stranger", mandat.AcceptInvitation{Invitation: "none", Token: token, Address: mandat.MustParseAddress("a@example.org")}), 404, "not-found", false},
		{planned("stranger", grant("kalle", "reader")), 404, "not-found", false},
		{planned("lisa", mandat.AddUnit{Unit: mandat.Unit{ID: "\xff", Structure: "organisation", Parent: "sales"}}), 400, "bad-request", false},
		{fmt.Errorf("update: %w", mandat.ErrConflict), 409, "conflict", false},
		{fmt.Errorf("update: %w", mandat.ErrNotFound), 404, "not-found", false},
		{sql.ErrNoRows, 404, "not-found", false},
		{httpauthz.ErrBadRequest, 400, "bad-request", false},
		{httpauthz.NoSubject{}, 401, "not-signed-in", false},
		{errors.New(secret), 500, "internal", true},
		{fmt.Errorf("%s: %w", secret, context.DeadlineExceeded), 503, "unavailable", true},
		{nil, 500, "internal", false},
	} {
		s.reported = nil
		mux := httpauthz.NewMux(s.guard)
		mux.HandleFunc("GET /", httpauthz.Public(), func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("ETag", "x")
			s.guard.Error(w, r, c.err)
		})
		h, err := mux.Handler(s.directory.Policies()...)
		require.NoError(t, err)
		w := ask(h, "", "GET", "/")
		p := problemOf(t, w)
		assert.Equal(t, c.status, p.Status, c.err)
		assert.Equal(t, c.code, p.Code, c.err)
		assert.NotContains(t, w.Body.String(), "table")
		assert.Empty(t, w.Header().Get("ETag"))
		assert.Equal(t, c.reported, len(s.reported) == 1, c.err)
	}
}
