package main

import (
	"context"
	"errors"
	"flag"
	"fmt"

	"github.com/mandat-go/mandat"
)

const importHelp = `Stores organisations, in a store that is made where there is none:

  mandat -store sqlite:FILE import systems/contracts events.jsonl

FILE is one of

  lines of JSON, as "mandat export" writes them; - is the standard input
  an organisation (.yaml or .json), as the folder of a system has it: it is imported as
  its first change, at the time of -at
  a file of cases in DIR: the organisation that it names is imported at the time of the
  file, and changed by each step that is allowed, as far as the first case that begins
  afresh

Everything is read, and every organisation replayed under the policies of DIR and of
-policy, before anything is stored. An organisation that the store has already is
refused, unless it has the beginning: then what follows is stored. So an import that
was broken off is completed by running it again.
`

// importing holds the flags of the command.
type importing struct {
	at       string
	policies texts
}

func newImport(f *flag.FlagSet) action {
	i := &importing{}
	f.StringVar(&i.at, "at", "", "the `time` at which an organisation in a file is imported (default: now)")
	f.Var(&i.policies, "policy", "also this version of the policy, in a `file` or folder; can be repeated")
	return func(w world, args []string) error { return i.run(w, args[0], args[1:]) }
}

func (i *importing) run(w world, dir string, files []string) error {
	at, err := timeOf(i.at, w.now)
	if err != nil {
		return err
	}
	all, err := readPolicies([]string{dir}, i.policies)
	if err != nil {
		return err
	}
	r := &arrivals{world: w, dir: dir, at: at, policies: all}
	if err := r.read(files); err != nil {
		return err
	}
	if err := r.check(); err != nil {
		return err
	}
	ctx := context.Background()
	s, err := makeStore(ctx, w)
	if err != nil {
		return err
	}
	defer s.Close()
	return r.store(ctx, s)
}

// store appends what the store does not have, once it is known that it can.
func (r *arrivals) store(ctx context.Context, s receiving) error {
	var wrong []error
	for _, a := range r.all {
		wrong = append(wrong, a.meet(ctx, s))
	}
	if err := errors.Join(wrong...); err != nil {
		return err
	}
	p := r.progress("import", len(r.all))
	for _, a := range r.all {
		if err := a.append(ctx, s, p); err != nil {
			return err
		}
		line(r.stdout, a.stored())
		p.done()
	}
	return nil
}

// meet notes how much of an organisation the store has.
func (a *arrival) meet(ctx context.Context, s mandat.Store) error {
	there, err := s.Load(ctx, a.org, 0)
	switch {
	case errors.Is(err, mandat.ErrNotFound):
		return nil
	case err != nil:
		return errors.New(bare(err))
	}
	is, err := headAt(a.org, there)
	if err != nil {
		return errors.New(bare(err))
	}
	then, err := headAt(a.org, upTo(a.events, is.version))
	switch {
	case err != nil:
		return errors.New(bare(err))
	case is != then:
		return fmt.Errorf("%s: the store has an organisation %s already, at version %d, and that is not the beginning of this one", a.from, id(a.org), is.version)
	}
	a.had = is.version
	return nil
}

// append stores one batch of changes after the other, so that others can write in
// between, and somebody sees how far it has come.
func (a *arrival) append(ctx context.Context, s receiving, p *progress) error {
	rest := a.events[len(upTo(a.events, a.had)):]
	for len(rest) > 0 {
		at, n := rest[0].Version-1, 0
		for n < len(rest) && n < batch {
			n += rest[n].Of
		}
		if err := s.AppendAll(ctx, a.org, at, rest[:n]); err != nil {
			return fmt.Errorf("%s: stored as far as version %d of %d: %s (run it again to store the rest)", id(a.org), at, a.last(), bare(err))
		}
		p.did(n)
		rest = rest[n:]
	}
	return nil
}

// batch is how many events are stored at once, about.
const batch = 1000

// receiving is a store that takes many changes at once.
type receiving interface {
	mandat.Store
	AppendAll(ctx context.Context, id mandat.OrgID, at uint64, events []mandat.Event) error
}

func (a *arrival) last() uint64 { return a.events[len(a.events)-1].Version }

// stored says what was stored of an organisation.
func (a *arrival) stored() string {
	switch last := a.last(); {
	case a.had == last:
		return fmt.Sprintf("%s: it is in the store already, at version %d", id(a.org), last)
	case a.had+1 == last:
		return fmt.Sprintf("%s: stored version %d", id(a.org), last)
	default:
		return fmt.Sprintf("%s: stored versions %d to %d", id(a.org), a.had+1, last)
	}
}
