package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/policyfile"
)

const askHelp = `The question is who (-person and -channel, or -subject), what (-action) and on
what (-resource). A subject and a resource are written as in a file of cases:

  mandat %[1]s -org sales.yaml -person kalle -channel avtal -action read \
    -resource '{type: contract, unit: sales, part-of: none, lists: none, relations: none}' \
    systems/contracts

What a resource does not state is not known, and a question that could depend on
it is malformed. A resource belongs to the organisation that is asked unless it
says otherwise.
`

// asking holds the flags of a question.
type asking struct {
	org, subject, person, channel, session, at, action, resource string
	past                                                         past
}

// askFlags declares the flags of a question.
func askFlags(f *flag.FlagSet) *asking {
	a := &asking{}
	f.StringVar(&a.org, "org", "", orgFlag)
	f.StringVar(&a.subject, "subject", "", "the `subject`, such as '{person: kalle, channel: avtal, session: open}'")
	f.StringVar(&a.person, "person", "", "the `id` of the person who asks")
	f.StringVar(&a.channel, "channel", "", "the `name` of the channel")
	f.StringVar(&a.session, "session", "", "`open` or none: whether the person is logged in anywhere")
	f.StringVar(&a.at, "at", "", "the `time` of the question, such as 2026-01-15T09:00:00Z (default: now)")
	f.StringVar(&a.action, "action", "", "the `name` of the action")
	f.StringVar(&a.resource, "resource", "", "the `resource`, such as '{type: contract, unit: sales}', or @FILE")
	a.past.flags(f)
	return a
}

const orgFlag = "the `organisation`: its file in the folder (default: that of the cases), or with -store its id"

// question is what an organisation is asked.
type question struct {
	org      *mandat.Org
	subject  mandat.Subject
	action   mandat.Action
	resource mandat.Resource
}

// read makes a question of the flags.
func (a *asking) read(w world, dir string) (question, error) {
	if err := a.complete(); err != nil {
		return question{}, err
	}
	org, subject, err := a.begin(w, dir)
	if err != nil {
		return question{}, err
	}
	resource, err := a.readResource(org)
	return question{org, subject, mandat.Action(a.action), resource}, err
}

// begin reads who asks, and the organisation that is asked: of a folder, or of a store.
func (a *asking) begin(w world, dir string) (*mandat.Org, mandat.Subject, error) {
	if err := a.past.fitting(w, a.at); err != nil {
		return nil, mandat.Subject{}, err
	}
	s, err := a.readSubject(w.now)
	if err != nil {
		return nil, s, err
	}
	if w.store != "" {
		return a.beginStored(w, dir)
	}
	f, err := openFolder(dir)
	if err != nil {
		return nil, s, err
	}
	defer f.close()
	o, err := f.org(a.org)
	return o, s, err
}

// beginStored does so where the organisation is one of a store.
func (a *asking) beginStored(w world, dir string) (*mandat.Org, mandat.Subject, error) {
	o, at, err := a.past.org(w, dir, a.org)
	if err != nil {
		return nil, mandat.Subject{}, err
	}
	s, err := a.readSubject(at)
	if err == nil && a.past.asOf != "" && !s.At.Equal(at) {
		err = usagef("-as-of asks at that moment: leave the time of the subject out")
	}
	return o, s, err
}

// complete reports everything that is missing.
func (a *asking) complete() error {
	var missing []string
	if a.subject == "" && a.person == "" {
		missing = append(missing, "-person or -subject")
	}
	if a.action == "" {
		missing = append(missing, "-action")
	}
	if a.resource == "" {
		missing = append(missing, "-resource")
	}
	if missing != nil {
		return usagef("missing: %s", strings.Join(missing, ", "))
	}
	return nil
}

// readSubject reads -subject, and then what other flags say instead.
func (a *asking) readSubject(now time.Time) (s mandat.Subject, err error) {
	s.At = now
	if a.subject != "" {
		if s, err = policyfile.ParseSubject(a.subject, now); err != nil {
			return s, inFlag("-subject", err)
		}
	}
	if a.person != "" {
		s.Person = mandat.PersonID(a.person)
	}
	if a.channel != "" {
		s.Channel = mandat.Channel(a.channel)
	}
	switch a.session {
	case "":
	case "open":
		s.Session = mandat.OpenSession
	case "none":
		s.Session = mandat.NoSession
	default:
		return s, usagef("-session %q: expected open or none", a.session)
	}
	s.At, err = readAt(a.at, s.At)
	return s, err
}

// readAt reads -at, and returns another time where it is not given.
func readAt(at string, otherwise time.Time) (time.Time, error) {
	if at == "" {
		return otherwise, nil
	}
	t, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return t, usagef("-at %q: expected a time such as 2026-01-15T09:00:00Z", at)
	}
	return t, nil
}

// readResource reads -resource, or the file that it names.
func (a *asking) readResource(o *mandat.Org) (mandat.Resource, error) {
	name, isFile := strings.CutPrefix(a.resource, "@")
	if !isFile {
		r, err := policyfile.ParseResource(a.resource, o.Policy(), o.ID())
		return r, inFlag("-resource", err)
	}
	content, err := os.ReadFile(name)
	if err != nil {
		return mandat.Resource{}, fmt.Errorf("%s: %w", name, cause(err))
	}
	r, err := policyfile.ParseResource(string(content), o.Policy(), o.ID())
	return r, renamed(name, err)
}

// inFlag makes the errors of a value in a flag errors of the command line.
func inFlag(flag string, err error) error {
	if err == nil {
		return nil
	}
	return usageError{renamed(flag, err)}
}

// renamed gives the errors of a text the name by which the user knows it.
func renamed(name string, err error) error {
	errs, ok := errors.AsType[policyfile.Errors](err)
	if !ok {
		return err
	}
	errs = slices.Clone(errs)
	for i := range errs {
		errs[i].File = name
	}
	return errs
}
