package worlds

import (
	"slices"

	"github.com/mandat-go/mandat"
)

// facts are the names that a condition can ask for.
type facts struct {
	relations []mandat.Relation
	statuses  []mandat.Status
	labels    []mandat.Label
	session   bool
	channels  []mandat.Channel
	settings  []mandat.Setting
	// held are all built-in roles, vacant those that not everybody holds.
	held, vacant []mandat.RoleID
	// target tells that a member is concerned.
	target bool
	// granted tells that what is asked about is a grant, of a role.
	granted bool
}

// factsOf returns what conditions on the actions of a type can name.
func (m *maker) factsOf(t mandat.TypeRule) facts {
	held := names(m.rules.Roles, func(r mandat.Role) mandat.RoleID { return r.ID })
	return facts{
		relations: names(t.Relations, func(r mandat.RelationRule) mandat.Relation { return r.Name }),
		statuses:  names(t.Statuses, func(s mandat.StatusRule) mandat.Status { return s.Name }),
		labels:    names(t.Labels, func(l mandat.LabelRule) mandat.Label { return l.Name }),
		session:   true,
		channels:  names(m.rules.Channels, func(c mandat.ChannelRule) mandat.Channel { return c.Name }),
		settings:  names(m.rules.Settings, func(s mandat.SettingRule) mandat.Setting { return s.Name }),
		held:      held,
		vacant:    without(held, m.rules.Base),
		target:    concernsMember(t.Name),
		granted:   t.Name == mandat.GrantType,
	}
}

// shared returns what both types have.
func (f facts) shared(g facts) facts {
	f.relations = both(f.relations, g.relations)
	f.statuses = both(f.statuses, g.statuses)
	f.labels = both(f.labels, g.labels)
	f.session = f.session && g.session
	f.target = f.target && g.target
	f.granted = f.granted && g.granted
	return f
}

func without[T comparable](all []T, one T) []T {
	return slices.DeleteFunc(slices.Clone(all), func(x T) bool { return x == one })
}

func both[T comparable](a, b []T) []T {
	return slices.DeleteFunc(slices.Clone(a), func(x T) bool { return !slices.Contains(b, x) })
}

// condition makes a condition that can hold.
func (m *maker) condition(f facts) mandat.Condition {
	for range 4 {
		if c := m.tree(f, 2); satisfiable(&c, f) {
			return c
		}
	}
	return m.atom(f)
}

// maybe makes a condition, or none, for a permission.
func (m *maker) maybe(percent int, f facts) *mandat.Condition {
	if !m.percent(percent) || m.plain {
		return nil
	}
	c := m.condition(f)
	return &c
}

// tree makes a condition of at most so many levels of all, any and not.
func (m *maker) tree(f facts, depth int) mandat.Condition {
	if depth == 0 {
		return m.atom(f)
	}
	switch m.weighted(40, 15, 12, 18, 15) {
	case 1:
		return m.several(f)
	case 2:
		return mandat.Condition{All: m.trees(f, depth-1)}
	case 3:
		return mandat.Condition{Any: m.trees(f, depth-1)}
	case 4:
		c := m.tree(f, depth-1)
		return mandat.Condition{Not: &c}
	}
	return m.atom(f)
}

func (m *maker) trees(f facts, depth int) []mandat.Condition {
	cs := []mandat.Condition{m.tree(f, depth), m.tree(f, depth)}
	if m.percent(25) {
		cs = append(cs, m.tree(f, depth))
	}
	return cs
}

// several makes one condition with two fields set.
func (m *maker) several(f facts) mandat.Condition {
	c, other := m.atom(f), m.atom(f)
	switch {
	case c.Status == nil && other.Status != nil:
		c.Status = other.Status
	case c.Relation == nil && other.Relation != nil:
		c.Relation = other.Relation
	case c.Label == nil && other.Label != nil:
		c.Label = other.Label
	case c.Setting == nil && other.Setting != nil:
		c.Setting = other.Setting
	case m.percent(50):
		c.Not = &other
	default:
		c.Any = []mandat.Condition{other, m.atom(f)}
	}
	return c
}

// atom makes a condition with one plain field. Channels are always there to be
// named.
func (m *maker) atom(f facts) mandat.Condition {
	switch m.weighted(
		has(4, f.relations), has(5, f.statuses), has(4, f.labels), has(3, f.settings),
		has(2, f.vacant), has(3, f.held), 2, 2*truth(f.session), 8*truth(f.target), 8*truth(f.granted)) {
	case 0:
		return mandat.Condition{Relation: someOf(m.dice, 40, f.relations)}
	case 1:
		return mandat.Condition{Status: someOf(m.dice, 50, f.statuses)}
	case 2:
		return mandat.Condition{Label: someOf(m.dice, 40, f.labels)}
	case 3:
		return mandat.Condition{Setting: someOf(m.dice, 30, f.settings)}
	case 4:
		return mandat.Condition{Vacant: someOf(m.dice, 15, f.vacant)}
	case 5:
		return mandat.Condition{Holds: someOf(m.dice, 25, f.held)}
	case 7:
		return mandat.Condition{LoggedOut: true}
	case 8:
		return mandat.Condition{Target: m.targetCondition(f)}
	case 9:
		return mandat.Condition{Role: someOf(m.dice, 40, f.held)}
	}
	return mandat.Condition{Channel: someOf(m.dice, 40, f.channels)}
}

// has is the weight of names, if there are any.
func has[T any](weight int, names []T) int {
	return weight * truth(len(names) > 0)
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}
