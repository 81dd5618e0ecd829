// Package sqlite keeps organisations in an SQLite database: in a file of their own, or
// beside the tables of a service.
//
//	store, err := sqlite.Open(ctx, "mandat.db")
//	directory, err := mandat.Open(ctx, store, policy)
//
// What is acknowledged is on the disk. Several processes can use one file.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"

	"github.com/mandat-go/mandat"
	_ "modernc.org/sqlite" // the driver
)

// Store is a mandat.Store in an SQLite database. It is safe for concurrent use. The
// zero Store is not usable.
type Store struct {
	db   *sql.DB
	mine bool // opened here, and to be closed here
}

var _ mandat.Store = (*Store)(nil)

// Open opens the database in a file, and makes it if there is none. Close lets go of
// it.
func Open(ctx context.Context, file string) (*Store, error) {
	db, err := sql.Open("sqlite", dsn(file))
	if err != nil {
		return nil, fmt.Errorf("sqlite: %s: %w", file, err)
	}
	s, err := New(ctx, db)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("sqlite: %s: %w", file, err), db.Close())
	}
	s.mine = true
	return s, nil
}

// dsn names a file with what every connection needs: to wait for others, to be on the
// disk before it says so, and to begin a change by locking out others.
func dsn(file string) string {
	options := url.Values{
		"_pragma": {"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)"},
		"_txlock": {"immediate"},
	}
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: file}).EscapedPath(), RawQuery: options.Encode()}).String()
}

// New returns a store in a database that the service has opened, and brings the schema
// up to date: its tables begin with "mandat_". The database stays the service's to
// close. It should wait for others (busy_timeout), and begin transactions with
// IMMEDIATE: otherwise Append can fail with SQLITE_BUSY where it could have waited.
func New(ctx context.Context, db *sql.DB) (*Store, error) {
	if err := migrate(ctx, db); err != nil {
		return nil, err
	}
	return &Store{db: db}, nil
}

// Close closes a database that Open opened.
func (s *Store) Close() error {
	if !s.mine {
		return nil
	}
	return s.db.Close()
}
