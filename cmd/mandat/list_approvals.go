package main

import (
	"maps"
	"slices"
	"strconv"

	"github.com/mandat-go/mandat"
)

// approvals lists the latest approval of each request.
func (l *list) approvals() []record {
	var rows []record
	for a := range seen(l, l.org.Approvals(), mandat.Approval.Resource) {
		units := slices.Collect(maps.Values(a.Units))
		if !l.isOf(a.By) || !l.lies(units...) {
			continue
		}
		rows = append(rows, record{
			"action": ids(a.Request.Action.String()), "id": ids(a.Request.ID), "by": l.persons(a.By),
			"state": said(l.say(approvalStates[a.StatusAt(l.at)])), "votes": said(strconv.Itoa(len(a.Votes)) + "/" + strconv.Itoa(a.Needed)),
			"until": moment(a.Until), "digest": ids(a.Digest), "voters": l.persons(voters(a)...),
		})
	}
	return rows
}

func voters(a mandat.Approval) []mandat.PersonID {
	return each(a.Votes, func(v mandat.Vote) mandat.PersonID { return v.By })
}

var approvalStates = map[mandat.ApprovalStatus]phrase{
	mandat.ApprovalPending:   {"Pending", "Väntar"},
	mandat.ApprovalApproved:  {"Approved", "Godkänd"},
	mandat.ApprovalRejected:  {"Rejected", "Avslagen"},
	mandat.ApprovalWithdrawn: {"Withdrawn", "Återtagen"},
	mandat.ApprovalUsed:      {"Used", "Använd"},
	mandat.ApprovalExpired:   {"Expired", "Har gått ut"},
}
