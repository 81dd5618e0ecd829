package mandat

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
)

// Directory gives a service the organisations that a Store keeps, and stores
// their changes. It is safe for concurrent use, and several directories, also in
// several processes, can share a store. The zero Directory gives nothing.
//
// It loads an organisation when it is asked for it, and keeps it in memory;
// SetMemory bounds how many. Before it gives one it asks the store for what is
// new, unless Follow runs, which lets it hear of that. Readers wait for no change
// that is being stored.
//
// An organisation that cannot be read whole, because the store fails, an event
// is damaged or its policy is not among those given, is an error: nobody is
// given a part of it, or an older version.
type Directory struct {
	store     Store
	policies  []*Policy
	seats     seats
	hearing   atomic.Bool // Follow runs
	following atomic.Bool // and the store has told all that had changed before it did
	observer  atomic.Pointer[Observer]
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
	return &Directory{store: store, policies: slices.Clone(policies)}, nil
}

// Policies returns the policies that the directory was opened with, in that order: for
// Policy.Check at start. The zero Directory has none.
func (d *Directory) Policies() []*Policy {
	if d == nil {
		return nil
	}
	return slices.Clone(d.policies)
}

// errNotOpened is the zero Directory's.
var errNotOpened = errors.New("the directory was not opened")

// Org returns an organisation as the store has it now, every time asked: ask
// once for each request, and use that version all through it. While Follow runs
// it can be older by what the store takes to tell of a change; AtLeast shows
// somebody what they have just changed elsewhere. An error is ErrNotFound if there
// is no such organisation.
func (d *Directory) Org(ctx context.Context, id OrgID) (*Org, error) {
	o, err := d.org(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("mandat: organisation %s: %w", bare(string(id)), err)
	}
	return o, nil
}

func (d *Directory) org(ctx context.Context, id OrgID) (*Org, error) {
	if err := d.ready(ctx); err != nil {
		return nil, err
	}
	if d.following.Load() {
		if o := d.seats.find(id).fresh(); o != nil {
			return o, nil
		}
	}
	return d.ask(ctx, id)
}

// ready tells why nothing can be asked.
func (d *Directory) ready(ctx context.Context) error {
	if d == nil || d.store == nil {
		return errNotOpened
	}
	return ctx.Err()
}

// ask returns an organisation after asking the store.
func (d *Directory) ask(ctx context.Context, id OrgID) (*Org, error) {
	s := d.seats.take(id)
	defer d.seats.leave(s)
	heard := s.heard.Load()
	o, opened, err := d.known(ctx, s)
	if err != nil {
		return nil, err
	}
	if !opened {
		news, err := d.store.Load(ctx, s.id, o.version)
		if err != nil {
			return nil, err
		}
		if len(news) > 0 {
			if o, err = d.learn(ctx, s, o, news); err != nil {
				return nil, err
			}
		}
	}
	s.saw(heard)
	return o, nil
}

// known returns the last version that the directory has seen. If it has seen none, or
// has forgotten it, one of those who ask opens it, and the others wait.
func (d *Directory) known(ctx context.Context, s *seat) (o *Org, opened bool, err error) {
	if o := d.seats.known(s); o != nil {
		return o, false, nil
	}
	done, err := s.alone(ctx)
	if err != nil {
		return nil, false, err
	}
	defer d.afterwards(ctx, s)
	defer done()
	if o := d.seats.known(s); o != nil {
		return o, false, nil
	}
	o, later, err := d.load(ctx, s)
	if err != nil {
		return nil, false, err
	}
	s.later, s.next, s.counted = 0, 0, 0
	d.replace(s, o, later)
	return o, true, nil
}

// learn makes the next version of events that were loaded after a version. Somebody
// else may have learned some of them in the meantime.
func (d *Directory) learn(ctx context.Context, s *seat, before *Org, news []Event) (*Org, error) {
	done, err := s.alone(ctx)
	if err != nil {
		return nil, err
	}
	defer d.afterwards(ctx, s)
	defer done()
	if o := d.seats.known(s); o != nil {
		before = o
	}
	for len(news) > 0 && news[0].Version <= before.version {
		news = news[1:]
	}
	if len(news) == 0 {
		return before, nil
	}
	next, err := d.applied(s.id, before.copy(), news)
	if err != nil {
		return nil, err
	}
	d.replace(s, next, len(news))
	return next, nil
}

// replace puts the next version in the place of the one before, from which it is some
// events away.
func (d *Directory) replace(s *seat, o *Org, events int) {
	d.seats.put(s, o, events)
	s.grow(o, events)
}
