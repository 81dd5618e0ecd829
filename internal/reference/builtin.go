package reference

import "github.com/mandat-go/mandat"

// builtinType returns a type that every policy has, with its actions. The
// organisation fills its facts.
func builtinType(name mandat.ResourceType) (mandat.TypeRule, bool) {
	switch name {
	case mandat.OrgType:
		return builtin(name, "read", "edit", "adopt-policy", "approve"), true
	case mandat.UnitType:
		return builtin(name, "read", "create", "edit", "seal", "move", "remove", "approve"), true
	case mandat.MemberType:
		return builtin(name, "read", "edit", "create", "activate", "deactivate", "remove", "move", "approve"), true
	case mandat.GroupType:
		return builtin(name, "read", "create", "edit", "fill", "remove", "approve"), true
	case mandat.RoleType:
		return builtin(name, "read", "create", "edit", "remove", "approve"), true
	case mandat.GrantType:
		return builtin(name, "read", "give", "revoke", "invite", "hand-over", "approve"), true
	case mandat.InvitationType:
		return builtin(name, "read", "send", "resend", "revoke", "approve"), true
	case mandat.ApprovalType:
		return builtin(name, "read", "withdraw"), true
	}
	return mandat.TypeRule{}, false
}

func builtin(name mandat.ResourceType, actions ...mandat.Action) mandat.TypeRule {
	t := mandat.TypeRule{Name: name}
	for _, a := range actions {
		t.Actions = append(t.Actions, mandat.ActionRule{Name: a})
	}
	return t
}

// isBuiltin reports whether the question is about a built-in type.
func (q *question) isBuiltin() bool {
	_, is := builtinType(q.resource.Type)
	return is
}

// badThing returns what is wrong with a question about what is built in: a fact
// that the organisation fills itself is stated, or a value is none.
func (q *question) badThing() (found []mandat.Detail) {
	r := q.resource
	if statesFacts(r) {
		found = append(found, mandat.FactFilled)
	}
	switch {
	case r.Type == mandat.OrgType:
		if r.ID != "" && mandat.OrgID(r.ID) != q.data.ID {
			found = append(found, mandat.OrgForeign)
		}
	case r.Type == mandat.GrantType:
		found = append(found, q.badGrant()...)
	case q.badMember():
		found = append(found, mandat.ValueInvalid)
	case q.value == nil && r.ID == "":
		found = append(found, mandat.ValueNotStated)
	}
	return found
}

func statesFacts(r *mandat.Resource) bool {
	_, labelled := r.Labels.List()
	_, whole := r.PartOf.Resource()
	states := r.Status != "" || labelled || whole
	for _, f := range r.Units {
		_, stated := f.Place.Unit()
		states = states || stated
	}
	for _, f := range r.Relations {
		states = states || f.People.Stated()
	}
	for _, f := range r.ACLs {
		states = states || f.ACL.Stated()
	}
	return states
}

// badMember reports whether a member to be created would have a status that is
// none.
func (q *question) badMember() bool {
	m, isValue := q.value.(mandat.Member)
	if q.resource.Type != mandat.MemberType || !isValue || !q.isNew("create", q.reached().present(mandat.PersonID(q.resource.ID))) {
		return false
	}
	switch m.Status {
	case "", mandat.MemberStatus(absent), mandat.MemberInvited, mandat.MemberAccepted, mandat.MemberActive, mandat.MemberInactive, mandat.MemberRemoved:
		return false
	}
	return true
}

// badGrant wants the value of a grant, to one member or group, with a scope
// that is one.
func (q *question) badGrant() []mandat.Detail {
	g, ok := q.value.(mandat.Grant)
	switch {
	case !ok:
		return []mandat.Detail{mandat.ValueNotStated}
	case (g.Member == "") == (g.Group == ""), len(g.Scope.Places()) == 0 && !g.Scope.IsWholeOrg():
		return []mandat.Detail{mandat.ValueInvalid}
	}
	return nil
}

// namesTwice reports whether a scope names two units of one structure.
func (q *question) namesTwice(s mandat.Scope) bool {
	seen := set[mandat.Structure]{}
	for _, p := range s.Places() {
		structure := q.structureOf(p)
		if structure != "" && seen[structure] {
			return true
		}
		seen[structure] = true
	}
	return false
}

// structureOf returns the structure in which a place of a scope names a unit, ""
// if the unit is not there.
func (q *question) structureOf(p mandat.ScopePlace) mandat.Structure {
	if atHome(p.Reach) {
		return q.homeStructure()
	}
	u, _ := q.unit(p.Unit)
	return u.Structure
}

func atHome(r mandat.Reach) bool { return r == mandat.Home || r == mandat.HomeSubtree }

func below(r mandat.Reach) bool { return r == mandat.Subtree || r == mandat.HomeSubtree }
