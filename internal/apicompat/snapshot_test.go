package apicompat

import (
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"

	"github.com/mandat-go/mandat/internal/sourcetree"
)

// sources are the files of packages of this module, by import path.
type sources map[string][]*ast.File

// parsed reads one file for each package.
func parsed(fset *token.FileSet, texts map[string]string) (sources, error) {
	all, errs := sources{}, []error(nil)
	for path, text := range texts {
		file, err := parser.ParseFile(fset, fileOf(path), text, parser.SkipObjectResolution)
		all[path], errs = []*ast.File{file}, append(errs, err)
	}
	return all, errors.Join(errs...)
}

// outside lists what the files import from the standard library and from other
// modules.
func (s sources) outside() []string {
	found := map[string]bool{}
	for _, files := range s {
		for _, file := range files {
			for _, spec := range file.Imports {
				if path, _ := strconv.Unquote(spec.Path.Value); !inModule(path) {
					found[path] = true
				}
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}

func inModule(path string) bool {
	return path == sourcetree.Module || strings.HasPrefix(path, sourcetree.Module+"/")
}

// snapshot type-checks packages of this module as they were at one moment.
type snapshot struct {
	fset    *token.FileSet
	files   sources
	world   types.Importer // of everything outside this module
	checked map[string]*types.Package
}

// check returns the packages that paths name, in the order of the paths.
func check(fset *token.FileSet, files sources, world types.Importer, paths []string) ([]*types.Package, error) {
	s := &snapshot{fset, files, world, map[string]*types.Package{}}
	var pkgs []*types.Package
	for _, path := range slices.Sorted(slices.Values(paths)) {
		pkg, err := s.Import(path)
		if err != nil {
			return nil, err
		}
		pkgs = append(pkgs, pkg)
	}
	return pkgs, nil
}

// Import makes a snapshot an importer that finds the module's packages in itself.
func (s *snapshot) Import(path string) (*types.Package, error) {
	files, ok := s.files[path]
	switch {
	case s.checked[path] != nil:
		return s.checked[path], nil
	case !ok && inModule(path):
		return nil, fmt.Errorf("package %s is not there, or is not public", path)
	case !ok:
		return s.world.Import(path)
	}
	config := types.Config{Importer: s, IgnoreFuncBodies: true}
	pkg, err := config.Check(path, s.fset, files, nil)
	s.checked[path] = pkg
	return pkg, err
}

// compiled imports packages from what the go command has compiled.
func compiled(fset *token.FileSet, paths []string) (types.Importer, error) {
	args := []string{"list", "-export", "-deps", "-f", "{{.ImportPath}}\t{{.Export}}", "--"}
	out, err := exec.Command("go", append(args, paths...)...).Output()
	if err != nil {
		return nil, fmt.Errorf("go list %s: %w", strings.Join(paths, " "), err)
	}
	exports := map[string]string{}
	for line := range strings.Lines(string(out)) {
		path, file, _ := strings.Cut(strings.TrimSpace(line), "\t")
		exports[path] = file
	}
	return importer.ForCompiler(fset, "gc", func(path string) (io.ReadCloser, error) {
		return os.Open(exports[path])
	}), nil
}
