package worlds_test

import (
	"slices"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/internal/worlds"
)

// holds checks what always holds, without the reference.
func (x *teller) holds(c worlds.Step, data mandat.OrgData, change mandat.Change) {
	after := change.Org().Data()
	for name, broken := range map[string]bool{
		"a unit lies nowhere in its tree":             !treesHold(after),
		"a grant names what there is not":             !grantsHold(x.world.Rules, after),
		"a dynamic group holds a dynamic one":         !groupsHold(after),
		"somebody removed holds something":            !removedHold(after),
		"an id is used again":                         !idsHold(data, after),
		"somebody holds more exclusive roles":         !exclusiveHolds(x.world.Rules, data, after, c.Subject),
		"fewer hold an enforced role":                 !x.numbersHold(c, change),
		"somebody gave themselves a role":             !x.noneToOneself(c, data, after),
		"the events are of another version, or order": !versionsHold(change),
	} {
		if broken {
			x.fail(c, data, "%s, afterwards:\n%s", name, canonical(after))
		}
	}
	x.nobodyGainsOutside(c, data, change)
}

// treesHold: the way up from every unit ends, in its structure.
func treesHold(d mandat.OrgData) bool {
	for _, u := range d.Units {
		above, steps := u, 0
		for above.Parent != "" {
			i := slices.IndexFunc(d.Units, func(p mandat.Unit) bool { return p.ID == above.Parent })
			if steps++; i < 0 || steps > len(d.Units) || d.Units[i].Structure != u.Structure {
				return false
			}
			above = d.Units[i]
		}
	}
	return true
}

func hasUnit(d mandat.OrgData, id mandat.UnitID) bool {
	return slices.ContainsFunc(d.Units, func(u mandat.Unit) bool { return u.ID == id })
}

func statusOf(d mandat.OrgData, p mandat.PersonID) mandat.MemberStatus {
	for _, m := range d.Members {
		if m.Person == p {
			return m.Status
		}
	}
	return ""
}

func roleOf(rules mandat.Rules, d mandat.OrgData, id mandat.RoleID) (mandat.Role, bool) {
	for _, r := range slices.Concat(rules.Roles, d.Roles) {
		if r.ID == id {
			return r, true
		}
	}
	return mandat.Role{}, false
}

func grantsHold(rules mandat.Rules, d mandat.OrgData) bool {
	all := slices.Clone(d.Grants)
	for _, in := range d.Invitations {
		all = append(all, in.Grants...)
	}
	for _, g := range all {
		_, isRole := roleOf(rules, d, g.Role)
		isGroup := slices.ContainsFunc(d.Groups, func(group mandat.Group) bool { return group.ID == g.Group })
		status := statusOf(d, g.Member)
		if !isRole || isGroup == (status != "" && status != mandat.MemberRemoved) {
			return false
		}
		for _, p := range g.Scope.Places() {
			if p.Unit != "" && !hasUnit(d, p.Unit) {
				return false
			}
		}
	}
	return true
}

func groupsHold(d mandat.OrgData) bool {
	for _, g := range d.Groups {
		if g.Unit != "" && !hasUnit(d, g.Unit) {
			return false
		}
		for _, id := range g.Groups {
			i := slices.IndexFunc(d.Groups, func(inner mandat.Group) bool { return inner.ID == id })
			if i < 0 || len(d.Groups[i].Groups) > 0 {
				return false
			}
		}
	}
	return true
}

func removedHold(d mandat.OrgData) bool {
	for _, m := range d.Members {
		if m.Status != mandat.MemberRemoved {
			continue
		}
		if slices.ContainsFunc(d.Grants, func(g mandat.Grant) bool { return g.Member == m.Person }) ||
			slices.ContainsFunc(d.Groups, func(g mandat.Group) bool { return slices.Contains(g.Members, m.Person) }) ||
			slices.ContainsFunc(d.Invitations, func(in mandat.Invitation) bool { return in.Person == m.Person }) {
			return false
		}
	}
	return true
}

// idsHold: what is gone is retired, what is retired stays so, and is nothing.
func idsHold(before, after mandat.OrgData) bool {
	return idsOf(after.Units, before.Units, after.Retired.Units, before.Retired.Units, func(u mandat.Unit) mandat.UnitID { return u.ID }) &&
		idsOf(after.Groups, before.Groups, after.Retired.Groups, before.Retired.Groups, func(g mandat.Group) mandat.GroupID { return g.ID }) &&
		idsOf(after.Roles, before.Roles, after.Retired.Roles, before.Retired.Roles, func(r mandat.Role) mandat.RoleID { return r.ID }) &&
		idsOf(after.Invitations, before.Invitations, after.Retired.Invitations, before.Retired.Invitations,
			func(in mandat.Invitation) mandat.InvitationID { return in.ID }) &&
		!slices.ContainsFunc(before.Members, func(m mandat.Member) bool { return statusOf(after, m.Person) == "" })
}

func idsOf[T any, K comparable](after, before []T, retired, retiredBefore []K, id func(T) K) bool {
	live := map[K]bool{}
	for _, v := range after {
		live[id(v)] = true
	}
	for _, k := range retiredBefore {
		if !slices.Contains(retired, k) {
			return false
		}
	}
	for _, v := range before {
		if !live[id(v)] && !slices.Contains(retired, id(v)) {
			return false
		}
	}
	return !slices.ContainsFunc(retired, func(k K) bool { return live[k] })
}

// held returns the roles that somebody has by a grant that has not ended, with
// what they include.
func held(rules mandat.Rules, d mandat.OrgData, p mandat.PersonID, s mandat.Subject) map[mandat.RoleID]bool {
	roles := map[mandat.RoleID]bool{}
	var add func(mandat.RoleID)
	add = func(id mandat.RoleID) {
		r, _ := roleOf(rules, d, id)
		roles[id] = true
		for _, in := range r.Includes {
			add(in)
		}
	}
	for _, g := range d.Grants {
		if (g.Member == p || isIn(d, g.Group, p)) && (g.Until.IsZero() || s.At.Before(g.Until)) {
			add(g.Role)
		}
	}
	return roles
}

// isIn reports whether somebody is listed in a group, or in one in it.
func isIn(d mandat.OrgData, id mandat.GroupID, p mandat.PersonID) bool {
	for _, g := range d.Groups {
		if g.ID == id {
			return slices.Contains(g.Members, p) || slices.ContainsFunc(g.Groups, func(inner mandat.GroupID) bool { return isIn(d, inner, p) })
		}
	}
	return false
}

func exclusiveHolds(rules mandat.Rules, before, after mandat.OrgData, s mandat.Subject) bool {
	count := func(rule mandat.ExclusiveRule, d mandat.OrgData, p mandat.PersonID) (n int) {
		roles := held(rules, d, p, s)
		for _, id := range rule.Roles {
			if roles[id] {
				n++
			}
		}
		return n
	}
	for _, rule := range rules.Exclusive {
		for _, m := range after.Members {
			if n := count(rule, after, m.Person); n > rule.Most && n > count(rule, before, m.Person) {
				return false
			}
		}
	}
	return true
}

// numbersHold: an enforced role has no vacancy that it had not, and none has
// fewer holders.
func (x *teller) numbersHold(c worlds.Step, change mandat.Change) bool {
	was := x.org.Vacancies(c.Subject.At)
	for _, v := range change.Org().Vacancies(c.Subject.At) {
		r, _ := roleOf(x.world.Rules, mandat.OrgData{}, v.Role)
		i := slices.IndexFunc(was, func(w mandat.Vacancy) bool { return w.Role == v.Role && w.Unit == v.Unit })
		if r.Enforced && r.Setting == "" && (i < 0 || v.Holders < was[i].Holders) {
			return false
		}
	}
	return true
}

// noneToOneself: where no statement is about oneself, nobody gets a role by what
// they do themselves; but for what comes with joining, and with a unit.
func (x *teller) noneToOneself(c worlds.Step, before, after mandat.OrgData) bool {
	p := c.Subject.Person
	if status := statusOf(before, p); status != mandat.MemberActive && status != mandat.MemberInactive ||
		slices.ContainsFunc(x.world.Rules.Administer, func(s mandat.AdminRule) bool { return s.Self }) {
		return true
	}
	was := held(x.world.Rules, before, p, c.Subject)
	for _, g := range after.Grants {
		mine := g.Member == p || isIn(after, g.Group, p)
		if mine && !was[g.Role] && !cameWithUnit(x.world.Rules, before, after, g) && (g.Until.IsZero() || c.Subject.At.Before(g.Until)) {
			return false
		}
	}
	return true
}

// cameWithUnit reports whether a grant is one that comes with a new unit.
func cameWithUnit(rules mandat.Rules, before, after mandat.OrgData, g mandat.Grant) bool {
	places := g.Scope.Places()
	if len(places) != 1 || hasUnit(before, places[0].Unit) {
		return false
	}
	return slices.ContainsFunc(after.Units, func(u mandat.Unit) bool {
		return u.ID == places[0].Unit && slices.ContainsFunc(rules.Creation, func(k mandat.CreationRule) bool {
			return k.Structure == u.Structure && (slices.Contains(k.Creator, g.Role) || slices.Contains(k.Named, g.Role))
		})
	})
}

func versionsHold(change mandat.Change) bool {
	events := change.Events()
	for i, e := range events {
		if e.Step != i+1 || e.Of != len(events) || e.Version != change.Org().Version() || e.Version != change.Before().Version()+1 {
			return false
		}
	}
	return len(events) > 0 || change.Org().Version() == change.Before().Version()
}
