package main

import (
	"context"
	"database/sql"
	"errors"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/sqlite"
)

// storeChange stores a change that was previewed, with what goes with it in the tables
// of the service.
func (s *service) storeChange(c *call, change mandat.Change, command mandat.Command) error {
	ctx, org := c.r.Context(), c.org.ID()
	switch command := command.(type) {
	case mandat.RevokeInvitation:
		return s.storeWith(ctx, change, func(tx *sql.Tx) error {
			return forgetInvitation(ctx, tx, org, command.Invitation)
		})
	case mandat.RemoveMember:
		err := s.storeWith(ctx, change, func(tx *sql.Tx) error {
			if _, err := tx.ExecContext(ctx, "DELETE FROM invitations WHERE org = ? AND person = ?", org, command.Person); err != nil {
				return err
			}
			_, err := tx.ExecContext(ctx, "INSERT OR IGNORE INTO removed VALUES (?)", command.Person)
			return err
		})
		if err != nil {
			return err
		}
		if err := s.forgetRemoved(ctx); err != nil { // the change is stored: this is tried again
			s.report(c.r, err)
		}
		return nil
	}
	return s.directory.Commit(ctx, change)
}

// update plans a change that nobody has to look at first, and stores it with rows of the
// service. Where somebody else was faster it is planned again.
func (s *service) update(ctx context.Context, id mandat.OrgID, plan func(*mandat.Org) (mandat.Change, error), also func(*sql.Tx) error) (mandat.Change, error) {
	for tries := 1; ; tries++ {
		org, err := s.directory.Org(ctx, id)
		if err != nil {
			return mandat.Change{}, err
		}
		change, err := plan(org)
		if err == nil {
			err = s.storeWith(ctx, change, also)
		}
		if tries == 5 || !errors.Is(err, mandat.ErrConflict) {
			return change, err
		}
	}
}

// tryPlan tells whether a change could be stored now.
func (s *service) tryPlan(ctx context.Context, id mandat.OrgID, plan func(*mandat.Org) (mandat.Change, error)) error {
	org, err := s.directory.Org(ctx, id)
	if err == nil {
		_, err = plan(org)
	}
	return err
}

// storeWith stores a change of an organisation and rows of the service in one
// transaction: both, or neither. The directory sees it when it is asked next.
func (s *service) storeWith(ctx context.Context, change mandat.Change, also func(*sql.Tx) error) error {
	events := change.Events()
	if len(events) == 0 {
		return nil
	}
	return s.rows.change(ctx, func(tx *sql.Tx) error {
		if err := sqlite.AppendTx(ctx, tx, events[0].Org, events[0].Version-1, events); err != nil {
			return err
		}
		return also(tx)
	})
}

// forgetRemoved forgets all who have been removed and not been forgotten yet. It is done
// at each removal, and when the service starts.
func (s *service) forgetRemoved(ctx context.Context) error {
	var persons []mandat.PersonID
	for p, err := range each(ctx, s.rows.db, scanPerson, "SELECT person FROM removed ORDER BY person") {
		if err != nil {
			return err
		}
		persons = append(persons, p)
	}
	var failed []error
	for _, p := range persons {
		err := s.forget(ctx, p)
		if err == nil {
			_, err = s.rows.db.ExecContext(ctx, "DELETE FROM removed WHERE person = ?", p)
		}
		failed = append(failed, err)
	}
	return errors.Join(failed...)
}

func scanPerson(row *sql.Rows) (p mandat.PersonID, err error) {
	err = row.Scan(&p)
	return p, err
}

// forget erases the name and the address of somebody who is in no organisation any more.
// What they did stays in the events, under an id that leads to nobody.
func (s *service) forget(ctx context.Context, p mandat.PersonID) error {
	left, err := s.directory.Memberships(ctx, p)
	if err != nil || len(left) > 0 {
		return err
	}
	return s.store.Erase(ctx, p)
}
