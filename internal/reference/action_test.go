package reference_test

import (
	"testing"

	"github.com/mandat-go/mandat"
)

func TestActions(t *testing.T) {
	check(t, []tc{
		{"a group is allowed if each of its leaves is", func(w *world) {
			w.grant("editor", mandat.WholeOrg())
			w.Action = "edit"
		}, "allow"},
		{"leaves may come from several roles", func(w *world) {
			w.role("reader").Can = []mandat.Permission{may("name")}
			w.role("editor").Can = []mandat.Permission{may("date")}
			w.grantToo("editor", mandat.WholeOrg())
			w.Action = "edit"
		}, "allow"},
		{"a group without one of its leaves is not", func(w *world) {
			w.role("reader").Can = []mandat.Permission{may("name")}
			w.Action = "edit"
		}, "deny: no-right"},
		{"a leaf is given by a permission for its group", func(w *world) {
			w.grant("editor", mandat.WholeOrg())
			w.Action = "date"
		}, "allow"},
		{"what an action needs has to be allowed too", func(w *world) {
			w.contract().Actions[1].Needs = []mandat.Action{"read"}
			w.grant("editor", mandat.WholeOrg())
			w.Action = "name"
		}, "deny: no-right"},
		{"what a group needs, its members need", func(w *world) {
			w.contract().Actions[3].Needs = []mandat.Action{"read"}
			w.grant("editor", mandat.WholeOrg())
			w.Action = "name"
		}, "deny: no-right"},
		{"and have, if it is allowed", func(w *world) {
			w.contract().Actions[3].Needs = []mandat.Action{"read"}
			w.grantToo("editor", mandat.WholeOrg())
			w.Action = "name"
		}, "allow"},
		{"needs are followed on, and in circles", func(w *world) {
			w.contract().Actions[0].Needs = []mandat.Action{"edit"}
			w.contract().Actions[3].Needs = []mandat.Action{"read"}
		}, "deny: no-right"},
		{"a gate on a leaf closes the group", func(w *world) {
			w.grant("editor", mandat.WholeOrg())
			w.Action = "edit"
			w.Gates = []mandat.Gate{{Close: on("date"), Unless: mandat.Condition{Setting: []mandat.Setting{"off"}}}}
		}, "deny: gate-closed"},
		{"a gate on what is needed closes it", func(w *world) {
			w.contract().Actions[3].Needs = []mandat.Action{"read"}
			w.grantToo("editor", mandat.WholeOrg())
			w.Action = "name"
			w.Gates = []mandat.Gate{{Close: on("read"), Unless: mandat.Condition{Setting: []mandat.Setting{"off"}}}}
		}, "deny: gate-closed"},
		{"a gate on the other leaf of a group does not close it", func(w *world) {
			w.grant("editor", mandat.WholeOrg())
			w.Action = "name"
			w.Gates = []mandat.Gate{{Close: on("date"), Unless: mandat.Condition{Setting: []mandat.Setting{"off"}}}}
		}, "allow"},
	})
}

func TestOrderOfSteps(t *testing.T) {
	closed := mandat.Condition{Setting: []mandat.Setting{"off"}}
	gate := []mandat.Gate{{Close: on("read"), Unless: closed}}
	guard := []mandat.Guard{{Before: on("read"), Needs: closed}}
	approval := []mandat.ApprovalRule{{Of: on("read"), By: "date", Votes: 1}}
	check(t, []tc{
		{"malformed before standing", func(w *world) { w.Person, w.Type = "stranger", "page" }, "deny: malformed: type-unknown"},
		{"standing before right", func(w *world) { w.Person, w.Grants = "stranger", nil }, "deny: no-standing: not-a-member"},
		{"right before gates", func(w *world) { w.Grants, w.Gates = nil, gate }, "deny: no-right"},
		{"gates before guards", func(w *world) { w.Guards, w.Gates = guard, gate }, "deny: gate-closed"},
		{"guards before approvals", func(w *world) { w.Guards, w.Rules.Approvals = guard, approval }, "blocked: guard"},
		{"approvals last", func(w *world) { w.Rules.Approvals = approval }, "needs-approval: needs-approval"},
		{"every gate must be open", func(w *world) {
			open := mandat.Condition{Setting: []mandat.Setting{"on"}}
			w.Gates = append([]mandat.Gate{{Close: on("read"), Unless: open}}, gate...)
		}, "deny: gate-closed"},
	})
}
