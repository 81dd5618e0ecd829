package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/policyfile"
)

const migrateHelp = `Tells what it would mean for an organisation to go over from the policy of the
folder to another version of it:

  mandat migrate -dry-run -org university.yaml -to systems/grants-2 systems/grants

As in other commands, -org is a file in the folder; -to is not, and is named from
where you are.

First comes everything for which the organisation cannot go over; then the exit
code is 1. It is so, too, where both files say the same version: what is edited
while it is in force gives other answers without a change that tells of it.

Then what the versions say differently: of settings, of each role that changed, of
gates, guards and approvals, of what becomes of approvals that are pending, of what
the policy declares, of how one joins, and of what comes with a unit. "+" is what
the new version has, "-" what only the old one had. "(wider)" marks whatever may
let somebody do more: also a gate that is gone, a setting that is another by
default, or a condition that is weaker or cannot be compared. It is set rather once
too often than once too seldom. Then come who gains and who loses what in this
organisation, guards and approvals left aside. The last line says whether anything
widens.

It compares what is answered. A question that was malformed, because a fact was not
stated or a name unknown, can have an answer under the new version.

Nothing is written. An organisation in a store is changed by the command
AdoptPolicy, which a service plans and commits.
`

// migration holds the flags of the command.
type migration struct {
	dryRun      bool
	org, to, at string
	lang        *string
}

func newMigrate(f *flag.FlagSet) action {
	m := &migration{}
	f.BoolVar(&m.dryRun, "dry-run", false, "tell what would change, and change nothing")
	f.StringVar(&m.org, "org", "", "the organisation in `file`, in the folder (default: the one that cases are about)")
	f.StringVar(&m.to, "to", "", "the policy to go over to: its `file`, or the folder of its system, named from where you are")
	f.StringVar(&m.at, "at", "", "the `time` of the change, such as 2026-01-15T09:00:00Z (default: now)")
	m.lang = langFlag(f)
	return func(w world, args []string) error { return m.run(w, args[0]) }
}

func (m *migration) run(w world, dir string) error {
	at, err := m.check(w.now)
	if err != nil {
		return err
	}
	o, to, err := m.read(dir)
	if err != nil {
		return err
	}
	r := newMigrationReport(o, to, at, *m.lang)
	if r.invalid != nil && r.invalid.What == "policy" {
		return fmt.Errorf("%s: %s", m.to, r.invalid.Problems[0].Message)
	}
	r.print(w)
	if r.invalid != nil || r.edited {
		return errNo
	}
	return nil
}

// check refuses flags that are missing or wrong, and returns the time.
func (m *migration) check(now time.Time) (time.Time, error) {
	switch {
	case !m.dryRun:
		return now, usagef("say -dry-run: an organisation in a store is changed by the command AdoptPolicy, in the service that has the store")
	case m.to == "":
		return now, usagef("say with -to which policy to go over to")
	}
	if err := checkLang(*m.lang); err != nil {
		return now, err
	}
	return timeOf(m.at, now)
}

// read reads the organisation and the policy to go over to.
func (m *migration) read(dir string) (*mandat.Org, *mandat.Policy, error) {
	f, err := openFolder(dir)
	if err != nil {
		return nil, nil, err
	}
	defer f.close()
	o, err := f.org(m.org)
	if err != nil {
		return nil, nil, err
	}
	to, err := readPolicy(m.to)
	return o, to, err
}

// readPolicy reads the policy in a file, or in the folder of a system.
func readPolicy(name string) (*mandat.Policy, error) {
	dir, file := filepath.Split(filepath.Clean(name))
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		dir, file = name, ""
	}
	if dir == "" {
		dir = "."
	}
	f, err := openFolder(dir)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, cause(errors.Unwrap(err)))
	}
	defer f.close()
	if file == "" {
		return f.policy()
	}
	p, err := policyfile.LoadPolicy(f.fsys, file)
	return p, f.named(err)
}

// invalid returns what is wrong, nil for nothing.
func invalid(err error) *mandat.InvalidError {
	wrong, _ := errors.AsType[*mandat.InvalidError](err)
	return wrong
}
