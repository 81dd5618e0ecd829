package mandat

import (
	"hash/maphash"
	"iter"
)

// index finds indexes by ids, and is persistent. Ids are only ever added: one
// that was used never finds anything else. Those known when the index is made
// stand in a table that nobody changes, newcomers in a trie, both by their hash.
type index[K ~string] struct {
	*indexTable[K]
	added trie[*newcomer[K]]
}

type indexTable[K ~string] struct {
	slots []indexSlot // a power of two of them, at most half taken
	known []K
	at    []int32 // of the known ids; nil where each stands at its own position
	seed  maphash.Seed
}

// indexSlot is where a known id is looked for: from the slot that its hash says on,
// up to the first empty one.
type indexSlot struct {
	hash uint32 // the upper half
	next int32  // after the position of the id; 0 for an empty slot
}

// newcomer is an id that came later, with the others of the same hash.
type newcomer[K ~string] struct {
	id    K
	index int32
	next  *newcomer[K]
}

// newIndex makes an index of ids, no two of which are the same, by their positions.
func newIndex[K ~string](ids []K) index[K] {
	size := 2
	for size < 2*len(ids) {
		size *= 2
	}
	x := index[K]{indexTable: &indexTable[K]{slots: make([]indexSlot, size), known: ids, seed: maphash.MakeSeed()}}
	for i, id := range ids {
		x.place(x.hash(id), int32(i))
	}
	return x
}

// place takes the first empty slot for a known id.
func (x *indexTable[K]) place(hash uint64, i int32) {
	at := hash & uint64(len(x.slots)-1)
	for x.slots[at].next != 0 {
		at = (at + 1) & uint64(len(x.slots)-1)
	}
	x.slots[at] = indexSlot{uint32(hash >> 32), i + 1}
}

func (x *index[K]) get(id K) (int32, bool) {
	if x.indexTable == nil {
		return 0, false
	}
	hash, slots := x.hash(id), x.slots
	for at := hash; ; at++ {
		s := slots[at&uint64(len(slots)-1)]
		switch {
		case s.next == 0:
			return x.find(hash, id)
		case s.hash == uint32(hash>>32) && x.known[s.next-1] == id:
			return x.indexOf(s.next - 1), true
		}
	}
}

func (x *indexTable[K]) indexOf(position int32) int32 {
	if x.at == nil {
		return position
	}
	return x.at[position]
}

// with returns the index with an id that it has not.
func (x index[K]) with(id K, i int32) index[K] { return x.add(x.hash(id), id, i) }

func (x *indexTable[K]) hash(id K) uint64 { return maphash.String(x.seed, string(id)) }

// len returns how many ids there are. Those of the same hash among the newcomers count
// as one.
func (x *index[K]) len() int {
	if x.indexTable == nil {
		return x.added.len()
	}
	return len(x.known) + x.added.len()
}

// ids returns all ids, in no order.
func (x *index[K]) ids() iter.Seq[K] {
	return func(yield func(K) bool) {
		for _, id := range x.known {
			if !yield(id) {
				return
			}
		}
		for _, n := range x.added.all() {
			for ; n != nil; n = n.next {
				if !yield(n.id) {
					return
				}
			}
		}
	}
}

func (x *index[K]) find(hash uint64, id K) (int32, bool) {
	n, _ := x.added.get(hash)
	for ; n != nil; n = n.next {
		if n.id == id {
			return n.index, true
		}
	}
	return 0, false
}

func (x index[K]) add(hash uint64, id K, i int32) index[K] {
	others, _ := x.added.get(hash)
	x.added = x.added.with(hash, &newcomer[K]{id, i, others})
	return x
}
