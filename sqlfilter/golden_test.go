package sqlfilter_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/sqlfilter"
)

var update = flag.Bool("update", false, "write testdata/clauses.txt anew")

// TestClauses holds the text of clauses, which testdata/clauses.txt shows, in both
// dialects. Run it with -update to write the file anew, and read the difference.
func TestClauses(t *testing.T) {
	const file = "testdata/clauses.txt"
	var b strings.Builder
	signed := as("anna")
	signed.Channel, signed.Only = "link", mandat.Purpose{Org: "acme", Type: "note", ID: "n-1", Action: "sign"}
	for _, c := range []struct {
		name    string
		mapping sqlfilter.Mapping
		subject mandat.Subject
		action  mandat.Action
	}{
		{"no right: never", notes(), as("bo"), "read"},
		{"a relation in a column", notes(), as("bo"), "drop"},
		{"a relation and labels in tables", joinedNotes(), as("bo"), "drop"},
		{"a label that must not be there", notes(), as("bo"), "file"},
		{"a label that must not be there, in a table", joinedNotes(), as("bo"), "file"},
		{"a place, with a status or a label", notes(), as("anna"), "edit"},
		{"one id", notes(), signed, "sign"},
		{"lists of the note and of its binder", notes(), as("anna"), "read"},
		{"lists, in one table for all", joinedNotes(), as("anna"), "read"},
	} {
		table, err := sqlfilter.New(policy(t), c.mapping)
		require.NoError(t, err)
		fmt.Fprintf(&b, "== %s\n", c.name)
		for _, d := range []sqlfilter.Dialect{sqlfilter.PostgreSQL, sqlfilter.SQLite} {
			clause, args, err := table.Where(d, org(t).As(c.subject).Filter("note", c.action), 1)
			require.NoError(t, err)
			fmt.Fprintf(&b, "%s\n\t%q\n", lines(clause), args)
		}
	}
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o777))
		require.NoError(t, os.WriteFile(file, []byte(b.String()), 0o666))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, string(want), b.String())
}

// lines writes what a clause joins one a line.
func lines(clause string) string {
	depth := 0
	var b strings.Builder
	for i, c := range clause {
		switch {
		case c == '(':
			depth++
		case c == ')':
			depth--
		case depth == 1 && strings.HasPrefix(clause[i:], "AND "):
			b.WriteString("\n\t")
		}
		b.WriteRune(c)
	}
	return b.String()
}
