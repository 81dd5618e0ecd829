package mandat_test

import (
	"iter"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/mandat-go/mandat"
)

// orderedData are full data in the order in which they are given back.
func orderedData() mandat.OrgData {
	d := fullData()
	until := time.Date(2026, 3, 1, 12, 0, 0, 5, time.FixedZone("CET", 3600))
	d.Grants = []mandat.Grant{
		{Role: "reader", Member: "kalle", Scope: mandat.Below("sales"), From: now, Until: until},
		{Role: "keeper", Member: "kalle", Scope: mandat.AtHome()},
		{Role: "keeper", Member: "kalle", Scope: mandat.Below("sales").And(mandat.Exactly("room"))},
		{Role: "own", Member: "anna", Scope: mandat.Exactly("sales"), Until: until},
		{Role: "boss", Group: "team", Scope: mandat.WholeOrg()},
	}
	d.Settings = map[mandat.Setting]bool{"extra": true, "archive": true}
	d.Retired = mandat.Retired{Units: []mandat.UnitID{"attic", "cellar"}, Groups: []mandat.GroupID{"gang"}, Roles: []mandat.RoleID{"king"}}
	return d
}

func orderedOrg(t testing.TB) *mandat.Org {
	return mustOrg(t, mustPolicy(t, orgPolicy()), orderedData())
}

func TestDataAreGivenBackAsTheyWereGiven(t *testing.T) {
	wantEqual(t, orderedOrg(t).Data(), orderedData(), scopes)
}

func TestSettingsThatAreNotSetAreNotGivenBack(t *testing.T) {
	d := orderedData()
	d.Settings = map[mandat.Setting]bool{"archive": false}
	p := mustPolicy(t, orgPolicy())
	wantEqual(t, mustOrg(t, p, d).Data().Settings, d.Settings)
	d.Settings = nil
	wantEqual(t, mustOrg(t, p, d).Data().Settings, nil)
}

func TestDataMakeTheSameOrganisation(t *testing.T) {
	p := richPolicy(t)
	rapid.Check(t, func(t *rapid.T) {
		one := mustOrg(t, p, richData(t))
		two := mustOrg(t, p, one.Data())
		s, a, r := drawQuestion(t)
		if want, got := one.Explain(s, a, r).Text("en"), two.Explain(s, a, r).Text("en"); got != want {
			t.Fatalf("the organisation of its data answers\n%s\nand not\n%s", got, want)
		}
	})
}

func TestToChangeWhatIsGivenBackChangesNothing(t *testing.T) {
	o := orderedOrg(t)
	d := o.Data()
	d.Units[0].ID, d.Members[0].Person, d.Grants[0].Role = "x", "x", "x"
	d.Groups[0].Members[0], d.Groups[2].Groups[0] = "x", "x"
	d.Roles[0].Includes[0], d.Roles[0].Can[0].When.Status[0] = "x", "x"
	d.Settings["archive"], d.Retired.Units[0] = false, "x"
	r, _ := o.Role("reader")
	r.Can[0].Do[0].Action = "x"
	g, _ := o.Group("team")
	g.Members[0] = "x"
	o.GrantsOf("kalle")[0].Role = "x"
	wantEqual(t, o.Data(), orderedData(), scopes)
	again, _ := o.Role("reader")
	assert.NotEqual(t, mandat.Action("x"), again.Can[0].Do[0].Action)
}

func TestEachRecordIsFoundByItsID(t *testing.T) {
	o, d := orderedOrg(t), orderedData()
	for _, want := range d.Units {
		got, ok := o.Unit(want.ID)
		assert.True(t, ok)
		wantEqual(t, got, want)
	}
	for _, want := range d.Members {
		got, ok := o.Member(want.Person)
		assert.True(t, ok)
		wantEqual(t, got, want)
	}
	for _, want := range d.Groups {
		got, ok := o.Group(want.ID)
		assert.True(t, ok)
		wantEqual(t, got, want)
	}
	for _, want := range append(o.Policy().Rules().Roles, d.Roles...) {
		got, ok := o.Role(want.ID)
		assert.True(t, ok)
		wantEqual(t, got, want)
	}
	wantEqual(t, o.GrantsOf("kalle"), d.Grants[:3], scopes)
	wantEqual(t, o.GrantsOf("anna"), d.Grants[3:4], scopes)
	wantEqual(t, o.GrantsOfGroup("team"), d.Grants[4:], scopes)
}

func TestWhatIsNotThereIsNotFound(t *testing.T) {
	o := orderedOrg(t)
	_, unit := o.Unit("attic")
	_, member := o.Member("nobody")
	_, group := o.Group("gang")
	_, role := o.Role("king")
	assert.False(t, unit || member || group || role)
	assert.Empty(t, o.GrantsOf("nobody"))
	assert.Empty(t, o.GrantsOfGroup("gang"))
	assert.Equal(t, "deny: malformed: unit-unknown", o.Decide(as("kalle"), "read", contract("c-9", "attic")).String())
}

// A custom role may have been dropped before the policy got one of its name.
func TestARetiredRoleMayBeBuiltInToday(t *testing.T) {
	d := orderedData()
	d.Retired.Roles = []mandat.RoleID{"boss"}
	o := mustOrg(t, mustPolicy(t, orgPolicy()), d)
	r, ok := o.Role("boss")
	assert.True(t, ok)
	assert.NotEmpty(t, r.Can)
	wantEqual(t, o.Data(), d, scopes)
}

func TestNobodyCanBeGivenWhatIsRetired(t *testing.T) {
	p := mustPolicy(t, orgPolicy())
	for path, change := range map[string]func(*mandat.OrgData){
		"Grants[0].Role":  func(d *mandat.OrgData) { d.Grants[0].Role = "king" },
		"Grants[0].Scope": func(d *mandat.OrgData) { d.Grants[0].Scope = mandat.Below("attic") },
		"Grants[4].Group": func(d *mandat.OrgData) { d.Grants[4].Group = "gang" },
	} {
		d := orderedData()
		change(&d)
		_, err := mandat.NewOrg(p, d)
		assert.Equal(t, path, problemsOf(t, err, "organisation")[0].Path)
	}
}

// stops reports how many a sequence yields to who stops after two.
func stops[E any](all iter.Seq[E]) int {
	n := 0
	for range all {
		if n++; n == 2 {
			break
		}
	}
	return n
}

func TestOneCanStopAmongTheRecords(t *testing.T) {
	o := orderedOrg(t)
	assert.Equal(t, []int{2, 2, 2, 2}, []int{stops(o.Units()), stops(o.Members()), stops(o.Groups()), stops(o.Grants())})
	d := orderedData()
	d.Grants = []mandat.Grant{{Role: "boss", Group: "team", Scope: mandat.WholeOrg()}, {Role: "boss", Group: "teams", Scope: mandat.WholeOrg()}, {Role: "boss", Group: "teams", Scope: mandat.WholeOrg(), Until: now}}
	assert.Equal(t, 2, stops(mustOrg(t, o.Policy(), d).Grants()))
	assert.Len(t, slices.Collect(o.Members()), len(d.Members))
}
