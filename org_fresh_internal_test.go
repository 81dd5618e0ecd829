package mandat

import (
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
