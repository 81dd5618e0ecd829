package mandat

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// rulesCheck looks for everything that is wrong with rules.
type rulesCheck struct {
	problems
	rules *Rules
	types map[ResourceType]*TypeRule // with the built-in ones
	roles map[RoleID]*Role
	home  int
	asked map[RoleID]bool // by a condition
	steps int             // left for the search of what opens gates
	depth int             // of the condition that is being checked
}

func validateRules(r *Rules) error {
	c := newRulesCheck(r)
	c.header()
	c.structures()
	c.channels()
	c.settings()
	if len(r.Types) > maxTypes {
		c.add("Types", "%d types are declared, at most %d are possible", len(r.Types), maxTypes)
	}
	for i := range r.Types {
		c.typ(at("Types", i), &r.Types[i])
	}
	c.roleNames()
	for i := range r.Roles {
		c.role(at("Roles", i), &r.Roles[i])
	}
	c.base()
	c.includeCycles()
	c.gates()
	c.guards()
	c.approvals()
	c.administer()
	c.exclusive()
	c.joining()
	c.creation()
	c.notices()
	c.ask()
	c.idleRoles()
	c.closedChannels()
	return c.err("policy")
}

func newRulesCheck(r *Rules) *rulesCheck {
	c := &rulesCheck{rules: r, types: make(map[ResourceType]*TypeRule), roles: make(map[RoleID]*Role), home: r.homeStructure(),
		asked: make(map[RoleID]bool), steps: maxSteps}
	builtin := builtinTypes()
	for i := range builtin {
		c.types[builtin[i].Name] = &builtin[i]
	}
	for i := range r.Types {
		if c.types[r.Types[i].Name] == nil {
			c.types[r.Types[i].Name] = &r.Types[i]
		}
	}
	for i := range r.Roles {
		if c.roles[r.Roles[i].ID] == nil {
			c.roles[r.Roles[i].ID] = &r.Roles[i]
		}
	}
	return c
}

// again returns a check of the same rules that has found nothing yet.
func (c *rulesCheck) again() *rulesCheck {
	return &rulesCheck{rules: c.rules, types: c.types, roles: c.roles, home: c.home, asked: make(map[RoleID]bool), steps: maxSteps}
}

// at is the path of element i of a field.
func at(field string, i int) string { return fmt.Sprintf("%s[%d]", field, i) }

// maxBits is how many channels, settings or statuses fit in a mask.
const maxBits = 64

// maxTypes, maxActions (of a type) and maxRoles keep the time and the memory
// that a policy takes in proportion.
const (
	maxTypes   = 64
	maxActions = 512
	maxRoles   = 512
)

func (c *rulesCheck) header() {
	if c.rules.System == "" {
		c.add("System", "the policy names no system")
	}
	if c.rules.Version == "" {
		c.add("Version", "the policy has no version")
	}
	if !utf8.ValidString(c.rules.System + c.rules.Version) {
		c.add("System", "the name of the system, or the version, is not UTF-8")
	}
}

// name checks a declared name, and that it is not declared before.
func (c *rulesCheck) name(path, what, name string, before []string) {
	switch {
	case !validName(name):
		c.add(path, "%s name %q: expected lower-case letters, digits and hyphens, beginning with a letter", what, name)
	case name == "none" || name == "org":
		c.add(path, "%s name %q is reserved", what, name)
	case slices.Contains(before, name):
		c.add(path, "%s %q is declared twice", what, name)
	}
}

func plural(what string) string {
	if strings.HasSuffix(what, "s") {
		return what + "es"
	}
	return what + "s"
}

func validName(s string) bool {
	for i, r := range s {
		letter, other := 'a' <= r && r <= 'z', '0' <= r && r <= '9' || r == '-'
		if !letter && (i == 0 || !other) {
			return false
		}
	}
	return s != ""
}

// title checks the texts of a title: one line each, of characters that can be
// seen, so that no title passes for more than a title.
func (ps *problems) title(path string, t Title) {
	for _, lang := range slices.Sorted(maps.Keys(t)) {
		hidden := func(r rune) bool { return !unicode.IsGraphic(r) }
		if text := t[lang]; text == "" || !utf8.ValidString(text) || !utf8.ValidString(lang) || strings.ContainsFunc(text, hidden) || strings.ContainsFunc(lang, hidden) {
			ps.add(path, "title %q in language %q: expected one line of visible characters", text, lang)
		}
	}
}

// names checks declared names of one kind, at most a number of them.
func names[D any, N ~string](c *rulesCheck, path, what string, most int, declared []D, parts func(D) (N, Title)) {
	var before []string
	for i, d := range declared {
		name, title := parts(d)
		c.name(at(path, i), what, string(name), before)
		c.title(at(path, i)+".Title", title)
		before = append(before, string(name))
	}
	if len(declared) > most {
		c.add(path, "%d %s are declared, at most %d are possible", len(declared), plural(what), most)
	}
}

func (c *rulesCheck) structures() {
	names(c, "Structures", "structure", maxBits, c.rules.Structures, func(s StructureRule) (Structure, Title) { return s.Name, s.Title })
	for i, s := range c.rules.Structures {
		if s.Home > HomeRequired {
			c.add(at("Structures", i), "structure %q has an unknown rule for home units", s.Name)
		}
		if s.Home != NoHome && i != c.home {
			c.add(at("Structures", i), "structure %q has home units, and %q has them already: only one structure can", s.Name, c.rules.Structures[c.home].Name)
		}
	}
}

func (c *rulesCheck) channels() {
	names(c, "Channels", "channel", maxBits, c.rules.Channels, func(s ChannelRule) (Channel, Title) { return s.Name, s.Title })
	for i, ch := range c.rules.Channels {
		if ch.Login && ch.Bearer {
			c.add(at("Channels", i), "channel %q is for logged-in sessions and for bearers of a link: it can be one of them", ch.Name)
		}
	}
}

func (c *rulesCheck) settings() {
	names(c, "Settings", "setting", maxBits, c.rules.Settings, func(s SettingRule) (Setting, Title) { return s.Name, s.Title })
}

func (c *rulesCheck) typ(path string, t *TypeRule) {
	c.name(path, "type", string(t.Name), nil)
	c.title(path+".Title", t.Title)
	if isBuiltinType(t.Name) {
		c.add(path, "type %q is built in", t.Name)
	} else if c.types[t.Name] != t {
		c.add(path, "type %q is declared twice", t.Name)
	}
	unique(c, path+".Structures", "structure", t.Structures, c.hasStructure)
	if len(t.Structures) > MaxUnits {
		c.add(path+".Structures", "type %q has %d structures, at most %d are possible", t.Name, len(t.Structures), MaxUnits)
	}
	if t.PartOf != "" && (c.types[t.PartOf] == nil || isBuiltinType(t.PartOf)) {
		c.add(path+".PartOf", "unknown type %q", t.PartOf)
	}
	names(c, path+".Statuses", "status", maxBits, t.Statuses, func(s StatusRule) (Status, Title) { return s.Name, s.Title })
	names(c, path+".Labels", "label", MaxLabels, t.Labels, func(l LabelRule) (Label, Title) { return l.Name, l.Title })
	names(c, path+".Relations", "relation", MaxRelations, t.Relations, func(r RelationRule) (Relation, Title) { return r.Name, r.Title })
	unique(c, path+".Lists", "action", t.Lists, t.hasAction)
	if len(t.Lists) > MaxLists {
		c.add(path+".Lists", "type %q has %d lists, at most %d are possible", t.Name, len(t.Lists), MaxLists)
	}
	if t.Seen != "" && !t.hasAction(t.Seen) {
		c.unknownAction(path+".Seen", t.Seen, t)
	}
	c.actions(path, t)
}

func (c *rulesCheck) hasStructure(s Structure) bool {
	return slices.ContainsFunc(c.rules.Structures, func(r StructureRule) bool { return r.Name == s })
}

func (t *TypeRule) hasAction(a Action) bool { return t.action(a) != nil }

// action returns a declared action, nil if there is none of the name.
func (t *TypeRule) action(a Action) *ActionRule {
	for i := range t.Actions {
		if t.Actions[i].Name == a {
			return &t.Actions[i]
		}
	}
	return nil
}

// unique checks names that must be known, and stand once.
func unique[N ~string](c *rulesCheck, path, what string, list []N, known func(N) bool) {
	for i, n := range list {
		switch {
		case !known(n):
			c.add(at(path, i), "unknown %s %q", what, n)
		case slices.Contains(list[:i], n):
			c.add(at(path, i), "%s %q stands here twice", what, n)
		}
	}
}

func (c *rulesCheck) actions(path string, t *TypeRule) {
	if len(t.Actions) == 0 {
		c.add(path+".Actions", "type %q has no actions", t.Name)
	}
	names(c, path+".Actions", "action", maxActions, t.Actions, func(a ActionRule) (Action, Title) { return a.Name, a.Title })
	for i := range t.Actions {
		a, path := &t.Actions[i], at(path+".Actions", i)
		unique(c, path+".Of", "action", a.Of, t.hasAction)
		unique(c, path+".Needs", "action", a.Needs, t.hasAction)
		if slices.Contains(a.Needs, a.Name) {
			c.add(path+".Needs", "action %q needs itself", a.Name)
		}
		if loop := cycle(a.Name, func(n Action) []Action { return t.membersOf(n) }); loop != nil {
			c.add(path+".Of", "action %q is a group of itself: %s", a.Name, arrows(loop))
		}
	}
}

func (t *TypeRule) membersOf(a Action) []Action {
	if rule := t.action(a); rule != nil {
		return rule.Of
	}
	return nil
}

// cycle returns the way from a name back to itself, nil if there is none.
func cycle[N comparable](start N, next func(N) []N) []N {
	seen := make(map[N]bool)
	var walk func(way []N) []N
	walk = func(way []N) []N {
		for _, n := range next(way[len(way)-1]) {
			if n == start {
				return append(way, n)
			}
			if seen[n] {
				continue
			}
			seen[n] = true
			if loop := walk(append(way, n)); loop != nil {
				return loop
			}
		}
		return nil
	}
	return walk([]N{start})
}

// arrows shows a way; of a long one the beginning and the end.
func arrows[N ~string](way []N) string {
	const most = 8
	var parts []string
	for _, n := range way {
		parts = append(parts, string(n))
	}
	if len(parts) > most {
		parts = append(append(parts[:most-2:most-2], "…"), parts[len(parts)-1])
	}
	return strings.Join(parts, " → ")
}
