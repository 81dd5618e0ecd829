package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/mandat-go/mandat"
)

func tellInvitation(e *mandat.Event) string {
	switch what := e.What.(type) {
	case mandat.InvitationSent:
		return tellSent(e, &what.Invitation)
	case mandat.InvitationResent:
		return id(what.Invitation) + during(", open until ", what.Until)
	case mandat.InvitationAnswered:
		return id(what.Invitation) + onOff(what.Accepted, ", accepted", ", declined") + onOff(what.NoAccount, ", an account is missing", "")
	case mandat.InvitationWithdrawn:
		return id(what.Invitation)
	}
	return ""
}

func tellSent(e *mandat.Event, i *mandat.Invitation) string {
	text := id(i.ID) + " to " + id(i.Person) + behind(", at home in ", i.Home)
	if len(i.Grants) > 0 {
		text += ", with " + strings.Join(each(i.Grants, func(g mandat.Grant) string { return id(g.Role) + tellScope(g) }), " and ")
	}
	if i.By != e.By || i.Through != e.Through {
		text += behind(", sent by ", i.By) + behind(" through ", i.Through)
	}
	return text + during(", open until ", i.Until)
}

func tellApproval(e *mandat.Event) string {
	switch what := e.What.(type) {
	case mandat.ApprovalStarted:
		return tellStarted(e, &what.Approval)
	case mandat.ApprovalVoted:
		return tellRequest(&what.Request) + ", a vote of " + id(what.Vote.By) + behind(" through ", what.Vote.Through)
	case mandat.ApprovalDecided:
		if !what.Approved {
			return tellRequest(&what.Request) + ", rejected"
		}
		return tellRequest(&what.Request) + fmt.Sprintf(", approved, %d needed", what.Needed)
	case mandat.ApprovalTakenBack:
		return tellRequest(&what.Request)
	case mandat.ApprovalUsedUp:
		return tellRequest(&what.Request)
	}
	return ""
}

func tellStarted(e *mandat.Event, a *mandat.Approval) string {
	text := tellRequest(&a.Request) + fmt.Sprintf(", %d to approve", a.Needed) + behind(", content ", a.Digest)
	for _, s := range slices.Sorted(maps.Keys(a.Units)) {
		text += ", in " + id(s) + " " + onOff(a.Units[s] == "", "nowhere", id(a.Units[s]))
	}
	for _, r := range slices.Sorted(maps.Keys(a.Relations)) {
		people := strings.Join(each(a.Relations[r], id), ", ")
		text += ", " + id(r) + " " + onOff(people == "", "nobody", people)
	}
	if a.By != e.By || a.Through != e.Through || !a.At.Equal(e.At) {
		text += ", asked by " + id(a.By) + behind(" through ", a.Through) + during(" at ", a.At)
	}
	return text + during(", open until ", a.Until)
}

// tellRequest says what an approval is of. The value of what has no id is JSON.
func tellRequest(r *mandat.Request) string {
	text := id(r.Action.Type) + "." + id(r.Action.Action) + behind(" ", r.ID)
	if r.Value != "" {
		text += " " + r.Value
	}
	return text
}
