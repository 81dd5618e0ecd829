package sqlite_test

import (
	"context"
	"errors"
	"flag"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/sqlite"
)

// kills is how often a process that writes is killed:
//
//	go test . -run Kill -kills=1000
var kills = flag.Int("kills", 10, "how often a process that writes is killed")

// soon is a moment of chance, at which something is killed.
func soon() time.Duration {
	return 20*time.Millisecond + time.Duration(rand.IntN(60_000))*time.Microsecond
}

// TestKill: whatever moment a process dies at, all that it was told is stored is there,
// and of what it was not told the whole change or nothing. Meanwhile one process appends
// to another organisation, and a third keeps snapshots; one of the three dies, or all.
func TestKill(t *testing.T) {
	file := filepath.Join(t.TempDir(), "mandat.db")
	var acme, beta, kept, mark uint64
	patience := time.Duration(1) // longer where processes are slow to start
	for n := range *kills {
		writers := []*process{start(t, "append", file, "acme"), start(t, "append", file, "beta"), start(t, "snapshot", file, "acme")}
		dead := rand.IntN(len(writers) + 1)
		time.AfterFunc(patience*soon(), func() {
			for i, w := range writers {
				if i == dead || dead == len(writers) {
					w.kill()
				}
			}
			time.Sleep(5 * time.Millisecond) // the others go on
			for _, w := range writers {
				w.kill()
			}
		})
		acme, beta, kept = max(acme, writers[0].told()), max(beta, writers[1].told()), max(kept, writers[2].told())

		if patience < 64 && min(acme, beta, kept) == 0 {
			patience *= 2
		}
		s, err := sqlite.Open(background, file)
		if err != nil {
			t.Fatalf("after %d kills: %v", n+1, err)
		}
		total := has(t, s, "acme", acme) + has(t, s, "beta", beta)
		if version, err := versionKept(s, "acme"); err != nil || version < kept {
			t.Fatalf("after %d kills: the snapshot is of version %d, %v, and version %d was acknowledged", n+1, version, err, kept)
		}
		mark = followed(t, s, mark, total)
		must(t, s.Close())
	}
	if acme == 0 || beta == 0 || kept == 0 {
		t.Errorf("%d and %d changes and %d snapshots were ever acknowledged", acme, beta, kept)
	}
	t.Logf("%d kills; %d and %d changes and %d snapshots were acknowledged, and are there", *kills, acme, beta, kept)
}

// has checks that an organisation has the changes that were acknowledged, in whole, with
// the chain that they have, and returns how many there are.
func has(t *testing.T, s *sqlite.Store, id mandat.OrgID, told uint64) uint64 {
	t.Helper()
	events, err := s.Load(background, id, 0)
	if told == 0 && errors.Is(err, mandat.ErrNotFound) {
		return 0
	}
	must(t, err)
	changes, ok := isBeginning(id, events)
	if !ok || changes < told {
		t.Fatalf("of %q there are %d changes and something else %v, and version %d was acknowledged", id, changes, !ok, told)
	}
	want, err := mandat.ChainHash{}.Chain(events)
	must(t, err)
	if version, head, err := s.Head(background, id); err != nil || version != changes || head != want {
		t.Fatalf("of %q the head is version %d, %v, %v; want version %d, %v", id, version, head, err, changes, want)
	}
	return changes
}

// followed checks that Follow goes on from a mark to the last change, and knows both.
func followed(t *testing.T, s *sqlite.Store, mark, total uint64) uint64 {
	t.Helper()
	if total == mark {
		ctx, cancel := context.WithTimeout(background, time.Millisecond)
		defer cancel()
		if ids, _, err := s.Follow(ctx, mark); !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("nothing was appended, and Follow returns %q, %v", ids, err)
		}
		return mark
	}
	ids, next := follow(t, s, mark)
	all, err := s.Orgs(background)
	must(t, err)
	from0, last := follow(t, s, 0)
	if next != total || last != total || !slices.Equal(all, from0) || len(ids) == 0 {
		t.Fatalf("there are %d changes of %q, and Follow names %q, %q up to marks %d, %d", total, all, from0, ids, last, next)
	}
	return next
}

// TestKillMigration: a process that dies while it makes or migrates a database leaves one
// that the next one opens, with all that was there.
func TestKillMigration(t *testing.T) {
	whole := 0
	for n := range *kills {
		file := filepath.Join(t.TempDir(), "mandat.db")
		old := n%2 == 0
		if old {
			oldFile(t, file, 200)
		}
		p := start(t, "open", file, "")
		time.AfterFunc(time.Duration(rand.IntN(25_000))*time.Microsecond, p.kill)
		for p.out.Scan() && p.out.Text() == "done" {
			whole++
		}
		_ = p.cmd.Wait()
		s, err := sqlite.Open(background, file)
		if err != nil {
			t.Fatalf("after %d kills: %v", n+1, err)
		}
		if old && has(t, s, "acme", 200) != 200 {
			t.Fatalf("after %d kills changes are gone", n+1)
		}
		appends(t, s, "beta", 0, 1)
		must(t, s.KeepSnapshot(background, "beta", 1, snapshotOf(1)))
		must(t, s.SetFacts(background, "anna", map[string]string{"name": "Anna"}))
		must(t, s.Close())
	}
	t.Logf("%d kills, of which %d came when the database was open", *kills, whole)
}
