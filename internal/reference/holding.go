package reference

import (
	"time"

	"github.com/mandat-go/mandat"
)

// holding is a role that a member holds through one grant, in one way.
type holding struct {
	role   mandat.RoleID
	scope  mandat.Scope
	member mandat.Member
	// within are the units of the groups through which the grant came: it counts
	// only for resources at each of them or below.
	within []mandat.UnitID
	// until is when the grant ends, zero for not at all.
	until time.Time
}

// holdings returns what a member holds at the time of the question: the base
// role, if active, and every grant in force, to them or to a group of theirs.
func (q *question) holdings(m mandat.Member) []holding {
	var held []holding
	if base, ok := q.role(q.rules.Base); ok && m.Status == mandat.MemberActive && q.on(base.Setting) {
		held = append(held, holding{role: base.ID, scope: baseScope(base), member: m})
	}
	for _, g := range q.data.Grants {
		if !q.inForce(g, m) {
			continue
		}
		if g.Member == m.Person {
			held = append(held, holding{role: g.Role, scope: g.Scope, member: m, until: g.Until})
		}
		for _, way := range q.ways(m, g.Group) {
			held = append(held, holding{role: g.Role, scope: g.Scope, member: m, within: way, until: g.Until})
		}
	}
	return held
}

// inForce reports whether a grant, if it is the member's, is in force: the time
// is right, the setting on which its role hangs is on, and the role needs no
// account or the member is active.
func (q *question) inForce(g mandat.Grant, m mandat.Member) bool {
	at := q.subject.At
	role, ok := q.role(g.Role)
	return ok && q.on(role.Setting) &&
		(g.From.IsZero() || !at.Before(g.From)) &&
		(g.Until.IsZero() || at.Before(g.Until)) &&
		(m.Status == mandat.MemberActive || m.Status == mandat.MemberInactive && role.NoAccount)
}

// baseScope is the place that the policy gives the base role: the whole
// organisation if it says nothing.
func baseScope(base mandat.Role) mandat.Scope {
	if len(base.At) == 0 || len(base.At[0]) == 0 {
		return mandat.WholeOrg()
	}
	for _, reaches := range base.At[0] {
		for _, reach := range reaches {
			switch reach {
			case mandat.Home:
				return mandat.AtHome()
			case mandat.HomeSubtree:
				return mandat.BelowHome()
			}
		}
	}
	return mandat.Scope{}
}
