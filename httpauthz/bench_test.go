package httpauthz_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/httpauthz"
)

// followed makes the directory hear of changes, so that a request asks no store.
func followed(b *testing.B, s *service) {
	b.Helper()
	go func() { _ = s.directory.Follow(b.Context()) }()
	for s.store.loads = 0; ; s.store.loads = 0 {
		_, err := s.directory.Org(background, "acme")
		if err != nil {
			b.Fatal(err)
		}
		if s.store.loads == 0 {
			return
		}
	}
}

// BenchmarkMiddleware is one request to net/http's mux: the bare handler, one that loads
// its row and asks by itself, and the same behind rules.
func BenchmarkMiddleware(b *testing.B) {
	s := newService(b)
	followed(b, s)
	bare := func(http.ResponseWriter, *http.Request) {}
	byHand := func(w http.ResponseWriter, r *http.Request) {
		who, err := s.subject(r)
		n, missing := s.note(r)
		if err != nil || missing != nil {
			w.WriteHeader(404)
			return
		}
		if d, err := s.directory.Decide(r.Context(), who, "read", n.Resource()); err != nil || !d.Allowed() {
			w.WriteHeader(403)
		}
	}
	load := may("read", s.note)
	for _, c := range []struct {
		name string
		h    http.Handler
	}{
		{"bare", http.HandlerFunc(bare)},
		{"by-hand", http.HandlerFunc(byHand)},
		{"rule", s.guard.Require(load)(http.HandlerFunc(bare))},
		{"rule-enforced", s.guard.Enforce(s.guard.Require(load)(http.HandlerFunc(bare)))},
		{"three-rules", s.guard.Require(httpauthz.InPath("org"))(s.guard.Require(load)(s.guard.Require(load)(http.HandlerFunc(bare))))},
	} {
		mux := http.NewServeMux()
		mux.Handle("GET /{org}/notes/{id}", c.h)
		b.Run(c.name, func(b *testing.B) { serve(b, mux, "/acme/notes/open") })
	}
	mux := http.NewServeMux()
	mux.Handle("GET /{org}/notes/{id}", s.guard.Require(may("delete", s.note))(http.HandlerFunc(bare)))
	b.Run("denied", func(b *testing.B) { serve(b, mux, "/acme/notes/open") })
	b.Run("not-found", func(b *testing.B) { serve(b, mux, "/acme/notes/hidden") })
}

func serve(b *testing.B, h http.Handler, path string) {
	r := httptest.NewRequest("GET", path, nil)
	r.Header.Set("Person", "kalle")
	w := &nowhere{header: make(http.Header)}
	b.ReportAllocs()
	for b.Loop() {
		clear(w.header)
		h.ServeHTTP(w, r)
	}
}

// nowhere is a response that nobody reads.
type nowhere struct{ header http.Header }

func (w *nowhere) Header() http.Header            { return w.header }
func (w *nowhere) Write(text []byte) (int, error) { return len(text), nil }
func (w *nowhere) WriteHeader(int)                {}

// BenchmarkPage is a page of 50 rows, each with a menu of 10 actions.
func BenchmarkPage(b *testing.B) {
	policy := readPolicy(b)
	rules := policy.Rules()
	for i := len(rules.Types[0].Actions); i < 10; i++ {
		a := mandat.Action(fmt.Sprint("act-", i))
		rules.Types[0].Actions = append(rules.Types[0].Actions, mandat.ActionRule{Name: a})
		rules.Roles[1].Can[0].Do = append(rules.Roles[1].Can[0].Do, mandat.ActionRef{Type: "note", Action: a})
	}
	wide, err := mandat.NewPolicy(rules)
	if err != nil {
		b.Fatal(err)
	}
	s := newServiceOf(b, readOrgs(b, wide))
	followed(b, s)
	for i := range 50 {
		s.put(fmt.Sprint("row-", i), "acme", []mandat.UnitID{"sales", "domestic", "secret"}[i%3])
	}
	rows := make([]*note, 0, 50)
	for i := range 50 {
		rows = append(rows, s.notes[fmt.Sprint("row-", i)])
	}
	page := s.guard.Require(httpauthz.InPath("org"))(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		view, _ := httpauthz.View(r)
		shown := 0
		for _, n := range rows {
			for _, d := range view.Actions(n.Resource()) {
				if d.Entitled() {
					shown++
				}
			}
		}
		if shown == 0 {
			w.WriteHeader(500)
		}
	}))
	mux := http.NewServeMux()
	mux.Handle("GET /{org}/notes", page)
	serve(b, mux, "/acme/notes")
}
