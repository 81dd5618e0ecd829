package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"math"

	"github.com/mandat-go/mandat"
)

// Snapshot returns the snapshot that is kept of an organisation; see mandat.Store.
func (s *Store) Snapshot(ctx context.Context, id mandat.OrgID) ([]byte, error) {
	var text []byte
	err := s.db.QueryRowContext(ctx, "SELECT snapshot FROM mandat_snapshot WHERE org = ?", []byte(id)).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		err = mandat.ErrNotFound
	}
	if err := s.said(err, "a snapshot of organisation %q", id); err != nil {
		return nil, err
	}
	return text, nil
}

// KeepSnapshot keeps a snapshot in the place of an earlier one; see mandat.Store.
func (s *Store) KeepSnapshot(ctx context.Context, id mandat.OrgID, version uint64, snapshot []byte) error {
	err := s.keepSnapshot(ctx, id, version, snapshot)
	return s.said(err, "keep a snapshot of organisation %q, version %d", id, version)
}

func (s *Store) keepSnapshot(ctx context.Context, id mandat.OrgID, version uint64, snapshot []byte) error {
	if version > math.MaxInt64 {
		return errors.New("there is no such version")
	}
	c, done, err := s.connWriting(ctx)
	if err != nil {
		return err
	}
	defer done()
	_, err = c.ExecContext(ctx, `INSERT INTO mandat_snapshot (org, version, snapshot) VALUES (?, ?, ?)
		ON CONFLICT (org) DO UPDATE SET version = excluded.version, snapshot = excluded.snapshot WHERE excluded.version >= mandat_snapshot.version`,
		[]byte(id), int64(version), append([]byte{}, snapshot...))
	return err
}
