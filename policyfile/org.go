package policyfile

import (
	"fmt"
	"io/fs"

	"github.com/mandat-go/mandat"
)

// LoadOrg reads an organisation of a policy from a file. The error is that of
// the file system, or an Errors with everything that is wrong.
func LoadOrg(fsys fs.FS, name string, p *mandat.Policy) (*mandat.Org, error) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	return ParseOrg(name, data, p)
}

// ParseOrg reads an organisation of a policy from the content of a file, as
// JSON if the name ends in ".json" and as YAML otherwise. Name stands in errors.
// An error is an Errors with everything that is wrong.
func ParseOrg(name string, data []byte, p *mandat.Policy) (*mandat.Org, error) {
	_, org, err := parseOrg(name, data, p)
	return org, err
}

// ParseOrgData reads the same as ParseOrg, and finds the same wrong, but returns
// the plain data of which the organisation is built.
func ParseOrgData(name string, data []byte, p *mandat.Policy) (mandat.OrgData, error) {
	org, _, err := parseOrg(name, data, p)
	return org, err
}

func parseOrg(name string, content []byte, p *mandat.Policy) (mandat.OrgData, *mandat.Org, error) {
	root, errs := parse(name, content)
	if root == nil {
		return mandat.OrgData{}, nil, errs.err()
	}
	d := newDecoder(name, errs)
	d.declares, d.nested = []string{"Members", "Groups", "Roles"}, []string{"Units"}
	data := d.orgData(root, p.Rules().System)
	var org *mandat.Org
	if !d.lost {
		var err error
		if org, err = mandat.NewOrg(p, data); err != nil {
			d.check(err, &vocabulary{p.Rules(), data})
		}
		d.pending(p, &data)
	}
	if len(d.errs) > 0 {
		return mandat.OrgData{}, nil, d.errs.err()
	}
	return data, org, nil
}

func (d *decoder) orgData(n *node, system string) (o mandat.OrgData) {
	d.record("", n, fields{
		"system":   func(v *node) { d.system(v, system) },
		"org":      func(v *node) { o.ID = name[mandat.OrgID](d, "ID", v) },
		"settings": func(v *node) { o.Settings = d.orgSettings(v) },
		"units":    func(v *node) { o.Units = d.units(v) },
		"members":  func(v *node) { o.Members = d.members(v) },
		"groups":   func(v *node) { o.Groups = d.groups(v) },
		"roles":    func(v *node) { o.Roles = d.roles(v) },
		"grants":   func(v *node) { o.Grants = d.grants(v) },

		"invitations": func(v *node) { o.Invitations = d.invitations(v) },
		"approvals":   func(v *node) { o.Approvals = d.approvals(v) },
		"retired":     func(v *node) { o.Retired = d.retired(v) },
	}, "system", "org")
	return o
}

// system checks that a file belongs to the policy.
func (d *decoder) system(n *node, want string) {
	if s := d.text("System", n); s != want && s != "" {
		d.fail("System", n, "the file belongs to system %q, and the policy to %q", s, want)
	}
}

func (d *decoder) orgSettings(n *node) map[mandat.Setting]bool {
	d.mark("Settings", n)
	if !d.is("Settings", n, mapping, "a mapping of settings to true or false") {
		return nil
	}
	all := make(map[mandat.Setting]bool, len(n.entries))
	for _, e := range n.entries {
		path := fmt.Sprintf("Settings[%s]", e.key.text)
		all[mandat.Setting(e.key.text)] = d.boolean(path, e.value)
		d.mark(path, e.key)
	}
	return all
}

// units reads the units of all structures into one slice.
func (d *decoder) units(n *node) (all []mandat.Unit) {
	d.mark("Units", n)
	if !d.is("Units", n, mapping, "a mapping of structures to their units") {
		return nil
	}
	for _, structure := range n.entries {
		if !d.is("Units", structure.value, mapping, "a mapping of units") {
			continue
		}
		for _, e := range structure.value.entries {
			d.declare(fmt.Sprintf("Units[%d]", len(all)), e, func(path string, key, value *node) {
				d.mark(path+".Structure", structure.key)
				all = append(all, d.unit(path, key, value, mandat.Structure(structure.key.text)))
			})
		}
	}
	return all
}

func (d *decoder) unit(path string, key, value *node, s mandat.Structure) mandat.Unit {
	u := mandat.Unit{ID: mandat.UnitID(key.text), Structure: s}
	d.body(path, value, fields{
		"below":  func(v *node) { u.Parent = name[mandat.UnitID](d, path+".Parent", v) },
		"sealed": func(v *node) { u.Sealed = d.boolean(path+".Sealed", v) },
	})
	return u
}

func (d *decoder) members(n *node) (all []mandat.Member) {
	d.declarations("Members", n, "members", func(path string, key, value *node) {
		m := mandat.Member{Person: mandat.PersonID(key.text), Status: mandat.MemberActive}
		d.body(path, value, fields{
			"home":   func(v *node) { m.Home = name[mandat.UnitID](d, path+".Home", v) },
			"status": func(v *node) { m.Status = d.memberStatus(path+".Status", v) },
		})
		all = append(all, m)
	})
	return all
}

func (d *decoder) memberStatus(path string, n *node) mandat.MemberStatus {
	statuses := []mandat.MemberStatus{mandat.MemberInvited, mandat.MemberAccepted,
		mandat.MemberActive, mandat.MemberInactive, mandat.MemberRemoved}
	words := make([]string, len(statuses))
	for i, s := range statuses {
		words[i] = string(s)
	}
	return word(d, path, n, "status of a member", words, statuses)
}

func (d *decoder) groups(n *node) (all []mandat.Group) {
	d.declarations("Groups", n, "groups", func(path string, key, value *node) {
		g := mandat.Group{ID: mandat.GroupID(key.text)}
		d.body(path, value, d.groupFields(path, &g))
		all = append(all, g)
	})
	return all
}

func (d *decoder) groupFields(path string, g *mandat.Group) fields {
	return fields{
		"unit":       func(v *node) { g.Unit = name[mandat.UnitID](d, path+".Unit", v) },
		"members":    func(v *node) { g.Members = someNames[mandat.PersonID](d, path+".Members", v) },
		"predefined": func(v *node) { g.Predefined = d.boolean(path+".Predefined", v) },
		"groups":     func(v *node) { g.Groups = someNames[mandat.GroupID](d, path+".Groups", v) },
	}
}
