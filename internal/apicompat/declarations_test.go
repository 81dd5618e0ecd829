package apicompat

import (
	"cmp"
	"fmt"
	"go/constant"
	"go/format"
	"go/token"
	"go/types"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// declarations returns what a package offers its users, as Go source without
// function bodies, in an order that does not depend on its files: constants,
// variables, functions, and types with their methods. Constants have their
// values. What is not exported is there only as far as it can be told from
// outside: a type that something exported mentions, the methods that seal an
// interface, and whether the fields of a struct compare.
func declarations(pkg *types.Package) (string, error) {
	p := &printer{pkg: pkg, imports: map[string]string{}, sealing: sealing(pkg.Scope())}
	for _, obj := range exported(pkg.Scope()) {
		p.declare(obj)
	}
	p.declareMentioned()
	source := fmt.Sprintf("package %s\n\n%s%s", pkg.Name(), p.importClause(), p.body.String())
	text, err := format.Source([]byte(source))
	return string(text), err
}

type printer struct {
	pkg     *types.Package
	body    strings.Builder
	imports map[string]string // name by path
	sealing map[string]bool   // methods
	// mentioned are the types of the package that are not exported, in the order
	// in which they were met.
	mentioned []string
}

// exported lists the exported objects of a scope by kind and name.
func exported(scope *types.Scope) []types.Object {
	var all []types.Object
	for _, name := range scope.Names() {
		if token.IsExported(name) {
			all = append(all, scope.Lookup(name))
		}
	}
	slices.SortStableFunc(all, func(a, b types.Object) int { return cmp.Compare(kind(a), kind(b)) })
	return all
}

func kind(obj types.Object) int {
	switch obj.(type) {
	case *types.Const:
		return 0
	case *types.Var:
		return 1
	case *types.Func:
		return 2
	}
	return 3
}

// sealing lists the methods that are not exported of the exported interfaces.
func sealing(scope *types.Scope) map[string]bool {
	names := map[string]bool{}
	for _, obj := range exported(scope) {
		if iface, ok := obj.Type().Underlying().(*types.Interface); ok {
			for m := range iface.Methods() {
				names[m.Name()] = !m.Exported()
			}
		}
	}
	return names
}

// declareMentioned declares the types that are mentioned, and those that they
// mention in turn.
func (p *printer) declareMentioned() {
	for i := 0; i < len(p.mentioned); i++ {
		p.declare(p.pkg.Scope().Lookup(p.mentioned[i]))
	}
}

func (p *printer) declare(obj types.Object) {
	switch obj := obj.(type) {
	case *types.Const:
		p.printf("const %s %s = %s\n", obj.Name(), p.constType(obj.Type()), constValue(obj.Val()))
	case *types.Var:
		p.printf("var %s %s\n", obj.Name(), p.typ(obj.Type()))
	case *types.Func:
		p.function("", obj)
	case *types.TypeName:
		p.typeDecl(obj)
	}
}

// constType returns "" for a constant without a type.
func (p *printer) constType(t types.Type) string {
	if basic, ok := t.(*types.Basic); ok && basic.Info()&types.IsUntyped != 0 {
		return ""
	}
	return p.typ(t)
}

// constValue writes a value such that it keeps its kind.
func constValue(v constant.Value) string {
	if v.Kind() == constant.Float {
		f, _ := constant.Float64Val(v)
		return strconv.FormatFloat(f, 'e', -1, 64)
	}
	return v.ExactString()
}

func (p *printer) function(receiver string, f *types.Func) {
	signature := strings.TrimPrefix(p.typ(f.Type()), "func")
	body := ""
	if f.Signature().TypeParams().Len() > 0 {
		body = " {}" // Go wants one
	}
	p.printf("func %s%s%s%s\n", receiver, f.Name(), signature, body)
}

func (p *printer) typeDecl(obj *types.TypeName) {
	p.printf("\n")
	if alias, ok := obj.Type().(*types.Alias); ok {
		p.printf("type %s%s = %s\n", obj.Name(), p.typeParams(alias.TypeParams()), p.typ(alias.Rhs()))
		return
	}
	named := obj.Type().(*types.Named)
	p.printf("type %s%s %s\n", obj.Name(), p.typeParams(named.TypeParams()), p.underlying(named))
	methods := slices.SortedFunc(named.Methods(), func(f, g *types.Func) int { return cmp.Compare(f.Name(), g.Name()) })
	for _, m := range methods {
		if m.Exported() || p.sealing[m.Name()] {
			p.function("("+p.typ(m.Signature().Recv().Type())+") ", m)
		}
	}
}

func (p *printer) typeParams(list *types.TypeParamList) string {
	var all []string
	for param := range list.TypeParams() {
		all = append(all, param.Obj().Name()+" "+p.typ(param.Constraint()))
	}
	if all == nil {
		return ""
	}
	return "[" + strings.Join(all, ", ") + "]"
}

func (p *printer) underlying(named *types.Named) string {
	switch t := named.Underlying().(type) {
	case *types.Struct:
		return p.structType(t)
	case *types.Interface:
		return p.interfaceType(t)
	default:
		return p.typ(t)
	}
}

// structType replaces the fields that are not exported by one that tells
// whether they compare. Embedded fields stay: they bring fields and methods.
func (p *printer) structType(t *types.Struct) string {
	var lines []string
	hidden := ""
	for i := range t.NumFields() {
		switch f := t.Field(i); {
		case f.Embedded():
			lines = append(lines, p.typ(f.Type())+tag(t.Tag(i)))
		case f.Exported():
			lines = append(lines, f.Name()+" "+p.typ(f.Type())+tag(t.Tag(i)))
		case !types.Comparable(f.Type()):
			hidden = "_ [0]func() // fields that are not exported and do not compare"
		case hidden == "":
			hidden = "_ struct{} // fields that are not exported"
		}
	}
	if hidden != "" {
		lines = append(lines, hidden)
	}
	return "struct {\n" + strings.Join(lines, "\n") + "\n}"
}

func tag(s string) string {
	if s == "" {
		return ""
	}
	return " " + strconv.Quote(s)
}

func (p *printer) interfaceType(t *types.Interface) string {
	var lines []string
	for m := range t.ExplicitMethods() {
		lines = append(lines, m.Name()+strings.TrimPrefix(p.typ(m.Type()), "func"))
	}
	for embedded := range t.EmbeddedTypes() {
		lines = append(lines, p.typ(embedded))
	}
	return "interface {\n" + strings.Join(lines, "\n") + "\n}"
}

// ownType is how typ writes the package's own types, so that they can be told
// from names of parameters.
var ownType = regexp.MustCompile(`own·\.(\w+)`)

// typ writes a type, and notes what it imports and mentions.
func (p *printer) typ(t types.Type) string {
	text := types.TypeString(t, p.qualify)
	return ownType.ReplaceAllStringFunc(text, func(s string) string {
		name := ownType.FindStringSubmatch(s)[1]
		if !token.IsExported(name) && !slices.Contains(p.mentioned, name) {
			p.mentioned = append(p.mentioned, name)
		}
		return name
	})
}

// qualify names an imported package, differently from every other one.
func (p *printer) qualify(pkg *types.Package) string {
	if pkg == p.pkg {
		return "own·"
	}
	if name, ok := p.imports[pkg.Path()]; ok {
		return name
	}
	name := pkg.Name()
	for slices.Contains(slices.Collect(maps.Values(p.imports)), name) {
		name += "2"
	}
	p.imports[pkg.Path()] = name
	return name
}

func (p *printer) importClause() string {
	if len(p.imports) == 0 {
		return ""
	}
	var b strings.Builder
	for _, importPath := range slices.Sorted(maps.Keys(p.imports)) {
		name := p.imports[importPath]
		if name == path.Base(importPath) {
			name = ""
		}
		fmt.Fprintf(&b, "%s %q\n", name, importPath)
	}
	return "import (\n" + b.String() + ")\n\n"
}

func (p *printer) printf(format string, args ...any) { fmt.Fprintf(&p.body, format, args...) }
