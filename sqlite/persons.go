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

// SetFacts makes the facts what is known of a person; see mandat.Persons.
func (s *Store) SetFacts(ctx context.Context, p mandat.PersonID, facts map[string]string) error {
	return s.said(s.setFacts(ctx, p, facts), "set facts of person %q", p)
}

func (s *Store) setFacts(ctx context.Context, p mandat.PersonID, facts map[string]string) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	err = setFactsIn(ctx, tx, p, facts)
	if err != nil {
		_ = tx.Rollback() // what is not committed is not there
		return err
	}
	return tx.Commit()
}

func setFactsIn(ctx context.Context, tx *sql.Tx, p mandat.PersonID, facts map[string]string) error {
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

// Erase forgets all that is known of a person; see mandat.Persons.
func (s *Store) Erase(ctx context.Context, p mandat.PersonID) error {
	_, err := s.db.ExecContext(ctx, "DELETE FROM mandat_person WHERE person = ?", []byte(p))
	return s.said(err, "erase person %q", p)
}
