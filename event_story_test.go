package mandat_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// chapter is one change of a story.
type chapter struct {
	by    mandat.Subject
	steps []mandat.Command
}

func inviteOf(t testing.TB, text string) (mandat.Token, mandat.Address, mandat.TokenHash) {
	t.Helper()
	token, err := mandat.NewToken(&repeated{text[0]})
	require.NoError(t, err)
	address, err := mandat.ParseAddress(text + "@example.org")
	require.NoError(t, err)
	return token, address, token.Bind(address)
}

// repeated is a source of one byte.
type repeated struct{ b byte }

func (r *repeated) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = r.b
	}
	return len(p), nil
}

// wholeStory founds an organisation and changes it by every command.
func wholeStory(t testing.TB, second *mandat.Policy) []chapter {
	olga := onWeb("olga")
	public := func(p mandat.PersonID) mandat.Subject { return mandat.Subject{Person: p, Channel: "web", At: noon} }
	abroad := noon.In(time.FixedZone("abroad", 5*3600)).Add(123456789)
	until := abroad.AddDate(0, 0, 7)
	token, address, hash := inviteOf(t, "eva")
	again, _, _ := inviteOf(t, "again")
	unit := func(id, parent mandat.UnitID, s mandat.Structure) mandat.Command {
		return mandat.AddUnit{Unit: mandat.Unit{ID: id, Parent: parent, Structure: s}}
	}
	reader := mandat.Grant{Role: "reader", Member: "kalle", Scope: mandat.Below("sales"), From: abroad, Until: abroad.AddDate(1, 0, 0)}
	filer := mandat.Grant{Role: "filer", Member: "pia", Scope: mandat.Exactly("f-1")}
	own := mandat.Role{ID: "own", Title: mandat.Title{"en": "Own <role> & \"more\"", "sv": "Egen"}, Aliases: []string{"mine"}, Includes: []mandat.RoleID{"reader"},
		At: []mandat.Where{{}, {"organisation": {mandat.Subtree, mandat.HomeSubtree}}}, Opens: []mandat.Channel{"web"},
		Can: []mandat.Permission{{Do: actionsOf("note.write"), When: &mandat.Condition{Setting: []mandat.Setting{"clerks"}}}, {Do: actionsOf("unit.read"), In: []mandat.Structure{"organisation"}}}}
	edited := own
	edited.Title, edited.Can = nil, own.Can[:1]
	invite := func(id mandat.InvitationID, p mandat.PersonID, with ...mandat.Grant) mandat.Command {
		return mandat.InvitePerson{Invitation: id, Person: p, Home: "north", Roles: with, Until: until, Token: hash}
	}
	return []chapter{
		{olga, []mandat.Command{unit("head", "", "organisation"), unit("sales", "head", "organisation"), unit("north", "head", "organisation"), unit("spare", "sales", "organisation"), unit("vault", "sales", "organisation"), unit("f-1", "", "folders")}},
		{olga, []mandat.Command{mandat.MoveUnit{Unit: "north", To: "sales"}, mandat.SealUnit{Unit: "vault", Sealed: true}, mandat.ChangeSetting{Setting: "clerks", On: true}}},
		{olga, []mandat.Command{mandat.MoveUnit{Unit: "spare"}, mandat.RemoveUnit{Unit: "spare"}}},
		{olga, []mandat.Command{mandat.AddMember{Person: "kalle", Home: "sales"}, mandat.AddMember{Person: "pia", NoAccount: true}, mandat.AddMember{Person: "adam", Home: "sales"}}},
		{olga, []mandat.Command{mandat.ActivateMember{Person: "pia"}, mandat.DeactivateMember{Person: "adam"}, mandat.MoveMember{Person: "olga", To: "head"}, mandat.MoveMember{Person: "pia", To: "north"}}},
		{olga, []mandat.Command{mandat.GrantRole{Grant: reader}, mandat.GrantRole{Grant: filer}, mandat.GrantRole{Grant: mandat.Grant{Role: "unit-admin", Member: "pia", Scope: mandat.BelowHome()}}}},
		{olga, []mandat.Command{mandat.AddGroup{Group: mandat.Group{ID: "team", Members: []mandat.PersonID{"pia", "kalle"}}}, mandat.AddGroup{Group: mandat.Group{ID: "crew", Unit: "sales", Members: []mandat.PersonID{"kalle"}}},
			mandat.AddGroup{Group: mandat.Group{ID: "all", Unit: "sales", Groups: []mandat.GroupID{"crew"}}}, mandat.GrantRole{Grant: mandat.Grant{Role: "reader", Group: "team", Scope: mandat.WholeOrg()}}}},
		{olga, []mandat.Command{mandat.JoinGroup{Group: "all", Sub: "team"}, mandat.JoinGroup{Group: "team", Person: "adam"}, mandat.LeaveGroup{Group: "team", Person: "pia"}, mandat.LeaveGroup{Group: "all", Sub: "team"}}},
		{olga, []mandat.Command{mandat.MoveMember{Person: "kalle", To: "head"}}}, // and out of the crew
		{olga, []mandat.Command{mandat.RemoveGroup{Group: "team"}}},
		{olga, []mandat.Command{mandat.AddRole{Role: own}, mandat.GrantRole{Grant: mandat.Grant{Role: "own", Member: "kalle", Scope: mandat.WholeOrg()}}}},
		{olga, []mandat.Command{mandat.EditRole{Role: edited}}},
		{olga, []mandat.Command{mandat.RevokeRole{Grant: mandat.Grant{Role: "own", Member: "kalle", Scope: mandat.WholeOrg()}}, mandat.RemoveRole{Role: "own"}}},
		{olga, []mandat.Command{mandat.HandOver{Grants: []mandat.Grant{reader}, To: "adam"}}},
		{olga, []mandat.Command{invite("i-1", "eva", mandat.Grant{Role: "reader", Scope: mandat.BelowHome(), From: abroad}), invite("i-2", "bo"), invite("i-3", "cy")}},
		{olga, []mandat.Command{mandat.ResendInvitation{Invitation: "i-1", Token: again.Bind(address), Until: until.Add(time.Nanosecond)}, mandat.RevokeInvitation{Invitation: "i-3"}}},
		{public("eva"), []mandat.Command{mandat.AcceptInvitation{Invitation: "i-1", Token: again, Address: address, NoAccount: true}}},
		{public("bo"), []mandat.Command{mandat.DeclineInvitation{Invitation: "i-2", Token: token, Address: address}}},
		{public("eva"), []mandat.Command{mandat.ConfirmAccount{Person: "eva"}}},
		{public("ruth"), []mandat.Command{mandat.Register{}}},
		{olga, []mandat.Command{mandat.Quietly(mandat.RemoveMember{Person: "kalle"}), mandat.RemoveMember{Person: "ruth"}}},
		{olga, []mandat.Command{mandat.AdoptPolicy{Policy: second}}},
		{olga, []mandat.Command{invite("i-4", "kalle"), mandat.AddMember{Person: "ruth", Home: "sales"}}},
		{olga, []mandat.Command{mandat.StartApproval{Action: "deactivate", Resource: memberOf("ruth"), Until: until}, startsNote("n-1"), startsNote("n-2"), startsNote("n-3")}},
		{onWeb("eva"), []mandat.Command{mandat.Approve{Action: "deactivate", Resource: memberOf("ruth")}, mandat.Approve{Action: "write", Resource: noteNamed("n-1"), Digest: "v1"},
			mandat.Reject{Action: "write", Resource: noteNamed("n-2"), Digest: "v1"}}},
		{olga, []mandat.Command{mandat.DeactivateMember{Person: "ruth"}, mandat.WithdrawApproval{Action: "write", Resource: noteNamed("n-3")}}},
	}
}

func noteNamed(id mandat.ResourceID) mandat.Resource {
	r := note("sales")
	r.ID = id
	return r
}

func startsNote(id mandat.ResourceID) mandat.Command {
	return mandat.StartApproval{Action: "write", Resource: noteNamed(id), Digest: "v1"}
}

func storyPolicy(t testing.TB, version string) *mandat.Policy {
	t.Helper()
	rules := changeRules()
	rules.Version = version
	if version == "2" {
		rules.Types[0].Actions = append(rules.Types[0].Actions, mandat.ActionRule{Name: "endorse"})
		rules.Roles[0].Can = append(rules.Roles[0].Can, gives("note.endorse", "member.approve"))
		rules.Approvals = []mandat.ApprovalRule{{Of: actionsOf("note.write"), By: "endorse", Votes: 1}, {Of: actionsOf("member.deactivate"), By: "approve", Votes: 1}}
	}
	rules.Joining.Registration = mandat.DoorRule{Through: []mandat.Channel{"web"}, Roles: []mandat.RoleID{"reader"}}
	p, err := mandat.NewPolicy(rules)
	require.NoError(t, err)
	return p
}

// TestEventsMakeWhatWasPlanned: for every command, what was previewed is, byte
// for byte, what its events make, applied one change at a time or replayed all
// together, as they are or after they were written down and read.
func TestEventsMakeWhatWasPlanned(t *testing.T) {
	first, second := storyPolicy(t, "1"), storyPolicy(t, "2")
	founding, err := mandat.Found(first, mandat.Subject{Person: "olga", Channel: "public", At: noon},
		mandat.FoundOrg{ID: "acme", Settings: map[mandat.Setting]bool{"clerks": false}, Units: []mandat.Unit{{ID: "old", Structure: "organisation"}}})
	require.NoError(t, err)
	now, all := founding.Org(), founding.Events()
	commands, kinds := map[string]bool{}, map[string]bool{"ids-retired": true}
	for i, c := range wholeStory(t, second) {
		name := fmt.Sprintf("chapter %d: %v", i, c.steps)
		change, err := now.Plan(c.by, c.steps...)
		require.NoError(t, err, name)
		require.NotEmpty(t, change.Events(), name)
		applied, err := now.Apply(change.Events(), first, second)
		require.NoError(t, err, name)
		assert.Equal(t, encoding(t, change.Org()), encoding(t, applied), name)
		assert.Equal(t, now.Version()+1, applied.Version(), name)
		wantSound(t, applied, name)
		all, now = append(all, change.Events()...), change.Org()
		for _, s := range c.steps {
			commands[s.CommandName()] = true
		}
	}
	text, err := json.Marshal(all)
	require.NoError(t, err)
	var read []mandat.Event
	require.NoError(t, json.Unmarshal(text, &read))
	assert.Equal(t, all, read)
	for _, events := range [][]mandat.Event{all, read} {
		replayed, err := mandat.Replay(events, second, first)
		require.NoError(t, err)
		assert.Equal(t, encoding(t, now), encoding(t, replayed))
		assert.EqualValues(t, now.Version(), replayed.Version())
	}
	for _, e := range all {
		kinds[e.What.EventName()] = true
		assert.Equal(t, time.UTC, e.At.Location())
	}
	assert.Len(t, commands, 32, "commands of which the story tells: %v", commands)
	assert.Len(t, kinds, len(mandat.EventKinds()), "events of which the story tells: %v", kinds)
}
