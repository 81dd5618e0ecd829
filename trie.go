package mandat

import (
	"iter"
	mathbits "math/bits"
)

// trie is a persistent map from numbers: to change it copies the nodes on the
// way to one entry and shares all others. The zero trie is empty.
//
// Each node tells apart five bits of the keys, the lowest first, and an entry
// stands as near to the root as it can. So the same entries always make the
// same trie, whatever became of it before, and come in the same order.
type trie[V any] struct {
	root *trieNode[V]
	size int
}

const (
	trieBits  = 5
	trieWidth = 1 << trieBits
)

// trieNode has, for each of 32 slots, nothing, an entry or a node.
type trieNode[V any] struct {
	here    uint32 // slots with an entry
	below   uint32 // slots with a node
	entries []trieEntry[V]
	nodes   []*trieNode[V]
}

// trieEntry has the value first, because an empty one would take room at the
// end.
type trieEntry[V any] struct {
	value V
	key   uint64
}

func trieSlot(key uint64, shift uint) uint32 { return 1 << (key >> shift % trieWidth) }

// rank returns how many slots there are before one.
func rank(slots, slot uint32) int { return mathbits.OnesCount32(slots & (slot - 1)) }

func (t trie[V]) len() int { return t.size }

func (t trie[V]) get(key uint64) (value V, ok bool) {
	n := t.root
	for shift := uint(0); n != nil; shift += trieBits {
		slot := trieSlot(key, shift)
		if n.here&slot != 0 {
			if e := &n.entries[rank(n.here, slot)]; e.key == key {
				return e.value, true
			}
			break
		}
		if n.below&slot == 0 {
			break
		}
		n = n.nodes[rank(n.below, slot)]
	}
	return value, false
}

// with returns the trie with a value for a key, instead of the one that it had.
func (t trie[V]) with(key uint64, value V) trie[V] {
	if _, had := t.get(key); !had {
		t.size++
	}
	e := trieEntry[V]{value, key}
	if t.root == nil {
		t.root = &trieNode[V]{}
	}
	t.root = t.root.with(e, 0)
	return t
}

// without returns the trie without a key.
func (t trie[V]) without(key uint64) trie[V] {
	if _, had := t.get(key); !had {
		return t
	}
	if t.size--; t.size == 0 {
		return trie[V]{}
	}
	t.root = t.root.without(key, 0)
	return t
}

// all returns the entries, in an order that follows from the keys alone.
func (t trie[V]) all() iter.Seq2[uint64, V] {
	return func(yield func(uint64, V) bool) {
		if t.root != nil {
			t.root.each(yield)
		}
	}
}

func (n *trieNode[V]) each(yield func(uint64, V) bool) bool {
	for i := range n.entries {
		if !yield(n.entries[i].key, n.entries[i].value) {
			return false
		}
	}
	for _, below := range n.nodes {
		if !below.each(yield) {
			return false
		}
	}
	return true
}
