package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
)

// migrations are the steps of the schema, in the order of their names. One that was
// ever released is never changed.
//
//go:embed migrations/*.sql
var migrations embed.FS

// migrate takes the steps that a database has not taken, in one transaction that locks
// out others: of two who open it at once one waits, and finds it done.
func migrate(ctx context.Context, db *sql.DB) (err error) {
	steps, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
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
	taken, err := stepsTaken(ctx, c)
	if err != nil {
		return err
	}
	if taken > len(steps) {
		return fmt.Errorf("the schema is of a later version, %d: this program knows it up to %d", taken, len(steps))
	}
	for i, name := range steps[taken:] {
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
	if _, err := c.ExecContext(ctx, "COMMIT"); err != nil {
		return fmt.Errorf("the schema could not be changed: %w", err)
	}
	return nil
}

// stepsTaken returns how many steps a database has taken: they stand in a table of
// their own, because a service counts its own schema with user_version.
func stepsTaken(ctx context.Context, c *sql.Conn) (n int, err error) {
	if _, err := c.ExecContext(ctx, "CREATE TABLE IF NOT EXISTS mandat_schema (step INTEGER PRIMARY KEY) STRICT"); err != nil {
		return 0, fmt.Errorf("the schema cannot be read: %w", err)
	}
	if err := c.QueryRowContext(ctx, "SELECT coalesce(max(step), 0) FROM mandat_schema").Scan(&n); err != nil {
		return 0, fmt.Errorf("the schema cannot be read: %w", err)
	}
	return n, nil
}
