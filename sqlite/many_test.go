package sqlite_test

import (
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/sqlite"
)

// However many read and write at once, the files that are open stay few, and everybody
// is answered.
func TestManyAtOnce(t *testing.T) {
	s, err := sqlite.Open(background, filepath.Join(t.TempDir(), "mandat.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for at := range uint64(200) {
		if err := s.Append(background, "acme", at, threeOf("acme", at+1)); err != nil {
			t.Fatal(err)
		}
	}
	before, most, done := openFiles(t), 0, make(chan struct{})
	var all, counting sync.WaitGroup
	counting.Go(func() {
		for {
			select {
			case <-done:
				return
			default:
				most = max(most, openFiles(t))
			}
		}
	})
	for range 1_000 {
		all.Go(func() {
			if _, err := s.Load(background, "acme", 0); err != nil {
				t.Error(err)
			}
		})
	}
	for i := range 20 {
		all.Go(func() {
			if err := s.SetFacts(background, mandat.PersonID(rune('a'+i)), map[string]string{"name": "x"}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	close(done)
	counting.Wait()
	if few := before + 3*64; most > few { // a connection opens up to three
		t.Errorf("%d files were open at once; want at most %d", most, few)
	}
}

// openFiles counts the files that the process has open, where that can be told.
func openFiles(t *testing.T) int {
	t.Helper()
	if runtime.GOOS != "linux" {
		return 0
	}
	files, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	return len(files)
}
