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

// steps returns the names of all steps.
func steps() ([]string, error) { return fs.Glob(migrations, "migrations/*.sql") }

// migrate takes the steps that a database has not taken, in one transaction that locks
// out others: of two who open it at once one waits, and finds it done.
func migrate(ctx context.Context, db *sql.DB) (err error) {
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
	// A table of its own, because a service counts its own schema with user_version.
	if _, err := c.ExecContext(ctx, "CREATE TABLE IF NOT EXISTS mandat_schema (step INTEGER PRIMARY KEY) STRICT"); err != nil {
		return fmt.Errorf("the schema cannot be read: %w", err)
	}
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
	var has bool
	if err := db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema WHERE name = 'mandat_schema'").Scan(&has); err != nil {
		return fmt.Errorf("the schema cannot be read: %w", err)
	}
	if !has {
		return errors.New("there are no organisations in this database")
	}
	missing, taken, err := stepsMissing(ctx, db)
	if err != nil {
		return err
	}
	if len(missing) > 0 {
		return fmt.Errorf("the schema is of an earlier version, %d: this program knows version %d, to which the service brings it when it opens the database", taken, taken+len(missing))
	}
	return nil
}

// querier is a database or one connection.
type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// stepsMissing returns the steps that a database has not taken, and how many it has.
func stepsMissing(ctx context.Context, q querier) (missing []string, taken int, err error) {
	all, err := steps()
	if err != nil {
		return nil, 0, err
	}
	if err := q.QueryRowContext(ctx, "SELECT coalesce(max(step), 0) FROM mandat_schema").Scan(&taken); err != nil {
		return nil, 0, fmt.Errorf("the schema cannot be read: %w", err)
	}
	if taken > len(all) {
		return nil, 0, fmt.Errorf("the schema is of a later version, %d: this program knows it up to %d", taken, len(all))
	}
	return all[taken:], taken, nil
}
