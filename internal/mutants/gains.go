package mutants

import (
	"reflect"
	"slices"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/internal/rulewords"
)

// gains makes the mutants in which a role can do one thing more: a leaf that it
// does not give in any case, or one that it gives, past the lists that can govern
// it. A role that has what it would gain, itself or through what it includes, or
// that covers nothing of the type, has no such mutant.
func (m *maker) gains(i int) {
	types := m.rules.Types
	if m.changes() {
		types = slices.Concat(types, builtin())
	}
	for j := range types {
		t := &types[j]
		for _, a := range t.Actions {
			if len(a.Of) == 0 && m.covers(&m.rules.Roles[i], t, a.Name) {
				m.gain(i, t, a.Name)
			}
		}
	}
}

func (m *maker) gain(i int, t *mandat.TypeRule, leaf mandat.Action) {
	name := "role " + string(m.rules.Roles[i].ID)
	one := mandat.Permission{Do: []mandat.ActionRef{{Type: t.Name, Action: leaf}}}
	given := m.given(i, t, leaf)
	if !slices.ContainsFunc(given, always) {
		m.add(name+" gains "+rulewords.Permission(&one), gaining(i, one))
	}
	if !m.governed(t, leaf) {
		return
	}
	for _, p := range given {
		p.Do = one.Do
		if p.Past&mandat.PastLists == 0 && !slices.ContainsFunc(given, pastLists(p)) {
			text := rulewords.Permission(&p)
			p.Past |= mandat.PastLists
			m.add(name+": "+text+" also past lists", gaining(i, p))
		}
	}
}

func gaining(i int, p mandat.Permission) func(*mandat.Rules) {
	return func(r *mandat.Rules) { r.Roles[i].Can = append(r.Roles[i].Can, p) }
}

// always reports whether a permission has no condition, hangs on no setting and
// is limited to no structure.
func always(p mandat.Permission) bool { return p.When == nil && p.Setting == "" && len(p.In) == 0 }

// pastLists reports of a permission whether it passes lists wherever p holds.
func pastLists(p mandat.Permission) func(mandat.Permission) bool {
	return func(other mandat.Permission) bool {
		return other.Past&mandat.PastLists != 0 &&
			(always(other) || other.Setting == p.Setting && reflect.DeepEqual(other.When, p.When))
	}
}

// given returns the permissions by which a role gives a leaf, its own and those
// of the roles that it includes. What hangs on the setting of an included role is
// not counted.
func (m *maker) given(i int, t *mandat.TypeRule, leaf mandat.Action) []mandat.Permission {
	var found []mandat.Permission
	seen := map[mandat.RoleID]bool{m.rules.Roles[i].ID: true}
	for todo := []int{i}; len(todo) > 0; todo = todo[1:] {
		role := &m.rules.Roles[todo[0]]
		for _, p := range role.Can {
			if p.Do[0].Type == t.Name && standsFor(t, p.Do[0].Action, leaf) {
				found = append(found, p)
			}
		}
		for k, sub := range m.rules.Roles {
			if slices.Contains(role.Includes, sub.ID) && sub.Setting == "" && !seen[sub.ID] {
				seen[sub.ID] = true
				todo = append(todo, k)
			}
		}
	}
	return found
}

// governed reports whether a list can govern a leaf: one of its type, or of what
// this is part of, for the leaf or a group that it is in.
func (m *maker) governed(t *mandat.TypeRule, leaf mandat.Action) bool {
	own := t
	for seen := make(map[mandat.ResourceType]bool); t != nil && !seen[t.Name]; t = m.typeNamed(t.PartOf) {
		seen[t.Name] = true
		if slices.ContainsFunc(t.Lists, func(list mandat.Action) bool { return standsFor(own, list, leaf) }) {
			return true
		}
	}
	return false
}

func (m *maker) typeNamed(name mandat.ResourceType) *mandat.TypeRule {
	for i := range m.rules.Types {
		if m.rules.Types[i].Name == name {
			return &m.rules.Types[i]
		}
	}
	return nil
}

// standsFor reports whether an action of a type is the leaf, or a group that it
// is in, at any depth.
func standsFor(t *mandat.TypeRule, name, leaf mandat.Action) bool {
	if name == leaf {
		return true
	}
	k := slices.IndexFunc(t.Actions, func(a mandat.ActionRule) bool { return a.Name == name })
	return k >= 0 && slices.ContainsFunc(t.Actions[k].Of, func(member mandat.Action) bool { return standsFor(t, member, leaf) })
}
