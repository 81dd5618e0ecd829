package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/mandat-go/mandat"
)

// Erase forgets all that is known of a person; see mandat.Persons. It writes the facts
// of all others anew, and empties the log beside the file (-wal). For that it waits as
// long as the database waits for others (busy_timeout; 10 seconds in a store of Open):
// if somebody still reads what was there before, it is an error that says so. Then the
// facts are no longer read, but not yet gone; call it again. It takes the longer the more
// persons there are, seconds for some 100,000 facts, and others wait meanwhile to write.
//
// What replaced facts left behind, of whomever, is gone with it, too. A journal that
// SQLite deletes is gone as a file is gone that is deleted: the disk may have it until it
// writes there.
func (s *Store) Erase(ctx context.Context, p mandat.PersonID) error {
	err := s.zeroing(ctx, func(c *sql.Conn) error {
		if err := keepsNoJournal(ctx, c); err != nil {
			return err
		}
		if err := s.inTx(ctx, c, func(tx *sql.Tx) error { return rewrite(ctx, tx, p) }); err != nil {
			return err
		}
		return emptyLog(ctx, c)
	})
	return s.said(err, "erase person %q", p)
}

// rewrite writes the facts of all others anew. It would not be enough to delete those of
// one: where SQLite moves rows from page to page it can leave copies behind in the space
// between them, and secure_delete does not reach those. It does reach whole pages that
// are no longer used.
func rewrite(ctx context.Context, tx *sql.Tx, p mandat.PersonID) error {
	for _, step := range []struct {
		statement string
		of        []any
	}{
		{"INSERT INTO mandat_person_rest SELECT * FROM mandat_person WHERE person <> ? ORDER BY person, fact", []any{[]byte(p)}},
		{"DELETE FROM mandat_person", nil},
		{"INSERT INTO mandat_person SELECT * FROM mandat_person_rest", nil},
		{"DELETE FROM mandat_person_rest", nil},
	} {
		if _, err := tx.ExecContext(ctx, step.statement, step.of...); err != nil {
			return err
		}
	}
	return nil
}

// keepsNoJournal refuses a database whose journal stays when a transaction is over: it
// has the pages as they were.
func keepsNoJournal(ctx context.Context, c *sql.Conn) error {
	var mode string
	if err := c.QueryRowContext(ctx, "PRAGMA journal_mode").Scan(&mode); err != nil {
		return err
	}
	if mode == "persist" {
		return errors.New("the database keeps its journal (journal_mode persist), and in it what is to be erased: open it with WAL, DELETE or TRUNCATE")
	}
	return nil
}

// emptyLog writes what stands in the log into the file, and cuts the log off.
func emptyLog(ctx context.Context, c *sql.Conn) error {
	var busy, pages, written int
	if err := c.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &pages, &written); err != nil {
		return fmt.Errorf("the facts are no longer read, but still stand in the log beside the file: call Erase again: %w", err)
	}
	if busy != 0 {
		return errors.New("the facts are no longer read, but still stand in the log beside the file, because another connection is reading or writing: call Erase again when it has ended its transaction")
	}
	return nil
}

// zeroing runs something on a connection that writes zeros over the pages that it frees,
// and leaves the connection as it was.
func (s *Store) zeroing(ctx context.Context, do func(*sql.Conn) error) error {
	c, done, err := s.connWriting(ctx)
	if err != nil {
		return err
	}
	defer done()
	var before, now int
	if err := c.QueryRowContext(ctx, "PRAGMA secure_delete").Scan(&before); err != nil {
		return err
	}
	if err := c.QueryRowContext(ctx, "PRAGMA secure_delete = ON").Scan(&now); err != nil {
		return err
	}
	if now != 1 {
		return errors.New("the database does not write over what it deletes (secure_delete)")
	}
	if names := []string{"OFF", "ON", "FAST"}; before != now && before < len(names) {
		defer func() {
			_, _ = c.ExecContext(context.WithoutCancel(ctx), "PRAGMA secure_delete = "+names[before])
		}()
	}
	return do(c)
}

// write runs something in a transaction of its own, when nobody else of this store writes.
func (s *Store) write(ctx context.Context, do func(*sql.Tx) error) error {
	c, done, err := s.connWriting(ctx)
	if err != nil {
		return err
	}
	defer done()
	return s.inTx(ctx, c, do)
}

// inTx runs something in a transaction of its own.
func (s *Store) inTx(ctx context.Context, c *sql.Conn, do func(*sql.Tx) error) error {
	tx, err := c.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	err = do(tx)
	if err == nil {
		err = s.file.changed()
	}
	if err != nil {
		_ = tx.Rollback() // what is not committed is not there
	} else {
		err = tx.Commit()
	}
	if ended := ctx.Err(); ended != nil && errors.Is(err, sql.ErrTxDone) {
		return ended // of which the transaction was rolled back
	}
	return err
}
