package sqlite_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/sqlite"
)

// What somebody altered in the file is an error, and never a part of an organisation.
func TestDamage(t *testing.T) {
	for name, c := range map[string]struct{ statement, want string }{
		"a version that is gone":    {"DELETE FROM mandat_change WHERE version = 2", "version 2 is missing"},
		"the first that is gone":    {"DELETE FROM mandat_change WHERE version = 1", "version 1 is missing"},
		"a text cut short":          {"UPDATE mandat_change SET events = substr(events, 1, 40) WHERE version = 2", "version 2: the chain is broken"},
		"no events":                 {"UPDATE mandat_change SET events = '' WHERE version = 2", "version 2: the chain is broken"},
		"events of another version": {"UPDATE mandat_change SET events = (SELECT events FROM mandat_change WHERE version = 3) WHERE version = 2", "version 2: the chain is broken"},
		"the table is gone":         {"DROP TABLE mandat_change", "no such table"},
	} {
		s, db, _ := opened(t)
		if _, err := db.Exec(c.statement); err != nil {
			t.Fatal(name, err)
		}
		events, err := s.Load(background, "acme", 0)
		if err == nil || !strings.Contains(err.Error(), c.want) || len(events) > 0 || errors.Is(err, mandat.ErrNotFound) {
			t.Errorf("%s: got %d events, %v; want an error with %q", name, len(events), err, c.want)
		}
		if ids, err := s.Orgs(background); name != "the table is gone" && (err != nil || len(ids) != 1) {
			t.Errorf("%s: got organisations %q, %v; want the one that is damaged", name, ids, err)
		}
	}
}

// A file of a later version, and one that is no database, are refused.
func TestOpenRefuses(t *testing.T) {
	s, db, file := opened(t)
	if _, err := db.Exec("INSERT INTO mandat_schema (step) VALUES (7)"); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	_, err := sqlite.Open(background, file)
	if want := "the schema is of a later version, 7: this program knows it up to 3"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v; want %q", err, want)
	}
	other := filepath.Join(t.TempDir(), "other.db")
	if err := os.WriteFile(other, []byte(strings.Repeat("not a database ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := sqlite.Open(background, other); err == nil || !strings.Contains(err.Error(), "not a database") {
		t.Errorf("got %v; want that it is not a database", err)
	}
	if _, err := sqlite.Open(background, filepath.Join(t.TempDir(), "no", "folder", "mandat.db")); err == nil {
		t.Error("a file in a folder that is not there is opened")
	}
}

// Names of files are no options, and what stands in them is kept.
func TestFilesOfAnyName(t *testing.T) {
	for _, name := range []string{"a?mode=memory", "a#b", "a%20b", "å b", "'a';--"} {
		file := filepath.Join(t.TempDir(), name)
		s, err := sqlite.Open(background, file)
		if err != nil {
			t.Fatal(name, err)
		}
		if err := s.Append(background, "acme", 0, threeOf("acme", 1)); err != nil {
			t.Error(name, err)
		}
		if err := s.Close(); err != nil {
			t.Error(name, err)
		}
		if _, err := os.Stat(file); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// Those who open a new file at the same time all get it.
func TestOpenAtOnce(t *testing.T) {
	file := filepath.Join(t.TempDir(), "mandat.db")
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			s, err := sqlite.Open(background, file)
			if err != nil {
				t.Error(err)
				return
			}
			_, err = s.Orgs(background)
			if err := errors.Join(err, s.Close()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}

// A change is stored with the service's own rows, or neither is.
func TestAppendTx(t *testing.T) {
	s, db, _ := opened(t)
	if _, err := db.Exec("CREATE TABLE note (text TEXT)"); err != nil {
		t.Fatal(err)
	}
	for _, keep := range []bool{false, true} {
		tx, err := db.Begin()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tx.Exec("INSERT INTO note VALUES ('a change')"); err != nil {
			t.Fatal(err)
		}
		if err := sqlite.AppendTx(background, tx, "acme", 1, threeOf("acme", 2)); !errors.Is(err, mandat.ErrConflict) {
			t.Errorf("got %v; want a conflict", err)
		}
		if err := sqlite.AppendTx(background, tx, "acme", 3, threeOf("acme", 4)); err != nil {
			t.Fatal(err)
		}
		end := tx.Rollback
		if keep {
			end = tx.Commit
		}
		if err := end(); err != nil {
			t.Fatal(err)
		}
		events, err := s.Load(background, "acme", 3)
		if err != nil || (len(events) == 3) != keep {
			t.Errorf("kept %v: got %d events, %v", keep, len(events), err)
		}
	}
}

// A file that is there is opened as it is, and nothing is made or brought up to date.
func TestOpenExisting(t *testing.T) {
	folder := t.TempDir()
	missing := filepath.Join(folder, "missing.db")
	_, err := sqlite.OpenExisting(background, missing)
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v; want that there is no such file", err)
	}
	empty := filepath.Join(folder, "empty.db")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = sqlite.OpenExisting(background, empty)
	if want := "there are no organisations in this database"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v; want %q", err, want)
	}
	if info, err := os.Stat(empty); err != nil || info.Size() > 0 {
		t.Errorf("an empty file is written to: %v", err)
	}
	if files, err := os.ReadDir(folder); err != nil || len(files) != 1 {
		t.Errorf("got files %v, %v; want the empty one alone", files, err)
	}
	s, db, file := opened(t)
	again, err := sqlite.OpenExisting(background, file)
	if err != nil {
		t.Fatal(err)
	}
	events, err := again.Load(background, "acme", 0)
	if err != nil || len(events) != 9 {
		t.Errorf("got %d events, %v", len(events), err)
	}
	if err := errors.Join(again.Append(background, "acme", 3, threeOf("acme", 4)), again.Close(), s.Close()); err != nil {
		t.Error(err)
	}
	if _, err := db.Exec("DELETE FROM mandat_schema WHERE step > 1"); err != nil {
		t.Fatal(err)
	}
	_, err = sqlite.OpenExisting(background, file)
	if want := "the schema is of an earlier version, 1: this program knows version 3"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v; want %q", err, want)
	}
}
