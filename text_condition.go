package mandat

import "strings"

// condition says a condition on resources of a type in words.
func (w *words) condition(lang string, t ResourceType, c *Condition) string {
	var parts []string
	say := func(p phrase, names []string) {
		if names != nil {
			parts = append(parts, p.in(lang, "{names}", list(names, phraseOr.in(lang))))
		}
	}
	nested := func(cs []Condition) []string {
		return each(cs, func(k Condition) string { return w.condition(lang, t, &k) })
	}
	parts = append(parts, nested(c.All)...)
	if c.Any != nil {
		parts = append(parts, list(nested(c.Any), phraseOr.in(lang)))
	}
	if c.Not != nil {
		parts = append(parts, phraseNot.in(lang, "{condition}", w.condition(lang, t, c.Not)))
	}
	say(phraseRelation, each(c.Relation, func(n Relation) string { return w.relation(lang, t, n) }))
	say(phraseStatus, each(c.Status, func(n Status) string { return w.status(lang, t, n) }))
	say(phraseLabel, each(c.Label, func(n Label) string { return w.label(lang, t, n) }))
	say(phraseChannel, each(c.Channel, func(n Channel) string { return w.channel(lang, n) }))
	if c.LoggedOut {
		parts = append(parts, phraseLoggedOut.in(lang))
	}
	say(phraseSetting, each(c.Setting, func(n Setting) string { return w.setting(lang, n) }))
	say(phraseVacant, each(c.Vacant, func(n RoleID) string { return w.role(lang, n) }))
	say(phraseHolds, each(c.Holds, func(n RoleID) string { return w.role(lang, n) }))
	if c.Target != nil {
		parts = append(parts, phraseTarget.in(lang, "{condition}", w.condition(lang, MemberType, c.Target)))
	}
	return strings.Join(parts, " "+phraseAnd.in(lang)+" ")
}
