package mutants

import (
	"slices"

	"github.com/mandat-go/mandat"
)

// saidOf returns where a role may be given, as far as it or what it includes says
// so: nil for the whole organisation.
func (m *maker) saidOf(role *mandat.Role) []mandat.Where {
	if len(role.At) > 0 {
		return role.At
	}
	var at []mandat.Where
	for i := range m.rules.Roles {
		if slices.Contains(role.Includes, m.rules.Roles[i].ID) {
			at = append(at, m.saidOf(&m.rules.Roles[i])...)
		}
	}
	return at
}

// covers reports whether a grant of a role can cover something of a type, as an
// action sees it: a role that is given at units covers nothing that lies in none
// of their structures.
func (m *maker) covers(role *mandat.Role, t *mandat.TypeRule, leaf mandat.Action) bool {
	at := m.saidOf(role)
	if t.Name == mandat.GrantType && m.byLinkAlone(role) {
		return false
	}
	return len(at) == 0 || slices.ContainsFunc(at, func(w mandat.Where) bool {
		switch {
		case len(w) == 0:
			return true
		case t.Name == mandat.MemberType:
			return leaf != "create" || m.homes()
		case t.Name == mandat.InvitationType, t.Name == mandat.GrantType:
			return true
		case t.Name == mandat.UnitType:
			// What is done to a unit is done to all below it.
			return len(w) == 1 && (leaf == "read" || leaf == "create" || reachesBelow(w))
		case t.Name == mandat.GroupType:
			return len(w) == 1
		}
		return within(w, func(s mandat.Structure) bool { return slices.Contains(t.Structures, s) })
	})
}

// homes reports whether members have home units. Otherwise a new one lies nowhere.
func (m *maker) homes() bool {
	return slices.ContainsFunc(m.rules.Structures, func(s mandat.StructureRule) bool { return s.Home != mandat.NoHome })
}

func reachesBelow(w mandat.Where) bool {
	for _, reaches := range w {
		if slices.Contains(reaches, mandat.Subtree) || slices.Contains(reaches, mandat.HomeSubtree) {
			return true
		}
	}
	return false
}

// reaches reports whether a grant of a role can cover one of another role.
func (m *maker) reaches(who, target *mandat.Role) bool {
	from, to := m.saidOf(who), m.saidOf(target)
	if len(to) == 0 {
		to = []mandat.Where{{}}
	}
	return len(from) == 0 || slices.ContainsFunc(from, func(w mandat.Where) bool {
		return slices.ContainsFunc(to, func(other mandat.Where) bool {
			return within(w, func(s mandat.Structure) bool { return other[s] != nil })
		})
	})
}

func within(w mandat.Where, has func(mandat.Structure) bool) bool {
	for s := range w {
		if !has(s) {
			return false
		}
	}
	return true
}

// byLinkAlone reports whether whoever acts by a role bears a link, which is for
// one action on what has an id: a grant has none.
func (m *maker) byLinkAlone(role *mandat.Role) bool {
	return len(role.Opens) > 0 && !slices.ContainsFunc(role.Opens, func(name mandat.Channel) bool {
		return slices.ContainsFunc(m.rules.Channels, func(c mandat.ChannelRule) bool { return c.Name == name && !c.Bearer })
	})
}
