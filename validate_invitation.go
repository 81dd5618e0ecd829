package mandat

import "hash/maphash"

// invitation checks an invitation that is not answered.
func (c *orgCheck) invitation(path string, in *Invitation) {
	switch {
	case in.ID == "":
		c.add(path+".ID", "an invitation has no id")
	case c.invitations[in.ID] != in:
		c.add(path+".ID", "invitation %q stands here twice", in.ID)
	}
	utf8Only(c, path+".ID", in.ID)
	utf8Only(c, path+".By", in.By)
	utf8Only(c, path+".Through", in.Through)
	c.moment(path+".Until", in.Until)
	if in.Token.IsZero() {
		c.add(path+".Token", "invitation %q has no token", in.ID)
	}
	switch m := c.members[in.Person]; {
	case m == nil:
		c.add(path+".Person", "%q is no member of the organisation: expected a member with the status invited", in.Person)
	case m.Status != MemberInvited:
		c.add(path+".Person", "member %q is %s: expected a member with the status invited", in.Person, m.Status)
	case m.Home != in.Home:
		c.add(path+".Home", "member %q has another home unit than invitation %q gives", in.Person, in.ID)
	case c.invited[in.Person]:
		c.add(path+".Person", "member %q has two invitations", in.Person)
	}
	c.invited[in.Person] = true
	for i := range in.Grants {
		path := at(path+".Grants", i)
		if in.Grants[i].Member != in.Person {
			c.add(path, "a grant that comes with invitation %q is not to the person invited", in.ID)
		}
		c.grant(path, &in.Grants[i])
	}
	c.doubledGrants(path+".Grants", in.Grants)
}

// doubledGrants refuses a grant that stands there twice: to revoke it would
// leave the other.
func (c *orgCheck) doubledGrants(path string, grants []Grant) {
	if allDiffer(grants) {
		return
	}
	seen := make(map[Grant]bool, len(grants))
	for i, g := range grants {
		g = g.inOrder()
		if seen[g] {
			c.add(at(path, i), "the grant stands here twice")
		}
		seen[g] = true
	}
}

// allDiffer reports whether no two grants are the same, and seldom that they may be
// where they are not. It looks at hashes, because grants are large.
func allDiffer(grants []Grant) bool {
	seed, seen := maphash.MakeSeed(), make(map[uint64]struct{}, len(grants))
	for _, g := range grants {
		seen[maphash.Comparable(seed, g.inOrder())] = struct{}{}
	}
	return len(seen) == len(grants)
}

func (o *Org) buildInvitations(invitations []Invitation, retired []InvitationID) {
	var ids []InvitationID
	var to []int32
	for _, in := range invitations {
		i, _ := o.memberNamed(in.Person)
		in = in.clone()
		o.member(i).invitation = &in
		ids, to = append(ids, in.ID), append(to, i)
	}
	for _, id := range retired {
		ids, to = append(ids, id), append(to, nobody)
	}
	o.invitationByID = newIndex(ids)
	o.invitationByID.at = to
}

// nobody stands for the member to whom an invitation was, where that is not
// known.
const nobody = -1
