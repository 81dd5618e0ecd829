package mandat

import "time"

// DataDifference is one thing that two organisations have differently. It compares
// with ==. Of its fields those are set that its kind tells of.
type DataDifference struct {
	Kind       DataKind
	Setting    Setting
	Unit       UnitID
	Person     PersonID
	Group      GroupID
	Sub        GroupID // a group in Group
	Role       RoleID
	Invitation InvitationID
	Request    Request // that of an approval
	// Scope, From and Until are those of a grant.
	Scope       Scope
	From, Until time.Time
	// Was and Is tell what it was before, and is afterwards: the version of the
	// policy, the unit above a unit, the home unit or the status of a member, the
	// unit of a group. "" is none.
	Was, Is string
}

// DataKind tells what is different.
type DataKind uint8

const (
	// DiffPolicy: the policies. Was and Is are their versions, which may be the same.
	DiffPolicy DataKind = iota + 1
	// DiffSettingOn: the Setting was off, and is on.
	DiffSettingOn
	// DiffSettingOff: it was on, and is off.
	DiffSettingOff
	// DiffUnitMade: there was no such Unit. Is is the unit above.
	DiffUnitMade
	// DiffUnitRemoved: there is no such Unit any more. Was is the unit above.
	DiffUnitRemoved
	// DiffUnitMoved: the Unit lies below another one, from Was to Is.
	DiffUnitMoved
	// DiffUnitSealed: the Unit is sealed, and was not.
	DiffUnitSealed
	// DiffUnitUnsealed: the Unit was sealed, and is not.
	DiffUnitUnsealed
	// DiffMemberMade: Person was nobody here. Is is the status, Unit the home unit.
	DiffMemberMade
	// DiffMemberGone: Person is nobody here any more, not even somebody removed. Was
	// is the status, Unit the home unit.
	DiffMemberGone
	// DiffMemberStatus: Person has another status, from Was to Is.
	DiffMemberStatus
	// DiffMemberMoved: Person has another home unit, from Was to Is.
	DiffMemberMoved
	// DiffGroupMade: there was no such Group. Is is its unit.
	DiffGroupMade
	// DiffGroupRemoved: there is no such Group any more. Was is its unit.
	DiffGroupRemoved
	// DiffGroupMoved: the Group belongs to another unit, from Was to Is.
	DiffGroupMoved
	// DiffGroupFixed: the Group is predefined, and was not.
	DiffGroupFixed
	// DiffGroupFree: the Group was predefined, and is not.
	DiffGroupFree
	// DiffGroupJoined: Person or Sub is in the Group, and was not.
	DiffGroupJoined
	// DiffGroupLeft: Person or Sub was in the Group, and is not.
	DiffGroupLeft
	// DiffRoleMade: there was no such custom Role.
	DiffRoleMade
	// DiffRoleRemoved: there is no such custom Role any more.
	DiffRoleRemoved
	// DiffRoleEdited: the custom Role says something else.
	DiffRoleEdited
	// DiffGranted: Person or Group has the Role, and had it not so.
	DiffGranted
	// DiffRevoked: Person or Group had the Role, and has it not so.
	DiffRevoked
	// DiffInvitation: the Invitation of Person is open in one alone, or says something
	// else. Was and Is are "open" or "".
	DiffInvitation
	// DiffApproval: the approval of Request is in one alone, has another status, from
	// Was to Is, or is of something else.
	DiffApproval
)

// dataCodes are the names of the kinds.
var dataCodes = [...]string{
	DiffPolicy: "policy", DiffSettingOn: "setting-on", DiffSettingOff: "setting-off",
	DiffUnitMade: "unit-made", DiffUnitRemoved: "unit-removed", DiffUnitMoved: "unit-moved", DiffUnitSealed: "unit-sealed", DiffUnitUnsealed: "unit-unsealed",
	DiffMemberMade: "member-made", DiffMemberGone: "member-gone", DiffMemberStatus: "member-status", DiffMemberMoved: "member-moved",
	DiffGroupMade: "group-made", DiffGroupRemoved: "group-removed", DiffGroupMoved: "group-moved", DiffGroupFixed: "group-fixed", DiffGroupFree: "group-free",
	DiffGroupJoined: "group-joined", DiffGroupLeft: "group-left",
	DiffRoleMade: "role-made", DiffRoleRemoved: "role-removed", DiffRoleEdited: "role-edited", DiffGranted: "granted", DiffRevoked: "revoked",
	DiffInvitation: "invitation", DiffApproval: "approval",
}

// String returns the name of the kind, such as "unit-moved".
func (k DataKind) String() string {
	if int(k) < len(dataCodes) && dataCodes[k] != "" {
		return dataCodes[k]
	}
	return "none"
}

// affects returns what the difference can change.
func (d DataDifference) affects() affects {
	switch d.Kind {
	case DiffPolicy:
		return affects{all: true}
	case DiffSettingOn, DiffSettingOff:
		return affects{settings: []Setting{d.Setting}}
	case DiffUnitMade, DiffUnitRemoved, DiffUnitMoved, DiffUnitSealed, DiffUnitUnsealed:
		return affects{units: []UnitID{d.Unit}}
	case DiffMemberMade, DiffMemberGone, DiffMemberStatus, DiffMemberMoved, DiffInvitation:
		return affects{persons: []PersonID{d.Person}}
	case DiffGroupMade, DiffGroupRemoved, DiffGroupMoved, DiffGroupFixed, DiffGroupFree:
		return affects{groups: []GroupID{d.Group}}
	case DiffGroupJoined, DiffGroupLeft:
		return joinedBy(d.Person, d.Sub)
	case DiffRoleEdited:
		return affects{roles: []RoleID{d.Role}}
	case DiffGranted, DiffRevoked:
		return affects{grants: []Grant{{Role: d.Role, Member: d.Person, Group: d.Group, Scope: d.Scope, From: d.From, Until: d.Until}}}
	case DiffRoleMade, DiffRoleRemoved, DiffApproval:
		return affects{none: true}
	}
	return affects{all: true}
}
