package mandat

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// TestADraftIsWhatItsDataMake: each step does to the data what it is to do,
// after any steps a draft is the organisation that NewOrg makes of its data, and
// no version that another was made of changes.
func TestADraftIsWhatItsDataMake(t *testing.T) {
	first := draftOrg(t)
	steps := draftSteps()
	rapid.Check(t, func(t *rapid.T) {
		versions := []draftVersion{sawn(first)}
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			from := versions[len(versions)-1]
			if rapid.IntRange(0, 3).Draw(t, "back") == 0 {
				from = rapid.SampledFrom(versions).Draw(t, "from")
			}
			o, step := from.org.copy(), rapid.SampledFrom(steps).Draw(t, "step")
			effect := step.do(drawing{t, o})
			from.stays(t, step.name)
			from.becomes(t, step.name, o, effect)
			versions = append(versions, sawn(o))
			checkDraft(t, o, step.name)
		}
		last := versions[len(versions)-1].org
		if diff := difference(answers(again(t, last)), answers(last)); diff != "" {
			t.Fatalf("the answers differ:\n%s", diff)
		}
		for _, v := range versions {
			v.stays(t, "a later step")
		}
	})
}

// becomes checks what a step made of the data.
func (v draftVersion) becomes(t *rapid.T, step string, o *Org, effect func(*OrgData)) {
	want := v.org.Data()
	if effect != nil {
		effect(&want)
		want.arrange()
	}
	if diff := difference(want, o.Data(), sameData...); diff != "" {
		t.Fatalf("%s is wrong:\n%s", step, diff)
	}
}

// arrange puts data into the order in which an organisation gives them back.
func (d *OrgData) arrange() {
	place := make(map[string]int)
	for i, m := range d.Members {
		place["member "+string(m.Person)] = i
	}
	for i, g := range d.Groups {
		place["group "+string(g.ID)] = len(d.Members) + i
	}
	for _, g := range d.Groups {
		slices.SortFunc(g.Members, func(a, b PersonID) int { return place["member "+string(a)] - place["member "+string(b)] })
		slices.SortFunc(g.Groups, func(a, b GroupID) int { return place["group "+string(a)] - place["group "+string(b)] })
	}
	holder := func(g Grant) int {
		if g.Group != "" {
			return place["group "+string(g.Group)]
		}
		return place["member "+string(g.Member)]
	}
	slices.SortStableFunc(d.Grants, func(a, b Grant) int { return holder(a) - holder(b) })
	slices.Sort(d.Retired.Units)
	slices.Sort(d.Retired.Groups)
	slices.Sort(d.Retired.Roles)
}

// draftVersion is an organisation with what it was when it was made.
type draftVersion struct {
	org  *Org
	data OrgData
	all  map[string][]string
}

func sawn(o *Org) draftVersion { return draftVersion{o, o.Data(), records(o)} }

func (v draftVersion) stays(t *rapid.T, step string) {
	t.Helper()
	if diff := difference(v.data, v.org.Data(), sameScopes) + difference(v.all, records(v.org)); diff != "" {
		t.Fatalf("%s changed an older version:\n%s", step, diff)
	}
}

var sameScopes = cmp.Comparer(func(a, b Scope) bool { return a == b })

// difference says how two values differ. Most do not, which is found faster
// than how they do.
func difference(want, got any, options ...cmp.Option) string {
	if reflect.DeepEqual(want, got) {
		return ""
	}
	return cmp.Diff(want, got, options...)
}

// sameData takes an empty list for none.
var sameData = []cmp.Option{sameScopes, cmpopts.EquateEmpty()}

func checkDraft(t *rapid.T, o *Org, step string) {
	t.Helper()
	want := again(t, o)
	if diff := difference(want.Data(), o.Data(), sameScopes); diff != "" {
		t.Fatalf("after %s the data differ:\n%s", step, diff)
	}
	if diff := difference(records(want), records(o)); diff != "" {
		t.Fatalf("after %s the records differ:\n%s", step, diff)
	}
}

// again makes an organisation of the data of one.
func again(t *rapid.T, o *Org) *Org {
	t.Helper()
	made, err := NewOrg(o.policy, o.Data())
	if err != nil {
		t.Fatalf("the data are not valid: %v", err)
	}
	return made
}

// records lists by ids what an organisation keeps beside its data.
func records(o *Org) map[string][]string {
	all := map[string][]string{"settings": {fmt.Sprint(o.settings)}}
	for i := range o.units.len() {
		u := o.unit(i)
		if all["used"] = append(all["used"], fmt.Sprint(u.id, o.unitUsed(u.id))); u.gone {
			continue
		}
		all["path of "+string(u.id)] = append(idsOf(o.idOf, u.path), "seal "+string(o.idOf(u.seal)))
		all["below "+string(u.id)] = sortedIDs(o.idOf, u.children)
	}
	for i := range o.members.len() {
		all["groups of "+string(o.person(i))] = idsOf(o.groupID, o.member(i).groups)
	}
	for i := range o.groups.len() {
		g := o.group(i)
		if all["used"] = append(all["used"], fmt.Sprint(g.id, o.groupUsed(g.id))); g.gone {
			continue
		}
		all["in "+string(g.id)] = append(sortedIDs(o.person, g.listed), idsOf(o.groupID, g.subs)...)
		all["around "+string(g.id)] = idsOf(o.groupID, g.parents)
	}
	for i := range o.holders {
		o.recordHolders(i, all)
	}
	slices.Sort(all["used"])
	return all
}

func (o *Org) recordHolders(role int, all map[string][]string) {
	id := o.role(role).rule.ID
	all["used"] = append(all["used"], fmt.Sprint(id, o.roleUsed(id)))
	for key, some := range o.holders[role].at.all() {
		at := fmt.Sprint(id, " at ", o.idOf(int32(key)-1))
		all[at] = append(sortedIDs(o.person, some.members), sortedIDs(o.groupID, some.groups)...)
	}
	for s, units := range o.holders[role].in {
		if units.len() > 0 {
			all[fmt.Sprint(id, " in ", s)] = sortedIDs(o.idOf, units)
		}
	}
}

func (o *Org) person(i int32) PersonID { return o.member(i).person }
func (o *Org) groupID(i int32) GroupID { return o.group(i).id }

func idsOf[K ~string](id func(int32) K, of []int32) []string {
	return each(of, func(i int32) string { return string(id(i)) })
}

func sortedIDs[K ~string](id func(int32) K, of set) []string {
	return slices.Sorted(slices.Values(idsOf(id, of.sorted())))
}

// answers asks everybody about things everywhere, and about some with a list.
func answers(o *Org) map[string]string {
	var things []Resource
	units, rooms := []Place{Nowhere(), At("former")}, []Place{Nowhere()}
	for u := range o.Units() {
		if u.Structure == "rooms" {
			rooms = append(rooms, At(u.ID))
		} else {
			units = append(units, At(u.ID))
		}
	}
	for _, unit := range units {
		for _, room := range rooms {
			things = append(things, thing(unit, room, NoACL()))
		}
		for g := range o.Groups() {
			things = append(things, thing(unit, rooms[len(rooms)-1], Only(InGroup(g.ID))))
		}
	}
	all := make(map[string]string)
	for m := range o.Members() {
		v := o.As(Subject{Person: m.Person, Channel: "web", At: draftNow})
		for _, r := range things {
			all[fmt.Sprint(m.Person, r.Units[:2], listText(r.ACLs[0].ACL))] = decisions(v, r)
		}
	}
	return all
}

func thing(unit, room Place, list ACL) Resource {
	return Resource{Type: "thing", ID: "t", Org: "acme", ACLs: ACLs{Action("do").By(list)},
		Units: Units{Structure("organisation").Is(unit), Structure("rooms").Is(room)}}
}

func decisions(v View, r Resource) string {
	var all strings.Builder
	for a, d := range v.Actions(r) {
		all.WriteString(string(a) + ": " + d.String() + "\n")
	}
	return all.String()
}

func TestWhatIsGoneIsNotFoundAndItsIdIsNotForgotten(t *testing.T) {
	o := draftOrg(t).copy()
	unit := o.addUnit(Unit{ID: "cellar", Structure: "rooms"})
	group, _ := o.groupNamed("all")
	role, _ := o.roleNamed("own")
	bo, _ := o.memberNamed("bo")
	o.clearMember(bo)
	o.dropUnit(unit)
	o.dropGroup(group)
	o.dropRole(role.index)
	_, unitFound := o.Unit("cellar")
	_, groupFound := o.Group("all")
	_, roleFound := o.Role("own")
	if unitFound || groupFound || roleFound {
		t.Error("what was dropped is found")
	}
	if !o.unitUsed("cellar") || !o.groupUsed("all") || !o.roleUsed("own") {
		t.Error("an id that was used is free")
	}
	want := Retired{Units: []UnitID{"cellar", "former"}, Groups: []GroupID{"all", "former"}, Roles: []RoleID{"former", "own"}}
	if diff := difference(want, o.Data().Retired); diff != "" {
		t.Error(diff)
	}
	if o.unitUsed("attic") || o.groupUsed("attic") || o.roleUsed("attic") || !o.roleUsed("chief") {
		t.Error("wrong ids are used")
	}
}

// Two roles in each of twelve layers, each with a setting of its own and both
// of the next layer in it.
func TestARoleThatIncludesTooManyIsNotTakenIntoADraft(t *testing.T) {
	rules := draftRules()
	for i := range 24 {
		id := fmt.Sprint("r-", i)
		r := Role{ID: RoleID(id), Setting: Setting(id), Can: []Permission{{Do: []ActionRef{{Type: "thing", Action: "do"}}}}}
		if below := i - i%2 + 2; below < 24 {
			r.Includes = []RoleID{RoleID(fmt.Sprint("r-", below)), RoleID(fmt.Sprint("r-", below+1))}
		}
		rules.Settings, rules.Roles = append(rules.Settings, SettingRule{Name: Setting(id)}), append(rules.Roles, r)
	}
	o := draftOrgOf(t, rules)
	before, draft := records(o), o.copy()
	own, _ := o.roleNamed("own")
	both := []RoleID{"r-0", "r-1"}
	if draft.addRole(Role{ID: "greedy", Includes: both}) == nil || draft.editRole(own.index, Role{ID: "own", Includes: both}) == nil {
		t.Error("a role that includes too many is taken")
	}
	if diff := difference(before, records(draft)); diff != "" || draft.roleUsed("greedy") {
		t.Errorf("a role that was refused changed the draft:\n%s", diff)
	}
}

func listText(a ACL) string {
	audience, governed := a.Audience()
	return fmt.Sprint(a.Stated(), governed, audience)
}

// A move takes no seal along but those of the unit itself and of what lies below it.
func TestAMoveOutOfASealLeavesItBehind(t *testing.T) {
	o := draftOrg(t).copy()
	side, _ := o.unitNamed("side")
	box := o.addUnit(Unit{ID: "box", Structure: "organisation", Parent: "side"})
	lid := o.addUnit(Unit{ID: "lid", Structure: "organisation", Parent: "box"})
	safe := o.addUnit(Unit{ID: "safe", Structure: "organisation", Parent: "box", Sealed: true})
	in := o.addUnit(Unit{ID: "in", Structure: "organisation", Parent: "safe"})
	seals := func(o *Org) (all []int32) {
		for _, i := range []int32{box, lid, safe, in} {
			all = append(all, o.unit(i).seal)
		}
		return all
	}
	below, _ := o.unitNamed("below")
	for name, c := range map[string]struct {
		to   int32
		want []int32
	}{
		"inside the seal":  {side, []int32{side, side, safe, safe}},
		"to another place": {below, []int32{noUnit, noUnit, safe, safe}},
		"to the top":       {noUnit, []int32{noUnit, noUnit, safe, safe}},
	} {
		moved := o.copy()
		moved.moveUnit(box, c.to)
		if got := seals(moved); !slices.Equal(got, c.want) {
			t.Errorf("moved %s the seals are %v; want %v", name, got, c.want)
		}
		moved.moveUnit(box, side)
		if got, want := seals(moved), seals(o); !slices.Equal(got, want) {
			t.Errorf("moved %s and back the seals are %v; want %v", name, got, want)
		}
	}
}
