package mandat

import (
	"fmt"
	"runtime"
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
		d.Members = append(d.Members, Member{id, MemberActive, d.Units[i/20].ID})
		d.Grants = append(d.Grants, Grant{Role: "chief", Member: id, Scope: BelowHome()}, Grant{Role: "clerk", Member: id, Scope: WholeOrg()})
		if i%4 < 2 {
			d.Groups[0].Members = append(d.Groups[0].Members, id)
		}
	}
	p, err := NewPolicy(draftRules())
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
func bytesOf(o *Org, change func(*Org, int32)) uint64 {
	const runs = 1000
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for n := range int32(runs) {
		change(o.copy(), n*7)
	}
	runtime.ReadMemStats(&after)
	return (after.TotalAlloc - before.TotalAlloc) / runs
}

// TestWhatAChangeTakesDoesNotFollowTheOrganisation: a hundred times as many
// members, grants and units take at most a kilobyte more; two, where a change
// is one in two places.
func TestWhatAChangeTakesDoesNotFollowTheOrganisation(t *testing.T) {
	small, big := bigOrg(t, 1_000), bigOrg(t, 100_000)
	for _, c := range bigChanges() {
		few, many := bytesOf(small, c.change), bytesOf(big, c.change)
		t.Logf("%s: %d bytes among 1,000 members, %d among 100,000", c.name, few, many)
		limit := few + 1024
		if c.name == "moveHome" {
			limit += 1024
		}
		if many > limit {
			t.Errorf("%s takes %d bytes among 1,000 members and %d among 100,000; want at most %d", c.name, few, many, limit)
		}
	}
}

func BenchmarkDraft(b *testing.B) {
	for _, members := range []int{1_000, 10_000, 100_000} {
		o := bigOrg(b, members)
		for _, c := range bigChanges() {
			b.Run(fmt.Sprintf("%s/members=%d", c.name, members), func(b *testing.B) {
				b.ReportAllocs()
				for n := int32(0); b.Loop(); n++ {
					c.change(o.copy(), n)
				}
			})
		}
	}
}
