package storetest

import (
	"bytes"
	"fmt"
	"strconv"
	"sync"
	"testing"

	"github.com/mandat-go/mandat"
)

// A store does not read snapshots: any bytes will do.
func kept(t *testing.T, s mandat.Store, id mandat.OrgID, want string) {
	t.Helper()
	text, err := s.Snapshot(background, id)
	must(t, err)
	equal(t, want, string(text))
}

func keepsTheLastSnapshot(t *testing.T, s mandat.Store) {
	stored(t, s, "acme", 0, 3)
	for _, id := range []mandat.OrgID{"acme", "beta", ""} {
		text, err := s.Snapshot(background, id)
		fails(t, err, mandat.ErrNotFound)
		empty(t, text)
	}
	for _, c := range []struct {
		version    uint64
		text, want string
	}{{2, "two", "two"}, {1, "one", "two"}, {0, "none", "two"}, {3, "three", "three"}, {2, "two again", "three"}, {3, "three again", "three again"}, {1 << 62, "far", "far"}} {
		must(t, s.KeepSnapshot(background, "acme", c.version, []byte(c.text)))
		kept(t, s, "acme", c.want)
	}
	_, err := s.Snapshot(background, "beta")
	fails(t, err, mandat.ErrNotFound)
	every := make([]byte, 3<<20)
	for i := range every {
		every[i] = byte(i)
	}
	must(t, s.KeepSnapshot(background, "beta", 1, every))
	kept(t, s, "beta", string(every))
	kept(t, s, "acme", "far")
	equal(t, 6, len(loaded(t, s, "acme", 0)))
	if ids, err := s.Orgs(background); err != nil || len(ids) != 1 {
		t.Errorf("got organisations %q, %v: a snapshot alone makes none", ids, err)
	}
}

func copiesSnapshots(t *testing.T, s mandat.Store) {
	given := []byte("as it was")
	must(t, s.KeepSnapshot(background, "acme", 1, given))
	for range 2 {
		copy(given, "altered!!")
		given, _ = s.Snapshot(background, "acme")
		equal(t, "as it was", string(given))
	}
}

func tellsSnapshotsApart(t *testing.T, s mandat.Store) {
	for i, id := range alike() {
		must(t, s.KeepSnapshot(background, id, uint64(i%3), []byte("of "+strconv.Quote(string(id)))))
	}
	for _, id := range alike() {
		kept(t, s, id, "of "+strconv.Quote(string(id)))
	}
}

// Whoever keeps one may be late. What is read is whole, and never one before that of
// which it is known that it is kept.
func keepsSnapshotsOfMany(t *testing.T, s mandat.Store) {
	const keepers, each = 6, 10
	text := func(version uint64) []byte { return bytes.Repeat(fmt.Appendf(nil, "%4d", version), 500) }
	must(t, s.KeepSnapshot(background, "acme", 0, text(0)))
	var all sync.WaitGroup
	for k := range uint64(keepers) {
		all.Go(func() {
			for i := range uint64(each) {
				version := i*keepers + k
				works(t, s.KeepSnapshot(background, "acme", version, text(version)))
				got, err := s.Snapshot(background, "acme")
				works(t, err)
				if read := versionOf(got); !bytes.Equal(text(read), got) || read < version {
					t.Errorf("version %d is kept, and a text of version %d read, of %d bytes", version, read, len(got))
				}
			}
		})
	}
	all.Wait()
	kept(t, s, "acme", string(text(keepers*each-1)))
}

func versionOf(text []byte) (version uint64) {
	_, _ = fmt.Sscan(string(text[:min(len(text), 4)]), &version)
	return version
}
