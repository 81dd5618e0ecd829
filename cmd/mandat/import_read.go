package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/policyfile"
)

// arrivals are the organisations that are to be stored, in the order in which they came.
type arrivals struct {
	world
	dir      string
	at       time.Time
	policies []*mandat.Policy
	all      []*arrival
	byOrg    map[mandat.OrgID]*arrival
}

// arrival is what is to be stored of one organisation.
type arrival struct {
	org    mandat.OrgID
	from   string // the file
	events []mandat.Event
	lines  []int  // of the events in the file, 0 where it has others
	had    uint64 // the version at which the store has it, 0 for none
}

func (r *arrivals) read(files []string) error {
	r.byOrg = make(map[mandat.OrgID]*arrival)
	for _, file := range files {
		if err := r.readFile(file); err != nil {
			return err
		}
	}
	return nil
}

func (r *arrivals) readFile(file string) error {
	content, err := r.content(file)
	if err != nil {
		return err
	}
	switch base := filepath.Base(file); {
	case !isWritten(file) || startsWithEvent(content):
		return r.readLines(file, content)
	case strings.HasPrefix(base, "cases"):
		return r.readStory(file)
	}
	return r.readOrg(file, content)
}

// isWritten reports whether a file of that name is one that people write.
func isWritten(name string) bool {
	return slices.Contains([]string{".yaml", ".yml", ".json"}, filepath.Ext(name))
}

func (r *arrivals) content(file string) ([]byte, error) {
	if file == "-" {
		return io.ReadAll(r.stdin)
	}
	content, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, cause(err))
	}
	return content, nil
}

// readOrg makes the first change of an organisation, by the policy of the folder.
func (r *arrivals) readOrg(file string, content []byte) error {
	data, err := policyfile.ParseOrgData(file, content, r.policies[0])
	if err != nil {
		return err
	}
	change, err := mandat.Import(r.policies[0], data, r.at)
	if err != nil {
		return fmt.Errorf("%s: %s", file, bare(err))
	}
	return r.add(file, change.Events())
}

// readStory takes the changes of a story in the folder of the system.
func (r *arrivals) readStory(file string) error {
	f, err := openFolder(r.dir)
	if err != nil {
		return err
	}
	defer f.close()
	if !sameFolder(r.dir, filepath.Dir(file)) {
		return fmt.Errorf("%s: a file of cases belongs to its system: expected one in the folder %s", file, r.dir)
	}
	s, err := f.system()
	if err != nil {
		return err
	}
	changes, afresh, err := s.Changes(filepath.Base(file))
	if err != nil {
		return f.named(err)
	}
	if afresh > 0 {
		line(r.stderr, fmt.Sprintf("%s:%d: the story begins afresh here: the steps from there on are not stored", file, afresh))
	}
	var events []mandat.Event
	for _, c := range changes {
		events = append(events, c.Events()...)
	}
	return r.add(file, events)
}

func sameFolder(a, b string) bool {
	one, err := os.Stat(a)
	other, also := os.Stat(b)
	return err == nil && also == nil && os.SameFile(one, other)
}

// add takes the events of a file that are on no lines of their own.
func (r *arrivals) add(file string, events []mandat.Event) error {
	for _, e := range events {
		if wrong := r.take(file, 0, e); wrong != "" {
			return fmt.Errorf("%s: %s", file, wrong)
		}
	}
	return nil
}

// take notes an event, and says what is wrong with it. All of an organisation comes from
// one file: otherwise the order of the files would matter.
func (r *arrivals) take(file string, line int, e mandat.Event) string {
	a := r.byOrg[e.Org]
	if a == nil {
		a = &arrival{org: e.Org, from: file}
		r.all, r.byOrg[e.Org] = append(r.all, a), a
	}
	if a.from != file {
		return fmt.Sprintf("organisation %s is in %s, too: expected it in one file", id(e.Org), a.from)
	}
	a.events, a.lines = append(a.events, e), append(a.lines, line)
	return ""
}

// check replays every organisation, and reports all that are none.
func (r *arrivals) check() error {
	var wrong []error
	for _, a := range r.all {
		if _, err := mandat.Replay(a.events, r.policies...); err != nil {
			wrong = append(wrong, a.at(err))
		}
	}
	if r.all == nil {
		wrong = append(wrong, errors.New("there is no event, and nothing to store"))
	}
	return errors.Join(wrong...)
}

// at says on which line an event stands that cannot happen.
func (a *arrival) at(err error) error {
	failed, ok := errors.AsType[*mandat.EventError](err)
	if !ok {
		return fmt.Errorf("%s: %s", a.from, bare(err))
	}
	for i := len(a.events) - 1; i >= 0; i-- {
		if e := &a.events[i]; e.Version == failed.Version && e.Step == failed.Step && a.lines[i] > 0 {
			return policyfile.Error{File: a.from, Line: a.lines[i], Column: 1, Message: bare(err)}
		}
	}
	return fmt.Errorf("%s: %s", a.from, bare(err))
}
