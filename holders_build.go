package mandat

import "slices"

// buildHolders notes all grants at once.
func (o *Org) buildHolders() {
	noted := make([]noting, len(o.policy.roles)+len(o.customRoles))
	for i := range o.members.len() {
		m := o.member(i)
		for _, s := range spots(m.grants, m.home) {
			noted[s.role].members = append(noted[s.role].members, noteKey(s, i))
		}
	}
	for i := range o.groups.len() {
		for _, s := range spots(o.group(i).grants, noUnit) {
			noted[s.role].groups = append(noted[s.role].groups, noteKey(s, i))
		}
	}
	o.holders = make([]*holders, len(noted))
	for role := range noted {
		o.holders[role] = o.newHolders(&noted[role])
	}
}

// noting is what there is to note of one role, to be sorted by the units.
type noting struct{ members, groups []uint64 }

func noteKey(s spot, index int32) uint64 { return s.key()<<32 | uint64(index) }

func (o *Org) newHolders(n *noting) *holders {
	slices.Sort(n.members)
	slices.Sort(n.groups)
	var at []trieEntry[*holderSet]
	units := make([][]int32, len(o.policy.rules.Structures))
	for len(n.members)+len(n.groups) > 0 {
		key := n.firstUnit()
		at = append(at, trieEntry[*holderSet]{&holderSet{newSet(cutUnit(&n.members, key)), newSet(cutUnit(&n.groups, key))}, key})
		if unit := int32(key) - 1; unit != noUnit {
			structure := o.unit(unit).structure
			units[structure] = append(units[structure], unit)
		}
	}
	h := &holders{at: newTrie(at), in: make([]set, len(units))}
	for s := range units {
		h.in[s] = newSet(units[s])
	}
	return h
}

// firstUnit returns the key of the first unit that is left.
func (n *noting) firstUnit() uint64 {
	switch {
	case len(n.members) == 0:
		return n.groups[0] >> 32
	case len(n.groups) == 0:
		return n.members[0] >> 32
	}
	return min(n.members[0], n.groups[0]) >> 32
}

// cutUnit takes off the front what is noted at a unit, and returns who it is.
func cutUnit(noted *[]uint64, unit uint64) []int32 {
	var who []int32
	for _, key := range *noted {
		if key>>32 != unit {
			break
		}
		who = append(who, int32(key))
	}
	*noted = (*noted)[len(who):]
	return who
}
