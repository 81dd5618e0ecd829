package mandat

import "strings"

// ConditionText says a condition on resources of a type in words, in "en" or
// "sv" (English for any other language), as a clause: "the status is Draft, and
// the subject is not responsible".
func (p *Policy) ConditionText(lang string, t ResourceType, c Condition) string {
	w := words{policy: p}
	return w.condition(lang, t, &c)
}

// sentence says a condition, or its contrary, on resources of a type.
type sentence struct {
	*words
	lang string
	typ  ResourceType
	// ofTarget tells that it is about the member who is the resource, negated
	// that it says the contrary.
	ofTarget, negated bool

	parts []string
	// mixed tells which parts are joined of others, and stand in parentheses
	// beside more parts.
	mixed []bool
}

func (w *words) condition(lang string, t ResourceType, c *Condition) string {
	s := sentence{words: w, lang: lang, typ: t}
	s.add(c)
	return s.text(phraseAnd)
}

// add adds what a condition asks for, part by part.
func (s *sentence) add(c *Condition) {
	for i := range c.All {
		s.add(&c.All[i])
	}
	if c.Any != nil {
		s.any(c.Any)
	}
	if c.Not != nil {
		s.not(c.Not)
	}
	s.test(testRelation, each(c.Relation, func(n Relation) string { return s.relation(s.lang, s.typ, n) }))
	s.test(testStatus, each(c.Status, func(n Status) string { return s.status(s.lang, s.typ, n) }))
	s.test(testLabel, each(c.Label, func(n Label) string { return s.label(s.lang, s.typ, n) }))
	s.test(testChannel, each(c.Channel, func(n Channel) string { return s.channel(s.lang, n) }))
	if c.LoggedOut {
		s.test(testLoggedOut, []string{""})
	}
	s.test(testSetting, each(c.Setting, func(n Setting) string { return s.setting(s.lang, n) }))
	s.test(testVacant, each(c.Vacant, func(n RoleID) string { return s.role(s.lang, n) }))
	s.test(testHolds, each(c.Holds, func(n RoleID) string { return s.role(s.lang, n) }))
	s.test(testRole, each(c.Role, func(n RoleID) string { return s.role(s.lang, n) }))
	if c.Target != nil {
		s.target(c.Target)
	}
}

// text joins the parts. The contrary of "a and b" is "not a or not b".
func (s *sentence) text(join phrase) string {
	if len(s.parts) == 1 {
		return s.parts[0]
	}
	parts := make([]string, len(s.parts))
	for i, p := range s.parts {
		parts[i] = p
		if s.mixed[i] {
			parts[i] = "(" + p + ")"
		}
	}
	if s.negated {
		join = contrary(join)
	}
	return strings.Join(parts, ", "+join.in(s.lang)+" ")
}

// isMixed reports whether parts are joined in the text.
func (s *sentence) isMixed() bool { return len(s.parts) > 1 || len(s.parts) == 1 && s.mixed[0] }

func contrary(join phrase) phrase {
	if join == phraseAnd {
		return phraseOr
	}
	return phraseAnd
}

func (s *sentence) part(text string, mixed bool) {
	s.parts, s.mixed = append(s.parts, text), append(s.mixed, mixed)
}

// inner returns a sentence to become a part of this one.
func (s *sentence) inner() sentence {
	return sentence{words: s.words, lang: s.lang, typ: s.typ, ofTarget: s.ofTarget, negated: s.negated}
}

// any adds alternatives, as one part.
func (s *sentence) any(cs []Condition) {
	alternatives := s.inner()
	for i := range cs {
		one := s.inner()
		one.add(&cs[i])
		alternatives.part(one.text(phraseAnd), one.isMixed())
	}
	s.part(alternatives.text(phraseOr), alternatives.isMixed())
}

func (s *sentence) not(c *Condition) {
	inner := s.inner()
	inner.negated = !s.negated
	inner.add(c)
	s.part(inner.text(phraseAnd), inner.isMixed())
}

func (s *sentence) target(c *Condition) {
	member := s.inner()
	member.typ, member.ofTarget = MemberType, true
	member.add(c)
	s.part(member.text(phraseAnd), member.isMixed())
}

// test adds a test of names, if there are any.
func (s *sentence) test(t test, names []string) {
	if len(names) == 0 {
		return
	}
	p, join := t.is, phraseOr
	if s.negated && len(names) > 1 {
		p, join = t.none, t.join
	} else if s.negated {
		p = t.isNot
	}
	who, status := phraseSubject, phraseTheStatus
	if s.ofTarget {
		who, status = phraseTarget, phraseTargetStatus
	}
	s.part(p.in(s.lang, "{who}", who.in(s.lang), "{status}", status.in(s.lang), "{names}", list(names, join.in(s.lang))), false)
}
