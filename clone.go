package mandat

import (
	"maps"
	"slices"
)

// clone returns a copy of the rules that shares nothing with them.
func (r *Rules) clone() Rules {
	c := *r
	c.Structures = cloneEach(r.Structures, func(s *StructureRule) { s.Title = maps.Clone(s.Title) })
	c.Channels = cloneEach(r.Channels, func(s *ChannelRule) { s.Title = maps.Clone(s.Title) })
	c.Settings = cloneEach(r.Settings, func(s *SettingRule) { s.Title = maps.Clone(s.Title) })
	c.Types = cloneEach(r.Types, func(t *TypeRule) { *t = t.clone() })
	c.Roles = cloneEach(r.Roles, func(r *Role) { *r = r.clone() })
	c.Gates = cloneEach(r.Gates, func(g *Gate) { g.Close, g.Unless = slices.Clone(g.Close), g.Unless.clone() })
	c.Guards = cloneEach(r.Guards, func(g *Guard) { g.Before, g.Needs = slices.Clone(g.Before), g.Needs.clone() })
	c.Approvals = cloneEach(r.Approvals, func(a *ApprovalRule) { a.Of, a.By = slices.Clone(a.Of), slices.Clone(a.By) })
	c.Administer = cloneEach(r.Administer, func(a *AdminRule) { *a = a.clone() })
	c.Exclusive = cloneEach(r.Exclusive, func(e *ExclusiveRule) { e.Roles = slices.Clone(e.Roles) })
	c.Joining = r.Joining.clone()
	c.Creation = cloneEach(r.Creation, func(k *CreationRule) { *k = k.clone() })
	c.Notices = cloneEach(r.Notices, func(n *NoticeRule) { n.Tell, n.Roles = slices.Clone(n.Tell), slices.Clone(n.Roles) })
	c.Ask, c.NoRole = slices.Clone(r.Ask), maps.Clone(r.NoRole)
	return c
}

// cloneEach copies a slice, then makes each element share nothing.
func cloneEach[E any](list []E, own func(*E)) []E {
	list = slices.Clone(list)
	for i := range list {
		own(&list[i])
	}
	return list
}

func (t *TypeRule) clone() TypeRule {
	c := *t
	c.Title = maps.Clone(t.Title)
	c.Structures, c.Lists = slices.Clone(t.Structures), slices.Clone(t.Lists)
	c.Statuses = cloneEach(t.Statuses, func(s *StatusRule) { s.Title = maps.Clone(s.Title) })
	c.Labels = cloneEach(t.Labels, func(l *LabelRule) { l.Title = maps.Clone(l.Title) })
	c.Relations = cloneEach(t.Relations, func(r *RelationRule) { r.Title = maps.Clone(r.Title) })
	c.Actions = cloneEach(t.Actions, func(a *ActionRule) {
		a.Title, a.Of, a.Needs = maps.Clone(a.Title), slices.Clone(a.Of), slices.Clone(a.Needs)
	})
	return c
}

func (r *Role) clone() Role {
	c := *r
	c.Title, c.Aliases, c.Includes = maps.Clone(r.Title), slices.Clone(r.Aliases), slices.Clone(r.Includes)
	c.Opens, c.Contact = slices.Clone(r.Opens), slices.Clone(r.Contact)
	c.At = cloneEach(r.At, func(w *Where) { *w = w.clone() })
	c.Can = cloneEach(r.Can, func(p *Permission) { p.Do, p.When, p.In = slices.Clone(p.Do), cloneRef(p.When), slices.Clone(p.In) })
	return c
}

func (j JoiningRules) clone() JoiningRules {
	for _, d := range []*DoorRule{&j.Founding, &j.Registration} {
		d.Through, d.Roles = slices.Clone(d.Through), slices.Clone(d.Roles)
	}
	j.Created = slices.Clone(j.Created)
	j.Invitation.Carries, j.Invitation.Roles = slices.Clone(j.Invitation.Carries), slices.Clone(j.Invitation.Roles)
	return j
}

// clone makes an empty map of nil, which says the same: the whole organisation.
func (w Where) clone() Where {
	c := make(Where, len(w))
	for s, reaches := range w {
		c[s] = slices.Clone(reaches)
	}
	return c
}

func (a *AdminRule) clone() AdminRule {
	c := *a
	c.Who, c.May, c.Roles = slices.Clone(a.Who), slices.Clone(a.May), slices.Clone(a.Roles)
	c.In, c.Through, c.When = slices.Clone(a.In), slices.Clone(a.Through), cloneRef(a.When)
	return c
}

func (c Condition) clone() Condition {
	c.All = cloneEach(c.All, func(k *Condition) { *k = k.clone() })
	c.Any = cloneEach(c.Any, func(k *Condition) { *k = k.clone() })
	c.Not, c.Target = cloneRef(c.Not), cloneRef(c.Target)
	c.Relation, c.Status, c.Label = slices.Clone(c.Relation), slices.Clone(c.Status), slices.Clone(c.Label)
	c.Channel, c.Setting = slices.Clone(c.Channel), slices.Clone(c.Setting)
	c.Vacant, c.Holds, c.Role = slices.Clone(c.Vacant), slices.Clone(c.Holds), slices.Clone(c.Role)
	return c
}

func cloneRef(c *Condition) *Condition {
	if c == nil {
		return nil
	}
	k := c.clone()
	return &k
}
