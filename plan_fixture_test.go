package mandat_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// change is a change of the rules and the data of firm.
type change func(*mandat.Rules, *mandat.OrgData)

func theRules(f func(*mandat.Rules)) change {
	return func(r *mandat.Rules, _ *mandat.OrgData) { f(r) }
}

func theData(f func(*mandat.OrgData)) change {
	return func(_ *mandat.Rules, d *mandat.OrgData) { f(d) }
}

func has(grants ...mandat.Grant) change {
	return theData(func(d *mandat.OrgData) { d.Grants = append(d.Grants, grants...) })
}

func someone(m ...mandat.Member) change {
	return theData(func(d *mandat.OrgData) { d.Members = append(d.Members, m...) })
}

func aGroup(g ...mandat.Group) change {
	return theData(func(d *mandat.OrgData) { d.Groups = append(d.Groups, g...) })
}

func aRole(r ...mandat.Role) change {
	return theRules(func(rules *mandat.Rules) { rules.Roles = append(rules.Roles, r...) })
}

func custom(r ...mandat.Role) change {
	return theData(func(d *mandat.OrgData) { d.Roles = append(d.Roles, r...) })
}

func says(a ...mandat.AdminRule) change {
	return theRules(func(r *mandat.Rules) { r.Administer = append(r.Administer, a...) })
}

// firmRules are the rules of acme with a director, who may do whatever an owner
// may, and of whom there can be any number; and with people who come in by
// themselves.
func firmRules() mandat.Rules {
	r := changeRules()
	r.Channels = append(r.Channels, mandat.ChannelRule{Name: "link", Bearer: true})
	director := mandat.Role{ID: "director", Includes: []mandat.RoleID{"unit-admin"}, Can: []mandat.Permission{gives("org.edit", "org.adopt-policy", "role.create", "role.edit", "role.remove")}}
	for i := range r.Roles {
		if r.Roles[i].ID == "owner" {
			r.Roles[i].Includes, r.Roles[i].Can = []mandat.RoleID{"director"}, nil
		}
	}
	r.Roles = append(r.Roles, director, mandat.Role{ID: "old", Deprecated: true, Can: []mandat.Permission{gives("note.read")}})
	for i := range r.Administer {
		if r.Administer[i].Who[0] == "owner" {
			r.Administer[i].Who = []mandat.RoleID{"director"}
		}
	}
	r.Administer[1].Roles = append(r.Administer[1].Roles, "old", "director")
	r.Joining.Registration = mandat.DoorRule{Through: []mandat.Channel{"public"}}
	return r
}

var (
	evasToken = mustToken(1)
	evasMail  = mandat.MustParseAddress("eva@example.org")
	newToken  = mustToken(2)
	newMail   = mandat.MustParseAddress("new@example.org")
)

func mustToken(b byte) mandat.Token {
	t, err := mandat.NewToken(strings.NewReader(strings.Repeat(string(rune(b)), 32)))
	if err != nil {
		panic(err)
	}
	return t
}

func firmData() mandat.OrgData {
	active := func(p mandat.PersonID, home mandat.UnitID) mandat.Member {
		return mandat.Member{Person: p, Status: mandat.MemberActive, Home: home}
	}
	is := func(p mandat.PersonID, s mandat.MemberStatus) mandat.Member {
		return mandat.Member{Person: p, Status: s, Home: "north"}
	}
	unit := func(id, parent mandat.UnitID) mandat.Unit {
		return mandat.Unit{ID: id, Structure: "organisation", Parent: parent}
	}
	return mandat.OrgData{
		ID: "acme",
		Units: []mandat.Unit{unit("head", ""), unit("sales", "head"), unit("north", "sales"), unit("east", "sales"), unit("purchasing", "head"),
			{ID: "f-1", Structure: "folders"}, {ID: "f-2", Structure: "folders"}},
		Members: []mandat.Member{active("olga", "head"), active("dora", "head"), active("soon", "head"), active("late", "head"), active("adam", "sales"),
			active("pia", "purchasing"), active("kalle", "north"), active("sven", "north"), active("nora", "head"),
			is("ida", mandat.MemberInactive), is("eva", mandat.MemberInvited), is("acke", mandat.MemberAccepted), is("rolf", mandat.MemberRemoved)},
		Groups: []mandat.Group{{ID: "crew", Members: []mandat.PersonID{"kalle"}}, {ID: "pool", Members: []mandat.PersonID{"sven"}}},
		Roles:  []mandat.Role{{ID: "clip", Includes: []mandat.RoleID{"reader"}}},
		Grants: []mandat.Grant{
			{Role: "owner", Member: "olga", Scope: mandat.WholeOrg()}, {Role: "director", Member: "dora", Scope: mandat.WholeOrg()},
			{Role: "director", Member: "soon", Scope: mandat.WholeOrg(), From: noon.Add(time.Second)},
			{Role: "director", Member: "late", Scope: mandat.WholeOrg(), Until: noon},
			{Role: "unit-admin", Member: "adam", Scope: mandat.Below("sales")}, {Role: "unit-admin", Member: "pia", Scope: mandat.Below("purchasing")},
			{Role: "reader", Member: "kalle", Scope: mandat.BelowHome()}, {Role: "reader", Group: "crew", Scope: mandat.Below("sales")},
		},
		Invitations: []mandat.Invitation{{ID: "i-1", Person: "eva", Home: "north", Until: noon.Add(time.Hour), Token: evasToken.Bind(evasMail), By: "adam", Through: "web",
			Grants: []mandat.Grant{{Role: "reader", Member: "eva", Scope: mandat.Below("north")}}}},
		Retired: mandat.Retired{Units: []mandat.UnitID{"razed"}, Groups: []mandat.GroupID{"dissolved"}, Roles: []mandat.RoleID{"outdated"}, Invitations: []mandat.InvitationID{"i-0"}},
	}
}

// firm is an organisation with somebody in every status, dora who may change
// everything, and the administrators adam of sales and pia of purchasing.
func firm(t testing.TB, changes ...change) *mandat.Org {
	t.Helper()
	r, d := firmRules(), firmData()
	for _, c := range changes {
		c(&r, &d)
	}
	p, err := mandat.NewPolicy(r)
	require.NoError(t, err)
	o, err := mandat.NewOrg(p, d)
	require.NoError(t, err)
	return o
}

func encoded(t testing.TB, o *mandat.Org) string { return jsonOf(t, o) }

func jsonOf(t testing.TB, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	require.NoError(t, err)
	return string(text)
}

// plan plans a change and checks what holds of every one. A refusal gives
// nothing, and leaves the organisation as it was. What is planned is what its
// events make, and an organisation that NewOrg takes.
func plan(t testing.TB, o *mandat.Org, s mandat.Subject, steps ...mandat.Command) (mandat.Change, error) {
	t.Helper()
	before := encoded(t, o)
	c, err := o.Plan(s, steps...)
	require.Equal(t, before, encoded(t, o), "the organisation before")
	if err != nil {
		require.Equal(t, mandat.Change{}, c)
		require.Nil(t, c.Org())
		require.Nil(t, c.Before())
		require.Empty(t, c.Events())
		require.Empty(t, c.Notices())
		require.NotEmpty(t, err.Error())
		return c, err
	}
	require.Same(t, o, c.Before())
	checkEvents(t, o, c, steps)
	again, err := mandat.NewOrg(c.Org().Policy(), c.Org().Data())
	require.NoError(t, err, "the data of %s", sentenceOf(s, steps))
	require.Equal(t, jsonOf(t, c.Org().Data()), jsonOf(t, again.Data()))
	return c, nil
}

// checkEvents checks that the events of a change make the organisation that it
// says.
func checkEvents(t testing.TB, o *mandat.Org, c mandat.Change, steps []mandat.Command) {
	t.Helper()
	policies := []*mandat.Policy{o.Policy()}
	for _, s := range steps {
		if a, ok := s.(mandat.AdoptPolicy); ok {
			policies = append(policies, a.Policy)
		}
	}
	text, err := json.Marshal(c.Events())
	require.NoError(t, err)
	var events []mandat.Event
	require.NoError(t, json.Unmarshal(text, &events))
	applied, err := o.Apply(events, policies...)
	require.NoError(t, err)
	require.Equal(t, encoded(t, c.Org()), encoded(t, applied), "what the events make")
}

// answered says an error of Plan as the codes of its decision.
func answered(err error) string {
	var e *mandat.Error
	switch {
	case err == nil:
		return "allow"
	case errors.As(err, &e):
		return e.Explanation.Decision().String()
	}
	return fmt.Sprintf("%T is no *Error: %v", err, err)
}

func stepOf(err error) int {
	var e *mandat.Error
	if errors.As(err, &e) {
		return e.Step
	}
	return 0
}

func sentenceOf(s mandat.Subject, steps []mandat.Command) string {
	var all []string
	for _, c := range steps {
		if c == nil {
			all = append(all, "nil")
			continue
		}
		all = append(all, fmt.Sprintf("%s %+v", c.CommandName(), c))
	}
	return fmt.Sprintf("%s through %q: %s", s.Person, s.Channel, strings.Join(all, ", then "))
}

// wantPlan checks the answer to a change.
func wantPlan(t testing.TB, o *mandat.Org, want string, s mandat.Subject, steps ...mandat.Command) mandat.Change {
	t.Helper()
	c, err := plan(t, o, s, steps...)
	if got := answered(err); got != want {
		t.Errorf("%s\n\tgot  %s\n\twant %s\n\t%v", sentenceOf(s, steps), got, want, err)
	}
	return c
}

// after makes a change, which must be allowed, and returns what it leaves.
func after(t testing.TB, o *mandat.Org, s mandat.Subject, steps ...mandat.Command) *mandat.Org {
	t.Helper()
	c, err := plan(t, o, s, steps...)
	require.NoError(t, err)
	return c.Org()
}

func eventNames(c mandat.Change) []string {
	var names []string
	for _, e := range c.Events() {
		names = append(names, e.What.EventName())
	}
	return names
}

func throughChannel(c mandat.Channel, s mandat.Subject) mandat.Subject {
	s.Channel = c
	return s
}

func at(moment time.Time, s mandat.Subject) mandat.Subject {
	s.At = moment
	return s
}

func noteAt(u mandat.UnitID) mandat.Resource {
	return mandat.Resource{Type: "note", ID: "n-1", Org: "acme", Units: mandat.Units{mandat.Structure("organisation").Is(mandat.At(u))}}
}

// reads and readsNot check whether somebody reads notes at a unit.
func reads(t testing.TB, o *mandat.Org, p mandat.PersonID, u mandat.UnitID) {
	t.Helper()
	assert.True(t, o.Decide(onWeb(p), "read", noteAt(u)).Allowed(), "%s reads notes at %s", p, u)
}

func readsNot(t testing.TB, o *mandat.Org, p mandat.PersonID, u mandat.UnitID) {
	t.Helper()
	assert.False(t, o.Decide(onWeb(p), "read", noteAt(u)).Allowed(), "%s reads notes at %s", p, u)
}
