package policyfile

import (
	"bytes"
	"crypto/sha256"
	"errors"

	"github.com/mandat-go/mandat"
)

func (d *decoder) invitations(n *node) (all []mandat.Invitation) {
	d.declarations("Invitations", n, "invitations", func(path string, key, value *node) {
		all = append(all, d.invitation(path, key, value))
	})
	return all
}

// invitation reads an invitation, with the token and the address in the place of
// their hash.
func (d *decoder) invitation(path string, key, value *node) mandat.Invitation {
	in := mandat.Invitation{ID: mandat.InvitationID(key.text)}
	var token mandat.Token
	var address mandat.Address
	f := d.invitationFields(path, &in)
	f["token"] = func(v *node) { token = d.token(path+".Token", v) }
	f["address"] = func(v *node) { address = d.address(path+".Address", v) }
	f["by"] = func(v *node) { in.By = name[mandat.PersonID](d, path+".By", v) }
	f["through"] = func(v *node) { in.Through = name[mandat.Channel](d, path+".Through", v) }
	d.record(path, value, f, "to", "token", "address")
	if in.Token = token.Bind(address); in.Token.IsZero() {
		d.fault(path + ".Token") // what is wrong was reported
	}
	return toInvited(in)
}

// invitationFields reads what is asked about of an invitation: whom it is to,
// and what comes with it.
func (d *decoder) invitationFields(path string, in *mandat.Invitation) fields {
	return fields{
		"to":     func(v *node) { in.Person = name[mandat.PersonID](d, path+".Person", v) },
		"home":   func(v *node) { in.Home = name[mandat.UnitID](d, path+".Home", v) },
		"grants": func(v *node) { in.Grants = d.heldGrants(path+".Grants", v) },
		"until":  func(v *node) { in.Until = d.moment(path+".Until", v) },
	}
}

// toInvited returns the invitation with its grants to the person invited.
func toInvited(in mandat.Invitation) mandat.Invitation {
	for i := range in.Grants {
		in.Grants[i].Member = in.Person
	}
	return in
}

// token reads a word that stands for a token: the one whose bytes are the
// SHA-256 of the word. A secret has no place in a file.
func (d *decoder) token(path string, n *node) mandat.Token {
	word := sha256.Sum256([]byte(d.text(path, n)))
	t, _ := mandat.NewToken(bytes.NewReader(word[:])) // fails for a word of nothing but zeros, which nobody knows
	return t
}

func (d *decoder) address(path string, n *node) mandat.Address {
	s := d.text(path, n)
	a, err := mandat.ParseAddress(s)
	if err != nil && n.kind == text && s != "" {
		d.fail(path, n, "address %q %s", shorten(s), errors.Unwrap(err))
	}
	return a
}

func (d *decoder) retired(n *node) (r mandat.Retired) {
	d.record("Retired", n, fields{
		"units":       func(v *node) { r.Units = names[mandat.UnitID](d, "Retired.Units", v) },
		"groups":      func(v *node) { r.Groups = names[mandat.GroupID](d, "Retired.Groups", v) },
		"roles":       func(v *node) { r.Roles = names[mandat.RoleID](d, "Retired.Roles", v) },
		"invitations": func(v *node) { r.Invitations = names[mandat.InvitationID](d, "Retired.Invitations", v) },
	})
	return r
}
