package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

const catalogueOfShop = `# Clauses

- **S1** (rule) Editing. Clerks edit.
`

func TestFailuresAreSentences(t *testing.T) {
	files := shop()
	files["shop/cases.yaml"] = strings.Replace(shopCases, "expect: deny\n    because: no-right", "expect: allow", 1)
	inFolder(t, files)
	assert.Equal(t, output{1, `shop/cases.yaml:13: "a guest does not" (S1, S2): eva may not edit order o-1: deny: no-right, no-function: order.edit; want allow
shop: clauses covered: S1 (1)
1 passed, 1 failed
`, ""}, runWith("test", "shop"))
}

// Steps of a story are cases like others.
func TestStepsOfStories(t *testing.T) {
	files := shop()
	files["shop/policy.yaml"] += "administer: [{who: clerk, may: grant, roles: clerk}]\n"
	files["shop/cases-story.yaml"] = `system: shop
org: acme.yaml
now: 2026-01-15T09:00:00Z
cases:
  - name: a clerk makes another one
    clauses: [S3]
    subject: {person: kalle, channel: web, session: open}
    do: {grant-role: {role: clerk, to: eva, at: org}}
    expect: allow
    events: [role-granted]
  - name: who makes nobody
    clauses: [S4]
    subject: {person: eva, channel: web, session: open}
    do: [{revoke-role: {role: clerk, to: kalle, at: org}}]
    expect: allow
`
	inFolder(t, files)
	assert.Equal(t, output{1, `shop/cases-story.yaml:11: "who makes nobody" (S4): eva may not revoke-role: deny: no-right, no-function: grant.revoke; want allow
shop: clauses covered: S1-S3 (3)
3 passed, 1 failed
`, ""}, runWith("test", "shop"))
}

func TestClausesThatNobodyKnowsFail(t *testing.T) {
	for _, file := range []string{"clauses.md", "shop/clauses.md"} {
		files := shop()
		files[file] = catalogueOfShop
		inFolder(t, files)
		assert.Equal(t, output{1, `shop/cases.yaml:13: "a guest does not" (S1, S2): clause S2 is not listed in ` + file + `
shop: clauses covered: S1 (1)
1 passed, 1 failed
`, ""}, runWith("test", "./shop/"))
	}
}

func TestTheFailureOfACaseStandsBeforeItsClauses(t *testing.T) {
	files := shop()
	files["clauses.md"] = "- **S1** (rule) Editing. Clerks edit.\n- S1: nothing.\n"
	files["shop/cases.yaml"] = strings.Replace(shopCases, "because: no-right", "because: guard", 1)
	inFolder(t, files)
	assert.Regexp(t, `eva may not edit .*; want deny: guard; clause S2 is not listed in clauses\.md\n`, runWith("test", "shop").stdout)
}

func TestBadFilesOfTests(t *testing.T) {
	files := shop()
	files["more/clauses.md"], files["more/shop/policy.yaml"] = "- one\n", shopPolicy
	files["bare/policy.yaml"] = shopPolicy
	files["empty/readme.txt"] = ""
	files["wrong/policy.yaml"] = "system: wrong\nversion: 1\n"
	inFolder(t, files)
	for _, test := range []struct {
		name string
		args []string
		want string
	}{
		{"no cases", []string{"bare"}, "mandat: bare: there are no cases: no file whose name begins with \"cases\"\n"},
		{"no cases anywhere", []string{"bare/..."}, "mandat: bare/...: there are no cases\n"},
		{"no folder", []string{"shop/x/..."}, "mandat: shop/x: no such file or directory\n"},
		{"no policy anywhere", []string{"empty/..."}, "mandat: empty/...: there is no folder with a policy.yaml or a policy.json\n"},
		{"an invalid policy", []string{"wrong"}, "wrong/policy.yaml:"},
		{"an invalid list of clauses", []string{"more/shop"}, "mandat: more/clauses.md: line 1: neither a clause nor a reason: \"- one\"\n"},
	} {
		got := runWith(append([]string{"test"}, test.args...)...)
		assert.Equal(t, exitFile, got.code, test.name)
		assert.Empty(t, got.stdout, test.name)
		assert.True(t, strings.HasPrefix(got.err, test.want), "%s: %s", test.name, got.err)
	}
}

func TestEverythingThatIsWrongIsReportedAndNothingRun(t *testing.T) {
	files := shop()
	files["a/policy.yaml"] = "system: a\n"
	files["b/policy.yaml"] = "colour: red\n"
	inFolder(t, files)
	got := runWith("test", "./...")
	assert.Equal(t, exitFile, got.code)
	assert.Empty(t, got.stdout)
	assert.Contains(t, got.err, "a/policy.yaml:1:1: ")
	assert.Contains(t, got.err, "b/policy.yaml:1:1: ")
	for line := range strings.Lines(got.err) {
		assert.Regexp(t, `^[ab]/policy\.yaml:\d+:\d+: `, line)
	}
}

func TestPatterns(t *testing.T) {
	files := shop()
	for name, content := range shop() {
		files[strings.Replace(name, "shop/", "more/deep/", 1)] = content
		for _, skipped := range []string{".git/", "_old/", "more/testdata/"} {
			files[strings.Replace(name, "shop/", skipped, 1)] = content
		}
	}
	files["empty/policy.yaml"] = shopPolicy
	inFolder(t, files)
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"./..."}, "shop: no cases in empty\nshop: clauses covered: S1, S2 (2)\nshop: clauses covered: S1, S2 (2)\n4 passed, 0 failed\n"},
		{[]string{"..."}, "shop: no cases in empty\nshop: clauses covered: S1, S2 (2)\nshop: clauses covered: S1, S2 (2)\n4 passed, 0 failed\n"},
		{[]string{"more/..."}, "shop: clauses covered: S1, S2 (2)\n2 passed, 0 failed\n"},
		{[]string{"shop/..."}, "shop: clauses covered: S1, S2 (2)\n2 passed, 0 failed\n"},
		{[]string{"more/testdata/..."}, "shop: clauses covered: S1, S2 (2)\n2 passed, 0 failed\n"},
		{[]string{"shop", "./shop", "shop/", "shop/..."}, "shop: clauses covered: S1, S2 (2)\n2 passed, 0 failed\n"},
		{[]string{"shop", "more/deep"}, "shop: clauses covered: S1, S2 (2)\nshop: clauses covered: S1, S2 (2)\n4 passed, 0 failed\n"},
	} {
		assert.Equal(t, output{0, test.want, ""}, runWith(append([]string{"test"}, test.args...)...), test.args)
	}
	assert.Equal(t, output{3, "", "mandat: .git/hooks...: no such file or directory\n"}, runWith("test", ".git/hooks..."))
}

func TestResultsForPrograms(t *testing.T) {
	files := shop()
	files["clauses.md"] = catalogueOfShop
	inFolder(t, files)
	got := runWith("test", "-json", "shop")
	assert.Equal(t, exitNo, got.code)
	assert.Empty(t, got.err)
	assert.Equal(t, report{
		Systems: []systemReport{{
			Folder: "shop", System: "shop", Clauses: []string{"S1"},
			Cases: []caseReport{
				{File: "shop/cases.yaml", Line: 7, Name: "a clerk edits", Clauses: []string{"S1"}, Passed: true},
				{File: "shop/cases.yaml", Line: 13, Name: "a guest does not", Clauses: []string{"S1", "S2"}, Failure: "clause S2 is not listed in clauses.md"},
			},
		}},
		Passed: 1, Failed: 1,
	}, parse[report](t, got.stdout))
	assert.NotContains(t, got.stdout, "null")
}

func TestColours(t *testing.T) {
	files := shop()
	files["fails/policy.yaml"], files["fails/acme.yaml"] = shopPolicy, acme
	files["fails/cases.yaml"] = strings.Replace(shopCases, "action: edit", "action: pay", 1)
	inFolder(t, files)
	onTerminal := func(args ...string) string {
		var stdout, stderr bytes.Buffer
		run(args, world{stdout: &stdout, stderr: &stderr, colour: true, now: now})
		return stdout.String()
	}
	assert.Equal(t, "shop: clauses covered: S1, S2 (2)\n\x1b[32m2 passed, 0 failed\x1b[0m\n", onTerminal("test", "shop"))
	assert.Regexp(t, `^\x1b\[31mfails/cases\.yaml:7: .*\x1b\[0m\nshop: .*\n\x1b\[31m1 passed, 1 failed\x1b\[0m\n$`, onTerminal("test", "fails"))
	assert.NotContains(t, onTerminal("test", "-json", "shop"), "\x1b")
	assert.NotContains(t, runWith("test", "fails").stdout, "\x1b")
}

func TestTheContractSystem(t *testing.T) {
	t.Chdir("../..")
	got := runWith("test", "./systems/contracts")
	assert.Equal(t, exitYes, got.code, got.err+got.stdout)
	assert.Regexp(t, `^contracts: clauses covered: A1-.* \(\d+\)\n\d+ passed, 0 failed\n$`, got.stdout)
}
