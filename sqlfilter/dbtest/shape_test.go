package dbtest

import (
	"database/sql"
	"fmt"
	"strings"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/sqlfilter"
)

// What the policies of package worlds can name.
var (
	types      = []mandat.ResourceType{"page", "book", "shelf"}
	structures = []mandat.Structure{"tree", "folders", "rooms"}
	labels     = []mandat.Label{"secret", "urgent"}
	relations  = []mandat.Relation{"author", "owner", "deputy"}
	actions    = []mandat.Action{"read", "name", "date", "edit", "drop", "rule"}
)

// schema creates the tables of both shapes. The columns of the joined shape take
// upper and lower case for the same.
func (s service) schema(caseless string) (all []string) {
	text := "text"
	if s.joined {
		text += caseless
	}
	for _, t := range types {
		columns := []string{"row_key text PRIMARY KEY", "part text", "id " + text, "org " + text, "status " + text, "whole_key text", "whole_part text"}
		for _, st := range structures {
			columns = append(columns, fmt.Sprintf("unit_%s %s", st, text))
		}
		for _, l := range labels {
			columns = append(columns, fmt.Sprintf("is_%s boolean", l))
		}
		for _, r := range relations {
			columns = append(columns, fmt.Sprintf("%s %s", r, text))
		}
		for _, a := range actions {
			columns = append(columns, fmt.Sprintf("has_%s boolean", a))
			all = append(all, fmt.Sprintf("CREATE TABLE %s_%s (part text, row_key text, kind %s, name %s)", s.table(t), a, text, text))
		}
		all = append(all, fmt.Sprintf("CREATE TABLE %s (%s)", s.table(t), strings.Join(columns, ", ")),
			fmt.Sprintf("CREATE TABLE %s_label (part text, row_key text, label %s)", s.table(t), text),
			fmt.Sprintf("CREATE TABLE %s_person (part text, row_key text, relation text, person %s)", s.table(t), text),
			fmt.Sprintf("CREATE TABLE %s_entry (part text, row_key text, action %s, kind %s, name %s)", s.table(t), text, text, text))
		for _, r := range relations {
			all = append(all, fmt.Sprintf("CREATE VIEW %s_%s AS SELECT part, row_key, person FROM %s_person WHERE relation = '%s'", s.table(t), r, s.table(t), r))
		}
	}
	return all
}

func (s service) table(t mandat.ResourceType) string {
	if s.joined {
		return "joined_" + string(t)
	}
	return "plain_" + string(t)
}

// insert writes rows. The connection is a transaction.
func (s service) insert(tx *sql.Tx, all []*row) error {
	for _, r := range all {
		t := s.table(r.typ.Name)
		values := []any{"row_key", r.key, "part", "p", "id", r.id, "org", r.org, "status", r.status}
		switch {
		case r.dangling:
			values = append(values, "whole_key", "nothing", "whole_part", "p")
		case r.whole != nil:
			values = append(values, "whole_key", r.whole.key, "whole_part", "p")
		}
		for st, u := range r.units {
			values = append(values, fmt.Sprint("unit_", st), u)
		}
		values = append(values, s.facts(r)...)
		for a, l := range r.lists {
			values = append(values, fmt.Sprint("has_", a), l.has)
		}
		if err := insertInto(tx, t, values...); err != nil {
			return err
		}
		if err := s.insertJoined(tx, t, r); err != nil {
			return err
		}
	}
	return nil
}

// facts are the columns with labels and people.
func (s service) facts(r *row) (values []any) {
	if s.joined {
		return nil
	}
	labelled, isStated := s.labelsOf(r).List()
	for _, l := range r.typ.Labels {
		if isStated {
			values = append(values, fmt.Sprint("is_", l.Name), strings.Contains(fmt.Sprint(labelled), string(l.Name)))
		}
	}
	for rel := range r.people {
		if all := s.persons(r, rel); all != nil {
			values = append(values, string(rel), all[0])
		}
	}
	return values
}

func (s service) insertJoined(tx *sql.Tx, t string, r *row) error {
	key := []any{"part", "p", "row_key", r.key}
	add := func(table string, values ...any) error { return insertInto(tx, t+table, append(values, key...)...) }
	for a, l := range r.lists {
		for _, e := range l.entries {
			table, values := "_"+string(a), []any{"kind", e.kind, "name", e.name}
			if s.joined {
				table, values = "_entry", append(values, "action", string(a))
			}
			if err := add(table, values...); err != nil {
				return err
			}
		}
	}
	if !s.joined {
		return nil
	}
	for _, l := range r.labels {
		if err := add("_label", "label", string(l)); err != nil {
			return err
		}
	}
	for rel, all := range r.people {
		for _, p := range all {
			if err := add("_person", "relation", string(rel), "person", p); err != nil {
				return err
			}
		}
	}
	return nil
}

// insertInto writes one row of columns and values, in turn.
func insertInto(tx *sql.Tx, table string, pairs ...any) error {
	var columns, marks []string
	var args []any
	for i := 0; i < len(pairs); i += 2 {
		columns, args = append(columns, pairs[i].(string)), append(args, pairs[i+1])
		marks = append(marks, fmt.Sprint("$", len(args)))
	}
	_, err := tx.Exec(fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s)", table, strings.Join(columns, ", "), strings.Join(marks, ", ")), args...)
	return err
}

// mapping tells where a type's facts are.
func (s service) mapping(rules *rows, t *mandat.TypeRule) sqlfilter.Mapping {
	m := sqlfilter.Mapping{Type: t.Name, Table: s.table(t.Name), Key: []string{"row_key"}, ID: "id", Org: "org",
		Units: map[mandat.Structure]string{}, Relations: map[mandat.Relation]sqlfilter.Source{}, Lists: map[mandat.Action]sqlfilter.List{}}
	if s.joined {
		m.Key = []string{"part", "row_key"}
	}
	for _, st := range t.Structures {
		m.Units[st] = fmt.Sprint("unit_", st)
	}
	if len(t.Statuses) > 0 {
		m.Status = "status"
	}
	for _, l := range t.Labels {
		if s.joined {
			m.Labels = sqlfilter.Joined(m.Table+"_label", "label", m.Key...)
			break
		}
		if m.LabelColumns == nil {
			m.LabelColumns = map[mandat.Label]string{}
		}
		m.LabelColumns[l.Name] = fmt.Sprint("is_", l.Name)
	}
	for _, r := range t.Relations {
		m.Relations[r.Name] = sqlfilter.Column(string(r.Name))
		if s.joined {
			m.Relations[r.Name] = sqlfilter.Joined(fmt.Sprint(m.Table, "_", r.Name), "person", m.Key...)
		}
	}
	for _, a := range t.Lists {
		l := sqlfilter.List{Has: fmt.Sprint("has_", a), Table: fmt.Sprint(m.Table, "_", a), Key: m.Key, Kind: "kind", Name: "name"}
		if s.joined {
			l.Table, l.Action = m.Table+"_entry", "action"
		}
		m.Lists[a] = l
	}
	if t.PartOf != "" && !rules.loops(t) {
		above := s.mapping(rules, rules.typ(t.PartOf))
		m.PartOf = &sqlfilter.Whole{Key: []string{"whole_key"}, Of: &above}
		if s.joined {
			m.PartOf.Key = []string{"whole_part", "whole_key"}
		}
	}
	return m
}
