package httpauthz_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/httpauthz"
)

// FuzzRequest: whatever a request says, a refusal is one of those that the table has, is
// JSON, and tells nothing of what kalle may not see; and what he may not do is not done.
func FuzzRequest(f *testing.F) {
	f.Add("GET", "/acme/notes/open", "kalle", "sv;q=0.5", "")
	f.Add("GET", "/acme/notes/hidden", "kalle", "en", "")
	f.Add("GET", "//acme/../umbra/notes/theirs", "kalle", "*", "")
	f.Add("POST", "/acme/notes", "kalle", "", "unit=secret")
	f.Add("POST", "/acme/notes", "anna", strings.Repeat("sv,", 500), "unit=%00&unit=")
	f.Add("POST", "/acme/notes", "anna", "\x00", "unit=%ff;%zz")
	f.Add("POST", "/acme/notes/open/delete", "kalle\xff", "sv-", "%")
	f.Add("GET", "/acme%2f/notes", "", "q=", "")
	all := readOrgs(f, readPolicy(f))
	f.Fuzz(func(t *testing.T, method, target, person, lang, body string) {
		u, err := url.ParseRequestURI(target)
		if err != nil {
			return
		}
		s := newServiceOf(t, all)
		r := &http.Request{Method: method, URL: u, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), Host: "notes.example", Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, RequestURI: target}
		r.Header["Accept-Language"] = []string{lang}
		r.Header["Content-Type"] = []string{"application/x-www-form-urlencoded"}
		r.Header["Person"] = []string{person}
		w := httptest.NewRecorder()
		s.handler().ServeHTTP(w, r.WithContext(background))
		if s.served > 0 && person != "kalle" && person != "anna" && person != "lisa" && person != "olga" && person != "max" && person != "gita" && person != "dora" {
			t.Fatalf("a handler ran for %q", person)
		}
		for _, secret := range []string{"secret", "umbra", "theirs", "text of hidden"} {
			if person == "kalle" && strings.Contains(w.Body.String(), secret) && !strings.Contains(target+body+lang, secret) {
				t.Fatalf("it tells of %s: %s", secret, w.Body)
			}
		}
		checkRefusal(t, w)
	})
}

func checkRefusal(t *testing.T, w *httptest.ResponseRecorder) {
	t.Helper()
	if w.Header().Get("Content-Type") != "application/problem+json" {
		return
	}
	var p httpauthz.Problem
	d := json.NewDecoder(bytes.NewReader(w.Body.Bytes()))
	d.DisallowUnknownFields()
	if err := d.Decode(&p); err != nil {
		t.Fatalf("%v: %q", err, w.Body)
	}
	if p.Status != w.Code || !utf8.Valid(w.Body.Bytes()) {
		t.Fatalf("%d, %q", w.Code, w.Body)
	}
	switch w.Code {
	case 400, 401, 403, 404, 409:
	default:
		t.Fatalf("%d: a request is no mistake of the service: %s", w.Code, w.Body)
	}
}

// FuzzIDs: ids in rows, and in subjects, never allow and never break a refusal.
func FuzzIDs(f *testing.F) {
	f.Add("kalle", "web", "open", "acme", "domestic", "draft", "anna")
	f.Add("kalle\x00", "web", "", "", "", "", "")
	f.Add("\xff", "link", "\xff", "\xff", "\xff", "\xff", "\xff")
	f.Add("gita", "link", "open", "acme", "secret", "final", "gita")
	all := readOrgs(f, readPolicy(f))
	f.Fuzz(func(t *testing.T, person, channel, id, org, unit, status, author string) {
		s := newServiceOf(t, all)
		s.guard.Subject = func(*http.Request) (mandat.Subject, error) {
			return mandat.Subject{Person: mandat.PersonID(person), Channel: mandat.Channel(channel), Session: mandat.OpenSession, At: monday}, nil
		}
		n := &note{mandat.ResourceID(id), mandat.OrgID(org), mandat.UnitID(unit), mandat.Status(status), mandat.PersonID(author), "text"}
		load := func(*http.Request) (*note, error) { return n, nil }
		h := s.guard.Require(may("delete", load))(http.HandlerFunc(s.show))
		w := ask(h, person, "GET", "/")
		allowed := person == "anna" && channel == "web" && org == "acme" && (unit == "sales" || unit == "domestic") && status == "draft" ||
			person == "olga" && channel == "web" && org == "umbra" && unit == "main" && status == "draft"
		if (s.served > 0) != (allowed && author != "") {
			t.Fatalf("%d: %s", w.Code, w.Body)
		}
		if w.Code != 200 && !json.Valid(w.Body.Bytes()) {
			t.Fatalf("%q", w.Body)
		}
	})
}
