//go:build browser

package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The stories are told in a real browser: go test -tags browser. It takes chromium, and
// fails where there is none.
func TestInABrowser(t *testing.T) {
	b := newBrowser(t)
	t.Run("a person is switched to", b.story(switching))
	t.Run("the list has pages and is searched", b.story(paging))
	t.Run("what is greyed says why", b.story(greyed))
	t.Run("sharing is looked at and stored", b.story(sharing))
	t.Run("an invitation is accepted in another browser", b.story(inviting))
	t.Run("a role is given after a look", b.story(giving))
	t.Run("somebody is forgotten", b.story(forgetting))
	t.Run("every page is usable, wide and narrow", b.story(everyPage))
}

func switching(x *site, p *tab) {
	p.open("/")
	p.sees("You are a member of no organisation.")
	p.choose("#who", rut)
	p.click(".demo button")
	p.sees("Framework agreement with Fjord Foods")
	p.choose("#who", kalle)
	p.click(".demo button")
	p.sees("You are a member of several organisations.")
	p.click(`main a[href*="sydhamn"]`)
	p.sees("Quay rental")
	p.seesNot("Fjord Foods")
}

func paging(x *site, p *tab) {
	p.as(kalle)
	p.open("/orgs/nordvik/contracts")
	p.sees("Contracts that you may see: 40.")
	p.click(`a[rel="next"]`)
	p.sees("First page")
	p.seesNot("Fjord Foods")
	p.fill("#search", "market")
	p.click(".search button")
	p.sees("Delivery to Berga Market")
	p.sees("Contracts that you may see: 2.")
}

func greyed(x *site, p *tab) {
	p.as(rut)
	p.open("/orgs/nordvik/contracts/c-102")
	p.sees("Not now: only if the status is Unfinished.")
	assert.Equal(p.t, true, p.eval(`document.querySelector("[data-action=delete] button").disabled`))
	p.seesNot("Contract responsible at Domestic sales and below, which covers it.")
	p.click("[data-action=delete] summary")
	p.sees("Contract responsible at Domestic sales and below, which covers it.")

	p.choose("#status", "unfinished")
	p.click("[data-action=change-status] button")
	p.exists("#name")
	p.fill("#name", "Delivery to Alby Supermarket")
	p.click("[data-action=edit-name] button")
	p.sees("Delivery to Alby Supermarket")
}

func sharing(x *site, p *tab) {
	p.as(rut)
	p.open("/orgs/nordvik/contracts/c-101")
	p.click("[data-action=set-audience] a")
	p.click(`input[name=read][value=limited]`)
	p.click(`input[name="read.person"][value=p-106]`)
	p.click("form > p button")
	p.sees("Bo Alm may then see")
	p.sees("Kalle Holm may no longer see")
	p.picture("share-preview")

	require.Equal(p.t, 303, x.post(anna, "/orgs/nordvik/contracts/c-101/name", "version", "1", "name", "Renamed meanwhile").Code)
	p.click("button[name=store]")
	p.sees("Somebody else has changed this since you looked.")
	p.picture("conflict")
	p.click("main .button")
	p.sees("Renamed meanwhile")

	p.click("[data-action=set-audience] a")
	p.click(`input[name=read][value=limited]`)
	p.click(`input[name="read.person"][value=p-106]`)
	p.click("form > p button")
	p.click("button[name=store]")
	p.sees("Who may read Bo Alm")
	assert.Equal(p.t, 200, x.get(bo, "/orgs/nordvik/contracts/c-101").Code)
	assert.Equal(p.t, 404, x.get(kalle, "/orgs/nordvik/contracts/c-101").Code)
}

func inviting(x *site, p *tab) {
	p.as(ulla)
	p.open("/orgs/nordvik/people")
	p.fill("#address", "nils@example.org")
	p.choose("#home", "u-export")
	p.click("#invite ~ form button")
	p.sees("This link is for nils@example.org")
	link := p.eval(`document.querySelector("a.link").href`).(string)
	p.picture("invited")

	other := p.another() // with cookies of its own
	other.open(link)
	other.fill("#name", "Nils Ny")
	other.fill("#address", "nils@example.org")
	assert.NotEmpty(p.t, other.eval(`document.querySelector("#code").value`), "the script has put it there")
	other.click("main button")
	other.sees("Agency in Lübeck")
	other.seesNot("Fjord Foods")

	third := p.another()
	third.open(link)
	third.fill("#name", "Nils Ny")
	third.fill("#address", "nils@example.org")
	third.click("main button")
	third.sees("It was used already, is over, or is for another address.")
	p.open("/orgs/nordvik/people")
	p.sees("Nils Ny")
}

func giving(x *site, p *tab) {
	p.as(ulla)
	p.open("/orgs/nordvik/people")
	p.choose("#person", vera)
	p.choose("#role", "reader")
	p.choose("#unit", "u-export")
	p.click("#grant ~ form button")
	p.sees("Vera Dahl gains contract.read")
	p.picture("preview")
	p.click("main form button")
	p.sees("Reader, Export and below")
}

func forgetting(x *site, p *tab) {
	p.as(anna)
	p.open("/orgs/nordvik/people")
	p.click(`button[aria-label="Remove and forget Bo Alm"]`)
	p.sees("The name and the address are forgotten")
	p.click("main form button")
	p.sees("Vera Dahl")
	p.seesNot("Bo Alm")
	p.open("/orgs/nordvik/journal")
	p.sees("p-106 is removed")
}

// everyPage looks at every page in both languages and widths, and takes its picture.
func everyPage(x *site, p *tab) {
	pages := []struct{ name, person, path string }{
		{"home", nobody, "/"},
		{"several", kalle, "/"},
		{"list", rut, "/orgs/nordvik/contracts"},
		{"contract", rut, "/orgs/nordvik/contracts/c-101"},
		{"contract-greyed", rut, "/orgs/nordvik/contracts/c-103"},
		{"contract-reader", kalle, "/orgs/nordvik/contracts/c-102"},
		{"contract-lists", anna, "/orgs/nordvik/contracts/c-104"},
		{"share", anna, "/orgs/nordvik/contracts/c-104/share"},
		{"people", anna, "/orgs/nordvik/people"},
		{"people-member", kalle, "/orgs/nordvik/people"},
		{"journal", anna, "/orgs/nordvik/journal"},
		{"readers", anna, "/orgs/nordvik/contracts/c-101/readers?day=2026-02-10"},
		{"invitation", nobody, "/orgs/nordvik/invitations/i-1"},
		{"not-found", kalle, "/orgs/nordvik/contracts/c-108"},
		{"forbidden", kalle, "/orgs/nordvik/contracts/c-101/share"},
	}
	for _, look := range []struct {
		name, lang string
		width      int64
	}{{"wide", "English", 1200}, {"narrow", "Svenska", 360}} {
		p.width(look.width)
		for _, page := range pages {
			p.as(page.person)
			p.open(page.path)
			if look.lang == "Svenska" && p.eval(`document.documentElement.lang`) != "sv" {
				p.click(".language button")
				p.exists("html[lang=sv]")
				p.open(page.path) // some pages do not say where they are
			}
			p.usable(look.name + " " + page.name)
			p.picture(page.name + "-" + look.name)
		}
	}
}
