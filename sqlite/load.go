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

// Load returns the events that are later than a version; see mandat.Store. It refuses
// what was altered, left out, added or put elsewhere since it was stored: the chain over
// the changes would be another one. Where the last changes are cut off, or all is
// written anew, the chain is whole, and only its Head tells.
func (s *Store) Load(ctx context.Context, id mandat.OrgID, after uint64) ([]mandat.Event, error) {
	events, err := s.load(ctx, id, after)
	if err := s.said(err, "organisation %q, after version %d", id, after); err != nil {
		return nil, err
	}
	return events, nil
}

// loadStatement reads what follows a version together with that version itself, and with
// the last version as it is found from the other end: so it is seen whether there is such a
// version, what chain follows it, and whether a file that is damaged hides the rest. There
// is one row at least.
const loadStatement = `SELECT version, position, chain, CASE WHEN version > ?2 THEN events END, last
	FROM (SELECT max(version) AS last FROM mandat_change WHERE org = ?1) LEFT JOIN mandat_change ON org = ?1 AND version >= ?2`

func (s *Store) load(ctx context.Context, id mandat.OrgID, after uint64) (events []mandat.Event, err error) {
	if after > math.MaxInt64 {
		return nil, mandat.ErrNotFound
	}
	rows, err := s.loading.QueryContext(ctx, []byte(id), int64(after))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	l := link{version: max(after, 1) - 1}
	var last uint64
	for rows.Next() {
		change, err := l.read(rows, id, after, &last)
		if err != nil {
			return nil, err
		}
		events = append(events, change...)
	}
	switch err := rows.Err(); {
	case err != nil:
		return nil, err
	case last < max(after, 1):
		return nil, mandat.ErrNotFound
	case last != l.version:
		return nil, fmt.Errorf("version %d is missing: %w", l.version+1, errChain)
	}
	return events, nil
}

// link is where the chain has come to.
type link struct {
	version, position uint64
	head              mandat.ChainHash
}

// read reads the next change, if it follows, and which is the last one. The change at the
// version from which on events are asked for is where the chain begins.
func (l *link) read(rows *sql.Rows, id mandat.OrgID, after uint64, last *uint64) ([]mandat.Event, error) {
	var version, position, end sql.Null[uint64]
	var chain, text sql.RawBytes
	before := *l
	if err := rows.Scan(&version, &position, &chain, &text, &end); err != nil {
		return nil, fmt.Errorf("version %d: %w: %w", before.version+1, err, errChain)
	}
	*last = end.V
	switch {
	case !version.Valid: // there is none from there on
		return nil, nil
	case version.V != before.version+1:
		return nil, fmt.Errorf("version %d is missing: %w", before.version+1, errChain)
	case position.V <= before.position:
		return nil, fmt.Errorf("version %d is put before an earlier one: %w", version.V, errChain)
	case len(chain) != len(l.head):
		return nil, fmt.Errorf("version %d: %w", version.V, errChain)
	}
	l.version, l.position = version.V, position.V
	l.head = mandat.ChainHash(chain)
	if l.version == after {
		return nil, nil
	}
	lines := bytes.Split(text, []byte("\n"))
	if before.head.Next(lines...) != l.head {
		return nil, fmt.Errorf("version %d: %w", l.version, errChain)
	}
	change, err := decode(id, l.version, lines)
	if err != nil {
		return nil, fmt.Errorf("version %d: %w", l.version, err)
	}
	return change, nil
}

var errChain = errors.New("the chain is broken: it was altered since it was stored")

// decode reads the events of a change. Those of another one were put there.
func decode(id mandat.OrgID, version uint64, lines [][]byte) ([]mandat.Event, error) {
	events := make([]mandat.Event, len(lines))
	for i, line := range lines {
		if err := events[i].UnmarshalJSON(line); err != nil {
			return nil, err
		}
		if err := isOf(&events[i], id, version); err != nil {
			return nil, fmt.Errorf("%w: %w", err, errChain)
		}
	}
	return events, nil
}

func isOf(e *mandat.Event, id mandat.OrgID, version uint64) error {
	if e.Org != id || e.Version != version {
		return fmt.Errorf("an event of organisation %q, version %d: expected one of organisation %q, version %d", e.Org, e.Version, id, version)
	}
	return nil
}

// Head returns the last version of an organisation and the head of its chain, as they
// stand there. Whoever notes them elsewhere can tell later whether the changes up to
// that version are the same: when what Load returns up to it has that head
// (mandat.ChainHash.Chain). It is an error that is mandat.ErrNotFound if there is no such
// organisation. It is safe for concurrent use.
func (s *Store) Head(ctx context.Context, id mandat.OrgID) (version uint64, head mandat.ChainHash, err error) {
	l, err := lastLink(ctx, s.db, id)
	if err == nil && l.version == 0 {
		err = mandat.ErrNotFound
	}
	if err := s.said(err, "head of organisation %q", id); err != nil {
		return 0, mandat.ChainHash{}, err
	}
	return l.version, l.head, nil
}

// lastLink returns the end of the chain of an organisation, the zero link if it has no
// changes.
func lastLink(ctx context.Context, q querier, id mandat.OrgID) (l link, err error) {
	var chain []byte
	err = q.QueryRowContext(ctx, "SELECT version, position, chain FROM mandat_change WHERE org = ? ORDER BY version DESC LIMIT 1", []byte(id)).
		Scan(&l.version, &l.position, &chain)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return link{}, nil
	case err != nil:
		return link{}, err
	case len(chain) != len(l.head):
		return link{}, fmt.Errorf("version %d: %w", l.version, errChain)
	}
	l.head = mandat.ChainHash(chain)
	return l, nil
}
