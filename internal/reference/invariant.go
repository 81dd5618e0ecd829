package reference

import (
	"slices"

	"github.com/mandat-go/mandat"
)

// checkInvariants blocks a change that breaks what always holds. What was wrong
// before, and is no worse, blocks nothing.
func (p *planner) checkInvariants() {
	var broken []mandat.Detail
	for _, r := range p.rules.Roles {
		if r.Enforced {
			broken = append(broken, p.badNumbers(r)...)
		}
	}
	for _, m := range p.now.Members {
		for _, rule := range p.rules.Exclusive {
			after, before := p.of(p.now).exclusiveHeld(rule, m.Person), p.of(p.before).exclusiveHeld(rule, m.Person)
			if after > rule.Most && after > before {
				broken = append(broken, mandat.RolesExclusive)
			}
		}
	}
	if len(broken) > 0 {
		p.block(broken[0])
		p.blocked.Broken = broken
	}
}

// badNumbers returns what is wrong with the number of holders of a role: at each
// unit, if it is given at units.
func (p *planner) badNumbers(r mandat.Role) (broken []mandat.Detail) {
	for _, u := range p.of(p.now).countedAt(r.ID) {
		after, before := p.of(p.now).count(r.ID, u), p.of(p.before).count(r.ID, u)
		_, was := p.of(p.before).unit(u.ID)
		isNew := u.ID != "" && !was
		begins := !p.of(p.before).on(r.Setting)
		if p.of(p.now).on(r.Setting) && after.lasting < r.Least && (after.lasting < before.lasting || isNew || begins) {
			broken = append(broken, mandat.TooFewHolders)
		}
		if r.Most > 0 && after.any > r.Most && (after.any > before.any || isNew) {
			broken = append(broken, mandat.TooManyHolders)
		}
	}
	return broken
}

// countedAt returns the units at which the holders of a role are counted: those
// of the structure in which it is given, or the zero Unit for a role that is
// given for the whole organisation only.
func (q *question) countedAt(id mandat.RoleID) (all []mandat.Unit) {
	for _, where := range q.placesOf(id) {
		for s := range where {
			for _, u := range q.data.Units {
				if u.Structure == s && !slices.Contains(all, u) {
					all = append(all, u)
				}
			}
			if all == nil {
				return nil
			}
		}
	}
	if all == nil {
		return []mandat.Unit{{}}
	}
	return all
}

// counts are how many hold a role: in force by a grant without an end, and by
// any grant that has not ended.
type counts struct{ lasting, any int }

// count counts the holders of a role at a unit, or of the whole organisation.
func (q *question) count(id mandat.RoleID, u mandat.Unit) (n counts) {
	if u.ID != "" {
		q = q.at(spot{{structure: u.Structure, unit: u.ID}})
	}
	for _, m := range q.data.Members {
		if m.Status == mandat.MemberRemoved {
			continue
		}
		is := func(h holding) bool { return h.role == id && q.fills(h) && (m.Home != "" || !usesHome(h.scope)) }
		if slices.ContainsFunc(q.holdings(m), func(h holding) bool { return is(h) && h.until.IsZero() }) {
			n.lasting++
		}
		if slices.ContainsFunc(q.someday(m), is) {
			n.any++
		}
	}
	return n
}

// someday returns what a member holds by grants that have not ended, in force or
// not.
func (q *question) someday(m mandat.Member) (held []holding) {
	for _, g := range q.data.Grants {
		if q.ended(g) {
			continue
		}
		if g.Member == m.Person {
			held = append(held, holding{role: g.Role, scope: g.Scope, member: m})
		}
		for _, way := range q.ways(m, g.Group) {
			held = append(held, holding{role: g.Role, scope: g.Scope, member: m, within: way})
		}
	}
	return held
}

// exclusiveHeld returns how many of some exclusive roles a member holds: by any
// grant that has not ended, direct or through a group, of the role or of one that
// includes it.
func (q *question) exclusiveHeld(rule mandat.ExclusiveRule, p mandat.PersonID) (n int) {
	for _, id := range rule.Roles {
		if q.present(p) && slices.ContainsFunc(q.heldBy(p), func(g mandat.Grant) bool {
			return !q.ended(g) && (g.Role == id || slices.Contains(q.includedIn(g.Role), id))
		}) {
			n++
		}
	}
	return n
}
