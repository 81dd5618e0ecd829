package dbtest

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/policyfile"
	"github.com/mandat-go/mandat/sqlfilter"
)

// What has more than MaxDepth wholes is malformed, and left out as Decide denies it;
// what has as many is returned. Nor does it take PostgreSQL twice as long with each whole.
func TestMoreWholesThanThereMayBe(t *testing.T) {
	const deepest = mandat.MaxDepth + 1
	p, view := deepPolicy(t, deepest)
	all := []string{"CREATE TABLE entries (row_key text, kind text, name text)"}
	m := &sqlfilter.Mapping{Lists: map[mandat.Action]sqlfilter.List{"read": {Has: "has", Table: "entries", Key: []string{"row_key"}, Kind: "kind", Name: "name"}}}
	r := mandat.Resource{ACLs: mandat.ACLs{mandat.Action("read").By(mandat.NoACL())}, PartOf: mandat.PartOfNothing()}
	for i := deepest; i >= 0; i-- {
		if i < deepest {
			whole := r
			m, r = &sqlfilter.Mapping{PartOf: &sqlfilter.Whole{Key: []string{"whole"}, Of: m}}, mandat.Resource{PartOf: mandat.PartOf(&whole)}
		}
		name := fmt.Sprint("t", i)
		m.Type, m.Table, m.ID, m.Org = mandat.ResourceType(name), name, "id", "org"
		r.Type, r.ID, r.Org = m.Type, "x", "acme"
		all = append(all, "CREATE TABLE "+name+" (id text PRIMARY KEY, org text, has boolean, whole text)",
			"INSERT INTO "+name+" VALUES ('x', 'acme', FALSE, 'x'), ('alone', 'acme', FALSE, NULL)")
	}
	require.Equal(t, "deny: malformed: whole-too-deep", view.Decide("read", r).String())
	deepestOne, _ := r.PartOf.Resource()
	require.True(t, view.Decide("read", *deepestOne).Allowed())
	onEach(t, func(t *testing.T, db database) {
		run(t, db.DB, all...)
		assert.Equal(t, []string{"alone"}, inTable(t, db, p, view.Filter(m.Type, "read"), m))
		assert.Equal(t, []string{"alone", "x"}, inTable(t, db, p, view.Filter(m.PartOf.Of.Type, "read"), m.PartOf.Of))
	})
}

// inTable returns the ids of the rows of a mapping that a filter admits.
func inTable(t *testing.T, db database, p *mandat.Policy, f mandat.Filter, m *sqlfilter.Mapping) []string {
	table, err := sqlfilter.New(p, *m)
	require.NoError(t, err)
	clause, args, err := table.Where(db.dialect, f, 1)
	require.NoError(t, err)
	found, err := texts(db, "SELECT id FROM "+m.Table+" WHERE "+clause+" ORDER BY id", args...)
	require.NoError(t, err)
	return found
}

// deepPolicy returns a policy in which type t0 is part of t1, that of t2, and so on,
// and the last one has a list; and somebody who may read t0 and t1.
func deepPolicy(t *testing.T, deepest int) (*mandat.Policy, mandat.View) {
	rules := "system: deep\nversion: \"1\"\nchannels: {web: {login: true}}\nroles: {reader: {opens: web, can: [t0.read, t1.read]}}\ntypes:\n"
	for i := range deepest {
		rules += fmt.Sprintf("  t%d: {part-of: t%d, actions: {read: }}\n", i, i+1)
	}
	p, err := policyfile.ParsePolicy("rules.yaml", []byte(rules+fmt.Sprintf("  t%d: {lists: [read], actions: {read: }}\n", deepest)))
	require.NoError(t, err)
	o, err := policyfile.ParseOrg("acme.yaml", []byte("system: deep\norg: acme\nmembers: {kalle: }\ngrants: [{role: reader, to: kalle, at: org}]\n"), p)
	require.NoError(t, err)
	return p, o.As(mandat.Subject{Person: "kalle", Channel: "web", Session: mandat.OpenSession, At: time.Unix(1_800_000_000, 0)})
}
