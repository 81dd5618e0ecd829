package worlds

import "github.com/mandat-go/mandat"

// makeRules makes the policy. Roles are named before the conditions that name
// them are made.
func (m *maker) makeRules() {
	m.rules = mandat.Rules{System: "random", Version: "1"}
	m.makeStructures()
	m.makeChannels()
	m.makeSettings()
	m.makeTypes()
	m.administered = m.percent(68 + m.wide/3)
	m.makeRoles()
	m.makeStatements()
	m.makeClosers()
	m.makeExclusive()
	m.makeJoining()
	m.makeCreation()
	m.makeNotices()
}

func (m *maker) makeStructures() {
	names := []mandat.Structure{"tree", "folders", "rooms"}[:1+m.weighted(5, 4, 2)]
	if m.plain && m.percent(75) {
		names = names[:1]
	}
	homeful := m.below(len(names))
	for i, name := range names {
		s := mandat.StructureRule{Name: name}
		if i == homeful {
			s.Home = oneOf(m.dice, mandat.HomeOptional, mandat.HomeRequired, mandat.HomeOptional, mandat.NoHome)
		}
		m.rules.Structures = append(m.rules.Structures, s)
	}
}

func (m *maker) makeChannels() {
	m.rules.Channels = []mandat.ChannelRule{{Name: "web", Login: true}, {Name: "link", Bearer: true}}
	if m.percent(75) {
		m.rules.Channels = append(m.rules.Channels, mandat.ChannelRule{Name: "desk"})
	}
}

func (m *maker) makeSettings() {
	for _, name := range []mandat.Setting{"blue", "green"}[:m.weighted(1, 3, 3)] {
		m.rules.Settings = append(m.rules.Settings, mandat.SettingRule{Name: name, Default: m.percent(60)})
	}
	m.rules.GroupsHoldRoles = m.percent(65)
}

// makeTypes makes a chain of types, each part of the next; the last may be part
// of itself.
func (m *maker) makeTypes() {
	names := []mandat.ResourceType{"page", "book", "shelf"}[:1+m.weighted(4, 4, 2)]
	for i, name := range names {
		t := m.makeType(name)
		switch {
		case i+1 < len(names) && m.percent(85):
			t.PartOf = names[i+1]
		case m.percent(20):
			t.PartOf = names[0]
		case m.percent(35):
			t.PartOf = name
		}
		m.rules.Types = append(m.rules.Types, t)
	}
}

func (m *maker) makeType(name mandat.ResourceType) mandat.TypeRule {
	t := mandat.TypeRule{Name: name, Actions: m.makeActions()}
	t.Structures = subset(m.dice, 70, names(m.rules.Structures, func(s mandat.StructureRule) mandat.Structure { return s.Name }))
	for _, s := range []mandat.Status{"draft", "open", "shut"}[:m.weighted(2, 1, 3, 4)] {
		t.Statuses = append(t.Statuses, mandat.StatusRule{Name: s})
	}
	for _, l := range []mandat.Label{"secret", "urgent"}[:m.weighted(2, 2, 2)] {
		t.Labels = append(t.Labels, mandat.LabelRule{Name: l})
	}
	for _, r := range []mandat.Relation{"author", "owner", "deputy"}[:m.weighted(1, 3, 3, 1)] {
		t.Relations = append(t.Relations, mandat.RelationRule{Name: r})
	}
	t.Lists = subset(m.dice, 45, actionNames(t))
	if len(t.Lists) > mandat.MaxLists {
		t.Lists = t.Lists[:mandat.MaxLists]
	}
	return t
}

// makeActions makes single actions and groups of them, also groups of groups,
// and lets some need others.
func (m *maker) makeActions() []mandat.ActionRule {
	actions := []mandat.ActionRule{{Name: "read"}, {Name: "name"}}
	if m.percent(60) {
		actions = append(actions, mandat.ActionRule{Name: "date"})
		if m.percent(75) {
			actions = append(actions, mandat.ActionRule{Name: "edit", Of: []mandat.Action{"name", "date"}})
		}
	}
	if inner := actions[len(actions)-1].Name; m.percent(60) {
		actions = append(actions, mandat.ActionRule{Name: "drop"})
		if m.percent(60) {
			actions = append(actions, mandat.ActionRule{Name: "rule", Of: []mandat.Action{inner, "drop"}})
		}
	}
	for i := range actions[1:] {
		needed := oneOf(m.dice, "read", pick(m.dice, actions).Name)
		if needed != actions[i+1].Name && m.percent(11) {
			actions[i+1].Needs = []mandat.Action{needed}
		}
	}
	return actions
}

// makeClosers makes what closes: gates, guards and approvals.
func (m *maker) makeClosers() {
	for range m.weighted(4, 4, 2) {
		refs, f := m.refs()
		m.rules.Gates = append(m.rules.Gates, mandat.Gate{Close: refs, Unless: m.condition(f)})
	}
	for range m.weighted(4, 4, 1) {
		refs, f := m.refs()
		m.rules.Guards = append(m.rules.Guards, mandat.Guard{Before: refs, Needs: m.condition(f)})
	}
	m.makeApprovals()
}

// refs names actions, mostly of one type, with the facts that a condition on
// all of them can name.
func (m *maker) refs() ([]mandat.ActionRef, facts) {
	if m.administered && m.percent(35) {
		t := pick(m.dice, m.builtins)
		return m.refsOf(t), m.factsOf(t)
	}
	t := pick(m.dice, m.rules.Types)
	refs := m.refsOf(t)
	f := m.factsOf(t)
	if len(m.rules.Types) > 1 && m.percent(20) {
		other := pick(m.dice, m.rules.Types)
		if other.Name != t.Name {
			refs = append(refs, m.refsOf(other)...)
			f = f.shared(m.factsOf(other))
		}
	}
	return refs, f
}

// refsOf names one or two actions of the type; one may be in the other.
func (m *maker) refsOf(t mandat.TypeRule) []mandat.ActionRef {
	all := actionNames(t)
	a, b := pick(m.dice, all), pick(m.dice, all)
	refs := []mandat.ActionRef{{Type: t.Name, Action: a}}
	if b != a {
		refs = append(refs, mandat.ActionRef{Type: t.Name, Action: b})
	}
	return refs
}

// inside reports whether an action is in the group, at whatever depth.
func inside(t mandat.TypeRule, a, group mandat.Action) bool {
	for _, rule := range t.Actions {
		if rule.Name != group {
			continue
		}
		for _, member := range rule.Of {
			if member == a || inside(t, a, member) {
				return true
			}
		}
	}
	return false
}

func actionNames(t mandat.TypeRule) []mandat.Action {
	return names(t.Actions, func(a mandat.ActionRule) mandat.Action { return a.Name })
}

// names returns the names of rules.
func names[R, N any](rules []R, name func(R) N) []N {
	var all []N
	for _, r := range rules {
		all = append(all, name(r))
	}
	return all
}
