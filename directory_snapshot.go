package mandat

import (
	"context"
	"errors"
	"fmt"
)

// load makes an organisation of what the store has of it: of the snapshot and the
// events that are later, of which it returns the number, or of all events.
func (d *Directory) load(ctx context.Context, s *seat) (o *Org, later int, err error) {
	o, later, err = d.restore(ctx, s)
	if o != nil || err != nil {
		return o, later, err
	}
	events, err := d.store.Load(ctx, s.id, 0)
	if err != nil {
		return nil, 0, err
	}
	o, err = d.replay(s.id, events)
	return o, len(events), err
}

// replay makes an organisation of its events from the first on.
func (d *Directory) replay(id OrgID, events []Event) (*Org, error) {
	if len(events) == 0 {
		return nil, ErrNotFound
	}
	return d.applied(id, nil, events)
}

// applied returns the organisation that events lead to, from a draft of the one before them:
// nil for the first events.
func (d *Directory) applied(id OrgID, before *Org, events []Event) (*Org, error) {
	next := &draft{policies: d.policies, org: before}
	if err := next.applyAll(id, events); err != nil {
		return nil, err
	}
	return next.org, nil
}

// restore makes an organisation of its snapshot. It is nil if there is none that can be
// used: then its events tell all.
func (d *Directory) restore(ctx context.Context, s *seat) (*Org, int, error) {
	text, err := d.store.Snapshot(ctx, s.id)
	if errors.Is(err, ErrNotFound) {
		return nil, 0, nil
	}
	if err != nil {
		return nil, 0, err
	}
	o, err := Restore(text, s.id, d.policies...)
	if err != nil {
		s.refused.Store(&err)
		return nil, 0, nil
	}
	later, err := d.store.Load(ctx, s.id, o.version)
	if errors.Is(err, ErrNotFound) {
		// To go on without it would undo what was acknowledged.
		return nil, 0, fmt.Errorf("events are missing: there is a snapshot of version %d", o.version)
	}
	if err != nil {
		return nil, 0, err
	}
	if o, err = d.applied(s.id, o, later); err != nil {
		return nil, 0, err
	}
	return o, len(later), nil
}

// fewLater is how many events there are at least after one snapshot before there is
// another.
const fewLater = 1024

// grow notes that there are more events, and whether a snapshot is to be kept: if more
// of them are after the last one than the organisation has records. So to load it takes
// time by its size and not its history, and to keep snapshots takes time by how much
// happens. One that is not kept is tried again when there are twice as many.
func (s *seat) grow(o *Org, events int) {
	if s.kept.Swap(false) {
		s.later, s.next = 0, 0
	}
	s.later += events
	if s.later >= max(fewLater, o.records(), s.next) {
		s.due.Store(o)
		s.next = 2 * s.later
	}
}

// afterwards does that for which nobody waits but who was alone, and is no longer: an
// observer may ask for the same organisation.
func (d *Directory) afterwards(ctx context.Context, s *seat) {
	if err := s.refused.Swap(nil); err != nil {
		d.tellTrouble(ctx, s.id, *err)
	}
	d.keepSnapshot(ctx, s)
}

// keepSnapshot keeps the snapshot that is due. It only saves time: where it fails, the
// events are there.
func (d *Directory) keepSnapshot(ctx context.Context, s *seat) {
	o := s.due.Swap(nil)
	if o == nil {
		return
	}
	text, err := o.Snapshot()
	if err == nil {
		err = d.store.KeepSnapshot(ctx, s.id, o.version, text)
	}
	if err != nil {
		d.tellTrouble(ctx, s.id, fmt.Errorf("mandat: organisation %s: a snapshot of version %d is not kept: %w", bare(string(s.id)), o.version, err))
		return
	}
	s.kept.Store(true)
}
