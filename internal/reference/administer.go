package reference

import (
	"slices"

	"github.com/mandat-go/mandat"
)

// entitled reports whether the subject has the right to a leaf, wherever the
// resource lies and for all that comes with it.
func (q *question) entitled(leaf mandat.Action) bool {
	if q.thing.missing != mandat.NoDetail {
		return q.hasAnywhere(leaf)
	}
	if leaf == "read" && len(q.thing.spots) > 1 {
		return slices.ContainsFunc(q.thing.spots, func(s spot) bool { return q.at(s).right(leaf) })
	}
	for _, s := range q.thing.spots {
		if !q.at(s).right(leaf) {
			return false
		}
	}
	return !q.makesCustom(leaf) || q.at(q.thing.spots[0]).coversRole()
}

// at returns the question about the resource at one spot.
func (q *question) at(s spot) *question {
	there := *q
	there.spot = s
	return &there
}

// right reports whether the subject has the right to a leaf at the spot: by
// statements of who administers roles or, for anything else, by a permission.
func (q *question) right(leaf mandat.Action) bool {
	if act := q.actOf(leaf); act != 0 {
		for _, role := range q.rolesGiven(act) {
			if !q.stated(act, role) {
				return false
			}
		}
		return true
	}
	return q.permitted(leaf)
}

// actOf returns what is done with a role by an action on grants, 0 for other
// actions.
func (q *question) actOf(leaf mandat.Action) mandat.AdminAct {
	if q.resource.Type != mandat.GrantType {
		return 0
	}
	return map[mandat.Action]mandat.AdminAct{
		"give": mandat.AdminGrant, "revoke": mandat.AdminRevoke, "invite": mandat.AdminInvite, "hand-over": mandat.AdminHandOver,
	}[leaf]
}

// rolesGiven returns the roles for each of which a statement is needed: the role
// of the grant and, where somebody gets it, those that it includes, but for the
// base role, which everybody has.
func (q *question) rolesGiven(act mandat.AdminAct) []mandat.RoleID {
	roles := []mandat.RoleID{q.thing.grant.Role}
	if act == mandat.AdminRevoke {
		return roles
	}
	for _, in := range q.reached().includedIn(roles[0]) {
		if in != q.rules.Base {
			roles = append(roles, in)
		}
	}
	return roles
}

// includedIn returns the roles that a role includes, whatever the settings.
func (q *question) includedIn(id mandat.RoleID) (all []mandat.RoleID) {
	r, _ := q.role(id)
	for _, in := range r.Includes {
		all = append(all, in)
		all = append(all, q.includedIn(in)...)
	}
	return all
}

// stated reports whether a statement lets the subject do it with the role.
func (q *question) stated(act mandat.AdminAct, role mandat.RoleID) bool {
	for _, h := range q.held() {
		for _, s := range q.statementsOf(h) {
			if slices.Contains(s.May, act) && q.isAbout(s, role) && q.applies(s, act) &&
				q.counts(h) && q.covers(h) && (q.insideSeals(h) || s.Past == mandat.PastSeals && q.builtIn(h.role)) {
				return true
			}
		}
	}
	return false
}

// statementsOf returns the statements that count for the holder of a role, in
// the subject's channel: those about the role and about what it includes.
func (q *question) statementsOf(h holding) (all []mandat.AdminRule) {
	roles := map[mandat.RoleID]mandat.Role{}
	q.given(h.role, roles)
	for _, s := range q.rules.Administer {
		if slices.ContainsFunc(s.Who, func(who mandat.RoleID) bool {
			role, holds := roles[who]
			return holds && q.inChannel(h, role)
		}) {
			all = append(all, s)
		}
	}
	return all
}

// isAbout reports whether a statement is about a role.
func (q *question) isAbout(s mandat.AdminRule, role mandat.RoleID) bool {
	if !q.builtIn(role) {
		return s.Custom
	}
	return slices.Contains(s.Roles, role)
}

// applies reports whether a statement applies to the grant asked about.
func (q *question) applies(s mandat.AdminRule, act mandat.AdminAct) bool {
	return q.liesInOne(s.In) &&
		(len(s.Through) == 0 || slices.Contains(s.Through, q.subject.Channel)) &&
		(s.When == nil || q.holds(s.When)) &&
		(s.Self || act == mandat.AdminRevoke || !q.toOneself())
}

// liesInOne reports whether the resource lies in one of the structures; it does
// if none is named.
func (q *question) liesInOne(structures []mandat.Structure) bool {
	return len(structures) == 0 || slices.ContainsFunc(q.spot, func(p place) bool {
		return slices.Contains(structures, p.structure)
	})
}

// toOneself reports whether the subject would get the role: as the holder, or as
// a member of the group that is.
func (q *question) toOneself() bool {
	g := q.thing.grant
	if q.source || g == nil {
		return false
	}
	if g.Group == "" {
		return g.Member == q.subject.Person
	}
	return slices.Contains(q.reached().everybodyIn(g.Group), q.subject.Person)
}

// everybodyIn returns the members of a group, and of the groups in it, wherever
// they lie.
func (q *question) everybodyIn(id mandat.GroupID) (all []mandat.PersonID) {
	g, _ := q.group(id)
	all = append(all, g.Members...)
	for _, inner := range g.Groups {
		all = append(all, q.everybodyIn(inner)...)
	}
	return all
}

// hasAnywhere reports whether the subject has the action anywhere in this
// channel: whoever has hears that something is not there.
func (q *question) hasAnywhere(leaf mandat.Action) bool {
	for _, h := range q.held() {
		roles := map[mandat.RoleID]mandat.Role{}
		q.given(h.role, roles)
		for _, role := range roles {
			for _, p := range role.Can {
				if q.inChannel(h, role) && q.names(p.Do, leaf) && q.on(p.Setting) {
					return true
				}
			}
		}
		for _, s := range q.statementsOf(h) {
			act := q.actOf(leaf)
			if act != 0 && slices.Contains(s.May, act) && (len(s.Through) == 0 || slices.Contains(s.Through, q.subject.Channel)) {
				return true
			}
		}
	}
	return false
}
