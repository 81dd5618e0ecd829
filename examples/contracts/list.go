package main

import (
	"context"
	"database/sql"
	"strings"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/examples/contracts/rules"
	"github.com/mandat-go/mandat/sqlfilter"
)

// pageSize is how many contracts a page of the list has.
const pageSize = 20

// listing is one page of the contracts that somebody may read.
type listing struct {
	Search string
	Rows   []listed
	// Total is how many there are, Editable of how many of them they may change the status.
	Total, Editable int
	// Paged tells that there are pages before this one.
	Paged bool
	// Next is the cursor of the next page, "" after the last one.
	Next string
}

// listed is a row of the list: what a page shows of it, without its access lists.
type listed struct {
	ID          mandat.ResourceID
	Name        string
	Unit        mandat.UnitID
	Status      mandat.Status
	Responsible mandat.PersonID
}

// list returns the page after a cursor, "" for the first one. Which rows there are is
// decided in the query; no row is read and then hidden.
func (s *service) list(ctx context.Context, v mandat.View, org mandat.OrgID, search, cursor string) (*listing, error) {
	filter := v.Filter(rules.TypeContract, rules.Read)
	after, err := s.after(filter, search, cursor)
	if err != nil {
		return nil, err
	}
	l := &listing{Search: search, Paged: cursor != ""}
	if l.Total, err = s.count(ctx, filter, org, search); err != nil {
		return nil, err
	}
	if l.Editable, err = s.count(ctx, v.Filter(rules.TypeContract, rules.ChangeStatus), org, search); err != nil {
		return nil, err
	}
	where, args, err := s.where(filter, org, search)
	if err != nil {
		return nil, err
	}
	query := "SELECT id, name, unit, status, responsible FROM contracts WHERE " + where + " AND id > ? ORDER BY id LIMIT ?"
	for row, err := range each(ctx, s.rows.db, scanListed, query, append(args, after, pageSize+1)...) {
		if err != nil {
			return nil, err
		}
		l.Rows = append(l.Rows, row)
	}
	if len(l.Rows) > pageSize {
		l.Rows = l.Rows[:pageSize]
		l.Next, err = s.cursors.After(filter, search, l.Rows[pageSize-1].ID)
	}
	return l, err
}

// after reads a cursor, which holds for the list of the same search only.
func (s *service) after(f mandat.Filter, search, cursor string) (mandat.ResourceID, error) {
	if cursor == "" {
		return "", nil
	}
	return s.cursors.Read(f, search, cursor)
}

// where joins what the policy allows with what the reader looks for. The numbered
// parameters of the filter stand first; each "?" takes the next number.
func (s *service) where(f mandat.Filter, org mandat.OrgID, search string) (string, []any, error) {
	allowed, args, err := s.rows.contracts.Where(sqlfilter.SQLite, f, 1)
	if err != nil {
		return "", nil, err
	}
	where := allowed + " AND org = ?"
	args = append(args, org)
	if search != "" {
		where += ` AND name LIKE ? ESCAPE '\'`
		args = append(args, "%"+strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(search)+"%")
	}
	return where, args, nil
}

func (s *service) count(ctx context.Context, f mandat.Filter, org mandat.OrgID, search string) (n int, err error) {
	where, args, err := s.where(f, org, search)
	if err != nil {
		return 0, err
	}
	err = s.rows.db.QueryRowContext(ctx, "SELECT count(*) FROM contracts WHERE "+where, args...).Scan(&n)
	return n, err
}

func scanListed(row *sql.Rows) (l listed, err error) {
	var unit, responsible sql.NullString
	err = row.Scan(&l.ID, &l.Name, &unit, &l.Status, &responsible)
	l.Unit, l.Responsible = mandat.UnitID(unit.String), mandat.PersonID(responsible.String)
	return l, err
}
