package mutants

import (
	"slices"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/internal/rulewords"
)

// optionalCondition makes the mutants of a condition that can be left out.
func (m *maker) optionalCondition(name string, c *mandat.Condition, at func(*mandat.Rules) **mandat.Condition) {
	if c == nil {
		return
	}
	m.add(name+": always", func(r *mandat.Rules) { *at(r) = nil })
	for _, v := range variants(*c) {
		m.add(name+": "+v.name, func(r *mandat.Rules) { *at(r) = &v.condition })
	}
}

// condition makes the mutants of a condition.
func (m *maker) condition(name string, c mandat.Condition, at func(*mandat.Rules) *mandat.Condition) {
	for _, v := range variants(c) {
		m.add(name+": "+v.name, func(r *mandat.Rules) { *at(r) = v.condition })
	}
}

// variant is a condition in which something is missing.
type variant struct {
	name      string
	condition mandat.Condition
}

// variants returns a condition without each of its tests, each of their names
// and each branch, at every depth, as far as something is left.
func variants(c mandat.Condition) []variant {
	var all []variant
	parts := tests(c)
	for i, part := range several(parts) {
		all = append(all, variant{"without " + rulewords.Condition(part), joined(slices.Delete(slices.Clone(parts), i, i+1))})
	}
	for i, part := range parts {
		for _, v := range inside(part) {
			changed := slices.Clone(parts)
			changed[i] = v.condition
			all = append(all, variant{v.name, joined(changed)})
		}
	}
	return all
}

// tests takes a condition apart: each returned condition has one field set.
func tests(c mandat.Condition) []mandat.Condition {
	parts := []mandat.Condition{
		{All: c.All}, {Any: c.Any}, {Not: c.Not}, {Relation: c.Relation}, {Status: c.Status}, {Label: c.Label}, {Channel: c.Channel},
		{LoggedOut: c.LoggedOut}, {Setting: c.Setting}, {Vacant: c.Vacant}, {Holds: c.Holds}, {Role: c.Role}, {Target: c.Target},
	}
	return slices.DeleteFunc(parts, func(p mandat.Condition) bool { return rulewords.Condition(p) == "" })
}

// joined puts conditions with one field each together again.
func joined(parts []mandat.Condition) mandat.Condition {
	var c mandat.Condition
	for _, p := range parts {
		c.All, c.Any = append(c.All, p.All...), append(c.Any, p.Any...)
		c.Relation, c.Status, c.Label = append(c.Relation, p.Relation...), append(c.Status, p.Status...), append(c.Label, p.Label...)
		c.Channel, c.Setting = append(c.Channel, p.Channel...), append(c.Setting, p.Setting...)
		c.Vacant, c.Holds, c.Role = append(c.Vacant, p.Vacant...), append(c.Holds, p.Holds...), append(c.Role, p.Role...)
		c.LoggedOut = c.LoggedOut || p.LoggedOut
		if p.Not != nil {
			c.Not = p.Not
		}
		if p.Target != nil {
			c.Target = p.Target
		}
	}
	return c
}

// inside returns the variants of a condition with one field set.
func inside(c mandat.Condition) []variant {
	all := slices.Concat(
		branches(c.All, func(cs []mandat.Condition) mandat.Condition { return mandat.Condition{All: cs} }),
		branches(c.Any, func(cs []mandat.Condition) mandat.Condition { return mandat.Condition{Any: cs} }),
		names(c.Relation, "relation", func(n []mandat.Relation) mandat.Condition { return mandat.Condition{Relation: n} }),
		names(c.Status, "status", func(n []mandat.Status) mandat.Condition { return mandat.Condition{Status: n} }),
		names(c.Label, "label", func(n []mandat.Label) mandat.Condition { return mandat.Condition{Label: n} }),
		names(c.Channel, "channel", func(n []mandat.Channel) mandat.Condition { return mandat.Condition{Channel: n} }),
		names(c.Setting, "setting", func(n []mandat.Setting) mandat.Condition { return mandat.Condition{Setting: n} }),
		names(c.Vacant, "vacant", func(n []mandat.RoleID) mandat.Condition { return mandat.Condition{Vacant: n} }),
		names(c.Holds, "holds", func(n []mandat.RoleID) mandat.Condition { return mandat.Condition{Holds: n} }),
		names(c.Role, "role", func(n []mandat.RoleID) mandat.Condition { return mandat.Condition{Role: n} }),
	)
	if c.Not != nil {
		for _, v := range variants(*c.Not) {
			all = append(all, variant{v.name, mandat.Condition{Not: &v.condition}})
		}
	}
	if c.Target != nil {
		for _, v := range variants(*c.Target) {
			all = append(all, variant{v.name, mandat.Condition{Target: &v.condition}})
		}
	}
	return all
}

// branches returns a list of conditions without each of them, and with each
// variant of each.
func branches(list []mandat.Condition, make func([]mandat.Condition) mandat.Condition) []variant {
	var all []variant
	for i, c := range several(list) {
		all = append(all, variant{"without " + rulewords.Condition(c), make(slices.Delete(slices.Clone(list), i, i+1))})
	}
	for i, c := range list {
		for _, v := range variants(c) {
			changed := slices.Clone(list)
			changed[i] = v.condition
			all = append(all, variant{v.name, make(changed)})
		}
	}
	return all
}

func names[N ~string](list []N, what string, make func([]N) mandat.Condition) []variant {
	var all []variant
	for i, n := range several(list) {
		all = append(all, variant{"without " + what + " " + string(n), make(slices.Delete(slices.Clone(list), i, i+1))})
	}
	return all
}
