package sqlite_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/sqlite"
)

// oldFile makes a database that has taken the first step of the schema only, with
// changes in it.
func oldFile(t *testing.T, file string, changes int) {
	t.Helper()
	first, err := os.ReadFile(filepath.Join("migrations", "0001_changes.sql"))
	must(t, err)
	db := database(t, file, "&_pragma=journal_mode(WAL)")
	does(t, db, string(first))
	does(t, db, "CREATE TABLE mandat_schema (step INTEGER PRIMARY KEY) STRICT")
	does(t, db, "INSERT INTO mandat_schema (step) VALUES (1)")
	tx, err := db.Begin()
	must(t, err)
	for v := range uint64(changes) {
		must(t, sqlite.AppendTx(background, tx, "acme", v, threeOf("acme", v+1)))
	}
	must(t, tx.Commit())
	must(t, db.Close())
}

// A database of the first step is brought up to date, and has all that it had.
func TestOldSchema(t *testing.T) {
	file := filepath.Join(t.TempDir(), "mandat.db")
	oldFile(t, file, 5)
	_, err := sqlite.OpenExisting(background, file)
	saying(t, err, "the schema is of an earlier version, 1: this program knows version 3")
	for range 2 {
		s, err := sqlite.Open(background, file)
		must(t, err)
		if n := has(t, s, "acme", 5); n != 5 {
			t.Errorf("%d changes of 5 are there", n)
		}
		followed(t, s, 0, 5)
		must(t, s.KeepSnapshot(background, "acme", 5, []byte("x")))
		must(t, s.SetFacts(background, "anna", map[string]string{"name": "Anna"}))
		must(t, s.Erase(background, "anna"))
		must(t, s.Close())
	}
}

// Of processes that open an old or a new file at once one migrates, and all get it.
func TestProcessesOpenAtOnce(t *testing.T) {
	for _, changes := range []int{0, 50} {
		file := filepath.Join(t.TempDir(), "mandat.db")
		if changes > 0 {
			oldFile(t, file, changes)
		}
		var all []*process
		for range 6 {
			all = append(all, start(t, "open", file, ""))
		}
		for _, p := range all {
			for p.out.Scan() {
				if p.out.Text() != "done" {
					t.Errorf("another process says: %s", p.out.Text())
				}
			}
			_ = p.cmd.Wait()
		}
		db := database(t, file, "")
		var steps int
		must(t, db.QueryRow("SELECT count(*) FROM mandat_schema").Scan(&steps))
		if steps != 3 {
			t.Errorf("%d steps were taken", steps)
		}
		s, err := sqlite.New(background, db)
		must(t, err)
		if changes > 0 {
			has(t, s, "acme", uint64(changes))
		}
	}
}

// A service has a schema of its own beside the store's, counted as it likes.
func TestBesideAService(t *testing.T) {
	db := database(t, filepath.Join(t.TempDir(), "service.db"), "")
	does(t, db, "CREATE TABLE note (text TEXT)")
	does(t, db, "PRAGMA user_version = 7")
	s, err := sqlite.New(background, db)
	must(t, err)
	appends(t, s, "acme", 0, 1)
	must(t, s.Close()) // which leaves the service its database
	s, err = sqlite.New(background, db)
	must(t, err)
	var version int
	must(t, db.QueryRow("PRAGMA user_version").Scan(&version))
	if ids, err := s.Orgs(background); err != nil || version != 7 || len(ids) != 1 || ids[0] != mandat.OrgID("acme") {
		t.Errorf("got user_version %d, organisations %q, %v", version, ids, err)
	}
}
