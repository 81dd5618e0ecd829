package mandattest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/mandat-go/mandat"
)

// Row is one question with the answer that a test wants. The zero Row is a
// question about nothing, which fails.
type Row struct {
	subject  mandat.Subject
	action   mandat.Action
	resource mandat.Resource
	outcome  mandat.Outcome
	reason   mandat.Reason
}

// Allow wants an allow.
func Allow(s mandat.Subject, a mandat.Action, r mandat.Resource) Row {
	return Row{s, a, r, mandat.Allowed, mandat.Granted}
}

// Deny wants a denial, for the reason named: a denial because of a misspelt name
// or a fact that was not stated (mandat.Malformed) does not pass for another, and
// neither does one of a person whom the organisation does not know, unless that
// is Stranger.
func Deny(s mandat.Subject, a mandat.Action, r mandat.Resource, why mandat.Reason) Row {
	return Row{s, a, r, mandat.Denied, why}
}

// Blocked wants a guard to block.
func Blocked(s mandat.Subject, a mandat.Action, r mandat.Resource) Row {
	return Row{s, a, r, mandat.Blocked, mandat.GuardClosed}
}

// NeedsApproval wants an action that can be started.
func NeedsApproval(s mandat.Subject, a mandat.Action, r mandat.Resource) Row {
	return Row{s, a, r, mandat.NeedsApproval, mandat.ApprovalNeeded}
}

// Stranger is somebody whom no organisation of a test knows. Any other person who
// is not known is taken for a misspelt name, and so is any other unit, group, role,
// setting or structure that a refusal says is missing.
const Stranger mandat.PersonID = "a-stranger"

// Check asks every row and reports each wrong answer as a sentence, with its
// derivation.
func Check(t testing.TB, o *mandat.Org, rows ...Row) {
	t.Helper()
	for i, row := range rows {
		if problem := row.wrong(o, row.explain(o)); problem != "" {
			t.Errorf("row %d: %s", i+1, problem)
		}
	}
}

func (row Row) explain(o *mandat.Org) mandat.Explanation {
	return o.Explain(row.subject, row.action, row.resource)
}

// wrong returns a sentence about a wrong answer, "" for the right one.
func (row Row) wrong(o *mandat.Org, e mandat.Explanation) string {
	d := e.Decision()
	misspelt := unknown(o, row.subject.Person, e)
	if d.Outcome() == row.outcome && d.Reason() == row.reason && misspelt == "" {
		return ""
	}
	return told(e, row.want()+", got "+d.String()) + hint(misspelt)
}

// unknown returns the name because of which something was refused and which the
// organisation does not have; "" if it was refused for another reason.
func unknown(o *mandat.Org, by mandat.PersonID, e mandat.Explanation) string {
	name := ""
	switch d := e.Decision().Detail(); d {
	case mandat.NotAMember:
		name = string(by)
	case mandat.MemberMissing, mandat.UnitMissing, mandat.GroupMissing, mandat.RoleMissing, mandat.SettingMissing, mandat.StructureMissing:
		name = missing(e, d)
	}
	if _, former := o.Member(mandat.PersonID(name)); former || name == string(Stranger) {
		return ""
	}
	return name
}

// missing returns the name of what is missing, and the detail where it is hidden.
func missing(e mandat.Explanation, d mandat.Detail) string {
	for _, s := range e.Steps() {
		if s.Detail == d && s.Name != "" {
			return s.Name
		}
	}
	return d.String()
}

// hint says that a name may be misspelt, if there is one.
func hint(name string) string {
	if name == "" {
		return ""
	}
	return fmt.Sprintf("\n  The organisation does not know %q. Is the name misspelt? Who is unknown on purpose is mandattest.Stranger.", name)
}

// told says a wrong answer: the question with its answer, what a test wants, and
// the derivation below.
func told(e mandat.Explanation, want string) string {
	header, derivation, _ := strings.Cut(e.Text("en"), "\n")
	sentence := strings.TrimSuffix(header, ".") + "; want " + want
	if derivation != "" {
		sentence += "\n" + derivation
	}
	return sentence
}

func (row Row) want() string { return expected(row.outcome, row.reason) }

// expected says an answer by its codes.
func expected(o mandat.Outcome, why mandat.Reason) string {
	if o == mandat.Allowed || o == mandat.NeedsApproval {
		return o.String()
	}
	return o.String() + ": " + why.String()
}
