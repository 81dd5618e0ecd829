package apicompat

import (
	"go/token"
	"go/types"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/exp/apidiff"

	"github.com/mandat-go/mandat/internal/sourcetree"
)

// The guard must be able to fail. Each case turns one small package into
// another; the first stands in the baseline.
func TestGuardSeesChanges(t *testing.T) {
	for _, c := range []struct {
		name, before, after string
		want                []string
	}{
		{
			"a function is removed",
			`func Kept() {}; func Gone() {}`,
			`func Kept() {}`,
			[]string{"break: ./p.Gone: removed"},
		},
		{
			"a function is added",
			`func Kept() {}`,
			`func Kept() {}; func New() {}`,
			[]string{"fine: ./p.New: added"},
		},
		{
			"a signature changes",
			`func F(n int) error { return nil }`,
			`func F(n int, s ...string) error { return nil }`,
			[]string{"break: ./p.F: changed from func(int) error to func(int, ...string) error"},
		},
		{
			"a method moves to the pointer",
			`type T struct{}; func (T) M() {}`,
			`type T struct{}; func (*T) M() {}`,
			[]string{"break: ./p.T.M: removed"},
		},
		{
			"an opaque struct no longer compares",
			`type T struct{ n int }`,
			`type T struct{ n []int }`,
			[]string{"break: ./p.T: old is comparable, new is not"},
		},
		{
			"a type no longer implements a sealed interface",
			`type C interface{ sealed() }; type T struct{}; func (T) sealed() {}`,
			`type C interface{ sealed() }; type T struct{}`,
			[]string{"break: ./p.T: no longer implements ./p.C"},
		},
		{
			"a field that an inner struct gave is hidden",
			`type inner struct{ X int }; type T struct{ inner }`,
			`type inner struct{ x int }; type T struct{ inner }`,
			[]string{"break: ./p.T.X: removed"},
		},
		{
			"a constant has another value",
			`type K uint8; const (A K = iota; B; C)`,
			`type K uint8; const (B K = iota; A; C)`,
			[]string{"break: ./p.A: value changed from 0 to 1", "break: ./p.B: value changed from 1 to 0"},
		},
		{
			"a generic type wants more",
			`type Set[E comparable] map[E]bool; func (Set[E]) Has(E) bool { return false }`,
			`type Set[E ~string] map[E]bool; func (Set[E]) Has(E) bool { return false }`,
			[]string{"break: ./p.Set: changed from Set[E comparable] to Set[E ~string]"},
		},
		{
			"what is not exported changes",
			`type T struct{ n int }; func (T) m() {}; func f() {}; const c = 1; var v int`,
			`type T struct{ s string; b bool }; const c = 2; var w int`,
			nil,
		},
		{
			"a type that is mentioned changes where nobody can tell",
			`type t struct{ n int }; func F() t { return t{} }`,
			`type t struct{ s string }; func F() t { return t{} }`,
			nil,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			baseline, err := declared(compile(t, "package p; "+c.before))
			require.NoError(t, err)
			before := compile(t, baseline[small])
			assert.Equal(t, c.want, sentences(changes(before, compile(t, "package p; "+c.after))))
		})
	}
}

func TestGuardSeesThatAPackageIsRemoved(t *testing.T) {
	diff := changes(compile(t, "package p"), nil)
	assert.Equal(t, []string{"break: package github.com/mandat-go/mandat/p: removed"}, sentences(diff))
}

// small is the path of the package of the cases.
const small = sourcetree.Module + "/p"

func compile(t *testing.T, text string) []*types.Package {
	t.Helper()
	fset := token.NewFileSet()
	files, err := parsed(fset, map[string]string{small: text})
	require.NoError(t, err)
	pkgs, err := check(fset, files, nil, []string{small})
	require.NoError(t, err)
	return pkgs
}

func sentences(diff []apidiff.Change) (all []string) {
	for _, c := range diff {
		kind := "break: "
		if c.Compatible {
			kind = "fine: "
		}
		all = append(all, kind+c.Message)
	}
	return all
}

func TestPublicPackageMustNotLeanOnOneThatIsNot(t *testing.T) {
	fset := token.NewFileSet()
	files, err := parsed(fset, map[string]string{small: "package p; import \"" + sourcetree.Module + "/internal/q\"; var V q.T"})
	require.NoError(t, err)
	_, err = check(fset, files, nil, slices.Collect(maps.Keys(files)))
	assert.ErrorContains(t, err, "package github.com/mandat-go/mandat/internal/q is not there, or is not public")
}

func TestBreaksMustBeListed(t *testing.T) {
	diff := []apidiff.Change{{Message: "F: removed"}, {Message: "./p.G: removed"}, {Message: "H: added", Compatible: true}}
	for _, c := range []struct {
		name, changelog string
		want            []string
	}{
		{"none is", "## Unreleased\n### API breaks\n", []string{"- `F: removed`", "- `./p.G: removed`"}},
		{"one is", "## Unreleased\n### API breaks\n- `F: removed`: use H.\n", []string{"- `./p.G: removed`"}},
		{"all are", "## Unreleased\n### Added\n### API breaks\n\n- `F: removed`\n- `./p.G: removed`\n", nil},
		{"in another section", "## Unreleased\n### API breaks\n- `F: removed`\n### Added\n- `./p.G: removed`\n", []string{"- `./p.G: removed`"}},
		{"of an earlier release", "## Unreleased\n### API breaks\n- `F: removed`\n## 0.1.0\n### API breaks\n- `./p.G: removed`\n", []string{"- `./p.G: removed`"}},
		{"not to the letter", "## Unreleased\n### API breaks\n- `F: removed.`\n- ./p.G: removed\n", []string{"- `F: removed`", "- `./p.G: removed`"}},
	} {
		assert.Equal(t, c.want, unlisted(diff, c.changelog), c.name)
	}
}

func TestBaselineIsWrittenAndRead(t *testing.T) {
	dir := t.TempDir() + "/api"
	none, err := readBaseline(dir)
	require.NoError(t, err)
	assert.Empty(t, none)
	texts := map[string]string{
		sourcetree.Module:                        "package mandat\n",
		sourcetree.Module + "/systems":           "package systems\n",
		sourcetree.Module + "/systems/contracts": "package contracts\n",
	}
	require.NoError(t, writeBaseline(dir, map[string]string{small: "package p\n"}))
	require.NoError(t, writeBaseline(dir, texts))
	got, err := readBaseline(dir)
	require.NoError(t, err)
	assert.Equal(t, texts, got)
}

// What go/types prints and the printer turns back into source.
func TestDeclarations(t *testing.T) {
	const source = `package p

		func (*T) Z(n int) (err error) { return nil }
		func (T) M() {}
		func (T) hidden() {}

		type T struct {
			secret func()
			A, B   int ` + "`json:\"a\"`" + `
			inner
		}
		type inner struct{ n int }
		type Alias = inner
		type Pair[K comparable, V any] struct{ Key K; Value V }
		func (*Pair[K, V]) Swap(other Pair[K, V]) {}
		func Of[K comparable](k K) *Pair[K, int] { return nil }
		type Number interface{ ~int | ~string; String() string }
		const (
			Half = 1.0 / 2
			Word = "w"
			One int8 = 1
		)
		var Err error
	`
	text, err := declarations(compile(t, source)[0])
	require.NoError(t, err)
	assert.Equal(t, `package p

const Half = 5e-01
const One int8 = 1
const Word = "w"

var Err error

func Of[K comparable](k K) *Pair[K, int] {}

type Alias = inner

type Number interface {
	String() string
	~int | ~string
}

type Pair[K comparable, V any] struct {
	Key   K
	Value V
}

func (*Pair[K, V]) Swap(other Pair[K, V])

type T struct {
	A int "json:\"a\""
	B int "json:\"a\""
	inner
	_ [0]func() // fields that are not exported and do not compare
}

func (T) M()
func (*T) Z(n int) (err error)

type inner struct {
	_ struct{} // fields that are not exported
}
`, text)
	compile(t, text)
}
