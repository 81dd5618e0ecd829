package apicompat

import (
	"errors"
	"go/types"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/mandat-go/mandat/internal/sourcetree"
)

// A baseline is a folder with one file for each public package: its
// declarations.
const baseline, suffix = "testdata/api", ".go.txt"

// fileOf names a package's file in the baseline.
func fileOf(path string) string {
	if path == sourcetree.Module {
		return "mandat" + suffix
	}
	return strings.TrimPrefix(path, sourcetree.Module+"/") + suffix
}

// pathOf is the inverse of fileOf.
func pathOf(file string) string {
	if file == fileOf(sourcetree.Module) {
		return sourcetree.Module
	}
	return sourcetree.Module + "/" + strings.TrimSuffix(file, suffix)
}

// readBaseline returns the declarations by import path; none where there is no
// folder.
func readBaseline(dir string) (map[string]string, error) {
	texts := map[string]string{}
	fsys := os.DirFS(dir)
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(fsys, name)
		texts[pathOf(name)] = string(text)
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return texts, err
}

// writeBaseline replaces the folder.
func writeBaseline(dir string, texts map[string]string) error {
	errs := []error{os.RemoveAll(dir)}
	for path, text := range texts {
		name := filepath.Join(dir, filepath.FromSlash(fileOf(path)))
		errs = append(errs, os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o644))
	}
	return errors.Join(errs...)
}

// declared returns the declarations of packages by import path.
func declared(pkgs []*types.Package) (map[string]string, error) {
	texts, errs := map[string]string{}, []error(nil)
	for _, pkg := range pkgs {
		text, err := declarations(pkg)
		texts[pkg.Path()], errs = text, append(errs, err)
	}
	return texts, errors.Join(errs...)
}
