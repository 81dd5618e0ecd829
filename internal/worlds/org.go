package worlds

import (
	"fmt"
	"slices"
	"time"

	"github.com/mandat-go/mandat"
)

// makeOrg makes an organisation under the policy.
func (m *maker) makeOrg() {
	m.data = mandat.OrgData{ID: "acme"}
	m.makeUnits()
	m.makeMembers()
	m.makeGroups()
	m.makeCustomRoles()
	m.makeGrants()
	m.makeInvitations()
	m.keepApprovals()
	m.setSettings()
	m.retire()
}

// makeUnits makes at least one unit in each structure, sealed or not, below an
// earlier one or a root.
func (m *maker) makeUnits() {
	for _, s := range m.rules.Structures {
		var made []mandat.UnitID
		for i := range 2 + m.below(4) {
			u := mandat.Unit{ID: mandat.UnitID(fmt.Sprint(s.Name, "-", i)), Structure: s.Name, Sealed: m.percent(14 - m.wide/10)}
			if i > 0 && m.percent(85) {
				u.Parent = pick(m.dice, made)
			}
			made = append(made, u.ID)
			m.data.Units = append(m.data.Units, u)
		}
	}
}

func (m *maker) unitsOf(s mandat.Structure) []mandat.UnitID {
	var all []mandat.UnitID
	for _, u := range m.data.Units {
		if u.Structure == s {
			all = append(all, u.ID)
		}
	}
	return all
}

func (m *maker) homeRule() mandat.StructureRule {
	for _, s := range m.rules.Structures {
		if s.Home != mandat.NoHome {
			return s
		}
	}
	return mandat.StructureRule{}
}

func (m *maker) makeMembers() {
	home := m.homeRule()
	for i := range 2 + m.below(4) {
		member := mandat.Member{Person: []mandat.PersonID{"anna", "bo", "cai", "dag", "eva"}[i], Status: m.status()}
		if i == 0 && member.Status == mandat.MemberRemoved {
			member.Status = mandat.MemberInactive // somebody is there who can hold something
		}
		if home.Home == mandat.HomeRequired || home.Home == mandat.HomeOptional && m.percent(75) {
			member.Home = pick(m.dice, m.unitsOf(home.Name))
		}
		m.data.Members = append(m.data.Members, member)
	}
}

func (m *maker) status() mandat.MemberStatus {
	return []mandat.MemberStatus{
		mandat.MemberActive, mandat.MemberInactive, mandat.MemberInvited, mandat.MemberAccepted, mandat.MemberRemoved,
	}[m.weighted(78, 12, 6, 4, 3)]
}

// makeGroups makes static groups, of the organisation or of a unit, and dynamic
// ones that hold some of them.
func (m *maker) makeGroups() {
	for i := range 1 + m.weighted(4, 4, 1) {
		g := mandat.Group{ID: mandat.GroupID(fmt.Sprint("team-", i)), Members: subset(m.dice, 60, m.present())}
		if m.percent(45) {
			g.Unit = pick(m.dice, m.data.Units).ID
		}
		g.Predefined = m.percent(12)
		m.data.Groups = append(m.data.Groups, g)
	}
	m.makePredefined()
	if m.percent(75) {
		m.data.Groups = append(m.data.Groups, m.dynamicGroup())
	}
}

func (m *maker) dynamicGroup() mandat.Group {
	first := pick(m.dice, m.data.Groups)
	g := mandat.Group{ID: "all", Unit: first.Unit, Members: subset(m.dice, 12, m.present())}
	if g.Unit == "" && m.percent(30) {
		g.Unit = pick(m.dice, m.data.Units).ID
	}
	for _, static := range m.data.Groups {
		if static.Unit == "" || static.Unit == g.Unit {
			g.Groups = append(g.Groups, static.ID)
		}
	}
	return g
}

// present returns those who were not removed: others hold nothing.
func (m *maker) present() []mandat.PersonID {
	return names(slices.DeleteFunc(slices.Clone(m.data.Members), func(m mandat.Member) bool { return m.Status == mandat.MemberRemoved }),
		func(m mandat.Member) mandat.PersonID { return m.Person })
}

func (m *maker) persons() []mandat.PersonID {
	return names(m.data.Members, func(m mandat.Member) mandat.PersonID { return m.Person })
}

func (m *maker) setSettings() {
	m.data.Settings = map[mandat.Setting]bool{}
	for _, s := range m.rules.Settings {
		if m.percent(40) {
			m.data.Settings[s.Name] = m.percent(60)
		}
	}
}

func (m *maker) makeGrants() {
	for range 3 + m.below(6) {
		if g := m.grant(); !slices.Contains(m.data.Grants, g) {
			m.data.Grants = append(m.data.Grants, g)
		}
	}
}

func (m *maker) grant() mandat.Grant { return m.grantOf(m.grantable()) }

func (m *maker) grantOf(role mandat.RoleID) mandat.Grant {
	g := mandat.Grant{Role: role}
	g.From, g.Until = m.period()
	g.Scope = m.scope(pick(m.dice, m.placesOf(g.Role)))
	if m.rules.GroupsHoldRoles && m.percent(40) {
		g.Group = pick(m.dice, m.data.Groups).ID
	} else {
		g.Member = pick(m.dice, m.present())
	}
	return g
}

// grantable returns a role, seldom the base role, which everybody has anyway.
func (m *maker) grantable() mandat.RoleID {
	id := pick(m.dice, slices.Concat(m.rules.Roles, m.data.Roles)).ID
	if id == m.rules.Base && m.percent(60) {
		return m.grantable()
	}
	return id
}

// period returns when a grant begins and ends: mostly for good, else around
// Now, to the nanosecond.
func (m *maker) period() (from, until time.Time) {
	switch m.weighted(76, 4, 4, 4, 4, 4, 4) {
	case 1:
		return Now.Add(-time.Hour), Now.Add(time.Hour)
	case 2:
		return Now, Now.Add(1)
	case 3:
		return Now.Add(1), time.Time{}
	case 4:
		return time.Time{}, Now
	case 5:
		return time.Time{}, Now.Add(1)
	case 6:
		return Now.Add(-time.Hour), Now.Add(-time.Minute)
	}
	return time.Time{}, time.Time{}
}

// scope makes a scope that the alternative lets the role be given at.
func (m *maker) scope(where mandat.Where) mandat.Scope {
	scope := mandat.WholeOrg()
	for _, s := range m.rules.Structures {
		reaches, ok := where[s.Name]
		if !ok {
			continue
		}
		place := m.place(s.Name, pick(m.dice, reaches))
		if scope.IsWholeOrg() {
			scope = place
		} else {
			scope = scope.And(place)
		}
	}
	return scope
}

func (m *maker) place(s mandat.Structure, reach mandat.Reach) mandat.Scope {
	switch reach {
	case mandat.Home:
		return mandat.AtHome()
	case mandat.HomeSubtree:
		return mandat.BelowHome()
	case mandat.Subtree:
		return mandat.Below(pick(m.dice, m.unitsOf(s)))
	}
	return mandat.Exactly(pick(m.dice, m.unitsOf(s)))
}
