package mandat

import (
	"testing"

	"pgregory.net/rapid"
)

func unitIDs(names []string) []UnitID {
	var ids []UnitID
	for _, n := range names {
		ids = append(ids, UnitID(n))
	}
	return ids
}

func TestAnIndexFindsWhatWasThereAndWhatCameLater(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ids := rapid.SliceOfDistinct(rapid.StringN(0, 3, -1), rapid.ID).Draw(t, "ids")
		known := rapid.IntRange(0, len(ids)).Draw(t, "known")
		x := newIndex(unitIDs(ids[:known]))
		versions := []index[UnitID]{x}
		for i, id := range ids[known:] {
			x = x.with(UnitID(id), int32(known+i))
			versions = append(versions, x)
		}
		for v, version := range versions {
			for i, id := range ids {
				got, ok := version.get(UnitID(id))
				if there := i < known+v; ok != there || there && got != int32(i) {
					t.Fatalf("version %d finds %q at %d, %t; it is at %d", v, id, got, ok, i)
				}
			}
		}
	})
}

// TestIdsOfOneHashAreToldApart: the hash of all is the same.
func TestIdsOfOneHashAreToldApart(t *testing.T) {
	x := newIndex[UnitID](nil)
	one := x.add(7, "a", 1).add(7, "b", 2)
	two := one.add(7, "c", 3)
	for id, want := range map[UnitID]int32{"a": 1, "b": 2, "c": 3} {
		if i, ok := two.find(7, id); !ok || i != want {
			t.Errorf("%q is found at %d, %t; want %d", id, i, ok, want)
		}
	}
	if _, ok := one.find(7, "c"); ok {
		t.Error("the version before finds what came later")
	}
	if _, ok := two.find(7, "d"); ok {
		t.Error("an id that is not there is found by its hash")
	}
}

// A known id of the same half of the hash, in the same place, is another id all the
// same: here the table is made to say so of every id.
func TestAKnownIdOfTheSameHashIsAnother(t *testing.T) {
	x := newIndex([]UnitID{"a"})
	for i := range x.slots {
		x.slots[i] = indexSlot{}
	}
	hash := x.hash("b")
	x.place(hash, 0)
	if i, ok := x.get("b"); ok {
		t.Errorf("what is not there is found at %d, where \"a\" is", i)
	}
	x = x.with("b", 7)
	if i, ok := x.get("b"); !ok || i != 7 {
		t.Errorf("\"b\" is found at %d, %t; want 7", i, ok)
	}
}
