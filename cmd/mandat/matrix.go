package main

import (
	"flag"
	"io"

	"github.com/mandat-go/mandat"
)

const matrixHelp = `Prints which role gives which action: a row for each action in the order of the
policy, a column for each role. "yes" and "if" say that the role, with all that it
includes, gives the action and everything that the action stands for or needs;
where it does so only under a condition, or past access lists or seals, the numbers
lead to notes below. If there are several numbers, any one of these notes will do.
The column of rules leads to the gates, guards and approvals that the action is
under, whoever asks.

Below that come the actions that are given or closed in some statuses only, with a
row for each answer: what is left of every condition when the status is known, and
of the rules on what the action needs too. "blocked" is what a guard blocks for
those who have the right. Every other action is the same in all statuses.

What "administer" states has a row for each role that may be given, revoked,
invited to or handed over: "grant.give of reader". Whoever is in the column may do
it to others, by a role that covers where; for themselves only where a note says
so. A role for which there is no row is one with which nobody may do it.

A role gives something in the units and channels for which it is given; the
matrix does not show these.

With -org, custom roles of the organisation have columns too, and a tree says who
holds what where at the time of -at: what is held in the whole organisation, at each
one's home unit (the role that everybody holds), and at each unit of each structure,
with its seal and its groups. A grant with several units stands at each of them, one
that is not in force stands there with its times, and what somebody is invited to
does not. It shows everything: it is for operators.

With -format html it is one page for a browser or a printer, in light or dark as the
reader's system is. It has no script and fetches nothing: it can be sent as a file.
`

func newMatrix(f *flag.FlagSet) action {
	format := f.String("format", "text", "the `format`: text, markdown or html")
	lang := langFlag(f)
	only := f.String("type", "", "only the actions of one resource `type`")
	org := f.String("org", "", "also the organisation in `file`, in the folder: its custom roles, and who holds what where")
	at := f.String("at", "", "the `time` at which they hold it, such as 2026-01-15T09:00:00Z (default: now)")
	return func(w world, args []string) error {
		write, err := writerOf(*format)
		if err != nil {
			return err
		}
		if err := checkLang(*lang); err != nil {
			return err
		}
		moment, err := readAt(*at, w.now)
		if err != nil {
			return err
		}
		p, o, err := readOrg(args[0], *org)
		if err != nil {
			return err
		}
		t, err := newTable(p, o.Data().Roles, mandat.ResourceType(*only), *lang)
		if err != nil {
			return err
		}
		if o != nil {
			t.holdings = t.holdingsOf(o, moment)
		}
		return write(t, w.stdout)
	}
}

// writerOf returns what writes a table in a format.
func writerOf(format string) (func(*table, io.Writer) error, error) {
	switch format {
	case "text":
		return (*table).text, nil
	case "markdown":
		return (*table).markdown, nil
	case "html":
		return (*table).html, nil
	}
	return nil, usagef("-format %q: expected text, markdown or html", format)
}

// readOrg reads the policy of a system, and an organisation if a file is named.
func readOrg(dir, org string) (*mandat.Policy, *mandat.Org, error) {
	f, err := openFolder(dir)
	if err != nil {
		return nil, nil, err
	}
	defer f.close()
	if org == "" {
		p, err := f.policy()
		return p, nil, err
	}
	o, err := f.org(org)
	return o.Policy(), o, err
}
