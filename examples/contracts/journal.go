package main

import (
	"errors"
	"slices"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/examples/contracts/rules"
)

// journalSize is how many changes the journal goes back.
const journalSize = 30

// entry is one change of an organisation, in words.
type entry struct {
	Version uint64
	At      time.Time
	By      mandat.PersonID
	Lines   []string
}

// showJournal tells what happened in the organisation, the latest first.
func (s *service) showJournal(c *call) error {
	from := max(1, c.org.Version()-min(c.org.Version()-1, journalSize))
	org, err := s.directory.AtVersion(c.r.Context(), c.org.ID(), from)
	if err != nil {
		return err
	}
	events, err := s.store.Load(c.r.Context(), c.org.ID(), from)
	if err != nil {
		return err
	}
	var all []entry
	for change := range changes(events) {
		after, err := org.Apply(change, s.policy)
		if err != nil {
			return err
		}
		e, err := c.entry(org, after, change[0])
		if err != nil {
			return err
		}
		all, org = append(all, e), after
	}
	slices.Reverse(all)
	return s.show(c, "journal", "journal.title", all)
}

// changes takes events together that belong to one change.
func changes(events []mandat.Event) func(yield func([]mandat.Event) bool) {
	return func(yield func([]mandat.Event) bool) {
		for len(events) > 0 {
			n := events[0].Of
			if !yield(events[:n]) {
				return
			}
			events = events[n:]
		}
	}
}

// entry says a change by what is different after it.
func (c *call) entry(before, after *mandat.Org, first mandat.Event) (entry, error) {
	e := entry{Version: first.Version, At: first.At, By: first.By}
	difference, err := mandat.Diff(before, after, first.At)
	for _, d := range difference.Data {
		e.Lines = append(e.Lines, c.words.In(d.Text(c.lang)))
	}
	return e, err
}

// readersPage tells who could read a contract on a day.
type readersPage struct {
	*contract
	Day     string
	Readers []reader
	// Unknown tells that there was no such organisation then.
	Unknown bool
}

type reader struct {
	Person mandat.PersonID
	Lines  []string
}

// showReaders asks the organisation as it was at the end of a day, under the policy of
// then. Of the contract it takes what the row says today.
func (s *service) showReaders(c *call) error {
	p := readersPage{contract: c.contract, Day: c.r.FormValue("day")}
	if p.Day == "" {
		p.Day = c.subject.At.Format(time.DateOnly)
	}
	day, err := time.Parse(time.DateOnly, p.Day)
	if err != nil {
		return inputError("error.day")
	}
	at := day.AddDate(0, 0, 1).Add(-time.Nanosecond)
	if at.After(c.subject.At) {
		at = c.subject.At
	}
	then, err := s.directory.AsOf(c.r.Context(), c.org.ID(), at)
	if p.Unknown = errors.Is(err, mandat.ErrNotFound); !p.Unknown && err == nil {
		p.Readers, err = c.readers(then, at)
	}
	if err != nil && !p.Unknown {
		return err
	}
	return s.show(c, "readers", "readers.title", p)
}

func (c *call) readers(then *mandat.Org, at time.Time) (all []reader, err error) {
	who, err := then.Subjects(mandat.Subject{Channel: rules.ChannelWeb, Session: mandat.OpenSession, At: at}, rules.Read, c.contract.Resource())
	for _, a := range who {
		all = append(all, reader{a.Person, c.explained(a.Explain())[1:]})
	}
	return all, err
}
