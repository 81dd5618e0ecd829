package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/examples/contracts/rules"
)

// all returns the ids of all rows.
func (x *site) all(org mandat.OrgID) (ids []string) {
	found, err := x.rows.db.Query("SELECT id FROM contracts WHERE org = ? ORDER BY id", org)
	require.NoError(x.t, err)
	defer found.Close()
	for found.Next() {
		var id string
		require.NoError(x.t, found.Scan(&id))
		ids = append(ids, id)
	}
	return ids
}

// agrees checks that the list that SQL makes, page by page, is what Decide says of each
// row.
func (x *site) agrees(org mandat.OrgID) {
	x.t.Helper()
	for _, person := range everybody() {
		view, want, editable := x.view(org, person), []string(nil), 0
		for _, id := range x.all(org) {
			r := x.row(org, id).Resource()
			if view.Decide(rules.Read, r).Allowed() {
				want = append(want, id)
			}
			if view.Decide(rules.ChangeStatus, r).Allowed() {
				editable++
			}
		}
		var got []string
		l := &listing{}
		for first := true; first || l.Next != ""; first = false {
			var err error
			l, err = x.list(context.Background(), view, org, "", l.Next)
			require.NoError(x.t, err)
			assert.LessOrEqual(x.t, len(l.Rows), pageSize)
			for _, row := range l.Rows {
				got = append(got, string(row.ID))
			}
		}
		assert.Equal(x.t, want, got, "%s in %s", person, org)
		assert.Equal(x.t, len(want), l.Total, "%s in %s", person, org)
		assert.Equal(x.t, editable, l.Editable, "%s in %s", person, org)
	}
}

func TestTheListIsWhatDecideAllows(t *testing.T) {
	x := newSite(t)
	x.agrees("nordvik")
	x.agrees("sydhamn")
}

func TestTheListOverHTTP(t *testing.T) {
	x := newSite(t)
	w := x.get(kalle, "/orgs/nordvik/contracts")
	assert.Contains(t, text(w), "Contracts that you may see: 40. You may change the status of 0.")
	next := x.found(w, `rel="next" href="([^"]*)"`)
	assert.Contains(t, text(x.get(kalle, next)), "First page")
	assert.Equal(t, 400, x.get(rut, next).Code, "the cursor of somebody else")
	assert.Equal(t, 400, x.get(kalle, strings.Replace(next, "search=", "search=a", 1)).Code, "the cursor of another search")

	w = x.get(kalle, "/orgs/nordvik/contracts?search=MARKET")
	assert.Contains(t, text(w), "you may see: 2.")
	assert.Contains(t, text(x.get(kalle, "/orgs/nordvik/contracts?search=%25")), "you may see: 0.", "a % is a %")
	assert.Contains(t, text(x.get(vera, "/orgs/nordvik/contracts?search=bid")), "you may see: 1.", "in the bid team")
}

func TestTheListAsJSON(t *testing.T) {
	x := newSite(t)
	var page struct {
		Contracts []contractJSON
		Total     int
		Next      string
	}
	require.NoError(t, json.Unmarshal(x.get(kalle, "/api/orgs/nordvik/contracts").Body.Bytes(), &page))
	assert.NotContains(t, x.get(kalle, "/api/orgs/nordvik/contracts").Body.String(), `"version"`, "it is not read for the list")
	assert.Contains(t, x.get(kalle, "/api/orgs/nordvik/contracts/c-102").Body.String(), `"version":1,"actions":[]`)
	assert.Len(t, page.Contracts, pageSize)
	assert.Equal(t, 40, page.Total)
	first := page.Contracts[0].ID
	require.NoError(t, json.Unmarshal(x.get(kalle, "/api/orgs/nordvik/contracts?after="+page.Next).Body.Bytes(), &page))
	assert.NotEqual(t, first, page.Contracts[0].ID)
	assert.Equal(t, "application/problem+json", x.get(kalle, "/api/orgs/nordvik/contracts?after=x").Header().Get("Content-Type"))
}

// SQL and Decide agree on rows of every kind: in any unit or none, with lists or empty
// ones or none, as parts of sets that have lists themselves.
func TestTheListIsWhatDecideAllowsOfAnyRows(t *testing.T) {
	x := newSite(t)
	random := rand.New(rand.NewPCG(1, 2))
	one := func(of ...string) string { return of[random.IntN(len(of))] }
	null := func(id string) sql.NullString { return sql.NullString{String: id, Valid: id != ""} }
	unit := func() sql.NullString {
		return null(one("", "u-head", "u-sales", "u-domestic", "u-export", "u-purchasing", "u-legal"))
	}
	entries := func(tx *sql.Tx, table, id string) error {
		for range random.IntN(3) {
			kind := one("everybody", "relation", "unit", "group", "person", "person")
			name := map[string]string{"everybody": "", "relation": one("responsible", "deputy"), "unit": unit().String, "group": "g-bids", "person": one(everybody()...)}[kind]
			if _, err := tx.Exec("INSERT OR IGNORE INTO "+table+" VALUES ('nordvik', ?, ?, ?, ?)", id, one("read", "edit"), kind, name); err != nil {
				return err
			}
		}
		return nil
	}
	require.NoError(t, x.rows.change(t.Context(), func(tx *sql.Tx) error {
		for i := range 6 {
			id := fmt.Sprint("s-", 100+i)
			if _, err := tx.Exec("INSERT INTO contract_sets VALUES ('nordvik', ?, 'set', ?, ?, ?)", id, unit(), random.IntN(2), random.IntN(2)); err != nil {
				return err
			}
			if err := entries(tx, "set_entries", id); err != nil {
				return err
			}
		}
		for i := range 120 {
			id, person := fmt.Sprint("c-", 1000+i), append(everybody(), nobody, nobody, nobody)
			if _, err := tx.Exec("INSERT INTO contracts VALUES ('nordvik', ?, 'any', ?, ?, ?, ?, ?, ?, ?, 1)", id, unit(), one("unfinished", "valid", "ended"),
				null(one(person...)), null(one(person...)), null(one("", "", "s-100", "s-101", "s-102", "s-103", "s-104", "s-105")), random.IntN(2), random.IntN(2)); err != nil {
				return err
			}
			if err := entries(tx, "contract_entries", id); err != nil {
				return err
			}
		}
		return nil
	}))
	x.agrees("nordvik")
}
