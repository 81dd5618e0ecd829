package main

import (
	"context"
	"encoding/json"
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

// The list that SQL makes, page by page, is what Decide says of each row.
func TestTheListIsWhatDecideAllows(t *testing.T) {
	x := newSite(t)
	for _, org := range []mandat.OrgID{"nordvik", "sydhamn"} {
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
				require.NoError(t, err)
				assert.LessOrEqual(t, len(l.Rows), pageSize)
				for _, row := range l.Rows {
					got = append(got, string(row.ID))
				}
			}
			assert.Equal(t, want, got, "%s in %s", person, org)
			assert.Equal(t, len(want), l.Total, "%s in %s", person, org)
			assert.Equal(t, editable, l.Editable, "%s in %s", person, org)
		}
	}
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
	assert.Len(t, page.Contracts, pageSize)
	assert.Equal(t, 40, page.Total)
	first := page.Contracts[0].ID
	require.NoError(t, json.Unmarshal(x.get(kalle, "/api/orgs/nordvik/contracts?after="+page.Next).Body.Bytes(), &page))
	assert.NotEqual(t, first, page.Contracts[0].ID)
	assert.Equal(t, "application/problem+json", x.get(kalle, "/api/orgs/nordvik/contracts?after=x").Header().Get("Content-Type"))
}
