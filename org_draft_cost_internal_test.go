package mandat

import (
	"fmt"
	"runtime"
	"slices"
	"testing"
)

// bigOrg has members in units, twenty in each, with two grants each: one at
// their home and one for the whole organisation. Half of them are in a group.
func bigOrg(t testing.TB, members int) *Org {
	d := OrgData{ID: "acme", Groups: []Group{{ID: "half"}}}
	for i := range members/20 + 1 {
		u := Unit{ID: UnitID(fmt.Sprint("unit-", i)), Structure: "organisation"}
		if i > 0 {
			u.Parent = UnitID(fmt.Sprint("unit-", (i-1)/8))
		}
		d.Units = append(d.Units, u)
	}
	for i := range members {
		id := PersonID(fmt.Sprint("person-", i))
		everywhere := RoleID("clerk")
		if i%4 == 3 {
			everywhere = "party"
		}
		d.Members = append(d.Members, Member{id, MemberActive, d.Units[i/20].ID})
		d.Grants = append(d.Grants, Grant{Role: "chief", Member: id, Scope: BelowHome()}, Grant{Role: everywhere, Member: id, Scope: WholeOrg()})
		if i%4 < 2 {
			d.Groups[0].Members = append(d.Groups[0].Members, id)
		}
	}
	rules := draftRules()
	rules.Administer = []AdminRule{{Who: []RoleID{"chief"}, Roles: []RoleID{"chief"}, May: []AdminAct{AdminGrant}, Self: true}}
	p, err := NewPolicy(rules)
	if err != nil {
		t.Fatal(err)
	}
	o, err := NewOrg(p, d)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// bigChanges each touch a few things of a big organisation.
func bigChanges() []struct {
	name   string
	change func(o *Org, n int32)
} {
	return []struct {
		name   string
		change func(o *Org, n int32)
	}{
		{"giveMember", func(o *Org, n int32) { o.giveMember(n%o.members.len(), grant{role: 3, whole: true}) }},
		{"giveMemberAgain", func(o *Org, n int32) { o.giveMember(n%o.members.len(), grant{role: 2, whole: true}) }},
		{"takeMember", func(o *Org, n int32) { o.takeMember(n%o.members.len(), 1) }},
		{"setStatus", func(o *Org, n int32) { o.setStatus(n%o.members.len(), MemberInactive) }},
		{"moveHome", func(o *Org, n int32) { o.moveHome(n%o.members.len(), (n/20+1)%o.units.len()) }},
		{"joinGroup", func(o *Org, n int32) { o.joinGroup(0, (4*n+2)%o.members.len()) }},
		{"addMember", func(o *Org, _ int32) { o.addMember(Member{Person: "new", Status: MemberActive, Home: "unit-1"}) }},
		{"addUnit", func(o *Org, _ int32) { o.addUnit(Unit{ID: "new", Structure: "organisation", Parent: "unit-7"}) }},
	}
}

// bytesOf returns how many bytes one change takes, on average over some of an
// organisation.
func bytesOf(o *Org, change func(*Org, int32)) int {
	const runs = 1000
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for n := range int32(runs) {
		change(o, n*7)
	}
	runtime.ReadMemStats(&after)
	return int(after.TotalAlloc-before.TotalAlloc) / runs
}

// TestWhatAChangeTakesDoesNotFollowTheOrganisation: two hundred times as many
// members, grants and units take at most a kilobyte more; two, where a change
// is one in two places.
func TestWhatAChangeTakesDoesNotFollowTheOrganisation(t *testing.T) {
	var orgs []*Org
	for _, members := range []int{1_000, 10_000, 100_000, 200_000} {
		orgs = append(orgs, bigOrg(t, members))
	}
	check := func(name string, more int, change func(*Org, int32)) {
		var took []int
		for _, o := range orgs {
			took = append(took, bytesOf(o, change))
		}
		t.Logf("%s takes %d bytes among 1,000, 10,000, 100,000 and 200,000 members", name, took)
		if slices.Max(took)-slices.Min(took) > more {
			t.Errorf("%s takes %d bytes in larger and larger organisations; want them to differ by at most %d", name, took, more)
		}
	}
	for _, c := range bigChanges() {
		more := 1024
		if c.name == "moveHome" {
			more *= 2
		}
		check(c.name, more, func(o *Org, n int32) { c.change(o.copy(), n) })
	}
	check("Apply", 1024, func(o *Org, n int32) { applyGrant(t, o, n) })
	check("Plan", 1024, func(o *Org, n int32) { planGrant(t, o, n) })
}

// nextGrant gives a member the role of those at their home, at another unit.
func nextGrant(o *Org, n int32) Grant {
	return Grant{Role: "chief", Member: o.member(n % o.members.len()).person, Scope: Below(o.unit((n/20 + 1) % o.units.len()).id)}
}

func applyGrant(t testing.TB, o *Org, n int32) {
	e := Event{Org: o.id, Version: 1, Step: 1, Of: 1, At: draftNow, By: "person-0", Through: "web", What: RoleGranted{nextGrant(o, n)}}
	if _, err := o.Apply([]Event{e}); err != nil {
		t.Fatal(err)
	}
}

func planGrant(t testing.TB, o *Org, n int32) Change {
	c, err := o.Plan(Subject{Person: "person-0", Channel: "web", At: draftNow}, GrantRole{Grant: nextGrant(o, n)})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestWhatAMemberTakes: everything that an organisation keeps, by its members.
func TestWhatAMemberTakes(t *testing.T) {
	const members, most = 100_000, 400
	before := inUse()
	o := bigOrg(t, members)
	took := (inUse() - before) / members
	runtime.KeepAlive(o)
	t.Logf("a member with two grants takes %d bytes", took)
	if took > most {
		t.Errorf("a member with two grants takes %d bytes; want at most %d", took, most)
	}
}

// inUse returns how many bytes are in use.
func inUse() int {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC() // for what the first one has kept
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}

func BenchmarkDraft(b *testing.B) {
	for _, members := range []int{1_000, 10_000, 100_000} {
		o := bigOrg(b, members)
		run := func(name string, change func(*Org, int32)) {
			b.Run(fmt.Sprintf("%s/members=%d", name, members), func(b *testing.B) {
				b.ReportAllocs()
				for n := int32(0); b.Loop(); n++ {
					change(o, n)
				}
			})
		}
		for _, c := range bigChanges() {
			run(c.name, func(o *Org, n int32) { c.change(o.copy(), n) })
		}
		run("Apply", func(o *Org, n int32) { applyGrant(b, o, n) })
		run("Plan", func(o *Org, n int32) { planGrant(b, o, n) })
	}
}

// TestToRetireRolesTakesAsMuchForEach: an organisation that is imported tells of all of
// them at once.
func TestToRetireRolesTakesAsMuchForEach(t *testing.T) {
	o := bigOrg(t, 20)
	retire := func(n int) int {
		var ids []RoleID
		for i := range n {
			ids = append(ids, RoleID(fmt.Sprint("role-", i)))
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := o.Apply([]Event{{Org: o.ID(), Version: o.Version() + 1, Step: 1, Of: 1, At: draftNow, What: IDsRetired{Retired{Roles: ids}}}})
		runtime.ReadMemStats(&after)
		if err != nil {
			t.Fatal(err)
		}
		return int(after.TotalAlloc-before.TotalAlloc) / n
	}
	if few, many := retire(1000), retire(8000); many > 2*few {
		t.Errorf("each of 8,000 takes %d bytes, each of 1,000 takes %d", many, few)
	}
}
