package sqlite_test

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/sqlite"
)

// row is one of the table of changes.
type row struct {
	org               []byte
	version, position int64
	chain             []byte
	events            string
}

// ledger is a store in a database that is altered behind its back.
type ledger struct {
	t     *testing.T
	s     *sqlite.Store
	db    *sql.DB
	rows  []row
	heads map[mandat.OrgID]mandat.ChainHash
}

func newLedger(t *testing.T) *ledger {
	t.Helper()
	// Nothing is to be refused by the table itself, but two rows with one key.
	db := database(t, filepath.Join(t.TempDir(), "mandat.db"), "&_pragma=journal_mode(WAL)&_pragma=synchronous(OFF)&_pragma=ignore_check_constraints(1)")
	s, err := sqlite.New(background, db)
	must(t, err)
	l := &ledger{t: t, s: s, db: db, heads: make(map[mandat.OrgID]mandat.ChainHash)}
	for v := range uint64(3) {
		appends(t, s, "acme", v, 1)
		appends(t, s, "beta", v, 1)
	}
	appends(t, s, "a", 0, 1)
	for _, id := range []mandat.OrgID{"acme", "beta", "a"} {
		_, l.heads[id], err = s.Head(background, id)
		must(t, err)
	}
	all, err := db.Query("SELECT org, version, position, chain, events FROM mandat_change")
	must(t, err)
	defer all.Close()
	for all.Next() {
		var r row
		must(t, all.Scan(&r.org, &r.version, &r.position, &r.chain, &r.events))
		l.rows = append(l.rows, r)
	}
	return l
}

// write makes the rows all that there are. It is an error if the table refuses them.
func (l *ledger) write(rows []row) error {
	l.t.Helper()
	tx, err := l.db.Begin()
	must(l.t, err)
	defer tx.Rollback()
	_, err = tx.Exec("DELETE FROM mandat_change")
	must(l.t, err)
	for _, r := range rows {
		if _, err := tx.Exec("INSERT INTO mandat_change (org, version, position, chain, events) VALUES (?, ?, ?, ?, ?)", r.org, r.version, r.position, r.chain, r.events); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// seen tells by what it is seen that rows are altered: Load, Follow, Head, or the table.
// Whatever is loaded is of what was stored.
func (l *ledger) seen(rows []row) (by string) {
	l.t.Helper()
	if l.write(rows) != nil {
		return "table"
	}
	var all []string
	for id, head := range l.heads {
		events, err := l.s.Load(background, id, 0)
		if _, ok := isBeginning(id, events); !ok {
			l.t.Errorf("of %q events are loaded that were not stored: %+v", id, events)
		}
		if err != nil && !errors.Is(err, mandat.ErrNotFound) {
			all = append(all, "Load")
			saying(l.t, err, `organisation "`+string(id)+`"`, "version ", "the chain is broken")
		}
		if _, now, _ := l.s.Head(background, id); now != head {
			all = append(all, "Head")
		}
	}
	ctx, cancel := context.WithTimeout(background, time.Second)
	defer cancel()
	if _, _, err := l.s.Follow(ctx, 0); err != nil {
		all = append(all, "Follow")
	}
	return strings.Join(all, " ")
}

// flips returns a text with each of its bytes altered by a bit.
func flips(text []byte) (all [][]byte) {
	for i := range text {
		other := append([]byte{}, text...)
		other[i] ^= 1 << (i % 8)
		all = append(all, other)
	}
	return all
}

func flipsOf(n int64) (all []int64) {
	for bit := range 64 {
		all = append(all, n^1<<bit)
	}
	return all
}

// Whatever byte is altered in whatever row, it is seen: by Load, or where no events are
// altered, by what tells of them.
func TestEveryByteIsChained(t *testing.T) {
	l := newLedger(t)
	if by := l.seen(l.rows); by != "" {
		t.Fatalf("rows as they were are refused by %s", by)
	}
	count := 0
	for i, r := range l.rows {
		one := func(other row, want ...string) {
			t.Helper()
			count++
			rows := append([]row{}, l.rows...)
			rows[i] = other
			by := l.seen(rows)
			for _, w := range append(want, "table") {
				if strings.Contains(by, w) {
					return
				}
			}
			t.Errorf("row %d of %q as %+v is seen by %q; want %q", r.version, r.org, other, by, want)
		}
		for _, events := range flips([]byte(r.events)) {
			one(row{r.org, r.version, r.position, r.chain, string(events)}, "Load")
		}
		for _, chain := range append(flips(r.chain), nil, r.chain[1:], append([]byte{0}, r.chain...)) {
			one(row{r.org, r.version, r.position, chain, r.events}, "Load")
		}
		for _, version := range flipsOf(r.version) {
			one(row{r.org, version, r.position, r.chain, r.events}, "Load", "Head")
		}
		for _, org := range flips(r.org) {
			one(row{org, r.version, r.position, r.chain, r.events}, "Load", "Head")
		}
		for _, position := range flipsOf(r.position) {
			one(row{r.org, r.version, position, r.chain, r.events}, "Load", "Follow")
		}
	}
	t.Logf("%d alterations", count)
}

// Rows that are deleted, swapped or copied are seen: by Load, but for what a chain cannot
// show, that it was longer.
func TestEveryRowIsChained(t *testing.T) {
	l := newLedger(t)
	last := map[string]int64{"acme": 3, "beta": 3, "a": 1}
	for i, r := range l.rows {
		rows := append(append([]row{}, l.rows[:i]...), l.rows[i+1:]...)
		want := "Load"
		if r.version == last[string(r.org)] {
			want = "Head"
		}
		if by := l.seen(rows); !strings.Contains(by, want) {
			t.Errorf("row %d of %q is deleted, and seen by %q; want %s", r.version, r.org, by, want)
		}
		for j, other := range l.rows[:i] {
			rows := append([]row{}, l.rows...)
			rows[i].position, rows[j].position = other.position, r.position
			if by := l.seen(rows); string(r.org) == string(other.org) && !strings.Contains(by, "Load") {
				t.Errorf("rows %d and %d of %q have the position of each other, and are seen by %q", r.version, other.version, r.org, by)
			}
			copy(rows, l.rows)
			rows[i].chain, rows[i].events = other.chain, other.events
			rows[j].chain, rows[j].events = r.chain, r.events
			if by := l.seen(rows); !strings.Contains(by, "Load") {
				t.Errorf("row %d of %q has changed places with %d of %q, and is seen by %q", r.version, r.org, other.version, other.org, by)
			}
		}
	}
	var copied []row
	for i, r := range l.rows {
		if string(r.org) == "acme" {
			copied = append(copied, row{[]byte("copy"), r.version, int64(100 + i), r.chain, r.events})
		}
	}
	must(t, l.write(append(copied, l.rows...)))
	_, err := l.s.Load(background, "copy", 0)
	saying(t, err, `organisation "copy"`, "version 1")
	must(t, l.write(nil))
	if _, _, err := l.s.Head(background, "acme"); !errors.Is(err, mandat.ErrNotFound) {
		t.Errorf("got %v; want that there is no head", err)
	}
}

// The chain goes on from the version that is asked from, and is the one of the events.
func TestChain(t *testing.T) {
	s, db, _ := opened(t)
	events, err := s.Load(background, "acme", 0)
	must(t, err)
	want, err := mandat.ChainHash{}.Chain(events)
	must(t, err)
	version, head, err := s.Head(background, "acme")
	if err != nil || version != 3 || head != want {
		t.Errorf("got version %d, head %v, %v; want %v", version, head, err, want)
	}
	does(t, db, "UPDATE mandat_change SET events = replace(events, 'anna', 'bert') WHERE version = 1")
	for after, want := range map[uint64]string{0: "version 1: the chain is broken", 1: "", 2: "", 3: ""} {
		events, err := s.Load(background, "acme", after)
		if want != "" {
			saying(t, err, want)
		} else if err != nil || len(events) != int(3-after)*3 {
			t.Errorf("after version %d: got %d events, %v", after, len(events), err)
		}
	}
	does(t, db, "UPDATE mandat_change SET chain = zeroblob(32) WHERE version = 2")
	_, err = s.Load(background, "acme", 2)
	saying(t, err, `organisation "acme", after version 2: version 3: the chain is broken`)
}
