package mandat_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/memstore"
)

var background = context.Background()

func opened(t testing.TB, s mandat.Store, policies ...*mandat.Policy) *mandat.Directory {
	t.Helper()
	d, err := mandat.Open(background, s, policies...)
	require.NoError(t, err)
	return d
}

// acmeIn brings acme into a store, and returns a directory of it.
func acmeIn(t testing.TB, s mandat.Store) *mandat.Directory {
	t.Helper()
	o := acme(t)
	d := opened(t, s, o.Policy())
	imported, err := mandat.Import(o.Policy(), o.Data(), noon)
	require.NoError(t, err)
	require.NoError(t, d.Commit(background, imported))
	return d
}

func orgOf(t testing.TB, d *mandat.Directory, id mandat.OrgID) *mandat.Org {
	t.Helper()
	o, err := d.Org(background, id)
	require.NoError(t, err)
	return o
}

func planned(t testing.TB, o *mandat.Org, steps ...mandat.Command) mandat.Change {
	t.Helper()
	c, err := o.Plan(onWeb("olga"), steps...)
	require.NoError(t, err)
	return c
}

// encoding is the canonical encoding, which is the same for the same
// organisation.
func encoding(t testing.TB, o *mandat.Org) string {
	t.Helper()
	text, err := json.Marshal(o)
	require.NoError(t, err)
	return string(text)
}

func unitNo(i int) mandat.AddUnit {
	return mandat.AddUnit{Unit: mandat.Unit{ID: mandat.UnitID(fmt.Sprintf("u-%d", i)), Structure: "organisation", Parent: "head"}}
}

func TestDirectoryStoresWhatWasPreviewed(t *testing.T) {
	s := memstore.New()
	d := acmeIn(t, s)
	before := orgOf(t, d, "acme")
	c := planned(t, before, unitNo(1), mandat.MoveMember{Person: "pia", To: "u-1"})
	require.NoError(t, d.Commit(background, c))
	assert.Same(t, c.Org(), orgOf(t, d, "acme"))
	assert.EqualValues(t, 2, c.Org().Version())

	other := opened(t, s, before.Policy())
	assert.Equal(t, encoding(t, c.Org()), encoding(t, orgOf(t, other, "acme")))
	_, err := d.Org(background, "acme ltd")
	assert.ErrorIs(t, err, mandat.ErrNotFound)
	assert.EqualError(t, err, `mandat: organisation "acme ltd": memstore: version 0 of organisation "acme ltd": not found`)
}

// A founding and a change can be planned one on the other.
func TestDirectoryFoundsAndGoesOn(t *testing.T) {
	p := changePolicy(t)
	d := opened(t, memstore.New(), p)
	founded := foundAcme(t, p)
	require.NoError(t, d.Commit(background, founded))
	next := planned(t, founded.Org(), mandat.AddUnit{Unit: mandat.Unit{ID: "head", Structure: "organisation"}})
	require.NoError(t, d.Commit(background, next))
	assert.Same(t, next.Org(), orgOf(t, d, "acme"))
}

func foundAcme(t testing.TB, p *mandat.Policy) mandat.Change {
	t.Helper()
	c, err := mandat.Found(p, mandat.Subject{Person: "olga", Channel: "public", At: noon}, mandat.FoundOrg{ID: "acme"})
	require.NoError(t, err)
	return c
}

// Two directories of one store see what the other one stored.
func TestDirectoriesShareAStore(t *testing.T) {
	s := memstore.New()
	here := acmeIn(t, s)
	there := opened(t, s, orgOf(t, here, "acme").Policy())
	stale := planned(t, orgOf(t, here, "acme"), unitNo(1))
	require.NoError(t, there.Commit(background, planned(t, orgOf(t, there, "acme"), unitNo(2))))

	assert.ErrorIs(t, here.Commit(background, stale), mandat.ErrConflict)
	assert.Equal(t, encoding(t, orgOf(t, there, "acme")), encoding(t, orgOf(t, here, "acme")))
	_, err := here.Update(background, "acme", func(o *mandat.Org) (mandat.Change, error) { return planned(t, o, unitNo(1)), nil })
	require.NoError(t, err)
	assert.EqualValues(t, 3, orgOf(t, there, "acme").Version())
}

func TestDirectoryRefusesChanges(t *testing.T) {
	s := memstore.New()
	d := acmeIn(t, s)
	first := orgOf(t, d, "acme")
	p := first.Policy()
	stale, ok := planned(t, first, unitNo(1)), planned(t, first, unitNo(2))
	require.NoError(t, d.Commit(background, ok))
	now := orgOf(t, d, "acme")
	before := encoding(t, now)

	other, err := mandat.NewOrg(p, now.Data())
	require.NoError(t, err)
	twin, err := mandat.Replay(eventsOf(t, s, "acme"), p)
	require.NoError(t, err)
	alike, err := mandat.NewPolicy(p.Rules())
	require.NoError(t, err)
	rules := changeRules()
	rules.Version = "2"
	unknown, err := mandat.NewPolicy(rules)
	require.NoError(t, err)
	chained := planned(t, planned(t, now, unitNo(3)).Org(), unitNo(4))
	for name, c := range map[string]struct {
		change   mandat.Change
		conflict bool
		want     string
	}{
		"zero": {mandat.Change{}, false, "mandat: commit: the change is zero: expected one of Plan, Found or Import"},
		"stale": {stale, true,
			"mandat: commit to organisation acme: conflict: the change was made from version 1, and there is version 2"},
		"stored already": {ok, true, "mandat: commit to organisation acme: conflict: the change was made from version 1, and there is version 2"},
		"made from what was not stored": {chained, true,
			"mandat: commit to organisation acme: conflict: the change was not made from an organisation that the directory gave"},
		"forged, of data": {planned(t, other, unitNo(3)), true, "mandat: commit to organisation acme: conflict: the change was made from version 0, and there is version 2"},
		"forged, of events": {planned(t, twin, unitNo(3)), true,
			"mandat: commit to organisation acme: conflict: the change was not made from an organisation that the directory gave"},
		"founded again": {foundAcme(t, p), true, "mandat: commit to organisation acme: conflict: there is such an organisation already"},
		"another policy of the same name": {foundAcme(t, alike), false,
			`mandat: commit to organisation acme: the directory was not opened with this policy of system "changes", version "1"`},
		"unknown policy adopted": {planned(t, now, mandat.AdoptPolicy{Policy: unknown}), false,
			`mandat: commit to organisation acme: the directory was not opened with this policy of system "changes", version "2"`},
	} {
		err := d.Commit(background, c.change)
		assert.EqualError(t, err, c.want, name)
		assert.Equal(t, c.conflict, errors.Is(err, mandat.ErrConflict), name)
		assert.Equal(t, before, encoding(t, orgOf(t, d, "acme")), name)
	}
	// A directory that has not been asked for the organisation does not know it.
	assert.ErrorIs(t, opened(t, s, p).Commit(background, planned(t, now, unitNo(3))), mandat.ErrConflict)
	assert.ErrorIs(t, opened(t, s, p).Commit(background, foundAcme(t, p)), mandat.ErrConflict)
	assert.Len(t, eventsOf(t, s, "acme"), len(eventsOf(t, s, "acme")))
}

func eventsOf(t testing.TB, s mandat.Store, id mandat.OrgID) []mandat.Event {
	t.Helper()
	events, err := s.Load(background, id, 0)
	require.NoError(t, err)
	return events
}

func TestDirectoryStoresNothingOfAnEmptyChange(t *testing.T) {
	d := acmeIn(t, memstore.New())
	o := orgOf(t, d, "acme")
	empty := planned(t, o)
	assert.Empty(t, empty.Events())
	assert.Same(t, o, empty.Org())
	require.NoError(t, d.Commit(background, empty))
	assert.Same(t, o, orgOf(t, d, "acme"))
	require.NoError(t, d.Commit(background, planned(t, empty.Org(), unitNo(1))))
	assert.ErrorIs(t, d.Commit(background, empty), mandat.ErrConflict)
}

// A change is what was planned, whatever happens to the command and to the
// events that were handed out.
func TestChangeSharesNothing(t *testing.T) {
	d := acmeIn(t, memstore.New())
	role := mandat.Role{ID: "own", Opens: []mandat.Channel{"web"}, Can: []mandat.Permission{gives("note.read")}}
	group := mandat.Group{ID: "g", Members: []mandat.PersonID{"kalle"}}
	c := planned(t, orgOf(t, d, "acme"), mandat.AddRole{Role: role}, mandat.AddGroup{Group: group})
	want := encoding(t, c.Org())
	role.Can[0].Do[0].Action, group.Members[0] = "write", "pia"
	c.Events()[0].What.(mandat.RoleAdded).Role.Can[0].Do[0].Action = "write"
	c.Events()[1].What.(mandat.GroupAdded).Group.Members[0] = "pia"
	require.NoError(t, d.Commit(background, c))
	assert.Equal(t, want, encoding(t, c.Org()))
	assert.Equal(t, want, encoding(t, orgOf(t, d, "acme")))
	replayed, err := mandat.Replay(c.Events()[:0], c.Org().Policy())
	assert.Error(t, err)
	assert.Nil(t, replayed)
}

func TestDirectoryAdoptsAPolicyItKnows(t *testing.T) {
	first := changePolicy(t)
	rules := changeRules()
	rules.Version = "2"
	second, err := mandat.NewPolicy(rules)
	require.NoError(t, err)
	s := memstore.New()
	d := opened(t, s, first, second)
	require.NoError(t, d.Commit(background, foundAcme(t, first)))
	_, err = d.Update(background, "acme", func(o *mandat.Org) (mandat.Change, error) {
		return o.Plan(onWeb("olga"), mandat.AdoptPolicy{Policy: second})
	})
	require.NoError(t, err)
	assert.Same(t, second, orgOf(t, opened(t, s, second, first), "acme").Policy())
	// Without a policy by which the organisation once decided it is not given.
	for _, known := range []*mandat.Policy{first, second} {
		_, err = opened(t, s, known).Org(background, "acme")
		var e *mandat.EventError
		assert.ErrorAs(t, err, &e)
	}
}

func TestOpenRefuses(t *testing.T) {
	p := changePolicy(t)
	done, cancel := context.WithCancel(background)
	cancel()
	for want, open := range map[string]func() (*mandat.Directory, error){
		"mandat: open: there is no store":  func() (*mandat.Directory, error) { return mandat.Open(background, nil, p) },
		"mandat: open: there is no policy": func() (*mandat.Directory, error) { return mandat.Open(background, memstore.New()) },
		"mandat: open: a policy is nil or zero": func() (*mandat.Directory, error) {
			return mandat.Open(background, memstore.New(), p, &mandat.Policy{})
		},
		`mandat: open: there are two policies of system "changes" in version "1"`: func() (*mandat.Directory, error) {
			return mandat.Open(background, memstore.New(), p, changePolicy(t))
		},
		"mandat: open: context canceled": func() (*mandat.Directory, error) { return mandat.Open(done, memstore.New(), p) },
	} {
		d, err := open()
		assert.EqualError(t, err, want)
		assert.Nil(t, d)
	}
	_, err := mandat.Open(background, memstore.New(), p, p)
	assert.NoError(t, err)
}

func TestZeroDirectoryGivesNothing(t *testing.T) {
	for _, d := range []*mandat.Directory{nil, {}} {
		_, err := d.Org(background, "acme")
		assert.EqualError(t, err, "mandat: organisation acme: the directory was not opened")
		_, err = d.Update(background, "acme", func(*mandat.Org) (mandat.Change, error) { panic("not reached") })
		assert.EqualError(t, err, "mandat: organisation acme: the directory was not opened")
		_, err = d.Memberships(background, "olga")
		assert.EqualError(t, err, "mandat: memberships: the directory was not opened")
		assert.EqualError(t, d.Commit(background, foundAcme(t, changePolicy(t))), "mandat: commit to organisation acme: the directory was not opened")
	}
}

func TestMemberships(t *testing.T) {
	s := memstore.New()
	d := acmeIn(t, s)
	p := orgOf(t, d, "acme").Policy()
	for id, status := range map[mandat.OrgID]mandat.MemberStatus{"zeta": mandat.MemberInvited, "beta": mandat.MemberInactive, "gone": mandat.MemberRemoved, "alfa": ""} {
		data := mandat.OrgData{ID: id}
		if status != "" {
			data.Members = []mandat.Member{{Person: "kalle", Status: status}}
		}
		c, err := mandat.Import(p, data, noon)
		require.NoError(t, err)
		require.NoError(t, d.Commit(background, c))
	}
	of := func(p mandat.PersonID) []mandat.Membership {
		all, err := d.Memberships(background, p)
		require.NoError(t, err)
		return all
	}
	assert.Equal(t, []mandat.Membership{{"acme", mandat.MemberActive}, {"beta", mandat.MemberInactive}, {"zeta", mandat.MemberInvited}}, of("kalle"))
	assert.Equal(t, []mandat.Membership{{"acme", mandat.MemberActive}}, of("olga"))
	assert.Empty(t, of("nobody"))
	assert.Empty(t, of(""))

	// One organisation that cannot be read: nobody is told the others alone.
	_, err := opened(t, s, changePolicy(t)).Memberships(background, "kalle")
	assert.NoError(t, err)
	require.NoError(t, s.Append(background, "odd", 0, []mandat.Event{{Org: "odd", Version: 1, Step: 1, Of: 1, At: noon, What: mandat.MemberLeft{Person: "x"}}}))
	all, err := d.Memberships(background, "kalle")
	assert.EqualError(t, err, "mandat: organisation odd: mandat: event 1.1 of odd (member-left): there is no organisation yet: expected org-founded")
	assert.Nil(t, all)
}

// The last two holders of a role that one must hold: each is revoked from the
// same version, and one revocation alone is stored.
func TestLastHolderIsNotRemovedByTwoChangesAtOnce(t *testing.T) {
	rules := changeRules()
	for i := range rules.Roles {
		if rules.Roles[i].ID == "owner" {
			rules.Roles[i].Most = 2
		}
	}
	rules.Administer = append(rules.Administer, mandat.AdminRule{Who: []mandat.RoleID{"owner"}, May: []mandat.AdminAct{mandat.AdminRevoke}, Roles: []mandat.RoleID{"owner"}})
	p, err := mandat.NewPolicy(rules)
	require.NoError(t, err)
	data := acme(t).Data()
	data.Grants = append(data.Grants, mandat.Grant{Role: "owner", Member: "pia", Scope: mandat.WholeOrg()})
	imported, err := mandat.Import(p, data, noon)
	require.NoError(t, err)
	revoke := func(o *mandat.Org, who mandat.PersonID) (mandat.Change, error) {
		return o.Plan(onWeb("olga"), mandat.RevokeRole{Grant: mandat.Grant{Role: "owner", Member: who, Scope: mandat.WholeOrg()}})
	}
	for range 50 {
		d := opened(t, memstore.New(), p)
		require.NoError(t, d.Commit(background, imported))
		o := orgOf(t, d, "acme")
		outcomes := make([]error, 2)
		var all sync.WaitGroup
		for i, who := range []mandat.PersonID{"olga", "pia"} {
			c, err := revoke(o, who)
			require.NoError(t, err)
			all.Go(func() { outcomes[i] = d.Commit(background, c) })
		}
		all.Wait()
		conflicts := 0
		for _, err := range outcomes {
			if errors.Is(err, mandat.ErrConflict) {
				conflicts++
			}
		}
		assert.Equal(t, 1, conflicts, "%v", outcomes)
		assert.Empty(t, orgOf(t, d, "acme").Vacancies(noon))
	}
	// Planned again, the second one is blocked or denied.
	d := opened(t, memstore.New(), p)
	require.NoError(t, d.Commit(background, imported))
	outcomes := make([]error, 2)
	var all sync.WaitGroup
	for i, who := range []mandat.PersonID{"olga", "pia"} {
		all.Go(func() {
			_, outcomes[i] = d.Update(background, "acme", func(o *mandat.Org) (mandat.Change, error) { return revoke(o, who) })
		})
	}
	all.Wait()
	refused := 0
	for _, err := range outcomes {
		var e *mandat.Error
		if errors.As(err, &e) {
			refused++
		}
	}
	assert.Equal(t, 1, refused, "%v", outcomes)
}

// Many change one organisation while others read it: nothing is lost, and what
// is read is whole.
func TestUpdatesAtOnce(t *testing.T) {
	s := memstore.New()
	directories := []*mandat.Directory{acmeIn(t, s)}
	directories = append(directories, opened(t, s, orgOf(t, directories[0], "acme").Policy()))
	const writers, each = 8, 10
	var all sync.WaitGroup
	for w := range writers {
		d := directories[w%2]
		all.Go(func() {
			for i := range each {
				a, b := unitNo(2*(w*each+i)), unitNo(2*(w*each+i)+1)
				c, err := d.Update(background, "acme", func(o *mandat.Org) (mandat.Change, error) { return o.Plan(onWeb("olga"), a, b) })
				if !assert.NoError(t, err) {
					return
				}
				o, err := d.Org(background, "acme")
				assert.NoError(t, err)
				_, there := o.Unit(b.Unit.ID)
				assert.True(t, there && o.Version() >= c.Org().Version(), "one's own change is read")
			}
		})
		all.Go(func() {
			last := uint64(0)
			for range each * 5 {
				o, err := d.Org(background, "acme")
				if !assert.NoError(t, err) {
					return
				}
				n := 0
				for range o.Units() {
					n++
				}
				assert.EqualValues(t, 5+2*(o.Version()-1), n, "half a change is read")
				assert.GreaterOrEqual(t, o.Version(), last)
				last = o.Version()
			}
		})
	}
	all.Wait()
	assert.EqualValues(t, 1+writers*each, orgOf(t, directories[0], "acme").Version())
	assert.Equal(t, encoding(t, orgOf(t, directories[0], "acme")), encoding(t, orgOf(t, directories[1], "acme")))
}
