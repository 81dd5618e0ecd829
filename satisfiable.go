package mandat

import "slices"

// satisfiable reports whether some combination of the facts that the policy
// declares meets a condition on a resource of a type. It tries them all, with a
// limit on the work beyond which a condition counts as one that can be met.
func (c *rulesCheck) satisfiable(cond *Condition, t *TypeRule) bool {
	s := &search{rules: c.rules, typ: t, fixed: make(map[fact]bool), steps: &c.steps}
	return s.meets(cond)
}

// maxSteps is the work that the search may take for all conditions of a policy.
const maxSteps = 1 << 15

// fact is one yes-or-no question that a condition can ask.
type fact struct {
	kind factKind
	name string
}

type factKind uint8

const (
	factRelation factKind = iota
	factStatus
	factLabel
	factChannel
	factLoggedOut
	factSetting
	factVacant
	factHolds
	factRole
	factTargetStatus
	factTargetHolds
)

// search holds the facts fixed so far. A type has one status, a subject one
// channel and a grant one role: to fix one as true is to fix the others as false.
type search struct {
	rules  *Rules
	typ    *TypeRule
	fixed  map[fact]bool
	target bool
	steps  *int
}

// truth is yes, no, or open, depending on a fact that is not fixed.
type truth uint8

const (
	open truth = iota
	no
	yes
)

func (s *search) meets(cond *Condition) bool {
	if *s.steps--; *s.steps < 0 {
		return true
	}
	var ask fact
	switch s.eval(cond, &ask) {
	case yes:
		return true
	case no:
		return false
	}
	for _, value := range []bool{true, false} {
		s.fixed[ask] = value
		if s.meets(cond) {
			delete(s.fixed, ask)
			return true
		}
	}
	delete(s.fixed, ask)
	return false
}

// eval judges a condition by the facts fixed. If it is open, ask is a fact on
// which it depends.
func (s *search) eval(c *Condition, ask *fact) truth {
	result := yes
	and := func(t truth) { result = both(result, t) }
	for i := range c.All {
		and(s.eval(&c.All[i], ask))
	}
	if c.Any != nil {
		any := no
		for i := range c.Any {
			any = either(any, s.eval(&c.Any[i], ask))
		}
		and(any)
	}
	if c.Not != nil {
		and(opposite(s.eval(c.Not, ask)))
	}
	if c.Target != nil {
		inner := *s
		inner.target = true
		and(inner.eval(c.Target, ask))
	}
	and(anyOf(s, factRelation, c.Relation, ask))
	and(anyOf(s, s.on(factStatus), c.Status, ask))
	and(anyOf(s, factLabel, c.Label, ask))
	and(anyOf(s, factChannel, c.Channel, ask))
	and(anyOf(s, factSetting, c.Setting, ask))
	and(anyOf(s, factVacant, c.Vacant, ask))
	and(anyOf(s, s.on(factHolds), c.Holds, ask))
	and(anyOf(s, factRole, c.Role, ask))
	if c.LoggedOut {
		and(anyOf(s, factLoggedOut, []string{""}, ask))
	}
	return result
}

// on returns the kind of a fact about the resource or, inside a target, about
// the target.
func (s *search) on(k factKind) factKind {
	switch {
	case s.target && k == factStatus:
		return factTargetStatus
	case s.target && k == factHolds:
		return factTargetHolds
	}
	return k
}

// anyOf judges a test that holds when one of its names does; no names, no test.
func anyOf[N ~string](s *search, kind factKind, names []N, ask *fact) truth {
	if names == nil {
		return yes
	}
	result := no
	for _, n := range names {
		f := fact{kind, string(n)}
		t := s.value(f)
		if t == open {
			*ask = f
		}
		result = either(result, t)
	}
	return result
}

// value tells what is known of a fact.
func (s *search) value(f fact) truth {
	if v, ok := s.fixed[f]; ok {
		return truthOf(v)
	}
	if s.contradicts(f) {
		return no
	}
	others := s.alternatives(f.kind)
	if others == nil {
		return open
	}
	var refuted int
	for _, o := range others {
		other := fact{f.kind, o}
		v, ok := s.fixed[other]
		if ok && v {
			return no
		}
		if ok || s.contradicts(other) {
			refuted++
		}
	}
	if refuted == len(others)-1 {
		return yes
	}
	return open
}

// contradicts reports whether a fact cannot be with what is fixed: nobody is
// logged out in a channel that takes a login.
func (s *search) contradicts(f fact) bool {
	switch f.kind {
	case factChannel:
		return s.fixed[fact{factLoggedOut, ""}] && s.login(f.name)
	case factLoggedOut:
		return len(s.rules.Channels) > 0 && !slices.ContainsFunc(s.rules.Channels, func(c ChannelRule) bool {
			return !c.Login && s.value(fact{factChannel, string(c.Name)}) != no
		})
	}
	return false
}

func (s *search) login(channel string) bool {
	return slices.ContainsFunc(s.rules.Channels, func(c ChannelRule) bool { return string(c.Name) == channel && c.Login })
}

// alternatives returns the names of which exactly one is true, nil for kinds
// whose facts do not exclude each other.
func (s *search) alternatives(k factKind) []string {
	var list []string
	switch k {
	case factStatus:
		for _, r := range s.typ.Statuses {
			list = append(list, string(r.Name))
		}
	case factTargetStatus:
		for _, r := range targetType().Statuses {
			list = append(list, string(r.Name))
		}
	case factChannel:
		for _, r := range s.rules.Channels {
			list = append(list, string(r.Name))
		}
	case factRole:
		for i := range s.rules.Roles {
			list = append(list, string(s.rules.Roles[i].ID))
		}
		list = append(list, "") // a custom role is none of them
	}
	return list
}

func truthOf(b bool) truth {
	if b {
		return yes
	}
	return no
}

func both(a, b truth) truth {
	switch {
	case a == no || b == no:
		return no
	case a == open || b == open:
		return open
	}
	return yes
}

func either(a, b truth) truth { return opposite(both(opposite(a), opposite(b))) }

func opposite(t truth) truth {
	switch t {
	case yes:
		return no
	case no:
		return yes
	}
	return open
}
