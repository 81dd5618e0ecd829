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

With -format html it is one page for a browser or a printer, in light or dark as the
reader's system is. It has no script and fetches nothing: it can be sent as a file.
`

func newMatrix(f *flag.FlagSet) action {
	format := f.String("format", "text", "the `format`: text, markdown or html")
	lang := langFlag(f)
	only := f.String("type", "", "only the actions of one resource `type`")
	org := f.String("org", "", "also the custom roles of the organisation in `file`, in the folder")
	return func(w world, args []string) error {
		write, err := writerOf(*format)
		if err != nil {
			return err
		}
		if err := checkLang(*lang); err != nil {
			return err
		}
		p, custom, err := readRoles(args[0], *org)
		if err != nil {
			return err
		}
		t, err := newTable(p, custom, mandat.ResourceType(*only), *lang)
		if err != nil {
			return err
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

// readRoles reads the policy of a system, and the custom roles of an organisation
// if a file is named.
func readRoles(dir, org string) (*mandat.Policy, []mandat.Role, error) {
	f, err := openFolder(dir)
	if err != nil {
		return nil, nil, err
	}
	defer f.close()
	p, err := f.policy()
	if err != nil {
		return nil, nil, err
	}
	if org == "" {
		return p, nil, nil
	}
	data, err := f.orgData(org, p)
	return p, data.Roles, err
}
