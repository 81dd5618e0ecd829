package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"

	"github.com/mandat-go/mandat"
)

const logHelp = `Tells what happened to the organisations of a store, in the order in which it did:

  mandat -store sqlite:FILE log -org acme -from 12

Each change begins with a line that says which version it made, when, by whom and in
which channel. Below it is a line for each of its events. Persons are named by their
ids: the store knows no others.

With -json each event is a line of JSON, as "mandat export" writes it.
`

// logging holds the flags of the command.
type logging struct {
	org  string
	from uint64
	json bool
}

func newLog(f *flag.FlagSet) action {
	l := &logging{}
	f.StringVar(&l.org, "org", "", "only of the organisation with this `id`")
	f.Uint64Var(&l.from, "from", 1, "begin with the change that made this `version`")
	f.BoolVar(&l.json, "json", false, "print each event as a line of JSON")
	return func(w world, _ []string) error { return l.run(w) }
}

func (l *logging) run(w world) error {
	ctx := context.Background()
	s, err := openStore(ctx, w)
	if err != nil {
		return err
	}
	defer s.Close()
	all, err := orgsOf(ctx, s, l.org)
	if err != nil {
		return err
	}
	printed := false
	for _, id := range all {
		events, err := l.load(ctx, s, id)
		if err != nil {
			return errors.New(bare(err))
		}
		if l.json {
			err = writeEvents(w.stdout, events)
		} else {
			printed = printEvents(w.stdout, events, printed)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// load returns the events from a version on: none of an organisation that has not come
// so far.
func (l *logging) load(ctx context.Context, s mandat.Store, id mandat.OrgID) ([]mandat.Event, error) {
	events, err := s.Load(ctx, id, max(l.from, 1)-1)
	if errors.Is(err, mandat.ErrNotFound) {
		_, err = s.Load(ctx, id, 0)
		return nil, err
	}
	return events, err
}

// printEvents prints changes, with an empty line between them, and tells whether
// anything is printed by now.
func printEvents(w io.Writer, events []mandat.Event, printed bool) bool {
	for i := range events {
		e := &events[i]
		if e.Step == 1 {
			if printed {
				fmt.Fprintln(w)
			}
			line(w, changeLine(e))
			printed = true
		}
		line(w, fmt.Sprintf("  %-21s %s", e.What.EventName(), tellEvent(e)))
	}
	return printed
}

// changeLine says which change an event belongs to.
func changeLine(e *mandat.Event) string {
	text := fmt.Sprintf("%s, version %d: %s", word(string(e.Org)), e.Version, stamp(e.At))
	switch {
	case e.By != "":
		text += " by " + word(string(e.By))
	case e.Version == 1:
		text += " imported"
	default:
		text += " on nobody's authority"
	}
	if e.Through != "" {
		text += " through " + word(string(e.Through))
	}
	return text
}
