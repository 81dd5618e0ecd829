package main

import (
	"context"
	"database/sql"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/examples/contracts/rules"
)

// Each change of a row asks for the version that was decided upon: the row cannot have
// become another one between the answer and the change.

func (t *rows) rename(ctx context.Context, c *contract, name string) error {
	return t.change(ctx, func(tx *sql.Tx) error {
		return one(tx.ExecContext(ctx, "UPDATE contracts SET name = ?, version = version + 1 WHERE org = ? AND id = ? AND version = ?", name, c.Org, c.ID, c.Version))
	})
}

func (t *rows) setStatus(ctx context.Context, c *contract, status mandat.Status) error {
	return t.change(ctx, func(tx *sql.Tx) error {
		return one(tx.ExecContext(ctx, "UPDATE contracts SET status = ?, version = version + 1 WHERE org = ? AND id = ? AND version = ?", status, c.Org, c.ID, c.Version))
	})
}

func (t *rows) delete(ctx context.Context, c *contract) error {
	return t.change(ctx, func(tx *sql.Tx) error {
		return one(tx.ExecContext(ctx, "DELETE FROM contracts WHERE org = ? AND id = ? AND version = ?", c.Org, c.ID, c.Version))
	})
}

// share puts both access lists in the place of those that the row has.
func (t *rows) share(ctx context.Context, c *contract) error {
	return t.change(ctx, func(tx *sql.Tx) error {
		_, hasRead := c.Read.Audience()
		_, hasEdit := c.Edit.Audience()
		if err := one(tx.ExecContext(ctx, "UPDATE contracts SET has_read = ?, has_edit = ?, version = version + 1 WHERE org = ? AND id = ? AND version = ?",
			hasRead, hasEdit, c.Org, c.ID, c.Version)); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "DELETE FROM contract_entries WHERE org = ? AND contract = ?", c.Org, c.ID); err != nil {
			return err
		}
		return addEntries(ctx, tx, "contract_entries", c.Org, c.ID, c.Read, c.Edit)
	})
}

// addEntries adds the entries of lists to one of the two tables of entries.
func addEntries(ctx context.Context, tx *sql.Tx, table string, org mandat.OrgID, id mandat.ResourceID, readers, editors mandat.ACL) error {
	for action, acl := range map[mandat.Action]mandat.ACL{rules.Read: readers, rules.Edit: editors} {
		entries, _ := acl.Audience()
		for _, e := range entries {
			if _, err := tx.ExecContext(ctx, "INSERT INTO "+table+" VALUES (?, ?, ?, ?, ?)", org, id, action, kinds()[e.Kind], e.Name); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *rows) change(ctx context.Context, do func(*sql.Tx) error) error {
	tx, err := t.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := do(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// one makes an errStale of a change by which no row became another one.
func one(result sql.Result, err error) error {
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n != 1 {
		return errStale
	}
	return nil
}
