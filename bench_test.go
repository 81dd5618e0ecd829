package mandat_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/mandat-go/mandat"
)

// benchRules is a small contract policy, enough to make a decision ordinary:
// roles at units, a relation, lists, a gate.
func benchRules() mandat.Rules {
	do := func(actions ...mandat.Action) []mandat.ActionRef {
		var refs []mandat.ActionRef
		for _, a := range actions {
			refs = append(refs, mandat.ActionRef{Type: "contract", Action: a})
		}
		return refs
	}
	anywhere := []mandat.Where{{"organisation": {mandat.HomeSubtree, mandat.Subtree}}}
	return mandat.Rules{
		System: "bench", Version: "1",
		Structures: []mandat.StructureRule{{Name: "organisation", Home: mandat.HomeRequired}},
		Channels:   []mandat.ChannelRule{{Name: "web", Login: true}},
		Types: []mandat.TypeRule{{
			Name: "contract", Structures: []mandat.Structure{"organisation"},
			Statuses:  []mandat.StatusRule{{Name: "draft"}, {Name: "valid"}},
			Relations: []mandat.RelationRule{{Name: "responsible"}, {Name: "deputy"}},
			Lists:     []mandat.Action{"read", "edit"},
			Actions:   []mandat.ActionRule{{Name: "read"}, {Name: "edit"}, {Name: "delete"}},
		}},
		Roles: []mandat.Role{
			{ID: "reader", At: anywhere, Opens: []mandat.Channel{"web"}, Can: []mandat.Permission{{Do: do("read")}}},
			{ID: "responsible", Includes: []mandat.RoleID{"reader"}, Can: []mandat.Permission{
				{Do: do("edit"), When: &mandat.Condition{Relation: []mandat.Relation{"responsible", "deputy"}}, Past: mandat.PastLists}}},
			{ID: "admin", Includes: []mandat.RoleID{"reader"}, Can: []mandat.Permission{{Do: do("edit", "delete"), Past: mandat.PastLists}}},
		},
		Gates: []mandat.Gate{{Close: do("delete"), Unless: mandat.Condition{Status: []mandat.Status{"draft"}}}},
	}
}

// world is an organisation of some size with questions about it, and the plain
// maps of a hand-written check of the same.
type world struct {
	org       *mandat.Org
	questions []benchQuestion
	floor     floor
}

type benchQuestion struct {
	subject  mandat.Subject
	action   mandat.Action
	resource mandat.Resource
}

// floor is what somebody would write by hand: three string-map look-ups, a
// subtree test and a mask test.
type floor struct {
	members map[mandat.PersonID]floorMember
	units   map[mandat.UnitID][2]int
	actions map[mandat.Action]uint64
}

type floorMember struct {
	mask uint64
	home [2]int
}

func (f *floor) allows(p mandat.PersonID, a mandat.Action, u mandat.UnitID) bool {
	m, unit := f.members[p], f.units[u]
	return m.home[0] <= unit[0] && unit[0] < m.home[1] && m.mask&f.actions[a] != 0
}

var benchTime = time.Date(2026, 1, 15, 9, 0, 0, 0, time.UTC)

func newWorld(b testing.TB, members int) *world {
	b.Helper()
	p, err := mandat.NewPolicy(benchRules())
	if err != nil {
		b.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(1, uint64(members)))
	w := &world{floor: floor{map[mandat.PersonID]floorMember{}, map[mandat.UnitID][2]int{}, map[mandat.Action]uint64{"read": 1, "edit": 2, "delete": 4}}}
	data := mandat.OrgData{ID: "acme"}
	units := members/20 + 2
	for i := range units {
		u := mandat.Unit{ID: mandat.UnitID(fmt.Sprintf("unit-%d", i)), Structure: "organisation"}
		if i > 0 {
			u.Parent = mandat.UnitID(fmt.Sprintf("unit-%d", (i-1)/8))
		}
		data.Units = append(data.Units, u)
		w.floor.units[u.ID] = [2]int{i, units}
	}
	roles := []mandat.RoleID{"reader", "responsible", "admin"}
	for i := range members {
		m := mandat.Member{Person: mandat.PersonID(fmt.Sprintf("person-%d", i)), Status: mandat.MemberActive, Home: data.Units[rnd.IntN(units)].ID}
		data.Members = append(data.Members, m)
		data.Grants = append(data.Grants,
			mandat.Grant{Role: roles[rnd.IntN(3)], Member: m.Person, Scope: mandat.BelowHome()},
			mandat.Grant{Role: roles[rnd.IntN(3)], Member: m.Person, Scope: mandat.Below(data.Units[rnd.IntN(units)].ID)})
		w.floor.members[m.Person] = floorMember{rnd.Uint64N(8), w.floor.units[m.Home]}
	}
	if w.org, err = mandat.NewOrg(p, data); err != nil {
		b.Fatal(err)
	}
	actions := []mandat.Action{"read", "edit", "delete"}
	for range 1024 {
		w.questions = append(w.questions, benchQuestion{
			subject:  mandat.Subject{Person: data.Members[rnd.IntN(members)].Person, Channel: "web", At: benchTime},
			action:   actions[rnd.IntN(3)],
			resource: (&row{id: "c-1", org: "acme", unit: mandat.At(data.Units[rnd.IntN(units)].ID), status: "valid", responsible: mandat.One("person-1")}).Resource(),
		})
	}
	return w
}

// row is a service's own row; its mapping is an ordinary method that is not
// inlined.
type row struct {
	id          mandat.ResourceID
	org         mandat.OrgID
	unit        mandat.Place
	status      mandat.Status
	responsible mandat.People
	readers     mandat.ACL
}

//go:noinline
func (r *row) Resource() mandat.Resource {
	res := mandat.Resource{Type: "contract", ID: r.id, Org: r.org, Status: r.status,
		Units:     mandat.Units{mandat.Structure("organisation").Is(r.unit)},
		Relations: mandat.Relations{mandat.Relation("responsible").Is(r.responsible), mandat.Relation("deputy").Is(mandat.Nobody())},
		ACLs:      mandat.ACLs{mandat.Action("read").By(mandat.NoACL()), mandat.Action("edit").By(mandat.NoACL())}}
	if r.readers.Stated() {
		res.ACLs[0] = mandat.Action("read").By(r.readers)
	}
	return res
}

func BenchmarkDecide(b *testing.B) {
	for _, members := range []int{100, 10_000, 100_000} {
		w := newWorld(b, members)
		b.Run(fmt.Sprintf("members=%d/floor", members), func(b *testing.B) {
			n := 0
			for i := 0; b.Loop(); i++ {
				q := &w.questions[i%len(w.questions)]
				unit, _ := q.resource.Units[0].Place.Unit()
				if w.floor.allows(q.subject.Person, q.action, unit) {
					n++
				}
			}
		})
		b.Run(fmt.Sprintf("members=%d/decide", members), func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				q := &w.questions[i%len(w.questions)]
				w.org.Decide(q.subject, q.action, q.resource)
			}
		})
		b.Run(fmt.Sprintf("members=%d/view", members), func(b *testing.B) {
			b.ReportAllocs()
			v := w.org.As(w.questions[0].subject)
			for i := 0; b.Loop(); i++ {
				q := &w.questions[i%len(w.questions)]
				v.Decide(q.action, q.resource)
			}
		})
	}
}

// TestDecideAllocatesNothing: neither a mapping that is not inlined nor the
// decision allocates, with lists and wholes too.
func TestDecideAllocatesNothing(t *testing.T) {
	w := newWorld(t, 100)
	r := row{id: "c-1", org: "acme", unit: mandat.At("unit-1"), status: "valid", responsible: mandat.One("person-1"),
		readers: mandat.Only(mandat.InUnit("unit-0"), mandat.Related("deputy"))}
	var allowed int
	allocs := testing.AllocsPerRun(200, func() {
		for _, q := range w.questions {
			if w.org.Decide(q.subject, q.action, r.Resource()).Allowed() {
				allowed++
			}
		}
	})
	if allocs != 0 {
		t.Errorf("%v allocations in %d decisions; want none", allocs, len(w.questions))
	}
	if allowed == 0 {
		t.Error("no decision allowed anything; the questions show nothing")
	}
}

// BenchmarkVacant asks a gate whether a role is vacant at a unit, with holders
// at all other units.
func BenchmarkVacant(b *testing.B) {
	rules := benchRules()
	rules.Gates = append(rules.Gates, mandat.Gate{Close: []mandat.ActionRef{{Type: "contract", Action: "read"}},
		Unless: mandat.Condition{Vacant: []mandat.RoleID{"responsible"}}})
	p, err := mandat.NewPolicy(rules)
	if err != nil {
		b.Fatal(err)
	}
	for _, members := range []int{100, 10_000, 100_000} {
		data := mandat.OrgData{ID: "acme", Units: []mandat.Unit{{ID: "here", Structure: "organisation"}},
			Members: []mandat.Member{{Person: "kalle", Status: mandat.MemberActive, Home: "here"}},
			Grants:  []mandat.Grant{{Role: "reader", Member: "kalle", Scope: mandat.BelowHome()}}}
		for i := range members {
			unit, person := mandat.UnitID(fmt.Sprintf("unit-%d", i)), mandat.PersonID(fmt.Sprintf("person-%d", i))
			data.Units = append(data.Units, mandat.Unit{ID: unit, Structure: "organisation"})
			data.Members = append(data.Members, mandat.Member{Person: person, Status: mandat.MemberActive, Home: unit})
			data.Grants = append(data.Grants, mandat.Grant{Role: "responsible", Member: person, Scope: mandat.BelowHome()})
		}
		org, err := mandat.NewOrg(p, data)
		if err != nil {
			b.Fatal(err)
		}
		s := mandat.Subject{Person: "kalle", Channel: "web", At: benchTime}
		r := (&row{id: "c-1", org: "acme", unit: mandat.At("here"), status: "valid", responsible: mandat.Nobody()}).Resource()
		b.Run(fmt.Sprintf("members=%d", members), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if !org.Decide(s, "read", r).Allowed() {
					b.Fatal("kalle may not read")
				}
			}
		})
	}
}
