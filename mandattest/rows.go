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
// is not known is taken for a misspelt name.
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
	unknown := isUnknown(o, row.subject.Person, d)
	if d.Outcome() == row.outcome && d.Reason() == row.reason && !unknown {
		return ""
	}
	sentence := told(e, row.want()+", got "+d.String())
	if unknown {
		sentence += fmt.Sprintf("\n  The organisation does not know %q. Is the name misspelt? Somebody unknown on purpose is mandattest.Stranger.", row.subject.Person)
	}
	return sentence
}

// isUnknown reports whether somebody was denied because of a name that the
// organisation does not have.
func isUnknown(o *mandat.Org, p mandat.PersonID, d mandat.Decision) bool {
	_, known := o.Member(p)
	return d.Detail() == mandat.NotAMember && !known && p != Stranger && p != ""
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
