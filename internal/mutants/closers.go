package mutants

import (
	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/internal/rulewords"
)

func (m *maker) closers() {
	for i := range m.rules.Gates {
		g := &m.rules.Gates[i]
		name := "gate on " + rulewords.Actions(g.Close)
		m.add(name+": gone", func(r *mandat.Rules) { remove(&r.Gates, i) })
		m.condition(name, g.Unless, func(r *mandat.Rules) *mandat.Condition { return &r.Gates[i].Unless })
	}
	for i := range m.rules.Guards {
		g := &m.rules.Guards[i]
		name := "guard before " + rulewords.Actions(g.Before)
		m.add(name+": gone", func(r *mandat.Rules) { remove(&r.Guards, i) })
		m.condition(name, g.Needs, func(r *mandat.Rules) *mandat.Condition { return &r.Guards[i].Needs })
	}
}

func (m *maker) approvals() {
	for i := range m.rules.Approvals {
		a := &m.rules.Approvals[i]
		name := "approval of " + rulewords.Actions(a.Of)
		m.add(name+": gone", func(r *mandat.Rules) { remove(&r.Approvals, i) })
		if a.Votes > 1 {
			m.add(name+": one vote less", func(r *mandat.Rules) { r.Approvals[i].Votes-- })
		}
		if a.Lasts > 0 {
			m.add(name+": lasts for ever", func(r *mandat.Rules) { r.Approvals[i].Lasts = 0 })
		}
		if !a.OutlivesRequester {
			m.add(name+": outlives the requester", func(r *mandat.Rules) { r.Approvals[i].OutlivesRequester = true })
		}
		for _, other := range []mandat.RequesterRule{mandat.RequesterNever, mandat.RequesterLoggedOut, mandat.RequesterOtherSession} {
			if other > a.Requester {
				m.add(name+": the requester "+requesters[other], func(r *mandat.Rules) { r.Approvals[i].Requester = other })
			}
		}
	}
}

var requesters = map[mandat.RequesterRule]string{
	mandat.RequesterLoggedOut:    "when logged out",
	mandat.RequesterOtherSession: "in another session",
}

func (m *maker) exclusive() {
	for i := range m.rules.Exclusive {
		e := &m.rules.Exclusive[i]
		name := "exclusive " + rulewords.Join(e.Roles, ", ")
		m.add(name+": gone", func(r *mandat.Rules) { remove(&r.Exclusive, i) })
		if len(e.Roles) > e.Most+1 {
			eachLess(m, e.Roles, without[mandat.RoleID](name), func(r *mandat.Rules) *[]mandat.RoleID { return &r.Exclusive[i].Roles })
			m.add(name+": one more", func(r *mandat.Rules) { r.Exclusive[i].Most++ })
		}
	}
}

func (m *maker) notices() {
	for i := range m.rules.Notices {
		n := &m.rules.Notices[i]
		name := "notice of " + n.Of.String()
		m.add(name+": gone", func(r *mandat.Rules) { remove(&r.Notices, i) })
		if n.Roles != nil {
			m.add(name+": of all roles", func(r *mandat.Rules) { r.Notices[i].Roles = nil })
		}
		eachLess(m, several(n.Roles), func(id mandat.RoleID) string { return name + ": not of role " + string(id) },
			func(r *mandat.Rules) *[]mandat.RoleID { return &r.Notices[i].Roles })
		told := several(n.Tell)
		if n.Target {
			told = n.Tell
		}
		eachLess(m, told, without[mandat.RoleID](name), func(r *mandat.Rules) *[]mandat.RoleID { return &r.Notices[i].Tell })
		if n.Target && len(n.Tell) > 0 {
			m.add(name+": not to the member concerned", func(r *mandat.Rules) { r.Notices[i].Target = false })
		}
	}
	eachLess(m, m.rules.Ask, without[mandat.RoleID]("ask"), func(r *mandat.Rules) *[]mandat.RoleID { return &r.Ask })
}
