//go:build unix

package sqlite_test

import (
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/mandat-go/mandat/sqlite"
)

// limited lets a process write files of some size only, so that the system itself refuses
// what SQLite writes, in the midst of it.
func limited(s *sqlite.Store) error {
	signal.Ignore(syscall.SIGXFSZ)
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	less := limit
	less.Cur = 150_001
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &less); err != nil {
		return err
	}
	return untilFull(s, func() error { return syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit) })
}

// A process whose writes the system refuses stores nothing in part, and goes on when it is
// let.
func TestRefusedWrites(t *testing.T) {
	file := filepath.Join(t.TempDir(), "mandat.db")
	p := start(t, "limited", file, "acme")
	version := uint64(0)
	for p.out.Scan() && p.out.Text() != "done" {
		version = number(t, p.out.Text())
	}
	_ = p.cmd.Wait()
	s, err := sqlite.Open(background, file)
	must(t, err)
	defer s.Close()
	if n := has(t, s, "acme", version); n != version || n < 20 {
		t.Errorf("%d changes are there of %d", n, version)
	}
}
