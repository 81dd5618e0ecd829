package reference_test

import (
	"testing"
	"time"

	"github.com/mandat-go/mandat"
)

func TestTime(t *testing.T) {
	period := func(from, until time.Duration) func(*world) {
		return func(w *world) { w.Grants[0].From, w.Grants[0].Until = now.Add(from), now.Add(until) }
	}
	check(t, []tc{
		{"from now", period(0, 1), "allow"},
		{"until now", period(-1, 0), "deny: no-right"},
		{"from the next moment", period(1, 2), "deny: no-right"},
	})
}

func TestRoles(t *testing.T) {
	desk := []mandat.Channel{"desk"}
	check(t, []tc{
		{"a setting that is off takes a role", func(w *world) { w.role("reader").Setting = "off" }, "deny: no-right"},
		{"one that is on does not", func(w *world) { w.role("reader").Setting = "on" }, "allow"},
		{"what the organisation sets counts", func(w *world) {
			w.role("reader").Setting, w.OrgData.Settings = "off", map[mandat.Setting]bool{"off": true}
		}, "allow"},
		{"a setting takes a permission", func(w *world) { w.can("reader").Setting = "off" }, "deny: no-right"},
		{"an included role gives its permissions", func(w *world) {
			w.role("editor").Includes = []mandat.RoleID{"reader"}
			w.grant("editor", mandat.WholeOrg())
		}, "allow"},
		{"not if its setting is off, nor what it includes", func(w *world) {
			w.role("editor").Includes, w.role("chief").Includes = []mandat.RoleID{"chief"}, []mandat.RoleID{"reader"}
			w.role("chief").Setting = "off"
			w.grant("editor", mandat.WholeOrg())
		}, "deny: no-right"},
		{"a role that opens another channel does not count in this one", func(w *world) { w.role("reader").Opens = desk }, "deny: no-right"},
		{"an included role counts in what the role that includes it opens", func(w *world) {
			w.role("reader").Opens, w.role("editor").Opens = desk, []mandat.Channel{"web"}
			w.role("editor").Includes = []mandat.RoleID{"reader"}
			w.grant("editor", mandat.WholeOrg())
		}, "allow"},
		{"one that names no channel counts in any, whatever the role that includes it opens", func(w *world) {
			w.role("editor").Opens, w.role("editor").Includes = desk, []mandat.RoleID{"reader"}
			w.grant("editor", mandat.WholeOrg())
		}, "allow"},
		{"a channel named by an included role is named, also if its setting is off", func(w *world) {
			w.role("reader").Includes, w.role("chief").Opens, w.role("chief").Setting = []mandat.RoleID{"chief"}, desk, "off"
		}, "deny: no-right"},
		{"each grant is judged for itself", func(w *world) {
			w.role("reader").Opens = desk
			w.role("chief").Opens = []mandat.Channel{"web"}
			w.grantToo("chief", mandat.WholeOrg())
		}, "deny: no-right"},
		{"the base role is held everywhere, if it says nothing", func(w *world) {
			w.Grants, w.role("user").Can = nil, []mandat.Permission{may("read")}
		}, "allow"},
		{"or where it says", func(w *world) {
			w.Grants, w.role("user").Can = nil, []mandat.Permission{may("read")}
			w.role("user").At = []mandat.Where{{"tree": {mandat.Home}}}
		}, "deny: no-right"},
		{"which follows the home unit", func(w *world) {
			w.Grants, w.role("user").Can = nil, []mandat.Permission{may("read")}
			w.role("user").At = []mandat.Where{{"tree": {mandat.HomeSubtree}}}
		}, "allow"},
	})
}

func TestCustomRoles(t *testing.T) {
	own := func(w *world, r mandat.Role) {
		r.ID = "own"
		w.OrgData.Roles = []mandat.Role{r}
		w.grant("own", mandat.WholeOrg())
	}
	includesReader := mandat.Role{Includes: []mandat.RoleID{"reader"}}
	check(t, []tc{
		{"has its permissions", func(w *world) { own(w, mandat.Role{Can: []mandat.Permission{may("read")}}) }, "allow"},
		{"and those that it includes", func(w *world) { own(w, includesReader) }, "allow"},
		{"but does not pass seals by them", func(w *world) {
			w.can("reader").Past = mandat.PastSeals
			own(w, includesReader)
			w.at("safe")
		}, "deny: no-right"},
		{"is not recognised as what it includes", func(w *world) {
			w.can("reader").When = &mandat.Condition{Holds: []mandat.RoleID{"reader"}}
			own(w, includesReader)
		}, "deny: no-right"},
		{"opens its channels", func(w *world) {
			own(w, mandat.Role{Opens: []mandat.Channel{"desk"}, Can: []mandat.Permission{may("read")}})
			w.Channel = "desk"
		}, "allow"},
	})
}

func TestCovering(t *testing.T) {
	at := func(unit mandat.UnitID, s mandat.Scope) func(*world) {
		return func(w *world) { w.grant("reader", s); w.at(unit) }
	}
	both := mandat.Below("top").And(mandat.Exactly("left"))
	check(t, []tc{
		{"exactly the unit", at("north", mandat.Exactly("north")), "allow"},
		{"not below it", at("oslo", mandat.Exactly("north")), "deny: no-right"},
		{"the unit itself, with what is below", at("north", mandat.Below("north")), "allow"},
		{"not above it", at("top", mandat.Below("north")), "deny: no-right"},
		{"the home unit", at("north", mandat.AtHome()), "allow"},
		{"not below it", at("oslo", mandat.AtHome()), "deny: no-right"},
		{"the home unit and below", at("oslo", mandat.BelowHome()), "allow"},
		{"the home of one who has none", func(w *world) { w.grant("reader", mandat.BelowHome()); w.Members[0].Home = "" }, "deny: no-right"},
		{"nowhere, the whole organisation", at("", mandat.WholeOrg()), "allow"},
		{"nowhere, a unit", at("", mandat.Below("top")), "deny: no-right"},
		{"nowhere in one of two structures", func(w *world) { w.at("oslo", "") }, "deny: no-right"},
		{"a structure that the type has and the grant does not name", func(w *world) { w.at("oslo", "left") }, "allow"},
		{"each unit named must cover", func(w *world) { w.grant("reader", both); w.at("oslo", "left") }, "allow"},
		{"a structure that the type does not have", func(w *world) { w.grant("reader", both) }, "deny: no-right"},
		{"the zero scope covers nothing", at("oslo", mandat.Scope{}), "deny: no-right"},
	})
}

func TestSeals(t *testing.T) {
	at := func(unit mandat.UnitID, s mandat.Scope) func(*world) {
		return func(w *world) { w.grant("reader", s); w.at(unit) }
	}
	check(t, []tc{
		{"from above", at("vault", mandat.Below("south")), "deny: no-right"},
		{"from above, to below it", at("safe", mandat.Below("south")), "deny: no-right"},
		{"from the sealed unit", at("safe", mandat.Below("vault")), "allow"},
		{"from below the seal", at("safe", mandat.Exactly("safe")), "allow"},
		{"the whole organisation lies inside no seal", at("vault", mandat.WholeOrg()), "deny: no-right"},
		{"beside the seal", at("south", mandat.WholeOrg()), "allow"},
		{"the innermost counts", func(w *world) { w.orgUnit("safe").Sealed = true; at("safe", mandat.Below("vault"))(w) }, "deny: no-right"},
		{"the home unit stands for the unit", func(w *world) {
			w.Members[0].Home = "vault"
			at("safe", mandat.BelowHome())(w)
		}, "allow"},
		{"a seal in another structure", func(w *world) {
			w.orgUnit("left").Sealed = true
			w.at("oslo", "left")
		}, "deny: no-right"},
		{"a permission that passes", func(w *world) {
			w.can("reader").Past = mandat.PastSeals
			at("safe", mandat.WholeOrg())(w)
		}, "allow"},
		{"passing lists is not passing seals", func(w *world) {
			w.can("reader").Past = mandat.PastLists
			at("safe", mandat.WholeOrg())(w)
		}, "deny: no-right"},
	})
}

// orgUnit returns a unit of the organisation, to change it.
func (w *world) orgUnit(id mandat.UnitID) *mandat.Unit {
	for i := range w.OrgData.Units {
		if w.OrgData.Units[i].ID == id {
			return &w.OrgData.Units[i]
		}
	}
	panic("no unit " + id)
}
