package mandattest

import (
	"fmt"
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
// or a fact that was not stated (mandat.Malformed) does not pass for another.
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

// Check asks every row and reports each wrong answer with its derivation.
func Check(t testing.TB, o *mandat.Org, rows ...Row) {
	t.Helper()
	for i, row := range rows {
		if problem := row.ask(o); problem != "" {
			t.Errorf("row %d: %s", i+1, problem)
		}
	}
}

// ask returns a sentence about a wrong answer, "" for the right one.
func (row Row) ask(o *mandat.Org) string {
	e := o.Explain(row.subject, row.action, row.resource)
	d := e.Decision()
	if d.Outcome() == row.outcome && d.Reason() == row.reason {
		return ""
	}
	return fmt.Sprintf("%s; want %s\n%s", d, row.want(), e.Text("en"))
}

func (row Row) want() string {
	if row.outcome == mandat.Allowed {
		return row.outcome.String()
	}
	return row.outcome.String() + ": " + row.reason.String()
}
