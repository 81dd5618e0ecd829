package mandat

import "testing"

// A custom role gives no more than its maker has if its conditions are theirs, in
// whatever order the names stand.
func TestConditionsAreTheSameInAnyOrder(t *testing.T) {
	ab, ba, a := Condition{Status: []Status{"a", "b"}}, Condition{Status: []Status{"b", "a"}}, Condition{Status: []Status{"a"}}
	ac := Condition{Status: []Status{"a", "c"}}
	for _, c := range []struct {
		one, other Condition
		same       bool
	}{
		{ab, ba, true},
		{ab, a, false},
		{ab, ac, false},
		{Condition{Any: []Condition{ab, a}}, Condition{Any: []Condition{a, ba}}, true},
		{Condition{Any: []Condition{a, a, ab}}, Condition{Any: []Condition{a, ab, ab}}, false},
		{Condition{Any: []Condition{a, ab}}, Condition{All: []Condition{a, ab}}, false},
		{Condition{Not: &ab}, Condition{Not: &ba}, true},
		{Condition{Not: &ab}, ab, false},
		{Condition{Target: &ab}, Condition{Target: &a}, false},
	} {
		if c.one.equal(&c.other) != c.same || c.other.equal(&c.one) != c.same {
			t.Errorf("%+v and %+v: same %t; want %t", c.one, c.other, !c.same, c.same)
		}
	}
}
