package mandat

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// Every name of a list is found at its position, and nothing else is, also where
// names look alike.
func TestNamesAreFoundByTheirPositions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfNDistinct(rapid.StringMatching(`[ab][abc]{0,4}[ab]`), 0, 40, rapid.ID[string]).Draw(t, "names")
		n := newNameTable(list)
		at := make(map[string]int)
		for i, name := range list {
			at[name] = i
		}
		for _, name := range append(list, rapid.SliceOf(rapid.StringMatching(`[abc]{0,6}`)).Draw(t, "others")...) {
			want, known := at[name]
			if !known {
				want = -1
			}
			if got := n.find(name); got != want {
				t.Fatalf("%q is found at %d; want %d in %q", name, got, want, list)
			}
		}
	})
}

func TestNoNamesFindNothing(t *testing.T) {
	var n nameTable
	if got := n.find("read"); got != -1 {
		t.Errorf("a name is found at %d in no names", got)
	}
}

func BenchmarkNames(b *testing.B) {
	var list []string
	m := make(map[string]int)
	for i, name := range []string{"org", "unit", "member", "group", "role", "grant", "invitation", "approval", "contract"} {
		list = append(list, name)
		m[name] = i
	}
	var asked []string
	for i := range 64 {
		asked = append(asked, fmt.Sprint(list[i*7%len(list)]))
	}
	n := newNameTable(list)
	b.Run("names", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			n.find(asked[i&63])
		}
	})
	b.Run("map", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			_ = m[asked[i&63]]
		}
	})
}
