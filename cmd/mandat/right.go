package main

import (
	"reflect"
	"slices"

	"github.com/mandat-go/mandat"
)

// giving finds out which role gives which action, by the rules of a policy.
type giving struct {
	rules *mandat.Rules
	types []mandat.TypeRule
	roles map[mandat.RoleID]*mandat.Role // the built-in ones
	// asked is what permissions and statements ask for, each once. That a setting
	// is on is one of them.
	asked []demand
}

// demand is what a permission or statement asks for: one of the fields is set.
type demand struct {
	condition mandat.Condition
	in        []mandat.Structure // to lie in one of these
	own       bool               // to hold what a custom role can do
}

// given are the ways in which one role gives actions that are no groups.
type given map[mandat.ActionRef][]way

func newGiving(rules *mandat.Rules, custom []mandat.Role) *giving {
	g := &giving{rules: rules, types: typesOf(rules, slices.Concat(rules.Roles, custom)), roles: make(map[mandat.RoleID]*mandat.Role)}
	for i := range rules.Roles {
		g.roles[rules.Roles[i].ID] = &rules.Roles[i]
	}
	return g
}

// by returns what a role gives, with what it includes. Custom roles pass no
// barriers.
func (g *giving) by(r *mandat.Role) given {
	_, builtin := g.roles[r.ID]
	all := make(given)
	for _, in := range g.included(r) {
		for _, p := range in.role.Can {
			w := way{asks: and(in.asks, and(g.in(p.In), and(g.setting(p.Setting), g.condition(p.When))))}
			if builtin {
				w.past = p.Past
			}
			for _, leaf := range g.leavesOf(p.Do) {
				all[leaf] = or(all[leaf], g.unlisted(leaf, w))
			}
		}
	}
	return all
}

// unlisted returns the way in which an action is given that, if no list can
// govern it, passes lists for want of any.
func (g *giving) unlisted(leaf mandat.ActionRef, w way) way {
	if !g.governed(leaf) {
		w.past |= mandat.PastLists
	}
	return w
}

// governed reports whether a list of the type, or of a whole, can govern an
// action that is no group.
func (g *giving) governed(leaf mandat.ActionRef) bool {
	t := g.typ(leaf.Type)
	var names []mandat.Action
	for _, a := range t.Actions {
		if slices.Contains(leaves(t, a.Name), leaf.Action) {
			names = append(names, a.Name)
		}
	}
	for range g.types {
		if overlap(t.Lists, names) {
			return true
		}
		if t.PartOf == "" {
			return false
		}
		t = g.typ(t.PartOf)
	}
	return false
}

// included is a role that comes with another one, or is it, under conditions.
type included struct {
	role *mandat.Role
	asks []int
}

// included returns a role and all that it includes, the nearest first.
func (g *giving) included(r *mandat.Role) []included {
	all := []included{{r, g.setting(r.Setting)}}
	for i := 0; i < len(all); i++ {
		for _, id := range all[i].role.Includes {
			sub := included{g.roles[id], and(all[i].asks, g.setting(g.roles[id].Setting))}
			known := func(in included) bool { return in.role == sub.role && subset(in.asks, sub.asks) }
			if !slices.ContainsFunc(all, known) {
				all = append(all, sub)
			}
		}
	}
	return all
}

func (g *giving) leavesOf(refs []mandat.ActionRef) []mandat.ActionRef {
	var all []mandat.ActionRef
	for _, ref := range refs {
		for _, leaf := range leaves(g.typ(ref.Type), ref.Action) {
			all = append(all, mandat.ActionRef{Type: ref.Type, Action: leaf})
		}
	}
	return all
}

func (g *giving) typ(name mandat.ResourceType) *mandat.TypeRule {
	i := slices.IndexFunc(g.types, func(t mandat.TypeRule) bool { return t.Name == name })
	return &g.types[i]
}

// setting returns the number of the condition that a setting is on, none for "".
func (g *giving) setting(s mandat.Setting) []int {
	if s == "" {
		return nil
	}
	return g.condition(&mandat.Condition{Setting: []mandat.Setting{s}})
}

// condition returns the number of a condition, none for nil.
func (g *giving) condition(c *mandat.Condition) []int {
	if c == nil {
		return nil
	}
	return g.demand(demand{condition: *c})
}

// in returns the number of what asks for one of some structures, none for none.
func (g *giving) in(structures []mandat.Structure) []int {
	if len(structures) == 0 {
		return nil
	}
	return g.demand(demand{in: structures})
}

// demand returns the number of something that is asked for.
func (g *giving) demand(a demand) []int {
	i := slices.IndexFunc(g.asked, func(other demand) bool { return reflect.DeepEqual(a, other) })
	if i < 0 {
		i = len(g.asked)
		g.asked = append(g.asked, a)
	}
	return []int{i}
}
