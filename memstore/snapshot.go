package memstore

import (
	"bytes"
	"context"
	"fmt"

	"github.com/mandat-go/mandat"
)

// snapshot is one that is kept. Nobody alters it.
type snapshot struct {
	version uint64
	text    []byte
}

// Snapshot returns the snapshot that is kept of an organisation; see mandat.Store.
func (s *Store) Snapshot(ctx context.Context, id mandat.OrgID) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	kept, ok := s.snapshots[id]
	if !ok {
		return nil, fmt.Errorf("memstore: a snapshot of organisation %q: %w", id, mandat.ErrNotFound)
	}
	return bytes.Clone(kept.text), nil
}

// KeepSnapshot keeps a snapshot in the place of an earlier one; see mandat.Store.
func (s *Store) KeepSnapshot(ctx context.Context, id mandat.OrgID, version uint64, text []byte) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if version < s.snapshots[id].version {
		return nil
	}
	if s.snapshots == nil {
		s.snapshots = make(map[mandat.OrgID]snapshot)
	}
	s.snapshots[id] = snapshot{version, bytes.Clone(text)}
	return nil
}
