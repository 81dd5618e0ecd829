package mandat

import (
	"iter"
	"slices"
)

// Data returns the organisation as plain data, of which NewOrg makes the same
// organisation again: units, members, groups and custom roles in the order in
// which they came, what a group has in that order too, and the grants of each
// member, then of each group, in the order in which they were given, the units of
// a scope in the order of their structures. The data share nothing with the
// organisation.
func (o *Org) Data() OrgData {
	if o == nil || o.policy == nil {
		return OrgData{}
	}
	return OrgData{
		ID:          o.id,
		Units:       slices.Collect(o.Units()),
		Members:     slices.Collect(o.Members()),
		Groups:      slices.Collect(o.Groups()),
		Roles:       o.plainRoles(),
		Grants:      slices.Collect(o.Grants()),
		Invitations: o.plainInvitations(),
		Approvals:   slices.Collect(o.Approvals()),
		Settings:    o.plainSettings(),
		Retired:     o.retired(),
	}
}

// Units returns the units in the order in which they came.
func (o *Org) Units() iter.Seq[Unit] {
	return func(yield func(Unit) bool) {
		for i := range o.unitCount() {
			if !o.unit(i).gone && !yield(o.plainUnit(i)) {
				return
			}
		}
	}
}

// Members returns the members in the order in which they came, those who are
// removed among them.
func (o *Org) Members() iter.Seq[Member] {
	return func(yield func(Member) bool) {
		for i := range o.memberCount() {
			if !yield(o.plainMember(i)) {
				return
			}
		}
	}
}

// Groups returns the groups in the order in which they came.
func (o *Org) Groups() iter.Seq[Group] {
	return func(yield func(Group) bool) {
		for i := range o.groupCount() {
			if !o.group(i).gone && !yield(o.plainGroup(i)) {
				return
			}
		}
	}
}

// Grants returns the grants of each member, then of each group, in the order in
// which they were given.
func (o *Org) Grants() iter.Seq[Grant] {
	return func(yield func(Grant) bool) {
		for i := range o.memberCount() {
			if !o.eachGrant(Grant{Member: o.member(i).person}, o.member(i).grants, yield) {
				return
			}
		}
		for i := range o.groupCount() {
			if !o.eachGrant(Grant{Group: o.group(i).id}, o.group(i).grants, yield) {
				return
			}
		}
	}
}

// eachGrant yields the grants of a holder, who stands in the first one.
func (o *Org) eachGrant(of Grant, grants []grant, yield func(Grant) bool) bool {
	for i := range grants {
		if !yield(o.plainGrant(of, &grants[i])) {
			return false
		}
	}
	return true
}

func (o *Org) plainRoles() []Role {
	var roles []Role
	for _, r := range o.customRoles {
		if !r.gone() {
			roles = append(roles, r.rule.clone())
		}
	}
	return roles
}

func (o *Org) plainInvitations() []Invitation {
	var all []Invitation
	for i := range o.memberCount() {
		if in := o.member(i).invitation; in != nil {
			all = append(all, in.clone())
		}
	}
	return all
}

// closedInvitations returns the ids of the invitations that are over, sorted.
func (o *Org) closedInvitations() []InvitationID {
	var all []InvitationID
	for id := range o.invitationByID.ids() {
		if _, open := o.Invitation(id); !open {
			all = append(all, id)
		}
	}
	slices.Sort(all)
	return all
}

// plainSettings returns what the organisation has set itself, nil if nothing.
func (o *Org) plainSettings() map[Setting]bool {
	if o.explicit == 0 {
		return nil
	}
	set := make(map[Setting]bool)
	for i, s := range o.policy.rules.Settings {
		if bit := uint64(1) << i; o.explicit&bit != 0 {
			set[s.Name] = o.settings&bit != 0
		}
	}
	return set
}

// retired returns the ids of what is gone, sorted.
func (o *Org) retired() Retired {
	var r Retired
	for i := range o.unitCount() {
		if u := o.unit(i); u.gone {
			r.Units = append(r.Units, u.id)
		}
	}
	for i := range o.groupCount() {
		if g := o.group(i); g.gone {
			r.Groups = append(r.Groups, g.id)
		}
	}
	for _, custom := range o.customRoles {
		if custom.gone() {
			r.Roles = append(r.Roles, custom.rule.ID)
		}
	}
	r.Invitations = o.closedInvitations()
	slices.Sort(r.Units)
	slices.Sort(r.Groups)
	slices.Sort(r.Roles)
	return r
}
