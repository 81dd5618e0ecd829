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
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	"github.com/mandat-go/mandat"
	_ "modernc.org/sqlite" // the driver
)

// Store is a mandat.Store and mandat.Persons in an SQLite database. It is safe for
// concurrent use. The zero Store is not usable.
//
// A store of Open or OpenExisting answers with errors when its file is gone, or another
// one has its name: close it, and open it again.
type Store struct {
	db   *sql.DB
	file *file // nil for a database that the service has opened

	// writing holds one while somebody writes: SQLite lets one write at a time, and who
	// waits here waits without a connection, which a reader can use.
	writing chan struct{}

	// Prepared, because they are asked all the time, and are read faster than parsed.
	loading, following *sql.Stmt
}

var (
	_ mandat.Store   = (*Store)(nil)
	_ mandat.Persons = (*Store)(nil)
)

// Open opens the database in a file, and makes it if there is none. It brings the schema
// up to date. Close lets go of it.
func Open(ctx context.Context, file string) (*Store, error) {
	return open(ctx, file, migrate, url.Values{
		"mode":    {"rwc"},
		"_pragma": {"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)"},
	})
}

// OpenExisting opens the database in a file as Open does, but makes and alters nothing
// by itself. It is an error that is fs.ErrNotExist if there is no such file, and another
// error if the file has no organisations, or has them in the schema of an earlier version,
// which Open would bring up to date. What a service goes on using can be read so.
func OpenExisting(ctx context.Context, file string) (*Store, error) {
	return open(ctx, file, isCurrent, url.Values{
		"mode":    {"rw"},
		"_pragma": {"busy_timeout(10000)", "synchronous(FULL)"},
	})
}

// open opens a file with what every connection needs: to wait for others, to be on the
// disk before it says so, and to begin a change by locking out others.
func open(ctx context.Context, name string, prepare func(context.Context, *sql.DB) error, options url.Values) (*Store, error) {
	s, err := opened(ctx, name, prepare, options)
	if err != nil {
		return nil, fmt.Errorf("sqlite: %s: %w", name, err)
	}
	return s, nil
}

// maxConns is how many connections a file is read by at once; each takes some of the
// files that a process may open.
const maxConns = 64

func opened(ctx context.Context, name string, prepare func(context.Context, *sql.DB) error, options url.Values) (*Store, error) {
	path, err := filepath.Abs(name)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(path); options.Get("mode") == "rw" && err != nil {
		return nil, err
	}
	options.Set("_txlock", "immediate")
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?"+options.Encode())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(maxConns)
	db.SetMaxIdleConns(maxConns / 4)
	s, err := newStore(ctx, db, prepare)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	s.file = &file{path, info}
	return s, nil
}

// New returns a store in a database that the service has opened, and brings the schema
// up to date: its tables begin with "mandat_". The database stays the service's to
// close. It should wait for others (busy_timeout), and begin transactions with
// IMMEDIATE: otherwise Append can fail with SQLITE_BUSY where it could have waited.
func New(ctx context.Context, db *sql.DB) (*Store, error) {
	s, err := newStore(ctx, db, migrate)
	if err != nil {
		return nil, fmt.Errorf("sqlite: %w", err)
	}
	return s, nil
}

func newStore(ctx context.Context, db *sql.DB, prepare func(context.Context, *sql.DB) error) (*Store, error) {
	if err := prepare(ctx, db); err != nil {
		return nil, err
	}
	loading, err := db.PrepareContext(ctx, loadStatement)
	if err != nil {
		return nil, err
	}
	following, err := db.PrepareContext(ctx, followStatement)
	if err != nil {
		return nil, errors.Join(err, loading.Close())
	}
	return &Store{db: db, writing: make(chan struct{}, 1), loading: loading, following: following}, nil
}

// Close lets go of the database, and closes one that Open or OpenExisting opened.
func (s *Store) Close() error {
	err := errors.Join(s.loading.Close(), s.following.Close())
	if s.file == nil {
		return err
	}
	return errors.Join(err, s.db.Close())
}

// connWriting returns the connection that writes, when nobody else of this store does.
func (s *Store) connWriting(ctx context.Context) (c *sql.Conn, done func(), err error) {
	select {
	case s.writing <- struct{}{}:
	case <-ctx.Done():
		return nil, nil, ctx.Err()
	}
	c, err = s.db.Conn(ctx)
	if err != nil {
		<-s.writing
		return nil, nil, err
	}
	return c, func() { _ = c.Close(); <-s.writing }, nil
}

// said returns the error of what was done, with words on what that was. Where the file
// is no longer the one that was opened nothing counts that the database said.
func (s *Store) said(err error, format string, words ...any) error {
	if other := s.file.changed(); other != nil {
		err = other
	}
	if err == nil {
		return nil
	}
	return fmt.Errorf("sqlite: %s: %w", fmt.Sprintf(format, words...), err)
}

// file is what was opened. SQLite goes on with a file whose name was taken away, and
// nobody would ever find again what is stored there; it gives new connections the file
// that has the name now, and would mix both.
type file struct {
	path string
	info fs.FileInfo
}

// changed tells whether the name no longer leads to the file.
func (f *file) changed() error {
	if f == nil {
		return nil
	}
	now, err := os.Stat(f.path)
	switch {
	case err != nil:
		return fmt.Errorf("the file is gone since it was opened: %w", err)
	case !os.SameFile(f.info, now):
		return errors.New("another file has taken the place of the one that was opened: close the store and open it again")
	}
	return nil
}
