package mandat

import "slices"

// MemberType is the built-in type of members: the only one to which conditions
// on a target apply.
const MemberType ResourceType = "member"

// builtinTypes are the types that every policy has. Policies may name their
// actions; the organisation itself fills their facts.
func builtinTypes() []TypeRule {
	return []TypeRule{
		builtin("org", "read", "edit", "adopt-policy"),
		builtin("unit", "read", "create", "edit", "move", "remove"),
		builtin(MemberType, "read", "edit", "create", "activate", "deactivate", "remove", "move"),
		builtin("group", "read", "create", "edit", "remove"),
		builtin("role", "read", "create", "edit", "remove"),
		builtin("grant", "read", "give", "revoke", "hand-over"),
		builtin("invitation", "read", "send", "resend", "revoke"),
		builtin("approval", "read", "start", "approve", "reject", "withdraw"),
	}
}

func builtin(name ResourceType, actions ...Action) TypeRule {
	t := TypeRule{Name: name}
	for _, a := range actions {
		t.Actions = append(t.Actions, ActionRule{Name: a})
	}
	return t
}

// targetType stands for the member who is the target of a condition.
func targetType() *TypeRule {
	t := builtin(MemberType)
	for _, s := range []MemberStatus{"absent", MemberInvited, MemberAccepted, MemberActive, MemberInactive, MemberRemoved} {
		t.Statuses = append(t.Statuses, StatusRule{Name: Status(s)})
	}
	return &t
}

// isBuiltinType reports whether a policy may not declare a type of the name.
func isBuiltinType(name ResourceType) bool {
	return slices.ContainsFunc(builtinTypes(), func(t TypeRule) bool { return t.Name == name })
}
