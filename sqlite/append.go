package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"

	"github.com/mandat-go/mandat"
)

// Append stores the events of one change; see mandat.Store.
func (s *Store) Append(ctx context.Context, id mandat.OrgID, at uint64, events []mandat.Event) error {
	return s.said(s.append(ctx, id, at, events), "organisation %q, at version %d", id, at)
}

func (s *Store) append(ctx context.Context, id mandat.OrgID, at uint64, events []mandat.Event) error {
	return s.write(ctx, func(tx *sql.Tx) error { return appendTo(ctx, tx, id, at, events) })
}

// AppendAll stores the events of changes that follow one another, such as an import
// brings: all of them in one transaction, or none. An Append for each would wait for
// the disk each time.
func (s *Store) AppendAll(ctx context.Context, id mandat.OrgID, at uint64, events []mandat.Event) error {
	return s.said(s.appendAll(ctx, id, at, events), "organisation %q, at version %d", id, at)
}

func (s *Store) appendAll(ctx context.Context, id mandat.OrgID, at uint64, events []mandat.Event) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		for rest := events; len(rest) > 0; at++ {
			n := 1
			for n < len(rest) && rest[n].Version == rest[0].Version {
				n++
			}
			if err := appendTo(ctx, tx, id, at, rest[:n]); err != nil {
				return err
			}
			rest = rest[n:]
		}
		return nil
	})
}

// AppendTx stores the events of one change as Append does, in a transaction of the
// service's own: it is stored together with whatever else the transaction does, or not
// at all. After an error the transaction is to be rolled back.
func AppendTx(ctx context.Context, tx *sql.Tx, id mandat.OrgID, at uint64, events []mandat.Event) error {
	if err := appendTo(ctx, tx, id, at, events); err != nil {
		return fmt.Errorf("sqlite: organisation %q, at version %d: %w", id, at, err)
	}
	return nil
}

func appendTo(ctx context.Context, tx *sql.Tx, id mandat.OrgID, at uint64, events []mandat.Event) error {
	if at >= math.MaxInt64 {
		return mandat.ErrConflict
	}
	lines, err := encode(id, at+1, events)
	if err != nil {
		return err
	}
	last, err := lastLink(ctx, tx, id)
	if err != nil {
		return err
	}
	if last.version != at {
		return fmt.Errorf("it is at version %d: %w", last.version, mandat.ErrConflict)
	}
	head := last.head.Next(lines...)
	_, err = tx.ExecContext(ctx, "INSERT INTO mandat_change (org, version, position, chain, events) VALUES (?, ?, (SELECT coalesce(max(position), 0) + 1 FROM mandat_change), ?, ?)",
		[]byte(id), int64(at+1), head[:], string(bytes.Join(lines, []byte("\n"))))
	return err
}

// encode writes the events of a change. Those of anything else are refused.
func encode(id mandat.OrgID, version uint64, events []mandat.Event) ([][]byte, error) {
	if len(events) == 0 {
		return nil, errors.New("a change without events")
	}
	lines := make([][]byte, len(events))
	for i := range events {
		if err := isOf(&events[i], id, version); err != nil {
			return nil, err
		}
		line, err := events[i].MarshalJSON()
		if err != nil {
			return nil, err
		}
		lines[i] = line
	}
	return lines, nil
}
