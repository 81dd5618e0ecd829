package mandat

import (
	"slices"
	"testing"
)

// chiefsAt returns whom an organisation notes as chiefs at units.
func chiefsAt(o *Org, ids ...UnitID) [][]PersonID {
	chief, _ := o.roleNamed("chief")
	var all [][]PersonID
	for _, id := range ids {
		var there []PersonID
		for m := range o.holdersAt(spot{int32(chief.index), o.unitOr(id)}).members.all() {
			there = append(there, o.person(m))
		}
		all = append(all, there)
	}
	return all
}

// TestAHolderIsNotedWhereTheyHold: a question about a unit looks at no holders
// of other units, also after a home has moved or a grant has ended.
func TestAHolderIsNotedWhereTheyHold(t *testing.T) {
	o := draftOrg(t)
	anna, _ := o.memberNamed("anna")
	check := func(what string, o *Org, want ...[]PersonID) {
		t.Helper()
		if got := chiefsAt(o, "below", "side", "room", ""); !slices.EqualFunc(got, want, slices.Equal) {
			t.Errorf("%s: chiefs at below, side, room and nowhere are %v; want %v", what, got, want)
		}
	}
	someone := []PersonID{"anna"}
	check("at first", o, someone, nil, someone, nil)
	moved := o.copy()
	moved.moveHome(anna, o.unitOr("side"))
	check("moved", moved, nil, someone, someone, nil)
	homeless := moved.copy()
	homeless.moveHome(anna, noUnit)
	check("homeless", homeless, nil, nil, someone, someone)
	taken := homeless.copy()
	taken.takeMember(anna, 0)
	check("taken", taken, nil, nil, someone, nil)
	check("at first, later", o, someone, nil, someone, nil)
}

// TestVacancyAllocatesNothing: walking over holders, their groups and what
// those hold.
func TestVacancyAllocatesNothing(t *testing.T) {
	o := draftOrg(t)
	v := o.As(Subject{Person: "anna", Channel: "web", At: draftNow})
	r := thing(Nowhere(), Nowhere(), NoACL())
	if allocs := testing.AllocsPerRun(100, func() { v.Decide("vacant-clerk", r); v.Decide("vacant-party", r) }); allocs != 0 {
		t.Errorf("%v allocations; want none", allocs)
	}
}
