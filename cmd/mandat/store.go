package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
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

// openStore opens the store that -store names. Whoever only reads makes none, neither a
// file nor tables in a database of something else.
func openStore(ctx context.Context, w world) (*sqlite.Store, error) {
	file, err := storeFile(w.store)
	if err != nil {
		return nil, err
	}
	if err := holdsStore(ctx, file); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return sqlite.Open(ctx, file)
}

// makeStore opens the store that -store names, and makes it where there is none.
func makeStore(ctx context.Context, w world) (*sqlite.Store, error) {
	file, err := storeFile(w.store)
	if err != nil {
		return nil, err
	}
	if err := isDatabase(file); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return sqlite.Open(ctx, file)
}

var errNoStoreIn = errors.New(`there is no store of mandat in it ("mandat import" makes one)`)

// holdsStore reports what keeps a file from being a store.
func holdsStore(ctx context.Context, file string) error {
	if err := isDatabase(file); err != nil {
		return err
	}
	name := url.URL{Scheme: "file", Opaque: (&url.URL{Path: file}).EscapedPath(), RawQuery: "mode=rw&_pragma=busy_timeout(10000)"}
	db, err := sql.Open("sqlite", name.String())
	if err != nil {
		return err
	}
	defer db.Close()
	var tables int
	if err := db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema WHERE name = 'mandat_schema'").Scan(&tables); err != nil {
		return err
	}
	if tables == 0 {
		return errNoStoreIn
	}
	return nil
}

// isDatabase reports what keeps a file from being a database.
func isDatabase(file string) error {
	info, err := os.Stat(file)
	switch {
	case err != nil:
		return cause(err)
	case info.IsDir():
		return errors.New("it is a folder: expected the file of a database")
	}
	return nil
}

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
