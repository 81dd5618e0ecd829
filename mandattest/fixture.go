package mandattest

import (
	"io/fs"
	"sync"
	"testing"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/policyfile"
)

// Fixture is an organisation in a test, with a clock that stands still until the
// test moves it. A test can have several, and each may be used by several
// goroutines; a subtest that changes it while others ask uses a Fork.
type Fixture struct {
	mu       sync.Mutex
	org      *mandat.Org
	now      time.Time
	coverage *Coverage
}

// Load reads a policy and an organisation of it from two files. What is wrong in
// one ends the test with file, line and column.
func Load(t testing.TB, fsys fs.FS, policy, org string) *Fixture {
	t.Helper()
	return LoadOrg(t, LoadPolicy(t, fsys, policy), fsys, org)
}

// LoadPolicy reads a policy from a file, or ends the test like Load.
func LoadPolicy(t testing.TB, fsys fs.FS, name string) *mandat.Policy {
	t.Helper()
	p, err := policyfile.LoadPolicy(fsys, name)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// LoadOrg reads an organisation of a policy from a file, or ends the test like
// Load.
func LoadOrg(t testing.TB, p *mandat.Policy, fsys fs.FS, name string) *Fixture {
	t.Helper()
	o, err := policyfile.LoadOrg(fsys, name, p)
	if err != nil {
		t.Fatal(err)
	}
	return New(o)
}

// New makes a fixture of an organisation, such as one that a Builder has built.
// Its clock stands at Now.
func New(o *mandat.Org) *Fixture { return &Fixture{org: o, now: Now()} }

// Covering has a coverage count what the fixture and its forks are asked from
// here on, and returns the fixture.
func (f *Fixture) Covering(c *Coverage) *Fixture {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.coverage = c
	return f
}

// Fork returns another fixture that begins where this one stands. What happens in
// one of them the other does not notice.
func (f *Fixture) Fork() *Fixture {
	f.mu.Lock()
	defer f.mu.Unlock()
	return &Fixture{org: f.org, now: f.now, coverage: f.coverage}
}

// Org returns the organisation as the steps of the test have left it.
func (f *Fixture) Org() *mandat.Org {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.org
}

// Now returns what the clock shows: a service under test takes it for its own.
func (f *Fixture) Now() time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.now
}

// Later moves the clock on.
func (f *Fixture) Later(d time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.now = f.now.Add(d)
}

// As returns a subject who acts through a channel, logged in, and says no time:
// in the rows and steps of a fixture such a subject acts when its clock shows,
// everywhere else the question is malformed.
func (f *Fixture) As(p mandat.PersonID, c mandat.Channel) mandat.Subject {
	return mandat.Subject{Person: p, Channel: c, Session: mandat.OpenSession}
}

// Check asks every row, like the function Check.
func (f *Fixture) Check(t testing.TB, rows ...Row) {
	t.Helper()
	f.mu.Lock()
	at := Fixture{org: f.org, now: f.now, coverage: f.coverage}
	f.mu.Unlock()
	for i, row := range rows {
		row.subject = at.inTime(row.subject)
		e := row.explain(at.org)
		at.coverage.note(at.org.Policy(), e)
		if problem := row.wrong(at.org, e); problem != "" {
			t.Errorf("row %d: %s", i+1, problem)
		}
	}
}

// inTime gives a subject who says no time that of the clock.
func (f *Fixture) inTime(s mandat.Subject) mandat.Subject {
	if s.At.IsZero() {
		s.At = f.now
	}
	return s
}
