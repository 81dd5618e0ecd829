package mandat

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func elements[V any](v vector[V]) []V {
	var list []V
	for i := range v.len() {
		list = append(list, v.at(i))
	}
	return list
}

// drawLength draws lengths on both sides of where blocks end.
func drawLength(t *rapid.T) int {
	return rapid.SampledFrom([]int{0, 1, 31, 32, 33, 1023, 1024, 1025, 32767, 32768, 32769}).Draw(t, "length")
}

func TestAVectorIsLikeAListWhoseVersionsStay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := make([]int, drawLength(t))
		for i := range list {
			list[i] = i
		}
		v := newVector(list)
		for range rapid.IntRange(1, 5).Draw(t, "changes") {
			oldList, old := slices.Clone(list), v
			value := rapid.Int().Draw(t, "value")
			if len(list) == 0 || rapid.Bool().Draw(t, "append") {
				list, v = append(list, value), v.append(value)
			} else {
				i := rapid.IntRange(0, len(list)-1).Draw(t, "index")
				list[i], v = value, v.with(int32(i), value)
			}
			if !slices.Equal(elements(v), list) {
				t.Fatal("the vector is not what the list is")
			}
			if !slices.Equal(elements(old), oldList) {
				t.Fatal("a change changed the version before it")
			}
		}
	})
}

func TestAnEditOfAVectorIsManyChanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		length := 1 + drawLength(t)
		old := newVector(make([]int, length))
		edit, want := old.edit(), old
		for n := range rapid.IntRange(0, 9).Draw(t, "changes") {
			i := int32(rapid.IntRange(0, length-1).Draw(t, "index"))
			edit.put(i, n+1)
			want = want.with(i, n+1)
		}
		if !slices.Equal(elements(edit.is), elements(want)) {
			t.Fatal("the edit is not what its changes are one by one")
		}
		if !slices.Equal(elements(old), make([]int, length)) {
			t.Fatal("the edit changed the version before it")
		}
	})
}

func TestTwoVectorsMadeOfOneDoNotShareWhatFollowsIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parent := newVector(make([]string, drawLength(t)))
		one, two := parent.append("one"), parent.append("two")
		last := parent.len()
		if one.at(last) != "one" || two.at(last) != "two" {
			t.Fatalf("the children end in %q and %q", one.at(last), two.at(last))
		}
	})
}

func TestAChangeOfAVectorCopiesOneBlockOfEachLevel(t *testing.T) {
	v := newVector(make([]*int, 100_000))
	w := v.with(50_000, new(int))
	if v.tops[0] != w.tops[0] || v.tops[1][0] != w.tops[1][0] || v.tops[1][16][0] != w.tops[1][16][0] {
		t.Error("a block that has not changed is not shared")
	}
}

func TestListsMadeOfOneDoNotShareWhatFollowsIt(t *testing.T) {
	list := make([]int, 2, 8)
	one, two := added(list, 1), added(list, 2)
	if one[2] != 1 || two[2] != 2 {
		t.Errorf("the lists are %v and %v", one, two)
	}
	if less := removed(one, 0); !slices.Equal(less, []int{0, 1}) || !slices.Equal(one, []int{0, 0, 1}) {
		t.Errorf("without the first: %v, and before: %v", less, one)
	}
}
