package mandat

// Detail tells what was malformed, or why there is no standing. Details are in
// the order in which they are looked for; a decision carries the first.
type Detail uint8

const (
	// NoDetail: the reason says it all.
	NoDetail Detail = iota

	// NoOrg: the organisation asked is nil or zero.
	NoOrg
	// TypeUnknown: the policy does not declare the resource type.
	TypeUnknown
	// ActionUnknown: the resource type does not declare the action.
	ActionUnknown
	// OrgNotStated: the resource does not say to which organisation it belongs.
	OrgNotStated
	// OrgForeign: the resource belongs to another organisation.
	OrgForeign
	// TimeNotStated: the subject's time is zero.
	TimeNotStated
	// ChannelUnknown: the policy does not declare the subject's channel.
	ChannelUnknown
	// PurposeNotStated: a bearer channel without a purpose.
	PurposeNotStated
	// PurposeIncomplete: a purpose with some but not all of its fields.
	PurposeIncomplete
	// SessionUnstated: a rule on the action asks whether the subject is logged
	// out.
	SessionUnstated
	// UnitTwice: two places in one structure.
	UnitTwice
	// StructureUnknown: a place in a structure that the type does not have.
	StructureUnknown
	// UnitUnknown: the organisation has no such unit in that structure.
	UnitUnknown
	// UnitNotStated: no place in a structure of the type.
	UnitNotStated
	// StatusUnknown: the type does not declare the status.
	StatusUnknown
	// StatusNotStated: a rule on the action asks for the status.
	StatusNotStated
	// LabelUnknown: the type does not declare a label.
	LabelUnknown
	// LabelTwice: a label is stated twice.
	LabelTwice
	// LabelsNotStated: a rule on the action asks for a label.
	LabelsNotStated
	// RelationTwice: a relation is stated twice.
	RelationTwice
	// RelationUnknown: the type does not declare a relation.
	RelationUnknown
	// RelationNotStated: a rule or list on the action can ask for a relation.
	RelationNotStated
	// ListTwice: a list is stated twice.
	ListTwice
	// ListUnknown: the type, or the whole's type, has no list for an action.
	ListUnknown
	// ListNotStated: a list that can govern the action, on the resource or on a
	// whole.
	ListNotStated
	// WholeUnknown: the whole is not of the type that the resource can be part
	// of.
	WholeUnknown
	// WholeForeign: the whole belongs to another organisation.
	WholeForeign
	// WholeNotStated: a list of the whole can govern the action.
	WholeNotStated
	// WholeTooDeep: more than MaxDepth wholes, or a resource that is part of
	// itself.
	WholeTooDeep
	// FactFilled: a fact of what is built in, which the organisation itself fills.
	FactFilled
	// ValueNotStated: neither an id of what is built in, nor the value that it
	// would be.
	ValueNotStated
	// DigestNotStated: the digest of what is asked about, in a change.
	DigestNotStated
	// ValueInvalid: a grant without a valid scope, or not to one member or group; a
	// member to be with a status that is none; an id that is not UTF-8; a time
	// outside the years 0 to 9999.
	ValueInvalid

	// NotAMember: the person is no member of the organisation.
	NotAMember
	// NotActive: the member is not active, and has no role that needs no account.
	NotActive
	// ChannelClosed: no role of the member opens the channel.
	ChannelClosed
	// PurposeOther: the subject is confined to another action or resource.
	PurposeOther

	// UnitMissing: there is no such unit.
	UnitMissing
	// MemberMissing: the person is no member.
	MemberMissing
	// GroupMissing: there is no such group.
	GroupMissing
	// RoleMissing: there is no such role.
	RoleMissing
	// InvitationMissing: there is no such invitation.
	InvitationMissing
	// ApprovalMissing: there is no such approval, or none is pending.
	ApprovalMissing
	// RoleBuiltIn: built-in roles are fixed by the policy.
	RoleBuiltIn
	// SettingMissing: the policy has no such setting.
	SettingMissing
	// StructureMissing: the policy has no such structure.
	StructureMissing
	// IDMissing: what is to be made, or to have something, has no id.
	IDMissing
	// IDUsed: the id is, or was, that of something else.
	IDUsed
	// AlreadySo: nothing would change.
	AlreadySo
	// StructureOther: the unit is of another structure.
	StructureOther
	// TooDeep: units would lie more than MaxUnitDepth deep.
	TooDeep
	// BelowItself: a unit would lie below itself.
	BelowItself
	// InUse: something lies in it, names it, or holds it.
	InUse
	// HomeNeeded: every member has a home unit.
	HomeNeeded
	// StatusOther: the member has not the status for it.
	StatusOther
	// GroupDynamic: a dynamic group would lie in another group.
	GroupDynamic
	// UnitOther: the group belongs to another unit.
	UnitOther
	// NotInGroup: it is not in the group.
	NotInGroup
	// GroupsHoldNone: by this policy groups hold no roles.
	GroupsHoldNone
	// RoleInvalid: the role cannot be what it would be.
	RoleInvalid
	// RoleOff: the setting on which the role hangs is off.
	RoleOff
	// RoleDeprecated: the role is not given any more.
	RoleDeprecated
	// ScopeInvalid: a scope that is none, or that names two units of one structure.
	ScopeInvalid
	// GivenElsewhere: the role is not given at such a scope.
	GivenElsewhere
	// EndsBefore: the grant ends before it begins, or has ended.
	EndsBefore
	// NotHeld: there is no such grant.
	NotHeld
	// InvitationClosed: the invitation is not pending any more.
	InvitationClosed
	// InvitationOver: the time of the invitation is over.
	InvitationOver
	// TokenNeeded: an invitation needs a token.
	TokenNeeded
	// NotCarried: the role cannot come with an invitation.
	NotCarried
	// EndTooLate: the invitation or approval would be open for longer than the policy
	// allows.
	EndTooLate
	// InviterLost: whoever sent the invitation may not do so any more.
	InviterLost
	// ApprovalOver: the time of the approval is over.
	ApprovalOver
	// ApprovalNotNeeded: the policy does not put the action under approval.
	ApprovalNotNeeded
	// RequestChanged: the digest, the units or the relations are not those that were
	// asked about.
	RequestChanged
	// RequesterLost: whoever asked for it has no right to it any more.
	RequesterLost
	// NoApprover: fewer have the right to approve it than must.
	NoApprover
	// PolicyOther: a policy of another system, of the same version, or under which
	// the organisation would not be valid.
	PolicyOther
	// NotAlone: it is done by a change of its own.
	NotAlone
	// TooFewHolders: fewer would hold the role than the policy enforces.
	TooFewHolders
	// TooManyHolders: more would hold the role than the policy enforces.
	TooManyHolders
	// RolesExclusive: somebody would hold more of the exclusive roles than they
	// may.
	RolesExclusive
	// GroupPredefined: a predefined group is fixed.
	GroupPredefined
	// GroupOrdinary: the group is not predefined, and so is edited, not filled.
	GroupOrdinary
	// NameNeeded: whoever makes such a unit must name somebody.
	NameNeeded
	// NothingToName: the policy gives nothing to those named with such a unit.
	NothingToName

	// OwnRequest: whoever asked for it does not approve it, or not so.
	OwnRequest
	// NotInvited: the token, the address or the person is another.
	NotInvited
	// NotOffered: the policy opens no such way through the channel.
	NotOffered
)

// MaxDepth is the number of wholes, one part of the other, that a question may
// state.
const MaxDepth = 16

// String returns the code, such as "status-not-stated"; "" for NoDetail.
func (d Detail) String() string { return codeOf(detailCodes[:], d) }

var detailCodes = [...]string{
	NoDetail:          "",
	NoOrg:             "no-org",
	TypeUnknown:       "type-unknown",
	ActionUnknown:     "action-unknown",
	OrgNotStated:      "org-not-stated",
	OrgForeign:        "org-foreign",
	TimeNotStated:     "time-not-stated",
	ChannelUnknown:    "channel-unknown",
	PurposeNotStated:  "purpose-not-stated",
	PurposeIncomplete: "purpose-incomplete",
	SessionUnstated:   "session-not-stated",
	UnitTwice:         "unit-twice",
	StructureUnknown:  "structure-unknown",
	UnitUnknown:       "unit-unknown",
	UnitNotStated:     "unit-not-stated",
	StatusUnknown:     "status-unknown",
	StatusNotStated:   "status-not-stated",
	LabelUnknown:      "label-unknown",
	LabelTwice:        "label-twice",
	LabelsNotStated:   "labels-not-stated",
	RelationTwice:     "relation-twice",
	RelationUnknown:   "relation-unknown",
	RelationNotStated: "relation-not-stated",
	ListTwice:         "list-twice",
	ListUnknown:       "list-unknown",
	ListNotStated:     "list-not-stated",
	WholeUnknown:      "whole-unknown",
	WholeForeign:      "whole-foreign",
	WholeNotStated:    "whole-not-stated",
	WholeTooDeep:      "whole-too-deep",
	FactFilled:        "fact-filled",
	ValueNotStated:    "value-not-stated",
	DigestNotStated:   "digest-not-stated",
	ValueInvalid:      "value-invalid",
	NotAMember:        "not-a-member",
	NotActive:         "not-active",
	ChannelClosed:     "channel-closed",
	PurposeOther:      "purpose-other",
	UnitMissing:       "unit-missing",
	MemberMissing:     "member-missing",
	GroupMissing:      "group-missing",
	RoleMissing:       "role-missing",
	InvitationMissing: "invitation-missing",
	ApprovalMissing:   "approval-missing",
	RoleBuiltIn:       "role-built-in",
	SettingMissing:    "setting-missing",
	StructureMissing:  "structure-missing",
	IDMissing:         "id-missing",
	IDUsed:            "id-used",
	AlreadySo:         "already-so",
	StructureOther:    "structure-other",
	TooDeep:           "too-deep",
	BelowItself:       "below-itself",
	InUse:             "in-use",
	HomeNeeded:        "home-needed",
	StatusOther:       "status-other",
	GroupDynamic:      "group-dynamic",
	UnitOther:         "unit-other",
	NotInGroup:        "not-in-group",
	GroupsHoldNone:    "groups-hold-none",
	RoleInvalid:       "role-invalid",
	RoleOff:           "role-off",
	RoleDeprecated:    "role-deprecated",
	ScopeInvalid:      "scope-invalid",
	GivenElsewhere:    "given-elsewhere",
	EndsBefore:        "ends-before",
	NotHeld:           "not-held",
	InvitationClosed:  "invitation-closed",
	InvitationOver:    "invitation-over",
	TokenNeeded:       "token-needed",
	NotCarried:        "not-carried",
	EndTooLate:        "end-too-late",
	InviterLost:       "inviter-lost",
	ApprovalOver:      "approval-over",
	ApprovalNotNeeded: "approval-not-needed",
	RequestChanged:    "request-changed",
	RequesterLost:     "requester-lost",
	NoApprover:        "no-approver",
	PolicyOther:       "policy-other",
	NotAlone:          "not-alone",
	TooFewHolders:     "too-few-holders",
	TooManyHolders:    "too-many-holders",
	RolesExclusive:    "roles-exclusive",
	GroupPredefined:   "group-predefined",
	GroupOrdinary:     "group-ordinary",
	NameNeeded:        "name-needed",
	NothingToName:     "nothing-to-name",
	OwnRequest:        "own-request",
	NotInvited:        "not-invited",
	NotOffered:        "not-offered",
}
