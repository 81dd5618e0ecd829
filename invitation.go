package mandat

import "time"

// InvitationID identifies an invitation in its organisation. It is never used
// again.
type InvitationID string

// Invitation asks a person to become a member. An organisation keeps it until it
// is answered or revoked: then its id is retired.
type Invitation struct {
	ID     InvitationID `json:"id"`
	Person PersonID     `json:"person"`
	// Home is the home unit that the member will have, "" for none.
	Home UnitID `json:"home,omitzero"`
	// Grants are what comes with it, each to Person: given when it is accepted,
	// in force once the member is active (clause G30).
	Grants []Grant `json:"grants,omitempty"`
	// Until is when it lapses, zero for not at all.
	Until time.Time `json:"until,omitzero"`
	// Token is bound to the secret and the address by which it is answered.
	Token TokenHash `json:"token"`
	// By is who sent it, Through the channel in which they did.
	By      PersonID `json:"by,omitzero"`
	Through Channel  `json:"through,omitzero"`
}

// OpenAt reports whether the invitation can be answered at a moment: it lapses
// at Until.
func (i Invitation) OpenAt(at time.Time) bool {
	return i.ID != "" && (i.Until.IsZero() || at.Before(i.Until))
}

func (i Invitation) clone() Invitation {
	i.Grants = cloneEach(i.Grants, func(g *Grant) { *g = g.inUTC() })
	i.Until = utc(i.Until)
	return i
}

// Invitation returns an invitation that has not been answered or revoked. One
// that has lapsed is among them; see Invitation.OpenAt.
func (o *Org) Invitation(id InvitationID) (Invitation, bool) {
	if o == nil {
		return Invitation{}, false
	}
	i, ok := o.invitationByID.get(id)
	if !ok || i == nobody {
		return Invitation{}, false
	}
	in := o.member(i).invitation
	if in == nil || in.ID != id {
		return Invitation{}, false
	}
	return in.clone(), true
}

// InvitationOf returns the invitation of a person, if there is one that has not
// been answered or revoked.
func (o *Org) InvitationOf(p PersonID) (Invitation, bool) {
	if o == nil {
		return Invitation{}, false
	}
	i, ok := o.memberNamed(p)
	if !ok || o.member(i).invitation == nil {
		return Invitation{}, false
	}
	return o.member(i).invitation.clone(), true
}

func (o *Org) invitationUsed(id InvitationID) bool {
	_, used := o.invitationByID.get(id)
	return used
}

// setInvitation keeps the invitation of a member, whose last one is over.
func (o *Org) setInvitation(i int32, in Invitation) {
	in = in.clone()
	o.changeMember(i, func(m *member) { m.invitation = &in })
	if !o.invitationUsed(in.ID) {
		putID(o, &o.invitationByID, in.ID, i)
	}
}

// closeInvitation forgets the invitation of a member.
func (o *Org) closeInvitation(i int32) {
	if o.member(i).invitation != nil {
		o.changeMember(i, func(m *member) { m.invitation = nil })
	}
}

// invitationNaming returns the id of the first invitation of which something is
// true. It looks through the whole organisation.
func (o *Org) invitationNaming(is func(*Invitation) bool) (string, bool) {
	for i := range o.members.len() {
		if in := o.member(i).invitation; in != nil && is(in) {
			return string(in.ID), true
		}
	}
	return "", false
}

// wasFor reports whether an invitation that is over was for a person: they may
// hear that it is.
func (o *Org) wasFor(id InvitationID, p PersonID) bool {
	i, used := o.invitationByID.get(id)
	return used && i != nobody && o.member(i).person == p
}
