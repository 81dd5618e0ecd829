package mandat

import "time"

// InvitationID identifies an invitation in its organisation. It is never used
// again.
type InvitationID string

// Invitation asks a person to become a member. It is plain data: what an
// organisation keeps of it is returned by Org.Invitation.
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
	// Token is bound to the secret and the address that accept it, zero once it
	// has been answered.
	Token TokenHash `json:"token,omitzero"`
	// By is who sent it, Through the channel in which they did.
	By      PersonID `json:"by,omitzero"`
	Through Channel  `json:"through,omitzero"`
	// Status is where it stands, were there no time; see StatusAt.
	Status InvitationStatus `json:"status"`
}

// InvitationStatus tells where an invitation stands. Its zero value is not
// valid.
type InvitationStatus string

const (
	// InvitationPending: sent, and not answered.
	InvitationPending InvitationStatus = "pending"
	// InvitationAccepted: the person became a member by it.
	InvitationAccepted InvitationStatus = "accepted"
	// InvitationDeclined: the person said no.
	InvitationDeclined InvitationStatus = "declined"
	// InvitationRevoked: it was taken back before it was answered.
	InvitationRevoked InvitationStatus = "revoked"
	// InvitationExpired: it was pending when its time was over. No event says so:
	// it follows from the time that is asked about.
	InvitationExpired InvitationStatus = "expired"
)

// StatusAt returns where the invitation stands at a moment: one that is pending
// is expired from Until on.
func (i Invitation) StatusAt(at time.Time) InvitationStatus {
	if i.Status == InvitationPending && !i.Until.IsZero() && !at.Before(i.Until) {
		return InvitationExpired
	}
	return i.Status
}
