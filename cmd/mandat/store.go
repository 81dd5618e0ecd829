package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/sqlite"
)

// storeFile returns the file of the database that -store names.
func storeFile(name string) (string, error) {
	kind, file, found := strings.Cut(name, ":")
	switch {
	case !found:
		return "", usagef("-store %s: expected sqlite:FILE", name)
	case kind != "sqlite":
		return "", usagef("-store %s: there are no stores of the kind %q: expected sqlite:FILE", name, kind)
	case file == "":
		return "", usagef("-store %s: the file is missing: expected sqlite:FILE", name)
	}
	return file, nil
}

// openStore opens the store that -store names, to read it: nothing is made there and
// nothing altered, also not the schema of an earlier version.
func openStore(ctx context.Context, w world) (*sqlite.Store, error) {
	return storeBy(ctx, w, sqlite.OpenExisting)
}

// makeStore opens the store that -store names, and makes it where there is none.
func makeStore(ctx context.Context, w world) (*sqlite.Store, error) {
	return storeBy(ctx, w, sqlite.Open)
}

func storeBy(ctx context.Context, w world, open func(context.Context, string) (*sqlite.Store, error)) (*sqlite.Store, error) {
	file, err := storeFile(w.store)
	if err != nil {
		return nil, err
	}
	if info, err := os.Stat(file); err == nil && info.IsDir() {
		return nil, fmt.Errorf("%s: it is a folder: expected the file of a database", file)
	}
	s, err := open(ctx, file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: %w (mandat import makes a store)", file, cause(err))
	}
	return s, err
}

// reading is a store of which nothing is changed: a directory would keep snapshots.
type reading struct{ mandat.Store }

func (reading) KeepSnapshot(context.Context, mandat.OrgID, uint64, []byte) error { return nil }

// orgsOf returns the organisations that a command is about: the one that is named, or
// all of them.
func orgsOf(ctx context.Context, s mandat.Store, named string) ([]mandat.OrgID, error) {
	all, err := s.Orgs(ctx)
	if err != nil || named == "" {
		return all, err
	}
	for _, id := range all {
		if id == mandat.OrgID(named) {
			return []mandat.OrgID{id}, nil
		}
	}
	return nil, noSuchOrg(named, all)
}

// oneOrg returns the organisation that is named, or the only one.
func oneOrg(ctx context.Context, s mandat.Store, named string) (mandat.OrgID, error) {
	all, err := orgsOf(ctx, s, named)
	switch {
	case err != nil:
		return "", err
	case len(all) == 0:
		return "", errors.New("there is no organisation in the store")
	case len(all) > 1:
		return "", usagef("there are %d organisations in the store: say which one with -org: %s", len(all), some(all))
	}
	return all[0], nil
}

func noSuchOrg(named string, all []mandat.OrgID) error {
	if len(all) == 0 {
		return fmt.Errorf("there is no organisation %s in the store, nor any other", word(named))
	}
	return fmt.Errorf("there is no organisation %s in the store: it has %s", word(named), some(all))
}

// some names organisations, and of many the first ones.
func some(all []mandat.OrgID) string {
	const most = 8
	names := each(all[:min(most, len(all))], func(id mandat.OrgID) string { return word(string(id)) })
	if len(all) > most {
		names = append(names, "...")
	}
	return strings.Join(names, ", ")
}

// bare returns the sentence of an error of the library, before which mandat stands
// already.
func bare(err error) string { return strings.TrimPrefix(err.Error(), "mandat: ") }
