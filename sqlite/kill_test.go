package sqlite_test

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/sqlite"
)

// kills is how often a process that appends is killed:
//
//	go test . -run Kill -kills=1000
var kills = flag.Int("kills", 10, "how often a process that appends is killed")

// writing names the variable in which the process that appends is told the file.
const writing = "MANDAT_SQLITE_WRITE"

func TestMain(m *testing.M) {
	if file := os.Getenv(writing); file != "" {
		write(file)
		return
	}
	os.Exit(m.Run())
}

// write appends changes of three events, and prints each version when it is
// acknowledged, until it is killed.
func write(file string) {
	ctx := context.Background()
	s, err := sqlite.Open(ctx, file)
	if err != nil {
		fmt.Println(err)
		return
	}
	events, err := s.Load(ctx, "acme", 0)
	at := uint64(len(events) / 3)
	for ; err == nil || at == 0; at++ {
		if err = s.Append(ctx, "acme", at, threeOf(at+1)); err == nil {
			fmt.Println(at + 1)
		}
	}
	fmt.Println(err)
}

func threeOf(version uint64) []mandat.Event {
	var events []mandat.Event
	for i := range 3 {
		events = append(events, mandat.Event{Org: "acme", Version: version, Step: i + 1, Of: 3, At: time.Unix(0, 0).UTC(), By: "anna", Through: "web",
			What: mandat.UnitAdded{Unit: mandat.Unit{ID: mandat.UnitID(fmt.Sprintf("unit-%d-%d", version, i)), Structure: "tree"}}})
	}
	return events
}

// TestKill: whatever moment a process dies at, all that it was told is stored is there,
// and of what it was not told the whole change or nothing.
func TestKill(t *testing.T) {
	file := filepath.Join(t.TempDir(), "mandat.db")
	told, killed := uint64(0), 0
	for range *kills {
		told = max(told, killOne(t, file))
		killed++
		s, err := sqlite.Open(context.Background(), file)
		if err != nil {
			t.Fatalf("after %d kills: %v", killed, err)
		}
		events, err := s.Load(context.Background(), "acme", 0)
		if err != nil && told > 0 {
			t.Fatalf("after %d kills: %v", killed, err)
		}
		if len(events)%3 != 0 || uint64(len(events)/3) < told {
			t.Fatalf("after %d kills: %d events, and version %d was acknowledged", killed, len(events), told)
		}
		for i, e := range events {
			if want := threeOf(uint64(i/3 + 1))[i%3]; e != want {
				t.Fatalf("after %d kills: event %d is %+v; want %+v", killed, i, e, want)
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if told == 0 {
		t.Error("nothing was ever acknowledged")
	}
	t.Logf("%d kills; %d changes were acknowledged, and are there", killed, told)
}

// killOne starts a process that appends, kills it after a while of chance, and returns
// the last version of which it was told that it is stored.
func killOne(t *testing.T, file string) (told uint64) {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), writing+"="+file)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(20*time.Millisecond+time.Duration(rand.IntN(60_000))*time.Microsecond, func() { _ = c.Process.Kill() })
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if _, err := fmt.Sscan(lines.Text(), &told); err != nil {
			t.Fatalf("the process that appends says: %s", lines.Text())
		}
	}
	_ = c.Wait()
	return told
}
