package mandat

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// In a replay, too, a role that somebody holds stays: a member or a group.
func TestAReplayKeepsRolesThatAreHeld(t *testing.T) {
	o := draftOrg(t)
	for name, c := range map[string]struct {
		holder Grant
		want   string
	}{
		"a member": {Grant{Role: "own", Member: "dag", Scope: WholeOrg()}, "in-use"},
		"a group":  {Grant{Role: "own", Group: "team", Scope: WholeOrg()}, "in-use"},
		"nobody":   {Grant{Role: "chief", Member: "dag", Scope: WholeOrg()}, ""},
	} {
		data := o.Data()
		data.Grants = []Grant{c.holder}
		imported, err := Import(o.policy, data, draftNow)
		require.NoError(t, err)
		removed := Event{Org: "acme", Version: 2, Step: 1, Of: 1, At: draftNow, What: RoleRemoved{"own"}}
		_, err = Replay(append(imported.Events(), removed), o.policy)
		if c.want == "" {
			assert.NoError(t, err, name)
		} else {
			assert.ErrorContains(t, err, c.want, name)
		}
	}
}

// An organisation that was replayed is changed like any other: the ids, and what is
// noted of it, stay as they are in the version before.
func TestWhatWasReplayedIsNotChangedInPlace(t *testing.T) {
	o := draftOrg(t)
	imported, err := Import(o.policy, o.Data(), draftNow)
	require.NoError(t, err)
	before, kept := imported.Org(), records(imported.Org())
	assert.False(t, before.fresh)
	next, err := before.Apply([]Event{
		{Org: "acme", Version: 2, Step: 1, Of: 3, At: draftNow, What: MemberJoined{Member{Person: "eli", Status: MemberActive}}},
		{Org: "acme", Version: 2, Step: 2, Of: 3, At: draftNow, What: RoleGranted{Grant{Role: "chief", Member: "eli", Scope: Below("top")}}},
		{Org: "acme", Version: 2, Step: 3, Of: 3, At: draftNow, What: GroupLeft{Group: "team", Person: "anna"}},
	})
	require.NoError(t, err)
	assert.Equal(t, kept, records(before))
	assert.NotEqual(t, kept, records(next))
	_, known := before.memberNamed("eli")
	assert.False(t, known)
}

// What is filled in place is what is built at once, on both sides of where blocks
// end and tables widen.
func TestWhatIsFilledInPlaceIsWhatIsBuilt(t *testing.T) {
	const n = 32*32*32 + 33
	v, x := vector[int]{}, newIndex[UnitID](nil)
	var all []int
	for i := range n {
		v.push(-1)
		v.put(int32(i), i)
		all = append(all, i)
		x.put(UnitID(fmt.Sprint(i)), int32(i))
	}
	assert.Equal(t, newVector(all), v)
	for i := range n {
		if at, ok := x.get(UnitID(fmt.Sprint(i))); !ok || at != int32(i) {
			t.Fatalf("id %d is found at %d, %t", i, at, ok)
		}
	}
	_, ok := x.get("-1")
	assert.False(t, ok)
}

// The ids of a fresh index stand for their positions until one stands for another,
// as the invitations do that were to one member.
func TestAFreshIndexTellsPositionsFromWhatIdsStandFor(t *testing.T) {
	stand := []int32{0, 1, 2, 1, 1, 5, nobody}
	for from := range stand {
		x := newIndex[UnitID](nil)
		for i, at := range stand[from:] {
			x.put(UnitID(fmt.Sprint(i)), at)
		}
		for i, want := range stand[from:] {
			at, ok := x.get(UnitID(fmt.Sprint(i)))
			assert.True(t, ok)
			assert.Equal(t, want, at, "%v: %d", stand[from:], i)
		}
	}
}
