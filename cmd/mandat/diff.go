package main

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/policyfile"
)

const diffHelp = `Tells what two organisations have differently, and who gains and who loses what by
it:

  mandat diff -org sales.yaml -to moved.yaml systems/contracts
  mandat diff -org sales.yaml -to contracts-2 systems/contracts

As in other commands, -org is a file in the folder; -to is not, and is named from
where you are. It names one of

  a file with an organisation: under the policy of the folder
  a file with a policy: the organisation of the folder decides by it
  the folder of a system: its file with the name of -org, under its own policy; where
  it has no such file, the organisation of the first folder decides by its policy

Both must have the same id, and policies of the same system. First comes what is
different: in the policy, of settings, units, members, groups, custom roles, grants,
invitations and approvals. Then come who gains and who loses, those together to whom
the same comes of the same. Guards and approvals are left aside. The last line says how
many gain something, and how many lose something.

What a version of a policy says differently is told by "mandat migrate".
`

// comparing holds the flags of the command.
type comparing struct {
	org, to, at string
	lang        *string
}

func newDiff(f *flag.FlagSet) action {
	c := &comparing{}
	f.StringVar(&c.org, "org", "", "the organisation in `file`, in the folder (default: the one that cases are about)")
	f.StringVar(&c.to, "to", "", "what to compare with: a `file` or folder, named from where you are")
	f.StringVar(&c.at, "at", "", "the `time` at which they are compared, such as 2026-01-15T09:00:00Z (default: now)")
	c.lang = langFlag(f)
	return func(w world, args []string) error { return c.run(w, args[0]) }
}

func (c *comparing) run(w world, dir string) error {
	if c.to == "" {
		return usagef("say with -to what to compare with")
	}
	if err := checkLang(*c.lang); err != nil {
		return err
	}
	at, err := timeOf(c.at, w.now)
	if err != nil {
		return err
	}
	was, err := c.read(dir)
	if err != nil {
		return err
	}
	is, err := c.other(was)
	if err != nil {
		return err
	}
	d, err := mandat.Diff(was, is, at)
	if err != nil {
		return c.unlike(err)
	}
	c.print(w, was, d)
	if len(d.Data) > 0 {
		return errNo
	}
	return nil
}

// timeOf reads the time of a flag, which may be left out.
func timeOf(text string, now time.Time) (time.Time, error) {
	if text == "" {
		return now, nil
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil || at.IsZero() {
		return now, usagef("-at %q: expected a time such as 2026-01-15T09:00:00Z", text)
	}
	return at, nil
}

func (c *comparing) read(dir string) (*mandat.Org, error) {
	f, err := openFolder(dir)
	if err != nil {
		return nil, err
	}
	defer f.close()
	return f.org(c.org)
}

// other reads what to compare an organisation with.
func (c *comparing) other(was *mandat.Org) (*mandat.Org, error) {
	if info, err := os.Stat(c.to); err != nil || !info.IsDir() {
		return c.otherFile(was)
	}
	f, err := openFolder(c.to)
	if err != nil {
		return nil, err
	}
	defer f.close()
	if c.org != "" {
		name, err := local(c.org)
		if err != nil {
			return nil, err
		}
		if _, err := fs.Stat(f.fsys, name); errors.Is(err, fs.ErrNotExist) {
			p, err := f.policy()
			if err != nil {
				return nil, err
			}
			return c.under(p, was)
		}
	}
	return f.org(c.org)
}

// otherFile reads an organisation, or a policy by which to decide.
func (c *comparing) otherFile(was *mandat.Org) (*mandat.Org, error) {
	dir, name := filepath.Split(filepath.Clean(c.to))
	if dir == "" {
		dir = "."
	}
	f, err := openFolder(dir)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.to, cause(errors.Unwrap(err)))
	}
	defer f.close()
	content, err := fs.ReadFile(f.fsys, name)
	if err != nil {
		return nil, f.named(err)
	}
	p, notPolicy := policyfile.ParsePolicy(name, content)
	if notPolicy == nil {
		return c.under(p, was)
	}
	o, notOrg := policyfile.ParseOrg(name, content, was.Policy())
	switch {
	case notOrg == nil:
		return o, nil
	case namesOrg.Match(content):
		return nil, f.named(notOrg)
	}
	return nil, f.named(notPolicy)
}

// namesOrg finds what the file of an organisation has, and that of a policy has not.
var namesOrg = regexp.MustCompile(`(?m)^[\s{]*"?org"?\s*:`)

// under returns the organisation as it decides by another policy.
func (c *comparing) under(p *mandat.Policy, was *mandat.Org) (*mandat.Org, error) {
	if p.System() != was.Policy().System() {
		return nil, fmt.Errorf("%s: it is of system %q: expected a policy of %q", c.to, p.System(), was.Policy().System())
	}
	o, err := mandat.NewOrg(p, was.Data())
	if err != nil {
		return nil, c.unlike(err)
	}
	return o, nil
}

// unlike says why there is nothing to compare, a line for each reason.
func (c *comparing) unlike(err error) error {
	wrong := invalid(err)
	if wrong == nil {
		return err
	}
	return errors.Join(each(wrong.Problems, func(p mandat.Problem) error {
		if p.Path == "" {
			return fmt.Errorf("%s: %s", c.to, p.Message)
		}
		return fmt.Errorf("%s: %s: %s", c.to, p.Path, p.Message)
	})...)
}

func (c *comparing) print(w world, was *mandat.Org, d mandat.Difference) {
	line(w.stdout, word(string(was.ID()))+": "+phraseSystem.in(*c.lang, "{system}", was.Policy().System(), "{version}", was.Policy().Version()))
	for _, text := range d.Lines(*c.lang) {
		if text != "" && text[0] != ' ' {
			fmt.Fprintln(w.stdout)
		}
		line(w.stdout, text)
	}
	if len(d.Data) == 0 {
		return
	}
	fmt.Fprintln(w.stdout)
	line(w.stdout, phraseMembersGain.in(*c.lang, "{n}", strconv.Itoa(affected(d.Impact, true)))+"; "+
		phraseMembersLose.in(*c.lang, "{n}", strconv.Itoa(affected(d.Impact, false))))
}

// affected returns how many members gain something, or may; or lose something, or
// may.
func affected(i mandat.Impact, gains bool) int {
	who := make(map[mandat.PersonID]bool)
	for _, e := range i.Effects {
		if e.Gains == gains {
			who[e.Person] = true
		}
	}
	for _, p := range i.Untold {
		who[p] = true
	}
	return len(who)
}
