package mandat_test

import (
	"testing"

	"github.com/mandat-go/mandat"
)

func TestAListTakesThePlaceOfCovering(t *testing.T) {
	o := given(t, role("reader", can("read")), granted("reader", "kalle", mandat.Exactly("sales")), granted("reader", "anna", mandat.Exactly("purchasing")))
	c := contract("c-9", "sales", listed(mandat.Named("anna")))
	o.allow(as("anna"), "read", c)
	o.deny(as("kalle"), "read", c)
}

func TestAnEmptyListAdmitsNobodyAndNoListIsNoList(t *testing.T) {
	o := given(t, everyone(can("read")))
	o.allow(as("kalle"), "read", contract("c-9", "sales"))
	o.deny(as("kalle"), "read", contract("c-9", "sales", listed()))
}

func TestWhomAnEntryAdmits(t *testing.T) {
	o := given(t, everyone(can("read")), group("team", "", "kalle"), groupOf("teams", "", "team"))
	for name, row := range map[string]struct{ yes, no mandat.Listed }{
		"everybody in the organisation":           {mandat.Everybody(), mandat.Listed{}},
		"a person":                                {mandat.Named("kalle"), mandat.Named("Kalle")},
		"those in a relation":                     {mandat.Related("deputy"), mandat.Related("responsible")},
		"members with their home unit there":      {mandat.InUnit("sales"), mandat.InUnit("domestic")},
		"members with their home unit below":      {mandat.InUnit("acme"), mandat.InUnit("purchasing")},
		"members of a group":                      {mandat.InGroup("team"), mandat.InGroup("no-group")},
		"members of a group in a group":           {mandat.InGroup("teams"), mandat.InUnit("no-unit")},
		"nobody, by a kind that does not exist":   {mandat.Named("kalle"), mandat.Listed{Kind: 99, Name: "kalle"}},
		"nobody, by a relation that is not there": {mandat.Named("kalle"), mandat.Related("owner")},
		"nobody, by an empty name":                {mandat.Named("kalle"), mandat.InGroup("")},
		"nobody, by a unit of another structure":  {mandat.Named("kalle"), mandat.InUnit("house")},
	} {
		t.Run(name, func(t *testing.T) {
			o := testOrg{o.Org, t}
			o.allow(as("kalle"), "read", contract("c-9", "purchasing", related("deputy", "kalle"), listed(row.yes)))
			o.deny(as("kalle"), "read", contract("c-9", "purchasing", related("deputy", "kalle"), listed(row.no)))
		})
	}
}

func TestEverybodyIsEverybodyInTheOrganisationOnly(t *testing.T) {
	o := given(t, everyone(can("read")))
	c := contract("c-9", "sales", listed(mandat.Everybody()))
	o.allow(as("nils"), "read", c)
	o.want("deny: no-standing: not-a-member", as("nobody"), "read", c)
}

func TestAListForAGroupGovernsEachOfItsMembers(t *testing.T) {
	o := given(t, everyone(can("read", "edit", "delete")))
	c := contract("c-9", "sales", editors(mandat.Named("anna")))
	o.allow(as("anna"), "edit-name", c)
	o.deny(as("kalle"), "edit-name", c)
	o.deny(as("kalle"), "edit", c)
	o.allow(as("kalle"), "delete", c) // no member of edit
	o.allow(as("kalle"), "read", c)
}

func TestSeveralListsOnTheNearestResourceMustAllAdmit(t *testing.T) {
	lists := rules(func(r *mandat.Rules) { r.Types[1].Lists = []mandat.Action{"read", "edit", "edit-name"} })
	narrow := func(r *mandat.Resource) {
		r.ACLs[2] = mandat.Action("edit-name").By(mandat.Only(mandat.Named("kalle")))
	}
	o := given(t, lists, everyone(can("read", "edit")))
	o.allow(as("kalle"), "edit-name", contract("c-9", "sales", narrow, editors(mandat.Named("kalle"))))
	o.deny(as("kalle"), "edit-name", contract("c-9", "sales", narrow, editors(mandat.Named("anna"))))
	o.deny(as("anna"), "edit-name", contract("c-9", "sales", narrow, editors(mandat.Named("anna"))))
}

func TestTheNearestResourceWithAListCounts(t *testing.T) {
	o := given(t, everyone(can("read", "edit")))
	set := folder("f-1", "sales", listed(mandat.Named("anna")))
	o.allow(as("anna"), "read", contract("c-9", "sales", partOf(set)))
	o.deny(as("kalle"), "read", contract("c-9", "sales", partOf(set)))

	own := contract("c-9", "sales", partOf(set), listed(mandat.Named("kalle")))
	o.allow(as("kalle"), "read", own)
	o.deny(as("anna"), "read", own)

	// A list that does not govern the action is not the nearest.
	other := contract("c-9", "sales", partOf(set), editors(mandat.Named("kalle")))
	o.deny(as("kalle"), "read", other)
	o.allow(as("anna"), "read", other)
}

func TestListsAreFoundThroughEveryWhole(t *testing.T) {
	o := given(t, everyone(can("read")))
	top := folder("f-1", "acme", listed(mandat.Named("anna")))
	middle := folder("f-2", "acme", partOf(top))
	c := contract("c-9", "sales", partOf(middle))
	o.allow(as("anna"), "read", c)
	o.deny(as("kalle"), "read", c)
}

func TestAListOfTheWholeGovernsByTheActionsOfThePart(t *testing.T) {
	o := given(t, everyone(can("read", "edit")))
	c := contract("c-9", "sales", partOf(folder("f-1", "sales", editors(mandat.Named("anna")))))
	o.allow(as("anna"), "edit-name", c) // edit is a group of the contract's
	o.deny(as("kalle"), "edit-name", c)
}

func TestARelationInTheListOfAWholeIsToTheResourceAskedAbout(t *testing.T) {
	o := given(t, everyone(can("read")))
	set := folder("f-1", "sales", listed(mandat.Related("responsible")))
	o.allow(as("kalle"), "read", contract("c-9", "sales", partOf(set), related("responsible", "kalle")))
	o.deny(as("kalle"), "read", contract("c-9", "sales", partOf(set), related("responsible", "anna")))
}

func TestAPermissionThatPassesListsMustStillCover(t *testing.T) {
	o := given(t, role("admin", canPast(mandat.PastLists, "read")), granted("admin", "kalle", mandat.Below("sales")))
	o.allow(as("kalle"), "read", contract("c-9", "domestic", listed()))
	o.deny(as("kalle"), "read", contract("c-9", "purchasing", listed()))
	o.deny(as("kalle"), "read", contract("c-9", "vault", listed())) // and overriding is not piercing
	o.allow(as("kalle"), "read", contract("c-9", "purchasing", listed(mandat.Named("kalle"))))
}
