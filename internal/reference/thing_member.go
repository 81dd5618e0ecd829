package reference

import (
	"slices"

	"github.com/mandat-go/mandat"
)

const absent mandat.Status = "absent"

// concern notes the member concerned.
func (q *question) concern(p mandat.PersonID) {
	q.thing.concerns, q.thing.target = true, p
}

// ofThemselves reports whether the relation of built-in types, self, holds.
func (q *question) ofThemselves() bool {
	return q.thing.concerns && q.thing.target == q.subject.Person
}

// findMember places a member at the home unit or, by a policy that has none,
// wherever they hold a grant that has not ended. One to be created has the
// status, and lies where, they would.
func (q *question) findMember() {
	id := mandat.PersonID(q.resource.ID)
	q.concern(id)
	q.thing.status = []mandat.Status{absent}
	if m, isValue := q.value.(mandat.Member); isValue && q.isNew("create", q.reached().present(id)) {
		q.findNewMember(m)
		return
	}
	m, ok := q.reached().member(id)
	if !ok {
		q.thing.miss(mandat.MemberMissing)
		return
	}
	q.thing.status = statuses(m)
	if m.Status == mandat.MemberRemoved && q.action != "read" {
		q.thing.miss(mandat.MemberMissing)
	}
	q.lieAtHome(m.Home, q.reached().heldBy(id))
}

func (q *question) findNewMember(m mandat.Member) {
	if m.Status == "" {
		m.Status = mandat.MemberActive
	}
	q.thing.status = statuses(m)
	if m.Home != "" && q.hasUnit(m.Home) {
		q.thing.lieAt(q.placeAt(m.Home, false))
	}
}

// statuses returns the statuses of a member: whoever was removed is absent too.
func statuses(m mandat.Member) []mandat.Status {
	if m.Status == mandat.MemberRemoved {
		return []mandat.Status{absent, mandat.Status(m.Status)}
	}
	return []mandat.Status{mandat.Status(m.Status)}
}

// targetStatuses returns the statuses of the member concerned.
func (q *question) targetStatuses() []mandat.Status {
	if m, ok := q.reached().member(q.thing.target); ok {
		return statuses(m)
	}
	return []mandat.Status{absent}
}

// grantsOf returns the grants to a member themselves.
func (q *question) grantsOf(p mandat.PersonID) (all []mandat.Grant) {
	for _, g := range q.data.Grants {
		if p != "" && g.Member == p {
			all = append(all, g)
		}
	}
	return all
}

// lieAtHome places a member or an invitation at the home unit or, by a policy
// that has no home units, where grants are that have not ended.
func (q *question) lieAtHome(home mandat.UnitID, grants []mandat.Grant) {
	if q.homeStructure() != "" {
		if home != "" {
			q.thing.lieAt(q.placeAt(home, false))
		}
		return
	}
	var spots []spot
	for _, g := range grants {
		if !q.ended(g) {
			spots = append(spots, q.spotOf(g.Scope, ""))
		}
	}
	if len(spots) > 0 {
		q.thing.spots = spots
	}
}

// ended reports whether a grant will not count any more.
func (q *question) ended(g mandat.Grant) bool {
	return !g.Until.IsZero() && !q.subject.At.Before(g.Until)
}

// spotOf returns where a grant to somebody with a home unit lies.
func (q *question) spotOf(s mandat.Scope, home mandat.UnitID) (at spot) {
	for _, p := range s.Places() {
		unit := p.Unit
		if atHome(p.Reach) {
			unit = home
		}
		found := q.placeAt(unit, below(p.Reach))
		found.structure = q.reached().structureOf(p)
		at = append(at, found)
	}
	return at
}

// findGrant places a grant where its scope is.
func (q *question) findGrant(g mandat.Grant) {
	q.thing.grant, q.thing.of = &g, g.Role
	q.findHolder(g)
	q.hasRole(g)
	if q.moved && q.home != "" && usesHome(g.Scope) && q.thing.missing == mandat.NoDetail {
		q.thing.miss(draft{q.reached()}.canLive(q.home))
	}
	if q.thing.missing != mandat.NoDetail {
		return
	}
	home := q.home
	if m, ok := q.reached().member(g.Member); ok && !q.moved {
		home = m.Home
	}
	q.thing.spots = []spot{q.spotOf(g.Scope, home)}
}

// findHolder notes to whom a grant is. Only whom one invites need not be in the
// organisation.
func (q *question) findHolder(g mandat.Grant) {
	if g.Group != "" {
		if _, ok := q.reached().group(g.Group); !ok {
			q.thing.miss(mandat.GroupMissing)
		}
		return
	}
	q.concern(g.Member)
	if !q.reached().present(g.Member) && q.action != "invite" && q.action != "approve" {
		q.thing.miss(mandat.MemberMissing)
	}
}

// present reports whether somebody is in the organisation.
func (q *question) present(p mandat.PersonID) bool {
	m, ok := q.member(p)
	return ok && m.Status != mandat.MemberRemoved
}

// hasRole notes that the role of a grant, or a unit that it names, is missing.
func (q *question) hasRole(g mandat.Grant) {
	r, ok := q.reached().role(g.Role)
	if !ok {
		q.thing.miss(mandat.RoleMissing)
		return
	}
	if !q.builtIn(r.ID) {
		q.thing.role = &r
	}
	for _, p := range g.Scope.Places() {
		if q.reached().structureOf(p) == "" {
			q.thing.miss(mandat.UnitMissing)
		}
	}
	if len(g.Scope.Places()) == 0 && !g.Scope.IsWholeOrg() || q.reached().namesTwice(g.Scope) {
		q.thing.miss(mandat.ScopeInvalid)
	}
}

// findInvitation places an invitation at the home unit that it gives or, without
// home units, where its grants are.
func (q *question) findInvitation() {
	id := mandat.InvitationID(q.resource.ID)
	in, isValue := q.value.(mandat.Invitation)
	i := slices.IndexFunc(q.now.Invitations, func(in mandat.Invitation) bool { return in.ID == id })
	if !isValue || !q.isNew("send", i >= 0) {
		if i < 0 {
			q.thing.miss(mandat.InvitationMissing)
			return
		}
		in = q.now.Invitations[i]
	}
	q.concern(in.Person)
	if in.Home != "" {
		q.hasUnit(in.Home)
	}
	for _, g := range in.Grants {
		q.hasRole(g)
	}
	q.thing.role = nil
	if q.thing.missing == mandat.NoDetail {
		q.lieAtHome(in.Home, in.Grants)
	}
}
