package mandat

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// words finds the titles of a policy and of the custom roles of an
// organisation.
type words struct {
	policy *Policy
	custom map[RoleID]Title
}

func (o *Org) words() *words {
	w := &words{policy: o.policy, custom: make(map[RoleID]Title)}
	for _, r := range o.customRoles {
		w.custom[r.rule.ID] = r.rule.Title
	}
	return w
}

// ActionTitle returns the title of an action in a language, for a menu: else the
// English one, else the name itself.
func (p *Policy) ActionTitle(lang string, ref ActionRef) string {
	if t := p.typ(ref.Type); t != nil && t.action(ref.Action) != nil {
		return t.action(ref.Action).rule.Title.in(lang, string(ref.Action))
	}
	return bare(string(ref.Action))
}

// in returns the title in a language, else in English, else the name itself.
func (t Title) in(lang, name string) string {
	for _, l := range []string{lang, "en"} {
		if text := t[l]; text != "" {
			return text
		}
	}
	return bare(name)
}

func (w *words) role(lang string, id RoleID) string {
	if r := w.policy.ruleOf(id); r != nil {
		return r.Title.in(lang, string(id))
	}
	return w.custom[id].in(lang, string(id))
}

func (w *words) typ(lang string, name ResourceType) string {
	if t := w.policy.typ(name); t != nil {
		return inText(t.rule.Title.in(lang, string(name)))
	}
	return bare(string(name))
}

func (w *words) action(lang string, t ResourceType, name Action) string {
	if t := w.policy.typ(t); t != nil && t.action(name) != nil {
		return inText(t.action(name).rule.Title.in(lang, string(name)))
	}
	return bare(string(name))
}

// inText begins a title in lower case, unless it is an abbreviation.
func inText(title string) string {
	first, n := utf8.DecodeRuneInString(title)
	second, _ := utf8.DecodeRuneInString(title[n:])
	if unicode.IsUpper(second) {
		return title
	}
	return string(unicode.ToLower(first)) + title[n:]
}

func (w *words) status(lang string, t ResourceType, name Status) string {
	if rt := w.policy.typ(t); rt != nil {
		if k := rt.statusIndex(name); k >= 0 {
			return rt.rule.Statuses[k].Title.in(lang, string(name))
		}
	}
	return bare(string(name))
}

func (w *words) label(lang string, t ResourceType, name Label) string {
	if rt := w.policy.typ(t); rt != nil {
		if k := rt.labelIndex(name); k >= 0 {
			return inText(rt.rule.Labels[k].Title.in(lang, string(name)))
		}
	}
	return bare(string(name))
}

func (w *words) relation(lang string, t ResourceType, name Relation) string {
	if rt := w.policy.typ(t); rt != nil {
		if k := rt.relationIndex(name); k >= 0 {
			return inText(rt.rule.Relations[k].Title.in(lang, string(name)))
		}
	}
	return bare(string(name))
}

func (w *words) structure(lang string, name Structure) string {
	if k := w.policy.structure(name); k >= 0 {
		return w.policy.rules.Structures[k].Title.in(lang, string(name))
	}
	return bare(string(name))
}

func (w *words) channel(lang string, name Channel) string {
	if k := w.policy.channels.find(string(name)); k >= 0 {
		return w.policy.rules.Channels[k].Title.in(lang, string(name))
	}
	return bare(string(name))
}

// setting returns the title in quotes, because many are whole sentences.
func (w *words) setting(lang string, name Setting) string {
	title := bare(string(name))
	if k, ok := w.policy.settings[name]; ok {
		title = w.policy.rules.Settings[k].Title.in(lang, string(name))
	}
	return `"` + title + `"`
}

// list joins words with commas and, before the last, a conjunction.
func list(parts []string, conjunction string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	last := len(parts) - 1
	return strings.Join(parts[:last], ", ") + " " + conjunction + " " + parts[last]
}

// each makes something of every element of a list.
func each[N, M any](list []N, of func(N) M) []M {
	var all []M
	for _, n := range list {
		all = append(all, of(n))
	}
	return all
}
