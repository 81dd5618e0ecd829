package mandat_test

import (
	"testing"
	"time"

	"github.com/mandat-go/mandat"
)

func TestEachTestOfACondition(t *testing.T) {
	secret := contract("c-9", "sales", labels("secret"))
	mine := contract("c-9", "sales", related("deputy", "kalle"))
	draft, valid, ended := contract("c-9", "sales", status("draft")), contract("c-9", "sales"), contract("c-9", "sales", status("ended"))
	logged := mandat.Condition{LoggedOut: true}
	for name, row := range map[string]struct {
		when           mandat.Condition
		holds, unmet   mandat.Resource
		asker, refused mandat.Subject
	}{
		"relation":              {hasRelation("responsible", "deputy"), mine, valid, as("kalle"), as("kalle")},
		"relation of another":   {hasRelation("deputy"), mine, mine, as("kalle"), as("anna")},
		"status":                {hasStatus("draft", "ended"), ended, valid, as("kalle"), as("kalle")},
		"label":                 {hasLabel("secret", "urgent"), secret, valid, as("kalle"), as("kalle")},
		"channel":               {mandat.Condition{Channel: []mandat.Channel{"mail"}}, valid, valid, as("kalle", via("mail")), as("kalle")},
		"logged out":            {logged, valid, valid, as("kalle", loggedOut), as("kalle")},
		"not":                   {not(hasLabel("secret")), valid, secret, as("kalle"), as("kalle")},
		"not logged out":        {not(logged), valid, valid, as("kalle"), as("kalle", loggedOut)},
		"all":                   {everyOf(hasStatus("draft", "valid"), hasStatus("valid", "ended")), valid, draft, as("kalle"), as("kalle")},
		"any":                   {someOf(hasStatus("draft"), hasLabel("secret")), secret, valid, as("kalle"), as("kalle")},
		"every field must hold": {mandat.Condition{Status: []mandat.Status{"valid"}, Label: []mandat.Label{"secret"}}, secret, valid, as("kalle"), as("kalle")},
	} {
		t.Run(name, func(t *testing.T) {
			o := given(t, everyone(canIf(row.when, "delete")))
			o.allow(row.asker, "delete", row.holds)
			o.deny(row.refused, "delete", row.unmet)
		})
	}
}

func TestNobodyIsLoggedOutWhileActingInALoggedInSession(t *testing.T) {
	login := rules(func(r *mandat.Rules) { r.Channels[0].Login = true })
	o := given(t, login, everyone(canIf(mandat.Condition{LoggedOut: true}, "delete"), canIf(not(mandat.Condition{LoggedOut: true}), "sign")))
	c := contract("c-9", "sales")
	o.allow(as("kalle", via("mail"), loggedOut), "delete", c)
	o.deny(as("kalle", via("web"), loggedOut), "delete", c)
	o.allow(as("kalle", via("web"), loggedOut), "sign", c)
	o.deny(as("kalle", via("mail"), loggedOut), "sign", c)
}

func TestHoldsIsByTheRolesIdentity(t *testing.T) {
	second := everyone(canIf(holdsRole("clerk"), "sign"))
	clerk := role("clerk", can("read"))
	c := contract("c-9", "sales")
	given(t, second, clerk, granted("clerk", "kalle", mandat.WholeOrg())).allow(as("kalle"), "sign", c)

	including := role("chief", includes("clerk"), can("delete"))
	given(t, second, clerk, including, granted("chief", "kalle", mandat.WholeOrg())).allow(as("kalle"), "sign", c)

	sameRights := role("copy", can("read"))
	given(t, second, clerk, sameRights, granted("copy", "kalle", mandat.WholeOrg())).deny(as("kalle"), "sign", c)

	custom := customRole("own", includes("clerk"))
	o := given(t, second, clerk, custom, granted("own", "kalle", mandat.WholeOrg()))
	o.allow(as("kalle"), "read", c)
	o.deny(as("kalle"), "sign", c)
}

func TestHoldsAsksForAGrantThatCoversTheResource(t *testing.T) {
	o := given(t, role("clerk", can("read")), everyone(canIf(holdsRole("clerk"), "sign")),
		granted("clerk", "kalle", mandat.Exactly("sales")), granted("clerk", "ida", mandat.Exactly("sales")))
	o.allow(as("kalle"), "sign", contract("c-9", "sales"))
	o.deny(as("kalle"), "sign", contract("c-9", "purchasing"))
}

func TestListsAndChannelsPlayNoPartInHolds(t *testing.T) {
	o := given(t, role("clerk", opens("mail"), can("read")), everyone(canIf(holdsRole("clerk"), "edit"), can("read")), granted("clerk", "kalle", mandat.Exactly("sales")))
	o.allow(as("kalle"), "edit-name", contract("c-9", "sales", editors(mandat.Named("kalle")))) // on the web
	o.deny(as("kalle"), "edit-name", contract("c-9", "domestic", editors(mandat.Named("kalle"))))
}

func TestEverybodyHoldsTheBaseRole(t *testing.T) {
	o := given(t, role("reader", canIf(holdsRole("everyone"), "read"), noAccount, opens("web")), granted("reader", "kalle", mandat.WholeOrg()), granted("reader", "ida", mandat.WholeOrg()))
	o.allow(as("kalle"), "read", contract("c-9", "sales"))
	o.deny(as("ida"), "read", contract("c-9", "sales")) // inactive
}

func TestVacantIsNobodyHoldingTheRoleItself(t *testing.T) {
	succession := everyone(canIf(vacantRole("owner"), "sign"))
	owner, heir := role("owner", can("read")), role("heir", includes("owner"))
	c := contract("c-9", "sales")
	free := "allow"
	taken := "deny: no-right"
	for name, row := range map[string]struct {
		holder part
		want   string
	}{
		"nobody":                           {data(func(*mandat.OrgData) {}), free},
		"a member":                         {granted("owner", "anna", mandat.WholeOrg()), taken},
		"a member here":                    {granted("owner", "anna", mandat.Below("acme")), taken},
		"a member elsewhere":               {granted("owner", "anna", mandat.Below("purchasing")), free},
		"a member at home here":            {granted("owner", "kalle", mandat.AtHome()), taken},
		"a member at home elsewhere":       {granted("owner", "anna", mandat.BelowHome()), free},
		"a member whose home is nowhere":   {granted("owner", "nils", mandat.AtHome()), taken}, // names no unit
		"a holder of a role that includes": {granted("heir", "anna", mandat.WholeOrg()), free},
		"an inactive member":               {granted("owner", "ida", mandat.WholeOrg()), free},
		"a grant of yesterday":             {grant(mandat.Grant{Role: "owner", Member: "anna", Scope: mandat.WholeOrg(), Until: now}), free},
		"a grant in a structure not asked": {granted("owner", "anna", mandat.Exactly("room")), taken},
		"a member below":                   {granted("owner", "anna", mandat.Below("vault")), free},
	} {
		t.Run(name, func(t *testing.T) {
			given(t, succession, owner, heir, row.holder).want(row.want, as("kalle"), "sign", c)
		})
	}
}

func TestVacantCountsHoldersThroughGroupsAndWithoutAccounts(t *testing.T) {
	succession := everyone(canIf(vacantRole("owner"), "sign"))
	c := contract("c-9", "sales")
	owner := role("owner", can("read"))
	for name, row := range map[string]struct {
		group part
		want  string
	}{
		"a group with a member":           {group("team", "", "anna"), "deny: no-right"},
		"a group without members":         {group("team", ""), "allow"},
		"a group of the inactive":         {group("team", "", "ida"), "allow"},
		"a group of the unit":             {group("team", "sales", "kalle"), "deny: no-right"},
		"a group of another unit":         {group("team", "purchasing", "anna"), "allow"},
		"a group whose members lie apart": {group("team", "sales", "anna"), "allow"},
	} {
		t.Run(name, func(t *testing.T) {
			given(t, succession, owner, row.group, grantedGroup("owner", "team", mandat.WholeOrg())).want(row.want, as("kalle"), "sign", c)
		})
	}
	for want, member := range map[string]mandat.PersonID{"deny: no-right": "anna", "allow": "ida"} {
		given(t, succession, owner, group("crew", "", member), groupOf("team", "", "crew"), grantedGroup("owner", "team", mandat.WholeOrg())).want(want, as("kalle"), "sign", c)
	}
	party := role("owner", can("read"), noAccount)
	given(t, succession, party, granted("owner", "ida", mandat.WholeOrg())).deny(as("kalle"), "sign", c)
}

func TestSealsPlayNoPartInVacant(t *testing.T) {
	vacant := vacantRole("owner")
	succession := everyone(permits(mandat.Permission{When: &vacant, Past: mandat.PastSeals}, []string{"sign"}))
	owner := role("owner", can("read"))
	given(t, succession, owner, granted("owner", "anna", mandat.Below("acme"))).deny(as("kalle"), "sign", contract("c-9", "vault"))
	given(t, succession, owner, granted("owner", "anna", mandat.Below("purchasing"))).allow(as("kalle"), "sign", contract("c-9", "vault"))
}

func TestVacantAnyOfSeveral(t *testing.T) {
	o := given(t, everyone(canIf(vacantRole("owner", "heir"), "sign")), role("owner", can("read")), role("heir", can("read")),
		granted("owner", "anna", mandat.WholeOrg()),
		grant(mandat.Grant{Role: "heir", Member: "anna", Scope: mandat.WholeOrg(), From: now.Add(time.Minute)}))
	o.allow(as("kalle"), "sign", contract("c-9", "sales"))
	o.deny(as("kalle", moment(now.Add(time.Minute))), "sign", contract("c-9", "sales"))
}

func TestACustomRoleKeepsWhatItIncludesWithoutPassingBarriers(t *testing.T) {
	admin := role("admin", canPast(mandat.PastLists|mandat.PastSeals, "read"))
	o := given(t, admin, customRole("own", includes("admin"), can("delete")), granted("own", "kalle", mandat.WholeOrg()), granted("admin", "anna", mandat.WholeOrg()))
	for _, hard := range []mandat.Resource{contract("c-9", "sales", listed()), contract("c-9", "vault")} {
		o.allow(as("anna"), "read", hard)
		o.deny(as("kalle"), "read", hard)
	}
	o.allow(as("kalle"), "read", contract("c-9", "sales"))
	o.allow(as("kalle"), "delete", contract("c-9", "sales"))
	o.deny(as("kalle"), "sign", contract("c-9", "sales"))
}
