package sqlite_test

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/sqlite"
	"github.com/mandat-go/mandat/storetest"
)

func TestContract(t *testing.T) {
	storetest.RunDurable(t, func(t *testing.T, place string) (mandat.Store, func() error) { return storeAt(t, place) })
}

func TestPersons(t *testing.T) {
	storetest.RunDurablePersons(t, func(t *testing.T, place string) (mandat.Persons, func() error) { return storeAt(t, place) })
}

func storeAt(t *testing.T, place string) (*sqlite.Store, func() error) {
	t.Helper()
	s, err := sqlite.Open(context.Background(), filepath.Join(place, "mandat.db"))
	if err != nil {
		t.Fatal(err)
	}
	return s, s.Close
}
