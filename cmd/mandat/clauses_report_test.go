package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// shopClauses is the list of a product: what is shown, what is shown in part, what
// has a reason, what needs none, and what is left.
const shopClauses = `# Clauses

- **S1** (rule) Editing. Clerks edit.
- **S2** (rule) Guests. Guests do not.
- **S3** (option) Paying. Clerks may pay.
- **S4** (info) Views. Rights show as views.
- **S5** (rule) Sending. Clerks send.
- S3: it waits.
`

func TestEveryClauseIsListed(t *testing.T) {
	files := shop()
	files["clauses.md"] = shopClauses
	inFolder(t, files)
	want := `S1 rule Editing: shop/cases.yaml:7, 13
S2 rule Guests: missing: a case where something is allowed; shop/cases.yaml:13
S3 option Paying: no case: it waits.
S4 info Views: no case: it is no rule
S5 rule Sending: missing: a case, or a reason why there is none
5 clauses: 1 with cases, 2 without for a reason, 2 that miss something
shop: clauses covered: S1, S2 (2)
2 passed, 0 failed
`
	assert.Equal(t, output{1, want, ""}, runWith("test", "-clauses", "shop"))
	// What nothing misses is no failure, and a list that two systems share is told
	// once.
	files["clauses.md"] = strings.Split(shopClauses, "- **S2**")[0] + "- **S2** (info) Guests. Guests do not.\n"
	files["more/policy.yaml"], files["more/acme.yaml"], files["more/cases.yaml"] = files["shop/policy.yaml"], files["shop/acme.yaml"], files["shop/cases.yaml"]
	inFolder(t, files)
	assert.Equal(t, output{0, `S1 rule Editing: more/cases.yaml:7, 13, shop/cases.yaml:7, 13
S2 info Guests: more/cases.yaml:13, shop/cases.yaml:13
2 clauses: 2 with cases, 0 without for a reason, 0 that miss something
shop: clauses covered: S1, S2 (2)
shop: clauses covered: S1, S2 (2)
4 passed, 0 failed
`, ""}, runWith("test", "-clauses", "more", "shop"))
}

// A case that fails shows nothing.
func TestAClauseOfACaseThatFailsIsNotShown(t *testing.T) {
	files := shop()
	files["clauses.md"] = shopClauses
	files["shop/cases.yaml"] = strings.Replace(shopCases, "expect: allow", "expect: deny\n    because: no-right", 1)
	inFolder(t, files)
	got := runWith("test", "-clauses", "shop")
	assert.Equal(t, exitNo, got.code)
	assert.Contains(t, got.stdout, "S1 rule Editing: missing: a case where something is allowed; shop/cases.yaml:14\n")
}

func TestClausesForPrograms(t *testing.T) {
	files := shop()
	files["clauses.md"] = shopClauses
	inFolder(t, files)
	all := parse[report](t, runWith("test", "-json", "-clauses", "shop").stdout).Clauses
	assert.Equal(t, clauseReport{ID: "S2", Force: "rule", Title: "Guests", Cases: []string{"shop/cases.yaml:13"}, Missing: "a case where something is allowed"}, all[1])
	assert.Equal(t, clauseReport{ID: "S3", Force: "option", Title: "Paying", Cases: []string{}, Reason: "it waits."}, all[2])
	assert.NotContains(t, runWith("test", "-json", "shop").stdout, `"missing"`)
}

func TestClausesOfNoListAreAnError(t *testing.T) {
	inFolder(t, shop())
	assert.Equal(t, output{exitFile, "", "mandat: shop: there is no clauses.md in the folder or in the one above\n"}, runWith("test", "-clauses", "shop"))
}
