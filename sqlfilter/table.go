package sqlfilter

import (
	"fmt"
	"maps"
	"slices"

	"github.com/mandat-go/mandat"
)

// Table is a mapping that was checked: it writes the WHERE clauses for the rows of
// one resource type. It is immutable and safe for concurrent use. The zero Table
// refuses every filter.
type Table struct {
	levels []*Mapping // of the resource, of what it is part of, and so on
}

// New checks a mapping against a policy, and copies it. An error is a
// *mandat.InvalidError with everything that is wrong.
func New(p *mandat.Policy, m Mapping) (*Table, error) {
	c := checker{}
	if p != nil {
		c.rules = p.Rules()
	}
	t := &Table{levels: c.levels(&m)}
	if c.problems != nil {
		return nil, &mandat.InvalidError{What: fmt.Sprintf("mapping of %q", m.Type), Problems: c.problems}
	}
	return t, nil
}

func (m *Mapping) key() []string {
	if len(m.Key) == 0 {
		return []string{m.ID}
	}
	return m.Key
}

func (m *Mapping) clone() *Mapping {
	c := *m
	c.Key, c.Units, c.LabelColumns = slices.Clone(m.Key), maps.Clone(m.Units), maps.Clone(m.LabelColumns)
	c.Labels, c.Relations, c.Lists = m.Labels.clone(), maps.Clone(m.Relations), maps.Clone(m.Lists)
	for r, s := range c.Relations {
		c.Relations[r] = s.clone()
	}
	for a, l := range c.Lists {
		l.Key = slices.Clone(l.Key)
		c.Lists[a] = l
	}
	if m.PartOf != nil {
		c.PartOf = &Whole{Key: slices.Clone(m.PartOf.Key), Of: m.PartOf.Of}
	}
	return &c
}

func (s Source) clone() Source {
	s.key = slices.Clone(s.key)
	return s
}

// misfit tells why the mapping, which was checked against another version of the
// policy perhaps, does not know all that a filter asks for.
func (t *Table) misfit(f *mandat.Form) string {
	m := t.levels[0]
	labels := m.LabelColumns
	switch {
	case f.Type != m.Type:
		return fmt.Sprintf("it is for %q", f.Type)
	case len(f.Places) != len(m.Units) || slices.ContainsFunc(f.Places, func(p mandat.FormPlace) bool { return m.Units[p.Structure] == "" }):
		return "the type has other structures"
	case (len(f.Statuses) > 0) != (m.Status != ""):
		return "the type has statuses, or the mapping has"
	case m.Labels.column == "" && !sameKeys(labels, f.Labels), m.Labels.column != "" && len(f.Labels) == 0:
		return "the type has other labels"
	case !sameKeys(m.Relations, f.Relations):
		return "the type has other relations"
	}
	return t.misfitAbove(f)
}

func (t *Table) misfitAbove(f *mandat.Form) string {
	if len(t.levels) > len(f.Levels) {
		return "the type is part of something else"
	}
	for i, l := range f.Levels[:len(t.levels)] {
		switch m := t.levels[i]; {
		case l.Type != m.Type:
			return "the type is part of something else"
		case !sameKeys(m.Lists, l.Lists):
			return fmt.Sprintf("type %q has other lists", l.Type)
		case l.WholeNeeded && i+1 == len(t.levels):
			return fmt.Sprintf("type %q is part of something with lists", l.Type)
		}
	}
	return ""
}

func sameKeys[N comparable, S any](mapped map[N]S, names []N) bool {
	return len(mapped) == len(names) && !slices.ContainsFunc(names, func(n N) bool {
		_, ok := mapped[n]
		return !ok
	})
}
