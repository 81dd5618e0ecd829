package repocheck

import (
	"go/token"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat/internal/sourcetree"
)

// repo is the repository's root.
var repo = os.DirFS("../..")

// packagesOf reads the Go packages of a repository.
func packagesOf(t *testing.T, fsys fs.FS) []sourcetree.Package {
	t.Helper()
	pkgs, err := sourcetree.Packages(token.NewFileSet(), fsys)
	require.NoError(t, err)
	require.NotEmpty(t, pkgs)
	return pkgs
}

// everyPackage reads the Go packages of the repository, and those of the other
// modules that its workspace joins.
func everyPackage(t *testing.T) []sourcetree.Package {
	t.Helper()
	text, err := fs.ReadFile(repo, "go.work")
	require.NoError(t, err)
	var all []sourcetree.Package
	for _, dir := range used(string(text)) {
		sub, err := fs.Sub(repo, path.Clean(dir))
		require.NoError(t, err)
		for _, p := range packagesOf(t, sub) {
			p.Dir = path.Join(dir, p.Dir)
			all = append(all, p)
		}
	}
	return all
}

// files makes a small repository for a test.
func files(pairs ...string) fs.FS {
	fsys := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		fsys[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return fsys
}

// texts reads every file of a repository.
func texts(t *testing.T, fsys fs.FS) map[string]string {
	t.Helper()
	ignored, all := ignoredBy(fsys), map[string]string{}
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case ignored(name) && entry.IsDir():
			return fs.SkipDir
		case ignored(name) || entry.IsDir():
			return nil
		}
		data, err := fs.ReadFile(fsys, name)
		all[name] = string(data)
		return err
	})
	require.NoError(t, err)
	require.NotEmpty(t, all)
	return all
}

// ignoredBy tells what does not belong to a repository: git's own, and what
// .gitignore names. It understands the patterns that are used there, "/a/path/"
// and "*.ending".
func ignoredBy(fsys fs.FS) func(name string) bool {
	data, _ := fs.ReadFile(fsys, ".gitignore")
	patterns := append(strings.Fields(string(data)), ".git")
	return func(name string) bool {
		for _, p := range patterns {
			byPath := strings.Trim(p, "/") == name
			byName, _ := path.Match(p, path.Base(name))
			if byPath || byName {
				return true
			}
		}
		return false
	}
}
