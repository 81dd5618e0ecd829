package mandat

import "slices"

// MaxConditionDepth is how deep conditions can be nested in each other.
const MaxConditionDepth = 64

// condition checks a condition on actions of some types.
func (c *rulesCheck) condition(path string, cond *Condition, types []*TypeRule) {
	if cond.empty() {
		c.add(path, "the condition says nothing: name at least one test")
	}
	c.nested(path, cond, func(path string, k *Condition) { c.condition(path, k, types) })
	for _, t := range types {
		tests(c, path+".Relation", "relation", t, cond.Relation, t.Relations, func(r RelationRule) Relation { return r.Name })
		tests(c, path+".Status", "status", t, cond.Status, t.Statuses, func(s StatusRule) Status { return s.Name })
		tests(c, path+".Label", "label", t, cond.Label, t.Labels, func(l LabelRule) Label { return l.Name })
		if cond.Role != nil && t.Name != GrantType {
			c.add(path+".Role", "type %q has no role: only actions on grants have", t.Name)
		}
		if cond.Target != nil && !hasTarget(t.Name) {
			c.add(path+".Target", "type %q has no target: only actions on members, invitations and grants have", t.Name)
		}
	}
	c.subjectTests(path, cond)
	if cond.Target != nil {
		c.target(path+".Target", cond.Target)
	}
}

// empty reports whether no field of the condition is set.
func (c *Condition) empty() bool {
	return c.All == nil && c.Any == nil && c.Not == nil && c.Relation == nil && c.Status == nil && c.Label == nil &&
		c.Channel == nil && !c.LoggedOut && c.Setting == nil && c.Vacant == nil && c.Holds == nil && c.Role == nil && c.Target == nil
}

// nested checks the conditions in a condition.
func (c *rulesCheck) nested(path string, cond *Condition, check func(string, *Condition)) {
	c.depth++
	defer func() { c.depth-- }()
	if c.depth > MaxConditionDepth {
		c.add(path, "the conditions are nested more than %d deep", MaxConditionDepth)
		return
	}
	for _, list := range []struct {
		name  string
		conds []Condition
	}{{".All", cond.All}, {".Any", cond.Any}} {
		if list.conds != nil && len(list.conds) == 0 {
			c.add(path+list.name, "the list of conditions is empty")
		}
		for i := range list.conds {
			check(at(path+list.name, i), &list.conds[i])
		}
	}
	if cond.Not != nil {
		check(path+".Not", cond.Not)
	}
}

// tests checks names that a type must declare.
func tests[N ~string, D any](c *rulesCheck, path, what string, t *TypeRule, list []N, declared []D, name func(D) N) {
	c.notEmpty(path, list == nil, len(list))
	for i, n := range list {
		if !slices.ContainsFunc(declared, func(d D) bool { return name(d) == n }) {
			c.add(at(path, i), "unknown %s %q of type %q", what, n, t.Name)
		}
	}
}

// notEmpty refuses a list that is there and has nothing in it: it could be
// taken for no test at all.
func (c *rulesCheck) notEmpty(path string, isNil bool, n int) {
	if !isNil && n == 0 {
		c.add(path, "the list is empty")
	}
}

// subjectTests checks the tests that do not depend on the resource type.
func (c *rulesCheck) subjectTests(path string, cond *Condition) {
	c.notEmpty(path+".Channel", cond.Channel == nil, len(cond.Channel))
	unique(c, path+".Channel", "channel", cond.Channel, c.hasChannel)
	c.notEmpty(path+".Setting", cond.Setting == nil, len(cond.Setting))
	for i, s := range cond.Setting {
		if s == "" {
			c.add(at(path+".Setting", i), "unknown setting %q", s)
		}
		c.setting(at(path+".Setting", i), s)
	}
	c.notEmpty(path+".Vacant", cond.Vacant == nil, len(cond.Vacant))
	c.askedFor(path+".Vacant", cond.Vacant)
	for i, id := range cond.Vacant {
		if id != "" && id == c.rules.Base {
			c.add(at(path+".Vacant", i), "role %q is never vacant: everybody holds it", id)
		}
	}
	c.notEmpty(path+".Holds", cond.Holds == nil, len(cond.Holds))
	c.askedFor(path+".Holds", cond.Holds)
	c.notEmpty(path+".Role", cond.Role == nil, len(cond.Role))
	unique(c, path+".Role", "role", cond.Role, c.hasRole)
}

// target checks a condition on the member who is the target: their status and
// what they hold.
func (c *rulesCheck) target(path string, cond *Condition) {
	if cond.empty() {
		c.add(path, "the condition says nothing: name at least one test")
	}
	if cond.Relation != nil || cond.Label != nil || cond.Channel != nil || cond.LoggedOut || cond.Setting != nil || cond.Vacant != nil || cond.Role != nil || cond.Target != nil {
		c.add(path, "a target has a status and holds roles: expected status, holds, all, any or not")
	}
	c.nested(path, cond, c.target)
	t := targetType()
	tests(c, path+".Status", "status", t, cond.Status, t.Statuses, func(s StatusRule) Status { return s.Name })
	c.notEmpty(path+".Holds", cond.Holds == nil, len(cond.Holds))
	c.askedFor(path+".Holds", cond.Holds)
}

// askedFor checks the roles that a condition asks for.
func (c *rulesCheck) askedFor(path string, roles []RoleID) {
	unique(c, path, "role", roles, c.hasRole)
	for _, id := range roles {
		c.asked[id] = true
	}
}
