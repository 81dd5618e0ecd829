package mandat

import "slices"

func (e RoleAdded) apply(d *draft) obstacle {
	if d.org.roleUsed(e.Role.ID) {
		return because(IDUsed, e.Role.ID)
	}
	if _, err := d.org.compileCustom(e.Role); err != nil {
		return because(RoleInvalid, e.Role.ID)
	}
	if err := d.org.addRole(e.Role); err != nil {
		return because(RoleInvalid, e.Role.ID)
	}
	return obstacle{}
}

// customRole returns a custom role of the organisation.
func (o *Org) customRole(id RoleID) (*role, obstacle) {
	r, ok := o.roleNamed(id)
	switch {
	case !ok:
		return nil, because(RoleMissing, id)
	case !r.custom:
		return nil, because(RoleBuiltIn, id)
	}
	return r, obstacle{}
}

func (e RoleEdited) apply(d *draft) obstacle {
	r, found := d.org.customRole(e.Role.ID)
	if found.detail != NoDetail {
		return found
	}
	edited, err := d.org.compileCustom(e.Role)
	if err != nil || !d.org.staysGivable(r, edited) {
		return because(RoleInvalid, e.Role.ID)
	}
	if err := d.org.editRole(r.index, e.Role); err != nil {
		return because(RoleInvalid, e.Role.ID)
	}
	return obstacle{}
}

// staysGivable reports whether every grant of a role would still be at a place
// where the role may be given.
func (o *Org) staysGivable(r, edited *role) bool {
	for g := range o.Grants() {
		if g.Role == r.rule.ID && !o.givenThere(edited, &g.Scope) {
			return false
		}
	}
	_, carried := o.invitationNaming(func(in *Invitation) bool {
		return slices.ContainsFunc(in.Grants, func(g Grant) bool {
			return g.Role == r.rule.ID && !o.givenThere(edited, &g.Scope)
		})
	})
	return !carried
}

func (e RoleRemoved) apply(d *draft) obstacle {
	r, found := d.org.customRole(e.Role)
	if found.detail != NoDetail {
		return found
	}
	if d.org.isHeld(r.index) {
		return because(InUse, e.Role)
	}
	if who, used := d.org.invitationNaming(func(in *Invitation) bool {
		return slices.ContainsFunc(in.Grants, func(g Grant) bool { return g.Role == e.Role })
	}); used {
		return because(InUse, who)
	}
	d.org.dropRole(r.index)
	return obstacle{}
}

// canGive returns a grant, compiled, and what keeps it from being given.
func (o *Org) canGive(g Grant) (grant, obstacle) {
	compiled, found := o.canBeHeld(g)
	if found.detail != NoDetail {
		return grant{}, found
	}
	return compiled, o.canHoldGrant(&g, &compiled)
}

// canBeHeld returns a grant, compiled, and what is wrong with it, whoever its
// holder is and whatever they hold already.
func (o *Org) canBeHeld(g Grant) (grant, obstacle) {
	r, ok := o.roleNamed(g.Role)
	switch {
	case !ok:
		return grant{}, because(RoleMissing, g.Role)
	case (g.Member == "") == (g.Group == ""):
		return grant{}, because(IDMissing, g.Member)
	case !tellable(g.From) || !tellable(g.Until):
		return grant{}, because(ValueInvalid, g.Role)
	case g.Group != "" && !o.policy.rules.GroupsHoldRoles:
		return grant{}, because(GroupsHoldNone, g.Group)
	case !g.From.IsZero() && !g.Until.IsZero() && !g.From.Before(g.Until):
		return grant{}, because(EndsBefore, g.Role)
	}
	if found := o.canReach(&g.Scope); found.detail != NoDetail {
		return grant{}, found
	}
	if !o.givenThere(r, &g.Scope) {
		return grant{}, because(GivenElsewhere, g.Role)
	}
	return o.compileGrant(g, r.index), obstacle{}
}

// canReach tells what keeps a scope from being one of the organisation.
func (o *Org) canReach(s *Scope) obstacle {
	places := s.named()
	if len(places) == 0 && !s.IsWholeOrg() {
		return obstacle{detail: ScopeInvalid}
	}
	var seen uint64 // structures
	for _, p := range places {
		structure := o.policy.home
		if !p.Reach.atHome() {
			i, ok := o.unitNamed(p.Unit)
			if !ok {
				return because(UnitMissing, p.Unit)
			}
			structure = o.unit(i).structure
		}
		if structure < 0 || seen>>structure&1 != 0 {
			return because(ScopeInvalid, p.Unit)
		}
		seen |= 1 << structure
	}
	return obstacle{}
}

// givenThere reports whether a role may be given at a scope.
func (o *Org) givenThere(r *role, s *Scope) bool {
	return fitsOne(r.at, s, func(p ScopePlace) Structure {
		structure := o.policy.home
		if !p.Reach.atHome() {
			i, _ := o.unitNamed(p.Unit)
			structure = o.unit(i).structure
		}
		return o.policy.rules.Structures[structure].Name
	})
}

// canHoldGrant tells what keeps a holder from having a grant too.
func (o *Org) canHoldGrant(g *Grant, compiled *grant) obstacle {
	var held []grant
	if g.Group != "" {
		i, ok := o.groupNamed(g.Group)
		if !ok {
			return because(GroupMissing, g.Group)
		}
		held = o.group(i).grants
	} else {
		i, found := o.present(g.Member)
		if found.detail != NoDetail {
			return found
		}
		held = o.member(i).grants
	}
	if compiled.in(held) >= 0 {
		return because(AlreadySo, g.Role)
	}
	return obstacle{}
}

// in returns the position of the grant among others, -1 if it is none of them.
func (g *grant) in(held []grant) int {
	return slices.IndexFunc(held, func(h grant) bool {
		return h.role == g.role && h.whole == g.whole && h.n == g.n && h.places == g.places && h.period.same(g.period)
	})
}

func (p *period) same(other *period) bool {
	if p == nil || other == nil {
		return p == other
	}
	return p.from.Equal(other.from) && p.until.Equal(other.until)
}

func (e RoleGranted) apply(d *draft) obstacle {
	compiled, found := d.org.canGive(e.Grant)
	if found.detail != NoDetail {
		return found
	}
	d.org.give(&e.Grant, compiled)
	return obstacle{}
}

func (o *Org) give(to *Grant, g grant) {
	if to.Group != "" {
		i, _ := o.groupNamed(to.Group)
		o.giveGroup(i, g)
		return
	}
	i, _ := o.memberNamed(to.Member)
	o.giveMember(i, g)
}

func (e RoleRevoked) apply(d *draft) obstacle {
	return d.org.take(&e.Grant)
}

// take takes a grant away that is exactly this.
func (o *Org) take(g *Grant) obstacle {
	r, ok := o.roleNamed(g.Role)
	switch {
	case !ok:
		return because(RoleMissing, g.Role)
	case (g.Member == "") == (g.Group == ""):
		return because(IDMissing, g.Member)
	}
	if found := o.canReach(&g.Scope); found.detail != NoDetail {
		return found
	}
	compiled := o.compileGrant(*g, r.index)
	if g.Group != "" {
		i, ok := o.groupNamed(g.Group)
		if !ok {
			return because(GroupMissing, g.Group)
		}
		k := compiled.in(o.group(i).grants)
		if k < 0 {
			return because(NotHeld, g.Role)
		}
		o.takeGroup(i, k)
		return obstacle{}
	}
	i, ok := o.memberNamed(g.Member)
	if !ok {
		return because(MemberMissing, g.Member)
	}
	k := compiled.in(o.member(i).grants)
	if k < 0 {
		return because(NotHeld, g.Role)
	}
	o.takeMember(i, k)
	return obstacle{}
}

func (e RoleHandedOver) apply(d *draft) obstacle {
	given := e.Grant
	given.Member = e.To
	if e.To == "" {
		return because(IDMissing, e.To)
	}
	compiled, found := d.org.canGive(given)
	if found.detail != NoDetail {
		return found
	}
	if found := d.org.take(&e.Grant); found.detail != NoDetail {
		return found
	}
	d.org.give(&given, compiled)
	return obstacle{}
}
