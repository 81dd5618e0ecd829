package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// edited writes an edited copy of a file, and returns its name.
func edited(t *testing.T, file string, edits ...string) string {
	t.Helper()
	content, err := os.ReadFile(file)
	require.NoError(t, err)
	text := string(content)
	for i := 0; i < len(edits); i += 2 {
		text = replaced(t, text, edits[i], edits[i+1])
	}
	name := filepath.Join(t.TempDir(), filepath.Base(file))
	require.NoError(t, os.WriteFile(name, []byte(text), 0o666))
	return name
}

const contracts = "../../systems/contracts"

// TestDiffOfAMovedUnit moves a unit of the contracts sample.
func TestDiffOfAMovedUnit(t *testing.T) {
	moved := edited(t, contracts+"/sales.yaml", "domestic-sales: {below: sales}", "domestic-sales: {below: purchasing}")
	for name, lang := range map[string]string{"diff.txt": "en", "diff-sv.txt": "sv"} {
		args := []string{"diff", "-lang", lang, "-org", "sales.yaml", "-to", moved, contracts}
		got := runWith(args...)
		require.Equal(t, exitNo, got.code, got.err)
		golden(t, name, got.stdout)
		for range 5 {
			assert.Equal(t, got, runWith(args...))
		}
	}
}

// TestDiffOfEveryKind shows every kind of line that says what is different.
func TestDiffOfEveryKind(t *testing.T) {
	other := edited(t, "testdata/library-1/town.yaml",
		"north: {below: centre}}}", "north: {sealed: true}, south: {below: centre}}}",
		"  bo: {home: north}\n  cy: {home: north}\n", "  bo: {home: south, status: inactive}\n  cy: {home: north}\n  fay: {home: south}\n",
		"fines: false", "fines: true", "can: book.read", "can: book.mend",
		"  - {role: courier, to: cy, at: org}\n", "  - {role: courier, to: fay, at: org, until: 2026-06-01T00:00:00Z}\n",
		"address: dee@example.org", "address: dee@example.com",
		"invitations:", "groups:\n  readers: {members: [bo]}\ninvitations:")
	for name, lang := range map[string]string{"diff-kinds.txt": "en", "diff-kinds-sv.txt": "sv"} {
		got := runWith("diff", "-lang", lang, "-org", "town.yaml", "-to", other, library)
		require.Equal(t, exitNo, got.code, got.err)
		golden(t, name, got.stdout)
	}
}

func TestDiffOfWhatIsTheSame(t *testing.T) {
	same := output{0, "nordvik: contracts, version 1\n\nnothing is different\n", ""}
	order := edited(t, contracts+"/sales.yaml", "    purchasing: {below: head-office}\n", "", "    head-office:\n", "    head-office:\n    purchasing: {below: head-office}\n")
	for _, to := range []string{contracts, contracts + "/sales.yaml", contracts + "/policy.yaml", order} {
		assert.Equal(t, same, runWith("diff", "-org", "sales.yaml", "-to", to, contracts), to)
	}
}

// TestDiffUnderAnotherPolicy: the policy can be named, or the folder in which it is
// alone, or one with an organisation of its own.
func TestDiffUnderAnotherPolicy(t *testing.T) {
	policy := edited(t, library+"/policy.yaml", `"1"`, `"2"`, "courier: {opens: desk, can: book.read}", "courier: {opens: desk, can: [book.read, book.confirm]}")
	got := runWith("diff", "-org", "town.yaml", "-to", policy, library)
	assert.Equal(t, output{1, `town: library, version 1

what is different:
  the policy is version 2, and was 1

who gains and who loses:
  cy gains book.confirm in the whole organisation if the channel is desk

members who gain: 1; members who lose: 0
`, ""}, got)
	assert.Equal(t, got, runWith("diff", "-org", "town.yaml", "-to", filepath.Dir(policy), library))
	town, err := os.ReadFile(library + "/town.yaml")
	require.NoError(t, err)
	text := replaced(t, string(town), "  - {role: courier, to: cy, at: org}\n", "")
	require.NoError(t, os.WriteFile(filepath.Join(filepath.Dir(policy), "town.yaml"), []byte(text), 0o666))
	got = runWith("diff", "-org", "town.yaml", "-to", filepath.Dir(policy), library)
	assert.Contains(t, got.stdout, "  1. the policy is version 2, and was 1\n  2. role courier for the whole organisation was taken from cy\n")
}

func TestDiffOfWhatCannotBeCompared(t *testing.T) {
	policy := edited(t, library+"/policy.yaml", "system: library", "system: archive")
	branches := edited(t, library+"/policy.yaml", `"1"`, `"2"`, "fines: {default: false}, ", "")
	broken := edited(t, contracts+"/sales.yaml", "below: sales", "beneath: sales")
	for _, test := range []struct {
		code int
		says string
		args []string
	}{
		{2, `say with -to what to compare with`, []string{library}},
		{2, `-at "noon": expected a time`, []string{"-at", "noon", "-to", library, library}},
		{2, `-lang "fr"`, []string{"-lang", "fr", "-to", library, library}},
		{3, `one is organisation "nordvik", the other "sydhamn": expected the same id`, []string{"-org", "sales.yaml", "-to", contracts + "/other.yaml", contracts}},
		{3, `it is of system "archive": expected a policy of "library"`, []string{"-org", "town.yaml", "-to", policy, library}},
		{3, `Settings[fines]: unknown setting "fines"`, []string{"-org", "town.yaml", "-to", branches, library}},
		{3, `unknown key "beneath"`, []string{"-org", "sales.yaml", "-to", broken, contracts}},
		{3, "no such file", []string{"-org", "sales.yaml", "-to", "nowhere.yaml", contracts}},
	} {
		got := runWith(append([]string{"diff"}, test.args...)...)
		assert.Equal(t, test.code, got.code, test.says)
		assert.Empty(t, got.stdout)
		assert.Contains(t, got.err, test.says)
		assert.Equal(t, strings.TrimRight(got.err, "\n")+"\n", got.err)
	}
}
