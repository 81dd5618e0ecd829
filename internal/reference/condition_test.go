package reference_test

import (
	"testing"

	"github.com/mandat-go/mandat"
)

func TestConditions(t *testing.T) {
	yes, no := mandat.Condition{Setting: []mandat.Setting{"on"}}, mandat.Condition{Setting: []mandat.Setting{"off"}}
	when := func(c mandat.Condition) func(*world) {
		return func(w *world) {
			w.can("reader").When = &c
			w.Status, w.Labels = "draft", mandat.Labelled("secret")
			w.Relations = mandat.Relations{mandat.Relation("author").Is(mandat.Many("bo", "anna")), mandat.Relation("owner").Is(mandat.Nobody())}
		}
	}
	const holds, not = "allow", "deny: no-right"
	check(t, []tc{
		{"relation", when(mandat.Condition{Relation: []mandat.Relation{"owner", "author"}}), holds},
		{"another relation", when(mandat.Condition{Relation: []mandat.Relation{"owner"}}), not},
		{"status", when(mandat.Condition{Status: []mandat.Status{"valid", "draft"}}), holds},
		{"another status", when(mandat.Condition{Status: []mandat.Status{"valid"}}), not},
		{"label", when(mandat.Condition{Label: []mandat.Label{"secret"}}), holds},
		{"another label", when(mandat.Condition{Label: []mandat.Label{"urgent"}}), not},
		{"channel", when(mandat.Condition{Channel: []mandat.Channel{"web"}}), holds},
		{"another channel", when(mandat.Condition{Channel: []mandat.Channel{"desk"}}), not},
		{"logged in", when(mandat.Condition{LoggedOut: true}), not},
		{"logged out", func(w *world) { when(mandat.Condition{LoggedOut: true})(w); w.Session = mandat.NoSession }, holds},
		{"logged out in a channel that takes a login", func(w *world) {
			when(mandat.Condition{LoggedOut: true})(w)
			w.Session, w.Channels[0].Login = mandat.NoSession, true
		}, not},
		{"setting", when(yes), holds},
		{"another setting", when(no), not},
		{"all", when(mandat.Condition{All: []mandat.Condition{yes, yes}}), holds},
		{"not all", when(mandat.Condition{All: []mandat.Condition{yes, no}}), not},
		{"any", when(mandat.Condition{Any: []mandat.Condition{no, yes}}), holds},
		{"none", when(mandat.Condition{Any: []mandat.Condition{no, no}}), not},
		{"not", when(mandat.Condition{Not: &no}), holds},
		{"every field must hold", when(mandat.Condition{Setting: []mandat.Setting{"on"}, Status: []mandat.Status{"valid"}}), not},
		{"an empty condition does not hold", when(mandat.Condition{}), not},
		{"a target is for members", when(mandat.Condition{Target: &yes}), not},
	})
}

func TestHolds(t *testing.T) {
	chief := func(w *world) { w.can("reader").When = &mandat.Condition{Holds: []mandat.RoleID{"chief"}} }
	check(t, []tc{
		{"not held", chief, "deny: no-right"},
		{"held", func(w *world) { chief(w); w.grantToo("chief", mandat.WholeOrg()) }, "allow"},
		{"held elsewhere", func(w *world) { chief(w); w.grantToo("chief", mandat.Below("south")) }, "deny: no-right"},
		{"held from outside the seal", func(w *world) {
			chief(w)
			w.grant("chief", mandat.WholeOrg())
			w.grantToo("reader", mandat.Exactly("vault"))
			w.at("vault")
		}, "deny: no-right"},
		{"a built-in role that includes it", func(w *world) {
			chief(w)
			w.role("editor").Includes = []mandat.RoleID{"chief"}
			w.grantToo("editor", mandat.WholeOrg())
		}, "allow"},
		{"whose setting is off", func(w *world) {
			chief(w)
			w.role("editor").Includes, w.role("chief").Setting = []mandat.RoleID{"chief"}, "off"
			w.grantToo("editor", mandat.WholeOrg())
		}, "deny: no-right"},
		{"a custom role that includes it", func(w *world) {
			chief(w)
			w.OrgData.Roles = []mandat.Role{{ID: "own", Includes: []mandat.RoleID{"chief"}}}
			w.grantToo("own", mandat.WholeOrg())
		}, "deny: no-right"},
		{"the base role", func(w *world) { w.can("reader").When = &mandat.Condition{Holds: []mandat.RoleID{"user"}} }, "allow"},
		{"lists and channels play no part", func(w *world) {
			chief(w)
			w.only("read", mandat.Everybody())
			w.role("chief").Opens = []mandat.Channel{"desk"}
			w.grantToo("chief", mandat.WholeOrg())
		}, "allow"},
	})
}

func TestVacant(t *testing.T) {
	vacant := func(w *world) { w.can("reader").When = &mandat.Condition{Vacant: []mandat.RoleID{"chief"}} }
	filled := func(w *world, scope mandat.Scope) {
		vacant(w)
		w.Grants = append(w.Grants, mandat.Grant{Role: "chief", Member: "bo", Scope: scope})
	}
	team := func(w *world, unit mandat.UnitID) {
		vacant(w)
		w.Members[1].Home = unit
		w.Groups = []mandat.Group{{ID: "team", Unit: unit, Members: []mandat.PersonID{"bo"}}}
		w.Grants = append(w.Grants, mandat.Grant{Role: "chief", Group: "team", Scope: mandat.WholeOrg()})
	}
	check(t, []tc{
		{"nobody holds it", vacant, "allow"},
		{"somebody does", func(w *world) { filled(w, mandat.WholeOrg()) }, "deny: no-right"},
		{"somebody does, there", func(w *world) { filled(w, mandat.Exactly("oslo")) }, "deny: no-right"},
		{"somebody does, elsewhere", func(w *world) { filled(w, mandat.Exactly("north")) }, "allow"},
		{"a structure in which the resource has no unit plays no part", func(w *world) { filled(w, mandat.Exactly("left")) }, "deny: no-right"},
		{"a resource that is nowhere", func(w *world) {
			filled(w, mandat.Exactly("south"))
			w.grantToo("reader", mandat.WholeOrg())
			w.at("")
		}, "deny: no-right"},
		{"seals play no part", func(w *world) {
			filled(w, mandat.Below("top"))
			w.grantToo("reader", mandat.Exactly("vault"))
			w.at("vault")
		}, "deny: no-right"},
		{"a home unit counts as the unit", func(w *world) { filled(w, mandat.BelowHome()); w.Members[1].Home = "south" }, "allow"},
		{"the home of one who has none names no unit", func(w *world) { filled(w, mandat.BelowHome()) }, "deny: no-right"},
		{"holders of roles that include it do not count", func(w *world) {
			vacant(w)
			w.role("editor").Includes = []mandat.RoleID{"chief"}
			w.grantToo("editor", mandat.WholeOrg())
		}, "allow"},
		{"holders who are inactive do not count", func(w *world) {
			filled(w, mandat.WholeOrg())
			w.Members[1].Status = mandat.MemberInactive
		}, "allow"},
		{"they do if the role needs no account", func(w *world) {
			filled(w, mandat.WholeOrg())
			w.Members[1].Status, w.role("chief").NoAccount = mandat.MemberInactive, true
		}, "deny: no-right"},
		{"holders by a grant that has ended do not count", func(w *world) { filled(w, mandat.WholeOrg()); w.Grants[1].Until = now }, "allow"},
		{"through a group", func(w *world) { team(w, "") }, "deny: no-right"},
		{"through a group of a unit, there", func(w *world) { team(w, "north") }, "deny: no-right"},
		{"through a group of a unit, elsewhere", func(w *world) { team(w, "south") }, "allow"},
	})
}
