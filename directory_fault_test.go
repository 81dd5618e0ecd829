package mandat_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/memstore"
)

var errDown = errors.New("the store is down")

// faulty is a store that fails one of its calls, the one with a number: before
// it has done anything, or after.
type faulty struct {
	mandat.Store
	fails, calls int
	after        bool
	failed       string // the call that failed
}

func (f *faulty) call(name string, do func() error) error {
	f.calls++
	if f.calls != f.fails {
		return do()
	}
	f.failed = name
	if f.after {
		if err := do(); err != nil {
			return err
		}
	}
	return errDown
}

func (f *faulty) Load(ctx context.Context, id mandat.OrgID, after uint64) (events []mandat.Event, err error) {
	err = f.call("load", func() error { events, err = f.Store.Load(ctx, id, after); return err })
	if err != nil && f.after && len(events) > 1 {
		events = events[:len(events)/2] // what had come until then
	}
	return events, err
}

func (f *faulty) Append(ctx context.Context, id mandat.OrgID, at uint64, events []mandat.Event) error {
	return f.call("append", func() error { return f.Store.Append(ctx, id, at, events) })
}

func (f *faulty) Orgs(ctx context.Context) (ids []mandat.OrgID, err error) {
	err = f.call("orgs", func() error { ids, err = f.Store.Orgs(ctx); return err })
	return ids, err
}

// faultStory are changes of several events each.
func faultStory() [][]mandat.Command {
	reader := func(p mandat.PersonID) mandat.Grant {
		return mandat.Grant{Role: "reader", Member: p, Scope: mandat.Below("u-1")}
	}
	return [][]mandat.Command{
		{unitNo(1), unitNo(2), mandat.ChangeSetting{Setting: "clerks", On: true}},
		{mandat.AddMember{Person: "eva", Home: "u-1"}, mandat.GrantRole{Grant: reader("eva")}, mandat.AddGroup{Group: mandat.Group{ID: "g", Members: []mandat.PersonID{"eva"}}}},
		{mandat.HandOver{Grants: []mandat.Grant{reader("eva")}, To: "pia"}, mandat.RemoveMember{Person: "eva"}},
		{mandat.RevokeRole{Grant: reader("pia")}, mandat.RemoveGroup{Group: "g"}, mandat.RemoveUnit{Unit: "u-2"}},
	}
}

// TestAdvisory_CVE_2025_64529: a write that fails passes for one that succeeded.
// Every call of the store is made to fail in turn, before and after it did its
// work. What was acknowledged is there, what was not is there whole or not at
// all, the caller hears of the failure, and afterwards all goes on.
func TestAdvisory_CVE_2025_64529(t *testing.T) {
	for _, after := range []bool{false, true} {
		failed := map[string]int{}
		for n := 1; ; n++ {
			f := &faulty{Store: memstore.New(), fails: n, after: after}
			tellFaultStory(t, f, fmt.Sprintf("call %d fails, after its work: %t", n, after))
			if f.failed == "" {
				break
			}
			failed[f.failed]++
		}
		assert.Len(t, failed, 3, "calls that never failed: %v", failed)
	}
}

func tellFaultStory(t *testing.T, f *faulty, name string) {
	o := acme(t)
	d := opened(t, f, o.Policy())
	imported, err := mandat.Import(o.Policy(), o.Data(), noon)
	require.NoError(t, err)
	stored := checked(t, f, d, imported, nil, d.Commit(background, imported), name)
	if stored == nil {
		require.NoError(t, d.Commit(background, imported), name)
		stored = imported.Org()
	}
	for _, steps := range faultStory() {
		for {
			heard := len(f.failed) == 0
			var tried mandat.Change
			c, err := d.Update(background, "acme", func(o *mandat.Org) (mandat.Change, error) {
				assert.Equal(t, encoding(t, stored), encoding(t, o), name)
				var err error
				tried, err = o.Plan(onWeb("olga"), steps...)
				return tried, err
			})
			if err == nil {
				assert.Equal(t, encoding(t, tried.Org()), encoding(t, c.Org()), name)
			} else {
				assert.True(t, heard, "%s: a second failure: %v", name, err)
				assert.ErrorIs(t, err, errDown, name)
				assert.Zero(t, c, name)
			}
			next := checked(t, f, d, tried, stored, err, name)
			was := next != stored
			stored = next
			if was {
				break
			}
		}
	}
	_, err = d.Memberships(background, "pia")
	if err != nil {
		assert.ErrorIs(t, err, errDown, name)
		_, err = d.Memberships(background, "pia")
	}
	assert.NoError(t, err, name)
}

// checked returns what is stored after a change was tried: before it, or after.
// Another directory reads it back.
func checked(t *testing.T, f *faulty, d *mandat.Directory, tried mandat.Change, before *mandat.Org, err error, name string) *mandat.Org {
	t.Helper()
	p := changePolicyOf(before, tried)
	read, loadErr := opened(t, f.Store, p).Org(background, "acme")
	if before == nil && errors.Is(loadErr, mandat.ErrNotFound) {
		require.Error(t, err, name)
		return nil
	}
	require.NoError(t, loadErr, name)
	if err == nil {
		assert.Equal(t, encoding(t, tried.Org()), encoding(t, read), "%s: acknowledged, and lost", name)
		return tried.Org()
	}
	if before != nil && encoding(t, read) == encoding(t, before) {
		return before
	}
	assert.Equal(t, encoding(t, tried.Org()), encoding(t, read), "%s: half done", name)
	return tried.Org()
}

func changePolicyOf(before *mandat.Org, c mandat.Change) *mandat.Policy {
	if before != nil {
		return before.Policy()
	}
	return c.Org().Policy()
}

// damaged is a store whose events are altered as they are loaded.
type damaged struct {
	mandat.Store
	alter func([]mandat.Event) []mandat.Event
}

func (d *damaged) Load(ctx context.Context, id mandat.OrgID, after uint64) ([]mandat.Event, error) {
	events, err := d.Store.Load(ctx, id, after)
	if d.alter != nil {
		events = d.alter(events)
	}
	return events, err
}

// What cannot be read whole is not given: neither at first, nor as the older
// version that is known.
func TestDirectoryGivesNothingOfWhatIsDamaged(t *testing.T) {
	for name, alter := range map[string]func([]mandat.Event) []mandat.Event{
		"the end is missing":      func(e []mandat.Event) []mandat.Event { return e[:len(e)-1] },
		"the beginning":           func(e []mandat.Event) []mandat.Event { return e[1:] },
		"one in the middle":       func(e []mandat.Event) []mandat.Event { return slices.Delete(e, 1, 2) },
		"one stands twice":        func(e []mandat.Event) []mandat.Event { return slices.Insert(e, 1, e[0]) },
		"two are swapped":         func(e []mandat.Event) []mandat.Event { e[0], e[1] = e[1], e[0]; return e },
		"another organisation's":  func(e []mandat.Event) []mandat.Event { e[0].Org = "beta"; return e },
		"all another's":           func(e []mandat.Event) []mandat.Event { return renamed(e, "beta") },
		"a later version":         func(e []mandat.Event) []mandat.Event { e[len(e)-1].Version++; return e },
		"something impossible":    func(e []mandat.Event) []mandat.Event { e[2].What = mandat.UnitRemoved{Unit: "no"}; return e },
		"nothing happens":         func(e []mandat.Event) []mandat.Event { e[2].What = nil; return e },
		"a nil pointer":           func(e []mandat.Event) []mandat.Event { e[2].What = (*mandat.UnitAdded)(nil); return e },
		"another's happening":     func(e []mandat.Event) []mandat.Event { e[2].What = struct{ mandat.UnitAdded }{}; return e },
		"a pointer to what is so": func(e []mandat.Event) []mandat.Event { e[2].What = &mandat.SettingChanged{}; return e },
	} {
		s := &damaged{Store: memstore.New()}
		d := acmeIn(t, s)
		known := orgOf(t, d, "acme")
		require.NoError(t, opened(t, s, known.Policy()).Commit(background, mustImport(t, known.Policy(), "beta")))
		there := opened(t, s, known.Policy())
		_, err := there.Update(background, "acme", func(o *mandat.Org) (mandat.Change, error) { return planned(t, o, faultStory()[0]...), nil })
		require.NoError(t, err)

		s.alter = alter
		for _, dir := range []*mandat.Directory{d, opened(t, s, known.Policy())} {
			for range 2 {
				o, err := dir.Org(background, "acme")
				var e *mandat.EventError
				assert.ErrorAs(t, err, &e, name)
				assert.Nil(t, o, name)
				_, err = dir.Update(background, "acme", func(*mandat.Org) (mandat.Change, error) { panic("not reached") })
				assert.ErrorAs(t, err, &e, name)
				_, err = dir.Memberships(background, "kalle")
				assert.Error(t, err, name)
			}
		}
		s.alter = nil
		assert.EqualValues(t, 2, orgOf(t, d, "acme").Version(), name)
	}
}

func renamed(events []mandat.Event, id mandat.OrgID) []mandat.Event {
	for i := range events {
		events[i].Org = id
	}
	return events
}

func mustImport(t testing.TB, p *mandat.Policy, id mandat.OrgID) mandat.Change {
	t.Helper()
	c, err := mandat.Import(p, mandat.OrgData{ID: id}, noon)
	require.NoError(t, err)
	return c
}

// A store that has forgotten what it once acknowledged: what the directory knows
// is not given any more.
func TestDirectoryNoticesWhatIsLost(t *testing.T) {
	s := &damaged{Store: memstore.New()}
	d := acmeIn(t, s)
	o := orgOf(t, d, "acme")
	s.Store = memstore.New()
	_, err := d.Org(background, "acme")
	assert.ErrorIs(t, err, mandat.ErrNotFound)
	assert.ErrorIs(t, d.Commit(background, planned(t, o, unitNo(1))), mandat.ErrConflict)
	s.Store = silent{s.Store}
	_, err = opened(t, s, o.Policy()).Org(background, "acme")
	assert.ErrorIs(t, err, mandat.ErrNotFound)
}

// silent is a store that has nothing, and says so by no error.
type silent struct{ mandat.Store }

func (silent) Load(context.Context, mandat.OrgID, uint64) ([]mandat.Event, error) { return nil, nil }

// busy is a store in which others are always faster.
type busy struct {
	mandat.Store
	appends int
}

func (b *busy) Append(context.Context, mandat.OrgID, uint64, []mandat.Event) error {
	b.appends++
	return fmt.Errorf("busy: %w", mandat.ErrConflict)
}

func TestUpdateEnds(t *testing.T) {
	s := memstore.New()
	p := orgOf(t, acmeIn(t, s), "acme").Policy()
	b := &busy{Store: s}
	d := opened(t, b, p)
	add := func(o *mandat.Org) (mandat.Change, error) { return planned(t, o, unitNo(1)), nil }
	c, err := d.Update(background, "acme", add)
	assert.ErrorIs(t, err, mandat.ErrConflict)
	assert.Zero(t, c)
	assert.Equal(t, 64, b.appends)

	ctx, cancel := context.WithCancel(background)
	b.appends = 0
	_, err = d.Update(ctx, "acme", func(o *mandat.Org) (mandat.Change, error) { cancel(); return add(o) })
	assert.ErrorIs(t, err, context.Canceled)
	assert.Zero(t, b.appends)

	_, err = d.Update(background, "acme", func(o *mandat.Org) (mandat.Change, error) {
		return mandat.Change{}, fmt.Errorf("not me: %w", mandat.ErrConflict)
	})
	assert.EqualError(t, err, "not me: conflict")
	for _, other := range []mandat.Change{{}, planned(t, acme(t), unitNo(1)), foundAcme(t, p)} {
		_, err = d.Update(background, "acme", func(*mandat.Org) (mandat.Change, error) { return other, nil })
		assert.EqualError(t, err, "mandat: update of organisation acme: the change was not made from the organisation given")
	}
	_, err = d.Update(background, "acme", nil)
	assert.EqualError(t, err, "mandat: update of organisation acme: there is nothing to plan with")
	_, err = d.Update(background, "beta", add)
	assert.ErrorIs(t, err, mandat.ErrNotFound)
	assert.Zero(t, b.appends)
}

// slow is a store that stores when it is let.
type slow struct {
	mandat.Store
	begun, let chan struct{}
}

func (s *slow) Append(ctx context.Context, id mandat.OrgID, at uint64, events []mandat.Event) error {
	s.begun <- struct{}{}
	<-s.let
	return s.Store.Append(ctx, id, at, events)
}

// While a change is stored, readers read on, others wait as long as their
// context lets them, and other organisations are not concerned.
func TestDirectoryWaitsNoLongerThanTheContext(t *testing.T) {
	inner := memstore.New()
	first := acmeIn(t, inner)
	p := orgOf(t, first, "acme").Policy()
	require.NoError(t, first.Commit(background, mustImport(t, p, "beta")))
	s := &slow{inner, make(chan struct{}), make(chan struct{})}
	d := opened(t, s, p)
	o := orgOf(t, d, "acme")
	ended := make(chan error)
	go func() { ended <- d.Commit(background, planned(t, o, unitNo(1))) }()
	<-s.begun

	assert.Same(t, o, orgOf(t, d, "acme"))
	ctx, cancel := context.WithCancel(background)
	go cancel()
	assert.ErrorIs(t, d.Commit(ctx, planned(t, o, unitNo(2))), context.Canceled)
	assert.EqualValues(t, 1, orgOf(t, d, "beta").Version())
	close(s.let)
	assert.NoError(t, <-ended)
	assert.ErrorIs(t, d.Commit(background, planned(t, o, unitNo(2))), mandat.ErrConflict)
}
