package main

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// accessTable says what each route answers to each of some people: the status. What
// somebody may not see is not found (404), what they may see and not do is forbidden
// (403). Forms are sent empty, so that whoever may gets 400, or 409 for a version that
// is another one, and nothing is changed.
const accessTable = `
                                              nobody  anna  ulla  rut  kalle  klara  vera  lena  sara
GET /                                            200   303   303  303    200    303   303   303   303
POST /person                                     303   303   303  303    303    303   303   303   303
POST /language                                   303   303   303  303    303    303   303   303   303
GET /style.css                                   200   200   200  200    200    200   200   200   200
GET /icon.svg                                    200   200   200  200    200    200   200   200   200
GET /invitation.js                               200   200   200  200    200    200   200   200   200
GET /orgs/nordvik/invitations/i-1                200   200   200  200    200    200   200   200   200
POST /orgs/nordvik/invitations/i-1               400   400   400  400    400    400   400   400   400
GET /orgs/nordvik/contracts                      401   200   200  200    200    200   200   200   404
GET /orgs/nordvik/contracts/c-101                401   200   200  200    200    200   404   404   404
GET /orgs/nordvik/contracts/c-105                401   200   200  404    200    200   404   404   404
GET /orgs/nordvik/contracts/c-108                401   404   404  404    404    404   404   200   404
POST /orgs/nordvik/contracts/c-101/name          401   400   400  400    403    400   404   404   404
POST /orgs/nordvik/contracts/c-102/name          401   403   403  403    403    403   404   404   404
POST /orgs/nordvik/contracts/c-102/status        401   400   400  400    403    400   404   404   404
POST /orgs/nordvik/contracts/c-101/delete        401   400   400  400    403    403   404   404   404
GET /orgs/nordvik/contracts/c-101/share          401   200   200  200    403    200   404   404   404
POST /orgs/nordvik/contracts/c-101/share         401   400   400  400    403    400   404   404   404
GET /orgs/nordvik/contracts/c-101/readers        401   200   404  404    404    404   404   404   404
GET /orgs/nordvik/people                         401   200   200  200    200    200   200   200   404
POST /orgs/nordvik/people                        401   400   400  400    400    400   400   400   404
POST /orgs/nordvik/invitations                   401   400   400  400    400    400   400   400   404
GET /orgs/nordvik/journal                        401   200   404  404    404    404   404   404   404
GET /api/orgs/nordvik/contracts                  401   200   200  200    200    200   200   200   404
GET /api/orgs/nordvik/contracts/c-101            401   200   200  200    200    200   404   404   404
PATCH /api/orgs/nordvik/contracts/c-101          401   400   400  400    400    400   404   404   404
DELETE /api/orgs/nordvik/contracts/c-101         401   400   400  400    403    403   404   404   404
POST /api/orgs/nordvik/contracts/c-101/impact    401   400   400  400    403    400   404   404   404
PUT /api/orgs/nordvik/contracts/c-101/lists      401   400   400  400    403    400   404   404   404
GET /api/orgs/nordvik/members                    401   200   200  200    200    200   200   200   404
GET /elsewhere                                   404   404   404  404    404    404   404   404   404
`

func TestWhoMayDoWhat(t *testing.T) {
	x := newSite(t)
	for _, line := range tableLines() {
		method, rest, _ := strings.Cut(line, " ")
		fields := strings.Fields(rest)
		for i, person := range append([]string{nobody}, anna, ulla, rut, kalle, klara, vera, lena, sara) {
			w := x.ask(person, method, fields[0], "")
			assert.Equal(t, fields[i+1], fmt.Sprint(w.Code), "%s %s as %q", method, fields[0], person)
		}
	}
}

func tableLines() []string { return strings.Split(strings.TrimSpace(accessTable), "\n")[1:] }

// A route that is not in the table is one that nobody has thought about.
func TestTheTableHasEveryRoute(t *testing.T) {
	source, err := os.ReadFile("routes.go")
	require.NoError(t, err)
	calls := regexp.MustCompile(`m\.handle\((.*?), (?:s\.|func)`).FindAllStringSubmatch(string(source), -1)
	require.Greater(t, len(calls), 20)
	for _, call := range calls {
		pattern := strings.NewReplacer(`"+contract+"`, "/orgs/{org}/contracts/{id}", `"+contract`, "/orgs/{org}/contracts/{id}", `"`, "", "{$}", "").Replace(call[1])
		if pattern == "/" {
			pattern = "GET /elsewhere"
		}
		like := regexp.MustCompile("^" + regexp.MustCompile(`\{\w+\}`).ReplaceAllString(pattern, `[^/ ]+`) + " ")
		found := false
		for _, line := range tableLines() {
			found = found || like.MatchString(line)
		}
		assert.True(t, found, "%s is not in the table", pattern)
	}
}

// What may not be seen is answered as what is not there, byte for byte.
func TestWhatMayNotBeSeenIsNotThere(t *testing.T) {
	x := newSite(t)
	for _, api := range []string{"", "/api"} {
		gone := x.get(vera, api+"/orgs/nordvik/contracts/c-999")
		assert.Equal(t, 404, gone.Code)
		for _, path := range []string{"/orgs/nordvik/contracts/c-101", "/orgs/nordvik/contracts/c-108", "/orgs/sydhamn/contracts/c-101", "/orgs/none/contracts/c-101", "/orgs/sydhamn/contracts"} {
			w := x.get(vera, api+path)
			assert.Equal(t, gone.Body.String(), w.Body.String(), path)
			assert.Equal(t, gone.Header(), w.Header(), path)
			assert.Equal(t, 404, w.Code, path)
		}
	}
	assert.NotContains(t, text(x.get(anna, "/orgs/nordvik/people")), "Lena")
	_, dialog, _ := strings.Cut(x.get(anna, "/orgs/nordvik/contracts/c-104/share").Body.String(), "<main")
	assert.NotContains(t, dialog, lena)
}

// Whoever has not said who they are is nobody, and not the first one of the list.
func TestNobodyIsChosen(t *testing.T) {
	x := newSite(t)
	for _, person := range []string{nobody, "p-stranger"} {
		assert.Contains(t, x.get(person, "/").Body.String(), `<option value="" selected>`)
	}
	assert.NotContains(t, x.get(anna, "/none").Body.String(), `<option value="" selected>`)
}

func TestAnotherSiteChangesNothing(t *testing.T) {
	x := newSite(t)
	w := x.ask(anna, "POST", "/orgs/nordvik/contracts/c-101/name", "name=taken&version=1",
		"Content-Type", "application/x-www-form-urlencoded", "Sec-Fetch-Site", "cross-site")
	assert.Equal(t, 403, w.Code)
	assert.Equal(t, "Framework agreement with Fjord Foods", x.row("nordvik", "c-101").Name)
	assert.Contains(t, w.Header().Get("Content-Security-Policy"), "frame-ancestors 'none'")
	assert.Equal(t, "nosniff", w.Header().Get("X-Content-Type-Options"))
}

func TestLanguageLeadsNowhereElse(t *testing.T) {
	x := newSite(t)
	for back, want := range map[string]string{
		"/orgs/nordvik/people": "/orgs/nordvik/people", "//evil.example": "/", "https://evil.example": "/", `/\evil.example`: "/", "": "/",
	} {
		w := x.post(anna, "/language", "language", "sv", "back", back)
		assert.Equal(t, want, w.Header().Get("Location"), back)
	}
}
