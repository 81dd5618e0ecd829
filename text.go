package mandat

import (
	"slices"
	"strconv"
	"strings"
)

// Text says the explanation in words, in "en" or "sv" (English for any other
// language): the answer, a line for each step, and the nearest misses. Titles
// come from the policy. The words may change from version to version: programs
// test codes.
func (e Explanation) Text(lang string) string {
	lines := []string{e.Header(lang)}
	for i := 0; i < len(e.steps); {
		same := e.steps[i:alike(e.steps, i)]
		lines = append(lines, "  "+e.step(lang, same))
		i += len(same)
	}
	if len(e.misses) > 0 {
		misses := each(e.misses, func(m Miss) string { return e.miss(lang, m) })
		lines = append(lines, "  "+phraseNearest.in(lang, "{miss}", strings.Join(misses, "; ")))
	}
	if len(e.ask) > 0 {
		lines = append(lines, "  "+phraseAsk.in(lang, "{who}", e.referrals(lang)))
	}
	return strings.Join(lines, "\n")
}

// Header says the answer in one sentence, without the derivation.
func (e Explanation) Header(lang string) string {
	if e.hidden {
		return phraseNotFound.in(lang)
	}
	p := phraseDenied
	switch e.decision.outcome {
	case Allowed:
		p = phraseAllowed
	case Blocked:
		p = phraseBlocked
		if e.decision.detail != NoDetail {
			p = phraseHindered
		}
	case NeedsApproval:
		p = phraseNeedsApproval
	}
	who := phraseNobody.in(lang)
	if e.subject.Person != "" {
		who = bare(string(e.subject.Person))
	}
	return p.in(lang, "{who}", who, "{do}", e.verb(lang), "{what}", e.thing(lang), "{why}", e.why(lang))
}

// why says the reason, and what stands in the way of a change.
func (e Explanation) why(lang string) string {
	for _, s := range e.steps {
		if e.decision.detail != NoDetail && e.decision.reason != Malformed && s.Detail == e.decision.detail {
			return e.detail(lang, s)
		}
	}
	return reasonPhrases[e.decision.reason].in(lang)
}

// detail says the detail of a step, with what it is about.
func (e Explanation) detail(lang string, s Step) string {
	text := detailPhrases[s.Detail].in(lang)
	switch {
	case s.Role != "" && e.words != nil:
		return text + ": " + e.words.holding(lang, s)
	case s.Name != "":
		return text + ": " + bare(s.Name)
	}
	return text
}

// alike returns the end of the steps, from i on, that differ in their action
// alone: they share a line.
func alike(steps []Step, i int) int {
	end := i + 1
	for end < len(steps) && steps[end].saysLike(steps[i]) {
		end++
	}
	return end
}

// saysLike reports whether two steps say the same, of any actions.
func (s Step) saysLike(t Step) bool {
	return s.Kind == t.Kind && s.Role == t.Role && s.Scope == t.Scope && s.Group == t.Group && s.Base == t.Base && s.How == t.How &&
		s.Condition == t.Condition && s.Name == t.Name && s.Votes == t.Votes && s.Requester == t.Requester && slices.Equal(s.Lists, t.Lists) && slices.Equal(s.Roles, t.Roles)
}

// step says steps that differ in their action alone.
func (e Explanation) step(lang string, same []Step) string {
	s := same[0]
	detail := e.detail(lang, s)
	if e.words == nil {
		return stepPhrases[s.Kind].in(lang, "{detail}", detail)
	}
	w := e.words
	lists := list(each(s.Lists, func(a Action) string { return w.action(lang, e.typ, a) }), phraseAnd.in(lang))
	replace := []string{
		"{detail}", detail,
		"{do}", list(slices.Compact(each(same, func(s Step) string { return w.action(lang, s.Action.Type, s.Action.Action) })), phraseAnd.in(lang)),
		"{holding}", w.holding(lang, s),
		"{channel}", w.channel(lang, e.subject.Channel),
		"{lists}", lists,
		"{how}", howPhrases[s.How].in(lang, "{lists}", lists),
		"{requester}", requesterPhrases[s.Requester].in(lang),
		"{votes}", strconv.Itoa(s.Votes),
		"{roles}", list(each(s.Roles, func(id RoleID) string { return w.role(lang, id) }), phraseOr.in(lang)),
	}
	if s.Condition != nil {
		replace = append(replace, "{condition}", w.condition(lang, e.typ, s.Condition))
	}
	p := stepPhrases[s.Kind]
	if s.Kind == StepOtherRole && s.Name != "" {
		p = phraseIncludedRole
		replace = append(replace, "{role}", w.role(lang, RoleID(s.Name)))
	}
	return p.in(lang, replace...)
}

// holding says by which grant a role is held.
func (w *words) holding(lang string, s Step) string {
	p := phraseGrant
	switch {
	case s.Base:
		p = phraseBaseRole
	case s.Group != "":
		p = phraseThroughGroup
	}
	return p.in(lang, "{role}", w.role(lang, s.Role), "{scope}", s.Scope.text(lang), "{group}", bare(string(s.Group)))
}

// text says the units of a scope in words.
func (s Scope) text(lang string) string {
	switch {
	case s.IsWholeOrg():
		return phraseWholeOrg.in(lang)
	case len(s.Places()) == 0:
		return phraseNoScope.in(lang)
	}
	return list(each(s.Places(), func(p ScopePlace) string {
		unit := phraseHome.in(lang)
		if p.Unit != "" {
			unit = bare(string(p.Unit))
		}
		if p.Reach.below() {
			return phraseBelow.in(lang, "{unit}", unit)
		}
		return unit
	}), phraseAnd.in(lang))
}
