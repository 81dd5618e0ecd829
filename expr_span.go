package mandat

// span is a unit, what lies below it, or both, without what is left out of it. The
// unit is noUnit for all units of a structure.
type span struct {
	unit        int32
	here, below bool
	except      []span
}

// spanning says a set of units with as few names as it can.
type spanning struct {
	org *Org
	in  bitset
	// below tells whether what lies below a unit is taken in by a span that is begun
	// there or above; the second where one from above covers the unit.
	below map[int32][2]bool
	spans []span
}

// spans returns what together makes some units of a structure. Where it does not
// matter, it is all units rather than those at and below a root if that leaves
// nothing out, or if so preferred.
func (s *exprSpace) spans(structure int, at bitset, preferAll bool) []span {
	m := spanning{org: s.org, in: at, below: make(map[int32][2]bool)}
	var roots []int32
	apart, covered := 0, 0
	for i := range s.units(s.everywhere(structure)) {
		if s.org.unit(i).above() != noUnit {
			continue
		}
		names := m.names(i)
		roots, apart, covered = append(roots, i), apart+names[0], covered+names[1]
	}
	all := covered+1 < apart || covered+1 == apart && (covered == 0 || preferAll)
	if all {
		m.spans = []span{{unit: noUnit, here: true, below: true}}
	}
	for _, root := range roots {
		m.say(root, all, 0)
	}
	return m.spans
}

// names returns how many names it takes to say what is meant at and below a unit:
// by itself, and where a span from above covers it. A unit that is named anyway is
// rather named with what lies below it.
func (m *spanning) names(unit int32) (least [2]int) {
	var below [2]int
	for child := range m.org.unit(unit).children.all() {
		names := m.names(child)
		below[0], below[1] = below[0]+names[0], below[1]+names[1]
	}
	inner := m.org.unit(unit).children.len() > 0
	var covers [2]bool
	for c := range least {
		named := m.in.has(int(unit)) != (c == 1)
		kept, turned := below[c], below[1-c]+1
		if named {
			kept++
		}
		turns := turned < kept || turned == kept && named && inner
		if turns {
			kept = turned
		}
		least[c], covers[c] = kept, turns != (c == 1)
	}
	m.below[unit] = covers
	return least
}

// say adds what is meant at and below a unit. Covered tells that a span does cover
// it, which is the one with the index.
func (m *spanning) say(unit int32, covered bool, by int) {
	below := m.below[unit][0]
	if covered {
		below = m.below[unit][1]
	}
	s := span{unit: unit, here: m.in.has(int(unit)) != covered, below: below != covered}
	switch {
	case !s.here && !s.below:
	case covered:
		m.spans[by].except = append(m.spans[by].except, s)
	default:
		m.spans, by = append(m.spans, s), len(m.spans)
	}
	for child := range m.org.unit(unit).children.all() {
		m.say(child, below, by)
	}
}
