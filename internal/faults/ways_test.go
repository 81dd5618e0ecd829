package faults

import (
	"context"
	"runtime"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// way is how a directory stands to an organisation when a call breaks.
type way struct {
	name string
	// begins readies the store, and returns what there is then; opened and meanwhile
	// ready the directory, before the change and while it is planned.
	begins    func(testing.TB, mandat.Store, *mandat.Org) *mandat.Org
	opened    func(*testing.T, *mandat.Directory, mandat.OrgID)
	meanwhile func(*mandat.Directory)
	follows   bool
	few       bool     // it takes long, and is tried with some commands only
	calls     []string // those of the store that are made
}

const other mandat.OrgID = "other"

func ways() []way {
	return []way{
		{name: "the organisation is not loaded yet", calls: []string{"Snapshot", "Load", "Append"}},
		{name: "it is loaded", opened: asked, calls: []string{"Load", "Append"}},
		{name: "there is a snapshot of it", begins: snapshotKept, calls: []string{"Snapshot", "Load", "Append"}},
		{name: "it is forgotten while it is used", opened: crowded, meanwhile: askOther, calls: []string{"Snapshot", "Load", "Append"}},
		{name: "it is forgotten", opened: forgotten, meanwhile: askOther, few: true, calls: []string{"Snapshot", "Load", "Append"}},
		{name: "the directory follows the store", opened: asked, follows: true, calls: []string{"Append"}},
	}
}

// snapshotKept keeps a snapshot, and stores one more change that it does not have.
func snapshotKept(t testing.TB, s mandat.Store, o *mandat.Org) *mandat.Org {
	text, err := o.Snapshot()
	require.NoError(t, err)
	require.NoError(t, s.KeepSnapshot(background, o.ID(), o.Version(), text))
	later, err := o.Plan(through("public", "later"), mandat.Register{})
	require.NoError(t, err)
	require.NoError(t, s.Append(background, o.ID(), o.Version(), later.Events()))
	return later.Org()
}

func asked(t *testing.T, d *mandat.Directory, id mandat.OrgID) {
	_, err := d.Org(background, id)
	require.NoError(t, err)
}

// crowded has the directory keep one organisation at a time.
func crowded(t *testing.T, d *mandat.Directory, id mandat.OrgID) {
	d.SetMemory(1)
	asked(t, d, id)
}

// forgotten has it keep another one, so that it loads this one anew.
func forgotten(t *testing.T, d *mandat.Directory, id mandat.OrgID) {
	crowded(t, d, id)
	asked(t, d, other)
	runtime.GC()
}

// askOther makes the directory let go of all others. It may fail.
func askOther(d *mandat.Directory) { _, _ = d.Org(background, other) }

// deaf is a store that tells what has changed once, when a directory begins to follow
// it, and nothing later: as one that takes long.
type deaf struct {
	mandat.Store
	heard chan struct{} // closed when the directory waits for more
}

func (d *deaf) Follow(ctx context.Context, mark uint64) ([]mandat.OrgID, uint64, error) {
	if mark == 0 {
		return d.Store.Follow(ctx, mark)
	}
	close(d.heard)
	<-ctx.Done()
	return nil, 0, ctx.Err()
}

// awaited is a store that says when a directory waits for changes.
type awaited struct {
	mandat.Store
	once  sync.Once
	waits chan struct{}
}

func (a *awaited) Follow(ctx context.Context, mark uint64) ([]mandat.OrgID, uint64, error) {
	if mark > 0 {
		a.once.Do(func() { close(a.waits) })
	}
	return a.Store.Follow(ctx, mark)
}

// follow has a directory follow a deaf store until the test ends. When it returns the
// directory no more asks for what it has not heard of.
func (d *deaf) follow(t *testing.T, by *mandat.Directory) (stop func()) {
	ctx, cancel := context.WithCancel(background)
	ended := make(chan error, 1)
	go func() { ended <- by.Follow(ctx) }()
	select {
	case <-d.heard:
	case err := <-ended:
		t.Fatalf("following ended: %v", err)
	}
	return func() {
		cancel()
		require.ErrorIs(t, <-ended, context.Canceled)
	}
}
