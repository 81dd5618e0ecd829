package main

import (
	"fmt"
	"math"

	"github.com/mandat-go/mandat"
)

// approvals returns what is under approval, action by action. Another vote is
// another approval.
func (v *version) approvals() []fact {
	var facts []fact
	for i := range v.rules.Approvals {
		a := &v.rules.Approvals[i]
		for _, ref := range v.giving.leavesOf(a.Of) {
			facts = append(facts, fact{kind: closes, about: fmt.Sprint("approval of ", ref, " by ", a.By), much: strictness(a),
				says: phraseWhatIs, what: ref.String(), how: v.approval(v.giving.typ(ref.Type), a)})
		}
	}
	return facts
}

// strictness returns how strict an approval is, in each respect: more is stricter.
// A requester who never votes is kept from it both while logged in and in the
// session in which they asked.
func strictness(a *mandat.ApprovalRule) []int {
	lasts := math.MinInt // for ever
	if a.Lasts > 0 {
		lasts = -int(a.Lasts)
	}
	is := func(b bool) int {
		if b {
			return 1
		}
		return 0
	}
	return []int{a.Votes, lasts, is(a.Requester != mandat.RequesterOtherSession), is(a.Requester != mandat.RequesterLoggedOut), is(!a.OutlivesRequester)}
}
