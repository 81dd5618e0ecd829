package mandat

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// drawnTrees draws an organisation of some trees, and the space of its places.
func drawnTrees(t *rapid.T) *exprSpace {
	d := OrgData{ID: "acme"}
	for i := range rapid.IntRange(0, 12).Draw(t, "units") {
		u := Unit{ID: UnitID(fmt.Sprint("u", i)), Structure: "organisation"}
		if above := rapid.IntRange(-1, i-1).Draw(t, "above"); above >= 0 {
			u.Parent = UnitID(fmt.Sprint("u", above))
		}
		d.Units = append(d.Units, u)
	}
	p, err := NewPolicy(draftRules())
	if err != nil {
		t.Fatal(err)
	}
	o, err := NewOrg(p, d)
	if err != nil {
		t.Fatal(err)
	}
	return &exprSpace{org: o, typ: p.typ("thing")}
}

// placesOf returns the units that spans make, told by a second, plain reading of what
// a span is.
func (s *exprSpace) placesOf(spans []span) bitset {
	at := s.noPlaces()
	for i := range s.org.units.len() {
		for _, one := range spans {
			if s.isIn(i, one) {
				at.add(int(i))
			}
		}
	}
	return at
}

func (s *exprSpace) isIn(unit int32, one span) bool {
	for _, out := range one.except {
		if s.isIn(unit, out) {
			return false
		}
	}
	return one.unit == noUnit || one.here && unit == one.unit || one.below && unit != one.unit && s.org.within(unit, one.unit)
}

func namesIn(spans []span) (n int) {
	for _, s := range spans {
		n += 1 + len(s.except)
	}
	return n
}

// The spans of some units are these units, and need no more names than there are
// units, nor than all units but those that are not meant.
func TestSpansAreTheUnits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawnTrees(t)
		at, rest := s.noPlaces(), 0
		for i := range s.org.units.len() {
			if rapid.Bool().Draw(t, "in") {
				at.add(int(i))
			} else {
				rest++
			}
		}
		spans := s.spans(0, at, rapid.Bool().Draw(t, "all"))
		if got := s.placesOf(spans); got.text() != at.text() {
			t.Fatalf("spans %+v are %b; want %b", spans, got, at)
		}
		if n, each := namesIn(spans), int(s.org.units.len())-rest; n > each || n > rest+1 {
			t.Fatalf("spans %+v have %d names, for %d units of %d", spans, n, each, s.org.units.len())
		}
	})
}
