package policyfile

import "github.com/mandat-go/mandat"

// creation reads what comes with making a unit, by structure.
func (d *decoder) creation(n *node) (all []mandat.CreationRule) {
	d.declarations("Creation", n, "structures with what comes with their units", func(path string, key, value *node) {
		r := mandat.CreationRule{Structure: mandat.Structure(key.text)}
		d.record(path, value, fields{
			"creator":   func(v *node) { r.Creator = names[mandat.RoleID](d, path+".Creator", v) },
			"named":     func(v *node) { r.Named = names[mandat.RoleID](d, path+".Named", v) },
			"must-name": func(v *node) { r.MustName = d.boolean(path+".MustName", v) },
			"sealed":    func(v *node) { r.Sealed = d.boolean(path+".Sealed", v) },
			"groups":    func(v *node) { r.Groups = titled(d, path+".Groups", v, groupRule) },
		})
		all = append(all, r)
	})
	return all
}

func groupRule(name string, t mandat.Title) mandat.GroupRule {
	return mandat.GroupRule{Name: mandat.GroupName(name), Title: t}
}
