package faults

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/sqlite"
)

// quick is a file of SQLite that need not outlive the machine, with the options of
// sqlite.Open otherwise.
func quick(t *testing.T) (name string, s mandat.Store) {
	t.Helper()
	name = "file:" + filepath.ToSlash(filepath.Join(t.TempDir(), "mandat.db")) +
		"?_txlock=immediate&_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(OFF)"
	db, err := sql.Open("sqlite", name)
	require.NoError(t, err)
	return name, inDatabase(t, db)
}

func inDatabase(t *testing.T, db *sql.DB) mandat.Store {
	t.Helper()
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	s, err := sqlite.New(background, db)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s
}

// TestEveryCommandOutlivesABrokenTransaction: of each command every step within SQLite is
// made to break in turn, so that a transaction ends in its middle. Either the whole change
// is there or nothing of it, no connection keeps the file locked, and all goes on.
func TestEveryCommandOutlivesABrokenTransaction(t *testing.T) {
	t.Parallel()
	c := newClub(t)
	name, there := quick(t)
	plain, err := sql.Open("sqlite", name)
	require.NoError(t, err)
	b := &breaker{sqlite: plain.Driver(), name: name}
	require.NoError(t, plain.Close())
	p := place{"SQLite", inDatabase(t, sql.OpenDB(b)), there}
	broken := map[string]int{}
	for i := range c.scenarios(t, "x") {
		for step, last := 1, "some"; last != ""; step++ {
			for _, when := range []moment{before, after, lost, ended} {
				x := &trial{T: t, club: c, place: p, id: mandat.OrgID(fmt.Sprint(i, when, step)), store: &faulty{Store: p.here, when: when}}
				if last = x.breakStep(b, i, step); last == "" {
					break
				}
				broken[last+" "+string(when)]++
			}
		}
	}
	t.Log(broken)
	for _, what := range []string{"query", "row", "begin", "exec", "commit"} {
		for _, when := range []moment{before, after, lost, ended} {
			assert.Positive(t, broken[what+" "+string(when)], "%s never broke %s", what, when)
		}
	}
}

// breakStep makes the change of a scenario while a step breaks.
func (x *trial) breakStep(b *breaker, scenario, step int) (broken string) {
	s := x.club.scenarios(x, x.id)[scenario]
	x.name = fmt.Sprintf("%s, step %d breaks %s", s.name(), step, x.store.when)
	x.old = x.club.begin(x, x.place.there, x.id)
	planned, err := s.plan(x.old)
	require.NoError(x, err, x.name)
	x.next = planned.Org()
	x.directory = x.club.open(x, x.place.here)
	asked(x.T, x.directory, x.id)

	ctx, cancel := context.WithCancel(background)
	defer cancel()
	b.arm(step, x.store.when, cancel)
	_, err = x.directory.Update(ctx, x.id, s.plan)
	broken = b.whatBroke()
	b.arm(0, "", nil)
	stored := x.stored()
	switch {
	case err == nil:
		x.same(x.next, stored, "acknowledged, and not there")
	case broken == "commit" && x.store.when == after:
		x.same(x.next, stored, "half done")
	case broken == "commit" && x.store.when == ended:
		if stored.Version() != x.old.Version() {
			x.same(x.next, stored, "half done")
		}
	default:
		x.same(x.old, stored, "refused, and something is there")
	}
	if err != nil {
		x.isOfTheStore(err)
	}
	x.goesOn(stored)
	return broken
}

// isOfTheStore checks that an error tells of no refusal, no conflict, and nothing missing.
func (x *trial) isOfTheStore(err error) {
	var refused *mandat.Error
	assert.False(x, errors.As(err, &refused) || errors.Is(err, mandat.ErrConflict) || errors.Is(err, mandat.ErrNotFound), "%s: %v", x.name, err)
}
