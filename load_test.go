package mandat_test

import (
	"slices"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mandat-go/mandat"
)

// sameOrg fails unless two organisations are the same, in what follows from their data
// too.
func sameOrg(t require.TestingT, want, got *mandat.Org, how string) {
	require.Equal(t, string(snapshotOf(t, want)), string(snapshotOf(t, got)), how)
	require.Equal(t, mandat.Derived(want), mandat.Derived(got), how)
}

// loadsTheSame fails unless an organisation is the same however it is loaded: by
// applying its changes one by one, by replaying all events at once, and from a snapshot
// of any version with the events after it. Older versions stay as they were.
func loadsTheSame(t *rapid.T, first *mandat.Org, events []mandat.Event, policies ...*mandat.Policy) {
	imported, err := mandat.Import(first.Policy(), first.Data(), noon)
	require.NoError(t, err)
	all := slices.Concat(imported.Events(), events)
	for i := len(all) - len(events); i < len(all); i++ {
		all[i].Version++
	}
	atOnce, err := mandat.Replay(all, policies...)
	require.NoError(t, err)
	o, versions := imported.Org(), []*mandat.Org{imported.Org()}
	for rest := all[len(imported.Events()):]; len(rest) > 0; {
		o, err = o.Apply(rest[:rest[0].Of], policies...)
		require.NoError(t, err)
		versions, rest = append(versions, o), rest[rest[0].Of:]
	}
	sameOrg(t, o, atOnce, "replayed at once")

	from := rapid.SampledFrom(versions).Draw(t, "snapshot")
	text := snapshotOf(t, from)
	restored, err := mandat.Restore(text, first.ID(), policies...)
	require.NoError(t, err)
	sameOrg(t, from, restored, "restored")
	after := all[slices.IndexFunc(append(all, mandat.Event{Version: from.Version() + 1}), func(e mandat.Event) bool { return e.Version > from.Version() }):]
	later, err := restored.Apply(after, policies...)
	require.NoError(t, err)
	sameOrg(t, o, later, "restored, and the events after it")
	require.Equal(t, string(text), string(snapshotOf(t, from)))
	require.Equal(t, string(text), string(snapshotOf(t, restored)))
}
