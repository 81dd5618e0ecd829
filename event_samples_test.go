package mandat_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

var updateEvents = flag.Bool("update-events", false, "write testdata/events.json: stored events of the form before are then read no more")

// sampleHappenings are one of each kind, as they stand in doc/events.md.
func sampleHappenings() []mandat.Happening {
	begins := time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC)
	reader := mandat.Grant{Role: "reader", Member: "kalle", Scope: mandat.Below("sales").And(mandat.Exactly("contracts")), From: begins, Until: begins.AddDate(1, 0, 0)}
	invited := mandat.Grant{Role: "reader", Member: "eva", Scope: mandat.BelowHome()}
	hash := mandat.TokenHash{0xd7, 0xa8, 31: 0x08}
	clerk := mandat.Role{
		ID: "clerk", Title: mandat.Title{"en": "Clerk", "sv": "Handläggare"}, Aliases: []string{"assistant"}, Includes: []mandat.RoleID{"reader"},
		At: []mandat.Where{{}, {"organisation": {mandat.Exact, mandat.Subtree}, "folders": {mandat.Exact}}}, Opens: []mandat.Channel{"web"},
		Can: []mandat.Permission{
			{Do: actionsOf("note.write"), When: &mandat.Condition{Relation: []mandat.Relation{"author"}}, Setting: "drafts"},
			{Do: actionsOf("unit.create"), In: []mandat.Structure{"folders"}},
		},
	}
	placing := mandat.Request{Action: mandat.ActionRef{Type: "order", Action: "place"}, ID: "o-17"}
	return []mandat.Happening{
		mandat.OrgFounded{System: "notes", Policy: "1"},
		mandat.PolicyAdopted{Policy: "2"},
		mandat.IDsRetired{Retired: mandat.Retired{Units: []mandat.UnitID{"attic"}, Groups: []mandat.GroupID{"pioneers"}, Roles: []mandat.RoleID{"scribe"}, Invitations: []mandat.InvitationID{"i-0"}}},
		mandat.SettingChanged{Setting: "drafts", On: true},
		mandat.UnitAdded{Unit: mandat.Unit{ID: "north", Structure: "organisation", Parent: "sales", Sealed: true}},
		mandat.UnitMoved{Unit: "north", To: "head"},
		mandat.UnitSealed{Unit: "north", Sealed: false},
		mandat.UnitRemoved{Unit: "north"},
		mandat.MemberJoined{Member: mandat.Member{Person: "kalle", Status: mandat.MemberActive, Home: "sales"}},
		mandat.MemberMoved{Person: "kalle", To: "north"},
		mandat.MemberActivated{Person: "kalle"},
		mandat.MemberDeactivated{Person: "kalle"},
		mandat.MemberLeft{Person: "kalle"},
		mandat.InvitationSent{Invitation: mandat.Invitation{ID: "i-1", Person: "eva", Home: "sales", Grants: []mandat.Grant{invited}, Until: begins, Token: hash, By: "anna", Through: "web"}},
		mandat.InvitationResent{Invitation: "i-1", Token: hash, Until: begins.Add(time.Nanosecond)},
		mandat.InvitationAnswered{Invitation: "i-1", Accepted: true, NoAccount: true},
		mandat.InvitationWithdrawn{Invitation: "i-1"},
		mandat.ApprovalStarted{Approval: mandat.Approval{
			Request: placing, Digest: "sha256:9f86d081", Units: map[mandat.Structure]mandat.UnitID{"organisation": "sales"},
			Relations: map[mandat.Relation][]mandat.PersonID{"orderer": {"kalle"}}, By: "kalle", Through: "web", At: begins, Session: mandat.SessionHash{0x2c, 31: 0x09},
			Until: begins.AddDate(0, 1, 0), Needed: 2, Status: mandat.ApprovalPending,
		}},
		mandat.ApprovalVoted{Request: placing, Vote: mandat.Vote{By: "pia", Through: "link"}},
		mandat.ApprovalDecided{Request: placing, Approved: true, Needed: 1},
		mandat.ApprovalTakenBack{Request: placing},
		mandat.ApprovalUsedUp{Request: mandat.Request{Action: mandat.ActionRef{Type: "grant", Action: "give"}, Value: `{"role":"reader","member":"kalle","at":"org"}`}},
		mandat.GroupAdded{Group: mandat.Group{ID: "team", Unit: "sales", Members: []mandat.PersonID{"kalle", "pia"}, Groups: []mandat.GroupID{"crew"}}},
		mandat.GroupJoined{Group: "team", Person: "adam"},
		mandat.GroupLeft{Group: "team", Sub: "crew"},
		mandat.GroupRemoved{Group: "team"},
		mandat.RoleAdded{Role: clerk},
		mandat.RoleEdited{Role: mandat.Role{ID: "clerk", Includes: []mandat.RoleID{"reader", "writer"}}},
		mandat.RoleRemoved{Role: "clerk"},
		mandat.RoleGranted{Grant: reader},
		mandat.RoleRevoked{Grant: mandat.Grant{Role: "reader", Group: "team", Scope: mandat.WholeOrg()}},
		mandat.RoleHandedOver{Grant: reader, To: "pia"},
	}
}

func sampleEvents() []mandat.Event {
	var all []mandat.Event
	for i, h := range sampleHappenings() {
		all = append(all, mandat.Event{Org: "acme", Version: uint64(i + 1), Step: 1, Of: 1, At: time.Date(2026, 1, 15, 9, 0, 0, 123456789, time.UTC), By: "anna", Through: "web", What: h})
	}
	return all
}

// lines are the samples in their JSON form.
func lines(t testing.TB) []string {
	t.Helper()
	var all []string
	for _, e := range sampleEvents() {
		text, err := json.Marshal(e)
		require.NoError(t, err)
		all = append(all, string(text))
	}
	return all
}

// The stored form does not change: testdata/events.json has one event of each
// kind, byte for byte as it is written, and it reads as what was written.
func TestTheFormOfEventsIsStable(t *testing.T) {
	const golden = "testdata/events.json"
	text := "[\n" + strings.Join(lines(t), ",\n") + "\n]\n"
	if *updateEvents {
		require.NoError(t, os.WriteFile(golden, []byte(text), 0o644))
	}
	stored, err := os.ReadFile(golden)
	require.NoError(t, err)
	assert.Equal(t, string(stored), text)
	var read []mandat.Event
	require.NoError(t, json.Unmarshal(stored, &read))
	assert.Equal(t, sampleEvents(), read)
	var kinds []string
	for _, e := range read {
		kinds = append(kinds, e.What.EventName())
	}
	for i, h := range mandat.EventKinds() {
		require.Greater(t, len(kinds), i, "%s has no sample", h.EventName())
		assert.Equal(t, h.EventName(), kinds[i], "the samples are in the order of the kinds")
	}
}

// doc/events.md shows every event as it is stored.
func TestThePageShowsEveryEvent(t *testing.T) {
	page, err := os.ReadFile("doc/events.md")
	require.NoError(t, err)
	shown := regexp.MustCompile("(?s)```json\n(.*?)```").FindAllSubmatch(page, -1)
	named := regexp.MustCompile("(?m)^### `([a-z-]+)`$").FindAllSubmatch(page, -1)
	compact := func(text []byte) string {
		var b bytes.Buffer
		require.NoError(t, json.Compact(&b, text), "%s", text)
		return b.String()
	}
	all := lines(t)
	require.Len(t, shown, len(all)+1, "an event as a whole, and the data of each")
	assert.Contains(t, all, compact(shown[0][1]))
	for i, e := range sampleEvents() {
		var form struct{ Data json.RawMessage }
		require.NoError(t, json.Unmarshal([]byte(all[i]), &form))
		assert.Equal(t, e.What.EventName(), string(named[i][1]))
		assert.Equal(t, string(form.Data), compact(shown[i+1][1]), e.What.EventName())
	}
}
