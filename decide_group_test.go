package mandat_test

import (
	"testing"
	"time"

	"github.com/mandat-go/mandat"
)

func TestARoleGivenToAGroupIsItsMembers(t *testing.T) {
	o := given(t, role("reader", can("read")), group("team", "", "kalle"), grantedGroup("reader", "team", mandat.Below("sales")))
	o.allow(as("kalle"), "read", contract("c-9", "domestic"))
	o.deny(as("kalle"), "read", contract("c-9", "purchasing"))
	o.deny(as("anna"), "read", contract("c-9", "domestic"))
}

func TestAMemberOfAStaticGroupIsAMemberOfTheDynamicOneAroundIt(t *testing.T) {
	o := given(t, role("reader", can("read")), group("team", "", "kalle"), group("crew", "", "anna"), groupOf("teams", "", "team", "crew"),
		grantedGroup("reader", "teams", mandat.WholeOrg()))
	c := contract("c-9", "sales")
	o.allow(as("kalle"), "read", c)
	o.allow(as("anna"), "read", c)
	o.deny(as("nils"), "read", c)
}

func TestAGroupOfAUnitCountsThereAndBelowOnly(t *testing.T) {
	o := given(t, role("reader", can("read")), group("team", "sales", "kalle"), grantedGroup("reader", "team", mandat.WholeOrg()))
	o.allow(as("kalle"), "read", contract("c-9", "domestic"))
	o.deny(as("kalle"), "read", contract("c-9", "purchasing"))
	o.deny(as("kalle"), "read", contract("c-9", "", nowhere))

	o = given(t, everyone(can("read")), group("team", "sales", "kalle")) // in a list too
	o.allow(as("kalle"), "read", contract("c-9", "domestic", listed(mandat.InGroup("team"))))
	o.deny(as("kalle"), "read", contract("c-9", "purchasing", listed(mandat.InGroup("team"))))
}

func TestAGroupOfAUnitCountsForMembersWhoLieThere(t *testing.T) {
	o := given(t, role("reader", can("read")), group("team", "sales", "kalle", "anna", "nils"), grantedGroup("reader", "team", mandat.WholeOrg()))
	c := contract("c-9", "sales")
	o.allow(as("kalle"), "read", c)
	o.deny(as("anna"), "read", c) // at home elsewhere
	o.deny(as("nils"), "read", c) // at home nowhere

	o = given(t, everyone(can("read")), group("team", "sales", "kalle", "anna"))
	o.allow(as("kalle"), "read", contract("c-9", "sales", listed(mandat.InGroup("team"))))
	o.deny(as("anna"), "read", contract("c-9", "sales", listed(mandat.InGroup("team"))))
}

func TestWithoutHomeUnitsAGrantThereMakesAMemberLieThere(t *testing.T) {
	b := booking("b-1", mandat.At("sales"), mandat.At("desk"))
	parts := []part{role("host", can("booking.read")), role("guest", can("booking.cancel")),
		group("team", "room", "kalle", "anna", "nils", "ida"), grantedGroup("host", "team", mandat.WholeOrg()),
		granted("guest", "kalle", mandat.Exactly("desk")),
		granted("guest", "anna", mandat.Below("house")), // above the room
		grant(mandat.Grant{Role: "guest", Member: "nils", Scope: mandat.Exactly("room"), Until: now.Add(-time.Hour)})}
	o := given(t, parts...)
	o.allow(as("kalle"), "read", b)
	o.deny(as("anna"), "read", b)
	o.deny(as("nils"), "read", b) // losing the last grant in a unit ends membership of that unit's groups
	o.allow(as("nils", moment(now.Add(-2*time.Hour))), "read", b)

	// A grant to a group makes nobody lie anywhere.
	o = given(t, append(parts, group("all", "", "anna"), grantedGroup("guest", "all", mandat.Exactly("room")))...)
	o.deny(as("anna"), "read", b)
}

func TestAnInactiveMemberLiesWhereARoleThatNeedsNoAccountIs(t *testing.T) {
	b := booking("b-1", mandat.At("sales"), mandat.At("desk"))
	parts := []part{role("host", noAccount, opens("mail"), can("booking.read")), role("guest", can("booking.cancel")), role("visitor", noAccount, can("booking.cancel")),
		group("team", "room", "ida"), grantedGroup("host", "team", mandat.WholeOrg())}
	given(t, append(parts, granted("visitor", "ida", mandat.Exactly("room")))...).allow(as("ida", via("mail")), "read", b)
	given(t, append(parts, granted("guest", "ida", mandat.Exactly("room")))...).want("deny: no-standing: not-active", as("ida", via("mail")), "read", b)
}

func TestAMemberMustLieInTheUnitOfEachGroup(t *testing.T) {
	o := given(t, everyone(can("read")), group("team", "", "kalle", "anna"), groupOf("teams", "sales", "team"))
	c := contract("c-9", "sales", listed(mandat.InGroup("teams")))
	o.allow(as("kalle"), "read", c)
	o.deny(as("anna"), "read", c) // lies in team's unit, which is the organisation, but not in sales
}

func TestTheHomeOfAGroupsGrantIsTheMembersHome(t *testing.T) {
	o := given(t, role("reader", can("read")), group("team", "", "kalle", "anna"), grantedGroup("reader", "team", mandat.AtHome()))
	o.allow(as("kalle"), "read", contract("c-9", "sales"))
	o.deny(as("anna"), "read", contract("c-9", "sales"))
	o.allow(as("anna"), "read", contract("c-9", "purchasing"))
}
