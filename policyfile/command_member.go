package policyfile

import "github.com/mandat-go/mandat"

func (d *casesReader) memberCommands() commandReaders {
	person := func(n *node) mandat.PersonID { return only[mandat.PersonID](d.decoder, n, "person") }
	return commandReaders{
		"add-member":        d.addMember,
		"register":          d.register,
		"move-member":       d.moveMember,
		"deactivate-member": func(n *node) command { return mandat.DeactivateMember{Person: person(n)} },
		"activate-member":   func(n *node) command { return mandat.ActivateMember{Person: person(n)} },
		"confirm-account":   func(n *node) command { return mandat.ConfirmAccount{Person: person(n)} },
		"remove-member":     func(n *node) command { return mandat.RemoveMember{Person: person(n)} },
	}
}

func (d *casesReader) addMember(n *node) command {
	var c mandat.AddMember
	d.record("", n, fields{
		"person":  func(v *node) { c.Person = name[mandat.PersonID](d.decoder, "", v) },
		"home":    func(v *node) { c.Home = nameOrNone[mandat.UnitID](d.decoder, v) },
		"account": func(v *node) { c.NoAccount = d.no("", v) },
	}, "person")
	return c
}

// register reads the command that has nothing more to say.
func (d *casesReader) register(n *node) command {
	if n.kind != nothing && (n.kind != mapping || len(n.entries) > 0) {
		d.unexpected("", n, "nothing, because everybody registers themselves")
	}
	return mandat.Register{}
}

func (d *casesReader) moveMember(n *node) command {
	var c mandat.MoveMember
	d.record("", n, fields{
		"person": func(v *node) { c.Person = name[mandat.PersonID](d.decoder, "", v) },
		"home":   func(v *node) { c.To = nameOrNone[mandat.UnitID](d.decoder, v) },
	}, "person", "home")
	return c
}

func (d *casesReader) invitationCommands() commandReaders {
	return commandReaders{
		"invite-person":     d.invitePerson,
		"resend-invitation": d.resendInvitation,
		"revoke-invitation": func(n *node) command {
			return mandat.RevokeInvitation{Invitation: only[mandat.InvitationID](d.decoder, n, "invitation")}
		},
		"accept-invitation":  d.acceptInvitation,
		"decline-invitation": d.declineInvitation,
	}
}

// answer is what commands about invitations have in common: which one it is, the
// secret, and the address. A secret or an address that is left out is none.
type answer struct {
	invitation mandat.InvitationID
	token      mandat.Token
	address    mandat.Address
}

func (d *casesReader) answerFields(a *answer) fields {
	return fields{
		"invitation": func(v *node) { a.invitation = name[mandat.InvitationID](d.decoder, "", v) },
		"token":      func(v *node) { a.token = d.token("", v) },
		"address":    func(v *node) { a.address = d.address("", v) },
	}
}

func (d *casesReader) invitePerson(n *node) command {
	var a answer
	var c mandat.InvitePerson
	f := d.answerFields(&a)
	f["person"] = func(v *node) { c.Person = name[mandat.PersonID](d.decoder, "", v) }
	f["home"] = func(v *node) { c.Home = nameOrNone[mandat.UnitID](d.decoder, v) }
	f["roles"] = func(v *node) { c.Roles = d.heldGrants("", v) }
	f["until"] = func(v *node) { c.Until = d.moment("", v) }
	d.record("", n, f, "person") // without an id, where it makes a member at once
	c.Invitation, c.Token = a.invitation, a.token.Bind(a.address)
	return c
}

func (d *casesReader) resendInvitation(n *node) command {
	var a answer
	var c mandat.ResendInvitation
	f := d.answerFields(&a)
	f["until"] = func(v *node) { c.Until = d.moment("", v) }
	d.record("", n, f, "invitation")
	c.Invitation, c.Token = a.invitation, a.token.Bind(a.address)
	return c
}

func (d *casesReader) acceptInvitation(n *node) command {
	var a answer
	var c mandat.AcceptInvitation
	f := d.answerFields(&a)
	f["account"] = func(v *node) { c.NoAccount = d.no("", v) }
	d.record("", n, f, "invitation")
	c.Invitation, c.Token, c.Address = a.invitation, a.token, a.address
	return c
}

func (d *casesReader) declineInvitation(n *node) command {
	var a answer
	d.record("", n, d.answerFields(&a), "invitation")
	return mandat.DeclineInvitation{Invitation: a.invitation, Token: a.token, Address: a.address}
}
