package sqlite_test

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/sqlite"
)

// residue is what stands in any file of a folder of the facts that were ever set.
func residue(t *testing.T, folder string) map[string]bool {
	t.Helper()
	found := make(map[string]bool)
	files, err := os.ReadDir(folder)
	must(t, err)
	for _, f := range files {
		content, err := os.ReadFile(filepath.Join(folder, f.Name()))
		must(t, err)
		for _, secret := range secrets.FindAll(content, -1) {
			found[string(secret)] = true
		}
	}
	return found
}

var secrets = regexp.MustCompile(`secret-[0-9]{6}`)

// crowd sets and erases the facts of many persons at random. Each value is another one.
type crowd struct {
	s     *sqlite.Store
	dice  *rand.Rand
	count int
	known map[mandat.PersonID][]string
}

func (c *crowd) set(t *testing.T, p mandat.PersonID) {
	t.Helper()
	facts := make(map[string]string)
	c.known[p] = nil
	for i := range 1 + c.dice.IntN(4) {
		c.count++
		secret := fmt.Sprintf("secret-%06d", c.count)
		c.known[p] = append(c.known[p], secret)
		length := c.dice.IntN(400)
		if c.dice.IntN(20) == 0 {
			length = c.dice.IntN(20_000) // on pages of its own
		}
		facts[fmt.Sprint("fact-", i)] = secret + strings.Repeat("x", length)
	}
	must(t, c.s.SetFacts(background, p, facts))
}

// Of whom was erased, and of what was replaced before, nothing is left in any file, and
// of all others everything, however pages were split and joined in between. There are
// databases of many kinds.
func TestEraseLeavesNothing(t *testing.T) {
	for _, options := range []string{
		"&_pragma=journal_mode(WAL)",
		"&_pragma=journal_mode(WAL)&_pragma=page_size(512)",
		"&_pragma=journal_mode(WAL)&_pragma=secure_delete(FAST)&_pragma=cache_size(10)",
		"&_pragma=journal_mode(DELETE)",
		"&_pragma=journal_mode(TRUNCATE)&_pragma=auto_vacuum(FULL)",
	} {
		t.Run(options, func(t *testing.T) {
			folder := t.TempDir()
			db := database(t, filepath.Join(folder, "mandat.db"), "&_pragma=synchronous(OFF)"+options)
			s, err := sqlite.New(background, db)
			must(t, err)
			c := &crowd{s, rand.New(rand.NewPCG(1, 2)), 0, make(map[mandat.PersonID][]string)}
			for n := range 600 {
				p := mandat.PersonID(fmt.Sprint("person-", c.dice.IntN(100)))
				if n%60 < 59 {
					c.set(t, p)
					continue
				}
				does(t, db, "ANALYZE")
				must(t, s.Erase(background, p))
				delete(c.known, p)
				c.isAllThatIsLeft(t, folder)
			}
			for p := range c.known {
				must(t, s.Erase(background, p))
				delete(c.known, p)
			}
			c.isAllThatIsLeft(t, folder)
			if c.count < 1000 {
				t.Errorf("only %d facts were set", c.count)
			}
		})
	}
}

func (c *crowd) isAllThatIsLeft(t *testing.T, folder string) {
	t.Helper()
	left := residue(t, folder)
	for p, known := range c.known {
		facts, err := c.s.Facts(background, p)
		if err != nil || len(facts) != len(known) {
			t.Errorf("of %s there are %d facts, %v; want %d", p, len(facts), err, len(known))
		}
		for _, secret := range known {
			if !left[secret] {
				// It can be cut by the end of a page, so ask for it.
				if all := fmt.Sprint(facts); !strings.Contains(all, secret) {
					t.Errorf("%s of %s is gone", secret, p)
				}
			}
			delete(left, secret)
		}
	}
	for secret := range left {
		t.Errorf("%s is left of somebody who is erased, or was replaced", secret)
	}
}

// While somebody reads what was there before, Erase says that it is not done, and is done
// when it is called again.
func TestEraseWhileSomebodyReads(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "mandat.db")
	s, err := sqlite.New(background, database(t, file, "&_pragma=journal_mode(WAL)&_pragma=busy_timeout(50)"))
	must(t, err)
	c := &crowd{s, rand.New(rand.NewPCG(1, 2)), 0, make(map[mandat.PersonID][]string)}
	c.set(t, "anna")
	c.set(t, "bo")
	reading, err := database(t, file, "").Begin()
	must(t, err)
	var n int
	must(t, reading.QueryRow("SELECT count(*) FROM mandat_person").Scan(&n))

	saying(t, s.Erase(background, "anna"), `erase person "anna"`, "no longer read, but still stand in the log", "call Erase again when it has ended its transaction")
	if facts, err := s.Facts(background, "anna"); err != nil || len(facts) > 0 {
		t.Errorf("got %q, %v of whom is erased in part", facts, err)
	}
	if left := residue(t, folder); !left["secret-000001"] {
		t.Error("the facts are gone while somebody reads them; what is tested here?")
	}
	must(t, reading.Rollback())
	must(t, s.Erase(background, "anna"))
	delete(c.known, "anna")
	c.isAllThatIsLeft(t, folder)
}

// A journal that is kept has what was erased, so that nobody is erased beside one.
func TestEraseBesideAJournalThatIsKept(t *testing.T) {
	s, err := sqlite.New(background, database(t, filepath.Join(t.TempDir(), "mandat.db"), "&_pragma=journal_mode(PERSIST)"))
	must(t, err)
	must(t, s.SetFacts(background, "anna", map[string]string{"name": "Anna"}))
	saying(t, s.Erase(background, "anna"), "the database keeps its journal (journal_mode persist)", "open it with WAL, DELETE or TRUNCATE")
	if facts, err := s.Facts(background, "anna"); err != nil || len(facts) != 1 {
		t.Errorf("got %q, %v; want that nothing has happened", facts, err)
	}
}

// A connection of the service is given back as it was.
func TestEraseLeavesConnectionsAsTheyWere(t *testing.T) {
	for _, want := range []int{0, 1, 2} {
		db := database(t, filepath.Join(t.TempDir(), "mandat.db"), "&_pragma=secure_delete("+[]string{"OFF", "ON", "FAST"}[want]+")")
		db.SetMaxOpenConns(1)
		s, err := sqlite.New(background, db)
		must(t, err)
		must(t, s.SetFacts(background, "anna", map[string]string{"name": "Anna"}))
		must(t, s.Erase(background, "anna"))
		if got := secureDelete(t, db); got != want {
			t.Errorf("secure_delete is %d, and was %d", got, want)
		}
	}
}

func secureDelete(t *testing.T, db *sql.DB) (n int) {
	t.Helper()
	must(t, db.QueryRow("PRAGMA secure_delete").Scan(&n))
	return n
}
