package mandat

import "time"

// Org is one organisation in one version: immutable, safe for concurrent use,
// and deciding by one policy. A nil or zero Org denies everything.
type Org struct {
	id          OrgID
	policy      *Policy
	settings    uint64 // those that are on
	units       []unit
	unitByID    map[UnitID]int32
	members     []member
	memberByID  map[PersonID]int32
	groups      []group
	groupByID   map[GroupID]int32
	customRoles []*role
	holders     []holders // by role
}

// member is a member's record.
type member struct {
	person PersonID
	status MemberStatus
	home   int32 // noUnit for none
	grants []grant
	groups []int32 // static and dynamic ones, in the order of the organisation
}

// group is a group's record.
type group struct {
	id      GroupID
	unit    int32   // noUnit for a group of the organisation
	members []int32 // also through the groups in it
	grants  []grant
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
	p := g.period
	return p == nil || !at.Before(p.from) && (p.until.IsZero() || at.Before(p.until))
}

// NewOrg checks the data and builds an organisation of it under a policy. An
// error is an *InvalidError with every problem found.
func NewOrg(p *Policy, data OrgData) (*Org, error) {
	if err := validateOrg(p, &data); err != nil {
		return nil, err
	}
	o := &Org{id: data.ID, policy: p, settings: p.defaults}
	for s, on := range data.Settings {
		o.settings &^= p.settingBit(s)
		if on {
			o.settings |= p.settingBit(s)
		}
	}
	o.buildUnits(data.Units)
	o.buildMembers(data.Members)
	o.buildGroups(data.Groups)
	if err := o.buildRoles(data.Roles); err != nil {
		return nil, err
	}
	o.buildGrants(data.Grants)
	return o, nil
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

func (o *Org) buildMembers(members []Member) {
	o.memberByID = make(map[PersonID]int32, len(members))
	for i, m := range members {
		home := int32(noUnit)
		if m.Home != "" {
			home = o.unitByID[m.Home]
		}
		o.members = append(o.members, member{person: m.Person, status: m.Status, home: home})
		o.memberByID[m.Person] = int32(i)
	}
}

// buildRoles compiles the custom roles. They follow the built-in ones.
func (o *Org) buildRoles(roles []Role) error {
	for i := range roles {
		rule := roles[i].clone()
		r := &role{rule: &rule, index: len(o.policy.roles) + i, custom: true}
		r.compile(o.policy)
		o.customRoles = append(o.customRoles, r)
	}
	o.holders = make([]holders, len(o.policy.roles)+len(roles))
	return tooManyIncluded("organisation", o.customRoles)
}

// role returns the role with an index.
func (o *Org) role(index int) *role {
	if n := len(o.policy.roles); index >= n {
		return o.customRoles[index-n]
	}
	return o.policy.roles[index]
}

func (o *Org) buildGrants(grants []Grant) {
	roles := make(map[RoleID]int)
	for i := range o.holders {
		roles[o.role(i).rule.ID] = i
	}
	for _, g := range grants {
		compiled := o.compileGrant(g, roles[g.Role])
		if g.Group != "" {
			to := &o.groups[o.groupByID[g.Group]]
			to.grants = append(to.grants, compiled)
		} else {
			to := &o.members[o.memberByID[g.Member]]
			to.grants = append(to.grants, compiled)
		}
	}
	for i := range o.members {
		o.noteHolders(o.members[i].grants, holder{member: int32(i), group: -1})
	}
	for i := range o.groups {
		o.noteHolders(o.groups[i].grants, holder{member: -1, group: int32(i)})
	}
}

func (o *Org) compileGrant(from Grant, role int) grant {
	g := grant{role: int32(role), whole: from.Scope.IsWholeOrg()}
	if !from.From.IsZero() || !from.Until.IsZero() {
		g.period = &period{from.From, from.Until}
	}
	for _, p := range from.Scope.Places() {
		place := grantPlace{structure: int8(o.policy.home), unit: noUnit, reach: p.Reach}
		if !p.Reach.atHome() {
			place.unit = o.unitByID[p.Unit]
			place.structure = int8(o.units[place.unit].structure)
		}
		g.add(place)
	}
	return g
}

func (g *grant) add(p grantPlace) {
	g.places[g.n] = p
	g.n++
}

// The records of an organisation by their indexes, and the indexes by the ids.

func (o *Org) unit(i int32) *unit     { return &o.units[i] }
func (o *Org) member(i int32) *member { return &o.members[i] }
func (o *Org) group(i int32) *group   { return &o.groups[i] }

func (o *Org) unitNamed(id UnitID) (int32, bool) {
	i, ok := o.unitByID[id]
	return i, ok
}

func (o *Org) memberNamed(id PersonID) (int32, bool) {
	i, ok := o.memberByID[id]
	return i, ok
}

func (o *Org) groupNamed(id GroupID) (int32, bool) {
	i, ok := o.groupByID[id]
	return i, ok
}

