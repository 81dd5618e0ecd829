package mandat

func (q *question) readGrant(name Action) Detail {
	if q.resource.value == nil || q.resource.value.grant == nil {
		return ValueNotStated
	}
	g := q.resource.value.grant
	if (g.Member == "") == (g.Group == "") || len(g.Scope.Places()) == 0 && !g.Scope.IsWholeOrg() {
		return ValueInvalid
	}
	q.about.source, q.about.losing = q.resource.value.source, name == revokeAction
	q.readHolder(name, g)
	q.compileAsked(g)
	if home := q.resource.value.home; home != "" && g.Scope.usesHome() {
		if _, found := q.now.homeFor(home, MemberActive); found.detail != NoDetail {
			q.about.miss(found.detail, found.name)
		}
	}
	if q.about.missing == NoDetail && q.about.grant != nil {
		q.lieAtGrant(q.about.grant, q.holderHome())
	}
	return NoDetail
}

// readHolder finds to whom a grant is.
func (q *question) readHolder(name Action, g *Grant) {
	if g.Group != "" {
		i, ok := q.now.groupNamed(g.Group)
		if !ok {
			q.about.miss(GroupMissing, string(g.Group))
			return
		}
		q.about.group = i
		return
	}
	q.about.hasTarget, q.about.person = true, g.Member
	q.target()
	gone := q.about.target < 0 || q.now.member(q.about.target).status == memberRemoved
	if gone && name != inviteAction && name != approveAction {
		q.about.miss(MemberMissing, string(g.Member))
	}
}

// compileAsked compiles the grant asked about, if what it names is there.
func (q *question) compileAsked(g *Grant) {
	r, ok := q.now.roleNamed(g.Role)
	if !ok {
		q.about.miss(RoleMissing, string(g.Role))
		return
	}
	q.about.role, q.about.asked = r, r
	for _, p := range g.Scope.Places() {
		if p.Reach.atHome() {
			continue
		}
		if _, ok := q.now.unitNamed(p.Unit); !ok {
			q.about.miss(UnitMissing, string(p.Unit))
			return
		}
	}
	if g.Scope.usesHome() && q.now.policy.home < 0 {
		q.about.miss(UnitMissing, "home")
		return
	}
	if found := q.now.canReach(&g.Scope); found.detail != NoDetail {
		q.about.miss(found.detail, found.name)
		return
	}
	compiled := q.now.compileGrant(*g, r.index)
	q.about.grant = &compiled
}

// usesHome reports whether the home unit stands for a unit of the scope.
func (s Scope) usesHome() bool {
	for i := range s.places {
		if s.places[i].Reach.atHome() {
			return true
		}
	}
	return false
}

// holderHome returns the home unit of the member to whom the grant is: for an
// invitation, the one that it gives.
func (q *question) holderHome() int32 {
	if q.resource.value.moved {
		if i, ok := q.now.unitNamed(q.resource.value.home); ok {
			return i
		}
		return noUnit
	}
	if q.about.target < 0 {
		return noUnit
	}
	return q.now.member(q.about.target).home
}

// lieAtGrant places the resource where a grant is.
func (q *question) lieAtGrant(g *grant, home int32) {
	q.facts.clear()
	for _, p := range g.at() {
		unit := p.unitFor(home)
		if unit == noUnit {
			q.put(place{structure: int32(p.structure), unit: noUnit, below: p.reach.below()})
			continue
		}
		q.lie(unit, p.reach.below())
	}
}

func (q *question) readInvitation(name Action) Detail {
	asked := q.resource.value
	i, ok := q.now.Invitation(InvitationID(q.resource.ID))
	if asked != nil && asked.invitation != nil && (name == "send" || q.isNew(name, ok)) {
		return q.readThisInvitation(asked.invitation)
	}
	if !ok {
		q.about.miss(InvitationMissing, string(q.resource.ID))
		return NoDetail
	}
	return q.readThisInvitation(&i)
}

func (q *question) readThisInvitation(i *Invitation) Detail {
	q.about.hasTarget, q.about.person = true, i.Person
	q.target()
	home := int32(noUnit)
	if i.Home != "" {
		unit, ok := q.now.unitNamed(i.Home)
		if !ok {
			q.about.miss(UnitMissing, string(i.Home))
			return NoDetail
		}
		home = unit
	}
	var grants []grant
	for k := range i.Grants {
		q.compileAsked(&i.Grants[k])
		if q.about.missing != NoDetail {
			return NoDetail
		}
		grants = append(grants, *q.about.grant)
	}
	q.about.role, q.about.asked, q.about.grant = nil, nil, nil
	q.lieAt(home, grants)
	return NoDetail
}
