package main

import (
	"fmt"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// The golden file is code that a service has: read its diff.
func TestNames(t *testing.T) {
	got := runWith("names", "-package", "policy", "../../systems/contracts")
	require.Equal(t, exitYes, got.code, got.err)
	golden(t, "names-contracts.go", got.stdout)
	assert.Equal(t, got, runWith("names", "-package", "policy", "../../systems/contracts"), "the same each time")
}

// oddNames are names that policies may have, of each kind the same.
func oddNames() []string {
	return []string{"a", "a-", "a--", "a-b", "ab", "a--b", "a-1", "a1", "a-b-", "a-1b", "a1-b", "func", "type", "nil", "string", "mandat", "init", "main",
		"names", "type-a", "action-a", "action-type-a", "status-a", "role-a", "label-a", "relation-a", "structure-a", "channel-a", "setting-a", "group-a",
		"types", "typea", "action", "a0123456789"}
}

func hostileNames() string {
	names := oddNames()
	var actions, statuses, roles, channels, settings []string
	for _, n := range names {
		actions = append(actions, n+": ")
		statuses = append(statuses, n)
		roles = append(roles, fmt.Sprintf("%s: {opens: a, can: type-a.%s}", n, n))
		channels = append(channels, n+": {}")
		settings = append(settings, n+": {default: true}")
	}
	join := func(list []string) string { return strings.Join(list, ", ") }
	return "system: \"hos\\ntile\\r*/\"\nversion: \"1\"\nstructures: {type-a: , a-1: }\nchannels: {" + join(channels) + "}\nsettings: {" + join(settings) +
		"}\ntypes:\n  type-a: {unit: a-1, statuses: [" + join(statuses) + "], relations: [a-1, a1, type-a], labels: [a-1, a1], lists: [func, type-a], part-of: type, actions: {" + join(actions) +
		"}}\n  type: {actions: {type: }}\n  action-type-a: {actions: {names: , a-1: }}\nroles: {" + join(roles) +
		", all: {opens: a, can: [type.type, action-type-a.names, action-type-a.a-1]}}\n"
}

// What is generated compiles in a module of a service, and go vet says nothing, for every
// system and whatever things are called. Each policy has the names that it generates.
func TestNamesCompile(t *testing.T) {
	service := t.TempDir()
	root, err := filepath.Abs("../..")
	require.NoError(t, err)
	put := func(name, text string) {
		file := filepath.Join(service, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o777))
		require.NoError(t, os.WriteFile(file, []byte(text), 0o666))
	}
	sums, err := os.ReadFile("../../go.sum")
	require.NoError(t, err)
	put("go.sum", string(sums))
	put("go.mod", "module service\n\ngo 1.26.0\n\nrequire github.com/mandat-go/mandat v0.0.0\n\nreplace github.com/mandat-go/mandat => "+root+"\n")
	put("hostile/policy.yaml", hostileNames())
	for _, dir := range []string{"contracts", "grants", "journal", "portal", "rooms", "hostile"} {
		from := filepath.Join(root, "systems", dir)
		if dir == "hostile" {
			from = filepath.Join(service, dir)
		}
		put(dir+"/names_test.go", "package policy\n\nimport (\n\"os\"\n\"testing\"\n\"github.com/mandat-go/mandat/policyfile\"\n)\n\n"+
			"func Test(t *testing.T) {\np, err := policyfile.LoadPolicy(os.DirFS("+fmt.Sprintf("%q", from)+"), \"policy.yaml\")\n"+
			"if err != nil {\nt.Fatal(err)\n}\nif err := p.Check(Names()); err != nil {\nt.Fatal(err)\n}\n}\n")
		require.Equal(t, output{}, runWith("names", "-package", "policy", "-o", filepath.Join(service, dir, "names.go"), from))
	}
	for _, command := range []string{"vet", "test"} {
		c := exec.Command("go", command, "-mod=mod", "./...")
		c.Dir, c.Env = service, append(os.Environ(), "GOWORK=off", "GOFLAGS=", "GOPROXY=off")
		out, err := c.CombinedOutput()
		assert.NoError(t, err, string(out))
	}
}

// No two names become one, whatever kinds they are of.
func TestIdentifiersAreApart(t *testing.T) {
	names := rapid.OneOf(rapid.SampledFrom(oddNames()), rapid.StringMatching(`[abt][ab1-]{0,4}`), rapid.StringMatching(`(type|status|action|role|a)-?[ab1-]{0,3}`))
	words := rapid.Map(rapid.IntRange(0, len(nameKinds)-1), func(i int) string { return nameKinds[i].word })
	rapid.Check(t, func(t *rapid.T) {
		k1, k2 := words.Draw(t, "kind"), words.Draw(t, "kind")
		n1, n2 := names.Draw(t, "name"), names.Draw(t, "name")
		a, b := identifier(k1, n1), identifier(k2, n2)
		if !token.IsExported(a) || !token.IsIdentifier(a) || a == "Names" {
			t.Fatalf("%s %s is called %s", k1, n1, a)
		}
		if (a == b) != (k1 == k2 && n1 == n2) {
			t.Fatalf("%s %s and %s %s are called %s and %s", k1, n1, k2, n2, a, b)
		}
	})
}

func TestNamesAreChecked(t *testing.T) {
	inFolder(t, shop())
	assert.Equal(t, output{}, runWith("names", "-package", "policy", "-o", "names.go", "shop"))
	check := []string{"names", "-package", "policy", "-o", "names.go", "-check", "shop"}
	assert.Equal(t, output{}, runWith(check...))
	stale := output{exitNo, "names.go is out of date: mandat names -package policy -o names.go shop\n", ""}
	written(t, "shop/policy.yaml", strings.Replace(strings.Replace(shopPolicy, "order.settle]", "order.settle, order.cancel]", 1), "settle: }", "settle: , cancel: }", 1))
	assert.Equal(t, stale, runWith(check...))
	assert.Equal(t, output{}, runWith("names", "-package", "policy", "-o", "names.go", "shop"))
	assert.Equal(t, output{}, runWith(check...))
	require.NoError(t, os.Remove("names.go"))
	assert.Equal(t, stale, runWith(check...))
}

func TestNamesOfTheExampleAreUpToDate(t *testing.T) {
	dir := "../../examples/middleware/rules"
	assert.Equal(t, output{}, runWith("names", "-package", "rules", "-o", dir+"/names.go", "-check", dir))
}

func TestNamesWritesOverNothingElse(t *testing.T) {
	files := shop()
	files["mine.go"] = "package policy\n"
	inFolder(t, files)
	assert.Equal(t, output{exitFile, "", "mandat: mine.go: it was not generated by mandat names, and is left as it is\n"},
		runWith("names", "-package", "policy", "-o", "mine.go", "shop"))
	text, err := os.ReadFile("mine.go")
	require.NoError(t, err)
	assert.Equal(t, "package policy\n", string(text))
	assert.Equal(t, output{exitFile, "", "mandat: shop: is a directory\n"}, runWith("names", "-package", "policy", "-o", "shop", "shop"))
	assert.Equal(t, output{exitFile, "", "mandat: none/names.go: no such file or directory\n"}, runWith("names", "-package", "policy", "-o", "none/names.go", "shop"))
	assert.Equal(t, exitFile, runWith("names", "-package", "policy", "-o", "shop", "-check", "shop").code)
	assert.Equal(t, exitFile, runWith("names", "-package", "policy", "nowhere").code)
}

func TestNamesNeedsAPackage(t *testing.T) {
	inFolder(t, shop())
	const usage = "usage: mandat names [flags] DIR (\"mandat names -h\" lists the flags)\n"
	for _, name := range []string{"", "a-b", "func", "_", "a b\nimport", "a.b"} {
		got := runWith("names", "-package", name, "shop")
		assert.Equal(t, exitUsage, got.code, name)
		assert.Contains(t, got.err, "expected the name of a Go package\n"+usage)
	}
	assert.Equal(t, output{exitUsage, "", "mandat: say with -o which file is to be checked\n" + usage}, runWith("names", "-package", "p", "-check", "shop"))
}
