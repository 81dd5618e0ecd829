package policyfile

import (
	"fmt"

	"github.com/mandat-go/mandat"
)

func (d *decoder) grants(n *node) (all []mandat.Grant) {
	d.sequence("Grants", n, "grants", func(path string, item *node) {
		all = append(all, d.grant(path, item))
	})
	return all
}

func (d *decoder) grant(path string, n *node) (g mandat.Grant) {
	d.record(path, n, d.grantFields(path, &g), "role", "at")
	return g
}

// grantFields reads a grant that says to whom it is.
func (d *decoder) grantFields(path string, g *mandat.Grant) fields {
	f := d.heldFields(path, g)
	f["to"] = func(v *node) { g.Member = name[mandat.PersonID](d, path+".Member", v) }
	f["to-group"] = func(v *node) { g.Group = name[mandat.GroupID](d, path+".Group", v) }
	return f
}

// heldFields reads what a grant says besides to whom it is.
func (d *decoder) heldFields(path string, g *mandat.Grant) fields {
	return fields{
		"role":  func(v *node) { g.Role = name[mandat.RoleID](d, path+".Role", v) },
		"at":    func(v *node) { g.Scope = d.scope(path+".Scope", v) },
		"from":  func(v *node) { g.From = d.moment(path+".From", v) },
		"until": func(v *node) { g.Until = d.moment(path+".Until", v) },
	}
}

// heldGrants reads grants to a person whom the file names beside them.
func (d *decoder) heldGrants(path string, n *node) (all []mandat.Grant) {
	d.sequence(path, n, "grants", func(path string, item *node) {
		var g mandat.Grant
		d.record(path, item, d.heldFields(path, &g), "role", "at")
		all = append(all, g)
	})
	return all
}

const scopeForms = "org, home, home-subtree, {exact: unit} or {subtree: unit}"

// scope reads where a grant holds: the whole organisation, or one unit in each
// of some structures.
func (d *decoder) scope(path string, n *node) (s mandat.Scope) {
	d.mark(path, n)
	if n.kind == text && n.text == "org" {
		return mandat.WholeOrg()
	}
	places := d.oneOrMore(path, n, scopeForms)
	if len(places) > mandat.MaxUnits {
		d.fail(path, n, "a grant can name %d units, and these are %d", mandat.MaxUnits, len(places))
	}
	for i, item := range places {
		place := d.scopePlace(fmt.Sprintf("%s[%d]", path, i), item)
		if i == 0 {
			s = place
		} else {
			s = s.And(place)
		}
	}
	return s
}

// scopePlace reads one unit with its reach.
func (d *decoder) scopePlace(path string, n *node) (s mandat.Scope) {
	d.mark(path, n)
	switch {
	case n.kind == text && n.text == "home":
		return mandat.AtHome()
	case n.kind == text && n.text == "home-subtree":
		return mandat.BelowHome()
	case n.kind != mapping || len(n.entries) != 1 && !n.maimed:
		d.unexpected(path, n, scopeForms)
		return s
	}
	d.record(path, n, fields{
		"exact":   func(v *node) { s = mandat.Exactly(name[mandat.UnitID](d, path, v)) },
		"subtree": func(v *node) { s = mandat.Below(name[mandat.UnitID](d, path, v)) },
	})
	return s
}
