package reference

import "github.com/mandat-go/mandat"

// thing is what the organisation tells of the resource asked about, if it is of
// a built-in type: as it is in the state reached, or as the value that it would
// be.
type thing struct {
	// missing tells what there is not, or cannot be; NoDetail if all is there.
	missing mandat.Detail
	// spots are where it lies; a member or an invitation can lie in several places.
	// What lies nowhere has one spot without places.
	spots []spot
	// status holds the statuses that a member has: whoever was removed is absent
	// too.
	status []mandat.Status
	// concerns tells that a member is concerned, target is who.
	concerns bool
	target   mandat.PersonID
	// grant is the grant asked about, of the role that conditions may ask for;
	// role the custom role as it would be.
	grant *mandat.Grant
	of    mandat.RoleID
	role  *mandat.Role
}

// spot is where something lies: a unit in each of some structures, "" where it
// is nowhere in the structure.
type spot []place

type place struct {
	structure mandat.Structure
	unit      mandat.UnitID
	// below tells that what lies below the unit is concerned too.
	below bool
}

// miss notes that something is not there; what was noticed first counts.
func (t *thing) miss(d mandat.Detail) {
	if t.missing == mandat.NoDetail {
		t.missing = d
	}
}

// lieAt puts the thing at one spot.
func (t *thing) lieAt(places ...place) { t.spots = []spot{places} }

// reached returns the question as if it were put to the state reached.
func (q *question) reached() *question {
	r := *q
	r.data = q.now
	return &r
}

// find fills the thing of a question about what is built in.
func (q *question) find() {
	q.thing = thing{}
	q.thing.lieAt()
	switch q.resource.Type {
	case mandat.UnitType:
		q.findUnit()
	case mandat.MemberType:
		q.findMember()
	case mandat.GroupType:
		q.findGroup()
	case mandat.RoleType:
		q.findRole()
	case mandat.GrantType:
		q.findGrant(q.value.(mandat.Grant))
	case mandat.InvitationType:
		q.findInvitation()
	case mandat.ApprovalType:
		q.findApproval()
	}
}

// at returns the place at a unit of the state reached. What the change created
// lies where its nearest unit that was there before lies.
func (q *question) placeAt(id mandat.UnitID, below bool) place {
	u, _ := q.reached().unit(id)
	p := place{structure: u.Structure, below: below}
	for _, above := range q.reached().upwards(id) {
		if _, was := q.unit(above.ID); was {
			p.unit = above.ID
			break
		}
	}
	return p
}

// isNew reports whether the value is what is asked about: by the action that makes
// it, without an id, or by a vote on what is to be made.
func (q *question) isNew(maker mandat.Action, exists bool) bool {
	making := q.of == "create" || q.of == "send"
	return q.action == maker || q.resource.ID == "" || q.action == "approve" && (making || !exists)
}

// hasUnit notes that a unit is missing, if it is.
func (q *question) hasUnit(id mandat.UnitID) bool {
	_, ok := q.reached().unit(id)
	if !ok {
		q.thing.miss(mandat.UnitMissing)
	}
	return ok
}

// findUnit places a unit at itself, one to be created at its parent.
func (q *question) findUnit() {
	id := mandat.UnitID(q.resource.ID)
	u, isValue := q.value.(mandat.Unit)
	_, exists := q.reached().unit(id)
	if !isValue || !q.isNew("create", exists) {
		if q.hasUnit(id) {
			q.thing.lieAt(q.placeAt(id, q.action != "read"))
		}
		return
	}
	if !q.hasStructure(u.Structure) {
		q.thing.miss(mandat.StructureMissing)
		return
	}
	if u.Parent == "" {
		q.thing.lieAt(place{structure: u.Structure})
		return
	}
	if parent, _ := q.reached().unit(u.Parent); parent.Structure != u.Structure {
		q.thing.miss(mandat.UnitMissing)
		return
	}
	q.thing.lieAt(q.placeAt(u.Parent, false))
}

func (q *question) hasStructure(name mandat.Structure) bool {
	for _, s := range q.rules.Structures {
		if s.Name == name {
			return true
		}
	}
	return false
}

// findGroup places a group at its unit; one of the organisation lies nowhere.
func (q *question) findGroup() {
	g, isValue := q.value.(mandat.Group)
	existing, exists := q.reached().group(mandat.GroupID(q.resource.ID))
	if !isValue || !q.isNew("create", exists) {
		if g = existing; !exists {
			q.thing.miss(mandat.GroupMissing)
			return
		}
	}
	if g.Unit != "" && q.hasUnit(g.Unit) {
		q.thing.lieAt(q.placeAt(g.Unit, false))
	}
}

// findRole finds a role, which lies nowhere. To create or edit a custom one is
// to make it what the value says.
func (q *question) findRole() {
	id := mandat.RoleID(q.resource.ID)
	r, isValue := q.value.(mandat.Role)
	existing, exists := q.reached().role(id)
	changes := q.action == "create" || q.action == "edit"
	switch {
	case exists && q.builtIn(id):
		if q.action != "read" {
			q.thing.miss(mandat.RoleBuiltIn)
		}
	case !exists && !(isValue && (q.action == "create" || q.action == "approve")):
		q.thing.miss(mandat.RoleMissing)
	case changes && !isValue:
		q.thing.role = &existing
	case changes:
		if !q.validRole(r) {
			q.thing.miss(mandat.RoleInvalid)
			return
		}
		q.thing.role = &r
	}
}

// validRole reports whether an organisation can have a custom role: what one is
// is no decision, and NewOrg says it.
func (q *question) validRole(r mandat.Role) bool {
	p, err := mandat.NewPolicy(*q.rules)
	if err != nil {
		return false
	}
	_, err = mandat.NewOrg(p, mandat.OrgData{ID: q.data.ID, Roles: []mandat.Role{r}})
	return err == nil
}
