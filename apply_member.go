package mandat

import "slices"

func (e MemberJoined) apply(d *draft) obstacle {
	o, m := d.org, e.Member
	if found := unusable(m.Person); found.detail != NoDetail {
		return found
	}
	i, known := o.memberNamed(m.Person)
	if known && o.member(i).status != memberRemoved {
		return because(AlreadySo, m.Person)
	}
	if !m.Status.valid() {
		return because(StatusOther, m.Person)
	}
	home, found := o.homeFor(m.Home, m.Status)
	if found.detail != NoDetail {
		return found
	}
	if !known {
		o.addMember(m)
		return obstacle{}
	}
	o.setStatus(i, m.Status)
	o.moveHome(i, home)
	return obstacle{}
}

var memberStatuses = [...]MemberStatus{MemberInvited, MemberAccepted, MemberActive, MemberInactive, MemberRemoved}

func (s MemberStatus) valid() bool { return slices.Contains(memberStatuses[:], s) }

// homeFor returns the unit of a home, and what keeps a member from having it.
func (o *Org) homeFor(id UnitID, status MemberStatus) (int32, obstacle) {
	rule := NoHome
	if o.policy.home >= 0 {
		rule = o.policy.rules.Structures[o.policy.home].Home
	}
	if id == "" {
		if rule == HomeRequired && status != MemberRemoved {
			return noUnit, obstacle{detail: HomeNeeded}
		}
		return noUnit, obstacle{}
	}
	i, ok := o.unitNamed(id)
	switch {
	case !ok:
		return noUnit, because(UnitMissing, id)
	case o.unit(i).structure != o.policy.home:
		return noUnit, because(StructureOther, id)
	}
	return i, obstacle{}
}

// present returns the index of somebody who is in the organisation.
func (o *Org) present(p PersonID) (int32, obstacle) {
	i, ok := o.memberNamed(p)
	if !ok || o.member(i).status == memberRemoved {
		return 0, because(MemberMissing, p)
	}
	return i, obstacle{}
}

func (e MemberMoved) apply(d *draft) obstacle {
	o := d.org
	i, found := o.present(e.Person)
	if found.detail != NoDetail {
		return found
	}
	home, found := o.homeFor(e.To, o.member(i).status.public())
	if found.detail != NoDetail {
		return found
	}
	if home == o.member(i).home {
		return because(AlreadySo, e.Person)
	}
	o.moveHome(i, home)
	if in := o.member(i).invitation; in != nil {
		moved := *in
		moved.Home = e.To
		o.setInvitation(i, moved)
	}
	return obstacle{}
}

// change gives a member another status, if theirs is one of some.
func (d *draft) change(p PersonID, to MemberStatus, from ...MemberStatus) obstacle {
	i, found := d.org.present(p)
	if found.detail != NoDetail {
		return found
	}
	for _, s := range from {
		if d.org.member(i).status == s.code() {
			d.org.setStatus(i, to)
			return obstacle{}
		}
	}
	return because(StatusOther, p)
}

func (e MemberActivated) apply(d *draft) obstacle {
	return d.change(e.Person, MemberActive, MemberInactive, MemberAccepted)
}

func (e MemberDeactivated) apply(d *draft) obstacle {
	return d.change(e.Person, MemberInactive, MemberActive)
}

func (e MemberLeft) apply(d *draft) obstacle {
	i, found := d.org.present(e.Person)
	if found.detail != NoDetail {
		return found
	}
	d.org.leave(i)
	return obstacle{}
}

// leave ends a membership: what the member had goes with it.
func (o *Org) leave(i int32) {
	o.clearMember(i)
	o.closeInvitation(i)
	o.setStatus(i, MemberRemoved)
}
