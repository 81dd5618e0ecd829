package mandat

import "slices"

// regions says cells as units, what lies below them, and what is left out.
type regions struct {
	*comparison
	version int // whose tree of units it is
	known   []landing
	index   map[landingKey]int // of those known
	parts   []Part
	claims  []claim // by part: the unit at its top
}

// landing is a landmark, or what lies below none in a structure, with what there
// is to say of it.
type landing struct {
	unit, structure   int32
	here, plain, deep wish
	children          []int // those nearest below it, among the landings
}

type landingKey struct{ unit, structure int32 }

// wish tells whether units are meant. Where there are none it is open.
type wish uint8

const (
	wishOpen wish = iota
	wishIn
	wishOut
)

func (w wish) is(has bool) bool { return w == wishOpen || (w == wishIn) == has }

// claim is what a part says of units below its top, noUnit for all units.
type claim struct {
	top   int32
	seals SealReach
}

// regionOf returns the region of the chosen cells of a dimension.
func (c *comparison) regionOf(version int, d shapeDim, cells chosen) Region {
	var region Region
	if !d.several {
		region.Structure = c.structures[d.structures[0]]
	}
	r := &regions{comparison: c, version: version, index: make(map[landingKey]int)}
	for _, s := range d.structures {
		r.landing(landingKey{noUnit, int32(s)})
	}
	for i := range cells.cells {
		w := wishOut
		if cells.in[i] {
			w = wishIn
		}
		if cells.cells[i].unit == noUnit {
			region.Nowhere = region.Nowhere || w == wishIn
			continue
		}
		r.note(&cells.cells[i], w)
	}
	r.hang()
	for i := range d.structures {
		r.root(i, region.Nowhere)
	}
	region.Parts = r.parts
	if d.several {
		region.Parts = r.together(len(d.structures))
	}
	return region
}

// landing returns which landing a landmark is, a new one if it was not known.
func (r *regions) landing(key landingKey) int {
	k, ok := r.index[key]
	if !ok {
		k = len(r.known)
		r.index[key] = k
		r.known = append(r.known, landing{unit: key.unit, structure: key.structure})
	}
	return k
}

func (r *regions) note(c *cell, w wish) {
	switch l := &r.known[r.landing(landingKey{c.landmark, int32(c.structure)})]; {
	case c.kind == cellHere:
		l.here = w
	case c.deep:
		l.deep = w
	default:
		l.plain = w
	}
}

// hang hangs each landing on the nearest one above it.
func (r *regions) hang() {
	o := r.orgs[r.version]
	for i := range r.known {
		l := &r.known[i]
		if l.unit == noUnit {
			continue
		}
		path := o.unit(r.unitIn(r.version, l.unit)).path
		above := r.index[landingKey{noUnit, l.structure}]
		for k := len(path) - 2; k >= 0; k-- {
			if near, found := r.index[landingKey{r.common(r.version, path[k]), l.structure}]; found {
				above = near
				break
			}
		}
		r.known[above].children = append(r.known[above].children, i)
	}
	for i := range r.known {
		if l := &r.known[i]; l.plain == wishOpen && l.here == wishIn && len(l.children) > 0 && r.allIn(l.children) {
			l.plain = wishIn
		}
	}
}

// allIn reports whether nothing at and below some landings is left out.
func (r *regions) allIn(landings []int) bool {
	return !slices.ContainsFunc(landings, func(i int) bool {
		l := &r.known[i]
		return l.here != wishIn || l.plain == wishOut || !r.allIn(l.children)
	})
}

// anyIn reports whether something at or below some landings is meant.
func (r *regions) anyIn(landings []int) bool {
	return slices.ContainsFunc(landings, func(i int) bool {
		l := &r.known[i]
		return l.here == wishIn || l.plain == wishIn || l.deep == wishIn || r.anyIn(l.children)
	})
}

// root says what is meant of a structure.
func (r *regions) root(i int, nowhere bool) {
	l := &r.known[i]
	if l.plain == wishOpen && nowhere && (len(l.children) == 0 || r.anyIn(l.children)) {
		l.plain = wishIn
	}
	own := -1
	if l.plain == wishIn || l.deep == wishIn {
		own = r.open(Part{Structure: r.structures[l.structure], Below: true, Seals: sealsOf(l)}, noUnit)
	}
	for _, k := range l.children {
		r.say(k, own)
	}
}

// sealsOf returns which of the units below are meant, if any are.
func sealsOf(l *landing) SealReach {
	switch {
	case l.plain == wishOut:
		return InsideSeals
	case l.deep == wishIn:
		return PastAllSeals
	}
	return OutsideSeals
}

func (r *regions) open(p Part, top int32) int {
	r.parts = append(r.parts, p)
	r.claims = append(r.claims, claim{top, p.Seals})
	return len(r.parts) - 1
}

// say says what is meant at and below a landing, where a part, -1 for none,
// claims some of it already.
func (r *regions) say(i, part int) {
	l := &r.known[i]
	here, plain, deep := r.claimed(l, part)
	id := r.orgs[after].unit(l.unit).id
	add, except := Part{Unit: id, Here: l.here == wishIn && !here}, Part{Unit: id, Here: l.here == wishOut && here, Seals: PastAllSeals}
	below := part
	if !l.plain.is(plain) || !l.deep.is(deep) {
		except.Below = plain || deep
		below = -1
		if l.plain == wishIn || l.deep == wishIn {
			add.Below, add.Seals = true, sealsOf(l)
		}
	}
	if except.Here || except.Below {
		r.parts[part].Except = append(r.parts[part].Except, except)
	}
	if add.Here || add.Below {
		own := r.open(add, l.unit)
		if add.Below {
			below = own
		}
	}
	for _, k := range l.children {
		r.say(k, below)
	}
}

// claimed returns what a part says of a landing: of the unit, of those below it,
// and of those there inside further seals.
func (r *regions) claimed(l *landing, part int) (here, plain, deep bool) {
	if part < 0 {
		return false, false, false
	}
	o, c := r.orgs[r.version], r.claims[part]
	seal := o.unit(r.unitIn(r.version, l.unit)).seal
	off := seal != noUnit
	if top := r.unitIn(r.version, c.top); top != noUnit {
		off = off && seal != top && o.within(seal, top)
	}
	switch c.seals {
	case PastAllSeals:
		return true, true, true
	case InsideSeals:
		return off, off, true
	}
	return !off, !off, false
}

// together returns the parts with those that mean all units of a structure made
// one, if there is one for each structure of the policy.
func (r *regions) together(structures int) []Part {
	var whole, rest []Part
	for _, p := range r.parts {
		if p.Unit == "" {
			whole = append(whole, p)
		} else {
			rest = append(rest, p)
		}
	}
	if len(whole) < structures || structures < len(r.structures) {
		return r.parts
	}
	all := whole[0]
	all.Structure = ""
	for _, p := range whole[1:] {
		if p.Seals != all.Seals {
			return r.parts
		}
		all.Except = append(all.Except, p.Except...)
	}
	return append([]Part{all}, rest...)
}
