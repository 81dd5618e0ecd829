package mandat_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// byWeb lets attestants vote on the web only.
func byWeb() change {
	return theRules(func(r *mandat.Rules) { r.Roles[1].Opens = []mandat.Channel{"web"} })
}

// attests are olof, who orders, and the one who may attest.
func attests(p mandat.PersonID) change {
	return theData(func(d *mandat.OrgData) {
		d.Grants = []mandat.Grant{{Role: "orderer", Member: "olof", Scope: mandat.WholeOrg()}, {Role: "attestant", Member: p, Scope: mandat.WholeOrg()}}
	})
}

// alsoPending adds another approval that is pending for the same vote.
func alsoPending(t testing.TB, o *mandat.Org, what mandat.Action, by mandat.PersonID) *mandat.Org {
	t.Helper()
	d := o.Data()
	other := d.Approvals[0]
	other.Request.Action.Action, other.By, other.Votes = what, by, nil
	d.Approvals = append(d.Approvals, other)
	return mustOrg(t, o.Policy(), d)
}

// The hash of a session is kept only where a policy asks for another one.
func TestNoSessionIsKeptThatNobodyAsksFor(t *testing.T) {
	for _, rule := range []mandat.RequesterRule{mandat.RequesterNever, mandat.RequesterLoggedOut} {
		o := after(t, shop(t, requester(rule)), inSession("olof", "web", "s-1"), starts())
		a, _ := o.Approval("place", order())
		assert.True(t, a.Session.IsZero())
	}
}

// What is blocked is told so, and not what the vote on it would need.
func TestWhatCannotBeAskedForNeedsNoVote(t *testing.T) {
	lists := theRules(func(r *mandat.Rules) { r.Types[0].Lists = []mandat.Action{"attest"} })
	shut := theRules(func(r *mandat.Rules) {
		r.Guards = append(r.Guards, mandat.Guard{Before: actionsOf("order.place"), Needs: hasStatus("draft")})
	})
	c := starts()
	c.Resource.Status = "valid"
	wantPlan(t, shop(t, lists, shut), "blocked: guard", onWeb("olof"), c)
}

// Whoever starts an approval need not tell what only a voter must.
func TestAStartDoesNotTellTheSession(t *testing.T) {
	desk := theRules(func(r *mandat.Rules) { r.Roles[0].Opens = append(r.Roles[0].Opens, "desk") })
	s := atDesk("olof")
	s.Session = mandat.SessionNotStated
	wantPlan(t, shop(t, desk, requester(mandat.RequesterLoggedOut)), "allow", s, starts())
}

// A group of actions is not started or approved for the first of them.
func TestAGroupIsNotItsFirstAction(t *testing.T) {
	first := theRules(func(r *mandat.Rules) { r.Types[0].Actions[4].Of = []mandat.Action{"place", "change"} })
	o := shop(t, first)
	start, vote := starts(), approves()
	start.Action, vote.Action = "all", "all"
	wantPlan(t, o, "blocked: guard: approval-not-needed", onWeb("olof"), start)
	wantPlan(t, started(t, o), "deny: malformed: approval-not-needed", byLink("anna"), vote)
	vote.Action = "burn"
	wantPlan(t, started(t, o), "deny: malformed: approval-not-needed", byLink("anna"), vote)
}

// What a service edits is approved by its digest only.
func TestAVoteOnWhatAServiceEditsHasADigest(t *testing.T) {
	can := theRules(func(r *mandat.Rules) { r.Roles[2].Can = append(r.Roles[2].Can, gives("unit.edit")) })
	start, yes := asked("edit", mandat.Resource{Type: "unit", ID: "north", Org: "acme"})
	start.Digest = "v1"
	o := after(t, shop(t, under("unit.edit"), can), onWeb("mia"), start)
	wantPlan(t, o, "deny: malformed: digest-not-stated", onWeb("max"), yes)
}

// What is refused is told of what was asked: an action on the resource, or the
// withdrawal.
func TestWhatAMalformedStepIsAbout(t *testing.T) {
	lists := theRules(func(r *mandat.Rules) { r.Types[0].Lists = []mandat.Action{"attest"} })
	bare, vote, unneeded := starts(), approves(), approves()
	bare.Digest, vote.Digest, unneeded.Action = "", "", "read"
	withdraw := mandat.WithdrawApproval{Action: "place", Resource: order()}
	o := started(t, shop(t))
	for _, row := range []struct {
		want string
		o    *mandat.Org
		s    mandat.Subject
		c    mandat.Command
	}{
		{"may not place (order o-1)", shop(t), onWeb("olof"), bare},
		{"may not place (order o-1)", o, byLink("anna"), vote},
		{"may not attest (order o-1)", shop(t, lists), onWeb("olof"), starts()},
		{"may not read (order o-1)", o, byLink("anna"), unneeded},
		{"may not withdraw (the approval to place (order o-1))", o, atDesk("olof"), withdraw},
	} {
		_, err := row.o.Plan(row.s, row.c)
		assert.ErrorContains(t, err, row.want)
	}
}

// A member lies where their one grant is, and is removed from there only.
func TestAMemberLiesWhereTheirGrantIs(t *testing.T) {
	start, yes := asked("remove", memberOf("sten"))
	o := after(t, shop(t, under("member.remove")), onWeb("mia"), start)
	a, _ := o.Approval("remove", memberOf("sten"))
	assert.Equal(t, map[mandat.Structure]mandat.UnitID{"organisation": "south"}, a.Units)
	o = after(t, o, onWeb("mia"), giving("orderer", "sten", mandat.Below("north")))
	wantPlan(t, o, "blocked: guard: request-changed", onWeb("max"), yes)
}

// Who stands in a relation is kept in the order of their ids, each once.
func TestPeopleAreKeptOnceEach(t *testing.T) {
	c, v := starts(), approves()
	c.Resource.Relations[0].People, v.Resource.Relations[0].People = mandat.Many("olof", "anna", "olof"), mandat.Many("anna", "olof", "anna")
	o := after(t, shop(t), onWeb("olof"), c)
	a, _ := o.Approval("place", order())
	assert.Equal(t, []mandat.PersonID{"anna", "olof"}, a.Relations["orderer"])
	wantPlan(t, o, "allow", atDesk("anna"), v)
	c.Resource.Relations = mandat.Relations{}
	none, _ := after(t, shop(t), onWeb("olof"), c).Approval("place", order())
	assert.Nil(t, none.Relations)
	d := o.Data()
	d.Approvals[0].Relations["orderer"] = []mandat.PersonID{"olof", "anna", "olof"}
	wantPlan(t, mustOrg(t, o.Policy(), d), "allow", atDesk("anna"), v)
}

// Things of two types that share an id are not in each other's way.
func TestTheSameIDOfAnotherType(t *testing.T) {
	letters := theRules(func(r *mandat.Rules) {
		letter := r.Types[0]
		letter.Name = "letter"
		r.Types = append(r.Types, letter)
		r.Roles[0].Can = append(r.Roles[0].Can, gives("letter.place"))
		r.Roles[1].Can = append(r.Roles[1].Can, gives("letter.attest"))
		r.Approvals[0].Of = append(r.Approvals[0].Of, actionsOf("letter.place")...)
	})
	c := starts()
	c.Resource.Type = "letter"
	wantPlan(t, started(t, shop(t, letters)), "allow", onWeb("olof"), c)
}

// What is pending by another vote, or by an action that there is no more, is not in
// the way.
func TestWhatIsPendingByAnotherVote(t *testing.T) {
	change := starts()
	change.Action = "change"
	two := theRules(func(r *mandat.Rules) {
		r.Types[0].Actions = append(r.Types[0].Actions, mandat.ActionRule{Name: "agree"})
		r.Roles[1].Can = append(r.Roles[1].Can, gives("order.agree"))
		r.Approvals[0].Of = actionsOf("order.place")
		r.Approvals = append(r.Approvals, mandat.ApprovalRule{Of: actionsOf("order.change"), By: "agree", Votes: 1})
	})
	wantPlan(t, started(t, shop(t, two)), "allow", onWeb("olof"), change)

	gone := theRules(func(r *mandat.Rules) {
		r.Types[0].Actions = slices.Delete(r.Types[0].Actions, 2, 3)
		r.Roles[0].Can = []mandat.Permission{gives("order.read", "order.place")}
		r.Approvals[0].Of = actionsOf("order.place")
	})
	wantPlan(t, again(t, after(t, shop(t), onWeb("olof"), change), gone), "allow", onWeb("olof"), starts())
}

// What a service does itself stays approved, whoever asks for the same again and
// when. With other people it is not the same.
func TestTheSameIsNotAskedForAgain(t *testing.T) {
	orders := has(mandat.Grant{Role: "orderer", Member: "mia", Scope: mandat.WholeOrg()})
	c := starts()
	c.Until = noon.Add(time.Hour)
	o := after(t, after(t, shop(t, orders), onWeb("olof"), c), byLink("anna"), approves())
	wantPlan(t, o, "blocked: guard: already-so", onWeb("mia"), starts())
	wantPlan(t, o, "blocked: guard: already-so", later(onWeb("olof"), 2*time.Hour), starts())
	c.Resource.Relations[0].People = mandat.One("mia")
	wantPlan(t, o, "allow", onWeb("olof"), c)
}

// As many as a later policy asks for are kept as needed.
func TestHowManyWereNeededIsKept(t *testing.T) {
	o := again(t, started(t, shop(t)), votes(2))
	o = after(t, after(t, o, byLink("anna"), approves()), byLink("arne"), approves())
	a, _ := o.Approval("place", order())
	assert.Equal(t, 2, a.Needed)
}

// Whoever votes on something else is told so, and not what the requester's right
// depends on.
func TestAVoteOnSomethingElseNeedsNothingMore(t *testing.T) {
	drafts := theRules(func(r *mandat.Rules) {
		r.Roles[0].Can = []mandat.Permission{{Do: actionsOf("order.place"), When: &mandat.Condition{Status: []mandat.Status{"draft"}}}}
	})
	v := approves()
	v.Digest, v.Resource.Status = "v2", ""
	wantPlan(t, started(t, shop(t, drafts)), "blocked: guard: request-changed", atDesk("arne"), v)
}

// Who is there by a link for something else does not take back what they asked for.
func TestALinkIsNotForWithdrawing(t *testing.T) {
	o := started(t, shop(t, both("olof")))
	wantPlan(t, o, "deny: no-standing: purpose-other", byLink("olof"), mandat.WithdrawApproval{Action: "place", Resource: order()})
}

// What has been taken back is not over by its time.
func TestWhatIsTakenBackIsMissing(t *testing.T) {
	withdraw := mandat.WithdrawApproval{Action: "place", Resource: order()}
	o := started(t, shop(t, ruled(func(a *mandat.ApprovalRule) { a.Lasts = time.Hour })))
	o = after(t, o, onWeb("olof"), withdraw)
	wantPlan(t, o, "blocked: guard: approval-missing", later(onWeb("olof"), 2*time.Hour), withdraw)
	a, _ := o.Approval("place", order())
	assert.Equal(t, mandat.ApprovalWithdrawn, a.StatusAt(noon.Add(2*time.Hour)))
}

// An approval of a vote, from a version in which that was under approval, is not
// used up by voting.
func TestAnApprovalOfAServicesOwnIsNotUsedUp(t *testing.T) {
	o := started(t, shop(t))
	d := o.Data()
	old := d.Approvals[0]
	old.Request.Action.Action, old.By, old.Status, old.Votes = "attest", "anna", mandat.ApprovalApproved, []mandat.Vote{{By: "arne"}}
	d.Approvals = append(d.Approvals, old)
	c := wantPlan(t, mustOrg(t, o.Policy(), d), "allow", atDesk("anna"), approves())
	assert.Equal(t, []string{"approval-voted", "approval-decided"}, eventNames(c))
}

// The requester could be the one who approves only where they could be logged out,
// or in another session.
func TestWhereTheRequesterCouldApprove(t *testing.T) {
	wantPlan(t, shop(t, attests("olof"), byWeb(), requester(mandat.RequesterLoggedOut)), "blocked: guard: no-approver", onWeb("olof"), starts())
	wantPlan(t, shop(t, attests("olof"), byWeb(), requester(mandat.RequesterOtherSession)), "allow", inSession("olof", "web", "s-1"), starts())
}

// A vote counts in the channel in which it was given.
func TestAVoteCountsInItsChannel(t *testing.T) {
	o := after(t, started(t, shop(t, votes(2), onTheWeb())), onWeb("arne"), approves())
	assert.Equal(t, "approved", statusOf(after(t, o, atDesk("anna"), approves())))
	assert.Equal(t, "pending", statusOf(after(t, again(t, o, votes(2)), atDesk("anna"), approves())))
}

// The requester's own vote counts as the rule has it: given logged out, or in
// another session than where they asked. Under a rule that has them not vote it
// does not, also where somebody else's request is pending.
func TestTheRequestersOwnVoteCounts(t *testing.T) {
	o := started(t, shop(t, votes(2), both("olof"), requester(mandat.RequesterLoggedOut)))
	o = after(t, o, atDesk("olof"), approves())
	assert.Equal(t, "approved", statusOf(after(t, o, atDesk("anna"), approves())))
	never := again(t, o, votes(2))
	assert.Equal(t, "pending", statusOf(after(t, never, atDesk("anna"), approves())))
	assert.Equal(t, "pending", statusOf(after(t, alsoPending(t, never, "change", "arne"), atDesk("anna"), approves())))

	desk := theRules(func(r *mandat.Rules) { r.Roles[0].Opens = append(r.Roles[0].Opens, "desk") })
	o = shop(t, votes(2), both("olof"), desk, requester(mandat.RequesterOtherSession))
	o = after(t, o, atDesk("olof"), starts())
	o = after(t, o, inSession("olof", "desk", "s-1"), approves())
	assert.Equal(t, "approved", statusOf(after(t, o, inSession("anna", "desk", "s-2"), approves())))
}

// A vote on several actions needs what each of their rules does.
func TestAVoteNeedsWhatEachRuleNeeds(t *testing.T) {
	unstated := atDesk("anna")
	unstated.Session = mandat.SessionNotStated
	two := func(first, second mandat.RequesterRule) *mandat.Org {
		return shop(t, theRules(func(r *mandat.Rules) {
			r.Approvals[0].Of, r.Approvals[0].Requester = actionsOf("order.place"), first
			r.Approvals = append(r.Approvals, mandat.ApprovalRule{Of: actionsOf("order.change"), By: "attest", Votes: 1, Requester: second})
		}))
	}
	missing := "deny: malformed: session-not-stated"
	for _, rule := range []mandat.RequesterRule{mandat.RequesterLoggedOut, mandat.RequesterOtherSession} {
		wantDecisions(t, two(rule, mandat.RequesterNever), []asks{{missing, unstated, "attest", order()}})
		wantDecisions(t, two(mandat.RequesterNever, rule), []asks{{missing, unstated, "attest", order()}})
	}
	wantDecisions(t, two(mandat.RequesterOtherSession, mandat.RequesterLoggedOut), []asks{{missing, onWeb("anna"), "attest", order()}})
}

// Of several that are pending a vote is kept by the first detail, in whichever
// order they come.
func TestTheFirstDetailOfSeveralPending(t *testing.T) {
	lasting := ruled(func(a *mandat.ApprovalRule) { a.Lasts = time.Hour })
	for _, over := range []int{0, 1} {
		o := alsoPending(t, started(t, shop(t, lasting, votes(2))), "change", "olof")
		d := o.Data()
		d.Approvals[1-over].Until, d.Approvals[1-over].Votes = time.Time{}, []mandat.Vote{{By: "anna", Through: "desk"}}
		o = mustOrg(t, o.Policy(), d)
		wantDecisions(t, o, []asks{{"allow", atDesk("anna"), "attest", order()}, {"blocked: guard: already-so", later(atDesk("anna"), time.Hour), "attest", order()}})
	}
}

// Nobody votes twice, and is told so when they ask.
func TestWhoHasVotedIsToldSo(t *testing.T) {
	o := after(t, started(t, shop(t, votes(2))), byLink("anna"), approves())
	wantDecisions(t, o, []asks{{"blocked: guard: already-so", atDesk("anna"), "attest", order()}, {"allow", atDesk("arne"), "attest", order()}})
}

// An approval is started pending and without votes, by a member, as it can be kept.
func TestStartsThatCannotBe(t *testing.T) {
	o := started(t, shop(t))
	a, _ := o.Approval("place", order())
	a.Request.ID = "o-2"
	for _, row := range []struct {
		want  string
		spoil func(*mandat.Approval)
	}{
		{"value-invalid", func(a *mandat.Approval) { a.Status = mandat.ApprovalRejected }},
		{"value-invalid", func(a *mandat.Approval) { a.Votes = []mandat.Vote{{By: "anna"}} }},
		{"value-invalid", func(a *mandat.Approval) { a.Needed = 0 }},
		{"value-invalid", func(a *mandat.Approval) { a.At = noon.AddDate(9000, 0, 0) }},
		{"value-invalid", func(a *mandat.Approval) { a.Until = noon.AddDate(9000, 0, 0) }},
		{"member-missing", func(a *mandat.Approval) { a.By = "zoe" }},
	} {
		b := a
		row.spoil(&b)
		_, err := o.Apply([]mandat.Event{{Org: "acme", Version: o.Version() + 1, Step: 1, Of: 1, At: noon, What: mandat.ApprovalStarted{Approval: b}}})
		assert.ErrorContains(t, err, row.want)
	}
	_, err := o.Apply([]mandat.Event{{Org: "acme", Version: o.Version() + 1, Step: 1, Of: 1, At: noon,
		What: mandat.ApprovalVoted{Request: mandat.Request{Action: a.Request.Action, ID: "o-1"}, Vote: mandat.Vote{By: "anna", Through: "\xff"}}}})
	assert.ErrorContains(t, err, "value-invalid")
}

// An organisation shares nothing with the events and the data that made it.
func TestAnApprovalIsTheOrganisationsOwn(t *testing.T) {
	o := shop(t)
	c := wantPlan(t, o, "allow", onWeb("olof"), starts())
	e := c.Events()[0]
	of := e.What.(mandat.ApprovalStarted).Approval
	o, err := o.Apply([]mandat.Event{e})
	require.NoError(t, err)
	of.Units["organisation"], of.Relations["orderer"][0] = "south", "mallory"
	d := o.Data()
	o = mustOrg(t, o.Policy(), d)
	d.Approvals[0].Units["organisation"], d.Approvals[0].Relations["orderer"][0] = "south", "mallory"
	a, _ := o.Approval("place", order())
	a.Units["organisation"], a.Relations["orderer"][0] = "south", "mallory"
	wantPlan(t, o, "allow", atDesk("anna"), approves())
}

// Times are kept in UTC.
func TestTheTimesOfAnApprovalAreInUTC(t *testing.T) {
	away := time.FixedZone("", 7200)
	s, c := onWeb("olof"), starts()
	s.At, c.Until = noon.In(away), noon.Add(time.Hour).In(away)
	a, _ := after(t, shop(t), s, c).Approval("place", order())
	assert.Equal(t, time.UTC, a.At.Location())
	assert.Equal(t, time.UTC, a.Until.Location())
}

// To go through approvals can be broken off.
func TestApprovalsAreBrokenOff(t *testing.T) {
	for range approvalsOf(t).Approvals() {
		break
	}
	var none *mandat.Org
	_, found := none.Approval("place", order())
	assert.False(t, found)
}

// Nothing approves no content, whatever it came with.
func TestNoDigestApprovesNothing(t *testing.T) {
	assert.False(t, mandat.Approval{Status: mandat.ApprovalApproved}.Approves(""))
	assert.False(t, mandat.Approval{Status: mandat.ApprovalUsed, Digest: "v1"}.Approves("v1"))
}

// The form of a session's hash is fixed: 64 lower-case digits.
func TestTheFormOfASessionHash(t *testing.T) {
	desk := theRules(func(r *mandat.Rules) { r.Roles[0].Opens = append(r.Roles[0].Opens, "desk") })
	hashIn := func(s mandat.Subject) string {
		a, _ := after(t, shop(t, desk, requester(mandat.RequesterOtherSession)), s, starts()).Approval("place", order())
		text, err := a.Session.MarshalText()
		require.NoError(t, err)
		return string(text)
	}
	assert.Equal(t, "c2d4644be94bf5ad9ace3aa5c6fe078f05591111784772c4824f92532c20cc74", hashIn(inSession("olof", "web", "s-1")))
	assert.Equal(t, "cd25c2390dfc0b056181330f6a2ed3ad8aeebdf212719327af1e07b79c783d59", hashIn(atDesk("olof")))
	text := hashIn(atDesk("olof"))
	var h mandat.SessionHash
	require.NoError(t, h.UnmarshalText([]byte(text)))
	for _, other := range []string{"", text[:62], text + "00", "G" + text[1:], text[:63] + "F"} {
		assert.Error(t, json.Unmarshal([]byte(`"`+other+`"`), &h), other)
	}
	kept, _ := h.MarshalText()
	assert.Equal(t, text, string(kept))
}

// The rule that a requester is told of is that of the first of their requests.
func TestTheRuleThatKeepsTheRequester(t *testing.T) {
	two := theRules(func(r *mandat.Rules) {
		r.Approvals[0].Of = actionsOf("order.place")
		r.Approvals = append(r.Approvals, mandat.ApprovalRule{Of: actionsOf("order.change"), By: "attest", Votes: 1, Requester: mandat.RequesterLoggedOut})
	})
	o := alsoPending(t, started(t, shop(t, two, both("olof"))), "change", "olof")
	steps := o.Explain(in0("olof"), "attest", order()).Steps()
	own := slices.IndexFunc(steps, func(s mandat.Step) bool { return s.Kind == mandat.StepOwnRequest })
	require.GreaterOrEqual(t, own, 0)
	assert.Equal(t, mandat.RequesterNever, steps[own].Requester)
}

// A grant that is asked for twice in one step, by two groups, uses up one approval.
func TestOneStepUsesAnApprovalOnce(t *testing.T) {
	south := mandat.Below("south")
	nested := theData(func(d *mandat.OrgData) {
		d.Groups = []mandat.Group{{ID: "inner"}, {ID: "outer", Groups: []mandat.GroupID{"inner"}}}
		d.Grants[3].Group = "inner"
		d.Grants = append(d.Grants, mandat.Grant{Role: "orderer", Group: "inner", Scope: south}, mandat.Grant{Role: "orderer", Group: "outer", Scope: south})
		d.Grants = slices.Delete(d.Grants, 3, 4)
	})
	start, yes := asked("give", giving("orderer", "sten", south).Grant.Resource("acme"))
	o := shop(t, under("grant.give"), nested)
	join := mandat.JoinGroup{Group: "inner", Person: "sten"}
	wantPlan(t, o, "needs-approval", onWeb("mia"), join)
	o = after(t, after(t, o, onWeb("mia"), start), onWeb("max"), yes)
	c := wantPlan(t, o, "allow", onWeb("mia"), join)
	assert.Equal(t, []string{"approval-used-up", "group-joined"}, eventNames(c))
}

// Requests for one resource that differ in what it would become are kept each.
func TestEachRequestForARoleIsKept(t *testing.T) {
	o, one, two := twoEdits(t)
	o = after(t, o, onWeb("mia"), one, mandat.WithdrawApproval{Action: "edit", Resource: one.Resource}, two)
	var statuses []mandat.ApprovalStatus
	for a := range o.Approvals() {
		statuses = append(statuses, a.Status)
	}
	assert.Equal(t, []mandat.ApprovalStatus{"withdrawn", "pending"}, statuses)
}

// What the change will ask about is what can be approved: taking away, too.
func TestWhatIsTakenAwayIsApproved(t *testing.T) {
	can := theRules(func(r *mandat.Rules) {
		r.Roles[2].Can = append(r.Roles[2].Can, gives("member.activate", "member.deactivate", "group.remove", "group.approve", "invitation.revoke", "invitation.approve"))
	})
	o := shop(t, can, theData(func(d *mandat.OrgData) {
		d.Members = append(d.Members, mandat.Member{Person: "eva", Status: mandat.MemberInvited})
		d.Groups = append(d.Groups, mandat.Group{ID: "idle"})
		_, _, hash := inviteOf(t, "eva")
		d.Invitations = []mandat.Invitation{{ID: "i-1", Person: "eva", By: "mia", Through: "web", Token: hash}}
	}))
	put := under("grant.revoke", "member.activate", "member.deactivate", "group.remove", "invitation.revoke")
	revoke := mandat.RevokeRole{Grant: mandat.Grant{Role: "manager", Member: "max", Scope: mandat.WholeOrg()}}
	for _, row := range []struct {
		what mandat.Action
		of   mandat.Resource
		c    mandat.Command
	}{
		{"revoke", revoke.Grant.Resource("acme"), revoke},
		{"activate", memberOf("anna"), mandat.ActivateMember{Person: "anna"}},
		{"deactivate", memberOf("arne"), mandat.DeactivateMember{Person: "arne"}},
		{"remove", mandat.Resource{Type: "group", ID: "idle", Org: "acme"}, mandat.RemoveGroup{Group: "idle"}},
		{"revoke", mandat.Resource{Type: "invitation", ID: "i-1", Org: "acme"}, mandat.RevokeInvitation{Invitation: "i-1"}},
	} {
		o := again(t, o, can, put)
		wantPlan(t, o, "needs-approval", onWeb("mia"), row.c)
		start, yes := asked(row.what, row.of)
		o = after(t, after(t, o, onWeb("mia"), start), onWeb("max"), yes)
		wantPlan(t, o, "allow", onWeb("mia"), row.c)
	}
}

// Who may vote on what an earlier step has made is judged where that lies.
func TestWhoCouldApproveWhatAStepHasMade(t *testing.T) {
	can := theRules(func(r *mandat.Rules) { r.Roles[2].Can = append(r.Roles[2].Can, gives("unit.remove")) })
	only := func(at mandat.Scope) change {
		return theData(func(d *mandat.OrgData) {
			d.Grants[5] = mandat.Grant{Role: "manager", Member: "sten", Scope: at}
		})
	}
	pier := mandat.AddUnit{Unit: mandat.Unit{ID: "pier", Structure: "organisation", Parent: "harbour"}}
	start, _ := asked("remove", mandat.Resource{Type: "unit", ID: "pier", Org: "acme"})
	wantPlan(t, shop(t, under("unit.remove"), can, only(mandat.Below("south"))), "blocked: guard: no-approver", onWeb("mia"), pier, start)
	wantPlan(t, shop(t, under("unit.remove"), can, only(mandat.Below("north"))), "allow", onWeb("mia"), pier, start)
}

// A role can have the vote by a group of actions in another group.
func TestAVoteByAGroupInAGroup(t *testing.T) {
	nested := theRules(func(r *mandat.Rules) {
		r.Types[0].Actions = append(r.Types[0].Actions, mandat.ActionRule{Name: "inner", Of: []mandat.Action{"attest"}}, mandat.ActionRule{Name: "outer", Of: []mandat.Action{"inner"}})
		r.Roles[1].Can = []mandat.Permission{gives("order.outer")}
	})
	wantPlan(t, started(t, shop(t, nested)), "allow", atDesk("anna"), approves())
}

// Plain data can have a request for a role that does not tell what it would become.
// It is found by whoever asks without telling, and by nobody else.
func TestARequestThatTellsNoValue(t *testing.T) {
	can := theRules(func(r *mandat.Rules) {
		r.Roles[2].Can = append(r.Roles[2].Can, gives("role.edit", "role.approve", "order.read"))
	})
	role := mandat.Role{ID: "helper", At: []mandat.Where{{}}, Opens: []mandat.Channel{"web"}, Can: []mandat.Permission{gives("order.read")}}
	o := shop(t, under("role.edit"), can, theData(func(d *mandat.OrgData) {
		d.Roles = []mandat.Role{role}
		d.Approvals = []mandat.Approval{{Request: mandat.Request{Action: mandat.ActionRef{Type: "role", Action: "edit"}, ID: "helper"}, By: "mia", At: noon, Needed: 1, Status: mandat.ApprovalPending}}
	}))
	_, bare := asked("edit", mandat.Resource{Type: "role", ID: "helper", Org: "acme"})
	_, told := asked("edit", role.Resource("acme"))
	wantPlan(t, o, ownRequest, onWeb("mia"), bare)
	wantPlan(t, o, "blocked: guard: approval-missing", onWeb("mia"), told)
}
