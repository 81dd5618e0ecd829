package httpauthz_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/httpauthz"
)

func TestAPageTakesThePlaceOfAProblem(t *testing.T) {
	s := newService(t)
	s.guard.Page = func(w http.ResponseWriter, r *http.Request, p httpauthz.Problem) bool {
		if strings.HasSuffix(r.URL.Path, "/edit") {
			return false
		}
		_, inOrg := httpauthz.View(r)
		w.WriteHeader(p.Status)
		_, _ = fmt.Fprintf(w, "page %d %s %t", p.Status, p.Code, inOrg)
		return true
	}
	h := s.handler()

	w := ask(h, "kalle", "POST", "/acme/notes/open/delete")
	assert.Equal(t, 403, w.Code)
	assert.Equal(t, "page 403 no-right true", w.Body.String())
	assert.Equal(t, "no-store", w.Header().Get("Cache-Control"))
	assert.NotEqual(t, "application/problem+json", w.Header().Get("Content-Type"))
	assert.Equal(t, "page 401 not-signed-in false", ask(h, "", "POST", "/acme/notes/open/delete").Body.String())

	assert.Equal(t, "no-right", problemOf(t, ask(h, "kalle", "POST", "/acme/notes/open/edit")).Code, "false leaves it to the guard")
}

func TestOrgIsThatOfTheView(t *testing.T) {
	s := newService(t)
	var kept *http.Request
	s.serve("kalle", func(_ http.ResponseWriter, r *http.Request) {
		kept = r
		org, ok := httpauthz.Org(r)
		require.True(t, ok)
		who, _ := httpauthz.Subject(r)
		view, _ := httpauthz.View(r)
		assert.Equal(t, view, org.As(who))
		assert.Equal(t, mandat.OrgID("acme"), org.ID())
	}, may("read", s.note))
	require.NotNil(t, kept)
	_, ok := httpauthz.Org(kept)
	assert.False(t, ok, "as the view, it is gone with the request")
	_, ok = httpauthz.Org(&http.Request{})
	assert.False(t, ok, "no rule was asked")
}
