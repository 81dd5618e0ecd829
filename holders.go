package mandat

import (
	"cmp"
	"slices"
)

// holders are those who hold one role, found by where they do, so that a
// question looks at those around its resource and not at all of them.
type holders struct {
	at trie[*holderSet] // by the unit of the spot
	in []set            // by the structure: its units at which there are some
}

// spot is where a grant is noted: its role at the first unit that it names, the
// home unit as the unit that it is; noUnit for one that names none, and for the
// homes of a group's members.
type spot struct{ role, unit int32 }

func (s spot) key() uint64 { return uint64(s.unit + 1) }

// holderSet are those who hold a role at one spot.
type holderSet struct{ members, groups set }

func (s holderSet) empty() bool { return s.members.len() == 0 && s.groups.len() == 0 }

// holder is a member or a group.
type holder struct {
	index int32
	group bool
}

func (s holderSet) with(h holder) holderSet {
	if h.group {
		s.groups = s.groups.with(h.index)
	} else {
		s.members = s.members.with(h.index)
	}
	return s
}

func (s holderSet) without(h holder) holderSet {
	if h.group {
		s.groups = s.groups.without(h.index)
	} else {
		s.members = s.members.without(h.index)
	}
	return s
}

// holdersAt returns those who are noted at a spot.
func (o *Org) holdersAt(s spot) holderSet {
	if some, ok := o.holders[s.role].at.get(s.key()); ok {
		return *some
	}
	return holderSet{}
}

// setHolders replaces those who are noted at a spot.
func (o *Org) setHolders(s spot, some holderSet) {
	role := *o.holders[s.role]
	if some.empty() {
		role.at = role.at.without(s.key())
	} else {
		role.at = role.at.with(s.key(), &some)
	}
	if s.unit != noUnit {
		role.noteUnit(o.unit(s.unit).structure, s.unit, !some.empty())
	}
	o.holders = slices.Clone(o.holders)
	o.holders[s.role] = &role
}

// noteUnit notes whether there are holders at a unit.
func (h *holders) noteUnit(structure int, unit int32, any bool) {
	if h.in[structure].has(unit) == any {
		return
	}
	h.in = slices.Clone(h.in)
	if any {
		h.in[structure] = h.in[structure].with(unit)
	} else {
		h.in[structure] = h.in[structure].without(unit)
	}
}

// spots returns where the grants of somebody with a home are noted, each once
// and sorted.
func spots(grants []grant, home int32) []spot {
	all := make([]spot, len(grants))
	for i := range grants {
		all[i] = spot{grants[i].role, grants[i].firstUnit(home)}
	}
	slices.SortFunc(all, compareSpots)
	return slices.Compact(all)
}

func compareSpots(a, b spot) int {
	return cmp.Or(cmp.Compare(a.role, b.role), cmp.Compare(a.unit, b.unit))
}

func (g *grant) firstUnit(home int32) int32 {
	if g.n == 0 {
		return noUnit
	}
	return g.places[0].unitFor(home)
}

// unitFor returns the unit that a place of a grant names, for a holder with a home.
func (p *grantPlace) unitFor(home int32) int32 {
	if p.reach.atHome() {
		return home
	}
	return p.unit
}

// renote moves a holder from the spots of before to those of after; both are
// sorted.
func (o *Org) renote(h holder, before, after []spot) {
	for _, s := range before {
		if _, stays := slices.BinarySearchFunc(after, s, compareSpots); !stays {
			o.setHolders(s, o.holdersAt(s).without(h))
		}
	}
	for _, s := range after {
		if _, was := slices.BinarySearchFunc(before, s, compareSpots); !was {
			o.setHolders(s, o.holdersAt(s).with(h))
		}
	}
}
