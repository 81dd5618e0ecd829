package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/mandat-go/mandat"
)

// server is the whole service. What its routes ask counts as tested.
func server(t *testing.T) http.Handler {
	t.Helper()
	directory := open(context.Background())
	directory.SetObserver(&mandat.Observer{Decided: coverage.Decided, Changed: coverage.Changed})
	handler, err := routes(directory)
	if err != nil {
		t.Fatal(err)
	}
	return handler
}

func TestRoutes(t *testing.T) {
	handler := server(t)
	for _, row := range []struct {
		person, method, path string
		want                 int
	}{
		{"kalle", "GET", "/tickets/t-1", http.StatusOK},
		{"kalle", "POST", "/tickets/t-1/answer", http.StatusOK},
		{"kalle", "POST", "/tickets/t-2/answer", http.StatusForbidden},
		{"kalle", "GET", "/tickets/t-3", http.StatusNotFound}, // there is one, and he may not see it
		{"", "GET", "/tickets/t-1", http.StatusUnauthorized},
	} {
		r := httptest.NewRequest(row.method, row.path, nil)
		if row.person != "" {
			r.Header.Set("Person", row.person)
		}
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		if w.Code != row.want {
			t.Errorf("%s %s as %q: %d, want %d\n%s", row.method, row.path, row.person, w.Code, row.want, w.Body)
		}
	}
}
