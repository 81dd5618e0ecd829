package mandat_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// That nobody stands in a relation is kept, and can be stored.
func TestNobodyInARelationIsKept(t *testing.T) {
	c := starts()
	c.Resource.Relations[0].People = mandat.Nobody()
	o := after(t, shop(t), onWeb("olof"), c)
	a, _ := o.Approval("place", order())
	assert.Equal(t, map[mandat.Relation][]mandat.PersonID{"orderer": {}}, a.Relations)
	text, err := json.Marshal(o)
	require.NoError(t, err)
	assert.NotContains(t, string(text), "null")
	vote := approves()
	wantPlan(t, o, "blocked: guard: request-changed", byLink("anna"), vote)
	vote.Resource.Relations[0].People = mandat.Many()
	wantPlan(t, o, "allow", byLink("anna"), vote)
}

// Others are judged by the state that the steps before have reached: who is
// removed in the same change does not count.
func TestWhoIsLostInTheSameChangeDoesNotCount(t *testing.T) {
	boss := has(mandat.Grant{Role: "manager", Member: "arne", Scope: mandat.WholeOrg()})
	both := theRules(func(r *mandat.Rules) { r.Roles[1].Opens = append(r.Roles[1].Opens, "web") })
	o := after(t, started(t, shop(t, votes(2), boss, both)), byLink("anna"), approves())
	lost := after(t, o, onWeb("arne"), mandat.RemoveMember{Person: "anna"}, approves())
	assert.Equal(t, "pending", statusOf(lost))
	revoke := mandat.RevokeRole{Grant: mandat.Grant{Role: "attestant", Member: "anna", Scope: mandat.Below("north")}}
	assert.Equal(t, "pending", statusOf(after(t, o, onWeb("arne"), revoke, approves())))
	wantPlan(t, o, "blocked: guard: requester-lost", onWeb("arne"), mandat.RemoveMember{Person: "olof"}, approves())
	assert.Equal(t, "approved", statusOf(after(t, o, onWeb("arne"), approves())))
}

// An approval that is another's, or too little by the policy of today, neither
// serves nor stands in the way.
func TestAnApprovalThatCannotBeUsed(t *testing.T) {
	gift := giving("orderer", "sten", mandat.Below("south"))
	start := mandat.StartApproval{Action: "give", Resource: gift.Grant.Resource("acme")}
	yes := mandat.Approve{Action: "give", Resource: gift.Grant.Resource("acme")}
	o := after(t, after(t, shop(t, under("grant.give")), onWeb("mia"), start), onWeb("max"), yes)
	wantPlan(t, o, "allow", onWeb("max"), start)

	r := shopRules()
	r.Approvals = append(r.Approvals, mandat.ApprovalRule{Of: actionsOf("grant.give"), By: "approve", Votes: 2})
	stricter := mustOrg(t, mustPolicy(t, r), o.Data())
	wantPlan(t, stricter, "needs-approval", onWeb("mia"), gift)
	wantPlan(t, stricter, "blocked: guard: no-approver", onWeb("mia"), start)
}

// Persons who are named with a unit are part of what is approved.
func TestWhoIsNamedWithAUnitIsPartOfTheRequest(t *testing.T) {
	names := theRules(func(r *mandat.Rules) {
		r.Creation = []mandat.CreationRule{{Structure: "organisation", Named: []mandat.RoleID{"manager"}}}
	})
	pier := mandat.Unit{ID: "pier", Structure: "organisation", Parent: "harbour"}
	o := after(t, shop(t, under("unit.create"), names), onWeb("mia"), mandat.StartApproval{Action: "create", Resource: pier.Resource("acme")})
	o = after(t, o, onWeb("max"), mandat.Approve{Action: "create", Resource: pier.Resource("acme")})
	wantPlan(t, o, "needs-approval", onWeb("mia"), mandat.AddUnit{Unit: pier, Named: []mandat.PersonID{"sten"}})
	wantPlan(t, o, "allow", onWeb("mia"), mandat.AddUnit{Unit: pier})
}

// What lies elsewhere than when it was asked about is not what was approved.
func TestAnApprovedChangeStaysWhereItWas(t *testing.T) {
	homes := theRules(func(r *mandat.Rules) {
		r.Structures[0].Home = mandat.HomeOptional
		r.Roles[2].Can = append(r.Roles[2].Can, gives("member.move"))
	})
	home := theData(func(d *mandat.OrgData) { d.Members[5].Home = "south" })
	start := mandat.StartApproval{Action: "remove", Resource: memberOf("sten")}
	yes := mandat.Approve{Action: "remove", Resource: memberOf("sten")}
	o := after(t, shop(t, under("member.remove"), homes, home), onWeb("mia"), start)
	moved := after(t, o, onWeb("mia"), mandat.MoveMember{Person: "sten", To: "north"})
	wantPlan(t, moved, "blocked: guard: request-changed", onWeb("max"), yes)
	o = after(t, o, onWeb("max"), yes)
	moved = after(t, o, onWeb("mia"), mandat.MoveMember{Person: "sten", To: "north"})
	wantPlan(t, moved, "needs-approval", onWeb("mia"), mandat.RemoveMember{Person: "sten"})
	wantPlan(t, moved, "allow", onWeb("mia"), start)
	wantPlan(t, o, "allow", onWeb("mia"), mandat.RemoveMember{Person: "sten"})
}

// A value that hides in a resource of a service's own says nothing.
func TestAHiddenValueIsNotTheRequest(t *testing.T) {
	o := started(t, shop(t))
	a, _ := o.Approval("place", order())
	hidden := a.Resource("acme")
	hidden.Type, hidden.ID, hidden.Status, hidden.Units, hidden.Relations = "order", "o-2", "draft", order().Units, order().Relations
	wantPlan(t, o, "blocked: guard: approval-missing", atDesk("anna"), mandat.Approve{Action: "place", Resource: hidden, Digest: "v1"})
	_, found := o.Approval("place", hidden)
	assert.False(t, found)
}

// To start one on what is built in tells nobody that it has been done.
func TestAStartIsNotTheDeed(t *testing.T) {
	told := theRules(func(r *mandat.Rules) {
		r.Notices = []mandat.NoticeRule{{Of: mandat.ActionRef{Type: "member", Action: "remove"}, Target: true}}
	})
	c := wantPlan(t, shop(t, under("member.remove"), told), "allow", onWeb("mia"), mandat.StartApproval{Action: "remove", Resource: memberOf("sten")})
	assert.Empty(t, c.Notices())
}

// Events that could not have come about are not applied.
func TestApprovalEventsThatCannotBe(t *testing.T) {
	o := after(t, started(t, shop(t, votes(2))), byLink("anna"), approves())
	a, _ := o.Approval("place", order())
	other := a
	other.Request.ID, other.Votes = "o-2", nil
	approved := other
	approved.Status = mandat.ApprovalApproved
	for want, what := range map[string]mandat.Happening{
		"already-so: it is so already: o-1":                  mandat.ApprovalStarted{Approval: func() mandat.Approval { b := a; b.Votes = nil; return b }()},
		"already-so: it is so already: anna":                 mandat.ApprovalVoted{Request: a.Request, Vote: mandat.Vote{By: "anna"}},
		"member-missing: there is no such member: zoe":       mandat.ApprovalVoted{Request: a.Request, Vote: mandat.Vote{By: "zoe"}},
		"id-missing: an id is missing":                       mandat.ApprovalVoted{Request: a.Request},
		"no-approver: too few could approve it: o-1":         mandat.ApprovalDecided{Request: a.Request, Approved: true, Needed: 2},
		"value-invalid: the value is not valid: o-1":         mandat.ApprovalDecided{Request: a.Request, Approved: true, Needed: 1},
		"value-invalid: the value is not valid":              mandat.ApprovalDecided{Request: a.Request, Needed: 2},
		"approval-missing: no such approval is pending: o-2": mandat.ApprovalTakenBack{Request: other.Request},
		"approval-missing: no such approval is pending: o-1": mandat.ApprovalUsedUp{Request: a.Request},
		"value-invalid: the value is not valid: o-2":         mandat.ApprovalStarted{Approval: approved},
		"value-invalid: the value is not valid: o-3": mandat.ApprovalStarted{Approval: func() mandat.Approval {
			b := a
			b.Request = mandat.Request{Action: mandat.ActionRef{Type: "order.line", Action: "place"}, ID: "o-3"}
			return b
		}()},
	} {
		_, err := o.Apply([]mandat.Event{{Org: "acme", Version: o.Version() + 1, Step: 1, Of: 1, At: noon, What: what}})
		assert.ErrorContains(t, err, want)
	}
}

// A vote needs the digest of what it is on, and tells what the vote itself depends
// on: not all of what the action does.
func TestAVoteWithoutDigestIsMalformedWhateverTheActionNeeds(t *testing.T) {
	mine := theRules(func(r *mandat.Rules) {
		r.Gates = append(r.Gates, mandat.Gate{Close: actionsOf("order.place"), Unless: mandat.Condition{Relation: []mandat.Relation{"orderer"}}})
	})
	vote := approves()
	vote.Digest, vote.Resource.Relations = "", mandat.Relations{}
	wantPlan(t, started(t, shop(t, mine)), "deny: malformed: digest-not-stated", byLink("anna"), vote)
}

// What blocks a start or a vote says what stands there, and what differs.
func TestAnApprovalThatIsInTheWaySaysWhy(t *testing.T) {
	text := func(o *mandat.Org, s mandat.Subject, c mandat.Command) string {
		_, err := o.Plan(s, c)
		require.Error(t, err)
		return err.Error()
	}
	o := started(t, shop(t))
	assert.Contains(t, text(o, onWeb("olof"), starts()), "it is so already: \"place: pending\".")
	vote := approves()
	vote.Digest = "v2"
	assert.Contains(t, text(o, byLink("anna"), vote), "it is not what was asked about: digest.")
	vote = approves()
	vote.Resource.Units = mandat.Units{{Structure: "organisation", Place: mandat.At("north")}}
	assert.Contains(t, text(o, byLink("anna"), vote), "it is not what was asked about: units.")
	vote = approves()
	vote.Resource.Relations[0].People = mandat.Nobody()
	assert.Contains(t, text(o, byLink("anna"), vote), "it is not what was asked about: relations.")
	approved := after(t, o, byLink("anna"), approves())
	assert.Contains(t, text(approved, onWeb("olof"), starts()), "it is so already: \"place: approved\".")
}
