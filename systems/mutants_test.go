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

// Whatever is taken away from a policy, and whatever one thing more a role can
// do, a case notices it; the same when a grant of the contracts' sample
// organisation reaches the whole tree. What no case can notice is listed, with
// the reason.
func TestCasesNoticeMutants(t *testing.T) {
	for _, s := range all {
		t.Run(s.dir, func(t *testing.T) {
			noticed := noticedRules(t, s.dir)
			if s.wide != "" {
				for name, files := range wideGrants(t, s.dir, s.wide) {
					noticed[name] = !load(t, files, s.dir).Passes()
				}
			}
			checkListed(t, noticed, listed(t, s.dir))
		})
	}
}

func checkListed(t *testing.T, noticed, listed map[string]bool) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(listed)) {
		_, exists := noticed[name]
		assert.True(t, exists, "mutants.md lists a mutant that does not exist: %s", name)
		assert.False(t, noticed[name], "mutants.md lists a mutant that a case notices: %s", name)
	}
	missed := 0
	for _, name := range slices.Sorted(maps.Keys(noticed)) {
		if !noticed[name] {
			missed++
			assert.True(t, listed[name], "no case notices %s", name)
		}
	}
	t.Logf("%d mutants, of which %d are not noticed", len(noticed), missed)
}

// listed returns the mutants that mutants.md of a system lists.
func listed(t *testing.T, dir string) map[string]bool {
	t.Helper()
	names := make(map[string]bool)
	for _, m := range listing.FindAllStringSubmatch(read(t, dir+"/mutants.md"), -1) {
		names[m[1]] = true
	}
	return names
}

// listing is a line of mutants.md: a name in backticks, and the reason.
var listing = regexp.MustCompile("(?m)^- `(.+)`: .+$")

// noticedRules reports, for every mutant of the policy, whether it is refused or
// makes a case fail.
func noticedRules(t *testing.T, dir string) map[string]bool {
	t.Helper()
	system := load(t, systems.Files(), dir)
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
	return err != nil || !s.Passes()
}

// grantLine is a grant in sales.yaml that does not reach the whole tree.
var grantLine = regexp.MustCompile(`(?m)^  - \{role: (\S+), to: (\S+), at: (home-subtree|\{subtree: [a-z-]+\})`)

// wideGrants returns, for every grant of an organisation, the files in which it
// reaches the whole tree.
func wideGrants(t *testing.T, dir, file string) map[string]fs.FS {
	t.Helper()
	text := read(t, file)
	all := make(map[string]fs.FS)
	for _, m := range grantLine.FindAllStringSubmatchIndex(text, -1) {
		name := "grant of " + text[m[2]:m[3]] + " to " + text[m[4]:m[5]] + ": at head-office"
		require.NotContains(t, all, name)
		files := copied(t, dir)
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
