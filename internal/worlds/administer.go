package worlds

import (
	"slices"
	"time"

	"github.com/mandat-go/mandat"
)

// builtinTypes are the types that every policy has, with their actions.
func builtinTypes() []mandat.TypeRule {
	self := []mandat.RelationRule{{Name: "self"}}
	member := builtin(mandat.MemberType, "read", "edit", "create", "activate", "deactivate", "remove", "move", "approve")
	member.Relations = self
	for _, s := range memberStatuses() {
		member.Statuses = append(member.Statuses, mandat.StatusRule{Name: s})
	}
	grant := builtin(mandat.GrantType, "read", "give", "revoke", "invite", "hand-over", "approve")
	invitation := builtin(mandat.InvitationType, "read", "send", "resend", "revoke", "approve")
	approval := builtin(mandat.ApprovalType, "read", "withdraw")
	grant.Relations, invitation.Relations, approval.Relations = self, self, self
	return []mandat.TypeRule{
		member, grant, invitation,
		builtin(mandat.UnitType, "read", "create", "edit", "seal", "move", "remove", "approve"),
		builtin(mandat.GroupType, "read", "create", "edit", "fill", "remove", "approve"),
		builtin(mandat.RoleType, "read", "create", "edit", "remove", "approve"),
		builtin(mandat.OrgType, "read", "edit", "adopt-policy", "approve"),
		approval,
	}
}

func builtin(name mandat.ResourceType, actions ...mandat.Action) mandat.TypeRule {
	t := mandat.TypeRule{Name: name}
	for _, a := range actions {
		t.Actions = append(t.Actions, mandat.ActionRule{Name: a})
	}
	return t
}

func isBuiltin(name mandat.ResourceType) bool {
	switch name {
	case mandat.OrgType, mandat.UnitType, mandat.MemberType, mandat.GroupType, mandat.RoleType, mandat.GrantType,
		mandat.InvitationType, mandat.ApprovalType:
		return true
	}
	return false
}

// memberStatuses are the statuses of a member concerned.
func memberStatuses() []mandat.Status {
	return []mandat.Status{"active", "absent", "inactive", "invited", "accepted", "removed"}
}

// concernsMember reports whether resources of a type concern a member.
func concernsMember(name mandat.ResourceType) bool {
	return name == mandat.MemberType || name == mandat.GrantType || name == mandat.InvitationType || name == mandat.ApprovalType
}

// targetCondition makes a condition on the member concerned.
func (m *maker) targetCondition(f facts) *mandat.Condition {
	var c mandat.Condition
	switch m.below(4) {
	case 0:
		c.Status = someOf(m.dice, 35, memberStatuses())
	case 1, 2:
		c.Holds = someOf(m.dice, 25, f.held)
	case 3:
		c.Status, c.Holds = someOf(m.dice, 50, memberStatuses()), someOf(m.dice, 25, f.held)
	}
	if m.percent(40) {
		not := c
		c = mandat.Condition{Not: &not}
	}
	return &c
}

// permissible leaves the actions that a permission can name: of those on grants,
// only to read them.
func (m *maker) permissible(refs []mandat.ActionRef) []mandat.ActionRef {
	kept := slices.DeleteFunc(slices.Clone(refs), func(r mandat.ActionRef) bool {
		return r.Type == mandat.GrantType && r.Action != "read" && r.Action != "approve"
	})
	if len(kept) == 0 {
		return []mandat.ActionRef{{Type: mandat.GrantType, Action: "read"}}
	}
	return kept
}

// limits makes the structures to which a permission is limited, mostly none.
func (m *maker) limits(refs []mandat.ActionRef) []mandat.Structure {
	for _, r := range refs {
		if r.Type != mandat.UnitType && r.Type != mandat.GroupType && r.Type != mandat.GrantType {
			return nil
		}
	}
	return m.someStructures(25)
}

func (m *maker) someStructures(percent int) []mandat.Structure {
	if !m.percent(percent) {
		return nil
	}
	return someOf(m.dice, 40, names(m.rules.Structures, func(s mandat.StructureRule) mandat.Structure { return s.Name }))
}

// everything is a permission for all that can be done to what is built in.
func (m *maker) everything() mandat.Permission {
	var p mandat.Permission
	for _, t := range m.builtins {
		for _, a := range t.Actions {
			if ref := (mandat.ActionRef{Type: t.Name, Action: a.Name}); t.Name != mandat.GrantType || a.Name == "read" || a.Name == "approve" {
				p.Do = append(p.Do, ref)
			}
		}
	}
	return p
}

// makeStatements states who administers which roles.
func (m *maker) makeStatements() {
	if !m.administered {
		return
	}
	if m.percent(m.wide) {
		all := m.roleIDs()
		m.rules.Administer = append(m.rules.Administer, mandat.AdminRule{Who: all[:1], May: acts(), Roles: all, Custom: true, Self: m.percent(30)})
	}
	for range 1 + m.weighted(4, 3) {
		m.rules.Administer = append(m.rules.Administer, m.statement())
	}
}

func acts() []mandat.AdminAct {
	return []mandat.AdminAct{mandat.AdminGrant, mandat.AdminRevoke, mandat.AdminInvite, mandat.AdminHandOver}
}

func (m *maker) roleIDs() []mandat.RoleID {
	return names(m.rules.Roles, func(r mandat.Role) mandat.RoleID { return r.ID })
}

func (m *maker) statement() mandat.AdminRule {
	s := mandat.AdminRule{
		Who: someOf(m.dice, 30, m.roleIDs()), May: someOf(m.dice, 60, acts()), Roles: someOf(m.dice, 55, m.roleIDs()),
		Custom: m.percent(40), Self: m.percent(30), In: m.someStructures(35),
	}
	if m.percent(25) {
		s.Through = someOf(m.dice, 40, names(m.rules.Channels, func(c mandat.ChannelRule) mandat.Channel { return c.Name }))
	}
	if m.percent(60) {
		s.Past = mandat.PastSeals
	}
	for _, t := range m.builtins {
		if t.Name == mandat.GrantType {
			s.When = m.maybe(35, m.factsOf(t))
		}
	}
	return s
}

// number asks for a number of holders of a role, if they can be counted.
func (m *maker) number(r *mandat.Role) {
	if r.ID == m.rules.Base || !m.percent(25) || !countable(m.placesOf(r.ID)) {
		return
	}
	switch m.below(3) {
	case 0:
		r.Least = 1
	case 1:
		r.Most = 1 + m.below(2)
	case 2:
		r.Least, r.Most = 1, 1+m.below(2)
	}
	r.Enforced = m.percent(80)
}

// countable reports whether a role that is given there is given in one structure
// at most, and at one unit at a time.
func countable(places []mandat.Where) bool {
	in := map[mandat.Structure]bool{}
	for _, where := range places {
		for s := range where {
			in[s] = true
		}
	}
	return len(in) < 2
}

// makeExclusive makes exclusive roles.
func (m *maker) makeExclusive() {
	roles := m.roleIDs()
	for _, r := range m.closure(m.rules.Base) {
		roles = without(roles, r.ID)
	}
	if len(roles) < 2 || !m.percent(30) {
		return
	}
	chosen := someOf(m.dice, 60, roles)
	if len(chosen) < 2 {
		chosen = roles[:2]
	}
	m.rules.Exclusive = []mandat.ExclusiveRule{{Roles: chosen, Most: 1 + m.below(len(chosen)-1)}}
}

// makeJoining makes the rules of joining.
func (m *maker) makeJoining() {
	noLinks := slices.DeleteFunc(slices.Clone(m.rules.Channels), func(c mandat.ChannelRule) bool { return c.Bearer })
	channels := names(noLinks, func(c mandat.ChannelRule) mandat.Channel { return c.Name })
	j := &m.rules.Joining
	j.Created, j.Invitation.Roles = subset(m.dice, 15, m.joinable()), subset(m.dice, 15, m.joinable())
	if m.percent(50) && m.homeRule().Home != mandat.HomeRequired {
		j.Registration.Through = someOf(m.dice, 40, without(channels, "link"))
		j.Registration.Roles = subset(m.dice, 15, m.joinable())
	}
	j.Invitation.Carries = subset(m.dice, 70, m.roleIDs())
	j.Invitation.Account, j.Invitation.OutlivesInviter = m.percent(40), m.percent(40)
	j.Invitation.Lasts = oneOf(m.dice, 0, time.Hour, 24*time.Hour)
	if m.percent(20) {
		j.Invitation = mandat.InvitationRule{Carries: j.Invitation.Carries, Roles: j.Invitation.Roles, AtOnce: true}
	}
}

// joinable are the roles that can come with joining: given for the whole
// organisation or at the home unit.
func (m *maker) joinable() (all []mandat.RoleID) {
	for _, id := range without(m.roleIDs(), m.rules.Base) {
		if slices.ContainsFunc(m.placesOf(id), needsNoUnit) {
			all = append(all, id)
		}
	}
	return all
}

// needsNoUnit reports whether a role can be given there without the choice of a
// unit.
func needsNoUnit(w mandat.Where) bool {
	home := false
	for _, reaches := range w {
		home = slices.Contains(reaches, mandat.Home) || slices.Contains(reaches, mandat.HomeSubtree)
	}
	return len(w) == 0 || len(w) == 1 && home
}

// makeNotices says who is told of what.
func (m *maker) makeNotices() {
	if !m.percent(40) {
		return
	}
	t := pick(m.dice, m.builtins)
	n := mandat.NoticeRule{Of: mandat.ActionRef{Type: t.Name, Action: pick(m.dice, t.Actions).Name}, Tell: someOf(m.dice, 40, m.roleIDs())}
	n.Target = concernsMember(t.Name) && m.percent(50)
	if t.Name == mandat.GrantType && m.percent(50) {
		n.Roles = someOf(m.dice, 40, m.roleIDs())
	}
	m.rules.Notices = []mandat.NoticeRule{n}
	m.rules.Ask = subset(m.dice, 20, m.roleIDs())
}
