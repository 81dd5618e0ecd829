package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestTheMenu(t *testing.T) {
	x := newSite(t)
	page := text(x.get(rut, "/orgs/nordvik/contracts/c-102"))
	assert.Contains(t, page, "Change the name Not now: only if the status is Unfinished.")
	assert.Contains(t, page, "Right to change the name: Contract responsible at Domestic sales and below, which covers it.")
	assert.Contains(t, page, "Delete Not now:")
	assert.Contains(t, page, "Share")

	page = text(x.get(kalle, "/orgs/nordvik/contracts/c-102"))
	assert.Contains(t, page, "You may see this contract, and do nothing to it.")
	assert.NotContains(t, page, "Delete", "what one has no right to is not greyed")
}

// What a setting closes is greyed with who can turn it on: Anna does.
func TestTheMenuSaysWhoCanHelp(t *testing.T) {
	x := newSite(t)
	const ended = "/orgs/nordvik/contracts/c-103"
	page := text(x.get(rut, ended))
	assert.Contains(t, page, "Change the status Not now: only if")
	assert.Contains(t, page, "Who can help: Anna Ek.")
	assert.Contains(t, page, "is on; and only if the status is Unfinished.", "all that is closed is said")
	assert.Equal(t, 403, x.post(rut, ended+"/status", "status", "valid", "version", "1").Code)

	form := x.post(anna, "/orgs/nordvik/people", "do", "setting", "on", "yes")
	version := x.found(form, `name="version" value="(\d+)"`)
	assert.Equal(t, 303, x.post(anna, "/orgs/nordvik/people", "do", "setting", "on", "yes", "version", version).Code)
	assert.Equal(t, 303, x.post(rut, ended+"/status", "status", "valid", "version", "1").Code)
	assert.Equal(t, "valid", string(x.row("nordvik", "c-103").Status))
}

func TestChangingAContract(t *testing.T) {
	x := newSite(t)
	const path = "/orgs/nordvik/contracts/c-101"
	assert.Equal(t, path, x.post(rut, path+"/name", "name", " Fjord ", "version", "1").Header().Get("Location"))
	assert.Equal(t, "Fjord", x.row("nordvik", "c-101").Name)

	w := x.post(klara, path+"/name", "name", "Mine", "version", "1")
	assert.Equal(t, 409, w.Code)
	assert.Contains(t, text(w), "Somebody else has changed this since you looked.")
	assert.Contains(t, w.Body.String(), `href="`+path+`">Look again`)
	assert.Equal(t, "Fjord", x.row("nordvik", "c-101").Name, "nothing was stored")

	for _, name := range []string{"", "  ", "a\nb", "\xff", strings.Repeat("å", 201)} {
		assert.Equal(t, 400, x.post(rut, path+"/name", "name", name, "version", "2").Code, "%q", name)
	}
	assert.Equal(t, 400, x.post(rut, path+"/status", "status", "signed", "version", "2").Code)
	w = x.post(kalle, path+"/name", "name", "Mine", "version", "2")
	assert.Equal(t, 403, w.Code)
	assert.Contains(t, text(w), "Kalle Holm may not change the name")
	assert.Contains(t, text(w), "a grant of Clerk at Domestic sales and below, which Anna Ek or Ulla Berg can give", "the refusal says who can help")

	assert.Equal(t, 303, x.post(rut, path+"/delete", "version", "2").Code)
	assert.Equal(t, 404, x.get(rut, path).Code)
}

func TestChangingAContractByTheAPI(t *testing.T) {
	x := newSite(t)
	const path = "/api/orgs/nordvik/contracts/c-101"
	assert.Equal(t, 204, x.ask(rut, "PATCH", path, `{"version": 1, "name": "Fjord"}`).Code)
	assert.Equal(t, 409, x.ask(rut, "PATCH", path, `{"version": 1, "name": "Fjord"}`).Code)
	w := x.ask(kalle, "PATCH", path, `{"version": 2, "name": "Mine"}`)
	assert.Equal(t, 403, w.Code)
	assert.Contains(t, w.Body.String(), `"code":"no-right"`)
	assert.Equal(t, 204, x.ask(rut, "PATCH", path, `{"version": 2, "status": "valid"}`).Code)
	assert.Equal(t, 403, x.ask(rut, "PATCH", path, `{"version": 3, "name": "Mine"}`).Code, "not when it is valid")
	assert.Equal(t, 403, x.ask(rut, "DELETE", path+"?version=3", "").Code)
	for _, body := range []string{`{"version": 3}`, `{"version": 3, "name": "a", "status": "ended"}`, `{"version": 3, "owner": "me"}`, `null`, `[]`, `{"version": 3, "name": "a"} {}`} {
		assert.Contains(t, []int{400, 409}, x.ask(rut, "PATCH", path, body).Code, body)
	}
}
