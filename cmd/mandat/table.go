package main

import (
	"cmp"
	"slices"

	"github.com/mandat-go/mandat"
)

// table is a matrix of actions and roles, in words but for its cells.
type table struct {
	words
	policy *mandat.Policy
	giving *giving
	roles  []mandat.Role
	rows   []row
	notes  []string // the first is number 1
}

// row is what is said of one action.
type row struct {
	action mandat.ActionRef
	name   string // of the action, with the role that is given
	title  string
	rules  []int // notes on gates, guards, approvals and what the action needs
	cells  []cell
}

// newTable says what the roles of a policy, and custom roles of an organisation,
// give. Only names a resource type, "" for all.
func newTable(p *mandat.Policy, custom []mandat.Role, only mandat.ResourceType, lang string) (*table, error) {
	rules := p.Rules()
	t := &table{words: words{lang, &rules}, policy: p, giving: newGiving(&rules, custom), roles: slices.Concat(rules.Roles, custom)}
	gives := make([]given, len(t.roles))
	for i := range t.roles {
		gives[i] = t.giving.by(&t.roles[i])
	}
	for i := range t.giving.types {
		typ := &t.giving.types[i]
		if only != "" && typ.Name != only {
			continue
		}
		for _, a := range typ.Actions {
			t.add(typ, a, gives)
		}
	}
	if len(t.rows) == 0 && only != "" {
		names := each(t.giving.types, func(t mandat.TypeRule) string { return string(t.Name) })
		return nil, usagef("-type %q: expected one of %s", only, t.list(names, phraseOr))
	}
	return t, nil
}

// add adds the row of an action, or those of what is done with each role.
func (t *table) add(typ *mandat.TypeRule, a mandat.ActionRule, gives []given) {
	if t.addAdministered(typ, a.Name) {
		return
	}
	r := row{action: mandat.ActionRef{Type: typ.Name, Action: a.Name}, title: cmp.Or(a.Title[t.lang], a.Title["en"])}
	r.name = r.action.String()
	needs := needed(typ, a.Name)
	r.rules = t.rulesOn(typ, a.Name, needs)
	for _, g := range gives {
		r.cells = append(r.cells, t.cell(typ, a, needs, g))
	}
	t.rows = append(t.rows, r)
}

// condition says a condition on resources of a type.
func (t *table) condition(typ *mandat.TypeRule, c mandat.Condition) string {
	return t.policy.ConditionText(t.lang, typ.Name, c)
}

// actions lists actions of a type.
func (t *table) actions(typ *mandat.TypeRule, names []mandat.Action) string {
	return t.list(each(names, func(n mandat.Action) string {
		return mandat.ActionRef{Type: typ.Name, Action: n}.String()
	}), phraseAnd)
}

// heading names the system.
func (t *table) heading() string {
	return t.say(phraseSystem, "{system}", t.rules.System, "{version}", t.rules.Version)
}
