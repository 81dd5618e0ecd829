package mandat

// changeMember replaces a member's record by a changed copy.
func (o *Org) changeMember(i int32, change func(*member)) {
	if o.fresh {
		change(o.member(i))
		return
	}
	m := *o.member(i)
	change(&m)
	o.members = o.members.with(i, &m)
}

func (o *Org) addMember(from Member) int32 {
	i, m := o.members.len(), o.newMember(from)
	push(o, &o.members, &m)
	putID(o, &o.memberByID, from.Person, i)
	return i
}

func (o *Org) setStatus(i int32, s MemberStatus) {
	o.changeMember(i, func(m *member) { m.status = s.code() })
}

// moveHome moves a member's home, noUnit for none, and with it the grants that
// are there.
func (o *Org) moveHome(i, unit int32) {
	o.changeHoldings(i, func(m *member) { m.home = unit })
}

// clearMember takes a member's grants away, and them out of all groups.
func (o *Org) clearMember(i int32) {
	for _, g := range o.member(i).groups {
		o.changeGroup(g, func(g *group) { g.listed = g.listed.without(i) })
	}
	o.changeHoldings(i, func(m *member) { m.grants, m.groups = nil, nil })
}

func (o *Org) giveMember(i int32, g grant) {
	o.changeHoldings(i, func(m *member) { m.grants = added(m.grants, g) })
}

// takeMember takes away grant k of a member.
func (o *Org) takeMember(i int32, k int) {
	o.changeHoldings(i, func(m *member) { m.grants = removed(m.grants, k) })
}

// changeHoldings changes a member's home or grants, and where they are noted as
// a holder.
func (o *Org) changeHoldings(i int32, change func(*member)) {
	if o.fresh {
		change(o.member(i))
		return
	}
	was := o.member(i)
	o.changeMember(i, change)
	is := o.member(i)
	o.renote(holder{index: i}, spots(was.grants, was.home), spots(is.grants, is.home))
}
