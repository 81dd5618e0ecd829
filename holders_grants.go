package mandat

// heldGrant is a grant with the home unit of a member who has it.
type heldGrant struct {
	*grant
	home int32
}

// grantsOfRole returns the grants of a role, of a group's one for each of its
// members. Those that come with invitations are among them: it looks through all
// invitations.
func (o *Org) grantsOfRole(role int32) []heldGrant {
	var all []heldGrant
	for _, some := range o.holders[role].at.all() {
		for m := range some.members.all() {
			all = appendHeld(all, o.member(m).grants, role, o.member(m).home)
		}
		for g := range some.groups.all() {
			all = appendHeld(all, o.group(g).grants, role, noUnit) // whoever joins it
			for _, m := range o.appendHolders(nil, holderSet{groups: set{}.with(g)}) {
				all = appendHeld(all, o.group(g).grants, role, o.member(m).home)
			}
		}
	}
	for i := range o.members.len() {
		if in := o.member(i).invitation; in != nil {
			all = appendHeld(all, o.carried(in), role, o.unitOr(in.Home))
		}
	}
	return all
}

func appendHeld(all []heldGrant, grants []grant, role, home int32) []heldGrant {
	for i := range grants {
		if grants[i].role == role {
			all = append(all, heldGrant{&grants[i], home})
		}
	}
	return all
}

// carried returns the grants that come with an invitation.
func (o *Org) carried(in *Invitation) []grant {
	var all []grant
	for _, g := range in.Grants {
		if r, ok := o.roleNamed(g.Role); ok {
			all = append(all, o.compileGrant(g, r.index))
		}
	}
	return all
}
