package systems_test

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat/internal/clauses"
	"github.com/mandat-go/mandat/policyfile"
	"github.com/mandat-go/mandat/systems"
)

// all are the systems: the folder, the letter of its clauses, and whether each
// grant of its sample organisations that could reach further must be noticed.
var all = []struct{ dir, letter, wide string }{
	{dir: "contracts", letter: "A", wide: "contracts/sales.yaml"},
	{dir: "grants", letter: "G"},
	{dir: "journal", letter: "J"},
	{dir: "portal", letter: "K"},
	{dir: "rooms", letter: "R"},
}

func TestCases(t *testing.T) {
	for _, s := range all {
		t.Run(s.dir, func(t *testing.T) {
			for _, r := range load(t, systems.Files(), s.dir).Run() {
				if !r.Passed() {
					t.Error(r)
				}
			}
		})
	}
}

func load(t *testing.T, files fs.FS, dir string) *policyfile.System {
	t.Helper()
	s, err := policyfile.LoadSystem(files, dir)
	require.NoError(t, err)
	return s
}

// Every rule and every option of a system has a case where something is allowed
// and one where it is not; no case names a clause that is not listed, or that is
// said to have none.
func TestClauses(t *testing.T) {
	list, err := clauses.Parse(read(t, "clauses.md"))
	require.NoError(t, err)
	yes, no := shown(t)
	for _, c := range list {
		_, named := yes[c.ID]
		assert.NotEqual(t, named, c.NoCase != "", "clause %s: expected a case, or a reason why it has none", c.ID)
		assert.True(t, yes[c.ID] || !c.NeedsCases(), "clause %s has no case in which something is allowed", c.ID)
		assert.True(t, no[c.ID] || !c.NeedsCases(), "clause %s has no case in which something is not", c.ID)
		delete(yes, c.ID)
	}
	assert.Empty(t, yes, "clauses that nobody stated")
}

// shown tells of every clause that a case names whether a case that passes
// allows something, and whether one refuses something. A system names its own
// clauses only.
func shown(t *testing.T) (yes, no map[string]bool) {
	t.Helper()
	yes, no = make(map[string]bool), make(map[string]bool)
	for _, s := range all {
		for _, r := range load(t, systems.Files(), s.dir).Run() {
			for _, id := range r.Clauses {
				assert.Truef(t, strings.HasPrefix(id, s.letter), "%s names clause %s of another system", r.File, id)
				yes[id] = yes[id] || r.Passed() && r.Allows
				no[id] = no[id] || r.Passed() && r.Refuses
			}
		}
	}
	return yes, no
}

func read(t *testing.T, name string) string {
	t.Helper()
	content, err := fs.ReadFile(systems.Files(), name)
	require.NoError(t, err)
	return string(content)
}
