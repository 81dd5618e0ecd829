package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"slices"

	"github.com/mandat-go/mandat"
)

const verifyHelp = `Checks that what a store keeps is whole: every event of every organisation is read,
and nothing of it may be missing or altered.

  mandat -store sqlite:FILE verify systems/contracts > heads
  mandat -store sqlite:FILE verify -heads heads systems/contracts

Each DIR is the folder of a system. The events are replayed under the policies there,
and a snapshot that is kept must be what they make at its version. Without a DIR they
are not replayed.

For each organisation that is whole it prints the id, the version, and the head: the
digest of the chain over all changes up to that version, which is another one if any
of them is. Keep that where those who can write to the store cannot write. With -heads
each history must still begin with the one that had the head in that file: whoever
rewrites or cuts one can make the store whole again, and not the head. What several runs
have printed can stand in one file.

What is not as it should be is said of every organisation, and the exit code is 1.
`

// verifying holds the flags of the command, and what the store is compared with.
type verifying struct {
	org, headsFile string
	policies       []*mandat.Policy
	heads          []head
}

func newVerify(f *flag.FlagSet) action {
	v := &verifying{}
	f.StringVar(&v.org, "org", "", "only the organisation with this `id`")
	f.StringVar(&v.headsFile, "heads", "", "compare with the `file` that verify has printed before")
	return func(w world, dirs []string) error { return v.run(w, dirs) }
}

func (v *verifying) run(w world, dirs []string) (err error) {
	if v.policies, err = readPolicies(dirs, nil); err != nil {
		return err
	}
	if v.heads, err = readHeads(v.headsFile); err != nil {
		return err
	}
	ctx := context.Background()
	s, err := openStore(ctx, w)
	if err != nil {
		return err
	}
	defer s.Close()
	return v.verify(ctx, w, s)
}

func (v *verifying) verify(ctx context.Context, w world, s mandat.Store) error {
	all, err := s.Orgs(ctx)
	if err != nil {
		return errors.New(bare(err))
	}
	wrong := append(v.gone(all), missing(ctx, s, all)...)
	if v.org != "" {
		if !slices.Contains(all, mandat.OrgID(v.org)) && wrong == nil {
			return noSuchOrg(v.org, all)
		}
		all = slices.DeleteFunc(all, func(id mandat.OrgID) bool { return id != mandat.OrgID(v.org) })
	}
	p := w.progress("verify", len(all))
	for _, id := range all {
		h, err := v.one(ctx, s, id, p)
		if err != nil {
			wrong = append(wrong, err)
		} else {
			line(w.stdout, h.String())
		}
		p.done()
	}
	if v.policies == nil {
		line(w.stderr, "mandat: nothing was replayed: name the folders with the policies for that")
	}
	if wrong != nil {
		complain(w.stderr, errors.Join(wrong...))
		return errNo
	}
	return nil
}

// gone reports the organisations that there were and are no more.
func (v *verifying) gone(all []mandat.OrgID) (wrong []error) {
	for _, h := range v.heads {
		if !slices.Contains(all, h.org) && (v.org == "" || h.org == mandat.OrgID(v.org)) {
			wrong = append(wrong, fmt.Errorf("%s: it is gone: in %s it is at version %d", id(h.org), v.headsFile, h.version))
		}
	}
	return wrong
}

// missing reports changes that the store knows of by the order of all, and has no more.
// Of an organisation that is gone nothing else tells.
func missing(ctx context.Context, s mandat.Store, all []mandat.OrgID) []error {
	if len(all) == 0 {
		return nil // Follow would wait for the first one
	}
	if _, _, err := s.Follow(ctx, 0); err != nil {
		return []error{errors.New(bare(err))}
	}
	return nil
}

// one returns the head of an organisation that is whole.
func (v *verifying) one(ctx context.Context, s mandat.Store, org mandat.OrgID, p *progress) (head, error) {
	kept, unread := s.Snapshot(ctx, org) // before the events: they may become more meanwhile
	events, err := s.Load(ctx, org, 0)
	if err == nil && len(events) == 0 {
		err = mandat.ErrNotFound
	}
	if err != nil {
		return head{}, fmt.Errorf("%s: it cannot be read: %w", id(org), err)
	}
	p.did(len(events))
	heads, err := v.headsOf(org, events)
	h := heads[events[len(events)-1].Version]
	if err == nil {
		err = v.compare(h, heads)
	}
	if err == nil {
		err = v.replay(events)
	}
	if err == nil {
		err = v.snapshot(kept, unread, org, events)
	}
	if err != nil {
		return head{}, fmt.Errorf("%s: %s", id(org), bare(err))
	}
	return h, nil
}

// headsOf returns the head of an organisation after its events, and at each version of
// which one was noted, by the version. Of many notes, too, the chain is gone along once.
func (v *verifying) headsOf(org mandat.OrgID, events []mandat.Event) (map[uint64]head, error) {
	stops := []uint64{events[len(events)-1].Version}
	for _, was := range v.heads {
		if was.org == org {
			stops = append(stops, was.version)
		}
	}
	slices.Sort(stops)
	heads := make(map[uint64]head)
	var chain mandat.ChainHash
	rest := events
	for _, version := range stops {
		next := upTo(rest, version)
		rest = rest[len(next):]
		var err error
		if chain, err = chain.Chain(next); err != nil {
			return nil, err
		}
		heads[version] = head{org, version, chain.String()}
	}
	return heads, nil
}

// compare reports a history that does not begin with each of those that were noted.
func (v *verifying) compare(is head, heads map[uint64]head) error {
	for _, was := range v.heads {
		if was.org != is.org {
			continue
		}
		if was.version > is.version {
			return fmt.Errorf("it ends at version %d, and in %s it is at version %d: the last changes are gone", is.version, v.headsFile, was.version)
		}
		if then := heads[was.version]; then != was {
			return fmt.Errorf("its history up to version %d is another one than in %s: its head there is %s, and in the store it is %s", was.version, v.headsFile, was.hash, then.hash)
		}
	}
	return nil
}

// replay reports events that make no organisation.
func (v *verifying) replay(events []mandat.Event) error {
	if v.policies == nil {
		return nil
	}
	_, err := mandat.Replay(events, v.policies...)
	return err
}

// snapshot reports one that cannot be read, or is of another organisation.
func (v *verifying) snapshot(kept []byte, unread error, org mandat.OrgID, events []mandat.Event) error {
	if v.policies == nil || errors.Is(unread, mandat.ErrNotFound) {
		return nil
	}
	if unread == nil {
		unread = v.sameAs(kept, org, events)
	}
	if unread != nil {
		return fmt.Errorf("the snapshot that is kept: %s", bare(unread))
	}
	return nil
}

// sameAs reports a snapshot that is not what the events make at its version.
func (v *verifying) sameAs(kept []byte, org mandat.OrgID, events []mandat.Event) error {
	restored, err := mandat.Restore(kept, org, v.policies...)
	if err != nil {
		return err
	}
	last := events[len(events)-1].Version
	if restored.Version() > last || restored.Version() == 0 {
		return fmt.Errorf("it is of version %d, and the organisation is at version %d", restored.Version(), last)
	}
	replayed, err := mandat.Replay(upTo(events, restored.Version()), v.policies...)
	if err != nil {
		return err
	}
	text, err := replayed.Snapshot()
	if err == nil && !bytes.Equal(text, kept) {
		err = fmt.Errorf("it is another organisation than the events make at version %d", restored.Version())
	}
	return err
}

// upTo returns the events as far as a version.
func upTo(events []mandat.Event, version uint64) []mandat.Event {
	i := slices.IndexFunc(events, func(e mandat.Event) bool { return e.Version > version })
	if i < 0 {
		return events
	}
	return events[:i]
}
