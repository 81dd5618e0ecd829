package sqlite_test

import (
	"bytes"
	"database/sql"
	"path/filepath"
	"testing"

	"github.com/mandat-go/mandat/sqlite"
)

// newStore is a store in a file, with changes of three events.
func newStore(b *testing.B, changes uint64) *sqlite.Store {
	b.Helper()
	s, err := sqlite.Open(background, filepath.Join(b.TempDir(), "mandat.db"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	for at := range changes {
		if err := s.Append(background, "acme", at, threeOf("acme", at+1)); err != nil {
			b.Fatal(err)
		}
	}
	return s
}

// bareDatabase is a table like the store's, with as many indexes, in a database that is
// as careful.
func bareDatabase(b *testing.B) *sql.DB {
	b.Helper()
	db, err := sql.Open("sqlite", filepath.Join(b.TempDir(), "bare.db")+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	for _, statement := range []string{
		"CREATE TABLE bare (org BLOB NOT NULL, version INTEGER NOT NULL, position INTEGER NOT NULL, chain BLOB NOT NULL, events TEXT NOT NULL, PRIMARY KEY (org, version)) STRICT, WITHOUT ROWID",
		"CREATE UNIQUE INDEX bare_position ON bare (position)",
	} {
		if _, err := db.Exec(statement); err != nil {
			b.Fatal(err)
		}
	}
	return db
}

// text is what the store keeps of a change of three events.
func text(b *testing.B, version uint64) []byte {
	b.Helper()
	var lines [][]byte
	for _, e := range threeOf("acme", version) {
		line, err := e.MarshalJSON()
		if err != nil {
			b.Fatal(err)
		}
		lines = append(lines, line)
	}
	return bytes.Join(lines, []byte("\n"))
}
