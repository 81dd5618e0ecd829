package mandat

import (
	"fmt"
	"time"
)

// Event is one thing that happened to an organisation. It is plain data, carries
// ids and never names or addresses, and has a stable JSON form (see MarshalJSON).
// Events are the source of truth: replaying all of them gives the same
// organisation, byte for byte in its canonical encoding.
//
// The events of one change have the same version: they are stored and applied
// together, or not at all.
type Event struct {
	Org OrgID
	// Version is the version of the organisation that the change made: 1 for the
	// first one.
	Version uint64
	// Step and Of tell the event's place in its change: 1 of 3, 2 of 3, 3 of 3.
	Step, Of int
	// At is when the change was made, By by whom, Through in which channel. By is
	// "" where nobody's authority was asked (Import).
	At      time.Time
	By      PersonID
	Through Channel
	What    Happening
}

// Happening is what an event tells: one of the types of this package whose name
// is in the past tense, as a value.
type Happening interface {
	// EventName is the name in the JSON form, such as "role-granted".
	EventName() string
	// apply makes it happen to a draft of the next version, unless it cannot.
	apply(d *draft) obstacle
}

// What happens to the organisation itself.
type (
	// OrgFounded begins an organisation: the first event, and no other.
	OrgFounded struct {
		System string `json:"system"`
		// Policy is the version of the policy that is in force.
		Policy string `json:"policy"`
	}
	// PolicyAdopted puts another version of the policy in force. It is the only
	// event of its change.
	PolicyAdopted struct {
		Policy string `json:"policy"`
	}
	// IDsRetired notes ids that were used before the organisation was imported.
	IDsRetired struct {
		Retired Retired `json:"retired"`
	}
	// SettingChanged turns a setting on or off.
	SettingChanged struct {
		Setting Setting `json:"setting"`
		On      bool    `json:"on"`
	}
)

// What happens to units.
type (
	// UnitAdded makes a unit.
	UnitAdded struct {
		Unit Unit `json:"unit"`
	}
	// UnitMoved puts a unit, with all below it, below another one; below none if
	// To is "".
	UnitMoved struct {
		Unit UnitID `json:"unit"`
		To   UnitID `json:"to,omitzero"`
	}
	// UnitSealed seals a unit or lifts its seal.
	UnitSealed struct {
		Unit   UnitID `json:"unit"`
		Sealed bool   `json:"sealed"`
	}
	// UnitRemoved takes a unit away in which nothing lies. Its id is never used
	// again.
	UnitRemoved struct {
		Unit UnitID `json:"unit"`
	}
)

// What happens to members.
type (
	// MemberJoined makes a person a member, or one again who was removed.
	MemberJoined struct {
		Member Member `json:"member"`
	}
	// MemberMoved gives a member another home unit, none if To is "".
	MemberMoved struct {
		Person PersonID `json:"person"`
		To     UnitID   `json:"to,omitzero"`
	}
	// MemberActivated makes an inactive member active, or an accepted one whose
	// account is there now.
	MemberActivated struct {
		Person PersonID `json:"person"`
	}
	// MemberDeactivated makes an active member inactive. Grants stay.
	MemberDeactivated struct {
		Person PersonID `json:"person"`
	}
	// MemberLeft ends a membership, with all grants and places in groups.
	MemberLeft struct {
		Person PersonID `json:"person"`
	}
)

// What happens to invitations.
type (
	// InvitationSent invites a person, who is a member with the status invited
	// from then on.
	InvitationSent struct {
		Invitation Invitation `json:"invitation"`
	}
	// InvitationResent replaces the token, and when it lapses.
	InvitationResent struct {
		Invitation InvitationID `json:"invitation"`
		Token      TokenHash    `json:"token"`
		Until      time.Time    `json:"until,omitzero"`
	}
	// InvitationAnswered ends an invitation with a yes or a no. With a yes the
	// person is active, or only accepted where an account is missing; with a no
	// they are a member no more.
	InvitationAnswered struct {
		Invitation InvitationID `json:"invitation"`
		Accepted   bool         `json:"accepted"`
		// NoAccount tells that an account is needed and missing.
		NoAccount bool `json:"no-account,omitzero"`
	}
	// InvitationWithdrawn takes an invitation back.
	InvitationWithdrawn struct {
		Invitation InvitationID `json:"invitation"`
	}
)

// What happens to approvals.
type (
	// ApprovalStarted begins an approval, in the place of an older one of the same
	// request. It has no votes yet.
	ApprovalStarted struct {
		Approval Approval `json:"approval"`
	}
	// ApprovalVoted is a vote for it.
	ApprovalVoted struct {
		Request Request `json:"request"`
		Vote    Vote    `json:"vote"`
	}
	// ApprovalDecided ends it: enough have approved, or somebody has rejected it.
	// Needed is how many persons had to approve; 0 if it was rejected.
	ApprovalDecided struct {
		Request  Request `json:"request"`
		Approved bool    `json:"approved"`
		Needed   int     `json:"needed,omitzero"`
	}
	// ApprovalTakenBack takes a pending approval back.
	ApprovalTakenBack struct {
		Request Request `json:"request"`
	}
	// ApprovalUsedUp tells that the approved change of the organisation is made: the
	// approval is not good for another one.
	ApprovalUsedUp struct {
		Request Request `json:"request"`
	}
)

// What happens to groups.
type (
	// GroupAdded makes a group, with those who are in it from the start.
	GroupAdded struct {
		Group Group `json:"group"`
	}
	// GroupJoined puts a member or a static group into a group.
	GroupJoined struct {
		Group GroupID `json:"group"`
		// One of Person and Sub is set.
		Person PersonID `json:"person,omitzero"`
		Sub    GroupID  `json:"sub,omitzero"`
	}
	// GroupLeft takes a member or a static group out of a group.
	GroupLeft struct {
		Group  GroupID  `json:"group"`
		Person PersonID `json:"person,omitzero"`
		Sub    GroupID  `json:"sub,omitzero"`
	}
	// GroupRemoved takes a group away, with the grants to it. Its id is never used
	// again.
	GroupRemoved struct {
		Group GroupID `json:"group"`
	}
)

// What happens to roles and grants.
type (
	// RoleAdded makes a custom role.
	RoleAdded struct {
		Role Role `json:"role"`
	}
	// RoleEdited makes a custom role another one, for all who hold it.
	RoleEdited struct {
		Role Role `json:"role"`
	}
	// RoleRemoved takes a custom role away that nobody holds. Its id is never used
	// again.
	RoleRemoved struct {
		Role RoleID `json:"role"`
	}
	// RoleGranted gives a role.
	RoleGranted struct {
		Grant Grant `json:"grant"`
	}
	// RoleRevoked takes a role away: the grant that is exactly this.
	RoleRevoked struct {
		Grant Grant `json:"grant"`
	}
	// RoleHandedOver moves a grant to another member.
	RoleHandedOver struct {
		Grant Grant    `json:"grant"`
		To    PersonID `json:"to"`
	}
)

// The names in the JSON form.

func (OrgFounded) EventName() string          { return "org-founded" }
func (PolicyAdopted) EventName() string       { return "policy-adopted" }
func (IDsRetired) EventName() string          { return "ids-retired" }
func (SettingChanged) EventName() string      { return "setting-changed" }
func (UnitAdded) EventName() string           { return "unit-added" }
func (UnitMoved) EventName() string           { return "unit-moved" }
func (UnitSealed) EventName() string          { return "unit-sealed" }
func (UnitRemoved) EventName() string         { return "unit-removed" }
func (MemberJoined) EventName() string        { return "member-joined" }
func (MemberMoved) EventName() string         { return "member-moved" }
func (MemberActivated) EventName() string     { return "member-activated" }
func (MemberDeactivated) EventName() string   { return "member-deactivated" }
func (MemberLeft) EventName() string          { return "member-left" }
func (InvitationSent) EventName() string      { return "invitation-sent" }
func (InvitationResent) EventName() string    { return "invitation-resent" }
func (InvitationAnswered) EventName() string  { return "invitation-answered" }
func (InvitationWithdrawn) EventName() string { return "invitation-withdrawn" }
func (ApprovalStarted) EventName() string     { return "approval-started" }
func (ApprovalVoted) EventName() string       { return "approval-voted" }
func (ApprovalDecided) EventName() string     { return "approval-decided" }
func (ApprovalTakenBack) EventName() string   { return "approval-taken-back" }
func (ApprovalUsedUp) EventName() string      { return "approval-used-up" }
func (GroupAdded) EventName() string          { return "group-added" }
func (GroupJoined) EventName() string         { return "group-joined" }
func (GroupLeft) EventName() string           { return "group-left" }
func (GroupRemoved) EventName() string        { return "group-removed" }
func (RoleAdded) EventName() string           { return "role-added" }
func (RoleEdited) EventName() string          { return "role-edited" }
func (RoleRemoved) EventName() string         { return "role-removed" }
func (RoleGranted) EventName() string         { return "role-granted" }
func (RoleRevoked) EventName() string         { return "role-revoked" }
func (RoleHandedOver) EventName() string      { return "role-handed-over" }

// EventError tells why an event was not applied. The organisation is as it was.
type EventError struct {
	Org     OrgID
	Version uint64
	Step    int
	// Name is the name of what would have happened, "" if that is unknown.
	Name string
	// Problem is a clause: what is wrong, and what was expected.
	Problem string
}

// Error says which event it is and what is wrong with it.
func (e *EventError) Error() string {
	name := e.Name
	if name == "" {
		name = "unknown"
	}
	return fmt.Sprintf("mandat: event %d.%d of %s (%s): %s", e.Version, e.Step, bare(string(e.Org)), name, e.Problem)
}
