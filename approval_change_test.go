package mandat_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// under puts actions on what the organisation itself has under approval, too.
func under(actions ...string) change {
	return theRules(func(r *mandat.Rules) {
		r.Approvals = append(r.Approvals, mandat.ApprovalRule{Of: actionsOf(actions...), By: "approve", Votes: 1})
	})
}

// A change under approval is planned again when it is approved, once.
func TestAGrantIsGivenWhenItIsApproved(t *testing.T) {
	o, gift := shop(t, under("grant.give")), giving("orderer", "sten", mandat.Below("south"))
	start := mandat.StartApproval{Action: "give", Resource: gift.Grant.Resource("acme")}
	yes := mandat.Approve{Action: "give", Resource: gift.Grant.Resource("acme")}
	wantPlan(t, o, "needs-approval", onWeb("mia"), gift)
	wantPlan(t, o, "deny: no-right", onWeb("olof"), start)
	o = after(t, o, onWeb("mia"), start)
	wantPlan(t, o, "needs-approval", onWeb("mia"), gift)
	checkAttempts(t, o, []attempt{
		{"deny: gate-closed: own-request", onWeb("mia"), steps(yes)},
		{"deny: no-right", onWeb("olof"), steps(yes)},
		{"blocked: guard: approval-missing", onWeb("max"), steps(mandat.Approve{Action: "give", Resource: giving("orderer", "sten", mandat.Below("north")).Grant.Resource("acme")})},
	})
	o = after(t, o, onWeb("max"), yes)
	for _, other := range []mandat.GrantRole{giving("orderer", "sten", mandat.Exactly("south")), giving("orderer", "arne", mandat.Below("south")), giving("attestant", "sten", mandat.WholeOrg())} {
		wantPlan(t, o, "needs-approval", onWeb("mia"), other)
	}
	wantPlan(t, o, "needs-approval", onWeb("max"), gift) // mia asked
	wantPlan(t, o, "blocked: guard: already-so", onWeb("mia"), start)
	c := wantPlan(t, o, "allow", onWeb("mia"), gift)
	assert.Equal(t, []string{"approval-used-up", "role-granted"}, eventNames(c))
	done := c.Org()
	revoked := after(t, done, onWeb("mia"), mandat.RevokeRole(gift))
	wantPlan(t, revoked, "needs-approval", onWeb("mia"), gift)
	wantPlan(t, revoked, "allow", onWeb("mia"), start)
	wantPlan(t, o, "needs-approval", onWeb("mia"), gift, mandat.RevokeRole(gift), gift) // one approval for two
}

// What was approved does not stay good for ever, where it has an end.
func TestAnApprovedChangeLapses(t *testing.T) {
	gift := giving("orderer", "sten", mandat.Below("south"))
	o := after(t, shop(t, under("grant.give")), onWeb("mia"), mandat.StartApproval{Action: "give", Resource: gift.Grant.Resource("acme"), Until: noon.Add(time.Hour)})
	o = after(t, o, onWeb("max"), mandat.Approve{Action: "give", Resource: gift.Grant.Resource("acme")})
	wantPlan(t, o, "allow", later(onWeb("mia"), time.Hour-1), gift)
	wantPlan(t, o, "needs-approval", later(onWeb("mia"), time.Hour), gift)
	again := mandat.StartApproval{Action: "give", Resource: gift.Grant.Resource("acme")}
	wantPlan(t, o, "blocked: guard: already-so", later(onWeb("mia"), time.Hour-1), again)
	wantPlan(t, o, "allow", later(onWeb("mia"), time.Hour), again)
}

// The same scope is the same request, in whichever order its units are named.
func TestARequestHasOneForm(t *testing.T) {
	r, d := shopRules(), shopData()
	r.Structures = append(r.Structures, mandat.StructureRule{Name: "folders"})
	r.Roles[0].At = append(r.Roles[0].At, mandat.Where{"organisation": {mandat.Exact}, "folders": {mandat.Exact}})
	r.Approvals = append(r.Approvals, mandat.ApprovalRule{Of: actionsOf("grant.give"), By: "approve", Votes: 1})
	d.Units = append(d.Units, mandat.Unit{ID: "box", Structure: "folders"})
	one := mandat.Grant{Role: "orderer", Member: "sten", Scope: mandat.Exactly("south").And(mandat.Exactly("box")), Until: noon.AddDate(1, 0, 0)}
	same := mandat.Grant{Role: "orderer", Member: "sten", Scope: mandat.Exactly("box").And(mandat.Exactly("south")), Until: one.Until.In(time.FixedZone("", 7200))}
	o := after(t, mustOrg(t, mustPolicy(t, r), d), onWeb("mia"), mandat.StartApproval{Action: "give", Resource: one.Resource("acme")})
	o = after(t, o, onWeb("max"), mandat.Approve{Action: "give", Resource: same.Resource("acme")})
	wantPlan(t, o, "allow", onWeb("mia"), mandat.GrantRole{Grant: same})
}

// What is to be made is approved as the value that it will be, where it will lie.
func TestWhatIsToBeMadeIsApproved(t *testing.T) {
	o := shop(t, under("unit.create"), has(mandat.Grant{Role: "manager", Member: "sten", Scope: mandat.Below("south")}))
	pier := mandat.Unit{ID: "pier", Structure: "organisation", Parent: "harbour"}
	start := mandat.StartApproval{Action: "create", Resource: pier.Resource("acme")}
	yes := mandat.Approve{Action: "create", Resource: pier.Resource("acme")}
	o = after(t, o, onWeb("mia"), start)
	wantPlan(t, o, "deny: no-right", onWeb("sten"), yes)
	o = after(t, o, onWeb("max"), yes)
	moved := pier
	moved.Parent = "south"
	wantPlan(t, o, "needs-approval", onWeb("mia"), mandat.AddUnit{Unit: moved})
	assert.Equal(t, []string{"approval-used-up", "unit-added"}, eventNames(wantPlan(t, o, "allow", onWeb("mia"), mandat.AddUnit{Unit: pier})))
}

// What exists is approved by its id.
func TestARemovalIsApproved(t *testing.T) {
	o := shop(t, under("member.remove"))
	sten := memberOf("sten")
	o = after(t, o, onWeb("mia"), mandat.StartApproval{Action: "remove", Resource: sten})
	wantPlan(t, o, "needs-approval", onWeb("mia"), mandat.RemoveMember{Person: "sten"})
	o = after(t, o, onWeb("max"), mandat.Approve{Action: "remove", Resource: sten})
	wantPlan(t, o, "needs-approval", onWeb("mia"), mandat.RemoveMember{Person: "arne"})
	wantPlan(t, o, "allow", onWeb("mia"), mandat.RemoveMember{Person: "sten"})
}

// An invitation to a role can be approved before it is sent.
func TestAnInvitationIsApproved(t *testing.T) {
	invites := theRules(func(r *mandat.Rules) {
		r.Administer[0].May = append(r.Administer[0].May, mandat.AdminInvite)
		r.Joining.Invitation.Carries = []mandat.RoleID{"orderer"}
		r.Roles[2].Can = append(r.Roles[2].Can, gives("invitation.send", "invitation.approve"))
	})
	token, address, hash := inviteOf(t, "eva")
	gift := mandat.Grant{Role: "orderer", Member: "eva", Scope: mandat.Below("south")}
	invite := mandat.InvitePerson{Invitation: "i-1", Person: "eva", Roles: []mandat.Grant{gift}, Token: hash}
	sent := mandat.Invitation{ID: "i-1", Person: "eva", Grants: []mandat.Grant{gift}}.Resource("acme")
	o := shop(t, invites, under("grant.invite", "invitation.send"))
	o = after(t, o, onWeb("mia"), mandat.StartApproval{Action: "invite", Resource: gift.ResourceAt("acme", "")}, mandat.StartApproval{Action: "send", Resource: sent})
	o = after(t, o, onWeb("max"), mandat.Approve{Action: "invite", Resource: gift.Resource("acme")})
	wantPlan(t, o, "needs-approval", onWeb("mia"), invite)
	o = after(t, o, onWeb("max"), mandat.Approve{Action: "send", Resource: sent})
	c := wantPlan(t, o, "allow", onWeb("mia"), invite)
	assert.Equal(t, []string{"approval-used-up", "approval-used-up", "invitation-sent"}, eventNames(c))
	wantPlan(t, c.Org(), "allow", mandat.Subject{Person: "eva", Channel: "desk", At: noon}, mandat.AcceptInvitation{Invitation: "i-1", Token: token, Address: address})
}

// approvalsOf is a shop with approvals of every status.
func approvalsOf(t testing.TB) *mandat.Org {
	t.Helper()
	o := shop(t, votes(2), under("grant.give", "member.remove"))
	on := func(id mandat.ResourceID) mandat.Resource {
		return order(func(r *mandat.Resource) { r.ID = id })
	}
	for _, id := range []mandat.ResourceID{"o-1", "o-2", "o-3", "o-4"} {
		o = after(t, o, onWeb("olof"), mandat.StartApproval{Action: "place", Resource: on(id), Digest: "v1", Until: noon.Add(time.Hour)})
	}
	vote := func(id mandat.ResourceID, p mandat.PersonID) {
		o = after(t, o, atDesk(p), mandat.Approve{Action: "place", Resource: on(id), Digest: "v1"})
	}
	vote("o-1", "anna")
	vote("o-2", "anna")
	vote("o-2", "arne")
	vote("o-3", "arne")
	o = after(t, o, atDesk("anna"), mandat.Reject{Action: "place", Resource: on("o-3"), Digest: "v1"})
	o = after(t, o, onWeb("olof"), mandat.WithdrawApproval{Action: "place", Resource: on("o-4")})
	o = after(t, o, onWeb("olof"), mandat.StartApproval{Action: "change", Resource: on("o-2"), Digest: "v2"})
	gift := giving("orderer", "sten", mandat.Below("south"))
	o = after(t, o, onWeb("mia"), mandat.StartApproval{Action: "give", Resource: gift.Grant.Resource("acme")}, mandat.StartApproval{Action: "remove", Resource: memberOf("arne")})
	o = after(t, o, onWeb("max"), mandat.Approve{Action: "give", Resource: gift.Grant.Resource("acme")})
	return after(t, o, onWeb("mia"), gift)
}

// Approvals survive plain data, an import, JSON and another version of the
// policy.
func TestApprovalsAreKept(t *testing.T) {
	o := approvalsOf(t)
	var statuses []mandat.ApprovalStatus
	for a := range o.Approvals() {
		statuses = append(statuses, a.Status)
	}
	assert.Equal(t, []mandat.ApprovalStatus{"pending", "approved", "pending", "rejected", "withdrawn", "used", "pending"}, statuses)
	text, err := json.Marshal(o.Data().Approvals)
	require.NoError(t, err)
	var read []mandat.Approval
	require.NoError(t, json.Unmarshal(text, &read))
	assert.Equal(t, o.Data().Approvals, read)
	imported, err := mandat.Import(o.Policy(), o.Data(), noon)
	require.NoError(t, err)
	assert.Equal(t, o.Data().Approvals, imported.Org().Data().Approvals)
	data := o.Data()
	data.Approvals[0].Votes[0].By, data.Approvals[0].Units["organisation"], data.Approvals[0].Relations["orderer"][0] = "mallory", "south", "mallory"
	assert.Equal(t, read, o.Data().Approvals, "what is handed out is not the organisation's own")
}

func TestApprovalsThatCannotBe(t *testing.T) {
	for _, row := range []struct {
		spoil func(*mandat.Approval)
		want  string
	}{
		{func(a *mandat.Approval) { a.Request = mandat.Request{} }, "id-missing"},
		{func(a *mandat.Approval) { a.Request.Action.Action = "" }, "id-missing"},
		{func(a *mandat.Approval) { a.By = "" }, "id-missing"},
		{func(a *mandat.Approval) { a.By = "mallory" }, `"mallory" is no member`},
		{func(a *mandat.Approval) { a.Votes[0].By = "mallory" }, `"mallory" is no member`},
		{func(a *mandat.Approval) { a.Votes = append(a.Votes, a.Votes[0]) }, "value-invalid"},
		{func(a *mandat.Approval) { a.Status = "" }, "value-invalid"},
		{func(a *mandat.Approval) { a.Status = mandat.ApprovalExpired }, "value-invalid"},
		{func(a *mandat.Approval) { a.Status = mandat.ApprovalApproved }, "approved with 1 of 2 votes"},
		{func(a *mandat.Approval) { a.Needed = 0 }, "value-invalid"},
		{func(a *mandat.Approval) { a.At = time.Time{} }, "value-invalid"},
		{func(a *mandat.Approval) { a.Digest = "\xff" }, "value-invalid"},
		{func(a *mandat.Approval) { a.Units["organisation"] = "\xff" }, "value-invalid"},
		{func(a *mandat.Approval) { a.Relations["\xff"] = nil }, "value-invalid"},
		{func(a *mandat.Approval) { a.Relations["orderer"] = []mandat.PersonID{""} }, "value-invalid"},
		{func(a *mandat.Approval) { a.Request.ID = "" }, "id-missing"},
		{func(a *mandat.Approval) { a.Request.ID = "\xff" }, "value-invalid"},
		{func(a *mandat.Approval) { a.Request.Value = "\xff" }, "value-invalid"},
		{func(a *mandat.Approval) { a.Request.Action.Type = "" }, "id-missing"},
		{func(a *mandat.Approval) { a.Through = "\xff" }, "value-invalid"},
		{func(a *mandat.Approval) { a.Votes[0].Through = "\xff" }, "value-invalid"},
		{func(a *mandat.Approval) { a.Units[""] = "south" }, "value-invalid"},
		{func(a *mandat.Approval) { a.Status = mandat.ApprovalUsed }, "used with 1 of 2 votes"},
		{func(a *mandat.Approval) { a.At = noon.AddDate(9000, 0, 0) }, "Approvals[0].At: the time is not in the years"},
		{func(a *mandat.Approval) { a.Until = noon.AddDate(9000, 0, 0) }, "Approvals[0].Until: the time is not in the years"},
	} {
		data := approvalsOf(t).Data()
		row.spoil(&data.Approvals[0])
		_, err := mandat.NewOrg(approvalsOf(t).Policy(), data)
		assert.ErrorContains(t, err, row.want)
		assert.ErrorContains(t, err, "Approvals[0]")
	}
	data := approvalsOf(t).Data()
	data.Approvals = append(data.Approvals, data.Approvals[0])
	_, err := mandat.NewOrg(approvalsOf(t).Policy(), data)
	assert.ErrorContains(t, err, "Approvals[7].Request: an approval of the same request stands here twice")
}
