package mandat_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/mandat-go/mandat"
)

// again is the same organisation under other rules, as if it were read anew.
func again(t testing.TB, o *mandat.Org, changes ...change) *mandat.Org {
	t.Helper()
	r, d := shopRules(), o.Data()
	for _, c := range changes {
		c(&r, &d)
	}
	return mustOrg(t, mustPolicy(t, r), d)
}

// onTheWeb lets attestants vote on the web, too.
func onTheWeb() change {
	return theRules(func(r *mandat.Rules) { r.Roles[1].Opens = append(r.Roles[1].Opens, "web") })
}

// asked are the start of an approval without a digest, and a vote for it.
func asked(what mandat.Action, r mandat.Resource) (mandat.StartApproval, mandat.Approve) {
	return mandat.StartApproval{Action: what, Resource: r}, mandat.Approve{Action: what, Resource: r}
}

const ownRequest = "deny: gate-closed: own-request"

// Where the session of the request was not kept, no session is known to be another.
func TestASessionThatIsNotKnownIsNotAnother(t *testing.T) {
	s1 := inSession("olof", "web", "s-1")
	o := after(t, shop(t, both("olof"), onTheWeb()), s1, starts()) // requester: never
	o = again(t, o, onTheWeb(), requester(mandat.RequesterOtherSession))
	wantPlan(t, o, ownRequest, s1, approves())
}

// To say that one is logged out, in a channel that takes a login, is to tell no
// session.
func TestNobodyIsLoggedOutWhereOneLogsIn(t *testing.T) {
	o := shop(t, both("olof"), onTheWeb(), requester(mandat.RequesterOtherSession))
	out, s1 := inSession("olof", "web", ""), inSession("olof", "web", "s-1")
	out.Session = mandat.NoSession
	wantPlan(t, after(t, o, s1, starts()), ownRequest, out, approves())
	wantPlan(t, after(t, o, out, starts()), ownRequest, s1, approves())
	out.SessionID = "s-2"
	wantPlan(t, after(t, o, s1, starts()), ownRequest, out, approves())
}

// What was approved is used up by a change that needs no approval any more, too.
func TestAnApprovedChangeIsMadeOnce(t *testing.T) {
	gift := giving("orderer", "sten", mandat.Below("south"))
	start, yes := asked("give", gift.Grant.Resource("acme"))
	o := after(t, after(t, shop(t, under("grant.give")), onWeb("mia"), start), onWeb("max"), yes)
	o = after(t, again(t, o), onWeb("mia"), gift) // a version without the rule: made
	o = after(t, o, onWeb("mia"), mandat.RevokeRole(gift))
	wantPlan(t, again(t, o, under("grant.give")), "needs-approval", onWeb("mia"), gift)
}

// What is approved lies where it lies in the state that the change has reached, in a
// unit of the same change too.
func TestWhereItLiesInTheStateReached(t *testing.T) {
	homes := theRules(func(r *mandat.Rules) {
		r.Structures[0].Home = mandat.HomeOptional
		r.Roles[2].Can = append(r.Roles[2].Can, gives("member.move", "group.create", "group.approve"))
	})
	home := theData(func(d *mandat.OrgData) { d.Members[5].Home = "harbour" })
	start, yes := asked("remove", memberOf("sten"))
	pier := mandat.AddUnit{Unit: mandat.Unit{ID: "pier", Structure: "organisation", Parent: "harbour"}}
	o := after(t, after(t, shop(t, under("member.remove"), homes, home), onWeb("mia"), start), onWeb("max"), yes)
	wantPlan(t, o, "needs-approval", onWeb("mia"), pier, mandat.MoveMember{Person: "sten", To: "pier"}, mandat.RemoveMember{Person: "sten"})

	start, yes = asked("create", mandat.Group{ID: "g", Unit: "pier"}.Resource("acme"))
	o = after(t, shop(t, under("group.create"), homes), onWeb("mia"), pier, start)
	wantPlan(t, o, "allow", onWeb("max"), yes)
}

// A later policy that asks for more votes is not served by votes that did not
// count.
func TestVotesThatDidNotCountAreNone(t *testing.T) {
	boss := func(p mandat.PersonID) mandat.Grant {
		return mandat.Grant{Role: "manager", Member: p, Scope: mandat.WholeOrg()}
	}
	n := func(k int) change {
		return theRules(func(r *mandat.Rules) {
			r.Approvals = append(r.Approvals, mandat.ApprovalRule{Of: actionsOf("grant.give"), By: "approve", Votes: k})
		})
	}
	gift := giving("orderer", "anna", mandat.Below("south"))
	start, yes := asked("give", gift.Grant.Resource("acme"))
	o := after(t, shop(t, n(2), has(boss("sten"), boss("arne"), boss("olof"))), onWeb("mia"), start)
	o = after(t, after(t, o, onWeb("max"), yes), onWeb("mia"), mandat.RevokeRole{Grant: boss("max")})
	o = after(t, after(t, o, onWeb("sten"), yes), onWeb("arne"), yes) // two of three count
	wantPlan(t, again(t, o, n(3)), "needs-approval", onWeb("mia"), gift)
}

// An approval lies at units, and the impact of a grant there tells of it.
func TestTheImpactOnApprovals(t *testing.T) {
	o := started(t, shop(t))
	a, _ := o.Approval("place", order())
	c := wantPlan(t, o, "allow", onWeb("mia"), giving("manager", "sten", mandat.Below("north")))
	assert.False(t, o.Decide(onWeb("sten"), "withdraw", a.Resource("acme")).Allowed())
	assert.True(t, c.Org().Decide(onWeb("sten"), "withdraw", a.Resource("acme")).Allowed())
	assert.Contains(t, fmt.Sprint(c.Impact().Lines("en")), "approval.withdraw")
}

// Who leaves out what the vote depends on is told so, and not that nobody may vote.
func TestAStartTellsWhatTheVoteNeeds(t *testing.T) {
	lists := theRules(func(r *mandat.Rules) { r.Types[0].Lists = []mandat.Action{"attest"} })
	wantPlan(t, shop(t, lists), "deny: malformed: list-not-stated", onWeb("olof"), starts())
}

// Units and members are edited by the service: without a digest nothing would tell
// what was approved.
func TestWhatAServiceEditsHasADigest(t *testing.T) {
	can := theRules(func(r *mandat.Rules) { r.Roles[2].Can = append(r.Roles[2].Can, gives("unit.edit")) })
	start, yes := asked("edit", mandat.Resource{Type: "unit", ID: "north", Org: "acme"})
	o := shop(t, under("unit.edit"), can)
	wantPlan(t, o, "deny: malformed: digest-not-stated", onWeb("mia"), start)
	start.Digest, yes.Digest = "v1", "v1"
	o = after(t, after(t, o, onWeb("mia"), start), onWeb("max"), yes)
	a, _ := o.Approval("edit", start.Resource)
	assert.True(t, a.Approves("v1"))
}

// At most one approval is pending for one resource, whatever it would become.
func TestOneApprovalIsPendingForARole(t *testing.T) {
	o, one, two := twoEdits(t)
	wantPlan(t, after(t, o, onWeb("mia"), one), "blocked: guard: already-so", onWeb("max"), two)
	bare, _ := asked("edit", mandat.Resource{Type: "role", ID: "helper", Org: "acme"})
	wantPlan(t, o, "deny: malformed: value-not-stated", onWeb("mia"), bare)
}

// What is the same thing in another form is the same request.
func TestTheSameInAnotherForm(t *testing.T) {
	can := theRules(func(r *mandat.Rules) {
		r.Roles[2].Can = append(r.Roles[2].Can, gives("group.create", "group.approve", "role.create", "role.approve", "order.read"))
	})
	o := shop(t, under("member.create", "group.create", "role.create"), can)
	agreed := func(r mandat.Resource) *mandat.Org {
		start, yes := asked("create", r)
		return after(t, after(t, o, onWeb("mia"), start), onWeb("max"), yes)
	}
	wantPlan(t, agreed(mandat.Member{Person: "eva"}.Resource("acme")), "allow", onWeb("mia"), mandat.AddMember{Person: "eva"})
	g := func(ps ...mandat.PersonID) mandat.Group { return mandat.Group{ID: "g", Members: ps} }
	wantPlan(t, agreed(g("anna", "arne").Resource("acme")), "allow", onWeb("mia"), mandat.AddGroup{Group: g("arne", "anna")})
	role := mandat.Role{ID: "helper", At: []mandat.Where{nil}, Opens: []mandat.Channel{"web"}, Can: []mandat.Permission{gives("order.read")}}
	start, _ := asked("create", role.Resource("acme"))
	wantPlan(t, o, "allow", onWeb("mia"), start)
}

// Plain data tell the people of a relation in any order.
func TestRelationsInAnyOrder(t *testing.T) {
	two := mandat.Many("olof", "anna")
	c, v := starts(), approves()
	c.Resource.Relations[0].People, v.Resource.Relations[0].People = two, two
	o := after(t, shop(t), onWeb("olof"), c)
	d := o.Data()
	d.Approvals[0].Relations["orderer"] = []mandat.PersonID{"olof", "anna"}
	wantPlan(t, mustOrg(t, o.Policy(), d), "allow", atDesk("anna"), v)
}

// What is over is not taken back, and nobody is kept from it as the requester.
func TestWhatIsOverIsNotPending(t *testing.T) {
	o := started(t, shop(t, both("olof"), ruled(func(a *mandat.ApprovalRule) { a.Lasts = time.Hour })))
	wantPlan(t, o, "blocked: guard: approval-over", later(onWeb("olof"), 2*time.Hour), mandat.WithdrawApproval{Action: "place", Resource: order()})
	wantDecisions(t, o, []asks{{"blocked: guard: approval-over", later(atDesk("olof"), 2*time.Hour), "attest", order()}})
}

// A notice on a vote is for whoever asked for what was voted on.
func TestTheRequesterWhoIsTold(t *testing.T) {
	told := theRules(func(r *mandat.Rules) {
		r.Notices = []mandat.NoticeRule{{Of: mandat.ActionRef{Type: "order", Action: "attest"}, Target: true}}
	})
	o := started(t, shop(t, told, has(mandat.Grant{Role: "orderer", Member: "sten", Scope: mandat.WholeOrg()})))
	d := o.Data()
	other := d.Approvals[0]
	other.Request.Action.Action, other.By = "change", "sten"
	d.Approvals = append(d.Approvals, other)
	vote := approves()
	vote.Action = "change"
	c := wantPlan(t, mustOrg(t, o.Policy(), d), "allow", atDesk("anna"), vote)
	assert.Equal(t, mandat.PersonID("sten"), c.Notices()[0].To)
}
