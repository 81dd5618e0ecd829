package main

import (
	"fmt"
	"iter"
	"os"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/policyfile"
)

// what lists those of some resources to which the subject may do the action.
func (l *list) what() []record {
	rows, err := l.readRows()
	if err != nil {
		l.fails(err)
		return nil
	}
	var may []record
	v, filters := l.org.As(l.subject), make(map[mandat.ResourceType]mandat.Filter)
	for _, row := range rows {
		t := row.Resource.Type
		if _, made := filters[t]; !made {
			filters[t] = v.Filter(t, l.action())
		}
		for _, err := range mandat.Resources(filters[t], once(row), resourceIn) {
			if err != nil {
				l.fails(l.malformedRow(row, filters[t].Decide(row.Resource)))
				return nil
			}
			if l.lies(unitsIn(&row.Resource)...) {
				may = append(may, l.row(&row.Resource))
			}
		}
	}
	return may
}

// readRows reads -resources.
func (l *list) readRows() ([]policyfile.Row, error) {
	name := l.asked.resources
	content, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, cause(err))
	}
	return policyfile.ParseResources(name, content, l.org.Policy(), l.org.ID())
}

func once(row policyfile.Row) iter.Seq2[policyfile.Row, error] {
	return func(yield func(policyfile.Row, error) bool) { yield(row, nil) }
}

func resourceIn(row policyfile.Row) mandat.Resource { return row.Resource }

// malformedRow says what is wrong with a row, or with who and what the flags say.
func (l *list) malformedRow(row policyfile.Row, d mandat.Decision) error {
	r := &row.Resource
	switch d.Detail() {
	case mandat.ActionUnknown:
		return usagef("-action: %s has no action %q", word(string(r.Type)), l.action())
	case mandat.ChannelUnknown, mandat.PurposeNotStated, mandat.SessionUnstated:
		return usagef("the person cannot be asked about: %s", d.Because())
	}
	message := fmt.Sprintf("%s %s: %s", word(string(r.Type)), word(string(r.ID)), d.Because())
	for _, s := range l.org.Explain(l.subject, l.action(), *r).Steps() {
		if s.Kind == mandat.StepMalformed && s.Name != "" {
			message += ": " + word(s.Name)
		}
	}
	return policyfile.Error{File: l.asked.resources, Line: row.Line, Column: row.Column, Message: message}
}

func (l *list) row(r *mandat.Resource) record {
	e := l.org.Explain(l.subject, l.action(), *r)
	return record{"id": ids(r.ID), "type": ids(r.Type), "unit": ids(unitsIn(r)...), "status": said(l.statusOf(r)), "because": said(e.Because()...)}
}

// statusOf returns the title of the resource's status.
func (l *list) statusOf(r *mandat.Resource) string {
	for _, t := range l.rules.Types {
		for _, s := range t.Statuses {
			if t.Name == r.Type && s.Name == r.Status {
				return l.title(s.Title, string(s.Name))
			}
		}
	}
	return ""
}

func unitsIn(r *mandat.Resource) (units []mandat.UnitID) {
	for _, u := range r.Units {
		if id, _ := u.Place.Unit(); id != "" {
			units = append(units, id)
		}
	}
	return units
}
