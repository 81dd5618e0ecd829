package mandat_test

import (
	"testing"
	"time"

	"github.com/mandat-go/mandat"
)

func TestAGroupIsAllowedOnlyIfEachOfItsMembersIs(t *testing.T) {
	c := contract("c-9", "sales")
	o := given(t, everyone(can("read", "edit-name")))
	o.allow(as("kalle"), "edit-name", c)
	o.deny(as("kalle"), "edit", c)
	o = given(t, everyone(can("read", "edit-name", "edit-period")))
	o.allow(as("kalle"), "edit", c)
}

func TestToGiveAGroupIsToGiveEachOfItsMembers(t *testing.T) {
	c := contract("c-9", "sales")
	o := given(t, everyone(can("read", "edit")))
	o.allow(as("kalle"), "edit", c)
	o.allow(as("kalle"), "edit-period", c)
	o.deny(as("kalle"), "delete", c)
}

func TestWhatAGroupNeedsItsMembersNeed(t *testing.T) {
	c := contract("c-9", "sales")
	given(t, everyone(can("edit"))).deny(as("kalle"), "edit-name", c)
	given(t, everyone(can("edit", "read"))).allow(as("kalle"), "edit-name", c)
}

func TestNeedsAreFollowedToTheEnd(t *testing.T) {
	chain := rules(func(r *mandat.Rules) {
		r.Types[1].Actions = []mandat.ActionRule{{Name: "read"}, {Name: "edit", Needs: []mandat.Action{"read"}}, {Name: "sign", Needs: []mandat.Action{"edit"}}}
	})
	c := contract("c-9", "sales")
	given(t, chain, everyone(can("sign", "edit"))).deny(as("kalle"), "sign", c)
	given(t, chain, everyone(can("sign", "edit", "read"))).allow(as("kalle"), "sign", c)
}

func TestRightsForOneQuestionMayComeFromSeveralRoles(t *testing.T) {
	c := contract("c-9", "sales")
	o := given(t, everyone(can("read")), role("namer", can("edit-name")), role("planner", can("edit-period")),
		granted("namer", "kalle", mandat.WholeOrg()), granted("planner", "kalle", mandat.Exactly("sales")))
	o.allow(as("kalle"), "edit", c)
	o.deny(as("kalle"), "edit", contract("c-9", "domestic"))
}

func TestAnActionOfOneTypeIsNoActionOfAnother(t *testing.T) {
	o := given(t, everyone(can("folder.read")))
	o.allow(as("kalle"), "read", folder("f-1", "sales"))
	o.deny(as("kalle"), "read", contract("c-9", "sales"))
}

func TestAGrantCoversItsUnitWithOrWithoutWhatIsBelow(t *testing.T) {
	for _, row := range []struct {
		at      mandat.Scope
		yes, no mandat.UnitID
	}{
		{at: mandat.Exactly("sales"), yes: "sales", no: "domestic"},
		{at: mandat.Below("sales"), yes: "domestic", no: "purchasing"},
		{at: mandat.Below("domestic"), yes: "domestic", no: "sales"},
		{at: mandat.AtHome(), yes: "sales", no: "domestic"},
		{at: mandat.BelowHome(), yes: "domestic", no: "acme"},
	} {
		o := given(t, role("reader", can("read")), granted("reader", "kalle", row.at))
		o.allow(as("kalle"), "read", contract("c-9", row.yes))
		o.deny(as("kalle"), "read", contract("c-9", row.no))
		o.deny(as("kalle"), "read", contract("c-9", row.yes, nowhere))
	}
}

func TestAWholeOrgGrantCoversWhatIsNowhere(t *testing.T) {
	o := given(t, role("reader", can("read")), granted("reader", "kalle", mandat.WholeOrg()), granted("reader", "anna", mandat.Below("acme")))
	o.allow(as("kalle"), "read", contract("c-9", "", nowhere))
	o.deny(as("anna"), "read", contract("c-9", "", nowhere))
}

func TestHomeIsWhateverItIsToday(t *testing.T) {
	o := given(t, role("reader", can("read")), granted("reader", "kalle", mandat.AtHome()), granted("reader", "nils", mandat.BelowHome()),
		data(func(d *mandat.OrgData) { d.Members[0].Home = "purchasing" }))
	o.allow(as("kalle"), "read", contract("c-9", "purchasing"))
	o.deny(as("kalle"), "read", contract("c-9", "sales"))
	o.deny(as("nils"), "read", contract("c-9", "sales")) // who has no home is covered nowhere
}

func TestAGrantCoversWhenEveryUnitThatItNamesDoes(t *testing.T) {
	o := given(t, role("host", can("booking.read")), granted("host", "kalle", mandat.Below("sales").And(mandat.Exactly("room"))),
		granted("host", "anna", mandat.Below("house")))
	o.allow(as("kalle"), "read", booking("b-1", mandat.At("domestic"), mandat.At("room")))
	o.deny(as("kalle"), "read", booking("b-1", mandat.At("domestic"), mandat.At("desk")))
	o.deny(as("kalle"), "read", booking("b-1", mandat.At("purchasing"), mandat.At("room")))
	o.allow(as("anna"), "read", booking("b-1", mandat.At("purchasing"), mandat.At("desk")))
	o.deny(as("anna"), "read", booking("b-1", mandat.Nowhere(), mandat.At("desk"))) // lacks a unit that its type requires
}

func TestAStructureThatTheTypeDoesNotHaveIsNeverCovered(t *testing.T) {
	o := given(t, role("reader", can("read")), granted("reader", "kalle", mandat.Below("sales").And(mandat.Exactly("room"))),
		granted("reader", "anna", mandat.Below("sales")))
	o.allow(as("anna"), "read", contract("c-9", "sales"))
	o.deny(as("kalle"), "read", contract("c-9", "sales"))
}

func TestAGrantIsInForceFromAndUntilJustBefore(t *testing.T) {
	until := now.Add(time.Hour)
	o := given(t, role("reader", can("read")), grant(mandat.Grant{Role: "reader", Member: "kalle", Scope: mandat.WholeOrg(), From: now, Until: until}))
	c := contract("c-9", "sales")
	o.deny(as("kalle", moment(now.Add(-1))), "read", c)
	o.allow(as("kalle", moment(now)), "read", c)
	o.allow(as("kalle", moment(until.Add(-1))), "read", c)
	o.deny(as("kalle", moment(until)), "read", c)
	o.allow(as("kalle", moment(now.In(time.FixedZone("east", 3600*9)))), "read", c)
}

// The year 0 lies before the zero time, which is no limit there either.
func TestAGrantWithoutABeginningIsInForceInTheYear0(t *testing.T) {
	o := given(t, role("reader", can("read")), grant(mandat.Grant{Role: "reader", Member: "kalle", Scope: mandat.WholeOrg(), Until: now}))
	o.allow(as("kalle", moment(time.Date(0, 6, 1, 0, 0, 0, 0, time.UTC))), "read", contract("c-9", "sales"))
}

func TestAnIncludedRoleGivesItsPermissionsWhereTheGrantIs(t *testing.T) {
	o := given(t, role("reader", can("read")), role("editor", includes("reader"), can("edit")), role("chief", includes("editor")),
		granted("chief", "kalle", mandat.Below("sales")))
	o.allow(as("kalle"), "edit", contract("c-9", "domestic"))
	o.deny(as("kalle"), "read", contract("c-9", "purchasing"))
}

func TestThreeWaysOfHangingOnASetting(t *testing.T) {
	c := contract("c-9", "sales")
	whole := role("clerk", hangsOn("extra"), can("read"))
	one := role("clerk", permits(mandat.Permission{Setting: "extra"}, []string{"read"}), can("delete"))
	condition := role("clerk", canIf(mandat.Condition{Setting: []mandat.Setting{"extra"}}, "read"))
	for _, clerk := range []part{whole, one, condition} {
		given(t, clerk, granted("clerk", "kalle", mandat.WholeOrg()), set("extra", true)).allow(as("kalle"), "read", c)
		given(t, clerk, granted("clerk", "kalle", mandat.WholeOrg())).deny(as("kalle"), "read", c)
	}
	o := given(t, one, granted("clerk", "kalle", mandat.WholeOrg()))
	o.allow(as("kalle"), "delete", c) // the other permission hangs on nothing
}

func TestASettingHasThePolicysDefaultUntilItIsSet(t *testing.T) {
	c := contract("c-9", "sales")
	clerk := everyone(permits(mandat.Permission{Setting: "archive"}, []string{"read"}))
	given(t, clerk).allow(as("kalle"), "read", c)
	given(t, clerk, set("archive", false)).deny(as("kalle"), "read", c)
}

func TestPermissionsCountInTheChannelsThatTheirRoleOpens(t *testing.T) {
	c := contract("c-9", "sales")
	o := given(t, role("clerk", opens("mail"), can("read")), granted("clerk", "kalle", mandat.WholeOrg()))
	o.allow(as("kalle", via("mail")), "read", c)
	o.deny(as("kalle", via("web")), "read", c) // everyone opens the web, clerk does not
}

func TestARoleThatIncludesAnotherOpensItsOwnChannelsForIt(t *testing.T) {
	c := contract("c-9", "sales")
	o := given(t, role("clerk", opens("mail"), can("read")), role("chief", includes("clerk"), opens("web"), can("delete")),
		granted("chief", "kalle", mandat.WholeOrg()))
	o.allow(as("kalle", via("web")), "read", c)
	o.allow(as("kalle", via("mail")), "read", c)
	o.allow(as("kalle", via("mail")), "delete", c)
	o.deny(as("kalle", linkFor("read", "c-9")), "read", c)
}

func TestARoleThatNamesNoChannelCountsInAny(t *testing.T) {
	c := contract("c-9", "sales")
	o := given(t, role("reader", can("read")), role("chief", includes("reader"), opens("mail"), can("delete")),
		granted("chief", "kalle", mandat.WholeOrg()))
	o.allow(as("kalle", via("web")), "read", c)
	o.deny(as("kalle", via("web")), "delete", c) // chief names a channel, and it is another
}

func TestTheBaseRoleHoldsAtThePlaceThatThePolicyGivesIt(t *testing.T) {
	o := given(t, everyone(can("read"), where(mandat.Where{"organisation": {mandat.HomeSubtree}})))
	o.allow(as("kalle"), "read", contract("c-9", "domestic"))
	o.deny(as("kalle"), "read", contract("c-9", "purchasing"))
	o.deny(as("nils"), "read", contract("c-9", "sales"))
	given(t, everyone(can("read"))).allow(as("nils"), "read", contract("c-9", "", nowhere))
}

func TestTheBaseRoleHangsOnItsSetting(t *testing.T) {
	c := contract("c-9", "sales")
	parts := []part{everyone(can("read"), hangsOn("extra")), role("clerk", opens("web"), can("delete")), granted("clerk", "kalle", mandat.WholeOrg())}
	given(t, append(parts, set("extra", true))...).allow(as("kalle"), "read", c)
	given(t, parts...).deny(as("kalle"), "read", c)
}

func TestAConditionOnARelationChangesNoPlace(t *testing.T) {
	mine := hasRelation("responsible")
	o := given(t, role("owner", canIf(mine, "delete")), granted("owner", "kalle", mandat.Exactly("sales")), everyone(canIf(mine, "sign")))
	o.allow(as("kalle"), "delete", contract("c-9", "sales", related("responsible", "kalle")))
	o.deny(as("kalle"), "delete", contract("c-9", "purchasing", related("responsible", "kalle")))
	o.allow(as("kalle"), "sign", contract("c-9", "purchasing", related("responsible", "anna", "kalle"))) // the base role, for the whole organisation
	o.deny(as("kalle"), "sign", contract("c-9", "purchasing", related("deputy", "kalle")))
}

func TestTheFunctionAlwaysComesFromARole(t *testing.T) {
	o := given(t, role("reader", can("read")), granted("reader", "anna", mandat.WholeOrg()))
	c := contract("c-9", "sales", related("responsible", "kalle"), listed(mandat.Named("kalle"), mandat.Named("anna")))
	o.allow(as("anna"), "read", c)
	o.deny(as("kalle"), "read", c)
}

// An action needs everything that it says, and everything that a group around
// it says, each on its own.
func TestAnActionNeedsAllThatItAndItsGroupsNeed(t *testing.T) {
	needing := rules(func(r *mandat.Rules) {
		c := &r.Types[contractType]
		for i := range c.Actions {
			if c.Actions[i].Name == "edit-name" {
				c.Actions[i].Needs = []mandat.Action{"delete", "sign"}
			}
		}
	})
	c := contract("c-9", "sales", status("draft"))
	given(t, needing, everyone(can("edit-name", "delete", "sign", "read"))).allow(as("kalle"), "edit-name", c)
	for _, lacking := range [][]string{{"edit-name", "sign", "read"}, {"edit-name", "delete", "read"}, {"edit-name", "delete", "sign"}} {
		given(t, needing, everyone(can(lacking...))).deny(as("kalle"), "edit-name", c)
	}
}
