package main

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// Every kind of event is told in words: testdata/log.txt has those of doc/events.md, and
// some that say it otherwise.
func TestEveryEventIsTold(t *testing.T) {
	text, err := os.ReadFile("../../testdata/events.json")
	require.NoError(t, err)
	var events []mandat.Event
	require.NoError(t, json.Unmarshal(text, &events))
	for _, e := range events {
		assert.NotEmpty(t, tellEvent(&e), e.What.EventName())
	}
	for i, what := range []mandat.Happening{
		mandat.SettingChanged{Setting: "drafts"},
		mandat.UnitAdded{Unit: mandat.Unit{ID: "two words", Structure: "organisation"}},
		mandat.UnitMoved{Unit: "north"},
		mandat.UnitSealed{Unit: "north", Sealed: true},
		mandat.MemberJoined{Member: mandat.Member{Person: "kalle", Status: mandat.MemberInvited}},
		mandat.MemberMoved{Person: "kalle"},
		mandat.InvitationSent{Invitation: mandat.Invitation{ID: "i-2", Person: "eva", By: "pia", Through: "web"}},
		mandat.InvitationAnswered{Invitation: "i-2"},
		mandat.ApprovalStarted{Approval: mandat.Approval{
			Request: mandat.Request{Action: mandat.ActionRef{Type: "order", Action: "place"}, ID: "o-1"}, By: "anna", Through: "web", At: now, Needed: 1,
			Units: map[mandat.Structure]mandat.UnitID{"organisation": ""}, Relations: map[mandat.Relation][]mandat.PersonID{"orderer": {}},
		}},
		mandat.ApprovalDecided{Request: mandat.Request{Action: mandat.ActionRef{Type: "order", Action: "place"}, ID: "o-1"}},
		mandat.GroupAdded{Group: mandat.Group{ID: "all", Predefined: true}},
		mandat.GroupJoined{Group: "all", Sub: "team"},
		mandat.RoleAdded{Role: mandat.Role{ID: "own", Contact: []string{"email"}, NoAccount: true, Deprecated: true, Setting: "drafts"}},
		mandat.RoleGranted{Grant: mandat.Grant{Role: "reader", Member: "kalle", Scope: mandat.AtHome()}},
	} {
		e := mandat.Event{Org: "acme", Version: uint64(len(events) + 1), Step: i + 1, Of: 99, At: now, What: what}
		if i == 8 {
			e.By, e.Through = "anna", "web"
		}
		events = append(events, e)
	}
	var told bytes.Buffer
	printEvents(&told, events, false)
	golden(t, "log.txt", told.String())
}

func TestLog(t *testing.T) {
	inStore(t)
	const year = `acme, version 2: 2026-02-01T08:00:00Z by olga through web
  role-granted          reader to kalle at sales with all below

acme, version 3: 2026-04-01T08:00:00Z by olga through web
  role-revoked          reader from kalle at sales with all below
`
	imported := func(org string) string {
		return org + `, version 1: 2026-01-15T09:00:00Z imported
  org-founded           under version "1" of the policy of desk
  unit-added            sales in organisation
  unit-added            domestic in organisation, below sales
  member-joined         olga, active
  member-joined         kalle, active
  member-joined         siv, active
  role-granted          boss to olga in the whole organisation
`
	}
	assert.Equal(t, output{0, imported("acme") + "\n" + year + "\n" + imported("birch"), ""}, stored("log"))
	assert.Equal(t, output{0, imported("birch"), ""}, stored("log", "-org", "birch"))
	assert.Equal(t, output{0, year, ""}, stored("log", "-from", "2"), "birch has not come so far")
	assert.Equal(t, output{0, "", ""}, stored("log", "-from", "9"))
	assert.Equal(t, stored("log"), stored("log", "-from", "0"))

	text, lines := exported(t)
	assert.Equal(t, output{0, text, ""}, stored("log", "-json"))
	assert.Equal(t, output{0, strings.Join(lines[7:9], ""), ""}, stored("log", "-json", "-from", "2"))
}

// No id steers the terminal, or passes for more lines.
func TestLogOfHostileIds(t *testing.T) {
	e := mandat.Event{Org: "a\x1b[2J", Version: 1, Step: 1, Of: 1, At: now, By: "b\n", Through: "c d", What: mandat.UnitRemoved{Unit: "u\r\x1b"}}
	var told bytes.Buffer
	printEvents(&told, []mandat.Event{e}, false)
	assert.Equal(t, `"a\x1b[2J", version 1: 2026-01-15T09:00:00Z by "b\n" through "c d"`+"\n"+`  unit-removed          "u\r\x1b"`+"\n", told.String())
}
