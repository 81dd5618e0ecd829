package reference

import (
	"slices"

	"github.com/mandat-go/mandat"
)

// hindered tells what keeps an action on what is built in from being done,
// whoever asks: what is to be created exists, or its id was used; the member has
// another status.
func (q *question) hindered() mandat.Detail {
	now, id := q.reached(), q.resource.ID
	switch {
	case q.action == "create" && id != "" && now.taken(q.resource.Type, string(id)) != mandat.NoDetail:
		return now.taken(q.resource.Type, string(id))
	case q.resource.Type == mandat.GroupType:
		return q.hinderedGroup()
	case q.resource.Type != mandat.MemberType:
		return mandat.NoDetail
	}
	m, is := now.member(mandat.PersonID(id))
	if !is {
		return mandat.NoDetail
	}
	activates := q.action == "activate" && m.Status != mandat.MemberInactive && m.Status != mandat.MemberAccepted
	deactivates := q.action == "deactivate" && m.Status != mandat.MemberActive
	if activates || deactivates {
		return mandat.StatusOther
	}
	return mandat.NoDetail
}

// hinderedGroup tells that a predefined group is not made, edited or removed, and
// that another one is not filled.
func (q *question) hinderedGroup() mandat.Detail {
	g, isValue := q.value.(mandat.Group)
	if q.resource.ID != "" && !(isValue && q.action == "create") {
		g, _ = q.reached().group(mandat.GroupID(q.resource.ID))
	}
	changes := q.action == "create" || q.action == "edit" || q.action == "remove"
	switch {
	case g.Predefined && changes:
		return mandat.GroupPredefined
	case !g.Predefined && q.action == "fill":
		return mandat.GroupOrdinary
	}
	return mandat.NoDetail
}

// taken tells why nothing of a type can be created under an id.
func (q *question) taken(t mandat.ResourceType, id string) mandat.Detail {
	is, gone, detail := false, false, mandat.IDUsed
	switch t {
	case mandat.UnitType:
		_, is = q.unit(mandat.UnitID(id))
		gone = slices.Contains(q.data.Retired.Units, mandat.UnitID(id))
	case mandat.GroupType:
		_, is = q.group(mandat.GroupID(id))
		gone = slices.Contains(q.data.Retired.Groups, mandat.GroupID(id))
	case mandat.RoleType:
		_, is = q.role(mandat.RoleID(id))
		gone = slices.Contains(q.data.Retired.Roles, mandat.RoleID(id))
	case mandat.MemberType:
		is, detail = q.present(mandat.PersonID(id)), mandat.AlreadySo
	}
	if is || gone {
		return detail
	}
	return mandat.NoDetail
}
