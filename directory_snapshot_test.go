package mandat_test

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/memstore"
)

// happens makes changes of one event each.
func happens(t testing.TB, d *mandat.Directory, id mandat.OrgID, changes int) *mandat.Org {
	t.Helper()
	o := orgOf(t, d, id)
	for range changes {
		c := planned(t, o, turn(o))
		require.NoError(t, d.Commit(background, c))
		o = c.Org()
	}
	return o
}

// turn turns a setting on after every other change.
func turn(o *mandat.Org) mandat.Command {
	return mandat.ChangeSetting{Setting: "clerks", On: o.Version()%2 == 1}
}

// reading is a store that notes after which version it is asked for events, and may
// fail to keep snapshots.
type reading struct {
	mandat.Store
	after []uint64
	kept  int
	fails error
	alter func([]byte) []byte
}

func (s *reading) Load(ctx context.Context, id mandat.OrgID, after uint64) ([]mandat.Event, error) {
	s.after = append(s.after, after)
	return s.Store.Load(ctx, id, after)
}

func (s *reading) Snapshot(ctx context.Context, id mandat.OrgID) ([]byte, error) {
	text, err := s.Store.Snapshot(ctx, id)
	if s.alter != nil {
		text = s.alter(text)
	}
	return text, errors.Join(err, s.fails)
}

func (s *reading) KeepSnapshot(ctx context.Context, id mandat.OrgID, version uint64, text []byte) error {
	s.kept++
	if s.fails != nil {
		return s.fails
	}
	return s.Store.KeepSnapshot(ctx, id, version, text)
}

// Of a long history only the end is loaded, and the organisation is what replaying all
// of it makes.
func TestSnapshotsSaveTheHistory(t *testing.T) {
	s := &reading{Store: memstore.New()}
	p := manyIn(t, s, 1)
	d := opened(t, s, p)
	o := happens(t, d, orgNo(0), 3_000)
	assert.Equal(t, 2, s.kept)

	s.after = nil
	there := opened(t, s, p)
	assert.Equal(t, encoding(t, o), encoding(t, orgOf(t, there, orgNo(0))))
	require.Len(t, s.after, 1)
	assert.Greater(t, s.after[0], uint64(2_000))
	require.NoError(t, there.Commit(background, planned(t, orgOf(t, there, orgNo(0)), unitNo(1))))

	events, err := s.Store.Load(background, orgNo(0), 0)
	require.NoError(t, err)
	replayed, err := mandat.Replay(events, p)
	require.NoError(t, err)
	assert.Equal(t, encoding(t, replayed), encoding(t, orgOf(t, opened(t, s, p), orgNo(0))))

	past, err := there.AtVersion(background, orgNo(0), 100)
	require.NoError(t, err)
	assert.EqualValues(t, 100, past.Version())
}

// A store that was filled by others has a snapshot after it was loaded once.
func TestALongHistoryIsReadOnce(t *testing.T) {
	s := &reading{Store: memstore.New()}
	p := manyIn(t, s, 1)
	filling := opened(t, s, p)
	orgOf(t, filling, orgNo(0))
	s.fails = errDown // no snapshot is kept
	happens(t, filling, orgNo(0), 1_500)
	s.fails, s.after = nil, nil
	orgOf(t, opened(t, s, p), orgNo(0))
	orgOf(t, opened(t, s, p), orgNo(0))
	require.Len(t, s.after, 2)
	assert.Positive(t, s.after[1])
}

// A snapshot that cannot be used, or kept, hinders nobody, and the observer hears of it.
func TestSnapshotsThatFail(t *testing.T) {
	s := &reading{Store: memstore.New(), fails: errDown}
	p := changePolicy(t)
	var troubles []string
	observer := &mandat.Observer{Trouble: func(_ context.Context, id mandat.OrgID, err error) {
		assert.Equal(t, orgNo(0), id)
		troubles = append(troubles, err.Error())
	}}
	manyIn(t, s.Store, 1)
	s.fails = nil
	d := opened(t, s, p)
	d.SetObserver(observer)
	orgOf(t, d, orgNo(0))
	s.fails = errDown
	happens(t, d, orgNo(0), 4_500)
	assert.Equal(t, 3, s.kept, "tried again when there were twice as many")
	require.Len(t, troubles, 3)
	assert.Equal(t, "mandat: organisation org-0: a snapshot of version 1012 is not kept: the store is down", troubles[0])

	s.fails, troubles = nil, nil
	o := happens(t, d, orgNo(0), 5_000)
	for name, alter := range map[string]func([]byte) []byte{
		"damaged":         func(b []byte) []byte { b = bytes.Clone(b); b[len(b)/2] ^= 1; return b },
		"cut":             func(b []byte) []byte { return b[:len(b)/2] },
		"empty":           func([]byte) []byte { return nil },
		"another's":       func([]byte) []byte { return snapshotOf(t, acme(t)) },
		"of a later form": func(b []byte) []byte { return bytes.Replace(b, []byte(`"snapshot":1`), []byte(`"snapshot":2`), 1) },
	} {
		s.alter, s.after, troubles = alter, nil, nil
		there := opened(t, s, p)
		there.SetObserver(observer)
		assert.Equal(t, encoding(t, o), encoding(t, orgOf(t, there, orgNo(0))), name)
		assert.Equal(t, []uint64{0}, s.after, name)
		assert.Len(t, troubles, 1, name)
	}

	s.alter, s.fails = nil, errDown
	_, err := opened(t, s, p).Org(background, orgNo(0))
	assert.EqualError(t, err, "mandat: organisation org-0: the store is down")
}

// A snapshot of a version that the events do not reach tells that events were lost: what
// was acknowledged is not undone in silence.
func TestASnapshotTellsThatEventsAreLost(t *testing.T) {
	s := memstore.New()
	p := manyIn(t, s, 1)
	o := happens(t, opened(t, s, p), orgNo(0), 2_000)
	cut := memstore.New()
	manyIn(t, cut, 1)
	require.NoError(t, cut.KeepSnapshot(background, orgNo(0), o.Version(), snapshotOf(t, o)))
	_, err := opened(t, cut, p).Org(background, orgNo(0))
	assert.EqualError(t, err, "mandat: organisation org-0: events are missing: there is a snapshot of version 2001")
}
