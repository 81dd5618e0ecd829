package main

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestTheJournal(t *testing.T) {
	x := newSite(t)
	page := text(x.get(anna, "/orgs/nordvik/journal"))
	assert.Contains(t, page, "2026-03-03 09:00 Ulla Berg role Reader for Sales and below was taken from Vera Dahl")
	assert.Contains(t, page, "2026-02-08 09:00 Ulla Berg role Reader for Sales and below was given to Vera Dahl")
	assert.Less(t, strings.Index(page, "was taken from Vera"), strings.Index(page, "was given to Vera"), "the latest first")

	x.clock = x.clock.AddDate(0, 0, 1)
	x.invite(ulla, "nils@example.org")
	assert.Contains(t, text(x.get(anna, "/orgs/nordvik/journal")), "2026-03-11 09:00 Ulla Berg")
	assert.Contains(t, text(x.get(sara, "/orgs/sydhamn/journal")), "Nothing has been changed yet.")
}

// A day is one where the service is: what was done an hour ago is of today.
func TestADayIsALocalDay(t *testing.T) {
	x := newSite(t)
	x.clock = time.Date(2026, time.March, 10, 22, 0, 0, 0, time.FixedZone("west", -5*60*60))
	grant := []string{"do", "grant", "person", vera, "role", "reader", "unit", "u-sales"}
	version := x.found(x.post(ulla, peoplePath, grant...), `name="version" value="(\d+)"`)
	assert.Equal(t, 303, x.post(ulla, peoplePath, append(grant, "version", version)...).Code)
	x.clock = x.clock.Add(time.Hour)
	assert.Contains(t, text(x.get(anna, "/orgs/nordvik/contracts/c-101/readers")), "Vera Dahl")
}

// Vera was a reader at Sales from 8 February to 3 March.
func TestWhoCouldRead(t *testing.T) {
	x := newSite(t)
	const path = "/orgs/nordvik/contracts/c-101/readers"
	assert.Contains(t, text(x.get(anna, path+"?day=2026-02-08")), "Vera Dahl Standing: the base role Member opens the web. Right to see: Reader at Sales and below, which covers it.")
	assert.Contains(t, text(x.get(anna, path+"?day=2026-03-02")), "Vera Dahl")
	assert.NotContains(t, text(x.get(anna, path+"?day=2026-03-03")), "Vera Dahl")
	assert.NotContains(t, text(x.get(anna, path+"?day=2026-02-07")), "Vera Dahl")
	assert.Contains(t, text(x.get(anna, path+"?day=2026-02-07")), "Kalle Holm")
	assert.Contains(t, text(x.get(anna, path+"?day=2026-01-01")), "There was no such organisation on that day.")
	assert.Equal(t, 400, x.get(anna, path+"?day=yesterday").Code)
	assert.Equal(t, 200, x.get(anna, path).Code)
}
