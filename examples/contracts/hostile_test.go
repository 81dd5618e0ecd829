package main

import (
	"fmt"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// hostile are values that nobody means well with.
func hostile() []string {
	return []string{"", "x", "\x00", "\xff\xfe", "'; DROP TABLE contracts; --", "<script>alert(1)</script>", "../../etc", "%", "{}", "null", "-1", "99999999999999999999", strings.Repeat("a", 5000), "p-101\r\nSet-Cookie: a=b"}
}

// Whatever is sent, nothing breaks: newSite reports each 500 as a failure.
func TestHostileValues(t *testing.T) {
	x := newSite(t)
	paths := []string{"/orgs/nordvik/people", "/orgs/nordvik/invitations", "/orgs/nordvik/invitations/i-1", "/orgs/nordvik/contracts/c-101/name", "/orgs/nordvik/contracts/c-101/status", "/orgs/nordvik/contracts/c-101/share", "/person", "/language"}
	fields := []string{"do", "person", "role", "unit", "grant", "invitation", "version", "name", "status", "read", "read.person", "edit", "edit.unit", "address", "code", "language", "back"}
	for _, v := range hostile() {
		for _, path := range paths {
			for _, do := range []string{"grant", "revoke", "remove", "withdraw", v} {
				form := []string{"do", do}
				for _, f := range fields[1:] {
					form = append(form, f, v)
				}
				assert.Less(t, x.post(anna, path, form...).Code, 500, "%s %q", path, v)
			}
		}
	}
	assert.Len(t, x.all("nordvik"), 57, "the table is there")
}

func TestHostileAddresses(t *testing.T) {
	x := newSite(t)
	for _, v := range hostile() {
		for _, person := range []string{anna, v} {
			for _, path := range []string{"/orgs/%/contracts/c-101", "/orgs/nordvik/contracts/%", "/orgs/nordvik/contracts?search=%&after=%", "/orgs/nordvik/contracts/c-101/readers?day=%", "/api/orgs/nordvik/contracts/%", "/orgs/%/invitations/%"} {
				escaped := strings.ReplaceAll(path, "%", url.PathEscape(v))
				assert.Less(t, x.get(person, escaped).Code, 500, "%q", escaped)
			}
		}
	}
}

func TestTooMuchIsRefused(t *testing.T) {
	x := newSite(t)
	assert.Contains(t, []int{400, 413}, x.post(anna, "/orgs/nordvik/contracts/c-101/name", "version", "1", "name", strings.Repeat("a", 100_000)).Code)
	assert.Equal(t, 413, x.ask(anna, "PATCH", "/api/orgs/nordvik/contracts/c-101", `{"version": 1, "name": "`+strings.Repeat("a", 100_000)).Code)
}

// What people write is text on every page.
func TestNamesAreText(t *testing.T) {
	x := newSite(t)
	const name = `<b>"&'`
	assert.Equal(t, 303, x.post(rut, "/orgs/nordvik/contracts/c-101/name", "version", "1", "name", name).Code)
	for _, path := range []string{"/orgs/nordvik/contracts", "/orgs/nordvik/contracts/c-101", "/orgs/nordvik/contracts/c-101/share"} {
		body := x.get(rut, path).Body.String()
		assert.NotContains(t, body, "<b>", path)
		assert.Contains(t, body, "&lt;b&gt;", path)
	}
}

// FuzzRequests sends anything to anywhere.
func FuzzRequests(f *testing.F) {
	x := newSite(f)
	f.Add(anna, "POST", "/orgs/nordvik/people", "do=grant&person=p-107&role=reader&unit=u-sales")
	f.Add(rut, "PATCH", "/api/orgs/nordvik/contracts/c-101", `{"version": 1, "name": "x"}`)
	f.Add(kalle, "GET", "/orgs/nordvik/contracts?after=AAAA&search=%25", "")
	f.Fuzz(func(t *testing.T, person, method, path, body string) {
		switch method {
		case "GET", "POST", "PATCH", "PUT", "DELETE":
		default:
			method = "GET"
		}
		if !strings.HasPrefix(path, "/") {
			path = "/" + path
		}
		if code := x.ask(person, method, path, body, "Content-Type", "application/x-www-form-urlencoded").Code; code >= 500 {
			t.Errorf("%s %q as %q: %d", method, path, person, code)
		}
	})
}

func TestALongSearchIsRefused(t *testing.T) {
	x := newSite(t)
	for _, search := range []string{strings.Repeat("a", 60_000), strings.Repeat("%25", 20_000)} {
		for _, path := range []string{"/orgs/nordvik/contracts?search=", "/api/orgs/nordvik/contracts?search="} {
			assert.Equal(t, 400, x.get(kalle, path+search).Code)
		}
	}
}

// With the database gone, whoever is signed in hears that nothing can be answered, and the
// same of what is there and what is not.
func TestTheDatabaseIsDown(t *testing.T) {
	x := newSite(t)
	reported := 0
	x.service.log = func(string, ...any) { reported++ }
	require.NoError(t, x.rows.db.Close())
	for _, line := range tableLines() {
		method, rest, _ := strings.Cut(line, " ")
		path := strings.Fields(rest)[0]
		for _, person := range []string{anna, vera, sara} {
			w := x.ask(person, method, path, `version=1&read=open&edit=open&store=yes&name=x&code=x&address=a@b.example&do=remove&person=p-106`, "Content-Type", "application/x-www-form-urlencoded")
			assert.NotContains(t, w.Body.String(), "sql:", path)
			assert.NotContains(t, w.Body.String(), "Fjord", path)
			if strings.Contains(path, "/orgs/nordvik/contracts/") {
				gone := strings.NewReplacer("c-101", "c-999", "c-102", "c-999", "c-105", "c-999", "c-108", "c-999").Replace(path)
				none := x.ask(person, method, gone, "")
				assert.Equal(t, 503, w.Code, "%s %s", method, path)
				assert.Equal(t, none.Body.String(), w.Body.String(), path)
			}
		}
	}
	assert.Positive(t, reported)
}

// A loader that panics refuses.
func TestALoaderPanics(t *testing.T) {
	x := newSite(t)
	var reported []string
	x.service.log = func(format string, args ...any) { reported = append(reported, fmt.Sprintf(format, args...)) }
	x.rows.db = nil
	for _, path := range []string{"/orgs/nordvik/contracts/c-101", "/api/orgs/nordvik/contracts/c-101"} {
		w := x.get(anna, path)
		assert.Equal(t, 500, w.Code)
		assert.NotContains(t, w.Body.String(), "nil pointer")
	}
	require.NotEmpty(t, reported)
	assert.Contains(t, reported[0], "GET /orgs/{org}/contracts/{id}: httpauthz: panic:")
}

// Of several who change the same at once one is stored, and the others hear of it.
func TestManyAtOnce(t *testing.T) {
	x := newSite(t)
	ask := func(i int) *httptest.ResponseRecorder {
		name := fmt.Sprint("name ", i)
		return x.post(rut, "/orgs/nordvik/contracts/c-101/name", "version", "1", "name", name)
	}
	codes := make([]int, 8)
	var all sync.WaitGroup
	for i := range codes {
		all.Go(func() {
			codes[i] = ask(i).Code
			x.get(kalle, "/orgs/nordvik/contracts")
			x.get(ulla, "/orgs/nordvik/people")
			x.post(anna, "/orgs/nordvik/invitations", "address", fmt.Sprintf("new%d@example.org", i), "unit", "u-sales", "role", "reader")
		})
	}
	all.Wait()
	slices.Sort(codes)
	assert.Equal(t, []int{303, 409, 409, 409, 409, 409, 409, 409}, codes)
	assert.Equal(t, 2, x.row("nordvik", "c-101").Version)
}
