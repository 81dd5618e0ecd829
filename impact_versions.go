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

// comparison is two organisations of which it is asked who has what in only one.
// Units, those that are gone too, go by their indexes in the organisation
// afterwards, which knows the ids of all that there was before.
type comparison struct {
	orgs [versions]*Org
	at   time.Time
	// by are the differences between them: each says what it can change.
	by []affects
	// same tells that both decide by one policy and one is a version of the other,
	// so that indexes mean the same.
	same bool
	// structures are those of the policy afterwards, then those before that are
	// gone.
	structures []Structure
	// unlike are the types of which nothing is asked: the policies have them lie in
	// different structures.
	unlike []ResourceType
	// cut are the units that were moved, or whose seal changed: sorted. What lies
	// below a unit, but not below one of these, is the same before and after, if it
	// is there in both.
	cut []int32
	// marked are these, and those made or removed where others are kept: below each
	// one that is not marked, all are kept, or none is.
	marked []int32
	roots  [][]int32 // by structure, nil until asked for
	mixed  []bool    // by structure: whether it has units that are there before and after
	tasks  []task
	shapes []*shape
}

// newComparison compares an organisation with one that knows all units and members
// that it has. sameIndexes tells that it knows them by the same indexes.
func newComparison(was, is *Org, sameIndexes bool, at time.Time, by []affects) *comparison {
	c := &comparison{orgs: [versions]*Org{was, is}, at: at, by: by}
	c.same = sameIndexes && was.policy == is.policy
	for _, o := range []*Org{is, was} {
		for _, s := range o.policy.rules.Structures {
			if !slices.Contains(c.structures, s.Name) {
				c.structures = append(c.structures, s.Name)
			}
		}
	}
	var turned []int32
	for i := range by {
		for _, id := range by[i].units {
			if k, ok := is.unitByID.get(id); ok {
				turned = append(turned, k)
			}
		}
	}
	slices.Sort(turned)
	for _, k := range slices.Compact(turned) {
		c.mark(k)
	}
	return c
}

// mark notes a unit that was made, removed, moved or sealed.
func (c *comparison) mark(unit int32) {
	is, was := c.unitIn(after, unit), c.unitIn(before, unit)
	switch {
	case is == noUnit && was == noUnit:
	case is != noUnit && was != noUnit:
		c.cut = append(c.cut, unit)
		c.marked = append(c.marked, unit)
	case c.isMixed(c.structureAt(unit)) && !c.belowAlike(unit):
		c.marked = append(c.marked, unit)
	}
}

// belowAlike reports whether a unit that was made lies below another one that
// was, or one removed below another one.
func (c *comparison) belowAlike(unit int32) bool {
	version, u := c.record(unit)
	above := c.common(version, u.above())
	return above != noUnit && (c.unitIn(before, above) == noUnit || c.unitIn(after, above) == noUnit)
}

// unitIn returns the index that a unit has in a version, noUnit if it is not
// there.
func (c *comparison) unitIn(version int, i int32) int32 {
	if i == noUnit {
		return noUnit
	}
	if version == before && !c.same {
		if k, ok := c.orgs[before].unitNamed(c.orgs[after].unit(i).id); ok {
			return k
		}
		return noUnit
	}
	if o := c.orgs[version]; i >= o.units.len() || o.unit(i).gone {
		return noUnit
	}
	return i
}

// common returns the index by which a unit of a version goes in both.
func (c *comparison) common(version int, i int32) int32 {
	if i == noUnit || version == after || c.same {
		return i
	}
	if k, ok := c.orgs[after].unitByID.get(c.orgs[before].unit(i).id); ok {
		return k
	}
	return noUnit
}

// record returns what a unit is like afterwards or, if it was removed, before. It
// is nil for one that is in neither version.
func (c *comparison) record(i int32) (int, *unit) {
	for _, version := range []int{after, before} {
		if k := c.unitIn(version, i); k != noUnit {
			return version, c.orgs[version].unit(k)
		}
	}
	return after, nil
}

// structureIn returns the index that a structure has in a version, -1 if the
// policy has it not.
func (c *comparison) structureIn(version, structure int) int {
	if c.same {
		return structure
	}
	return c.orgs[version].policy.structure(c.structures[structure])
}

// structureAt returns the structure of a unit, as it is afterwards.
func (c *comparison) structureAt(i int32) int {
	version, u := c.record(i)
	if version == after || c.same {
		return u.structure
	}
	return c.structure(c.orgs[before].policy.rules.Structures[u.structure].Name)
}

// structure returns the index by which a structure goes in both.
func (c *comparison) structure(name Structure) int { return slices.Index(c.structures, name) }

// rootsOf returns the roots of a structure.
func (c *comparison) rootsOf(structure int) []int32 {
	c.findRoots()
	return c.roots[structure]
}

// isMixed reports whether a structure has units that are there before and after,
// from which those that were made or removed are to be told apart.
func (c *comparison) isMixed(structure int) bool {
	c.findRoots()
	return c.mixed[structure]
}

func (c *comparison) findRoots() {
	if c.roots != nil {
		return
	}
	n := len(c.structures)
	c.roots, c.mixed = make([][]int32, n), make([]bool, n)
	for i := range c.orgs[after].units.len() {
		_, u := c.record(i)
		if u == nil {
			continue
		}
		s := c.structureAt(i)
		c.mixed[s] = c.mixed[s] || c.unitIn(before, i) != noUnit && c.unitIn(after, i) != noUnit
		if len(u.path) == 1 {
			c.roots[s] = append(c.roots[s], i)
		}
	}
}

// memberIn returns the index of a person in a version, -1 for nobody's.
func (c *comparison) memberIn(version int, p PersonID) int32 {
	if i, ok := c.orgs[version].memberNamed(p); ok {
		return i
	}
	return nobody
}
