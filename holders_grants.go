package mandat

import "iter"

// grantsOfRole goes through the grants of a role, each with the home unit of a
// member who has it: of a group's for each of its members. Those that come with
// invitations are among them. It looks through all invitations.
func (o *Org) grantsOfRole(role int32) iter.Seq2[*grant, int32] {
	return func(yield func(*grant, int32) bool) {
		for _, some := range o.holders[role].at.all() {
			if !o.grantsAmong(some, role, yield) {
				return
			}
		}
		for i := range o.members.len() {
			in := o.member(i).invitation
			if in == nil {
				continue
			}
			for k := range in.Grants {
				if r, ok := o.roleNamed(in.Grants[k].Role); !ok || int32(r.index) != role {
					continue
				}
				if g := o.compileGrant(in.Grants[k], int(role)); !yield(&g, o.unitOr(in.Home)) {
					return
				}
			}
		}
	}
}

// grantsAmong goes through the grants of a role to some holders. It reports
// whether all were taken.
func (o *Org) grantsAmong(some *holderSet, role int32, yield func(*grant, int32) bool) bool {
	of := func(grants []grant, home int32) bool {
		for i := range grants {
			if grants[i].role == role && !yield(&grants[i], home) {
				return false
			}
		}
		return true
	}
	for m := range some.members.all() {
		if !of(o.member(m).grants, o.member(m).home) {
			return false
		}
	}
	for g := range some.groups.all() {
		for _, m := range append(o.appendHolders(nil, holderSet{groups: set{}.with(g)}), nobody) {
			home := int32(noUnit)
			if m != nobody {
				home = o.member(m).home
			}
			if !of(o.group(g).grants, home) {
				return false
			}
		}
	}
	return true
}
