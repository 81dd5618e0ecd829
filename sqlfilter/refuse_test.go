package sqlfilter_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/policyfile"
	"github.com/mandat-go/mandat/sqlfilter"
)

// TestMappingsAreRefused: a mapping that forgets a fact, or names what there is not,
// is refused whole.
func TestMappingsAreRefused(t *testing.T) {
	for _, c := range []struct {
		spoil func(m *sqlfilter.Mapping)
		want  string
	}{
		{func(m *sqlfilter.Mapping) { m.Type = "letter" }, `Type: unknown type "letter"`},
		{func(m *sqlfilter.Mapping) { m.Type = "member" }, `Type: "member" is built in: the organisation has these itself, no table has`},
		{func(m *sqlfilter.Mapping) { m.Table = "" }, `Table: the table is missing`},
		{func(m *sqlfilter.Mapping) { m.Table = `notes"; --` }, `Table: "notes\"; --" is not a plain name of a table; nor may one begin with mandat_`},
		{func(m *sqlfilter.Mapping) { m.Table = "x.Mandat_fact" }, `Table: "x.Mandat_fact" is not a plain name of a table; nor may one begin with mandat_`},
		{func(m *sqlfilter.Mapping) { m.Org = "" }, `Org: the column is missing`},
		{func(m *sqlfilter.Mapping) { m.Org = "notes.org" }, `Org: "notes.org" is not a plain name of a column, or column::type`},
		{func(m *sqlfilter.Mapping) { m.ID = "id::uuid OR true" }, `ID: "id::uuid OR true" is not a plain name of a column, or column::type`},
		{func(m *sqlfilter.Mapping) { m.ID = strings.Repeat("i", 64) }, `ID: "` + strings.Repeat("i", 64) + `" is not a plain name of a column, or column::type`},
		{func(m *sqlfilter.Mapping) { m.ID = "2id" }, `ID: "2id" is not a plain name of a column, or column::type`},
		{func(m *sqlfilter.Mapping) { m.Units = nil }, `Units: structure "tree" is not mapped`},
		{func(m *sqlfilter.Mapping) { m.Units["cellar"] = "cellar" }, `Units: the type has no structure "cellar"`},
		{func(m *sqlfilter.Mapping) { m.Status = "" }, `Status: the column is missing`},
		{func(m *sqlfilter.Mapping) { m.LabelColumns = nil }, `LabelColumns: label "secret" is not mapped`},
		{func(m *sqlfilter.Mapping) { m.LabelColumns["urgent"] = "urgent" }, `LabelColumns: the type has no label "urgent"`},
		{func(m *sqlfilter.Mapping) { m.Labels = sqlfilter.Column("label") }, `LabelColumns: the labels stand in Labels already`},
		{func(m *sqlfilter.Mapping) { delete(m.Relations, "author") }, `Relations: relation "author" is not mapped`},
		{func(m *sqlfilter.Mapping) { m.Relations["author"] = sqlfilter.Source{} }, `Relations[author]: the column is missing`},
		{func(m *sqlfilter.Mapping) { m.Relations["author"] = sqlfilter.Joined("authors", "person") }, `Relations[author]: the key of "note" has 1 columns, not 0`},
		{func(m *sqlfilter.Mapping) { m.Relations["author"] = sqlfilter.Joined("", "person", "note") }, `Relations[author]: the table is missing`},
		{func(m *sqlfilter.Mapping) { delete(m.Lists, "read") }, `Lists: list "read" is not mapped`},
		{func(m *sqlfilter.Mapping) { m.Lists["edit"] = m.Lists["read"] }, `Lists: the type has no list "edit"`},
		{func(m *sqlfilter.Mapping) {
			m.Lists["read"] = sqlfilter.List{Table: "readers", Key: []string{"note"}, Kind: "kind", Name: "name"}
		}, `Lists[read].Has: the column is missing`},
		{func(m *sqlfilter.Mapping) { m.PartOf = nil }, `PartOf: the type is part of "binder", and lists there count: nothing tells of which`},
		{func(m *sqlfilter.Mapping) { m.PartOf.Of = nil }, `PartOf.Of: the mapping of "binder" is missing`},
		{func(m *sqlfilter.Mapping) { m.PartOf.Of = m }, `PartOf.Of.Type: the type is part of "binder", not of "note"`},
		{func(m *sqlfilter.Mapping) { m.PartOf.Key = nil }, `PartOf.Key: the key of "binder" has 1 columns, not 0`},
		{func(m *sqlfilter.Mapping) { m.PartOf.Of.Org = "" }, `PartOf.Of.Org: the column is missing`},
		{func(m *sqlfilter.Mapping) { m.PartOf.Of.Lists = nil }, `PartOf.Of.Lists: list "read" is not mapped`},
		{func(m *sqlfilter.Mapping) { m.PartOf.Of.PartOf = m.PartOf }, `PartOf.Of.PartOf: the type is part of nothing`},
	} {
		m := notes()
		c.spoil(&m)
		assert.Contains(t, problems(t, policy(t), m), c.want)
	}
	assert.Equal(t, []string{`Type: unknown type "note"`}, problems(t, nil, notes()))
	m := notes()
	m.Status, m.ID = "", ""
	assert.Equal(t, []string{"ID: the column is missing", "Status: the column is missing"}, problems(t, policy(t), m), "all at once")
}

// A type that is part of itself has lists at any height, which no clause reaches. If
// there are no lists, nothing has to be reached.
func TestATypeThatIsPartOfItselfIsRefused(t *testing.T) {
	folder := sqlfilter.Mapping{Type: "folder", Table: "folders", ID: "id", Org: "org"}
	whole := func(m sqlfilter.Mapping) sqlfilter.Mapping {
		m.PartOf = &sqlfilter.Whole{Key: []string{"parent"}, Of: &m}
		return m
	}
	p, err := policyfile.ParsePolicy("rules.yaml", []byte(folders))
	require.NoError(t, err)
	assert.Contains(t, problems(t, p, whole(folder)), `PartOf: type "folder" is part of itself, or of what is, and no whole has lists: leave this out`)
	_, err = sqlfilter.New(p, folder)
	assert.NoError(t, err)

	p, err = policyfile.ParsePolicy("rules.yaml", []byte(strings.ReplaceAll(folders, "part-of: folder,", "part-of: folder, lists: [read],")))
	require.NoError(t, err)
	want := `PartOf: type "folder" is part of itself, or of what is: SQL cannot follow its wholes up to the lists that count`
	assert.Contains(t, problems(t, p, folder), want)
	assert.Contains(t, problems(t, p, whole(folder)), want)
}

const folders = `
system: folders
version: "1"
structures: {tree: {}}
channels: {web: {login: true}}
types: {folder: {part-of: folder, actions: {read: }}}
base: user
roles: {user: {opens: web, can: folder.read}}
`

func problems(t *testing.T, p *mandat.Policy, m sqlfilter.Mapping) (all []string) {
	_, err := sqlfilter.New(p, m)
	var invalid *mandat.InvalidError
	require.ErrorAs(t, err, &invalid)
	for _, problem := range invalid.Problems {
		all = append(all, problem.Path+": "+problem.Message)
	}
	return all
}

// TestFiltersAreRefused: beside an error the clause is FALSE.
func TestFiltersAreRefused(t *testing.T) {
	table, err := sqlfilter.New(policy(t), notes())
	require.NoError(t, err)
	read := org(t).As(as("anna")).Filter("note", "read")
	other, err := policyfile.ParsePolicy("rules.yaml", []byte(strings.Replace(rules, "lists: [read]\n", "lists: [read, edit]\n", 1)))
	require.NoError(t, err)
	adopted, err := policyfile.ParseOrg("acme.yaml", []byte(acme), other)
	require.NoError(t, err)
	for _, c := range []struct {
		table   *sqlfilter.Table
		dialect sqlfilter.Dialect
		filter  mandat.Filter
		first   int
		want    string
	}{
		{nil, sqlfilter.SQLite, read, 1, "sqlfilter: the table has no mapping: make it by New"},
		{&sqlfilter.Table{}, sqlfilter.SQLite, read, 1, "sqlfilter: the table has no mapping: make it by New"},
		{table, 0, read, 1, "sqlfilter: unknown dialect: it is PostgreSQL or SQLite"},
		{table, 3, read, 1, "sqlfilter: unknown dialect: it is PostgreSQL or SQLite"},
		{table, sqlfilter.SQLite, read, 0, "sqlfilter: the first parameter has number 1, or a higher one"},
		{table, sqlfilter.SQLite, mandat.Filter{}, 1, "sqlfilter: mandat: the filter has no expression: no-org: malformed"},
		{table, sqlfilter.SQLite, org(t).As(as("anna")).Filter("note", "fly"), 1, "sqlfilter: mandat: the filter has no expression: action-unknown: malformed"},
		{table, sqlfilter.SQLite, org(t).As(as("anna")).Filter("member", "read"), 1, "sqlfilter: mandat: the filter has no expression: member is built in: malformed"},
		{table, sqlfilter.SQLite, org(t).As(as("anna")).Filter("binder", "read"), 1, `sqlfilter: the filter does not fit the mapping of "note": it is for "binder"`},
		{table, sqlfilter.SQLite, adopted.As(as("anna")).Filter("note", "read"), 1, `sqlfilter: the filter does not fit the mapping of "note": type "note" has other lists`},
	} {
		clause, args, err := c.table.Where(c.dialect, c.filter, c.first)
		assert.EqualError(t, err, strings.Replace(c.want, ": malformed", ": "+mandat.ErrMalformed.Error(), 1))
		assert.Equal(t, "(FALSE)", clause)
		assert.Nil(t, args)
	}
	_, _, err = table.Where(sqlfilter.SQLite, mandat.Filter{}, 1)
	assert.True(t, errors.Is(err, mandat.ErrMalformed))
}

// What was checked does not change with what it was made of.
func TestAMappingIsCopied(t *testing.T) {
	m := joinedNotes()
	table, err := sqlfilter.New(policy(t), m)
	require.NoError(t, err)
	read := org(t).As(as("anna")).Filter("note", "read")
	before, _, err := table.Where(sqlfilter.PostgreSQL, read, 1)
	require.NoError(t, err)
	const bad = `" OR TRUE --`
	m.Key[0], m.Units["tree"], m.PartOf.Key[0], m.PartOf.Of.Org = bad, bad, bad, bad
	m.Relations["author"], m.Lists["read"] = sqlfilter.Column(bad), sqlfilter.List{}
	delete(m.PartOf.Of.Lists, "read")
	after, _, err := table.Where(sqlfilter.PostgreSQL, read, 1)
	require.NoError(t, err)
	assert.Equal(t, before, after)
}
