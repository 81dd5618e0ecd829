// Package storetest is the contract of a mandat.Store and of mandat.Persons, as tests
// that every store passes:
//
//	func TestContract(t *testing.T) {
//		storetest.Run(t, func(t *testing.T) mandat.Store { return mystore.Open(t.TempDir()) })
//	}
package storetest

import (
	"errors"
	"fmt"
	"reflect"
	"testing"

	"github.com/mandat-go/mandat"
)

// Run holds a store against what mandat.Store promises: each promise is a subtest, and
// has an empty store that open gives. With the race detector it also shows that the
// store may be used by many at once.
func Run(t *testing.T, open func(*testing.T) mandat.Store) {
	for _, p := range promises() {
		t.Run(p.name, func(t *testing.T) { p.holds(t, open(t)) })
	}
}

// RunDurable does the same as Run with a store that lasts, and besides closes and
// opens it: what was acknowledged is there again, and nothing else. It also opens one
// place twice at once: what is appended by one of both wakes who follows the other. Open
// opens what is kept at a place, a folder that is empty at first, and shut lets go of it.
func RunDurable(t *testing.T, open func(t *testing.T, place string) (store mandat.Store, shut func() error)) {
	at := func(t *testing.T, place string) mandat.Store {
		s, shut := open(t, place)
		t.Cleanup(func() { must(t, shut()) })
		return s
	}
	Run(t, func(t *testing.T) mandat.Store { return at(t, t.TempDir()) })
	t.Run("lasts", func(t *testing.T) { lasts(t, t.TempDir(), open) })
	t.Run("is woken by another who opened it", func(t *testing.T) {
		place := t.TempDir()
		isWokenBy(t, at(t, place), at(t, place))
	})
	t.Run("misses no change of others who opened it", func(t *testing.T) {
		place := t.TempDir()
		missesNothingOf(t, at(t, place), at(t, place), at(t, place))
	})
}

type promise struct {
	name  string
	holds func(*testing.T, mandat.Store)
}

func promises() []promise {
	return []promise{
		{"gives what was stored", givesWhatWasStored},
		{"knows what it has not", knowsWhatItHasNot},
		{"stores at one version alone", storesAtOneVersion},
		{"refuses events of anything else", refusesOtherEvents},
		{"stores a change whole or not", storesWholeChanges},
		{"lists its organisations", listsItsOrganisations},
		{"shares nothing", sharesNothing},
		{"tells all ids apart", tellsIDsApart},
		{"keeps the moments as they are", keepsMoments},
		{"heeds the context", heedsTheContext},
		{"lets one of many win", letsOneWin},
		{"is read while others write", isReadWhileOthersWrite},
		{"names what changed after a mark", namesWhatChanged},
		{"waits for a change", waitsForAChange},
		{"names what is there", namesWhatIsThere},
		{"stops waiting with its context", endsWithItsContext},
		{"is followed by many", isFollowedByMany},
		{"lets a follower miss no change", missesNoChange},
		{"refuses a mark that never was", refusesAMarkThatNeverWas},
		{"keeps the last snapshot", keepsTheLastSnapshot},
		{"copies snapshots", copiesSnapshots},
		{"tells snapshots apart", tellsSnapshotsApart},
		{"keeps snapshots of many", keepsSnapshotsOfMany},
	}
}

// lasts opens a place three times.
func lasts(t *testing.T, place string, open func(*testing.T, string) (mandat.Store, func() error)) {
	var want []mandat.Event
	mark := uint64(0)
	for round := range uint64(3) {
		s, shut := open(t, place)
		if round > 0 {
			equal(t, want, loaded(t, s, "acme", 0))
			kept(t, s, "acme", fmt.Sprint("snapshot ", round-1))
			fails(t, s.Append(background, "acme", 0, changeOf("acme", 1, unit("x"))), mandat.ErrConflict)
		}
		want = append(want, stored(t, s, "acme", 2*round, 2)...)
		must(t, s.KeepSnapshot(background, "acme", 2*round, fmt.Appendf(nil, "snapshot %d", round)))
		other := mandat.OrgID(fmt.Sprint("other-", round))
		stored(t, s, other, 0, 1)
		mark = names(t, soon(t, following(background, s, mark)), "acme", other)
		ids, err := s.Orgs(background)
		must(t, err)
		equal(t, int(round)+2, len(ids))
		must(t, shut())
	}
}

func equal(t *testing.T, want, got any) {
	t.Helper()
	if !reflect.DeepEqual(want, got) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func empty[E any](t *testing.T, got []E) {
	t.Helper()
	if len(got) != 0 {
		t.Errorf("got %+v; want nothing", got)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func works(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Error(err)
	}
}

func fails(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("got error %v; want one that is %v", err, want)
	}
}
