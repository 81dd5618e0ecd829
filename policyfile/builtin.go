package policyfile

import (
	"maps"
	"slices"

	"github.com/mandat-go/mandat"
)

// builtin is what a file says of something that is built in: mostly its id, and
// the organisation knows the rest. isValue tells that it is written out, as it
// would be.
type builtin struct {
	isValue    bool
	unit       mandat.Unit
	member     mandat.Member
	group      mandat.Group
	role       mandat.Role
	grant      mandat.Grant
	invitation mandat.Invitation
	of         mandat.ActionRef
}

// isBuiltin reports whether a type is built in.
func isBuiltin(t mandat.ResourceType) bool {
	return slices.Contains(builtinTypes, t)
}

var builtinTypes = []mandat.ResourceType{mandat.OrgType, mandat.UnitType, mandat.MemberType, mandat.GroupType,
	mandat.RoleType, mandat.GrantType, mandat.InvitationType, mandat.ApprovalType}

// typeOf returns the type that a resource will have: its own, or that of the
// one it is like. Resources of different types are not like each other where
// one is built in.
func (d *factsReader) typeOf(n *node, like mandat.ResourceType) mandat.ResourceType {
	v := n.value("type")
	if v == nil || v.kind != text {
		return like
	}
	t := mandat.ResourceType(v.text)
	if like != "" && t != like && (isBuiltin(t) || isBuiltin(like)) {
		d.report(v, "a resource of type %q is not like one of type %q", t, like)
	}
	return t
}

// builtin reads a resource of a type that is built in. It has keys of its own,
// because the organisation itself fills its facts.
func (d *factsReader) builtin(n *node, f *facts, t mandat.ResourceType) {
	b := &builtin{}
	if f.builtin != nil {
		*b = *f.builtin
	}
	f.typ, f.builtin = t, b
	value, must := d.valueFields(t, b)
	known := fields{
		"like": func(*node) {},
		"type": func(*node) {},
		"org":  func(v *node) { f.org, f.ofFile = nameOrNone[mandat.OrgID](d.decoder, v), false },
	}
	if t != mandat.GrantType {
		known["id"] = func(v *node) { f.id = nameOrNone[mandat.ResourceID](d.decoder, v) }
	}
	for _, key := range slices.Sorted(maps.Keys(value)) {
		known[key] = value[key]
		b.isValue = b.isValue || n.value(key) != nil
	}
	if !b.isValue && t != mandat.GrantType || n.value("like") != nil {
		must = nil
	}
	d.record("", n, known, must...)
	b.invitation = toInvited(b.invitation)
}

// valueFields returns the keys of something built in that is written out, and
// those that it must then have.
func (d *factsReader) valueFields(t mandat.ResourceType, b *builtin) (f fields, must []string) {
	switch t {
	case mandat.UnitType:
		return d.unitFields(&b.unit), []string{"structure", "below"}
	case mandat.MemberType:
		return fields{
			"home":   func(v *node) { b.member.Home = nameOrNone[mandat.UnitID](d.decoder, v) },
			"status": func(v *node) { b.member.Status = d.memberStatus("", v) },
		}, nil
	case mandat.GroupType:
		return d.newGroupFields(&b.group), nil
	case mandat.RoleType:
		return d.roleFields("", &b.role), nil
	case mandat.GrantType:
		b.isValue = true
		return d.grantFields("", &b.grant), []string{"role", "at"}
	case mandat.InvitationType:
		f := d.invitationFields("", &b.invitation)
		f["home"] = func(v *node) { b.invitation.Home = nameOrNone[mandat.UnitID](d.decoder, v) }
		return f, []string{"to"}
	case mandat.ApprovalType:
		return fields{"of": func(v *node) { b.of = d.actionRef("", v) }}, []string{"of", "id"}
	}
	return nil, nil
}

// newGroupFields reads a group, "unit: none" for one of the organisation.
func (d *decoder) newGroupFields(g *mandat.Group) fields {
	f := d.groupFields("", g)
	f["unit"] = func(v *node) { g.Unit = nameOrNone[mandat.UnitID](d, v) }
	return f
}

// unitFields reads a unit in one mapping, "below: none" for a root.
func (d *decoder) unitFields(u *mandat.Unit) fields {
	return fields{
		"structure": func(v *node) { u.Structure = name[mandat.Structure](d, "", v) },
		"below":     func(v *node) { u.Parent = nameOrNone[mandat.UnitID](d, v) },
		"sealed":    func(v *node) { u.Sealed = d.boolean("", v) },
	}
}

// resource returns what a file says as a resource of an organisation.
func (b *builtin) resource(f *facts, org mandat.OrgID) mandat.Resource {
	if !b.isValue {
		return mandat.Resource{Type: f.typ, ID: f.id, Org: org}
	}
	switch f.typ {
	case mandat.UnitType:
		u := b.unit
		u.ID = mandat.UnitID(f.id)
		return u.Resource(org)
	case mandat.MemberType:
		m := b.member
		m.Person = mandat.PersonID(f.id)
		return m.Resource(org)
	case mandat.GroupType:
		g := b.group
		g.ID = mandat.GroupID(f.id)
		return g.Resource(org)
	case mandat.RoleType:
		r := b.role
		r.ID = mandat.RoleID(f.id)
		return r.Resource(org)
	case mandat.InvitationType:
		i := b.invitation
		i.ID = mandat.InvitationID(f.id)
		return i.Resource(org)
	case mandat.ApprovalType:
		return mandat.Approval{Request: mandat.Request{Action: b.of, ID: f.id}}.Resource(org)
	}
	return b.grant.Resource(org)
}
