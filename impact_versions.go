package mandat

import (
	"slices"
	"time"
)

// The organisation before and the organisation after a change.
const (
	before = iota
	after
	versions
)

// comparison is a change of which the impact is asked. Units go by their indexes
// in the organisation afterwards.
type comparison struct {
	orgs   [versions]*Org
	at     time.Time
	events []Event
	// same tells that both decide by one policy, so that indexes mean the same.
	same bool
	// cut are the units that were moved, or whose seal changed: sorted. What lies
	// below a unit, but not below one of these, is the same before and after.
	cut    []int32
	roots  [][]int32 // by structure, nil until asked for
	tasks  []task
	shapes []*shape
}

func newComparison(m *made) (*comparison, error) {
	c := &comparison{orgs: [versions]*Org{m.before, m.after}, at: m.subject.At, events: m.events}
	if m.before == nil {
		empty, err := NewOrg(m.after.policy, OrgData{ID: m.after.id})
		if err != nil {
			return nil, err
		}
		c.orgs[before] = empty
	}
	c.same = c.orgs[before].policy == c.orgs[after].policy
	for i := range m.events {
		switch e := m.events[i].What.(type) {
		case UnitMoved:
			c.cutAt(e.Unit)
		case UnitSealed:
			c.cutAt(e.Unit)
		}
	}
	slices.Sort(c.cut)
	c.cut = slices.Compact(c.cut)
	return c, nil
}

func (c *comparison) cutAt(id UnitID) {
	if i, ok := c.orgs[after].unitNamed(id); ok && c.unitIn(before, i) != noUnit {
		c.cut = append(c.cut, i)
	}
}

// unitIn returns the index that a unit has in a version, noUnit if it is not
// there.
func (c *comparison) unitIn(version int, i int32) int32 {
	if i == noUnit || version == after {
		return i
	}
	was := c.orgs[before]
	if !c.same {
		if k, ok := was.unitNamed(c.orgs[after].unit(i).id); ok {
			return k
		}
		return noUnit
	}
	if i >= was.units.len() || was.unit(i).gone {
		return noUnit
	}
	return i
}

// shared returns the unit with an index in a version, noUnit unless it is there
// before and after.
func (c *comparison) shared(version int, i int32) int32 {
	if i == noUnit {
		return noUnit
	}
	if version == before {
		if !c.same {
			k, ok := c.orgs[after].unitNamed(c.orgs[before].unit(i).id)
			if !ok {
				return noUnit
			}
			return k
		}
		if c.orgs[after].unit(i).gone {
			return noUnit
		}
		return i
	}
	if c.orgs[after].unit(i).gone || c.unitIn(before, i) == noUnit {
		return noUnit
	}
	return i
}

// structureIn returns the index that a structure has in a version, -1 if the
// policy has it not.
func (c *comparison) structureIn(version, structure int) int {
	if c.same || version == after {
		return structure
	}
	return c.orgs[before].policy.structure(c.orgs[after].policy.rules.Structures[structure].Name)
}

// rootsOf returns the roots of a structure that are there before and after.
func (c *comparison) rootsOf(structure int) []int32 {
	o := c.orgs[after]
	if c.roots == nil {
		c.roots = make([][]int32, len(o.policy.rules.Structures))
		for i := range o.units.len() {
			if u := o.unit(i); !u.gone && len(u.path) == 1 && c.shared(after, i) != noUnit {
				c.roots[u.structure] = append(c.roots[u.structure], i)
			}
		}
	}
	return c.roots[structure]
}

// memberIn returns the index of a person in a version, -1 for nobody's.
func (c *comparison) memberIn(version int, p PersonID) int32 {
	if i, ok := c.orgs[version].memberNamed(p); ok {
		return i
	}
	return nobody
}
