package dbtest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/policyfile"
	"github.com/mandat-go/mandat/sqlfilter"
)

const memoRules = `
system: memos
version: "1"
structures: {tree: {}}
channels: {web: {login: true}, link: {bearer: true}}
types: {memo: {unit: tree, relations: [author], lists: [find], actions: {read: , sign: , drop: , find: }}}
base: user
roles:
  user: {opens: [web, link], can: [memo.sign, {do: memo.drop, when: {relation: author}}]}
  reader: {at: {tree: subtree}, opens: web, can: [memo.read, memo.find]}
`

// Ids are merged by folding (CVE-2026-55170), or end a text in SQL (CVE-2026-33505):
// in columns that take upper and lower case for the same, and more, a row is returned
// for its own id only.
func TestAdvisory_CVE_2026_55170(t *testing.T) {
	ids := []string{"åsa", "a\u030asa", "Åsa", "ÅSA", "åsа" /* Cyrillic а */, "asa", "åsa ", " åsa", "åsa\u200b", "ａ", "a", "A", "ß", "ss", "SS", "ı", "i", "I", "İ",
		"'", `"`, `\`, `\\`, "';--", "') OR TRUE --", "/*", "*/", "$1", "?1", "{}", `","`, `{"a","b"}`, `["a"]`, "NULL", "%", "_", "a%", "\n", "\t", "\x01", "\u2028", "\ufffd", "😀",
		"01", "1", "1.0", strings.Repeat("å", 1000), strings.Repeat("Å", 1000)}
	onEach(t, func(t *testing.T, db database) {
		odd := []string{"åsa\x00", "\x00", "a\xff"}
		for _, typ := range columnTypes(t, db) {
			t.Run(typ.name, func(t *testing.T) {
				all := ids
				if db.dialect == sqlfilter.SQLite && typ.name != "integer" {
					all = append(all[:len(all):len(all)], odd...)
				}
				table := memoTable(t, db, typ.name, typ.cast)
				for i, id := range all {
					run(t, db.DB, fmt.Sprintf("INSERT INTO %s (row_key, id, org, unit, author, has_list) VALUES (%d, 'x', 'acme', NULL, NULL, TRUE)", typ.name, i))
					for _, c := range []string{"id", "unit", "author"} {
						_, err := db.Exec(fmt.Sprintf("UPDATE %s SET %s = $1 WHERE row_key = %d", typ.name, c, i), id)
						require.NoError(t, err, "%q", id)
					}
					_, err := db.Exec(fmt.Sprintf("INSERT INTO %s_entries (memo, kind, name) VALUES (%d, 'person', $1)", typ.name, i), id)
					require.NoError(t, err, "%q", id)
				}
				returned := 0
				for _, id := range append(all[:len(all):len(all)], odd...) {
					returned += askFor(t, db, table, typ.name, id)
				}
				if typ.name != "integer" {
					assert.GreaterOrEqual(t, returned, 4*len(ids), "each is found by its unit, its id, its author and its list")
				}
			})
		}
	})
}

// columnType is a type of column, and what is said of it in the mapping.
type columnType struct{ name, sql, cast string }

func columnTypes(t *testing.T, db database) []columnType {
	all := []columnType{{"exact", "text", ""}, {"caseless_text", "text" + db.caseless, ""}}
	if db.dialect == sqlfilter.SQLite {
		all = append(all, columnType{"blank_text", "text COLLATE RTRIM", ""}, columnType{"integer", "integer", ""})
	} else {
		run(t, db.DB, "CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA public")
		all = append(all, columnType{"citext_column", "citext", ""}, columnType{"typed_citext", "citext", "::citext"}, columnType{"short", "varchar(2000)", ""})
	}
	for _, c := range all {
		run(t, db.DB, fmt.Sprintf("CREATE TABLE %s (row_key integer PRIMARY KEY, id %s, org %[2]s, unit %[2]s, author %[2]s, has_list boolean)", c.name, c.sql),
			fmt.Sprintf("CREATE TABLE %s_entries (memo integer, kind %s, name %[2]s)", c.name, c.sql))
	}
	return all
}

func memoTable(t *testing.T, db database, name, cast string) *sqlfilter.Table {
	policy, err := policyfile.ParsePolicy("memos.yaml", []byte(memoRules))
	require.NoError(t, err)
	table, err := sqlfilter.New(policy, sqlfilter.Mapping{Type: "memo", Table: name, Key: []string{"row_key"}, ID: "id" + cast, Org: "org" + cast,
		Units:     map[mandat.Structure]string{"tree": "unit" + cast},
		Relations: map[mandat.Relation]sqlfilter.Source{"author": sqlfilter.Column("author" + cast)},
		Lists:     map[mandat.Action]sqlfilter.List{"find": {Has: "has_list", Table: name + "_entries", Key: []string{"memo"}, Kind: "kind" + cast, Name: "name" + cast}}})
	require.NoError(t, err)
	return table
}

// askFor asks by everything in which an id can stand. The text that the database has
// is what the service reads, and Decide judges. It returns how many rows come.
func askFor(t *testing.T, db database, table *sqlfilter.Table, name, id string) (returned int) {
	policy, err := policyfile.ParsePolicy("memos.yaml", []byte(memoRules))
	require.NoError(t, err)
	d := mandat.OrgData{ID: "acme"}
	person := "somebody"
	if strings.ToValidUTF8(id, "") == id {
		person = id
		d.Units = []mandat.Unit{{ID: mandat.UnitID(id), Structure: "tree"}}
		d.Grants = []mandat.Grant{{Role: "reader", Member: mandat.PersonID(id), Scope: mandat.Below(mandat.UnitID(id))}}
	}
	d.Members = []mandat.Member{{Person: mandat.PersonID(person), Status: mandat.MemberActive}}
	org, err := mandat.NewOrg(policy, d)
	require.NoError(t, err)
	s := mandat.Subject{Person: mandat.PersonID(person), Channel: "web", Session: mandat.OpenSession, At: time.Unix(1_800_000_000, 0)}
	for _, a := range []mandat.Action{"read", "sign", "drop", "find"} {
		if s.Channel, s.Only = "web", (mandat.Purpose{}); a == "sign" {
			s.Channel, s.Only = "link", mandat.Purpose{Org: "acme", Type: "memo", ID: mandat.ResourceID(id), Action: "sign"}
		}
		f := org.As(s).Filter("memo", a)
		clause, args, err := table.Where(db.dialect, f, 1)
		require.NoError(t, err)
		got, err := texts(db.DB, "SELECT row_key FROM "+name+" WHERE "+clause+" ORDER BY row_key", args...)
		require.NoError(t, err, "%s by %.20q\n%s", a, id, clause)
		assert.Equal(t, memosAllowed(t, db, name, f), got, "%s by %.20q\n%s", a, id, clause)
		returned += len(got)
	}
	return returned
}

// memosAllowed returns the rows that Decide allows.
func memosAllowed(t *testing.T, db database, name string, f mandat.Filter) (allowed []string) {
	found, err := db.Query("SELECT m.row_key, m.id, m.org, m.unit, m.author, e.name FROM " + name + " m JOIN " + name + "_entries e ON e.memo = m.row_key ORDER BY m.row_key")
	require.NoError(t, err)
	defer func() { _ = found.Close() }()
	for found.Next() {
		var key, id, org, unit, author, listed string
		require.NoError(t, found.Scan(&key, &id, &org, &unit, &author, &listed))
		r := mandat.Resource{Type: "memo", ID: mandat.ResourceID(id), Org: mandat.OrgID(org), Units: mandat.Units{mandat.Structure("tree").Is(mandat.At(mandat.UnitID(unit)))},
			Relations: mandat.Relations{mandat.Relation("author").Is(mandat.One(mandat.PersonID(author)))},
			ACLs:      mandat.ACLs{mandat.Action("find").By(mandat.Only(mandat.Named(mandat.PersonID(listed))))}}
		if f.Decide(r).Allowed() {
			allowed = append(allowed, key)
		}
	}
	require.NoError(t, found.Err())
	return allowed
}
