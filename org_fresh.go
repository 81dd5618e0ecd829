package mandat

import "slices"

// A draft is fresh while nobody else has seen any part of it: it was made of
// nothing, by the events that founded it. Until it is handed out it is changed in
// place, and who holds which role is noted once, at the end. All other drafts share
// their parts with organisations that are to stay as they are.

// settle makes a fresh draft an organisation.
func (o *Org) settle() {
	if o.fresh {
		o.fresh = false
		o.buildHolders()
	}
}

// isHeld reports whether somebody holds the role with an index.
func (o *Org) isHeld(role int) bool {
	if !o.fresh {
		return o.holders[role].at.len() > 0
	}
	is := func(g grant) bool { return g.role == int32(role) }
	for i := range o.members.len() {
		if slices.ContainsFunc(o.member(i).grants, is) {
			return true
		}
	}
	for i := range o.groups.len() {
		if slices.ContainsFunc(o.group(i).grants, is) {
			return true
		}
	}
	return false
}

// What follows changes a part of a draft: it replaces element i, appends one, notes
// an id.

func putAt[V any](o *Org, part *vector[V], i int32, value V) {
	if o.fresh {
		part.put(i, value)
	} else {
		*part = part.with(i, value)
	}
}

func push[V any](o *Org, part *vector[V], value V) {
	if o.fresh {
		part.push(value)
	} else {
		*part = part.append(value)
	}
}

func putID[K ~string](o *Org, part *index[K], id K, i int32) {
	if o.fresh {
		part.put(id, i)
	} else {
		*part = part.with(id, i)
	}
}

// put replaces element i of a fresh vector.
func (v *vector[V]) put(i int32, value V) {
	v.tops[i>>15][i>>10&31][i>>5&31][i&31] = value
}

// push appends to a fresh vector.
func (v *vector[V]) push(value V) {
	i := v.size
	if int(i>>15) == len(v.tops) {
		v.tops = append(v.tops, new(vectorTop[V]))
	}
	middle := &v.tops[i>>15][i>>10&31]
	if *middle == nil {
		*middle = new(vectorMiddle[V])
	}
	leaf := &(*middle)[i>>5&31]
	if *leaf == nil {
		*leaf = new(vectorLeaf[V])
	}
	(*leaf)[i&31] = value
	v.size++
}

// put adds an id to a fresh index: it stands in the table with those known from
// the start.
func (x *index[K]) put(id K, i int32) {
	position := int32(len(x.known))
	if x.at == nil && i != position {
		x.at = make([]int32, position)
		for k := range x.at {
			x.at[k] = int32(k)
		}
	}
	x.known = append(x.known, id)
	if x.at != nil {
		x.at = append(x.at, i)
	}
	if 2*len(x.known) > len(x.slots) {
		x.widen()
		return
	}
	x.place(x.hash(id), position)
}

// widen makes the table of a fresh index twice as large.
func (x *index[K]) widen() {
	x.slots = make([]indexSlot, max(2, 2*len(x.slots)))
	for i, id := range x.known {
		x.place(x.hash(id), int32(i))
	}
}
