package mandat

import (
	"reflect"
	"testing"
)

// TestEachHappeningAffectsSomething: a new kind of event is either said to affect
// something, or said to affect nothing.
func TestEachHappeningAffectsSomething(t *testing.T) {
	all := map[reflect.Type]bool{reflect.TypeFor[OrgFounded](): true, reflect.TypeFor[PolicyAdopted](): true}
	for _, h := range happenings {
		a := affectedBy(h)
		if a.all != all[reflect.TypeOf(h)] {
			t.Errorf("%s: affects all is %t; a kind that affectedBy does not know does", h.EventName(), a.all)
		}
		if reflect.ValueOf(a).IsZero() {
			t.Errorf("%s affects nothing, and does not say so", h.EventName())
		}
	}
}
