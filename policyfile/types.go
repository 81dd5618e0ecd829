package policyfile

import (
	"fmt"
	"slices"

	"github.com/mandat-go/mandat"
)

func (d *decoder) types(n *node) (all []mandat.TypeRule) {
	d.declarations("Types", n, "resource types", func(path string, key, value *node) {
		t := mandat.TypeRule{Name: mandat.ResourceType(key.text)}
		d.typeBody(path, value, &t)
		all = append(all, t)
	})
	return all
}

func (d *decoder) typeBody(path string, n *node, t *mandat.TypeRule) {
	d.body(path, n, fields{
		"title":     func(v *node) { t.Title = d.title(path+".Title", v) },
		"unit":      func(v *node) { t.Structures = names[mandat.Structure](d, path+".Structures", v) },
		"part-of":   func(v *node) { t.PartOf = name[mandat.ResourceType](d, path+".PartOf", v) },
		"statuses":  func(v *node) { t.Statuses = titled(d, path+".Statuses", v, status) },
		"labels":    func(v *node) { t.Labels = titled(d, path+".Labels", v, label) },
		"relations": func(v *node) { t.Relations = titled(d, path+".Relations", v, relation) },
		"lists":     func(v *node) { t.Lists = names[mandat.Action](d, path+".Lists", v) },
		"seen":      func(v *node) { t.Seen = name[mandat.Action](d, path+".Seen", v) },
		"actions":   func(v *node) { t.Actions = d.actions(path+".Actions", v) },
	})
}

func status(name string, t mandat.Title) mandat.StatusRule {
	return mandat.StatusRule{Name: mandat.Status(name), Title: t}
}

func label(name string, t mandat.Title) mandat.LabelRule {
	return mandat.LabelRule{Name: mandat.Label(name), Title: t}
}

func relation(name string, t mandat.Title) mandat.RelationRule {
	return mandat.RelationRule{Name: mandat.Relation(name), Title: t}
}

// titled reads a list of names, or a mapping of names to titles.
func titled[T any](d *decoder, path string, n *node, rule func(string, mandat.Title) T) (all []T) {
	if n.kind != mapping {
		for _, name := range names[string](d, path, n) {
			all = append(all, rule(name, nil))
		}
		return all
	}
	d.declarations(path, n, "names with their titles", func(path string, key, value *node) {
		var t mandat.Title
		if value.kind != nothing {
			t = d.title(path+".Title", value)
		}
		all = append(all, rule(key.text, t))
	})
	return all
}

// actions reads the actions of a type. An action that only stands in a group
// follows the first action that names it.
func (d *decoder) actions(path string, n *node) (all []mandat.ActionRule) {
	d.mark(path, n)
	if !d.is(path, n, mapping, "a mapping of actions") {
		return nil
	}
	declared := make(map[mandat.Action]bool)
	for _, e := range n.entries {
		declared[mandat.Action(e.key.text)] = true
	}
	for _, e := range n.entries {
		at := fmt.Sprintf("%s[%d]", path, len(all))
		d.declare(at, e, func(path string, key, value *node) {
			all = append(all, d.action(path, key, value))
		})
		all = d.undeclared(path, all, declared, at)
	}
	return all
}

// undeclared appends the members of the last action, read at a path, that are
// not declared yet.
func (d *decoder) undeclared(path string, all []mandat.ActionRule, declared map[mandat.Action]bool, group string) []mandat.ActionRule {
	for i, member := range all[len(all)-1].Of {
		if !declared[member] && member != "" {
			declared[member] = true
			d.places[fmt.Sprintf("%s[%d]", path, len(all))] = d.places[fmt.Sprintf("%s.Of[%d]", group, i)]
			all = append(all, mandat.ActionRule{Name: member})
		}
	}
	return all
}

// action reads an action: nothing, its members, or a mapping.
func (d *decoder) action(path string, key, value *node) mandat.ActionRule {
	a := mandat.ActionRule{Name: mandat.Action(key.text)}
	if slices.Contains([]kind{text, list}, value.kind) {
		a.Of = names[mandat.Action](d, path+".Of", value)
		return a
	}
	d.body(path, value, fields{
		"title": func(v *node) { a.Title = d.title(path+".Title", v) },
		"of":    func(v *node) { a.Of = names[mandat.Action](d, path+".Of", v) },
		"needs": func(v *node) { a.Needs = names[mandat.Action](d, path+".Needs", v) },
	})
	return a
}
