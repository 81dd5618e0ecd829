package repocheck

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mandat-go/mandat/internal/sourcetree"
)

func TestImportsPointOneWay(t *testing.T) {
	assert.Empty(t, wrongImports(packagesOf(t, repo)))
}

func TestWrongImportsAreFound(t *testing.T) {
	pkgs := packagesOf(t, files(
		"a.go", imports("time", module+"/internal/words", "github.com/google/go-cmp/cmp"),
		"a_test.go", imports("github.com/stretchr/testify/assert"),
		"cmd/flags/a.go", imports(module+"/examples/x"),
		"examples/x/a.go", imports(module, module+"/policyfile"),
		"internal/deep/a.go", imports("pgregory.net/rapid"),
		"internal/random/a.go", imports(module+"/internal/deep"),
		"internal/words/a.go", imports(yaml),
		"mandattest/a.go", imports(module+"/policyfile", module+"/cmd/flags"),
		"memstore/a.go", imports(module, module+"/internal/random"),
		"policyfile/a.go", imports(module, yaml, "encoding/json"),
	))
	assert.Equal(t, []string{
		".: imports github.com/google/go-cmp/cmp, and the root package only the standard library",
		".: imports " + module + "/internal/words, and the root package only the standard library",
		"cmd/flags: imports the example examples/x",
		"internal/words: imports " + yaml + ", and only policyfile may",
		"mandattest: imports the command cmd/flags",
		"memstore: needs pgregory.net/rapid",
	}, wrongImports(pkgs))
}

const (
	module = sourcetree.Module
	yaml   = "go.yaml.in/yaml/v4"
)

// wrongImports lists what points the wrong way, tests aside. Commands and
// examples stand above everything, the root package below. Other modules are
// for internal packages that only tests need, but for the YAML library, which
// is for policyfile.
func wrongImports(pkgs []sourcetree.Package) []string {
	d := dependencies{}
	for _, p := range pkgs {
		d[p.Path()] = p
	}
	var wrong []string
	for _, p := range pkgs {
		for _, why := range d.wrong(p) {
			wrong = append(wrong, p.Dir+": "+why)
		}
	}
	return wrong
}

// dependencies are the packages of the module by import path.
type dependencies map[string]sourcetree.Package

func (d dependencies) wrong(p sourcetree.Package) []string {
	var wrong []string
	for _, imported := range packageImports(p) {
		own, isOwn := d[imported]
		switch {
		case p.Dir == "." && (isOwn || foreign(imported)):
			wrong = append(wrong, fmt.Sprintf("imports %s, and the root package only the standard library", imported))
		case isOwn && own.Under("examples") && !p.Under("examples"):
			wrong = append(wrong, "imports the example "+own.Dir)
		case isOwn && own.Under("cmd") && !p.Under("cmd"):
			wrong = append(wrong, "imports the command "+own.Dir)
		case imported == yaml && !p.Under("policyfile"):
			wrong = append(wrong, fmt.Sprintf("imports %s, and only policyfile may", imported))
		}
	}
	if p.Dir != "." && !p.Under("internal") {
		for _, needed := range d.needs(p) {
			wrong = append(wrong, "needs "+needed)
		}
	}
	return wrong
}

// needs lists what a package imports of other modules, itself or through
// packages of this one, the YAML library aside.
func (d dependencies) needs(p sourcetree.Package) []string {
	var needed []string
	for _, imported := range packageImports(p) {
		if own, ok := d[imported]; ok && own.Dir != "." {
			needed = append(needed, d.needs(own)...)
		} else if !ok && foreign(imported) && imported != yaml {
			needed = append(needed, imported)
		}
	}
	slices.Sort(needed)
	return slices.Compact(needed)
}

// foreign reports whether a path is of another module: the standard library's
// have no dot before the first slash.
func foreign(imported string) bool {
	first, _, _ := strings.Cut(imported, "/")
	return strings.Contains(first, ".") && !below(imported, []string{module})
}

func packageImports(p sourcetree.Package) []string {
	var all []string
	for _, f := range p.Files {
		all = append(all, importsOf(f)...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func importsOf(f sourcetree.File) []string {
	var all []string
	for _, spec := range f.Syntax.Imports {
		imported, _ := strconv.Unquote(spec.Path.Value)
		all = append(all, imported)
	}
	return all
}

// imports writes a file that imports packages.
func imports(paths ...string) string {
	var b strings.Builder
	b.WriteString("package p\n")
	for _, p := range paths {
		fmt.Fprintf(&b, "import %s %q\n", "_", path.Clean(p))
	}
	return b.String()
}
