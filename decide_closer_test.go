package mandat_test

import (
	"testing"

	"github.com/mandat-go/mandat"
)

func TestAGateBeatsEveryRight(t *testing.T) {
	o := given(t, role("admin", canPast(mandat.PastLists|mandat.PastSeals, "read", "edit", "delete", "sign")), granted("admin", "kalle", mandat.WholeOrg()),
		gate(hasStatus("draft"), "delete"))
	o.allow(as("kalle"), "delete", contract("c-9", "sales", status("draft")))
	o.want("deny: gate-closed", as("kalle"), "delete", contract("c-9", "sales"))
	o.allow(as("kalle"), "read", contract("c-9", "sales"))
}

func TestEveryGateMustBeOpen(t *testing.T) {
	o := given(t, everyone(can("delete")), gate(hasStatus("draft"), "delete"), gate(not(hasLabel("secret")), "delete"))
	o.allow(as("kalle"), "delete", contract("c-9", "sales", status("draft")))
	o.want("deny: gate-closed", as("kalle"), "delete", contract("c-9", "sales", status("draft"), labels("secret")))
	o.want("deny: gate-closed", as("kalle"), "delete", contract("c-9", "sales"))
}

func TestAGuardBlocksTheEntitled(t *testing.T) {
	o := given(t, role("clerk", can("delete")), granted("clerk", "kalle", mandat.WholeOrg()), guard(hasStatus("ended"), "delete"))
	o.allow(as("kalle"), "delete", contract("c-9", "sales", status("ended")))
	o.want("blocked: guard", as("kalle"), "delete", contract("c-9", "sales"))
	o.deny(as("anna"), "delete", contract("c-9", "sales"))
}

func TestWhatIsUnderApprovalMayBeStarted(t *testing.T) {
	o := given(t, everyone(can("sign", "delete")), role("boss", can("vote")), approval("vote", "sign"))
	o.want("needs-approval", as("kalle"), "sign", contract("c-9", "sales"))
	o.allow(as("kalle"), "delete", contract("c-9", "sales"))
}

func TestTheEarliestStepThatFailsAnswers(t *testing.T) {
	closed := gate(hasStatus("draft"), "edit-name")
	blocked := guard(hasLabel("urgent"), "edit-name")
	approved := approval("vote", "edit-name")
	all := everyone(can("read", "edit"))
	c := contract("c-9", "sales")
	given(t, approved, blocked, closed, everyone(can("read", "edit-name"))).deny(as("kalle"), "edit", c) // no right to edit-period
	given(t, approved, blocked, closed, all).want("deny: gate-closed", as("kalle"), "edit", c)
	given(t, approved, blocked, all).want("blocked: guard", as("kalle"), "edit", c)
	given(t, approved, all).want("needs-approval", as("kalle"), "edit", c)
	given(t, all).allow(as("kalle"), "edit", c)
	given(t, approved, blocked, closed, all).want("deny: no-standing: not-a-member", as("nobody"), "edit", c)
	given(t, approved, blocked, closed, all).want("deny: malformed: status-not-stated", as("nobody"), "edit", contract("c-9", "sales", status("")))
}

func TestRulesOnAGroupMeanEachOfItsMembers(t *testing.T) {
	c := contract("c-9", "sales")
	all := everyone(can("read", "edit", "delete"))
	given(t, all, gate(hasStatus("draft"), "edit")).want("deny: gate-closed", as("kalle"), "edit-name", c)
	given(t, all, guard(hasStatus("draft"), "edit")).want("blocked: guard", as("kalle"), "edit-name", c)
	given(t, all, approval("vote", "edit-name")).want("needs-approval", as("kalle"), "edit-name", c)
	given(t, all, gate(hasStatus("draft"), "edit"), guard(hasStatus("draft"), "edit"), approval("vote", "edit-name")).allow(as("kalle"), "delete", c)
}

func TestARuleOnOneMemberConcernsTheGroupAndNoOtherMember(t *testing.T) {
	o := given(t, everyone(can("read", "edit")), gate(hasStatus("draft"), "edit-name"))
	o.want("deny: gate-closed", as("kalle"), "edit", contract("c-9", "sales"))
	o.allow(as("kalle"), "edit-period", contract("c-9", "sales"))
}

func TestAGateOnWhatAnActionNeedsClosesTheAction(t *testing.T) {
	o := given(t, everyone(can("read", "edit")), gate(not(hasLabel("secret")), "read"))
	o.allow(as("kalle"), "edit-name", contract("c-9", "sales"))
	o.want("deny: gate-closed", as("kalle"), "edit-name", contract("c-9", "sales", labels("secret")))
}

func TestEntitledTellsHideFromGrey(t *testing.T) {
	o := given(t, everyone(can("delete", "sign")), gate(hasStatus("draft"), "delete"), guard(hasLabel("urgent"), "sign"), role("boss", can("edit")))
	c := contract("c-9", "sales")
	for action, entitled := range map[mandat.Action]bool{"delete": true, "sign": true, "read": false} {
		if d := o.Decide(as("kalle"), action, c); d.Entitled() != entitled || d.Allowed() {
			t.Errorf("%s: entitled %t; want %t", sentence(as("kalle"), action, c, d), d.Entitled(), entitled)
		}
	}
}

func TestAMenuHasEveryActionInTheOrderOfThePolicy(t *testing.T) {
	o := given(t, everyone(can("read", "delete")), gate(hasStatus("draft"), "delete"))
	var menu []string
	for a, d := range o.As(as("kalle")).Actions(contract("c-9", "sales")) {
		menu = append(menu, string(a)+": "+d.String())
	}
	wantEqual(t, menu, []string{"read: allow", "edit: deny: no-right", "edit-name: deny: no-right", "edit-period: deny: no-right", "delete: deny: gate-closed", "sign: deny: no-right", "vote: deny: no-right"})

	for range o.As(as("kalle")).Actions(mandat.Resource{Type: "no-type"}) {
		t.Error("a resource of an unknown type has actions")
	}
	n := 0
	for range o.As(as("kalle")).Actions(contract("c-9", "sales")) {
		if n++; n == 2 {
			break
		}
	}
	wantEqual(t, n, 2)
}
