package main

import (
	"context"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/examples/contracts/rules"
)

// The sample people.
const (
	nobody = ""
	anna   = "p-101" // admin
	ulla   = "p-102" // unit-admin of Sales
	rut    = "p-103" // responsible
	kalle  = "p-104" // reader at Sales, and in Sydhamn
	klara  = "p-105" // clerk at Sales and Purchasing
	bo     = "p-106" // clerk at Purchasing
	vera   = "p-107" // reader at Purchasing, in the bid team
	lena   = "p-108" // unit-admin of Legal, which is sealed
	sara   = "p-201" // admin of Sydhamn
)

func everybody() []string {
	return []string{anna, ulla, rut, kalle, klara, bo, vera, lena, sara}
}

// site is a service with its sample data, asked over HTTP.
type site struct {
	t testing.TB
	*service
	handler http.Handler
	clock   time.Time
}

func newSite(t testing.TB) *site {
	t.Helper()
	x := &site{t: t, clock: time.Date(2026, time.March, 10, 9, 0, 0, 0, time.UTC)}
	now := func() time.Time { return x.clock }
	report := func(format string, args ...any) { t.Errorf("reported: "+format, args...) }
	s, err := newService(context.Background(), filepath.Join(t.TempDir(), "contracts.db"), now, report)
	require.NoError(t, err)
	t.Cleanup(s.close)
	x.service = s
	x.handler, err = s.routes()
	require.NoError(t, err)
	return x
}

// ask makes a request as somebody, and returns the answer.
func (x *site) ask(person, method, path, body string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://contracts.example/", strings.NewReader(body))
	if u, err := r.URL.Parse(path); err == nil {
		r.URL = u
	}
	if person != nobody {
		r.Header.Set("Cookie", "person="+person)
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	x.handler.ServeHTTP(w, r)
	return w
}

func (x *site) get(person, path string) *httptest.ResponseRecorder {
	return x.ask(person, "GET", path, "")
}

func (x *site) post(person, path string, fields ...string) *httptest.ResponseRecorder {
	form := url.Values{}
	for i := 0; i < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	return x.ask(person, "POST", path, form.Encode(), "Content-Type", "application/x-www-form-urlencoded")
}

// text is what a page says, without its marks and with one blank between words.
func text(w *httptest.ResponseRecorder) string {
	_, body, _ := strings.Cut(w.Body.String(), "<main")
	return strings.Join(strings.Fields(html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(body, " "))), " ")
}

// found returns what the first group of a pattern matches in a page.
func (x *site) found(w *httptest.ResponseRecorder, pattern string) string {
	x.t.Helper()
	m := regexp.MustCompile(pattern).FindStringSubmatch(w.Body.String())
	require.NotNil(x.t, m, "%s in %s", pattern, w.Body.String())
	return html.UnescapeString(m[1])
}

// view is an organisation as somebody sees it now.
func (x *site) view(org mandat.OrgID, person string) mandat.View {
	x.t.Helper()
	o, err := x.directory.Org(context.Background(), org)
	require.NoError(x.t, err)
	return o.As(x.who(person))
}

func (x *site) who(person string) mandat.Subject {
	return mandat.Subject{Person: mandat.PersonID(person), Channel: rules.ChannelWeb, Session: mandat.OpenSession, At: x.clock}
}

// row loads a contract.
func (x *site) row(org mandat.OrgID, id string) *contract {
	x.t.Helper()
	c, err := x.rows.contract(context.Background(), org, mandat.ResourceID(id))
	require.NoError(x.t, err)
	return c
}
