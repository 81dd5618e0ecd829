package policyfile

import (
	"fmt"
	"strings"

	"github.com/mandat-go/mandat"
)

// builder makes resources of facts, for one policy and organisation.
type builder struct {
	file  string
	types map[mandat.ResourceType]mandat.TypeRule
	org   mandat.OrgID
	errs  Errors
}

// typesOf returns the types of a policy by name.
func typesOf(p *mandat.Policy) map[mandat.ResourceType]mandat.TypeRule {
	types := make(map[mandat.ResourceType]mandat.TypeRule)
	for _, t := range p.Rules().Types {
		types[t.Name] = t
	}
	return types
}

func (b *builder) fail(p position, format string, args ...any) {
	b.errs = append(b.errs, Error{b.file, p.line, p.column, fmt.Sprintf(format, args...)})
}

// resource makes the resource. A type that the policy does not have is no
// error: to ask about it is a question that is denied.
func (b *builder) resource(f *facts) mandat.Resource {
	org := f.org
	if f.ofFile {
		org = b.org
	}
	if f.builtin != nil {
		return f.builtin.resource(f, org)
	}
	t, known := b.types[f.typ]
	r := mandat.Resource{Type: f.typ, ID: f.id, Org: org, Status: f.status, Labels: f.labels}
	b.units(&r, f, t, known)
	b.relations(&r, f, t)
	b.lists(&r, f, t)
	switch {
	case f.noWhole:
		r.PartOf = mandat.PartOfNothing()
	case f.whole != nil:
		whole := b.resource(f.whole)
		r.PartOf = mandat.PartOf(&whole)
	}
	return r
}

func (b *builder) units(r *mandat.Resource, f *facts, t mandat.TypeRule, known bool) {
	units := f.units
	if len(units) == 1 && units[0].Structure == "" && known {
		if len(t.Structures) != 1 {
			b.fail(f.atUnit, "type %q has a unit in %s: write units: {structure: unit}", t.Name, structures(t))
			return
		}
		units = []mandat.UnitFact{t.Structures[0].Is(units[0].Place)}
	}
	if copy(r.Units[:], units) < len(units) {
		b.tooMany(f, "units", mandat.MaxUnits)
	}
}

// structures lists the structures of a type in a sentence.
func structures(t mandat.TypeRule) string {
	if len(t.Structures) == 0 {
		return "no structure"
	}
	all := make([]string, len(t.Structures))
	for i, s := range t.Structures {
		all[i] = string(s)
	}
	return strings.Join(all, " and ")
}

func (b *builder) relations(r *mandat.Resource, f *facts, t mandat.TypeRule) {
	all := f.relations
	if f.noRelations {
		for _, rule := range t.Relations {
			all = append(all, rule.Name.Is(mandat.Nobody()))
		}
	}
	if copy(r.Relations[:], all) < len(all) {
		b.tooMany(f, "relations", mandat.MaxRelations)
	}
}

func (b *builder) lists(r *mandat.Resource, f *facts, t mandat.TypeRule) {
	all := f.lists
	if f.noLists {
		for _, action := range t.Lists {
			all = append(all, action.By(mandat.NoACL()))
		}
	}
	if copy(r.ACLs[:], all) < len(all) {
		b.tooMany(f, "lists", mandat.MaxLists)
	}
}

func (b *builder) tooMany(f *facts, what string, most int) {
	b.fail(f.at, "a resource can state %d %s, and this one states more", most, what)
}
