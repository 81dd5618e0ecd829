package mandat

import "time"

func (e MemberJoined) apply(d *draft) obstacle {
	o, m := d.org, e.Member
	if m.Person == "" {
		return no(IDMissing, m.Person)
	}
	i, known := o.memberNamed(m.Person)
	if known && o.member(i).status != MemberRemoved {
		return no(AlreadySo, m.Person)
	}
	if !m.Status.valid() {
		return no(StatusOther, m.Person)
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

func (s MemberStatus) valid() bool {
	switch s {
	case MemberInvited, MemberAccepted, MemberActive, MemberInactive, MemberRemoved:
		return true
	}
	return false
}

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
		return noUnit, no(UnitMissing, id)
	case rule == NoHome || o.unit(i).structure != o.policy.home:
		return noUnit, no(StructureOther, id)
	}
	return i, obstacle{}
}

// present returns the index of somebody who is in the organisation.
func (o *Org) present(p PersonID) (int32, obstacle) {
	i, ok := o.memberNamed(p)
	if !ok || o.member(i).status == MemberRemoved {
		return 0, no(MemberMissing, p)
	}
	return i, obstacle{}
}

func (e MemberMoved) apply(d *draft) obstacle {
	o := d.org
	i, found := o.present(e.Person)
	if found.detail != NoDetail {
		return found
	}
	home, found := o.homeFor(e.To, o.member(i).status)
	if found.detail != NoDetail {
		return found
	}
	if home == o.member(i).home {
		return no(AlreadySo, e.Person)
	}
	o.moveHome(i, home)
	return obstacle{}
}

// change gives a member another status, if theirs is one of some.
func (d *draft) change(p PersonID, to MemberStatus, from ...MemberStatus) obstacle {
	i, found := d.org.present(p)
	if found.detail != NoDetail {
		return found
	}
	for _, s := range from {
		if d.org.member(i).status == s {
			d.org.setStatus(i, to)
			return obstacle{}
		}
	}
	return no(StatusOther, p)
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
	o.setStatus(i, MemberRemoved)
	if id, pending := o.pendingOf(o.member(i).person, time.Time{}); pending {
		o.answer(id, InvitationRevoked)
	}
}

func (e InvitationSent) apply(d *draft) obstacle {
	o, in := d.org, e.Invitation
	switch {
	case in.ID == "" || in.Person == "":
		return no(IDMissing, in.ID)
	case o.invitationUsed(in.ID):
		return no(IDUsed, in.ID)
	case in.Status != InvitationPending || in.Token.IsZero():
		return no(InvitationClosed, in.ID)
	}
	home, found := o.homeFor(in.Home, MemberInvited)
	if found.detail != NoDetail {
		return found
	}
	if found := o.canCarry(&in); found.detail != NoDetail {
		return found
	}
	i, known := o.memberNamed(in.Person)
	switch {
	case !known:
		o.addMember(Member{Person: in.Person, Status: MemberInvited, Home: in.Home})
	case o.member(i).status == MemberRemoved || o.member(i).status == MemberInvited:
		if id, pending := o.pendingOf(in.Person, time.Time{}); pending {
			o.answer(id, InvitationExpired)
		}
		o.setStatus(i, MemberInvited)
		o.moveHome(i, home)
	default:
		return no(AlreadySo, in.Person)
	}
	o.addInvitation(in)
	return obstacle{}
}

// canCarry tells what keeps an invitation from carrying its grants.
func (o *Org) canCarry(in *Invitation) obstacle {
	for k := range in.Grants {
		g := in.Grants[k]
		if g.Member != in.Person || g.Group != "" {
			return no(MemberMissing, g.Member)
		}
		if _, found := o.canGive(g); found.detail != NoDetail && found.detail != MemberMissing {
			return found
		}
	}
	return obstacle{}
}

func (e InvitationResent) apply(d *draft) obstacle {
	in, found := d.org.open(e.Invitation)
	if found.detail != NoDetail {
		return found
	}
	if e.Token.IsZero() {
		return no(TokenNeeded, e.Invitation)
	}
	in.Token, in.Until = e.Token, e.Until
	d.org.setInvitation(in)
	return obstacle{}
}

// open returns an invitation that has not been answered.
func (o *Org) open(id InvitationID) (Invitation, obstacle) {
	in, ok := o.Invitation(id)
	switch {
	case !ok:
		return in, no(InvitationMissing, id)
	case in.Status != InvitationPending:
		return in, no(InvitationClosed, id)
	}
	return in, obstacle{}
}

func (e InvitationAnswered) apply(d *draft) obstacle {
	o := d.org
	in, found := o.open(e.Invitation)
	if found.detail != NoDetail {
		return found
	}
	i, _ := o.memberNamed(in.Person)
	switch {
	case !e.Accepted:
		o.answer(e.Invitation, InvitationDeclined)
		o.leave(i)
	case e.NoAccount:
		o.answer(e.Invitation, InvitationAccepted)
		o.setStatus(i, MemberAccepted)
	default:
		o.answer(e.Invitation, InvitationAccepted)
		o.setStatus(i, MemberActive)
	}
	return obstacle{}
}

func (e InvitationWithdrawn) apply(d *draft) obstacle {
	in, found := d.org.open(e.Invitation)
	if found.detail != NoDetail {
		return found
	}
	i, _ := d.org.memberNamed(in.Person)
	d.org.answer(e.Invitation, InvitationRevoked)
	d.org.leave(i)
	return obstacle{}
}
