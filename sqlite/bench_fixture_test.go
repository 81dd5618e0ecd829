package sqlite_test

import (
	"database/sql"
	"path/filepath"
	"testing"

	"github.com/mandat-go/mandat/sqlite"
)

func newStore(b *testing.B) *sqlite.Store {
	b.Helper()
	s, err := sqlite.Open(background, filepath.Join(b.TempDir(), "mandat.db"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	return s
}

// bareDatabase is a table like the store's, in a database that is as careful.
func bareDatabase(b *testing.B) *sql.DB {
	b.Helper()
	db, err := sql.Open("sqlite", filepath.Join(b.TempDir(), "bare.db")+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	if _, err := db.Exec("CREATE TABLE bare (org BLOB NOT NULL, version INTEGER NOT NULL, events TEXT NOT NULL, PRIMARY KEY (org, version)) STRICT, WITHOUT ROWID"); err != nil {
		b.Fatal(err)
	}
	return db
}
