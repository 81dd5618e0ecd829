package mandat_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// What is imported is what the data say, byte for byte, and its events say it
// again.
func TestImportMakesWhatTheDataSay(t *testing.T) {
	o := busyAcme(t)
	data := o.Data()
	data.Settings = map[mandat.Setting]bool{"clerks": true}
	want, err := mandat.NewOrg(o.Policy(), data)
	require.NoError(t, err)
	abroad := noon.In(time.FixedZone("abroad", 3600))
	c, err := mandat.Import(o.Policy(), data, abroad)
	require.NoError(t, err)
	assert.Nil(t, c.Before())
	assert.Equal(t, content(t, want), content(t, c.Org()))
	assert.EqualValues(t, 1, c.Org().Version())
	replayed, err := mandat.Replay(c.Events(), o.Policy())
	require.NoError(t, err)
	assert.Equal(t, encoding(t, c.Org()), encoding(t, replayed))
	for _, e := range c.Events() {
		assert.Equal(t, noon, e.At)
		assert.Empty(t, e.By+mandat.PersonID(e.Through))
	}
}

// Whatever the order of the data: what lies below waits for what lies above.
func TestImportTakesTheDataInAnyOrder(t *testing.T) {
	o := busyAcme(t)
	sorted := func(d mandat.OrgData) mandat.OrgData {
		slices.SortFunc(d.Units, func(a, b mandat.Unit) int { return cmpID(a.ID, b.ID) })
		slices.SortFunc(d.Members, func(a, b mandat.Member) int { return cmpID(a.Person, b.Person) })
		slices.SortFunc(d.Groups, func(a, b mandat.Group) int { return cmpID(a.ID, b.ID) })
		return d
	}
	want, err := mandat.NewOrg(o.Policy(), sorted(o.Data()))
	require.NoError(t, err)
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		d := o.Data()
		rnd.Shuffle(len(d.Units), func(i, k int) { d.Units[i], d.Units[k] = d.Units[k], d.Units[i] })
		rnd.Shuffle(len(d.Members), func(i, k int) { d.Members[i], d.Members[k] = d.Members[k], d.Members[i] })
		rnd.Shuffle(len(d.Groups), func(i, k int) { d.Groups[i], d.Groups[k] = d.Groups[k], d.Groups[i] })
		c, err := mandat.Import(o.Policy(), d, noon)
		require.NoError(t, err)
		again, err := mandat.NewOrg(o.Policy(), sorted(c.Org().Data()))
		require.NoError(t, err)
		assert.Equal(t, content(t, want), content(t, again))
	}
}

func cmpID[K ~string](a, b K) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func TestImportRefuses(t *testing.T) {
	o := busyAcme(t)
	var invalid *mandat.InvalidError
	for name, at := range map[string]time.Time{"no time": {}, "too late": time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), "too early": time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC)} {
		c, err := mandat.Import(o.Policy(), o.Data(), at)
		assert.ErrorAs(t, err, &invalid, name)
		assert.Zero(t, c, name)
	}
	for name, wrong := range map[string]func(*mandat.OrgData){
		"no id":            func(d *mandat.OrgData) { d.ID = "" },
		"unknown unit":     func(d *mandat.OrgData) { d.Members[0].Home = "nowhere" },
		"retired and used": func(d *mandat.OrgData) { d.Retired.Units = []mandat.UnitID{"sales"} },
	} {
		d := o.Data()
		wrong(&d)
		c, err := mandat.Import(o.Policy(), d, noon)
		assert.ErrorAs(t, err, &invalid, name)
		assert.Zero(t, c, name)
	}
	_, err := mandat.Import(nil, o.Data(), noon)
	assert.ErrorAs(t, err, &invalid)
}

// What was retired is refused for good: by an import, and by a plan afterwards.
func TestRetiredIDsAreNotUsedAgain(t *testing.T) {
	o := busyAcme(t)
	c, err := mandat.Import(o.Policy(), o.Data(), noon)
	require.NoError(t, err)
	_, _, hash := inviteOf(t, "eva")
	for _, step := range []mandat.Command{
		mandat.AddUnit{Unit: mandat.Unit{ID: "u-2", Structure: "folders"}}, mandat.AddGroup{Group: mandat.Group{ID: "g-4"}},
		mandat.AddRole{Role: mandat.Role{ID: "r-2", Opens: []mandat.Channel{"web"}, Can: []mandat.Permission{gives("note.read")}}},
		mandat.InvitePerson{Invitation: "i-3", Person: "new", Token: hash},
	} {
		_, err := c.Org().Plan(onWeb("olga"), step)
		var e *mandat.Error
		require.ErrorAs(t, err, &e, step.CommandName())
		assert.Equal(t, "guard: id-used", e.Explanation.Decision().Because(), step.CommandName())
	}
}

func TestFoundRefuses(t *testing.T) {
	p := changePolicy(t)
	subject := mandat.Subject{Person: "olga", Channel: "public", At: noon}
	late, elsewhere, nobody := subject, subject, subject
	late.At, elsewhere.Channel, nobody.Person = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), "web", ""
	for _, c := range []struct {
		p    *mandat.Policy
		s    mandat.Subject
		f    mandat.FoundOrg
		want string
	}{
		{nil, subject, mandat.FoundOrg{ID: "acme"}, "malformed: no-org"},
		{&mandat.Policy{}, subject, mandat.FoundOrg{ID: "acme"}, "malformed: no-org"},
		{p, subject, mandat.FoundOrg{}, "malformed: org-not-stated"},
		{p, subject, mandat.FoundOrg{ID: "\xff"}, "malformed: value-invalid"},
		{p, late, mandat.FoundOrg{ID: "acme"}, "malformed: value-invalid"},
		{p, elsewhere, mandat.FoundOrg{ID: "acme"}, "no-standing: not-offered"},
		{p, nobody, mandat.FoundOrg{ID: "acme"}, "no-standing: not-offered"},
		{p, subject, mandat.FoundOrg{ID: "acme", Home: "head"}, "guard: unit-missing"},
		{p, subject, mandat.FoundOrg{ID: "acme", Settings: map[mandat.Setting]bool{"odd": true}}, "guard: setting-missing"},
		{p, subject, mandat.FoundOrg{ID: "acme", Units: []mandat.Unit{{ID: "below", Structure: "organisation", Parent: "head"}}}, "guard: unit-missing"},
		{p, subject, mandat.FoundOrg{ID: "acme", Units: []mandat.Unit{{ID: "\xff", Structure: "organisation"}}}, "guard: value-invalid"},
	} {
		change, err := mandat.Found(c.p, c.s, c.f)
		var e *mandat.Error
		require.ErrorAs(t, err, &e, c.want)
		assert.Equal(t, c.want, e.Explanation.Decision().Because())
		assert.Zero(t, change)
	}
}

// What NewOrg takes, Import takes.
func TestImportTakesWhatNewOrgTakes(t *testing.T) {
	reader := mandat.Grant{Role: "reader", Member: "eva", Scope: mandat.WholeOrg()}
	data := mandat.OrgData{
		ID:      "acme",
		Members: []mandat.Member{{Person: "eva", Status: mandat.MemberInvited}, {Person: "rut", Status: mandat.MemberRemoved}},
		Groups:  []mandat.Group{{ID: "team", Members: []mandat.PersonID{"eva"}}},
		Grants:  []mandat.Grant{reader},
		Invitations: []mandat.Invitation{{ID: "i-1", Person: "eva", Grants: []mandat.Grant{reader},
			Token: mandat.TokenHash{1}}},
	}
	_, err := mandat.NewOrg(changePolicy(t), data)
	require.NoError(t, err)
	c, err := mandat.Import(changePolicy(t), data, noon)
	require.NoError(t, err)
	got := c.Org().Data()
	assert.Equal(t, []mandat.Grant{reader}, got.Grants)
	assert.Equal(t, []mandat.PersonID{"eva"}, got.Groups[0].Members)
	assert.Equal(t, data.Members, got.Members)
	assert.Len(t, got.Invitations, 1)
}
