package mandat

import "slices"

// vector is a persistent list. To change or append an element copies one block
// of each level and shares all others: older versions stay as they were, and
// what a change costs does not follow the length. The zero vector is empty.
//
// The blocks have 32 places. Three levels are fixed, so that reading is four
// loads and no loop; 32,768 elements hang on one top.
type vector[V any] struct {
	tops []*vectorTop[V]
	size int32
}

type (
	vectorTop[V any]    [32]*vectorMiddle[V]
	vectorMiddle[V any] [32]*vectorLeaf[V]
	vectorLeaf[V any]   [32]V
)

// newVector makes a vector of a list, each block once.
func newVector[V any](list []V) vector[V] {
	v := vector[V]{size: int32(len(list))}
	for i := 0; i < len(list); i += 32 {
		if i>>15 == len(v.tops) {
			v.tops = append(v.tops, new(vectorTop[V]))
		}
		middle := &v.tops[i>>15][i>>10&31]
		if *middle == nil {
			*middle = new(vectorMiddle[V])
		}
		leaf := new(vectorLeaf[V])
		copy(leaf[:], list[i:])
		(*middle)[i>>5&31] = leaf
	}
	return v
}

func (v *vector[V]) len() int32 { return v.size }

// at returns element i, which must be there.
func (v *vector[V]) at(i int32) V {
	return v.tops[i>>15][i>>10&31][i>>5&31][i&31]
}

// with returns the vector with another element i.
func (v vector[V]) with(i int32, value V) vector[V] {
	v.tops = slices.Clone(v.tops)
	top := copyOf(v.tops[i>>15])
	middle := copyOf(top[i>>10&31])
	leaf := copyOf(middle[i>>5&31])
	v.tops[i>>15], top[i>>10&31], middle[i>>5&31], leaf[i&31] = top, middle, leaf, value
	return v
}

// vectorEdit changes many elements of a vector, and copies each block once.
type vectorEdit[V any] struct{ was, is vector[V] }

func (v vector[V]) edit() vectorEdit[V] {
	e := vectorEdit[V]{v, v}
	e.is.tops = slices.Clone(v.tops)
	return e
}

// put replaces element i. What is still that of the vector before is copied.
func (e *vectorEdit[V]) put(i int32, value V) {
	was, top := e.was.tops[i>>15], &e.is.tops[i>>15]
	own(top, was)
	middle := &(*top)[i>>10&31]
	own(middle, was[i>>10&31])
	leaf := &(*middle)[i>>5&31]
	own(leaf, was[i>>10&31][i>>5&31])
	(*leaf)[i&31] = value
}

// own makes a block that is shared one of its own.
func own[B any](block **B, shared *B) {
	if *block == shared {
		*block = copyOf(shared)
	}
}

// append returns the vector with one element more.
func (v vector[V]) append(value V) vector[V] {
	if int(v.size>>15) == len(v.tops) {
		v.tops = added(v.tops, nil)
	}
	v.size++
	return v.with(v.size-1, value)
}

// copyOf copies a block; of one that is not there it makes an empty one.
func copyOf[B any](block *B) *B {
	if block == nil {
		return new(B)
	}
	c := *block
	return &c
}

// added returns a copy of a list with one element more. Two lists made of one
// never share what follows it.
func added[E any](list []E, e E) []E {
	longer := make([]E, len(list)+1)
	copy(longer, list)
	longer[len(list)] = e
	return longer
}

// removed returns a copy of a list without element i.
func removed[E any](list []E, i int) []E {
	return slices.Concat(list[:i], list[i+1:])
}
