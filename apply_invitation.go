package mandat

func (e InvitationSent) apply(d *draft) obstacle {
	o, in := d.org, e.Invitation
	if found := in.tells(); found.detail != NoDetail {
		return found
	}
	switch {
	case o.invitationUsed(in.ID):
		return because(IDUsed, in.ID)
	case in.Token.IsZero():
		return because(TokenNeeded, in.ID)
	}
	home, found := o.homeFor(in.Home, MemberInvited)
	if found.detail != NoDetail {
		return found
	}
	i, known := o.memberNamed(in.Person)
	switch {
	case !known:
		i = o.addMember(Member{Person: in.Person, Status: MemberInvited, Home: in.Home})
	case o.member(i).status == memberRemoved || o.member(i).status == memberInvited:
		o.setStatus(i, MemberInvited)
		o.moveHome(i, home)
	default:
		return because(AlreadySo, in.Person)
	}
	o.setInvitation(i, in)
	return o.canCarry(&in)
}

// canCarry tells what keeps an invitation from carrying its grants. What the
// person holds already does not: it comes no second time.
func (o *Org) canCarry(in *Invitation) obstacle {
	var carried []grant
	for _, g := range in.Grants {
		if g.Member != in.Person {
			return because(MemberMissing, g.Member)
		}
		compiled, found := o.canBeHeld(g)
		if found.detail != NoDetail {
			return found
		}
		if compiled.in(carried) >= 0 {
			return because(AlreadySo, g.Role)
		}
		carried = append(carried, compiled)
	}
	return obstacle{}
}

func (e InvitationResent) apply(d *draft) obstacle {
	in, found := d.org.open(e.Invitation)
	if found.detail != NoDetail {
		return found
	}
	switch {
	case e.Token.IsZero():
		return because(TokenNeeded, e.Invitation)
	case e.Token == in.Token:
		return because(AlreadySo, e.Invitation)
	case !tellable(e.Until):
		return because(ValueInvalid, e.Invitation)
	}
	in.Token, in.Until = e.Token, e.Until
	i, _ := d.org.memberNamed(in.Person)
	d.org.setInvitation(i, in)
	return obstacle{}
}

// open returns an invitation that has not been answered or revoked.
func (o *Org) open(id InvitationID) (Invitation, obstacle) {
	in, ok := o.Invitation(id)
	switch {
	case ok:
		return in, obstacle{}
	case o.invitationUsed(id):
		return in, because(InvitationClosed, id)
	}
	return in, because(InvitationMissing, id)
}

func (e InvitationAnswered) apply(d *draft) obstacle {
	o := d.org
	in, found := o.open(e.Invitation)
	if found.detail != NoDetail {
		return found
	}
	i, _ := o.memberNamed(in.Person)
	if !e.Accepted {
		o.leave(i)
		return obstacle{}
	}
	status := MemberActive
	if e.NoAccount {
		status = MemberAccepted
	}
	o.closeInvitation(i)
	o.setStatus(i, status)
	return obstacle{}
}

func (e InvitationWithdrawn) apply(d *draft) obstacle {
	in, found := d.org.open(e.Invitation)
	if found.detail != NoDetail {
		return found
	}
	i, _ := d.org.memberNamed(in.Person)
	d.org.leave(i)
	return obstacle{}
}
