package sqlite

import (
	"context"
	"database/sql"

	"github.com/mandat-go/mandat"
)

// Facts returns what is known of a person; see mandat.Persons.
func (s *Store) Facts(ctx context.Context, p mandat.PersonID) (map[string]string, error) {
	facts, err := s.facts(ctx, p)
	if err := s.said(err, "facts of person %q", p); err != nil {
		return nil, err
	}
	return facts, nil
}

func (s *Store) facts(ctx context.Context, p mandat.PersonID) (map[string]string, error) {
	rows, err := s.db.QueryContext(ctx, "SELECT fact, value FROM mandat_person WHERE person = ?", []byte(p))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	facts := make(map[string]string)
	for rows.Next() {
		var name, value []byte
		if err := rows.Scan(&name, &value); err != nil {
			return nil, err
		}
		facts[string(name)] = string(value)
	}
	return facts, rows.Err()
}

// SetFacts makes the facts what is known of a person; see mandat.Persons. Those that
// they replace are no longer read, but can stay in the file and in the log beside it
// until the next Erase, of whomever.
func (s *Store) SetFacts(ctx context.Context, p mandat.PersonID, facts map[string]string) error {
	err := s.zeroing(ctx, func(c *sql.Conn) error {
		return s.inTx(ctx, c, func(tx *sql.Tx) error { return setFacts(ctx, tx, p, facts) })
	})
	return s.said(err, "set facts of person %q", p)
}

func setFacts(ctx context.Context, tx *sql.Tx, p mandat.PersonID, facts map[string]string) error {
	if _, err := tx.ExecContext(ctx, "DELETE FROM mandat_person WHERE person = ?", []byte(p)); err != nil {
		return err
	}
	for name, value := range facts {
		if _, err := tx.ExecContext(ctx, "INSERT INTO mandat_person (person, fact, value) VALUES (?, ?, ?)", []byte(p), []byte(name), []byte(value)); err != nil {
			return err
		}
	}
	return nil
}
