package mandattest_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/mandattest"
)

func itoa(n int) string { return strconv.Itoa(n) }

func rights(f *mandattest.Fixture, resources ...mandat.Resource) mandattest.Matrix {
	return mandattest.Matrix{Subjects: []mandat.Subject{f.As("kalle", "web"), f.As("disa", "web")}, Resources: resources, Actions: []mandat.Action{"read", "publish", "print"}}
}

func TestAMatrixIsComparedWithItsFile(t *testing.T) {
	f := load(t)
	file := filepath.Join(t.TempDir(), "kept", "rights.txt")
	m := rights(f, note("sales", "draft"), note("domestic", "final"))
	assert.Contains(t, reported(t, func(t testing.TB) { f.Matrix(t, file, false, m) }), "run the test once with -update")
	f.Matrix(t, file, true, m)
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, `note n-1        kalle by web    disa by web
  read          allow           no-right
  publish       blocked         no-right
  print         needs-approval  no-right

note n-1        kalle by web    disa by web
  read          gate-closed     gate-closed
  publish       allow           allow
  print         needs-approval  needs-approval
`, string(text))
	f.Matrix(t, file, false, m)
	require.NoError(t, os.WriteFile(file, []byte(strings.ReplaceAll(string(text), "\n", "\r\n")), 0o600))
	f.Matrix(t, file, false, m) // as git checks it out on Windows

	f.Do(t, f.As("maja", "web"), mandat.RevokeRole{Grant: mandat.Grant{Role: "reader", Member: "kalle", Scope: mandat.Below("sales")}})
	assert.Contains(t, reported(t, func(t testing.TB) { f.Matrix(t, file, false, m) }), "\n-   read          allow           no-right\n+   read          no-right")
	assert.Contains(t, reported(t, func(t testing.TB) { f.Matrix(t, filepath.Dir(file), false, m) }), "directory")
}

func TestAMatrixShowsEveryActionOfTheType(t *testing.T) {
	f := load(t)
	file := filepath.Join(t.TempDir(), "rights.txt")
	m := rights(f, note("sales", "draft"))
	m.Actions = nil
	f.Matrix(t, file, true, m)
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, 6, strings.Count(string(text), "\n"), string(text))
}

func TestAMatrixKeepsNoMisspeltName(t *testing.T) {
	f := load(t)
	for name, change := range map[string]func(*mandattest.Matrix){
		"an action":   func(m *mandattest.Matrix) { m.Actions[0] = "raed" },
		"a person":    func(m *mandattest.Matrix) { m.Subjects[0].Person = "kale" },
		"a type":      func(m *mandattest.Matrix) { m.Resources[0].Type, m.Actions = "noet", nil },
		"no subjects": func(m *mandattest.Matrix) { m.Subjects = nil },
	} {
		m := rights(f, note("sales", "draft"))
		change(&m)
		problems, _ := mandattest.Tried(t, func(t testing.TB) { f.Matrix(t, "testdata/none.txt", false, m) })
		assert.Greater(t, len(problems), 1, "%s: only the missing file is reported", name)
	}
}

// The test that Mutants tries must not write down what a faulty policy gives.
func TestAFaultyPolicyRewritesNoFile(t *testing.T) {
	f := load(t)
	file := filepath.Join(t.TempDir(), "rights.txt")
	m := rights(f, note("sales", "draft"))
	f.Matrix(t, file, true, m)
	before, err := os.ReadFile(file)
	require.NoError(t, err)
	m.Subjects = m.Subjects[:1]
	assert.NotEmpty(t, reported(t, func(t testing.TB) { f.Matrix(t, file, true, m) }))
	after, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, string(before), string(after))
}

func TestOnlyWhatDiffersIsShown(t *testing.T) {
	f := load(t)
	file := filepath.Join(t.TempDir(), "rights.txt")
	m := rights(f, note("sales", "draft"))
	f.Matrix(t, file, true, m)
	m.Actions = append([]mandat.Action{"lend"}, m.Actions...)
	text := reported(t, func(t testing.TB) { f.Matrix(t, file, false, m) })
	assert.Contains(t, text, "+   lend")
	m.Actions = m.Actions[1:3]
	text = reported(t, func(t testing.TB) { f.Matrix(t, file, false, m) })
	assert.Equal(t, []string{"-   print         needs-approval  no-right"}, strings.Split(text, "\n")[1:])
}
