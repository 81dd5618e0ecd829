package sqlfilter_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/sqlfilter"
)

// Ids written into SQL (CVE-2026-33505): whatever is in an id, the clause has the
// same text, and a parameter has the id.
func TestAdvisory_CVE_2026_33505(t *testing.T) {
	ids := []string{"plain", "'", `"`, `\`, "';--", "') OR TRUE --", "/*", "*/", "$1", "?", "?1", "$$x$$", "{}", `","x`, `{"a","b"}`, `["a"]`, "a,b", "NULL", "%", "_", "\n", "\x01", "\u2028", "ü", "😀", strings.Repeat("x", 100_000)}
	for _, d := range []sqlfilter.Dialect{sqlfilter.PostgreSQL, sqlfilter.SQLite} {
		want := ""
		for _, id := range ids {
			clause, args := hostile(t, d, id)
			if want == "" {
				want = clause
			}
			assert.Equal(t, want, clause, "id %.20q", id)
			assert.Contains(t, strings.Join(args, ""), escaped(d, id), "id %.20q", id)
		}
		for _, c := range want {
			assert.True(t, c < unicode.MaxASCII && !strings.ContainsRune(`;\{}%`, c), "%q in %s", c, want)
		}
	}
}

// hostile writes a filter in whose organisation, units, groups and persons are one
// id.
func hostile(t *testing.T, d sqlfilter.Dialect, id string) (clause string, args []string) {
	o, err := mandat.NewOrg(policy(t), mandat.OrgData{
		ID:      mandat.OrgID("org " + id),
		Units:   []mandat.Unit{{ID: mandat.UnitID(id), Structure: "tree"}, {ID: "other", Structure: "tree"}},
		Members: []mandat.Member{{Person: mandat.PersonID(id), Home: mandat.UnitID(id), Status: mandat.MemberActive}},
		Groups:  []mandat.Group{{ID: mandat.GroupID(id), Members: []mandat.PersonID{mandat.PersonID(id)}}},
		Grants:  []mandat.Grant{{Role: "reader", Member: mandat.PersonID(id), Scope: mandat.Below(mandat.UnitID(id))}},
	})
	require.NoError(t, err)
	table, err := sqlfilter.New(policy(t), notes())
	require.NoError(t, err)
	clause, all, err := table.Where(d, o.As(as(mandat.PersonID(id))).Filter("note", "read"), 1)
	require.NoError(t, err)
	for _, a := range all {
		args = append(args, a.(string))
	}
	return clause, args
}

// escaped is how an id stands in the text of a set.
func escaped(d sqlfilter.Dialect, id string) string {
	if d == sqlfilter.PostgreSQL {
		return `{"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(id) + `"`
	}
	return ""
}

// What no text of PostgreSQL can hold stands in no row: it is left out, and an
// organisation whose id it is has no rows.
func TestWhatPostgreSQLCannotHold(t *testing.T) {
	clause, args := hostile(t, sqlfilter.PostgreSQL, "a\x00b")
	assert.True(t, strings.HasPrefix(clause, "(FALSE AND "), clause)
	assert.NotContains(t, strings.Join(args, ""), "\x00")
	clause, args = hostile(t, sqlfilter.SQLite, "a\x00b")
	assert.Contains(t, clause, `"notes"."unit" = ?`)
	assert.Contains(t, args, "a\x00b")
}

// Other parameters may stand before those of the clause.
func TestTheFirstParameter(t *testing.T) {
	table, err := sqlfilter.New(policy(t), notes())
	require.NoError(t, err)
	for d, sign := range map[sqlfilter.Dialect]string{sqlfilter.PostgreSQL: "$", sqlfilter.SQLite: "?"} {
		clause, args, err := table.Where(d, org(t).As(as("bo")).Filter("note", "drop"), 7)
		require.NoError(t, err)
		assert.Len(t, args, 4)
		assert.NotContains(t, clause, sign+"6")
		assert.Contains(t, clause, sign+"7")
		assert.Contains(t, clause, sign+"10")
		assert.NotContains(t, clause, sign+"11")
	}
}
