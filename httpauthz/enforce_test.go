package httpauthz_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat/httpauthz"
)

// router has the shape of chi's: middleware for all routes, and for one with With.
type router struct {
	mux  *http.ServeMux
	all  []func(http.Handler) http.Handler
	with []func(http.Handler) http.Handler
}

func (r *router) Use(all ...func(http.Handler) http.Handler) { r.all = append(r.all, all...) }

func (r *router) With(some ...func(http.Handler) http.Handler) *router {
	return &router{mux: r.mux, with: some}
}

func (r *router) Get(pattern string, h http.HandlerFunc) {
	r.mux.Handle("GET "+pattern, chain(h, r.with))
}

func (r *router) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	chain(r.mux, r.all).ServeHTTP(w, q)
}

func chain(h http.Handler, all []func(http.Handler) http.Handler) http.Handler {
	for i := len(all) - 1; i >= 0; i-- {
		h = all[i](h)
	}
	return h
}

// routed is a service on such a router, with routes that were forgotten.
func routed(s *service) *router {
	r := &router{mux: http.NewServeMux()}
	r.Use(s.guard.Enforce)
	r.With(s.guard.Require(may("read", s.note))).Get("/{org}/notes/{id}", s.show)
	r.With(s.guard.Require(httpauthz.Public())).Get("/health", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusEarlyHints)
		_, _ = w.Write([]byte("ok"))
	})
	for path, h := range map[string]http.HandlerFunc{
		"writes":  func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("secret")) },
		"begins":  func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(204) },
		"hints":   func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(103); w.WriteHeader(200) },
		"flushes": func(w http.ResponseWriter, _ *http.Request) { w.(http.Flusher).Flush() },
		"control": func(w http.ResponseWriter, _ *http.Request) { _ = http.NewResponseController(w).Flush() },
		"nothing": func(http.ResponseWriter, *http.Request) {},
		"copies":  func(w http.ResponseWriter, _ *http.Request) { _, _ = io.Copy(w, strings.NewReader("secret")) },
		"hijacks": func(w http.ResponseWriter, _ *http.Request) { _, _, _ = http.NewResponseController(w).Hijack() },
		"twice": func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(200)
			_, _ = w.Write([]byte("secret"))
			_, _ = w.Write([]byte("secret"))
		},
	} {
		r.Get("/forgotten/"+path, h)
	}
	return r
}

func TestARouteWithoutARuleAnswersNothing(t *testing.T) {
	for _, path := range []string{"writes", "begins", "hints", "flushes", "control", "nothing", "copies", "hijacks", "twice"} {
		s := newService(t)
		w := ask(routed(s), "kalle", "GET", "/forgotten/"+path)
		assert.Equal(t, 500, w.Code, path)
		assert.Equal(t, "internal", problemOf(t, w).Code, path)
		if assert.Len(t, s.reported, 1, path) {
			assert.EqualError(t, s.reported[0], "httpauthz: no rule was asked")
		}
	}
}

func TestARouterOfAnotherKindAsksRules(t *testing.T) {
	s := newService(t)
	r := routed(s)
	w := ask(r, "kalle", "GET", "/acme/notes/open")
	assert.Equal(t, "200 text of open", w.Result().Status[:4]+w.Body.String())
	hidden := ask(r, "kalle", "GET", "/acme/notes/hidden")
	assert.Equal(t, 404, hidden.Code)
	assert.Equal(t, 401, ask(r, "", "GET", "/acme/notes/open").Code)
	assert.Equal(t, "ok", ask(r, "", "GET", "/health").Body.String())
	assert.Empty(t, s.reported)

	none := ask(r, "kalle", "GET", "/nothing")
	assert.Equal(t, hidden.Body.String(), none.Body.String(), "a route that is not there is like a note that is not there")
	assert.Equal(t, hidden.Header(), none.Header())
	not := ask(r, "kalle", "POST", "/health")
	assert.Equal(t, "method-not-allowed", problemOf(t, not).Code)
	assert.Equal(t, "GET, HEAD", not.Header().Get("Allow"))
	assert.Empty(t, s.reported)
}

// Behind a rule a response is what it was: it can be flushed, and the connection taken.
func TestEnforceLeavesTheResponseAsItIs(t *testing.T) {
	s := newService(t)
	h := s.guard.Enforce(s.guard.Require(httpauthz.Public())(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		control := http.NewResponseController(w)
		if r.URL.Path == "/hijack" {
			conn, _, err := control.Hijack()
			assert.NoError(t, err)
			_, err = conn.Write([]byte("HTTP/1.1 299 Taken\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
			assert.NoError(t, err)
			assert.NoError(t, conn.Close())
			return
		}
		assert.NoError(t, control.EnableFullDuplex())
		_, _ = w.Write([]byte("first"))
		assert.NoError(t, control.Flush())
	})))
	server := httptest.NewServer(h)
	defer server.Close()
	for path, status := range map[string]int{"/": 200, "/hijack": 299} {
		response, err := http.Get(server.URL + path)
		require.NoError(t, err)
		assert.Equal(t, status, response.StatusCode)
		require.NoError(t, response.Body.Close())
	}
}

// A handler without a rule does not get the connection.
func TestAConnectionIsNotTakenWithoutARule(t *testing.T) {
	s := newService(t)
	server := httptest.NewServer(s.guard.Enforce(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _, err := http.NewResponseController(w).Hijack()
		assert.Error(t, err)
	})))
	defer server.Close()
	response, err := http.Get(server.URL)
	require.NoError(t, err)
	assert.Equal(t, 500, response.StatusCode)
	require.NoError(t, response.Body.Close())
}
