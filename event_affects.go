package mandat

// affects is what a happening can change: those whose rights, members or places
// may be others afterwards.
type affects struct {
	persons     []PersonID
	groups      []GroupID
	units       []UnitID
	roles       []RoleID // custom ones that are edited
	invitations []InvitationID
	grants      []Grant
	settings    []Setting
	// all tells that nothing is ruled out, none that no right hangs on it.
	all, none bool
}

// collector notes what happenings can change: for the invariants those whom a
// change touches, for its impact those who can gain or lose.
type collector interface {
	grant(Grant)
	person(PersonID)
	group(GroupID)
	role(RoleID)
	invitation(InvitationID)
	unit(UnitID)
	setting(Setting)
}

// tell notes all of it.
func (a *affects) tell(to collector) {
	for _, g := range a.grants {
		to.grant(g)
	}
	for _, p := range a.persons {
		to.person(p)
	}
	for _, g := range a.groups {
		to.group(g)
	}
	for _, r := range a.roles {
		to.role(r)
	}
	for _, i := range a.invitations {
		to.invitation(i)
	}
	for _, u := range a.units {
		to.unit(u)
	}
	for _, s := range a.settings {
		to.setting(s)
	}
}

// with returns what two happenings can change together.
func (a affects) with(b affects) affects {
	return affects{
		persons: append(a.persons, b.persons...), groups: append(a.groups, b.groups...), units: append(a.units, b.units...),
		roles: append(a.roles, b.roles...), invitations: append(a.invitations, b.invitations...), grants: append(a.grants, b.grants...),
		settings: append(a.settings, b.settings...), all: a.all || b.all, none: a.none && b.none,
	}
}

// affectedByAll returns what some events can change together.
func affectedByAll(events []Event) affects {
	all := affects{none: true}
	for i := range events {
		all = all.with(affectedBy(events[i].What))
	}
	return all
}

// affectedBy returns what a happening can change.
func affectedBy(what Happening) affects {
	switch e := what.(type) {
	case OrgFounded, PolicyAdopted:
		return affects{all: true}
	case SettingChanged:
		return affects{settings: []Setting{e.Setting}}
	case UnitAdded:
		return affects{units: []UnitID{e.Unit.ID}}
	case UnitMoved:
		return affects{units: []UnitID{e.Unit}}
	case UnitSealed:
		return affects{units: []UnitID{e.Unit}}
	case UnitRemoved:
		return affects{units: []UnitID{e.Unit}}
	case RoleEdited:
		return affects{roles: []RoleID{e.Role.ID}}
	case RoleGranted:
		return affects{grants: []Grant{e.Grant}}
	case RoleRevoked:
		return affects{grants: []Grant{e.Grant}}
	case RoleHandedOver:
		return affects{grants: []Grant{e.Grant}, persons: []PersonID{e.To}}
	case GroupAdded:
		return affects{groups: []GroupID{e.Group.ID}}
	case GroupRemoved:
		return affects{groups: []GroupID{e.Group}}
	case GroupJoined:
		return joinedBy(e.Person, e.Sub)
	case GroupLeft:
		return joinedBy(e.Person, e.Sub)
	}
	return memberAffectedBy(what)
}

func memberAffectedBy(what Happening) affects {
	switch e := what.(type) {
	case MemberJoined:
		return affects{persons: []PersonID{e.Member.Person}}
	case MemberMoved:
		return affects{persons: []PersonID{e.Person}}
	case MemberActivated:
		return affects{persons: []PersonID{e.Person}}
	case MemberDeactivated:
		return affects{persons: []PersonID{e.Person}}
	case MemberLeft:
		return affects{persons: []PersonID{e.Person}}
	case InvitationSent:
		return affects{persons: []PersonID{e.Invitation.Person}}
	case InvitationAnswered:
		return affects{invitations: []InvitationID{e.Invitation}}
	case InvitationWithdrawn:
		return affects{invitations: []InvitationID{e.Invitation}}
	case IDsRetired, InvitationResent, RoleAdded, RoleRemoved,
		ApprovalStarted, ApprovalVoted, ApprovalDecided, ApprovalTakenBack, ApprovalUsedUp:
		return affects{none: true}
	}
	return affects{all: true}
}

// joinedBy returns what joins or leaves a group: a person, or a group.
func joinedBy(p PersonID, sub GroupID) affects {
	if sub != "" {
		return affects{groups: []GroupID{sub}}
	}
	return affects{persons: []PersonID{p}}
}
