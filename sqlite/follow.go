package sqlite

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/mandat-go/mandat"
)

// pollEvery is how long a change can stay unseen by those who follow. Each look costs
// some microseconds.
const pollEvery = 50 * time.Millisecond

// Follow waits for changes after a mark, and tells of which organisations they are; see
// mandat.Store. A mark is how many changes the database has. It looks 20 times a second
// whether there are more, whoever stored them: this store, a transaction of the service
// (AppendTx), or another process.
func (s *Store) Follow(ctx context.Context, after uint64) (changed []mandat.OrgID, mark uint64, err error) {
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		changed, mark, err := s.since(ctx, after)
		if err := s.said(err, "follow, after mark %d", after); err != nil {
			return nil, 0, err
		}
		if len(changed) > 0 {
			return changed, mark, nil
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return nil, 0, fmt.Errorf("sqlite: follow, after mark %d: %w", after, ctx.Err())
		}
	}
}

// followStatement reads the index of positions, and none of the events.
const followStatement = `SELECT org, count(*), max(position) FROM mandat_change INDEXED BY mandat_change_position
	WHERE position >= ? GROUP BY org ORDER BY org`

// since returns what changed after a mark. It reads the
// mark's own position, too: the positions are without a gap, or somebody altered them.
func (s *Store) since(ctx context.Context, after uint64) (changed []mandat.OrgID, mark uint64, err error) {
	if after > math.MaxInt64 {
		return nil, 0, errNoMark
	}
	first := max(int64(after), 1)
	rows, err := s.following.QueryContext(ctx, first)
	if err != nil {
		return nil, 0, err
	}
	defer rows.Close()
	count, last := int64(0), first-1
	for rows.Next() {
		var id []byte
		var n, position int64
		if err := rows.Scan(&id, &n, &position); err != nil {
			return nil, 0, err
		}
		count, last = count+n, max(last, position)
		if uint64(position) > after {
			changed = append(changed, mandat.OrgID(id))
		}
	}
	switch err := rows.Err(); {
	case err != nil:
		return nil, 0, err
	case count == 0 && after > 0:
		return nil, 0, errNoMark
	case count != last-first+1:
		return nil, 0, fmt.Errorf("changes are missing: %d of %d are there: the database was altered", count, last-first+1)
	}
	return changed, uint64(last), nil
}

var errNoMark = errors.New("there was no such mark yet")
