package worlds_test

import (
	"slices"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/internal/worlds"
)

// An edit changes a copy of a world, or of a question put to it, so that it can
// be seen whether what it changes matters to the answer. What comes out need
// not be a world that NewPolicy accepts: only the reference is asked about it.
type edit func(*worlds.World, *worlds.Question)

// after returns the question as the edit leaves it.
func after(e edit, w worlds.World, q worlds.Question) (worlds.World, worlds.Question) {
	w = copyOf(w)
	e(&w, &q)
	return w, q
}

// copyOf copies a world as deep as edits reach.
func copyOf(w worlds.World) worlds.World {
	w.Rules.Types = slices.Clone(w.Rules.Types)
	for i := range w.Rules.Types {
		w.Rules.Types[i].Actions = slices.Clone(w.Rules.Types[i].Actions)
	}
	w.Rules.Roles = copyRoles(w.Rules.Roles)
	w.Rules.Gates = slices.Clone(w.Rules.Gates)
	w.Rules.Guards = slices.Clone(w.Rules.Guards)
	w.Rules.Settings = slices.Clone(w.Rules.Settings)
	w.Rules.Administer = slices.Clone(w.Rules.Administer)
	w.Data.Units = slices.Clone(w.Data.Units)
	w.Data.Members = slices.Clone(w.Data.Members)
	w.Data.Groups = slices.Clone(w.Data.Groups)
	w.Data.Roles = copyRoles(w.Data.Roles)
	w.Data.Grants = slices.Clone(w.Data.Grants)
	return w
}

func copyRoles(roles []mandat.Role) []mandat.Role {
	roles = slices.Clone(roles)
	for i := range roles {
		roles[i].Can = slices.Clone(roles[i].Can)
	}
	return roles
}

// Edits of one kind of thing, wherever it stands.

func roles(do func(*mandat.Role)) edit {
	return func(w *worlds.World, _ *worlds.Question) {
		for i := range w.Rules.Roles {
			do(&w.Rules.Roles[i])
		}
		for i := range w.Data.Roles {
			do(&w.Data.Roles[i])
		}
	}
}

func permissions(do func(*mandat.Permission)) edit {
	return roles(func(r *mandat.Role) {
		for i := range r.Can {
			do(&r.Can[i])
		}
	})
}

func actions(do func(*mandat.ActionRule)) edit {
	return func(w *worlds.World, _ *worlds.Question) {
		for i := range w.Rules.Types {
			for j := range w.Rules.Types[i].Actions {
				do(&w.Rules.Types[i].Actions[j])
			}
		}
	}
}

func statements(do func(*mandat.AdminRule)) edit {
	return func(w *worlds.World, _ *worlds.Question) {
		for i := range w.Rules.Administer {
			do(&w.Rules.Administer[i])
		}
	}
}

func units(do func(*mandat.Unit)) edit {
	return func(w *worlds.World, _ *worlds.Question) {
		for i := range w.Data.Units {
			do(&w.Data.Units[i])
		}
	}
}

func groups(do func(*mandat.Group)) edit {
	return func(w *worlds.World, _ *worlds.Question) {
		for i := range w.Data.Groups {
			do(&w.Data.Groups[i])
		}
	}
}

func grants(do func(*mandat.Grant)) edit {
	return func(w *worlds.World, _ *worlds.Question) {
		for i := range w.Data.Grants {
			do(&w.Data.Grants[i])
		}
	}
}

func withoutGrants(like func(*worlds.World, mandat.Grant) bool) edit {
	return func(w *worlds.World, _ *worlds.Question) {
		w.Data.Grants = slices.DeleteFunc(w.Data.Grants, func(g mandat.Grant) bool { return like(w, g) })
	}
}

func everyPlace(like func(mandat.ScopePlace) bool) func(*worlds.World, mandat.Grant) bool {
	return func(_ *worlds.World, g mandat.Grant) bool { return slices.ContainsFunc(g.Scope.Places(), like) }
}

// conditions replaces every condition, those inside others first.
func conditions(change func(mandat.Condition) mandat.Condition) edit {
	return func(w *worlds.World, q *worlds.Question) {
		permissions(func(p *mandat.Permission) {
			if p.When != nil {
				c := inside(*p.When, change)
				p.When = &c
			}
		})(w, q)
		statements(func(s *mandat.AdminRule) {
			if s.When != nil {
				c := inside(*s.When, change)
				s.When = &c
			}
		})(w, q)
		for i := range w.Rules.Gates {
			w.Rules.Gates[i].Unless = inside(w.Rules.Gates[i].Unless, change)
		}
		for i := range w.Rules.Guards {
			w.Rules.Guards[i].Needs = inside(w.Rules.Guards[i].Needs, change)
		}
	}
}

func inside(c mandat.Condition, change func(mandat.Condition) mandat.Condition) mandat.Condition {
	c.All, c.Any = slices.Clone(c.All), slices.Clone(c.Any)
	for i := range c.All {
		c.All[i] = inside(c.All[i], change)
	}
	for i := range c.Any {
		c.Any[i] = inside(c.Any[i], change)
	}
	if c.Not != nil {
		not := inside(*c.Not, change)
		c.Not = &not
	}
	if c.Target != nil {
		target := inside(*c.Target, change)
		c.Target = &target
	}
	return change(c)
}

// negated makes the fields of one form hold where they did not, and the other
// way round. It takes them out of the condition; take returns them alone.
func negated(take func(*mandat.Condition) mandat.Condition) edit {
	return conditions(func(c mandat.Condition) mandat.Condition {
		field := take(&c)
		if !names(field) {
			return c
		}
		not := mandat.Condition{Not: &field}
		if !names(c) {
			return not
		}
		return mandat.Condition{All: []mandat.Condition{c, not}}
	})
}

// names reports whether any field of the condition is set.
func names(c mandat.Condition) bool {
	return len(c.All) > 0 || len(c.Any) > 0 || c.Not != nil || len(c.Relation) > 0 || len(c.Status) > 0 ||
		len(c.Label) > 0 || len(c.Channel) > 0 || c.LoggedOut || len(c.Setting) > 0 || len(c.Vacant) > 0 || len(c.Holds) > 0 || len(c.Role) > 0 || c.Target != nil
}

// lists replaces the access lists of the resource and of all that it is part
// of; the level is 0 for the resource itself.
func lists(change func(level int, all *mandat.ACLs)) edit {
	return func(_ *worlds.World, q *worlds.Question) {
		q.Resource = withLists(q.Resource, 0, change)
	}
}

func withLists(r mandat.Resource, level int, change func(int, *mandat.ACLs)) mandat.Resource {
	change(level, &r.ACLs)
	if whole, _ := r.PartOf.Resource(); whole != nil && level <= mandat.MaxDepth {
		above := withLists(*whole, level+1, change)
		r.PartOf = mandat.PartOf(&above)
	}
	return r
}

// audiences replaces the entries of every list that there is.
func audiences(change func([]mandat.Listed) mandat.ACL) edit {
	return lists(func(_ int, all *mandat.ACLs) {
		for i := range all {
			if entries, is := all[i].ACL.Audience(); is {
				all[i].ACL = change(entries)
			}
		}
	})
}

// withoutListed takes entries of one kind out of every list.
func withoutListed(kind mandat.ListedKind) edit {
	return audiences(func(entries []mandat.Listed) mandat.ACL {
		return mandat.Only(slices.DeleteFunc(slices.Clone(entries), func(e mandat.Listed) bool { return e.Kind == kind })...)
	})
}
