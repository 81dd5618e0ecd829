package faults

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// trial is one change during which one call of the store breaks.
type trial struct {
	*testing.T
	club      club
	place     place
	id        mandat.OrgID
	name      string
	old, next *mandat.Org // old is nil for one that is founded
	store     *faulty
	directory *mandat.Directory
}

// ends checks what became of the change, whatever the caller heard, and returns the name
// of the call that broke.
func (x *trial) ends(err error) (broken string) {
	broken = x.store.whatBroke()
	stored := x.stored()
	switch {
	case err == nil:
		x.same(x.next, stored, "acknowledged, and not there")
	case broken == "Append" && x.store.when != before:
		x.hears(err)
		x.same(x.next, stored, "half done")
	default:
		x.hears(err)
		x.same(x.old, stored, "refused, and something is there")
	}
	x.goesOn(stored)
	return broken
}

func (x *trial) hears(err error) { assert.ErrorIs(x, err, errBroken, x.name) }

func (x *trial) same(want, got *mandat.Org, what string) {
	assert.Equal(x, encoding(x, want), encoding(x, got), "%s: %s", x.name, what)
}

// stored returns what another directory makes of the store, nil for nothing.
func (x *trial) stored() *mandat.Org {
	o, err := x.club.open(x, x.place.there).Org(background, x.id)
	if x.old == nil && o == nil {
		require.ErrorIs(x, err, mandat.ErrNotFound, x.name)
		return nil
	}
	require.NoError(x, err, x.name)
	return o
}

// goesOn checks that the directory has what is stored, answers by it while the store
// breaks, and makes the next change of it.
func (x *trial) goesOn(stored *mandat.Org) {
	if stored == nil {
		_, err := x.directory.Org(background, x.id)
		assert.ErrorIs(x, err, mandat.ErrNotFound, x.name)
		return
	}
	x.store.arm(1, "")
	x.answersBy(stored)
	x.store.arm(0, "")
	o, err := x.directory.Org(background, x.id)
	require.NoError(x, err, x.name)
	x.same(stored, o, "the directory has something else than the store")
	c, err := x.directory.Update(background, x.id, func(o *mandat.Org) (mandat.Change, error) { return o.Plan(through("public", "zoe"), mandat.Register{}) })
	require.NoError(x, err, x.name)
	x.same(c.Org(), x.stored(), "the next change is not there")
	assert.Equal(x, stored.Version()+1, c.Org().Version(), x.name)
}

// answersBy asks the directory what it asks an organisation. Where it fails it denies.
func (x *trial) answersBy(o *mandat.Org) {
	for _, q := range questions(x.id) {
		got, err := x.directory.Decide(background, q.subject, q.action, q.resource)
		if err != nil {
			x.hears(err)
			assert.Zero(x, got, x.name)
			continue
		}
		assert.Equal(x, o.Decide(q.subject, q.action, q.resource), got, "%s: %s", x.name, q)
	}
}

// question is one to which some change of the scenarios gives another answer.
type question struct {
	subject  mandat.Subject
	action   mandat.Action
	resource mandat.Resource
}

func (q question) String() string {
	return fmt.Sprintf("%s: %s %s %s", q.subject.Person, q.action, q.resource.Type, q.resource.ID)
}

func questions(id mandat.OrgID) []question {
	atJuniors := order(id, "o-3")
	atJuniors.Units = mandat.Units{mandat.Structure("sections").Is(mandat.At("juniors"))}
	return []question{
		{inApp("dora"), "edit", mandat.Resource{Type: mandat.OrgType, Org: id}},
		{inApp("dora"), "place", order(id, "o-1")},
		{inApp("kalle"), "read", atJuniors},
		{inApp("sven"), "read", atJuniors},
		{inApp("arne"), "attest", order(id, "o-1")},
		{inApp("eva"), "read", atJuniors},
	}
}
