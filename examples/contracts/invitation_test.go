package main

import (
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// invite makes an invitation, and returns its path and its secret.
func (x *site) invite(person, address string) (path, code string) {
	w := x.post(person, "/orgs/nordvik/invitations", "address", address, "unit", "u-sales", "role", "reader")
	require.Equal(x.t, 200, w.Code, w.Body.String())
	link, err := url.Parse(x.found(w, `class="link" href="([^"]*)"`))
	require.NoError(x.t, err)
	return link.Path, link.Fragment
}

func (x *site) answer(path, code, address string) *httptest.ResponseRecorder {
	return x.post(nobody, path, "name", "Nils Ny", "address", address, "code", code)
}

func TestAnInvitation(t *testing.T) {
	x := newSite(t)
	path, code := x.invite(ulla, "nils@example.org")
	people := text(x.get(ulla, peoplePath))
	assert.Contains(t, people, "Invitations without an answer nils@example.org, Sales, Reader. Until 2026-03-17.")
	assert.NotContains(t, x.get(ulla, peoplePath).Body.String(), code, "the link is shown once")
	assert.Equal(t, 200, x.get(nobody, path).Code)

	// All that can be wrong is answered the same.
	wrong := x.answer(path, code, "else@example.org")
	assert.Equal(t, 404, wrong.Code)
	otherPath, otherCode := x.invite(ulla, "olga@example.org")
	used := func() *httptest.ResponseRecorder { return x.answer(path, code, "nils@example.org") }
	answers := map[string]*httptest.ResponseRecorder{
		"another secret":       x.answer(path, otherCode, "nils@example.org"),
		"no secret":            x.answer(path, "x", "nils@example.org"),
		"no address":           x.answer(path, code, "nils"),
		"another invitation":   x.answer(otherPath, code, "nils@example.org"),
		"no invitation":        x.answer("/orgs/nordvik/invitations/i-none", code, "nils@example.org"),
		"no organisation":      x.answer(strings.Replace(path, "nordvik", "none", 1), code, "nils@example.org"),
		"another organisation": x.answer(strings.Replace(path, "nordvik", "sydhamn", 1), code, "nils@example.org"),
	}
	accepted := x.answer(path, code, "Nils@Example.org")
	require.Equal(t, 303, accepted.Code, accepted.Body.String())
	answers["used"] = used()
	x.clock = x.clock.Add(8 * 24 * time.Hour)
	assert.Contains(t, text(x.get(ulla, peoplePath)), "olga@example.org, Sales, Reader. Over since 2026-03-17.")
	answers["over"] = x.answer(otherPath, otherCode, "olga@example.org")
	for what, w := range answers {
		assert.Equal(t, 404, w.Code, what)
		assert.Equal(t, strip(wrong.Body.String()), strip(w.Body.String()), what)
	}

	cookie := accepted.Result().Cookies()[0]
	assert.Equal(t, "person", cookie.Name)
	assert.Equal(t, 200, x.get(cookie.Value, "/orgs/nordvik/contracts/c-101").Code, "Nils is a reader at Sales")
	assert.Contains(t, text(x.get(anna, peoplePath)), "Nils Ny nils@example.org")
}

// strip takes away the path, which the form of the language has.
func strip(page string) string {
	before, after, _ := strings.Cut(page, `name="back"`)
	_, after, _ = strings.Cut(after, ">")
	return before + after
}

func TestAnInvitationIsWithdrawn(t *testing.T) {
	x := newSite(t)
	path, code := x.invite(ulla, "nils@example.org")
	id := path[strings.LastIndex(path, "/")+1:]
	w := x.post(ulla, peoplePath, "do", "withdraw", "invitation", id)
	version := x.found(w, `name="version" value="(\d+)"`)
	require.Equal(t, 303, x.post(ulla, peoplePath, "do", "withdraw", "invitation", id, "version", version).Code)
	assert.Equal(t, 404, x.answer(path, code, "nils@example.org").Code)
	var left int
	require.NoError(t, x.rows.db.QueryRow("SELECT count(*) FROM invitations").Scan(&left))
	assert.Zero(t, left, "the address is forgotten")
}

func TestWhoMayNotInvite(t *testing.T) {
	x := newSite(t)
	fields := []string{"address", "nils@example.org", "unit", "u-purchasing", "role", "reader"}
	assert.Equal(t, 403, x.post(ulla, "/orgs/nordvik/invitations", fields...).Code, "not to another unit")
	assert.Equal(t, 403, x.post(kalle, "/orgs/nordvik/invitations", fields...).Code)
	assert.Equal(t, 403, x.post(anna, "/orgs/nordvik/invitations", "address", "nils@example.org", "unit", "u-sales", "role", "admin").Code, "nobody invites to that")
	assert.Equal(t, 400, x.post(anna, "/orgs/nordvik/invitations", "address", "nils", "unit", "u-sales", "role", "reader").Code)
}

// If the name cannot be stored, the invitation can be answered again; and with a wrong
// secret no name is stored.
func TestAnInvitationIsNotUsedUpInVain(t *testing.T) {
	x := newSite(t)
	path, code := x.invite(ulla, "nils@example.org")
	person := func() (p string) {
		require.NoError(t, x.rows.db.QueryRow("SELECT person FROM invitations").Scan(&p))
		return p
	}()
	require.Equal(t, 404, x.answer(path, strings.Repeat("a", len(code)), "nils@example.org").Code)
	facts, err := x.store.Facts(t.Context(), mandat.PersonID(person))
	require.NoError(t, err)
	assert.Empty(t, facts)

	_, err = x.rows.db.Exec("CREATE TRIGGER broken BEFORE INSERT ON mandat_person BEGIN SELECT RAISE(ABORT, 'broken'); END")
	require.NoError(t, err)
	x.service.log = func(string, ...any) {}
	require.Equal(t, 500, x.answer(path, code, "nils@example.org").Code)
	_, err = x.rows.db.Exec("DROP TRIGGER broken")
	require.NoError(t, err)
	require.Equal(t, 303, x.answer(path, code, "nils@example.org").Code)
	assert.Contains(t, text(x.get(anna, peoplePath)), "Nils Ny nils@example.org")
}

// An invitation that is answered while somebody looks at it has no address any more.
func TestAnInvitationIsAnsweredMeanwhile(t *testing.T) {
	x := newSite(t)
	x.invite(ulla, "nils@example.org")
	_, err := x.rows.db.Exec("DELETE FROM invitations")
	require.NoError(t, err)
	assert.Equal(t, 200, x.get(ulla, peoplePath).Code)
}

// Every page leads back to itself when the language is switched, also one that answers a
// form.
func TestTheLanguageOfAnAnswer(t *testing.T) {
	x := newSite(t)
	answers := map[string]*httptest.ResponseRecorder{
		"invited":   x.post(ulla, "/orgs/nordvik/invitations", "address", "nils@example.org", "unit", "u-sales", "role", "reader"),
		"no invite": x.post(kalle, "/orgs/nordvik/invitations", "address", "nils@example.org", "unit", "u-sales", "role", "reader"),
		"refused":   x.post(kalle, "/orgs/nordvik/contracts/c-101/name", "name", "x", "version", "1"),
		"bad":       x.post(rut, "/orgs/nordvik/contracts/c-101/name", "name", "", "version", "1"),
		"stale":     x.post(rut, "/orgs/nordvik/contracts/c-101/delete", "version", "7"),
		"preview":   x.post(rut, "/orgs/nordvik/contracts/c-101/share", "version", "1", "read", "open", "edit", "open"),
		"people":    x.post(ulla, peoplePath, "do", "grant", "person", vera, "role", "reader", "unit", "u-sales"),
	}
	for name, w := range answers {
		back := x.found(w, `name="back" value="([^"]*)"`)
		assert.Equal(t, 200, x.get(ulla, back).Code, "%s leads to %s", name, back)
	}
}
