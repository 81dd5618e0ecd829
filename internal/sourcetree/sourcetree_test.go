package sourcetree_test

import (
	"go/token"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat/internal/sourcetree"
)

func packages(t *testing.T, files map[string]string) []sourcetree.Package {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	all, err := sourcetree.Packages(token.NewFileSet(), fsys)
	require.NoError(t, err)
	return all
}

func TestPackagesAreReadWithTheirTests(t *testing.T) {
	all := packages(t, map[string]string{
		"go.mod":           "module m",
		"b.go":             "package m",
		"a.go":             "package m",
		"a_test.go":        "package m_test",
		"README.md":        "# m",
		"deep/er/x.go":     "package er",
		"tests/x_test.go":  "package tests",
		"ignored.go":       "//go:build ignore\n\npackage main",
		"elsewhere_js.go":  "package m",
		"testdata/x.go":    "package faulty (",
		".hidden/x.go":     "package hidden",
		"_old/x.go":        "package old",
		"nested/go.mod":    "module nested",
		"nested/x.go":      "package nested",
		"nested/sub/x.go":  "package sub",
		"vendor/v/x.go":    "package v",
		"deep/er/data.txt": "",
	})
	var dirs, names, paths []string
	for _, p := range all {
		dirs, names = append(dirs, p.Dir), append(names, p.Name)
		for _, f := range append(p.Files, p.Tests...) {
			paths = append(paths, f.Path)
		}
	}
	assert.Equal(t, []string{".", "deep/er", "tests"}, dirs)
	assert.Equal(t, []string{"m", "er", ""}, names)
	assert.Equal(t, []string{"a.go", "b.go", "a_test.go", "deep/er/x.go", "tests/x_test.go"}, paths)
	assert.Equal(t, sourcetree.Module, all[0].Path())
	assert.Equal(t, sourcetree.Module+"/deep/er", all[1].Path())
}

func TestPublicPackages(t *testing.T) {
	for _, c := range []struct {
		dir, name string
		public    bool
	}{
		{".", "mandat", true},
		{"systems/contracts", "contracts", true},
		{"internal/worlds", "worlds", false},
		{"systems/internal/x", "x", false},
		{"internals", "internals", true},
		{"cmd/mandat", "main", false},
		{"examples/quickstart", "quickstart", false},
		{"onlytests", "", false},
	} {
		p := sourcetree.Package{Dir: c.dir, Name: c.name}
		assert.Equal(t, c.public, p.Public(), "%+v", c)
	}
}

func TestFileThatDoesNotParseIsAnError(t *testing.T) {
	fsys := fstest.MapFS{"sub/x.go": {Data: []byte("package x (")}}
	_, err := sourcetree.Packages(token.NewFileSet(), fsys)
	assert.ErrorContains(t, err, "sourcetree: sub/x.go:1:11")
}
