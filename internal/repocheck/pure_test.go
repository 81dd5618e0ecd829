package repocheck

import (
	"fmt"
	"go/ast"
	"go/token"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mandat-go/mandat/internal/sourcetree"
)

func TestRootPackageIsPure(t *testing.T) {
	root := packagesOf(t, repo)[0]
	assert.Equal(t, ".", root.Dir)
	assert.Empty(t, impurities(root))
}

func TestImpuritiesAreFound(t *testing.T) {
	root := packagesOf(t, files(
		"bad.go", `package mandat

		import (
			"context"
			"fmt"
			stdlog "log"
			"net/http"
			"os"
			"sync"
			"time"
		)

		var Limit = 3
		var ErrGone = fmt.Errorf("gone")
		var table = map[string]int{}
		var made = make(map[string]int)
		var declared map[string]int
		var codes = [...]string{"a"}

		func init() { go stdlog.Print(time.Now(), os.Args, http.NoBody, context.TODO()) }
		func (T) init() {}
		func f(now time.Time) { time.Sleep(time.Second); _ = now.Add(time.Hour) }
		`,
		"store.go", "package mandat\n\nimport (\n\"context\"\n\"sync\"\n)\n\nvar _ context.Context\nvar _ sync.Mutex",
		"directory.go", "package mandat\n\nimport (\n\"log\"\n\"sync/atomic\"\n)\n\nvar _ log.Logger\nvar _ atomic.Bool",
		"bad_test.go", "package mandat\n\nimport \"os\"\n\nvar _ = os.Args",
	))[0]
	assert.Equal(t, []string{
		"bad.go: imports context",
		"bad.go: imports log",
		"bad.go: imports net/http",
		"bad.go: imports os",
		"bad.go: imports sync",
		"bad.go: exports the variable Limit",
		"bad.go: has a map in the variable table",
		"bad.go: has a map in the variable made",
		"bad.go: has a map in the variable declared",
		"bad.go: has an init function",
		"bad.go: starts a goroutine",
		"bad.go: uses time.Now",
		"bad.go: uses time.Sleep",
		"directory.go: imports log",
	}, impurities(root))
}

// impure are packages, with all below them, that do what the root package does
// not: input and output, logging, waiting.
var impure = []string{"io/ioutil", "log", "net", "os", "syscall", "unsafe"}

// storing are packages for what waits for a store, and only files whose names begin as in
// storingFiles may import them: nothing in a decision waits.
var (
	storing      = []string{"context", "sync", "sync/atomic"}
	storingFiles = []string{"directory", "store"}
)

// clock are the functions of package time that ask what time it is, or wait.
var clock = []string{"After", "AfterFunc", "NewTicker", "NewTimer", "Now", "Since", "Sleep", "Tick", "Until"}

// impurities lists what keeps a package from giving the same answer always and
// everywhere.
func impurities(p sourcetree.Package) []string {
	var found []string
	for _, f := range p.Files {
		add := func(format string, args ...any) {
			found = append(found, f.Path+": "+fmt.Sprintf(format, args...))
		}
		for _, imported := range importsOf(f) {
			stores := slices.Contains(storing, imported) && storesThings(path.Base(f.Path))
			if below(imported, slices.Concat(impure, storing)) && !stores {
				add("imports %s", imported)
			}
		}
		for _, decl := range f.Syntax.Decls {
			impureDecl(decl, add)
		}
		ast.Inspect(f.Syntax, func(n ast.Node) bool {
			impureNode(n, add)
			return true
		})
	}
	return found
}

func storesThings(file string) bool {
	return slices.ContainsFunc(storingFiles, func(begin string) bool { return strings.HasPrefix(file, begin) })
}

func below(imported string, roots []string) bool {
	return slices.ContainsFunc(roots, func(root string) bool {
		return imported == root || strings.HasPrefix(imported, root+"/")
	})
}

func impureDecl(decl ast.Decl, add func(string, ...any)) {
	switch decl := decl.(type) {
	case *ast.FuncDecl:
		if decl.Recv == nil && decl.Name.Name == "init" {
			add("has an init function")
		}
	case *ast.GenDecl:
		if decl.Tok != token.VAR {
			return
		}
		for _, spec := range decl.Specs {
			impureVar(spec.(*ast.ValueSpec), add)
		}
	}
}

// impureVar objects to variables that anybody can change: exported ones, errors
// excepted, and maps.
func impureVar(spec *ast.ValueSpec, add func(string, ...any)) {
	for i, name := range spec.Names {
		if name.IsExported() && !strings.HasPrefix(name.Name, "Err") {
			add("exports the variable %s", name.Name)
		}
		if isMap(spec.Type) || i < len(spec.Values) && isMap(spec.Values[i]) {
			add("has a map in the variable %s", name.Name)
		}
	}
}

// isMap reports whether a type or a value is written as a map.
func isMap(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.MapType:
		return true
	case *ast.CompositeLit:
		return isMap(e.Type)
	case *ast.CallExpr:
		made, ok := e.Fun.(*ast.Ident)
		return ok && made.Name == "make" && isMap(e.Args[0])
	}
	return false
}

func impureNode(n ast.Node, add func(string, ...any)) {
	switch n := n.(type) {
	case *ast.GoStmt:
		add("starts a goroutine")
	case *ast.SelectorExpr:
		if pkg, ok := n.X.(*ast.Ident); ok && pkg.Name == "time" && slices.Contains(clock, n.Sel.Name) {
			add("uses time.%s", n.Sel.Name)
		}
	}
}
