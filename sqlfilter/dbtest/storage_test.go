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
	p, err := policyfile.ParsePolicy("rules.yaml", []byte(`
system: notes
version: "1"
channels: {web: {login: true}}
types: {note: {labels: [secret], relations: [author], actions: {read: , sign: }}}
roles: {clerk: {opens: web, can: [{do: note.read, when: {not: {label: secret}}}, {do: note.sign, when: {not: {relation: author}}}]}}
`))
	require.NoError(t, err)
	o, err := policyfile.ParseOrg("acme.yaml", []byte("system: notes\norg: acme\nmembers: {kalle: }\ngrants: [{role: clerk, to: kalle, at: org}]\n"), p)
	require.NoError(t, err)
	view := o.As(mandat.Subject{Person: "kalle", Channel: "web", Session: mandat.OpenSession, At: time.Unix(1_800_000_000, 0)})
	db := sqlite(t)
	run(t, db.DB, "CREATE TABLE notes (id text, org text, author text, label text)",
		"INSERT INTO notes VALUES ('plain', 'acme', NULL, NULL), ('text', 'acme', 'kalle', 'secret'), ('bytes', 'acme', CAST('kalle' AS BLOB), CAST('secret' AS BLOB))")
	table, err := sqlfilter.New(p, sqlfilter.Mapping{Type: "note", Table: "notes", ID: "id", Org: "org", Labels: sqlfilter.Column("label"),
		Relations: map[mandat.Relation]sqlfilter.Source{"author": sqlfilter.Column("author")}})
	require.NoError(t, err)
	for _, a := range []mandat.Action{"read", "sign"} {
		clause, args, err := table.Where(db.dialect, view.Filter("note", a), 1)
		require.NoError(t, err)
		found, err := texts(db, "SELECT id FROM notes WHERE "+clause, args...)
		require.NoError(t, err)
		assert.Equal(t, []string{"plain"}, found, a)
	}
}
