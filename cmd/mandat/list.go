package main

import (
	"flag"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/mandat-go/mandat"
)

var listHelp = `Lists what is in an organisation. WHAT is one of

` + kindsHelp() + `
Of these columns, -columns chooses some and says in which order they come; those
in brackets are left out where it does not. Members who left are not listed.
Whoever holds no role has the name that the policy gives to that.

With -person and -channel, the list has what that person may read there: each row
is asked about (grant.read, member.read, invitation.read, approval.read, unit.read, group.read; of
a vacancy, the unit, or org.read). In a row, members, units and groups that they may
not read are left out, or called "a unit" where a grant is; a role shows through a
group if the group does; and that somebody holds no role is said if any role at
all would show. Without, the list has everything: it is for operators.

Four lists are answers to questions, written as for mandat decide:

` + asksHelp() + `
-resources names a file with a sequence of resources, each written as in a file of
cases: YAML or, if its name ends in .json, JSON. A resource that is not stated in full
is an error, and not left out; one of another organisation is left out. -unit keeps
those at a unit and below.

Who lists everybody who may, each asking through -channel. With -person it names those
of whom that person may know, gives the reasons that they may read, and says how many
others there are: below the list or, for programs and Excel, as a message beside it.
On a menu, an action can be started if others must approve it, and is greyed if the
person has the right to it and something stands in the way. A filter's condition is
what it asks of any resource of a type: each row is enough by itself, with what a
first row "only if" asks in any case.

With -csv the list is written for programs, as RFC 4180 says: in UTF-8 without a
byte order mark, with commas, each cell in quotes, and the names of the columns in
the first line. With -excel it is written for Excel: save it as a file whose name
ends in .csv and open that. A byte order mark makes å, ä and ö come out right, the
first line has the titles of the columns, and with -lang sv, semicolons stand
between cells, as Excel expects where its region is Sweden. Excel takes an id of
digits alone for a number.

In both, an apostrophe stands before what a spreadsheet could take for a formula:
= + - or @ at the beginning of a cell or, because some divide cells at these, after
a comma, a semicolon, a bar, a tab, a quotation mark or the end of a line; and a tab
or carriage return at the beginning of a cell.
` + pastHelp

// kindsHelp lists the lists with their columns.
func kindsHelp() string {
	var b strings.Builder
	for _, k := range kinds() {
		names := each(k.columns, func(c column) string {
			if c.more {
				return "[" + c.name + "]"
			}
			return c.name
		})
		fmt.Fprintf(&b, "  %-12s %s\n", k.name, strings.Join(names, ", "))
	}
	return b.String()
}

// listing holds the flags of a list.
type listing struct {
	asking         asking
	resources, typ string
	filter         filter
	columns        string
	csv            bool
	excel          bool
	lang           *string
}

func newList(f *flag.FlagSet) action {
	l := &listing{}
	f.StringVar(&l.asking.org, "org", "", orgFlag)
	f.StringVar(&l.asking.person, "person", "", "only what the person with this `id` may read, or the one who asks")
	f.StringVar(&l.asking.channel, "channel", "", "the `name` of the channel in which they ask")
	f.StringVar(&l.asking.session, "session", "", "`open` or none: whether they are logged in anywhere")
	f.StringVar(&l.asking.at, "at", "", "the `time` of the list, such as 2026-01-15T09:00:00Z (default: now)")
	f.StringVar(&l.filter.structure, "structure", "", "only what is in the structure with this `name`")
	f.StringVar(&l.filter.unit, "unit", "", "only what is at the unit with this `id` or below it")
	f.StringVar(&l.filter.role, "role", "", "only what is about the role with this `id`")
	f.StringVar(&l.filter.of, "of", "", "only what is of the person with this `id`")
	f.StringVar(&l.asking.action, "action", "", "the `name` of the action that is asked about")
	f.StringVar(&l.asking.resource, "resource", "", "the `resource` that is asked about, such as '{type: contract, unit: sales}', or @FILE")
	f.StringVar(&l.resources, "resources", "", "the `file` of the resources that are asked about")
	f.StringVar(&l.typ, "type", "", "the `name` of the type that is asked about")
	f.StringVar(&l.columns, "columns", "", "the `names` of the columns, such as person,roles")
	f.BoolVar(&l.csv, "csv", false, "write the list as CSV, for programs")
	f.BoolVar(&l.excel, "excel", false, "write the list as a file that Excel opens")
	l.asking.past.flags(f)
	l.lang = langFlag(f)
	return func(w world, args []string) error { return l.print(w, args[0], args[1]) }
}

// print reads the organisation in a folder and prints the list.
func (l *listing) print(w world, what, dir string) error {
	i := slices.IndexFunc(kinds(), func(k kind) bool { return k.name == what })
	if i < 0 {
		return usagef("there is no list %q: expected one of %s", what, strings.Join(listNames(), ", "))
	}
	k := kinds()[i]
	shown, err := k.choose(l.columns)
	if err != nil {
		return err
	}
	if err := l.fitting(&k); err != nil {
		return err
	}
	org, s, err := l.asking.begin(w, dir)
	if err != nil {
		return err
	}
	made := l.of(org, s, &k)
	rows, err := made.rows(&k, shown)
	if err != nil {
		return err
	}
	l.write(w.stdout, shown, rows)
	made.printHidden(w)
	return nil
}

// fitting reports flags that do not go together.
func (l *listing) fitting(k *kind) error {
	if l.csv && l.excel {
		return usagef("-csv and -excel are two ways to write a list: choose one")
	}
	if err := l.fittingAsked(k); err != nil {
		return err
	}
	switch a := &l.asking; {
	case k.asks != nil:
	case (a.person == "") != (a.channel == ""):
		return usagef("-person and -channel belong together")
	case a.person == "" && a.session != "":
		return usagef("-session is that of a person: say whose with -person and -channel")
	}
	return checkLang(*l.lang)
}

func listNames() []string { return each(kinds(), func(k kind) string { return k.name }) }

// list is a list of an organisation, in one language.
type list struct {
	words
	only  filter
	asked *listing
	org   *mandat.Org
	// subject asks. The view is theirs if they see the list, nil for all that there is.
	subject mandat.Subject
	view    *mandat.View
	at      time.Time
	// malformed says why a question about a row could not be answered, "" if all
	// could.
	malformed string
	// err is why there is no list, hidden how many rows may not be shown.
	err    error
	hidden int
}

// of returns a list of an organisation for the eyes of a subject, unless it is the
// subject who is asked about.
func (l *listing) of(o *mandat.Org, s mandat.Subject, k *kind) *list {
	rules := o.Policy().Rules()
	made := &list{words: words{*l.lang, &rules}, only: l.filter, asked: l, org: o, subject: s, at: s.At}
	if s.Person != "" && !slices.Contains(k.asks, "person") {
		v := o.As(s)
		made.view = &v
	}
	return made
}
