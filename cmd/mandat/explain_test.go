package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

func explain(args ...string) output {
	args = append([]string{"explain", "-channel", "web", "-action", "edit", "-resource", openOrder}, args...)
	return runWith(append(args, "shop")...)
}

func TestExplain(t *testing.T) {
	inFolder(t, shop())
	for _, test := range []struct {
		person, lang string
		code         int
		header, role string
	}{
		{"kalle", "en", exitYes, "kalle may edit (order o-1)", "Clerk"},
		{"kalle", "sv", exitYes, "kalle får edit (order o-1)", "Handläggare"},
		{"eva", "en", exitNo, "eva may not edit (order o-1)", "Clerk"},
		{"eva", "sv", exitNo, "eva får inte edit (order o-1)", "Handläggare"},
	} {
		got := explain("-person", test.person, "-lang", test.lang)
		assert.Equal(t, test.code, got.code)
		assert.Empty(t, got.err)
		assert.True(t, strings.HasPrefix(got.stdout, test.header), got.stdout)
		assert.Contains(t, got.stdout, "\n  ")
		assert.Contains(t, got.stdout, test.role)
		asJSON := parse[explanation](t, explain("-json", "-person", test.person, "-lang", test.lang).stdout)
		assert.Equal(t, asJSON.Text+"\n", got.stdout)
	}
}

func TestExplainForTheSubject(t *testing.T) {
	inFolder(t, shop())
	assert.Equal(t, output{1, "Not found.\n", ""}, explain("-as-subject", "-person", "eva"))
	assert.Equal(t, output{1, "Finns inte.\n", ""}, explain("-as-subject", "-person", "eva", "-lang", "sv"))
	assert.Contains(t, explain("-as-subject", "-person", "kalle").stdout, "kalle may edit (order o-1).\n")

	got := parse[explanation](t, explain("-json", "-as-subject", "-person", "eva").stdout)
	none := []string{}
	assert.Equal(t, explanation{answer{Outcome: "deny"}, true, none, none, none, [][]mandat.PersonID{}, []mandat.PersonID{}, "Not found."}, got)
}

func TestExplainForPrograms(t *testing.T) {
	inFolder(t, shop())
	allowed := explain("-json", "-person", "kalle")
	assert.Equal(t, exitYes, allowed.code)
	got := parse[explanation](t, allowed.stdout)
	assert.Equal(t, answer{"allow", "granted", ""}, got.answer)
	assert.Equal(t, []string{"grant clerk at org"}, got.Because)
	assert.Equal(t, []string{"standing: grant clerk at org", "grant clerk at org", "gate-open: order.edit"}, got.Steps)
	assert.Equal(t, []string{}, got.Nearest)
	assert.Contains(t, got.Text, "kalle may edit (order o-1).\n")

	denied := explain("-json", "-person", "eva")
	assert.Equal(t, exitNo, denied.code)
	got = parse[explanation](t, denied.stdout)
	assert.Equal(t, answer{"deny", "no-right", ""}, got.answer)
	require.NotEmpty(t, got.Because)
	assert.Equal(t, "no-right", got.Because[0])
	assert.Contains(t, got.Nearest[0], "grant clerk at ")
	assert.NotContains(t, denied.stdout, "null")
}

func TestExplainNamesWhoCanGiveItOrWhomToAsk(t *testing.T) {
	files := shop()
	files["shop/policy.yaml"] += "administer: [{who: clerk, may: grant, roles: clerk}]\n"
	inFolder(t, files)
	got := parse[explanation](t, explain("-json", "-person", "eva").stdout)
	assert.Equal(t, [][]mandat.PersonID{{"kalle"}}, got.Givers)
	assert.Equal(t, []mandat.PersonID{}, got.Ask)
	assert.Contains(t, got.Text, "which kalle can give")

	files["shop/policy.yaml"] += "ask: clerk\n"
	inFolder(t, files)
	got = parse[explanation](t, explain("-json", "-person", "eva").stdout)
	assert.Equal(t, [][]mandat.PersonID{{}}, got.Givers)
	assert.Equal(t, []mandat.PersonID{"kalle"}, got.Ask)
}

func TestExplainInNoSuchLanguage(t *testing.T) {
	inFolder(t, shop())
	got := explain("-person", "eva", "-lang", "de")
	assert.Equal(t, output{2, "", "mandat: -lang \"de\": expected en or sv\n" + usageOf("explain", "DIR")}, got)
}
