package apicompat

import (
	"flag"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat/internal/sourcetree"
)

var update = flag.Bool("update", false, "write the baseline, if CHANGELOG.md lists every API break")

// root is the module's folder.
const root = "../.."

// TestAPI fails when the API differs from its baseline, and says what to do.
func TestAPI(t *testing.T) {
	s := load(t)
	diff := changes(s.before, s.after)
	changelog, err := os.ReadFile(filepath.Join(root, "CHANGELOG.md"))
	require.NoError(t, err)
	if lines := unlisted(diff, string(changelog)); len(lines) > 0 {
		t.Fatalf("this breaks users; if it is meant, add under \"API breaks\" of CHANGELOG.md:\n%s", strings.Join(lines, "\n"))
	}
	if *update {
		require.NoError(t, writeBaseline(baseline, s.text))
		return
	}
	for _, c := range diff {
		t.Logf("changed: %s", c.Message)
	}
	if !maps.Equal(s.baseline, s.text) {
		t.Error("the API differs from its baseline: run go test ./internal/apicompat -update, and read the diff")
	}
}

// TestDeclarationsAreComplete holds what is kept of every package against the
// package itself: nothing that matters to users is lost.
func TestDeclarationsAreComplete(t *testing.T) {
	s := load(t)
	files, err := parsed(s.fset, s.text)
	require.NoError(t, err)
	kept, err := check(s.fset, files, s.world, slices.Collect(maps.Keys(files)))
	require.NoError(t, err)
	assert.Empty(t, changes(kept, s.after))
	assert.Empty(t, changes(s.after, kept))
	again, err := declared(kept)
	require.NoError(t, err)
	assert.Equal(t, s.text, again)
}

// state is the baseline and the module as it is now.
type state struct {
	fset           *token.FileSet
	world          types.Importer
	before, after  []*types.Package
	baseline, text map[string]string
}

func load(t *testing.T) (s state) {
	t.Helper()
	s.fset = token.NewFileSet()
	var err error
	s.baseline, err = readBaseline(baseline)
	require.NoError(t, err)
	then, err := parsed(s.fset, s.baseline)
	require.NoError(t, err)
	now, public := current(t, s.fset)

	s.world, err = compiled(s.fset, append(then.outside(), now.outside()...))
	require.NoError(t, err)
	s.before, err = check(s.fset, then, s.world, slices.Collect(maps.Keys(then)))
	require.NoError(t, err, "the baseline does not compile")
	s.after, err = check(s.fset, now, s.world, public)
	require.NoError(t, err, "the module does not compile")
	s.text, err = declared(s.after)
	require.NoError(t, err)
	return s
}

// current returns all packages of the module, and the paths of the public ones.
func current(t *testing.T, fset *token.FileSet) (sources, []string) {
	t.Helper()
	pkgs, err := sourcetree.Packages(fset, os.DirFS(root))
	require.NoError(t, err)
	all, public := sources{}, []string(nil)
	for _, p := range pkgs {
		for _, f := range p.Files {
			all[p.Path()] = append(all[p.Path()], f.Syntax)
		}
		if p.Public() {
			public = append(public, p.Path())
		}
	}
	require.NotEmpty(t, public)
	return all, public
}
