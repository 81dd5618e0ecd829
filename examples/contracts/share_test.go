package main

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/examples/contracts/rules"
)

// could lists what each of the sample people may do to a contract, group actions aside.
func (x *site) could(c *contract) map[mandat.PersonID][]mandat.Action {
	all := make(map[mandat.PersonID][]mandat.Action)
	for _, p := range everybody() {
		for a, d := range x.view("nordvik", p).Actions(c.Resource()) {
			if d.Allowed() && a != rules.Edit {
				all[mandat.PersonID(p)] = append(all[mandat.PersonID(p)], a)
			}
		}
	}
	return all
}

func without(from, what []mandat.Action) []mandat.Action {
	return slices.DeleteFunc(slices.Clone(from), func(a mandat.Action) bool { return slices.Contains(what, a) })
}

// What is previewed is what changes, for those whom the reader may see; and the others
// are counted.
func TestThePreviewIsWhatChanges(t *testing.T) {
	for _, lists := range []string{
		`"read": [], "edit": null`,
		`"read": ["everybody"], "edit": ["p-105"]`,
		`"read": ["g-bids", "u-domestic"], "edit": []`,
		`"read": null, "edit": ["u-purchasing", "p-103"]`,
		`"read": ["p-107", "p-999", "u-legal"], "edit": null`,
	} {
		x := newSite(t)
		const path = "/api/orgs/nordvik/contracts/c-104"
		body := `{"version": 1, ` + lists + `}`
		var told struct {
			Effects []effect
			Hidden  int
		}
		require.NoError(t, json.Unmarshal(x.ask(anna, "POST", path+"/impact", body).Body.Bytes(), &told))
		before := x.could(x.row("nordvik", "c-104"))
		require.Equal(t, 204, x.ask(anna, "PUT", path+"/lists", body).Code)
		after := x.could(x.row("nordvik", "c-104"))

		var want []effect
		hidden := 0
		for _, p := range slices.Sorted(maps.Keys(union(before, after))) {
			e := effect{p, without(after[p], before[p]), without(before[p], after[p])}
			switch {
			case len(e.Gains)+len(e.Loses) == 0:
			case p == lena:
				hidden++
			default:
				want = append(want, e)
			}
		}
		assert.Equal(t, len(want), len(told.Effects), lists)
		for i, e := range told.Effects {
			assert.Equal(t, want[i].Person, e.Person, lists)
			assert.ElementsMatch(t, want[i].Gains, e.Gains, lists)
			assert.ElementsMatch(t, want[i].Loses, e.Loses, lists)
		}
		assert.Equal(t, hidden, told.Hidden, lists)
	}
}

func union[M ~map[K]V, K comparable, V any](a, b M) M {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return all
}

func TestSharingByTheForm(t *testing.T) {
	x := newSite(t)
	const path = "/orgs/nordvik/contracts/c-101/share"
	fields := []string{"version", "1", "read", "limited", "read.person", bo, "read.unit", "u-domestic", "read.unit", "u-export", "edit", "open"}
	w := x.post(anna, path, fields...)
	assert.Equal(t, 200, w.Code)
	assert.Contains(t, text(w), "Bo Alm may then see")
	assert.Contains(t, text(w), "Kalle Holm may no longer see")
	assert.NotContains(t, text(w), "Rut Lind may then", "no list shuts out the responsible")
	assert.Equal(t, 1, x.row("nordvik", "c-101").Version, "nothing is stored yet")
	assert.Contains(t, w.Body.String(), `name="read.person" value="p-106" checked`, "the form is as it was sent")

	assert.Equal(t, 303, x.post(anna, path, append(fields, "store", "yes")...).Code)
	assert.Equal(t, 200, x.get(bo, "/orgs/nordvik/contracts/c-101").Code)
	assert.Equal(t, 404, x.get(kalle, "/orgs/nordvik/contracts/c-101").Code)
	assert.Equal(t, 409, x.post(anna, path, append(fields, "store", "yes")...).Code, "the form is of the version before")
}

// Lena, whom Anna may not see, stays on the list that Anna stores, and is not named.
func TestWhoeverIsNotSeenStays(t *testing.T) {
	x := newSite(t)
	const path = "/orgs/nordvik/contracts/c-104"
	assert.Contains(t, text(x.get(anna, path)), "Bid team and 1 more whom you may not see")
	assert.Contains(t, text(x.get(anna, path+"/share")), "1 more on the list whom you may not see. They stay.")
	assert.Equal(t, 303, x.post(anna, path+"/share", "version", "1", "read", "limited", "read.person", kalle, "read.unit", "u-legal", "read.person", "p-999", "edit", "open", "store", "yes").Code)
	entries, _ := x.row("nordvik", "c-104").Read.Audience()
	assert.ElementsMatch(t, []mandat.Listed{mandat.Named(lena), mandat.Named(kalle)}, entries, "nor can she name whom she does not see")
}
