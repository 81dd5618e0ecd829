package reference

import "github.com/mandat-go/mandat"

// role returns a role, built-in or custom.
func (q *question) role(id mandat.RoleID) (mandat.Role, bool) {
	for _, r := range q.rules.Roles {
		if r.ID == id {
			return r, true
		}
	}
	for _, r := range q.data.Roles {
		if r.ID == id {
			return r, true
		}
	}
	return mandat.Role{}, false
}

func (q *question) builtIn(id mandat.RoleID) bool {
	for _, r := range q.rules.Roles {
		if r.ID == id {
			return true
		}
	}
	return false
}

// on reports whether a setting is on in the organisation, which has the
// policy's default where it says nothing. "" is no setting, and on.
func (q *question) on(name mandat.Setting) bool {
	if name == "" {
		return true
	}
	for _, s := range q.rules.Settings {
		if s.Name == name {
			value, said := q.data.Settings[name]
			return said && value || !said && s.Default
		}
	}
	return false
}

// given adds the role and the roles that it includes. A role whose setting is
// off gives nothing, nor does what it includes through it.
func (q *question) given(id mandat.RoleID, into map[mandat.RoleID]mandat.Role) {
	role, ok := q.role(id)
	if _, seen := into[id]; seen || !ok || !q.on(role.Setting) {
		return
	}
	into[id] = role
	for _, included := range role.Includes {
		q.given(included, into)
	}
}

// opens reports whether the role opens the channel, itself or through what it
// includes.
func (q *question) opens(id mandat.RoleID, c mandat.Channel) bool {
	roles := map[mandat.RoleID]mandat.Role{}
	q.given(id, roles)
	for _, r := range roles {
		for _, opened := range r.Opens {
			if opened == c {
				return true
			}
		}
	}
	return false
}

// namesNoChannel reports whether a role names no channel, itself or through
// what it includes, whatever the settings: what a role names does not grow when
// a setting is turned off.
func (q *question) namesNoChannel(id mandat.RoleID) bool {
	role, _ := q.role(id)
	if len(role.Opens) > 0 {
		return false
	}
	for _, included := range role.Includes {
		if !q.namesNoChannel(included) {
			return false
		}
	}
	return true
}
