package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/mandat-go/mandat"
)

// kindsOfAnswers are the lists that answer a question.
func kindsOfAnswers() []kind {
	return []kind{
		{"who", []column{
			{"person", phrase{"Person", "Person"}, false}, {"because", phrase{"Because", "Eftersom"}, false},
			{"explanation", phrase{"Explanation", "Förklaring"}, true},
		}, nil, (*list).who, []string{"channel", "action", "resource"}},
		{"what", []column{
			{"id", phrase{"Id", "Id"}, false}, {"type", phrase{"Type", "Typ"}, false}, {"unit", phrase{"Unit", "Enhet"}, false},
			{"status", phrase{"Status", "Status"}, false}, {"because", phrase{"Because", "Eftersom"}, true},
		}, []string{"structure", "unit"}, (*list).what, []string{"person", "channel", "action", "resources"}},
		{"actions", []column{
			{"action", phrase{"Action", "Handling"}, false}, {"title", phrase{"Title", "Titel"}, false},
			{"menu", phrase{"On a menu", "På en meny"}, false}, {"why", phrase{"Why", "Varför"}, false},
			{"decision", phrase{"Decision", "Beslut"}, true},
		}, nil, (*list).menu, []string{"person", "channel", "resource"}},
		{"filter", []column{
			{"condition", phrase{"Condition", "Villkor"}, false},
		}, nil, (*list).conditions, []string{"person", "channel", "action", "type"}},
	}
}

// asksHelp says which flags each of the answers needs.
func asksHelp() string {
	does := map[string]string{
		"who":     "who may do an action to a resource, and why",
		"what":    "to which of some resources a person may do it",
		"actions": "what a menu of a resource offers a person",
		"filter":  "what is asked of a resource for it, in words",
	}
	var b strings.Builder
	for _, k := range kindsOfAnswers() {
		fmt.Fprintf(&b, "  %-8s %-46s -%s\n", k.name, does[k.name], strings.Join(k.asks, ", -"))
	}
	return b.String()
}

// fittingAsked reports flags of a question that a list does not ask, and those that
// are missing.
func (l *listing) fittingAsked(k *kind) error {
	a := &l.asking
	var missing []string
	for _, f := range []struct{ name, value string }{
		{"person", a.person}, {"channel", a.channel}, {"action", a.action}, {"resource", a.resource}, {"resources", l.resources}, {"type", l.typ},
	} {
		asks := slices.Contains(k.asks, f.name)
		switch {
		case asks && f.value == "":
			missing = append(missing, "-"+f.name)
		case !asks && f.value != "" && f.name != "person" && f.name != "channel":
			return usagef("-%s says nothing of %s: it goes with %s", f.name, k.name, strings.Join(askedWith(f.name), ", "))
		}
	}
	if missing != nil {
		return usagef("%s: missing: %s", k.name, strings.Join(missing, ", "))
	}
	return nil
}

// askedWith returns the lists that have a flag.
func askedWith(flag string) (names []string) {
	for _, k := range kindsOfAnswers() {
		if slices.Contains(k.asks, flag) {
			names = append(names, k.name)
		}
	}
	return names
}

// fails keeps the first error of a list.
func (l *list) fails(err error) {
	if l.err == nil {
		l.err = err
	}
}

// cannotAsk makes an error of the library one of the command line.
func cannotAsk(err error) error {
	text := strings.TrimPrefix(err.Error(), "mandat: ")
	return usageError{errors.New(strings.TrimSuffix(text, ": "+mandat.ErrMalformed.Error()))}
}

func (l *list) action() mandat.Action { return mandat.Action(l.asked.asking.action) }

// printHidden says how many rows may not be shown: below the list, or where that is
// for a program, beside it.
func (l *list) printHidden(w world) {
	if l.hidden == 0 {
		return
	}
	var to io.Writer = w.stdout
	if l.asked.csv || l.asked.excel {
		to = w.stderr
	}
	line(to, l.say(phraseMore, "{number}", strconv.Itoa(l.hidden), "{who}", word(string(l.subject.Person))))
}
