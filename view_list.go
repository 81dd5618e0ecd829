package mandat

import (
	"iter"
	"slices"
)

// Members returns the members whom the subject may read, in the order in which
// they came: those of Org.Members for whom member.read is allowed.
func (v View) Members() iter.Seq[Member] {
	return readable(v, v.org.Members(), func(m Member) Resource { return m.Resource(v.org.id) })
}

// Grants returns the grants that the subject may read: those of Org.Grants for
// which grant.read is allowed.
func (v View) Grants() iter.Seq[Grant] {
	return readable(v, v.org.Grants(), func(g Grant) Resource { return g.Resource(v.org.id) })
}

// Invitations returns the invitations without an answer that the subject may
// read, those whose time is over among them, in the order of the members: those
// of Org.Data for which invitation.read is allowed.
func (v View) Invitations() iter.Seq[Invitation] {
	if v.org == nil || v.org.policy == nil {
		return slices.Values([]Invitation(nil))
	}
	return readable(v, slices.Values(v.org.plainInvitations()), func(i Invitation) Resource { return i.Resource(v.org.id) })
}

// Approvals returns the approvals that the subject may read, of every status:
// those of Org.Approvals for which approval.read is allowed.
func (v View) Approvals() iter.Seq[Approval] {
	return readable(v, v.org.Approvals(), func(a Approval) Resource { return a.Resource(v.org.id) })
}

// readable returns those of some records that the subject may read.
func readable[R any](v View, all iter.Seq[R], asked func(R) Resource) iter.Seq[R] {
	return func(yield func(R) bool) {
		for one := range all {
			if v.Decide(readAction, asked(one)).Allowed() && !yield(one) {
				return
			}
		}
	}
}
