package reference

import (
	"slices"

	"github.com/mandat-go/mandat"
)

func (p *planner) takeRole(c mandat.Command) {
	switch c := c.(type) {
	case mandat.AddRole:
		p.askValue("create", c.Role.Resource(p.before.ID), c.Role)
		p.do(func(d draft) mandat.Detail { return d.addRole(c.Role) })
	case mandat.EditRole:
		p.askValue("edit", c.Role.Resource(p.before.ID), c.Role)
		p.do(func(d draft) mandat.Detail { return d.editRole(c.Role) })
	case mandat.RemoveRole:
		p.ask("remove", mandat.RoleType, mandat.ResourceID(c.Role))
		p.do(func(d draft) mandat.Detail { return d.removeRole(c.Role) })
	}
}

func (p *planner) takeGrant(c mandat.Command) {
	switch c := c.(type) {
	case mandat.GrantRole:
		p.askGrant("give", c.Grant, asItIs)
		p.givable(c.Grant)
		p.give(c.Grant)
	case mandat.RevokeRole:
		p.askGrant("revoke", c.Grant, asItIs)
		p.do(func(d draft) mandat.Detail { return d.take(c.Grant) })
		p.leaveGroups(c.Grant.Member)
	case mandat.HandOver:
		p.handOver(c)
	}
}

// givable blocks a grant that has ended, and one of a role that is not given
// now.
func (p *planner) givable(g mandat.Grant) {
	r, _ := p.reached().role(g.Role)
	switch {
	case p.reached().ended(g):
		p.block(mandat.EndsBefore)
	case !p.reached().on(r.Setting):
		p.block(mandat.RoleOff)
	case r.Deprecated:
		p.block(mandat.RoleDeprecated)
	}
}

// handOver asks about each grant as it will be and as it is. What somebody hands
// over is not given to themselves.
func (p *planner) handOver(c mandat.HandOver) {
	if len(c.Grants) == 0 {
		p.deny(mandat.Malformed, mandat.ValueInvalid)
	}
	for _, g := range c.Grants {
		to := g
		to.Member = c.To
		p.askGrant("hand-over", to, asItIs)
		p.askGrant("hand-over", g, func(q *question) { q.source = true })
		p.givable(to)
	}
	p.leaveGroups(c.To)
	for _, g := range c.Grants {
		p.do(func(d draft) mandat.Detail { return d.handOver(g, c.To) })
	}
	for _, g := range c.Grants {
		if g.Member != c.Grants[0].Member {
			p.block(mandat.NotHeld)
		}
	}
	for _, g := range c.Grants {
		p.leaveGroups(g.Member)
	}
}

func (d draft) addRole(r mandat.Role) mandat.Detail {
	if _, exists := d.role(r.ID); exists || slices.Contains(d.data.Retired.Roles, r.ID) {
		return mandat.IDUsed
	}
	if !d.validRole(r) {
		return mandat.RoleInvalid
	}
	d.data.Roles = append(d.data.Roles, r)
	return mandat.NoDetail
}

// custom tells what keeps a role from being changed: it is missing or built in.
func (d draft) custom(id mandat.RoleID) mandat.Detail {
	_, exists := d.role(id)
	switch {
	case !exists:
		return mandat.RoleMissing
	case d.builtIn(id):
		return mandat.RoleBuiltIn
	}
	return mandat.NoDetail
}

// editRole makes a role another one, unless somebody holds it, or is invited to
// it, where it could not be given then.
func (d draft) editRole(r mandat.Role) mandat.Detail {
	if why := d.custom(r.ID); why != mandat.NoDetail {
		return why
	}
	if !d.validRole(r) {
		return mandat.RoleInvalid
	}
	for i := range d.data.Roles {
		if d.data.Roles[i].ID == r.ID {
			d.data.Roles[i] = r
		}
	}
	if slices.ContainsFunc(d.grantsOfRole(r.ID), func(g mandat.Grant) bool { return !d.givenThere(g) }) {
		return mandat.RoleInvalid
	}
	return mandat.NoDetail
}

// grantsOfRole returns the grants of a role, and those that come with
// invitations.
func (d draft) grantsOfRole(id mandat.RoleID) []mandat.Grant {
	all := slices.Clone(d.data.Grants)
	for _, in := range d.data.Invitations {
		all = append(all, in.Grants...)
	}
	return slices.DeleteFunc(all, func(g mandat.Grant) bool { return g.Role != id })
}

func (d draft) removeRole(id mandat.RoleID) mandat.Detail {
	if why := d.custom(id); why != mandat.NoDetail {
		return why
	}
	if len(d.grantsOfRole(id)) > 0 {
		return mandat.InUse
	}
	d.data.Roles = slices.DeleteFunc(d.data.Roles, func(r mandat.Role) bool { return r.ID == id })
	d.data.Retired.Roles = append(d.data.Retired.Roles, id)
	return mandat.NoDetail
}

func (d draft) give(g mandat.Grant) mandat.Detail {
	if why := d.canGive(g); why != mandat.NoDetail {
		return why
	}
	d.data.Grants = append(d.data.Grants, g)
	return mandat.NoDetail
}

// canGive tells what keeps a grant from being given.
func (d draft) canGive(g mandat.Grant) mandat.Detail {
	_, exists := d.role(g.Role)
	switch {
	case !exists:
		return mandat.RoleMissing
	case (g.Member == "") == (g.Group == ""):
		return mandat.IDMissing
	case g.Group != "" && !d.rules.GroupsHoldRoles:
		return mandat.GroupsHoldNone
	case !g.From.IsZero() && !g.Until.IsZero() && !g.From.Before(g.Until):
		return mandat.EndsBefore
	}
	if why := d.canReach(g.Scope); why != mandat.NoDetail {
		return why
	}
	_, isGroup := d.group(g.Group)
	switch {
	case !d.givenThere(g):
		return mandat.GivenElsewhere
	case g.Group != "" && !isGroup:
		return mandat.GroupMissing
	case g.Group == "" && !d.present(g.Member):
		return mandat.MemberMissing
	case d.indexOf(g) >= 0:
		return mandat.AlreadySo
	}
	return mandat.NoDetail
}

// canReach tells what keeps a scope from being one of the organisation.
func (d draft) canReach(s mandat.Scope) mandat.Detail {
	if len(s.Places()) == 0 && !s.IsWholeOrg() {
		return mandat.ScopeInvalid
	}
	seen := set[mandat.Structure]{}
	for _, p := range s.Places() {
		structure := d.structureOf(p)
		switch {
		case structure == "" && !atHome(p.Reach):
			return mandat.UnitMissing
		case structure == "", seen[structure]:
			return mandat.ScopeInvalid
		}
		seen[structure] = true
	}
	return mandat.NoDetail
}

// givenThere reports whether the role of a grant may be given at its scope: one
// unit in each structure of an alternative, with a reach that it lists.
func (d draft) givenThere(g mandat.Grant) bool {
	return slices.ContainsFunc(d.placesOf(g.Role), func(where mandat.Where) bool {
		for _, p := range g.Scope.Places() {
			if !slices.Contains(where[d.structureOf(p)], p.Reach) {
				return false
			}
		}
		return len(g.Scope.Places()) == len(where)
	})
}

// indexOf returns the place of a grant that is held exactly like this, -1 for
// none.
func (d draft) indexOf(g mandat.Grant) int {
	return slices.IndexFunc(d.data.Grants, func(held mandat.Grant) bool { return sameGrant(held, g) })
}

func sameGrant(a, b mandat.Grant) bool {
	return a.Role == b.Role && a.Member == b.Member && a.Group == b.Group && sameScope(a.Scope, b.Scope) &&
		a.From.Equal(b.From) && a.Until.Equal(b.Until)
}

// sameScope reports whether two scopes are the same units, in any order.
func sameScope(a, b mandat.Scope) bool {
	these, those := a.Places(), b.Places()
	return a.IsWholeOrg() == b.IsWholeOrg() && len(these) == len(those) &&
		!slices.ContainsFunc(these, func(p mandat.ScopePlace) bool { return !slices.Contains(those, p) })
}

// take takes a grant away that is exactly this.
func (d draft) take(g mandat.Grant) mandat.Detail {
	if _, exists := d.role(g.Role); !exists {
		return mandat.RoleMissing
	}
	if why := d.canReach(g.Scope); why != mandat.NoDetail {
		return why
	}
	_, isGroup := d.group(g.Group)
	_, isMember := d.member(g.Member)
	i := d.indexOf(g)
	switch {
	case g.Group != "" && !isGroup:
		return mandat.GroupMissing
	case g.Group == "" && !isMember:
		return mandat.MemberMissing
	case i < 0:
		return mandat.NotHeld
	}
	d.data.Grants = slices.Delete(d.data.Grants, i, i+1)
	return mandat.NoDetail
}

func (d draft) handOver(g mandat.Grant, to mandat.PersonID) mandat.Detail {
	given := g
	given.Member = to
	if g.Group != "" || to == "" {
		return mandat.IDMissing
	}
	if why := d.canGive(given); why != mandat.NoDetail {
		return why
	}
	if why := d.take(g); why != mandat.NoDetail {
		return why
	}
	return d.give(given)
}
