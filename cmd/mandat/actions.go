package main

import (
	"slices"

	"github.com/mandat-go/mandat"
)

// builtinTitles are what the built-in types are called.
var builtinTitles = map[mandat.ResourceType]mandat.Title{
	mandat.OrgType:        {"en": "Organisation", "sv": "Organisation"},
	mandat.UnitType:       {"en": "Unit", "sv": "Enhet"},
	mandat.MemberType:     {"en": "Member", "sv": "Medlem"},
	mandat.GroupType:      {"en": "Group", "sv": "Grupp"},
	mandat.RoleType:       {"en": "Role", "sv": "Roll"},
	mandat.GrantType:      {"en": "Grant", "sv": "Rolltilldelning"},
	mandat.InvitationType: {"en": "Invitation", "sv": "Inbjudan"},
	mandat.ApprovalType:   {"en": "Approval", "sv": "Godkännande"},
}

// builtinStatuses are those of members, of which whoever was removed is none;
// nothing else that is built in has any.
func builtinStatuses(t mandat.ResourceType) []mandat.StatusRule {
	if t != mandat.MemberType {
		return nil
	}
	status := func(s mandat.MemberStatus, en, sv string) mandat.StatusRule {
		return mandat.StatusRule{Name: mandat.Status(s), Title: mandat.Title{"en": en, "sv": sv}}
	}
	return []mandat.StatusRule{
		status(mandat.MemberInvited, "invited", "inbjuden"), status(mandat.MemberAccepted, "accepted", "accepterad"),
		status(mandat.MemberActive, "active", "aktiv"), status(mandat.MemberInactive, "inactive", "inaktiv"),
	}
}

// typesOf returns the types of a policy, and of the built-in ones the actions
// that the policy or a role names.
func typesOf(rules *mandat.Rules, roles []mandat.Role) []mandat.TypeRule {
	types := slices.Clone(rules.Types)
	for _, ref := range namedActions(rules, roles) {
		i := slices.IndexFunc(types, func(t mandat.TypeRule) bool { return t.Name == ref.Type })
		if i < 0 {
			i = len(types)
			types = append(types, mandat.TypeRule{Name: ref.Type, Title: builtinTitles[ref.Type], Statuses: builtinStatuses(ref.Type)})
		}
		if actionOf(&types[i], ref.Action) == nil {
			types[i].Actions = append(types[i].Actions, mandat.ActionRule{Name: ref.Action})
		}
	}
	return types
}

// namedActions returns the actions that permissions, gates, guards and approvals
// name, and those that statements give.
func namedActions(rules *mandat.Rules, roles []mandat.Role) []mandat.ActionRef {
	var refs []mandat.ActionRef
	for _, r := range roles {
		for _, p := range r.Can {
			refs = append(refs, p.Do...)
		}
	}
	for _, g := range rules.Gates {
		refs = append(refs, g.Close...)
	}
	for _, g := range rules.Guards {
		refs = append(refs, g.Before...)
	}
	for _, a := range rules.Approvals {
		refs = append(refs, a.Of...)
		for _, of := range a.Of {
			refs = append(refs, mandat.ActionRef{Type: of.Type, Action: a.By})
		}
	}
	for _, a := range rules.Administer {
		refs = append(refs, each(a.May, adminAction)...)
	}
	return refs
}

// actionOf returns an action of a type, nil if the type does not have it.
func actionOf(t *mandat.TypeRule, name mandat.Action) *mandat.ActionRule {
	i := slices.IndexFunc(t.Actions, func(a mandat.ActionRule) bool { return a.Name == name })
	if i < 0 {
		return nil
	}
	return &t.Actions[i]
}

// leaves returns the actions, themselves no groups, for which an action stands,
// in the order of the policy.
func leaves(t *mandat.TypeRule, name mandat.Action) []mandat.Action {
	in := make(map[mandat.Action]bool)
	for todo := []mandat.Action{name}; len(todo) > 0; todo = todo[1:] {
		if a := actionOf(t, todo[0]); !in[a.Name] {
			in[a.Name] = true
			todo = append(todo, a.Of...)
		}
	}
	var found []mandat.Action
	for _, a := range t.Actions {
		if in[a.Name] && len(a.Of) == 0 {
			found = append(found, a.Name)
		}
	}
	return found
}

// needed returns what an action needs besides itself, in the order of the
// policy: what it says, what the groups around it and its own members say, and
// what all that needs in turn.
func needed(t *mandat.TypeRule, name mandat.Action) []mandat.Action {
	own := leaves(t, name)
	all := slices.Clone(own)
	var names []mandat.Action
	for grown := true; grown; {
		grown = false
		for _, a := range t.Actions {
			for _, n := range a.Needs {
				if !slices.Contains(names, n) && overlap(leaves(t, a.Name), all) {
					names, all = append(names, n), append(all, leaves(t, n)...)
					grown = true
				}
			}
		}
	}
	var found []mandat.Action
	for _, a := range t.Actions {
		if slices.Contains(names, a.Name) && !subset(leaves(t, a.Name), own) {
			found = append(found, a.Name)
		}
	}
	return found
}

func overlap[E comparable](a, b []E) bool {
	return slices.ContainsFunc(a, func(e E) bool { return slices.Contains(b, e) })
}

// subset reports whether each of some is among all.
func subset[E comparable](some, all []E) bool {
	return !slices.ContainsFunc(some, func(e E) bool { return !slices.Contains(all, e) })
}
