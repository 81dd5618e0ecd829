package mandat

import "time"

// ExclusiveRule is static separation of duty (NIST RBAC): of the roles, nobody
// holds more than Most, directly, through a group or through a role that
// includes one.
type ExclusiveRule struct {
	Roles []RoleID
	// Most is at least 1 and less than the number of roles.
	Most int
}

// JoiningRules tell how one becomes a member, and which roles come with it. A
// role that comes with joining is given for the whole organisation or at the
// home unit, whichever it may be given at first. The zero JoiningRules found no
// organisation, register nobody, and give no role.
type JoiningRules struct {
	// Founding is the making of an organisation. The roles go to the founder
	// (clause G4).
	Founding DoorRule
	// Registration is joining by oneself (clause K29).
	Registration DoorRule
	// Created lists the roles of those whom somebody else makes members (clause
	// K30).
	Created    []RoleID
	Invitation InvitationRule
}

// DoorRule opens a way to join that needs no right in the organisation. Without
// a channel it is closed.
type DoorRule struct {
	Through []Channel
	Roles   []RoleID
}

// InvitationRule tells what an invitation may be. The zero InvitationRule
// carries no roles, makes a member with the answer, stays open until answered,
// and falls with the inviter's right.
type InvitationRule struct {
	// Carries lists the roles that may come along (clause G30), Roles those that
	// come with every invitation.
	Carries []RoleID
	Roles   []RoleID
	// Account tells that a member needs an account too: somebody who accepts
	// without one is accepted, and active once it is confirmed (clause G29).
	Account bool
	// Lasts is how long an invitation can be open, 0 for as long as its sender
	// says, or until answered.
	Lasts time.Duration
	// OutlivesInviter tells that an invitation stays good when its sender has
	// since lost the right to send it (clause G26).
	OutlivesInviter bool
	// AtOnce tells that whoever is invited is an active member at once, without an
	// answer (clause R41). There is nothing to accept then: it goes with no Account,
	// Lasts or OutlivesInviter.
	AtOnce bool
}
