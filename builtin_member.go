package mandat

import "time"

func (q *question) readMember(name Action) Detail {
	q.about.hasTarget = true
	q.about.person = PersonID(q.resource.ID)
	q.facts.status = statusBit(memberAbsent)
	if q.about.person != "" {
		q.target()
	}
	if name == createAction && q.about.target >= 0 && q.now.member(q.about.target).status != memberRemoved {
		q.about.hinder(AlreadySo, string(q.resource.ID))
	}
	if q.isNew(name, q.about.target >= 0 && q.now.member(q.about.target).status != memberRemoved) {
		m := q.resource.value.member
		if m == nil {
			return ValueInvalid
		}
		return q.readNewMember(m)
	}
	if q.about.target < 0 {
		q.about.miss(MemberMissing, string(q.resource.ID))
		return NoDetail
	}
	m := q.now.member(q.about.target)
	q.facts.status = statusBit(m.status.public())
	if m.status == memberRemoved && name != readAction {
		q.about.miss(MemberMissing, string(q.resource.ID))
	}
	if !m.status.allows(name) {
		q.about.hinder(StatusOther, string(q.resource.ID))
	}
	q.lieAt(m.home, m.grants)
	for _, g := range m.groups {
		q.lieAt(noUnit, q.now.group(g).grants)
	}
	return NoDetail
}

// allows reports whether an action can be done to a member with the status.
func (s memberStatus) allows(name Action) bool {
	switch name {
	case "activate":
		return s == memberInactive || s == memberAccepted
	case "deactivate":
		return s == memberActive
	}
	return true
}

// readNewMember places somebody who is no member yet at their home unit.
func (q *question) readNewMember(m *Member) Detail {
	status := m.Status
	if status == "" {
		status = MemberActive
	}
	if q.facts.status = statusBit(status); q.facts.status == 0 {
		return ValueInvalid
	}
	if m.Home == "" {
		return NoDetail
	}
	home, ok := q.now.unitNamed(m.Home)
	if !ok {
		q.about.miss(UnitMissing, string(m.Home))
		return NoDetail
	}
	q.lie(home, false)
	return NoDetail
}

// lieAt places a member or an invitation at the home unit or, by a policy that
// has none, wherever a grant is that has not ended, to them or to a group of
// theirs.
func (q *question) lieAt(home int32, grants []grant) {
	if q.now.policy.home >= 0 {
		if home != noUnit {
			q.lie(home, false)
		}
		return
	}
	q.about.many = true
	for i := range grants {
		if !grants[i].endedAt(q.view.subject.At) {
			q.about.spots = append(q.about.spots, grants[i])
		}
	}
}

// endedAt reports whether the grant will not count any more.
func (g *grant) endedAt(at time.Time) bool {
	return g.period != nil && !g.period.until.IsZero() && !at.Before(g.period.until)
}

// target finds the person concerned in the organisation.
func (q *question) target() {
	if i, ok := q.now.memberNamed(q.about.person); ok {
		q.about.target = i
	}
	if q.about.person == q.view.subject.Person {
		q.facts.relations = 1 << q.facts.typ.relationIndex(selfRelation)
	}
}

// statusBit is the mask of a member's status among those of the built-in type.
// Whoever was removed is absent, too.
func statusBit(s MemberStatus) uint64 {
	const absent = 1
	switch s {
	case memberAbsent:
		return absent
	case MemberInvited:
		return 1 << 1
	case MemberAccepted:
		return 1 << 2
	case MemberActive:
		return 1 << 3
	case MemberInactive:
		return 1 << 4
	case MemberRemoved:
		return 1<<5 | absent
	}
	return 0
}

// targetStatus returns the mask of the status of the member concerned.
func (q *question) targetStatus() uint64 {
	if q.about.target < 0 {
		return statusBit(memberAbsent)
	}
	return statusBit(q.now.member(q.about.target).status.public())
}
