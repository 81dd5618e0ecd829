package sqlfilter

import (
	"fmt"
	"maps"
	"slices"

	"github.com/mandat-go/mandat"
)

// checker looks for everything that is wrong with a mapping.
type checker struct {
	rules    mandat.Rules
	problems []mandat.Problem
}

func (c *checker) add(path, format string, args ...any) {
	c.problems = append(c.problems, mandat.Problem{Path: path, Message: fmt.Sprintf(format, args...)})
}

// levels checks a mapping and, upwards, what it is part of. It returns copies.
func (c *checker) levels(m *Mapping) []*Mapping {
	var all []*Mapping
	for path := ""; m != nil; path += "PartOf.Of." {
		if slices.ContainsFunc(all, func(below *Mapping) bool { return below.Type == m.Type }) {
			break // said of the whole that leads here
		}
		all = append(all, m.clone())
		t := c.typ(m.Type)
		if t == nil {
			c.add(path+"Type", "%s", c.unmappable(m.Type))
			break
		}
		c.row(path, m)
		c.lists(path, t, m)
		if path == "" {
			c.facts(t, m)
		}
		m = c.whole(path, t, m)
	}
	return all
}

func (c *checker) typ(name mandat.ResourceType) *mandat.TypeRule {
	for i := range c.rules.Types {
		if c.rules.Types[i].Name == name {
			return &c.rules.Types[i]
		}
	}
	return nil
}

func (c *checker) unmappable(name mandat.ResourceType) string {
	switch name {
	case mandat.OrgType, mandat.UnitType, mandat.MemberType, mandat.GroupType, mandat.RoleType, mandat.GrantType,
		mandat.InvitationType, mandat.ApprovalType:
		return fmt.Sprintf("%q is built in: the organisation has these itself, no table has", name)
	}
	return fmt.Sprintf("unknown type %q", name)
}

// row checks what every row has.
func (c *checker) row(path string, m *Mapping) {
	c.table(path+"Table", m.Table)
	c.column(path+"ID", m.ID)
	c.column(path+"Org", m.Org)
	for _, k := range m.Key {
		c.column(path+"Key", k)
	}
}

// facts checks the facts of the resource itself.
func (c *checker) facts(t *mandat.TypeRule, m *Mapping) {
	each(c, "Units", "structure", t.Structures, m.Units, c.column)
	switch {
	case len(t.Statuses) > 0:
		c.column("Status", m.Status)
	case m.Status != "":
		c.add("Status", "the type has no statuses")
	}
	c.labels(t, m)
	each(c, "Relations", "relation", names(t.Relations, func(r mandat.RelationRule) mandat.Relation { return r.Name }), m.Relations,
		func(path string, s Source) { c.source(path, m, s) })
}

func (c *checker) labels(t *mandat.TypeRule, m *Mapping) {
	switch s := m.Labels; {
	case s.column == "" && s.table == "":
		each(c, "LabelColumns", "label", names(t.Labels, func(l mandat.LabelRule) mandat.Label { return l.Name }), m.LabelColumns, c.column)
	case len(t.Labels) == 0:
		c.add("Labels", "the type has no labels")
	case m.LabelColumns != nil:
		c.add("LabelColumns", "the labels stand in Labels already")
	default:
		c.source("Labels", m, s)
	}
}

func (c *checker) lists(path string, t *mandat.TypeRule, m *Mapping) {
	each(c, path+"Lists", "list", t.Lists, m.Lists, func(path string, l List) {
		c.column(path+".Has", l.Has)
		c.table(path+".Table", l.Table)
		c.keys(path+".Key", l.Key, m)
		c.column(path+".Kind", l.Kind)
		c.column(path+".Name", l.Name)
		if l.Action != "" {
			c.column(path+".Action", l.Action)
		}
	})
}

// whole checks what the rows are part of. It returns the mapping of that, nil for
// none.
func (c *checker) whole(path string, t *mandat.TypeRule, m *Mapping) *Mapping {
	loops, lists := c.above(t)
	switch {
	case t.PartOf == "" && m.PartOf != nil:
		c.add(path+"PartOf", "the type is part of nothing")
	case loops && lists:
		c.add(path+"PartOf", "type %q is part of itself, or of what is: SQL cannot follow its wholes up to the lists that count", t.Name)
	case loops && m.PartOf != nil:
		c.add(path+"PartOf", "type %q is part of itself, or of what is, and no whole has lists: leave this out", t.Name)
	case m.PartOf == nil && lists:
		c.add(path+"PartOf", "the type is part of %q, and lists there count: nothing tells of which", t.PartOf)
	case m.PartOf == nil:
	case m.PartOf.Of == nil:
		c.add(path+"PartOf.Of", "the mapping of %q is missing", t.PartOf)
	case m.PartOf.Of.Type != t.PartOf:
		c.add(path+"PartOf.Of.Type", "the type is part of %q, not of %q", t.PartOf, m.PartOf.Of.Type)
	default:
		c.keys(path+"PartOf.Key", m.PartOf.Key, m.PartOf.Of)
		return m.PartOf.Of
	}
	return nil
}

// above tells whether the way up from a type comes to a type twice, and whether a
// type on it has lists.
func (c *checker) above(t *mandat.TypeRule) (loops, lists bool) {
	seen := map[mandat.ResourceType]bool{t.Name: true}
	for t.PartOf != "" {
		t = c.typ(t.PartOf)
		lists = lists || len(t.Lists) > 0
		if seen[t.Name] {
			return true, lists
		}
		seen[t.Name] = true
	}
	return false, lists
}

func (c *checker) source(path string, m *Mapping, s Source) {
	c.column(path, s.column)
	if s.table != "" || s.key != nil {
		c.table(path, s.table)
		c.keys(path, s.key, m)
	}
}

// keys checks columns that refer to the key of a mapping.
func (c *checker) keys(path string, keys []string, to *Mapping) {
	for _, k := range keys {
		c.column(path, k)
	}
	if want := len(to.key()); len(keys) != want {
		c.add(path, "the key of %q has %d columns, not %d", to.Type, want, len(keys))
	}
}

func (c *checker) column(path, name string) {
	if name == "" {
		c.add(path, "the column is missing")
	} else if !isColumn(name) {
		c.add(path, "%q is not a plain name of a column, or column::type", name)
	}
}

func (c *checker) table(path, name string) {
	if name == "" {
		c.add(path, "the table is missing")
	} else if !isTable(name) {
		c.add(path, "%q is not a plain name of a table; nor may one begin with %s", name, reserved)
	}
}

// each checks that facts of one kind are mapped, all that are declared and no others.
func each[N ~string, S any](c *checker, path, kind string, declared []N, mapped map[N]S, check func(string, S)) {
	for _, name := range declared {
		if s, ok := mapped[name]; ok {
			check(fmt.Sprintf("%s[%s]", path, name), s)
		} else {
			c.add(path, "%s %q is not mapped", kind, name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(mapped)) {
		if !slices.Contains(declared, name) {
			c.add(path, "the type has no %s %q", kind, name)
		}
	}
}

func names[R, N any](rules []R, name func(R) N) []N {
	var all []N
	for _, r := range rules {
		all = append(all, name(r))
	}
	return all
}
