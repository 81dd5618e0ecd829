package mandat

import (
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// drawKey draws keys that go far down together, and others.
func drawKey(t *rapid.T) uint64 {
	return rapid.OneOf(
		rapid.Uint64Range(0, 40),
		rapid.Custom(func(t *rapid.T) uint64 { return 1 << rapid.IntRange(0, 63).Draw(t, "bit") }),
		rapid.Uint64(),
	).Draw(t, "key")
}

// checkTrie compares a trie with a map, and with the trie made of that map.
func checkTrie(t *rapid.T, got trie[int], want map[uint64]int) {
	t.Helper()
	if !maps.Equal(maps.Collect(got.all()), want) || got.len() != len(want) {
		t.Fatalf("the trie has %v (%d); want %v", maps.Collect(got.all()), got.len(), want)
	}
	if (got.root == nil) != (len(want) == 0) {
		t.Fatal("an empty trie has nodes")
	}
	var entries []trieEntry[int]
	for key, value := range want {
		if v, ok := got.get(key); !ok || v != value {
			t.Fatalf("the trie has %d, %t for %d; want %d", v, ok, key, value)
		}
		entries = append(entries, trieEntry[int]{value, key})
	}
	if order, fresh := keysOf(got), keysOf(newTrie(entries)); !slices.Equal(order, fresh) {
		t.Fatalf("the order is %v; of the same keys at once %v", order, fresh)
	}
}

func keysOf(t trie[int]) []uint64 {
	var keys []uint64
	for key := range t.all() {
		keys = append(keys, key)
	}
	return keys
}

func TestATrieIsLikeAMapWhoseVersionsStay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var got trie[int]
		want := map[uint64]int{}
		for range rapid.IntRange(1, 60).Draw(t, "changes") {
			old, oldWant := got, maps.Clone(want)
			key, value := drawKey(t), rapid.IntRange(0, 9).Draw(t, "value")
			if len(want) > 0 && rapid.IntRange(0, 2).Draw(t, "known") == 0 {
				key = rapid.SampledFrom(slices.Sorted(maps.Keys(want))).Draw(t, "which")
			}
			if rapid.IntRange(0, 2).Draw(t, "less") == 0 {
				got = got.without(key)
				delete(want, key)
			} else {
				got, want[key] = got.with(key, value), value
			}
			checkTrie(t, got, want)
			checkTrie(t, old, oldWant)
			_, has := want[key+1]
			if _, ok := got.get(key + 1); ok != has {
				t.Fatalf("the trie finds %d: %t; want %t", key+1, ok, has)
			}
		}
	})
}

func TestTwoTriesMadeOfOneDoNotShareWhatIsNew(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parent := trie[int]{}
		want := map[uint64]int{}
		for i, key := range rapid.SliceOfDistinct(rapid.Custom(drawKey), rapid.ID).Draw(t, "keys") {
			parent, want[key] = parent.with(key, i), i
		}
		a, b := drawKey(t), drawKey(t)
		one, two := parent.with(a, -1), parent.with(b, -2)
		checkTrie(t, parent, want)
		for key, child := range map[uint64]trie[int]{a: one, b: two} {
			with := maps.Clone(want)
			with[key], _ = child.get(key)
			if a != b {
				checkTrie(t, child, with)
			}
		}
	})
}

func TestIterationOfATrieCanStop(t *testing.T) {
	var some trie[int]
	for i, key := range []uint64{0, 1, 32, 33, 1024, 2048} {
		some = some.with(key, i)
	}
	for stop := 1; stop <= some.len(); stop++ {
		n := 0
		for range some.all() {
			if n++; n == stop {
				break
			}
		}
		if n != stop {
			t.Errorf("stopped after %d; want %d", n, stop)
		}
	}
	for range (trie[int]{}).all() {
		t.Error("the empty trie has something")
	}
}
