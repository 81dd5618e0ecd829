package reference_test

import (
	"testing"
	"time"

	"github.com/mandat-go/mandat"
)

func TestMalformed(t *testing.T) {
	tree, cellar := mandat.Structure("tree"), mandat.Structure("cellar")
	status := &mandat.Condition{Not: &mandat.Condition{Status: []mandat.Status{"draft"}}}
	check(t, []tc{
		{"type unknown", func(w *world) { w.Type = "page" }, "deny: malformed: type-unknown"},
		{"a fact of what is built in", func(w *world) { w.Type = "member" }, "deny: malformed: fact-filled"},
		{"action unknown", func(w *world) { w.Action = "shred" }, "deny: malformed: action-unknown"},
		{"organisation foreign", func(w *world) { w.Resource.Org = "other" }, "deny: malformed: org-foreign"},
		{"organisation not named", func(w *world) { w.Resource.Org = "" }, "deny: malformed: org-not-stated"},
		{"time zero", func(w *world) { w.At = time.Time{} }, "deny: malformed: time-not-stated"},
		{"channel unknown", func(w *world) { w.Channel = "pigeon" }, "deny: malformed: channel-unknown"},
		{"no channel is not malformed", func(w *world) { w.Channel = "" }, "deny: no-standing: channel-closed"},
		{"bearer without purpose", func(w *world) { w.Channel = "link" }, "deny: malformed: purpose-not-stated"},
		{"half a purpose", func(w *world) { w.Only.Action = "read" }, "deny: malformed: purpose-incomplete"},
		{"half a purpose without a channel", func(w *world) { w.Channel, w.Only.Action = "", "read" }, "deny: malformed: purpose-incomplete"},
		{"two places in one structure", func(w *world) { w.Resource.Units[2] = tree.Is(mandat.Nowhere()) }, "deny: malformed: unit-twice"},
		{"a place without value is absent", func(w *world) { w.Resource.Units[2] = tree.Is(mandat.At("")) }, "allow"},
		{"structure unknown", func(w *world) { w.Resource.Units[2] = cellar.Is(mandat.Nowhere()) }, "deny: malformed: structure-unknown"},
		{"unit unknown", func(w *world) { w.Resource.Units[0] = tree.Is(mandat.At("gone")) }, "deny: malformed: unit-unknown"},
		{"unit of another structure", func(w *world) { w.Resource.Units[0] = tree.Is(mandat.At("left")) }, "deny: malformed: unit-unknown"},
		{"unit not stated", func(w *world) { w.Resource.Units = mandat.Units{} }, "deny: malformed: unit-not-stated"},
		{"status unknown, though not needed", func(w *world) { w.Status = "burnt" }, "deny: malformed: status-unknown"},
		{"status not stated, not needed", func(w *world) {}, "allow"},
		{"status not stated, named by another's permission", func(w *world) {
			w.role("chief").Can = []mandat.Permission{{Do: on("read"), When: status}}
		}, "deny: malformed: status-not-stated"},
		{"status not stated, named on another action", func(w *world) {
			w.role("chief").Can = []mandat.Permission{{Do: on("edit"), When: status}}
		}, "allow"},
		{"status not stated, named by a gate on a group", func(w *world) {
			w.grant("editor", mandat.WholeOrg())
			w.Action, w.Gates = "name", []mandat.Gate{{Close: on("edit"), Unless: *status}}
		}, "deny: malformed: status-not-stated"},
		{"status not stated, named on what is needed", func(w *world) {
			w.contract().Actions[0].Needs = []mandat.Action{"name"}
			w.Guards = []mandat.Guard{{Before: on("edit"), Needs: *status}}
		}, "deny: malformed: status-not-stated"},
		{"session not stated", func(w *world) {
			w.Gates, w.Session = []mandat.Gate{{Close: on("read"), Unless: mandat.Condition{LoggedOut: true}}}, mandat.SessionNotStated
		}, "deny: malformed: session-not-stated"},
		{"session unknown", func(w *world) {
			w.Gates, w.Session = []mandat.Gate{{Close: on("read"), Unless: mandat.Condition{LoggedOut: true}}}, 9
		}, "deny: malformed: session-not-stated"},
		{"labels not stated", func(w *world) {
			w.Gates = []mandat.Gate{{Close: on("read"), Unless: mandat.Condition{Label: []mandat.Label{"secret"}}}}
		}, "deny: malformed: labels-not-stated"},
		{"label unknown", func(w *world) { w.Labels = mandat.Labelled("sticky") }, "deny: malformed: label-unknown"},
		{"label twice", func(w *world) { w.Labels = mandat.Labelled("secret", "secret") }, "deny: malformed: label-twice"},
		{"five labels, none declared", func(w *world) { w.Labels = mandat.Labelled("a", "b", "c", "d", "e") }, "deny: malformed: label-unknown"},
		{"only the relation named is needed", func(w *world) {
			w.can("reader").When = &mandat.Condition{Relation: []mandat.Relation{"author"}}
			w.Relations[1] = mandat.Relation("author").Is(mandat.One("anna"))
		}, "allow"},
		{"relation not stated", func(w *world) {
			w.can("reader").When = &mandat.Condition{Relation: []mandat.Relation{"author"}}
		}, "deny: malformed: relation-not-stated"},
		{"relation twice", func(w *world) {
			w.Relations[0] = mandat.Relation("author").Is(mandat.Nobody())
			w.Relations[3] = mandat.Relation("author").Is(mandat.One("anna"))
		}, "deny: malformed: relation-twice"},
		{"relation unknown", func(w *world) { w.Relations[0] = mandat.Relation("enemy").Is(mandat.Nobody()) },
			"deny: malformed: relation-unknown"},
		{"the first of several", func(w *world) { w.Status, w.Resource.Units, w.Channel = "burnt", mandat.Units{}, "pigeon" },
			"deny: malformed: channel-unknown"},
	})
}

func TestMalformedLists(t *testing.T) {
	read, edit, shred := mandat.Action("read"), mandat.Action("edit"), mandat.Action("shred")
	// listed lets contracts have lists, and states all that they make needed.
	listed := func(w *world, lists ...mandat.Action) {
		w.contract().Lists = lists
		w.Relations = mandat.Relations{mandat.Relation("author").Is(mandat.Nobody()), mandat.Relation("owner").Is(mandat.Nobody())}
	}
	// inBinder makes contracts parts of binders.
	inBinder := func(w *world, lists ...mandat.Action) *mandat.Resource {
		listed(w)
		w.contract().PartOf, w.binder().Lists = "binder", lists
		whole := &mandat.Resource{Type: "binder", Org: "acme"}
		w.PartOf = mandat.PartOf(whole)
		return whole
	}
	check(t, []tc{
		{"a list needed and stated", func(w *world) { listed(w, "read"); w.ACLs[0] = read.By(mandat.NoACL()) }, "allow"},
		{"a list needed", func(w *world) { listed(w, "read") }, "deny: malformed: list-not-stated"},
		{"a list for another action is not", func(w *world) { listed(w, "edit") }, "allow"},
		{"a list for a group with the leaf in it is", func(w *world) {
			listed(w, "edit")
			w.grant("editor", mandat.WholeOrg())
			w.Action = "name"
		}, "deny: malformed: list-not-stated"},
		{"a list makes every relation needed", func(w *world) {
			listed(w, "read")
			w.ACLs[0] = read.By(mandat.NoACL())
			w.Relations[1] = mandat.RelationFact{}
		}, "deny: malformed: relation-not-stated"},
		{"list twice", func(w *world) {
			listed(w, "edit")
			w.ACLs = mandat.ACLs{edit.By(mandat.NoACL()), edit.By(mandat.Only())}
		}, "deny: malformed: list-twice"},
		{"list unknown", func(w *world) { w.ACLs[0] = edit.By(mandat.NoACL()) }, "deny: malformed: list-unknown"},
		{"whole not stated, with a list that can govern", func(w *world) { inBinder(w, "read"); w.PartOf = mandat.Whole{} },
			"deny: malformed: whole-not-stated"},
		{"whole not stated, with none", func(w *world) { inBinder(w, "shred"); w.PartOf = mandat.Whole{} }, "allow"},
		{"part of nothing", func(w *world) { inBinder(w, "read"); w.PartOf = mandat.PartOfNothing() }, "allow"},
		{"a list of the whole is needed", func(w *world) { inBinder(w, "read", "shred") }, "deny: malformed: list-not-stated"},
		{"only those that can govern", func(w *world) { inBinder(w, "read", "shred").ACLs[0] = read.By(mandat.NoACL()) }, "allow"},
		{"a list of the whole makes every relation needed", func(w *world) {
			inBinder(w, "read").ACLs[0] = read.By(mandat.NoACL())
			w.Relations[0] = mandat.RelationFact{}
		}, "deny: malformed: relation-not-stated"},
		{"a list unknown to the whole", func(w *world) { inBinder(w).ACLs[0] = shred.By(mandat.NoACL()) }, "deny: malformed: list-unknown"},
		{"what else is said of a whole is not read", func(w *world) {
			whole := inBinder(w)
			whole.Status, whole.Labels = "burnt", mandat.Labelled("sticky")
		}, "allow"},
		{"whole of another type", func(w *world) { inBinder(w).Type = "contract" }, "deny: malformed: whole-unknown"},
		{"whole where there can be none", func(w *world) { inBinder(w); w.contract().PartOf = "" }, "deny: malformed: whole-unknown"},
		{"whole foreign", func(w *world) { inBinder(w).Org = "other" }, "deny: malformed: whole-foreign"},
		{"the lists of a foreign whole are not looked at", func(w *world) {
			whole := inBinder(w)
			whole.Org, whole.ACLs[0] = "", shred.By(mandat.NoACL())
		}, "deny: malformed: whole-foreign"},
		{"a circle", func(w *world) {
			whole := inBinder(w)
			w.binder().PartOf, whole.PartOf = "binder", mandat.PartOf(whole)
		}, "deny: malformed: whole-too-deep"},
		{"MaxDepth wholes", func(w *world) { w.binder().PartOf = "binder"; pile(inBinder(w), mandat.MaxDepth-1) }, "allow"},
		{"one more", func(w *world) { w.binder().PartOf = "binder"; pile(inBinder(w), mandat.MaxDepth) },
			"deny: malformed: whole-too-deep"},
	})
}

// pile puts so many more wholes above one.
func pile(r *mandat.Resource, more int) {
	for range more {
		above := &mandat.Resource{Type: r.Type, Org: r.Org}
		r.PartOf, r = mandat.PartOf(above), above
	}
}
