package mandat

import (
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// checkSet compares a set with a map, and with the set made of that map.
func checkSet(t *rapid.T, got set, want map[int32]bool) {
	t.Helper()
	list := slices.Collect(maps.Keys(want))
	if sorted := slices.Sorted(maps.Keys(want)); !slices.Equal(got.sorted(), sorted) || got.len() != len(want) {
		t.Fatalf("the set has %v (%d); want %v", got.sorted(), got.len(), sorted)
	}
	if order, fresh := slices.Collect(got.all()), slices.Collect(newSet(list).all()); !slices.Equal(order, fresh) {
		t.Fatalf("the order is %v; of the same indexes at once %v", order, fresh)
	}
	if (got.len() == 0) != (got == set{}) || got.len() > 0 && (got.in.words.len() == 0) != (len(want) <= fewest) {
		t.Fatalf("%d indexes are kept as %+v", len(want), got.in)
	}
	for i := range int32(200) {
		if got.has(i) != want[i] {
			t.Fatalf("the set has %d: %t; want %t", i, got.has(i), want[i])
		}
	}
}

// TestASetIsLikeAMapWhoseVersionsStay: also where few become many, and many few.
func TestASetIsLikeAMapWhoseVersionsStay(t *testing.T) {
	index := rapid.OneOf(rapid.Int32Range(0, 199), rapid.Int32Range(0, 1<<20))
	rapid.Check(t, func(t *rapid.T) {
		want := map[int32]bool{}
		n := rapid.SampledFrom([]int{0, 1, fewest - 1, fewest, fewest + 1, fewest + 4}).Draw(t, "how many")
		for _, i := range rapid.SliceOfNDistinct(index, n, n, rapid.ID).Draw(t, "at first") {
			want[i] = true
		}
		got := newSet(slices.Collect(maps.Keys(want)))
		for range rapid.IntRange(1, 20).Draw(t, "changes") {
			old, oldWant := got, maps.Clone(want)
			i := index.Draw(t, "index")
			if len(want) > 0 && rapid.Bool().Draw(t, "known") {
				i = rapid.SampledFrom(slices.Sorted(maps.Keys(want))).Draw(t, "which")
			}
			if rapid.Bool().Draw(t, "less") {
				got = got.without(i)
				delete(want, i)
			} else {
				got, want[i] = got.with(i), true
			}
			checkSet(t, got, want)
			checkSet(t, old, oldWant)
		}
	})
}

func TestIterationOfASetCanStop(t *testing.T) {
	few := []int32{0, 1, 32, 33, 1024, 2048}
	many := append([]int32{5000}, few...)
	for i := range int32(70) {
		many = append(many, 10_000+i)
	}
	for _, s := range []set{newSet(few), newSet(many)} {
		for stop := 1; stop <= s.len(); stop++ {
			n := 0
			for range s.all() {
				if n++; n == stop {
					break
				}
			}
			if n != stop {
				t.Errorf("stopped after %d; want %d", n, stop)
			}
		}
	}
	for range (set{}).all() {
		t.Error("the empty set has something")
	}
}
