package httpauthz_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/httpauthz"
)

// raw sends a request line as it stands, which a client of net/http would tidy.
func raw(t *testing.T, addr, method, target, person string) (status int, body string) {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	require.NoError(t, err)
	defer conn.Close()
	_, err = fmt.Fprintf(conn, "%s %s HTTP/1.1\r\nHost: notes.example\r\nPerson: %s\r\nConnection: close\r\n\r\n", method, target, person)
	require.NoError(t, err)
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	require.NoError(t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response.StatusCode, string(text)
}

// The rule is that of the pattern whose handler runs, however the path is written: no way
// of writing it reaches a handler past its rule.
func TestAdvisory_CVE_2026_26205(t *testing.T) {
	s := newService(t)
	server := httptest.NewServer(s.handler())
	defer server.Close()
	addr := server.Listener.Addr().String()
	for _, target := range []string{
		"/acme/notes/hidden", "//acme/notes/hidden", "/acme//notes/hidden", "/acme/notes//hidden", "/health/../acme/notes/hidden", "/acme/notes/./hidden",
		"/acme/notes/open/../hidden", "/acme/notes/%68idden", "/acme%2Fnotes%2Fhidden", "/acme/notes/open%2F..%2Fhidden", "/acme/notes/..%2Fnotes%2Fhidden",
		"/health/..%2Facme/notes/hidden", "/acme/notes/hidden/", "/acme/notes/hidden%00", "/acme/notes/hidden?x=/health", "/acme/notes/hidden;/health",
		"http://notes.example/acme/notes/hidden", "/ACME/notes/hidden", "/acme/notes/hidden%20", "/./health/..//acme/notes/hidden",
	} {
		status, body := raw(t, addr, "GET", target, "kalle")
		assert.NotEqual(t, 200, status, target)
		assert.NotContains(t, body, "text of", target)
	}
	assert.Zero(t, s.served)
	status, body := raw(t, addr, "GET", "/acme/notes/%6Fpen", "kalle")
	assert.Equal(t, "200 text of open", fmt.Sprint(status, " ", body))
}

// Oathkeeper matched its rules on another path than the server behind it. Here a path value
// is what the mux matched, once decoded, and the loader gets nothing else.
func TestAdvisory_CVE_2026_33494(t *testing.T) {
	s := newService(t)
	s.put("open/../hidden", "acme", "secret")
	s.put("../public", "acme", "secret")
	server := httptest.NewServer(s.handler())
	defer server.Close()
	addr := server.Listener.Addr().String()
	for _, target := range []string{"/acme/notes/open%2F..%2Fhidden", "/acme/notes/..%2Fpublic"} {
		status, _ := raw(t, addr, "GET", target, "kalle")
		assert.Equal(t, 404, status, target)
	}
	s.notes["open/../hidden"].unit = "domestic"
	status, body := raw(t, addr, "GET", "/acme/notes/open%2F..%2Fhidden", "kalle")
	assert.Equal(t, "200 text of open/../hidden", fmt.Sprint(status, " ", body), "an id is opaque")
}

// Zitadel decided by the organisation that the request named, and acted on a row of
// another. Here the row's own decides, whatever the path says.
func TestAdvisory_CVE_2025_64431(t *testing.T) {
	s := newService(t)
	h := s.handler()
	for _, org := range []string{"acme", "umbra", "nowhere", "%00"} {
		for _, action := range []string{"", "/edit", "/delete", "/publish"} {
			method := "POST"
			if action == "" {
				method = "GET"
			}
			w := ask(h, "kalle", method, "/"+org+"/notes/theirs"+action)
			assert.Equal(t, 404, w.Code, org+action)
		}
	}
	assert.Zero(t, s.served)
	assert.Equal(t, 404, ask(h, "anna", "POST", "/acme/notes/theirs/delete").Code, "a member of both, but an editor of acme alone")
	assert.Equal(t, 200, ask(h, "olga", "POST", "/umbra/notes/theirs/delete").Code)
}

// OpenFGA guarded every endpoint but the one that was added later.
func TestAdvisory_CVE_2022_39340(t *testing.T) {
	s := newService(t)
	mux := httpauthz.NewMux(s.guard)
	mux.HandleFunc("GET /acme/notes/{id}", may("read", s.note), s.show)
	mux.HandleFunc("GET /stream", httpauthz.Rule{}, s.show)
	_, err := mux.Handler(s.directory.Policies()...)
	assert.ErrorContains(t, err, "GET /stream: there is no rule")
	assert.Equal(t, 500, ask(routed(s), "kalle", "GET", "/forgotten/writes").Code)
}

// Secrets of a request, and of the service's errors, are in no response; those of the
// request are in no report.
func TestAdvisory_CVE_2023_46255(t *testing.T) {
	const theirs, ours = "Bearer-tok3n", "postgres://app:hunter2@db"
	for name, broken := range map[string]func(*service){
		"loader": func(s *service) { s.fails = errors.New(ours) },
		"panic":  func(s *service) { s.breaks = ours },
		"store":  func(s *service) { s.store.fails = errors.New(ours) },
		"session": func(s *service) {
			s.guard.Subject = func(*http.Request) (mandat.Subject, error) { return mandat.Subject{}, errors.New(ours) }
		},
		"mapping": func(s *service) { s.notes["open"].text, s.notes["open"].status = ours, "lost" },
		"bad":     func(s *service) { s.fails = fmt.Errorf("%w: %s", httpauthz.ErrBadRequest, ours) },
		"none":    func(s *service) { s.fails = fmt.Errorf("%w: %s", mandat.ErrNotFound, ours) },
		"denied":  func(s *service) { s.notes["open"].text, s.notes["open"].author = ours, ours },
	} {
		s := newService(t)
		var log bytes.Buffer
		lines := slog.New(slog.NewTextHandler(&log, nil))
		s.guard.Report = func(_ *http.Request, err error) { lines.Error(err.Error()) }
		broken(s)
		w := ask(s.handler(), "kalle", "POST", "/acme/notes/open/delete?token="+theirs, "Authorization", theirs, "Cookie", "session="+theirs)
		assert.NotEqual(t, 200, w.Code, name)
		said := fmt.Sprint(w.Header(), w.Body)
		assert.NotContains(t, said, "hunter2", name)
		assert.NotContains(t, said, theirs, name)
		assert.NotContains(t, log.String(), theirs, name)
	}
}

// What a form says of what it would make is in no report either.
func TestAReportHasNoBody(t *testing.T) {
	s := newService(t)
	mux := http.NewServeMux()
	mux.Handle("POST /{org}/notes", s.guard.Require(may("create", func(r *http.Request) (*note, error) {
		n, err := s.newNote(r)
		n.status = mandat.Status(r.PostForm.Get("status"))
		return n, err
	}))(http.HandlerFunc(s.show)))
	assert.Equal(t, 500, post(mux, "anna", "/acme/notes", "unit=sales&status=tok3n").Code)
	require.Len(t, s.reported, 1)
	assert.EqualError(t, s.reported[0], "httpauthz: may create note: deny: malformed: status-unknown")
}

// OpenFGA took an empty setting for one that asks nothing. Nothing that is left out here
// allows.
func TestAdvisory_CVE_2026_55689(t *testing.T) {
	s := newService(t)
	full := func() *httpauthz.Guard { return &httpauthz.Guard{Directory: s.directory, Subject: s.subject} }
	for name, guard := range map[string]*httpauthz.Guard{
		"zero":         {},
		"no directory": {Subject: s.subject},
		"no subject":   {Directory: s.directory},
		"zero subject": {Directory: s.directory, Subject: func(*http.Request) (mandat.Subject, error) { return mandat.Subject{}, nil }},
		"no channel":   {Directory: s.directory, Subject: func(*http.Request) (mandat.Subject, error) { return mandat.Subject{Person: "kalle"}, nil }},
		"not opened":   {Directory: new(mandat.Directory), Subject: s.subject},
	} {
		for _, rule := range []httpauthz.Rule{{}, may("read", s.note), httpauthz.InPath("org"), httpauthz.InPath("other")} {
			mux := http.NewServeMux()
			mux.Handle("GET /{org}/notes/{id}", guard.Require(rule)(http.HandlerFunc(s.show)))
			w := ask(mux, "kalle", "GET", "/acme/notes/open")
			assert.GreaterOrEqual(t, w.Code, 400, "%s, %s", name, rule)
		}
		_, err := httpauthz.NewMux(guard).Handler()
		assert.Error(t, err, name)
	}
	_, err := httpauthz.NewMux(full()).Handler()
	assert.Error(t, err, "no policy to check by")
	assert.Zero(t, s.served)
	empty := func(*http.Request) (*note, error) { return new(note), nil }
	mux := http.NewServeMux()
	mux.Handle("/", full().Require(may("read", empty))(http.HandlerFunc(s.show)))
	assert.Equal(t, 500, ask(mux, "kalle", "GET", "/").Code, "an empty row")
	assert.Zero(t, s.served)
	assert.NotContains(t, strings.ToLower(httpauthz.Rule{}.String()), "may")
}
