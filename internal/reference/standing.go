package reference

import "github.com/mandat-go/mandat"

// withoutStanding returns why the subject does not act in this organisation, or
// not so; nothing if they have standing.
func (q *question) withoutStanding() (found []mandat.Detail) {
	s := q.subject
	m, ok := q.member(s.Person)
	if !ok || m.Status == mandat.MemberRemoved {
		found = append(found, mandat.NotAMember)
	}
	held := q.holdings(m)
	if m.Status != mandat.MemberActive && len(held) == 0 {
		found = append(found, mandat.NotActive)
	}
	if !q.anyOpens(held, s.Channel) {
		found = append(found, mandat.ChannelClosed)
	}
	if s.Only != (mandat.Purpose{}) && s.Only != q.purpose() {
		found = append(found, mandat.PurposeOther)
	}
	return found
}

// member returns the record of a person in the organisation.
func (q *question) member(p mandat.PersonID) (mandat.Member, bool) {
	for _, m := range q.data.Members {
		if m.Person == p {
			return m, true
		}
	}
	return mandat.Member{}, false
}

// held returns what the subject holds.
func (q *question) held() []holding {
	m, _ := q.member(q.subject.Person)
	return q.holdings(m)
}

func (q *question) anyOpens(held []holding, c mandat.Channel) bool {
	for _, h := range held {
		if q.opens(h.role, c) {
			return true
		}
	}
	return false
}

// purpose is what is being done: the one purpose that fits the question.
func (q *question) purpose() mandat.Purpose {
	return mandat.Purpose{
		Org:    q.data.ID,
		Type:   q.resource.Type,
		ID:     q.resource.ID,
		Action: q.action,
	}
}
