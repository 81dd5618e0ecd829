package mandat

import "time"

// Command is one step of a change that somebody wants to make: a value, which
// does nothing by itself. Org.Plan judges commands. Its implementations are the
// types of this package whose names are in the imperative, and Quietly. Org.Plan
// takes them as values: a pointer to one is refused, as is nil. Most ask for an
// action on what they are about, as a question would; doc/changes.md has all that
// they ask, and what blocks them.
//
// Ids, times and token hashes come with the command, so that a plan is the same
// wherever and whenever it is made.
type Command interface {
	// CommandName is the name in errors and files, such as "grant-role".
	CommandName() string
	// plan asks what has to be asked, and tells the planner what would happen.
	plan(p *planner)
}

// Commands for the organisation itself.
type (
	// ChangeSetting turns a setting on or off (clause J22). It asks org.edit.
	ChangeSetting struct {
		Setting Setting
		On      bool
	}
	// AdoptPolicy puts another version of the system's policy in force. It is a
	// change of its own. It asks org.adopt-policy.
	AdoptPolicy struct {
		Policy *Policy
	}
)

// Commands for units.
type (
	// AddUnit makes a unit. It asks unit.create where the unit will lie, and
	// unit.seal there for one that is sealed, unless the policy seals it itself. What the policy gives at a creation
	// comes with it, to the subject and to those named (Rules.Creation; clauses R2,
	// R53): that needs no other authority.
	AddUnit struct {
		Unit Unit
		// Named are members, each once. They get the roles of CreationRule.Named.
		Named []PersonID
	}
	// MoveUnit puts a unit, with all below it, below another one; below none if To
	// is "". It asks unit.move of the unit, and of both places.
	MoveUnit struct{ Unit, To UnitID }
	// SealUnit seals a unit, or lifts its seal. It asks unit.seal.
	SealUnit struct {
		Unit   UnitID
		Sealed bool
	}
	// RemoveUnit takes a unit away in which nothing lies any more but predefined
	// groups, which go with it (clause R7). It asks unit.remove, and grant.revoke
	// for each role that goes with these groups.
	RemoveUnit struct{ Unit UnitID }
)

// Commands for members.
type (
	// AddMember makes a person a member without asking them: active, or inactive
	// for somebody who has no account. The roles that the policy gives to those
	// who are made members come along (clause K30). It asks member.create.
	AddMember struct {
		Person PersonID
		Home   UnitID
		// NoAccount makes an inactive member, who acts by roles that need no account
		// (clause J14).
		NoAccount bool
	}
	// Register makes the subject a member, where the policy lets people join by
	// themselves (clause K29). It asks for no right: JoiningRules.Registration names
	// the channels.
	Register struct{}
	// MoveMember gives a member another home unit, none if To is "". It is to
	// revoke what they hold at their home and to give it at the new one: it asks
	// member.move of the member and of the new home, and grant.revoke and grant.give.
	MoveMember struct {
		Person PersonID
		To     UnitID
	}
	// DeactivateMember makes an active member inactive. Grants stay (clause G42). It
	// asks member.deactivate.
	DeactivateMember struct{ Person PersonID }
	// ActivateMember makes an inactive member active (clause G43). It asks
	// member.activate.
	ActivateMember struct{ Person PersonID }
	// ConfirmAccount makes a member active who accepted an invitation and had no
	// account yet (clause G29). They do it themselves; anybody
	// else needs member.activate.
	ConfirmAccount struct{ Person PersonID }
	// RemoveMember ends a membership, with all grants and places in groups. It asks
	// member.remove alone.
	RemoveMember struct{ Person PersonID }
)

// Commands for invitations.
type (
	// InvitePerson invites a person to become a member (clause G23). It asks
	// invitation.send, and grant.invite for each of the roles. Where the policy makes
	// members at once (InvitationRule.AtOnce), the person is one, and has the roles:
	// nothing is kept to be answered, and Invitation, Until and Token mean nothing.
	InvitePerson struct {
		Invitation InvitationID
		// Person is whom the service takes for the owner of the address, or a new id
		// for an address that it does not know.
		Person PersonID
		Home   UnitID
		// Roles come along (clause G30). Member is left empty, or is Person.
		Roles []Grant
		// Until is when the invitation lapses. Zero is as late as the policy allows.
		Until time.Time
		// Token is bound to the secret that the service sends, and to the address. The
		// secret is new for each invitation: see NewToken.
		Token TokenHash
	}
	// ResendInvitation replaces the secret of an invitation by another one, and when
	// it lapses. It asks invitation.resend, and grant.invite for each of the roles.
	ResendInvitation struct {
		Invitation InvitationID
		Until      time.Time
		Token      TokenHash
	}
	// RevokeInvitation takes back an invitation that has not been answered. It asks
	// invitation.revoke.
	RevokeInvitation struct{ Invitation InvitationID }
	// AcceptInvitation makes the subject a member. Token is the secret of the link
	// that they followed, Address the address that they have shown to be theirs. It
	// asks for no right: the subject is the person invited.
	AcceptInvitation struct {
		Invitation InvitationID
		Token      Token
		Address    Address
		// NoAccount tells that the subject has no account yet. Where the policy asks
		// for one, they are active when it is confirmed.
		NoAccount bool
	}
	// DeclineInvitation says no. The invitation is over. It asks for no right, like
	// AcceptInvitation.
	DeclineInvitation struct {
		Invitation InvitationID
		Token      Token
		Address    Address
	}
)

// Commands for approvals.
type (
	// StartApproval asks others to approve an action under approval. It asks the
	// action itself. At most one approval is pending for one resource by the same
	// vote, and it is found again by action and resource (clauses K11, K22).
	StartApproval struct {
		Action   Action
		Resource Resource
		// Digest is that of the content as it is now.
		Digest Digest
		// Until is when it lapses. Zero is as late as the policy allows.
		Until time.Time
	}
	// Approve votes for what was asked: the same content of the same resource. It
	// asks the action that the policy names for the vote (ApprovalRule.By). With the
	// last vote that is needed it is approved.
	Approve struct {
		Action   Action
		Resource Resource
		Digest   Digest
	}
	// Reject ends an approval with a no. It asks what Approve asks.
	Reject struct {
		Action   Action
		Resource Resource
		Digest   Digest
	}
	// WithdrawApproval takes a pending approval back. It asks no right of the
	// requester, and approval.withdraw of anybody else.
	WithdrawApproval struct {
		Action   Action
		Resource Resource
	}
)

// Commands for groups.
type (
	// AddGroup makes a group, with those who are in it from the start. It asks
	// group.create.
	AddGroup struct{ Group Group }
	// JoinGroup puts a member, or a static group, into a group. It asks group.edit,
	// or group.fill of a predefined one, which takes no groups (clause R7), and grant.give for each role that comes with it.
	JoinGroup struct {
		Group GroupID
		// One of Person and Sub is set.
		Person PersonID
		Sub    GroupID
	}
	// LeaveGroup takes a member, or a static group, out of a group. It asks
	// group.edit, or group.fill of a predefined one, and grant.revoke for each role that goes with it.
	LeaveGroup struct {
		Group  GroupID
		Person PersonID
		Sub    GroupID
	}
	// RemoveGroup takes a group away, with the roles that it holds. It asks
	// group.remove, and grant.revoke for each role that goes with it.
	RemoveGroup struct{ Group GroupID }
)

// Commands for roles and grants.
type (
	// AddRole makes a custom role. It asks role.create, of one who holds what it can
	// do.
	AddRole struct{ Role Role }
	// EditRole makes a custom role another one, for all who hold it. It asks
	// role.edit, of one who holds what it will be able to do.
	EditRole struct{ Role Role }
	// RemoveRole takes a custom role away that nobody holds any more. It asks
	// role.remove.
	RemoveRole struct{ Role RoleID }
	// GrantRole gives a role. It asks grant.give, which Rules.Administer gives.
	GrantRole struct{ Grant Grant }
	// RevokeRole takes a role away: the grant that is exactly this. See
	// Org.GrantsOf. It asks grant.revoke.
	RevokeRole struct{ Grant Grant }
	// HandOver moves grants from their holder to another member, all or none
	// (clause G51). It asks grant.hand-over of each, as it is and as it will be.
	HandOver struct {
		// Grants are each to the same member, exactly as they are held.
		Grants []Grant
		To     PersonID
	}
)

// The names in errors and files.

func (ChangeSetting) CommandName() string     { return "change-setting" }
func (AdoptPolicy) CommandName() string       { return "adopt-policy" }
func (AddUnit) CommandName() string           { return "add-unit" }
func (MoveUnit) CommandName() string          { return "move-unit" }
func (SealUnit) CommandName() string          { return "seal-unit" }
func (RemoveUnit) CommandName() string        { return "remove-unit" }
func (AddMember) CommandName() string         { return "add-member" }
func (Register) CommandName() string          { return "register" }
func (MoveMember) CommandName() string        { return "move-member" }
func (DeactivateMember) CommandName() string  { return "deactivate-member" }
func (ActivateMember) CommandName() string    { return "activate-member" }
func (ConfirmAccount) CommandName() string    { return "confirm-account" }
func (RemoveMember) CommandName() string      { return "remove-member" }
func (InvitePerson) CommandName() string      { return "invite-person" }
func (ResendInvitation) CommandName() string  { return "resend-invitation" }
func (RevokeInvitation) CommandName() string  { return "revoke-invitation" }
func (AcceptInvitation) CommandName() string  { return "accept-invitation" }
func (DeclineInvitation) CommandName() string { return "decline-invitation" }
func (StartApproval) CommandName() string     { return "start-approval" }
func (Approve) CommandName() string           { return "approve" }
func (Reject) CommandName() string            { return "reject" }
func (WithdrawApproval) CommandName() string  { return "withdraw-approval" }
func (AddGroup) CommandName() string          { return "add-group" }
func (JoinGroup) CommandName() string         { return "join-group" }
func (LeaveGroup) CommandName() string        { return "leave-group" }
func (RemoveGroup) CommandName() string       { return "remove-group" }
func (AddRole) CommandName() string           { return "add-role" }
func (EditRole) CommandName() string          { return "edit-role" }
func (RemoveRole) CommandName() string        { return "remove-role" }
func (GrantRole) CommandName() string         { return "grant-role" }
func (RevokeRole) CommandName() string        { return "revoke-role" }
func (HandOver) CommandName() string          { return "hand-over" }

// Quietly returns a command that is the same, but for the notices: nobody is
// told of it (clause R43).
func Quietly(c Command) Command {
	if q, ok := c.(quietly); ok {
		return q
	}
	return quietly{c}
}

type quietly struct{ Command }

func (q quietly) plan(p *planner) {
	p.quiet = true
	q.Command.plan(p)
}
