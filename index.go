package mandat

import (
	"hash/maphash"
	"iter"
)

// index finds indexes by ids, and is persistent. Ids are only ever added: one
// that was used never finds anything else. Those known when the index is made
// stand in a map that nobody changes, newcomers in a trie by their hash.
type index[K ~string] struct {
	known map[K]int32
	added trie[*newcomer[K]]
	seed  maphash.Seed
}

// newcomer is an id that came later, with the others of the same hash.
type newcomer[K ~string] struct {
	id    K
	index int32
	next  *newcomer[K]
}

// newIndex makes an index of records, by their ids.
func newIndex[K ~string, R any](records []R, id func(*R) K) index[K] {
	x := index[K]{known: make(map[K]int32, len(records)), seed: maphash.MakeSeed()}
	for i := range records {
		x.known[id(&records[i])] = int32(i)
	}
	return x
}

func (x *index[K]) get(id K) (int32, bool) {
	if i, ok := x.known[id]; ok || x.added.size == 0 {
		return i, ok
	}
	return x.find(x.hash(id), id)
}

// with returns the index with an id that it has not.
func (x index[K]) with(id K, i int32) index[K] { return x.add(x.hash(id), id, i) }

func (x *index[K]) hash(id K) uint64 { return maphash.String(x.seed, string(id)) }

// ids returns all ids, in no order.
func (x *index[K]) ids() iter.Seq[K] {
	return func(yield func(K) bool) {
		for id := range x.known {
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
