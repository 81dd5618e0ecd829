package mandat

import (
	"fmt"
	"testing"
)

// growths each make something of an organisation longer by one.
func growths() map[string]func(o *Org, name string) {
	return map[string]func(*Org, string){
		"units":   func(o *Org, name string) { o.addUnit(Unit{ID: UnitID(name), Structure: "rooms", Parent: "house"}) },
		"depth":   func(o *Org, name string) { o.addUnit(Unit{ID: UnitID(name), Structure: "rooms", Parent: o.deepest()}) },
		"members": func(o *Org, name string) { o.addMember(Member{Person: PersonID(name), Status: MemberActive}) },
		"groups":  func(o *Org, name string) { o.addGroup(Group{ID: GroupID(name), Members: []PersonID{"anna"}}) },
		"nested groups": func(o *Org, name string) {
			o.nestGroup(0, o.addGroup(Group{ID: GroupID(name), Members: []PersonID{"dag"}}))
		},
		"parents": func(o *Org, name string) { o.addGroup(Group{ID: GroupID(name), Groups: []GroupID{"team"}}) },
		"roles": func(o *Org, name string) {
			if err := o.addRole(Role{ID: RoleID(name), Includes: []RoleID{"chief"}}); err != nil {
				panic(err)
			}
			r, _ := o.roleNamed(RoleID(name))
			o.giveMember(0, grant{role: int32(r.index), whole: true})
		},
		"a member's grants": func(o *Org, name string) { o.giveMember(0, grant{role: int32(1 + len(name)%3), whole: true}) },
		"a group's grants":  func(o *Org, name string) { o.giveGroup(0, grant{role: int32(1 + len(name)%3), whole: true}) },
	}
}

// deepest returns the unit that lies deepest, the last of these.
func (o *Org) deepest() UnitID {
	var id UnitID
	depth := 0
	for i := range o.units.len() {
		if u := o.unit(i); u.structure == 1 && len(u.path) > depth {
			id, depth = u.id, len(u.path)
		}
	}
	return id
}

// TestTwoDraftsOfOneVersionShareNoTail: what the second does shows neither in
// the first nor in what both were made of, however long that is already.
func TestTwoDraftsOfOneVersionShareNoTail(t *testing.T) {
	for what, grow := range growths() {
		parent := draftOrg(t)
		for n := range 10 {
			one, two := parent.copy(), parent.copy()
			parentWas := records(parent)
			grow(one, "first")
			oneWas, oneData := records(one), one.Data()
			grow(two, "second")
			if diff := difference(parentWas, records(parent)) + difference(oneWas, records(one)) + difference(oneData, one.Data(), sameScopes); diff != "" {
				t.Fatalf("%s: the second draft of a version with %d more changed another one:\n%s", what, n, diff)
			}
			parent = parent.copy()
			grow(parent, fmt.Sprint("more-", n))
		}
	}
}

// TestSiblingsInOneVersionShareNoTail: units below one unit keep their own
// paths.
func TestSiblingsInOneVersionShareNoTail(t *testing.T) {
	o := draftOrg(t).copy()
	for n := range 10 {
		above := o.deepest()
		one := o.addUnit(Unit{ID: UnitID(fmt.Sprint("one-", n)), Structure: "rooms", Parent: above})
		two := o.addUnit(Unit{ID: UnitID(fmt.Sprint("two-", n)), Structure: "rooms", Parent: above})
		for _, i := range []int32{one, two} {
			if path := o.unit(i).path; path[len(path)-1] != i {
				t.Errorf("the path of %s ends at %s", o.unit(i).id, o.idOf(path[len(path)-1]))
			}
		}
	}
}
