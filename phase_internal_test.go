package mandat

import (
	"fmt"
	"testing"
	"time"
)

func phaseWorld(b *testing.B) (*Org, []Subject, []Resource, []Action) {
	do := func(a ...Action) (r []ActionRef) {
		for _, x := range a {
			r = append(r, ActionRef{"contract", x})
		}
		return
	}
	anywhere := []Where{{"organisation": {HomeSubtree, Subtree}}}
	p, err := NewPolicy(Rules{System: "bench", Version: "1", Structures: []StructureRule{{Name: "organisation", Home: HomeRequired}}, Channels: []ChannelRule{{Name: "web", Login: true}},
		Types: []TypeRule{{Name: "contract", Structures: []Structure{"organisation"}, Statuses: []StatusRule{{Name: "draft"}, {Name: "valid"}}, Relations: []RelationRule{{Name: "responsible"}, {Name: "deputy"}},
			Lists: []Action{"read", "edit"}, Actions: []ActionRule{{Name: "read"}, {Name: "edit"}, {Name: "delete"}}}},
		Roles: []Role{{ID: "reader", At: anywhere, Opens: []Channel{"web"}, Can: []Permission{{Do: do("read")}}},
			{ID: "responsible", Includes: []RoleID{"reader"}, Can: []Permission{{Do: do("edit"), When: &Condition{Relation: []Relation{"responsible", "deputy"}}, Past: PastLists}}},
			{ID: "admin", Includes: []RoleID{"reader"}, Can: []Permission{{Do: do("edit", "delete"), Past: PastLists}}}},
		Gates: []Gate{{Close: do("delete"), Unless: Condition{Status: []Status{"draft"}}}}})
	if err != nil {
		b.Fatal(err)
	}
	d := OrgData{ID: "acme"}
	for i := range 7 {
		u := Unit{ID: UnitID(fmt.Sprintf("unit-%d", i)), Structure: "organisation"}
		if i > 0 {
			u.Parent = "unit-0"
		}
		d.Units = append(d.Units, u)
	}
	var ss []Subject
	var rs []Resource
	var as []Action
	for i := range 128 {
		m := Member{PersonID(fmt.Sprintf("person-%d", i)), MemberActive, d.Units[i*3%7].ID}
		d.Members = append(d.Members, m)
		d.Grants = append(d.Grants, Grant{Role: []RoleID{"reader", "responsible", "admin"}[i%3], Member: m.Person, Scope: BelowHome()}, Grant{Role: []RoleID{"reader", "responsible", "admin"}[(i/3)%3], Member: m.Person, Scope: Below(d.Units[i*5%7].ID)})
		ss = append(ss, Subject{Person: PersonID(fmt.Sprintf("person-%d", i)), Channel: "web", At: time.Now()})
		as = append(as, []Action{"read", "edit", "delete"}[i%3])
		rs = append(rs, Resource{Type: "contract", ID: "c-1", Org: "acme", Status: "valid", Units: Units{Structure("organisation").Is(At(UnitID(fmt.Sprintf("unit-%d", i*11%7))))},
			Relations: Relations{Relation("responsible").Is(One("person-1")), Relation("deputy").Is(Nobody())}, ACLs: ACLs{Action("read").By(NoACL()), Action("edit").By(NoACL())}})
	}
	o, err := NewOrg(p, d)
	if err != nil {
		b.Fatal(err)
	}
	return o, ss, rs, as
}

var sink int

func BenchmarkPhase(b *testing.B) {
	o, ss, rs, as := phaseWorld(b)
	vs := make([]View, len(ss))
	for i := range ss {
		vs[i].see(o, &ss[i])
	}
	b.Run("0-see", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			var v View
			v.see(o, &ss[i&127])
			sink += int(v.standing)
		}
	})
	b.Run("1-find", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			q := question{view: &vs[i&127], resource: &rs[i&127], now: o}
			_, d := q.find(as[i&127])
			sink += int(d)
		}
	})
	b.Run("2-pose", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			q := question{view: &vs[i&127], resource: &rs[i&127], now: o}
			_, d := q.pose(as[i&127])
			sink += int(d)
		}
	})
	b.Run("3-decide", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			d := vs[i&127].decide(as[i&127], &rs[i&127])
			sink += int(d.detail)
		}
	})
	b.Run("4-view", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			d := vs[i&127].Decide(as[i&127], rs[i&127])
			sink += int(d.detail)
		}
	})
	b.Run("5-org", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			d := o.Decide(ss[i&127], as[i&127], rs[i&127])
			sink += int(d.detail)
		}
	})
}
