package main

import (
	"context"
	"errors"
	"flag"
	"io"

	"github.com/mandat-go/mandat"
)

const exportHelp = `Writes what a store keeps: every event as a line of JSON, one organisation after the
other, the oldest change first.

  mandat -store sqlite:FILE export > events.jsonl

The form of an event is described in doc/events.md. "mandat import" reads it.
`

func newExport(f *flag.FlagSet) action {
	org := f.String("org", "", "only the organisation with this `id`")
	return func(w world, _ []string) error { return export(w, *org) }
}

func export(w world, org string) error {
	ctx := context.Background()
	s, err := openStore(ctx, w)
	if err != nil {
		return err
	}
	defer s.Close()
	all, err := orgsOf(ctx, s, org)
	if err != nil {
		return err
	}
	p := w.progress("export", len(all))
	for _, id := range all {
		events, err := s.Load(ctx, id, 0)
		if err != nil {
			return errors.New(bare(err))
		}
		if err := writeEvents(w.stdout, events); err != nil {
			return err
		}
		p.did(len(events))
		p.done()
	}
	return nil
}

// writeEvents writes each event as a line of JSON.
func writeEvents(w io.Writer, events []mandat.Event) error {
	for i := range events {
		text, err := events[i].MarshalJSON()
		if err != nil {
			return err
		}
		if _, err := w.Write(append(text, '\n')); err != nil {
			return err
		}
	}
	return nil
}
