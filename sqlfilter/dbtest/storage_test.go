package dbtest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/policyfile"
	"github.com/mandat-go/mandat/sqlfilter"
)

// SQLite keeps bytes apart from the same text, and a service reads both alike: what
// must not be there is found as either.
func TestWhatMustNotBeThereIsFoundAsBytesToo(t *testing.T) {
	p, view := storage(t)
	db := sqlite(t)
	run(t, db.DB, "CREATE TABLE notes (id text, org text, author text, label text)",
		"INSERT INTO notes VALUES ('plain', 'acme', NULL, NULL), ('text', 'acme', 'kalle', 'secret'), ('bytes', 'acme', CAST('kalle' AS BLOB), CAST('secret' AS BLOB))")
	m := sqlfilter.Mapping{Type: "note", Table: "notes", ID: "id", Org: "org", Labels: sqlfilter.Column("label"),
		Relations: map[mandat.Relation]sqlfilter.Source{"author": sqlfilter.Column("author")}}
	for _, a := range []mandat.Action{"read", "sign"} {
		assert.Equal(t, []string{"plain"}, inTable(t, db, p, view.Filter("note", a), &m), a)
	}
}

// Nor is the text "true" a no: Go reads it as yes.
func TestWhatTellsNeitherYesNorNo(t *testing.T) {
	p, view := storage(t)
	db := sqlite(t)
	run(t, db.DB, "CREATE TABLE files (id text, org text, secret boolean, has boolean)", "CREATE TABLE entries (file text, kind text, name text)",
		"INSERT INTO files VALUES ('no', 'acme', FALSE, 0), ('text', 'acme', 'true', 'true'), ('nothing', 'acme', NULL, NULL)")
	m := sqlfilter.Mapping{Type: "file", Table: "files", ID: "id", Org: "org", LabelColumns: map[mandat.Label]string{"secret": "secret"},
		Lists: map[mandat.Action]sqlfilter.List{"read": {Has: "has", Table: "entries", Key: []string{"file"}, Kind: "kind", Name: "name"}}}
	for _, a := range []mandat.Action{"read", "hide"} {
		assert.Equal(t, []string{"no"}, inTable(t, db, p, view.Filter("file", a), &m), a)
	}
}

// storage returns a policy, and somebody who may what is not secret, and not theirs.
func storage(t *testing.T) (*mandat.Policy, mandat.View) {
	p, err := policyfile.ParsePolicy("rules.yaml", []byte(`
system: notes
version: "1"
channels: {web: {login: true}}
types: {note: {labels: [secret], relations: [author], actions: {read: , sign: }}, file: {labels: [secret], lists: [read], actions: {read: , hide: }}}
roles: {clerk: {opens: web, can: [{do: note.read, when: {not: {label: secret}}}, {do: note.sign, when: {not: {relation: author}}}, file.read, {do: file.hide, when: {not: {label: secret}}}]}}
`))
	require.NoError(t, err)
	o, err := policyfile.ParseOrg("acme.yaml", []byte("system: notes\norg: acme\nmembers: {kalle: }\ngrants: [{role: clerk, to: kalle, at: org}]\n"), p)
	require.NoError(t, err)
	return p, o.As(mandat.Subject{Person: "kalle", Channel: "web", Session: mandat.OpenSession, At: time.Unix(1_800_000_000, 0)})
}
