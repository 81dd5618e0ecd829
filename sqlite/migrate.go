package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
)

// migrations are the steps of the schema, in the order of their names. One that was
// ever released is never changed.
//
//go:embed migrations/*.sql
var migrations embed.FS

// migrate takes the steps that a database has not taken, in one transaction that locks
// out others: of two who open it at once one waits, and finds it done. A database that is
// up to date is not written to.
func migrate(ctx context.Context, db *sql.DB) (err error) {
	if missing, _, err := stepsMissing(ctx, db); err != nil || len(missing) == 0 {
		return err
	}
	c, err := db.Conn(ctx)
	if err != nil {
		return fmt.Errorf("the database does not open: %w", err)
	}
	defer c.Close()
	if _, err := c.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return fmt.Errorf("the schema is not to be changed now: %w", err)
	}
	defer func() {
		if err != nil {
			_, _ = c.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
		}
	}()
	if err := takeSteps(ctx, c); err != nil {
		return err
	}
	if _, err := c.ExecContext(ctx, "COMMIT"); err != nil {
		return fmt.Errorf("the schema could not be changed: %w", err)
	}
	return nil
}

func takeSteps(ctx context.Context, c *sql.Conn) error {
	missing, taken, err := stepsMissing(ctx, c)
	if err != nil {
		return err
	}
	if _, err := c.ExecContext(ctx, "CREATE TABLE IF NOT EXISTS mandat_schema (step INTEGER PRIMARY KEY) STRICT"); err != nil {
		return fmt.Errorf("the schema could not be changed: %w", err)
	}
	for i, name := range missing {
		text, err := migrations.ReadFile(name)
		if err != nil {
			return err
		}
		if _, err := c.ExecContext(ctx, string(text)); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if _, err := c.ExecContext(ctx, "INSERT INTO mandat_schema (step) VALUES (?)", taken+i+1); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// isCurrent tells what keeps a database from being used as it is.
func isCurrent(ctx context.Context, db *sql.DB) error {
	missing, taken, err := stepsMissing(ctx, db)
	switch {
	case err != nil:
		return err
	case taken == 0:
		return errors.New("there are no organisations in this database")
	case len(missing) > 0:
		return fmt.Errorf("the schema is of an earlier version, %d: this program knows version %d, to which the service brings it when it opens the database", taken, taken+len(missing))
	}
	return nil
}

// querier is a database, one connection or a transaction.
type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// stepsMissing returns the steps that a database has not taken, and how many it has. They
// stand in a table of their own, because a service counts its own schema with user_version.
func stepsMissing(ctx context.Context, q querier) (missing []string, taken int, err error) {
	all, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return nil, 0, err
	}
	var begun bool
	err = q.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'mandat_schema'").Scan(&begun)
	if err == nil && begun {
		err = q.QueryRowContext(ctx, "SELECT coalesce(max(step), 0) FROM mandat_schema").Scan(&taken)
	}
	switch {
	case err != nil:
		return nil, 0, fmt.Errorf("the schema cannot be read: %w", err)
	case taken < 0 || taken > len(all):
		return nil, 0, fmt.Errorf("the schema is of a later version, %d: this program knows it up to %d", taken, len(all))
	}
	return all[taken:], taken, nil
}
