package memstore

import (
	"context"
	"fmt"
	"slices"

	"github.com/mandat-go/mandat"
)

// Follow waits for changes after a mark, and tells of which organisations they are;
// see mandat.Store.
func (s *Store) Follow(ctx context.Context, after uint64) ([]mandat.OrgID, uint64, error) {
	for {
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
		changed, mark, more, err := s.since(after)
		if err != nil || len(changed) > 0 {
			return changed, mark, err
		}
		select {
		case <-more:
		case <-ctx.Done():
		}
	}
}

// since returns what changed after a mark, or else a channel that is closed when
// something does.
func (s *Store) since(after uint64) (changed []mandat.OrgID, mark uint64, more <-chan struct{}, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	mark = uint64(len(s.log))
	if after > mark {
		return nil, 0, nil, fmt.Errorf("memstore: follow: there was no mark %d yet: the last one is %d", after, mark)
	}
	if after == mark && s.more == nil {
		s.more = make(chan struct{})
	}
	changed = slices.Clone(s.log[after:])
	slices.Sort(changed)
	return slices.Compact(changed), mark, s.more, nil
}
