package mandat

import (
	"context"
	"sync"
	"sync/atomic"
	"weak"
)

// seat is the place of one organisation in a directory.
type seat struct {
	id   OrgID
	busy chan struct{}       // holds one while somebody replaces the organisation
	org  atomic.Pointer[Org] // the last version that is known; nil if it was forgotten
	used atomic.Bool         // since the hand last came by, see seats.forget

	// The organisation is as the store had it when heard was at seen: so it is
	// fresh while the two are the same and Follow runs.
	heard, seen atomic.Uint64

	// How many events there are after the last snapshot, and at how many the next one
	// is tried; of whoever is alone. Then it is due, until it is kept.
	later, next int
	due         atomic.Pointer[Org]
	kept        atomic.Bool
	refused     atomic.Pointer[error] // why a snapshot was passed over, until it is told

	counted int64 // the weight when it was last counted; of whoever is alone

	// What follows is guarded by the lock of the seats.
	weight   int64 // of the organisation, in bytes; altered by whoever is alone
	place    int   // in the ring
	visitors int   // how many use the seat, which stays for so long
	// forgotten is org after that was let go: whoever still uses it, to plan a
	// change, has the version that the directory knows.
	forgotten weak.Pointer[Org]
}

// fresh returns the organisation if nothing new was heard since the store was asked.
// There may be no seat.
func (s *seat) fresh() *Org {
	if s == nil || s.seen.Load() != s.heard.Load() {
		return nil
	}
	if !s.used.Load() {
		s.used.Store(true)
	}
	return s.org.Load()
}

// saw notes that the store was asked after heard was at a number.
func (s *seat) saw(heard uint64) {
	for seen := s.seen.Load(); seen < heard && !s.seen.CompareAndSwap(seen, heard); {
		seen = s.seen.Load()
	}
}

// alone waits until nobody else replaces the organisation, and keeps others from it
// until done. So there is one Org for each version, and a change is known by the one
// from which it was made.
func (s *seat) alone(ctx context.Context) (done func(), err error) {
	select {
	case s.busy <- struct{}{}:
		return func() { <-s.busy }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// seats are the places of the organisations that a directory knows, within a number of
// bytes.
type seats struct {
	byID        sync.Map // of *seat by OrgID; who only reads waits for nobody
	mu          sync.Mutex
	ring        []*seat // all of them
	hand        int     // the place in the ring that is looked at next
	bytes, most int64   // most is 0 for no limit
}

// find returns the seat of an organisation, nil if there is none.
func (t *seats) find(id OrgID) *seat {
	s, _ := t.byID.Load(id)
	found, _ := s.(*seat)
	return found
}

// take returns the seat of an organisation, and keeps it from being removed until
// leave.
func (t *seats) take(id OrgID) *seat {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := t.find(id)
	if s == nil {
		s = &seat{id: id, busy: make(chan struct{}, 1), place: len(t.ring)}
		t.byID.Store(id, s)
		t.ring = append(t.ring, s)
	}
	s.visitors++
	return s
}

// leave removes the seat again if there turned out to be nothing to sit on it.
func (t *seats) leave(s *seat) {
	t.mu.Lock()
	defer t.mu.Unlock()
	s.visitors--
	t.removeIfEmpty(s)
}

// known returns the last version that is known, nil for none. One that was to be
// forgotten and is still used has its seat again.
func (t *seats) known(s *seat) *Org {
	s.used.Store(true)
	if o := s.org.Load(); o != nil {
		return o
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if o := s.org.Load(); o != nil {
		return o
	}
	o := s.forgotten.Value()
	if o != nil {
		t.seat(s, o)
	}
	return o
}
