package httpauthz_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/httpauthz"
	"github.com/mandat-go/mandat/memstore"
	"github.com/mandat-go/mandat/policyfile"
)

var (
	background = context.Background()
	monday     = time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
)

// note is a row of the service.
type note struct {
	id     mandat.ResourceID
	org    mandat.OrgID
	unit   mandat.UnitID
	status mandat.Status
	author mandat.PersonID
	text   string
}

func (n *note) Resource() mandat.Resource {
	return mandat.Resource{Type: "note", ID: n.id, Org: n.org, Status: n.status,
		Units:     mandat.Units{mandat.Structure("organisation").Is(mandat.At(n.unit))},
		Relations: mandat.Relations{mandat.Relation("author").Is(mandat.One(n.author))}}
}

// service is the service under test: its rows, and a session that is the header Person.
type service struct {
	t         testing.TB
	guard     *httpauthz.Guard
	directory *mandat.Directory
	store     *store
	notes     map[string]*note
	fails     error // of the loader
	breaks    any   // what the loader panics with
	loaded    int
	served    int // how often a handler ran behind a rule

	mu       sync.Mutex
	reported []error
}

func newService(t testing.TB) *service { return newServiceOf(t, readOrgs(t, readPolicy(t))) }

// orgs are the organisations of the service, read once.
type orgs struct {
	policy  *mandat.Policy
	changes []mandat.Change
}

func readOrgs(t testing.TB, policy *mandat.Policy) orgs {
	t.Helper()
	read := orgs{policy: policy}
	for _, name := range []string{"acme.yaml", "umbra.yaml"} {
		data, err := policyfile.ParseOrgData(name, readFile(t, name), policy)
		require.NoError(t, err)
		change, err := mandat.Import(policy, data, monday)
		require.NoError(t, err)
		read.changes = append(read.changes, change)
	}
	return read
}

func newServiceOf(t testing.TB, all orgs) *service {
	t.Helper()
	s := &service{t: t, store: &store{Store: memstore.New()}, notes: make(map[string]*note)}
	directory, err := mandat.Open(background, s.store, all.policy)
	require.NoError(t, err)
	for _, change := range all.changes {
		require.NoError(t, directory.Commit(background, change))
	}
	s.directory = directory
	s.guard = &httpauthz.Guard{Directory: directory, Subject: s.subject, Report: s.report}
	s.put("open", "acme", "domestic")
	s.put("hidden", "acme", "secret")
	s.put("theirs", "umbra", "main")
	s.put("homeless", "acme", "gone")
	return s
}

func (s *service) put(id string, org mandat.OrgID, unit mandat.UnitID) *note {
	n := &note{id: mandat.ResourceID(id), org: org, unit: unit, status: "draft", author: "anna", text: "text of " + id}
	s.notes[id] = n
	return n
}

func readPolicy(t testing.TB) *mandat.Policy {
	t.Helper()
	policy, err := policyfile.ParsePolicy("policy.yaml", readFile(t, "policy.yaml"))
	require.NoError(t, err)
	return policy
}

func readFile(t testing.TB, name string) []byte {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name)
	require.NoError(t, err)
	return text
}

// subject is whoever the header names.
func (s *service) subject(r *http.Request) (mandat.Subject, error) {
	person := mandat.PersonID(r.Header.Get("Person"))
	if person == "" {
		return mandat.Subject{}, httpauthz.NoSubject{Challenge: `Bearer realm="notes"`}
	}
	return mandat.Subject{Person: person, Channel: "web", Session: mandat.OpenSession, At: monday}, nil
}

func (s *service) report(_ *http.Request, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.reported = append(s.reported, err)
}

// note loads the row that a path names.
func (s *service) note(r *http.Request) (*note, error) {
	s.loaded++
	if s.breaks != nil {
		panic(s.breaks)
	}
	if s.fails != nil {
		return nil, s.fails
	}
	n, ok := s.notes[r.PathValue("id")]
	if !ok {
		return nil, mandat.ErrNotFound
	}
	return n, nil
}

// newNote is the note that a form would make.
func (s *service) newNote(r *http.Request) (*note, error) {
	if err := r.ParseForm(); err != nil || r.PostForm.Get("unit") == "" {
		return nil, fmt.Errorf("%w: which unit? %w", httpauthz.ErrBadRequest, err)
	}
	return &note{org: mandat.OrgID(r.PathValue("org")), unit: mandat.UnitID(r.PostForm.Get("unit")), status: "draft", author: "anna"}, nil
}

func may(a mandat.Action, load func(*http.Request) (*note, error)) httpauthz.Rule {
	return httpauthz.May(a, "note", httpauthz.Rows(load))
}

// show answers with the text of the row that was loaded for its rule.
func (s *service) show(w http.ResponseWriter, r *http.Request) {
	s.served++
	n, ok := httpauthz.Row[*note](r)
	assert.True(s.t, ok)
	_, _ = w.Write([]byte(n.text))
}

// handler serves one route for each action.
func (s *service) handler() http.Handler {
	mux := httpauthz.NewMux(s.guard)
	for _, action := range []mandat.Action{"edit", "delete", "publish"} {
		mux.HandleFunc("POST /{org}/notes/{id}/"+string(action), may(action, s.note), s.show)
	}
	mux.HandleFunc("GET /{org}/notes/{id}", may("read", s.note), s.show)
	mux.HandleFunc("POST /{org}/notes", may("create", s.newNote), s.show)
	mux.HandleFunc("GET /{org}/notes", httpauthz.InPath("org"), s.list)
	mux.HandleFunc("GET /me", httpauthz.SignedIn(), func(w http.ResponseWriter, r *http.Request) {
		who, _ := httpauthz.Subject(r)
		_, _ = w.Write([]byte(who.Person))
	})
	mux.HandleFunc("GET /health", httpauthz.Public(), func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("ok")) })
	h, err := mux.Handler(s.directory.Policies()...)
	require.NoError(s.t, err)
	return h
}

// list answers with the ids of the notes that may be read.
func (s *service) list(w http.ResponseWriter, r *http.Request) {
	s.served++
	view, ok := httpauthz.View(r)
	assert.True(s.t, ok)
	for _, id := range []string{"open", "hidden", "theirs"} {
		if view.Decide("read", s.notes[id].Resource()).Allowed() {
			_, _ = w.Write([]byte(id + "\n"))
		}
	}
}

// ask makes a request as somebody, "" for nobody.
func ask(h http.Handler, person, method, path string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://notes.example/", strings.NewReader(""))
	if u, err := r.URL.Parse(path); err == nil {
		r.URL = u
	}
	return send(h, r, person, header...)
}

// post sends a form.
func post(h http.Handler, person, path, form string) *httptest.ResponseRecorder {
	r := httptest.NewRequest("POST", path, strings.NewReader(form))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return send(h, r, person)
}

func send(h http.Handler, r *http.Request, person string, header ...string) *httptest.ResponseRecorder {
	if person != "" {
		r.Header.Set("Person", person)
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// problemOf reads a refusal, and checks what every one of them has.
func problemOf(t testing.TB, w *httptest.ResponseRecorder) httpauthz.Problem {
	t.Helper()
	var p httpauthz.Problem
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &p), w.Body.String())
	assert.Equal(t, "application/problem+json", w.Header().Get("Content-Type"))
	assert.Equal(t, "no-store", w.Header().Get("Cache-Control"))
	assert.Equal(t, "nosniff", w.Header().Get("X-Content-Type-Options"))
	assert.Equal(t, w.Code, p.Status)
	assert.Equal(t, http.StatusText(w.Code), p.Title)
	assert.Equal(t, "about:blank", p.Type)
	assert.NotEmpty(t, p.Code)
	assert.NotEmpty(t, p.Detail)
	return p
}

// store is one that can be down, with an error that holds a secret.
type store struct {
	mandat.Store
	fails error
	loads int
}

func (s *store) Load(ctx context.Context, id mandat.OrgID, after uint64) ([]mandat.Event, error) {
	s.loads++
	if s.fails != nil {
		return nil, s.fails
	}
	return s.Store.Load(ctx, id, after)
}
