package mandat_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mandat-go/mandat"
)

func inSession(p mandat.PersonID, c mandat.Channel, id mandat.SessionID) mandat.Subject {
	return mandat.Subject{Person: p, Channel: c, Session: mandat.OpenSession, SessionID: id, At: noon}
}

// both is for somebody who orders and attests.
func both(p mandat.PersonID) change {
	return has(mandat.Grant{Role: "orderer", Member: p, Scope: mandat.WholeOrg()}, mandat.Grant{Role: "attestant", Member: p, Scope: mandat.Below("harbour")})
}

func TestTheRequesterDoesNotApprove(t *testing.T) {
	own := "deny: gate-closed: own-request"
	never := started(t, shop(t, both("olof")))
	out, in := atDesk("olof"), atDesk("olof")
	in.Session = mandat.OpenSession
	checkAttempts(t, never, []attempt{
		{own, out, steps(approves())},
		{own, out, steps(mandat.Reject(approves()))},
		{own, byLink("olof"), steps(approves())},
	})
	wantDecisions(t, never, []asks{{own, out, "attest", order()}, {"allow", atDesk("anna"), "attest", order()}})

	loggedOut := started(t, shop(t, both("olof"), requester(mandat.RequesterLoggedOut)))
	unstated := out
	unstated.Session = mandat.SessionNotStated
	wantDecisions(t, loggedOut, []asks{
		{"allow", out, "attest", order()}, {own, in, "attest", order()}, {"deny: malformed: session-not-stated", unstated, "attest", order()},
		{"allow", in0("anna"), "attest", order()}, // it is the requester who is logged out
	})
	wantPlan(t, loggedOut, own, in, approves())
	wantPlan(t, loggedOut, "allow", out, approves())
}

// in0 is somebody at the desk with a session open elsewhere.
func in0(p mandat.PersonID) mandat.Subject {
	s := atDesk(p)
	s.Session = mandat.OpenSession
	return s
}

func TestTheRequesterApprovesInAnotherSession(t *testing.T) {
	own := "deny: gate-closed: own-request"
	o := shop(t, both("olof"), requester(mandat.RequesterOtherSession), theRules(func(r *mandat.Rules) { r.Roles[1].Opens = append(r.Roles[1].Opens, "web") }))
	wantPlan(t, o, "deny: malformed: session-not-stated", onWeb("olof"), starts())
	first := inSession("olof", "web", "s-1")
	o = after(t, o, first, starts())
	a, _ := o.Approval("place", order())
	assert.False(t, a.Session.IsZero())
	wantDecisions(t, o, []asks{
		{own, first, "attest", order()},
		{own, inSession("olof", "desk", "s-1"), "attest", order()},
		{"allow", inSession("olof", "web", "s-2"), "attest", order()},
		{"allow", atDesk("olof"), "attest", order()},
		{"deny: malformed: session-not-stated", onWeb("olof"), "attest", order()},
		{"allow", inSession("anna", "desk", "s-1"), "attest", order()},
	})
	without := after(t, shop(t, both("olof"), requester(mandat.RequesterOtherSession), theRules(func(r *mandat.Rules) { r.Roles[0].Opens = append(r.Roles[0].Opens, "desk") })), atDesk("olof"), starts())
	wantDecisions(t, without, []asks{{own, atDesk("olof"), "attest", order()}, {"allow", inSession("olof", "desk", "s-1"), "attest", order()}})
}

// A person counts once, however many grants and groups they have.
func TestVotesAreCountedByPersons(t *testing.T) {
	more := has(mandat.Grant{Role: "attestant", Member: "anna", Scope: mandat.WholeOrg()})
	grouped := theData(func(d *mandat.OrgData) { d.Groups[0].Members = []mandat.PersonID{"anna"} })
	o := after(t, started(t, shop(t, votes(2), more, grouped)), byLink("anna"), approves())
	wantPlan(t, o, "blocked: guard: already-so", atDesk("anna"), approves())
	assert.Equal(t, "approved", statusOf(after(t, o, byLink("arne"), approves())))

	alone := theData(func(d *mandat.OrgData) { d.Grants = d.Grants[:2] })
	byGroup := has(mandat.Grant{Role: "attestant", Group: "attestants", Scope: mandat.WholeOrg()})
	wantPlan(t, shop(t, votes(2), alone, more, byGroup, grouped), "blocked: guard: no-approver", onWeb("olof"), starts())
	wantPlan(t, shop(t, alone, more, byGroup, grouped), "allow", onWeb("olof"), starts())
	wantPlan(t, shop(t, votes(3), more, has(mandat.Grant{Role: "attestant", Member: "arne", Scope: mandat.WholeOrg()})), "blocked: guard: no-approver", onWeb("olof"), starts()) // anna and arne, twice
}

// Nobody who could approve means blocked, not passed.
func TestNobodyCouldApprove(t *testing.T) {
	only := func(p mandat.PersonID) change {
		return theData(func(d *mandat.OrgData) {
			d.Grants = []mandat.Grant{{Role: "orderer", Member: "olof", Scope: mandat.WholeOrg()}, {Role: "attestant", Member: p, Scope: mandat.WholeOrg()}}
		})
	}
	blocked := "blocked: guard: no-approver"
	wantPlan(t, shop(t, only("olof")), blocked, onWeb("olof"), starts())
	wantPlan(t, shop(t, only("olof"), requester(mandat.RequesterLoggedOut)), "allow", onWeb("olof"), starts())
	wantPlan(t, shop(t, only("anna")), "allow", onWeb("olof"), starts())
	removed := theData(func(d *mandat.OrgData) { d.Members[1].Status, d.Grants = mandat.MemberInvited, d.Grants[:2] })
	wantPlan(t, shop(t, removed), blocked, onWeb("olof"), starts())
	ended := theData(func(d *mandat.OrgData) { d.Grants = d.Grants[:2]; d.Grants[1].Until = noon })
	wantPlan(t, shop(t, ended), blocked, onWeb("olof"), starts())
	everybody := theRules(func(r *mandat.Rules) {
		r.Base = "all"
		r.Roles = append(r.Roles, mandat.Role{ID: "all", Opens: []mandat.Channel{"web"}, Can: []mandat.Permission{gives("order.attest")}})
	})
	wantPlan(t, shop(t, ended, everybody), "allow", onWeb("olof"), starts())
}

// A list of those who may attest takes the place of covering, also for those who
// hold the role elsewhere.
func TestWhoCouldApproveByAList(t *testing.T) {
	lists := theRules(func(r *mandat.Rules) { r.Types[0].Lists = []mandat.Action{"attest"} })
	alone := theData(func(d *mandat.OrgData) { d.Grants = append(d.Grants[:1:1], d.Grants[6]) }) // sten, in the south
	listed := func(p mandat.PersonID) mandat.StartApproval {
		c := starts()
		c.Resource.ACLs[0] = mandat.Action("attest").By(mandat.Only(mandat.Named(p)))
		return c
	}
	wantPlan(t, shop(t, lists, alone), "allow", onWeb("olof"), listed("sten"))
	wantPlan(t, shop(t, lists, alone), "blocked: guard: no-approver", onWeb("olof"), listed("max"))
}

// Whoever voted before counts if they could vote still.
func TestEligibilityIsJudgedAgainAtTheLastVote(t *testing.T) {
	grouped := theData(func(d *mandat.OrgData) {
		d.Groups[0].Members = []mandat.PersonID{"max"}
		d.Grants[3].Scope = mandat.WholeOrg()
	})
	o := after(t, started(t, shop(t, votes(2), grouped)), atDesk("max"), approves())
	assert.Equal(t, "approved", statusOf(after(t, o, atDesk("anna"), approves())))

	lost := after(t, o, onWeb("mia"), mandat.LeaveGroup{Group: "attestants", Person: "max"})
	lost = after(t, lost, atDesk("anna"), approves())
	assert.Equal(t, "pending", statusOf(lost))
	assert.Equal(t, "approved", statusOf(after(t, lost, atDesk("arne"), approves())))
	back := after(t, lost, onWeb("mia"), giving("attestant", "max", mandat.WholeOrg()))
	assert.Equal(t, "pending", statusOf(back), "a right that comes back is no vote")
	assert.Equal(t, "approved", statusOf(after(t, back, atDesk("arne"), approves())))

	removed := after(t, o, onWeb("mia"), mandat.RemoveMember{Person: "max"})
	assert.Equal(t, "pending", statusOf(after(t, removed, atDesk("anna"), approves())))
}

// A gate that has closed for one voter takes their vote.
func TestAVoteThatAGateClosesDoesNotCount(t *testing.T) {
	gated := theRules(func(r *mandat.Rules) {
		r.Gates = []mandat.Gate{{Close: actionsOf("order.attest"), Unless: not(holdsRole("orderer"))}}
	})
	o := after(t, started(t, shop(t, votes(2), gated)), atDesk("arne"), approves())
	assert.Equal(t, "approved", statusOf(after(t, o, atDesk("anna"), approves())))
	o = after(t, o, onWeb("mia"), giving("orderer", "arne", mandat.WholeOrg()))
	assert.Equal(t, "pending", statusOf(after(t, o, atDesk("anna"), approves())))
}

// Who asked must still be able to ask when it is approved.
func TestTheRequesterHasLostTheRight(t *testing.T) {
	revoke := mandat.RevokeRole{Grant: mandat.Grant{Role: "orderer", Member: "olof", Scope: mandat.Below("north")}}
	lost := after(t, started(t, shop(t, votes(2))), onWeb("mia"), revoke)
	once := after(t, lost, atDesk("anna"), approves())
	wantPlan(t, once, "blocked: guard: requester-lost", atDesk("arne"), approves())
	wantPlan(t, once, "allow", atDesk("arne"), mandat.Reject(approves()))
	wantPlan(t, after(t, once, onWeb("mia"), giving("orderer", "olof", mandat.WholeOrg())), "allow", atDesk("arne"), approves())

	outlives := shop(t, votes(2), ruled(func(a *mandat.ApprovalRule) { a.OutlivesRequester = true }))
	lost = after(t, started(t, outlives), onWeb("mia"), revoke)
	assert.Equal(t, "approved", statusOf(after(t, after(t, lost, atDesk("anna"), approves()), atDesk("arne"), approves())))
}

// The last voter tells all that the requester's right depends on: what they leave
// out is missing, the right is not lost.
func TestTheLastVoterLeavesOutWhatTheRequesterNeeds(t *testing.T) {
	drafts := theRules(func(r *mandat.Rules) {
		r.Roles[0].Can = []mandat.Permission{{Do: actionsOf("order.place"), When: &mandat.Condition{Status: []mandat.Status{"draft"}}}}
	})
	o := started(t, shop(t, drafts))
	short, other := approves(), approves()
	short.Resource.Status, other.Resource.Status = "", "valid"
	wantPlan(t, o, "deny: malformed: status-not-stated", atDesk("arne"), short)
	wantPlan(t, o, "blocked: guard: requester-lost", atDesk("arne"), other)
	wantPlan(t, o, "allow", atDesk("arne"), mandat.Reject(short))
	wantPlan(t, o, "allow", atDesk("arne"), approves())
}

// A gate on asking that has closed since, by the status that the request has now,
// takes nothing away.
func TestAGateOnAskingDoesNotMatterAtTheLastVote(t *testing.T) {
	gated := theRules(func(r *mandat.Rules) {
		r.Gates = []mandat.Gate{{Close: actionsOf("order.place"), Unless: hasStatus("draft")}}
	})
	waiting := approves()
	waiting.Resource.Status = "waiting"
	assert.Equal(t, "approved", statusOf(after(t, started(t, shop(t, gated)), byLink("anna"), waiting)))
}

// The policy in force may ask for more votes than when it was started, and never
// for less.
func TestVotesNeededUnderAnotherPolicy(t *testing.T) {
	under := func(o *mandat.Org, n int) *mandat.Org {
		r := shopRules()
		r.Approvals[0].Votes = n
		return mustOrg(t, mustPolicy(t, r), o.Data())
	}
	two, one := started(t, shop(t, votes(2))), started(t, shop(t))
	assert.Equal(t, "pending", statusOf(after(t, under(two, 1), byLink("anna"), approves())))
	assert.Equal(t, "pending", statusOf(after(t, under(one, 2), byLink("anna"), approves())))
	r := shopRules()
	r.Approvals = nil
	free := mustOrg(t, mustPolicy(t, r), two.Data())
	wantPlan(t, free, "deny: malformed: approval-not-needed", byLink("anna"), approves())
	wantPlan(t, free, "allow", onWeb("olof"), mandat.WithdrawApproval{Action: "place", Resource: order()})
}

// Somebody who is a member of two organisations votes in each by what they hold
// there.
func TestASecondMembershipGivesNoVote(t *testing.T) {
	d := shopData()
	d.ID, d.Grants = "other", []mandat.Grant{{Role: "orderer", Member: "olof", Scope: mandat.WholeOrg()}, {Role: "attestant", Member: "mia", Scope: mandat.WholeOrg()}}
	other, here := mustOrg(t, mustPolicy(t, shopRules()), d), started(t, shop(t))
	there := starts()
	there.Resource.Org = "other"
	other = after(t, other, onWeb("olof"), there)
	wantPlan(t, here, "deny: no-standing: channel-closed", atDesk("mia"), approves())
	theirs := approves()
	theirs.Resource.Org = "other"
	wantPlan(t, here, "deny: malformed: org-foreign", atDesk("anna"), theirs)
	wantPlan(t, other, "allow", atDesk("mia"), theirs)
	wantPlan(t, other, "deny: malformed: org-foreign", atDesk("mia"), approves())
	wantPlan(t, other, "deny: no-standing: not-active", atDesk("anna"), theirs)
}

// Where an organisation came with several pending approvals for one vote, each is
// judged by itself.
func TestSeveralPendingApprovalsForOneVote(t *testing.T) {
	o := started(t, shop(t, both("olof")))
	data := o.Data()
	other := data.Approvals[0]
	other.Request.Action.Action, other.By = "change", "arne"
	data.Approvals = append(data.Approvals, other)
	o = mustOrg(t, o.Policy(), data)
	change := approves()
	change.Action = "change"
	wantDecisions(t, o, []asks{{"allow", atDesk("olof"), "attest", order()}, {"allow", atDesk("arne"), "attest", order()}})
	checkAttempts(t, o, []attempt{
		{"deny: gate-closed: own-request", atDesk("olof"), steps(approves())},
		{"blocked: guard: requester-lost", atDesk("olof"), steps(change)}, // arne never could
		{"deny: gate-closed: own-request", atDesk("arne"), steps(change)},
		{"allow", atDesk("arne"), steps(approves())},
	})
	o = after(t, o, atDesk("arne"), approves())
	wantDecisions(t, o, []asks{{"allow", atDesk("olof"), "attest", order()}, {"deny: gate-closed: own-request", atDesk("arne"), "attest", order()}})
}
