package main

import (
	"database/sql"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/examples/contracts/rules"
)

const peoplePath = "/orgs/nordvik/people"

func TestWhoSeesWhom(t *testing.T) {
	x := newSite(t)
	page := text(x.get(anna, peoplePath))
	assert.Contains(t, page, "Klara Sjö")
	assert.Contains(t, page, "Clerk, the own unit and below")
	assert.Contains(t, page, "Give a role")

	page = text(x.get(kalle, peoplePath))
	assert.Contains(t, page, "Klara Sjö")
	assert.NotContains(t, page, "Clerk", "who holds which role is for those who give them")
	assert.NotContains(t, page, "Give a role")
	assert.NotContains(t, page, "Invite")
	assert.Contains(t, x.get(sara, "/api/orgs/sydhamn/members").Body.String(), "Kalle Holm")
	assert.NotContains(t, x.get(sara, "/api/orgs/sydhamn/members").Body.String(), "Anna Ek")
}

func TestAChangeIsPreviewedAndStored(t *testing.T) {
	x := newSite(t)
	grant := []string{"do", "grant", "person", vera, "role", "reader", "unit", "u-sales"}
	w := x.post(ulla, peoplePath, grant...)
	assert.Equal(t, 200, w.Code)
	assert.Contains(t, text(w), "Vera Dahl gains contract.read")
	assert.Equal(t, 404, x.get(vera, "/orgs/nordvik/contracts/c-101").Code, "nothing is stored yet")
	version := x.found(w, `name="version" value="(\d+)"`)

	assert.Equal(t, 303, x.post(ulla, peoplePath, append(grant, "version", version)...).Code)
	assert.Equal(t, 200, x.get(vera, "/orgs/nordvik/contracts/c-101").Code)

	held := x.found(x.get(ulla, peoplePath), `name="grant" value="([^"]*p-107[^"]*)"`)
	w = x.post(ulla, peoplePath, "do", "revoke", "grant", held, "version", version)
	assert.Equal(t, 409, w.Code, "that version was another organisation")
	assert.Contains(t, text(w), "Nothing was stored. This is what it would do now: In the journal this will stand: role reader for Sales and below was taken from Vera Dahl")
	version = x.found(w, `name="version" value="(\d+)"`)
	assert.Equal(t, 303, x.post(ulla, peoplePath, "do", "revoke", "grant", held, "version", version).Code)
	assert.Equal(t, 404, x.get(vera, "/orgs/nordvik/contracts/c-101").Code)
}

func TestNobodyGivesMoreThanThePolicyLetsThem(t *testing.T) {
	x := newSite(t)
	for _, fields := range [][]string{
		{"do", "grant", "person", ulla, "role", "reader", "unit", "u-purchasing"}, // to herself, and elsewhere
		{"do", "grant", "person", vera, "role", "unit-admin", "unit", "u-sales"},
		{"do", "grant", "person", vera, "role", "reader", "unit", "u-purchasing"},
		{"do", "remove", "person", vera},
		{"do", "setting", "on", "yes"},
	} {
		assert.Contains(t, []int{403, 404}, x.post(ulla, peoplePath, append(fields, "version", "6")...).Code, "%v", fields)
	}
	org, err := x.directory.Org(t.Context(), "nordvik")
	require.NoError(t, err)
	assert.Equal(t, uint64(6), org.Version(), "nothing was stored")
}

// Lena, whom Anna may not see, has no name for her, wherever she stands.
func TestWhoeverIsNotSeenHasNoName(t *testing.T) {
	x := newSite(t)
	_, err := x.rows.db.Exec("UPDATE contracts SET responsible = ? WHERE org = 'nordvik' AND id = 'c-107'", lena)
	require.NoError(t, err)
	assert.Contains(t, text(x.get(anna, "/orgs/nordvik/contracts/c-107")), "Responsible p-108")
	assert.Contains(t, text(x.get(lena, "/orgs/nordvik/contracts/c-107")), "Responsible Lena Rask")
}

// Whoever is removed is forgotten: an id is left, which leads to nobody.
func TestRemoveAndForget(t *testing.T) {
	x := newSite(t)
	const path = "/orgs/nordvik/contracts/c-107"
	assert.Contains(t, text(x.get(anna, path)), "Responsible Bo Alm")
	w := x.post(anna, peoplePath, "do", "remove", "person", bo)
	assert.Contains(t, text(w), "The name and the address are forgotten")
	version := x.found(w, `name="version" value="(\d+)"`)
	require.Equal(t, 303, x.post(anna, peoplePath, "do", "remove", "person", bo, "version", version).Code)

	assert.Contains(t, text(x.get(anna, path)), "Responsible p-106")
	assert.Contains(t, text(x.get(anna, "/orgs/nordvik/journal")), "p-106")
	assert.NotContains(t, text(x.get(anna, peoplePath)), "Bo Alm")
	facts, err := x.store.Facts(t.Context(), bo)
	require.NoError(t, err)
	assert.Empty(t, facts)

	var file string
	require.NoError(t, x.rows.db.QueryRow("SELECT file FROM pragma_database_list WHERE name = 'main'").Scan(&file))
	for _, name := range []string{file, file + "-wal"} {
		bytes, err := os.ReadFile(name)
		require.NoError(t, err, filepath.Base(name))
		assert.NotContains(t, string(bytes), "Bo Alm")
	}
}

// Kalle is in Sydhamn, too: Nordvik forgets him, and Sydhamn does not.
func TestAnotherOrganisationStillKnowsThem(t *testing.T) {
	x := newSite(t)
	version := x.found(x.post(anna, peoplePath, "do", "remove", "person", kalle), `name="version" value="(\d+)"`)
	require.Equal(t, 303, x.post(anna, peoplePath, "do", "remove", "person", kalle, "version", version).Code)
	assert.Contains(t, text(x.get(anna, "/orgs/nordvik/journal")), "p-104 is removed")
	assert.Contains(t, text(x.get(sara, "/orgs/sydhamn/people")), "Kalle Holm")
}

// Whoever is faster makes no invitation fail: it is planned again.
func TestInvitingIsPlannedAgain(t *testing.T) {
	x := newSite(t)
	tried := 0
	faster := func(o *mandat.Org) (mandat.Change, error) {
		change, err := o.Plan(x.who(anna), mandat.ChangeSetting{Setting: rules.SettingReopen, On: true})
		if tried++; tried == 1 {
			x.invite(ulla, "nils@example.org")
		}
		return change, err
	}
	_, err := x.update(t.Context(), "nordvik", faster, func(*sql.Tx) error { return nil })
	require.NoError(t, err)
	assert.Equal(t, 2, tried)
}
