package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"time"

	"github.com/mandat-go/mandat"
)

const pastHelp = `
With "mandat -store sqlite:FILE" the organisation is one of the store, and -org is its
id. It can be asked as it was: with -at-version, at the time at which that version was
made unless -at says another one, or with -as-of, at that moment; a date stands for
the beginning of its day in UTC. It decides by the policy that was in force then. Every
version of the policy that it ever had must be given: those in DIR, in files whose
names begin with "policy", and those that -policy names.
`

// past says when an organisation of a store is asked, and where the policies stand by
// which it ever decided.
type past struct {
	version  uint64
	asOf     string
	policies texts
}

func (p *past) flags(f *flag.FlagSet) {
	f.Uint64Var(&p.version, "at-version", 0, "with -store: ask the organisation as it was at this `version`")
	f.StringVar(&p.asOf, "as-of", "", "with -store: ask the organisation as it was at this `time`, or on this date")
	f.Var(&p.policies, "policy", "with -store: also this version of the policy, in a `file` or folder; can be repeated")
}

// fitting refuses flags that do not go together.
func (p *past) fitting(w world, at string) error {
	given := p.version != 0 || p.asOf != "" || p.policies != nil
	switch {
	case given && w.store == "":
		return usagef("-at-version, -as-of and -policy are about an organisation of a store: mandat -store sqlite:FILE ...")
	case p.version != 0 && p.asOf != "":
		return usagef("-at-version and -as-of are two ways to ask the past: choose one")
	case p.asOf != "" && at != "":
		return usagef("-as-of asks at that moment: leave -at out")
	}
	return nil
}

// moment reads -as-of.
func (p *past) moment() (time.Time, error) {
	for _, form := range []string{time.RFC3339, time.DateOnly} {
		if at, err := time.Parse(form, p.asOf); err == nil {
			return at, nil
		}
	}
	return time.Time{}, usagef("-as-of %q: expected a time such as 2026-03-01T12:00:00Z, or a date such as 2026-03-01", p.asOf)
}

// org returns an organisation of the store as it is or was, and the time at which it is
// asked.
func (p *past) org(w world, dir, named string) (*mandat.Org, time.Time, error) {
	at := w.now
	if p.asOf != "" {
		var err error
		if at, err = p.moment(); err != nil {
			return nil, at, err
		}
	}
	all, err := readPolicies([]string{dir}, p.policies)
	if err != nil {
		return nil, at, err
	}
	ctx := context.Background()
	s, err := openStore(ctx, w)
	if err != nil {
		return nil, at, err
	}
	defer s.Close()
	id, err := oneOrg(ctx, s, named)
	if err != nil {
		return nil, at, err
	}
	d, err := mandat.Open(ctx, reading{s}, all...)
	if err != nil {
		return nil, at, errors.New(bare(err))
	}
	return p.from(ctx, s, d, id, at)
}

func (p *past) from(ctx context.Context, s mandat.Store, d *mandat.Directory, id mandat.OrgID, at time.Time) (o *mandat.Org, _ time.Time, err error) {
	switch {
	case p.version != 0:
		if o, err = d.AtVersion(ctx, id, p.version); err == nil {
			at, err = madeAt(ctx, s, id, p.version)
		}
	case p.asOf != "":
		o, err = d.AsOf(ctx, id, at)
	default:
		o, err = d.Org(ctx, id)
	}
	if errors.Is(err, mandat.ErrNotFound) {
		err = p.neverThen(ctx, s, id)
	}
	if err != nil {
		return nil, at, errors.New(bare(err))
	}
	return o, at, nil
}

// madeAt returns when a version was made.
func madeAt(ctx context.Context, s mandat.Store, id mandat.OrgID, version uint64) (time.Time, error) {
	events, err := s.Load(ctx, id, version-1)
	if err != nil {
		return time.Time{}, err
	}
	return events[0].At, nil
}

// neverThen says which versions, and which time, an organisation has.
func (p *past) neverThen(ctx context.Context, s mandat.Store, id mandat.OrgID) error {
	events, err := s.Load(ctx, id, 0)
	if err != nil {
		return err
	}
	if p.version != 0 {
		return fmt.Errorf("%s has no version %d: it is at version %d", word(string(id)), p.version, events[len(events)-1].Version)
	}
	return fmt.Errorf("%s was not there yet: it began %s", word(string(id)), stamp(events[0].At))
}

// stamp returns a moment to the nanosecond, in UTC.
func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }
