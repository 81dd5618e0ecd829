package mutants

import (
	"slices"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/internal/rulewords"
)

func (m *maker) administer() {
	for i := range m.rules.Administer {
		m.statement(i)
	}
	if len(m.rules.Administer) == 0 {
		return
	}
	for i := range m.rules.Roles {
		m.authority(&m.rules.Roles[i])
	}
}

// statement makes the mutants of a statement of who administers what.
func (m *maker) statement(i int) {
	a := &m.rules.Administer[i]
	at := func(r *mandat.Rules) *mandat.AdminRule { return &r.Administer[i] }
	name := "administer " + rulewords.Administered(a) + " by " + rulewords.Join(a.Who, ", ")
	m.add(name+": gone", func(r *mandat.Rules) { remove(&r.Administer, i) })
	eachLess(m, several(a.Who), func(id mandat.RoleID) string { return name + ": not by " + string(id) },
		func(r *mandat.Rules) *[]mandat.RoleID { return &at(r).Who })
	eachLess(m, several(a.May), func(act mandat.AdminAct) string { return name + ": not " + rulewords.Act(act) },
		func(r *mandat.Rules) *[]mandat.AdminAct { return &at(r).May })
	eachLess(m, several(a.Roles), func(id mandat.RoleID) string { return name + ": not role " + string(id) },
		func(r *mandat.Rules) *[]mandat.RoleID { return &at(r).Roles })
	eachLess(m, a.In, without[mandat.Structure](name), func(r *mandat.Rules) *[]mandat.Structure { return &at(r).In })
	eachLess(m, a.Through, without[mandat.Channel](name), func(r *mandat.Rules) *[]mandat.Channel { return &at(r).Through })
	m.optionalCondition(name, a.When, func(r *mandat.Rules) **mandat.Condition { return &at(r).When })
	if a.Custom && len(a.Roles) > 0 {
		m.add(name+": not custom roles", func(r *mandat.Rules) { at(r).Custom = false })
	}
	switch {
	case a.Past != 0:
		m.add(name+": not past seals", func(r *mandat.Rules) { at(r).Past = 0 })
	case m.pierces():
		m.add(name+": also past seals", func(r *mandat.Rules) { at(r).Past = mandat.PastSeals })
	}
	if a.Self {
		m.add(name+": not for themselves", func(r *mandat.Rules) { at(r).Self = false })
	} else {
		m.add(name+": for themselves too", func(r *mandat.Rules) { at(r).Self = true })
	}
}

// pierces reports whether the policy says of anything that it passes seals: of
// what passes none nobody can tell whether there are any.
func (m *maker) pierces() bool {
	return slices.ContainsFunc(m.rules.Administer, func(a mandat.AdminRule) bool { return a.Past != 0 }) ||
		slices.ContainsFunc(m.rules.Roles, func(r mandat.Role) bool {
			return slices.ContainsFunc(r.Can, func(p mandat.Permission) bool { return p.Past&mandat.PastSeals != 0 })
		})
}

// authority makes the mutants in which a role may do one thing more with one
// role: that one, with all that it includes. What it may do under a condition it
// may do without.
func (m *maker) authority(who *mandat.Role) {
	for i := range m.rules.Roles {
		target := &m.rules.Roles[i]
		if target.ID == m.rules.Base || !m.reaches(who, target) || m.byLinkAlone(who) {
			continue
		}
		for act := mandat.AdminGrant; act <= mandat.AdminHandOver; act++ {
			if m.may(who.ID, act, target.ID) {
				continue
			}
			name := "role " + string(who.ID) + " gains to " + rulewords.Act(act) + " " + string(target.ID)
			m.add(name, func(r *mandat.Rules) {
				r.Administer = append(r.Administer, mandat.AdminRule{
					Who: []mandat.RoleID{who.ID}, May: []mandat.AdminAct{act}, Roles: m.withIncluded(target.ID)})
			})
		}
	}
}

// may reports whether a statement without conditions lets a role do something
// with another one.
func (m *maker) may(who mandat.RoleID, act mandat.AdminAct, target mandat.RoleID) bool {
	is := m.withIncluded(who)
	return slices.ContainsFunc(m.rules.Administer, func(a mandat.AdminRule) bool {
		return a.When == nil && len(a.In) == 0 && len(a.Through) == 0 && slices.Contains(a.May, act) && slices.Contains(a.Roles, target) &&
			slices.ContainsFunc(a.Who, func(id mandat.RoleID) bool { return slices.Contains(is, id) })
	})
}

// withIncluded returns a role and all that it includes.
func (m *maker) withIncluded(id mandat.RoleID) []mandat.RoleID {
	all := []mandat.RoleID{id}
	for i := 0; i < len(all); i++ {
		for _, r := range m.rules.Roles {
			if r.ID != all[i] {
				continue
			}
			for _, sub := range r.Includes {
				if sub != m.rules.Base && !slices.Contains(all, sub) {
					all = append(all, sub)
				}
			}
		}
	}
	return all
}
