package mandat

// about is what an organisation tells of a resource that is built in.
type about struct {
	// missing tells what there is not, with its name; NoDetail if all is there.
	missing Detail
	name    string
	// hindered tells what keeps the action from being done now, whoever asks: it
	// exists already, or the member has another status. The name is the same.
	hindered Detail
	// hasTarget tells that a member is concerned: person, by the index target in
	// the organisation, -1 for somebody who is not in it.
	hasTarget bool
	target    int32
	person    PersonID
	group     int32 // the group to which a grant is, -1 for none
	grant     *grant
	role      *role // of a grant; or a custom role as it would be
	// asked is the role that a statement must name at present.
	asked *role
	// source tells that a grant to be handed over is asked about as it is, losing
	// that a grant is to be taken away.
	source, losing bool
	// spots are the grants by which a member or an invitation lies in places, if
	// many tells that there can be several.
	many  bool
	spots []grant
}

// miss notes that something is not there; what was noticed first counts.
func (a *about) miss(d Detail, name string) {
	if a.missing == NoDetail {
		a.missing, a.name = d, name
	}
}

// hinder notes what keeps the action from being done.
func (a *about) hinder(d Detail, name string) {
	if a.hindered == NoDetail && a.missing == NoDetail {
		a.hindered, a.name = d, name
	}
}

// readBuiltin fills the facts of what is built in.
func (q *question) readBuiltin(a *action) Detail {
	r := q.resource
	if r.statesFacts() {
		return FactFilled
	}
	q.about = &about{target: -1, group: -1}
	if r.value == nil && r.ID == "" && r.Type != OrgType {
		return ValueNotStated
	}
	switch r.Type {
	case UnitType:
		return q.readUnit(a.rule.Name)
	case MemberType:
		return q.readMember(a.rule.Name)
	case GroupType:
		return q.readGroup(a.rule.Name)
	case RoleType:
		return q.readRole(a.rule.Name)
	case GrantType:
		return q.readGrant(a.rule.Name)
	case InvitationType:
		return q.readInvitation(a.rule.Name)
	case ApprovalType:
		q.readApproval()
	}
	return NoDetail
}

// statesFacts reports whether a resource states anything that the organisation
// fills itself.
func (r *Resource) statesFacts() bool {
	for i := range r.Units {
		if r.Units[i].Place.state != notStated {
			return true
		}
	}
	for i := range r.Relations {
		if r.Relations[i].People.state() != notStated {
			return true
		}
	}
	for i := range r.ACLs {
		if r.ACLs[i].ACL.state() != notStated {
			return true
		}
	}
	return r.Status != "" || r.Labels.stated() || r.PartOf.of != nil
}

// isNew reports whether an action is asked of what does not exist yet. A vote is
// about what is to be made, if it is not there.
func (q *question) isNew(name Action, exists bool) bool {
	if q.resource.value == nil {
		return false
	}
	making := q.view.on != nil && (q.view.on.action == createAction || q.view.on.action == "send")
	return name == createAction || q.resource.ID == "" || name == approveAction && (making || !exists)
}

func (q *question) readUnit(name Action) Detail {
	if id := UnitID(q.resource.ID); name == createAction && id != "" && q.now.unitUsed(id) {
		q.about.hinder(IDUsed, string(id))
	}
	i, ok := q.now.unitNamed(UnitID(q.resource.ID))
	if q.isNew(name, ok) {
		return q.readNewUnit(q.resource.value.unit)
	}
	if !ok {
		q.about.miss(UnitMissing, string(q.resource.ID))
		return NoDetail
	}
	q.lie(i, name != readAction)
	return NoDetail
}

func (q *question) readNewUnit(u *Unit) Detail {
	if u == nil {
		return ValueInvalid
	}
	structure := q.now.policy.structure(u.Structure)
	if structure < 0 {
		q.about.miss(StructureMissing, string(u.Structure))
		return NoDetail
	}
	if u.Parent == "" {
		q.put(place{structure: int32(structure), unit: noUnit})
		return NoDetail
	}
	parent, ok := q.now.unitNamed(u.Parent)
	if !ok || q.now.unit(parent).structure != structure {
		q.about.miss(UnitMissing, string(u.Parent))
		return NoDetail
	}
	q.lie(parent, false)
	return NoDetail
}

// lie places the resource at a unit.
func (q *question) lie(unit int32, below bool) {
	q.put(place{structure: int32(q.now.unit(unit).structure), unit: q.known(unit), below: below})
}

// known returns the unit or, for one that a change has made, the nearest above
// it that the view's organisation has.
func (q *question) known(unit int32) int32 {
	if q.now == q.view.org {
		return unit
	}
	path := q.now.unit(unit).path
	for i := len(path) - 1; i >= 0; i-- {
		if path[i] < q.view.org.units.len() {
			return path[i]
		}
	}
	return noUnit
}

func (q *question) readGroup(name Action) Detail {
	if id := GroupID(q.resource.ID); name == createAction && id != "" && q.now.groupUsed(id) {
		q.about.hinder(IDUsed, string(id))
	}
	unit := int32(noUnit)
	i, ok := q.now.groupNamed(GroupID(q.resource.ID))
	if q.isNew(name, ok) {
		g := q.resource.value.group
		if g == nil {
			return ValueInvalid
		}
		if g.Unit != "" {
			i, ok := q.now.unitNamed(g.Unit)
			if !ok {
				q.about.miss(UnitMissing, string(g.Unit))
			}
			unit = i
		}
		q.hinderGroup(name, g.Predefined)
	} else if ok {
		unit = q.now.group(i).unit
		q.hinderGroup(name, q.now.group(i).predefined)
	} else {
		q.about.miss(GroupMissing, string(q.resource.ID))
	}
	if unit != noUnit && q.about.missing == NoDetail {
		q.lie(unit, false)
	}
	return NoDetail
}

// hinderGroup notes that nobody makes, edits or removes a predefined group, and
// that no other one is filled (clause R7).
func (q *question) hinderGroup(name Action, predefined bool) {
	switch {
	case predefined && (name == createAction || name == editAction || name == removeAction):
		q.about.hinder(GroupPredefined, string(q.resource.ID))
	case !predefined && name == fillAction:
		q.about.hinder(GroupOrdinary, string(q.resource.ID))
	}
}

func (q *question) readRole(name Action) Detail {
	id := RoleID(q.resource.ID)
	existing, ok := q.now.roleNamed(id)
	switch {
	case ok && !existing.custom && name != readAction:
		q.about.miss(RoleBuiltIn, string(id))
	case !ok && (name != createAction && name != approveAction || q.resource.value == nil):
		q.about.miss(RoleMissing, string(id))
	case name == createAction || name == "edit":
		if name == createAction && id != "" && q.now.roleUsed(id) {
			q.about.hinder(IDUsed, string(id))
		}
		return q.readRoleMade(existing)
	}
	return NoDetail
}

// readRoleMade finds what a custom role is to be made: what the value says, or
// what it is.
func (q *question) readRoleMade(existing *role) Detail {
	if q.resource.value == nil {
		q.about.role = existing
		return NoDetail
	}
	if q.resource.value.role == nil {
		return ValueInvalid
	}
	r, err := q.now.compileCustom(*q.resource.value.role)
	if err != nil {
		q.about.miss(RoleInvalid, string(q.resource.ID))
		return NoDetail
	}
	q.about.role = r
	return NoDetail
}
