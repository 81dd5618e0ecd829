package dbtest

import (
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/internal/worlds"
	"github.com/mandat-go/mandat/sqlfilter"
)

var worldCount = flag.Int("worlds", 100, "the number of random worlds whose rows are asked for")

// perWorld is the number of questions in each world; of each comes a row or two.
const perWorld = 40

// TestRowsAreThoseThatAreAllowed: in random worlds, a query with the clause returns
// the rows that Decide allows, and no others.
func TestRowsAreThoseThatAreAllowed(t *testing.T) {
	onEach(t, func(t *testing.T, db database) {
		for _, s := range []service{{joined: false}, {joined: true}} {
			run(t, db.DB, s.schema(db.caseless)...)
		}
		require.NoError(t, flag.Set("rapid.checks", fmt.Sprint(*worldCount)))
		require.NoError(t, flag.Set("rapid.nofailfile", "true"))
		c := &census{}
		rapid.Check(t, func(t *rapid.T) { agree(t, db, c) })
		t.Log(c)
		if *worldCount >= 100 {
			c.wantAll(t)
		}
	})
}

func agree(t *rapid.T, db database, c *census) {
	w := worlds.Draw(perWorld).Draw(t, "world")
	policy, err := mandat.NewPolicy(w.Rules)
	require.NoError(t, err)
	org, err := mandat.NewOrg(policy, w.Data)
	require.NoError(t, err)
	all := &rows{rules: &w.Rules}
	for _, q := range w.Questions {
		all.add(q.Resource.Type, &q.Resource)
		if r := all.add(q.Resource.Type, &q.Resource); r != nil {
			spoil(t, r)
		}
	}
	tx, err := db.Begin()
	require.NoError(t, err)
	defer func() { _ = tx.Rollback() }()
	for _, s := range []service{{joined: false}, {joined: true}} {
		require.NoError(t, s.insert(tx, all.all))
		for _, q := range w.Questions {
			if typ := all.typ(q.Resource.Type); typ != nil {
				askRows(t, c, db, tx, s, policy, org.As(q.Subject).Filter(typ.Name, q.Action), all, typ, w, q)
			}
		}
	}
}

// askRows compares what the database returns with what Decide allows.
func askRows(t *rapid.T, c *census, db database, tx asker, s service, policy *mandat.Policy, f mandat.Filter, all *rows, typ *mandat.TypeRule, w worlds.World, q worlds.Question) {
	table, err := sqlfilter.New(policy, s.mapping(all, typ))
	if err != nil {
		if !all.loops(typ) {
			t.Fatalf("the mapping is refused: %v", err)
		}
		c.refused++
		return
	}
	var want, malformed []string
	of := 0
	for _, r := range all.all {
		if r.typ != typ {
			continue
		}
		of++
		d := f.Decide(s.resource(r))
		if d.Allowed() {
			want = append(want, r.key)
		}
		if d.Reason() == mandat.Malformed {
			malformed = append(malformed, r.key)
		}
	}
	clause, args, err := table.Where(db.dialect, f, 1)
	if err != nil && (want != nil || !errors.Is(err, mandat.ErrMalformed)) {
		t.Fatalf("no clause for what is allowed: %v\n%v%v", err, w, q)
	}
	got, err := texts(tx, "SELECT row_key FROM "+s.table(typ.Name)+" WHERE "+clause, args...)
	if err != nil {
		t.Fatalf("%s refuses the clause: %v\n%s\n%q", db.name, err, clause, args)
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Fatalf("%s returns %v\nallowed are %v\n%s\n%q\n%s%v%v", db.name, got, want, clause, args, all.print(got, want), w, q)
	}
	c.add(f, len(want), of-len(want), len(malformed))
}

// print tells of the rows in which two lists differ.
func (s *rows) print(got, want []string) string {
	var b strings.Builder
	for _, r := range s.all {
		if slices.Contains(got, r.key) != slices.Contains(want, r.key) {
			fmt.Fprintf(&b, "%s of %s, organisation %q, status %q, labels %q, people %q", r.key, r.typ.Name, text(r.org), text(r.status), r.labels, r.people)
			for st, u := range r.units {
				fmt.Fprintf(&b, ", %s %q", st, text(u))
			}
			for a, l := range r.lists {
				fmt.Fprintf(&b, ", list %s %v %q", a, l.has != nil && *l.has, l.entries)
			}
			fmt.Fprintf(&b, ", whole %v\n", r.whole)
		}
	}
	return b.String()
}

// census counts what was asked for, and with what answer.
type census struct {
	ops, returned, left               [12]int
	refused, queries, rows, malformed int
}

func (c *census) add(f mandat.Filter, returned, left, malformed int) {
	c.queries++
	c.rows += returned
	c.malformed += malformed
	if e, err := f.Expr(); err == nil {
		c.count(&e, returned, left)
	}
}

func (c *census) count(e *mandat.Expr, returned, left int) {
	c.ops[e.Op]++
	c.returned[e.Op] += min(returned, 1)
	c.left[e.Op] += min(left, 1)
	for i := range e.Of {
		c.count(&e.Of[i], returned, left)
	}
}

func (c *census) wantAll(t *testing.T) {
	for op := range c.ops {
		assert.NotZero(t, c.ops[op], "op %d", op)
		assert.True(t, op == int(mandat.ExprNever) || c.returned[op] > 0, "op %d returns nothing", op)
		assert.NotZero(t, c.left[op], "op %d leaves nothing out", op)
	}
	assert.NotZero(t, c.refused)
	assert.NotZero(t, c.malformed)
}

func (c *census) String() string {
	return fmt.Sprintf("%d queries, %d rows returned, %d times a malformed one was not, %d mappings refused; by op: asked %v, returned %v, left %v",
		c.queries, c.rows, c.malformed, c.refused, c.ops, c.returned, c.left)
}
