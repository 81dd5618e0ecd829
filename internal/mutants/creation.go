package mutants

import "github.com/mandat-go/mandat"

// creation makes the mutants of what comes with making a unit.
func (m *maker) creation() {
	for i := range m.rules.Creation {
		k := &m.rules.Creation[i]
		name := "creation in " + string(k.Structure)
		at := func(r *mandat.Rules) *mandat.CreationRule { return &r.Creation[i] }
		m.add(name+": gone", func(r *mandat.Rules) { remove(&r.Creation, i) })
		m.comingAlong(name+", the creator", k.Creator, func(r *mandat.Rules) *[]mandat.RoleID { return &at(r).Creator })
		named := k.Named
		if k.MustName {
			m.add(name+": nobody must be named", func(r *mandat.Rules) { at(r).MustName = false })
			named = several(named) // one role must be left
		} else if len(k.Named) > 0 {
			m.add(name+": somebody must be named", func(r *mandat.Rules) { at(r).MustName = true })
		}
		if k.Sealed {
			m.add(name+": not sealed", func(r *mandat.Rules) { at(r).Sealed = false })
		}
		eachLess(m, named, func(id mandat.RoleID) string { return name + ", those named: without role " + string(id) },
			func(r *mandat.Rules) *[]mandat.RoleID { return &at(r).Named })
		eachLess(m, k.Groups, func(g mandat.GroupRule) string { return name + ": without group " + string(g.Name) },
			func(r *mandat.Rules) *[]mandat.GroupRule { return &at(r).Groups })
	}
}
