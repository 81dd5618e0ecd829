package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/mandat-go/mandat"
)

const (
	patience = 10 * time.Second       // how long a store has to do what it should
	peace    = 150 * time.Millisecond // how long nothing must happen for it to be said to wait
)

// followed is what Follow returned.
type followed struct {
	ids  []mandat.OrgID
	mark uint64
	err  error
}

// following calls Follow, and does not wait for it.
func following(ctx context.Context, s mandat.Store, after uint64) <-chan followed {
	c := make(chan followed, 1)
	go func() {
		var f followed
		f.ids, f.mark, f.err = s.Follow(ctx, after)
		c <- f
	}()
	return c
}

func soon(t *testing.T, c <-chan followed) followed {
	t.Helper()
	select {
	case f := <-c:
		return f
	case <-time.After(patience):
		t.Fatalf("Follow has not returned in %v", patience)
		return followed{}
	}
}

func waits(t *testing.T, c <-chan followed) {
	t.Helper()
	select {
	case f := <-c:
		t.Fatalf("Follow returns %q, mark %d, %v, and there was nothing to tell", f.ids, f.mark, f.err)
	case <-time.After(peace):
	}
}

// names holds what Follow returns against what it should name, and returns the mark.
func names(t *testing.T, f followed, want ...mandat.OrgID) uint64 {
	t.Helper()
	must(t, f.err)
	equal(t, want, f.ids)
	return f.mark
}

func namesWhatChanged(t *testing.T, s mandat.Store) {
	for _, id := range []mandat.OrgID{"b", "å", "B", "ab", "b"} {
		version := uint64(0)
		if events, err := s.Load(background, id, 0); err == nil {
			version = uint64(len(events) / 2)
		}
		stored(t, s, id, version, 1)
	}
	first := names(t, soon(t, following(background, s, 0)), "B", "ab", "b", "å")
	stored(t, s, "ab", 1, 2)
	stored(t, s, "a", 0, 1)
	fails(t, s.Append(background, "b", 0, changeOf("b", 1, unit("u"))), mandat.ErrConflict)
	second := names(t, soon(t, following(background, s, first)), "a", "ab")
	if second <= first {
		t.Errorf("mark %d comes after mark %d", second, first)
	}
	stored(t, s, "B", 1, 1)
	names(t, soon(t, following(background, s, second)), "B")
	names(t, soon(t, following(background, s, first)), "B", "a", "ab")
	names(t, soon(t, following(background, s, 0)), "B", "a", "ab", "b", "å")
}

func waitsForAChange(t *testing.T, s mandat.Store) { isWokenBy(t, s, s) }

// isWokenBy follows a store while another one, which may be the same, is appended to.
func isWokenBy(t *testing.T, s, other mandat.Store) {
	mark := uint64(0)
	for version := range uint64(3) {
		c := following(background, s, mark)
		waits(t, c)
		want := stored(t, other, "acme", version, 1)
		mark = names(t, soon(t, c), "acme")
		equal(t, want, loaded(t, s, "acme", version))
	}
}

// What Follow has named is there at once, even if Append has not returned yet.
func namesWhatIsThere(t *testing.T, s mandat.Store) {
	mark := uint64(0)
	for version := range uint64(20) {
		c := following(background, s, mark)
		var writer sync.WaitGroup
		writer.Go(func() { works(t, s.Append(background, "acme", version, changeOf("acme", version+1, unit("u")))) })
		mark = names(t, soon(t, c), "acme")
		events, err := s.Load(background, "acme", version)
		if err != nil || len(events) != 1 {
			t.Errorf("Follow has named a change, and Load returns %d events, %v", len(events), err)
		}
		writer.Wait()
	}
}

func endsWithItsContext(t *testing.T, s mandat.Store) {
	stored(t, s, "acme", 0, 1)
	mark := names(t, soon(t, following(background, s, 0)), "acme")
	ctx, cancel := context.WithCancel(background)
	c := following(ctx, s, mark)
	waits(t, c)
	cancel()
	fails(t, soon(t, c).err, context.Canceled)
	for _, after := range []uint64{0, mark} {
		fails(t, soon(t, following(ctx, s, after)).err, context.Canceled)
	}
	ctx, cancel = context.WithTimeout(background, peace)
	defer cancel()
	fails(t, soon(t, following(ctx, s, mark)).err, context.DeadlineExceeded)
}

func isFollowedByMany(t *testing.T, s mandat.Store) {
	stored(t, s, "acme", 0, 1)
	mark := names(t, soon(t, following(background, s, 0)), "acme")
	var waiting []<-chan followed
	for range 8 {
		waiting = append(waiting, following(background, s, mark))
	}
	waits(t, waiting[0])
	names(t, soon(t, following(background, s, 0)), "acme")
	stored(t, s, "beta", 0, 1)
	for _, c := range waiting {
		names(t, soon(t, c), "beta")
	}
}

func missesNoChange(t *testing.T, s mandat.Store) { missesNothingOf(t, s, s) }

// missesNothingOf lets many append by other stores, which may be the same, and goes from
// mark to mark until it has seen all.
func missesNothingOf(t *testing.T, s mandat.Store, others ...mandat.Store) {
	const writers, changes = 6, 15
	var all sync.WaitGroup
	defer all.Wait()
	for w := range writers {
		all.Go(func() { writeMany(t, others[w%len(others)], mandat.OrgID(fmt.Sprint("own-", w)), changes) })
	}
	seen, left := map[mandat.OrgID]uint64{}, 2*writers*changes
	for mark := uint64(0); left > 0; {
		ctx, cancel := context.WithTimeout(background, patience)
		ids, next, err := s.Follow(ctx, mark)
		cancel()
		if err != nil {
			t.Errorf("%d changes are not seen: %v", left, err)
			return
		}
		if !slices.IsSorted(ids) || next <= mark {
			t.Errorf("after mark %d: got %q, mark %d", mark, ids, next)
		}
		for _, id := range ids {
			events := loaded(t, s, id, seen[id])
			seen[id] += uint64(len(events))
			left -= len(events)
		}
		mark = next
	}
}

// writeMany appends changes of one event to an organisation of the writer's own, and as
// many to one that all share, slowly, so that a follower comes between.
func writeMany(t *testing.T, s mandat.Store, own mandat.OrgID, n uint64) {
	for v := range n {
		time.Sleep(time.Millisecond)
		works(t, s.Append(background, own, v, changeOf(own, v+1, unit("u"))))
		for at := uint64(0); ; {
			err := s.Append(background, "shared", at, changeOf("shared", at+1, unit("u")))
			if err == nil {
				break
			}
			events, loading := s.Load(background, "shared", 0)
			if !errors.Is(err, mandat.ErrConflict) || loading != nil {
				t.Error(err, loading)
				return
			}
			at = uint64(len(events))
		}
	}
}

// Silence would tell that all is well.
func refusesAMarkThatNeverWas(t *testing.T, s mandat.Store) {
	for _, last := range []mandat.OrgID{"", "acme", "beta"} {
		mark := uint64(0)
		if last != "" {
			stored(t, s, last, 0, 1)
			mark = soon(t, following(background, s, 0)).mark
		}
		for _, never := range []uint64{mark + 1, mark + 1<<20, 1 << 63, 1<<64 - 1} {
			if f := soon(t, following(background, s, never)); f.err == nil {
				t.Errorf("the last mark is %d, and after mark %d Follow returns %q, mark %d", mark, never, f.ids, f.mark)
			}
		}
	}
}
