package main

import (
	"errors"
	"strings"

	"github.com/mandat-go/mandat"
)

// who lists those who may do the action to the resource.
func (l *list) who() []record {
	r, err := l.asked.asking.readResource(l.org)
	if err != nil {
		l.fails(err)
		return nil
	}
	all, err := l.subjects(r)
	switch {
	case errors.Is(err, mandat.ErrNotFound):
		l.fails(usagef("%s may not know of the resource: not found", word(string(l.subject.Person))))
	case err != nil:
		l.fails(cannotAsk(err))
	}
	var rows []record
	for _, one := range all {
		row := record{"person": ids(one.Person)}
		if e := one.Explain(); l.seesWhy(one.Person, e) {
			row["because"], row["explanation"] = said(e.Because()...), said(inOneLine(e.Text(l.lang)))
		}
		rows = append(rows, row)
	}
	return rows
}

func (l *list) subjects(r mandat.Resource) (all []mandat.Access, err error) {
	if l.view == nil {
		return l.org.Subjects(l.subject, l.action(), r)
	}
	all, l.hidden, err = l.view.Subjects(l.subject, l.action(), r)
	return all, err
}

// seesWhy reports whether all grants by which somebody may do something may be read:
// one's own always.
func (l *list) seesWhy(p mandat.PersonID, e mandat.Explanation) bool {
	if p == l.subject.Person {
		return true
	}
	for _, s := range e.Steps() {
		if s.Role == "" || s.Base {
			continue
		}
		g := mandat.Grant{Role: s.Role, Member: p, Scope: s.Scope}
		if s.Group != "" {
			g.Member, g.Group = "", s.Group
		}
		if !l.sees(g.Resource(l.org.ID())) || s.Group != "" && !l.seesGroup(s.Group) || !l.seesPlaces(s.Scope) {
			return false
		}
	}
	return true
}

func (l *list) seesPlaces(s mandat.Scope) bool {
	for _, p := range s.Places() {
		if p.Unit != "" && !l.seesUnit(p.Unit) {
			return false
		}
	}
	return true
}

// inOneLine returns the derivation in an explanation, without the answer above it.
func inOneLine(text string) string {
	_, steps, _ := strings.Cut(text, "\n")
	return strings.Join(strings.Fields(steps), " ")
}
