package mandat

import (
	"slices"
	"strings"
)

// Lines says who they are, and what they gain and lose: in one line, or in a line
// each below their names. Actions that make up a group of the policy stand by its
// name. What is said of places is about the organisation afterwards for a gain, and
// before for a loss.
func (s SharedEffects) Lines(lang string) []string {
	who := list(each(s.Persons, func(p PersonID) string { return bare(string(p)) }), phraseAnd.in(lang))
	deeds := s.deeds(lang)
	if len(deeds)+len(s.Lists) == 1 {
		for _, d := range deeds {
			return []string{d.line(lang, s.verb(d.gains), who+" ", " "+d.where)}
		}
		return []string{s.Lists[0].said(lang, who)}
	}
	shared := ""
	if len(s.Lists) == 0 && !slices.ContainsFunc(deeds, func(d deed) bool { return d.where != deeds[0].where }) {
		shared = deeds[0].where
		who += " " + shared
	}
	lines := []string{who + ":"}
	for _, d := range deeds {
		where := " " + d.where
		if d.where == shared {
			where = ""
		}
		lines = append(lines, "  "+d.line(lang, s.verb(d.gains), "", where))
	}
	for _, l := range s.Lists {
		lines = append(lines, "  "+strings.TrimSpace(l.said(lang, "")))
	}
	return lines
}

func (s *SharedEffects) verb(gains bool) phrase {
	switch one := len(s.Persons) == 1; {
	case gains && one:
		return phraseGains
	case gains:
		return phraseGain
	case one:
		return phraseLoses
	}
	return phraseLose
}

// deed is what is gained or lost in the same places and in the same other respects.
type deed struct {
	gains          bool
	do             []string
	where, besides string
}

func (d *deed) line(lang string, verb phrase, who, where string) string {
	return verb.in(lang, "{who} ", who, "{do}", list(d.do, phraseAnd.in(lang)), " {where}", where) + d.besides
}

// deeds says the effects, with those taken together of which the same is to say but
// for the actions.
func (s *SharedEffects) deeds(lang string) (all []deed) {
	var actions [][]ActionRef
	for i := range s.Effects {
		e := &s.Effects[i]
		d := deed{gains: e.Gains, where: s.impact.where(lang, e), besides: s.impact.besides(lang, e)}
		if e.Roles != nil {
			d.do = []string{e.ofRoles(lang, list(each(e.Actions, ActionRef.String), phraseAnd.in(lang)))}
			all, actions = append(all, d), append(actions, nil)
			continue
		}
		k := slices.IndexFunc(all, func(had deed) bool {
			return had.do == nil && had.gains == d.gains && had.where == d.where && had.besides == d.besides
		})
		if k < 0 {
			k = len(all)
			all, actions = append(all, d), append(actions, nil)
		}
		actions[k] = append(actions[k], e.Actions...)
	}
	for k := range all {
		if all[k].do == nil {
			all[k].do = each(s.impact.words.grouped(actions[k]), ActionRef.String)
		}
	}
	return all
}

// grouped returns actions with those that make up a group of actions as that group,
// the widest there is. A group is what all of its members are.
func (w *words) grouped(actions []ActionRef) (all []ActionRef) {
	left := slices.Clone(actions)
	for len(left) > 0 {
		ref, made := left[0], []ActionRef{left[0]}
		if t := w.policy.typ(ref.Type); t != nil {
			for _, rule := range t.rule.Actions {
				some := t.leavesOf(rule.Name)
				if len(some) > len(made) && slices.Contains(some, ref) && !slices.ContainsFunc(some, func(r ActionRef) bool { return !slices.Contains(left, r) }) {
					ref, made = ActionRef{ref.Type, rule.Name}, some
				}
			}
		}
		all = append(all, ref)
		left = slices.DeleteFunc(left, func(r ActionRef) bool { return slices.Contains(made, r) })
	}
	return all
}

// leavesOf returns the actions that an action of the type is made of.
func (t *resourceType) leavesOf(name Action) (all []ActionRef) {
	for _, l := range t.action(name).own {
		all = append(all, l.ref())
	}
	return all
}
