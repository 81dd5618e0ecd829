package mandat_test

import (
	"testing"
	"time"

	"github.com/mandat-go/mandat"
)

// Every test of the decide files is one sentence of
// doc/decisions/0001-readings-of-a-decision.md: an allow, and the nearest
// question that is not allowed.

func TestOnlyMembersHaveStanding(t *testing.T) {
	o := given(t, everyone(can("read")))
	c := contract("c-9", "sales")
	o.allow(as("kalle"), "read", c)
	o.want("deny: no-standing: not-a-member", as("nobody"), "read", c)
	o.want("deny: no-standing: not-a-member", as(""), "read", c)
	o.want("deny: no-standing: not-a-member", as("rune"), "read", c) // removed
}

func TestMembersNotYetActiveHaveNoStanding(t *testing.T) {
	o := given(t, everyone(can("read")), role("party", noAccount, opens("mail"), can("read")),
		granted("party", "ivar", mandat.WholeOrg()), granted("party", "adam", mandat.WholeOrg()), granted("party", "ida", mandat.WholeOrg()))
	c := contract("c-9", "sales")
	o.allow(as("ida", via("mail")), "read", c)
	o.want("deny: no-standing: not-active", as("ivar", via("mail")), "read", c)
	o.want("deny: no-standing: not-active", as("adam", via("mail")), "read", c)
}

func TestAnInactiveMemberHoldsOnlyRolesThatNeedNoAccount(t *testing.T) {
	c := contract("c-9", "sales")
	party := role("party", noAccount, opens("mail"), can("sign"), includes("clerk"))
	clerk := role("clerk", can("delete"), opens("mail"))
	o := given(t, everyone(can("read")), party, clerk, granted("party", "ida", mandat.WholeOrg()))
	o.allow(as("ida", via("mail")), "sign", c)
	o.allow(as("ida", via("mail")), "delete", c) // what such a role includes comes with it
	o.deny(as("ida", via("mail")), "read", c)    // the base role does not
	o.want("deny: no-standing: channel-closed", as("ida"), "sign", c)

	o = given(t, everyone(can("read"), noAccount), party, clerk, granted("party", "ida", mandat.WholeOrg()))
	o.deny(as("ida", via("mail")), "read", c) // not even one that needs no account

	o = given(t, party, clerk, granted("clerk", "ida", mandat.WholeOrg()))
	o.want("deny: no-standing: not-active", as("ida", via("mail")), "delete", c)
}

func TestARoleHeldMustOpenTheChannel(t *testing.T) {
	c := contract("c-9", "sales")
	o := given(t, rules(func(r *mandat.Rules) { r.Roles[0].Opens = []mandat.Channel{"web"} }),
		role("reader", can("read")), role("postman", includes("mailer")), role("mailer", opens("mail")),
		granted("reader", "kalle", mandat.WholeOrg()), granted("reader", "anna", mandat.WholeOrg()), granted("postman", "anna", mandat.Exactly("sales")))
	o.allow(as("kalle"), "read", c)
	o.want("deny: no-standing: channel-closed", as("kalle", via("mail")), "read", c)
	o.want("deny: no-standing: channel-closed", as("kalle", via("")), "read", c)
	o.allow(as("anna", via("mail")), "read", c) // through an included role, wherever it is held
}

func TestARoleNotInForceOpensNothing(t *testing.T) {
	c := contract("c-9", "sales")
	soon := mandat.Grant{Role: "clerk", Member: "kalle", Scope: mandat.WholeOrg(), From: now.Add(time.Hour)}
	o := given(t, rules(func(r *mandat.Rules) { r.Roles[0].Opens = []mandat.Channel{"web"} }),
		role("clerk", opens("mail"), can("read")), grant(soon))
	o.want("deny: no-standing: channel-closed", as("kalle", via("mail")), "read", c)
	o.allow(as("kalle", via("mail"), moment(now.Add(time.Hour))), "read", c)
}

func TestAnIncludedRoleWhoseSettingIsOffGivesNothing(t *testing.T) {
	parts := []part{rules(func(r *mandat.Rules) { r.Roles[0].Opens = []mandat.Channel{"web"} }),
		role("archivist", hangsOn("extra"), opens("mail"), can("read")),
		role("clerk", includes("archivist"), can("delete")),
		role("owner", canIf(holdsRole("archivist"), "sign")),
		granted("clerk", "kalle", mandat.WholeOrg()), granted("owner", "kalle", mandat.WholeOrg())}
	c := contract("c-9", "sales")

	on := given(t, append(parts, set("extra", true))...)
	on.allow(as("kalle", via("mail")), "read", c)
	on.allow(as("kalle"), "sign", c)

	off := given(t, parts...)
	off.want("deny: no-standing: channel-closed", as("kalle", via("mail")), "read", c) // no channel
	off.deny(as("kalle"), "read", c)                                                   // no permission
	off.deny(as("kalle"), "sign", c)                                                   // no identity
}

func TestALinkIsForOneActionOnOneResource(t *testing.T) {
	o := given(t, everyone(can("sign", "read")))
	o.allow(as("kalle", linkFor("sign", "c-9")), "sign", contract("c-9", "sales"))
	other := "deny: no-standing: purpose-other"
	o.want(other, as("kalle", linkFor("sign", "c-9")), "sign", contract("c-8", "sales"))
	o.want(other, as("kalle", linkFor("sign", "c-9")), "read", contract("c-9", "sales"))
	o.want(other, as("kalle", linkFor("sign", "c-9")), "sign", contract("", "sales"))
	foreign := as("kalle", linkFor("sign", "c-9"))
	foreign.Only.Org = "other-ltd"
	o.want(other, foreign, "sign", contract("c-9", "sales"))
	wrong := as("kalle", linkFor("sign", "c-9"))
	wrong.Only.Type = "folder"
	o.want(other, wrong, "sign", contract("c-9", "sales"))
}

func TestAPurposeServesExactlyItsAction(t *testing.T) {
	o := given(t, everyone(can("read", "edit")))
	c := contract("c-9", "sales")
	o.allow(as("kalle", linkFor("edit", "c-9")), "edit", c)
	o.want("deny: no-standing: purpose-other", as("kalle", linkFor("edit", "c-9")), "edit-name", c) // not what is in it
	o.want("deny: no-standing: purpose-other", as("kalle", linkFor("edit", "c-9")), "read", c)      // nor what it needs
}

func TestWhatIsIncludedThroughARoleThatIsOffAlone(t *testing.T) {
	c := contract("c-9", "sales")
	parts := []part{role("clerk", can("read")), role("archivist", hangsOn("extra"), includes("clerk"), can("sign")), role("chief", includes("archivist"), can("delete")),
		granted("chief", "kalle", mandat.WholeOrg())}
	given(t, append(parts, set("extra", true))...).allow(as("kalle"), "read", c)
	given(t, parts...).deny(as("kalle"), "read", c)
	given(t, parts...).allow(as("kalle"), "delete", c)

	both := role("boss", includes("archivist", "clerk"))
	o := given(t, append(parts, both, granted("boss", "anna", mandat.WholeOrg()))...)
	o.allow(as("anna"), "read", c) // not through it alone
	o.deny(as("anna"), "sign", c)
}

func TestToTurnASettingOffNeverWidens(t *testing.T) {
	c := contract("c-9", "sales")
	parts := []part{role("mailer", hangsOn("extra"), opens("mail")), role("clerk", includes("mailer"), can("read")), granted("clerk", "kalle", mandat.WholeOrg())}
	for _, on := range []bool{true, false} { // clerk names the mail, through what it includes, whether that is on or off
		given(t, append(parts, set("extra", on))...).deny(as("kalle", via("web")), "read", c)
	}
	given(t, append(parts, set("extra", true))...).allow(as("kalle", via("mail")), "read", c)
}

func TestAPurposeConfinesInEveryChannel(t *testing.T) {
	o := given(t, everyone(can("sign")))
	confined := as("kalle", linkFor("sign", "c-9"), via("web"))
	o.allow(confined, "sign", contract("c-9", "sales"))
	o.want("deny: no-standing: purpose-other", confined, "sign", contract("c-8", "sales"))
}
