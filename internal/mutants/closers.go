package mutants

import "github.com/mandat-go/mandat"

func (m *maker) closers() {
	for i := range m.rules.Gates {
		g := &m.rules.Gates[i]
		name := "gate on " + sayActions(g.Close)
		m.add(name+": gone", func(r *mandat.Rules) { remove(&r.Gates, i) })
		m.condition(name, g.Unless, func(r *mandat.Rules) *mandat.Condition { return &r.Gates[i].Unless })
	}
	for i := range m.rules.Guards {
		g := &m.rules.Guards[i]
		name := "guard before " + sayActions(g.Before)
		m.add(name+": gone", func(r *mandat.Rules) { remove(&r.Guards, i) })
		m.condition(name, g.Needs, func(r *mandat.Rules) *mandat.Condition { return &r.Guards[i].Needs })
	}
}

func (m *maker) approvals() {
	for i := range m.rules.Approvals {
		a := &m.rules.Approvals[i]
		name := "approval of " + sayActions(a.Of)
		m.add(name+": gone", func(r *mandat.Rules) { remove(&r.Approvals, i) })
		eachLess(m, several(a.By), without[mandat.RoleID](name), func(r *mandat.Rules) *[]mandat.RoleID { return &r.Approvals[i].By })
		if a.Votes > 1 {
			m.add(name+": one vote less", func(r *mandat.Rules) { r.Approvals[i].Votes-- })
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

func (m *maker) administer() {
	for i := range m.rules.Administer {
		a := &m.rules.Administer[i]
		at := func(r *mandat.Rules) *mandat.AdminRule { return &r.Administer[i] }
		name := "administer " + join(a.Roles, ", ") + " by " + join(a.Who, ", ")
		m.add(name+": gone", func(r *mandat.Rules) { remove(&r.Administer, i) })
		eachLess(m, several(a.Who), func(id mandat.RoleID) string { return name + ": not by " + string(id) },
			func(r *mandat.Rules) *[]mandat.RoleID { return &at(r).Who })
		eachLess(m, several(a.May), func(act mandat.AdminAct) string { return name + ": not " + acts[act] },
			func(r *mandat.Rules) *[]mandat.AdminAct { return &at(r).May })
		eachLess(m, several(a.Roles), func(id mandat.RoleID) string { return name + ": not role " + string(id) },
			func(r *mandat.Rules) *[]mandat.RoleID { return &at(r).Roles })
		eachLess(m, a.In, without[mandat.Structure](name), func(r *mandat.Rules) *[]mandat.Structure { return &at(r).In })
		eachLess(m, a.Through, without[mandat.Channel](name), func(r *mandat.Rules) *[]mandat.Channel { return &at(r).Through })
		m.optionalCondition(name, a.When, func(r *mandat.Rules) **mandat.Condition { return &at(r).When })
	}
}

var acts = map[mandat.AdminAct]string{
	mandat.AdminGrant:    "grant",
	mandat.AdminRevoke:   "revoke",
	mandat.AdminInvite:   "invite",
	mandat.AdminHandOver: "hand over",
}

func (m *maker) notices() {
	for i := range m.rules.Notices {
		n := &m.rules.Notices[i]
		name := "notice of " + n.Of.String()
		m.add(name+": gone", func(r *mandat.Rules) { remove(&r.Notices, i) })
		eachLess(m, several(n.Tell), without[mandat.RoleID](name), func(r *mandat.Rules) *[]mandat.RoleID { return &r.Notices[i].Tell })
	}
}
