// Package sourcetree reads the Go packages of a module as source, so that tests
// can check what the module promises about itself.
package sourcetree

import (
	"cmp"
	"errors"
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Module is the path of this module.
const Module = "github.com/mandat-go/mandat"

// Package is the Go source in one folder, as built for this machine.
type Package struct {
	// Dir is the folder, relative to the module's and with slashes: "." for the
	// module's own.
	Dir string
	// Name is what the package clause says; "" in a folder that has tests only.
	Name string
	// Files are the files that make up the package, Tests those that test it, both
	// in the order of their names.
	Files, Tests []File
}

// File is one parsed Go file.
type File struct {
	// Path is relative to the module's folder, with slashes.
	Path   string
	Syntax *ast.File
}

// Path returns the import path.
func (p Package) Path() string { return path.Join(Module, p.Dir) }

// Public reports whether other modules may import the package: it is neither
// internal, nor a command, nor an example, nor tests only.
func (p Package) Public() bool {
	return p.Name != "" && p.Name != "main" && !p.Under("internal") && !p.Under("examples")
}

// Under reports whether one of the folders on the way to the package has the
// name.
func (p Package) Under(folder string) bool {
	return slices.Contains(strings.Split(p.Dir, "/"), folder)
}

// Packages reads every package of the module in fsys, in the order of their
// folders. Modules below it and testdata are left out. The positions of the
// files are recorded in fset, with paths relative to the module's folder.
func Packages(fset *token.FileSet, fsys fs.FS) ([]Package, error) {
	r := reader{fset: fset, fsys: fsys, byDir: map[string]*Package{}}
	if err := fs.WalkDir(fsys, ".", r.visit); err != nil {
		return nil, fmt.Errorf("sourcetree: %w", err)
	}
	var all []Package
	for _, p := range r.byDir {
		all = append(all, *p)
	}
	slices.SortFunc(all, func(p, q Package) int { return cmp.Compare(p.Dir, q.Dir) })
	return all, nil
}

type reader struct {
	fset  *token.FileSet
	fsys  fs.FS
	byDir map[string]*Package
}

func (r *reader) visit(name string, entry fs.DirEntry, err error) error {
	switch {
	case err != nil:
		return err
	case entry.IsDir() && r.leftOut(name):
		return fs.SkipDir
	case entry.IsDir() || path.Ext(name) != ".go":
		return nil
	}
	return r.read(name)
}

func (r *reader) leftOut(dir string) bool {
	if dir == "." {
		return false
	}
	base := path.Base(dir)
	if base == "testdata" || base == "vendor" || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_") {
		return true
	}
	_, err := fs.Stat(r.fsys, path.Join(dir, "go.mod"))
	return !errors.Is(err, fs.ErrNotExist)
}

// read adds a file to its package, unless its name or its build constraint
// leaves it out.
func (r *reader) read(name string) error {
	context := build.Default
	context.JoinPath = path.Join
	context.OpenFile = func(p string) (io.ReadCloser, error) { return r.fsys.Open(p) }
	if match, err := context.MatchFile(path.Split(name)); err != nil || !match {
		return err
	}
	src, err := fs.ReadFile(r.fsys, name)
	if err != nil {
		return err
	}
	syntax, err := parser.ParseFile(r.fset, name, src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	r.add(File{name, syntax})
	return nil
}

func (r *reader) add(f File) {
	dir := path.Dir(f.Path)
	p := r.byDir[dir]
	if p == nil {
		p = &Package{Dir: dir}
		r.byDir[dir] = p
	}
	if strings.HasSuffix(f.Path, "_test.go") {
		p.Tests = append(p.Tests, f)
		return
	}
	p.Name = f.Syntax.Name.Name
	p.Files = append(p.Files, f)
}
