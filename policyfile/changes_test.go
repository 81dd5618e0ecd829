package policyfile_test

import (
	"io/fs"
	"os"
	"path"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/policyfile"
)

// What every story of the samples changes is replayed to the organisation to which the
// story comes, as far as it does not begin afresh.
func TestChangesOfTheSamples(t *testing.T) {
	samples := os.DirFS("../systems")
	files, err := fs.Glob(samples, "*/cases*.yaml")
	require.NoError(t, err)
	stories, longest := 0, 0
	for _, file := range files {
		s, err := policyfile.LoadSystem(samples, path.Dir(file))
		require.NoError(t, err)
		changes, _, err := s.Changes(file)
		require.NoError(t, err, file)
		events := make(map[mandat.OrgID][]mandat.Event)
		last := make(map[mandat.OrgID]*mandat.Org)
		for _, c := range changes {
			id := c.Org().ID()
			events[id], last[id] = append(events[id], c.Events()...), c.Org()
		}
		for id, all := range events {
			o, err := mandat.Replay(all, s.Policy())
			require.NoError(t, err, "%s: %s", file, id)
			assert.Equal(t, text(t, last[id]), text(t, o))
		}
		if len(changes) > 1 {
			stories++
		}
		longest = max(longest, len(changes))
	}
	assert.Greater(t, stories, 20)
	assert.Greater(t, longest, 10)
}

func text(t *testing.T, o *mandat.Org) string {
	t.Helper()
	snapshot, err := o.Snapshot()
	require.NoError(t, err)
	return string(snapshot)
}

// A story that begins afresh is told as far as that, and one that goes otherwise than it
// says is no story to keep.
func TestChangesEnd(t *testing.T) {
	const grants = "  - {name: a, afresh: true, subject: {person: olga, channel: web}, do: {grant-role: {role: keeper, to: rut, at: org}}, expect: allow}\n"
	s := mustSystem(t, clubFolder(storyHead+grants+
		"  - {name: b, subject: {person: rut, channel: web}, action: read, resource: {type: member, id: rut}, expect: deny, because: no-right}\n"+
		"  - {name: c, afresh: true, subject: {person: olga, channel: web}, do: {add-member: {person: ada, home: north}}, expect: allow}\n"))
	changes, afresh, err := s.Changes("cases.yaml")
	require.NoError(t, err)
	assert.Len(t, changes, 2, "the import and the grant, which begins afresh what has not begun")
	assert.Positive(t, afresh)

	s = mustSystem(t, clubFolder(storyHead+grants+"  - {name: b, subject: {person: olga, channel: web}, do: {grant-role: {role: keeper, to: rut, at: org}}, expect: allow}\n"))
	_, _, err = s.Changes("cases.yaml")
	var errs policyfile.Errors
	require.ErrorAs(t, err, &errs)
	assert.Equal(t, "cases.yaml", errs[0].File)
	assert.Contains(t, errs[0].Message, `the step "b": olga may not grant-role: `)

	_, _, err = s.Changes("cases-2.yaml")
	assert.EqualError(t, err, "policyfile: cases-2.yaml is none of the files of cases")
}
