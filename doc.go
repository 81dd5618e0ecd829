// Package mandat answers, in the process and in nanoseconds: may this person do
// this to that, and why?
//
// A Policy holds the rules of one product: resource types with their actions,
// roles with their permissions, gates that close an action to everybody. An Org
// is one organisation that uses the product: units in trees, members, groups,
// roles of its own, and the grants that say who holds which role where. Both
// are built once (NewPolicy, NewOrg, or package policyfile), checked whole, and
// immutable.
//
// A question is a Subject, an Action and a Resource. The service fills the
// Resource from its own row; what it does not state is "not stated", which is
// never taken for "none":
//
//	d := org.Decide(subject, "read", contract.Resource())
//	if !d.Allowed() { … }
//
// A decision is taken in steps, and carries the first that failed: the question
// is well formed; the subject has standing (an active member, through a channel
// that one of their roles opens); a role held gives the right, by a grant that
// covers the resource or, where an access list governs, by a place in its
// audience; no gate is closed; no guard blocks; no approval is due.
//
// An organisation changes by commands, which Org.Plan judges by the same policy:
//
//	change, err := org.Plan(subject, GrantRole{…}, …)
//
// A Change tells what will be recorded (Events), the organisation afterwards,
// who gains and who loses (Impact) and who is to be told (Notices). A Directory
// keeps organisations as events in a Store. The built-in types (member, unit,
// grant, …) are asked about like any other: "may she remove this member?" is an
// ordinary Decide, and the commands ask exactly that.
//
// Everything unknown denies, every zero value denies, and nothing here panics,
// reads a clock, takes a lock or does any I/O.
//
// Org.Explain and View.Explain tell the whole derivation of a decision, with
// the single changes that would have turned it, as codes and as text.
//
// A "clause G23" in a comment is a sentence of systems/clauses.md, the list of
// what five products require: what it is beside is there because of that clause.
// The guides are in the folder doc: doc/first-policy.md goes from an empty folder
// to a service, doc/changes.md is about changing an organisation.
package mandat
