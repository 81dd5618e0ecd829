package storetest_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/mandat-go/mandat"
)

// wrong is a store that breaks one promise.
type wrong struct {
	mandat.Store
	fault string

	alone  sync.Mutex    // held by the one who follows
	own    chan struct{} // told of each Append of this store
	early  chan mandat.OrgID
	mu     sync.Mutex
	kept   map[mandat.OrgID][]byte
	latest map[mandat.OrgID]uint64
	named  map[mandat.OrgID]bool
}

func newWrong(s mandat.Store, fault string) *wrong {
	return &wrong{Store: s, fault: fault, own: make(chan struct{}, 1000), early: make(chan mandat.OrgID, 1000),
		kept: make(map[mandat.OrgID][]byte), latest: make(map[mandat.OrgID]uint64), named: make(map[mandat.OrgID]bool)}
}

func (w *wrong) Append(ctx context.Context, id mandat.OrgID, at uint64, events []mandat.Event) error {
	switch w.fault {
	case "loses":
		return nil
	case "keeps a half":
		if len(events) > 1 {
			events = events[:1]
		}
	case "folds ids":
		id = mandat.OrgID(strings.ToLower(string(id)))
		for i := range events {
			events[i].Org = id
		}
	case "ignores the context":
		ctx = context.WithoutCancel(ctx)
	case "takes other events":
		for i := range events {
			events[i].Org, events[i].Version = id, at+1
		}
	case "forgets who won":
		if err := w.Store.Append(ctx, id, at, events); err != nil && at > 0 {
			return nil
		}
		return nil
	case "tells too early":
		w.early <- id
		time.Sleep(20 * time.Millisecond)
	}
	w.own <- struct{}{}
	return w.Store.Append(ctx, id, at, events)
}

func (w *wrong) Load(ctx context.Context, id mandat.OrgID, after uint64) ([]mandat.Event, error) {
	if w.fault == "gives all" {
		after = 0
	}
	events, err := w.Store.Load(ctx, id, after)
	switch {
	case w.fault == "has what it has not" && errors.Is(err, mandat.ErrNotFound):
		err = nil
	case w.fault == "rounds moments":
		for i := range events {
			events[i].At = events[i].At.Truncate(time.Microsecond)
		}
	}
	return events, err
}

func (w *wrong) Orgs(ctx context.Context) ([]mandat.OrgID, error) {
	ids, err := w.Store.Orgs(ctx)
	if w.fault == "hides one" && len(ids) > 0 {
		ids = ids[1:]
	}
	return ids, err
}

func (w *wrong) Follow(ctx context.Context, after uint64) ([]mandat.OrgID, uint64, error) {
	switch w.fault {
	case "names all":
		after = 0
	case "waits on":
		ctx = context.WithoutCancel(ctx)
	case "lets one follow":
		w.alone.Lock()
		defer w.alone.Unlock()
	case "tells too early":
		return []mandat.OrgID{<-w.early}, after + 1, nil
	case "is silent", "is silent at a mark that never was", "waits for its own", "does not wait":
		if ids, mark, err := w.now(ctx, after); ids != nil {
			return ids, mark, err
		}
		return w.later(ctx, after)
	}
	ids, mark, err := w.Store.Follow(ctx, after)
	switch {
	case err != nil:
	case w.fault == "names twice":
		ids = append(ids, ids[len(ids)-1])
	case w.fault == "names in another order":
		slices.Reverse(ids)
	case w.fault == "names one":
		ids = ids[:1]
	case w.fault == "names each once":
		ids = w.notNamed(ids)
	}
	return ids, mark, err
}

// notNamed leaves out the organisations that were named before.
func (w *wrong) notNamed(ids []mandat.OrgID) []mandat.OrgID {
	w.mu.Lock()
	defer w.mu.Unlock()
	ids = slices.DeleteFunc(ids, func(id mandat.OrgID) bool { return w.named[id] })
	for _, id := range ids {
		w.named[id] = true
	}
	return ids
}

// now returns what there is to tell without waiting.
func (w *wrong) now(ctx context.Context, after uint64) ([]mandat.OrgID, uint64, error) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Millisecond)
	defer cancel()
	return w.Store.Follow(ctx, after)
}

// later is what a store that is silent in some way does when there is nothing to tell.
func (w *wrong) later(ctx context.Context, after uint64) ([]mandat.OrgID, uint64, error) {
	_, _, err := w.now(ctx, after)
	switch {
	case w.fault == "does not wait":
		return nil, after, nil
	case w.fault == "is silent at a mark that never was" && errors.Is(err, context.DeadlineExceeded):
		return w.Store.Follow(ctx, after)
	case w.fault == "waits for its own":
		select {
		case <-w.own:
			return w.Follow(ctx, after)
		case <-ctx.Done():
			return nil, 0, ctx.Err()
		}
	}
	<-ctx.Done()
	return nil, 0, ctx.Err()
}

func (w *wrong) Snapshot(ctx context.Context, id mandat.OrgID) ([]byte, error) {
	switch w.fault {
	case "folds ids of snapshots":
		id = mandat.OrgID(strings.ToLower(string(id)))
	case "shares snapshots", "forgets snapshots":
		w.mu.Lock()
		defer w.mu.Unlock()
		return w.kept[id], nil
	}
	text, err := w.Store.Snapshot(ctx, id)
	if w.fault == "has an empty snapshot" {
		err = nil
	}
	return text, err
}

func (w *wrong) KeepSnapshot(ctx context.Context, id mandat.OrgID, version uint64, text []byte) error {
	switch w.fault {
	case "folds ids of snapshots":
		id = mandat.OrgID(strings.ToLower(string(id)))
	case "keeps snapshots without the context":
		ctx = context.WithoutCancel(ctx)
	case "keeps what came last":
		version = 1 << 62
	case "keeps what came first":
		if _, err := w.Store.Snapshot(ctx, id); err == nil {
			return nil
		}
	case "shares snapshots", "forgets snapshots":
		w.mu.Lock()
		defer w.mu.Unlock()
		w.kept[id] = text
		return nil
	case "looks before it keeps":
		if w.isOlder(id, version) {
			return nil
		}
		time.Sleep(time.Millisecond)
		version = 1 << 62
	}
	return w.Store.KeepSnapshot(ctx, id, version, text)
}

func (w *wrong) isOlder(id mandat.OrgID, version uint64) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	older := version < w.latest[id]
	w.latest[id] = max(version, w.latest[id])
	return older
}
