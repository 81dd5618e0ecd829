package worlds

import (
	"fmt"

	"github.com/mandat-go/mandat"
)

// makeCustomRoles makes roles of the organisation. They pass nothing, and their
// conditions ask only for facts that built-in rules need anyway.
func (m *maker) makeCustomRoles() {
	for i := range m.weighted(2, 4, 2) {
		m.data.Roles = append(m.data.Roles, m.customRole(mandat.RoleID(fmt.Sprint("own-", i))))
	}
}

// customRole makes a custom role; some have only what others have too, so that
// somebody can give them.
func (m *maker) customRole(id mandat.RoleID) mandat.Role {
	r := mandat.Role{ID: id}
	r.Includes = subset(m.dice, 35, m.roleIDs())
	r.Opens = subset(m.dice, 30, names(m.rules.Channels, func(c mandat.ChannelRule) mandat.Channel { return c.Name }))
	for range m.ownPermissions(r) {
		r.Can = append(r.Can, m.customPermission())
	}
	if m.percent(50) {
		r.At = m.alternatives()
	}
	return r
}

// ownPermissions returns how many permissions a custom role has of its own:
// none only if what it includes has some.
func (m *maker) ownPermissions(r mandat.Role) int {
	for _, id := range r.Includes {
		if len(m.closure(id)[0].Can) > 0 {
			return m.below(3)
		}
	}
	return 1 + m.below(2)
}

func (m *maker) customPermission() mandat.Permission {
	t := pick(m.dice, m.rules.Types)
	if m.administered && m.percent(35) {
		t = pick(m.dice, m.builtins)
	}
	p := mandat.Permission{Do: m.permissible(m.refsOf(t)), Setting: m.maybeSetting(10)}
	p.In = m.limits(p.Do)
	f := m.factsOf(t)
	for _, ref := range p.Do {
		for _, leaf := range leaves(t, ref.Action) {
			f = f.shared(m.neededBy(t, leaf))
		}
	}
	f.target, f.granted = concernsMember(t.Name), t.Name == mandat.GrantType
	p.When = m.maybe(50, f)
	return p
}

// neededBy returns the facts that the rules on one leaf name themselves.
func (m *maker) neededBy(t mandat.TypeRule, leaf mandat.Action) facts {
	var f facts
	on := func(refs []mandat.ActionRef, c *mandat.Condition) {
		for _, ref := range refs {
			if c != nil && ref.Type == t.Name && (ref.Action == leaf || inside(t, leaf, ref.Action)) {
				f.add(c, m.factsOf(t))
			}
		}
	}
	for _, r := range m.rules.Roles {
		for _, p := range r.Can {
			on(p.Do, p.When)
		}
	}
	for _, g := range m.rules.Gates {
		on(g.Close, &g.Unless)
	}
	for _, g := range m.rules.Guards {
		on(g.Before, &g.Needs)
	}
	return f
}

// add adds what the condition names; all statuses or labels of the type where
// it names one.
func (f *facts) add(c *mandat.Condition, of facts) {
	if len(c.Status) > 0 {
		f.statuses = of.statuses
	}
	if len(c.Label) > 0 {
		f.labels = of.labels
	}
	f.session = f.session || c.LoggedOut
	f.relations = append(f.relations, c.Relation...)
	for i := range c.All {
		f.add(&c.All[i], of)
	}
	for i := range c.Any {
		f.add(&c.Any[i], of)
	}
	if c.Not != nil {
		f.add(c.Not, of)
	}
}

// leaves returns the actions without members that an action stands for.
func leaves(t mandat.TypeRule, a mandat.Action) []mandat.Action {
	for _, rule := range t.Actions {
		if rule.Name == a && len(rule.Of) > 0 {
			var all []mandat.Action
			for _, member := range rule.Of {
				all = append(all, leaves(t, member)...)
			}
			return all
		}
	}
	return []mandat.Action{a}
}
