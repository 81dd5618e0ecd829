package sqlite_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/mandat-go/mandat"
)

// Events of every kind are stored as doc/events.md shows them, and come back as they were.
func TestEveryKindOfEvent(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "testdata", "events.json"))
	must(t, err)
	s, db, _ := opened(t)
	does(t, db, "DELETE FROM mandat_change")
	var want []string
	for line := range bytes.Lines(text) {
		line = bytes.TrimRight(bytes.TrimSpace(line), ",")
		if len(line) < 2 {
			continue // the brackets
		}
		var e mandat.Event
		must(t, e.UnmarshalJSON(line))
		must(t, s.Append(background, e.Org, e.Version-1, []mandat.Event{e}))
		want = append(want, string(line))
	}
	events, err := s.Load(background, "acme", 0)
	must(t, err)
	if len(events) != len(want) || len(want) < 32 {
		t.Fatalf("got %d events; want %d, and at least 32", len(events), len(want))
	}
	for i, e := range events {
		again, err := e.MarshalJSON()
		must(t, err)
		var stored string
		must(t, db.QueryRow("SELECT events FROM mandat_change WHERE version = ?", i+1).Scan(&stored))
		if string(again) != want[i] || stored != want[i] {
			t.Errorf("got %s\nstored %s\nwant %s", again, stored, want[i])
		}
	}
}

// What a later version of the library wrote is refused, whole.
func TestNewerFormat(t *testing.T) {
	s, db, _ := opened(t)
	var text string
	must(t, db.QueryRow("SELECT events FROM mandat_change WHERE version = 2").Scan(&text))
	newer := bytes.Replace([]byte(text), []byte(`{"format":1,`), []byte(`{"format":2,`), 1)
	does(t, db, "DELETE FROM mandat_change WHERE version > 1")
	_, head, err := s.Head(background, "acme")
	must(t, err)
	head = head.Next(bytes.Split(newer, []byte("\n"))...)
	does(t, db, "INSERT INTO mandat_change (org, version, position, chain, events) VALUES (?, 2, 2, ?, ?)", []byte("acme"), head[:], string(newer))
	events, err := s.Load(background, "acme", 0)
	saying(t, err, `organisation "acme"`, "version 2: ", "format 2")
	if len(events) > 0 {
		t.Errorf("got %d events of a history that cannot be read", len(events))
	}
}
