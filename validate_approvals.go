package mandat

import (
	"slices"
	"strings"
)

// approvals checks the rules that put actions under approval.
func (c *rulesCheck) approvals() {
	under := make(map[ActionRef]bool)
	for _, a := range c.rules.Approvals {
		for _, ref := range a.Of {
			under[ref] = true
		}
	}
	seen, permitted := make(map[ActionRef]bool), c.permitted()
	for i := range c.rules.Approvals {
		a, path := &c.rules.Approvals[i], at("Approvals", i)
		for _, t := range c.refs(path+".Of", a.Of) {
			if t.Name != ApprovalType {
				c.vote(path+".By", t, a.By, under, permitted)
			}
		}
		for j, ref := range a.Of {
			c.underApproval(at(path+".Of", j), ref, seen)
		}
		if a.Votes < 1 {
			c.add(path+".Votes", "an approval needs at least one vote, not %d", a.Votes)
		}
		if a.Requester > RequesterOtherSession {
			c.add(path+".Requester", "unknown rule for the requester: expected never, logged-out or other-session")
		}
		if a.Lasts < 0 {
			c.add(path+".Lasts", "an approval lasts %s: expected no less than nothing", a.Lasts)
		}
	}
}

// underApproval checks an action that an approval is of.
func (c *rulesCheck) underApproval(path string, ref ActionRef, seen map[ActionRef]bool) {
	switch t := c.types[ref.Type]; {
	case t == nil || !t.hasAction(ref.Action):
	case isBuiltinType(ref.Type) && !approvable(ref):
		c.add(path, "what is done by %s is not part of the question: it cannot be put under approval", ref)
	case t.groups(ref.Action):
		c.add(path, "action %s is a group of others: expected each of them that is to be approved", ref)
	case seen[ref]:
		c.add(path, "action %s is under approval already", ref)
	default:
		seen[ref] = true
	}
}

// approvable reports whether an action on what is built in can be approved: the
// question tells all of what will be done, or, of what a service edits itself, its
// digest does.
func approvable(ref ActionRef) bool {
	switch ref.Type {
	case UnitType:
		return slices.Contains([]Action{createAction, editAction, removeAction}, ref.Action)
	case MemberType:
		return slices.Contains([]Action{createAction, editAction, "activate", "deactivate", removeAction}, ref.Action)
	case GroupType:
		return slices.Contains([]Action{createAction, removeAction}, ref.Action)
	case RoleType:
		return slices.Contains([]Action{createAction, editAction, removeAction}, ref.Action)
	case GrantType:
		return slices.Contains([]Action{giveAction, revokeAction, inviteAction}, ref.Action)
	case InvitationType:
		return slices.Contains([]Action{"send", "revoke"}, ref.Action)
	}
	return false
}

// vote checks the action that is the vote on actions of a type.
func (c *rulesCheck) vote(path string, t *TypeRule, by Action, under, permitted map[ActionRef]bool) {
	switch ref := (ActionRef{t.Name, by}); {
	case by == "":
		c.add(path, "no action of type %q is the vote", t.Name)
	case !t.hasAction(by):
		c.unknownAction(path, by, t)
	case t.groups(by):
		c.add(path, "action %s is a group of others: expected one that stands for itself", ref)
	case under[ref]:
		c.add(path, "action %s is under approval itself", ref)
	case isBuiltinType(t.Name) && by != approveAction:
		c.add(path, "action %s does something of its own: expected %s.%s", ref, t.Name, approveAction)
	case !t.anyOf(by, permitted) && !c.customRoles():
		c.add(path, "no role has %s: nobody could approve", ref)
	}
}

// permitted returns what the permissions of roles name.
func (c *rulesCheck) permitted() map[ActionRef]bool {
	all := make(map[ActionRef]bool)
	for _, r := range c.rules.Roles {
		for _, p := range r.Can {
			for _, ref := range p.Do {
				all[ref] = true
			}
		}
	}
	return all
}

// anyOf reports whether an action, or a group that it is in, is among some.
func (t *TypeRule) anyOf(a Action, some map[ActionRef]bool) bool {
	within := []Action{a}
	for i := 0; i < len(within); i++ {
		if some[ActionRef{t.Name, within[i]}] {
			return true
		}
		for _, rule := range t.Actions {
			if slices.Contains(rule.Of, within[i]) && !slices.Contains(within, rule.Name) {
				within = append(within, rule.Name)
			}
		}
	}
	return false
}

// customRoles reports whether organisations can have roles of their own that are
// given to people: these can have any permission.
func (c *rulesCheck) customRoles() bool {
	return slices.ContainsFunc(c.rules.Administer, func(a AdminRule) bool { return a.Custom })
}

// groups reports whether an action of the type is a group of others.
func (t *TypeRule) groups(a Action) bool {
	return slices.ContainsFunc(t.Actions, func(rule ActionRule) bool { return rule.Name == a && len(rule.Of) > 0 })
}

// approval checks an approval that an organisation keeps.
func (c *orgCheck) approval(path string, a *Approval) {
	if a.isThrough() && len(a.Votes) < a.Needed {
		c.add(path+".Status", "%s with %d of %d votes", a.Status, len(a.Votes), a.Needed)
	} else if found := a.tells(); found.detail != NoDetail {
		c.add(path, "the approval cannot be kept: %s", found.problem())
	}
	if c.approvals[a.Request] {
		c.add(path+".Request", "an approval of the same request stands here twice")
	}
	c.approvals[a.Request] = true
	if c.members[a.By] == nil {
		c.add(path+".By", "%q is no member of the organisation", a.By)
	}
	for i, v := range a.Votes {
		if c.members[v.By] == nil {
			c.add(at(path+".Votes", i)+".By", "%q is no member of the organisation", v.By)
		}
	}
	c.moment(path+".At", a.At)
	c.moment(path+".Until", a.Until)
}

// tells tells what keeps an approval from being stored, or from being one.
func (a *Approval) tells() obstacle {
	r := &a.Request
	if found := first(unusable(r.key()), unusable(a.By), unusable(r.Action.Type), unusable(r.Action.Action),
		unreadable(r.Value), unreadable(a.Digest), unreadable(a.Through)); found.detail != NoDetail {
		return found
	}
	if !a.sound() || !a.readable() || strings.Contains(string(r.Action.Type), ".") {
		return because(ValueInvalid, r.key())
	}
	return obstacle{}
}

// readable reports whether what an approval keeps of the resource and of the
// votes can be stored.
func (a *Approval) readable() bool {
	can := true
	for s, u := range a.Units {
		can = can && first(unusable(s), unreadable(u)) == obstacle{}
	}
	for r, people := range a.Relations {
		can = can && unusable(r) == obstacle{}
		for _, p := range people {
			can = can && unusable(p) == obstacle{}
		}
	}
	for _, v := range a.Votes {
		can = can && first(unusable(v.By), unreadable(v.Through)) == obstacle{}
	}
	return can
}

// sound reports whether an approval can have come about.
func (a *Approval) sound() bool {
	known := slices.Contains([]ApprovalStatus{ApprovalPending, ApprovalApproved, ApprovalRejected, ApprovalWithdrawn, ApprovalUsed}, a.Status)
	voted := make(map[PersonID]bool)
	for _, v := range a.Votes {
		if voted[v.By] {
			return false
		}
		voted[v.By] = true
	}
	return known && a.Needed >= 1 && !a.At.IsZero() && tellable(a.At) && tellable(a.Until)
}

// isThrough reports whether an approval has all the votes that it needed.
func (a *Approval) isThrough() bool { return a.Status == ApprovalApproved || a.Status == ApprovalUsed }
