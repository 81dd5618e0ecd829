package mandat

import "slices"

// with returns a copy of the node with an entry.
func (n *trieNode[V]) with(e trieEntry[V], shift uint) *trieNode[V] {
	slot := trieSlot(e.key, shift)
	switch {
	case n.below&slot != 0:
		return n.withNode(slot, n.nodes[rank(n.below, slot)].with(e, shift+trieBits))
	case n.here&slot == 0:
		return n.withEntry(slot, e)
	}
	other := n.entries[rank(n.here, slot)]
	if other.key == e.key {
		return n.withEntry(slot, e)
	}
	return n.withoutEntry(slot).withNode(slot, trieOf(other, e, shift+trieBits))
}

// trieOf returns a node of two entries.
func trieOf[V any](a, b trieEntry[V], shift uint) *trieNode[V] {
	n := &trieNode[V]{}
	return n.withEntry(trieSlot(a.key, shift), a).with(b, shift)
}

// without returns a copy of the node without a key that it has. An entry that
// is then alone below comes up.
func (n *trieNode[V]) without(key uint64, shift uint) *trieNode[V] {
	slot := trieSlot(key, shift)
	if n.here&slot != 0 {
		return n.withoutEntry(slot)
	}
	below := n.nodes[rank(n.below, slot)].without(key, shift+trieBits)
	if len(below.nodes) == 0 && len(below.entries) == 1 {
		return n.withoutNode(slot).withEntry(slot, below.entries[0])
	}
	return n.withNode(slot, below)
}

func (n *trieNode[V]) withEntry(slot uint32, e trieEntry[V]) *trieNode[V] {
	c := *n
	c.entries = withSlot(n.entries, n.here, slot, e)
	c.here |= slot
	return &c
}

func (n *trieNode[V]) withNode(slot uint32, below *trieNode[V]) *trieNode[V] {
	c := *n
	c.nodes = withSlot(n.nodes, n.below, slot, below)
	c.below |= slot
	return &c
}

func (n *trieNode[V]) withoutEntry(slot uint32) *trieNode[V] {
	c := *n
	c.entries = removed(n.entries, rank(n.here, slot))
	c.here &^= slot
	return &c
}

func (n *trieNode[V]) withoutNode(slot uint32) *trieNode[V] {
	c := *n
	c.nodes = removed(n.nodes, rank(n.below, slot))
	c.below &^= slot
	return &c
}

// withSlot returns a copy of what stands in slots with something in one more,
// or with something else in one of them.
func withSlot[E any](list []E, slots, slot uint32, e E) []E {
	i := rank(slots, slot)
	if slots&slot != 0 {
		list = slices.Clone(list)
		list[i] = e
		return list
	}
	longer := make([]E, len(list)+1)
	copy(longer, list[:i])
	longer[i] = e
	copy(longer[i+1:], list[i:])
	return longer
}

// newTrie makes a trie of entries with different keys, each node once. It uses
// up the list.
func newTrie[V any](list []trieEntry[V]) trie[V] {
	if len(list) == 0 {
		return trie[V]{}
	}
	return trie[V]{root: buildNode(list, make([]trieEntry[V], len(list)), 0), size: len(list)}
}

// buildNode sorts entries by their slots, into the spare list, and builds what
// lies below with the two lists exchanged.
func buildNode[V any](list, spare []trieEntry[V], shift uint) *trieNode[V] {
	starts := slotStarts(list, shift)
	next := starts
	for _, e := range list {
		s := e.key >> shift % trieWidth
		spare[next[s]] = e
		next[s]++
	}
	n := &trieNode[V]{}
	for s := range trieWidth {
		from, to := starts[s], starts[s+1]
		switch {
		case to-from == 1:
			n.here |= 1 << s
			n.entries = append(n.entries, spare[from])
		case to > from:
			n.below |= 1 << s
			n.nodes = append(n.nodes, buildNode(spare[from:to], list[from:to], shift+trieBits))
		}
	}
	return n
}

// slotStarts returns where the entries of each slot begin once they are sorted.
func slotStarts[V any](list []trieEntry[V], shift uint) [trieWidth + 1]int {
	var starts [trieWidth + 1]int
	for i := range list {
		starts[list[i].key>>shift%trieWidth+1]++
	}
	for s := range trieWidth {
		starts[s+1] += starts[s]
	}
	return starts
}
