package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math"

	"github.com/mandat-go/mandat"
)

// Load returns the events that are later than a version; see mandat.Store.
func (s *Store) Load(ctx context.Context, id mandat.OrgID, after uint64) ([]mandat.Event, error) {
	events, err := s.load(ctx, id, after)
	if err != nil {
		return nil, fmt.Errorf("sqlite: organisation %q, after version %d: %w", id, after, err)
	}
	return events, nil
}

// load reads what follows a version together with that version itself, in one
// statement: so it is seen whether there is such a version.
func (s *Store) load(ctx context.Context, id mandat.OrgID, after uint64) (events []mandat.Event, err error) {
	if after > math.MaxInt64 {
		return nil, mandat.ErrNotFound
	}
	rows, err := s.db.QueryContext(ctx, "SELECT version, events FROM mandat_change WHERE org = ? AND version >= ? ORDER BY version", []byte(id), int64(after))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	next := max(after, 1)
	for ; rows.Next(); next++ {
		var version uint64
		var text []byte
		if err := rows.Scan(&version, &text); err != nil {
			return nil, err
		}
		if version != next {
			return nil, fmt.Errorf("version %d is missing", next)
		}
		if version == after {
			continue
		}
		change, err := decode(id, version, text)
		if err != nil {
			return nil, fmt.Errorf("version %d: %w", version, err)
		}
		events = append(events, change...)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	if next == max(after, 1) {
		return nil, mandat.ErrNotFound
	}
	return events, nil
}

// Append stores the events of one change; see mandat.Store.
func (s *Store) Append(ctx context.Context, id mandat.OrgID, at uint64, events []mandat.Event) error {
	if err := s.append(ctx, id, at, events); err != nil {
		return fmt.Errorf("sqlite: organisation %q, at version %d: %w", id, at, err)
	}
	return nil
}

func (s *Store) append(ctx context.Context, id mandat.OrgID, at uint64, events []mandat.Event) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := appendTo(ctx, tx, id, at, events); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
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
	text, err := encode(id, at+1, events)
	if err != nil {
		return err
	}
	var last int64
	if err := tx.QueryRowContext(ctx, "SELECT coalesce(max(version), 0) FROM mandat_change WHERE org = ?", []byte(id)).Scan(&last); err != nil {
		return err
	}
	if uint64(last) != at {
		return fmt.Errorf("it is at version %d: %w", last, mandat.ErrConflict)
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO mandat_change (org, version, events) VALUES (?, ?, ?)", []byte(id), last+1, string(text))
	return err
}

// Orgs returns the ids of all organisations, sorted.
func (s *Store) Orgs(ctx context.Context) ([]mandat.OrgID, error) {
	ids, err := s.orgs(ctx)
	if err != nil {
		return nil, fmt.Errorf("sqlite: organisations: %w", err)
	}
	return ids, nil
}

func (s *Store) orgs(ctx context.Context) (ids []mandat.OrgID, err error) {
	rows, err := s.db.QueryContext(ctx, "SELECT org FROM mandat_change WHERE version = 1 ORDER BY org")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id []byte
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, mandat.OrgID(id))
	}
	return ids, rows.Err()
}

// encode writes the events of a change, one on each line. Those of anything else are
// refused.
func encode(id mandat.OrgID, version uint64, events []mandat.Event) ([]byte, error) {
	if len(events) == 0 {
		return nil, errors.New("a change without events")
	}
	var lines [][]byte
	for i := range events {
		if err := isOf(&events[i], id, version); err != nil {
			return nil, err
		}
		line, err := json.Marshal(events[i])
		if err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	return bytes.Join(lines, []byte("\n")), nil
}

// decode reads the events of a change. What was altered so that it is of another one is
// refused.
func decode(id mandat.OrgID, version uint64, text []byte) ([]mandat.Event, error) {
	var events []mandat.Event
	for line := range bytes.SplitSeq(text, []byte("\n")) {
		var e mandat.Event
		if err := e.UnmarshalJSON(line); err != nil {
			return nil, err
		}
		if err := isOf(&e, id, version); err != nil {
			return nil, err
		}
		events = append(events, e)
	}
	return events, nil
}

func isOf(e *mandat.Event, id mandat.OrgID, version uint64) error {
	if e.Org != id || e.Version != version {
		return fmt.Errorf("an event of organisation %q, version %d: expected version %d", e.Org, e.Version, version)
	}
	return nil
}
