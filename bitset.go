package mandat

import (
	"iter"
	mathbits "math/bits"
	"slices"
)

// bitset is a set of small numbers.
type bitset []uint64

func newBitset(n int) bitset { return make(bitset, (n+63)/64) }

func (b bitset) has(i int) bool { return b[i/64]>>(i%64)&1 != 0 }
func (b bitset) add(i int)      { b[i/64] |= 1 << (i % 64) }

func (b bitset) addFrom(from, until int) {
	for i := from; i < until; i++ {
		b.add(i)
	}
}

func (b bitset) union(c bitset) {
	for i := range b {
		b[i] |= c[i]
	}
}

func (b bitset) both(c bitset) bitset {
	all := slices.Clone(b)
	for i := range all {
		all[i] &= c[i]
	}
	return all
}

func (b bitset) or(c bitset) bitset {
	all := slices.Clone(b)
	all.union(c)
	return all
}

func (b bitset) without(c bitset) bitset {
	all := slices.Clone(b)
	for i := range all {
		all[i] &^= c[i]
	}
	return all
}

func (b bitset) empty() bool { return !slices.ContainsFunc(b, func(w uint64) bool { return w != 0 }) }

func (b bitset) text() string {
	all := make([]byte, 0, 8*len(b))
	for _, w := range b {
		for k := range 8 {
			all = append(all, byte(w>>(8*k)))
		}
	}
	return string(all)
}

// all goes through the numbers in the set, in their order.
func (b bitset) all() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i, word := range b {
			for ; word != 0; word &= word - 1 {
				if !yield(64*i + mathbits.TrailingZeros64(word)) {
					return
				}
			}
		}
	}
}
