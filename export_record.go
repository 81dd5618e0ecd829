package mandat

// Member returns a member, one who is removed too.
func (o *Org) Member(id PersonID) (Member, bool) {
	if o == nil {
		return Member{}, false
	}
	i, ok := o.memberNamed(id)
	if !ok {
		return Member{}, false
	}
	return o.plainMember(i), true
}

// Unit returns a unit of any structure.
func (o *Org) Unit(id UnitID) (Unit, bool) {
	if o == nil {
		return Unit{}, false
	}
	i, ok := o.unitNamed(id)
	if !ok {
		return Unit{}, false
	}
	return o.plainUnit(i), true
}

// Group returns a group, with the members and groups that it lists itself.
func (o *Org) Group(id GroupID) (Group, bool) {
	if o == nil {
		return Group{}, false
	}
	i, ok := o.groupNamed(id)
	if !ok {
		return Group{}, false
	}
	return o.plainGroup(i), true
}

// Role returns a copy of a built-in role of the policy or of a custom role of
// the organisation.
func (o *Org) Role(id RoleID) (Role, bool) {
	if o == nil || o.policy == nil {
		return Role{}, false
	}
	r, ok := o.roleNamed(id)
	if !ok {
		return Role{}, false
	}
	return r.rule.clone(), true
}

// GrantsOf returns the grants to a member, not those to their groups, in the
// order in which they were given.
func (o *Org) GrantsOf(id PersonID) []Grant {
	if o == nil {
		return nil
	}
	i, ok := o.memberNamed(id)
	if !ok {
		return nil
	}
	return o.plainGrants(Grant{Member: id}, o.member(i).grants)
}

// GrantsOfGroup returns the grants to a group, in the order in which they were
// given.
func (o *Org) GrantsOfGroup(id GroupID) []Grant {
	if o == nil {
		return nil
	}
	i, ok := o.groupNamed(id)
	if !ok {
		return nil
	}
	return o.plainGrants(Grant{Group: id}, o.group(i).grants)
}

// How many records there are, of a nil organisation none.

func (o *Org) unitCount() int32 {
	if o == nil {
		return 0
	}
	return o.units.len()
}

func (o *Org) memberCount() int32 {
	if o == nil {
		return 0
	}
	return o.members.len()
}

func (o *Org) groupCount() int32 {
	if o == nil {
		return 0
	}
	return o.groups.len()
}

func (o *Org) plainUnit(i int32) Unit {
	u := o.unit(i)
	return Unit{ID: u.id, Structure: o.policy.rules.Structures[u.structure].Name, Parent: o.idOf(u.above()), Sealed: u.sealed()}
}

// idOf returns the id of a unit, "" for noUnit.
func (o *Org) idOf(unit int32) UnitID {
	if unit == noUnit {
		return ""
	}
	return o.unit(unit).id
}

func (o *Org) plainMember(i int32) Member {
	m := o.member(i)
	return Member{Person: m.person, Status: m.status.public(), Home: o.idOf(m.home)}
}

func (o *Org) plainGroup(i int32) Group {
	g := o.group(i)
	plain := Group{ID: g.id, Unit: o.idOf(g.unit), Predefined: g.predefined}
	for _, m := range g.listed.sorted() {
		plain.Members = append(plain.Members, o.member(m).person)
	}
	for _, sub := range g.subs {
		plain.Groups = append(plain.Groups, o.group(sub).id)
	}
	return plain
}

func (o *Org) plainGrants(of Grant, grants []grant) []Grant {
	var plain []Grant
	for i := range grants {
		plain = append(plain, o.plainGrant(of, &grants[i]))
	}
	return plain
}

// plainGrant fills in the grant of a holder.
func (o *Org) plainGrant(of Grant, g *grant) Grant {
	of.Role, of.Scope = o.role(int(g.role)).rule.ID, o.scopeOf(g)
	if g.period != nil {
		of.From, of.Until = g.period.from, g.period.until
	}
	return of
}

// scopeOf returns the scope as it was given: the home unit is not named.
func (o *Org) scopeOf(g *grant) Scope {
	if g.whole {
		return WholeOrg()
	}
	scope := Scope{kind: atPlaces}
	for i, p := range g.at() {
		scope.places[i] = ScopePlace{Unit: o.idOf(p.unit), Reach: p.reach}
	}
	return scope
}
