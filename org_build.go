package mandat

import (
	"cmp"
	"slices"
	"time"
)

// NewOrg checks the data and builds an organisation of it under a policy. An
// error is an *InvalidError with every problem found.
func NewOrg(p *Policy, data OrgData) (*Org, error) {
	if err := validateOrg(p, &data); err != nil {
		return nil, err
	}
	o := &Org{id: data.ID, policy: p, settings: p.defaults}
	for s, on := range data.Settings {
		o.setSetting(p.settingBit(s), on)
	}
	o.buildUnits(data.Units, data.Retired.Units)
	o.buildMembers(data.Members)
	o.buildGroups(data.Groups, data.Retired.Groups)
	if err := o.buildRoles(data.Roles, data.Retired.Roles); err != nil {
		return nil, err
	}
	o.buildGrants(data.Grants)
	o.buildInvitations(data.Invitations, data.Retired.Invitations)
	o.buildApprovals(data.Approvals)
	return o, nil
}

// newRecords makes a vector of records and an index of their ids. Until the
// organisation is handed out the records can still be filled.
func newRecords[R any, K ~string](records []R, id func(*R) K) (vector[*R], index[K]) {
	pointers, ids := make([]*R, len(records)), make([]K, len(records))
	for i := range records {
		pointers[i], ids[i] = &records[i], id(&records[i])
	}
	return newVector(pointers), newIndex(ids)
}

// settled is a member's record with room for the first grants beside it, as most
// members have few.
type settled struct {
	member
	first [2]grant
}

func (o *Org) buildMembers(members []Member) {
	records, pointers, ids := make([]settled, len(members)), make([]*member, len(members)), make([]PersonID, len(members))
	for i, m := range members {
		r := &records[i]
		r.member = o.newMember(m)
		r.grants = r.first[:0]
		pointers[i], ids[i] = &r.member, m.Person
	}
	o.members, o.memberByID = newVector(pointers), newIndex(ids)
}

func (o *Org) newMember(m Member) member {
	return member{person: m.Person, status: m.Status.code(), home: o.unitOr(m.Home)}
}

// unitOr returns the index of a unit, noUnit for "".
func (o *Org) unitOr(id UnitID) int32 {
	if id == "" {
		return noUnit
	}
	i, _ := o.unitNamed(id)
	return i
}

// buildRoles compiles the custom roles. They follow the built-in ones.
func (o *Org) buildRoles(roles []Role, retired []RoleID) error {
	for i := range roles {
		o.customRoles = append(o.customRoles, o.newRole(len(o.customRoles), &roles[i]))
	}
	for _, id := range retired {
		o.customRoles = append(o.customRoles, o.goneRole(len(o.customRoles), id))
	}
	_, o.customByID = newRecords(o.customRoles, func(r **role) RoleID { return (*r).rule.ID })
	return tooManyIncluded("organisation", o.customRoles)
}

// newRole compiles a custom role, the one with a number.
func (o *Org) newRole(i int, from *Role) *role {
	rule := from.clone()
	r := &role{rule: &rule, index: len(o.policy.roles) + i, custom: true}
	r.compile(o.policy)
	return r
}

// goneRole returns what stands in the place of a custom role that was removed:
// it gives nothing and can be given nowhere.
func (o *Org) goneRole(i int, id RoleID) *role {
	r := o.newRole(i, &Role{ID: id})
	r.at = nil
	return r
}

// gone reports whether the role was removed: all others can be given somewhere.
func (r *role) gone() bool { return r.at == nil }

func (o *Org) buildGrants(grants []Grant) {
	for _, g := range grants {
		r, _ := o.roleNamed(g.Role)
		compiled := o.compileGrant(g, r.index)
		if g.Group != "" {
			i, _ := o.groupNamed(g.Group)
			to := o.group(i)
			to.grants = append(to.grants, compiled)
		} else {
			i, _ := o.memberNamed(g.Member)
			to := o.member(i)
			to.grants = append(to.grants, compiled)
		}
	}
	o.buildHolders()
}

// compileGrant compiles a grant. The units of its scope come in the order of
// their structures, so that the same scope is the same however it was put.
func (o *Org) compileGrant(from Grant, role int) grant {
	g := grant{role: int32(role), whole: from.Scope.IsWholeOrg()}
	if !from.From.IsZero() || !from.Until.IsZero() {
		g.period = &period{utc(from.From), utc(from.Until)}
	}
	for _, p := range from.Scope.named() {
		place := grantPlace{structure: int8(o.policy.home), unit: noUnit, reach: p.Reach}
		if !p.Reach.atHome() {
			place.unit = o.unitOr(p.Unit)
			place.structure = int8(o.unit(place.unit).structure)
		}
		g.add(place)
	}
	slices.SortStableFunc(g.places[:g.n], func(a, b grantPlace) int { return cmp.Compare(a.structure, b.structure) })
	return g
}

// utc returns a moment without the place and the clock that told it, so that
// the same moments are the same data.
func utc(t time.Time) time.Time { return t.Round(0).UTC() }

func (g *grant) add(p grantPlace) {
	g.places[g.n] = p
	g.n++
}
