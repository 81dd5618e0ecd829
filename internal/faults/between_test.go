package faults

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// planThen plans a change, has something else happen through another directory, and then
// stores what was planned.
func (r *rivals) planThen(id mandat.OrgID, planned scenario, between ...scenario) error {
	o, err := r.here.Org(background, id)
	require.NoError(r, err)
	change, err := planned.plan(o)
	require.NoError(r, err, planned.name())
	for _, s := range between {
		_, err = r.there.Update(background, id, s.plan)
		require.NoError(r, err, s.name())
	}
	return r.here.Commit(background, change)
}

// TestAdvisory_GHSA_rxmp_8h9v_56cx: the role of whoever acts is read twice, and between
// the two they lose it. Whatever the director dora has planned is not stored once the
// chair has taken her role away elsewhere, and is denied when it is planned again: also
// by a directory that follows the store and has not heard of it.
func TestAdvisory_GHSA_rxmp_8h9v_56cx(t *testing.T) {
	c := newClub(t)
	onEach(t, func(t *testing.T, p place) {
		hears := &deaf{p.here, make(chan struct{})}
		r := &rivals{T: t, club: c, here: c.open(t, hears), there: c.open(t, p.there)}
		c.begin(t, p.here, "0")
		defer hears.follow(t, r.here)()
		denied := 0
		for i, s := range c.scenarios(t, "") {
			if s.by.Person != "dora" {
				continue
			}
			id := mandat.OrgID(fmt.Sprint("club ", i))
			c.begin(t, p.here, id)
			s = c.scenarios(t, id)[i]
			demoted := scenario{inApp("olga"), mandat.RevokeRole{Grant: directed}}
			assert.ErrorIs(t, r.planThen(id, s, demoted), mandat.ErrConflict, s.name())
			_, err := r.here.Update(background, id, s.plan)
			assert.ErrorIs(t, err, mandat.ErrDenied, s.name())
			o, err := r.there.Org(background, id)
			require.NoError(t, err)
			assert.EqualValues(t, 2, o.Version(), s.name())
			denied++
		}
		assert.Greater(t, denied, 15)
	})
}

// TestAdvisory_CVE_2026_21725: between the check and the act the thing is removed and
// another one gets its id. What was planned about it is not stored, and nothing gets the
// id of what is gone.
func TestAdvisory_CVE_2026_21725(t *testing.T) {
	c := newClub(t)
	attic := mandat.Unit{ID: "attic", Structure: "sections"}
	dora := inApp("dora")
	invite := mandat.InvitePerson{Invitation: "i-1", Person: "new", Token: secret(t, "later").Bind(newMail)}
	onEach(t, func(t *testing.T, p place) {
		r := &rivals{T: t, club: c, here: c.open(t, p.here), there: c.open(t, p.there)}
		for i, things := range []struct{ acts, removes, again mandat.Command }{
			{mandat.MoveUnit{Unit: "attic", To: "chess"}, mandat.RemoveUnit{Unit: "attic"}, mandat.AddUnit{Unit: attic}},
			{mandat.RemoveUnit{Unit: "attic"}, mandat.RemoveUnit{Unit: "attic"}, mandat.AddUnit{Unit: attic}},
			{mandat.RemoveGroup{Group: "crew"}, mandat.RemoveGroup{Group: "crew"}, mandat.AddGroup{Group: mandat.Group{ID: "crew"}}},
			{mandat.RemoveRole{Role: "helper"}, mandat.RemoveRole{Role: "helper"}, mandat.AddRole{Role: mandat.Role{ID: "helper", Includes: []mandat.RoleID{"reader"}}}},
			{mandat.ResendInvitation{Invitation: "i-1", Token: secret(t, "later").Bind(evasMail)}, mandat.RevokeInvitation{Invitation: "i-1"}, invite},
		} {
			id := mandat.OrgID(fmt.Sprint(i))
			c.begin(t, p.here, id)
			assert.ErrorIs(t, r.planThen(id, scenario{dora, things.acts}, scenario{dora, things.removes}), mandat.ErrConflict)
			_, err := r.there.Update(background, id, scenario{dora, things.again}.plan)
			assert.ErrorIs(t, err, mandat.ErrBlocked, things.again.CommandName())
			_, err = r.here.Update(background, id, scenario{dora, things.acts}.plan)
			assert.ErrorIs(t, err, mandat.ErrBlocked, things.acts.CommandName())
		}
	})
}

// gated is a store of which one Load, once it is armed, has read and waits before it
// answers.
type gated struct {
	mandat.Store
	armed     atomic.Bool
	read, let chan struct{}
}

func (g *gated) Load(ctx context.Context, id mandat.OrgID, version uint64) ([]mandat.Event, error) {
	events, err := g.Store.Load(ctx, id, version)
	if g.armed.Swap(false) {
		close(g.read)
		<-g.let
	}
	return events, err
}

// An answer of the store that was under way for long does not put an older version in the
// place of the one that others have been given meanwhile.
func TestADirectoryDoesNotGoBack(t *testing.T) {
	c := newClub(t)
	onEach(t, func(t *testing.T, p place) {
		first := c.begin(t, p.here, "rovers")
		slow := &gated{Store: p.here, read: make(chan struct{}), let: make(chan struct{})}
		hears := &deaf{slow, make(chan struct{})}
		here, there := c.open(t, hears), c.open(t, p.there)
		defer hears.follow(t, here)()
		o, err := here.Org(background, "rovers")
		require.NoError(t, err)
		registered(t, there, "rovers")
		stale, err := o.Plan(through("public", "late"), mandat.Register{})
		require.NoError(t, err)
		require.ErrorIs(t, here.Commit(background, stale), mandat.ErrConflict) // from now on here asks

		slow.armed.Store(true)
		given := make(chan *mandat.Org)
		go func() {
			o, _ := here.Org(background, "rovers")
			given <- o
		}()
		<-slow.read
		last := registered(t, there, "rovers")
		asked(t, here, "rovers")
		close(slow.let)
		assert.GreaterOrEqual(t, (<-given).Version(), first.Version()+1)
		o, err = here.Org(background, "rovers")
		require.NoError(t, err)
		assert.Equal(t, encoding(t, last), encoding(t, o))
	})
}

// Of two who must not both go, two administrators take one each at the same time: one
// stays, whichever way they go.
func TestOneOfTheLastTwoStays(t *testing.T) {
	c := newClub(t)
	onEach(t, func(t *testing.T, p place) {
		r := &rivals{T: t, club: c, here: c.open(t, p.here), there: c.open(t, p.there)}
		for i, one := range leaving("kalle") {
			for j, two := range leaving("sven") {
				id, name := mandat.OrgID(fmt.Sprint(i, " ", j)), one.name()+" and "+two.name()
				base := c.begin(t, p.here, id)
				for _, s := range []scenario{one, two} {
					_, err := s.plan(base)
					require.NoError(t, err, name)
				}
				var errs [2]error
				r.race(
					func() { _, errs[0] = r.here.Update(background, id, one.plan) },
					func() { _, errs[1] = r.there.Update(background, id, two.plan) })
				refused := 0
				for _, err := range errs {
					if err != nil {
						assert.ErrorIs(t, err, mandat.ErrBlocked, name)
						refused++
					}
				}
				assert.Equal(t, 1, refused, name)
			}
		}
	})
}

// leaving are the ways in which somebody stops being a keeper.
func leaving(p mandat.PersonID) []scenario {
	olga := inApp("olga")
	return []scenario{
		{olga, mandat.RemoveMember{Person: p}},
		{olga, mandat.DeactivateMember{Person: p}},
		{olga, mandat.RevokeRole{Grant: mandat.Grant{Role: "keeper", Member: p, Scope: mandat.WholeOrg()}}},
	}
}
