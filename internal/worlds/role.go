package worlds

import (
	"slices"

	"github.com/mandat-go/mandat"
)

// makeRoles makes the built-in roles. A role includes only later ones, so that
// there are chains and diamonds but no cycles.
func (m *maker) makeRoles() {
	m.rules.Roles = make([]mandat.Role, 2+m.below(4))
	for i := range m.rules.Roles {
		m.rules.Roles[i].ID = []mandat.RoleID{"boss", "clerk", "reader", "user", "guest"}[i]
	}
	base := m.below(len(m.rules.Roles))
	if m.wide > 50 {
		base = max(base, 1)
	}
	if m.plain || m.percent(85) {
		m.rules.Base = m.rules.Roles[base].ID
	}
	for i := len(m.rules.Roles) - 1; i >= 0; i-- {
		m.makeRole(&m.rules.Roles[i], m.rules.Roles[i+1:])
	}
	if m.administered && m.percent(m.wide) && m.rules.Base != m.rules.Roles[0].ID {
		m.empower(&m.rules.Roles[0])
	}
	for i := range m.rules.Roles {
		m.number(&m.rules.Roles[i])
	}
	if !slices.ContainsFunc(m.rules.Roles, func(r mandat.Role) bool { return len(r.Opens) > 0 }) {
		m.rules.Roles[0].Opens = []mandat.Channel{"web"}
	}
}

// empower lets a role do all to what is built in; in a story at once, and mostly
// anywhere.
func (m *maker) empower(r *mandat.Role) {
	r.Can = append(r.Can, m.everything())
	if m.wide < 50 {
		return
	}
	r.Setting, r.Deprecated = "", false
	if m.percent(40) {
		r.Can[len(r.Can)-1].Past = mandat.PastSeals
	}
	if !slices.Contains(r.Opens, "web") {
		r.Opens = append(r.Opens, "web")
	}
	if m.plain && m.percent(80) {
		r.At = []mandat.Where{{m.rules.Structures[0].Name: {mandat.Subtree, mandat.Exact}}}
		return
	}
	if len(r.At) > 0 && m.percent(60) && !slices.ContainsFunc(r.At, func(w mandat.Where) bool { return len(w) == 0 }) {
		r.At = append(r.At, mandat.Where{})
	}
}

func (m *maker) makeRole(r *mandat.Role, later []mandat.Role) {
	if m.plain && r.ID == m.rules.Base {
		r.Opens = []mandat.Channel{"web"}
		return
	}
	r.Includes = subset(m.dice, 40, names(later, func(r mandat.Role) mandat.RoleID { return r.ID }))
	r.Opens = m.opened(r.ID == m.rules.Base)
	for range 1 + m.weighted(2, 4, 3) {
		r.Can = append(r.Can, m.permission())
	}
	switch {
	case r.ID == m.rules.Base:
		r.At = m.baseAt(len(m.saidBy(r.ID)) == 0)
	case m.percent(65):
		r.At = m.alternatives()
	}
	r.NoAccount = m.percent(30)
	r.Setting = m.maybeSetting(10)
	r.Deprecated = m.percent(6)
	if m.percent(8) {
		r.Can = nil
		r.Contact = []string{"email"}
	}
}

// opened returns the channels that a role opens; the base role mostly the one
// in which most questions are asked.
func (m *maker) opened(base bool) []mandat.Channel {
	channels := names(m.rules.Channels, func(c mandat.ChannelRule) mandat.Channel { return c.Name })
	if base && m.percent(85) {
		return append([]mandat.Channel{"web"}, subset(m.dice, 30, channels[1:])...)
	}
	return subset(m.dice, 40, channels)
}

func (m *maker) permission() mandat.Permission {
	refs, f := m.refs()
	refs = m.permissible(refs)
	p := mandat.Permission{Do: refs, When: m.maybe(30, f), Setting: m.maybeSetting(14)}
	p.In = m.limits(refs)
	if m.percent(25) {
		p.Past |= mandat.PastLists
	}
	if m.percent(25) {
		p.Past |= mandat.PastSeals
	}
	return p
}

func (m *maker) maybeSetting(percent int) mandat.Setting {
	if len(m.rules.Settings) == 0 || !m.percent(percent) || m.plain {
		return ""
	}
	return pick(m.dice, m.rules.Settings).Name
}

// baseAt says where everybody holds the base role. To say nothing, if nothing
// that it includes does, is the whole organisation.
func (m *maker) baseAt(mayBeSilent bool) []mandat.Where {
	if mayBeSilent && m.percent(40) {
		return nil
	}
	for _, s := range m.rules.Structures {
		if s.Home != mandat.NoHome && m.percent(50) {
			return []mandat.Where{{s.Name: {oneOf(m.dice, mandat.Home, mandat.HomeSubtree)}}}
		}
	}
	return []mandat.Where{{}}
}

// alternatives says where a role may be given: the whole organisation, a unit
// in one structure, or one in each of several.
func (m *maker) alternatives() []mandat.Where {
	all := []mandat.Where{}
	for range 1 + m.weighted(2, 2, 1) {
		if where := m.where(); !slices.ContainsFunc(all, func(w mandat.Where) bool { return sameStructures(w, where) }) {
			all = append(all, where)
		}
	}
	return all
}

func sameStructures(a, b mandat.Where) bool {
	for s := range a {
		if _, ok := b[s]; !ok {
			return false
		}
	}
	return len(a) == len(b)
}

func (m *maker) where() mandat.Where {
	where := mandat.Where{}
	for _, s := range subset(m.dice, 55, m.rules.Structures) {
		reaches := []mandat.Reach{mandat.Exact, mandat.Subtree}
		if s.Home != mandat.NoHome {
			reaches = append(reaches, mandat.Home, mandat.HomeSubtree)
		}
		where[s.Name] = someOf(m.dice, 60, reaches)
	}
	return where
}

// closure returns a role and the roles that it includes.
func (m *maker) closure(id mandat.RoleID) []mandat.Role {
	var all []mandat.Role
	for _, r := range slices.Concat(m.rules.Roles, m.data.Roles) {
		if r.ID != id {
			continue
		}
		all = append(all, r)
		for _, included := range r.Includes {
			all = append(all, m.closure(included)...)
		}
	}
	return all
}

// placesOf returns the alternatives for where a role may be given: its own, or
// those of the roles that it includes.
func (m *maker) placesOf(id mandat.RoleID) []mandat.Where {
	all := m.saidBy(id)
	if len(all) == 0 {
		return []mandat.Where{{}}
	}
	return all
}

func (m *maker) saidBy(id mandat.RoleID) []mandat.Where {
	role := m.closure(id)[0]
	if len(role.At) > 0 {
		return role.At
	}
	var all []mandat.Where
	for _, included := range role.Includes {
		all = append(all, m.saidBy(included)...)
	}
	return all
}
