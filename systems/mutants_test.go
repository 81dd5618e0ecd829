package systems_test

import (
	"io/fs"
	"maps"
	"regexp"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/internal/mutants"
	"github.com/mandat-go/mandat/policyfile"
	"github.com/mandat-go/mandat/systems"
)

// Whatever is taken away from the policy, and whatever one thing more a role can
// do, a case notices it; the same when a grant of the sample organisation reaches
// the whole tree. What no case can notice is listed, with the reason.
func TestContractsNoticeMutants(t *testing.T) {
	noticed := noticedRules(t)
	for name, files := range wideGrants(t) {
		noticed[name] = !allPass(load(t, files))
	}
	listed := make(map[string]bool)
	for _, m := range listing.FindAllStringSubmatch(read(t, "contracts/mutants.md"), -1) {
		name := m[1]
		listed[name] = true
		_, exists := noticed[name]
		assert.True(t, exists, "mutants.md lists a mutant that does not exist: %s", name)
		assert.False(t, noticed[name], "mutants.md lists a mutant that a case notices: %s", name)
	}
	for _, name := range slices.Sorted(maps.Keys(noticed)) {
		assert.True(t, noticed[name] || listed[name], "no case notices %s", name)
	}
}

// listing is a line of mutants.md: a name in backticks, and the reason.
var listing = regexp.MustCompile("(?m)^- `(.+)`: .+$")

// noticedRules reports, for every mutant of the policy, whether it is refused or
// makes a case fail.
func noticedRules(t *testing.T) map[string]bool {
	t.Helper()
	system := load(t, systems.Files())
	all := mutants.Of(system.Policy())
	failed := make([]bool, len(all))
	var next atomic.Int64
	var working sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		working.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(all)); i = next.Add(1) - 1 {
				failed[i] = fails(system, all[i].Rules)
			}
		})
	}
	working.Wait()
	noticed := make(map[string]bool)
	for i, m := range all {
		require.NotContains(t, noticed, m.Name)
		noticed[m.Name] = failed[i]
	}
	return noticed
}

func fails(s *policyfile.System, rules mandat.Rules) bool {
	p, err := mandat.NewPolicy(rules)
	if err != nil {
		return true
	}
	s, err = s.With(p)
	return err != nil || !allPass(s)
}

func allPass(s *policyfile.System) bool {
	for _, r := range s.Run() {
		if !r.Passed() {
			return false
		}
	}
	return true
}

// grantLine is a grant in sales.yaml that does not reach the whole tree.
var grantLine = regexp.MustCompile(`(?m)^  - \{role: (\S+), to: (\S+), at: (home-subtree|\{subtree: [a-z-]+\})`)

// wideGrants returns, for every grant of sales.yaml, the files in which it
// reaches the whole tree.
func wideGrants(t *testing.T) map[string]fs.FS {
	t.Helper()
	const file = "contracts/sales.yaml"
	text := read(t, file)
	all := make(map[string]fs.FS)
	for _, m := range grantLine.FindAllStringSubmatchIndex(text, -1) {
		name := "grant of " + text[m[2]:m[3]] + " to " + text[m[4]:m[5]] + ": at head-office"
		require.NotContains(t, all, name)
		files := copied(t, "contracts")
		files[file] = &fstest.MapFile{Data: []byte(text[:m[6]] + "{subtree: head-office}" + text[m[7]:])}
		all[name] = files
	}
	require.NotEmpty(t, all)
	return all
}

func copied(t *testing.T, dir string) fstest.MapFS {
	t.Helper()
	files := make(fstest.MapFS)
	require.NoError(t, fs.WalkDir(systems.Files(), dir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files[name] = &fstest.MapFile{Data: []byte(read(t, name))}
		}
		return err
	}))
	return files
}
