package policyfile

import (
	"fmt"

	"github.com/mandat-go/mandat"
)

// condition reads a condition. Whatever would leave out a test that seems to
// stand there, such as an empty list, is refused.
func (d *decoder) condition(path string, n *node) (c mandat.Condition) {
	d.mark(path, n)
	d.record(path, n, fields{
		"all":        func(v *node) { c.All = d.conditions(path+".All", v) },
		"any":        func(v *node) { c.Any = d.conditions(path+".Any", v) },
		"not":        func(v *node) { c.Not = d.conditionPtr(path+".Not", v) },
		"relation":   func(v *node) { c.Relation = names[mandat.Relation](d, path+".Relation", v) },
		"status":     func(v *node) { c.Status = names[mandat.Status](d, path+".Status", v) },
		"label":      func(v *node) { c.Label = names[mandat.Label](d, path+".Label", v) },
		"channel":    func(v *node) { c.Channel = names[mandat.Channel](d, path+".Channel", v) },
		"logged-out": func(v *node) { c.LoggedOut = d.loggedOut(path+".LoggedOut", v) },
		"setting":    func(v *node) { c.Setting = names[mandat.Setting](d, path+".Setting", v) },
		"vacant":     func(v *node) { c.Vacant = names[mandat.RoleID](d, path+".Vacant", v) },
		"holds":      func(v *node) { c.Holds = names[mandat.RoleID](d, path+".Holds", v) },
		"role":       func(v *node) { c.Role = names[mandat.RoleID](d, path+".Role", v) },
		"target":     func(v *node) { c.Target = d.conditionPtr(path+".Target", v) },
	})
	return c
}

func (d *decoder) conditionPtr(path string, n *node) *mandat.Condition {
	c := d.condition(path, n)
	return &c
}

func (d *decoder) conditions(path string, n *node) (all []mandat.Condition) {
	d.mark(path, n)
	for i, item := range d.oneOrMore(path, n, "at least one condition") {
		all = append(all, d.condition(fmt.Sprintf("%s[%d]", path, i), item))
	}
	return all
}

func (d *decoder) loggedOut(path string, n *node) bool {
	out := d.boolean(path, n)
	if n.kind == boolean && !out {
		d.fail(path, n, "logged-out can only be true: write not: {logged-out: true}")
	}
	return out
}
