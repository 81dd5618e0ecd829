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
	// byStatus has several rows for each action that is given or closed in some
	// statuses only.
	byStatus []row
	notes    []string  // the first is number 1
	holdings *holdings // nil where no organisation is asked about
}

// row is what is said of one action.
type row struct {
	action   mandat.ActionRef
	name     string // of the action, with the role that is given
	title    string
	statuses []mandat.StatusRule // in which this is said; none for in all
	rules    []int               // notes on gates, guards, approvals and what the action needs
	cells    []cell
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
	for _, add := range []func(*mandat.TypeRule, mandat.ActionRule, []given){t.add, t.addByStatus} {
		for i := range t.giving.types {
			typ := &t.giving.types[i]
			if only != "" && typ.Name != only {
				continue
			}
			for _, a := range typ.Actions {
				add(typ, a, gives)
			}
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
	r := t.row(typ, a)
	needs := needed(typ, a.Name)
	r.rules = t.rulesOn(typ, []mandat.Action{a.Name}, needs, "")
	for _, g := range gives {
		r.cells = append(r.cells, t.cell(typ, a, needs, g))
	}
	t.rows = append(t.rows, r)
}

// row returns a row of which nothing is said yet.
func (t *table) row(typ *mandat.TypeRule, a mandat.ActionRule) row {
	ref := mandat.ActionRef{Type: typ.Name, Action: a.Name}
	return row{action: ref, name: ref.String(), title: cmp.Or(a.Title[t.lang], a.Title["en"])}
}

// condition says a condition on resources of a type.
func (t *table) condition(typ *mandat.TypeRule, c mandat.Condition) string {
	return t.policy.ConditionText(t.lang, typ.Name, c)
}

// actions lists actions of a type.
func (t *table) actions(typ *mandat.TypeRule, names []mandat.Action) string {
	return t.list(each(refs(typ, names), mandat.ActionRef.String), phraseAnd)
}

// refs returns references to actions of a type.
func refs(typ *mandat.TypeRule, names []mandat.Action) []mandat.ActionRef {
	return each(names, func(n mandat.Action) mandat.ActionRef { return mandat.ActionRef{Type: typ.Name, Action: n} })
}

// heading names the system.
func (t *table) heading() string {
	return t.say(phraseSystem, "{system}", t.rules.System, "{version}", t.rules.Version)
}
