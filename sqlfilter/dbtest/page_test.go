package dbtest

import (
	"flag"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/policyfile"
	"github.com/mandat-go/mandat/sqlfilter"
)

var (
	rowCount  = flag.Int("rows", 1_000_000, "the number of rows of which the first page is asked for")
	unitCount = flag.Int("units", 5000, "the number of units in which they lie")
)

// subtree is the unit whose subtree the reader reads: 73 of 5,000 units.
func subtree() mandat.UnitID { return mandat.UnitID(fmt.Sprint("unit-", *unitCount/66)) }

// Notes have no access lists, contracts have. Both lie in one table.
const pageRules = `
system: pages
version: "1"
structures: {organisation: {home: optional}}
channels: {web: {login: true}}
types:
  note: {unit: organisation, statuses: [draft, valid, ended], relations: [responsible], actions: {read: }}
  contract: {unit: organisation, statuses: [draft, valid, ended], relations: [responsible], lists: [read], actions: {read: }}
roles:
  owner: {opens: web, can: [{do: note.read, when: {relation: responsible}}]}
  guest: {at: {organisation: home}, opens: web, can: contract.read}
  reader: {at: {organisation: subtree}, opens: web, can: [note.read, contract.read]}
  admin: {opens: web, can: [note.read, {do: contract.read, past: lists}]}
`

// pages is the table, and the organisation whose rows it has.
type pages struct {
	database
	org    *mandat.Org
	tables map[mandat.ResourceType]*sqlfilter.Table
}

// page is one who asks for a first page, and the clause that somebody would write by
// hand who knows all about the policy.
type page struct {
	name   string
	person mandat.PersonID
	of     mandat.ResourceType
	hand   func(p *pages) (clause string, args []any)
	// selective tells that few rows are allowed.
	selective bool
}

func pageCases() []page {
	return []page{
		{"reader of a subtree", "reader", "note", subtreeByHand, true},
		{"responsible for a few", "responsible", "note", func(*pages) (string, []any) {
			return "org = $1 AND responsible = $2", []any{"acme", "responsible"}
		}, true},
		{"administrator of everything", "admin", "note", func(*pages) (string, []any) { return "org = $1", []any{"acme"} }, false},
		{"administrator, units by hand too", "admin", "note", func(p *pages) (string, []any) {
			return "org = $1 AND (unit IS NULL OR unit = ANY($2))", []any{"acme", p.units("")}
		}, false},
		{"admitted by lists", "guest", "contract", func(*pages) (string, []any) {
			return "org = $1 AND has_read AND EXISTS (SELECT 1 FROM entries e WHERE e.contract = contracts.id AND (e.kind = 'everybody' OR e.kind = 'person' AND e.name = $2))", []any{"acme", "guest"}
		}, true},
		{"reader with lists", "reader", "contract", func(p *pages) (string, []any) {
			return "org = $1 AND (NOT has_read AND unit = ANY($2) OR has_read AND EXISTS (SELECT 1 FROM entries e WHERE e.contract = contracts.id AND (e.kind = 'everybody' OR e.kind = 'person' AND e.name = $3)))", []any{"acme", p.units(subtree()), "reader"}
		}, false},
	}
}

func subtreeByHand(p *pages) (string, []any) {
	return "org = $1 AND unit = ANY($2)", []any{"acme", p.units(subtree())}
}

// units returns the units at and below one, all if it is "".
func (p *pages) units(top mandat.UnitID) (ids []string) {
	within := map[mandat.UnitID]bool{top: true}
	for u := range p.org.Units() {
		if within[u.Parent] || u.ID == top {
			within[u.ID] = true
			ids = append(ids, string(u.ID))
		}
	}
	return ids
}

// ask returns the query for the first page by the clause of the filter.
func (p *pages) ask(t testing.TB, c page) (query string, args []any) {
	s := mandat.Subject{Person: c.person, Channel: "web", Session: mandat.OpenSession, At: time.Unix(1_800_000_000, 0)}
	clause, args, err := p.tables[c.of].Where(p.dialect, p.org.As(s).Filter(c.of, "read"), 1)
	require.NoError(t, err)
	return firstPage(clause), args
}

func firstPage(clause string) string {
	return "SELECT id FROM contracts WHERE " + clause + " ORDER BY id LIMIT 50"
}

// newPages fills the table.
func newPages(t testing.TB) *pages {
	p := &pages{database: postgres(t), tables: map[mandat.ResourceType]*sqlfilter.Table{}}
	policy, err := policyfile.ParsePolicy("pages.yaml", []byte(pageRules))
	require.NoError(t, err)
	p.org, err = mandat.NewOrg(policy, pageOrg())
	require.NoError(t, err)
	for _, typ := range []mandat.ResourceType{"note", "contract"} {
		m := sqlfilter.Mapping{Type: typ, Table: "contracts", ID: "id", Org: "org", Status: "status",
			Units:     map[mandat.Structure]string{"organisation": "unit"},
			Relations: map[mandat.Relation]sqlfilter.Source{"responsible": sqlfilter.Column("responsible")}}
		if typ == "contract" {
			m.Lists = map[mandat.Action]sqlfilter.List{"read": {Has: "has_read", Table: "entries", Key: []string{"contract"}, Kind: "kind", Name: "name"}}
		}
		p.tables[typ], err = sqlfilter.New(policy, m)
		require.NoError(t, err)
	}
	fill(t, p)
	return p
}

func pageOrg() mandat.OrgData {
	d := mandat.OrgData{ID: "acme"}
	for i := range *unitCount {
		u := mandat.Unit{ID: mandat.UnitID(fmt.Sprint("unit-", i)), Structure: "organisation"}
		if i > 0 {
			u.Parent = mandat.UnitID(fmt.Sprint("unit-", (i-1)/8))
		}
		d.Units = append(d.Units, u)
	}
	for _, p := range []mandat.PersonID{"reader", "responsible", "admin", "guest"} {
		d.Members = append(d.Members, mandat.Member{Person: p, Status: mandat.MemberActive})
	}
	d.Grants = []mandat.Grant{
		{Role: "reader", Member: "reader", Scope: mandat.Below(subtree())},
		{Role: "owner", Member: "responsible", Scope: mandat.WholeOrg()},
		{Role: "guest", Member: "guest", Scope: mandat.AtHome()},
		{Role: "admin", Member: "admin", Scope: mandat.WholeOrg()},
	}
	return d
}

// fill makes rows: every tenth of another organisation, every twentieth with a list.
func fill(t testing.TB, p *pages) {
	n := *rowCount
	run(t, p.DB,
		`CREATE TABLE contracts (id text PRIMARY KEY, org text NOT NULL, unit text, status text NOT NULL, responsible text, has_read boolean NOT NULL)`,
		`CREATE TABLE entries (contract text NOT NULL, kind text NOT NULL, name text)`,
		fmt.Sprintf(`INSERT INTO contracts SELECT 'c-' || i, CASE WHEN i %% 10 = 9 THEN 'other' ELSE 'acme' END, 'unit-' || (hashint4(i) & 2147483647) %% %d,
			(ARRAY['draft', 'valid', 'ended'])[1 + i %% 3], CASE WHEN i %% 100000 = 1 THEN 'responsible' ELSE 'p-' || i %% 99991 END, i %% 20 = 0 FROM generate_series(1, %d) i`, *unitCount, n),
		fmt.Sprintf(`INSERT INTO entries SELECT 'c-' || i, 'person', 'p-' || i %% 5000 FROM generate_series(20, %d, 20) i`, n),
		fmt.Sprintf(`INSERT INTO entries SELECT 'c-' || i, 'person', p FROM generate_series(20000, %d, 20000) i, (VALUES ('guest'), ('reader')) AS listed(p)`, n),
		`CREATE INDEX ON contracts (org, unit, id)`, `CREATE INDEX ON contracts (org, id)`, `CREATE INDEX ON contracts (responsible)`,
		`CREATE INDEX ON entries (kind, name)`, `CREATE INDEX ON entries (contract)`, `VACUUM ANALYZE contracts`, `VACUUM ANALYZE entries`)
}

// explained returns how PostgreSQL answers a query.
func explained(t testing.TB, p *pages, query string, args []any) string {
	lines, err := texts(p.DB, "EXPLAIN (ANALYZE) "+query, args...)
	require.NoError(t, err)
	return strings.Join(lines, "\n")
}

// TestTheFirstPageComesByAnIndex shows how PostgreSQL answers, with -v.
func TestTheFirstPageComesByAnIndex(t *testing.T) {
	p := newPages(t)
	for _, c := range pageCases() {
		t.Run(c.name, func(t *testing.T) {
			query, args := p.ask(t, c)
			hand, handArgs := c.hand(p)
			got, err := texts(p.DB, query, args...)
			require.NoError(t, err)
			want, err := texts(p.DB, firstPage(hand), handArgs...)
			require.NoError(t, err)
			require.Equal(t, want, got)
			require.NotEmpty(t, got)
			plan := explained(t, p, query, args)
			t.Logf("%s\n%s\nby hand:\n%s", query, shortened(plan), shortened(explained(t, p, firstPage(hand), handArgs)))
			require.NotContains(t, plan, "Seq Scan on contracts")
		})
	}
}

// shortened cuts the lines of a plan that hold long arrays.
func shortened(plan string) string {
	lines := strings.Split(plan, "\n")
	for i, l := range lines {
		if len(l) > 200 {
			lines[i] = l[:200] + " …"
		}
	}
	return strings.Join(lines, "\n")
}

// BenchmarkFirstPage asks for the first page by the filter and by hand. To make the
// clause is measured by itself.
func BenchmarkFirstPage(b *testing.B) {
	p := newPages(b)
	for _, c := range pageCases() {
		query, args := p.ask(b, c)
		require.NotContains(b, explained(b, p, query, args), "Seq Scan on contracts")
		hand, handArgs := c.hand(p)
		for _, q := range []struct {
			name, text string
			args       []any
		}{{"filter", query, args}, {"by hand", firstPage(hand), handArgs}} {
			b.Run(c.name+"/"+q.name, func(b *testing.B) {
				for b.Loop() {
					_, err := texts(p.DB, q.text, q.args...)
					require.NoError(b, err)
				}
			})
		}
		b.Run(c.name+"/clause", func(b *testing.B) {
			for b.Loop() {
				p.ask(b, c)
			}
		})
	}
}
