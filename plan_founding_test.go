package mandat_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

func publicly(p mandat.PersonID) mandat.Subject { return throughChannel("public", onWeb(p)) }

func TestWhoFounds(t *testing.T) {
	p := mustPolicy(t, firmRules())
	closed := mustPolicy(t, standardRules())
	f := mandat.FoundOrg{ID: "new-ltd", Home: "top", Units: []mandat.Unit{{ID: "top", Structure: "organisation"}}}
	for _, c := range []struct {
		want string
		p    *mandat.Policy
		s    mandat.Subject
		f    mandat.FoundOrg
	}{
		{"allow", p, publicly("fia"), f},
		{"deny: no-standing: not-offered", p, onWeb("fia"), f},
		{"deny: no-standing: not-offered", p, throughChannel("", onWeb("fia")), f},
		{"deny: no-standing: not-offered", p, throughChannel("fax", onWeb("fia")), f},
		{"deny: no-standing: not-offered", p, publicly(""), f},
		{"deny: no-standing: not-offered", p, only(publicly("fia"), mandat.Purpose{Org: "new-ltd", Type: "org", ID: "new-ltd", Action: "edit"}), f},
		{"deny: no-standing: not-offered", closed, publicly("fia"), f},
		{"deny: malformed: time-not-stated", p, at(time.Time{}, publicly("fia")), f},
		{"deny: malformed: org-not-stated", p, publicly("fia"), mandat.FoundOrg{}},
		{"deny: malformed: no-org", nil, publicly("fia"), f},
		{"deny: malformed: no-org", &mandat.Policy{}, publicly("fia"), f},
		{"deny: malformed: time-not-stated", p, mandat.Subject{}, f},
		{"blocked: guard: unit-missing", p, publicly("fia"), mandat.FoundOrg{ID: "new-ltd", Home: "top"}},
		{"blocked: guard: unit-missing", p, publicly("fia"), mandat.FoundOrg{ID: "new-ltd", Units: []mandat.Unit{{ID: "low", Structure: "organisation", Parent: "top"}, {ID: "top", Structure: "organisation"}}}},
		{"blocked: guard: id-used", p, publicly("fia"), mandat.FoundOrg{ID: "new-ltd", Units: []mandat.Unit{{ID: "top", Structure: "organisation"}, {ID: "top", Structure: "folders"}}}},
		{"blocked: guard: structure-missing", p, publicly("fia"), mandat.FoundOrg{ID: "new-ltd", Units: []mandat.Unit{{ID: "top", Structure: "cellars"}}}},
		{"blocked: guard: setting-missing", p, publicly("fia"), mandat.FoundOrg{ID: "new-ltd", Settings: map[mandat.Setting]bool{"darkness": true}}},
	} {
		change, err := mandat.Found(c.p, c.s, c.f)
		if got := answered(err); got != c.want {
			t.Errorf("%s founds %q through %q: got %s, want %s", c.s.Person, c.f.ID, c.s.Channel, got, c.want)
		}
		if err != nil {
			require.NotEmpty(t, err.Error())
			require.Equal(t, mandat.Change{}, change)
		}
	}
}

func TestWhatFoundingMakes(t *testing.T) {
	p := mustPolicy(t, firmRules())
	c, err := mandat.Found(p, publicly("fia"), mandat.FoundOrg{ID: "new-ltd", Home: "top", Settings: map[mandat.Setting]bool{"clerks": true},
		Units: []mandat.Unit{{ID: "top", Structure: "organisation"}, {ID: "low", Structure: "organisation", Parent: "top"}}})
	require.NoError(t, err)
	wantEqual(t, eventNames(c), []string{"org-founded", "setting-changed", "unit-added", "unit-added", "member-joined", "role-granted"})
	require.Nil(t, c.Before())
	require.Equal(t, []mandat.Grant{{Role: "owner", Member: "fia", Scope: mandat.WholeOrg()}}, c.Org().GrantsOf("fia"))
	wantEqual(t, c.Org().Version(), 1)
	again, err := mandat.Replay(c.Events(), p)
	require.NoError(t, err)
	wantEqual(t, encoded(t, again), encoded(t, c.Org()))
	wantPlan(t, c.Org(), "allow", onWeb("fia"), mandat.AddMember{Person: "adam", Home: "low"})
	wantPlan(t, c.Org(), "deny: no-standing: not-a-member", onWeb("dora"), mandat.AddMember{Person: "adam", Home: "low"})
}

// An organisation that would break what its policy enforces is not founded.
func TestAFoundingKeepsTheInvariants(t *testing.T) {
	found := func(f func(*mandat.Rules)) error {
		r := firmRules()
		f(&r)
		_, err := mandat.Found(mustPolicy(t, r), publicly("fia"), mandat.FoundOrg{ID: "new-ltd"})
		return err
	}
	wantEqual(t, answered(found(func(*mandat.Rules) {})), "allow")
	wantEqual(t, answered(found(func(r *mandat.Rules) { r.Joining.Founding.Roles = []mandat.RoleID{"owner", "auditor"} })), "blocked: guard: roles-exclusive")
	wantEqual(t, answered(found(func(r *mandat.Rules) { r.Roles[7].Least, r.Roles[7].Most = 2, 2 })), "blocked: guard: too-few-holders") // owner
	// Where a home is required, the founder has one.
	wantEqual(t, answered(found(func(r *mandat.Rules) {
		r.Structures[0].Home, r.Joining.Registration = mandat.HomeRequired, mandat.DoorRule{}
	})), "blocked: guard: home-needed")
}

// Founding is no step: an organisation that is there cannot be founded over, by
// anybody (it made whoever asked a member with the roles of a founder).
func TestNobodyFoundsAnOrganisationThatIsThere(t *testing.T) {
	var f any = mandat.FoundOrg{ID: "acme"}
	_, isCommand := f.(mandat.Command)
	require.False(t, isCommand)
}

func TestWhatComesWithBeingMadeAMember(t *testing.T) {
	created := joining(func(j *mandat.JoiningRules) {
		j.Created, j.Registration.Roles = []mandat.RoleID{"reader"}, []mandat.RoleID{"signatory"}
	})
	o := firm(t, created)
	made := after(t, o, onWeb("adam"), mandat.AddMember{Person: "new", Home: "north"})
	m, _ := made.Member("new")
	wantEqual(t, m, mandat.Member{Person: "new", Status: mandat.MemberActive, Home: "north"})
	require.Equal(t, []mandat.Grant{{Role: "reader", Member: "new", Scope: mandat.BelowHome()}}, made.GrantsOf("new"))
	m, _ = after(t, o, onWeb("adam"), mandat.AddMember{Person: "new", Home: "north", NoAccount: true}).Member("new")
	wantEqual(t, m.Status, mandat.MemberInactive)
	require.Equal(t, []mandat.Grant{{Role: "signatory", Member: "eve", Scope: mandat.WholeOrg()}}, after(t, o, publicly("eve"), mandat.Register{}).GrantsOf("eve"))
	for _, s := range []mandat.Subject{publicly(""), only(publicly("eve"), mandat.Purpose{Org: "acme", Type: "org", ID: "acme", Action: "edit"}), onWeb("eve"), throughChannel("", onWeb("eve"))} {
		wantPlan(t, o, "deny: no-standing: not-offered", s, mandat.Register{})
	}
	wantPlan(t, firm(t, joining(func(j *mandat.JoiningRules) { j.Registration = mandat.DoorRule{} })), "deny: no-standing: not-offered", publicly("eve"), mandat.Register{})
	home := joining(func(j *mandat.JoiningRules) { j.Created = []mandat.RoleID{"local"} })
	atHome := aRole(mandat.Role{ID: "local", At: []mandat.Where{{"organisation": {mandat.Subtree, mandat.Home}}}, Can: []mandat.Permission{gives("note.read")}})
	require.Equal(t, []mandat.Grant{{Role: "local", Member: "new", Scope: mandat.AtHome()}}, after(t, firm(t, atHome, home), onWeb("adam"), mandat.AddMember{Person: "new", Home: "north"}).GrantsOf("new"))
}
