package sqlfilter_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/policyfile"
	"github.com/mandat-go/mandat/sqlfilter"
)

const rules = `
system: notes
version: "1"
structures: {tree: {home: optional}}
channels: {web: {login: true}, link: {bearer: true}}
types:
  binder: {lists: [read], actions: {read: }}
  note:
    unit: tree
    part-of: binder
    statuses: [draft, final]
    labels: [secret]
    relations: [author]
    lists: [read]
    actions: {read: , edit: , drop: , sign: , file: }
base: user
roles:
  user: {opens: [web, link], can: [{do: note.drop, when: {relation: author}}, {do: note.sign, when: {status: draft}}]}
  reader: {at: {tree: subtree}, opens: web, can: [note.read, note.edit]}
  clerk: {opens: web, can: {do: note.file, when: {not: {label: secret}}}}
gates:
  - {close: note.edit, unless: {any: [{status: draft}, {label: secret}]}}
`

const acme = `
system: notes
org: acme
units: {tree: {sales: , domestic: {below: sales}, legal: }}
members: {anna: {home: sales}, bo: }
groups: {team: {members: [anna]}}
grants: [{role: reader, to: anna, at: {subtree: sales}}, {role: clerk, to: bo, at: org}]
`

func policy(t testing.TB) *mandat.Policy {
	p, err := policyfile.ParsePolicy("rules.yaml", []byte(rules))
	require.NoError(t, err)
	return p
}

func org(t testing.TB) *mandat.Org {
	o, err := policyfile.ParseOrg("acme.yaml", []byte(acme), policy(t))
	require.NoError(t, err)
	return o
}

// as is a person who has logged in.
func as(p mandat.PersonID) mandat.Subject {
	return mandat.Subject{Person: p, Channel: "web", Session: mandat.OpenSession, At: time.Unix(1_800_000_000, 0)}
}

// notes is a mapping in which labels and people have columns.
func notes() sqlfilter.Mapping {
	return sqlfilter.Mapping{
		Type: "note", Table: "notes", ID: "id", Org: "org", Status: "status",
		Units:        map[mandat.Structure]string{"tree": "unit"},
		LabelColumns: map[mandat.Label]string{"secret": "is_secret"},
		Relations:    map[mandat.Relation]sqlfilter.Source{"author": sqlfilter.Column("author")},
		Lists:        map[mandat.Action]sqlfilter.List{"read": {Has: "has_list", Table: "readers", Key: []string{"note"}, Kind: "kind", Name: "name"}},
		PartOf:       &sqlfilter.Whole{Key: []string{"binder"}, Of: binders()},
	}
}

func binders() *sqlfilter.Mapping {
	return &sqlfilter.Mapping{Type: "binder", Table: "binders", ID: "id", Org: "org",
		Lists: map[mandat.Action]sqlfilter.List{"read": {Has: "has_list", Table: "binder_readers", Key: []string{"binder"}, Kind: "kind", Name: "name"}}}
}

// joinedNotes is one in which labels and people stand in tables of their own.
func joinedNotes() sqlfilter.Mapping {
	m := notes()
	m.Key = []string{"org", "id"}
	m.LabelColumns, m.Labels = nil, sqlfilter.Joined("note_labels", "label", "org", "note")
	m.Relations = map[mandat.Relation]sqlfilter.Source{"author": sqlfilter.Joined("authors", "person", "org", "note")}
	m.Lists = map[mandat.Action]sqlfilter.List{"read": {Has: "has_list", Table: "entries", Key: []string{"org", "note"}, Kind: "kind", Name: "name", Action: "action"}}
	return m
}
