package repocheck

import (
	"go/ast"
	"go/token"
	"path"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mandat-go/mandat/internal/sourcetree"
)

func TestEverythingExportedIsDocumented(t *testing.T) {
	for _, p := range everyPackage(t) {
		if p.Public() {
			assert.Empty(t, undocumented(p), "without a comment")
		}
	}
}

func TestMissingCommentsAreFound(t *testing.T) {
	p := packagesOf(t, files("p/p.go", `package p

		func F() {}
		// G does.
		func G() {}
		type T struct{ Field int }
		func (t *T) M() {}
		func (t T) m() {}
		type hidden int
		func (hidden) M() {}
		type Generic[E any] struct{}
		func (Generic[E]) M() {}
		type I interface {
			A()
			// B does.
			B()
			c()
		}
		func (T) A() {}
		func (T) B() {}
		const (
			// One is one.
			One = 1
			Two = 2
			Three = 3 // is three
			four = 4
		)
		// Colours of a flag.
		const (
			Red = iota
			Blue
		)
		var V, w int
	`))[0]
	assert.Equal(t, []string{
		"p: package", "p.F", "p.T", "p.T.M", "p.Generic", "p.Generic.M", "p.I", "p.I.A", "p.T.A", "p.Two", "p.V",
	}, undocumented(p))
}

// undocumented lists what a package exports without a comment. The comment of a
// group covers its constants and variables, that of a struct its fields, and
// that of an interface's method the methods of that name.
func undocumented(p sourcetree.Package) []string {
	d := documentation{name: path.Base(p.Path()), promised: map[string]bool{}}
	for _, f := range p.Files {
		d.promises(f.Syntax)
	}
	described := false
	for _, f := range p.Files {
		described = described || f.Syntax.Doc != nil
	}
	if !described {
		d.missing = append(d.missing, d.name+": package")
	}
	for _, f := range p.Files {
		for _, decl := range f.Syntax.Decls {
			d.decl(decl)
		}
	}
	return d.missing
}

type documentation struct {
	name     string
	promised map[string]bool // methods of an interface that have a comment
	missing  []string
}

// promises notes the methods of a file's interfaces that have a comment.
func (d *documentation) promises(file *ast.File) {
	ast.Inspect(file, func(n ast.Node) bool {
		if iface, ok := n.(*ast.InterfaceType); ok {
			for _, m := range iface.Methods.List {
				for _, name := range m.Names {
					d.promised[name.Name] = m.Doc != nil || m.Comment != nil
				}
			}
		}
		return true
	})
}

func (d *documentation) decl(decl ast.Decl) {
	switch decl := decl.(type) {
	case *ast.FuncDecl:
		if receiver := receiverOf(decl); receiver == "" {
			d.want(decl.Name.Name, decl.Doc)
		} else if token.IsExported(receiver) && decl.Name.IsExported() && !d.promised[decl.Name.Name] {
			d.want(receiver+"."+decl.Name.Name, decl.Doc)
		}
	case *ast.GenDecl:
		for _, spec := range decl.Specs {
			d.spec(spec, decl.Doc)
		}
	}
}

func (d *documentation) spec(spec ast.Spec, group *ast.CommentGroup) {
	switch spec := spec.(type) {
	case *ast.TypeSpec:
		d.want(spec.Name.Name, spec.Doc, group)
		if iface, ok := spec.Type.(*ast.InterfaceType); ok && spec.Name.IsExported() {
			d.methods(spec.Name.Name, iface)
		}
	case *ast.ValueSpec:
		for _, name := range spec.Names {
			d.want(name.Name, spec.Doc, spec.Comment, group)
		}
	}
}

func (d *documentation) methods(of string, iface *ast.InterfaceType) {
	for _, m := range iface.Methods.List {
		for _, name := range m.Names {
			if name.IsExported() {
				d.want(of+"."+name.Name, m.Doc, m.Comment)
			}
		}
	}
}

func (d *documentation) want(name string, comments ...*ast.CommentGroup) {
	if !token.IsExported(name) {
		return
	}
	for _, c := range comments {
		if c != nil {
			return
		}
	}
	d.missing = append(d.missing, d.name+"."+name)
}

// receiverOf returns the name of a method's type, "" for a function.
func receiverOf(decl *ast.FuncDecl) string {
	if decl.Recv == nil {
		return ""
	}
	name := ""
	ast.Inspect(decl.Recv.List[0].Type, func(n ast.Node) bool {
		if ident, ok := n.(*ast.Ident); ok && name == "" {
			name = ident.Name
		}
		return name == ""
	})
	return name
}
