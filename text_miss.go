package mandat

import "strconv"

func (e Explanation) miss(lang string, m Miss) string {
	w := e.words
	var name string
	switch m.Kind {
	case MissRelation:
		name = w.relation(lang, e.typ, m.Relation)
	case MissList:
		name = w.action(lang, e.typ, m.List)
	case MissStatus:
		name = w.status(lang, e.typ, m.Status)
	case MissLabel:
		name = w.label(lang, e.typ, m.Label)
	case MissChannel:
		name = w.channel(lang, m.Channel)
	case MissSetting:
		name = w.setting(lang, m.Setting)
	}
	p := missPhrases[m.Kind][0]
	if m.Not {
		p = missPhrases[m.Kind][1]
	}
	return p.in(lang, "{role}", w.role(lang, m.Role), "{scope}", m.Scope.text(lang), "{name}", name) + m.givers(lang)
}

// givers says who can make the change, nothing if nobody is named.
func (m Miss) givers(lang string) string {
	if len(m.Givers) == 0 {
		return ""
	}
	p := phraseGivers
	switch m.Command.(type) {
	case HandOver:
		p = phraseHandsOver
	case ActivateMember:
		p = phraseRestorers
	case ChangeSetting:
		p = phraseSetters
	}
	return p.in(lang, "{who}", some(lang, each(m.Givers, func(id PersonID) string { return bare(string(id)) })))
}

// referrals says whom to ask.
func (e Explanation) referrals(lang string) string {
	return some(lang, each(e.ask, func(r Referral) string {
		return bare(string(r.To)) + " (" + e.words.role(lang, r.Role) + ")"
	}))
}

// mostNamed is how many members a text names before it only counts them.
const mostNamed = 3

// some lists alternatives, of many the first and how many more there are.
func some(lang string, names []string) string {
	if more := len(names) - mostNamed; more > 0 {
		p := phraseOthers
		if more == 1 {
			p = phraseOneOther
		}
		names = append(names[:mostNamed], p.in(lang, "{number}", strconv.Itoa(more)))
	}
	return list(names, phraseOr.in(lang))
}
