package mutants

import (
	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/internal/rulewords"
)

func (m *maker) role(i int) {
	role := &m.rules.Roles[i]
	name := "role " + string(role.ID)
	eachLess(m, role.Includes, func(id mandat.RoleID) string { return name + ": without including " + string(id) },
		func(r *mandat.Rules) *[]mandat.RoleID { return &r.Roles[i].Includes })
	eachLess(m, role.Opens, func(c mandat.Channel) string { return name + ": without opening " + string(c) },
		func(r *mandat.Rules) *[]mandat.Channel { return &r.Roles[i].Opens })
	if role.ID == m.rules.Base && len(role.At) > 0 && len(role.At[0]) > 0 {
		m.add(name+": everywhere", func(r *mandat.Rules) { r.Roles[i].At = []mandat.Where{{}} })
	}
	if role.Setting != "" {
		m.add(name+": without its setting", func(r *mandat.Rules) { r.Roles[i].Setting = "" })
	}
	if role.NoAccount {
		m.add(name+": needs an account", func(r *mandat.Rules) { r.Roles[i].NoAccount = false })
	} else if role.ID != m.rules.Base && m.changes() {
		m.add(name+": needs no account", func(r *mandat.Rules) { r.Roles[i].NoAccount = true })
	}
	m.numbers(name, i)
	for j := range role.Can {
		m.permission(name, i, j)
	}
}

func (m *maker) permission(role string, i, j int) {
	p := &m.rules.Roles[i].Can[j]
	name := role + ": " + rulewords.Permission(p)
	at := func(r *mandat.Rules) *mandat.Permission { return &r.Roles[i].Can[j] }
	m.add(role+": without "+rulewords.Permission(p), func(r *mandat.Rules) { remove(&r.Roles[i].Can, j) })
	m.optionalCondition(name, p.When, func(r *mandat.Rules) **mandat.Condition { return &at(r).When })
	if p.Past&mandat.PastLists != 0 {
		m.add(name+": not past lists", func(r *mandat.Rules) { at(r).Past &^= mandat.PastLists })
	}
	if p.Past&mandat.PastSeals != 0 {
		m.add(name+": not past seals", func(r *mandat.Rules) { at(r).Past &^= mandat.PastSeals })
	}
	switch {
	case len(p.In) == 1:
		m.add(name+": in every structure", func(r *mandat.Rules) { at(r).In = nil })
	default:
		eachLess(m, p.In, without[mandat.Structure](name), func(r *mandat.Rules) *[]mandat.Structure { return &at(r).In })
	}
	if p.Setting != "" {
		m.add(name+": without its setting", func(r *mandat.Rules) { at(r).Setting = "" })
	}
}

// numbers makes the mutants of how many shall hold a role.
func (m *maker) numbers(name string, i int) {
	role := &m.rules.Roles[i]
	if role.Least > 0 {
		m.add(name+": one holder less", func(r *mandat.Rules) { r.Roles[i].Least-- })
	}
	if role.Most > 0 {
		m.add(name+": one holder more", func(r *mandat.Rules) { r.Roles[i].Most++ })
	}
	if role.Enforced {
		m.add(name+": numbers not enforced", func(r *mandat.Rules) { r.Roles[i].Enforced = false })
	}
}
