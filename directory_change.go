package mandat

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// Commit stores a change as it was previewed, in one attempt; a change in which
// nothing happens stores nothing. It is ErrConflict if the change was not made
// from what Org or Update gave, or if the organisation has changed since, or is
// founded already: then nothing was stored, and it is to be planned again. Any
// other error of the store leaves open whether the change was stored: Org tells.
func (d *Directory) Commit(ctx context.Context, c Change) error {
	if c.made == nil {
		return errors.New("mandat: commit: the change is zero: expected one of Plan, Found or Import")
	}
	if err := d.commit(ctx, c.made); err != nil {
		return fmt.Errorf("mandat: commit to organisation %s: %w", bare(string(c.made.after.id)), err)
	}
	if len(c.made.events) > 0 {
		d.tellChanged(ctx, c)
	}
	return nil
}

func (d *Directory) commit(ctx context.Context, m *made) error {
	if d == nil || d.store == nil {
		return errNotOpened
	}
	if p := m.after.policy; !slices.Contains(d.policies, p) {
		return fmt.Errorf("the directory was not opened with this policy of system %q, version %q", p.System(), p.Version())
	}
	s := d.seats.take(m.after.id)
	defer d.seats.leave(s)
	done, err := s.alone(ctx)
	if err != nil {
		return err
	}
	defer d.afterwards(ctx, s)
	defer done()
	if err := m.follows(d.seats.known(s)); err != nil {
		return err
	}
	if len(m.events) == 0 {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return d.append(ctx, s, m)
}

// append stores a change, and makes the organisation afterwards the one that is known.
func (d *Directory) append(ctx context.Context, s *seat, m *made) error {
	heard := s.heard.Load()
	if err := d.store.Append(ctx, s.id, m.before.Version(), Change{m}.Events()); err != nil {
		s.heard.Add(1) // whether it is stored, or what was instead, the store is to be asked
		return err
	}
	d.replace(s, m.after, len(m.events))
	s.saw(heard)
	return nil
}

// follows checks that a change was made from the last version that is known.
func (m *made) follows(known *Org) error {
	switch {
	case m.before == known:
		return nil
	case m.before == nil:
		return fmt.Errorf("%w: there is such an organisation already", ErrConflict)
	case m.before.version < known.Version():
		return fmt.Errorf("%w: the change was made from version %d, and there is version %d", ErrConflict, m.before.version, known.version)
	}
	return fmt.Errorf("%w: the change was not made from an organisation that the directory gave", ErrConflict)
}

// maxTries is how often Update plans. Of those who try at the same time one
// succeeds, so that this is how many can meet before one of them gives up.
const maxTries = 64

// Update changes an organisation: it plans on the last version, stores what was
// planned, and plans again if somebody else was faster. It returns the change
// that was stored. An error of plan, which is mostly an *Error, ends it; so does
// one of the store, see Commit. It is ErrConflict if others were faster too
// often. What plan does besides planning is done as often as it is called.
func (d *Directory) Update(ctx context.Context, id OrgID, plan func(*Org) (Change, error)) (Change, error) {
	if plan == nil {
		return Change{}, fmt.Errorf("mandat: update of organisation %s: there is nothing to plan with", bare(string(id)))
	}
	var lost error
	for range maxTries {
		o, err := d.Org(ctx, id)
		if err != nil {
			return Change{}, err
		}
		c, err := plan(o)
		if err != nil {
			return Change{}, err
		}
		if c.made == nil || c.made.before != o {
			return Change{}, fmt.Errorf("mandat: update of organisation %s: the change was not made from the organisation given", bare(string(id)))
		}
		lost = d.Commit(ctx, c)
		if lost == nil {
			return c, nil
		}
		if !errors.Is(lost, ErrConflict) {
			return Change{}, lost
		}
	}
	return Change{}, lost
}

// Membership is a person's place in one organisation.
type Membership struct {
	Org    OrgID
	Status MemberStatus
}

// Memberships returns the organisations in which a person is, those by which
// they are invited among them, in the order of the ids. Where a person was
// removed they are not. An organisation that cannot be read is an error: nobody
// is told a part.
func (d *Directory) Memberships(ctx context.Context, p PersonID) ([]Membership, error) {
	if d == nil || d.store == nil {
		return nil, fmt.Errorf("mandat: memberships: %w", errNotOpened)
	}
	ids, err := d.store.Orgs(ctx)
	if err != nil {
		return nil, fmt.Errorf("mandat: memberships: %w", err)
	}
	var all []Membership
	for _, id := range slices.Sorted(slices.Values(ids)) {
		o, err := d.Org(ctx, id)
		if err != nil {
			return nil, err
		}
		if m, ok := o.Member(p); ok && m.Status != MemberRemoved {
			all = append(all, Membership{id, m.Status})
		}
	}
	return all, nil
}
