package mandat

import (
	"encoding/json"
	"slices"
)

// differing collects the differences of data.
type differing struct {
	before, after *Org
	all           []DataDifference
}

func dataDifferences(before, after *Org) []DataDifference {
	d := &differing{before: before, after: after}
	if before.policy != after.policy {
		d.add(DataDifference{Kind: DiffPolicy, Was: before.policy.Version(), Is: after.policy.Version()})
	}
	d.settings()
	for _, o := range []*Org{after, before} {
		for u := range o.Units() {
			d.unit(o, u.ID)
		}
	}
	for _, o := range []*Org{after, before} {
		for m := range o.Members() {
			d.member(o, m.Person)
		}
	}
	for _, o := range []*Org{after, before} {
		for g := range o.Groups() {
			d.group(o, g.ID)
		}
	}
	d.roles()
	d.grants()
	d.invitations()
	d.approvals()
	return d.all
}

func (d *differing) add(one DataDifference) { d.all = append(d.all, one) }

// settings adds those that are on in one alone. A policy that has no such setting
// has it off.
func (d *differing) settings() {
	on := func(o *Org, s Setting) bool {
		_, known := o.policy.settings[s]
		return known && o.settings&o.policy.settingBit(s) != 0
	}
	var names []Setting
	for _, o := range []*Org{d.after, d.before} {
		for _, rule := range o.policy.rules.Settings {
			if !slices.Contains(names, rule.Name) {
				names = append(names, rule.Name)
			}
		}
	}
	for _, s := range names {
		switch was, is := on(d.before, s), on(d.after, s); {
		case is && !was:
			d.add(DataDifference{Kind: DiffSettingOn, Setting: s})
		case was && !is:
			d.add(DataDifference{Kind: DiffSettingOff, Setting: s})
		}
	}
}

// unit adds what is different of a unit that one of the organisations has. One
// that both have is looked at once.
func (d *differing) unit(of *Org, id UnitID) {
	was, had := d.before.Unit(id)
	is, has := d.after.Unit(id)
	switch {
	case !had:
		d.add(DataDifference{Kind: DiffUnitMade, Unit: id, Is: string(is.Parent)})
	case !has:
		d.add(DataDifference{Kind: DiffUnitRemoved, Unit: id, Was: string(was.Parent)})
	case of == d.after:
		if was.Parent != is.Parent {
			d.add(DataDifference{Kind: DiffUnitMoved, Unit: id, Was: string(was.Parent), Is: string(is.Parent)})
		}
		if is.Sealed && !was.Sealed {
			d.add(DataDifference{Kind: DiffUnitSealed, Unit: id})
		}
		if was.Sealed && !is.Sealed {
			d.add(DataDifference{Kind: DiffUnitUnsealed, Unit: id})
		}
	}
}

func (d *differing) member(of *Org, id PersonID) {
	was, had := d.before.Member(id)
	is, has := d.after.Member(id)
	switch {
	case !had:
		d.add(DataDifference{Kind: DiffMemberMade, Person: id, Unit: is.Home, Is: string(is.Status)})
	case !has:
		d.add(DataDifference{Kind: DiffMemberGone, Person: id, Unit: was.Home, Was: string(was.Status)})
	case of == d.after:
		if was.Status != is.Status {
			d.add(DataDifference{Kind: DiffMemberStatus, Person: id, Was: string(was.Status), Is: string(is.Status)})
		}
		if was.Home != is.Home {
			d.add(DataDifference{Kind: DiffMemberMoved, Person: id, Was: string(was.Home), Is: string(is.Home)})
		}
	}
}

func (d *differing) group(of *Org, id GroupID) {
	was, had := d.before.Group(id)
	is, has := d.after.Group(id)
	switch {
	case !had:
		d.add(DataDifference{Kind: DiffGroupMade, Group: id, Is: string(is.Unit)})
	case !has:
		d.add(DataDifference{Kind: DiffGroupRemoved, Group: id, Was: string(was.Unit)})
	case of == d.after:
		if was.Unit != is.Unit {
			d.add(DataDifference{Kind: DiffGroupMoved, Group: id, Was: string(was.Unit), Is: string(is.Unit)})
		}
		if is.Predefined && !was.Predefined {
			d.add(DataDifference{Kind: DiffGroupFixed, Group: id})
		}
		if was.Predefined && !is.Predefined {
			d.add(DataDifference{Kind: DiffGroupFree, Group: id})
		}
		inOneAlone(d, is.Members, was.Members, func(k DataKind, p PersonID) DataDifference { return DataDifference{Kind: k, Group: id, Person: p} })
		inOneAlone(d, is.Groups, was.Groups, func(k DataKind, sub GroupID) DataDifference { return DataDifference{Kind: k, Group: id, Sub: sub} })
	}
}

// inOneAlone adds who is in one list of a group alone.
func inOneAlone[N comparable](d *differing, is, was []N, say func(DataKind, N) DataDifference) {
	missing(d, DiffGroupJoined, is, was, say)
	missing(d, DiffGroupLeft, was, is, say)
}

// missing adds each of a list that another one has not.
func missing[N comparable](d *differing, kind DataKind, list, in []N, say func(DataKind, N) DataDifference) {
	has := make(map[N]bool, len(in))
	for _, n := range in {
		has[n] = true
	}
	for _, n := range list {
		if !has[n] {
			d.add(say(kind, n))
		}
	}
}

// roles adds the custom roles that are different.
func (d *differing) roles() {
	for _, is := range d.after.plainRoles() {
		was, had := d.before.ownRole(is.ID)
		switch {
		case !had:
			d.add(DataDifference{Kind: DiffRoleMade, Role: is.ID})
		case !sameForm(was, is):
			d.add(DataDifference{Kind: DiffRoleEdited, Role: is.ID})
		}
	}
	for _, was := range d.before.plainRoles() {
		if _, has := d.after.ownRole(was.ID); !has {
			d.add(DataDifference{Kind: DiffRoleRemoved, Role: was.ID})
		}
	}
}

// ownRole returns a custom role, never a built-in one.
func (o *Org) ownRole(id RoleID) (Role, bool) {
	r, ok := o.roleNamed(id)
	if !ok || !r.custom {
		return Role{}, false
	}
	return *r.rule, true
}

// grants adds those that are in one organisation alone.
func (d *differing) grants() {
	of := func(o *Org) (all []Grant) {
		for g := range o.Grants() {
			g = g.inUTC()
			g.Scope = g.Scope.sorted() // policies can have their structures in other orders
			all = append(all, g)
		}
		return all
	}
	was, is := of(d.before), of(d.after)
	say := func(k DataKind, g Grant) DataDifference {
		return DataDifference{Kind: k, Person: g.Member, Group: g.Group, Role: g.Role, Scope: g.Scope, From: g.From, Until: g.Until}
	}
	missing(d, DiffGranted, is, was, say)
	missing(d, DiffRevoked, was, is, say)
}

// invitations adds those that are open in one organisation alone, or say something
// else.
func (d *differing) invitations() {
	was, is := d.before.plainInvitations(), d.after.plainInvitations()
	of := func(list []Invitation, id InvitationID) *Invitation {
		if k := slices.IndexFunc(list, func(i Invitation) bool { return i.ID == id }); k >= 0 {
			return &list[k]
		}
		return nil
	}
	for _, i := range is {
		switch old := of(was, i.ID); {
		case old == nil:
			d.add(DataDifference{Kind: DiffInvitation, Invitation: i.ID, Person: i.Person, Is: "open"})
		case !sameForm(*old, i):
			d.add(DataDifference{Kind: DiffInvitation, Invitation: i.ID, Person: i.Person, Was: "open", Is: "open"})
		}
	}
	for _, i := range was {
		if of(is, i.ID) == nil {
			d.add(DataDifference{Kind: DiffInvitation, Invitation: i.ID, Person: i.Person, Was: "open"})
		}
	}
}

// approvals adds those that are in one organisation alone, or came further.
func (d *differing) approvals() {
	of := func(o *Org) map[Request]Approval {
		all := make(map[Request]Approval)
		for a := range o.Approvals() {
			all[a.Request] = a
		}
		return all
	}
	was, is := of(d.before), of(d.after)
	for a := range d.after.Approvals() {
		if old, had := was[a.Request]; !had || !sameForm(old, a) {
			d.add(DataDifference{Kind: DiffApproval, Request: a.Request, Was: string(old.Status), Is: string(a.Status)})
		}
	}
	for a := range d.before.Approvals() {
		if _, has := is[a.Request]; !has {
			d.add(DataDifference{Kind: DiffApproval, Request: a.Request, Was: string(a.Status)})
		}
	}
}

// sameForm reports whether two values have the same JSON form, one that both have.
func sameForm(a, b any) bool {
	one, err := json.Marshal(a)
	other, wrong := json.Marshal(b)
	return err == nil && wrong == nil && string(one) == string(other)
}
