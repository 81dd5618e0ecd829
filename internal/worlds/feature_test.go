package worlds_test

import (
	"slices"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/internal/worlds"
)

// feature is something that a decision takes into account, and the edit that
// takes it away or turns it round. Where the edit changes an answer, the
// feature had effect.
type feature struct {
	name string
	edit edit
}

var features = []feature{
	{"condition: relation", negated(func(c *mandat.Condition) (f mandat.Condition) {
		f.Relation, c.Relation = c.Relation, nil
		return f
	})},
	{"condition: status", negated(func(c *mandat.Condition) (f mandat.Condition) {
		f.Status, c.Status = c.Status, nil
		return f
	})},
	{"condition: label", negated(func(c *mandat.Condition) (f mandat.Condition) {
		f.Label, c.Label = c.Label, nil
		return f
	})},
	{"condition: channel", negated(func(c *mandat.Condition) (f mandat.Condition) {
		f.Channel, c.Channel = c.Channel, nil
		return f
	})},
	{"condition: logged out", negated(func(c *mandat.Condition) (f mandat.Condition) {
		f.LoggedOut, c.LoggedOut = c.LoggedOut, false
		return f
	})},
	{"condition: setting", negated(func(c *mandat.Condition) (f mandat.Condition) {
		f.Setting, c.Setting = c.Setting, nil
		return f
	})},
	{"condition: vacant", negated(func(c *mandat.Condition) (f mandat.Condition) {
		f.Vacant, c.Vacant = c.Vacant, nil
		return f
	})},
	{"condition: holds", negated(func(c *mandat.Condition) (f mandat.Condition) {
		f.Holds, c.Holds = c.Holds, nil
		return f
	})},
	{"condition: role", negated(func(c *mandat.Condition) (f mandat.Condition) {
		f.Role, c.Role = c.Role, nil
		return f
	})},
	{"condition: target", negated(func(c *mandat.Condition) (f mandat.Condition) {
		f.Target, c.Target = c.Target, nil
		return f
	})},
	{"condition: all, not any", conditions(func(c mandat.Condition) mandat.Condition {
		if len(c.Any) == 0 {
			c.All, c.Any = nil, c.All
		}
		return c
	})},
	{"condition: any, not all", conditions(func(c mandat.Condition) mandat.Condition {
		if len(c.All) == 0 {
			c.All, c.Any = c.Any, nil
		}
		return c
	})},
	{"condition: not", conditions(func(c mandat.Condition) mandat.Condition {
		if c.Not != nil {
			c.All, c.Not = append(c.All, *c.Not), nil
		}
		return c
	})},
	{"condition of a permission", permissions(func(p *mandat.Permission) { p.When = nil })},

	{"gate closed", func(w *worlds.World, _ *worlds.Question) { w.Rules.Gates = nil }},
	{"gate open", func(w *worlds.World, _ *worlds.Question) {
		for i := range w.Rules.Gates {
			w.Rules.Gates[i].Unless = never
		}
	}},
	{"guard closed", func(w *worlds.World, _ *worlds.Question) { w.Rules.Guards = nil }},
	{"guard open", func(w *worlds.World, _ *worlds.Question) {
		for i := range w.Rules.Guards {
			w.Rules.Guards[i].Needs = never
		}
	}},
	{"approval", func(w *worlds.World, _ *worlds.Question) { w.Rules.Approvals = nil }},

	{"list: everybody", withoutListed(mandat.ListedEverybody)},
	{"list: relation", withoutListed(mandat.ListedRelation)},
	{"list: unit", withoutListed(mandat.ListedUnit)},
	{"list: group", withoutListed(mandat.ListedGroup)},
	{"list: person", withoutListed(mandat.ListedPerson)},
	{"list: empty", audiences(func(entries []mandat.Listed) mandat.ACL {
		if len(entries) == 0 {
			return mandat.NoACL()
		}
		return mandat.Only(entries...)
	})},
	{"list: none", lists(func(_ int, all *mandat.ACLs) {
		for i := range all {
			if _, is := all[i].ACL.Audience(); !is && all[i].ACL.Stated() {
				all[i].ACL = mandat.Only()
			}
		}
	})},
	{"list: of the resource itself", lists(func(level int, all *mandat.ACLs) {
		if level == 0 {
			open(all)
		}
	})},
	{"list: of a whole", lists(func(level int, all *mandat.ACLs) {
		if level > 0 {
			open(all)
		}
	})},
	{"list: of the whole of a whole", lists(func(level int, all *mandat.ACLs) {
		if level > 1 {
			open(all)
		}
	})},
	{"list: several must all admit", lists(func(_ int, all *mandat.ACLs) { firstOnly(all) })},
	{"list: admits, no more and no less", audiences(func([]mandat.Listed) mandat.ACL { return mandat.Only(mandat.Everybody()) })},

	{"seal", units(func(u *mandat.Unit) { u.Sealed = false })},
	{"seal: below it, not only at it", units(func(u *mandat.Unit) { u.Sealed = u.Sealed && u.Parent == "" })},
	{"seal: grants from inside", withoutGrants(func(w *worlds.World, g mandat.Grant) bool {
		return slices.ContainsFunc(g.Scope.Places(), func(p mandat.ScopePlace) bool { return isSealed(w, p.Unit) })
	})},
	{"seal: pierced", permissions(func(p *mandat.Permission) { p.Past &^= mandat.PastSeals })},
	{"list: passed", permissions(func(p *mandat.Permission) { p.Past &^= mandat.PastLists })},

	{"custom role", withoutGrants(func(w *worlds.World, g mandat.Grant) bool { return isCustom(w, g.Role) })},
	{"custom role: what it includes", func(w *worlds.World, _ *worlds.Question) {
		for i := range w.Data.Roles {
			w.Data.Roles[i].Includes = nil
		}
	}},
	{"custom role: passes nothing, is not recognised", func(w *worlds.World, _ *worlds.Question) {
		w.Rules.Roles, w.Data.Roles = append(w.Rules.Roles, w.Data.Roles...), nil
	}},

	{"base role", func(w *worlds.World, _ *worlds.Question) { w.Rules.Base = "" }},
	{"base role: its place", func(w *worlds.World, _ *worlds.Question) {
		for i := range w.Rules.Roles {
			if w.Rules.Roles[i].ID == w.Rules.Base {
				w.Rules.Roles[i].At = nil
			}
		}
	}},
	{"role: includes", func(w *worlds.World, _ *worlds.Question) {
		for i := range w.Rules.Roles {
			w.Rules.Roles[i].Includes = nil
		}
	}},
	{"role: needs no account", roles(func(r *mandat.Role) { r.NoAccount = false })},
	{"role: needs an account", roles(func(r *mandat.Role) { r.NoAccount = true })},
	{"role: setting", roles(func(r *mandat.Role) { r.Setting = "" })},
	{"role: channels in which it counts", roles(func(r *mandat.Role) { r.Opens = []mandat.Channel{"web", "link", "desk"} })},
	{"permission: setting", permissions(func(p *mandat.Permission) { p.Setting = "" })},
	{"setting of the organisation", func(w *worlds.World, _ *worlds.Question) { w.Data.Settings = nil }},
	{"setting by default", func(w *worlds.World, _ *worlds.Question) {
		for i := range w.Rules.Settings {
			w.Rules.Settings[i].Default = !w.Rules.Settings[i].Default
		}
	}},

	{"grant: to a group", withoutGrants(func(_ *worlds.World, g mandat.Grant) bool { return g.Group != "" })},
	{"grant: whole organisation", withoutGrants(func(_ *worlds.World, g mandat.Grant) bool { return g.Scope.IsWholeOrg() })},
	{"grant: exact", withoutGrants(everyPlace(func(p mandat.ScopePlace) bool { return p.Reach == mandat.Exact }))},
	{"grant: subtree", withoutGrants(everyPlace(func(p mandat.ScopePlace) bool { return p.Reach == mandat.Subtree }))},
	{"grant: home", withoutGrants(everyPlace(func(p mandat.ScopePlace) bool { return p.Reach == mandat.Home }))},
	{"grant: home subtree", withoutGrants(everyPlace(func(p mandat.ScopePlace) bool { return p.Reach == mandat.HomeSubtree }))},
	{"grant: in several structures", withoutGrants(func(_ *worlds.World, g mandat.Grant) bool { return len(g.Scope.Places()) > 1 })},
	{"grant: every unit must cover", grants(func(g *mandat.Grant) { g.Scope = firstPlace(g.Scope) })},
	{"grant: where", grants(func(g *mandat.Grant) { g.Scope = mandat.WholeOrg() })},
	{"grant: has begun", grants(func(g *mandat.Grant) { g.From = worlds.Now.AddDate(-1, 0, 0) })},
	{"grant: has ended", grants(func(g *mandat.Grant) { g.Until = worlds.Now.AddDate(1, 0, 0) })},
	{"grant: is in force", grants(func(g *mandat.Grant) { g.Until = worlds.Now.AddDate(-1, 0, 0) })},

	{"group: of a unit", groups(func(g *mandat.Group) { g.Unit = "" })},
	{"group: of groups", groups(func(g *mandat.Group) { g.Groups = nil })},
	{"member: home", func(w *worlds.World, _ *worlds.Question) {
		for i := range w.Data.Members {
			w.Data.Members[i].Home = ""
		}
	}},
	{"unit: below another", units(func(u *mandat.Unit) { u.Parent = "" })},

	{"statement", func(w *worlds.World, _ *worlds.Question) { w.Rules.Administer = nil }},
	{"statement: its roles", statements(func(s *mandat.AdminRule) {
		s.Roles = []mandat.RoleID{"boss", "clerk", "reader", "user", "guest"}
	})},
	{"statement: custom roles", statements(func(s *mandat.AdminRule) { s.Custom = !s.Custom })},
	{"statement: its acts", statements(func(s *mandat.AdminRule) {
		s.May = []mandat.AdminAct{mandat.AdminGrant, mandat.AdminRevoke, mandat.AdminInvite, mandat.AdminHandOver}
	})},
	{"statement: in", statements(func(s *mandat.AdminRule) { s.In = nil })},
	{"statement: through", statements(func(s *mandat.AdminRule) { s.Through = nil })},
	{"statement: when", statements(func(s *mandat.AdminRule) { s.When = nil })},
	{"statement: past seals", statements(func(s *mandat.AdminRule) { s.Past = 0 })},
	{"statement: self", statements(func(s *mandat.AdminRule) { s.Self = true })},
	{"statement: not self", statements(func(s *mandat.AdminRule) { s.Self = false })},
	{"permission: in", permissions(func(p *mandat.Permission) { p.In = nil })},
	{"custom role: must be covered", func(w *worlds.World, q *worlds.Question) {
		for i := range w.Data.Roles {
			w.Data.Roles[i].Can, w.Data.Roles[i].Opens = nil, nil
		}
		if r, ok := q.Value.(mandat.Role); ok {
			q.Value = mandat.Role{ID: r.ID, Includes: r.Includes, Can: openRead(w)}
		}
	}},
	{"invitation", func(w *worlds.World, _ *worlds.Question) { w.Data.Invitations = nil }},

	{"action: needs", actions(func(a *mandat.ActionRule) { a.Needs = nil })},
	{"resource: nowhere", func(w *worlds.World, q *worlds.Question) { settle(w, &q.Resource) }},
	{"subject: purpose", func(w *worlds.World, q *worlds.Question) {
		q.Subject.Only = mandat.Purpose{Org: w.Data.ID, Type: q.Resource.Type, ID: q.Resource.ID, Action: q.Action}
	}},
}

// never is a condition that does not hold.
var never = mandat.Condition{Channel: []mandat.Channel{"carrier pigeon"}}

// openRead is a permission that most have.
func openRead(w *worlds.World) []mandat.Permission {
	t := w.Rules.Types[0]
	return []mandat.Permission{{Do: []mandat.ActionRef{{Type: t.Name, Action: t.Actions[0].Name}}}}
}

// open takes lists away.
func open(all *mandat.ACLs) {
	for i := range all {
		if all[i].ACL.Stated() {
			all[i].ACL = mandat.NoACL()
		}
	}
}

// firstOnly leaves one list.
func firstOnly(all *mandat.ACLs) {
	found := false
	for i := range all {
		if _, is := all[i].ACL.Audience(); is {
			if found {
				all[i].ACL = mandat.NoACL()
			}
			found = true
		}
	}
}

// isSealed reports whether a unit, or one above it, is sealed.
func isSealed(w *worlds.World, id mandat.UnitID) bool {
	for _, u := range w.Data.Units {
		if u.ID == id {
			return u.Sealed || isSealed(w, u.Parent)
		}
	}
	return false
}

func isCustom(w *worlds.World, id mandat.RoleID) bool {
	for _, r := range w.Data.Roles {
		if r.ID == id {
			return true
		}
	}
	return false
}

// firstPlace keeps the first unit that a scope names.
func firstPlace(s mandat.Scope) mandat.Scope {
	if len(s.Places()) == 0 {
		return s
	}
	p := s.Places()[0]
	switch p.Reach {
	case mandat.Home:
		return mandat.AtHome()
	case mandat.HomeSubtree:
		return mandat.BelowHome()
	case mandat.Subtree:
		return mandat.Below(p.Unit)
	}
	return mandat.Exactly(p.Unit)
}

// settle puts a resource that is nowhere in a structure at a unit there.
func settle(w *worlds.World, r *mandat.Resource) {
	for i, f := range r.Units {
		if unit, stated := f.Place.Unit(); unit != "" || !stated {
			continue
		}
		for _, u := range w.Data.Units {
			if u.Structure == f.Structure {
				r.Units[i].Place = mandat.At(u.ID)
			}
		}
	}
}
