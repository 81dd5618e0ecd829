package mandat

import "time"

// Org is one organisation in one version: immutable, safe for concurrent use,
// and deciding by one policy. A nil or zero Org denies everything.
//
// Units, members, groups and custom roles stand under small numbers that are
// never used again, in persistent structures: a changed copy shares with the
// organisation before it all that the change does not touch.
type Org struct {
	id          OrgID
	policy      *Policy
	settings    uint64 // those that are on
	explicit    uint64 // those that the organisation has set itself
	units       vector[*unit]
	unitByID    index[UnitID]
	members     vector[*member]
	memberByID  index[PersonID]
	groups      vector[*group]
	groupByID   index[GroupID]
	customRoles []*role
	customByID  index[RoleID] // among the custom roles
	holders     []*holders    // by role
	// invitationByID is by all that were ever sent, the member invited.
	invitationByID index[InvitationID]
	// approvals are by what they are of.
	approvals     vector[*requests]
	approvalByKey index[requestKey]
	version       uint64
	fresh         bool // see settle
}

// member is a member's record. A member who leaves keeps it, and is removed by
// the status.
type member struct {
	person PersonID
	status memberStatus
	home   int32 // noUnit for none
	grants []grant
	groups []int32 // those that list the member, and those that hold one of these; sorted
	// invitation is the one that is not answered yet, nil for none.
	invitation *Invitation
}

// grant is a grant's record. It is kept with its holder.
type grant struct {
	period *period // nil for good
	role   int32
	whole  bool
	n      uint8
	places [MaxUnits]grantPlace // the first n; none for the whole organisation
}

// period is the time for which a grant holds: from the first moment until just
// before the last. A zero time is no limit.
type period struct{ from, until time.Time }

// grantPlace is a unit that a grant names; noUnit for the holder's home.
type grantPlace struct {
	unit      int32
	structure int8
	reach     Reach
}

// at returns the places that the grant names.
func (g *grant) at() []grantPlace { return g.places[:g.n] }

// inForce reports whether the grant counts at a moment.
func (g *grant) inForce(at time.Time) bool {
	return g.period == nil || g.period.has(at)
}

func (p *period) has(at time.Time) bool {
	return (!at.Before(p.from) || p.from.IsZero()) && (p.until.IsZero() || at.Before(p.until))
}

// ID returns the id of the organisation, "" for a nil one.
func (o *Org) ID() OrgID {
	if o == nil {
		return ""
	}
	return o.id
}

// Policy returns the policy by which the organisation decides, nil for a nil
// organisation.
func (o *Org) Policy() *Policy {
	if o == nil {
		return nil
	}
	return o.policy
}

// The records of an organisation by their indexes.

func (o *Org) unit(i int32) *unit     { return o.units.at(i) }
func (o *Org) member(i int32) *member { return o.members.at(i) }
func (o *Org) group(i int32) *group   { return o.groups.at(i) }

// role returns the role with an index.
func (o *Org) role(index int) *role {
	if n := len(o.policy.roles); index >= n {
		return o.customRoles[index-n]
	}
	return o.policy.roles[index]
}

// The indexes by the ids. What is gone is not found, but its id was used.

func (o *Org) unitNamed(id UnitID) (int32, bool) {
	i, ok := o.unitByID.get(id)
	return i, ok && !o.unit(i).gone
}

func (o *Org) memberNamed(id PersonID) (int32, bool) { return o.memberByID.get(id) }

func (o *Org) groupNamed(id GroupID) (int32, bool) {
	i, ok := o.groupByID.get(id)
	return i, ok && !o.group(i).gone
}

// roleNamed finds a built-in role, or a custom one.
func (o *Org) roleNamed(id RoleID) (*role, bool) {
	if r := o.policy.roleByID[id]; r != nil {
		return r, true
	}
	i, ok := o.customByID.get(id)
	if !ok || o.customRoles[i].gone() {
		return nil, false
	}
	return o.customRoles[i], true
}

func (o *Org) unitUsed(id UnitID) bool {
	_, used := o.unitByID.get(id)
	return used
}

func (o *Org) groupUsed(id GroupID) bool {
	_, used := o.groupByID.get(id)
	return used
}

func (o *Org) roleUsed(id RoleID) bool {
	_, used := o.customByID.get(id)
	return used || o.policy.roleByID[id] != nil
}
