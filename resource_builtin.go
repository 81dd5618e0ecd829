package mandat

// value is what is built in as the value that it would be, for questions about
// what has no id yet. One of the fields is set.
type value struct {
	unit       *Unit
	member     *Member
	group      *Group
	role       *Role
	grant      *Grant
	invitation *Invitation
	approval   *Request
	named      []PersonID // with a unit
	// home is the home unit that the holder of the grant will have, if moved tells
	// that it will be another one.
	home  UnitID
	moved bool
	// source tells that a grant to be handed over is asked about as it is.
	source bool
}

// Resource returns the unit as something to ask about. With an id it is asked
// about as it is in the organisation, but for create. To create it, and without an
// id, it is what it would be below its Parent: may she make a unit there, or move
// one to there?
func (u Unit) Resource(o OrgID) Resource {
	return Resource{Type: UnitType, ID: ResourceID(u.ID), Org: o, value: &value{unit: &u}}
}

// Resource returns the member as something to ask about. With a person they are
// asked about as they are in the organisation, but for create. To create them, and
// without a person, they are what they would be at their Home.
func (m Member) Resource(o OrgID) Resource {
	return Resource{Type: MemberType, ID: ResourceID(m.Person), Org: o, value: &value{member: &m}}
}

// Resource returns the group as something to ask about. One that exists is asked
// about as it is in the organisation.
func (g Group) Resource(o OrgID) Resource {
	return Resource{Type: GroupType, ID: ResourceID(g.ID), Org: o, value: &value{group: &g}}
}

// Resource returns the custom role as something to ask about: to create or edit
// it is to make it what it is here.
func (r Role) Resource(o OrgID) Resource {
	return Resource{Type: RoleType, ID: ResourceID(r.ID), Org: o, value: &value{role: &r}}
}

// Resource returns the grant as something to ask about: may she give it, revoke
// it, invite to it, or hand it over to this member? For hand-over Member is the
// receiver: a grant that somebody holds is asked about as the one that the
// receiver will have. HandOver asks so, and of the grant as it is held besides.
func (g Grant) Resource(o OrgID) Resource {
	return Resource{Type: GrantType, Org: o, value: &value{grant: &g}}
}

// ResourceAt returns the grant as something to ask about as it will be when its
// holder has another home unit, "" for none: whom one invites, or moves. That
// matters where the home unit stands for a unit of the scope.
func (g Grant) ResourceAt(o OrgID, home UnitID) Resource {
	r := g.Resource(o)
	r.value.home, r.value.moved = home, true
	return r
}

// Resource returns the invitation as something to ask about. One that exists is
// asked about as it is in the organisation.
func (i Invitation) Resource(o OrgID) Resource {
	return Resource{Type: InvitationType, ID: ResourceID(i.ID), Org: o, value: &value{invitation: &i}}
}
