package faults

import (
	"context"
	"errors"
	"sync"

	"github.com/mandat-go/mandat"
)

var errBroken = errors.New("the store broke")

// moment is when a call of a store breaks.
type moment string

const (
	before  moment = "before its work"
	halfWay moment = "half-way"
	after   moment = "after its work"
)

// faulty is a store of which calls break: one with a number, counted from 1, or all
// of them while it is down.
type faulty struct {
	mandat.Store
	when moment

	mu     sync.Mutex
	breaks int    // the number of the call that breaks; 0 for none
	only   string // counts the calls of this name alone; "" for all
	calls  int
	broken string // the name of the call that broke
	down   bool
}

func (f *faulty) call(name string, work func() error) error {
	if f.isDown() {
		return errBroken
	}
	switch f.momentOf(name) {
	case before:
		return errBroken
	case halfWay, after:
		if err := work(); err != nil {
			return err
		}
		return errBroken
	}
	return work()
}

// momentOf counts a call, and returns when it breaks; "" if it does not.
func (f *faulty) momentOf(name string) moment {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.only != "" && f.only != name {
		return ""
	}
	f.calls++
	if f.calls != f.breaks {
		return ""
	}
	f.broken = name
	return f.when
}

func (f *faulty) isDown() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.down
}

// arm makes the call with a number break, counted from now on.
func (f *faulty) arm(call int, only string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.breaks, f.only, f.calls, f.broken = call, only, 0, ""
}

func (f *faulty) setDown(down bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.down = down
}

// whatBroke returns the name of the call that broke, "" if none did.
func (f *faulty) whatBroke() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.broken
}

// Load gives a part of the events with the error when it breaks half-way.
func (f *faulty) Load(ctx context.Context, id mandat.OrgID, version uint64) (events []mandat.Event, err error) {
	err = f.call("Load", func() error { events, err = f.Store.Load(ctx, id, version); return err })
	if errors.Is(err, errBroken) && f.when == halfWay {
		events = events[:len(events)/2]
	}
	return events, err
}

// Append has no middle here: what breaks within a transaction is in broken_test.go.
func (f *faulty) Append(ctx context.Context, id mandat.OrgID, at uint64, events []mandat.Event) error {
	return f.call("Append", func() error { return f.Store.Append(ctx, id, at, events) })
}

func (f *faulty) Orgs(ctx context.Context) (ids []mandat.OrgID, err error) {
	err = f.call("Orgs", func() error { ids, err = f.Store.Orgs(ctx); return err })
	if errors.Is(err, errBroken) && f.when == halfWay {
		ids = ids[:len(ids)/2]
	}
	return ids, err
}

func (f *faulty) Follow(ctx context.Context, mark uint64) (ids []mandat.OrgID, next uint64, err error) {
	err = f.call("Follow", func() error { ids, next, err = f.Store.Follow(ctx, mark); return err })
	return ids, next, err
}

// Snapshot gives a part of the text with the error when it breaks half-way.
func (f *faulty) Snapshot(ctx context.Context, id mandat.OrgID) (text []byte, err error) {
	err = f.call("Snapshot", func() error { text, err = f.Store.Snapshot(ctx, id); return err })
	if errors.Is(err, errBroken) && f.when == halfWay {
		text = text[:len(text)/2]
	}
	return text, err
}

// KeepSnapshot keeps a part of the text when it breaks half-way: it is no text that
// Restore would take.
func (f *faulty) KeepSnapshot(ctx context.Context, id mandat.OrgID, version uint64, text []byte) error {
	return f.call("KeepSnapshot", func() error {
		if f.when == halfWay && f.whatBroke() == "KeepSnapshot" {
			text = text[:len(text)/2]
		}
		return f.Store.KeepSnapshot(ctx, id, version, text)
	})
}
