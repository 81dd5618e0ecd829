package mandat

import "slices"

// condition returns what has to hold for the facts to be in a box; nothing is
// the zero Condition.
func (s *factSpace) condition(t *task, b box) Condition {
	var parts []Condition
	for i := range s.vars {
		v := &s.vars[i]
		if len(b[i]) == v.size() {
			continue
		}
		switch v.kind {
		case varChannel:
			parts = append(parts, Condition{Channel: namesOf[Channel](v, b[i])})
		case varStatus:
			parts = append(parts, t.statusCondition(v, b[i]))
		case varTarget:
			parts = append(parts, ofTarget(t.statusCondition(v, b[i])))
		case varRole:
			parts = append(parts, roleCondition(v, b[i]))
		case varLists, varSelf:
		default:
			c := yesCondition(v)
			if b[i][0] == 1 {
				c = negation(c)
			}
			parts = append(parts, c)
		}
	}
	if len(parts) == 1 {
		return parts[0]
	}
	return Condition{All: parts}
}

func namesOf[N ~string](v *variable, values []int) []N {
	var all []N
	for _, k := range values {
		for _, name := range v.names[k] {
			all = append(all, N(name))
		}
	}
	return all
}

// yesCondition holds where a yes-or-no fact is so.
func yesCondition(v *variable) Condition {
	yes := []int{0}
	switch v.kind {
	case varLabel:
		return Condition{Label: namesOf[Label](v, yes)}
	case varRelation:
		return Condition{Relation: namesOf[Relation](v, yes)}
	case varHeld:
		return ofTarget(Condition{Holds: namesOf[RoleID](v, yes)})
	}
	return Condition{LoggedOut: true}
}

// statusCondition holds for some statuses. It says which they are not, if that is
// shorter.
func (t *task) statusCondition(v *variable, values []int) Condition {
	in := namesOf[Status](v, values)
	out := slices.DeleteFunc(t.statuses(), func(s Status) bool { return slices.Contains(in, s) })
	negated := len(out) < len(in)
	c := Condition{Status: in}
	if negated {
		c.Status = out
	}
	// Whoever was removed is absent, too.
	absent, removed := Status(memberAbsent), Status(MemberRemoved)
	if hasTarget(t.ref.Type) && slices.Contains(c.Status, absent) && !slices.Contains(c.Status, removed) {
		c = Condition{Any: []Condition{{Status: without(c.Status, absent)}, {All: []Condition{{Status: []Status{absent}}, negation(Condition{Status: []Status{removed}})}}}}
		if len(c.Any[0].Status) == 0 {
			c = c.Any[1]
		}
	}
	if negated {
		return negation(c)
	}
	return c
}

// roleCondition holds for grants of some roles. Any other role than those that
// rules name has no name to stand there.
func roleCondition(v *variable, values []int) Condition {
	named := len(v.names) - 1
	if !slices.Contains(values, named) {
		return Condition{Role: namesOf[RoleID](v, values)}
	}
	var out []int
	for k := range named {
		if !slices.Contains(values, k) {
			out = append(out, k)
		}
	}
	return negation(Condition{Role: namesOf[RoleID](v, out)})
}

func negation(c Condition) Condition { return Condition{Not: &c} }
func ofTarget(c Condition) Condition { return Condition{Target: &c} }

func without[E comparable](list []E, e E) []E {
	return slices.DeleteFunc(slices.Clone(list), func(x E) bool { return x == e })
}

// anyCondition returns a condition that holds where one of some does, nil if that
// is always.
func anyCondition(all []Condition) *Condition {
	var merged []Condition
	for _, c := range all {
		if c.asksNothing() {
			return nil
		}
		k := slices.IndexFunc(merged, func(m Condition) bool { return m.joins(&c) })
		if k < 0 {
			merged = append(merged, c)
			continue
		}
		m := &merged[k]
		m.Relation, m.Label, m.Status = append(m.Relation, c.Relation...), append(m.Label, c.Label...), append(m.Status, c.Status...)
		m.Role = append(m.Role, c.Role...)
	}
	if len(merged) == 1 {
		return &merged[0]
	}
	return &Condition{Any: merged}
}

func (c *Condition) asksNothing() bool { return c.equal(&Condition{}) }

// joins reports whether two conditions ask for one of some names of one kind, and
// nothing else.
func (c *Condition) joins(d *Condition) bool {
	only := func(c *Condition, k Condition) bool { return !k.asksNothing() && c.equal(&k) }
	return only(c, Condition{Relation: c.Relation}) && only(d, Condition{Relation: d.Relation}) ||
		only(c, Condition{Label: c.Label}) && only(d, Condition{Label: d.Label}) ||
		only(c, Condition{Status: c.Status}) && only(d, Condition{Status: d.Status}) ||
		only(c, Condition{Role: c.Role}) && only(d, Condition{Role: d.Role})
}
