package main

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// expand returns the folders that arguments stand for, each once.
func expand(args []string) ([]string, error) {
	var dirs []string
	add := func(dir string) {
		same := func(other string) bool { return filepath.Clean(other) == filepath.Clean(dir) }
		if !slices.ContainsFunc(dirs, same) {
			dirs = append(dirs, dir)
		}
	}
	for _, arg := range args {
		base, isPattern := strings.CutSuffix(filepath.ToSlash(arg), "...")
		if !isPattern || base != "" && !strings.HasSuffix(base, "/") {
			add(arg)
			continue
		}
		found, err := policyFolders(base + ".")
		if err != nil {
			return nil, err
		}
		if len(found) == 0 {
			return nil, fmt.Errorf("%s: there is no folder with a policy.yaml or a policy.json", arg)
		}
		for _, dir := range found {
			add(dir)
		}
	}
	return dirs, nil
}

// policyFolders returns the folders with a policy, from a folder downwards.
func policyFolders(dir string) ([]string, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Clean(dir), cause(err))
	}
	defer root.Close()
	var found []string
	err = fs.WalkDir(root.FS(), ".", func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return fmt.Errorf("%s: %w", filepath.Join(dir, name), cause(err))
		case e.IsDir() && isLeftOut(e.Name()):
			return fs.SkipDir
		case !e.IsDir() && slices.Contains(policyFiles, e.Name()):
			found = append(found, filepath.Join(dir, path.Dir(name)))
		}
		return nil
	})
	return found, err
}

// isLeftOut reports whether a pattern passes over folders of that name, as
// those of the go command do.
func isLeftOut(name string) bool {
	return name != "." && (name[0] == '.' || name[0] == '_') || name == "testdata"
}
