package mandat

import (
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// EventKinds returns one happening of each kind, for the tests.
func EventKinds() []Happening { return happenings[:] }

// Every type that has an event's name stands among the kinds, once.
func TestKindsAreAllKinds(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "event.go", nil, 0)
	require.NoError(t, err)
	var declared, listed []string
	for _, decl := range file.Decls {
		if f, ok := decl.(*ast.FuncDecl); ok && f.Name.Name == "EventName" {
			declared = append(declared, f.Recv.List[0].Type.(*ast.Ident).Name)
		}
	}
	names := map[string]bool{}
	for _, h := range happenings {
		listed = append(listed, reflect.TypeOf(h).Name())
		assert.False(t, names[h.EventName()], "two events have the name %s", h.EventName())
		names[h.EventName()] = true
		assert.True(t, isKnown(h), h.EventName())
	}
	assert.NotEmpty(t, declared)
	assert.Equal(t, declared, listed)
}
