package mandat

import "slices"

// happenings has one of each kind, in the order of event.go. The JSON form and
// Org.Apply know no others.
var happenings = [...]Happening{
	OrgFounded{}, PolicyAdopted{}, IDsRetired{}, SettingChanged{},
	UnitAdded{}, UnitMoved{}, UnitSealed{}, UnitRemoved{},
	MemberJoined{}, MemberMoved{}, MemberActivated{}, MemberDeactivated{}, MemberLeft{},
	InvitationSent{}, InvitationResent{}, InvitationAnswered{}, InvitationWithdrawn{},
	ApprovalStarted{}, ApprovalVoted{}, ApprovalDecided{}, ApprovalTakenBack{}, ApprovalUsedUp{},
	GroupAdded{}, GroupJoined{}, GroupLeft{}, GroupRemoved{},
	RoleAdded{}, RoleEdited{}, RoleRemoved{}, RoleGranted{}, RoleRevoked{}, RoleHandedOver{},
}

// isKnown reports whether a happening is of one of the kinds itself: not a
// pointer to one, which could be nil, nor another type that embeds one.
func isKnown(h Happening) bool {
	switch h.(type) {
	case OrgFounded, PolicyAdopted, IDsRetired, SettingChanged,
		UnitAdded, UnitMoved, UnitSealed, UnitRemoved,
		MemberJoined, MemberMoved, MemberActivated, MemberDeactivated, MemberLeft,
		InvitationSent, InvitationResent, InvitationAnswered, InvitationWithdrawn,
		ApprovalStarted, ApprovalVoted, ApprovalDecided, ApprovalTakenBack, ApprovalUsedUp,
		GroupAdded, GroupJoined, GroupLeft, GroupRemoved,
		RoleAdded, RoleEdited, RoleRemoved, RoleGranted, RoleRevoked, RoleHandedOver:
		return true
	}
	return false
}

// owned returns a copy that shares nothing with the happening, with its times in
// UTC.
func owned(h Happening) Happening {
	switch e := h.(type) {
	case IDsRetired:
		e.Retired = e.Retired.clone()
		return e
	case InvitationSent:
		e.Invitation = e.Invitation.clone()
		return e
	case InvitationResent:
		e.Until = utc(e.Until)
		return e
	case ApprovalStarted:
		e.Approval = e.Approval.clone()
		return e
	case GroupAdded:
		e.Group.Members, e.Group.Groups = slices.Clone(e.Group.Members), slices.Clone(e.Group.Groups)
		return e
	case RoleAdded:
		e.Role = e.Role.clone()
		return e
	case RoleEdited:
		e.Role = e.Role.clone()
		return e
	case RoleGranted:
		e.Grant = e.Grant.inUTC()
		return e
	case RoleRevoked:
		e.Grant = e.Grant.inUTC()
		return e
	case RoleHandedOver:
		e.Grant = e.Grant.inUTC()
		return e
	}
	return h
}

func (r *Retired) clone() Retired {
	return Retired{slices.Clone(r.Units), slices.Clone(r.Groups), slices.Clone(r.Roles), slices.Clone(r.Invitations)}
}

func (g Grant) inUTC() Grant {
	g.From, g.Until = utc(g.From), utc(g.Until)
	return g
}

// copyEvents returns events that share nothing with others.
func copyEvents(events []Event) []Event {
	all := slices.Clone(events)
	for i := range all {
		all[i].What = owned(all[i].What)
	}
	return all
}
