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
			_, err := tx.ExecContext(ctx, "DELETE FROM invitations WHERE org = ? AND person = ?", org, command.Person)
			return err
		})
		if err != nil {
			return err
		}
		return s.forget(ctx, command.Person)
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

// forget erases the name and the address of somebody who is in no organisation any more.
// What they did stays in the events, under an id that leads to nobody.
func (s *service) forget(ctx context.Context, p mandat.PersonID) error {
	left, err := s.directory.Memberships(ctx, p)
	if err != nil || len(left) > 0 {
		return err
	}
	return s.store.Erase(ctx, p)
}
