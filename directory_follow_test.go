package mandat_test

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/memstore"
)

// heardStore is a store that lets a test know what a follower has been told, and can fall
// silent for good.
type heardStore struct {
	mandat.Store
	mark atomic.Uint64 // the follower has dealt with all up to it
	down atomic.Bool
}

func (s *heardStore) Follow(ctx context.Context, after uint64) ([]mandat.OrgID, uint64, error) {
	s.mark.Store(after)
	if s.down.Load() {
		return nil, 0, errDown
	}
	changed, mark, err := s.Store.Follow(ctx, after)
	if s.down.Load() {
		return nil, 0, errDown
	}
	return changed, mark, err
}

// until waits until the follower has dealt with a number of changes.
func (s *heardStore) until(t *testing.T, mark uint64) {
	t.Helper()
	require.Eventually(t, func() bool { return s.mark.Load() >= mark }, time.Minute, time.Millisecond)
}

// followed follows a store until the test ends.
func followed(t *testing.T, s mandat.Store, p *mandat.Policy) (d *mandat.Directory, ended chan error, stop func()) {
	t.Helper()
	d = opened(t, s, p)
	ctx, cancel := context.WithCancel(background)
	ended = make(chan error, 1)
	go func() { ended <- d.Follow(ctx) }()
	t.Cleanup(cancel)
	return d, ended, cancel
}

// While a directory follows its store it does not ask for what has not changed, and
// gives what others have changed as soon as it was told.
func TestFollow(t *testing.T) {
	s := &heardStore{Store: memstore.New()}
	p := manyIn(t, s, 2)
	counted := newCounting(s)
	d, ended, stop := followed(t, counted, p)
	s.until(t, 2)
	o := orgOf(t, d, orgNo(0))
	for range 10 {
		assert.Same(t, o, orgOf(t, d, orgNo(0)))
	}
	whole, new := counted.asked()
	assert.Equal(t, [2]int{1, 0}, [2]int{whole, new})

	there := opened(t, s, p)
	c := planned(t, orgOf(t, there, orgNo(0)), unitNo(1))
	require.NoError(t, there.Commit(background, c))
	s.until(t, 3)
	assert.EqualValues(t, 2, orgOf(t, d, orgNo(0)).Version())
	orgOf(t, d, orgNo(0))
	_, new = counted.asked()
	assert.Equal(t, 1, new, "asked for what is new")

	require.NoError(t, d.Commit(background, planned(t, orgOf(t, d, orgNo(0)), unitNo(2))))
	assert.EqualValues(t, 3, orgOf(t, d, orgNo(0)).Version(), "what was just committed is seen")

	stop()
	assert.ErrorIs(t, <-ended, context.Canceled)
	require.NoError(t, there.Commit(background, planned(t, orgOf(t, there, orgNo(0)), unitNo(3))))
	assert.EqualValues(t, 4, orgOf(t, d, orgNo(0)).Version(), "asked again, every time")
}

// Follow tells why it ended, and what the directory knows is not given any more: it is
// asked of the store again.
func TestFollowEndsWithTheStore(t *testing.T) {
	s := &heardStore{Store: memstore.New()}
	p := manyIn(t, s, 1)
	d, ended, _ := followed(t, s, p)
	s.until(t, 1)
	orgOf(t, d, orgNo(0))
	s.down.Store(true)
	there := opened(t, s.Store, p)
	for i := range 2 {
		require.NoError(t, there.Commit(background, planned(t, orgOf(t, there, orgNo(0)), unitNo(i))))
	}
	assert.EqualError(t, <-ended, "mandat: follow: the store is down")
	assert.EqualValues(t, 3, orgOf(t, d, orgNo(0)).Version())
	assert.EqualError(t, d.Follow(background), "mandat: follow: the store is down")

	s.down.Store(false)
	ctx, cancel := context.WithCancel(background)
	go func() { ended <- d.Follow(ctx) }()
	s.until(t, 3)
	assert.EqualError(t, d.Follow(background), "mandat: follow: the directory follows the store already")
	cancel()
	<-ended
	assert.ErrorContains(t, new(mandat.Directory).Follow(background), "not opened")
}

// pausing is a store whose Append does its work and then fails, and whose Load can be
// held up when it has read.
type pausing struct {
	mandat.Store
	appendFails atomic.Bool
	read        chan struct{} // told when Load has read
	goOn        chan struct{} // Load waits for it
}

func (s *pausing) Append(ctx context.Context, id mandat.OrgID, at uint64, events []mandat.Event) error {
	if err := s.Store.Append(ctx, id, at, events); err != nil {
		return err
	}
	if s.appendFails.Load() {
		return errDown
	}
	return nil
}

func (s *pausing) Load(ctx context.Context, id mandat.OrgID, after uint64) ([]mandat.Event, error) {
	events, err := s.Store.Load(ctx, id, after)
	if s.read != nil {
		s.read <- struct{}{}
		<-s.goOn
	}
	return events, err
}

// A change of which nobody knows whether it is stored is asked of the store, also while
// nothing was heard of it.
func TestFollowDoesNotHideWhatWasStoredWithAnError(t *testing.T) {
	s := &pausing{Store: &heardStore{Store: memstore.New()}}
	p := manyIn(t, s, 1)
	d, _, _ := followed(t, s, p)
	s.Store.(*heardStore).until(t, 1)
	c := planned(t, orgOf(t, d, orgNo(0)), unitNo(1))
	s.appendFails.Store(true)
	assert.ErrorIs(t, d.Commit(background, c), errDown)
	assert.EqualValues(t, 2, orgOf(t, d, orgNo(0)).Version())
}

// What is heard while the store is asked is not taken for what it answered.
func TestFollowHearsWhileOthersAsk(t *testing.T) {
	inner := &heardStore{Store: memstore.New()}
	p := manyIn(t, inner, 1)
	s := &pausing{Store: inner, read: make(chan struct{}), goOn: make(chan struct{})}
	d, _, _ := followed(t, s, p)
	inner.until(t, 1)
	asking := make(chan uint64)
	go func() {
		o, err := d.Org(background, orgNo(0))
		assert.NoError(t, err)
		asking <- o.Version()
	}()
	<-s.read // version 1
	there := opened(t, inner, p)
	require.NoError(t, there.Commit(background, planned(t, orgOf(t, there, orgNo(0)), unitNo(1))))
	inner.until(t, 2)
	s.goOn <- struct{}{}
	assert.EqualValues(t, 1, <-asking, "as it was when asked")
	go func() { <-s.read; s.goOn <- struct{}{} }()
	assert.EqualValues(t, 2, orgOf(t, d, orgNo(0)).Version())
}

// What the store has no more when it is followed again is not given: a backup was
// restored, say.
func TestFollowForgetsWhatIsGone(t *testing.T) {
	s := &heardStore{Store: memstore.New()}
	p := manyIn(t, s, 2)
	d, ended, stop := followed(t, s, p)
	s.until(t, 2)
	orgOf(t, d, orgNo(0))
	orgOf(t, d, orgNo(1))
	stop()
	<-ended
	s.Store = memstore.New()
	manyIn(t, s.Store, 1)
	s.mark.Store(0)
	ctx, cancel := context.WithCancel(background)
	go func() { ended <- d.Follow(ctx) }()
	s.until(t, 1)
	_, err := d.Org(background, orgNo(1))
	assert.ErrorIs(t, err, mandat.ErrNotFound)
	assert.EqualValues(t, 1, orgOf(t, d, orgNo(0)).Version())
	cancel()
	<-ended
}
