package mutants

import (
	"slices"

	"github.com/mandat-go/mandat"
)

// builtin returns the built-in types, with the actions that a permission can
// give and that somebody may already do: approvals are decided later.
func builtin() []mandat.TypeRule {
	return []mandat.TypeRule{
		typeOf(mandat.OrgType, "read", "edit", "adopt-policy"),
		typeOf(mandat.UnitType, "read", "create", "edit", "move", "remove"),
		typeOf(mandat.MemberType, "read", "edit", "create", "activate", "deactivate", "remove", "move"),
		typeOf(mandat.GroupType, "read", "create", "edit", "remove"),
		typeOf(mandat.RoleType, "read", "create", "edit", "remove"),
		typeOf(mandat.GrantType, "read"),
		typeOf(mandat.InvitationType, "read", "send", "resend", "revoke"),
	}
}

func typeOf(name mandat.ResourceType, actions ...mandat.Action) mandat.TypeRule {
	t := mandat.TypeRule{Name: name}
	for _, a := range actions {
		t.Actions = append(t.Actions, mandat.ActionRule{Name: a})
	}
	return t
}

// changes reports whether the policy says who may change an organisation. One
// that says nothing of it leaves that for later.
func (m *maker) changes() bool {
	return len(m.rules.Administer) > 0 || slices.ContainsFunc(m.rules.Roles, func(r mandat.Role) bool {
		return slices.ContainsFunc(r.Can, func(p mandat.Permission) bool {
			return slices.ContainsFunc(builtin(), func(t mandat.TypeRule) bool { return t.Name == p.Do[0].Type })
		})
	})
}
