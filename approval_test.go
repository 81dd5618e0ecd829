package mandat_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

func TestAnOrderIsPlacedAndAttested(t *testing.T) {
	o := shop(t)
	o.Decide(onWeb("olof"), "place", order())
	wantDecisions(t, o, []asks{
		{"needs-approval", onWeb("olof"), "place", order()},
		{"blocked: guard: approval-missing", byLink("anna"), "attest", order()},
	})
	o = started(t, o)
	wantDecisions(t, o, []asks{
		{"needs-approval", onWeb("olof"), "place", order()},
		{"allow", byLink("anna"), "attest", order()},
		{"deny: no-right", byLink("sten"), "attest", order()}, // attestant in the south
		{"deny: no-right", atDesk("sten"), "attest", order()},
	})
	assert.Equal(t, "pending", statusOf(o))
	o = after(t, o, byLink("anna"), approves())
	a, ok := o.Approval("place", order())
	require.True(t, ok)
	assert.Equal(t, mandat.Approval{
		Request: mandat.Request{Action: mandat.ActionRef{Type: "order", Action: "place"}, ID: "o-1"}, Digest: "v1",
		Units: map[mandat.Structure]mandat.UnitID{"organisation": "harbour"}, Relations: map[mandat.Relation][]mandat.PersonID{"orderer": {"olof"}},
		By: "olof", Through: "web", At: noon, Needed: 1, Status: mandat.ApprovalApproved, Votes: []mandat.Vote{{By: "anna", Through: "link"}},
	}, a)
	assert.True(t, a.Approves("v1"))
	assert.False(t, a.Approves("v2"))
	assert.False(t, a.Approves(""))
	wantDecisions(t, o, []asks{{"blocked: guard: approval-missing", byLink("arne"), "attest", order()}, {"needs-approval", onWeb("olof"), "place", order()}})
}

// asks is a question with its answer.
type asks struct {
	want     string
	subject  mandat.Subject
	action   mandat.Action
	resource mandat.Resource
}

func wantDecisions(t *testing.T, o *mandat.Org, all []asks) {
	t.Helper()
	for _, a := range all {
		assert.Equal(t, a.want, o.Decide(a.subject, a.action, a.resource).String(), "%s through %s: %s %s", a.subject.Person, a.subject.Channel, a.action, a.resource.ID)
	}
}

func TestWhatAStartTakes(t *testing.T) {
	with := func(f func(*mandat.StartApproval)) []mandat.Command {
		c := starts()
		f(&c)
		return steps(c)
	}
	lasting := ruled(func(a *mandat.ApprovalRule) { a.Lasts = time.Hour })
	checkAttempts(t, shop(t, lasting), []attempt{
		{"allow", onWeb("olof"), steps(starts())},
		{"deny: no-standing: not-a-member", onWeb("nobody"), steps(starts())},
		{"deny: no-right", onWeb("mia"), steps(starts())},
		{"deny: malformed: digest-not-stated", onWeb("olof"), with(func(c *mandat.StartApproval) { c.Digest = "" })},
		{"deny: malformed: action-unknown", onWeb("olof"), with(func(c *mandat.StartApproval) { c.Action = "burn" })},
		{"deny: malformed: org-foreign", onWeb("olof"), with(func(c *mandat.StartApproval) { c.Resource.Org = "other" })},
		{"deny: malformed: unit-unknown", onWeb("olof"), with(func(c *mandat.StartApproval) { orderIn("east")(&c.Resource) })},
		{"deny: no-right", onWeb("olof"), with(func(c *mandat.StartApproval) { orderIn("south")(&c.Resource) })},
		{"blocked: guard: id-missing", onWeb("olof"), with(func(c *mandat.StartApproval) { c.Resource.ID = "" })},
		{"blocked: guard: approval-not-needed", onWeb("olof"), with(func(c *mandat.StartApproval) { c.Action = "read" })},
		{"blocked: guard: approval-not-needed", onWeb("olof"), with(func(c *mandat.StartApproval) { c.Action = "all" })},
		{"blocked: guard: approval-over", onWeb("olof"), with(func(c *mandat.StartApproval) { c.Until = noon })},
		{"allow", onWeb("olof"), with(func(c *mandat.StartApproval) { c.Until = noon.Add(time.Hour) })},
		{"blocked: guard: end-too-late", onWeb("olof"), with(func(c *mandat.StartApproval) { c.Until = noon.Add(time.Hour + 1) })},
		{"blocked: guard: already-so", onWeb("olof"), steps(starts(), starts())},
		{"blocked: guard: already-so", onWeb("olof"), steps(starts(), mandat.StartApproval{Action: "change", Resource: order(), Digest: "v1"})}, // by the same vote
		{"allow", onWeb("olof"), steps(starts(), mandat.WithdrawApproval{Action: "place", Resource: order()}, starts())},
	})
	a, _ := started(t, shop(t, lasting)).Approval("place", order())
	assert.Equal(t, noon.Add(time.Hour), a.Until)
}

// Forged, stale and repeated votes change nothing.
func TestAVoteIsAboutWhatWasAsked(t *testing.T) {
	with := func(f func(*mandat.Approve)) []mandat.Command {
		c := approves()
		f(&c)
		return steps(c)
	}
	o := started(t, shop(t, votes(2)))
	other := byLink("anna")
	other.Only.ID = "o-2"
	checkAttempts(t, o, []attempt{
		{"allow", byLink("anna"), steps(approves())},
		{"allow", byLink("anna"), steps(mandat.Reject(approves()))},
		{"deny: no-standing: purpose-other", other, steps(approves())},
		{"deny: no-standing: not-a-member", byLink("nobody"), steps(approves())},
		{"deny: no-standing: channel-closed", onWeb("arne"), steps(approves())},
		{"deny: no-right", atDesk("sten"), steps(approves())},
		{"deny: no-right", atDesk("sten"), steps(mandat.Reject(approves()))},
		{"blocked: guard: request-changed", byLink("anna"), with(func(c *mandat.Approve) { c.Digest = "v2" })},
		{"deny: malformed: digest-not-stated", byLink("anna"), with(func(c *mandat.Approve) { c.Digest = "" })},
		{"deny: malformed: digest-not-stated", onWeb("nobody"), with(func(c *mandat.Approve) { c.Digest = "" })},
		{"deny: malformed: unit-unknown", byLink("anna"), with(func(c *mandat.Approve) { c.Digest, c.Resource.Units[0].Place = "", mandat.At("east") })},
		{"blocked: guard: request-changed", byLink("anna"), with(func(c *mandat.Approve) { orderIn("north")(&c.Resource) })},
		{"deny: no-right", atDesk("anna"), with(func(c *mandat.Approve) { orderIn("south")(&c.Resource) })},
		{"blocked: guard: request-changed", atDesk("sten"), with(func(c *mandat.Approve) { orderIn("south")(&c.Resource) })},
		{"blocked: guard: request-changed", byLink("anna"), with(func(c *mandat.Approve) { c.Resource.Relations[0].People = mandat.One("mia") })},
		{"blocked: guard: request-changed", byLink("anna"), with(func(c *mandat.Approve) { c.Resource.Relations = mandat.Relations{} })},
		{"allow", byLink("anna"), with(func(c *mandat.Approve) { c.Resource.Status = "waiting" })}, // the status is not content
		{"blocked: guard: approval-missing", atDesk("anna"), with(func(c *mandat.Approve) { c.Resource.ID = "o-2" })},
		{"blocked: guard: approval-missing", byLink("anna"), with(func(c *mandat.Approve) { c.Action = "change" })},
		{"deny: malformed: approval-not-needed", byLink("anna"), with(func(c *mandat.Approve) { c.Action = "read" })},
		{"deny: malformed: approval-not-needed", byLink("anna"), with(func(c *mandat.Approve) { c.Resource.Type = "thing" })},
		{"deny: malformed: org-foreign", byLink("anna"), with(func(c *mandat.Approve) { c.Resource.Org = "other" })},
		{"deny: malformed: org-not-stated", byLink("anna"), with(func(c *mandat.Approve) { c.Resource.Org = "" })},
		{"blocked: guard: already-so", byLink("anna"), steps(approves(), approves())},
	})
	once := after(t, o, byLink("anna"), approves())
	assert.Equal(t, "pending", statusOf(once))
	wantPlan(t, once, "blocked: guard: already-so", atDesk("anna"), approves())
	wantPlan(t, after(t, o, byLink("anna"), mandat.Reject(approves())), "blocked: guard: approval-missing", byLink("arne"), approves())
	assert.Equal(t, "approved", statusOf(after(t, once, byLink("arne"), approves())))
	assert.Equal(t, "rejected", statusOf(after(t, once, byLink("arne"), mandat.Reject(approves()))))
}

func TestAPendingApprovalLapses(t *testing.T) {
	o := started(t, shop(t, ruled(func(a *mandat.ApprovalRule) { a.Lasts = time.Hour })))
	over := "blocked: guard: approval-over"
	wantPlan(t, o, "allow", later(byLink("anna"), time.Hour-1), approves())
	wantPlan(t, o, over, later(byLink("anna"), time.Hour), approves())
	wantPlan(t, o, over, later(byLink("anna"), time.Hour), mandat.Reject(approves()))
	wantDecisions(t, o, []asks{{over, later(byLink("anna"), time.Hour), "attest", order()}})
	again := after(t, o, later(onWeb("olof"), time.Hour), starts())
	wantPlan(t, again, "allow", later(byLink("anna"), time.Hour), approves())
	a, _ := o.Approval("place", order())
	assert.Equal(t, mandat.ApprovalPending, a.StatusAt(noon.Add(time.Hour-1)))
	assert.Equal(t, mandat.ApprovalExpired, a.StatusAt(noon.Add(time.Hour)))
}

// A changed request is approved anew, and an order that was changed is not the
// one that was approved.
func TestAChangedRequestIsStartedAnew(t *testing.T) {
	o := after(t, started(t, shop(t)), byLink("anna"), approves())
	wantPlan(t, o, "blocked: guard: already-so", onWeb("olof"), starts())
	changed := starts()
	changed.Digest = "v2"
	o = after(t, o, onWeb("olof"), changed)
	a, _ := o.Approval("place", order())
	assert.False(t, a.Approves("v1"))
	assert.False(t, a.Approves("v2"))
	wantPlan(t, o, "blocked: guard: request-changed", byLink("anna"), approves())
}

func TestWhoWithdraws(t *testing.T) {
	withdraw := mandat.WithdrawApproval{Action: "place", Resource: order()}
	foreign := withdraw
	foreign.Resource.Org = "other"
	o := started(t, shop(t))
	checkAttempts(t, o, []attempt{
		{"allow", onWeb("olof"), steps(withdraw)},
		{"allow", onWeb("mia"), steps(withdraw)},
		{"deny: no-standing: channel-closed", atDesk("olof"), steps(withdraw)},
		{"deny: no-right", atDesk("anna"), steps(withdraw)},
		{"deny: no-standing: not-a-member", onWeb("nobody"), steps(withdraw)},
		{"deny: malformed: org-foreign", onWeb("olof"), steps(foreign)},
		{"blocked: guard: approval-missing", onWeb("olof"), steps(withdraw, withdraw)},
		{"blocked: guard: approval-missing", onWeb("mia"), steps(mandat.WithdrawApproval{Action: "change", Resource: order()})},
		{"deny: no-right", onWeb("olof"), steps(mandat.WithdrawApproval{Action: "change", Resource: order()})},
	})
	gone := after(t, o, onWeb("olof"), withdraw)
	assert.Equal(t, "withdrawn", statusOf(gone))
	wantPlan(t, gone, "blocked: guard: approval-missing", byLink("anna"), approves())
	wantPlan(t, gone, "allow", onWeb("olof"), starts())
}

// An approval is seen where it lies.
func TestAnApprovalLiesWhereItsResourceLay(t *testing.T) {
	south := has(mandat.Grant{Role: "manager", Member: "sten", Scope: mandat.Below("south")}, mandat.Grant{Role: "manager", Member: "arne", Scope: mandat.Below("north")})
	o := started(t, shop(t, south))
	a, _ := o.Approval("place", order())
	wantDecisions(t, o, []asks{
		{"allow", onWeb("mia"), "read", a.Resource("acme")},
		{"allow", onWeb("arne"), "read", a.Resource("acme")},
		{"deny: no-right", onWeb("sten"), "read", a.Resource("acme")},
		{"deny: no-right", onWeb("olof"), "read", a.Resource("acme")},
		{"deny: malformed: org-foreign", onWeb("mia"), "read", a.Resource("other")},
		{"blocked: guard: approval-missing", onWeb("sten"), "read", mandat.Approval{}.Resource("acme")},
	})
	assert.Equal(t, []mandat.Approval{a}, slices.Collect(o.Approvals()))
	assert.Equal(t, []mandat.Approval{a}, slices.Collect(o.As(onWeb("arne")).Approvals()))
	assert.Empty(t, slices.Collect(o.As(onWeb("sten")).Approvals()))
	assert.Empty(t, slices.Collect(mandat.View{}.Approvals()))
	_, found := o.Approval("place", order(func(r *mandat.Resource) { r.Org = "other" }))
	assert.False(t, found)
}

// What the requester and the voters are told.
func TestTheRequesterIsToldOfTheVote(t *testing.T) {
	o := started(t, shop(t, theRules(func(r *mandat.Rules) {
		r.Notices = []mandat.NoticeRule{{Of: mandat.ActionRef{Type: "order", Action: "place"}, Tell: []mandat.RoleID{"attestant"}},
			{Of: mandat.ActionRef{Type: "order", Action: "attest"}, Target: true}}
	})))
	told := func(c mandat.Change, err error) (all []string) {
		require.NoError(t, err)
		for _, n := range c.Notices() {
			all = append(all, string(n.To)+" of "+n.Of.String()+" "+string(n.ID))
		}
		return all
	}
	withdrawn := after(t, o, onWeb("olof"), mandat.WithdrawApproval{Action: "place", Resource: order()})
	assert.Equal(t, []string{"anna of order.place o-1", "arne of order.place o-1"}, told(withdrawn.Plan(onWeb("olof"), starts())))
	assert.Equal(t, []string{"olof of order.attest o-1"}, told(o.Plan(byLink("anna"), approves())))
	assert.Empty(t, told(o.Plan(byLink("anna"), mandat.Quietly(approves()))))
}

// To ask about a vote allocates nothing, whether something is pending or not.
func TestAskingAboutAVoteAllocatesNothing(t *testing.T) {
	o := started(t, shop(t, requester(mandat.RequesterLoggedOut)))
	pending, none, voter := order(), order(func(r *mandat.Resource) { r.ID = "o-2" }), atDesk("anna")
	for _, r := range []mandat.Resource{pending, none} {
		assert.Zero(t, testing.AllocsPerRun(100, func() { o.Decide(voter, "attest", r) }))
	}
	other := after(t, shop(t, both("olof"), requester(mandat.RequesterOtherSession)), inSession("olof", "web", "s-1"), starts())
	first := inSession("olof", "desk", "s-1")
	assert.Zero(t, testing.AllocsPerRun(100, func() { other.Decide(first, "attest", pending) }))
}
