package storetest

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mandat-go/mandat"
)

var (
	background = context.Background()
	noon       = time.Date(2026, 1, 15, 12, 0, 0, 123456789, time.UTC)
)

// changeOf makes the events of one change. A store does not ask whether they are
// possible.
func changeOf(id mandat.OrgID, version uint64, what ...mandat.Happening) []mandat.Event {
	var events []mandat.Event
	for i, h := range what {
		events = append(events, mandat.Event{Org: id, Version: version, Step: i + 1, Of: len(what), At: noon, By: "anna", Through: "web", What: h})
	}
	return events
}

func unit(id mandat.UnitID) mandat.Happening {
	return mandat.UnitAdded{Unit: mandat.Unit{ID: id, Structure: "tree"}}
}

// stored appends changes of two events each, the versions after at.
func stored(t *testing.T, s mandat.Store, id mandat.OrgID, at, n uint64) []mandat.Event {
	t.Helper()
	var all []mandat.Event
	for v := at; v < at+n; v++ {
		events := changeOf(id, v+1, unit(mandat.UnitID(fmt.Sprintf("a-%d", v))), unit(mandat.UnitID(fmt.Sprintf("b-%d", v))))
		must(t, s.Append(background, id, v, events))
		all = append(all, events...)
	}
	return all
}

func loaded(t *testing.T, s mandat.Store, id mandat.OrgID, after uint64) []mandat.Event {
	t.Helper()
	events, err := s.Load(background, id, after)
	must(t, err)
	return events
}

func givesWhatWasStored(t *testing.T, s mandat.Store) {
	want := stored(t, s, "acme", 0, 3)
	stored(t, s, "beta", 0, 1)
	equal(t, want, loaded(t, s, "acme", 0))
	equal(t, want[2:], loaded(t, s, "acme", 1))
	equal(t, want[4:], loaded(t, s, "acme", 2))
	empty(t, loaded(t, s, "acme", 3))
}

func knowsWhatItHasNot(t *testing.T, s mandat.Store) {
	for _, c := range []struct {
		id    mandat.OrgID
		after uint64
	}{{"acme", 0}, {"acme", 1}, {"", 0}} {
		_, err := s.Load(background, c.id, c.after)
		fails(t, err, mandat.ErrNotFound)
	}
	stored(t, s, "acme", 0, 2)
	for _, after := range []uint64{3, 1 << 63, 1<<64 - 1} {
		events, err := s.Load(background, "acme", after)
		fails(t, err, mandat.ErrNotFound)
		empty(t, events)
	}
}

func storesAtOneVersion(t *testing.T, s mandat.Store) {
	for _, at := range []uint64{1, 2, 1<<64 - 2} {
		fails(t, s.Append(background, "acme", at, changeOf("acme", at+1, unit("x"))), mandat.ErrConflict)
	}
	_, err := s.Load(background, "acme", 0)
	fails(t, err, mandat.ErrNotFound)
	want := stored(t, s, "acme", 0, 2)
	for _, at := range []uint64{0, 1, 3, 1<<64 - 2} {
		fails(t, s.Append(background, "acme", at, changeOf("acme", at+1, unit("x"))), mandat.ErrConflict)
	}
	equal(t, want, loaded(t, s, "acme", 0))
}

func listsItsOrganisations(t *testing.T, s mandat.Store) {
	ids, err := s.Orgs(background)
	must(t, err)
	empty(t, ids)
	for _, id := range []mandat.OrgID{"b", "a", "å", "B", "ab"} {
		stored(t, s, id, 0, 2)
	}
	ids, err = s.Orgs(background)
	must(t, err)
	equal(t, []mandat.OrgID{"B", "a", "ab", "b", "å"}, ids)
	ids[0] = "x"
	ids, _ = s.Orgs(background)
	equal(t, mandat.OrgID("B"), ids[0])
}

// What is given to a store, and what it gives, is the caller's.
func sharesNothing(t *testing.T, s mandat.Store) {
	group := func() []mandat.Event {
		return changeOf("acme", 1, mandat.GroupAdded{Group: mandat.Group{ID: "g", Members: []mandat.PersonID{"anna"}}}, unit("u"))
	}
	given := group()
	must(t, s.Append(background, "acme", 0, given))
	for range 2 {
		given[0].What.(mandat.GroupAdded).Group.Members[0] = "bo"
		given[1].What, given[1].By = unit("v"), "bo"
		given = loaded(t, s, "acme", 0)
		equal(t, group(), given)
	}
	_ = append(loaded(t, s, "acme", 0)[:1], changeOf("acme", 9, unit("w"))...)
	equal(t, group(), loaded(t, s, "acme", 0))
}

// alike are ids that a collation, a path or a key made of parts would mix up.
func alike() []mandat.OrgID {
	return []mandat.OrgID{"a", "A", "a ", " a", "a\x00", "a\n", "å", "a\u030a", "Å", "ß", "ss", "ı", "i", "I", "K", "\u212a", "a/b", "a\\b", "../a", "a%", "a_", "%", "a'", `a"`, "a;--",
		"a:1", "1", "01", "null", "🙂", mandat.OrgID(strings.Repeat("x", 300)), mandat.OrgID(strings.Repeat("x", 301))}
}

func tellsIDsApart(t *testing.T, s mandat.Store) {
	want := map[mandat.OrgID][]mandat.Event{}
	for i, id := range alike() {
		want[id] = stored(t, s, id, 0, uint64(i%3)+1)
	}
	for _, id := range alike() {
		equal(t, want[id], loaded(t, s, id, 0))
	}
	all, err := s.Orgs(background)
	must(t, err)
	equal(t, len(alike()), len(all))
	f := soon(t, following(background, s, 0))
	must(t, f.err)
	equal(t, all, f.ids)
}

func heedsTheContext(t *testing.T, s mandat.Store) {
	ctx, cancel := context.WithCancel(background)
	cancel()
	fails(t, s.Append(ctx, "acme", 0, changeOf("acme", 1, unit("u"))), context.Canceled)
	_, err := s.Load(ctx, "acme", 0)
	fails(t, err, context.Canceled)
	_, err = s.Orgs(ctx)
	fails(t, err, context.Canceled)
	fails(t, s.KeepSnapshot(ctx, "acme", 1, []byte("x")), context.Canceled)
	_, err = s.Snapshot(ctx, "acme")
	fails(t, err, context.Canceled)
	_, err = s.Load(background, "acme", 0)
	fails(t, err, mandat.ErrNotFound)
	_, err = s.Snapshot(background, "acme")
	fails(t, err, mandat.ErrNotFound)
}

func letsOneWin(t *testing.T, s mandat.Store) {
	const rounds, rivals = 20, 8
	for at := range uint64(rounds) {
		outcomes := make([]error, rivals)
		var all sync.WaitGroup
		for i := range rivals {
			all.Go(func() {
				outcomes[i] = s.Append(background, "acme", at, changeOf("acme", at+1, unit(mandat.UnitID(fmt.Sprint(i))), unit(mandat.UnitID(fmt.Sprint(i)))))
			})
		}
		all.Wait()
		events := loaded(t, s, "acme", at)
		if len(events) != 2 {
			t.Fatalf("%d events of a change of two", len(events))
		}
		equal(t, events[0].What, events[1].What)
		for i, err := range outcomes {
			if err == nil {
				equal(t, unit(mandat.UnitID(fmt.Sprint(i))), events[0].What)
			} else {
				fails(t, err, mandat.ErrConflict)
			}
		}
	}
}

func isReadWhileOthersWrite(t *testing.T, s mandat.Store) {
	stored(t, s, "acme", 0, 1)
	var all sync.WaitGroup
	all.Go(func() {
		for v := range uint64(30) {
			works(t, s.Append(background, "acme", v+1, changeOf("acme", v+2, unit("u"), unit("v"))))
			works(t, s.Append(background, mandat.OrgID(fmt.Sprint(v)), 0, changeOf(mandat.OrgID(fmt.Sprint(v)), 1, unit("u"))))
		}
	})
	for range 4 {
		all.Go(func() {
			for range 20 {
				events, err := s.Load(background, "acme", 0)
				works(t, err)
				if len(events)%2 != 0 {
					t.Error("half a change is loaded")
				}
				for i, e := range events {
					equal(t, uint64(i/2+1), e.Version)
				}
				_, err = s.Orgs(background)
				works(t, err)
			}
		})
	}
	all.Wait()
}

// An event that cannot be stored takes its whole change with it.
func storesWholeChanges(t *testing.T, s mandat.Store) {
	for name, bad := range map[string]mandat.Happening{
		"nothing":         nil,
		"no such scope":   mandat.RoleGranted{Grant: mandat.Grant{Role: "r", Member: "anna"}},
		"not UTF-8":       unit("u\xff"),
		"far in the time": mandat.InvitationResent{Invitation: "i", Until: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)},
	} {
		if s.Append(background, "acme", 0, changeOf("acme", 1, unit("u"), bad, unit("v"))) == nil {
			t.Errorf("an event with %s is stored", name)
		}
		_, err := s.Load(background, "acme", 0)
		fails(t, err, mandat.ErrNotFound)
	}
	if s.Append(background, "acme", 0, nil) == nil {
		t.Error("a change without events is stored")
	}
	ids, err := s.Orgs(background)
	must(t, err)
	empty(t, ids)
}

// Moments keep their nanoseconds, and come back in UTC from wherever.
func keepsMoments(t *testing.T, s mandat.Store) {
	until := noon.In(time.FixedZone("x", 3600)).Add(time.Nanosecond)
	events := changeOf("acme", 1, mandat.InvitationResent{Invitation: "i", Until: until})
	events[0].At = until
	must(t, s.Append(background, "acme", 0, events))
	read := loaded(t, s, "acme", 0)[0]
	equal(t, until.UTC(), read.At)
	equal(t, until.UTC(), read.What.(mandat.InvitationResent).Until)
	text, err := json.Marshal(read)
	must(t, err)
	if want := `"until":"2026-01-15T12:00:00.12345679Z"`; !strings.Contains(string(text), want) {
		t.Errorf("%s; want %s in it", text, want)
	}
}

// Events of anything but the change that is stored are refused.
func refusesOtherEvents(t *testing.T, s mandat.Store) {
	for name, events := range map[string][]mandat.Event{
		"another organisation": changeOf("beta", 1, unit("u")),
		"another version":      changeOf("acme", 2, unit("u")),
		"both":                 append(changeOf("acme", 1, unit("u")), changeOf("beta", 1, unit("u"))...),
	} {
		if s.Append(background, "acme", 0, events) == nil {
			t.Errorf("events of %s are stored", name)
		}
	}
	_, err := s.Load(background, "acme", 0)
	fails(t, err, mandat.ErrNotFound)
}
