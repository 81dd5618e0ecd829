// Package memstore keeps organisations in memory, for tests and for services
// that need nothing to last: all is gone when the process ends.
//
//	directory, err := mandat.Open(ctx, memstore.New(), policy)
package memstore

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/mandat-go/mandat"
)

// Store is a mandat.Store and mandat.Persons in memory. The zero Store is empty. It
// is safe for concurrent use.
//
// It keeps events in their JSON form, as a store on disk does: what it gives is
// a copy, and what has no JSON form it refuses.
type Store struct {
	mu        sync.RWMutex
	orgs      map[mandat.OrgID][]change // what made version n is at n-1
	log       []mandat.OrgID            // of which organisation each change was, in their order: the marks of Follow count them
	more      chan struct{}             // closed when there is one more; nil while nobody waits
	snapshots map[mandat.OrgID]snapshot
	facts     map[mandat.PersonID]map[string]string
}

// change is the JSON form of the events of one change. Nobody alters it.
type change [][]byte

var (
	_ mandat.Store   = (*Store)(nil)
	_ mandat.Persons = (*Store)(nil)
)

// New returns an empty store.
func New() *Store { return new(Store) }

// Load returns the events that are later than a version; see mandat.Store.
func (s *Store) Load(ctx context.Context, id mandat.OrgID, after uint64) ([]mandat.Event, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	changes := s.changes(id)
	if len(changes) == 0 || after > uint64(len(changes)) {
		return nil, fmt.Errorf("memstore: version %d of organisation %q: %w", after, id, mandat.ErrNotFound)
	}
	var events []mandat.Event
	for _, c := range changes[after:] {
		for _, text := range c {
			var e mandat.Event
			if err := json.Unmarshal(text, &e); err != nil {
				return nil, fmt.Errorf("memstore: organisation %q: %w", id, err)
			}
			events = append(events, e)
		}
	}
	return events, nil
}

func (s *Store) changes(id mandat.OrgID) []change {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.orgs[id]
}

// Append stores the events of one change; see mandat.Store.
func (s *Store) Append(ctx context.Context, id mandat.OrgID, at uint64, events []mandat.Event) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	c, err := encode(id, at+1, events)
	if err != nil {
		return fmt.Errorf("memstore: organisation %q: %w", id, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if n := uint64(len(s.orgs[id])); n != at {
		return fmt.Errorf("memstore: organisation %q is at version %d, not %d: %w", id, n, at, mandat.ErrConflict)
	}
	if s.orgs == nil {
		s.orgs = make(map[mandat.OrgID][]change)
	}
	s.orgs[id] = append(s.orgs[id], c)
	s.log = append(s.log, id)
	if s.more != nil {
		close(s.more)
		s.more = nil
	}
	return nil
}

// encode writes the events of a change. Those of anything else are refused.
func encode(id mandat.OrgID, version uint64, events []mandat.Event) (change, error) {
	if len(events) == 0 {
		return nil, fmt.Errorf("a change without events")
	}
	var c change
	for _, e := range events {
		if e.Org != id || e.Version != version {
			return nil, fmt.Errorf("an event of organisation %q, version %d: expected version %d", e.Org, e.Version, version)
		}
		text, err := json.Marshal(e)
		if err != nil {
			return nil, err
		}
		c = append(c, text)
	}
	return c, nil
}

// Orgs returns the ids of all organisations, sorted.
func (s *Store) Orgs(ctx context.Context) ([]mandat.OrgID, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	return slices.Sorted(maps.Keys(s.orgs)), nil
}
