package sqlite_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/sqlite"
)

// answers calls every method of a store, and returns the error of each.
func answers(s *sqlite.Store) map[string]error {
	ctx, cancel := context.WithTimeout(background, time.Second)
	defer cancel()
	all := make(map[string]error)
	_, all["Load"] = s.Load(ctx, "acme", 0)
	_, all["Orgs"] = s.Orgs(ctx)
	_, _, all["Follow"] = s.Follow(ctx, 0)
	_, _, all["Head"] = s.Head(ctx, "acme")
	_, all["Snapshot"] = s.Snapshot(ctx, "acme")
	_, all["Facts"] = s.Facts(ctx, "anna")
	all["KeepSnapshot"] = s.KeepSnapshot(ctx, "acme", 9, []byte("x"))
	all["SetFacts"] = s.SetFacts(ctx, "anna", map[string]string{"name": "x"})
	all["Erase"] = s.Erase(ctx, "anna")
	all["Append"] = s.Append(ctx, "acme", 3, threeOf("acme", 4))
	return all
}

// allSay holds the errors of all methods against words.
func allSay(t *testing.T, s *sqlite.Store, want string) {
	t.Helper()
	for method, err := range answers(s) {
		saying(t, err, "sqlite: ", want)
		if errors.Is(err, mandat.ErrNotFound) || errors.Is(err, mandat.ErrConflict) {
			t.Errorf("%s takes a store that is down for an answer: %v", method, err)
		}
	}
}

func TestClosed(t *testing.T) {
	s, _, _ := opened(t)
	must(t, s.Close())
	allSay(t, s, "closed")
	must(t, s.Close())
}

// A file that was taken away, or has another one in its place, is not gone on with, even
// if the other one is a store, too.
func TestFileTakenAway(t *testing.T) {
	s, _, file := opened(t)
	must(t, os.Rename(file, file+".old"))
	allSay(t, s, "the file is gone since it was opened")

	s, _, file = opened(t)
	other, _, otherFile := opened(t)
	appends(t, other, "beta", 0, 1)
	must(t, other.Close())
	must(t, os.Rename(otherFile, file))
	allSay(t, s, "another file has taken the place of the one that was opened")
	must(t, s.Close())
}

// A database that is only to be read is read.
func TestReadOnly(t *testing.T) {
	s, _, file := opened(t)
	must(t, s.KeepSnapshot(background, "acme", 1, []byte("x")))
	must(t, s.Close())
	s, err := sqlite.New(background, database(t, "file:"+file, "&mode=ro"))
	must(t, err)
	for method, err := range answers(s) {
		switch method {
		case "Append", "KeepSnapshot", "SetFacts", "Erase":
			saying(t, err, "sqlite: ", "attempt to write a readonly database")
		default:
			if err != nil {
				t.Errorf("%s of a database that is only to be read: %v", method, err)
			}
		}
	}
	empty := filepath.Join(t.TempDir(), "empty.db")
	written(t, empty, nil)
	_, err = sqlite.New(background, database(t, "file:"+empty, "&mode=ro"))
	saying(t, err, "the schema could not be changed", "attempt to write a readonly database")
}

// spoiled is the file of a store that was closed, with acme's ten changes and beta's one,
// and a copy of it to be spoiled.
func spoiled(t *testing.T) (content []byte, copied string) {
	t.Helper()
	s, _, file := opened(t)
	appends(t, s, "acme", 3, 7)
	appends(t, s, "beta", 0, 1)
	must(t, s.KeepSnapshot(background, "acme", 1, snapshotOf(1)))
	must(t, s.Close())
	content, err := os.ReadFile(file)
	must(t, err)
	return content, filepath.Join(t.TempDir(), "copy.db")
}

// readsOnlyWhatWasStored opens a file that is spoiled, and reports whether all is there.
// Otherwise there are errors, or less than was stored, which the head tells: never
// anything else, never a change in part.
func readsOnlyWhatWasStored(t *testing.T, file, how string) (whole bool) {
	t.Helper()
	s, err := sqlite.Open(background, file)
	if err != nil {
		return false
	}
	defer s.Close()
	whole = readsWhatWasStored(t, s, how)
	ctx, cancel := context.WithTimeout(background, time.Millisecond)
	defer cancel()
	_, _, _ = s.Follow(ctx, 0)
	_, _ = s.Snapshot(background, "acme") // whose checksum is Restore's to ask
	err = s.Append(background, "acme", 10, threeOf("acme", 11))
	if err == nil {
		events, err := s.Load(background, "acme", 0)
		if n, ok := isBeginning("acme", events); err == nil && (!ok || n != 11) {
			t.Errorf("%s: %d changes of 11 are there after one was stored", how, n)
		}
	}
	return whole
}

func readsWhatWasStored(t *testing.T, s *sqlite.Store, how string) (whole bool) {
	t.Helper()
	whole = true
	for id, stored := range map[mandat.OrgID]uint64{"acme": 10, "beta": 1} {
		events, err := s.Load(background, id, 0)
		n, ok := isBeginning(id, events)
		if !ok || err != nil && n > 0 || n > stored {
			t.Errorf("%s: of %q something is loaded that was not stored: %d changes, %v, %v", how, id, n, ok, err)
		}
		if version, _, unknown := s.Head(background, id); err == nil && unknown == nil && version != n {
			t.Errorf("%s: of %q %d changes are loaded, and the head is version %d", how, id, n, version)
		}
		whole = whole && err == nil && n == stored
	}
	return whole
}

// A file that was cut off somewhere, or has garbage in some place, before it is opened.
func TestSpoiledBeforeItIsOpened(t *testing.T) {
	content, file := spoiled(t)
	written(t, file, content)
	if !readsOnlyWhatWasStored(t, file, "as it was") {
		t.Fatal("a file as it was is not read")
	}
	for n := range 20 {
		for _, more := range []int{0, 1, 100} {
			written(t, file, content[:len(content)*n/20+more])
			if readsOnlyWhatWasStored(t, file, "cut off") && n < 10 {
				t.Errorf("all is there in %d/20 of a file and %d bytes", n, more)
			}
			_, _ = os.Remove(file+"-wal"), os.Remove(file+"-shm")
		}
	}
	dice, spared := rand.New(rand.NewPCG(3, 4)), 0
	for at := 0; at < len(content); at += 173 {
		other := append([]byte{}, content...)
		other[at] ^= 1 << dice.IntN(8)
		if at%2 == 0 { // or more of it
			for i := at; i < min(at+100, len(other)); i++ {
				other[i] = byte(dice.Uint32())
			}
		}
		written(t, file, other)
		if readsOnlyWhatWasStored(t, file, "with garbage") {
			spared++
		}
		_, _ = os.Remove(file+"-wal"), os.Remove(file+"-shm")
	}
	t.Logf("%d of %d spoiled places left all changes as they were", spared, len(content)/173+1)
}

// The same while it is open.
func TestSpoiledWhileItIsOpen(t *testing.T) {
	content, file := spoiled(t)
	for n := range 20 {
		for how, other := range map[string][]byte{
			"cut off":      content[:len(content)*n/20],
			"with garbage": garbage(content, len(content)*n/20),
		} {
			written(t, file, content)
			s, err := sqlite.Open(background, file)
			must(t, err)
			if n%2 == 0 { // some pages are known already
				_ = readsWhatWasStored(t, s, "as it was")
			}
			written(t, file, other)
			_ = readsWhatWasStored(t, s, how)
			_ = s.Append(background, "acme", 10, threeOf("acme", 11))
			_ = s.Append(background, "beta", 1, threeOf("beta", 2))
			for id := range map[mandat.OrgID]bool{"acme": true, "beta": true} {
				events, err := s.Load(background, id, 0)
				if changes, ok := isBeginning(id, events); !ok || err != nil && changes > 0 {
					t.Errorf("%s at %d/20: of %q something is loaded that was not stored: %d changes, %v", how, n, id, changes, err)
				}
			}
			for range answers(s) { // no panic
			}
			_ = s.Close()
			_, _ = os.Remove(file+"-wal"), os.Remove(file+"-shm")
		}
	}
}

// garbage is a text with 5,000 other bytes from a place on.
func garbage(text []byte, from int) []byte {
	other, dice := append([]byte{}, text...), rand.New(rand.NewPCG(5, uint64(from)))
	for i := from; i < min(from+5000, len(other)); i++ {
		other[i] = byte(dice.Uint32())
	}
	return other
}

// Places where no file can be.
func TestNoSuchPlace(t *testing.T) {
	folder := t.TempDir()
	for _, file := range []string{folder, filepath.Join(folder, "no", "mandat.db"), ""} {
		_, err := sqlite.Open(background, file)
		saying(t, err, "sqlite: "+file, "unable to open database file")
		if _, err := sqlite.OpenExisting(background, file); err == nil {
			t.Errorf("%q is opened", file)
		}
	}
}

// A context that ends in the middle of a transaction is what the error tells of.
func TestTheEndOfAContextIsTold(t *testing.T) {
	s, _, _ := opened(t)
	for range 1000 {
		ctx, cancel := context.WithTimeout(background, time.Duration(rand.IntN(1500))*time.Microsecond)
		if err := s.SetFacts(ctx, "anna", map[string]string{"name": "Anna"}); err != nil && !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		cancel()
	}
}
