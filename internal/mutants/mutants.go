// Package mutants makes faulty variants of a policy, to measure the cases of a
// system: a variant under which every case still passes is one that nobody
// would notice.
package mutants

import (
	"fmt"
	"slices"

	"github.com/mandat-go/mandat"
)

// Mutant is a policy with one thing wrong.
type Mutant struct {
	// Name says what is wrong, such as "role reader: without contract.read". It
	// depends on what the policy says, not on the order in which it does.
	Name  string
	Rules mandat.Rules
}

// Of returns the mutants of a policy: without each permission, condition,
// barrier, gate, guard, approval, list or other statement, action by action, and
// each name in them, with what everybody holds held everywhere, with one thing
// more that a role gives, leaf by leaf, or may do with another role, and with one
// role or channel more by which somebody joins. Where other roles may be given
// decides nothing: widen the grants of an organisation to see whether its scopes
// matter.
func Of(p *mandat.Policy) []Mutant {
	m := &maker{policy: p, rules: split(p.Rules()), taken: make(map[string]int)}
	m.declarations()
	for i := range m.rules.Types {
		m.typ(i)
	}
	for i := range m.rules.Roles {
		m.role(i)
		m.gains(i)
	}
	m.closers()
	m.approvals()
	m.administer()
	m.exclusive()
	if m.changes() {
		m.joining()
		m.creation()
	}
	m.notices()
	return m.found
}

// maker collects mutants.
type maker struct {
	policy *mandat.Policy
	rules  mandat.Rules // read only
	taken  map[string]int
	found  []Mutant
}

// add makes a mutant by changing a copy of the rules.
func (m *maker) add(name string, change func(*mandat.Rules)) {
	m.taken[name]++
	if n := m.taken[name]; n > 1 {
		name = fmt.Sprintf("%s (%d)", name, n)
	}
	rules := split(m.policy.Rules())
	change(&rules)
	m.found = append(m.found, Mutant{Name: name, Rules: rules})
}

// eachLess makes a mutant for each item of a list, without that item.
func eachLess[T any](m *maker, list []T, name func(T) string, at func(*mandat.Rules) *[]T) {
	for i := range list {
		m.add(name(list[i]), func(r *mandat.Rules) { remove(at(r), i) })
	}
}

// several returns a list that has more than one item, so that something is left
// when one is taken away.
func several[T any](list []T) []T {
	if len(list) < 2 {
		return nil
	}
	return list
}

func remove[T any](list *[]T, i int) { *list = slices.Delete(slices.Clone(*list), i, i+1) }

func without[N ~string](prefix string) func(N) string {
	return func(n N) string { return prefix + ": without " + string(n) }
}

// declarations are what a policy declares beside its types and roles.
func (m *maker) declarations() {
	for i, s := range m.rules.Structures {
		if s.Home == mandat.HomeRequired {
			m.add("structure "+string(s.Name)+": home units are optional", func(r *mandat.Rules) {
				r.Structures[i].Home = mandat.HomeOptional
			})
		}
	}
	for i, c := range m.rules.Channels {
		if c.Bearer {
			m.add("channel "+string(c.Name)+": not for bearers", func(r *mandat.Rules) { r.Channels[i].Bearer = false })
		}
	}
	for i, s := range m.rules.Settings {
		m.add("setting "+string(s.Name)+": the other default", func(r *mandat.Rules) { r.Settings[i].Default = !s.Default })
	}
	m.add("groups: the other answer to whether they hold roles", func(r *mandat.Rules) { r.GroupsHoldRoles = !r.GroupsHoldRoles })
	if m.rules.Base != "" {
		m.add("base: no role", func(r *mandat.Rules) { r.Base = "" })
	}
}

func (m *maker) typ(i int) {
	t := &m.rules.Types[i]
	name := "type " + string(t.Name)
	eachLess(m, t.Lists, func(a mandat.Action) string { return name + ": without the list for " + string(a) },
		func(r *mandat.Rules) *[]mandat.Action { return &r.Types[i].Lists })
	if t.PartOf != "" {
		m.add(name+": part of nothing", func(r *mandat.Rules) { r.Types[i].PartOf = "" })
	}
	if t.Seen != "" {
		m.add(name+": seen by everybody", func(r *mandat.Rules) { r.Types[i].Seen = "" })
	}
	for j := range t.Actions {
		m.action(i, j)
	}
}

func (m *maker) action(i, j int) {
	a := &m.rules.Types[i].Actions[j]
	name := "action " + mandat.ActionRef{Type: m.rules.Types[i].Name, Action: a.Name}.String()
	eachLess(m, several(a.Of), without[mandat.Action](name),
		func(r *mandat.Rules) *[]mandat.Action { return &r.Types[i].Actions[j].Of })
	eachLess(m, a.Needs, func(n mandat.Action) string { return name + ": without needing " + string(n) },
		func(r *mandat.Rules) *[]mandat.Action { return &r.Types[i].Actions[j].Needs })
}
