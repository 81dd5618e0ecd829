package sqlite_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/sqlite"
)

// A disk that is full is an error, with nothing stored in part; what is there is read, and
// when there is room again all goes on.
func TestFullDisk(t *testing.T) {
	db := database(t, filepath.Join(t.TempDir(), "mandat.db"), "&_pragma=journal_mode(WAL)")
	db.SetMaxOpenConns(1) // max_page_count is of the connection
	s, err := sqlite.New(background, db)
	must(t, err)
	must(t, s.SetFacts(background, "anna", map[string]string{"name": "Anna"}))
	must(t, s.KeepSnapshot(background, "acme", 1, snapshotOf(1)))
	var pages int
	must(t, db.QueryRow("PRAGMA page_count").Scan(&pages))
	does(t, db, fmt.Sprintf("PRAGMA max_page_count = %d", pages+2))

	version := uint64(0)
	for err == nil && version < 1000 {
		if err = s.Append(background, "acme", version, threeOf("acme", version+1)); err == nil {
			version++
		}
	}
	for _, err := range []error{err, s.Append(background, "acme", version, big(version+1)), s.Append(background, "beta", 0, big(1)),
		s.KeepSnapshot(background, "acme", 9, []byte(strings.Repeat("x", 1<<20))),
		s.SetFacts(background, "anna", map[string]string{"name": strings.Repeat("x", 1<<20)})} {
		saying(t, err, "sqlite: ", "database or disk is full")
	}
	if n := has(t, s, "acme", version); n != version || version < 2 {
		t.Errorf("%d changes are there of %d, and there was room for two", n, version)
	}
	if ids, err := s.Orgs(background); err != nil || len(ids) != 1 {
		t.Errorf("got %q, %v", ids, err)
	}
	mark := followed(t, s, 0, version)
	if v, err := versionKept(s, "acme"); err != nil || v != 1 {
		t.Errorf("the snapshot is of version %d, %v", v, err)
	}
	if facts, err := s.Facts(background, "anna"); err != nil || facts["name"] != "Anna" {
		t.Errorf("got %.100q, %v", facts, err)
	}

	does(t, db, "PRAGMA max_page_count = 1000000")
	appends(t, s, "acme", version, 5)
	has(t, s, "acme", version+5)
	followed(t, s, mark, version+5)
}

// big is a change that needs many pages.
func big(version uint64) []mandat.Event {
	e := threeOf("acme", version)[0]
	if version == 1 {
		e.Org = "beta"
	}
	e.Of = 1
	e.What = mandat.UnitAdded{Unit: mandat.Unit{ID: mandat.UnitID(strings.Repeat("long", 50_000)), Structure: "tree"}}
	return []mandat.Event{e}
}

// Erase writes the facts of others anew, and needs room for that: without it nobody is
// erased, and no other is lost.
func TestEraseOnAFullDisk(t *testing.T) {
	db := database(t, filepath.Join(t.TempDir(), "mandat.db"), "&_pragma=journal_mode(WAL)")
	db.SetMaxOpenConns(1)
	s, err := sqlite.New(background, db)
	must(t, err)
	value := strings.Repeat("x", 3000)
	for i := range 50 {
		must(t, s.SetFacts(background, mandat.PersonID(fmt.Sprint(i)), map[string]string{"fact": value}))
	}
	var pages int
	must(t, db.QueryRow("PRAGMA page_count").Scan(&pages))
	does(t, db, fmt.Sprintf("PRAGMA max_page_count = %d", pages))
	saying(t, s.Erase(background, "7"), `erase person "7"`, "database or disk is full")
	for i := range 50 {
		if facts, err := s.Facts(background, mandat.PersonID(fmt.Sprint(i))); err != nil || facts["fact"] != value {
			t.Errorf("of person %d there are %d facts, %v", i, len(facts), err)
		}
	}
	does(t, db, "PRAGMA max_page_count = 1000000")
	must(t, s.Erase(background, "7"))
}

// untilFull appends to a store that runs out of room, makes room, and appends again.
func untilFull(s *sqlite.Store, room func() error) error {
	var err error
	version := uint64(0)
	for err == nil && version < 10_000 {
		if err = s.Append(background, "acme", version, threeOf("acme", version+1)); err == nil {
			version++
		}
	}
	if err == nil || errors.Is(err, mandat.ErrConflict) {
		return fmt.Errorf("there was room for all: %w", err)
	}
	events, err := s.Load(background, "acme", 0)
	if changes, ok := isBeginning("acme", events); err != nil || !ok || changes != version {
		return fmt.Errorf("when it is full %d changes are there of %d: %w", changes, version, err)
	}
	if err := room(); err != nil {
		return err
	}
	for range 10 {
		if err := s.Append(background, "acme", version, threeOf("acme", version+1)); err != nil {
			return fmt.Errorf("when there is room again: %w", err)
		}
		version++
	}
	fmt.Println(version)
	return errors.Join(s.Close(), errDone)
}
