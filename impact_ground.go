package mandat

import (
	"slices"
	"time"
)

// ground is all places of a shape, at all moments, as the rights of one member
// tell them apart.
type ground struct {
	*comparison
	shape *shape
	dims  [][]cell
	count int // of places
	// moments begin the times that the member's grants tell apart.
	moments []time.Time
	stands  [versions][]stand     // by moment
	spots   [versions][][]reached // by moment and place
}

// stand is how a member stands in a version at a moment.
type stand struct {
	view     View
	channels uint64 // in which they have standing
	held     []held
}

// held is a grant that a member holds in force.
type held struct {
	holdings
	of       *role
	channels uint64 // that the role opens
}

// reached tells how a grant stands to a place.
type reached uint8

const (
	countsThere reached = 1 << iota
	insideThere
	coversThere
	coversBelow // also what lies below
)

// standing returns how a member stands in a version at a moment.
func (c *comparison) standing(version int, index int32, person PersonID, at time.Time) stand {
	o := c.orgs[version]
	s := stand{view: View{org: o, subject: Subject{Person: person, At: at}, index: index, settings: o.settings}}
	if index < 0 {
		return s
	}
	s.view.status = o.member(index).status
	if s.view.status != MemberActive && s.view.status != MemberInactive {
		return s
	}
	for h := s.view.holdings(); h.next(); {
		one := held{holdings: h, of: h.role()}
		for _, opening := range one.of.openings {
			if opening.settings&^o.settings == 0 {
				one.channels |= opening.channels
			}
		}
		s.channels |= one.channels
		s.held = append(s.held, one)
	}
	return s
}

// bind lets what is held look at this stand, which stays where it is.
func (s *stand) bind() {
	for i := range s.held {
		s.held[i].view = &s.view
	}
}

// lay finds how each grant stands to each place.
func (g *ground) lay() {
	g.count = 1
	for _, d := range g.dims {
		g.count *= len(d)
	}
	for version := range versions {
		for m := range g.moments {
			s := &g.stands[version][m]
			for place := range g.count {
				g.spots[version] = append(g.spots[version], g.reach(version, s, place))
			}
		}
	}
}

func (g *ground) reach(version int, s *stand, place int) []reached {
	all := make([]reached, len(s.held))
	alone, whole := g.question(version, s, place, UnitAlone), g.question(version, s, place, UnitAndBelow)
	for i := range s.held {
		h := &s.held[i].holdings
		if alone.counts(h) {
			all[i] |= countsThere
		}
		if alone.insideSeals(h) {
			all[i] |= insideThere
		}
		if alone.covers(h) {
			all[i] |= coversThere
		}
		if whole.covers(h) {
			all[i] |= coversBelow
		}
	}
	return all
}

// spot returns how the grants held stand to a place at a moment.
func (g *ground) spot(version, moment, place int) []reached {
	return g.spots[version][moment*g.count+place]
}

// cellsAt returns the cell of each dimension that a place is made of.
func (g *ground) cellsAt(place int) [MaxUnits]*cell {
	var all [MaxUnits]*cell
	for i := len(g.dims) - 1; i >= 0; i-- {
		n := len(g.dims[i])
		all[i] = &g.dims[i][place%n]
		place /= n
	}
	return all
}

// question returns a question by the member about what lies at a place.
func (g *ground) question(version int, s *stand, at int, depth DepthReach) question {
	q := question{view: &s.view, now: s.view.org}
	for _, c := range g.cellsAt(at) {
		if c == nil || c.kind == cellNoPlaces {
			continue
		}
		structure := g.structureIn(version, c.structure)
		if structure < 0 {
			continue
		}
		p := place{structure: int32(structure), unit: noUnit, below: depth == UnitAndBelow}
		if c.kind != cellEmpty {
			p.unit = g.unitIn(version, c.unit)
		}
		q.facts.put(p)
	}
	return q
}

// cutTimes returns the moments from one on at which grants begin or end.
func cutTimes(at time.Time, grants ...[]grant) []time.Time {
	var all []time.Time
	for _, list := range grants {
		for i := range list {
			if p := list[i].period; p != nil {
				all = append(all, p.from, p.until)
			}
		}
	}
	return slices.DeleteFunc(all, func(t time.Time) bool { return !t.After(at) })
}
