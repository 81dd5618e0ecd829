package worlds

import (
	"slices"
	"time"

	"github.com/mandat-go/mandat"
)

// approvalStep draws a step about an approval, if any. Mostly it is the first of
// some that is allowed: left to chance, few approvals would come to an end.
func (s *Story) approvalStep(org *mandat.Org) (c Step, ok bool) {
	if len(s.rules.Approvals) == 0 || !s.percent(20) {
		return c, false
	}
	tries := oneOf(s.dice, 1, 4, 8)
	for range tries {
		drawn := Step{}
		if !s.drawApprovalStep(&drawn) {
			continue
		}
		c, ok = drawn, true
		if _, err := org.Plan(c.Subject, c.Commands...); err == nil {
			break
		}
	}
	return c, ok
}

// drawApprovalStep draws a step with its subject, if it can: somebody starts an
// approval, votes, takes it back, or makes the change that was approved.
func (s *Story) drawApprovalStep(c *Step) bool {
	a := pick(s.dice, s.data.Approvals)
	if ready := slices.IndexFunc(s.data.Approvals, isReady); ready >= 0 && s.percent(50) {
		a = s.data.Approvals[ready]
	}
	switch {
	case a.Needed == 0 || s.percent(30):
		return s.startApproval(c)
	case isReady(a) && s.percent(80):
		return s.approvedChange(c, a)
	}
	return s.voteOn(c, a)
}

// isReady reports whether a change of the organisation is approved and not made.
func isReady(a mandat.Approval) bool {
	return a.Status == mandat.ApprovalApproved && isBuiltin(a.Request.Action.Type)
}

func (s *Story) startApproval(c *Step) bool {
	of := pick(s.dice, pick(s.dice, s.rules.Approvals).Of)
	l := s.holderOf(of)
	if len(l.permission.Do) > 0 && s.percent(10) {
		of = pick(s.dice, l.permission.Do)
	}
	r, value := s.asked(of, l)
	s.byLead(c, l)
	c.step(mandat.StartApproval{Action: of.Action, Resource: r, Digest: s.digest(of.Type),
		Until: oneOf(s.dice, time.Time{}, time.Time{}, time.Time{}, Now.Add(time.Hour), Now.Add(72*time.Hour), Now)}, value)
	return true
}

// digest is mostly needed of a service's own types, and of no others.
func (s *Story) digest(t mandat.ResourceType) mandat.Digest {
	if isBuiltin(t) {
		return oneOf(s.dice, "", "", "", "", "", mandat.Digest("v1"))
	}
	return oneOf(s.dice, mandat.Digest("v1"), "v1", "v1", "v1", "v1", "v1", "v2", "")
}

// asked makes what an action is asked about, with its value.
func (s *Story) asked(of mandat.ActionRef, l lead) (mandat.Resource, any) {
	if !isBuiltin(of.Type) {
		r := s.resource(s.typeNamed(of.Type), l)
		r.ACLs = mandat.ACLs{}
		for i, list := range s.typeNamed(of.Type).Lists {
			r.ACLs[i] = list.By(mandat.NoACL())
		}
		return r, nil
	}
	value := s.thing(of.Type, of.Action, l)
	return s.about(of.Type, value, l), value
}

// holderOf returns a lead who may do an action, rather than another.
func (s *Story) holderOf(of mandat.ActionRef) lead {
	l := s.lead()
	for range 6 {
		can := slices.ContainsFunc(l.roles, func(r mandat.Role) bool {
			return slices.ContainsFunc(r.Can, func(p mandat.Permission) bool { return slices.Contains(p.Do, of) })
		})
		if (can || of.Type == mandat.GrantType && l.statement != nil) && s.isActive(l.person) {
			return l
		}
		l = s.lead()
	}
	return l
}

func (s *Story) byLead(c *Step, l lead) {
	c.Subject = mandat.Subject{Person: l.person, Channel: s.channel(l), Session: oneOf(s.dice, mandat.OpenSession, mandat.NoSession), At: Now}
	if c.Subject.Session == mandat.OpenSession {
		c.Subject.SessionID = oneOf(s.dice, mandat.SessionID("s-1"), "s-1", "s-2", "s-2", "")
	}
	if c.Subject.Channel == "link" && s.percent(50) {
		c.Subject.Channel = "web"
	}
}

// voteOn draws a vote on an approval, or a withdrawal, mostly of what was asked.
func (s *Story) voteOn(c *Step, a mandat.Approval) bool {
	of := a.Request.Action
	rule := s.ruleOf(of)
	vote := mandat.ActionRef{Type: of.Type, Action: rule.By}
	l := s.holderOf(vote)
	r, value := s.restated(a, l)
	s.byLead(c, l)
	if s.percent(15) {
		c.Subject.Person = a.By
	}
	if c.Subject.Channel == "link" {
		c.Subject.Only = mandat.Purpose{Org: s.data.ID, Type: r.Type, ID: r.ID, Action: vote.Action}
	}
	d := a.Digest
	switch s.weighted(86, 4, 3, 3, 4) {
	case 1:
		d = "v3"
	case 2:
		r.Org = "other"
	case 3:
		r.Status = ""
	case 4:
		d = ""
	}
	action := of.Action
	if s.percent(4) {
		action = oneOf(s.dice, mandat.Action("read"), vote.Action, "nothing")
	}
	switch s.weighted(75, 12, 13) {
	case 1:
		c.step(mandat.Reject{Action: action, Resource: r, Digest: d}, value)
	case 2:
		c.step(mandat.WithdrawApproval{Action: action, Resource: r}, value)
		if s.percent(50) {
			c.Subject.Person, c.Subject.Only = a.By, mandat.Purpose{}
		}
	default:
		c.step(mandat.Approve{Action: action, Resource: r, Digest: d}, value)
		if s.percent(6) {
			c.step(mandat.Approve{Action: action, Resource: r, Digest: d}, value)
		}
	}
	return true
}

func (s *Story) ruleOf(of mandat.ActionRef) mandat.ApprovalRule {
	for _, rule := range s.rules.Approvals {
		if slices.Contains(rule.Of, of) {
			return rule
		}
	}
	return mandat.ApprovalRule{}
}

// restated makes what an approval is of again, as it was, seldom elsewhere.
func (s *Story) restated(a mandat.Approval, l lead) (mandat.Resource, any) {
	t := a.Request.Action.Type
	if isBuiltin(t) {
		if value := valueOf(a.Request); value != nil {
			return s.about(t, value, l), value
		}
		return mandat.Resource{Type: t, ID: a.Request.ID, Org: s.data.ID}, nil
	}
	r, _ := s.asked(a.Request.Action, l)
	r.ID = a.Request.ID
	if s.percent(6) {
		return r, nil
	}
	r.Units, r.Relations = mandat.Units{}, mandat.Relations{}
	n := 0
	for _, structure := range s.rules.Structures {
		if unit, ok := a.Units[structure.Name]; ok {
			r.Units[n] = structure.Name.Is(placeOf(unit))
			n++
		}
	}
	n = 0
	for _, relation := range s.typeNamed(t).Relations {
		if people, ok := a.Relations[relation.Name]; ok {
			r.Relations[n] = relation.Name.Is(mandat.Many(people...))
			n++
		}
	}
	return r, nil
}

func placeOf(unit mandat.UnitID) mandat.Place {
	if unit == "" {
		return mandat.Nowhere()
	}
	return mandat.At(unit)
}

// approvedChange draws the change that was approved, mostly by whoever asked.
func (s *Story) approvedChange(c *Step, a mandat.Approval) bool {
	c.Subject = mandat.Subject{Person: a.By, Channel: a.Through, Session: mandat.OpenSession, SessionID: "s-3", At: Now}
	if c.Subject.Channel == "link" {
		c.Subject.Channel = "web"
	}
	if s.percent(10) {
		c.Subject.Person = pick(s.dice, s.persons())
	}
	command := changeOf(a.Request)
	if command == nil {
		return false
	}
	c.step(command, nil)
	if s.percent(8) {
		c.step(command, nil)
	}
	return true
}

// changeOf returns the command that asks just a request, nil for none.
func changeOf(r mandat.Request) mandat.Command {
	id := string(r.ID)
	switch v := valueOf(r).(type) {
	case mandat.Grant:
		switch r.Action.Action {
		case "give":
			return mandat.GrantRole{Grant: v}
		case "revoke":
			return mandat.RevokeRole{Grant: v}
		}
		return nil
	case mandat.Unit:
		return mandat.AddUnit{Unit: v}
	case mandat.Member:
		return mandat.AddMember{Person: v.Person, Home: v.Home, NoAccount: v.Status == mandat.MemberInactive}
	case mandat.Group:
		return mandat.AddGroup{Group: v}
	case mandat.Role:
		if r.Action.Action == "edit" {
			return mandat.EditRole{Role: v}
		}
		return mandat.AddRole{Role: v}
	case mandat.Invitation:
		return mandat.InvitePerson{Invitation: v.ID, Person: v.Person, Home: v.Home, Roles: v.Grants, Token: TokenOf(v.ID).Bind(Address(v.Person))}
	}
	switch r.Action {
	case mandat.ActionRef{Type: mandat.UnitType, Action: "remove"}:
		return mandat.RemoveUnit{Unit: mandat.UnitID(id)}
	case mandat.ActionRef{Type: mandat.MemberType, Action: "remove"}:
		return mandat.RemoveMember{Person: mandat.PersonID(id)}
	case mandat.ActionRef{Type: mandat.MemberType, Action: "activate"}:
		return mandat.ActivateMember{Person: mandat.PersonID(id)}
	case mandat.ActionRef{Type: mandat.MemberType, Action: "deactivate"}:
		return mandat.DeactivateMember{Person: mandat.PersonID(id)}
	case mandat.ActionRef{Type: mandat.GroupType, Action: "remove"}:
		return mandat.RemoveGroup{Group: mandat.GroupID(id)}
	case mandat.ActionRef{Type: mandat.RoleType, Action: "remove"}:
		return mandat.RemoveRole{Role: mandat.RoleID(id)}
	case mandat.ActionRef{Type: mandat.InvitationType, Action: "revoke"}:
		return mandat.RevokeInvitation{Invitation: mandat.InvitationID(id)}
	}
	return nil
}
