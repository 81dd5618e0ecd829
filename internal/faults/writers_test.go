package faults

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// rivals are two who change the same organisation at the same time, each through a
// directory of its own.
type rivals struct {
	*testing.T
	club        club
	here, there *mandat.Directory
	store       mandat.Store
	outcomes    map[string]int
}

// race has both do something at the same time.
func (r *rivals) race(one, two func()) {
	var both sync.WaitGroup
	start := make(chan struct{})
	for _, do := range []func(){one, two} {
		both.Go(func() { <-start; do() })
	}
	close(start)
	both.Wait()
}

// atOnce has both store a change, and returns what became of each.
func (r *rivals) atOnce(one, two mandat.Change) (got [2]error) {
	r.race(
		func() { got[0] = r.here.Commit(background, one) },
		func() { got[1] = r.there.Commit(background, two) })
	return got
}

// TestTwoWritersOnEveryPairOfCommands: of two commands at once, planned from the same
// version, one is stored, and the other one hears of the conflict. Planned again it is
// stored on the new version or refused, just as the policy says of one after the other.
func TestTwoWritersOnEveryPairOfCommands(t *testing.T) {
	t.Parallel()
	c := newClub(t)
	onEach(t, func(t *testing.T, p place) {
		t.Parallel()
		r := &rivals{T: t, club: c, here: c.open(t, p.here), there: c.open(t, p.there), store: p.there, outcomes: map[string]int{}}
		n := len(c.scenarios(t, "x"))
		for i := range n {
			for j := i; j < n; j++ {
				r.meet(mandat.OrgID(fmt.Sprint(i, " ", j)), i, j)
			}
		}
		t.Log(r.outcomes)
		assert.Equal(t, n*(n+1)/2, r.outcomes["pairs"])
		assert.Positive(t, r.outcomes["stored second"])
		assert.Positive(t, r.outcomes["refused second"])
	})
}

// meet has two scenarios meet in a club of their own.
func (r *rivals) meet(id mandat.OrgID, i, j int) {
	base := r.club.begin(r, r.store, id)
	all := r.club.scenarios(r, id)
	pair := [2]scenario{all[i], all[j]}
	name := fmt.Sprintf("%s and %s", pair[0].name(), pair[1].name())
	directories := [2]*mandat.Directory{r.here, r.there}
	var changes [2]mandat.Change
	for k, d := range directories {
		o, err := d.Org(background, id)
		require.NoError(r, err, name)
		require.Equal(r, base.Version(), o.Version(), name)
		changes[k], err = pair[k].plan(o)
		require.NoError(r, err, name)
	}
	got := r.atOnce(changes[0], changes[1])
	won := 0
	if got[0] != nil {
		won = 1
	}
	lost := 1 - won
	require.NoError(r, got[won], name)
	require.ErrorIs(r, got[lost], mandat.ErrConflict, name)

	want := changes[won].Org()
	again, refusal := pair[lost].plan(want)
	if refusal == nil {
		want = again.Org()
	}
	_, err := directories[lost].Update(background, id, pair[lost].plan)
	r.sameRefusal(refusal, err, name)
	for _, d := range directories {
		o, err := d.Org(background, id)
		require.NoError(r, err, name)
		assert.Equal(r, encoding(r, want), encoding(r, o), name)
	}
	r.holds(id, want, name)
	r.outcomes["pairs"]++
}

// sameRefusal compares the outcome of the second change with what one after the other
// would have.
func (r *rivals) sameRefusal(want, got error, name string) {
	if want == nil {
		assert.NoError(r, got, name)
		r.outcomes["stored second"]++
		return
	}
	var refused, expected *mandat.Error
	if assert.True(r, errors.As(got, &refused), "%s: %v", name, got) && assert.ErrorAs(r, want, &expected) {
		assert.Equal(r, expected.Explanation.Decision(), refused.Explanation.Decision(), name)
	}
	r.outcomes["refused second"]++
}

// holds checks what is stored: it replays to the organisation, and what may be there
// once is there once.
func (r *rivals) holds(id mandat.OrgID, want *mandat.Org, name string) {
	events, err := r.store.Load(background, id, 0)
	require.NoError(r, err, name)
	replayed, err := mandat.Replay(events, r.club.first, r.club.second)
	require.NoError(r, err, name)
	assert.Equal(r, encoding(r, want), encoding(r, replayed), name)
	assert.Len(r, holders(replayed, "chair"), 1, "%s: there is one chair", name)
	assert.LessOrEqual(r, mostOf(events, answered), 1, "%s: an invitation is answered once", name)
	assert.LessOrEqual(r, mostOf(events, decided), 1, "%s: an approval is decided once", name)
	assert.LessOrEqual(r, mostOf(events, started), 1, "%s: one approval of a request is pending", name)
}

func holders(o *mandat.Org, role mandat.RoleID) (all []mandat.PersonID) {
	for g := range o.Grants() {
		if g.Role == role {
			all = append(all, g.Member)
		}
	}
	return all
}

// mostOf returns how often the same thing happened at most; what did not happen is "".
func mostOf(events []mandat.Event, what func(mandat.Happening) string) (most int) {
	times := map[string]int{}
	for _, e := range events {
		if which := what(e.What); which != "" {
			times[which]++
			most = max(most, times[which])
		}
	}
	return most
}

func answered(h mandat.Happening) string {
	switch h := h.(type) {
	case mandat.InvitationAnswered:
		return string(h.Invitation)
	case mandat.InvitationWithdrawn:
		return string(h.Invitation)
	}
	return ""
}

func decided(h mandat.Happening) string {
	switch h := h.(type) {
	case mandat.ApprovalDecided:
		return string(h.Request.ID)
	case mandat.ApprovalTakenBack:
		return string(h.Request.ID)
	}
	return ""
}

func started(h mandat.Happening) string {
	if h, ok := h.(mandat.ApprovalStarted); ok {
		return string(h.Approval.Request.ID)
	}
	return ""
}

// TestTwoFoundersOfOneOrganisation: one of them founds it, or imports it.
func TestTwoFoundersOfOneOrganisation(t *testing.T) {
	c := newClub(t)
	onEach(t, func(t *testing.T, p place) {
		r := &rivals{T: t, club: c, here: c.open(t, p.here), there: c.open(t, p.there), store: p.there}
		for _, one := range []string{"found", "import"} {
			for _, two := range []string{"found", "import"} {
				id := mandat.OrgID(one + two)
				changes := [2]mandat.Change{c.foundings(t, id)[one], c.foundings(t, id)[two]}
				got := r.atOnce(changes[0], changes[1])
				won := 0
				if got[0] != nil {
					won = 1
				}
				require.NoError(t, got[won])
				assert.ErrorIs(t, got[1-won], mandat.ErrConflict)
				r.holds(id, changes[won].Org(), string(id))
			}
		}
	})
}
