package readme

import (
	"context"
	"fmt"
	"iter"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/mandattest"
	"github.com/mandat-go/mandat/memstore"
	"github.com/mandat-go/mandat/policyfile"
)

var row = &note{"n-1", "acme", "sales", "draft"}

func acme(t testing.TB) *mandat.Org {
	policy := mandattest.LoadPolicy(t, os.DirFS("testdata/notes"), "policy.yaml")
	return mandattest.LoadOrg(t, policy, os.DirFS("testdata/notes"), "acme.yaml").Org()
}

func TestRights(t *testing.T) {
	acme := mandattest.Load(t, os.DirFS("testdata/notes"), "policy.yaml", "acme.yaml")
	acme.Check(t,
		mandattest.Allow(acme.As("kalle", "web"), "read", row.Resource()),
		mandattest.Deny(acme.As("kalle", "web"), "delete", row.Resource(), mandat.NoRight))
	mandattest.RunCases(t, os.DirFS("testdata"), "notes") // policy.yaml and cases*.yaml in testdata/notes
}

func TestRefused(t *testing.T) {
	org := acme(t)
	for _, c := range []struct {
		user mandat.PersonID
		row  *note
		want int
	}{
		{"anna", row, http.StatusNoContent},
		{"kalle", row, http.StatusForbidden},
		{"kalle", &note{"n-2", "acme", "legal", "draft"}, http.StatusNotFound},
		{"anna", &note{"n-1", "acme", "sales", "drfat"}, http.StatusInternalServerError},
	} {
		w := httptest.NewRecorder()
		remove(w, httptest.NewRequest("DELETE", "/", nil), org, c.user, c.row)
		if w.Code != c.want {
			t.Error(c.user, *c.row, w.Code)
		}
	}
}

func one(rows ...*note) iter.Seq2[*note, error] {
	return func(yield func(*note, error) bool) {
		for _, n := range rows {
			if !yield(n, nil) {
				return
			}
		}
	}
}

func Example_lists() {
	policy, err := policyfile.LoadPolicy(os.DirFS("testdata/notes"), "policy.yaml")
	if err != nil {
		panic(err)
	}
	org, err := policyfile.LoadOrg(os.DirFS("testdata/notes"), "acme.yaml", policy)
	if err != nil {
		panic(err)
	}
	fmt.Println(lists(org.As(mandattest.As("anna", "web")), one(row, &note{"n-2", "acme", "legal", "draft"}), row))
	// Output:
	// n-1
	// n-2
	// always <nil>
	// 2 of whom the user may know, and 0 more
	// <nil>
}

func Example_handOver() {
	ctx := context.Background()
	directory := directoryOf(ctx)
	org, err := directory.Org(ctx, "acme")
	if err != nil {
		panic(err)
	}
	fmt.Println(handOver(ctx, directory, org, mandattest.As("anna", "web")))
	// Output:
	// sven loses note.read and note.delete at legal
	// siv gains note.read and note.delete at legal
	// 1 to be told
	// <nil>
}

func directoryOf(ctx context.Context) *mandat.Directory {
	policy, err := policyfile.LoadPolicy(os.DirFS("testdata/notes"), "policy.yaml")
	if err != nil {
		panic(err)
	}
	text, err := os.ReadFile("testdata/notes/acme.yaml")
	if err != nil {
		panic(err)
	}
	data, err := policyfile.ParseOrgData("acme.yaml", text, policy)
	if err != nil {
		panic(err)
	}
	imported, err := mandat.Import(policy, data, mandattest.Now())
	if err != nil {
		panic(err)
	}
	directory, err := mandat.Open(ctx, memstore.New(), policy)
	if err != nil {
		panic(err)
	}
	if err := directory.Commit(ctx, imported); err != nil {
		panic(err)
	}
	return directory
}

func TestRoutes(t *testing.T) {
	s := &service{
		subject: func(*http.Request) (mandat.Subject, error) {
			return mandat.Subject{Person: "kalle", Channel: "web", Session: mandat.OpenSession}, nil
		},
		note:   func(*http.Request) (*note, error) { return row, nil },
		show:   func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "a note") },
		health: func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "well") },
	}
	handler, err := s.handler(directoryOf(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{"/acme/notes/n-1": "a note", "/health": "well"} {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		if w.Body.String() != want {
			t.Error(path, w.Code, w.Body)
		}
	}
}
