package sqlite_test

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/sqlite"
)

// part names the variable in which a process of a test is told what it does: a word, a
// file, and an organisation.
const part = "MANDAT_SQLITE_PART"

func TestMain(m *testing.M) {
	if told := os.Getenv(part); told != "" {
		words := strings.Split(told, "|")
		fmt.Println(play(words[0], words[1], mandat.OrgID(words[2])))
		return
	}
	os.Exit(m.Run())
}

// errDone is what a process says that has opened a file and closed it.
var errDone = errors.New("done")

// play does a part until it is killed, and returns the error that ended it.
func play(word, file string, id mandat.OrgID) error {
	s, err := sqlite.Open(background, file)
	if err != nil {
		return err
	}
	switch word {
	case "open":
		_, err := s.Orgs(background)
		return errors.Join(err, s.Close(), errDone)
	case "append":
		return appendOn(s, id)
	case "snapshot":
		return snapshotOn(s, id)
	case "limited":
		return limited(s)
	}
	return fmt.Errorf("there is no part %q", word)
}

// appendOn appends changes of three events, and prints each version when it is
// acknowledged.
func appendOn(s *sqlite.Store, id mandat.OrgID) error {
	events, err := s.Load(background, id, 0)
	at := uint64(len(events) / 3)
	for ; err == nil || errors.Is(err, mandat.ErrNotFound); at++ {
		if err = s.Append(background, id, at, threeOf(id, at+1)); err == nil {
			fmt.Println(at + 1)
		}
	}
	return err
}

// snapshotOn keeps snapshots, and prints the version of each when it is kept.
func snapshotOn(s *sqlite.Store, id mandat.OrgID) error {
	version, err := versionKept(s, id)
	for err == nil {
		version++
		if err = s.KeepSnapshot(background, id, version, snapshotOf(version)); err == nil {
			fmt.Println(version)
		}
	}
	return err
}

// snapshotOf is a long text that tells its version.
func snapshotOf(version uint64) []byte {
	return []byte(strings.Repeat(fmt.Sprintf("%12d", version), 2000))
}

// versionKept returns the version of the snapshot that is kept, 0 for none, if the whole
// of it is there.
func versionKept(s *sqlite.Store, id mandat.OrgID) (version uint64, err error) {
	text, err := s.Snapshot(background, id)
	if errors.Is(err, mandat.ErrNotFound) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	if _, err := fmt.Sscan(string(text), &version); err != nil || string(snapshotOf(version)) != string(text) {
		return 0, fmt.Errorf("the snapshot is of %d bytes, not whole", len(text))
	}
	return version, nil
}

// process is another one that uses a file.
type process struct {
	t   *testing.T
	cmd *exec.Cmd
	out *bufio.Scanner
}

func start(t *testing.T, word, file string, id mandat.OrgID) *process {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), part+"="+strings.Join([]string{word, file, string(id)}, "|"))
	out, err := c.StdoutPipe()
	must(t, err)
	must(t, c.Start())
	t.Cleanup(func() { _ = c.Process.Kill() })
	return &process{t, c, bufio.NewScanner(out)}
}

func (p *process) kill() { _ = p.cmd.Process.Kill() }

// told waits until the process has ended, and returns the last version of which it said
// that it is stored.
func (p *process) told() (version uint64) {
	p.t.Helper()
	for p.out.Scan() {
		version = number(p.t, p.out.Text())
	}
	_ = p.cmd.Wait()
	return version
}

// number reads a version that another process says.
func number(t *testing.T, text string) (version uint64) {
	t.Helper()
	if _, err := fmt.Sscan(text, &version); err != nil {
		t.Fatalf("another process says: %s", text)
	}
	return version
}
