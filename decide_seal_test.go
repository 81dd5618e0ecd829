package mandat_test

import (
	"testing"

	"github.com/mandat-go/mandat"
)

func TestRightsHeldAboveASealDoNotReachInside(t *testing.T) {
	for _, row := range []struct {
		at     mandat.Scope
		inside bool
	}{
		{mandat.WholeOrg(), false},
		{mandat.Below("acme"), false},
		{mandat.Below("sales"), false},
		{mandat.Below("vault"), true}, // the sealed unit itself
	} {
		o := given(t, role("reader", can("read")), granted("reader", "kalle", row.at))
		if row.inside {
			o.allow(as("kalle"), "read", contract("c-9", "vault"))
		} else {
			o.deny(as("kalle"), "read", contract("c-9", "vault"))
		}
	}
}

func TestTheInnermostSealCounts(t *testing.T) {
	o := given(t, role("reader", can("read")), granted("reader", "kalle", mandat.Below("vault")), granted("reader", "anna", mandat.Below("safe")))
	o.deny(as("kalle"), "read", contract("c-9", "safe"))
	o.deny(as("kalle"), "read", contract("c-9", "box"))
	o.allow(as("anna"), "read", contract("c-9", "box"))
}

func TestAListDoesNotOpenASeal(t *testing.T) {
	c := contract("c-9", "vault", listed(mandat.Named("kalle"), mandat.Named("anna")))
	o := given(t, role("reader", can("read")), granted("reader", "kalle", mandat.WholeOrg()), granted("reader", "anna", mandat.Exactly("safe")))
	o.deny(as("kalle"), "read", c)
	o.allow(as("anna"), "read", c) // inside the seal, where the list takes the place of covering
}

func TestAPermissionThatPassesSealsPierces(t *testing.T) {
	o := given(t, role("auditor", canPast(mandat.PastSeals, "read"), can("delete")), granted("auditor", "kalle", mandat.Below("acme")))
	o.allow(as("kalle"), "read", contract("c-9", "box"))
	o.deny(as("kalle"), "delete", contract("c-9", "box"))
	o.deny(as("kalle"), "read", contract("c-9", "box", listed())) // piercing is not overriding
}

func TestTheHomeUnitMayLieInsideASeal(t *testing.T) {
	o := given(t, everyone(can("read"), where(mandat.Where{"organisation": {mandat.HomeSubtree}})),
		data(func(d *mandat.OrgData) { d.Members[0].Home = "vault" }))
	o.allow(as("kalle"), "read", contract("c-9", "vault"))
	o.deny(as("kalle"), "read", contract("c-9", "safe"))
}

func TestEverySealAroundTheResourceCountsInItsStructure(t *testing.T) {
	sealed := data(func(d *mandat.OrgData) { d.Units[8].Sealed = true }) // room
	o := given(t, sealed, role("host", can("booking.read")),
		granted("host", "kalle", mandat.Below("vault").And(mandat.Below("room"))), granted("host", "anna", mandat.Below("vault")), granted("host", "nils", mandat.Below("room")))
	both := booking("b-1", mandat.At("vault"), mandat.At("desk"))
	o.allow(as("kalle"), "read", both)
	o.deny(as("anna"), "read", both)
	o.deny(as("nils"), "read", both)
	o.allow(as("anna"), "read", booking("b-1", mandat.At("vault"), mandat.At("house")))
	o.allow(as("nils"), "read", booking("b-1", mandat.At("sales"), mandat.At("desk")))
}

func TestHoldingARoleOutsideASealIsNotHoldingItInside(t *testing.T) {
	o := given(t, role("clerk", can("read")), everyone(permits(mandat.Permission{When: &mandat.Condition{Holds: []mandat.RoleID{"clerk"}}, Past: mandat.PastSeals}, []string{"sign"})),
		granted("clerk", "kalle", mandat.Below("sales")))
	o.allow(as("kalle"), "sign", contract("c-9", "domestic"))
	o.deny(as("kalle"), "sign", contract("c-9", "vault"))
}
