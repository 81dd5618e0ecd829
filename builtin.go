package mandat

import "slices"

// The built-in types, which every policy has. Policies say who may do what to
// them; the organisation itself fills their facts.
const (
	// OrgType is the organisation itself: its settings and its policy.
	OrgType ResourceType = "org"
	// UnitType is the type of units.
	UnitType ResourceType = "unit"
	// MemberType is the type of members. Its statuses are those of MemberStatus
	// and absent, and its relation is self.
	MemberType ResourceType = "member"
	// GroupType is the type of groups.
	GroupType ResourceType = "group"
	// RoleType is the type of custom roles.
	RoleType ResourceType = "role"
	// GrantType is the type of grants. Who may give, revoke, invite and hand over
	// is stated by Rules.Administer alone.
	GrantType ResourceType = "grant"
	// InvitationType is the type of invitations.
	InvitationType ResourceType = "invitation"
	// ApprovalType is the type of approvals.
	ApprovalType ResourceType = "approval"
)

// The actions of grants that statements of Rules.Administer give.
const (
	giveAction    Action = "give"
	revokeAction  Action = "revoke"
	inviteAction  Action = "invite"
	handOffAction Action = "hand-over"
)

// readAction is the action by which what is built in is seen, createAction the
// one that is asked of what does not exist yet. A predefined group is neither
// edited nor removed, but filled: by fillAction persons enter and leave it.
const (
	readAction   Action = "read"
	createAction Action = "create"
	editAction   Action = "edit"
	removeAction Action = "remove"
	fillAction   Action = "fill"
)

// memberAbsent is the status of a target who is no member.
const memberAbsent MemberStatus = "absent"

// selfRelation is the relation of a subject to themselves, as a member, and to
// what is theirs.
const selfRelation Relation = "self"

func builtinTypes() []TypeRule {
	types := []TypeRule{
		builtin(OrgType, Title{"en": "Organisation", "sv": "Organisation"}, "read", "edit", "adopt-policy"),
		builtin(UnitType, Title{"en": "Unit", "sv": "Enhet"}, "read", "create", "edit", "seal", "move", "remove"),
		builtin(MemberType, Title{"en": "Member", "sv": "Medlem"}, "read", "edit", "create", "activate", "deactivate", "remove", "move"),
		builtin(GroupType, Title{"en": "Group", "sv": "Grupp"}, readAction, createAction, editAction, fillAction, removeAction),
		builtin(RoleType, Title{"en": "Role", "sv": "Roll"}, "read", "create", "edit", "remove"),
		builtin(GrantType, Title{"en": "Grant", "sv": "Rolltilldelning"}, "read", giveAction, revokeAction, inviteAction, handOffAction),
		builtin(InvitationType, Title{"en": "Invitation", "sv": "Inbjudan"}, "read", "send", "resend", "revoke"),
		builtin(ApprovalType, Title{"en": "Approval", "sv": "Godkännande"}, "read", "start", "approve", "reject", "withdraw"),
	}
	for i := range types {
		switch t := &types[i]; t.Name {
		case MemberType:
			t.Statuses, t.Relations = targetStatuses(), []RelationRule{selfRule()}
		case GrantType, InvitationType:
			t.Relations = []RelationRule{selfRule()}
		}
	}
	return types
}

func selfRule() RelationRule {
	return RelationRule{Name: selfRelation, Title: Title{"en": "The member themselves", "sv": "Medlemmen själv"}}
}

func builtin(name ResourceType, title Title, actions ...Action) TypeRule {
	t := TypeRule{Name: name, Title: title}
	for _, a := range actions {
		t.Actions = append(t.Actions, ActionRule{Name: a, Title: builtinVerb(a)})
	}
	return t
}

// builtinVerb returns the words for an action on what is built in.
func builtinVerb(a Action) Title {
	for _, v := range [...]struct {
		name   Action
		en, sv string
	}{
		{"read", "See", "Se"}, {"edit", "Edit", "Ändra"}, {fillAction, "Choose the members of", "Välja medlemmar i"}, {"adopt-policy", "Adopt a policy for", "Införa en policy för"},
		{"create", "Create", "Skapa"}, {"seal", "Seal", "Försegla"}, {"move", "Move", "Flytta"}, {"remove", "Remove", "Ta bort"},
		{"activate", "Activate", "Aktivera"}, {"deactivate", "Deactivate", "Inaktivera"},
		{giveAction, "Give", "Ge"}, {revokeAction, "Revoke", "Återkalla"}, {inviteAction, "Invite to", "Bjuda in till"}, {handOffAction, "Hand over", "Överlåta"},
		{"send", "Send", "Skicka"}, {"resend", "Send again", "Skicka på nytt"},
		{"start", "Start", "Inleda"}, {"approve", "Approve", "Godkänna"}, {"reject", "Reject", "Avslå"}, {"withdraw", "Withdraw", "Dra tillbaka"},
	} {
		if v.name == a {
			return Title{"en": v.en, "sv": v.sv}
		}
	}
	return nil
}

// targetStatuses are the statuses of a member concerned.
func targetStatuses() []StatusRule {
	return []StatusRule{
		{Name: Status(memberAbsent), Title: Title{"en": "absent", "sv": "frånvarande"}},
		{Name: Status(MemberInvited), Title: Title{"en": "invited", "sv": "inbjuden"}},
		{Name: Status(MemberAccepted), Title: Title{"en": "accepted", "sv": "accepterad"}},
		{Name: Status(MemberActive), Title: Title{"en": "active", "sv": "aktiv"}},
		{Name: Status(MemberInactive), Title: Title{"en": "inactive", "sv": "inaktiv"}},
		{Name: Status(MemberRemoved), Title: Title{"en": "removed", "sv": "borttagen"}},
	}
}

// targetType stands for the member who is the target of a condition.
func targetType() *TypeRule {
	return &TypeRule{Name: MemberType, Statuses: targetStatuses()}
}

// hasTarget reports whether resources of a type concern a member.
func hasTarget(name ResourceType) bool {
	return name == MemberType || name == GrantType || name == InvitationType
}

// isBuiltinType reports whether a policy may not declare a type of the name.
func isBuiltinType(name ResourceType) bool {
	return slices.ContainsFunc(builtinTypes(), func(t TypeRule) bool { return t.Name == name })
}
