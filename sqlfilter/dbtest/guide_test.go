package dbtest

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/policyfile"
	"github.com/mandat-go/mandat/sqlfilter"
)

// What doc/lists.md shows of lists in a database.

const ticketTables = `
CREATE TABLE tickets (
  id          TEXT PRIMARY KEY,
  org         TEXT NOT NULL,
  team        TEXT,              -- NULL: nowhere, for grants of the whole organisation only
  status      TEXT NOT NULL,
  assignee    TEXT,              -- NULL: nobody
  has_readers BOOLEAN NOT NULL,  -- is there a list? An empty list admits nobody
  title       TEXT NOT NULL
);
CREATE TABLE readers (
  ticket TEXT NOT NULL REFERENCES tickets,
  kind   TEXT NOT NULL,          -- everybody, relation, unit, group or person
  name   TEXT NOT NULL
);
CREATE INDEX tickets_by_team ON tickets (org, team);
CREATE INDEX tickets_by_assignee ON tickets (assignee);
CREATE INDEX readers_by_name ON readers (kind, name);
`

// ticketTable says where the rows have what the policy asks about a ticket. Make it when
// the service starts.
func ticketTable(policy *mandat.Policy) (*sqlfilter.Table, error) {
	return sqlfilter.New(policy, sqlfilter.Mapping{
		Type: "ticket", Table: "tickets", ID: "id", Org: "org", Status: "status",
		Units:     map[mandat.Structure]string{"teams": "team"},
		Relations: map[mandat.Relation]sqlfilter.Source{"assignee": sqlfilter.Column("assignee")},
		Lists: map[mandat.Action]sqlfilter.List{
			"read": {Has: "has_readers", Table: "readers", Key: []string{"ticket"}, Kind: "kind", Name: "name"},
		},
	})
}

// ticketPages reads the tickets that somebody may read, page by page.
type ticketPages struct {
	db      *sql.DB
	dialect sqlfilter.Dialect // PostgreSQL, or SQLite
	mark    string            // "$", or "?": parameters are $1, or ?1
	tickets *sqlfilter.Table
	cursors mandat.Cursors
	size    int
}

// page returns the titles on the page after a cursor, "" for the first one, and the
// cursor of the next page, "" after the last one.
func (p *ticketPages) page(ctx context.Context, view mandat.View, cursor string) (titles []string, next string, err error) {
	filter, after := view.Filter("ticket", "read"), mandat.ResourceID("")
	if cursor != "" {
		if after, err = p.cursors.Read(filter, "", cursor); err != nil {
			return nil, "", err // ErrCursor: somebody else's, altered or old
		}
	}
	where, args, err := p.tickets.Where(p.dialect, filter, 3) // the first two are ours
	if err != nil {
		return nil, "", err
	}
	rows, err := p.db.QueryContext(ctx, "SELECT id, title FROM tickets WHERE "+where+" AND id > "+p.mark+"1 ORDER BY id LIMIT "+p.mark+"2",
		append([]any{string(after), p.size + 1}, args...)...)
	if err != nil {
		return nil, "", err
	}
	defer rows.Close()
	last := mandat.ResourceID("")
	for rows.Next() {
		if len(titles) == p.size { // there is one more
			next, err = p.cursors.After(filter, "", last)
			return titles, next, err
		}
		var title string
		if err := rows.Scan(&last, &title); err != nil {
			return nil, "", err
		}
		titles = append(titles, title)
	}
	return titles, "", rows.Err()
}

// count tells how many tickets an action is allowed for.
func (p *ticketPages) count(ctx context.Context, view mandat.View, action mandat.Action) (n int, err error) {
	where, args, err := p.tickets.Where(p.dialect, view.Filter("ticket", action), 1)
	if err != nil {
		return 0, err
	}
	err = p.db.QueryRowContext(ctx, "SELECT count(*) FROM tickets WHERE "+where, args...).Scan(&n)
	return n, err
}

func TestWhatTheGuideToListsShows(t *testing.T) {
	files := os.DirFS("../../examples/guide/lists")
	policy, err := policyfile.LoadPolicy(files, "policy.yaml")
	require.NoError(t, err)
	acme, err := policyfile.LoadOrg(files, "acme.yaml", policy)
	require.NoError(t, err)
	kalle := acme.As(mandat.Subject{Person: "kalle", Channel: "web", Session: mandat.OpenSession, At: time.Now()})

	onEach(t, func(t *testing.T, db database) {
		for statement := range strings.SplitSeq(strings.TrimSpace(ticketTables), ";\n") {
			run(t, db.DB, strings.TrimSuffix(statement, ";"))
		}
		for i := range 5 {
			run(t, db.DB, fmt.Sprintf("INSERT INTO tickets VALUES ('t-%d', 'acme', 'nordic', 'open', 'maja', FALSE, 'Ticket %d')", i, i))
		}
		run(t, db.DB, "UPDATE tickets SET team = 'billing' WHERE id = 't-1'",
			"UPDATE tickets SET assignee = 'kalle' WHERE id = 't-0'",
			"UPDATE tickets SET has_readers = TRUE WHERE id IN ('t-2', 't-3')",
			"INSERT INTO readers VALUES ('t-3', 'unit', 'support')",
			"INSERT INTO tickets VALUES ('u-1', 'umbra', 'nordic', 'open', 'kalle', FALSE, 'Another organisation')")

		table, err := ticketTable(policy)
		require.NoError(t, err)
		cursors, err := mandat.NewCursors([]byte(strings.Repeat("chance! ", 4)), time.Hour)
		require.NoError(t, err)
		p := &ticketPages{db.DB, db.dialect, map[sqlfilter.Dialect]string{sqlfilter.PostgreSQL: "$", sqlfilter.SQLite: "?"}[db.dialect], table, cursors, 2}
		first, next, err := p.page(t.Context(), kalle, "")
		require.NoError(t, err)
		assert.Equal(t, []string{"Ticket 0", "Ticket 3"}, first)
		second, end, err := p.page(t.Context(), kalle, next)
		require.NoError(t, err)
		assert.Equal(t, []string{"Ticket 4"}, second)
		assert.Empty(t, end)
		_, _, err = p.page(t.Context(), kalle, next+"x")
		assert.ErrorIs(t, err, mandat.ErrCursor)

		for action, want := range map[mandat.Action]int{"read": 3, "answer": 1, "close": 0} {
			n, err := p.count(t.Context(), kalle, action)
			require.NoError(t, err)
			assert.Equal(t, want, n, action)
		}
	})
}
