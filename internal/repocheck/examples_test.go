package repocheck

import (
	"go/ast"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mandat-go/mandat/internal/sourcetree"
)

func TestEveryPublicPackageHasAnExample(t *testing.T) {
	for _, p := range packagesOf(t, repo) {
		if p.Public() {
			assert.True(t, hasExample(p), "%s has no func Example in its tests", p.Path())
		}
	}
}

func TestMissingExampleIsFound(t *testing.T) {
	with := packagesOf(t, files("p.go", "package p", "x_test.go", "package p_test; func ExampleF() {}"))[0]
	without := packagesOf(t, files("p.go", "package p; func Example() {}", "x_test.go", "package p; type T int; func (T) Example() {}"))[0]
	assert.True(t, hasExample(with))
	assert.False(t, hasExample(without))
}

func hasExample(p sourcetree.Package) bool {
	for _, f := range p.Tests {
		for _, decl := range f.Syntax.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Recv == nil && strings.HasPrefix(fn.Name.Name, "Example") {
				return true
			}
		}
	}
	return false
}
