package sqlite_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/sqlite"
)

var background = context.Background()

// threeOf makes a change of three events.
func threeOf(id mandat.OrgID, version uint64) []mandat.Event {
	var events []mandat.Event
	for i := range 3 {
		events = append(events, mandat.Event{Org: id, Version: version, Step: i + 1, Of: 3, At: time.Unix(0, 0).UTC(), By: "anna", Through: "web",
			What: mandat.UnitAdded{Unit: mandat.Unit{ID: mandat.UnitID(fmt.Sprintf("unit-%d-%d", version, i)), Structure: "tree"}}})
	}
	return events
}

// opened is a store in a new file with three changes, and the same file as a database.
func opened(t *testing.T) (*sqlite.Store, *sql.DB, string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "mandat.db")
	s, err := sqlite.Open(background, file)
	must(t, err)
	t.Cleanup(func() { _ = s.Close() })
	appends(t, s, "acme", 0, 3)
	return s, database(t, file, ""), file
}

// database is a file as a service opens it.
func database(t *testing.T, file, options string) *sql.DB {
	t.Helper()
	if !strings.Contains(options, "busy_timeout") {
		options += "&_pragma=busy_timeout(10000)"
	}
	db, err := sql.Open("sqlite", file+"?"+options)
	must(t, err)
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// appends stores changes of three events, the versions after at.
func appends(t *testing.T, s *sqlite.Store, id mandat.OrgID, at, n uint64) {
	t.Helper()
	for v := at; v < at+n; v++ {
		must(t, s.Append(background, id, v, threeOf(id, v+1)))
	}
}

// isBeginning reports whether events are the first of those that were appended, whole
// changes only, and of how many.
func isBeginning(id mandat.OrgID, events []mandat.Event) (changes uint64, ok bool) {
	for len(events) >= 3 && reflect.DeepEqual(events[:3], threeOf(id, changes+1)) {
		events = events[3:]
		changes++
	}
	return changes, len(events) == 0
}

// does runs a statement that must work.
func does(t *testing.T, db *sql.DB, statement string, args ...any) {
	t.Helper()
	if _, err := db.Exec(statement, args...); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// saying holds an error against words that must be in it.
func saying(t *testing.T, err error, words ...string) {
	t.Helper()
	for _, w := range words {
		if err == nil || !strings.Contains(err.Error(), w) {
			t.Errorf("got error %v; want one with %q", err, w)
		}
	}
}

// written puts bytes into a file, in the place of all that was there.
func written(t *testing.T, file string, content []byte) {
	t.Helper()
	must(t, os.WriteFile(file, content, 0o600))
}
