package mandat

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
)

// Directory gives a service the organisations that a Store keeps, and stores
// their changes. It is safe for concurrent use, and several directories, also in
// several processes, can share a store. It keeps in memory every organisation
// that it was asked for. The zero Directory gives nothing.
//
// An organisation that cannot be read whole, because the store fails, an event
// is damaged or its policy is not among those given, is an error: nobody is
// given a part of it, or an older version.
type Directory struct {
	store    Store
	policies []*Policy

	mu   sync.Mutex
	orgs map[OrgID]*Org          // the last version that is known
	busy map[OrgID]chan struct{} // closed when whoever replaces it is done
}

// Open returns a directory of what a store keeps. It is given every version of a
// policy that is still in use: by an organisation, or by the events that made
// it.
func Open(ctx context.Context, store Store, policies ...*Policy) (*Directory, error) {
	switch {
	case store == nil:
		return nil, errors.New("mandat: open: there is no store")
	case len(policies) == 0:
		return nil, errors.New("mandat: open: there is no policy")
	}
	for i, p := range policies {
		if p == nil || p.types == nil {
			return nil, errors.New("mandat: open: a policy is nil or zero")
		}
		if same := (&draft{policies: policies[:i]}).policyOf(p.System(), p.Version()); same != nil && same != p {
			return nil, fmt.Errorf("mandat: open: there are two policies of system %q in version %q", p.System(), p.Version())
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("mandat: open: %w", err)
	}
	return &Directory{store: store, policies: slices.Clone(policies), orgs: make(map[OrgID]*Org), busy: make(map[OrgID]chan struct{})}, nil
}

// errNotOpened is the zero Directory's.
var errNotOpened = errors.New("the directory was not opened")

// Org returns an organisation as the store has it now, every time asked: ask
// once for each request, and use that version all through it. It waits for
// nobody, but for a change of the same organisation that is being stored. An
// error is ErrNotFound if there is no such organisation.
func (d *Directory) Org(ctx context.Context, id OrgID) (*Org, error) {
	o, err := d.org(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("mandat: organisation %s: %w", bare(string(id)), err)
	}
	return o, nil
}

func (d *Directory) org(ctx context.Context, id OrgID) (*Org, error) {
	if d == nil || d.store == nil {
		return nil, errNotOpened
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	o := d.known(id)
	news, err := d.store.Load(ctx, id, o.Version())
	switch {
	case err != nil:
		return nil, err
	case len(news) > 0:
		return d.learn(ctx, id, news)
	case o == nil:
		return nil, ErrNotFound
	}
	return o, nil
}

// known returns the last version that the directory has seen, nil for none.
func (d *Directory) known(id OrgID) *Org {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.orgs[id]
}

func (d *Directory) keep(o *Org) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.orgs[o.id] = o
}

// learn makes the next version of events that were loaded. Somebody else may
// have learned some of them in the meantime.
func (d *Directory) learn(ctx context.Context, id OrgID, news []Event) (*Org, error) {
	done, err := d.alone(ctx, id)
	if err != nil {
		return nil, err
	}
	defer done()
	before := d.known(id)
	for len(news) > 0 && news[0].Version <= before.Version() {
		news = news[1:]
	}
	if before != nil && len(news) == 0 {
		return before, nil
	}
	next := &draft{policies: d.policies}
	if before != nil {
		next.org = before.copy()
	}
	if err := next.applyAll(id, news); err != nil {
		return nil, err
	}
	d.keep(next.org)
	return next.org, nil
}

// alone waits until nobody else replaces an organisation, and keeps others from
// it until done. So there is one Org for each version, and a change is known by
// the one from which it was made.
func (d *Directory) alone(ctx context.Context, id OrgID) (done func(), err error) {
	for {
		d.mu.Lock()
		before, taken := d.busy[id]
		if !taken {
			mine := make(chan struct{})
			d.busy[id] = mine
			d.mu.Unlock()
			return func() {
				d.mu.Lock()
				defer d.mu.Unlock()
				delete(d.busy, id)
				close(mine)
			}, nil
		}
		d.mu.Unlock()
		select {
		case <-before:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}
