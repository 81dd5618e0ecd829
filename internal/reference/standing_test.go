package reference_test

import (
	"testing"

	"github.com/mandat-go/mandat"
)

func TestStanding(t *testing.T) {
	status := func(s mandat.MemberStatus) func(*world) { return func(w *world) { w.Members[0].Status = s } }
	inactive := func(w *world) {
		w.Members[0].Status = mandat.MemberInactive
		w.role("reader").NoAccount, w.role("reader").Opens = true, []mandat.Channel{"web"}
	}
	linked := func(w *world, only mandat.Purpose) {
		w.role("user").Opens, w.Channel, w.Only = []mandat.Channel{"link"}, "link", only
	}
	fits := mandat.Purpose{Org: "acme", Type: "contract", ID: "c-1", Action: "read"}
	check(t, []tc{
		{"no record", func(w *world) { w.Person = "stranger" }, "deny: no-standing: not-a-member"},
		{"nobody", func(w *world) { w.Person = "" }, "deny: no-standing: not-a-member"},
		{"removed", status(mandat.MemberRemoved), "deny: no-standing: not-a-member"},
		{"invited", status(mandat.MemberInvited), "deny: no-standing: not-active"},
		{"accepted", status(mandat.MemberAccepted), "deny: no-standing: not-active"},
		{"inactive", status(mandat.MemberInactive), "deny: no-standing: not-active"},
		{"inactive with a role that needs no account", inactive, "allow"},
		{"what such a role includes comes with it", func(w *world) {
			inactive(w)
			w.Action, w.role("reader").Includes = "name", []mandat.RoleID{"editor"}
		}, "allow"},
		{"such a role that is only included does not count", func(w *world) {
			inactive(w)
			w.role("chief").Includes = []mandat.RoleID{"reader"}
			w.grant("chief", mandat.WholeOrg())
		}, "deny: no-standing: not-active"},
		{"such a role whose setting is off", func(w *world) { inactive(w); w.role("reader").Setting = "off" },
			"deny: no-standing: not-active"},
		{"an inactive member has not the base role", func(w *world) { inactive(w); w.role("reader").Opens = nil },
			"deny: no-standing: channel-closed"},
		{"a channel that no role opens", func(w *world) { w.Channel = "desk" }, "deny: no-standing: channel-closed"},
		{"a channel that an included role opens", func(w *world) {
			w.Channel, w.role("reader").Includes, w.role("chief").Opens = "desk", []mandat.RoleID{"chief"}, []mandat.Channel{"desk"}
		}, "allow"},
		{"a channel that an included role would open, were its setting on", func(w *world) {
			w.Channel, w.role("reader").Includes, w.role("chief").Opens = "desk", []mandat.RoleID{"chief"}, []mandat.Channel{"desk"}
			w.role("chief").Setting = "off"
		}, "deny: no-standing: channel-closed"},
		{"a channel that a role with an ended grant opens", func(w *world) {
			w.Channel, w.role("reader").Opens, w.Grants[0].Until = "desk", []mandat.Channel{"desk"}, now
		}, "deny: no-standing: channel-closed"},
		{"a purpose that fits", func(w *world) { linked(w, fits) }, "allow"},
		{"a purpose in a channel that asks for none", func(w *world) { w.Only = fits; w.Only.ID = "c-2" }, "deny: no-standing: purpose-other"},
		{"another organisation", func(w *world) { fits := fits; fits.Org = "other"; linked(w, fits) }, "deny: no-standing: purpose-other"},
		{"another type", func(w *world) { fits := fits; fits.Type = "binder"; linked(w, fits) }, "deny: no-standing: purpose-other"},
		{"another resource", func(w *world) { linked(w, fits); w.Resource.ID = "" }, "deny: no-standing: purpose-other"},
		{"a part of the action", func(w *world) {
			fits := fits
			fits.Action = "edit"
			linked(w, fits)
			w.Action = "name"
		}, "deny: no-standing: purpose-other"},
	})
}
