package mutants

import (
	"slices"
	"time"

	"github.com/mandat-go/mandat"
)

// joining makes the mutants of how somebody joins.
func (m *maker) joining() {
	j := &m.rules.Joining
	m.door("founding", &j.Founding, func(r *mandat.Rules) *mandat.DoorRule { return &r.Joining.Founding })
	m.door("registration", &j.Registration, func(r *mandat.Rules) *mandat.DoorRule { return &r.Joining.Registration })
	if m.gives(mandat.MemberType, "create") {
		m.comingAlong("created", j.Created, func(r *mandat.Rules) *[]mandat.RoleID { return &r.Joining.Created })
	}
	m.invitation()
}

// door makes the mutants of a way to join: closed, open in one channel less and
// in each other channel, with one role less and with each other role.
func (m *maker) door(name string, d *mandat.DoorRule, at func(*mandat.Rules) *mandat.DoorRule) {
	if len(d.Through) > 0 {
		m.add(name+": closed", func(r *mandat.Rules) { *at(r) = mandat.DoorRule{} })
		m.comingAlong(name, d.Roles, func(r *mandat.Rules) *[]mandat.RoleID { return &at(r).Roles })
	}
	eachLess(m, several(d.Through), without[mandat.Channel](name), func(r *mandat.Rules) *[]mandat.Channel { return &at(r).Through })
	for _, c := range m.rules.Channels {
		if !slices.Contains(d.Through, c.Name) {
			m.add(name+": also through "+string(c.Name), func(r *mandat.Rules) { at(r).Through = append(at(r).Through, c.Name) })
		}
	}
}

// comingAlong makes the mutants of a list of roles: without each, and with each
// other one that is not everybody's.
func (m *maker) comingAlong(name string, roles []mandat.RoleID, at func(*mandat.Rules) *[]mandat.RoleID) {
	eachLess(m, roles, func(id mandat.RoleID) string { return name + ": without role " + string(id) }, at)
	for _, other := range m.rules.Roles {
		if other.ID != m.rules.Base && !slices.Contains(roles, other.ID) {
			m.add(name+": also role "+string(other.ID), func(r *mandat.Rules) { *at(r) = append(*at(r), other.ID) })
		}
	}
}

func (m *maker) invitation() {
	in := &m.rules.Joining.Invitation
	at := func(r *mandat.Rules) *mandat.InvitationRule { return &r.Joining.Invitation }
	if !m.gives(mandat.InvitationType, "send") {
		return
	}
	m.comingAlong("invitation carries", in.Carries, func(r *mandat.Rules) *[]mandat.RoleID { return &at(r).Carries })
	m.comingAlong("invitation", in.Roles, func(r *mandat.Rules) *[]mandat.RoleID { return &at(r).Roles })
	if in.AtOnce {
		m.add("invitation: waits for an answer", func(r *mandat.Rules) { at(r).AtOnce = false })
		return
	}
	if !in.Account && !in.OutlivesInviter && in.Lasts == 0 {
		m.add("invitation: makes a member at once", func(r *mandat.Rules) { at(r).AtOnce = true })
	}
	m.add("invitation: the other answer to whether an account is needed", func(r *mandat.Rules) { at(r).Account = !in.Account })
	m.add("invitation: the other answer to whether it outlives its sender", func(r *mandat.Rules) { at(r).OutlivesInviter = !in.OutlivesInviter })
	if in.Lasts == 0 {
		m.add("invitation: lasts 30 days", func(r *mandat.Rules) { at(r).Lasts = 30 * 24 * time.Hour })
	} else {
		m.add("invitation: lasts for ever", func(r *mandat.Rules) { at(r).Lasts = 0 })
	}
}

// gives reports whether some role gives an action.
func (m *maker) gives(t mandat.ResourceType, a mandat.Action) bool {
	return slices.ContainsFunc(m.rules.Roles, func(r mandat.Role) bool {
		return slices.ContainsFunc(r.Can, func(p mandat.Permission) bool { return p.Do[0] == mandat.ActionRef{Type: t, Action: a} })
	})
}
