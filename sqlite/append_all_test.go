package sqlite_test

import (
	"errors"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/sqlite"
)

// Many changes are stored together or not at all, and are what an Append for each makes
// of them.
func TestAppendAll(t *testing.T) {
	s, err := sqlite.Open(background, filepath.Join(t.TempDir(), "mandat.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var all []mandat.Event
	for v := range uint64(20) {
		events := threeOf("acme", v+1)
		if all = append(all, events...); s.Append(background, "acme", v, events) != nil {
			t.Fatal(v)
		}
	}
	_, head, err := s.Head(background, "acme")
	if err != nil {
		t.Fatal(err)
	}
	all = renamed(all)
	gap := append(append([]mandat.Event{}, all[:30]...), all[33:]...)
	if s.AppendAll(background, "beta", 0, gap) == nil {
		t.Error("changes with one missing are stored")
	}
	if _, err := s.Load(background, "beta", 0); !errors.Is(err, mandat.ErrNotFound) {
		t.Error("those before it are stored:", err)
	}
	if err := s.AppendAll(background, "beta", 0, all); err != nil {
		t.Fatal(err)
	}
	if err := s.AppendAll(background, "beta", 0, all); !errors.Is(err, mandat.ErrConflict) {
		t.Error(err)
	}
	there, err := s.Load(background, "beta", 0)
	if err != nil || !reflect.DeepEqual(all, there) {
		t.Error("others are there than were given", err)
	}
	if version, other, _ := s.Head(background, "beta"); version != 20 || other == head {
		t.Error(version, other)
	}
}

func renamed(events []mandat.Event) []mandat.Event {
	for i := range events {
		events[i].Org = "beta"
	}
	return events
}
