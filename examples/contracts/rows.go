package main

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/examples/contracts/rules"
	"github.com/mandat-go/mandat/sqlfilter"
)

//go:embed schema.sql
var schema string

// errStale tells that a row has another version than the one that was looked at.
var errStale = errors.New("the contract has changed since it was looked at")

// rows are the service's own tables.
type rows struct {
	db        *sql.DB
	contracts *sqlfilter.Table
}

// openDatabase opens a file as package sqlite asks for: a change waits for others, and
// locks them out from its beginning.
func openDatabase(file string) (*sql.DB, error) {
	path, err := filepath.Abs(file)
	if err != nil {
		return nil, err
	}
	options := url.Values{
		"_txlock": {"immediate"},
		"_pragma": {"busy_timeout(10000)", "journal_mode(WAL)", "foreign_keys(1)"},
	}
	return sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?"+options.Encode())
}

// contract loads a row with its lists; sql.ErrNoRows if there is none.
func (t *rows) contract(ctx context.Context, org mandat.OrgID, id mandat.ResourceID) (*contract, error) {
	c := &contract{Org: org, ID: id}
	var unit, responsible, deputy, set sql.NullString
	var hasRead, hasEdit bool
	err := t.db.QueryRowContext(ctx, `
		SELECT name, unit, status, responsible, deputy, contract_set, has_read, has_edit, version
		FROM contracts WHERE org = ? AND id = ?`, org, id).
		Scan(&c.Name, &unit, &c.Status, &responsible, &deputy, &set, &hasRead, &hasEdit, &c.Version)
	if err != nil {
		return nil, err
	}
	c.Unit, c.Responsible, c.Deputy = mandat.UnitID(unit.String), mandat.PersonID(responsible.String), mandat.PersonID(deputy.String)
	const entries = "SELECT kind, name FROM contract_entries WHERE org = ? AND contract = ? AND action = ? ORDER BY kind, name"
	if c.Read, err = t.list(ctx, hasRead, entries, org, id, rules.Read); err != nil {
		return nil, err
	}
	if c.Edit, err = t.list(ctx, hasEdit, entries, org, id, rules.Edit); err != nil {
		return nil, err
	}
	if set.Valid {
		c.Set, err = t.set(ctx, org, mandat.ResourceID(set.String))
	}
	return c, err
}

func (t *rows) set(ctx context.Context, org mandat.OrgID, id mandat.ResourceID) (*contractSet, error) {
	s := &contractSet{Org: org, ID: id}
	var unit sql.NullString
	var hasRead, hasEdit bool
	err := t.db.QueryRowContext(ctx, "SELECT name, unit, has_read, has_edit FROM contract_sets WHERE org = ? AND id = ?", org, id).
		Scan(&s.Name, &unit, &hasRead, &hasEdit)
	if err != nil {
		return nil, fmt.Errorf("contract set %s: %w", id, err)
	}
	s.Unit = mandat.UnitID(unit.String)
	const entries = "SELECT kind, name FROM set_entries WHERE org = ? AND contract_set = ? AND action = ? ORDER BY kind, name"
	if s.Read, err = t.list(ctx, hasRead, entries, org, id, rules.Read); err != nil {
		return nil, err
	}
	s.Edit, err = t.list(ctx, hasEdit, entries, org, id, rules.Edit)
	return s, err
}

// list loads an access list, if the row has one.
func (t *rows) list(ctx context.Context, has bool, query string, args ...any) (mandat.ACL, error) {
	if !has {
		return mandat.NoACL(), nil
	}
	var entries []mandat.Listed
	for e, err := range each(ctx, t.db, scanEntry, query, args...) {
		if err != nil {
			return mandat.ACL{}, err
		}
		entries = append(entries, e)
	}
	return mandat.Only(entries...), nil
}

func scanEntry(row *sql.Rows) (mandat.Listed, error) {
	var kind, name string
	if err := row.Scan(&kind, &name); err != nil {
		return mandat.Listed{}, err
	}
	for k, word := range kinds() {
		if word == kind {
			return mandat.Listed{Kind: k, Name: name}, nil
		}
	}
	return mandat.Listed{}, fmt.Errorf("an access list has an entry of kind %q", kind)
}

// kinds are the words for the kinds of entries, which sqlfilter reads, too.
func kinds() map[mandat.ListedKind]string {
	return map[mandat.ListedKind]string{
		mandat.ListedEverybody: "everybody",
		mandat.ListedRelation:  "relation",
		mandat.ListedUnit:      "unit",
		mandat.ListedGroup:     "group",
		mandat.ListedPerson:    "person",
	}
}

// names returns what the units and groups of an organisation are called.
func (t *rows) names(ctx context.Context, org mandat.OrgID) (map[string]string, error) {
	all := make(map[string]string)
	for pair, err := range each(ctx, t.db, scanPair, "SELECT id, name FROM names WHERE org = ?", org) {
		if err != nil {
			return nil, err
		}
		all[pair[0]] = pair[1]
	}
	return all, nil
}

func scanPair(row *sql.Rows) (pair [2]string, err error) {
	err = row.Scan(&pair[0], &pair[1])
	return pair, err
}
