package faults

import (
	"context"
	"database/sql/driver"
	"errors"
	"slices"
	"sync"
)

const (
	lost  moment = "by the loss of the connection"
	ended moment = "by the end of the context"
)

// breaker is a driver of SQLite of which one step breaks, the one with a number: to
// begin a transaction, to run a statement, to read a row, to commit.
type breaker struct {
	sqlite driver.Driver
	name   string // of the database

	mu     sync.Mutex
	when   moment
	breaks int // the number of the step that breaks; 0 for none
	steps  int
	broken string // what that step was
	cancel func()
}

// arm makes the step with a number break, counted from now on.
func (b *breaker) arm(step int, when moment, cancel func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.breaks, b.when, b.steps, b.broken, b.cancel = step, when, 0, "", cancel
}

func (b *breaker) whatBroke() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.broken
}

// next counts a step, and returns how it breaks; "" if it does not.
func (b *breaker) next(what string) moment {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.steps++
	if b.steps != b.breaks {
		return ""
	}
	b.broken = what
	if b.when == ended {
		b.cancel()
		return ""
	}
	return b.when
}

// Connect and Driver make it the connector of a database.
func (b *breaker) Connect(context.Context) (driver.Conn, error) {
	c, err := b.sqlite.Open(b.name)
	if err != nil {
		return nil, err
	}
	return &conn{sqliteConn: c.(sqliteConn), breaker: b}, nil
}

func (b *breaker) Driver() driver.Driver { return b.sqlite }

// sqliteConn is what connections of SQLite can do and database/sql asks of them.
type sqliteConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
}

type conn struct {
	sqliteConn
	breaker *breaker
	// What is read now, and what is prepared: SQLite keeps a connection for so long.
	reading  driver.Rows
	prepared []driver.Stmt
	gone     bool
}

// step does a step, unless it breaks.
func (c *conn) step(what string, work func() error) error {
	if c.gone {
		return driver.ErrBadConn
	}
	switch c.breaker.next(what) {
	case before:
		return errBroken
	case after:
		return errors.Join(work(), errBroken)
	case lost:
		c.gone = true
		if c.reading != nil {
			_ = c.reading.Close()
		}
		for _, s := range c.prepared {
			_ = s.Close()
		}
		return errors.Join(c.sqliteConn.Close(), driver.ErrBadConn)
	}
	return work()
}

func (c *conn) IsValid() bool { return !c.gone }

func (c *conn) Close() error {
	if c.gone {
		return nil
	}
	return c.sqliteConn.Close()
}

// BeginTx leaves no transaction behind when it breaks, as the driver does not.
func (c *conn) BeginTx(ctx context.Context, o driver.TxOptions) (t driver.Tx, err error) {
	begun := false
	err = c.step("begin", func() error {
		t, err = c.sqliteConn.BeginTx(ctx, o)
		begun = err == nil
		return err
	})
	switch {
	case err == nil:
		return &transaction{t, c}, nil
	case begun:
		err = errors.Join(err, t.Rollback())
	}
	return nil, err
}

func (c *conn) ExecContext(ctx context.Context, text string, args []driver.NamedValue) (r driver.Result, err error) {
	err = c.step("exec", func() error { r, err = c.sqliteConn.ExecContext(ctx, text, args); return err })
	return r, err
}

func (c *conn) QueryContext(ctx context.Context, text string, args []driver.NamedValue) (driver.Rows, error) {
	return c.query(func() (driver.Rows, error) { return c.sqliteConn.QueryContext(ctx, text, args) })
}

func (c *conn) query(ask func() (driver.Rows, error)) (r driver.Rows, err error) {
	err = c.step("query", func() error { r, err = ask(); return err })
	if err != nil {
		if r != nil {
			err = errors.Join(err, r.Close())
		}
		return nil, err
	}
	c.reading = r
	return &rows{r, c}, nil
}

func (c *conn) PrepareContext(ctx context.Context, text string) (driver.Stmt, error) {
	if c.gone {
		return nil, driver.ErrBadConn
	}
	s, err := c.sqliteConn.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	c.prepared = append(c.prepared, s)
	return &statement{s, c}, nil
}

// statement is one that reads.
type statement struct {
	driver.Stmt
	conn *conn
}

func (s *statement) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	return s.conn.query(func() (driver.Rows, error) { return s.Stmt.(driver.StmtQueryContext).QueryContext(ctx, args) })
}

func (s *statement) Close() error {
	if s.conn.gone {
		return nil
	}
	s.conn.prepared = slices.DeleteFunc(s.conn.prepared, func(p driver.Stmt) bool { return p == s.Stmt })
	return s.Stmt.Close()
}

type transaction struct {
	driver.Tx
	conn *conn
}

// Commit leaves no transaction behind when it breaks, as the driver does not.
func (t *transaction) Commit() error {
	stored := false
	err := t.conn.step("commit", func() error { stored = true; return t.Tx.Commit() })
	if !stored && !t.conn.gone {
		return errors.Join(err, t.Tx.Rollback())
	}
	return err
}

func (t *transaction) Rollback() error {
	if t.conn.gone {
		return driver.ErrBadConn
	}
	return t.Tx.Rollback()
}

type rows struct {
	driver.Rows
	conn *conn
}

func (r *rows) Next(to []driver.Value) error {
	return r.conn.step("row", func() error { return r.Rows.Next(to) })
}

func (r *rows) Close() error {
	if r.conn.gone {
		return nil
	}
	r.conn.reading = nil
	return r.Rows.Close()
}
