package reference_test

import (
	"testing"

	"github.com/mandat-go/mandat"
)

// only puts a list for an action on the contract; others has none yet.
func (w *world) only(a mandat.Action, audience ...mandat.Listed) {
	w.contract().Lists = append(w.contract().Lists, a)
	w.ACLs[len(w.contract().Lists)-1] = a.By(mandat.Only(audience...))
	if w.Relations[0].Relation == "" {
		w.Relations = mandat.Relations{mandat.Relation("author").Is(mandat.One("anna")), mandat.Relation("owner").Is(mandat.Nobody())}
	}
}

func TestLists(t *testing.T) {
	listed := func(entries ...mandat.Listed) func(*world) { return func(w *world) { w.only("read", entries...) } }
	check(t, []tc{
		{"everybody", listed(mandat.Everybody()), "allow"},
		{"nobody", listed(), "deny: no-right"},
		{"a relation", listed(mandat.Related("author")), "allow"},
		{"another relation", listed(mandat.Related("owner")), "deny: no-right"},
		{"a relation unknown", listed(mandat.Related("enemy")), "deny: no-right"},
		{"the home unit", listed(mandat.InUnit("north")), "allow"},
		{"a unit above it", listed(mandat.InUnit("top")), "allow"},
		{"a unit below it", listed(mandat.InUnit("oslo")), "deny: no-right"},
		{"a unit unknown", listed(mandat.InUnit("")), "deny: no-right"},
		{"the person", listed(mandat.Named("anna")), "allow"},
		{"another person", listed(mandat.Named("bo")), "deny: no-right"},
		{"a group unknown", listed(mandat.InGroup("team")), "deny: no-right"},
		{"the zero entry", listed(mandat.Listed{Name: "anna"}), "deny: no-right"},
		{"one entry of several", listed(mandat.Named("bo"), mandat.Everybody()), "allow"},
		{"being in the audience takes the place of covering", func(w *world) {
			w.only("read", mandat.Everybody())
			w.grant("reader", mandat.Exactly("left"))
		}, "allow"},
		{"it does not take the place of the function", func(w *world) { w.only("read", mandat.Everybody()); w.Grants = nil },
			"deny: no-right"},
		{"it does not open seals", func(w *world) {
			w.only("read", mandat.Everybody())
			w.grant("reader", mandat.WholeOrg())
			w.at("vault")
		}, "deny: no-right"},
		{"to pass lists one must cover", func(w *world) {
			w.only("read")
			w.can("reader").Past = mandat.PastLists
		}, "allow"},
		{"and it is not enough elsewhere", func(w *world) {
			w.only("read")
			w.can("reader").Past = mandat.PastLists
			w.at("south")
		}, "deny: no-right"},
		{"a list for the group governs the leaf", func(w *world) {
			w.only("edit")
			w.grant("editor", mandat.WholeOrg())
			w.Action = "name"
		}, "deny: no-right"},
		{"several that govern must all admit", func(w *world) {
			w.only("edit", mandat.Everybody())
			w.only("name")
			w.grant("editor", mandat.WholeOrg())
			w.Action = "name"
		}, "deny: no-right"},
		{"a list for another leaf does not govern", func(w *world) {
			w.only("date")
			w.grant("editor", mandat.WholeOrg())
			w.Action = "name"
		}, "allow"},
		{"a custom role does not pass lists", func(w *world) {
			w.only("read")
			w.can("reader").Past = mandat.PastLists
			w.OrgData.Roles = []mandat.Role{{ID: "own", Includes: []mandat.RoleID{"reader"}}}
			w.grant("own", mandat.WholeOrg())
		}, "deny: no-right"},
	})
}

func TestListsOfWholes(t *testing.T) {
	// binder puts the contract into a binder with a list for reading.
	binder := func(w *world, acl mandat.ACL) {
		w.contract().PartOf, w.binder().Lists = "binder", []mandat.Action{"read"}
		whole := &mandat.Resource{Type: "binder", Org: "acme"}
		whole.ACLs[0] = mandat.Action("read").By(acl)
		w.PartOf = mandat.PartOf(whole)
		w.Relations = mandat.Relations{mandat.Relation("author").Is(mandat.One("anna")), mandat.Relation("owner").Is(mandat.Nobody())}
	}
	check(t, []tc{
		{"the list of the whole governs", func(w *world) { binder(w, mandat.Only()) }, "deny: no-right"},
		{"where there is none, the grant does", func(w *world) { binder(w, mandat.NoACL()) }, "allow"},
		{"the nearest counts", func(w *world) { binder(w, mandat.Only()); w.only("read", mandat.Everybody()) }, "allow"},
		{"a relation is to the resource asked about", func(w *world) { binder(w, mandat.Only(mandat.Related("author"))) }, "allow"},
		{"groups are those of the type asked about", func(w *world) {
			binder(w, mandat.NoACL())
			w.binder().Lists = []mandat.Action{"edit"}
			whole, _ := w.PartOf.Resource()
			whole.ACLs[0] = mandat.Action("edit").By(mandat.Only())
			w.grant("editor", mandat.WholeOrg())
			w.Action = "name"
		}, "deny: no-right"},
	})
}

func TestGroups(t *testing.T) {
	group := func(w *world, groups ...mandat.Group) {
		w.Groups = groups
		w.Grants = []mandat.Grant{{Role: "reader", Group: groups[0].ID, Scope: mandat.WholeOrg()}}
	}
	team := func(unit mandat.UnitID) mandat.Group {
		return mandat.Group{ID: "team", Unit: unit, Members: []mandat.PersonID{"anna"}}
	}
	both := func(outer, inner mandat.UnitID) []mandat.Group {
		return []mandat.Group{{ID: "all", Unit: outer, Groups: []mandat.GroupID{"team"}}, team(inner)}
	}
	folder := func(w *world) {
		w.Grants = append(w.Grants, mandat.Grant{Role: "chief", Member: "anna", Scope: mandat.Exactly("left")})
	}
	check(t, []tc{
		{"a role comes through a group", func(w *world) { group(w, team("")) }, "allow"},
		{"not to others", func(w *world) { group(w, team("")); w.Person = "bo" }, "deny: no-right"},
		{"through one of a unit, to those who lie there", func(w *world) { group(w, team("north")) }, "allow"},
		{"not to those who lie above", func(w *world) { group(w, team("oslo")) }, "deny: no-right"},
		{"nor for resources elsewhere", func(w *world) { group(w, team("north")); w.at("south") }, "deny: no-right"},
		{"nor in a structure that the type does not have", func(w *world) { group(w, team("left")); folder(w) }, "deny: no-right"},
		{"without home units, a grant to the member lies there", func(w *world) {
			group(w, team("left"))
			folder(w)
			w.at("oslo", "left")
		}, "allow"},
		{"not one that has ended", func(w *world) {
			group(w, team("left"))
			folder(w)
			w.at("oslo", "left")
			w.Grants[1].Until = now
		}, "deny: no-right"},
		{"not one to a group", func(w *world) {
			group(w, team("left"), mandat.Group{ID: "folk", Members: []mandat.PersonID{"anna"}})
			w.Grants = append(w.Grants, mandat.Grant{Role: "chief", Group: "folk", Scope: mandat.Exactly("left")})
			w.at("oslo", "left")
		}, "deny: no-right"},
		{"not one that needs an account, of somebody inactive", func(w *world) {
			group(w, team("left"))
			folder(w)
			w.at("oslo", "left")
			w.role("reader").NoAccount, w.Members[0].Status = true, mandat.MemberInactive
		}, "deny: no-standing: not-active"},
		{"through a group in a group", func(w *world) { group(w, both("", "")...) }, "allow"},
		{"if they lie in the unit of each", func(w *world) { group(w, both("north", "north")...) }, "allow"},
		{"and not if in one only", func(w *world) { group(w, both("oslo", "")...) }, "deny: no-right"},
		{"in a list", func(w *world) { w.Groups = []mandat.Group{team("")}; w.only("read", mandat.InGroup("team")) }, "allow"},
		{"in a list, elsewhere", func(w *world) {
			w.Groups = []mandat.Group{team("north")}
			w.only("read", mandat.InGroup("team"))
			w.grant("reader", mandat.WholeOrg())
			w.at("south")
		}, "deny: no-right"},
	})
}
