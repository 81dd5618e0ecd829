package mandat

import (
	"context"
	"fmt"
	"time"
)

// AtLeast returns an organisation that has come as far as a version, such as that of a
// change which the caller knows is stored: who has just changed something sees it. It
// asks the store only if the directory does not know that version yet. It is
// ErrNotFound if the store has not come so far.
func (d *Directory) AtLeast(ctx context.Context, id OrgID, version uint64) (*Org, error) {
	o, err := d.atLeast(ctx, id, version)
	if err == nil && o.version < version {
		err = fmt.Errorf("%w: it is at version %d, not at %d", ErrNotFound, o.version, version)
	}
	if err != nil {
		return nil, fmt.Errorf("mandat: organisation %s: %w", bare(string(id)), err)
	}
	return o, nil
}

// atLeast asks the store where the directory has not come so far, also while Follow runs:
// the caller has heard of the version sooner.
func (d *Directory) atLeast(ctx context.Context, id OrgID, version uint64) (*Org, error) {
	if err := d.ready(ctx); err != nil {
		return nil, err
	}
	if s := d.seats.find(id); s != nil {
		if o := d.seats.known(s); o != nil && o.version >= version {
			return o, nil
		}
	}
	return d.ask(ctx, id)
}

// AtVersion returns an organisation as it was at a version, deciding by the policy
// that was in force then. It is ErrNotFound for a version that there is not.
func (d *Directory) AtVersion(ctx context.Context, id OrgID, version uint64) (*Org, error) {
	return d.past(ctx, id, fmt.Sprintf("version %d", version), func(e *Event) bool { return e.Version > version }, func(o *Org) bool { return o.version == version })
}

// AsOf returns an organisation as it was at a moment, deciding by the policy that was
// in force then: ask it with subjects of that moment. It has all changes up to the
// first one that is later. It is ErrNotFound for a moment before it was founded.
//
//	then, err := directory.AsOf(ctx, "acme", march)
//	who, err := then.Subjects(mandat.Subject{Channel: "web", Session: mandat.OpenSession, At: march}, "read", contract)
func (d *Directory) AsOf(ctx context.Context, id OrgID, at time.Time) (*Org, error) {
	return d.past(ctx, id, at.UTC().Format(time.RFC3339Nano), func(e *Event) bool { return e.At.After(at) }, func(*Org) bool { return true })
}

// past replays the events up to the first one that is later. What it gives is not kept.
func (d *Directory) past(ctx context.Context, id OrgID, when string, later func(*Event) bool, isIt func(*Org) bool) (*Org, error) {
	o, err := d.until(ctx, id, later)
	if err == nil && !isIt(o) {
		err = ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("mandat: organisation %s, as of %s: %w", bare(string(id)), when, err)
	}
	return o, nil
}

func (d *Directory) until(ctx context.Context, id OrgID, later func(*Event) bool) (*Org, error) {
	if d == nil || d.store == nil {
		return nil, errNotOpened
	}
	events, err := d.store.Load(ctx, id, 0)
	if err != nil {
		return nil, err
	}
	n := 0
	for n < len(events) && !later(&events[n]) {
		n++
	}
	return d.replay(id, events[:n])
}
