package mandat

import (
	"iter"
	mathbits "math/bits"
	"slices"
)

// set is a persistent set of indexes. The zero set is empty.
type set struct{ in *indexes }

// indexes are those in a set. At most units lie a few, which take the least room
// in a list; a change to many copies as much however many they are. The same
// indexes always make the same set.
type indexes struct {
	size  int
	few   []int32      // up to fewest of them, sorted
	words trie[uint64] // of more: index i is bit i%64 of word i/64
}

const fewest = 32

func wordOf(i int32) (key, bit uint64) { return uint64(i) >> 6, 1 << (i & 63) }

// newSet makes a set of a list that has each index once.
func newSet(list []int32) set {
	list = slices.Clone(list)
	slices.Sort(list)
	if len(list) <= fewest {
		return fewOf(list)
	}
	var words []trieEntry[uint64]
	for _, i := range list {
		key, bit := wordOf(i)
		if n := len(words); n == 0 || words[n-1].key != key {
			words = append(words, trieEntry[uint64]{key: key})
		}
		words[len(words)-1].value |= bit
	}
	return set{&indexes{size: len(list), words: newTrie(words)}}
}

// fewOf makes a set of a sorted list.
func fewOf(list []int32) set {
	if len(list) == 0 {
		return set{}
	}
	return set{&indexes{size: len(list), few: list}}
}

func (s set) len() int {
	if s.in == nil {
		return 0
	}
	return s.in.size
}

func (s set) has(i int32) bool { return s.in != nil && s.in.has(i) }

func (n *indexes) has(i int32) bool {
	if n.size <= fewest {
		_, ok := slices.BinarySearch(n.few, i)
		return ok
	}
	key, bit := wordOf(i)
	word, _ := n.words.get(key)
	return word&bit != 0
}

func (s set) with(i int32) set {
	switch size := s.len(); {
	case size == 0:
		return fewOf([]int32{i})
	case s.in.has(i):
		return s
	case size < fewest:
		return fewOf(inserted(s.in.few, i))
	case size == fewest:
		return newSet(added(s.in.few, i))
	}
	key, bit := wordOf(i)
	word, _ := s.in.words.get(key)
	return set{&indexes{size: s.in.size + 1, words: s.in.words.with(key, word|bit)}}
}

func (s set) without(i int32) set {
	switch {
	case !s.has(i):
		return s
	case s.in.size <= fewest+1:
		return fewOf(deleted(s.sorted(), i))
	}
	key, bit := wordOf(i)
	word, _ := s.in.words.get(key)
	less := indexes{size: s.in.size - 1}
	if word == bit {
		less.words = s.in.words.without(key)
	} else {
		less.words = s.in.words.with(key, word&^bit)
	}
	return set{&less}
}

// all returns the indexes in an order that follows from them, but is not always
// theirs.
func (s set) all() iter.Seq[int32] {
	return func(yield func(int32) bool) {
		if s.in != nil {
			s.in.each(yield)
		}
	}
}

func (n *indexes) each(yield func(int32) bool) {
	for _, i := range n.few {
		if !yield(i) {
			return
		}
	}
	for key, word := range n.words.all() {
		for ; word != 0; word &= word - 1 {
			if !yield(int32(key)<<6 + int32(mathbits.TrailingZeros64(word))) {
				return
			}
		}
	}
}

// appendTo appends the indexes to a list, in the order of all.
func (s set) appendTo(list []int32) []int32 {
	switch n := s.len(); {
	case n == 0:
		return list
	case n <= fewest:
		return append(list, s.in.few...)
	}
	return slices.AppendSeq(list, s.all())
}

// sorted returns the indexes in their order.
func (s set) sorted() []int32 { return slices.Sorted(s.all()) }
