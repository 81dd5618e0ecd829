package mandat

import (
	"iter"
	"slices"
)

// set is a persistent set of indexes. The zero set is empty.
type set struct{ trie trie[struct{}] }

// newSet makes a set of a list that has each index once.
func newSet(list []int32) set {
	entries := make([]trieEntry[struct{}], len(list))
	for i, index := range list {
		entries[i].key = uint64(index)
	}
	return set{newTrie(entries)}
}

func (s set) len() int { return s.trie.len() }

func (s set) has(i int32) bool {
	_, ok := s.trie.get(uint64(i))
	return ok
}

func (s set) with(i int32) set    { return set{s.trie.with(uint64(i), struct{}{})} }
func (s set) without(i int32) set { return set{s.trie.without(uint64(i))} }

// all returns the indexes in an order that follows from them, but is not
// theirs.
func (s set) all() iter.Seq[int32] {
	return func(yield func(int32) bool) {
		if s.trie.root != nil {
			s.trie.root.each(func(key uint64, _ struct{}) bool { return yield(int32(key)) })
		}
	}
}

// sorted returns the indexes in their order.
func (s set) sorted() []int32 { return slices.Sorted(s.all()) }
