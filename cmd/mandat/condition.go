package main

import (
	"strings"

	"github.com/mandat-go/mandat"
)

// sentence says a condition, or its contrary, of resources of a type.
type sentence struct {
	words
	typ *mandat.TypeRule
	// ofTarget tells that it is about the member who is the resource, negated
	// that it says the contrary.
	ofTarget, negated bool

	parts []string
	// mixed tells which parts are joined of others, and stand in parentheses
	// beside more parts.
	mixed []bool
}

// condition says a condition on resources of a type.
func (w words) condition(t *mandat.TypeRule, c *mandat.Condition) string {
	s := sentence{words: w, typ: t}
	s.add(c)
	return s.text(phraseAnd)
}

// add adds what a condition asks for, part by part.
func (s *sentence) add(c *mandat.Condition) {
	for i := range c.All {
		s.add(&c.All[i])
	}
	if len(c.Any) > 0 {
		s.any(c.Any)
	}
	if c.Not != nil {
		s.not(c.Not)
	}
	s.test(testRelation, each(c.Relation, s.relation))
	s.test(testStatus, each(c.Status, s.status))
	s.test(testLabel, each(c.Label, s.label))
	s.test(testChannel, each(c.Channel, s.channel))
	if c.LoggedOut {
		s.loggedOut()
	}
	s.test(testSetting, each(c.Setting, s.setting))
	s.test(testVacant, each(c.Vacant, s.role))
	s.test(testHolds, each(c.Holds, s.role))
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
	return strings.Join(parts, ","+s.say(join))
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
	return sentence{words: s.words, typ: s.typ, ofTarget: s.ofTarget, negated: s.negated}
}

// any adds alternatives, as one part.
func (s *sentence) any(cs []mandat.Condition) {
	alternatives := s.inner()
	for i := range cs {
		one := s.inner()
		one.add(&cs[i])
		alternatives.part(one.text(phraseAnd), one.isMixed())
	}
	s.part(alternatives.text(phraseOr), alternatives.isMixed())
}

func (s *sentence) not(c *mandat.Condition) {
	inner := s.inner()
	inner.negated = !s.negated
	inner.add(c)
	s.part(inner.text(phraseAnd), inner.isMixed())
}

func (s *sentence) target(c *mandat.Condition) {
	member := s.inner()
	member.typ, member.ofTarget = &mandat.TypeRule{Name: mandat.MemberType}, true
	member.add(c)
	s.part(member.text(phraseAnd), member.isMixed())
}

// test adds a test of names, if there are any.
func (s *sentence) test(t test, names []string) {
	p, join := t.is, phraseOr
	if s.negated && len(names) > 1 {
		p, join = t.none, t.join
	} else if s.negated {
		p = t.isNot
	}
	if len(names) == 0 {
		return
	}
	who, status := phraseSubject, phraseStatus
	if s.ofTarget {
		who, status = phraseTarget, phraseTargetStatus
	}
	s.part(s.say(p, "{who}", s.say(who), "{status}", s.say(status), "{names}", s.list(names, join)), false)
}

func (s *sentence) loggedOut() {
	p := phraseLoggedOut[0]
	if s.negated {
		p = phraseLoggedOut[1]
	}
	s.part(s.say(p), false)
}

func (s *sentence) relation(name mandat.Relation) string {
	for _, r := range s.typ.Relations {
		if r.Name == name {
			return inText(s.title(r.Title, string(name)))
		}
	}
	return word(string(name))
}

func (s *sentence) status(name mandat.Status) string {
	for _, r := range s.typ.Statuses {
		if r.Name == name {
			return s.title(r.Title, string(name))
		}
	}
	return word(string(name))
}

func (s *sentence) label(name mandat.Label) string {
	for _, r := range s.typ.Labels {
		if r.Name == name {
			return inText(s.title(r.Title, string(name)))
		}
	}
	return word(string(name))
}

func (s *sentence) channel(name mandat.Channel) string {
	for _, c := range s.rules.Channels {
		if c.Name == name {
			return s.title(c.Title, string(name))
		}
	}
	return word(string(name))
}

// setting returns the title in quotes, because many are whole sentences.
func (s *sentence) setting(name mandat.Setting) string {
	title := string(name)
	for _, r := range s.rules.Settings {
		if r.Name == name {
			title = s.title(r.Title, string(name))
		}
	}
	return `"` + title + `"`
}
